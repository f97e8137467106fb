//! The data files: one record a line, fields between bars, lines that start with `#` left out.

use std::str::{FromStr, Split};

use super::trouble::Trouble;

/// One record, read field by field from the left.
pub struct Line<'a> {
    text: &'a str,
    fields: Split<'a, char>,
}

/// The records of a data file.
pub fn lines(text: &'static str) -> impl Iterator<Item = Line<'static>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|text| Line { text, fields: text.split('|') })
}

impl<'a> Line<'a> {
    /// The next field as text.
    pub fn text(&mut self, field: &'static str) -> Result<&'a str, Trouble> {
        self.fields.next().ok_or_else(|| self.lacks(field))
    }

    /// The next field as a number.
    pub fn number<N: FromStr>(&mut self, field: &'static str) -> Result<N, Trouble> {
        self.text(field)?.parse().map_err(|_| self.lacks(field))
    }

    /// The next field as a number, or nothing where it is empty.
    pub fn number_if_any<N: FromStr>(&mut self, field: &'static str) -> Result<Option<N>, Trouble> {
        match self.text(field)? {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| self.lacks(field)),
        }
    }

    /// The next field as a date written year, month, day.
    pub fn day_if_any(&mut self, field: &'static str) -> Result<Option<Day>, Trouble> {
        let text = self.text(field)?;
        if text.is_empty() {
            return Ok(None);
        }
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().and_then(|part| part.parse::<u16>().ok());
        let (Some(year), Some(month), Some(day)) = (part(), part(), part()) else {
            return Err(self.lacks(field));
        };
        Ok(Some(Day { year, month, day }))
    }

    /// The complaint that a field is missing or unreadable.
    pub fn lacks(&self, field: &'static str) -> Trouble {
        Trouble::Line { line: self.text.to_owned(), field }
    }
}

/// A date, ordered as the calendar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Calendar year.
    pub year: u16,
    /// Month, from 1.
    pub month: u16,
    /// Day of the month, from 1.
    pub day: u16,
}
