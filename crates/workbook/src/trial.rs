//! A workbook annotated by way of trial: a few marks and notes, a column at the right and a sheet, looked at again.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use rust_xlsxwriter::Workbook;

use crate::annotate::{
    AddedCell, AddedLook, AddedValue, AnnotationPlan, CellMark, MarkStyle, annotate, recognise, sheet_names, strip,
    unmarked,
};
use crate::read::{Book, Cell, Content, Format, Limits, ReadError, Sheet, read_bytes};

/// What came of annotating a workbook by way of trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// every value reads as before, and without our marks it is the very file it was
    Clean,
    /// of a format that is not edited: it comes back as a new workbook of its values
    NewWorkbook,
    /// it cannot be annotated, and why
    Refused(String),
    /// something else than asked for is different in the copy
    Differs(String),
}

impl Trial {
    /// The words to count the trial under.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Clean => "annotated in place, nothing else changed",
            Self::NewWorkbook => "would come back as a new workbook of its values",
            Self::Refused(_) => "cannot be annotated",
            Self::Differs(_) => "annotated, but not as it should be",
        }
    }
}

/// Annotates a file's bytes by way of trial, `book` being what was read from them.
#[must_use]
pub fn trial(bytes: &[u8], book: &Book, limits: &Limits) -> Trial {
    if book.format != Format::Xlsx || !bytes.starts_with(b"PK") {
        return Trial::NewWorkbook;
    }
    tried(bytes, book, |copy| read_bytes(&book.name, copy, limits))
}

/// What we write into the new column, and how it is told from what was there.
const OURS: &str = "this was added by way of trial";
/// Cells marked on a sheet.
const MARKED: usize = 5;
/// The last column of a sheet, from 0.
const LAST_COLUMN: u32 = 16_383;

/// Annotates, reads the copy again, and takes the marks off again.
fn tried(bytes: &[u8], book: &Book, read: impl Fn(&[u8]) -> Result<Book, ReadError>) -> Trial {
    let attempt = || -> Result<Vec<String>, String> {
        let own = unmarked(bytes.to_vec()).map_err(|error| error.to_string())?;
        let names = sheet_names(&own).map_err(|error| error.to_string())?;
        let plan = plan(book, &names)?;
        let copy = annotate(&own, &plan).map_err(|error| error.to_string())?.bytes;
        let again = read(&copy).map_err(|error| error.to_string())?;
        let mut faults = differences(book, &again);
        if recognise(&copy).is_none() {
            faults.push("the copy is not known for one".to_owned());
        }
        match strip(&copy) {
            Ok(stripped) if stripped.exact => faults.extend(other_parts(&own, &stripped.bytes)),
            Ok(_) => faults.push("our marks cannot be taken off without a trace".to_owned()),
            Err(error) => faults.push(error.to_string()),
        }
        Ok(faults)
    };
    match attempt() {
        Err(why) => Trial::Refused(why),
        Ok(faults) if faults.is_empty() => Trial::Clean,
        Ok(faults) => Trial::Differs(faults.join("; ")),
    }
}

fn plan(book: &Book, names: &[String]) -> Result<AnnotationPlan, String> {
    let mut plan = AnnotationPlan {
        grafts: Some(our_sheet().map_err(|error| error.to_string())?),
        note_author: "Trial".into(),
        fingerprint: "survey".into(),
        ..AnnotationPlan::default()
    };
    for sheet in book.sheets.iter().filter(|sheet| names.iter().any(|name| **name == *sheet.name)) {
        let places: Vec<(u32, u32)> =
            sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.index, cell.column))).collect();
        let every = places.len() / MARKED + 1;
        plan.cells.extend(places.iter().step_by(every).map(|(row, column)| CellMark {
            sheet: sheet.name.to_string(),
            row: *row,
            column: *column,
            style: Some(MarkStyle { bold: true, ..MarkStyle::default() }),
            note: Some(OURS.to_owned()),
        }));
        let column = places.iter().map(|(_, column)| column + 1).max().unwrap_or(0);
        let rows = places.iter().step_by(every).map(|(row, _)| *row).filter(|_| column <= LAST_COLUMN);
        plan.added.extend(rows.map(|row| AddedCell {
            sheet: sheet.name.to_string(),
            row,
            column,
            value: AddedValue::Text(OURS.to_owned()),
            look: AddedLook::default(),
        }));
    }
    Ok(plan)
}

fn our_sheet() -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Added by way of trial")?.write_string(0, 0, OURS)?;
    workbook.save_to_buffer()
}

/// The parts of a package that are not what they were.
fn other_parts(before: &[u8], after: &[u8]) -> Option<String> {
    let (Some(before), Some(after)) = (parts(before), parts(after)) else {
        return Some("without our marks its package cannot be unpacked".to_owned());
    };
    let names = before.keys().chain(after.keys());
    let other = names.into_iter().find(|name| before.get(*name) != after.get(*name))?;
    Some(format!("without our marks its part `{other}` is not what it was"))
}

/// The parts of a package, `None` for one that was damaged before; names with backslashes are the same as with slashes.
fn parts(bytes: &[u8]) -> Option<BTreeMap<String, Option<Vec<u8>>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = String::from_utf8_lossy(part.name_raw()).replace('\\', "/");
        let mut content = Vec::new();
        let whole = part.read_to_end(&mut content).is_ok();
        parts.insert(name, whole.then_some(content));
    }
    Some(parts)
}

/// What reads otherwise in the copy, beside what we wrote.
fn differences(before: &Book, after: &Book) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    for sheet in &before.sheets {
        let Some(copy) = after.sheet(&sheet.name) else {
            faults.push(format!("the sheet `{}` is gone", sheet.name));
            continue;
        };
        let cells = |sheet: &Sheet| -> Vec<(u32, Cell)> {
            let all = sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.index, cell.clone())));
            all.filter(|(_, cell)| !matches!(&cell.content, Content::Text(text) if &**text == OURS)).collect()
        };
        let (old, new) = (cells(sheet), cells(copy));
        if let Some(at) = (0..old.len().max(new.len())).find(|at| old.get(*at) != new.get(*at)) {
            let place = old.get(at).or_else(|| new.get(at));
            let place = place.map(|(row, cell)| before.place(sheet, *row, cell.column).to_string());
            let content = |cell: Option<&(u32, Cell)>| cell.map(|(_, cell)| cell.content.clone());
            let (was, is) = (content(old.get(at)), content(new.get(at)));
            faults.push(format!("{} reads otherwise: {was:?}, now {is:?}", place.unwrap_or_default()));
        }
        let shape = |sheet: &Sheet| (sheet.visibility, sheet.merges.clone(), sheet.hidden_rows.clone());
        if shape(sheet) != shape(copy) {
            faults.push(format!("the sheet `{}` is merged or hidden otherwise", sheet.name));
        }
    }
    faults
}
