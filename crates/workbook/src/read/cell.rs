//! A cell with content, and the row it stands in.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::number_format::{NumberFormat, Shows};

/// What a cell holds. A blank cell holds nothing and is not there at all.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// a number as stored: 0.72 where the sheet shows 72%
    Number(f64),
    /// text as stored, untrimmed, never empty
    Text(Arc<str>),
    /// true or false
    Flag(bool),
    /// a number whose format shows it as a date or a time of day
    DateTime(NaiveDateTime),
    /// an error value as the sheet shows it: `#N/A`, `#SPILL!`
    Error(Arc<str>),
    /// a formula whose result was never stored; opening and saving the file in Excel once stores it
    NotCalculated,
    /// what is crossed out as a whole: it was taken back and does not count, but is still the officer's
    CrossedOut(Box<Content>),
}

/// What a cell is said to be that is crossed out as a whole.
pub const CROSSED_OUT: &str = "crossed out";

impl Content {
    /// The same, crossed out or not.
    pub(super) fn crossed_out(self, struck: bool) -> Self {
        match self {
            Self::CrossedOut(_) => self,
            own if struck => Self::CrossedOut(Box::new(own)),
            own => own,
        }
    }
}

/// Whether it is a text that holds nothing.
pub(super) fn is_blank(content: &Content) -> bool {
    matches!(content, Content::Text(text) if text.is_empty())
}

/// One cell with content.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// column, 0 is Excel's column A
    pub column: u32,
    /// what stands in it
    pub content: Content,
    /// whether the number format shows the number as a percentage
    pub percent: bool,
    /// number format code where it is not the general one and the file format tells it
    pub format: Option<Arc<str>>,
    /// whether the content is the result of a formula
    pub formula: bool,
}

impl Cell {
    /// A cell under a number format.
    pub(super) fn formatted(column: u32, content: Content, format: Option<&NumberFormat>, formula: bool) -> Self {
        let content = content.crossed_out(format.is_some_and(|format| format.struck));
        let percent = matches!(content, Content::Number(_)) && format.is_some_and(|f| f.shows == Shows::Percent);
        Self { column, content, percent, format: format.and_then(|format| format.code.clone()), formula }
    }

    /// Whether it is crossed out as a whole: what was in it was taken back.
    #[must_use]
    pub fn is_crossed_out(&self) -> bool {
        matches!(self.content, Content::CrossedOut(_))
    }

    /// A cell that holds `content` and nothing else is known of.
    #[must_use]
    pub fn plain(column: u32, content: Content) -> Self {
        Self { column, content, percent: false, format: None, formula: false }
    }
}

/// One row with content.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// row, 0 is Excel's row 1
    pub index: u32,
    /// cells with content, by column
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell at `column`, if it holds anything.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }
}
