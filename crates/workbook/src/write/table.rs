//! A sheet that is one table: title, headings, rows.
//!
//! The layout is the same on every such sheet, so that what reads it back (and every link) knows where to look:
//! title, explanation, hint, a hidden row of column names for machines, a row of bands, headings, data.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{Cell, Ink, Look, Role};

/// Row of the hidden names of columns, from 0.
pub const IDS_ROW: u32 = 3;
/// What stands in that row for a column that needs no name.
pub const OTHER_COLUMN: &str = "yardstick:shown";
/// Row of the headings over several columns, from 0.
pub const BAND_ROW: u32 = 4;
/// Row of the headings, from 0.
pub const HEADING_ROW: u32 = 5;
/// First row of data, from 0.
pub const DATA_ROW: u32 = 6;

/// So many rows of data fit a sheet under its headings.
pub const MOST_ROWS: usize = 1_048_576 - DATA_ROW as usize;

/// What may be chosen or written in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// one of a list
    OneOf(Vec<String>),
    /// one of a list, or anything else: what is often written
    Suggested(Vec<String>),
    /// a day
    Day,
    /// a day from one to another
    DayBetween(NaiveDate, NaiveDate),
    /// a number
    Number,
    /// anything: only what it is for is said
    Anything,
    /// nothing: what stands there is changed elsewhere
    Nothing,
}

/// What a program says where something may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// when the cell is chosen; nothing where it is empty
    pub prompt: Cow<'a, str>,
    /// when something else was written
    pub wrong: Cow<'a, str>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column<'a> {
    /// name for machines, written in the hidden row; empty for most
    pub id: &'static str,
    /// heading
    pub title: Cow<'a, str>,
    /// width in characters
    pub width: f64,
    /// look of its cells
    pub look: Look,
    /// whether it is hidden
    pub hidden: bool,
    /// whether its heading stands upright
    pub upright: bool,
    /// what may be entered
    pub choice: Option<Choice>,
    /// what is said of that
    pub told: Option<Told<'a>>,
    /// days before this one stand out, by a sign and by weight
    pub late_before: Option<NaiveDate>,
    /// whether it is detail that can be folded away
    pub detail: bool,
    /// least and most of a bar drawn behind its numbers
    pub bar: Option<(f64, f64)>,
}

impl<'a> Column<'a> {
    /// An ordinary column.
    pub fn new(title: impl Into<Cow<'a, str>>, width: f64) -> Self {
        Self {
            id: "",
            title: title.into(),
            width,
            look: Look::of(Role::Body),
            hidden: false,
            upright: false,
            choice: None,
            told: None,
            late_before: None,
            detail: false,
            bar: None,
        }
    }

    /// As detail that can be folded away.
    #[must_use]
    pub fn folding(mut self) -> Self {
        self.detail = true;
        self
    }

    /// With text over several lines.
    #[must_use]
    pub fn wrapped(mut self) -> Self {
        self.look = self.look.wrapped();
        self
    }

    /// With a look.
    #[must_use]
    pub fn looking(mut self, look: Look) -> Self {
        self.look = look;
        self
    }
}

/// A heading over several columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Band<'a> {
    /// first column, from 0
    pub first: u16,
    /// last column
    pub last: u16,
    /// heading
    pub title: Cow<'a, str>,
}

/// A row.
pub type Row<'a> = Vec<Cell<'a>>;

/// What sort of table it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// a real Excel table that may be sorted and filtered freely; a very large one is a range with a filter
    Table,
    /// a range with a filter, protected without a password except where officers write. It is not a real table: headings
    /// repeat under their bands, which a table forbids, and a protected table offers nothing that a filter does not.
    Decisions,
}

/// A sheet that is one table.
pub struct TablePlan<'a> {
    /// sheet name
    pub name: String,
    /// title
    pub title: String,
    /// what it is, in a sentence
    pub about: Cow<'a, str>,
    /// how to use it, or what was left out
    pub hint: Cow<'a, str>,
    /// said in place of rows where there is none
    pub none: Cow<'a, str>,
    /// columns
    pub columns: Vec<Column<'a>>,
    /// headings over several columns
    pub bands: Vec<Band<'a>>,
    /// rows that stand above the headings and stay in sight, two at most: what the others are held against
    pub pinned: Vec<Row<'a>>,
    /// columns that stay in sight, hidden ones included
    pub frozen: u16,
    /// how many rows there are
    pub count: usize,
    /// the rows, made while they are written
    pub rows: Box<dyn Iterator<Item = Row<'a>> + 'a>,
    /// what sort of table
    pub kind: TableKind,
    /// colour of the tab
    pub tab: Option<Ink>,
    /// whether it is printed on A3
    pub large: bool,
    /// what of it is printed; all where nothing is said
    pub printed: Option<Printed>,
    /// whether the sheet is hidden: for programs first
    pub hidden: bool,
}

/// The part of a table that is printed, from its title on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// rows of data
    pub rows: usize,
    /// last column, from 0
    pub to: u16,
}

impl<'a> TablePlan<'a> {
    /// A table with these columns and no rows yet.
    pub fn new(name: &str, title: impl Into<String>, columns: Vec<Column<'a>>) -> Self {
        Self {
            name: name.to_owned(),
            title: title.into(),
            about: Cow::Borrowed(""),
            hint: Cow::Borrowed(""),
            none: Cow::Borrowed(""),
            columns,
            bands: Vec::new(),
            pinned: Vec::new(),
            frozen: 0,
            count: 0,
            rows: Box::new(std::iter::empty()),
            kind: TableKind::Table,
            tab: None,
            large: false,
            printed: None,
            hidden: false,
        }
    }

    /// With these rows.
    #[must_use]
    pub fn with_rows(mut self, rows: Vec<Row<'a>>) -> Self {
        self.count = rows.len();
        self.rows = Box::new(rows.into_iter());
        self
    }

    /// No longer than so many rows; what is left out is said over the table.
    #[must_use]
    pub fn cut_at(mut self, most: usize, say: impl FnOnce(usize) -> String) -> Self {
        if self.count > most {
            self.hint = Cow::Owned(say(self.count - most));
            self.count = most;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_longer_than_a_sheet_is_cut_and_says_so() {
        let table = || TablePlan::new("T", "T", Vec::new()).with_rows(vec![Vec::new(); 5]);
        let cut = table().cut_at(3, |over| format!("{over} more"));
        assert_eq!((cut.count, &*cut.hint), (3, "2 more"));
        let whole = table().cut_at(5, |over| format!("{over} more"));
        assert_eq!((whole.count, &*whole.hint), (5, ""));
    }
}
