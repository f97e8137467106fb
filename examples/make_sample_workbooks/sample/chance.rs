//! A small seeded generator: the same seed gives the same borough on every machine.
//!
//! Each fact draws from a seed of its own (school and subject), so that adding a measure never moves the others.

/// A stream of reproducible draws.
pub struct Chance(u64);

impl Chance {
    /// A stream for one school and one subject.
    pub fn of(urn: u32, subject: &str) -> Self {
        let mut seed = 0xcbf2_9ce4_8422_2325_u64 ^ u64::from(urn);
        for byte in subject.bytes() {
            seed = (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).unwrap_or(0) + 1;
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }

    /// A draw around nought, at most `spread` away and mostly nearer.
    pub fn around(&mut self, spread: i64) -> i64 {
        (self.between(-spread, spread) + self.between(-spread, spread) + self.between(-spread, spread)) / 3
    }

    /// One of several.
    pub fn one_of<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(choices.len()).ok()?.checked_sub(1)?;
        choices.get(usize::try_from(self.between(0, last)).ok()?)
    }
}
