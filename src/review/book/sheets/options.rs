//! Structural options with their factors: laid out for discussion, never a verdict.

use super::super::asked::Asked;
use super::super::deciding;
use super::super::evidence_print::prints;
use crate::judge::advise::StructuralOption;
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow, listed};
use crate::rulebook::model::RuleKind;
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// The plan of the sheet; none where the rulebook has no structural options.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    if !context.rulebook().rules.iter().any(|rule| matches!(rule.kind, RuleKind::Structure { .. })) {
        return None;
    }
    let words = context.words;
    let all = || context.advised();
    let rows =
        all().flat_map(move |(row, advice)| advice.options.iter().map(move |option| cells(context, row, option)));
    Some(TablePlan {
        about: words.text("options.about"),
        none: words.text("options.none"),
        count: all().map(|(_, advice)| advice.options.len()).sum(),
        rows: Box::new(rows),
        ..deciding::sheet(context, "tab.options", "options.title", columns(context))
    })
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let own = vec![
        Column::new(words.text("column.status"), 20.0).wrapped(),
        Column::new(words.text("column.option"), 34.0).wrapped(),
        Column::new(words.text("column.factors"), 58.0).wrapped(),
        Column::new(words.text("column.why"), 40.0).wrapped(),
        Column::new(words.text("column.unsure"), 28.0).wrapped(),
        Column::new(words.text("column.rule-place"), 18.0).looking(Look::of(Role::Quiet)),
    ];
    deciding::row_columns(context, own)
}

fn cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, option: &'a StructuralOption) -> Row<'a> {
    let asked = asked(context, row, option);
    let ink = option.unsure.as_ref().and_then(|_| context.mark_ink("cannot-say"));
    let unsure = option.unsure.as_deref().map(|reason| context.palette.signed(ink, reason));
    let own = vec![
        context.status(row.findings.status.rule),
        Cell::text(&*option.title),
        Cell::text(listed(&option.factors)),
        Cell::text(&*option.why),
        Cell::maybe(unsure).looking(Look::of(Role::Body).inked(ink).wrapped()),
        Cell::text(option.place.to_string()),
    ];
    deciding::row_cells(context, row, asked, own)
}

/// What is asked of a structural option.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>, option: &StructuralOption) -> Asked {
    let status = row.findings.status.rule;
    let rules = [option.rule, status];
    let (evidence, evidence_before) = prints(|print| print.about(context, &option.id).rules(context, row, &rules));
    let why = [context.rule_title(status).into_owned(), option.why.clone()];
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: option.id.clone() },
        title: option.title.to_string(),
        evidence,
        evidence_before,
        words: why.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "),
    }
}
