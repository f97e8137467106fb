//! Visit templates that are filled in by a test, cell by cell, as an officer would.

use std::path::Path;

use workbook::patch::{CellEdit, Value, set_cells};
use workbook::read::{Book, Content, Limits, Sheet, read_bytes};

use super::desk::Desk;

pub const FILE: &str = "Visit templates 2011-12.xlsx";
pub const MERESIDE: &str = "Mereside Cross Primary School";
pub const PART_ONE: &str = "Part One: Development Plan priorities and impact of actions taken";
pub const PRESENT: &str = "Present? yes or no";

/// A template and what is written in it.
pub struct Template {
    pub bytes: Vec<u8>,
    book: Book,
    edits: Vec<CellEdit>,
}

impl Template {
    /// The one for a visit.
    pub fn of(desk: &Desk, visit: &str) -> Self {
        desk.papers(&["--only", "visit-templates", "--visit", visit]);
        Self::read(&desk.path("out").join(FILE))
    }

    pub fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let book = read_bytes(FILE, &bytes, &Limits::default()).unwrap();
        Self { bytes, book, edits: Vec::new() }
    }

    fn sheet(&self, school: &str) -> &Sheet {
        self.book.sheet(school).unwrap_or_else(|| panic!("no page {school}"))
    }

    /// Where a text stands alone in a cell, from a row on.
    fn find(sheet: &Sheet, text: &str, from: u32) -> Option<(u32, u32)> {
        let is = |content: &Content| matches!(content, Content::Text(known) if **known == *text);
        let rows = sheet.rows.iter().filter(|row| row.index >= from);
        rows.flat_map(|row| row.cells.iter().map(move |cell| (row.index, cell)))
            .find(|(_, cell)| is(&cell.content))
            .map(|(row, cell)| (row, cell.column))
    }

    /// The cell under a heading, beside the name of a row.
    pub fn cell(&self, school: &str, row: &str, heading: &str) -> (u32, u32) {
        let sheet = self.sheet(school);
        let (top, column) = Self::find(sheet, heading, 0).unwrap_or_else(|| panic!("no heading {heading}"));
        let (row, _) = Self::find(sheet, row, top).unwrap_or_else(|| panic!("no row {row}"));
        (row, column)
    }

    /// The cell beside the name of a row.
    pub fn beside(&self, school: &str, row: &str) -> (u32, u32) {
        let sheet = self.sheet(school);
        let (row, column) = Self::find(sheet, row, 0).unwrap_or_else(|| panic!("no row {row}"));
        (row, sheet.merge_at(row, column).map_or(column, |merge| merge.last_column) + 1)
    }

    pub fn put(&mut self, school: &str, (row, column): (u32, u32), value: Value) -> &mut Self {
        self.edits.push(CellEdit { sheet: school.into(), row, column, value: Some(value) });
        self
    }

    pub fn write(&mut self, school: &str, row: &str, heading: &str, text: &str) -> &mut Self {
        let at = self.cell(school, row, heading);
        self.put(school, at, Value::Text(text.into()))
    }

    pub fn on(&mut self, school: &str, day: &str) -> &mut Self {
        let at = self.beside(school, "Date of the visit");
        self.put(school, at, Value::Text(day.into()))
    }

    /// What was written, as a workbook.
    pub fn saved(&self) -> Vec<u8> {
        set_cells(&self.bytes, &self.edits).unwrap()
    }

    /// Puts it among the workbooks of results.
    pub fn drop_into(&self, desk: &Desk, name: &str) {
        std::fs::write(desk.path("workbooks").join(name), self.saved()).unwrap();
    }
}

/// The workbook without the properties that say what it is.
pub fn without_properties(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).unwrap();
        if file.name().unwrap() != "docProps/custom.xml" {
            out.raw_copy_file(file).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

/// Every text of a review, sheet by sheet.
pub fn texts(desk: &Desk) -> Vec<(String, Vec<String>)> {
    let name = "School review 2011-12.xlsx";
    let bytes = std::fs::read(desk.path("reviewed").join(name)).unwrap();
    let book = read_bytes(name, &bytes, &Limits::default()).unwrap();
    let row = |row: &workbook::read::Row| {
        let texts = row.cells.iter().filter_map(|cell| match &cell.content {
            Content::Text(text) => Some(text.to_string()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join(" | ")
    };
    book.sheets.iter().map(|sheet| (sheet.name.to_string(), sheet.rows.iter().map(row).collect())).collect()
}
