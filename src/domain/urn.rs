//! Unique reference number of a school.

use std::fmt;

/// URN: six digits in England. It changes when a school converts to an academy or reopens. Elsewhere schools have numbers
/// of other lengths, with noughts before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Urn {
    number: u32,
    digits: u8,
}

impl Urn {
    /// The digits of a URN in England, where none begins with nought.
    pub const DIGITS: u8 = 6;
    /// The most digits that a school's number can have.
    pub const MOST_DIGITS: u8 = 9;

    /// A school's number, where it has so many digits; noughts before it may have been lost where its length is another
    /// than in England.
    #[must_use]
    pub fn from_number(number: f64, digits: u8) -> Option<Self> {
        let least = if digits == Self::DIGITS { 100_000.0 } else { 1.0 };
        let digits = digits.min(Self::MOST_DIGITS);
        let whole = number.fract() == 0.0 && (least..10_f64.powi(i32::from(digits))).contains(&number);
        // the range check above makes the conversion exact
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        whole.then_some(Self { number: number as u32, digits })
    }

    /// A school's number from text: `115368`, `115368.0`, ` 115368 `.
    #[must_use]
    pub fn parse(text: &str, digits: u8) -> Option<Self> {
        Self::from_number(text.trim().parse().ok()?, digits)
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$}", self.number, width = usize::from(self.digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_urn_has_six_digits_however_it_was_stored() {
        assert_eq!(Urn::parse("115368.0", 6).map(|u| u.to_string()).as_deref(), Some("115368"));
        assert_eq!(Urn::from_number(115_368.5, 6), None);
        assert_eq!(Urn::parse("8825452", 6), None);
        assert_eq!(Urn::parse("12345", 6), None);
        assert_eq!(Urn::parse("n/a", 6), None);
    }

    #[test]
    fn a_number_of_another_length_keeps_the_noughts_that_a_spreadsheet_took() {
        let shown = |text: &str| Urn::parse(text, 4).map(|urn| urn.to_string());
        assert_eq!(shown("0042").as_deref(), Some("0042"));
        assert_eq!((shown("42").as_deref(), shown("4217").as_deref()), (Some("0042"), Some("4217")));
        assert_eq!((shown("42170"), shown("0"), shown("-3")), (None, None, None));
    }
}
