//! Rows with fewer cells than there are headings. Programs leave out blanks at the end of a row, which moves nothing; a row
//! of which another cell was left out has its figures under the wrong headings.

use super::{Length, is_number};
use crate::read::Row;
use crate::read::cell::Content;

/// Shorter words are no names but the marks of tables: SUPP, LOWCOV.
const NAME: usize = 7;
/// Of so many whole rows it can be said that they leave no cell blank.
const WHOLE_ROWS: usize = 3;

/// The rows of which a cell before the last was left out, as far as that shows: a number stands where the others have
/// names, or it alone leaves the last cells blank. A program that leaves out blanks at the end does so in many rows.
pub(super) fn rows<'a>(lengths: &'a [Length], headings: usize, rows: &[Row]) -> Vec<&'a Length> {
    let Some(first) = lengths.iter().position(|length| length.figures) else { return Vec::new() };
    // another heading below is that of another table
    let heading = |length: &Length| !length.figures && length.cells > 2;
    let below = lengths.iter().skip(first).take_while(|length| !heading(length)).filter(|length| length.figures);
    let below: Vec<&Length> = below.collect();
    let usual = below.iter().map(|length| length.written).max().unwrap_or(0).min(headings);
    let (whole, short): (Vec<&Length>, Vec<&Length>) = below.into_iter().partition(|length| length.written >= usual);
    let filled = whole.len() >= WHOLE_ROWS && whole.iter().all(|length| length.cells >= usual) && short.len() == 1;
    let names = names(&whole, rows);
    let moved = |length: &Length| names.iter().any(|at| text(rows, length.row, *at).is_some_and(is_number));
    short.into_iter().filter(|length| filled || moved(length)).collect()
}

/// The columns in which all whole rows hold words.
fn names(whole: &[&Length], rows: &[Row]) -> Vec<usize> {
    let width = whole.iter().map(|length| length.cells).min().unwrap_or(0);
    let is_name = |text: &str| text.trim().chars().count() >= NAME && text.chars().any(char::is_alphabetic);
    let named = |at: &usize| whole.iter().all(|length| text(rows, length.row, *at).is_some_and(is_name));
    (0..width).filter(named).collect()
}

fn text(rows: &[Row], row: u32, column: usize) -> Option<&str> {
    let row = rows.get(rows.binary_search_by_key(&row, |one| one.index).ok()?)?;
    match &row.cell(u32::try_from(column).ok()?)?.content {
        Content::Text(text) => Some(&**text),
        _ => None,
    }
}
