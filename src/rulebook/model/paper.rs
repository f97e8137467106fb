//! Papers: workbooks to print.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, Expression};
use crate::rulebook::ids::{ComparatorId, GroupId, MeasureId};

pub use crate::rulebook::raw::{PaperFor, PaperLayout, Reads, Shows};

/// A workbook to print.
#[derive(Clone, Debug)]
pub struct Paper {
    /// stable name
    pub id: Arc<str>,
    /// at the head of each page
    pub title: Arc<str>,
    /// what a page is made for
    pub made_for: PaperFor,
    /// the file's name, without its ending
    pub file: Arc<str>,
    /// the folder for its files, where it has one
    pub folder: Option<Arc<str>>,
    /// the measure with the name of whom it is to
    pub to: Option<MeasureId>,
    /// a line below the title
    pub lead: Option<Arc<str>>,
    /// what is said on its first sheet
    pub contents: Option<Arc<str>>,
    /// the visits or meetings it is made for, by their place in the cycle
    pub events: Vec<usize>,
    /// the names by which events of the cycle ask for it
    pub asked_as: Vec<Arc<str>>,
    /// which schools have a page; `None` means all
    pub for_schools: Option<Condition>,
    /// what stands on it, in order
    pub sections: Vec<PaperSection>,
    /// document and page
    pub source: Arc<str>,
    /// where it stands
    pub span: Span,
}

/// A section of a paper.
#[derive(Clone, Debug)]
pub struct PaperSection {
    /// what stands in it
    pub shows: Shows,
    /// its heading
    pub title: Option<Arc<str>>,
    /// a line below the heading
    pub say: Option<Arc<str>>,
    /// whether it stands beside the one before
    pub beside: bool,
    /// the sheet that begins with it
    pub sheet: Option<Arc<str>>,
    /// which schools stand in it; `None` means all
    pub for_schools: Option<Condition>,
    /// measures shown
    pub measures: Vec<MeasureId>,
    /// groups of pupils
    pub groups: Vec<GroupId>,
    /// comparators
    pub compared_with: Vec<ComparatorId>,
    /// how many years
    pub years: u16,
    /// figures of a table
    pub figures: Vec<PaperFigure>,
    /// how they are laid out
    pub layout: PaperLayout,
    /// rows to write in
    pub rows: Vec<Arc<str>>,
    /// columns to write in
    pub columns: Vec<Arc<str>>,
    /// what is read back when a template comes filled in, by the heading of a column (of a visit: the name of a row)
    pub reads: BTreeMap<Arc<str>, Reads>,
    /// lines to write in
    pub lines: u32,
    /// title of its chart
    pub chart: Option<Arc<str>>,
    /// where it stands
    pub span: Span,
}

/// A figure of a table.
#[derive(Clone, Debug)]
pub struct PaperFigure {
    /// what is read for the authority
    pub value: Expression,
    /// its title, where it is not the measure's
    pub title: Option<Arc<str>>,
    /// the heading over it and its neighbours
    pub band: Option<Arc<str>>,
    /// the row it stands in
    pub row: Option<Arc<str>>,
}
