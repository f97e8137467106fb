//! Values of an xls sheet from calamine, given only records that our own pass has checked.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Range, Reader, Xls};

use super::globals::Globals;
use super::records::{BOF, EOF, push};
use super::sheet::{Chunk, Fact, Scanned};
use crate::place::CellPlace;
use crate::read::cell::{Cell, Content, Row};
use crate::read::compound::wrap;
use crate::read::dates::number_content;
use crate::read::error::Refusal;
use crate::read::intern::Interner;
use crate::read::sheet::Remark;
use crate::read::xlsx::RowsBuilder;

/// Missing texts named one by one on a sheet.
const NAMED_CELLS: usize = 20;

/// The rows of a sheet.
pub(super) fn read(
    book: &Arc<str>,
    sheet: &Arc<str>,
    globals: &Globals<'_>,
    scanned: &Scanned,
    interner: &mut Interner,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Row>, Refusal> {
    let mut rows = RowsBuilder::default();
    let mut missing = 0_usize;
    for chunk in scanned.chunks.iter().filter(|chunk| !chunk.facts.is_empty()) {
        let values = values(globals, chunk)?;
        for fact in &chunk.facts {
            let content = match fact.error {
                Some(code) => Some(Content::Error(interner.share(error_text(code)))),
                None => content(value(&values, chunk, fact), fact, globals, interner)
                    // The text a formula came to stands in a record of its own.
                    .or(fact.formula.then_some(Content::NotCalculated)),
            };
            let Some(content) = content else {
                missing += 1;
                if missing <= NAMED_CELLS {
                    let (row, column) = (u32::from(fact.row), u32::from(fact.column));
                    let place = CellPlace { workbook: Arc::clone(book), sheet: Arc::clone(sheet), row, column };
                    remarks.push(Remark::cell(
                        place,
                        "its text is missing from the file; ask for a new copy or type it in",
                    ));
                }
                let damaged = Content::Error(interner.share("damaged cell"));
                rows.push(u32::from(fact.row), Cell::plain(u32::from(fact.column), damaged));
                continue;
            };
            if !matches!(&content, Content::Text(text) if text.is_empty()) {
                rows.push(u32::from(fact.row), cell(fact, content, globals));
            }
        }
    }
    let (rows, twice) = rows.finish();
    if twice > 0 {
        remarks
            .push(Remark::sheet(sheet, format!("cells written twice in the file: {twice}; the last of each stands")));
    }
    Ok(rows)
}

fn value<'v>(values: &'v Range<Data>, chunk: &Chunk, fact: &Fact) -> Option<&'v Data> {
    let row = *chunk.rows.get(&fact.row)?;
    values.get_value((u32::from(row), u32::from(fact.column)))
}

/// The content of a value; `None` where the cell should hold one and does not.
fn content(value: Option<&Data>, fact: &Fact, globals: &Globals<'_>, interner: &mut Interner) -> Option<Content> {
    if let Some(unmarked) = fact.shared.and_then(|shared| globals.unmarked.get(&shared)) {
        return Some(match unmarked {
            Content::Text(text) => Content::Text(interner.share(text)),
            other => other.clone(),
        });
    }
    let format = globals.formats.get(usize::from(fact.style));
    let mut number = |number: f64| number_content(number, format, globals.date_1904, interner);
    Some(match value? {
        Data::Empty => return None,
        #[expect(clippy::cast_precision_loss, reason = "the format holds 30-bit integers")]
        Data::Int(value) => number(*value as f64),
        Data::Float(value) if !value.is_finite() => Content::Error(interner.share("#NUM!")),
        Data::Float(value) => number(*value),
        Data::DateTime(moment) => number(moment.as_f64()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Content::Text(interner.share(text)),
        Data::Bool(flag) => Content::Flag(*flag),
        Data::Error(error) => Content::Error(interner.share(&error.to_string())),
    })
}

fn cell(fact: &Fact, content: Content, globals: &Globals<'_>) -> Cell {
    let format = globals.formats.get(usize::from(fact.style));
    Cell::formatted(u32::from(fact.column), content, format, fact.formula)
}

/// What calamine makes of a chunk of records.
fn values(globals: &Globals<'_>, chunk: &Chunk) -> Result<Range<Data>, Refusal> {
    let unread = || Refusal::damaged("its cells cannot be read");
    let stream = plain_stream(globals, chunk);
    let wrapped = wrap(&[("Workbook", &stream)])?;
    let mut xls = Xls::new(Cursor::new(wrapped)).map_err(|_| unread())?;
    xls.worksheet_range("s").map_err(|_| unread())
}

/// A stream of one sheet named `s` that holds only a chunk's records.
fn plain_stream(globals: &Globals<'_>, chunk: &Chunk) -> Vec<u8> {
    let carried: usize = globals.carried.iter().map(|record| record.data.len() + 4).sum();
    let mut stream = Vec::with_capacity(carried + chunk.records.len() + 64);
    let mut records = globals.carried.iter();
    if let Some(version) = records.next() {
        push(&mut stream, version.kind, &[version.data]);
    }
    let flagged = matches!(globals.texts, super::text::Texts::Flagged);
    let name: &[u8] = if flagged { &[1, 0, b's'] } else { &[1, b's'] };
    // The sheet begins after this record, the carried ones and the end.
    let listing = 4 + 6 + name.len();
    let rest: usize = records.clone().map(|record| record.data.len() + 4).sum();
    let begins = u32::try_from(stream.len() + listing + rest + 4).unwrap_or(u32::MAX);
    push(&mut stream, 0x0085, &[&begins.to_le_bytes(), &[0, 0], name]);
    for record in records {
        push(&mut stream, record.kind, &[record.data]);
    }
    push(&mut stream, EOF, &[]);
    let version: &[u8] = if flagged { &[0, 6] } else { &[0, 5] };
    push(&mut stream, BOF, &[version, &[0x10, 0, 0, 0, 0, 0]]);
    stream.extend_from_slice(&chunk.records);
    push(&mut stream, EOF, &[]);
    stream
}

/// An error as the sheet shows it.
pub(in crate::read) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#ERROR",
    }
}
