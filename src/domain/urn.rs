//! Unique reference number of a school.

use std::fmt;

/// URN: six digits. It changes when a school converts to an academy or reopens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Urn(u32);

impl Urn {
    /// A URN from a number, where it has six digits.
    #[must_use]
    pub fn from_number(number: f64) -> Option<Self> {
        let whole = number.fract() == 0.0 && (100_000.0..1_000_000.0).contains(&number);
        // the range check above makes the conversion exact
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        whole.then_some(Self(number as u32))
    }

    /// A URN from text: `115368`, `115368.0`, ` 115368 `.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_number(text.trim().parse().ok()?)
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_urn_has_six_digits_however_it_was_stored() {
        assert_eq!(Urn::parse("115368.0").map(|u| u.to_string()).as_deref(), Some("115368"));
        assert_eq!(Urn::from_number(115_368.5), None);
        assert_eq!(Urn::parse("8825452"), None);
        assert_eq!(Urn::parse("n/a"), None);
    }
}
