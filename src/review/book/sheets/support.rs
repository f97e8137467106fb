//! The support plan: one row for each school, strand and team.

use super::super::asked::Asked;
use super::super::deciding;
use super::super::evidence_print::prints;
use crate::judge::advise::{SchoolAdvice, SupportAdvice};
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow, listed};
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let advised = || context.advised();
    let rows = advised()
        .flat_map(move |(row, advice)| advice.support.iter().map(move |support| cells(context, row, advice, support)));
    TablePlan {
        about: words.text("support.about"),
        none: words.text("support.none"),
        count: advised().map(|(_, advice)| advice.support.len()).sum(),
        rows: Box::new(rows),
        ..deciding::sheet(context, "tab.support", "support.title", columns(context))
    }
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let own = vec![
        Column::new(words.text("column.status"), 20.0).wrapped(),
        Column::new(words.text("column.strand"), 26.0).wrapped(),
        Column::new(words.text("column.grade"), 8.0),
        Column::new(words.text("column.team"), 24.0).wrapped(),
        Column::new(words.text("column.forms"), 40.0).wrapped(),
        Column::new(words.text("column.why"), 42.0).wrapped(),
        Column::new(words.text("column.calls-for"), 36.0).wrapped(),
        Column::new(words.text("column.rule-place"), 18.0).looking(Look::of(Role::Quiet)),
    ];
    deciding::row_columns(context, own)
}

fn cells<'a>(
    context: &Context<'a>,
    row: SchoolRow<'a>,
    advice: &'a SchoolAdvice,
    support: &'a SupportAdvice,
) -> Row<'a> {
    let asked = asked(context, row, support);
    let calls_for: Vec<&str> = advice
        .triggers
        .iter()
        .filter(|trigger| trigger.strand == support.strand)
        .map(|trigger| &*trigger.requires)
        .collect();
    let own = vec![
        context.status(row.findings.status.rule),
        Cell::maybe(support.strand.map(|strand| context.strand(strand))),
        support.grade.map_or(Cell::BLANK, |grade| context.grade(grade)),
        Cell::text(&*support.team),
        Cell::text(listed(&support.forms)),
        Cell::text(&*support.why),
        Cell::text(calls_for.join("\n")),
        Cell::text(support.place.to_string()),
    ];
    deciding::row_cells(context, row, asked, own)
}

/// What is asked of support by a team.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>, support: &SupportAdvice) -> Asked {
    let (evidence, evidence_before) = prints(|print| {
        let print = print.about(context, &support.id).rules(context, row, &support.rules);
        match support.strand {
            Some(strand) => print.grades(context, row, strand),
            None => print,
        }
    });
    let strand = support.strand.map_or(String::new(), |strand| format!(", {}", context.strand(strand)));
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: support.id.clone() },
        title: format!("{}{strand}", support.team),
        evidence,
        evidence_before,
        words: support.why.clone(),
    }
}
