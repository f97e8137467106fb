//! Two reviews laid side by side, cell by cell. Where officers write is no difference: it is a decision.

use std::collections::{BTreeMap, BTreeSet};

use crate::review::book::keys;
use workbook::place::CellPlace;
use workbook::read::{Book, CROSSED_OUT, Cell, Content, Row, Sheet};

/// A cell that is not as it would be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// the cell of the review at hand
    pub place: CellPlace,
    /// what stands there
    pub given: String,
    /// what would be made
    pub made: String,
}

/// Something that an officer wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// the cell
    pub place: CellPlace,
    /// what it says
    pub words: String,
}

/// How two reviews differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// cells
    pub cells: Vec<Difference>,
    /// sheets that are in one only: its name, and whether it is the one at hand
    pub sheets: Vec<(String, bool)>,
    /// sheets whose rows are the same in another order
    pub sorted: Vec<String>,
    /// what officers wrote
    pub decided: Vec<Decided>,
    /// cells that differ and are counted from a run that is remembered no more
    pub left_out: usize,
}

/// Lays a review beside the one made again; the sheet `but` tells what it was made from and is left out.
#[must_use]
pub fn differ(given: &Book, made: &Book, but: &str) -> Differences {
    let mut found = Differences::default();
    for sheet in made.sheets.iter().filter(|sheet| &*sheet.name != but) {
        match given.sheet(&sheet.name) {
            Some(other) => of_sheet(given, other, sheet, &mut found),
            None => found.sheets.push((sheet.name.to_string(), false)),
        }
    }
    let extra = given.sheets.iter().filter(|sheet| &*sheet.name != but && made.sheet(&sheet.name).is_none());
    found.sheets.extend(extra.map(|sheet| (sheet.name.to_string(), true)));
    found
}

fn of_sheet(book: &Book, given: &Sheet, made: &Sheet, found: &mut Differences) {
    let inputs = names(made).map_or_else(BTreeSet::new, |(_, names)| {
        let officers = names.into_iter().filter(|(_, name)| keys::WRITTEN.contains(&name.as_str()));
        officers.map(|(column, _)| column).collect()
    });
    if let Some((top, _)) = names(given).filter(|_| !inputs.is_empty()) {
        decided(book, given, top, &inputs, found);
    }
    let mut cells = Vec::new();
    for (theirs, ours) in pairs(given, made) {
        row(book, given, theirs, ours, &inputs, &mut cells);
    }
    if !cells.is_empty() && contents(given, &inputs) == contents(made, &inputs) {
        found.sorted.push(given.name.to_string());
    } else {
        found.cells.append(&mut cells);
    }
}

/// The row that names columns for programs, below which data stands, and the names in it.
fn names(sheet: &Sheet) -> Option<(u32, BTreeMap<u32, String>)> {
    sheet.rows.iter().take(40).find_map(|row| {
        let names: BTreeMap<u32, String> = row.cells.iter().map(|cell| (cell.column, words(Some(cell)))).collect();
        names.values().any(|name| name == keys::KEY).then_some((row.index, names))
    })
}

/// Whether rows of a sheet are known by a key: then they may be sorted.
pub(super) fn has_keys(sheet: &Sheet) -> bool {
    names(sheet).is_some()
}

/// What officers wrote: below the headings, which stand two rows under the names.
fn decided(book: &Book, sheet: &Sheet, top: u32, inputs: &BTreeSet<u32>, found: &mut Differences) {
    for row in sheet.rows.iter().filter(|row| row.index > top + 2) {
        for cell in row.cells.iter().filter(|cell| inputs.contains(&cell.column)) {
            let place = book.place(sheet, row.index, cell.column);
            found.decided.push(Decided { place, words: words(Some(cell)) });
        }
    }
}

type Pair<'a> = (Option<&'a Row>, Option<&'a Row>);

/// Rows that belong together: by what they are about where they say it, else by their places.
fn pairs<'a>(given: &'a Sheet, made: &'a Sheet) -> Vec<Pair<'a>> {
    let keyed = |sheet: &'a Sheet| {
        let column = names(sheet).and_then(|(_, names)| names.into_iter().find(|(_, name)| name == keys::KEY));
        let key = move |row: &Row| match column.as_ref().map(|(column, _)| words(row.cell(*column))) {
            Some(key) if keys::read(&key).is_some() => key,
            _ => format!("row {}", row.index),
        };
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let rows = sheet.rows.iter().map(|row| {
            let key = key(row);
            let times = seen.entry(key.clone()).or_default();
            *times += 1;
            ((key, *times), row)
        });
        rows.collect::<BTreeMap<(String, usize), &'a Row>>()
    };
    let (given, made) = (keyed(given), keyed(made));
    let all: BTreeSet<&(String, usize)> = given.keys().chain(made.keys()).collect();
    let mut pairs: Vec<Pair<'a>> =
        all.into_iter().map(|key| (given.get(key).copied(), made.get(key).copied())).collect();
    pairs.sort_by_key(|(given, made)| given.or(*made).map_or(0, |row| row.index));
    pairs
}

fn row(
    book: &Book,
    sheet: &Sheet,
    given: Option<&Row>,
    made: Option<&Row>,
    inputs: &BTreeSet<u32>,
    found: &mut Vec<Difference>,
) {
    let index = given.or(made).map_or(0, |row| row.index);
    let columns: BTreeSet<u32> =
        [given, made].into_iter().flatten().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
    for column in columns.into_iter().filter(|column| !inputs.contains(column)) {
        let cells = (given.and_then(|row| row.cell(column)), made.and_then(|row| row.cell(column)));
        if !same(cells.0, cells.1) {
            let place = book.place(sheet, index, column);
            found.push(Difference { place, given: words(cells.0), made: words(cells.1) });
        }
    }
}

/// Every row as its texts, in order, whatever the order of the rows.
fn contents(sheet: &Sheet, inputs: &BTreeSet<u32>) -> Vec<Vec<String>> {
    let row = |row: &Row| {
        let cells = row.cells.iter().filter(|cell| !inputs.contains(&cell.column));
        cells.map(|cell| format!("{}:{}", cell.column, words(Some(cell)))).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = sheet.rows.iter().map(row).filter(|row| !row.is_empty()).collect();
    rows.sort();
    rows
}

fn same(a: Option<&Cell>, b: Option<&Cell>) -> bool {
    match (a.map(|cell| &cell.content), b.map(|cell| &cell.content)) {
        (Some(Content::Number(a)), Some(Content::Number(b))) => (a - b).abs() < 1e-9,
        _ => words(a) == words(b),
    }
}

/// A cell's content in words; a blank cell has none.
fn words(cell: Option<&Cell>) -> String {
    match cell.map(|cell| &cell.content) {
        None => String::new(),
        Some(Content::Number(number)) => format!("{number}"),
        Some(Content::Text(text)) => text.replace("\r\n", "\n").trim().to_owned(),
        Some(Content::Flag(flag)) => flag.to_string(),
        Some(Content::DateTime(day)) => day.date().to_string(),
        Some(Content::Error(error)) => error.to_string(),
        Some(Content::CrossedOut(_)) => CROSSED_OUT.to_owned(),
        Some(Content::NotCalculated) => "a formula without a result".to_owned(),
    }
}
