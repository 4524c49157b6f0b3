//! Bars and curves made of block characters, one line each: they only repeat the numbers that
//! stand beside them.

const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A curve, a character a value, from nothing to the greatest of them. Nothing is a dot, so that it
/// is not taken for a little.
pub fn curve(values: &[u64]) -> String {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    values
        .iter()
        .map(|n| match *n {
            0 => '·',
            // Rounded up: whatever is there is seen.
            n => LEVELS[((n * 8).div_ceil(most) - 1).min(7) as usize],
        })
        .collect()
}

/// A bar of up to `columns`, as long as `n` is of `most`; at least a half character where there is
/// something, nothing where there is nothing.
pub fn bar(n: u64, most: u64, columns: usize) -> String {
    let halves = (n.min(most) * 2 * columns as u64).div_ceil(most.max(1)) as usize;
    let half = if halves % 2 == 1 { "▌" } else { "" };
    format!("{}{half}", "█".repeat(halves / 2))
}

/// So many per cent of all, rounded; `None` of nothing.
pub fn per_cent(n: usize, all: usize) -> Option<usize> {
    (all > 0).then(|| (n * 200 + all) / (all * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_has_a_character_a_value() {
        assert_eq!(curve(&[0, 1, 4, 8]), "·▁▄█");
        assert_eq!(curve(&[3, 3, 3]), "███");
        assert_eq!(curve(&[1, 100_000]), "▁█");
        assert_eq!(curve(&[]), "");
        assert_eq!(curve(&[0, 0]), "··");
    }

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let check = |n, most, columns, wanted: &str| assert_eq!(bar(n, most, columns), wanted);
        check(0, 10, 10, "");
        check(10, 10, 4, "████");
        check(5, 10, 4, "██");
        check(1, 100_000, 10, "▌");
        check(3, 8, 4, "█▌");
        check(0, 0, 4, "");
    }

    #[test]
    fn shares_are_rounded() {
        assert_eq!((per_cent(1, 3), per_cent(2, 3)), (Some(33), Some(67)));
        assert_eq!((per_cent(0, 5), per_cent(0, 0)), (Some(0), None));
    }
}
