//! How a count is shown in a publication.

/// A count as it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// Nobody: stays 0.
    Zero,
    /// 1 to 7: `*`.
    Starred,
    /// 8 and more, rounded on its own to the nearest 5; holds the rounded number.
    Rounded(u64),
}

/// The largest count that is starred.
pub const MOST_STARRED: u64 = 7;
/// What counts are rounded to.
pub const STEP: u64 = 5;

impl Shown {
    /// How a count is published.
    pub fn of(exact: u64) -> Self {
        match exact {
            0 => Self::Zero,
            1..=MOST_STARRED => Self::Starred,
            _ => Self::Rounded(exact.saturating_add(STEP / 2) / STEP * STEP),
        }
    }

    /// Reads back what a publication says: a count, or none where it is suppressed. `None` for
    /// what no count gives.
    pub fn read(count: Option<u64>) -> Option<Self> {
        match count {
            None => Some(Self::Starred),
            Some(0) => Some(Self::Zero),
            Some(n) => (n > MOST_STARRED && n % STEP == 0).then_some(Self::Rounded(n)),
        }
    }

    /// The number in the document, `None` where it is suppressed.
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Zero => Some(0),
            Self::Starred => None,
            Self::Rounded(n) => Some(n),
        }
    }

    /// Between which counts the exact one lies, both inclusive, to somebody who knows the rule.
    pub fn bounds(self) -> (u64, u64) {
        match self {
            Self::Zero => (0, 0),
            Self::Starred => (1, MOST_STARRED),
            Self::Rounded(n) => {
                let half = STEP / 2;
                (n.saturating_sub(half).max(MOST_STARRED + 1), n.saturating_add(half))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_starred_or_rounded_each_on_its_own() {
        let check = |exact, shown, bounds| {
            assert_eq!((Shown::of(exact), Shown::of(exact).bounds()), (shown, bounds), "{exact}");
        };
        check(0, Shown::Zero, (0, 0));
        check(1, Shown::Starred, (1, 7));
        check(7, Shown::Starred, (1, 7));
        check(8, Shown::Rounded(10), (8, 12));
        check(12, Shown::Rounded(10), (8, 12));
        check(13, Shown::Rounded(15), (13, 17));
        check(1_002, Shown::Rounded(1_000), (998, 1_002));
        for exact in 0..5_000 {
            let (low, high) = Shown::of(exact).bounds();
            assert!((low..=high).contains(&exact), "{exact}");
            assert_eq!(Shown::read(Shown::of(exact).count()), Some(Shown::of(exact)));
        }
    }

    #[test]
    fn what_no_count_gives_is_not_read() {
        for wrong in [1, 5, 7, 8, 12, 101] {
            assert_eq!(Shown::read(Some(wrong)), None, "{wrong}");
        }
    }
}
