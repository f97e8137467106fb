//! Local authority and establishment number.

use std::fmt;

/// LAESTAB: three digits of the authority and four of the establishment. It usually survives a conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Laestab(u32);

impl Laestab {
    /// From one number of seven digits.
    #[must_use]
    pub fn from_number(number: f64) -> Option<Self> {
        let whole = number.fract() == 0.0 && (1_000_000.0..10_000_000.0).contains(&number);
        // the range check above makes the conversion exact
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        whole.then_some(Self(number as u32))
    }

    /// From the authority's and the establishment's number, kept in two columns.
    #[must_use]
    pub fn from_parts(authority: f64, establishment: f64) -> Option<Self> {
        let fits = (100.0..1000.0).contains(&authority) && (0.0..10_000.0).contains(&establishment);
        if fits { Self::from_number(authority * 10_000.0 + establishment) } else { None }
    }

    /// From text: `8825452`, `882/5452`, `882 5452`, `8825452.0`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((la, estab)) = text.split_once(['/', ' ', '-']) {
            return Self::from_parts(la.trim().parse().ok()?, estab.trim().parse().ok()?);
        }
        // 8.82E+06 has lost its last digits
        Self::from_number(text.parse().ok().filter(|_| !text.contains(['e', 'E']))?)
    }

    /// The authority's three digits.
    #[must_use]
    pub fn authority(self) -> u32 {
        self.0 / 10_000
    }
}

impl fmt::Display for Laestab {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_or_two_parts_give_the_same_laestab() {
        let whole = Laestab::parse("8825452").unwrap();
        assert_eq!(Laestab::parse("882/5452"), Some(whole));
        assert_eq!(Laestab::from_parts(882.0, 5452.0), Some(whole));
        assert_eq!(whole.authority(), 882);
    }
}
