//! What is to be marked in an officer's own workbook: cells with notes, columns at the right of each table of schools, and
//! sheets of ours at the end. Only the plan; `annotate` carries it out.
//!
//! A workbook without schools in it gets the sheets alone, and one of which nothing was read gets no copy.

mod columns;
mod gather;
mod note;
mod plain;
mod room;
mod summary;

use std::collections::{BTreeMap, BTreeSet};

use crate::intake::record::{RowSubject, SchoolKey, WorkbookRead};
use crate::review::ReviewInputs;
use crate::review::context::Context;
use crate::rulebook::model::Colour;
use gather::{Gathered, Mark};
use workbook::annotate::{AnnotationPlan, CellMark, DrawingArea, MarkStyle};
use workbook::read::{Book, Format};
use workbook::write::{BookError, Ink, tab_name};

pub use plain::plain_copy;

/// Where a mark stands: sheet, row, column.
type At<'a> = (&'a str, u32, u32);

/// The marks of all workbooks.
pub struct Marks<'a> {
    context: Context<'a>,
    gathered: Gathered<'a>,
}

impl<'a> Marks<'a> {
    /// Finds out what is to be marked, for all workbooks at once.
    #[must_use]
    pub fn new(inputs: &'a ReviewInputs<'a>) -> Self {
        let context = Context::new(inputs);
        let gathered = gather::gather(&context);
        Self { context, gathered }
    }

    /// The plan for one workbook, whose charts and pictures lie at `drawings`; `None` where nothing was read from it. What an earlier attempt could not note
    /// (`unsaid`) is listed on our sheets.
    ///
    /// # Errors
    /// When our own sheets cannot be made.
    pub fn plan(
        &self,
        read: &WorkbookRead,
        book: &Book,
        drawings: &[DrawingArea],
        unsaid: &[String],
    ) -> Result<Option<AnnotationPlan>, BookError> {
        let empty = BTreeMap::new();
        let marks = self.gathered.get(&*read.name).unwrap_or(&empty);
        if read.tables.is_empty() && marks.is_empty() {
            return Ok(None);
        }
        let (added, widths) = columns::plan(&self.context, read, book, drawings);
        let grafts = summary::sheets(&self.context, read, marks, &self.remarks(book, unsaid))?;
        let mut plan = AnnotationPlan {
            cells: marks.iter().map(|(at, marks)| self.cell(book, *at, marks)).collect(),
            added,
            widths,
            grafts: Some(grafts),
            note_author: self.context.words.say("marks.author").to_owned(),
            fingerprint: String::new(),
        };
        // by its marks and its workbook, not by rulebook and day: a copy in which no mark changes stays as it is
        plan.fingerprint = format!("marks {} of {}", plan.digest(), book.fingerprint);
        Ok(Some(plan))
    }

    /// What is said above the summary: that the layout stayed behind, what could not be noted.
    fn remarks(&self, book: &Book, unsaid: &[String]) -> Vec<String> {
        let words = self.context.words;
        let plain = (book.format != Format::Xlsx)
            .then(|| words.fill("marks.plain-copy", &[("format", book.format.to_string())]));
        plain.into_iter().chain(unsaid.iter().cloned()).collect()
    }

    fn cell(&self, book: &Book, (sheet, row, column): At<'a>, marks: &[Mark<'a>]) -> CellMark {
        let most = marks.first().map(|mark| mark.kind);
        let ink = most.and_then(|kind| Some((self.context.mark_ink(kind.name())?, kind.decides())));
        CellMark {
            sheet: self.sheet_name(sheet),
            row,
            column,
            style: ink.and_then(|(ink, decides)| {
                let sign = self.context.palette.signed(Some(ink), "").trim().to_owned();
                let has_room = decides && !sign.is_empty() && room::has_room(book, (sheet, row, column));
                Some(MarkStyle { sign: has_room.then_some(sign), ..self.style(ink, decides)? })
            }),
            note: Some(note::text(&self.context, marks)),
        }
    }

    fn style(&self, ink: Ink, decides: bool) -> Option<MarkStyle> {
        self.context.palette.colour(ink).map(|colour| style(colour, decides))
    }

    fn sheet_name(&self, sheet: &str) -> String {
        sheet_name(&self.context, sheet)
    }
}

/// A mark's look. A cell that decided something has a dark, bold font, a strong border and a sign before its value as well
/// as its fill: a colour scale paints over the fill, and over none of those. Any other has a thin border alone.
fn style(colour: &Colour, decides: bool) -> MarkStyle {
    let border = Some(colour.border.as_deref().unwrap_or(&colour.text).to_owned());
    if !decides {
        return MarkStyle { border, thin: true, ..MarkStyle::default() };
    }
    let (fill, font) = (Some(colour.fill.to_string()), Some(colour.text.to_string()));
    MarkStyle { fill, font, bold: true, border, thin: false, sign: None }
}

/// A sheet's name; a format without sheets has one in its copy.
fn sheet_name(context: &Context<'_>, sheet: &str) -> String {
    if sheet.is_empty() { tab_name(context.words.say("marks.only-sheet")) } else { sheet.to_owned() }
}

/// The schools a workbook has a row for.
fn schools_in(read: &WorkbookRead) -> BTreeSet<&SchoolKey> {
    let rows = read.tables.iter().flat_map(|table| &table.rows);
    rows.filter_map(|row| match &row.subject {
        RowSubject::School(key) => Some(key),
        _ => None,
    })
    .collect()
}
