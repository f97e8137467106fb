//! The first page of a comparison: how much changes, what makes the difference, and which way schools go.

use std::collections::BTreeMap;

use super::{Sheets, because, changed_schools, counts};
use crate::bench::compare::{Aspect, Change};
use workbook::write::{Cell, Look, PagePlan, Role};

/// Columns of the page, from 0.
const LAST: u16 = 3;

pub(super) fn front<'a>(sheets: &'a Sheets<'a>) -> PagePlan<'a> {
    let mut page = PagePlan {
        name: "Summary".to_owned(),
        widths: vec![34.0, 26.0, 26.0, 10.0],
        portrait: true,
        ..PagePlan::default()
    };
    page.heights.push((0, 30.0));
    let lead = |text: String, role: Role| Cell::text(text).looking(Look::of(role).wrapped());
    page.put_across(0, 0, LAST, lead("What changes for schools".to_owned(), Role::Title));
    page.put_across(1, 0, LAST, lead(sheets.title.to_owned(), Role::Lead));
    page.put_across(2, 0, LAST, lead(changed_schools(sheets.changes, sheets.schools), Role::Lead));
    let mut row = 4;
    aspects(&mut page, &mut row, sheets.changes);
    if sheets.changes.is_empty() {
        return page;
    }
    statuses(&mut page, &mut row, sheets.changes);
    causes(&mut page, &mut row, sheets);
    page
}

fn section<'a>(page: &mut PagePlan<'a>, row: &mut u32, title: &'a str) {
    page.heights.push((*row, 22.0));
    page.put_across(*row, 0, LAST, Cell::text(title).looking(Look::of(Role::Section)));
    *row += 1;
}

/// A row of a small table: its cells, each over some columns.
fn line<'a>(page: &mut PagePlan<'a>, row: &mut u32, role: Role, cells: Vec<(u16, u16, Cell<'a>)>) {
    for (from, to, cell) in cells {
        page.put_across(*row, from, to, cell.looking(Look::of(role).wrapped()));
    }
    *row += 1;
}

fn aspects<'a>(page: &mut PagePlan<'a>, row: &mut u32, changes: &[Change]) {
    section(page, row, "How many schools change, and in what");
    line(page, row, Role::Heading, vec![(0, 2, Cell::text("In what")), (3, 3, Cell::text("Schools"))]);
    for (aspect, count) in counts(changes) {
        line(page, row, Role::Body, vec![(0, 2, Cell::text(aspect.title())), (3, 3, Cell::count(count))]);
    }
    *row += 1;
}

/// Which way schools go: how many from which status to which, and who.
fn statuses<'a>(page: &mut PagePlan<'a>, row: &mut u32, changes: &'a [Change]) {
    let mut moves: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.item.aspect == Aspect::Status) {
        let (before, after) = (change.before.as_deref().unwrap_or("–"), change.after.as_deref().unwrap_or("–"));
        moves.entry((before, after)).or_default().push(&change.name);
    }
    if moves.is_empty() {
        return;
    }
    section(page, row, "Where schools stand, before and after");
    let heads = ["Which schools", "Before", "After", "Schools"];
    line(page, row, Role::Heading, (0..).zip(heads).map(|(at, head)| (at, at, Cell::text(head))).collect());
    let mut moves: Vec<_> = moves.into_iter().collect();
    moves.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    for ((before, after), names) in moves {
        let cells = [Cell::text(some(&names)), Cell::text(before), Cell::text(after), Cell::count(names.len())];
        line(page, row, Role::Body, (0..).zip(cells).map(|(at, cell)| (at, at, cell)).collect());
    }
    *row += 1;
}

/// `Oak Tree, Mereside and 12 more`.
fn some(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let first = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// What makes the difference, and for how many schools.
fn causes<'a>(page: &mut PagePlan<'a>, row: &mut u32, sheets: &Sheets<'a>) {
    let mut causes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for change in sheets.changes {
        let schools = causes.entry(because(&change.because, sheets.edits)).or_default();
        if !schools.contains(&&*change.name) {
            schools.push(&change.name);
        }
    }
    section(page, row, "What makes the difference");
    line(page, row, Role::Heading, vec![(0, 2, Cell::text("Because of")), (3, 3, Cell::text("Schools"))]);
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    for (cause, schools) in causes {
        line(page, row, Role::Body, vec![(0, 2, Cell::text(cause)), (3, 3, Cell::count(schools.len()))]);
    }
}
