//! An officer's own workbook, given back with marks, notes, columns and sheets of ours, and nothing else changed.
//!
//! The workbook is edited in its package: what a plan does not touch is copied as it is stored, and of touched parts only
//! the bytes that must differ do. Knows the file format and a plan (see `plan.rs`); it must not know schools, rules or thresholds.
//!
//! What was done is recorded in the copy, so that it is recognised when it comes back and can be undone (see `strip.rs`).

mod area;
mod content_types;
mod drawings;
mod error;
mod graft;
mod job;
mod notes;
mod package;
mod plan;
mod record;
mod rels;
mod remark;
mod sheet;
mod strip;
mod styles;
mod survey;
mod titles;
mod workbook;
mod xml;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

pub use drawings::{DrawingArea, drawings};
pub use error::AnnotateError;
pub use plan::{AddedCell, AddedLook, AddedValue, AnnotationPlan, CellMark, ColumnWidth, LinkTarget, MarkStyle};
pub use record::{PreviousAnnotation, recognise};
pub use remark::{Remark, RemarkKind};
pub use strip::{Stripped, strip, unmarked};

use job::Job;
use remark::Remarks;
use sheet::{Content, NewCell, SheetTask, join_note};
use styles::Look;
use workbook::Sheet;
use xml::cell_text;

/// The last row and column of a sheet, from 0.
const LAST: (u32, u32) = (1_048_575, 16_383);
/// A cell holds no more UTF-16 units.
const CELL_LIMIT: usize = 32_767;

/// An annotated copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotated {
    /// the new workbook
    pub bytes: Vec<u8>,
    /// what the officer should be told
    pub remarks: Vec<Remark>,
}

/// Carries a plan out on a pristine workbook. The same workbook and plan give the same bytes.
///
/// A workbook that was annotated before is refused: it must be stripped first (`recognise`, `strip`), or marks would stack.
pub fn annotate(original: &[u8], plan: &AnnotationPlan) -> Result<Annotated, AnnotateError> {
    let mut job = Job::open_to_change(original)?;
    if job.workbook.names.iter().any(|n| n.name == record::DEFINED_NAME) {
        return Err(AnnotateError::AlreadyAnnotated);
    }
    job.record.begin(original, plan);
    let grafts = plan.grafts.as_deref().filter(|_| {
        if job.workbook.strict && plan.grafts.is_some() {
            job.remarks.book(RemarkKind::StrictNoSheets);
        }
        !job.workbook.strict
    });
    job.remark_on_book(grafts.is_some())?;
    for (sheet, task) in tasks(&mut job, plan)? {
        job.annotate_sheet(&sheet, task, &plan.note_author)?;
    }
    if let Some(bytes) = grafts {
        job.record.grafted = graft::graft(&mut job, bytes)?;
    }
    let (bytes, remarks) = job.finish()?;
    Ok(Annotated { bytes, remarks: remarks.done() })
}

/// The names of the sheets of a workbook as on their tabs, in order, hidden ones too: a plan must use these.
pub fn sheet_names(workbook: &[u8]) -> Result<Vec<String>, AnnotateError> {
    Ok(Job::open(workbook)?.workbook.sheets.into_iter().map(|s| s.name).collect())
}

/// The plan sheet by sheet, in the order of the workbook.
fn tasks(job: &mut Job<'_>, plan: &AnnotationPlan) -> Result<Vec<(Sheet, SheetTask)>, AnnotateError> {
    let sheets = job.sheets_by_name();
    let mut tasks: BTreeMap<String, SheetTask> = BTreeMap::new();
    for mark in &plan.cells {
        let cell = (mark.row, mark.column);
        let Some(key) = known(&sheets, &mark.sheet, cell, &mut job.remarks) else { continue };
        let task = tasks.entry(key).or_default();
        let look = mark.style.as_ref().map(Look::of).transpose()?;
        if let Some(look) = look {
            task.marks.entry(cell).or_insert(look);
        }
        if let Some(note) = mark.note.as_ref().filter(|n| !n.trim().is_empty()) {
            join_note(&mut task.notes, cell, note.clone());
        }
    }
    for added in &plan.added {
        let cell = (added.row, added.column);
        let Some(key) = known(&sheets, &added.sheet, cell, &mut job.remarks) else { continue };
        let new = new_cell(added, &mut job.remarks)?;
        match tasks.entry(key).or_default().added.entry(cell) {
            Entry::Occupied(_) => job.remarks.cell(RemarkKind::Occupied, &added.sheet, cell),
            Entry::Vacant(free) => {
                free.insert(new);
            }
        }
    }
    for width in &plan.widths {
        let cell = (0, width.column);
        let Some(key) = known(&sheets, &width.sheet, cell, &mut job.remarks) else { continue };
        tasks.entry(key).or_default().widths.insert(width.column, width.width);
    }
    let ordered = job.workbook.sheets.iter().filter_map(|s| Some((s.clone(), tasks.remove(&s.name.to_lowercase())?)));
    Ok(ordered.collect())
}

/// The key of a sheet on which this cell can be annotated; a remark where there is none.
fn known(sheets: &BTreeMap<String, Sheet>, name: &str, cell: (u32, u32), remarks: &mut Remarks) -> Option<String> {
    let key = name.to_lowercase();
    match sheets.get(&key) {
        None => remarks.sheet(RemarkKind::NoSuchSheet, name),
        Some(sheet) if sheet.part.is_empty() || sheet.kind != "worksheet" => {
            remarks.sheet(RemarkKind::NotAWorksheet, name);
        }
        Some(_) if cell.0 > LAST.0 || cell.1 > LAST.1 => remarks.cell(RemarkKind::PastTheEdge, name, cell),
        Some(_) => return Some(key),
    }
    None
}

fn new_cell(added: &AddedCell, remarks: &mut Remarks) -> Result<NewCell, AnnotateError> {
    let mut text = |text: &str| {
        let (text, cut) = cell_text(text, CELL_LIMIT);
        if cut {
            remarks.cell(RemarkKind::TextCut, &added.sheet, (added.row, added.column));
        }
        Content::Text(text)
    };
    let (content, link) = match &added.value {
        AddedValue::Text(t) => (text(t), None),
        AddedValue::Number(n) => (Content::Number(*n), None),
        AddedValue::Link { text: t, target } => (text(t), Some(target.clone())),
    };
    let look = Look {
        over_own_fill: true,
        wrap: added.look.wrap,
        number_format: added.look.number_format.clone(),
        ..Look::of(&added.look.mark)?
    };
    Ok(NewCell { content, look, like: added.look.like, link })
}
