//! A value that is there.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

/// A value as read from a cell or computed: never a stand-in for "missing", which is [`super::Missing`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// a number; the measure says its unit (percentages run 0 to 100)
    Number(f64),
    /// words, such as a phase or a type of establishment, already mapped to the rulebook's id where it has one
    Text(Arc<str>),
    /// yes or no
    Flag(bool),
    /// a day
    Date(NaiveDate),
}

impl Value {
    /// The number, where it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, where it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of value it is, in an officer's words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Text(_) => "words",
            Self::Flag(_) => "yes or no",
            Self::Date(_) => "a date",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // at most four decimals: 0.1 + 0.2 shows as 0.3, and 39.6 stays 39.6
            Self::Number(number) => write!(f, "{}", (number * 10_000.0).round() / 10_000.0),
            Self::Text(text) => write!(f, "{text}"),
            Self::Flag(true) => write!(f, "yes"),
            Self::Flag(false) => write!(f, "no"),
            Self::Date(day) => write!(f, "{}", day.format("%-d %B %Y")),
        }
    }
}
