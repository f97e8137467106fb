//! The aims: for the authority with their figures, for schools with how many meet them and who does not.

use std::collections::BTreeSet;

use crate::domain::AcademicYear;
use crate::judge::evaluate::{Finding, Outcome};
use crate::review::context::Context;
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind, Rulebook, Scope};
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// Schools named in one cell; the rest are on the evidence sheet.
const NAMED: usize = 12;

/// The plan of the sheet; none where the rulebook has no aims.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> Option<TablePlan<'a>> {
    let aims = by_number(context.rulebook());
    if aims.is_empty() {
        return None;
    }
    let words = context.words;
    let points = context.inputs.evaluation.progress.iter().flat_map(|run| &run.points);
    let years: BTreeSet<AcademicYear> = points.filter(|(_, value)| value.is_ok()).map(|(year, _)| *year).collect();
    let rows = aims.into_iter().map(|(number, id, rule)| cells(context, number, id, rule, &years)).collect();
    let plan = TablePlan {
        about: words.text("aims.about"),
        frozen: 2,
        ..TablePlan::new(&context.tab("tab.aims"), words.say("aims.title"), columns(context, &years))
    };
    Some(plan.with_rows(rows))
}

/// The aims in the order of their numbers; those without one last.
pub(in crate::review) fn by_number(rulebook: &Rulebook) -> Vec<(u32, RuleId, &Rule)> {
    let aims = rulebook.numbered_rules().filter_map(|(id, rule)| match rule.kind {
        RuleKind::Aim { number, .. } => Some((number.unwrap_or(u32::MAX), id, rule)),
        _ => None,
    });
    let mut aims: Vec<_> = aims.collect();
    aims.sort_by_key(|(number, id, _)| (*number, *id));
    aims
}

fn columns<'a>(context: &Context<'a>, years: &BTreeSet<AcademicYear>) -> Vec<Column<'a>> {
    let words = context.words;
    let count = Look::of(Role::Body).centred();
    let mut columns = vec![
        Column::new(words.text("column.number"), 6.0).looking(count),
        Column::new(words.text("column.aim"), 44.0).wrapped(),
        Column::new(words.text("column.scope"), 12.0),
        Column::new(words.text("column.outcome"), 16.0),
        Column::new(words.text("column.figures"), 60.0).wrapped(),
    ];
    columns.extend(years.iter().map(|year| Column::new(year.to_string(), 10.0)));
    columns.extend([
        Column::new(words.text("column.schools-met"), 10.0).looking(count),
        Column::new(words.text("column.schools-not-met"), 10.0).looking(count),
        Column::new(words.text("column.schools-cannot-say"), 10.0).looking(count),
        Column::new(words.text("column.who-not-met"), 50.0).wrapped(),
        Column::new(words.text("column.source"), 34.0).wrapped(),
        Column::new(words.text("column.rule-place"), 16.0).looking(Look::of(Role::Quiet)),
    ]);
    columns
}

fn cells<'a>(
    context: &'a Context<'a>,
    number: u32,
    id: RuleId,
    rule: &'a Rule,
    years: &BTreeSet<AcademicYear>,
) -> Row<'a> {
    let words = context.words;
    let authority = context.inputs.evaluation.authority.iter().find(|finding| finding.rule == id);
    let scope = match rule.scope {
        Scope::School => "scope.school",
        Scope::Authority => "scope.authority",
    };
    let mut cells = vec![
        if number == u32::MAX { Cell::BLANK } else { Cell::number(f64::from(number)) },
        Cell::text(&*rule.title),
        Cell::text(words.text(scope)),
    ];
    match authority {
        Some(finding) => {
            cells.push(outcome(context, finding.outcome));
            cells.push(Cell::text(figures(finding)));
            cells.extend(progress(context, id, finding, years));
            cells.extend([const { Cell::BLANK }; 4]);
        }
        None => {
            let mut of_schools = of_schools(context, id).into_iter();
            cells.extend(of_schools.by_ref().take(2));
            cells.extend(years.iter().map(|_| Cell::BLANK));
            cells.extend(of_schools);
        }
    }
    cells.push(Cell::maybe(rule.source.as_deref()));
    cells.push(Cell::text(rule.span.to_string()));
    cells
}

/// Met, not met, cannot say.
pub(in crate::review) fn outcome<'a>(context: &Context<'a>, outcome: Outcome) -> Cell<'a> {
    let (words, mark) = match outcome {
        Outcome::Holds => ("aim.met", "strength"),
        Outcome::DoesNotHold => ("aim.not-met", "holds"),
        Outcome::CannotSay => ("aim.cannot-say", "cannot-say"),
        Outcome::NotApplicable => ("outcome.not-applicable", ""),
    };
    let ink = context.mark_ink(mark);
    Cell::text(context.palette.signed(ink, context.words.say(words))).looking(Look::of(Role::Body).inked(ink))
}

/// The aim's figure, year by year.
pub(in crate::review) fn progress<'a>(
    context: &Context<'a>,
    id: RuleId,
    finding: &Finding,
    years: &BTreeSet<AcademicYear>,
) -> Vec<Cell<'a>> {
    let run = context.inputs.evaluation.progress.iter().find(|run| run.rule == id);
    // the figure has the unit of what the aim reads first
    let measure = finding.readings.first().and_then(|reading| context.measure_of(reading));
    let point = |year: &AcademicYear| {
        let (_, value) = run?.points.iter().find(|(at, _)| at == year)?;
        value.is_ok().then(|| context.value(value, measure))
    };
    years.iter().map(|year| point(year).unwrap_or(Cell::BLANK)).collect()
}

/// The sentence; where it cannot be said, the reason.
pub(in crate::review) fn figures(finding: &Finding) -> String {
    match &finding.reason {
        Some(reason) if finding.sentence.is_empty() => reason.clone(),
        _ => finding.sentence.clone(),
    }
}

/// Outcome column, figures and counts of an aim that every school has.
pub(in crate::review) fn of_schools<'a>(context: &'a Context<'a>, id: RuleId) -> Row<'a> {
    let all = || context.schools.iter().filter_map(|row| Some((*row, row.findings.of(id)?)));
    let count = |outcome: Outcome| all().filter(|(_, finding)| finding.outcome == outcome).count();
    let (met, not_met, unknown) = (count(Outcome::Holds), count(Outcome::DoesNotHold), count(Outcome::CannotSay));
    let judged = met + not_met;
    let said = [("n", met.to_string()), ("of", judged.to_string())];
    let figures = if judged == 0 { String::new() } else { context.words.fill("aim.schools", &said) };
    let mut names: Vec<String> = all()
        .filter(|(_, finding)| finding.outcome == Outcome::DoesNotHold)
        .take(NAMED)
        .map(|(row, _)| row.name().into_owned())
        .collect();
    if not_met > NAMED {
        names.push(context.words.fill("and-more", &[("n", (not_met - NAMED).to_string())]));
    }
    let counted = if judged + unknown == 0 { outcome(context, Outcome::NotApplicable) } else { Cell::BLANK };
    let names = Cell::text(names.join(", "));
    vec![counted, Cell::text(figures), Cell::count(met), Cell::count(not_met), Cell::count(unknown), names]
}
