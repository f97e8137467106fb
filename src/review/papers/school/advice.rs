//! What follows: support and teams, structural options, plans and meetings.

use super::super::leaf::Leaf;
use super::super::long_day;
use super::{Page, room_to_write};
use crate::judge::advise::{StructuralOption, SupportAdvice, TriggerAdvice};
use crate::review::{holidays, lives, targets};
use crate::rulebook::model::{PaperSection, Reads};
use workbook::write::{Cell, Look, Role};

const BODY: Look = Look::of(Role::Body).wrapped();
const STRONG: Look = Look::of(Role::Strong).wrapped();

/// Strand, team, forms of support.
pub(super) fn support<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>) {
    let Some(advice) = page.row.advice.filter(|advice| !advice.support.is_empty()) else {
        return page.say(leaf, "paper.no-support");
    };
    // strands that one team supports in the same forms share a row
    let mut rows: Vec<(Vec<String>, &SupportAdvice)> = Vec::new();
    for one in &advice.support {
        let strand = one.strand.map_or(String::new(), |strand| page.maker.context.strand_short(strand).to_owned());
        match rows.iter_mut().find(|(_, other)| other.team == one.team && other.forms == one.forms) {
            Some((strands, _)) => strands.push(strand),
            None => rows.push((vec![strand], one)),
        }
    }
    for (strands, one) in rows {
        let forms = one.forms.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let cells = vec![
            Cell::text(strands.join(", ")).looking(BODY),
            Cell::text(&*one.team).looking(STRONG),
            Cell::text(forms).looking(BODY),
        ];
        leaf.cells(&[4, 6, 14], cells);
    }
}

/// Options laid out for a discussion, with what makes it unsure whether one can apply.
pub(super) fn options<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>) {
    let Some(advice) = page.row.advice.filter(|advice| !advice.options.is_empty()) else {
        return page.say(leaf, "paper.no-options");
    };
    let title = |option: &StructuralOption| {
        Cell::text(format!("• {}", page.maker.context.option_title(option))).looking(Look::of(Role::Plain).wrapped())
    };
    // two in a row where there is the width
    let across = if leaf.is_whole() { 2 } else { 1 };
    for options in advice.options.chunks(across) {
        leaf.cells(if across == 2 { &[12, 12] } else { &[24] }, options.iter().map(title).collect());
    }
}

/// Plans that grades call for, each with its next meetings.
pub(super) fn plans<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let triggers = page.row.advice.map_or(&[][..], |advice| &advice.triggers);
    let going_on: Vec<&TriggerAdvice> = triggers.iter().filter(|plan| lives::goes_on(plan)).collect();
    if going_on.is_empty() {
        return page.say(leaf, "paper.no-plans");
    }
    let read = part.reads.values().any(|reads| *reads == Reads::Progress);
    let mut shares = vec![7, 9, 9];
    if !part.columns.is_empty() {
        shares = vec![4, 5, 5];
        shares.extend(part.columns.iter().map(|_| 5));
        let mut titles = ["column.plan", "column.requires", "column.next-meeting"].map(|name| page.text(name)).to_vec();
        titles.extend(part.columns.iter().map(|title| title.to_string()));
        leaf.headings(&shares, titles);
    }
    for (strands, one) in together(page, &going_on, part.columns.is_empty()) {
        let title = page.maker.context.plan_for(one, &strands);
        let context = page.maker.context;
        let meetings: Vec<String> = one.meetings.iter().take(3).map(|day| long_day(*day)).collect();
        let agreed_at = one.life.as_ref().and_then(|life| lives::agreed_at(context, life));
        let meetings = match &one.meeting {
            Some(name) if !meetings.is_empty() => format!("{name}: {}", meetings.join(", ")),
            _ => match agreed_at {
                Some((event, when)) => context.words.fill("paper.plan-agreed-at", &[("event", event), ("when", when)]),
                None => meetings.join(", "),
            },
        };
        let mut cells = vec![
            Cell::text(title).looking(STRONG),
            Cell::text(if read { with_target(page, one) } else { one.requires.to_string() }).looking(BODY),
            Cell::text(meetings).looking(BODY),
        ];
        cells.extend(room_to_write(part.columns.len()));
        leaf.cells(&shares, cells);
    }
    let context = page.maker.context;
    let meetings = going_on.iter().flat_map(|plan| &plan.meetings);
    if let Some(years) = holidays::years_without(context.rulebook(), meetings) {
        leaf.quiet(context.words.fill("paper.holidays-not-given", &[("years", years)]));
    }
}

/// What has to be done, what the plan is to reach and how far it has come or what it might be, and what the last visit says.
fn with_target(page: &Page<'_, '_>, plan: &TriggerAdvice) -> String {
    let context = page.maker.context;
    let target = targets::typed_or_proposed(context, page.row, plan);
    let visited = lives::visited(context, page.row, plan);
    std::iter::once(plan.requires.to_string()).chain(target).chain(visited).collect::<Vec<_>>().join("\n")
}

/// Plans with the short names of their strands; strands with the same plan share a row where nothing is written beside.
fn together<'a>(
    page: &Page<'a, '_>,
    triggers: &[&'a TriggerAdvice],
    share: bool,
) -> Vec<(Vec<String>, &'a TriggerAdvice)> {
    let mut rows: Vec<(Vec<String>, &TriggerAdvice)> = Vec::new();
    let begun = |one: &TriggerAdvice| one.life.as_ref().is_some_and(|life| life.begun.is_some());
    for one in triggers.iter().copied() {
        let same = |other: &TriggerAdvice| {
            other.title == one.title
                && other.meetings == one.meetings
                && begun(other) == begun(one)
                && other.strand.is_some() == one.strand.is_some()
        };
        let name = one.strand.map(|strand| page.maker.context.strand_short(strand).to_owned());
        match rows.iter_mut().find(|(_, other)| share && same(other)) {
            Some((strands, _)) => strands.extend(name),
            None => rows.push((name.into_iter().collect(), one)),
        }
    }
    rows
}
