//! Closed since: decisions whose recommendation, rule or school is no longer there. Kept, never dropped.

use super::super::{deciding, keys};
use crate::review::LapsedDecision;
use crate::review::context::Context;
use workbook::write::{Cell, Column, Look, Role, Row, Shown, TablePlan};

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let carried = context.inputs.carried;
    let closed = carried.closed.iter().map(|lapsed| cells(context, lapsed, "closed.no-longer"));
    let orphans = carried.orphans.iter().map(|lapsed| cells(context, lapsed, "closed.orphan"));
    let rows = closed.chain(orphans).collect();
    let plan = TablePlan {
        about: words.text("closed.about"),
        none: words.text("closed.none"),
        frozen: 2,
        hidden: true,
        ..TablePlan::new(&context.tab("tab.closed"), words.say("closed.title"), columns(context))
    };
    plan.with_rows(rows)
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let day = Look::of(Role::Body).shown(Shown::Day);
    let named = |id: &'static str, column: Column<'a>| Column { id, ..column };
    let mut columns = vec![
        deciding::hidden(keys::KEY),
        deciding::school(context, 30.0),
        Column::new(words.text("column.kind"), 22.0).wrapped(),
        named(keys::TITLE, Column::new(words.text("column.about"), 44.0).wrapped()),
        named(keys::REASON, Column::new(words.text("column.why"), 44.0).wrapped()),
        named(keys::SINCE, Column::new(words.text("column.since"), 13.0).looking(day)),
        named(keys::AGREED, Column::new(words.text("grade.agreed"), 10.0).looking(Look::of(Role::Body).centred())),
        named(keys::DECISION, Column::new(words.text("column.decision"), 13.0)),
        named(keys::OWNER, Column::new(words.text("column.owner"), 18.0)),
        named(keys::DUE, Column::new(words.text("column.due"), 13.0).looking(day)),
        named(keys::NOTE, Column::new(words.text("column.note"), 40.0).wrapped()),
        deciding::hidden(keys::MADE_ON),
        deciding::hidden(keys::MADE_ON_WORDS),
        deciding::hidden(keys::SEEN),
        deciding::hidden(keys::CARRIED),
    ];
    let of_plan = deciding::plan_columns(context).into_iter();
    columns.extend(of_plan.map(|column| Column {
        choice: None,
        look: Look { role: Role::Body, ..column.look },
        ..column
    }));
    columns
}

fn cells<'a>(context: &Context<'a>, lapsed: &'a LapsedDecision, kind: &'a str) -> Row<'a> {
    let decision = &lapsed.decision;
    let mut cells = vec![
        Cell::text(keys::written(&lapsed.key)),
        Cell::text(&*lapsed.school).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(context.words.text(kind)),
        Cell::text(&*lapsed.title),
        Cell::text(&*lapsed.reason),
        Cell::date(lapsed.since),
        Cell::maybe(lapsed.grade.as_deref()),
        Cell::maybe(decision.decision.as_deref()),
        Cell::maybe(decision.owner.as_deref()),
        deciding::due(Some(decision)),
        Cell::maybe(decision.note.as_deref()),
        Cell::maybe(decision.made_on.as_deref()),
        Cell::maybe(decision.made_on_words.as_deref()),
        Cell::maybe(decision.seen.map(|day| day.to_string())),
        Cell::text(keys::carried(lapsed.grade.as_deref(), Some(decision))),
    ];
    if context.rulebook().plans.is_some() {
        cells.extend(deciding::of_plan(Some(decision)));
    }
    cells
}
