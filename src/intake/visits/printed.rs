//! What a visit template printed, remembered on the page itself: a cell that is not as it was printed was typed in.
//!
//! The memory is a text in a column that is not seen, with a short fingerprint of each cell: of its words, and of those with
//! which its row begins, so that rows and columns may move. A page without it is read by its headings alone.

use std::collections::{BTreeMap, BTreeSet};

use super::page::filled;
use crate::intake::words::key;
use workbook::fingerprint;
use workbook::read::{Cell, Content, Sheet};

/// With what the memory begins, by which its cell is known.
const BEGINS: &str = "printed:";
/// Digits of a fingerprint: enough for the few hundred cells of a page.
const DIGITS: usize = 8;

/// The memory of a page's cells, each with its row and column.
#[must_use]
pub fn printed(cells: impl Iterator<Item = ((u32, u16), Content)>) -> String {
    let mut rows: BTreeMap<u32, BTreeMap<u16, String>> = BTreeMap::new();
    for ((row, column), content) in cells {
        rows.entry(row).or_default().extend(words(&content).map(|words| (column, words)));
    }
    let mut prints = Prints::default();
    let rows: Vec<Vec<String>> = rows.into_values().map(|row| row.into_values().collect()).collect();
    let alone: BTreeSet<String> = rows.iter().flatten().map(|words| alone(words)).collect();
    let all = rows.iter().flat_map(|row| prints.of_row(row)).chain(alone);
    std::iter::once(BEGINS.to_owned()).chain(all).collect::<Vec<_>>().join(" ")
}

/// Whether a cell is the memory of its page.
pub(super) fn is_memory(cell: &Cell) -> bool {
    matches!(&cell.content, Content::Text(text) if text.starts_with(BEGINS))
}

/// The cells of a page that are not as they were printed; none where the page does not remember.
pub(super) fn typed(sheet: &Sheet) -> Vec<(u32, &Cell)> {
    let memory = sheet.rows.iter().flat_map(|row| &row.cells).find(|cell| is_memory(cell));
    let Some(Content::Text(memory)) = memory.map(|cell| &cell.content) else { return Vec::new() };
    // a text file has words alone, and its numbers as they were shown
    let has_numbers = |cell: &Cell| matches!(cell.content, Content::Number(_));
    if !sheet.rows.iter().flat_map(|row| &row.cells).any(has_numbers) {
        return Vec::new();
    }
    let known: BTreeSet<&str> = memory.split(' ').collect();
    let mut prints = Prints::default();
    let mut typed = Vec::new();
    for row in &sheet.rows {
        let cells: Vec<(&Cell, String)> = filled(row).filter_map(|cell| Some((cell, words(&cell.content)?))).collect();
        let of_row = prints.of_row(&cells.iter().map(|(_, words)| words.clone()).collect::<Vec<_>>());
        let is_known = |print: &String| known.contains(print.as_str());
        // where a row begins otherwise than it was printed, what else stands in it is known by itself
        let begins = of_row.first().is_some_and(is_known);
        let strange = cells.iter().zip(&of_row).enumerate().filter(|(at, ((_, words), print))| {
            let by_itself = || !begins && *at > 0 && is_known(&alone(words));
            !is_known(print) && !by_itself()
        });
        typed.extend(strange.map(|(_, ((cell, _), _))| (row.index, *cell)));
    }
    typed
}

/// The fingerprint of a text wherever it stands.
fn alone(words: &str) -> String {
    fingerprint::of(words.as_bytes()).chars().take(DIGITS).collect()
}

/// Fingerprints under way: how often each text stood in a row of that beginning before.
#[derive(Default)]
struct Prints(BTreeMap<(String, String), usize>);

impl Prints {
    /// Those of the cells of a row, in their order.
    fn of_row(&mut self, words: &[String]) -> Vec<String> {
        let first = words.first().cloned().unwrap_or_default();
        let print = |text: &String| {
            let before = self.0.entry((first.clone(), text.clone())).or_default();
            *before += 1;
            let print = fingerprint::of(format!("{first}\n{text}\n{before}").as_bytes());
            print.chars().take(DIGITS).collect()
        };
        words.iter().map(print).collect()
    }
}

/// What a cell says, whatever program saved it.
fn words(content: &Content) -> Option<String> {
    let words = match content {
        Content::Text(text) => {
            Some(key(text)).filter(|words| !words.is_empty()).unwrap_or_else(|| text.trim().to_owned())
        }
        Content::Number(number) => format!("{number:.6e}"),
        Content::DateTime(moment) => moment.date().to_string(),
        Content::Flag(flag) => flag.to_string(),
        Content::Error(error) => error.to_string(),
        Content::NotCalculated | Content::CrossedOut(_) => "?".to_owned(),
    };
    (!words.is_empty()).then_some(words)
}
