//! Who the school is, where it stands, the floor that is for it.

use super::super::leaf::Leaf;
use super::Page;
use crate::judge::evaluate::Outcome;
use crate::review::book::sheets::schools;
use crate::rulebook::expression::Read;
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{PaperSection, RuleKind, Shows};
use workbook::write::{Cell, Look, Role};

/// Words and value, three times in a row.
const SHARES: [u16; 6] = [4, 4, 4, 5, 4, 4];

/// Numbers and the measures named, three in a row.
pub(super) fn put<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let identity = &page.row.school.identity;
    let mut all: Vec<(String, Cell<'a>)> = Vec::new();
    // a paper that says who the school is in two places has its numbers in the first
    let first = page.maker.paper.sections.iter().find(|section| section.shows == Shows::Identity);
    if first.is_none_or(|first| std::ptr::eq(first, part)) {
        all.extend(identity.urn.map(|urn| (page.text("column.urn"), Cell::text(urn.to_string()))));
        all.extend(identity.laestab.map(|number| (page.text("paper.laestab"), Cell::text(number.to_string()))));
    }
    all.extend(part.measures.iter().filter_map(|measure| measured(page, *measure)));
    for pair in all.chunks(SHARES.len() / 2) {
        let mut cells = Vec::new();
        for (words, value) in pair {
            cells.push(Cell::text(words.clone()).looking(Look::of(Role::Quiet).wrapped()));
            cells.push(at_the_left(value.clone()));
        }
        // a line under what is empty too
        cells.resize(SHARES.len(), Cell::BLANK.looking(Look::of(Role::Body)));
        leaf.cells(&SHARES, cells);
    }
}

/// Numbers stand where words do, below one another.
fn at_the_left(cell: Cell<'_>) -> Cell<'_> {
    let look = cell.look.unwrap_or(Look::of(Role::Body));
    let role = if look.role == Role::Quiet { Role::Quiet } else { Role::Strong };
    cell.looking(Look { role, left: true, ..look }.wrapped())
}

/// A measure with its title, in the newest year for which it is known; left out where no workbook has it.
fn measured<'a>(page: &Page<'a, '_>, id: MeasureId) -> Option<(String, Cell<'a>)> {
    let context = page.maker.context;
    let measure = context.rulebook().measure(id)?;
    let figure = page.maker.inputs.views.figure(page.row.at, &Read::own(id));
    if matches!(figure.reading.value, Err(crate::domain::Missing::NoColumn)) {
        return None;
    }
    Some((measure.title.to_string(), context.value(&figure.reading.value, Some(measure))))
}

/// Where it stands, and why.
pub(super) fn status<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>) {
    let context = page.maker.context;
    leaf.line(context.status(page.row.findings.status.rule));
    let why = context.why_in_brief(page.row);
    if !why.is_empty() {
        leaf.words(why);
    }
}

/// The floor that bears on the school, in the rule's own sentence.
pub(super) fn floor<'a>(page: &Page<'a, '_>, leaf: &mut Leaf<'a>) {
    let context = page.maker.context;
    let [answer, against] = schools::floor(context, page.row);
    leaf.cells(&[8, 16], vec![answer, against.looking(Look::of(Role::Body).wrapped())]);
    let floors = context.findings(page.row).filter(|(rule, _)| matches!(rule.kind, RuleKind::Floor { .. }));
    let bearing = floors.filter(|(_, finding)| finding.outcome != Outcome::NotApplicable);
    let Some((rule, finding)) = bearing.min_by_key(|(_, finding)| finding.outcome) else { return };
    let said = match context.reason_in_brief(finding).filter(|_| finding.outcome == Outcome::CannotSay) {
        Some(reason) => format!("{}: {reason}", rule.title),
        _ => finding.said(rule).to_owned(),
    };
    leaf.words(said);
}
