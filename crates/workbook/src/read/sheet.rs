//! A book, its sheets, and what is to be told of it.

use std::fmt;
use std::sync::Arc;

use super::cell::{Cell, Row};
use super::spans::Spans;
use crate::place::CellPlace;

/// What a file really is, whatever its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Excel workbook, also a strict or macro-enabled one and a template
    Xlsx,
    /// Excel binary workbook
    Xlsb,
    /// Excel 97-2003 or Excel 5 workbook
    Xls,
    /// OpenDocument spreadsheet
    Ods,
    /// comma, semicolon or tab separated text
    Csv,
    /// a web page with tables, often saved under the name of a workbook
    Html,
    /// XML Spreadsheet 2003
    SpreadsheetMl,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Xlsx => "Excel workbook (xlsx)",
            Self::Xlsb => "Excel binary workbook (xlsb)",
            Self::Xls => "Excel 97-2003 workbook (xls)",
            Self::Ods => "OpenDocument spreadsheet (ods)",
            Self::Csv => "separated text (csv)",
            Self::Html => "web page with tables (html)",
            Self::SpreadsheetMl => "XML Spreadsheet 2003",
        })
    }
}

/// Whether a sheet shows on its tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Visibility {
    /// on its tab
    #[default]
    Visible,
    /// hidden; Excel's "Unhide" lists it
    Hidden,
    /// hidden so that Excel's "Unhide" does not list it
    VeryHidden,
}

/// A rectangle of merged cells, all four bounds included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Merge {
    /// top row
    pub first_row: u32,
    /// left column
    pub first_column: u32,
    /// bottom row
    pub last_row: u32,
    /// right column
    pub last_column: u32,
}

impl Merge {
    /// Whether a cell lies in it.
    #[must_use]
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }
}

/// A stretch of columns of one width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnWidth {
    /// first column
    pub first: u32,
    /// last column, included
    pub last: u32,
    /// width in characters, as Excel counts them
    pub width: f64,
}

/// One sheet of cells.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sheet {
    /// name on the tab; empty for formats without sheets
    pub name: Arc<str>,
    /// whether it shows
    pub visibility: Visibility,
    /// rows with content, by index
    pub rows: Vec<Row>,
    /// merged cells
    pub merges: Vec<Merge>,
    /// rows that do not show
    pub hidden_rows: Spans,
    /// columns that do not show
    pub hidden_columns: Spans,
    /// rows whose cells may stand under the wrong headings; remarks of the book say why
    pub torn_rows: Spans,
    /// widths that were set, where the format tells them
    pub column_widths: Vec<ColumnWidth>,
    /// comments by row and column, where they stand within their cells (OpenDocument); of others, [`super::look`] tells
    pub comments: Vec<(u32, u32, Arc<str>)>,
}

impl Sheet {
    /// The cell at `row` and `column` (both from 0), if it holds anything.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.row(row)?.cell(column)
    }

    /// The row at `index` (from 0), if it holds anything.
    #[must_use]
    pub fn row(&self, index: u32) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&index, |row| row.index).ok()?;
        self.rows.get(at)
    }

    /// The merged area that a cell lies in.
    #[must_use]
    pub fn merge_at(&self, row: u32, column: u32) -> Option<&Merge> {
        self.merges.iter().find(|merge| merge.contains(row, column))
    }

    /// How many cells hold anything.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }
}

/// Something the officer should know of a file that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// what it is and what to do, one line
    pub text: String,
    /// sheet it concerns, if it is one
    pub sheet: Option<Arc<str>>,
    /// cell it concerns, if it is one
    pub cell: Option<CellPlace>,
}

impl Remark {
    /// A remark on the whole file.
    #[must_use]
    pub fn book(text: impl Into<String>) -> Self {
        Self { text: text.into(), sheet: None, cell: None }
    }

    /// A remark on one sheet.
    #[must_use]
    pub fn sheet(sheet: &Arc<str>, text: impl Into<String>) -> Self {
        Self { text: text.into(), sheet: Some(Arc::clone(sheet)), cell: None }
    }

    /// A remark on one cell.
    #[must_use]
    pub fn cell(place: CellPlace, text: impl Into<String>) -> Self {
        Self { text: text.into(), sheet: Some(Arc::clone(&place.sheet)), cell: Some(place) }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.cell, &self.sheet) {
            (Some(cell), _) => write!(f, "{cell}: {}", self.text),
            (None, Some(sheet)) => write!(f, "sheet `{sheet}`: {}", self.text),
            (None, None) => f.write_str(&self.text),
        }
    }
}

/// One file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// file name without its folder
    pub name: Arc<str>,
    /// SHA-256 of the file's bytes, in hexadecimal
    pub fingerprint: Arc<str>,
    /// SHA-256 of the file that it is an annotated copy of, where it is one of ours
    pub made_from: Option<Arc<str>>,
    /// what the file really is
    pub format: Format,
    /// sheets of cells in tab order; chart sheets and the like are left out
    pub sheets: Vec<Sheet>,
    /// what the officer should know of it
    pub remarks: Vec<Remark>,
    /// whether dates count from 1904
    pub date_1904: bool,
}

impl Book {
    /// The sheet of that name, upper and lower case alike, as in Excel.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name.to_lowercase() == name.to_lowercase())
    }

    /// The place of a cell of this book, for messages and findings.
    #[must_use]
    pub fn place(&self, sheet: &Sheet, row: u32, column: u32) -> CellPlace {
        CellPlace { workbook: Arc::clone(&self.name), sheet: Arc::clone(&sheet.name), row, column }
    }
}
