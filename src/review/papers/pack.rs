//! A pack: what a meeting of the cycle needs, in one workbook. In its tables something is decided under the keys of the
//! review, so that what is typed in them is read back like a copy of it.

mod concerned;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use super::contents::Listed;
use super::leaf::Leaf;
use super::{Maker, Sheet, authority, long_day, school};
use crate::review::reason;
use crate::review::verdict::needing;
use crate::rulebook::model::{PaperSection, Shows};
use workbook::write::{Cell, Look, Role};

/// Changes named on the first sheet.
const CHANGES: usize = 12;
/// Schools named there that need us first.
const FIRST: usize = 5;

/// The sheets in the order of business, and the list of them.
pub(super) fn sheets<'a>(maker: &Maker<'a>) -> (Vec<Sheet<'a>>, Vec<Listed<'a>>) {
    let (mut sheets, mut list) = (Vec::new(), Vec::new());
    let together = |one: &PaperSection, next: &PaperSection| !is_table(one) && !is_table(next) && next.sheet.is_none();
    for sections in maker.paper.sections.chunk_by(together) {
        let listed = match sections {
            [part] if is_table(part) => {
                let (table, listed) = tables::plan(maker, part);
                sheets.push(Sheet::Table(table));
                listed
            }
            page => {
                let (page, listed) = authority::page(maker, page);
                sheets.push(Sheet::Page(page));
                listed
            }
        };
        let number = list.len() + 1;
        list.push(Listed { title: format!("{number}. {}", listed.title), ..listed });
    }
    (sheets, list)
}

fn is_table(part: &PaperSection) -> bool {
    matches!(part.shows, Shows::GradesProposed | Shows::RiskPicture | Shows::Progress | Shows::Changes)
}

/// What stands on the first sheet above the order of business: what the meeting is for, when and with whom, and which of its
/// schools need us first.
pub(super) fn before_business<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    school::event(maker, leaf);
    first(maker, leaf);
    leaf.section(Some(maker.context.words.say("paper.business").to_owned()), None);
}

/// The schools of the meeting that need us first, and why in a dozen words.
fn first<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    let (context, Some((step, _))) = (maker.context, maker.event()) else { return };
    let here = needing(context).into_iter().filter(|row| step.schools.contains(&row.at));
    let here: Vec<_> = here.take(FIRST).collect();
    if here.is_empty() {
        return;
    }
    leaf.section(Some(context.words.say("front.first").to_owned()), None);
    for row in here {
        let cells = vec![
            Cell::text(row.name()).looking(Look::of(Role::Strong).wrapped()),
            context.status(row.findings.status.rule),
            Cell::text(reason::in_brief(context, row)).looking(Look::of(Role::Body).wrapped()),
        ];
        leaf.cells(&[8, 6, 11], cells);
    }
}

/// What stands below it: what changed since the last run for the schools of the meeting.
pub(super) fn changes<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>) {
    let Some((step, _)) = maker.event() else { return };
    let inputs = maker.inputs.report;
    let words = maker.context.words;
    let since = inputs.changes_since.map(|day| words.fill("front.changes.since", &[("day", long_day(day))]));
    leaf.section(Some(words.say("front.changes").to_owned()), since);
    let Some(all) = inputs.changes else { return leaf.quiet(words.text("front.changes.first-run")) };
    let schools = step.schools.iter().chain(&step.unsure).filter_map(|at| inputs.dataset.schools.get(*at));
    let schools: BTreeSet<_> = schools.map(|school| &school.identity.key).collect();
    let here = |change: &&crate::review::Change| change.school.as_ref().is_none_or(|school| schools.contains(school));
    let mut here: Vec<_> = all.iter().filter(here).collect();
    // not all are shown: those of the schools that need us most stand first, what concerns no school before them
    let rows = maker.context.schools.iter().map(|row| &row.school.identity.key);
    let places: BTreeMap<_, _> = rows.zip(1..).collect();
    here.sort_by_key(|change| change.school.as_ref().and_then(|school| places.get(school)).copied().unwrap_or(0));
    if here.is_empty() {
        leaf.quiet(words.text("front.changes.none"));
    }
    let body = Look::of(Role::Body).wrapped();
    for change in here.iter().take(CHANGES) {
        let cells = vec![
            Cell::text(&*change.name).looking(Look::of(Role::Strong).wrapped()),
            Cell::text(&*change.what).looking(body),
            Cell::text(&*change.why).looking(body),
        ];
        leaf.cells(&[8, 13, 4], cells);
    }
    if here.len() > CHANGES {
        leaf.quiet(words.fill("paper.changes-more", &[("n", (here.len() - CHANGES).to_string())]));
    }
}
