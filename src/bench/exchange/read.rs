//! The workbook taken back.

use std::collections::{BTreeMap, HashMap};

use super::given::given;
use super::{AS, FILE, VALUE, WAY};
use crate::rulebook::edit::Value;
use workbook::read::{Book, Content, Row, Sheet};
use workbook::write::{DATA_ROW, IDS_ROW};

/// A value that an officer changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'v> {
    /// the value as it stands
    pub value: &'v Value,
    /// its new text
    pub to: String,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenBack<'v> {
    /// what was changed, in the order of the sheets
    pub changes: Vec<Change<'v>>,
    /// what was typed and cannot be taken: cell, why, what to do
    pub refused: Vec<String>,
    /// how many rows were looked at
    pub rows: usize,
}

/// Where the columns of a sheet are.
struct Columns {
    file: u32,
    way: u32,
    was: u32,
    value: u32,
}

/// Reads a workbook that was handed out; `values` are those of the rulebook as it is now. No rows at all mean that it
/// is another workbook.
#[must_use]
pub fn read<'v>(book: &Book, values: &'v [Value]) -> TakenBack<'v> {
    let known: HashMap<(&str, &str), &Value> =
        values.iter().map(|value| ((&*value.file, value.way.as_str()), value)).collect();
    let mut back = TakenBack::default();
    let mut seen: BTreeMap<(String, String), String> = BTreeMap::new();
    for sheet in &book.sheets {
        let Some((first, columns)) = columns(sheet) else { continue };
        for row in sheet.rows.iter().filter(|row| row.index >= first) {
            let (Some(file), Some(way)) = (text(row, columns.file), text(row, columns.way)) else { continue };
            back.rows += 1;
            let place = format!("{}, {}", sheet.name, book.place(sheet, row.index, columns.value).a1());
            if let Some(first) = seen.insert((file.clone(), way.clone()), place.clone()) {
                back.refused.push(format!("{place}: this value stands on {first} too; take one of the rows out"));
                continue;
            }
            match known.get(&(file.as_str(), way.as_str())) {
                Some(value) => match of_row(value, row, &columns) {
                    Ok(Some(to)) => back.changes.push(Change { value, to }),
                    Ok(None) => {}
                    Err(why) => back.refused.push(format!("{place}: {why}")),
                },
                None => {
                    let was = text(row, columns.was).unwrap_or_default();
                    if shown(row, columns.value).is_some_and(|now| now != was.trim_end_matches('\n')) {
                        let why = format!("the rulebook no longer has this value ({file}: {way}); export it again");
                        back.refused.push(format!("{place}: {why}"));
                    }
                }
            }
        }
    }
    back
}

/// What a row says of its value.
fn of_row(value: &Value, row: &Row, columns: &Columns) -> Result<Option<String>, String> {
    let cell = row.cell(columns.value);
    let was = text(row, columns.was).unwrap_or_else(|| value.written.clone());
    if value.is(&was) {
        return given(value, cell);
    }
    // the rulebook has changed since the workbook was handed out
    let mut then = value.clone();
    then.written.clone_from(&was);
    if given(&then, cell)?.is_none() {
        return Ok(None);
    }
    match given(value, cell)? {
        None => Ok(None),
        Some(to) => Err(format!(
            "the rulebook has changed since the export: `{}` was `{was}` then and would become `{to}`; export it again",
            value.written
        )),
    }
}

/// The first row of values, which has the headings between it and the columns' names, and where the columns are.
fn columns(sheet: &Sheet) -> Option<(u32, Columns)> {
    sheet.rows.iter().take(40).find_map(|row| {
        let find = |id: &str| row.cells.iter().find(|cell| is(&cell.content, id)).map(|cell| cell.column);
        Some((
            row.index + (DATA_ROW - IDS_ROW),
            Columns { file: find(FILE)?, way: find(WAY)?, was: find(AS)?, value: find(VALUE)? },
        ))
    })
}

fn is(content: &Content, words: &str) -> bool {
    matches!(content, Content::Text(text) if &**text == words)
}

fn text(row: &Row, column: u32) -> Option<String> {
    match &row.cell(column)?.content {
        Content::Text(text) => Some(text.replace("\r\n", "\n")),
        Content::Number(number) => Some(format!("{number}")),
        Content::Flag(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn shown(row: &Row, column: u32) -> Option<String> {
    text(row, column).map(|text| text.trim_end_matches('\n').to_owned())
}
