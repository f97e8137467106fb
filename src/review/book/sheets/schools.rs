//! One row a school: where it stands, and what was decided about that.

use std::borrow::Cow;

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::super::{deciding, evidence_file_name, keys};
use super::evidence::first_rows;
use crate::domain::Value;
use crate::judge::advise::SchoolAdvice;
use crate::judge::decided::DecisionKey;
use crate::judge::evaluate::{Finding, Outcome, StrandGrades};
use crate::review::context::{Context, SchoolRow, shown, teams};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{Rule, RuleKind, Strand};
use workbook::write::{Band, Cell, CellValue, Column, Link, Look, Role, Row, Shown, TableKind, TablePlan};

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let measures = shown_measures(context);
    let (columns, bands) = columns(context, &measures);
    let starts = first_rows(context);
    let rows = context.schools.iter().zip(starts).map(move |(row, start)| cells(context, *row, start, &measures));
    TablePlan {
        about: words.text("schools.about"),
        hint: words.text("hint.decisions"),
        none: words.text("schools.none"),
        bands,
        frozen: 2,
        count: context.schools.len(),
        rows: Box::new(rows),
        kind: TableKind::Decisions,
        tab: context.palette.ink("input"),
        large: true,
        ..TablePlan::new(&context.tab("tab.schools"), words.say("schools.title"), columns)
    }
}

/// The four grades of a strand, in the order of their columns.
const GRADES: [&str; 4] = ["grade.self-evaluated", "grade.inspected", "grade.indicated", "grade.agreed"];

/// Who it is and where it stands; the decision; grades, floor and risks at a glance; folded away, all that is said at
/// length; at last the figures.
fn columns<'a>(context: &Context<'a>, measures: &[MeasureId]) -> (Vec<Column<'a>>, Vec<Band<'a>>) {
    let words = context.words;
    let mut columns = vec![
        deciding::hidden(keys::KEY),
        Column { look: Look::of(Role::Body), ..deciding::school(context, 40.0) },
        Column::new(words.text("column.urn"), 8.5).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.phase"), 11.0),
        Column::new(words.text("column.status"), 25.0),
    ];
    let mut bands = Vec::new();
    let decisions: Vec<Column<'a>> = deciding::columns(context).into_iter().map(flat).collect();
    let visible = decisions.iter().filter(|column| !column.hidden).count();
    bands.push(over(&columns, visible, words.text("band.decision")));
    columns.extend(decisions);
    for strand in &context.rulebook().judgements.strands {
        bands.push(over(&columns, GRADES.len(), Cow::Borrowed(&*strand.short)));
        columns.extend(grade_columns(context));
    }
    columns.extend([
        Column::new(words.text("column.floor"), 13.0),
        Column::new(words.text("column.floor-figures"), 18.0),
        Column::new(words.text("column.risks"), 7.0).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.next-meeting"), 12.0).looking(Look::of(Role::Body).shown(Shown::Day)),
    ]);
    let length = [
        ("column.why", 60.0),
        ("column.which-risks", 40.0),
        ("column.teams", 40.0),
        ("column.options", 46.0),
        ("column.plan", 40.0),
    ];
    columns.extend(length.map(|(title, width)| Column::new(words.text(title), width).folding()));
    headline(context, measures, &mut columns, &mut bands);
    (columns, bands)
}

/// A column whose text stays on one line.
fn flat(mut column: Column<'_>) -> Column<'_> {
    column.look.wrap = false;
    column
}

/// A band over the next columns.
fn over<'a>(columns: &[Column<'_>], many: usize, title: Cow<'a, str>) -> Band<'a> {
    let first = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    let last = first.saturating_add(u16::try_from(many).unwrap_or(1)).saturating_sub(1);
    Band { first, last, title }
}

fn grade_columns<'a>(context: &Context<'a>) -> [Column<'a>; 4] {
    GRADES.map(|title| Column {
        upright: true,
        ..Column::new(context.words.text(title), 4.6).looking(Look::of(Role::Body).centred())
    })
}

/// Headline measures of which at least one school has a value: columns without any would only be in the way.
fn shown_measures(context: &Context<'_>) -> Vec<MeasureId> {
    let known = |measure: &MeasureId| {
        context.schools.iter().any(|row| matches!(context.inputs.values.value(row.at, *measure), Some(Ok(_))))
    };
    context.rulebook().report.headline_measures.iter().copied().filter(known).collect()
}

