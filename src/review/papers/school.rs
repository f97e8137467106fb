//! A page for a school.

mod advice;
mod figures;
mod gaps;
mod grades;
mod identity;
mod kept_back;
mod risks;
mod room;
mod strengths;
mod trends;
mod unsaid;
mod visit;

pub(super) use figures::no_longer_than;
pub(super) use kept_back::any as kept_back;
pub(super) use room::put as room;
pub(super) use visit::event;

use super::Maker;
use super::contents::Listed;
use super::leaf::{COLUMNS, Leaf, side_by_side};
use crate::domain::Truth;
use crate::review::context::SchoolRow;
use crate::review::visits;
use crate::rulebook::model::{PaperFor, PaperSection, Reads, Shows};
use workbook::write::{Cell, Look, PagePlan, Role};

/// A school's page under way.
pub(super) struct Page<'a, 'm> {
    pub maker: &'m Maker<'a>,
    pub row: SchoolRow<'a>,
}

/// The pages, and the list of them: schools by name, then those that have none.
pub(super) fn pages<'a>(maker: &Maker<'a>) -> (Vec<PagePlan<'a>>, Vec<Listed<'a>>) {
    let (mut pages, mut list, mut none) = (Vec::new(), Vec::new(), Vec::new());
    for row in maker.schools() {
        let (truth, why) = concerned(maker, row);
        let beside = |more: Option<String>| {
            let status = maker.context.status(row.findings.status.rule);
            let phase = Cell::text(maker.context.phase(row.at)).looking(Look::of(Role::Body).wrapped());
            let more = more.map(|more| Cell::text(more).looking(Look::of(Role::Body).wrapped()));
            [phase, more.unwrap_or(status)]
        };
        if truth == Truth::DoesNotHold {
            none.push(Listed { title: row.name().into_owned(), sheet: None, beside: beside(why) });
            continue;
        }
        let name = maker.sheet_name(&row.name());
        list.push(Listed { title: row.name().into_owned(), sheet: Some(name.clone()), beside: beside(why) });
        pages.push(page(maker, row, name));
    }
    list.extend(none);
    (pages, list)
}

/// Whether a school has a page, and why it has none or may need none.
fn concerned(maker: &Maker<'_>, row: SchoolRow<'_>) -> (Truth, Option<String>) {
    let words = maker.context.words;
    if let Some(condition) = &maker.paper.for_schools
        && maker.inputs.views.school(row.at, condition) == Truth::DoesNotHold
    {
        return (Truth::DoesNotHold, Some(words.say("paper.no-page").to_owned()));
    }
    if maker.paper.made_for != PaperFor::EachVisit {
        return (Truth::Holds, None);
    }
    let Some((step, event)) = maker.event() else { return (Truth::DoesNotHold, None) };
    let with = [("visit", event.title.to_string())];
    if step.schools.contains(&row.at) {
        (Truth::Holds, None)
    } else if step.unsure.contains(&row.at) {
        (Truth::CannotSay, Some(words.fill("paper.visit-unsure", &with)))
    } else {
        (Truth::DoesNotHold, Some(words.fill("paper.visit-not-for", &with)))
    }
}

fn page<'a>(maker: &Maker<'a>, row: SchoolRow<'a>, name: String) -> PagePlan<'a> {
    let mut leaf = Leaf::new(name);
    leaf.page.tab = maker.context.status_ink(row.findings.status.rule);
    let lead = maker.paper.lead.as_ref().map(|lead| maker.filled(lead, Some(row)));
    leaf.head(maker.filled(&maker.paper.title, Some(row)), lead);
    let page = Page { maker, row };
    for group in side_by_side(&maker.paper.sections) {
        leaf.beside(&group, |leaf, part| page.put(leaf, part));
    }
    leaf.fit_to_paper();
    // what charts are drawn from stands outside
    leaf.page.printed = Some((leaf.row, COLUMNS - 1));
    if maker.paper.made_for == PaperFor::EachVisit {
        leaf.remember();
    }
    leaf.page
}

impl<'a> Page<'a, '_> {
    fn put(&self, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
        self.maker.begin(leaf, part);
        match part.shows {
            Shows::Identity => identity::put(self, leaf, part),
            Shows::Strengths => strengths::put(self, leaf, part),
            Shows::Status => identity::status(self, leaf),
            Shows::Grades => grades::put(self, leaf, part),
            Shows::Discuss => grades::discuss(self, leaf, part),
            Shows::Floor => identity::floor(self, leaf),
            Shows::Figures => figures::put(self, leaf, part),
            Shows::Gaps => gaps::put(self, leaf, part),
            Shows::Risks => risks::put(self, leaf, part),
            Shows::CannotSay => unsaid::put(self, leaf, part),
            Shows::Support => advice::support(self, leaf),
            Shows::Options => advice::options(self, leaf),
            Shows::Plans => advice::plans(self, leaf, part),
            Shows::Visit => visit::put(self, leaf, part),
            Shows::Room => self.room(leaf, part),
            // which paper shows what is checked with the rulebook
            _ => {}
        }
    }

    /// Room to write in; priorities stand below those of the visits before.
    fn room(&self, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
        let read = part.reads.values().any(|reads| *reads == Reads::Priority);
        let last = read.then(|| room::Last {
            called: self.text("paper.last-visit"),
            priorities: visits::priorities(self.maker.context, &self.row.school.identity.key),
        });
        room::below(leaf, part, &last.unwrap_or_default());
    }

    /// Words of the rulebook over the whole section.
    fn say(&self, leaf: &mut Leaf<'a>, name: &'a str) {
        leaf.quiet(self.maker.context.words.text(name));
    }

    fn text(&self, name: &str) -> String {
        self.maker.context.words.say(name).to_owned()
    }
}

/// What was written at the last visit, in a row that is passed over when the page is read.
fn last_visit<'a>(page: &Page<'_, '_>, said: String) -> Vec<Cell<'a>> {
    let called = Cell::text(page.text("paper.last-visit")).looking(Look::of(Role::Quiet).wrapped());
    vec![called, Cell::text(said).looking(Look::of(Role::Body).wrapped())]
}

/// Cells to write in, one for each heading given.
fn room_to_write<'a>(columns: usize) -> impl Iterator<Item = Cell<'a>> {
    std::iter::repeat_n(Cell::BLANK.looking(Look::of(Role::Input).wrapped()), columns)
}
