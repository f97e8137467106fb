//! The titles above a table.

use super::{Table, cells_between, holds_figure, is_empty, words_of};
use workbook::read::{Row, Sheet};

/// A text above a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Title {
    /// row it stands in
    pub row: u32,
    /// column it stands in
    pub column: u32,
    /// the text
    pub text: String,
}

/// Titles end where this many rows above hold nothing.
const MOST_BLANK_ROWS: u32 = 4;
/// Titles do not reach further up than this.
const MOST_ROWS: u32 = 30;

/// The texts above a table's headings, nearest first, up to the next thing that is not a title.
pub(in crate::intake) fn above(sheet: &Sheet, table: &Table) -> Vec<Title> {
    // titles stand at the left, often left of the table itself
    let own = over(sheet, table, table.span);
    if own.is_empty() { over(sheet, table, (0, u32::MAX)) } else { own }
}

fn over(sheet: &Sheet, table: &Table, span: (u32, u32)) -> Vec<Title> {
    let mut titles = Vec::new();
    let mut last_seen = table.first_heading_row;
    let above = sheet.rows.iter().rev().skip_while(|row| row.index >= table.first_heading_row);
    for row in above {
        let too_far = table.first_heading_row - row.index > MOST_ROWS;
        if too_far || last_seen - row.index > MOST_BLANK_ROWS + 1 || !is_title(row, span) {
            break;
        }
        last_seen = row.index;
        let texts = cells_between(row, span.0, span.1).iter().filter_map(|cell| Some((cell.column, words_of(cell)?)));
        titles.extend(texts.map(|(column, text)| Title { row: row.index, column, text }));
    }
    titles
}

/// Whether a row holds a few words and no figures.
fn is_title(row: &Row, span: (u32, u32)) -> bool {
    let cells = cells_between(row, span.0, span.1);
    let filled = cells.iter().filter(|cell| !is_empty(cell));
    filled.clone().count() <= 3 && filled.clone().all(|cell| !holds_figure(cell))
}
