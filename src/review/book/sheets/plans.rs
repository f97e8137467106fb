//! What grades call for: objectives, plans, and the meetings that follow, as dates.

use super::super::asked::Asked;
use super::super::deciding;
use super::super::evidence_print::prints;
use crate::judge::advise::TriggerAdvice;
use crate::judge::decided::DecisionKey;
use crate::review::context::{Context, SchoolRow};
use workbook::write::{Cell, Column, Look, Role, Row, Shown, TablePlan};

/// The plan of the sheet; none where no grade calls for anything.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    let words = context.words;
    let all = || context.advised();
    if context.rulebook().triggers.is_empty() && all().all(|(_, advice)| advice.triggers.is_empty()) {
        return None;
    }
    let meetings = all().flat_map(|(_, advice)| &advice.triggers).map(|trigger| trigger.meetings.len()).max();
    let meetings = meetings.unwrap_or(0);
    let rows = all().flat_map(move |(row, advice)| {
        advice.triggers.iter().map(move |trigger| cells(context, row, trigger, meetings))
    });
    Some(TablePlan {
        about: words.text("plans.about"),
        none: words.text("plans.none"),
        count: all().map(|(_, advice)| advice.triggers.len()).sum(),
        rows: Box::new(rows),
        ..deciding::sheet(context, "tab.plans", "plans.title", columns(context, meetings))
    })
}

fn columns<'a>(context: &Context<'a>, meetings: usize) -> Vec<Column<'a>> {
    let words = context.words;
    let mut own = vec![
        Column::new(words.text("column.strand"), 26.0).wrapped(),
        Column::new(words.text("column.grade"), 8.0),
        Column::new(words.text("column.plan"), 26.0).wrapped(),
        Column::new(words.text("column.requires"), 44.0).wrapped(),
        Column::new(words.text("column.meeting"), 24.0).wrapped(),
    ];
    let day = Look::of(Role::Body).shown(Shown::Day);
    own.extend((1..=meetings).map(|number| {
        Column::new(words.fill("column.meeting-number", &[("n", number.to_string())]), 13.0).looking(day)
    }));
    deciding::row_columns(context, own)
}

fn cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, trigger: &'a TriggerAdvice, meetings: usize) -> Row<'a> {
    let asked = asked(context, row, trigger);
    let mut own = vec![
        Cell::maybe(trigger.strand.map(|strand| context.strand(strand))),
        trigger.grade.map_or(Cell::BLANK, |grade| context.grade(grade)),
        Cell::text(&*trigger.title),
        Cell::text(&*trigger.requires),
        Cell::maybe(trigger.meeting.as_deref()),
    ];
    own.extend((0..meetings).map(|number| Cell::date(trigger.meetings.get(number).copied())));
    deciding::row_cells(context, row, asked, own)
}

/// What is asked of a plan. What a grade calls for rests on the grade, what a rule calls for on the status.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>, trigger: &TriggerAdvice) -> Asked {
    let key = DecisionKey { school: row.school.identity.key.clone(), about: trigger.id.clone() };
    let grade = trigger.grade.and_then(|grade| context.rulebook().judgements.grades.get(usize::from(grade)));
    let (Some(of), Some(grade)) = (trigger.strand, grade) else {
        let words = context.rule_title(row.findings.status.rule).to_string();
        let (evidence, evidence_before) =
            prints(|print| print.about(context, &trigger.id).rule(context, row.findings.status.rule));
        return Asked { key, title: trigger.title.to_string(), evidence, evidence_before, words };
    };
    let strand = context.strand(of).into_owned();
    let (evidence, evidence_before) = prints(|print| print.about(context, &trigger.id).grades(context, row, of));
    Asked {
        key,
        title: format!("{}, {strand}", trigger.title),
        evidence,
        evidence_before,
        words: context.words.fill("decision.on-grade", &[("strand", strand), ("grade", grade.id.to_string())]),
    }
}
