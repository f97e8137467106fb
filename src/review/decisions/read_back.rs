//! Reads what officers wrote into a review.
//!
//! A review that comes back may have been sorted, filtered, saved by another program, have rows and columns more or
//! fewer, other headings, or lack the hidden row of names. Where its columns stand is found out by `layout`; each row is
//! read by `row`. Whatever was written and cannot be told what it belongs to is given back as such, never dropped.

mod cell;
mod layout;
mod properties;
mod row;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use properties::{Properties, properties};
pub use row::RowRead;

use super::Field;
use crate::rulebook::Rulebook;
use layout::Layout;
use words::KnownWords;
use workbook::read::Book;

/// What stands in a review.
#[derive(Clone, Debug, Default)]
pub struct ReviewRead {
    /// its file name
    pub name: Arc<str>,
    /// SHA-256 of its bytes
    pub fingerprint: Arc<str>,
    /// who saved it last, as far as it tells
    pub who: Option<Arc<str>>,
    /// fingerprint of the decisions that it was written with, as far as it tells
    pub written_with: Option<Arc<str>>,
    /// its sheets on which something is decided
    pub sheets: Vec<SheetRead>,
    /// their rows
    pub rows: Vec<RowRead>,
    /// what stands in it and has no place in a review of ours: whole sheets
    pub foreign: Vec<String>,
    /// sheets that could not be read
    pub unread: Vec<String>,
}

impl ReviewRead {
    /// Where a field of one of its rows stands, and who saved it, as far as it tells: for messages.
    #[must_use]
    pub fn place(&self, row: &RowRead, field: Field) -> String {
        let cell = format!("{}, {}!{}", self.name, row.place.sheet, row.place_of(field).a1());
        self.who.as_ref().map_or(cell.clone(), |who| format!("{cell}, saved by {who}"))
    }
}

/// A sheet on which something is decided.
#[derive(Clone, Debug, Default)]
pub struct SheetRead {
    /// its name
    pub name: Arc<str>,
    /// its columns by their hidden names
    pub columns: Arc<BTreeMap<&'static str, u32>>,
    /// the first row below everything on it, from 0
    pub free_row: u32,
}

/// Reads a review. The rulebook's words help where the hidden names of columns are gone.
#[must_use]
pub fn read_back(book: &Book, properties: &Properties, rulebook: &Rulebook) -> ReviewRead {
    let words = KnownWords::of(rulebook);
    let mut review = ReviewRead {
        name: Arc::clone(&book.name),
        fingerprint: Arc::clone(&book.fingerprint),
        who: properties.who.clone(),
        written_with: properties.decisions.clone(),
        ..ReviewRead::default()
    };
    // the reader says of a sheet that it had to leave out, as a remark on that sheet without a cell
    let unread = book.remarks.iter().filter(|remark| remark.cell.is_none() && remark.text.starts_with("was not read"));
    review.unread.extend(unread.filter_map(|remark| remark.sheet.as_ref()).map(ToString::to_string));
    for sheet in &book.sheets {
        match Layout::of(sheet, &words) {
            Some(layout) => {
                review.rows.extend(row::rows(book, sheet, &layout, &words));
                review.sheets.push(SheetRead {
                    name: Arc::clone(&sheet.name),
                    columns: layout.columns_shared,
                    free_row: sheet.rows.last().map_or(0, |row| row.index + 1),
                });
            }
            None if !words.is_tab(&sheet.name) && sheet.cell_count() > 0 => review.foreign.push(sheet.name.to_string()),
            None => {}
        }
    }
    review
}
