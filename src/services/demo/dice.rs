//! Dice for made-up content: a seeded sequence that is the same on every machine.
//!
//! SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
//! 2014; reference code in the public domain by S. Vigna). Its sequence can be predicted from one
//! value: NEVER for keys, passwords, salts or anything else that must stay unknown.

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// A seeded sequence of throws.
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    /// The sequence number `stream` of `seed`; two streams have nothing visible in common.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut outer = Self { state: seed };
        let inner = outer.throw() ^ stream.wrapping_mul(GOLDEN);
        Self { state: inner }
    }

    fn throw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number from 0 to `n` − 1; 0 for `n` = 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.throw()) * u128::from(n)) >> 64) as u64
    }

    /// A whole number from `low` to `high`, both included; `low` where the range is empty.
    pub(super) fn range(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// True `percent` times in a hundred.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Makes a value `percent` times in a hundred, else nothing.
    pub(super) fn maybe<T>(
        &mut self,
        percent: u64,
        make: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        self.chance(percent).then(|| make(self))
    }

    /// One of a list that is not empty.
    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// One of a list that is not empty, by weight.
    pub(super) fn weighted<T: Copy>(&mut self, of: &[(u64, T)]) -> T {
        let mut at = self.below(of.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in of {
            if at < *weight {
                return *value;
            }
            at -= weight;
        }
        of[0].1
    }

    /// Puts a list into a random order (Fisher–Yates).
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First values of the reference implementation for state 1234567 (prng.di.unimi.it).
    #[test]
    fn the_sequence_is_the_published_one() {
        let mut dice = Dice { state: 1_234_567 };
        assert_eq!(dice.throw(), 6_457_827_717_110_365_317);
        assert_eq!(dice.throw(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn throws_stay_in_their_range_and_reach_its_ends() {
        let mut dice = Dice::new(1, 2);
        let seen: std::collections::BTreeSet<i64> = (0..500).map(|_| dice.range(-2, 3)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2, 3]);
        assert_eq!((dice.range(5, 4), dice.below(0)), (5, 0));
        let heavy = (0..1000).filter(|_| dice.weighted(&[(9, true), (1, false)])).count();
        assert!((850..950).contains(&heavy), "{heavy}");
    }
}
