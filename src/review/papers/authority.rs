//! Pages for the authority as a whole: a sheet for each name that a section begins one with.

mod aims;
mod counts;
mod floors;
mod moderation;
mod table;

use super::Maker;
use super::contents::Listed;
use super::leaf::{Leaf, side_by_side};
use crate::rulebook::model::{PaperSection, Shows};
use workbook::write::{Cell, Look, PagePlan, Role};

/// The pages, and the list of them.
pub(super) fn pages<'a>(maker: &Maker<'a>) -> (Vec<PagePlan<'a>>, Vec<Listed<'a>>) {
    let (mut pages, mut list) = (Vec::new(), Vec::new());
    for sections in maker.paper.sections.chunk_by(|_, next| next.sheet.is_none()) {
        let (plan, listed) = page(maker, sections);
        pages.push(plan);
        list.push(listed);
    }
    (pages, list)
}

/// A page with these sections, and its line in the list.
pub(super) fn page<'a>(maker: &Maker<'a>, sections: &'a [PaperSection]) -> (PagePlan<'a>, Listed<'a>) {
    let title = maker.filled(&maker.paper.title, None);
    let sheet = sections.first().and_then(|section| section.sheet.as_deref()).unwrap_or(&title);
    let name = maker.sheet_name(sheet);
    let titles = sections.iter().filter_map(|section| section.title.as_deref()).collect::<Vec<_>>().join(" · ");
    let beside = Cell::text(titles).looking(Look::of(Role::Body).wrapped());
    let listed = Listed { title: sheet.to_owned(), sheet: Some(name.clone()), beside: [Cell::BLANK, beside] };
    let mut leaf = Leaf::new(name);
    let lead = maker.paper.lead.as_ref().map(|lead| maker.filled(lead, None));
    leaf.head(format!("{title}: {sheet}"), lead);
    for group in side_by_side(sections) {
        leaf.beside(&group, |leaf, part| put(maker, leaf, part));
    }
    leaf.fit_to_paper();
    (leaf.page, listed)
}

fn put<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    maker.begin(leaf, part);
    match part.shows {
        Shows::Schools => counts::schools(maker, leaf, part),
        Shows::Statuses => counts::statuses(maker, leaf, part),
        Shows::Contexts => counts::contexts(maker, leaf, part),
        Shows::Inspections => counts::inspections(maker, leaf, part),
        Shows::Table => table::put(maker, leaf, part),
        Shows::Floors => floors::put(maker, leaf, part),
        Shows::Aims => aims::put(maker, leaf),
        Shows::Moderation => moderation::put(maker, leaf),
        Shows::Room => super::school::room(leaf, part),
        Shows::Indications
        | Shows::GradesProposed
        | Shows::RiskPicture
        | Shows::Progress
        | Shows::Changes
        | Shows::Words
        | Shows::Identity
        | Shows::Strengths
        | Shows::Status
        | Shows::Grades
        | Shows::Floor
        | Shows::Figures
        | Shows::Gaps
        | Shows::Risks
        | Shows::CannotSay
        | Shows::Support
        | Shows::Options
        | Shows::Plans
        | Shows::Discuss
        | Shows::Visit => {}
    }
}
