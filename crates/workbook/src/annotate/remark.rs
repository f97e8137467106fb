//! What the officer should be told about an annotated copy, apart from what stands in it.

use std::fmt;

use crate::place::column_letters;

/// A remark, with the sheet and the cells it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// what it says
    pub kind: RemarkKind,
    /// the sheet it is about; empty where it is about the workbook
    pub sheet: String,
    /// the cells it is about: row and column from 0, in order
    pub cells: Vec<(u32, u32)>,
}

/// The kinds of remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RemarkKind {
    /// the cell has a threaded comment, so it got no note
    ThreadedComment,
    /// the cell has a fill of the officer's own, which stays; ours is the border (and the note)
    OwnFillKept,
    /// a value was to be written where the officer already has one
    Occupied,
    /// our column is hidden in the officer's sheet
    HiddenColumn,
    /// the sheet is protected; it stays so
    ProtectedSheet,
    /// the structure of the workbook is protected; it stays so
    ProtectedWorkbook,
    /// the plan names a sheet that is not there
    NoSuchSheet,
    /// the sheet is a chart, dialogue or macro sheet, which has no cells to mark
    NotAWorksheet,
    /// the cell lies past the edge of a sheet
    PastTheEdge,
    /// the package is digitally signed and the signature no longer holds
    SignatureBroken,
    /// the macros are signed; Excel drops their signature when a copy with new sheets is saved
    MacroSignature,
    /// the workbook is in the strict format, to which no sheets are added
    StrictNoSheets,
    /// the text was longer than a cell or note may hold and was cut
    TextCut,
    /// an added sheet, table or name was renamed since its name was taken
    Renamed,
    /// the note on the cell was changed by the officer since, so it was left
    NoteLeft,
    /// the cell we had added was changed by the officer since, so it was left
    AddedCellLeft,
}

impl RemarkKind {
    fn words(self) -> &'static str {
        match self {
            Self::ThreadedComment => {
                "has a threaded comment, so the note could not be added there and is listed elsewhere"
            }
            Self::OwnFillKept => "keeps the fill it had; the mark is the border",
            Self::Occupied => "already has a value, which was left as it is",
            Self::HiddenColumn => "is in a hidden column, which was left hidden",
            Self::ProtectedSheet => "the sheet is protected; it was annotated and stays protected",
            Self::ProtectedWorkbook => "the workbook's structure is protected; it stays protected",
            Self::NoSuchSheet => "there is no such sheet in the workbook",
            Self::NotAWorksheet => "the sheet has no cells, so nothing could be marked there",
            Self::PastTheEdge => "lies past the edge of the sheet",
            Self::SignatureBroken => {
                "the workbook was digitally signed; the signature does not hold for the annotated copy"
            }
            Self::MacroSignature => {
                "the macros are signed and unchanged, but Excel may drop their signature when the annotated copy is saved"
            }
            Self::StrictNoSheets => {
                "the workbook is saved as Strict Open XML, so no sheets were added; save it as an ordinary .xlsx to have them"
            }
            Self::TextCut => "the text was too long for the cell and was cut",
            Self::Renamed => "was given another name, as its own was taken in the workbook",
            Self::NoteLeft => "has a note that was changed since it was written, so it was left",
            Self::AddedCellLeft => "was changed since it was written, so it was left",
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        if !self.sheet.is_empty() {
            write!(f, "`{}`", self.sheet)?;
            for (i, (row, column)) in self.cells.iter().take(SHOWN).enumerate() {
                write!(f, "{}{}{}", if i == 0 { " " } else { ", " }, column_letters(*column), u64::from(*row) + 1)?;
            }
            if self.cells.len() > SHOWN {
                write!(f, " and {} more", self.cells.len() - SHOWN)?;
            }
            write!(f, ": ")?;
        }
        f.write_str(self.kind.words())
    }
}

/// Remarks as they are gathered: cells of one sheet and kind come together.
#[derive(Debug, Default)]
pub(super) struct Remarks(Vec<Remark>);

impl Remarks {
    pub(super) fn cell(&mut self, kind: RemarkKind, sheet: &str, cell: (u32, u32)) {
        // the latest remarks are the likeliest to be about this sheet
        if let Some(found) = self.0.iter_mut().rev().find(|r| r.kind == kind && r.sheet == sheet) {
            found.cells.push(cell);
        } else {
            self.0.push(Remark { kind, sheet: sheet.to_owned(), cells: vec![cell] });
        }
    }

    pub(super) fn sheet(&mut self, kind: RemarkKind, sheet: &str) {
        if !self.0.iter().any(|r| r.kind == kind && r.sheet == sheet) {
            self.0.push(Remark { kind, sheet: sheet.to_owned(), cells: Vec::new() });
        }
    }

    pub(super) fn book(&mut self, kind: RemarkKind) {
        self.sheet(kind, "");
    }

    pub(super) fn done(mut self) -> Vec<Remark> {
        for remark in &mut self.0 {
            remark.cells.sort_unstable();
            remark.cells.dedup();
        }
        self.0
    }
}
