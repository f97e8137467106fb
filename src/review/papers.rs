//! Papers: workbooks to print, as the rulebook declares them. A page for each school, one for each school that a visit
//! is for, the authority's own tables, and packs for meetings.
//!
//! What stands on a paper, in which order and under which titles is the rulebook's (`papers:`); here each kind of section
//! is planned from findings, recommendations and figures. Knows no files and no clock.

mod authority;
mod contents;
mod leaf;
mod letter;
mod names;
mod pack;
mod reasons;
mod school;

pub use letter::{Letter, is_as_written};

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::ReviewInputs;
use super::book::keys;
use super::context::{Context, SchoolRow};
use super::words::long_day;
use super::words::{Fill, fill};
use crate::judge::advise::CycleStep;
use crate::judge::evaluate::{Evaluation, Views};
use crate::rulebook::model::{CycleEvent, Paper, PaperFor};
use contents::Listed;
use workbook::file_name::as_name;
use workbook::write::{Book, BookError, PagePlan, Property, TablePlan};

/// What a paper is made from.
#[derive(Clone, Copy)]
pub struct PaperInputs<'a> {
    /// what a review is made from
    pub report: &'a ReviewInputs<'a>,
    /// schools as rules see them in the year judged
    pub views: &'a Views<'a>,
    /// the years before, the last one first
    pub before: &'a [YearBefore<'a>],
    /// the visit that templates are for, or the meeting of a pack
    pub step: Option<&'a CycleStep>,
    /// the visits that were known when the paper was due the last time, by school; none where no run tells
    pub visits_known: Option<&'a BTreeMap<String, BTreeSet<String>>>,
    /// the only school that is wanted, by its place in the dataset
    pub only: Option<usize>,
}

/// A year before the one judged, by the same rules.
pub struct YearBefore<'a> {
    /// what the rules say of it
    pub evaluation: &'a Evaluation,
    /// schools as rules see them in it
    pub views: Views<'a>,
}

/// A paper that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// the file's name
    pub file: String,
    /// the workbook
    pub bytes: Vec<u8>,
    /// how many pages it has beside the list of them
    pub pages: usize,
}

/// The paper under way.
struct Maker<'a> {
    inputs: &'a PaperInputs<'a>,
    context: &'a Context<'a>,
    paper: &'a Paper,
    /// names of sheets that are taken, in small letters
    taken: RefCell<Vec<String>>,
}

/// A sheet of a paper.
enum Sheet<'a> {
    /// a page
    Page(PagePlan<'a>),
    /// a table in which officers write
    Table(TablePlan<'a>),
}

/// Pages as sheets, with the list of them.
fn of_pages<'a>((pages, list): (Vec<PagePlan<'a>>, Vec<Listed<'a>>)) -> (Vec<Sheet<'a>>, Vec<Listed<'a>>) {
    (pages.into_iter().map(Sheet::Page).collect(), list)
}

/// Makes a paper; `None` where there is nothing it could be made for: no visit is due, no school has a page.
///
/// # Errors
/// When a sheet cannot be written.
pub fn make(inputs: &PaperInputs<'_>, paper: &Paper) -> Result<Option<Made>, BookError> {
    let context = Context::new(inputs.report);
    let maker = Maker { inputs, context: &context, paper, taken: RefCell::default() };
    if matches!(paper.made_for, PaperFor::EachVisit | PaperFor::AMeeting) && inputs.step.is_none() {
        return Ok(None);
    }
    let contents = maker.sheet_name(context.words.say("paper.contents"));
    let (sheets, list) = match paper.made_for {
        PaperFor::TheAuthority => authority::pages(&maker),
        PaperFor::EachSchool | PaperFor::EachVisit => of_pages(school::pages(&maker)),
        PaperFor::AMeeting => pack::sheets(&maker),
        // a document for each school: see `letters`
        PaperFor::ALetter => return Ok(None),
    };
    if sheets.is_empty() {
        return Ok(None);
    }
    let many = sheets.len();
    let mut book = maker.book();
    book.page(contents::plan(&maker, contents, &list))?;
    for sheet in sheets {
        match sheet {
            Sheet::Page(page) => book.page(page)?,
            Sheet::Table(table) => book.table(table)?,
        }
    }
    let file = format!("{}.xlsx", as_name(&maker.filled(&paper.file, None)));
    Ok(Some(Made { file, bytes: book.finish()?, pages: many }))
}

