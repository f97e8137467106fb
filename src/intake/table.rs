//! Where on a sheet a table stands: its heading rows, its columns, its rows, and the titles above it.
//!
//! A table of schools is found by a row that holds a heading of identity (URN, LAESTAB, name); from there its edges
//! are felt out. Several tables may stand on a sheet, one below or beside another. Knows nothing of measures.

mod block;
mod find;
mod titles;

pub(super) use find::find;
pub(super) use titles::{Title, above};

use std::sync::Arc;

use super::heading::FootnoteDigits;
use super::words::{blank, tidy};
use crate::domain::Value;
use workbook::read::{Cell, Content, Row, Sheet};

/// A table on a sheet, not read yet.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// first heading row
    pub first_heading_row: u32,
    /// last heading row
    pub heading_row: u32,
    /// first and last column
    pub span: (u32, u32),
    /// last row that may belong to it
    pub last_row: u32,
    /// the texts above it
    pub titles: Vec<Title>,
    /// the digits that mark footnotes on its sheet
    pub footnotes: Arc<FootnoteDigits>,
}

impl Table {
    /// Its rows below the headings.
    pub(super) fn rows<'a>(&self, sheet: &'a Sheet) -> &'a [Row] {
        let from = sheet.rows.partition_point(|row| row.index <= self.heading_row);
        let to = sheet.rows.partition_point(|row| row.index <= self.last_row);
        sheet.rows.get(from..to).unwrap_or(&[])
    }

    /// The cells of a row that stand in its columns.
    pub(super) fn cells<'a>(&self, row: &'a Row) -> &'a [Cell] {
        cells_between(row, self.span.0, self.span.1)
    }
}

/// The cells of a row between two columns, both included.
pub(super) fn cells_between(row: &Row, first: u32, last: u32) -> &[Cell] {
    let from = row.cells.partition_point(|cell| cell.column < first);
    let to = row.cells.partition_point(|cell| cell.column <= last);
    row.cells.get(from..to).unwrap_or(&[])
}

/// A cell's content as the words of a heading or title; `None` for what is neither.
pub(super) fn words_of(cell: &Cell) -> Option<String> {
    match &cell.content {
        Content::Text(text) if !blank(text) => Some(tidy(text)),
        Content::Number(number) => Some(Value::Number(*number).to_string()),
        Content::DateTime(moment) => Some(moment.format("%-d %B %Y").to_string()),
        _ => None,
    }
}

/// Whether a cell holds a number that is no year: a sign that its row is not one of headings.
pub(super) fn holds_figure(cell: &Cell) -> bool {
    match &cell.content {
        Content::Number(number) => !is_year(*number),
        Content::Text(text) => {
            super::value::number::typed(text).is_some_and(|typed| typed.percent || !is_year(typed.number))
        }
        Content::NotCalculated => true,
        _ => false,
    }
}

/// Whether a cell holds nothing that shows.
pub(super) fn is_empty(cell: &Cell) -> bool {
    matches!(&cell.content, Content::Text(text) if blank(text))
}

fn is_year(number: f64) -> bool {
    number.fract() == 0.0 && ((1980.0..2080.0).contains(&number) || (198_000.0..208_000.0).contains(&number))
}
