//! One worksheet part: which of its bytes change so that the marks and the new cells stand in it.
//!
//! A cell that is there keeps its value, formula and everything else and only gets another style index; new cells are
//! put into gaps. Formulas and values of the officer's are never overwritten.

mod cells;
mod columns;
mod tail;

use std::collections::BTreeMap;

use super::area::Area;
use super::plan::LinkTarget;
use super::remark::{RemarkKind, Remarks};
use super::styles::{Look, Styles};
use super::survey::{CellPlace, Survey};
use super::xml::{Broken, Edit};

pub(super) use tail::{Tail, reference};

/// Children of `<worksheet>` in the order of the schema.
pub(super) const ORDER: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// A merged area is marked cell by cell up to this size, so that its border closes; a bigger one only in its first cell.
const MERGE_LIMIT: u64 = 256;

/// What is written into a new cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Text(String),
    Number(f64),
}

/// A new cell.
#[derive(Clone, Debug)]
pub(super) struct NewCell {
    pub(super) content: Content,
    pub(super) look: Look,
    pub(super) like: Option<(u32, u32)>,
    pub(super) link: Option<LinkTarget>,
}

/// What is to be done on one sheet.
#[derive(Debug, Default)]
pub(super) struct SheetTask {
    pub(super) marks: BTreeMap<(u32, u32), Look>,
    pub(super) added: BTreeMap<(u32, u32), NewCell>,
    pub(super) widths: BTreeMap<u32, f64>,
    pub(super) notes: BTreeMap<(u32, u32), String>,
}

/// What came of the cells: edits, and links that still need a place.
#[derive(Default)]
pub(super) struct SheetEdits {
    pub(super) edits: Vec<Edit>,
    pub(super) links: Vec<((u32, u32), LinkTarget)>,
    /// cells whose look changed: the format they had, and what was laid over it
    pub(super) restyled: Vec<((u32, u32), u32, Look)>,
    /// new cells that were written
    pub(super) written: Vec<(u32, u32)>,
}

impl SheetTask {
    /// Cells that the survey must find, in order.
    fn wanted(&self) -> Vec<(u32, u32)> {
        let likes = self.added.values().filter_map(|a| a.like);
        let mut all: Vec<_> =
            self.marks.keys().chain(self.added.keys()).chain(self.notes.keys()).copied().chain(likes).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Surveys the part, and sends what is meant for a merged area to its first cell.
    pub(super) fn survey(&mut self, xml: &[u8], sheet: &str, remarks: &mut Remarks) -> Result<Survey, Broken> {
        let survey = Survey::of(xml, &self.wanted())?;
        if survey.merges.is_empty() {
            return Ok(survey);
        }
        for area in &survey.merges {
            self.redirect(*area, sheet, remarks);
        }
        Survey::of(xml, &self.wanted())
    }

    fn redirect(&mut self, area: Area, sheet: &str, remarks: &mut Remarks) {
        let first = (area.top, area.left);
        let inside = |cell: &(u32, u32)| area.contains(*cell);
        let rows = (area.top, 0)..=(area.bottom, u32::MAX);
        let covered: Vec<_> =
            self.added.range(rows.clone()).map(|(c, _)| *c).filter(|c| inside(c) && *c != first).collect();
        for cell in covered {
            self.added.remove(&cell);
            remarks.cell(RemarkKind::Occupied, sheet, cell);
        }
        let look = self.marks.range(rows.clone()).find(|(c, _)| inside(c)).map(|(_, look)| look.clone());
        if let Some(look) = look {
            let cells = area.cells().take(if area.size() <= MERGE_LIMIT { usize::MAX } else { 1 });
            for cell in cells {
                self.marks.insert(cell, look.clone());
            }
        }
        let notes: Vec<_> = self.notes.range(rows).map(|(c, _)| *c).filter(|c| inside(c) && *c != first).collect();
        for cell in notes {
            let Some(text) = self.notes.remove(&cell) else { continue };
            join_note(&mut self.notes, first, text);
        }
    }

    /// The edits for cells, rows, columns and the used area.
    pub(super) fn edits(&self, survey: &Survey, styles: &mut Styles, sheet: &str, remarks: &mut Remarks) -> SheetEdits {
        let mut out = cells::Writer::new(survey, styles, sheet, remarks).write(self);
        out.edits.extend(columns::widths(survey, &self.widths, sheet, remarks));
        out
    }
}

/// Adds a note; two on one cell stand below one another.
pub(super) fn join_note(notes: &mut BTreeMap<(u32, u32), String>, cell: (u32, u32), text: String) {
    notes
        .entry(cell)
        .and_modify(|have| {
            have.push('\n');
            have.push_str(&text);
        })
        .or_insert(text);
}

/// The style index a cell has now, whether it is there or not.
fn style_now(survey: &Survey, cell: (u32, u32)) -> u32 {
    match survey.cells.get(&cell) {
        Some(CellPlace::Here { style, .. }) => *style,
        _ => survey.style_of_gap(cell),
    }
}
