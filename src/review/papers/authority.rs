//! Pages for the authority as a whole: a sheet for each name that a section begins one with.

mod aims;
mod counts;
mod floors;
mod moderation;
mod road;
mod table;
mod visited;

use super::contents::Listed;
use super::leaf::{Leaf, side_by_side};
use super::{Maker, Sheet};
use crate::rulebook::model::{PaperSection, Shows};
use workbook::write::{Cell, Look, PagePlan, Role};

/// The pages, and the list of them.
pub(super) fn pages<'a>(maker: &Maker<'a>) -> (Vec<Sheet<'a>>, Vec<Listed<'a>>) {
    let (mut sheets, mut list) = (Vec::new(), Vec::new());
    let road = |section: &PaperSection| section.shows == Shows::Road;
    // the road has its sheets to itself
    let together = |one: &PaperSection, next: &PaperSection| next.sheet.is_none() && !road(one) && !road(next);
    for sections in maker.paper.sections.chunk_by(together) {
        match sections {
            [part] if road(part) => {
                for table in road::tables(maker, part) {
                    let beside = Cell::text(table.about.clone()).looking(Look::of(Role::Body).wrapped());
                    let (title, sheet) = (table.title.clone(), Some(table.name.clone()));
                    list.push(Listed { title, sheet, beside: [Cell::BLANK, beside] });
                    sheets.push(Sheet::Table(table));
                }
            }
            _ => {
                let (plan, listed) = page(maker, sections);
                sheets.push(Sheet::Page(plan));
                list.push(listed);
            }
        }
    }
    (sheets, list)
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
        Shows::VisitOutcomes => visited::put(maker, leaf),
        Shows::Room => super::school::room(leaf, part),
        // which paper shows what is checked with the rulebook
        _ => {}
    }
}
