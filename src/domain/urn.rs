//! Unique reference number of a school.

use std::fmt;

/// The most letters and digits that a school's number can have, signs between them included.
const LONGEST: usize = 16;

/// URN: six digits in England. It changes when a school converts to an academy or reopens. Elsewhere schools have numbers
/// of other lengths, with noughts before them, or of letters and digits, as [`UrnPattern`] says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Urn([u8; LONGEST]);

impl Urn {
    /// A school's number in England from a number; `None` where it does not have six digits.
    #[must_use]
    pub fn from_number(number: f64) -> Option<Self> {
        UrnPattern::default().of_number(number)
    }

    fn written(text: &str) -> Option<Self> {
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self(bytes))
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let used = self.0.split(|byte| *byte == 0).next().unwrap_or_default();
        f.write_str(std::str::from_utf8(used).unwrap_or_default())
    }
}

impl fmt::Debug for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Urn({self})")
    }
}

/// What one place of a school's number holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Digit,
    Letter,
    Either,
    Sign(char),
}

impl Piece {
    fn holds(self, one: char) -> bool {
        match self {
            Self::Digit => one.is_ascii_digit(),
            Self::Letter => one.is_ascii_uppercase(),
            Self::Either => one.is_ascii_digit() || one.is_ascii_uppercase(),
            Self::Sign(sign) => one == sign,
        }
    }
}

/// What the numbers of schools look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrnPattern {
    pieces: Vec<Piece>,
}

impl Default for UrnPattern {
    fn default() -> Self {
        Self::of_digits(Self::DIGITS)
    }
}

impl UrnPattern {
    /// The digits of a URN in England, where none begins with nought.
    pub const DIGITS: u8 = 6;
    /// The most digits that a school's number can have: a spreadsheet keeps no more of a number.
    pub const MOST_DIGITS: u8 = 15;

    /// So many digits.
    #[must_use]
    pub fn of_digits(digits: u8) -> Self {
        Self { pieces: vec![Piece::Digit; usize::from(digits.clamp(1, Self::MOST_DIGITS))] }
    }

    /// As it is written in a rulebook, `AA-999`: `A` is a letter, `9` a digit, `X` either; `-`, `/`, `.` and a space are
    /// themselves. `None` for anything else, and for one too long.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let piece = |one: char| match one {
            '9' => Some(Piece::Digit),
            'A' => Some(Piece::Letter),
            'X' => Some(Piece::Either),
            '-' | '/' | '.' | ' ' => Some(Piece::Sign(one)),
            _ => None,
        };
        let pieces: Vec<Piece> = text.trim().chars().map(piece).collect::<Option<_>>()?;
        let counts = pieces.iter().filter(|piece| !matches!(piece, Piece::Sign(_))).count();
        let pattern = Self { pieces };
        let kept = pattern.digits().is_none_or(|digits| digits <= usize::from(Self::MOST_DIGITS));
        (counts > 1 && pattern.pieces.len() <= LONGEST && kept).then_some(pattern)
    }

    /// How many digits it has, where it is nothing but digits.
    #[must_use]
    pub fn digits(&self) -> Option<usize> {
        self.pieces.iter().all(|piece| *piece == Piece::Digit).then_some(self.pieces.len())
    }

    /// A school's number from a cell that is a number. Noughts before it may have been lost, except before England's six
    /// digits, where none begins with nought.
    #[must_use]
    pub fn of_number(&self, number: f64) -> Option<Urn> {
        let places = self.pieces.iter().filter(|piece| !matches!(piece, Piece::Sign(_))).count();
        let lost = self.digits() != Some(usize::from(Self::DIGITS));
        if number.fract() != 0.0 || number < 1.0 {
            return None;
        }
        let text = if lost { format!("{number:0places$}") } else { number.to_string() };
        self.of_plain(&text)
    }

    /// A school's number from text: `115368`, `115368.0`, ` 115368 `; `eh 042` where the pattern is `AA-999`.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Urn> {
        if self.digits().is_some() {
            // 1.00E+05 is what Excel leaves of a number in a narrow column: the last digits are gone
            let rounded = text.contains(['e', 'E']);
            return self.of_number(text.trim().parse().ok().filter(|_| !rounded)?);
        }
        let sign = |one: &char| matches!(one, '-' | '/' | '.' | ' ');
        self.of_plain(&text.trim().to_ascii_uppercase().chars().filter(|one| !sign(one)).collect::<String>())
    }

    /// From letters and digits alone: signs come from the pattern.
    fn of_plain(&self, plain: &str) -> Option<Urn> {
        let mut left = plain.chars();
        let mut text = String::with_capacity(LONGEST);
        for piece in &self.pieces {
            let one = if let Piece::Sign(sign) = piece { *sign } else { left.next()? };
            piece.holds(one).then(|| text.push(one))?;
        }
        left.next().is_none().then(|| Urn::written(&text))?
    }
}

impl fmt::Display for UrnPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Digit => f.write_str("9"),
            Piece::Letter => f.write_str("A"),
            Piece::Either => f.write_str("X"),
            Piece::Sign(sign) => write!(f, "{sign}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pattern: &UrnPattern, text: &str) -> Option<String> {
        pattern.read(text).map(|urn| urn.to_string())
    }

    #[test]
    fn a_urn_has_six_digits_however_it_was_stored() {
        let england = UrnPattern::default();
        assert_eq!(shown(&england, "115368.0").as_deref(), Some("115368"));
        assert_eq!(england.of_number(115_368.5), None);
        for text in ["8825452", "12345", "012345", "n/a"] {
            assert_eq!(shown(&england, text), None, "{text}");
        }
    }

    #[test]
    fn a_number_of_another_length_keeps_the_noughts_that_a_spreadsheet_took() {
        let four = UrnPattern::of_digits(4);
        assert_eq!(shown(&four, "0042").as_deref(), Some("0042"));
        assert_eq!(shown(&four, "42").as_deref(), Some("0042"));
        assert_eq!(shown(&four, "4217").as_deref(), Some("4217"));
        for text in ["42170", "0", "-3"] {
            assert_eq!(shown(&four, text), None, "{text}");
        }
    }

    #[test]
    fn a_number_of_letters_and_digits_is_known_however_it_was_typed() {
        let pattern = UrnPattern::parse("AA-999").unwrap();
        for text in ["EH-042", "eh042", " Eh 042 ", "EH/042"] {
            assert_eq!(shown(&pattern, text).as_deref(), Some("EH-042"), "{text}");
        }
        for text in ["EH-42", "E1-042", "EH-0421", "042", ""] {
            assert_eq!(shown(&pattern, text), None, "{text}");
        }
        assert_eq!(UrnPattern::parse("9999999999999999"), None, "a spreadsheet keeps fifteen digits of a number");
        let either = UrnPattern::parse("XXXX").unwrap();
        assert_eq!(either.of_number(42.0).map(|urn| urn.to_string()).as_deref(), Some("0042"));
        assert_eq!(shown(&either, "4b17").as_deref(), Some("4B17"));
    }

    #[test]
    fn a_pattern_is_of_letters_digits_and_signs_and_says_itself() {
        assert_eq!(UrnPattern::parse("AA-999").unwrap().to_string(), "AA-999");
        for text in ["", "9", "AB-12", "99999999999999999"] {
            assert_eq!(UrnPattern::parse(text), None, "{text}");
        }
    }
}