fn headline<'a>(
    context: &Context<'a>,
    measures: &[MeasureId],
    columns: &mut Vec<Column<'a>>,
    bands: &mut Vec<Band<'a>>,
) {
    if measures.is_empty() {
        return;
    }
    bands.push(over(columns, measures.len(), context.words.text("band.measures")));
    for measure in measures {
        let title = context.rulebook().measure(*measure).map_or("", |measure| &*measure.title);
        columns.push(Column::new(title, 14.0));
    }
}

fn cells<'a>(
    context: &'a Context<'a>,
    row: SchoolRow<'a>,
    evidence_row: Option<u32>,
    measures: &[MeasureId],
) -> Row<'a> {
    let status = &row.findings.status;
    let asked = asked(context, row);
    let name = match evidence_row {
        Some(at) => Cell::link(row.name(), in_evidence(context, at)).looking(Look::of(Role::Strong).wrapped()),
        None => Cell::text(row.name()),
    };
    let urn = row.school.identity.urn.map(|urn| urn.to_string());
    let mut cells = vec![
        Cell::text(keys::written(&asked.key)),
        name,
        urn.as_deref().and_then(|urn| urn.parse().ok()).map_or(Cell::BLANK, Cell::number),
        Cell::text(context.phase(row.at)),
        context.status(status.rule),
    ];
    cells.iter_mut().for_each(one_line);
    // what officers typed stays as they typed it
    let mut typed = deciding::cells(context, asked);
    typed.iter_mut().for_each(unwrapped);
    cells.extend(typed);
    let worked_out = cells.len();
    for strand in &context.rulebook().judgements.strands {
        cells.extend(grade_cells(context, row, strand));
    }
    cells.extend(floor(context, row));
    let [risks, which] = risks(context, row);
    let [teams, options, plans, next] = recommended(context, row.advice);
    cells.extend([risks, next, Cell::text(context.why(row)), which, teams, options, plans]);
    cells.iter_mut().skip(worked_out).for_each(one_line);
    cells.extend(measures.iter().map(|measure| measured(context, row, *measure)));
    cells
}

/// A school has one line: what is a list elsewhere goes on behind a semicolon here.
fn one_line(cell: &mut Cell<'_>) {
    if let CellValue::Text(text) = &mut cell.value
        && text.contains('\n')
    {
        *text = Cow::Owned(text.replace('\n', "; "));
    }
    unwrapped(cell);
}

/// A cell is as high as its row, whatever stands in it.
fn unwrapped(cell: &mut Cell<'_>) {
    if let Some(look) = &mut cell.look {
        look.wrap = false;
    }
}

/// The way to a row of the evidence.
fn in_evidence<'a>(context: &Context<'a>, row: u32) -> Link<'a> {
    let file = evidence_file_name(context.inputs);
    Link::File(Cow::Owned(file), Cow::Owned(context.tab("tab.evidence")), format!("A{}", row + 1))
}

/// What is asked of where the school stands.
pub(in crate::review::book) fn asked(context: &Context<'_>, row: SchoolRow<'_>) -> Asked {
    let rule = row.findings.status.rule;
    let title = context.rule_title(rule);
    let sentence = &row.findings.status.sentence;
    let words = if sentence.is_empty() { title.to_string() } else { format!("{title}: {sentence}") };
    let (evidence, evidence_before) = prints(|print| print.rule(context, rule).rules(context, row, &[rule]));
    Asked {
        key: DecisionKey { school: row.school.identity.key.clone(), about: keys::STATUS.into() },
        title: context.words.say("column.status").to_owned(),
        evidence,
        evidence_before,
        words,
    }
}

fn grade_cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, strand: &Strand) -> [Cell<'a>; 4] {
    let same = |grades: &&StrandGrades| context.rulebook().strand(grades.strand).is_some_and(|s| s.id == strand.id);
    match row.findings.grades.iter().find(same) {
        Some(grades) => {
            let all = [&grades.self_evaluated, &grades.inspected, &grades.indicated, &grades.agreed];
            all.map(|evidence| context.graded(evidence))
        }
        None => [const { Cell::BLANK }; 4],
    }
}

