//! Findings, one row each, in which officers say whether a rule found right: what they mark becomes a case of the rule.

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::super::{deciding, keys};
use super::near::is_near;
use crate::judge::decided::DecisionKey;
use crate::judge::evaluate::{Account, Finding, Outcome};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::Rule;
use workbook::write::{Cell, Choice, Column, Look, Role, Row, TablePlan};

/// With more findings than this nobody goes through them one by one, and the sheet is left out.
const MOST_ROWS: usize = 20_000;

/// The findings that are listed: those that hold, cannot be said or nearly turned.
fn listed<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> impl Iterator<Item = (&'a Rule, &'a Finding<'a>)> {
    let says = |finding: &Finding| matches!(finding.outcome, Outcome::Holds | Outcome::CannotSay) || is_near(finding);
    context.findings(row).filter(move |(_, finding)| says(finding))
}

fn count(context: &Context<'_>) -> usize {
    context.schools.iter().map(|row| listed(context, *row).count()).sum()
}

/// The plan of the sheet; none where there are too many findings.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    let words = context.words;
    let count = count(context);
    if count > MOST_ROWS {
        return None;
    }
    let rows = context
        .schools
        .iter()
        .flat_map(move |row| listed(context, *row).map(move |(rule, finding)| cells(context, *row, rule, finding)));
    Some(TablePlan {
        about: words.text("findings.about"),
        none: words.text("evidence.none"),
        count,
        rows: Box::new(rows),
        hidden: true,
        ..deciding::sheet(context, "tab.findings", "findings.title", columns(context))
    })
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let own = vec![
        Column::new(words.text("column.rule"), 38.0).wrapped(),
        Column::new(words.text("column.outcome"), 16.0),
        Column::new(words.text("column.said"), 52.0).wrapped(),
        Column::new(words.text("column.how-near"), 26.0).wrapped(),
        Column::new(words.text("column.rule-place"), 22.0).looking(Look::of(Role::Quiet)),
    ];
    let choices = ["findings.right", "findings.wrong"].map(|choice| words.say(choice).to_owned());
    let right = Choice::OneOf(choices.to_vec());
    let mut columns = deciding::row_columns(context, own);
    if let Some(decision) = columns.iter_mut().find(|column| column.id == keys::DECISION) {
        let told = decision.told.take();
        *decision = deciding::input(keys::DECISION, words.text("column.right"), 11.0, Some(right));
        decision.told = told;
    }
    columns
}

fn cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, rule: &'a Rule, finding: &'a Finding<'a>) -> Row<'a> {
    let asked = of(context, row, rule, finding);
    let own = vec![
        Cell::text(&*rule.title),
        outcome(context, finding),
        Cell::text(said(finding)),
        Cell::maybe(finding.guarded.as_deref().or(finding.near_miss.as_deref())),
        Cell::text(rule.span.to_string()),
    ];
    deciding::row_cells(context, row, asked, own)
}

/// What a rule says, in the colour of what is near a line or cannot be said.
pub(super) fn outcome<'a>(context: &Context<'a>, finding: &Finding<'_>) -> Cell<'a> {
    let mark = match finding.outcome {
        Outcome::CannotSay => "cannot-say",
        _ if is_near(finding) => "near",
        _ => "",
    };
    let ink = context.mark_ink(mark);
    Cell::text(context.palette.signed(ink, context.outcome(finding.outcome))).looking(Look::of(Role::Body).inked(ink))
}

fn said(finding: &Account) -> &str {
    match (&finding.reason, finding.sentence.is_empty()) {
        (Some(reason), true) => reason,
        _ => &finding.sentence,
    }
}

/// What is asked of every listed finding of a school.
pub(in crate::review::book) fn asked<'a>(
    context: &'a Context<'a>,
    row: SchoolRow<'a>,
) -> impl Iterator<Item = Asked> + use<'a> {
    listed(context, row).map(move |(rule, finding)| of(context, row, rule, finding))
}

/// Whether the sheet is there.
pub(in crate::review::book) fn is_there(context: &Context<'_>) -> bool {
    count(context) <= MOST_ROWS
}

fn of(context: &Context<'_>, row: SchoolRow<'_>, rule: &Rule, finding: &Finding) -> Asked {
    let (evidence, evidence_before) = prints(|print| print.rules(context, row, &[finding.rule]));
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: keys::finding_of(&rule.id) },
        title: rule.title.to_string(),
        evidence,
        evidence_before,
        words: said(finding).to_owned(),
    }
}
