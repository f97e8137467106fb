//! One row a school: where it stands, and what was decided about that.

pub(in crate::review) mod league;
mod room;
mod trend;

use std::borrow::Cow;

use super::super::asked::Asked;
use super::super::evidence_print::prints;
use super::super::{deciding, evidence_file_name, keys};
use crate::domain::{Missing, Value};
use crate::judge::advise::SchoolAdvice;
use crate::judge::decided::DecisionKey;
use crate::judge::evaluate::{Finding, Outcome, StrandGrades};
use crate::review::context::{Context, SchoolRow, shown, teams};
use crate::review::lives;
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{Rule, RuleKind};
use league::League;
use room::{
    FLOOR, as_high_as_it_takes, changed_width, fitted, glance_width, name_width, of_two_words, one_line, phase_width,
    status_width, unwrapped, worded,
};
use workbook::write::{
    Band, Cell, CellValue, Choice, Column, Ink, Link, Look, Printed, Role, Row, Shown, TableKind, TablePlan,
};

/// The plan of the sheet: a real table, to be sorted and filtered freely. What the schools are held against stands above
/// its headings, in sight like them: between headings and rows a table has room for nothing.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let league = League::of(context);
    let (columns, bands) = columns(context, &league);
    let pinned = league.pinned(context, &columns);
    // what is seen at a glance is printed, one page wide
    let figures = bands.last().filter(|_| !league.measures.is_empty()).map(|band| band.first.saturating_sub(1));
    let printed = figures.map(|to| Printed { rows: context.schools.len(), to });
    let rows = context
        .schools
        .iter()
        .zip(context.evidence_rows().first())
        .map(move |(row, start)| cells(context, *row, start, &league));
    TablePlan {
        about: Cow::Owned(about(context)),
        hint: words.text("hint.schools"),
        none: words.text("schools.none"),
        bands,
        pinned,
        printed,
        frozen: 2,
        count: context.schools.len(),
        rows: Box::new(rows),
        kind: TableKind::Table,
        tab: context.palette.ink("input"),
        large: true,
        ..TablePlan::new(&context.tab("tab.schools"), words.say("schools.title"), columns)
    }
}

/// What there is to click, and what is written short.
fn about(context: &Context<'_>) -> String {
    let key = Some(league::key(context)).filter(|key| !key.is_empty());
    let said = [near_key(context), key].into_iter().flatten().collect::<Vec<_>>().join("; ");
    format!("{} {said}", context.words.say("schools.about")).trim_end().to_owned()
}

/// Who it is and where it stands; the decision; grades, floor, risks and teams at a glance; the figures; folded away, what
/// each side says and all that is said at length.
fn columns<'a>(context: &Context<'a>, league: &League<'a>) -> (Vec<Column<'a>>, Vec<Band<'a>>) {
    let words = context.words;
    let mut columns = vec![
        deciding::hidden(keys::KEY),
        Column { look: Look::of(Role::Body), ..deciding::school(context, name_width(context)) },
        Column::new(words.text("column.urn"), 6.5).looking(Look::of(Role::Body).centred()),
    ];
    // what a result is of tells the phase
    columns.extend(league.has.phases.then(|| Column::new(words.text("column.phase"), phase_width(context)).folding()));
    columns.extend([
        Column::new(words.text("column.status"), status_width(context)),
        Column::new(words.text("column.changed"), changed_width(context, league)),
    ]);
    let mut bands = Vec::new();
    let decisions: Vec<Column<'a>> = deciding::columns(context).into_iter().map(flat).collect();
    let mut decisions: Vec<Column<'a>> = decisions.into_iter().map(|column| with_statuses(context, column)).collect();
    fold_what_asks_nothing(context, &mut decisions);
    let visible = decisions.iter().filter(|column| !column.hidden).count();
    bands.extend(over(&columns, visible, words.text("band.decision")));
    columns.extend(decisions);
    let strands = league.has.strands(context);
    // over one narrow column there is no room for it
    bands.extend(over(&columns, strands.len(), words.text("band.grades")).filter(|band| band.last > band.first));
    columns.extend(strands.iter().map(|strand| narrow(&*strand.short, context.grade_width(3.6))));
    columns.extend(league.has.floors.then(|| Column::new(words.text("column.floor"), FLOOR)));
    columns.extend(league.result_columns(context));
    columns.extend(league.glance.iter().map(|id| narrow(glanced(context, *id), glance_width(context, *id))));
    let any = !league.risks.is_empty();
    columns.extend(any.then(|| narrow(words.text("column.risk-count"), 8.0)));
    bands.extend(over(&columns, league.risks.len(), words.text("band.risks")));
    let each = |rule| narrow(league::risk_name(context.rulebook(), rule), 3.0).folding();
    columns.extend(league.risks.iter().map(|(_, rule)| each(rule)));
    let teams_width =
        || fitted(context.schools.iter().map(|row| league::initials(*row).chars().count()), 1.0, (10.0, 24.0));
    columns.extend(league.has.teams.then(|| Column::new(words.text("column.teams-short"), teams_width())));
    let day = Look::of(Role::Body).shown(Shown::Day);
    columns.extend(league.has.plans.then(|| Column::new(words.text("column.next-meeting"), 10.5).looking(day)));
    headline(context, &league.measures, &mut columns, &mut bands);
    let length = league.has.at_length();
    columns.extend(length.map(|(title, width)| Column::new(words.text(title), width).folding()));
    for strand in strands {
        columns.extend(GRADES.map(|title| {
            let title = words.fill(title, &[("strand", strand.short.to_string())]);
            Column::new(title, 12.0).looking(Look::of(Role::Body).centred()).folding()
        }));
    }
    (columns, bands)
}

