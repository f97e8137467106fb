//! What is due, a row for each school that a step of the cycle is for: by school or by step, as it is filtered.

use std::sync::Arc;

use chrono::NaiveDate;

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
    let advice = context.inputs.advice;
    let late = advice.overdue.iter().filter_map(|late| Some(Due::late(late, cycle.get(late.event)?)));
    let steps = advice.cycle.iter().filter_map(|step| Some(Due::step(step, cycle.get(step.event)?)));
    let due: Vec<Due<'a>> = late.chain(steps).collect();
    Some(TablePlan {
        about: words.text("due.about"),
        none: words.text("due.none"),
        frozen: 1,
        count: due.iter().map(|due| due.schools(context).count()).sum(),
        rows: Box::new(due.into_iter().flat_map(move |due| due.rows(context))),
        ..TablePlan::new(&context.tab("tab.due"), words.say("due.title"), columns(context))
    })
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

/// One step of the cycle and the schools it is for.
struct Due<'a> {
    event: &'a CycleEvent,
    time: Time,
    schools: &'a [usize],
    /// those of which it cannot be said
    unsure: &'a [usize],
    /// the day that is past by which a visit should have been recorded
    overdue: Option<NaiveDate>,
}

impl<'a> Due<'a> {
    fn step(step: &'a CycleStep, event: &'a CycleEvent) -> Self {
        Self { event, time: step.time, schools: &step.schools, unsure: &step.unsure, overdue: None }
    }

    fn late(late: &'a Overdue, event: &'a CycleEvent) -> Self {
        Self { event, time: late.time, schools: &late.schools, unsure: &late.unsure, overdue: Some(late.by) }
    }

    /// The schools in the review's order, and whether it cannot be said of each.
    fn schools(&self, context: &'a Context<'a>) -> impl Iterator<Item = (SchoolRow<'a>, bool)> {
        context.schools.iter().filter_map(|one| {
            let unsure = self.unsure.binary_search(&one.at).is_ok();
            (unsure || self.schools.binary_search(&one.at).is_ok()).then_some((*one, unsure))
        })
    }

    fn rows(&self, context: &'a Context<'a>) -> Vec<Row<'a>> {
        let row = |(school, unsure): (SchoolRow<'a>, bool)| {
            let mark = if unsure { Cell::text(context.words.text("yes")) } else { Cell::BLANK };
            cells(context, school, (self.event, self.time), [mark, Cell::date(self.overdue)])
        };
        self.schools(context).map(row).collect()
    }
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
