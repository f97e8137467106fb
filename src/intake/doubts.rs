//! Gathering doubts while one table is read.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::AcademicYear;
use crate::intake::record::{Doubt, DoubtKind, Proposal};
use crate::intake::words::list;
use workbook::place::CellPlace;
use workbook::read::{Book, Sheet};

/// The doubts of one table; knows where the table stands.
#[derive(Debug)]
pub(super) struct Doubts {
    workbook: Arc<str>,
    sheet: Arc<str>,
    heading_row: u32,
    all: Vec<Doubt>,
}

/// A cell, by row and column, and the year of its figure.
pub(super) type DatedCell = ((u32, u32), AcademicYear);

/// More cells than this are not listed one by one.
const MOST_PLACES: usize = 200;

impl Doubts {
    pub(super) fn new(book: &Book, sheet: &Sheet, heading_row: u32) -> Self {
        Self { workbook: Arc::clone(&book.name), sheet: Arc::clone(&sheet.name), heading_row, all: Vec::new() }
    }

    pub(super) fn place(&self, row: u32, column: u32) -> CellPlace {
        CellPlace { workbook: Arc::clone(&self.workbook), sheet: Arc::clone(&self.sheet), row, column }
    }

    /// A doubt about headings.
    pub(super) fn add(&mut self, kind: DoubtKind, what: String, advice: Option<String>, columns: &[u32]) {
        let row = self.heading_row;
        self.add_at(kind, what, advice, columns.iter().map(|column| (row, *column)));
    }

    /// Something to be known about headings.
    pub(super) fn remark(&mut self, what: String, columns: &[u32]) {
        self.add(DoubtKind::Remark, what, None, columns);
    }

    /// A doubt about headings with the change that would settle it.
    pub(super) fn propose(
        &mut self,
        kind: DoubtKind,
        what: String,
        advice: String,
        columns: &[u32],
        proposal: Proposal,
    ) {
        self.add(kind, what, Some(advice), columns);
        if let Some(last) = self.all.last_mut() {
            last.proposal = Some(proposal);
        }
    }

    /// A doubt about cells.
    pub(super) fn add_at(
        &mut self,
        kind: DoubtKind,
        what: String,
        advice: Option<String>,
        cells: impl Iterator<Item = (u32, u32)>,
    ) {
        let places: Vec<CellPlace> = cells.take(MOST_PLACES).map(|(row, column)| self.place(row, column)).collect();
        self.all.push(Doubt { kind, what, advice, workbook: Some(Arc::clone(&self.workbook)), places, proposal: None });
    }

    /// Says of which years a heading means no measure at all, as its measures have years.
    pub(super) fn add_of_none(&mut self, heading: &str, cells: &[DatedCell]) {
        if cells.is_empty() {
            return;
        }
        let years: BTreeSet<AcademicYear> = cells.iter().map(|(_, year)| *year).collect();
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        let (figures, were) =
            if cells.len() == 1 { ("1 figure", "was") } else { (&*format!("{} figures", cells.len()), "were") };
        self.add_at(
            DoubtKind::Heading,
            format!(
                "no measure has the heading “{heading}” in {}; {figures} under it {were} not read",
                list(&years, 4)
            ),
            Some("write a heading that says how they were counted, or widen the `years` of the measure".into()),
            cells.iter().map(|(cell, _)| *cell),
        );
    }

    pub(super) fn set_proposal(&mut self, proposal: Proposal) {
        if let Some(last) = self.all.last_mut() {
            last.proposal = Some(proposal);
        }
    }

    pub(super) fn into_all(self) -> Vec<Doubt> {
        self.all
    }
}
