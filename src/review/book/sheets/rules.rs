//! Rules in force: every rule in its own words, with its source, file and line.

use crate::review::conditions::in_lines;
use crate::review::context::Context;
use crate::rulebook::model::{Rule, RuleKind};
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// The plan of the sheet: rules in force this year first.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let year = context.inputs.evaluation.year;
    let (now, other): (Vec<&Rule>, Vec<&Rule>) =
        context.rulebook().rules.iter().partition(|rule| rule.years.contains(year));
    let rows = now.iter().map(|rule| cells(context, rule, true));
    let rows = rows.chain(other.iter().map(|rule| cells(context, rule, false))).collect();
    let plan = TablePlan {
        about: words.text("rules.about"),
        none: words.text("rules.none"),
        frozen: 2,
        ..TablePlan::new(&context.tab("tab.rules"), words.say("rules.title"), columns(context))
    };
    plan.with_rows(rows)
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    vec![
        Column::new(words.text("column.kind"), 20.0),
        Column::new(words.text("column.rule"), 42.0).wrapped(),
        Column::new(words.text("column.in-force"), 10.0).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.years"), 18.0),
        Column::new(words.text("column.holds-when"), 60.0).wrapped(),
        Column::new(words.text("column.for-schools"), 50.0).wrapped(),
        Column::new(words.text("column.source"), 44.0).wrapped(),
        Column::new(words.text("column.remark"), 50.0).wrapped(),
        Column::new(words.text("column.rule-id"), 28.0).looking(Look::of(Role::Quiet)),
        Column::new(words.text("column.rule-place"), 20.0).looking(Look::of(Role::Quiet)),
    ]
}

/// The words for a kind of rule.
fn kind(rule: &Rule) -> &'static str {
    match &rule.kind {
        RuleKind::Floor { .. } => "kind.floor",
        RuleKind::Aim { .. } => "kind.aim",
        RuleKind::Indication { .. } => "kind.indication",
        RuleKind::Risk => "kind.risk",
        RuleKind::Watch { .. } => "kind.watch",
        RuleKind::SupportWhen { .. } => "kind.support",
        RuleKind::Structure { .. } => "kind.structure",
        RuleKind::Status { .. } => "kind.status",
    }
}

fn cells<'a>(context: &Context<'a>, rule: &'a Rule, in_force: bool) -> Row<'a> {
    let words = context.words;
    let when = match (&rule.when, &rule.kind) {
        (Some(when), _) => in_lines(when, words),
        (None, RuleKind::Floor { abolished: true, .. }) => words.say("rules.abolished").to_owned(),
        (None, RuleKind::Status { otherwise: true, .. }) => words.say("rules.otherwise").to_owned(),
        (None, RuleKind::Status { cannot_say: true, .. }) => words.say("rules.cannot-say").to_owned(),
        _ => String::new(),
    };
    vec![
        Cell::text(words.text(kind(rule))),
        Cell::text(&*rule.title).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(words.text(if in_force { "yes" } else { "no" })),
        Cell::text(rule.years.to_string()),
        Cell::text(when),
        Cell::maybe(rule.applies.as_ref().map(|applies| in_lines(applies, words))),
        Cell::maybe(rule.source.as_deref()),
        Cell::maybe(rule.note.as_deref()),
        Cell::text(&*rule.id),
        Cell::text(rule.span.to_string()),
    ]
}
