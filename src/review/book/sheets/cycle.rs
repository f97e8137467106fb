//! The annual cycle: what is due next, for which schools, with what papers.

use crate::judge::advise::CycleStep;
use crate::review::book::deciding;
use crate::review::context::{Context, listed};
use crate::rulebook::model::CycleEvent;
use workbook::write::{Cell, Choice, Column, Look, Printed, Role, Row, Shown, TablePlan};

/// What is printed ends with the papers; the rest is on one line, so that rows are as high as what is printed.
const LAST_PRINTED: u16 = 7;
/// Schools named in one cell.
const NAMED: usize = 5;

/// The plan of the sheet; none where the rulebook has no cycle.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    if context.rulebook().cycle.is_empty() {
        return None;
    }
    let words = context.words;
    let steps = context.inputs.advice.cycle.iter();
    let rows = steps.filter_map(|step| Some(cells(context, step, context.rulebook().cycle.get(step.event)?))).collect();
    let plan = TablePlan {
        about: words.text("cycle.about"),
        none: words.text("cycle.none"),
        frozen: 1,
        ..TablePlan::new(&context.tab("tab.cycle"), words.say("cycle.title"), columns(context))
    };
    let mut plan = plan.with_rows(rows);
    plan.printed = Some(Printed { rows: plan.count, to: LAST_PRINTED });
    Some(plan)
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let day = Look::of(Role::Body).shown(Shown::Day);
    // a day typed here would take no part: where it is set is said instead
    let told = || deciding::said(context, "prompt.days", Some("prompt.days"));
    let set_elsewhere = |column| Column { choice: Some(Choice::Nothing), told: told(), ..column };
    vec![
        Column::new(words.text("column.event"), 34.0).wrapped(),
        Column::new(words.text("column.kind"), 10.0),
        set_elsewhere(Column::new(words.text("column.from"), 12.0).looking(day)),
        set_elsewhere(Column::new(words.text("column.to"), 12.0).looking(day)),
        Column::new(words.text("column.focus"), 22.0).wrapped(),
        Column::new(words.text("column.schools"), 8.0).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.which-schools"), 56.0).wrapped(),
        Column::new(words.text("column.papers"), 44.0).wrapped(),
        Column::new(words.text("column.purpose"), 80.0),
        Column::new(words.text("column.takes-part"), 60.0),
        Column::new(words.text("column.reported-to"), 40.0),
        Column::new(words.text("column.source"), 40.0),
        Column::new(words.text("column.which-schools-all"), 60.0),
    ]
}

fn cells<'a>(context: &'a Context<'a>, step: &'a CycleStep, event: &'a CycleEvent) -> Row<'a> {
    vec![
        Cell::text(&*event.title).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(context.words.shown(&event.kind)),
        Cell::date(Some(step.time.from)),
        Cell::date(Some(step.time.to)),
        Cell::maybe(event.focus.as_deref()),
        Cell::count(step.schools.len()),
        Cell::text(which(context, &step.schools, &step.unsure, NAMED)),
        Cell::text(listed(&event.papers)),
        Cell::text(event.purpose.join("; ")),
        Cell::text(event.who.join("; ")),
        Cell::text(event.reported_to.join("; ")),
        Cell::text(&*event.source),
        Cell::text(names(context, &step.schools).join("; ")),
    ]
}

/// The names of schools.
fn names(context: &Context<'_>, schools: &[usize]) -> Vec<String> {
    let name = |at: &usize| context.inputs.dataset.schools.get(*at).map(|school| school.identity.name.to_string());
    schools.iter().filter_map(name).collect()
}

/// The schools by name, so many of them, unless it is all of them.
pub(super) fn which(context: &Context<'_>, schools: &[usize], unsure: &[usize], most: usize) -> String {
    let mut said = if !schools.is_empty() && schools.len() == context.schools.len() {
        context.words.say("cycle.all-schools").to_owned()
    } else {
        let mut names = names(context, schools);
        names.truncate(most);
        if schools.len() > most {
            names.push(context.words.fill("cycle.more", &[("n", (schools.len() - most).to_string())]));
        }
        names.join(", ")
    };
    if !unsure.is_empty() {
        if !said.is_empty() {
            said.push('\n');
        }
        said.push_str(&context.words.fill("cycle.unsure", &[("n", unsure.len().to_string())]));
    }
    said
}
