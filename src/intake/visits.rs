//! Visit templates that come back filled in: found, read and placed with their schools.
//!
//! A page is known by what the eye sees, the titles, headings and names of rows that the rulebook declares for it:
//! sheets may be added or saved alone, rows and cells moved. What was typed where nothing is asked is said, never dropped.

mod apply;
mod form;
mod meaning;
mod page;
mod printed;
mod section;
mod twins;
mod whose;

pub(super) use apply::apply;
pub(super) use form::Forms;
pub(super) use page::PageRead;
pub use printed::printed;

use std::sync::Arc;

use super::identity::Joined;
use super::reading::Context;
use crate::intake::record::{Doubt, DoubtKind, School, Visit};
use crate::rulebook::model::Rulebook;
use workbook::read::{Book, Sheet, Visibility};

/// A page of a workbook.
#[derive(Debug)]
pub(super) struct BookPage<'b> {
    pub book: &'b Book,
    pub sheet: &'b Sheet,
    pub read: PageRead<'b>,
}

/// The visit templates of a rulebook, for telling them from workbooks of results before these are read.
#[derive(Debug)]
pub struct Templates(Forms);

impl Templates {
    /// Those of a rulebook.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> Self {
        Self(Forms::new(rulebook))
    }

    /// Whether more stands in a workbook of pages than pages on which nothing is written: one without more is no input.
    /// `None` where it has no page.
    #[must_use]
    pub fn is_written_in(&self, book: &Book) -> Option<bool> {
        if !book.sheets.iter().any(|sheet| self.0.is_page(sheet)) {
            return None;
        }
        let shown = |sheet: &&Sheet| sheet.visibility == Visibility::Visible && !sheet.rows.is_empty();
        let others = |sheet: &&Sheet| !self.0.is_contents(sheet);
        let mut pages = book.sheets.iter().filter(shown).filter(others).map(|sheet| self.0.page(sheet));
        Some(!pages.all(|page| page.is_some_and(|page| page.is_blank())))
    }

    /// All by which pages are known: where it is the same, they are read alike.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{:?}", self.0)
    }
}

/// The visits whose schools are judged; of the others it is said.
pub(super) fn of_judged(visits: Vec<Visit>, schools: &[School], doubts: &mut Vec<Doubt>) -> Vec<Visit> {
    let judged = |visit: &Visit| schools.iter().any(|school| school.identity.key == visit.school);
    let (ours, others): (Vec<Visit>, Vec<Visit>) = visits.into_iter().partition(judged);
    doubts.extend(others.into_iter().map(|visit| Doubt {
        kind: DoubtKind::Remark,
        what: "a filled visit template is of a school that is not judged, so it is not used".to_owned(),
        advice: None,
        workbook: Some(Arc::clone(&visit.page.workbook)),
        places: vec![visit.page],
        proposal: None,
    }));
    ours
}

/// The visits that filled pages tell of, each with its school, oldest first; and of each page that was read its workbook. Of
/// two pages of one visit the later file counts where both say something, and that is said.
pub(super) fn visits(
    context: &Context<'_>,
    pages: &[BookPage<'_>],
    joined: &Joined,
    doubts: &mut Vec<Doubt>,
) -> (Vec<Visit>, Vec<Arc<str>>) {
    let whose = whose::Schools::new(context, joined);
    let mut all = Vec::new();
    for page in pages.iter().filter(|page| !page.read.is_blank()) {
        page.read.say(page.book, page.sheet, doubts);
        let Some(school) = whose.of(page, doubts) else { continue };
        all.extend(meaning::visit(context, page, school, doubts));
    }
    let read = all.iter().map(|visit: &Visit| Arc::clone(&visit.page.workbook)).collect();
    (twins::settled(all, context.rulebook, doubts), read)
}