/// A measure seen at a glance: of a marker what it means, not how it is written.
fn glance<'a>(context: &Context<'a>, row: SchoolRow<'a>, id: MeasureId) -> Cell<'a> {
    match context.inputs.values.value(row.at, id) {
        Some(Err(Missing::Marker(marked))) => {
            Cell::text(marked.words.to_string()).looking(Look::of(Role::Quiet).centred())
        }
        _ => measured(context, row, id),
    }
}

/// The heading of a measure seen at a glance: there is room for its brief name, where it has one.
fn glanced<'a>(context: &Context<'a>, id: MeasureId) -> &'a str {
    let name = context.rulebook().measure(id).map(|measure| format!("brief.{}", measure.id));
    let brief = name.and_then(|name| context.rulebook().report.words.get(name.as_str()));
    brief.map_or_else(|| measure_title(context, id), |brief| &**brief)
}

/// The four grades of a strand, in the order of their columns.
const GRADES: [&str; 4] =
    ["column.grade-self-evaluated", "column.grade-inspected", "column.grade-indicated", "column.grade-agreed"];

/// Where the rulebook leaves statuses to persons, a status may be decided where the others may be agreed to.
fn with_statuses<'a>(context: &Context<'a>, mut column: Column<'a>) -> Column<'a> {
    if let Some(Choice::OneOf(choices)) = &mut column.choice
        && column.id == keys::DECISION
        && context.rulebook().judgements.status_may_be_decided
    {
        let statuses = context.rulebook().statuses_worst_first().into_iter();
        choices.extend(statuses.map(|status| context.rule_title(status).into_owned()));
    }
    column
}

/// Where nothing is to be looked at again, the columns for that are folded away.
fn fold_what_asks_nothing(context: &Context<'_>, decisions: &mut [Column<'_>]) {
    let carried = &context.inputs.carried;
    if !carried.stale.is_empty() || !carried.earlier.is_empty() {
        return;
    }
    let written = decisions.iter_mut().skip(deciding::WRITTEN);
    written.filter(|column| !column.hidden).for_each(|column| column.detail = true);
}

/// A narrow column under an upright heading.
fn narrow<'a>(title: impl Into<Cow<'a, str>>, width: f64) -> Column<'a> {
    Column { upright: true, ..Column::new(title, width).looking(Look::of(Role::Body).centred()) }
}

/// A column whose text stays on one line.
fn flat(mut column: Column<'_>) -> Column<'_> {
    column.look.wrap = false;
    column.width = match column.id {
        keys::DECISION => 9.5,
        keys::OWNER => 10.0,
        // not as its neighbours: columns of one width are one entry to some programs, and one of them cannot be hidden
        keys::DUE => 10.2,
        keys::NOTE => 10.0,
        keys::CONFIRM => 8.0,
        _ if column.hidden => column.width,
        _ => 9.5,
    };
    column
}

/// A band over the next columns, where there are any.
fn over<'a>(columns: &[Column<'_>], many: usize, title: Cow<'a, str>) -> Option<Band<'a>> {
    let first = u16::try_from(columns.len()).ok()?;
    let last = first.checked_add(u16::try_from(many.checked_sub(1)?).ok()?)?;
    Some(Band { first, last, title })
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
    bands.extend(over(columns, measures.len(), context.words.text("band.measures")));
    for measure in measures {
        columns.push(Column::new(measure_title(context, *measure), 11.0).folding());
    }
}

fn measure_title<'a>(context: &Context<'a>, id: MeasureId) -> &'a str {
    context.rulebook().measure(id).map_or("", |measure| &*measure.title)
}

