//! What is due, a row for each school that a step of the cycle is for: by school or by step, as it is filtered.

use std::sync::Arc;

use crate::judge::advise::{CycleStep, Overdue, Time};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::CycleEvent;
use workbook::write::{Cell, Column, Look, Role, Row, Shown, TablePlan};

/// The plan of the sheet; none where the rulebook has no cycle.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    let cycle = &context.rulebook().cycle;
    if cycle.is_empty() {
        return None;
    }
    let words = context.words;
    let steps = context.inputs.advice.cycle.iter();
    let steps = steps.filter_map(|step| Some((step, cycle.get(step.event)?)));
    let late = context.inputs.advice.overdue.iter().flat_map(|late| overdue(context, late));
    let rows = late.chain(steps.flat_map(|(step, event)| of_step(context, step, event))).collect();
    let plan = TablePlan {
        about: words.text("due.about"),
        none: words.text("due.none"),
        frozen: 1,
        ..TablePlan::new(&context.tab("tab.due"), words.say("due.title"), columns(context))
    };
    Some(plan.with_rows(rows))
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let day = Look::of(Role::Body).shown(Shown::Day);
    vec![
        Column::new(words.text("column.school"), 34.0),
        Column::new(words.text("column.urn"), 9.0).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.from"), 12.0).looking(day),
        Column::new(words.text("column.to"), 12.0).looking(day),
        Column::new(words.text("column.event"), 46.0),
        Column::new(words.text("column.kind"), 10.0),
        Column::new(words.text("column.papers"), 60.0),
        Column::new(words.text("column.takes-part"), 44.0),
        Column::new(words.text("column.unsure"), 12.0),
        Column::new(words.text("column.overdue"), 14.0).looking(day),
    ]
}

fn of_step<'a>(context: &'a Context<'a>, step: &'a CycleStep, event: &'a CycleEvent) -> Vec<Row<'a>> {
    each(context, [&step.schools, &step.unsure], (event, step.time), &|| Cell::BLANK)
}

/// Schools of which a visit should have been recorded by a day that is past.
fn overdue<'a>(context: &'a Context<'a>, late: &'a Overdue) -> Vec<Row<'a>> {
    let Some(event) = context.rulebook().cycle.get(late.event) else { return Vec::new() };
    each(context, [&late.schools, &late.unsure], (event, late.time), &|| Cell::date(Some(late.by)))
}

/// The schools in the review's order; those of which it cannot be said are marked.
fn each<'a>(
    context: &'a Context<'a>,
    [sure, unsure]: [&[usize]; 2],
    event: (&'a CycleEvent, Time),
    overdue: &dyn Fn() -> Cell<'a>,
) -> Vec<Row<'a>> {
    let row = |one: &SchoolRow<'a>| {
        let is_unsure = unsure.binary_search(&one.at).is_ok();
        if !is_unsure && sure.binary_search(&one.at).is_err() {
            return None;
        }
        let mark = if is_unsure { Cell::text(context.words.text("yes")) } else { Cell::BLANK };
        Some(cells(context, *one, event, [mark, overdue()]))
    };
    context.schools.iter().filter_map(row).collect()
}

fn cells<'a>(
    context: &'a Context<'a>,
    school: SchoolRow<'a>,
    (event, time): (&'a CycleEvent, Time),
    ends: [Cell<'a>; 2],
) -> Row<'a> {
    let joined = |all: &[Arc<str>]| Cell::text(all.join("; "));
    let mut row = vec![
        Cell::text(school.name()),
        school.urn(),
        Cell::date(Some(time.from)),
        Cell::date(Some(time.to)),
        Cell::text(&*event.title),
        Cell::text(context.words.shown(&event.kind)),
        joined(&event.papers),
        joined(&event.who),
    ];
    row.extend(ends);
    row
}
