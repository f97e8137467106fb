//! What is to be done to a workbook: the input of `annotate`.
//!
//! Rows and columns are counted from 0, sheets are named as on their tabs. Colours are six hexadecimal digits
//! (`C00000`, with or without `#`) and come from the rulebook.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::fingerprint;

/// Everything that is to be added to one workbook.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AnnotationPlan {
    /// marks on cells that are there (or blank); a second mark on one cell adds its note, not its look
    pub cells: Vec<CellMark>,
    /// new cells, usually at the right of a table
    pub added: Vec<AddedCell>,
    /// widths of columns that hold added cells
    pub widths: Vec<ColumnWidth>,
    /// an .xlsx made in memory whose sheets are put after the officer's last one
    #[serde(skip)]
    pub grafts: Option<Vec<u8>>,
    /// name that stands as the author of our notes
    pub note_author: String,
    /// what the annotation is known by, recorded in the copy
    #[serde(skip)]
    pub fingerprint: String,
}

impl AnnotationPlan {
    /// SHA-256 of all that is to be added: on the same workbook the same one makes the same copy.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut to = BufWriter::new(Summing(Sha256::new()));
        // nothing here can fail: neither what is written nor where it goes
        let _ = serde_json::to_writer(&mut to, self);
        let _ = to.write_all(self.grafts.as_deref().unwrap_or_default());
        to.into_inner().map_or_else(|_| String::new(), |sum| fingerprint::hex(&sum.0.finalize()))
    }
}

/// What is written goes into a sum.
struct Summing(Sha256);

impl Write for Summing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A mark on one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CellMark {
    /// sheet name as on its tab
    pub sheet: String,
    /// row from 0
    pub row: u32,
    /// column from 0
    pub column: u32,
    /// how the cell shall look, if at all different
    pub style: Option<MarkStyle>,
    /// text of the note, if there shall be one
    pub note: Option<String>,
}

/// What is laid over a cell's own look; what is `None` stays as it is.
///
/// A fill of the officer's own is never painted over: such a cell keeps its fill and its font colour, and is marked by our
/// border and bold (see `Remark`). Plain white counts as no fill. Our border does replace theirs: thin grid lines are everywhere and a
/// mark that gives way to them is no mark; stripping gives the old border back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct MarkStyle {
    /// fill colour
    pub fill: Option<String>,
    /// font colour; choose one that reads on `fill`, also where a colour scale paints over it
    pub font: Option<String>,
    /// bold; `false` leaves the font's own weight
    pub bold: bool,
    /// colour of a border on all four sides
    pub border: Option<String>,
    /// a thin border; else it is a medium one
    pub thin: bool,
    /// a sign before what the cell shows, as its number format: the value stays what it is
    pub sign: Option<String>,
}

/// A new cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AddedCell {
    /// sheet name as on its tab
    pub sheet: String,
    /// row from 0
    pub row: u32,
    /// column from 0
    pub column: u32,
    /// what stands in it
    pub value: AddedValue,
    /// how it looks
    pub look: AddedLook,
}

/// The value of a new cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum AddedValue {
    /// text
    Text(String),
    /// a number; one that is not finite is written as empty text
    Number(f64),
    /// text that leads somewhere
    Link {
        /// what is shown
        text: String,
        /// where it leads
        target: LinkTarget,
    },
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum LinkTarget {
    /// a place in the workbook, such as `'Our sheet'!A5`
    Place(String),
    /// an address on the web, or a file
    Address(String),
}

/// How a new cell looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AddedLook {
    /// take the look of this cell (row, column) first: a heading of the table, a cell of its last column
    pub like: Option<(u32, u32)>,
    /// and lay this over it; here a fill does replace one that was taken over
    pub mark: MarkStyle,
    /// wrap the text and set it at the top
    pub wrap: bool,
    /// number format such as `0.0`
    pub number_format: Option<String>,
}

/// The width of one column, in characters as Excel counts them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnWidth {
    /// sheet name as on its tab
    pub sheet: String,
    /// column from 0
    pub column: u32,
    /// characters of the default font
    pub width: f64,
}