fn cells<'a>(context: &'a Context<'a>, row: SchoolRow<'a>, evidence_row: Option<u32>, league: &League<'a>) -> Row<'a> {
    let status = &row.findings.status;
    let asked = asked(context, row);
    let name = match evidence_row {
        Some(at) => Cell::link(row.name(), in_evidence(context, at)).looking(Look::of(Role::Strong)),
        None => Cell::text(row.name()),
    };
    let mut cells = vec![Cell::text(keys::written(&asked.key)), name, row.urn()];
    cells.extend(league.has.phases.then(|| Cell::text(context.phase(row.at))));
    cells.extend([context.status(status.rule), Cell::text(league.changed(row))]);
    cells.iter_mut().for_each(one_line);
    // who it is, where it stands and what changed is never cut
    cells.iter_mut().skip(1).filter(|cell| worded(cell)).for_each(as_high_as_it_takes);
    // what officers typed stays as they typed it
    let mut typed = deciding::cells(context, asked);
    typed.iter_mut().for_each(unwrapped);
    cells.extend(typed);
    let worked_out = cells.len();
    cells.extend(at_a_glance(context, row, league));
    cells.iter_mut().skip(worked_out).for_each(one_line);
    let grades = league.has.strands(context).len();
    cells.iter_mut().skip(worked_out).take(grades).for_each(of_two_words);
    cells
}

/// What is worked out of a school: grades, floor, result, risks, teams and figures; and at length, what is folded away.
fn at_a_glance<'a>(context: &'a Context<'a>, row: SchoolRow<'a>, league: &League<'a>) -> Row<'a> {
    let many = league.has.strands(context).len();
    let strands = || context.rulebook().numbered_strands().take(many).map(|(id, _)| row.grades(id));
    let mut cells: Row<'a> = strands().map(|grades| league::worked_with(context, grades)).collect();
    let [floor, against] = floor_at_a_glance(context, row);
    cells.extend(league.has.floors.then_some(floor));
    cells.extend(league.results(context, row));
    cells.extend(league.glance.iter().map(|measure| glance(context, row, *measure)));
    cells.extend((!league.risks.is_empty()).then(|| league.risks_found(context, row)));
    cells.extend(league.risks.iter().map(|(risk, _)| league::risk(context, row.findings.of(*risk))));
    let which = risks(context, row);
    let [teams, options, plans, next] = recommended(context, row.advice);
    let has = league.has;
    cells.extend(has.teams.then(|| Cell::text(league::initials(row))));
    cells.extend(has.plans.then_some(next));
    cells.extend(league.measures.iter().map(|measure| measured(context, row, *measure)));
    cells.extend(has.floors.then_some(against));
    cells.extend([Cell::text(context.why(row)), which]);
    let at_length = [(has.teams, teams), (has.options, options), (has.plans, plans)];
    cells.extend(at_length.into_iter().filter(|(has, _)| *has).map(|(_, cell)| cell));
    cells.extend(strands().flat_map(|grades| grade_cells(context, grades)));
    cells
}

/// The way to a row of the evidence.
fn in_evidence<'a>(context: &Context<'a>, row: u32) -> Link<'a> {
    let file = evidence_file_name(context.inputs);
    Link::File(Cow::Owned(file), Cow::Owned(context.tab("tab.evidence")), format!("A{}", row + 1))
}

/// What is asked of where the school stands.
pub(in crate::review) fn asked(context: &Context<'_>, row: SchoolRow<'_>) -> Asked {
    // what a person decided is no reason to decide anew
    let rule = row.findings.status.by_rules();
    let title = context.rule_title(rule);
    let sentence = row.findings.status.sentence_by_rules();
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

fn grade_cells<'a>(context: &Context<'a>, grades: Option<&StrandGrades>) -> [Cell<'a>; 4] {
    match grades {
        Some(grades) => {
            let all = [&grades.self_evaluated, &grades.inspected, &grades.indicated, &grades.agreed];
            all.map(|evidence| context.graded(evidence))
        }
        None => [const { Cell::BLANK }; 4],
    }
}

/// The floor that bears on the school, with value against threshold: the worst answer where there are several.
pub(in crate::review) fn floor<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> [Cell<'a>; 2] {
    let Some(finding) = floor_finding(context, row) else { return [no_floor(context), Cell::BLANK] };
    let (words, ink) = answer(context, finding);
    let said = context.palette.signed(ink, &guarded(context, finding, words));
    [Cell::text(said).looking(Look::of(Role::Body).inked(ink).wrapped()), Cell::text(context.against(finding))]
}

