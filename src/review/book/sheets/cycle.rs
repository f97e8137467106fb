//! The annual cycle: what is due next, for which schools, with what papers.

use crate::judge::advise::CycleStep;
use crate::review::context::{Context, listed};
use crate::rulebook::model::CycleEvent;
use workbook::write::{Cell, Column, Look, Role, Row, Shown, TablePlan};

/// Schools named in one cell.
const NAMED: usize = 15;

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
    Some(plan.with_rows(rows))
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let day = Look::of(Role::Body).shown(Shown::Day);
    vec![
        Column::new(words.text("column.event"), 34.0).wrapped(),
        Column::new(words.text("column.kind"), 12.0),
        Column::new(words.text("column.from"), 13.0).looking(day),
        Column::new(words.text("column.to"), 13.0).looking(day),
        Column::new(words.text("column.focus"), 30.0).wrapped(),
        Column::new(words.text("column.purpose"), 56.0).wrapped(),
        Column::new(words.text("column.papers"), 36.0).wrapped(),
        Column::new(words.text("column.schools"), 9.0).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.which-schools"), 46.0).wrapped(),
        Column::new(words.text("column.takes-part"), 28.0).wrapped(),
        Column::new(words.text("column.reported-to"), 26.0).wrapped(),
        Column::new(words.text("column.source"), 30.0).wrapped(),
    ]
}

fn cells<'a>(context: &'a Context<'a>, step: &'a CycleStep, event: &'a CycleEvent) -> Row<'a> {
    vec![
        Cell::text(&*event.title).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(context.words.shown(&event.kind)),
        Cell::date(Some(step.from)),
        Cell::date(Some(step.to)),
        Cell::maybe(event.focus.as_deref()),
        Cell::text(listed(&event.purpose)),
        Cell::text(listed(&event.papers)),
        Cell::count(step.schools.len()),
        Cell::text(which(context, &step.schools, &step.unsure)),
        Cell::text(listed(&event.who)),
        Cell::text(listed(&event.reported_to)),
        Cell::text(&*event.source),
    ]
}

/// The schools by name, unless it is all of them.
pub(super) fn which(context: &Context<'_>, schools: &[usize], unsure: &[usize]) -> String {
    let name = |at: &usize| context.inputs.dataset.schools.get(*at).map(|school| school.identity.name.to_string());
    let mut said = if !schools.is_empty() && schools.len() == context.schools.len() {
        context.words.say("cycle.all-schools").to_owned()
    } else {
        let mut names: Vec<String> = schools.iter().filter_map(name).take(NAMED).collect();
        if schools.len() > NAMED {
            names.push(context.words.fill("and-more", &[("n", (schools.len() - NAMED).to_string())]));
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
