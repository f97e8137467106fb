//! The columns in which officers decide, the same on every sheet that asks for a decision.

use std::borrow::Cow;

use super::keys;
use crate::decision::{Decision, DecisionKey};
use crate::report::context::Context;
use crate::report::sheet::{Cell, Choice, Column, Look, Role, Row, Shown};

const INPUT: Look = Look::of(Role::Input);

/// A hidden column with a name for machines.
pub(crate) fn hidden<'a>(id: &'static str) -> Column<'a> {
    Column { id, hidden: true, ..Column::new(id, 12.0) }
}

/// A column in which something is written.
pub(crate) fn input<'a>(id: &'static str, title: Cow<'a, str>, width: f64, choice: Option<Choice>) -> Column<'a> {
    Column { id, choice, ..Column::new(title, width).looking(INPUT) }
}

/// Decision, owner, due date, note, whether it still stands, why to look again; and the hidden ones.
pub(crate) fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let choices = context.rulebook().report.decisions.iter().map(ToString::to_string).collect();
    let mut due = input(keys::DUE, words.text("column.due"), 13.0, Some(Choice::Day));
    due.look = INPUT.shown(Shown::Day);
    let mut note = input(keys::NOTE, words.text("column.note"), 34.0, None);
    note.look = INPUT.wrapped();
    let mut columns = vec![
        input(keys::DECISION, words.text("column.decision"), 13.0, Some(Choice::OneOf(choices))),
        input(keys::OWNER, words.text("column.owner"), 18.0, None),
        due,
        note,
    ];
    columns.extend(again(context));
    columns
}

/// Why to look again, whether it still stands, and the hidden columns: for every kind of decision.
pub(crate) fn again<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let confirm = Choice::OneOf(vec![words.say("yes").to_owned()]);
    vec![
        Column::new(words.text("column.look-again"), 30.0).wrapped(),
        input(keys::CONFIRM, words.text("column.confirm"), 11.0, Some(confirm)),
        hidden(keys::EVIDENCE),
        hidden(keys::MADE_ON),
        hidden(keys::CARRIED),
    ]
}

/// The cells of a decision.
pub(crate) fn cells<'a>(context: &Context<'a>, key: &DecisionKey, evidence: String) -> Row<'a> {
    let decision = context.inputs.decisions.decisions.get(key);
    let mut row = vec![
        Cell::maybe(decision.and_then(|d| d.decision.as_deref())),
        Cell::maybe(decision.and_then(|d| d.owner.as_deref())),
        Cell::date(decision.and_then(|d| d.due)),
        Cell::maybe(decision.and_then(|d| d.note.as_deref())),
    ];
    let made_on = decision.and_then(|d| d.made_on.as_deref());
    row.extend(again_cells(context, key, evidence, made_on, keys::carried(None, decision), is_made(decision)));
    row
}

/// Whether anything was decided.
fn is_made(decision: Option<&Decision>) -> bool {
    !keys::carried(None, decision).is_empty()
}

/// The cells of [`again`].
pub(crate) fn again_cells<'a>(
    context: &Context<'a>,
    key: &DecisionKey,
    evidence: String,
    made_on: Option<&'a str>,
    carried: String,
    made: bool,
) -> Row<'a> {
    let ink = context.mark_ink("doubt");
    let look_again = match context.inputs.carried.stale.get(key) {
        Some(stale) => {
            let by = stale.review_by.map(|day| context.words.fill("decision.review-by", &[("day", long_day(day))]));
            let text = [Some(stale.reason.clone()), by].into_iter().flatten().collect::<Vec<_>>().join("\n");
            let signed = context.palette.signed(ink, &text);
            Cell::text(signed).looking(Look::of(Role::Body).inked(ink).wrapped())
        }
        None => Cell::BLANK,
    };
    let made_on = if made { made_on } else { None };
    vec![look_again, Cell::BLANK, Cell::text(evidence), Cell::maybe(made_on), Cell::text(carried)]
}

/// A day in words: `8 January 2013`.
pub(crate) fn long_day(day: chrono::NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