/// The same at a glance: of an answer that a pupil or two would turn the sign, and at length the words.
fn floor_at_a_glance<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> [Cell<'a>; 2] {
    let [floor, against] = floor(context, row);
    let Some((finding, care)) = floor_finding(context, row).and_then(|finding| Some((finding, care(finding)?))) else {
        return [floor, against];
    };
    let (words, ink) = answer(context, finding);
    let sign = context.palette.signed(context.mark_ink("near"), "");
    let said = format!("{} {}", context.palette.signed(ink, words), sign.trim());
    let with = [("answer", context.against(finding)), ("care", care.to_owned())];
    [Cell { value: CellValue::Text(said.into()), ..floor }, Cell::text(context.words.fill("with-care", &with))]
}

/// What the sign of an answer near its line stands for, where a floor has one.
fn near_key(context: &Context<'_>) -> Option<String> {
    let near = |row: &SchoolRow<'_>| floor_finding(context, *row).and_then(care).is_some();
    let sign = context.palette.signed(context.mark_ink("near"), "").trim().to_owned();
    context.schools.iter().any(near).then(|| context.words.fill("schools.near", &[("sign", sign)]))
}

/// The worst answer of the floors that bear on a school.
fn floor_finding<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> Option<&'a Finding<'a>> {
    let floors = context.findings(row).filter(|(rule, _)| matches!(rule.kind, RuleKind::Floor { .. }));
    let bearing = floors.filter(|(_, finding)| finding.outcome != Outcome::NotApplicable);
    bearing.min_by_key(|(_, finding)| finding.outcome).map(|(_, finding)| finding)
}

fn no_floor<'a>(context: &Context<'a>) -> Cell<'a> {
    Cell::text(context.words.text("floor.not-applicable")).looking(Look::of(Role::Quiet))
}

/// Whether a school is below its floor, and in which colour that is said.
fn answer<'a>(context: &Context<'a>, finding: &Finding) -> (&'a str, Option<Ink>) {
    let (words, ink) = match finding.outcome {
        Outcome::Holds => ("floor.holds", context.mark_ink("holds")),
        Outcome::CannotSay => ("floor.cannot-say", context.mark_ink("cannot-say")),
        _ => ("floor.does-not-hold", None),
    };
    (context.words.say(words), ink)
}

/// An answer that one pupil would turn is never shown bare.
fn guarded(context: &Context<'_>, finding: &Finding, said: &str) -> String {
    match care(finding) {
        Some(care) => context.words.fill("with-care", &[("answer", said.to_owned()), ("care", care.to_owned())]),
        None => said.to_owned(),
    }
}

/// The word of care for such an answer.
fn care<'f>(finding: &'f Finding) -> Option<&'f str> {
    let near = finding.near_miss.as_deref().filter(|_| finding.outcome == Outcome::DoesNotHold);
    finding.guarded.as_deref().or(near)
}

/// The risks found, and how many cannot be said.
fn risks<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> Cell<'a> {
    let is_risk = |rule: &&Rule| matches!(rule.kind, RuleKind::Risk);
    let of = |outcome: Outcome| {
        let all = context.findings(row).filter(move |(rule, finding)| is_risk(rule) && finding.outcome == outcome);
        all.map(|(rule, _)| rule.title.to_string()).collect::<Vec<_>>()
    };
    let (mut lines, unknown) = (of(Outcome::Holds), of(Outcome::CannotSay).len());
    if unknown > 0 {
        lines.push(context.words.fill("risks.unknown", &[("n", unknown.to_string())]));
    }
    Cell::text(lines.join("\n"))
}

/// Teams, options, plans and the next meeting.
fn recommended<'a>(context: &Context<'a>, advice: Option<&SchoolAdvice>) -> [Cell<'a>; 4] {
    let Some(advice) = advice else { return [const { Cell::BLANK }; 4] };
    let options: Vec<String> = advice.options.iter().map(|option| context.option_title(option)).collect();
    let plans: Vec<String> = advice.triggers.iter().map(|plan| context.plan_title(plan)).collect();
    let next = advice.triggers.iter().filter_map(lives::next_meeting).min();
    [
        Cell::text(teams(Some(advice)).join("\n")),
        Cell::text(options.join("\n")),
        Cell::text(plans.join("\n")),
        Cell::date(next),
    ]
}

pub(in crate::review) fn measured<'a>(context: &Context<'a>, row: SchoolRow<'a>, id: MeasureId) -> Cell<'a> {
    let measure = context.rulebook().measure(id);
    match context.inputs.values.value(row.at, id) {
        Some(Ok(Value::Number(number))) => {
            Cell::number(number).looking(Look::of(Role::Body).shown(shown(number, measure)))
        }
        // what is not of the school's phase is nothing to read
        Some(Err(Missing::NoColumn | Missing::NoRow)) => Cell::BLANK,
        Some(Err(missing)) => Cell::text(missing.to_string()).looking(Look::of(Role::Quiet)),
        Some(value) => context.value(&value, measure),
        None => Cell::BLANK,
    }
}
