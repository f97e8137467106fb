//! Why there is no value.

use std::fmt;
use std::sync::Arc;

/// The reason why a value is not there. It is kept to the end: "suppressed" and "not entered" are not the
/// same answer, and none of them is a zero.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// a marker of the rulebook stands in the cell
    Marker(Arc<Marked>),
    /// the cell is blank
    Blank,
    /// no workbook has a column for the measure (in this year, for this group)
    NoColumn,
    /// a table has the column, but this school has no row in it
    NoRow,
    /// the cell says only what the number is under or over: `<5`
    Bound(Arc<Bounded>),
    /// the cell holds words where a number (or date, or yes/no) belongs
    NotUnderstood(Arc<str>),
    /// the cell holds an error such as `#DIV/0!`
    CellError(Arc<str>),
    /// a formula without a result: the workbook was never calculated
    NotCalculated,
    /// two sources or rows give different values and nothing says which holds
    Contradicted(Arc<str>),
    /// a computation could not be made; the text says why, in words for an officer
    CannotCompute(Arc<str>),
}

/// What a marker says. It stands apart, since there are millions of values and few markers among them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Marked {
    /// the marker's id in the rulebook, such as `suppressed`
    pub id: Arc<str>,
    /// the rulebook's words for it
    pub words: Arc<str>,
    /// what is written in the cell
    pub written: Arc<str>,
    /// the numbers that it leaves open, where the rulebook says so
    pub within: Option<Within>,
    /// whether it says that there is no figure at all, and not that one is kept back or not known
    pub no_figure: bool,
}

impl From<Marked> for Missing {
    fn from(marked: Marked) -> Self {
        Self::Marker(Arc::new(marked))
    }
}

/// A cell that only says what its number is under or over.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bounded {
    /// what is written in the cell
    pub written: Arc<str>,
    /// the numbers it can be
    pub within: Within,
}

impl From<Bounded> for Missing {
    fn from(bounded: Bounded) -> Self {
        Self::Bound(Arc::new(bounded))
    }
}

/// Numbers that a value can be though it is not known which, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Within {
    /// the bits of the ends, so that reasons can be told apart and ordered
    ends: (u64, u64),
}

impl Within {
    /// From the least to the most.
    #[must_use]
    pub fn new(least: f64, most: f64) -> Self {
        Self { ends: (least.to_bits(), most.to_bits()) }
    }

    /// The least and the most.
    #[must_use]
    pub fn ends(self) -> (f64, f64) {
        (f64::from_bits(self.ends.0), f64::from_bits(self.ends.1))
    }
}

impl Missing {
    /// Between which numbers the value lies, where that is known.
    #[must_use]
    pub fn within(&self) -> Option<(f64, f64)> {
        match self {
            Self::Bound(bounded) => Some(bounded.within.ends()),
            Self::Marker(marked) => marked.within.map(Within::ends),
            _ => None,
        }
    }

    /// Whether there is no figure: the school is in no figure of several, as one that the year's table does not list.
    #[must_use]
    pub fn is_none_at_all(&self) -> bool {
        *self == Self::NoRow || self.says_no_figure()
    }

    /// Whether the cell itself says that there is no figure.
    #[must_use]
    pub fn says_no_figure(&self) -> bool {
        matches!(self, Self::Marker(marked) if marked.no_figure)
    }

    /// What is written in the cell, where it keeps the figure back or gives a bound of it.
    #[must_use]
    pub fn kept_back(&self) -> Option<&Arc<str>> {
        match self {
            Self::Marker(marked) => Some(&marked.written),
            Self::Bound(bounded) => Some(&bounded.written),
            _ => None,
        }
    }

    /// The same, with what a note on its sheet says of it.
    #[must_use]
    pub fn with_note(self, note: Option<&str>) -> Self {
        match (self, note) {
            (Self::Marker(marked), Some(note)) => {
                let words = format!("{}; {note}", marked.words).into();
                Marked { words, ..Marked::clone(&marked) }.into()
            }
            (other, _) => other,
        }
    }

    /// The reason of what is worked out from such a value, which lies between other ends.
    #[must_use]
    pub fn with_ends(self, least: f64, most: f64) -> Self {
        let ends = Within::new(least, most);
        match self {
            Self::Bound(bounded) => Bounded { written: Arc::clone(&bounded.written), within: ends }.into(),
            Self::Marker(marked) if marked.within.is_some() => {
                Marked { within: Some(ends), ..Marked::clone(&marked) }.into()
            }
            other => other,
        }
    }

    /// The reason of what was worked out from such a value in a way that leaves its ends open.
    #[must_use]
    pub fn without_ends(self) -> Self {
        match self {
            Self::Bound(_) => Self::CannotCompute(self.to_string().into()),
            Self::Marker(marked) => Marked { within: None, ..Marked::clone(&marked) }.into(),
            other => other,
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Marker(marked) => write!(f, "{} (“{}”)", marked.words, marked.written),
            Self::Bound(bounded) => write!(f, "“{}” only gives a bound", bounded.written),
            Self::Blank => write!(f, "the cell is blank"),
            Self::NoColumn => write!(f, "no workbook has a column for it"),
            Self::NoRow => write!(f, "the school has no row for it"),
            Self::NotUnderstood(text) => write!(f, "“{text}” could not be read"),
            Self::CellError(text) if text.starts_with(['#', 'E']) => write!(f, "the cell holds the error {text}"),
            Self::CellError(text) => write!(f, "the cell does not count: {text}"),
            Self::NotCalculated => {
                write!(f, "the formula was never calculated; open and save the workbook in Excel once")
            }
            Self::Contradicted(text) | Self::CannotCompute(text) => write!(f, "{text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Missing;
    use crate::domain::Value;

    #[test]
    fn a_reason_takes_no_more_room_than_the_value_in_whose_place_it_stands() {
        assert_eq!(size_of::<Missing>(), size_of::<Value>());
    }
}
