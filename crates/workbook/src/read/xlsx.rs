//! Excel workbooks in their xml package: xlsx, xlsm and templates, plain and strict.

mod cells;
mod oddity;
mod plain;
pub(super) mod relations;
mod rich_text;
mod rows;
mod scan;
mod strings;
mod styles;
pub(super) mod workbook;

use std::sync::Arc;

use self::plain::PlainPackage;
use self::scan::SheetFacts;
use self::workbook::{SheetEntry, WorkbookPart};
use super::error::Refusal;
use super::intern::Interner;
use super::kept::{Kept, SheetKind};
use super::limits::Limits;
use super::number_format::NumberFormat;
use super::package::Package;
use super::sheet::{Remark, Sheet};

pub(super) use self::relations::workbook_part_path;
pub(super) use self::rows::RowsBuilder;

/// What a workbook came to.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) sheets: Vec<Sheet>,
    pub(super) remarks: Vec<Remark>,
    pub(super) date_1904: bool,
}

/// A sheet that our own pass found sound, with what it gathered.
struct ScannedSheet {
    entry: SheetEntry,
    part: usize,
    facts: SheetFacts,
}

/// Reads the workbook in `package`; `workbook` is the number of its workbook part, `name` the
/// file's name for places in remarks.
pub(super) fn read(
    name: &Arc<str>,
    package: &mut Package<'_>,
    workbook: usize,
    limits: &Limits,
) -> Result<Reading, Refusal> {
    let book = WorkbookPart::read(package, workbook, limits)?;
    let mut remarks = Vec::new();
    let formats = styles::read(package, book.styles, limits).unwrap_or_else(|_| {
        remarks.push(Remark::book(
            "its part of formats cannot be read: dates and percentages show as plain numbers; open it in Excel and save it again",
        ));
        Vec::new()
    });
    let strings = strings::Survey::read(package, book.strings, limits)?;
    remarks.extend(strings.remark());
    let mut scanned = scan_sheets(name, package, &book, &strings, limits, &mut remarks)?;
    strings::resolve(package, book.strings, limits, scanned.iter_mut().map(|sheet| &mut sheet.facts))?;
    remarks.extend(damaged_rest(package));
    let plain = PlainPackage::build(
        package,
        &strings,
        book.strings,
        scanned.iter().map(|sheet| (sheet.part, sheet.facts.false_dimension)),
    )?;
    let sheets = read_values(name, &plain, scanned, &formats, &book, limits, &mut remarks)?;
    Ok(Reading { sheets, remarks, date_1904: book.date_1904 })
}

fn scan_sheets(
    name: &Arc<str>,
    package: &mut Package<'_>,
    book: &WorkbookPart,
    strings: &strings::Survey,
    limits: &Limits,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<ScannedSheet>, Refusal> {
    let mut kept = Kept::new();
    let mut scan = scan::Scan::new(name, strings, book.zero_is_uncalculated, limits);
    for (at, entry) in book.sheets.iter().enumerate() {
        let before = book.sheets.get(..at).unwrap_or_default();
        remarks.extend(entry.odd_name(before).map(Remark::book));
        if entry.kind == SheetKind::Chart {
            continue;
        }
        let outcome = match entry.refusal(before) {
            Some(reason) => Err(reason),
            None => entry.part.map_or_else(
                || Err(Refusal::damaged("its part is missing from the package")),
                |part| {
                    let facts = scan.sheet(package, part, &entry.name)?;
                    Ok(ScannedSheet { entry: entry.clone(), part, facts })
                },
            ),
        };
        kept.take(&entry.name, outcome, remarks)?;
    }
    kept.end()
}

/// What to tell of parts that were not needed and are damaged.
pub(super) fn damaged_rest(package: &mut Package<'_>) -> impl Iterator<Item = Remark> + use<> {
    package.verify_rest().into_iter().map(|part| {
        Remark::book(format!("its part `{part}` is damaged; the sheets were read, but ask for a new copy of the file"))
    })
}

fn read_values(
    name: &Arc<str>,
    plain: &PlainPackage,
    scanned: Vec<ScannedSheet>,
    formats: &[NumberFormat],
    book: &WorkbookPart,
    limits: &Limits,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Sheet>, Refusal> {
    let mut values = cells::Values::open(plain, name, formats, book.date_1904, limits)?;
    let mut interner = Interner::default();
    let mut sheets = Vec::with_capacity(scanned.len());
    for (number, ScannedSheet { entry, mut facts, .. }) in scanned.into_iter().enumerate() {
        remarks.append(&mut facts.remarks);
        let rows = match values.sheet(number, &entry.name, &facts, &mut interner, remarks) {
            Ok(rows) => rows,
            Err(refusal @ Refusal::TooBig(_)) => return Err(refusal),
            Err(refusal) => {
                remarks.push(Remark::sheet(&entry.name, format!("was not read: it {refusal}")));
                continue;
            }
        };
        sheets.push(Sheet {
            name: entry.name,
            visibility: entry.visibility,
            rows,
            merges: facts.merges,
            hidden_rows: facts.hidden_rows,
            hidden_columns: facts.hidden_columns,
            column_widths: facts.column_widths,
            ..Sheet::default()
        });
    }
    Ok(sheets)
}
