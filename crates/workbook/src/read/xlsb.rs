//! Excel binary workbooks.
//!
//! calamine panics on altered ones, passes over the error values of formulas and over rich texts,
//! and gives up a workbook for one macro sheet. As with xlsx and xls, our own pass checks each part
//! first and calamine gets a package that holds only the values to give.

mod records;
mod rich_text;
mod sheet;
mod workbook;

use std::io::{Cursor, Write};
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsb};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use self::records::push;
use self::sheet::{FORMULA, Scan, Scanned};
use self::workbook::{SheetEntry, WorkbookPart};
use super::cell::{Cell, Content, Row};
use super::dates::number_content;
use super::error::Refusal;
use super::intern::Interner;
use super::kept::{Kept, SheetKind};
use super::limits::Limits;
use super::number_format::NumberFormat;
use super::package::Package;
use super::sheet::{Remark, Sheet};
use super::xlsx::{Reading, RowsBuilder};
use crate::place::CellPlace;

/// Missing texts named one by one on a sheet.
const NAMED_CELLS: usize = 20;

/// Reads the workbook in `package`; `part` is the number of its workbook part.
pub(super) fn read(
    name: &Arc<str>,
    package: &mut Package<'_>,
    part: usize,
    limits: &Limits,
) -> Result<Reading, Refusal> {
    let book = WorkbookPart::read(package, part, limits)?;
    let strings = workbook::strings(package, book.strings, &book.fonts, limits)?;
    let mut reading = Reading { sheets: Vec::new(), remarks: Vec::new(), date_1904: book.date_1904 };
    let mut scan = Scan::new(&strings, &book.fonts, limits);
    let mut interner = Interner::default();
    let mut kept = Kept::new();
    for entry in book.sheets.iter().filter(|entry| entry.kind != SheetKind::Chart) {
        let outcome = sheet_part(package, entry, &mut scan).and_then(|scanned| {
            let rows = values(name, &strings.part, entry, &scanned, &book, &mut interner, &mut reading.remarks)?;
            Ok(whole(entry, scanned, rows))
        });
        kept.take(&entry.name, outcome, &mut reading.remarks)?;
    }
    reading.remarks.extend(super::xlsx::damaged_rest(package));
    reading.sheets = kept.end()?;
    Ok(reading)
}

fn sheet_part(package: &mut Package<'_>, entry: &SheetEntry, scan: &mut Scan<'_>) -> Result<Scanned, Refusal> {
    if let SheetKind::Other(what) = entry.kind {
        return Err(Refusal::not_a_workbook(what, "the other sheets were read"));
    }
    let part = entry.part.ok_or_else(|| Refusal::damaged("its part is missing from the package"))?;
    scan.sheet(package, part)
}

fn whole(entry: &SheetEntry, scanned: Scanned, rows: Vec<Row>) -> Sheet {
    Sheet {
        name: Arc::clone(&entry.name),
        visibility: entry.visibility,
        rows,
        merges: scanned.merges,
        hidden_rows: scanned.hidden_rows,
        hidden_columns: scanned.hidden_columns,
        column_widths: scanned.column_widths,
        ..Sheet::default()
    }
}

fn values(
    book_name: &Arc<str>,
    strings: &[u8],
    entry: &SheetEntry,
    scanned: &Scanned,
    book: &WorkbookPart,
    interner: &mut Interner,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Row>, Refusal> {
    let unread = |_| Refusal::damaged("its cells cannot be read");
    let package = plain_package(strings, &scanned.part)?;
    let mut xlsb = Xlsb::new(Cursor::new(package)).map_err(unread)?;
    let mut reader = xlsb.worksheet_cells_reader("s").map_err(unread)?;
    let mut rows = RowsBuilder::default();
    let mut styles = scanned.styles.iter();
    while let Some(value) = reader.next_cell().map_err(unread)? {
        let style = *styles.next().unwrap_or(&0);
        let format = format_of(book, style & !FORMULA);
        let Some(content) = content(value.get_value(), format, book.date_1904, interner) else { continue };
        let (row, column) = value.get_position();
        rows.push(row, Cell::formatted(column, content, format, style & FORMULA != 0));
    }
    let mut missing = 0_usize;
    for own in &scanned.own {
        missing += usize::from(own.damaged);
        if own.damaged && missing <= NAMED_CELLS {
            let (workbook, sheet) = (Arc::clone(book_name), Arc::clone(&entry.name));
            let place = CellPlace { workbook, sheet, row: own.row, column: own.column };
            remarks.push(Remark::cell(place, "its text is missing from the file; ask for a new copy or type it in"));
        }
        let content = match &own.content {
            Content::Text(text) if text.is_empty() => continue,
            Content::Text(text) => Content::Text(interner.share(text)),
            Content::Error(error) => Content::Error(interner.share(error)),
            other => other.clone(),
        };
        rows.push(own.row, Cell::formatted(own.column, content, format_of(book, own.style), own.formula));
    }
    Ok(rows.finish().0)
}

fn format_of(book: &WorkbookPart, style: u32) -> Option<&NumberFormat> {
    book.formats.get(usize::try_from(style).ok()?)
}

fn content(
    value: &DataRef<'_>,
    format: Option<&NumberFormat>,
    date_1904: bool,
    interner: &mut Interner,
) -> Option<Content> {
    let mut number = |number: f64| match number.is_finite() {
        true => number_content(number, format, date_1904, interner),
        false => Content::Error(interner.share("#NUM!")),
    };
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Float(value) => number(*value),
        #[expect(clippy::cast_precision_loss, reason = "the format holds 30-bit integers")]
        DataRef::Int(value) => number(*value as f64),
        DataRef::DateTime(moment) => number(moment.as_f64()),
        DataRef::Bool(flag) => Content::Flag(*flag),
        DataRef::Error(error) => Content::Error(interner.share(&error.to_string())),
        DataRef::SharedString(text) => Content::Text(text_of(text, interner)?),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Content::Text(text_of(text, interner)?)
        }
    })
}

fn text_of(text: &str, interner: &mut Interner) -> Option<Arc<str>> {
    (!text.is_empty()).then(|| interner.share(text))
}

/// A package of one sheet named `s`.
fn plain_package(strings: &[u8], sheet: &[u8]) -> Result<Vec<u8>, Refusal> {
    const RELATIONS: &str = "<Relationships><Relationship Id=\"s\" Target=\"worksheets/s.bin\"/></Relationships>";
    let text = |letter: u8| [1, 0, 0, 0, letter, 0];
    let listed = [&[0; 8][..], &text(b's'), &text(b's')].concat();
    let mut workbook = Vec::new();
    for (kind, data) in [(0x009C, listed.as_slice()), (0x0090, &[]), (0x0084, &[])] {
        push(&mut workbook, kind, data);
    }
    let made = || -> zip::result::ZipResult<Vec<u8>> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(strings.len() + sheet.len() + 1024)));
        for (name, content) in [
            ("xl/workbook.bin", workbook.as_slice()),
            ("xl/_rels/workbook.bin.rels", RELATIONS.as_bytes()),
            ("xl/sharedStrings.bin", strings),
            ("xl/worksheets/s.bin", sheet),
        ] {
            zip.start_file(name, stored)?;
            zip.write_all(content)?;
        }
        Ok(zip.finish()?.into_inner())
    };
    made().map_err(|_| Refusal::damaged("its parts cannot be put together"))
}
