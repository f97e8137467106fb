//! Excel 97-2003 workbooks, and those of Excel 5 and 95.
//!
//! calamine follows damaged xls files into endless memory or panics, and reads chart sheets as
//! sheets of numbers. So our own pass walks the records first: it checks their lengths, bounds
//! them, notices what was cut off and gathers number formats, hidden rows, merged cells and errors.
//! Then calamine gets a stream of our own making that holds only the records of values, a few
//! thousand rows at a time with the empty rows left out, in a sound compound file. It sees no byte
//! that was not checked, and its dense ranges stay small.

mod decrypt;
mod globals;
mod records;
pub(super) mod shared_texts;
mod sheet;
mod text;
mod values;

use std::sync::Arc;

use self::globals::Globals;
use super::compound::Compound;
use super::error::Refusal;
use super::intern::Interner;
use super::kept::{Kept, SheetKind};
use super::limits::Limits;
use super::sheet::{Remark, Sheet};
use super::xlsx::Reading;

pub(super) use self::values::error_text;

/// Reads the workbook in a compound file; `None` where it holds none.
pub(super) fn read(name: &Arc<str>, compound: &mut Compound<'_>, limits: &Limits) -> Option<Result<Reading, Refusal>> {
    let stream = ["Workbook", "WORKBOOK", "Book", "BOOK"].iter().find_map(|stream| compound.stream(stream, limits))?;
    Some(stream.and_then(|stream| workbook(name, stream, limits)))
}

fn unknown_letters(page: u16) -> Remark {
    Remark::book(format!(
        "its letters are in an encoding that is not known (code page {page}); \
         look whether letters with accents are right, or open it in Excel and save it as .xlsx"
    ))
}

fn workbook(name: &Arc<str>, stream: Vec<u8>, limits: &Limits) -> Result<Reading, Refusal> {
    let stream = decrypt::decrypted(stream)?;
    let globals = Globals::read(&stream, limits)?;
    let mut remarks: Vec<Remark> = globals.unknown_page.map(unknown_letters).into_iter().collect();
    let mut kept = Kept::new();
    let mut interner = Interner::default();
    let mut cells_left = limits.cells;
    for entry in &globals.sheets {
        let outcome = match entry.kind {
            SheetKind::Chart => continue,
            SheetKind::Other(what) => Err(Refusal::not_a_workbook(what, "the other sheets were read")),
            SheetKind::Cells => {
                read_sheet(name, &stream, &globals, entry, &mut cells_left, limits, &mut interner, &mut remarks)
            }
        };
        if let Some(outcome) = outcome.transpose() {
            kept.take(&entry.name, outcome, &mut remarks)?;
        }
    }
    Ok(Reading { sheets: kept.end()?, remarks, date_1904: globals.date_1904 })
}

#[expect(clippy::too_many_arguments, reason = "one call, from the loop above")]
fn read_sheet(
    name: &Arc<str>,
    stream: &[u8],
    globals: &Globals<'_>,
    entry: &globals::SheetEntry,
    cells_left: &mut u64,
    limits: &Limits,
    interner: &mut Interner,
    remarks: &mut Vec<Remark>,
) -> Result<Option<Sheet>, Refusal> {
    let Some(scanned) = sheet::scan(stream, entry.position, globals, cells_left, limits)? else { return Ok(None) };
    let rows = values::read(name, &entry.name, globals, &scanned, interner, remarks)?;
    if let Some(text) = scanned.doubt() {
        remarks.push(Remark::sheet(&entry.name, text));
    }
    Ok(Some(Sheet {
        name: Arc::clone(&entry.name),
        visibility: entry.visibility,
        rows,
        merges: scanned.merges,
        hidden_rows: scanned.hidden_rows,
        hidden_columns: scanned.hidden_columns,
        column_widths: scanned.column_widths,
        ..Sheet::default()
    }))
}
