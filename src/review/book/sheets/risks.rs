//! The risk characteristics of every school, as a matrix.

use crate::judge::evaluate::{Finding, Outcome};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind};
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// The plan of the sheet; none where the rulebook knows no risks.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    let risks: Vec<(RuleId, &Rule)> =
        context.rulebook().numbered_rules().filter(|(_, rule)| matches!(rule.kind, RuleKind::Risk)).collect();
    if risks.is_empty() {
        return None;
    }
    let words = context.words;
    let mut columns = vec![
        Column::new(words.text("column.school"), 30.0).wrapped(),
        Column::new(words.text("column.phase"), 14.0).wrapped(),
        Column::new(words.text("column.status"), 22.0).wrapped(),
        Column::new(words.text("column.risk-count"), 9.0).looking(Look::of(Role::Strong).centred()),
    ];
    columns
        .extend(risks.iter().map(|(_, rule)| Column::new(&*rule.title, 18.0).looking(Look::of(Role::Body).centred())));
    columns.push(Column::new(words.text("column.what-is-known"), 60.0).wrapped());
    let ids: Vec<RuleId> = risks.iter().map(|(id, _)| *id).collect();
    let rows = context.schools.iter().map(move |row| cells(context, *row, &ids));
    Some(TablePlan {
        about: words.text("risks.about"),
        none: words.text("schools.none"),
        frozen: 1,
        count: context.schools.len(),
        rows: Box::new(rows),
        ..TablePlan::new(&context.tab("tab.risks"), words.say("risks.title"), columns)
    })
}

fn cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, risks: &[RuleId]) -> Row<'a> {
    let findings: Vec<Option<&Finding<'_>>> = risks.iter().map(|risk| row.findings.of(*risk)).collect();
    let holds = |finding: &&Finding| finding.outcome == Outcome::Holds;
    let present = findings.iter().flatten().copied().filter(holds).count();
    let known: Vec<&str> = findings
        .iter()
        .flatten()
        .copied()
        .filter(holds)
        .map(|finding| &*finding.sentence)
        .filter(|sentence| !sentence.is_empty())
        .collect();
    let mut cells = vec![
        Cell::text(row.name()).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(context.phase(row.at)),
        context.status(row.findings.status.rule),
        Cell::count(present),
    ];
    cells.extend(findings.iter().map(|finding| mark(context, *finding)));
    cells.push(Cell::text(known.join("\n")));
    cells
}

/// Present, not present, cannot say: each in words, not by colour alone.
pub(in crate::review) fn mark<'a>(context: &Context<'a>, finding: Option<&Finding<'_>>) -> Cell<'a> {
    let (words, mark) = match finding.map(|finding| finding.outcome) {
        Some(Outcome::Holds) => ("risk.present", Some("holds")),
        Some(Outcome::DoesNotHold) => ("risk.not-present", None),
        Some(Outcome::CannotSay) => ("risk.cannot-say", Some("cannot-say")),
        Some(Outcome::NotApplicable) | None => return Cell::BLANK,
    };
    let ink = mark.and_then(|mark| context.mark_ink(mark));
    let role = if ink.is_some() { Role::Body } else { Role::Quiet };
    let text = context.palette.signed(ink, context.words.say(words));
    Cell::text(text).looking(Look::of(role).inked(ink).centred())
}