/// Makes the letters of a paper, and names the folder for them.
///
/// # Errors
/// When a document cannot be written: why.
pub fn letters(inputs: &PaperInputs<'_>, paper: &Paper) -> Result<(String, Vec<Letter>), String> {
    let context = Context::new(inputs.report);
    let maker = Maker { inputs, context: &context, paper, taken: RefCell::default() };
    let folder = as_name(&maker.filled(paper.folder.as_deref().unwrap_or_default(), None));
    let letters = letter::letters(&maker).map_err(|why| why.to_string())?;
    Ok((folder, letters))
}

impl<'a> Maker<'a> {
    /// The schools that are asked for, by name.
    fn schools(&self) -> Vec<SchoolRow<'a>> {
        let mut rows: Vec<SchoolRow<'a>> = self.context.schools.clone();
        rows.sort_by_key(|row| row.at);
        rows.retain(|row| self.inputs.only.is_none_or(|only| only == row.at));
        rows
    }

    fn book(&self) -> Book {
        let report = self.inputs.report;
        let title = self.filled(&self.paper.file, None);
        let words = self.context.words;
        let footer = words.footer(format!("{} · {title}", report.authority()), report.evaluation.date);
        let one = |name: &'static str, value: String| Property { name, value };
        let decides = self.paper.made_for == PaperFor::AMeeting;
        let mut properties = vec![
            one(keys::KIND, if decides { keys::PACK } else { keys::PAPER }.to_owned()),
            one(keys::YEAR, report.evaluation.year.to_string()),
            one(keys::DATE, report.evaluation.date.to_string()),
            one(keys::RULEBOOK, report.rulebook.fingerprint.to_string()),
            one(keys::INPUTS, report.inputs_fingerprint.to_owned()),
            one(keys::VERSION, report.version.to_owned()),
            one(keys::PAPER_ID, self.paper.id.to_string()),
        ];
        if decides {
            // by it one copy is told from another
            properties.push(one(keys::DECISIONS, report.decisions_fingerprint.to_owned()));
        }
        let visit = self.event().filter(|_| self.paper.made_for == PaperFor::EachVisit);
        properties.extend(visit.map(|(_, event)| one(keys::VISIT, event.id.to_string())));
        let palette = self.context.palette.clone();
        let day = report.evaluation.date;
        Book::with_properties(palette, footer, &title, report.authority(), day, &properties)
    }

    /// The event of the cycle that the paper is for.
    fn event(&self) -> Option<(&'a CycleStep, &'a CycleEvent)> {
        let step = self.inputs.step?;
        Some((step, self.inputs.report.rulebook.cycle.get(step.event)?))
    }

    /// A text of the paper with what can be filled in.
    fn filled(&self, text: &str, school: Option<SchoolRow<'_>>) -> String {
        let report = self.inputs.report;
        let mut with: Vec<Fill<'_>> = vec![
            ("year", report.evaluation.year.to_string()),
            ("authority", report.authority().to_owned()),
            ("date", long_day(report.evaluation.date)),
        ];
        with.extend(school.map(|row| ("school", row.name().into_owned())));
        if let Some((step, event)) = self.event() {
            with.push(("visit", event.title.to_string()));
            with.push(("meeting", event.title.to_string()));
            // the month under way, else the first
            let day = report.evaluation.date.clamp(step.time.from, step.time.to);
            with.push(("month", day.format("%B %Y").to_string()));
            with.push(("from", long_day(step.time.from)));
            with.push(("to", long_day(step.time.to)));
        }
        fill(text, &with)
    }

    /// A name for a sheet that no other has.
    fn sheet_name(&self, wanted: &str) -> String {
        names::free(&mut self.taken.borrow_mut(), wanted)
    }
}