/// The floor that bears on the school, with value against threshold: the worst answer where there are several.
pub(in crate::review) fn floor<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> [Cell<'a>; 2] {
    let floors = context.findings(row).filter(|(rule, _)| matches!(rule.kind, RuleKind::Floor { .. }));
    let bearing = floors.filter(|(_, finding)| finding.outcome != Outcome::NotApplicable);
    let Some((_, finding)) = bearing.min_by_key(|(_, finding)| finding.outcome) else {
        return [Cell::text(context.words.text("floor.not-applicable")).looking(Look::of(Role::Quiet)), Cell::BLANK];
    };
    let (words, ink) = match finding.outcome {
        Outcome::Holds => ("floor.holds", context.mark_ink("holds")),
        Outcome::CannotSay => ("floor.cannot-say", context.mark_ink("cannot-say")),
        _ => ("floor.does-not-hold", None),
    };
    let said = guarded(context, finding, context.words.say(words));
    let said = context.palette.signed(ink, &said);
    [Cell::text(said).looking(Look::of(Role::Body).inked(ink).wrapped()), Cell::text(context.against(finding))]
}

/// An answer that one pupil would turn is never shown bare.
fn guarded(context: &Context<'_>, finding: &Finding, said: &str) -> String {
    let near = finding.near_miss.as_ref().filter(|_| finding.outcome == Outcome::DoesNotHold);
    match finding.guarded.as_ref().or(near) {
        Some(care) => context.words.fill("with-care", &[("answer", said.to_owned()), ("care", care.clone())]),
        None => said.to_owned(),
    }
}

fn risks<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> [Cell<'a>; 2] {
    let is_risk = |rule: &&Rule| matches!(rule.kind, RuleKind::Risk);
    let of = |outcome: Outcome| {
        let all = context.findings(row).filter(move |(rule, finding)| is_risk(rule) && finding.outcome == outcome);
        all.map(|(rule, _)| rule.title.to_string()).collect::<Vec<_>>()
    };
    let (present, unknown) = (of(Outcome::Holds), of(Outcome::CannotSay).len());
    let count = Cell::count(present.len()).looking(Look::of(Role::Body).centred());
    let mut lines = present;
    if unknown > 0 {
        lines.push(context.words.fill("risks.unknown", &[("n", unknown.to_string())]));
    }
    [count, Cell::text(lines.join("\n"))]
}

/// Teams, options, plans and the next meeting.
fn recommended<'a>(context: &Context<'a>, advice: Option<&SchoolAdvice>) -> [Cell<'a>; 4] {
    let Some(advice) = advice else { return [const { Cell::BLANK }; 4] };
    let options: Vec<String> = advice
        .options
        .iter()
        .map(|option| match option.unsure {
            Some(_) => context.words.fill("option.unsure", &[("option", option.title.to_string())]),
            None => option.title.to_string(),
        })
        .collect();
    let plans: Vec<String> = advice
        .triggers
        .iter()
        .map(|trigger| {
            let Some(strand) = trigger.strand.and_then(|strand| context.rulebook().strand(strand)) else {
                return trigger.title.to_string();
            };
            let with = [("plan", trigger.title.to_string()), ("strand", strand.short.to_string())];
            context.words.fill("plan.for-strand", &with)
        })
        .collect();
    let next = advice.triggers.iter().flat_map(|trigger| &trigger.meetings).min().copied();
    [
        Cell::text(teams(Some(advice)).join("\n")),
        Cell::text(options.join("\n")),
        Cell::text(plans.join("\n")),
        Cell::date(next),
    ]
}

fn measured<'a>(context: &Context<'a>, row: SchoolRow<'a>, id: MeasureId) -> Cell<'a> {
    let measure = context.rulebook().measure(id);
    match context.inputs.values.value(row.at, id) {
        Some(Ok(Value::Number(number))) => {
            Cell::number(number).looking(Look::of(Role::Body).shown(shown(number, measure)))
        }
        Some(Err(missing)) => Cell::text(missing.to_string()).looking(Look::of(Role::Quiet)),
        Some(value) => context.value(&value, measure),
        None => Cell::BLANK,
    }
}
