//! Structural options with their factors: laid out for discussion, never a verdict.

use super::super::asked::Asked;
use super::super::evidence_print::EvidencePrint;
use super::super::{deciding, keys};
use crate::advise::StructuralOption;
use crate::decision::DecisionKey;
use crate::report::context::{Context, SchoolRow, listed};
use crate::report::sheet::{Cell, Column, Look, Role, Row, TableKind, TablePlan};
use crate::rulebook::model::RuleKind;

/// The plan of the sheet; none where the rulebook has no structural options.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    if !context.rulebook().rules.iter().any(|rule| matches!(rule.kind, RuleKind::Structure { .. })) {
        return None;
    }
    let words = context.words;
    let all = || context.schools.iter().filter_map(|row| Some((*row, row.advice?)));
    let rows =
        all().flat_map(move |(row, advice)| advice.options.iter().map(move |option| cells(context, row, option)));
    Some(TablePlan {
        about: words.text("options.about"),
        hint: words.text("hint.decisions"),
        none: words.text("options.none"),
        frozen: 2,
        count: all().map(|(_, advice)| advice.options.len()).sum(),
        rows: Box::new(rows),
        kind: TableKind::Decisions,
        tab: context.palette.ink("input"),
        ..TablePlan::new(&context.tab("tab.options"), words.say("options.title"), columns(context))
    })
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let mut columns = vec![
        deciding::hidden(keys::KEY),
        deciding::school(context, 28.0),
        Column::new(words.text("column.phase"), 14.0).wrapped(),
        Column::new(words.text("column.status"), 20.0).wrapped(),
        Column::new(words.text("column.option"), 34.0).wrapped(),
        Column::new(words.text("column.factors"), 58.0).wrapped(),
        Column::new(words.text("column.why"), 40.0).wrapped(),
        Column::new(words.text("column.unsure"), 28.0).wrapped(),
        Column::new(words.text("column.rule-place"), 18.0).looking(Look::of(Role::Quiet)),
    ];
    columns.extend(deciding::columns(context));
    columns
}

fn cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, option: &'a StructuralOption) -> Row<'a> {
    let asked = asked(context, row, option);
    let ink = option.unsure.as_ref().and_then(|_| context.mark_ink("cannot-say"));
    let unsure = option.unsure.as_deref().map(|reason| context.palette.signed(ink, reason));
    let mut cells = vec![
        Cell::text(keys::written(&asked.key)),
        Cell::text(row.name()).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(context.phase(row.at)),
        context.status(row.findings.status.rule),
        Cell::text(&*option.title),
        Cell::text(listed(&option.factors)),
        Cell::text(&*option.why),
        Cell::maybe(unsure).looking(Look::of(Role::Body).inked(ink).wrapped()),
        Cell::text(option.place.to_string()),
    ];
    cells.extend(deciding::cells(context, asked));
    cells
}

/// What is asked of a structural option.
pub(in crate::report::review) fn asked(context: &Context<'_>, row: SchoolRow<'_>, option: &StructuralOption) -> Asked {
    let status = row.findings.status.rule;
    let evidence = EvidencePrint::default().words(&option.id).rules(context, row, &[option.rule, status]);
    let why = [context.rule_title(status).into_owned(), option.why.clone()];
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: option.id.clone() },
        title: option.title.to_string(),
        evidence: evidence.finish(),
        words: why.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "),
    }
}
