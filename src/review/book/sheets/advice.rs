//! Support and plans: everything asked of officers about a school but where it stands, one row each. Support, plans and
//! options come school by school, those that need us first; below them, outside the printed part, grades and partners.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::super::asked::Asked;
use super::super::deciding::{self, MadeOn};
use super::super::keys;
use super::{grades, options, partners, plans, progress, support};
use crate::judge::advise::SchoolAdvice;
use crate::review::context::{Context, SchoolRow};
use crate::review::holidays;
use crate::review::words::same_word;
use workbook::write::{Cell, Choice, Column, Look, Printed, Role, Row, Shown, TablePlan};

/// One row, as the sheet of each kind of recommendation says it.
pub(super) struct Line<'a> {
    /// the school
    pub row: SchoolRow<'a>,
    /// what is asked
    pub asked: Asked,
    /// the words for its kind
    pub kind: &'static str,
    /// the strand, in short; empty for none
    pub strand: String,
    /// the team, plan, option, partner or strand
    pub subject: String,
    /// why
    pub why: String,
    /// the next meeting
    pub next: Option<NaiveDate>,
    /// what it involves
    pub detail: String,
    /// the rulebook line
    pub place: String,
    /// the strand whose grade may be agreed
    pub graded: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// A row with nothing but whose it is and what is asked.
    pub fn new(row: SchoolRow<'a>, asked: Asked) -> Self {
        let (strand, subject, why, detail) = Default::default();
        Self { row, asked, kind: "", strand, subject, why, next: None, detail, place: String::new(), graded: None }
    }
}

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let open = |advice: &SchoolAdvice| progress::all(advice).filter(|(_, asked)| asked.open).count();
    let first = context
        .advised()
        .map(|(_, advice)| advice.support.len() + advice.triggers.len() + open(advice) + advice.options.len());
    let first = first.sum();
    let told = context.advised().map(|(_, advice)| progress::all(advice).count() - open(advice)).sum::<usize>();
    let grades = context.schools.iter().map(|row| row.findings.grades.len()).sum::<usize>();
    let partners = context.advised().map(|(_, advice)| advice.partners.len()).sum::<usize>();
    let columns = columns(context);
    let to = columns.iter().position(|column| column.id == keys::NOTE);
    TablePlan {
        about: about(context),
        none: words.text("advice.none"),
        count: first + told + grades + partners,
        rows: Box::new(lines(context).map(move |line| cells(context, line))),
        printed: to.and_then(|to| u16::try_from(to).ok()).map(|to| Printed { rows: first, to }),
        ..deciding::sheet(context, "tab.advice", "advice.title", columns)
    }
}

/// What the sheet has, and whether meetings miss the holidays.
fn about<'a>(context: &Context<'a>) -> Cow<'a, str> {
    match holidays::not_given(context.inputs) {
        None => context.words.text("advice.about"),
        Some(more) => Cow::Owned(format!("{} {more}", context.words.say("advice.about"))),
    }
}

fn lines<'a>(context: &'a Context<'a>) -> impl Iterator<Item = Line<'a>> {
    let called_for = context.advised().flat_map(move |(row, advice)| {
        let support = support::lines(context, row, advice).chain(plans::lines(context, row, advice));
        support.chain(progress::lines(context, row, advice, true)).chain(options::lines(context, row, advice))
    });
    let told = context.advised().flat_map(move |(row, advice)| progress::lines(context, row, advice, false));
    let grades = context.schools.iter().flat_map(move |row| grades::lines(context, *row));
    let partners = context.advised().flat_map(move |(row, advice)| partners::lines(context, row, advice));
    called_for.chain(told).chain(grades).chain(partners)
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let mut columns = vec![
        deciding::hidden(keys::KEY),
        deciding::school(context, 25.0),
        Column::new(words.text("column.urn"), 8.5).looking(Look::of(Role::Body).centred()),
        Column::new(words.text("column.advice"), 8.5),
        Column::new(words.text("column.strand"), 12.0).wrapped(),
        Column::new(words.text("column.subject"), 34.0).wrapped(),
        Column::new(words.text("column.why"), 46.0).wrapped(),
        Column::new(words.text("column.next-meeting"), 11.5).looking(Look::of(Role::Body).shown(Shown::Day)),
        deciding::agreed(context),
    ];
    columns.extend(deciding::columns(context).into_iter().map(|column| narrow(with_ends(context, column))));
    // beside what is printed: a page has room for no more
    columns.extend(deciding::plan_columns(context));
    columns.extend([
        Column::new(words.text("column.involves"), 90.0),
        Column::new(words.text("column.status"), 22.0),
        Column::new(words.text("column.rule-place"), 18.0).looking(Look::of(Role::Quiet)).folding(),
    ]);
    columns
}

/// The column of decisions, with the words that tell the progress of a plan or end it, or refuse a partner. They stand in every
/// row: a list of each row's own would stay behind where rows are sorted.
pub(in crate::review) fn with_ends<'a>(context: &Context<'a>, mut column: Column<'a>) -> Column<'a> {
    if let (keys::DECISION, Some(Choice::OneOf(choices))) = (column.id, &mut column.choice) {
        let of_plans = context.rulebook().plans.iter().flat_map(|plans| plans.progress.iter().chain(&plans.ended_by));
        let of_partners = context.rulebook().partnering.iter().flat_map(|partnering| &partnering.refused_by);
        for word in of_plans.chain(of_partners) {
            if !choices.iter().any(|choice| same_word(choice, word)) {
                choices.push(word.to_string());
            }
        }
    }
    column
}

/// A column to write in, as wide as a printed page has room for.
pub(in crate::review) fn narrow(column: Column<'_>) -> Column<'_> {
    let width = match column.id {
        keys::DECISION => 10.5,
        keys::OWNER => 14.0,
        keys::DUE => 11.5,
        keys::NOTE => 22.0,
        _ => column.width,
    };
    Column { width, ..column }
}

/// The cells of a plan's own; in other rows they are locked.
pub(in crate::review) fn of_plan<'a>(context: &Context<'a>, asked: &Asked) -> Row<'a> {
    if context.rulebook().plans.is_none() {
        return Row::new();
    }
    let cells = deciding::of_plan(context.inputs.decisions.decisions.get(&asked.key));
    if keys::is_plan(&asked.key.about) {
        return cells.into();
    }
    cells.into_iter().map(|cell| cell.looking(Look::of(Role::Body).wrapped())).collect()
}

fn cells<'a>(context: &Context<'a>, line: Line<'a>) -> Row<'a> {
    let Line { row, asked, kind, strand, subject, why, next, detail, place, graded } = line;
    let mut cells = vec![
        Cell::text(keys::written(&asked.key)),
        Cell::text(row.name()).looking(Look::of(Role::Strong).wrapped()),
        row.urn(),
        Cell::text(context.words.text(kind)),
        Cell::text(strand),
        Cell::text(subject),
        Cell::text(why),
        Cell::date(next),
    ];
    let of_plan = of_plan(context, &asked);
    cells.extend(decided(context, asked, graded));
    cells.extend(of_plan);
    let mut status = context.status(row.findings.status.rule);
    status.look = status.look.map(|look| Look { wrap: false, ..look });
    // on one line: rows are as high as what is printed of them
    cells.extend([Cell::text(detail.replace('\n', "; ")), status, Cell::text(place)]);
    cells
}

/// The agreed grade, where one may be agreed, and what comes with every decision.
pub(in crate::review) fn decided<'a>(context: &Context<'a>, asked: Asked, strand: Option<&str>) -> Row<'a> {
    let inputs = context.inputs;
    let decision = inputs.decisions.decisions.get(&asked.key);
    let agreed = strand.and_then(|strand| inputs.decisions.grades.get(&(asked.key.school.clone(), strand.into())));
    let grade = agreed.map(|agreed| &*agreed.grade);
    // where no grade is asked for the cell is locked
    let blank = || if strand.is_some() { Cell::BLANK } else { Cell::BLANK.looking(Look::of(Role::Body)) };
    let entered = grade.map_or_else(blank, |grade| {
        let cell = grade.parse::<f64>().map_or_else(|_| Cell::text(grade), Cell::number);
        cell.looking(Look::of(Role::Input).centred())
    });
    let made = agreed.map_or_else(
        || MadeOn::of(decision),
        |agreed| MadeOn { print: agreed.made_on.as_deref(), words: agreed.made_on_words.as_deref(), seen: agreed.seen },
    );
    let carried = keys::carried(grade, decision);
    let mut cells = vec![entered];
    cells.extend(deciding::written(decision));
    cells.extend(deciding::again_cells(context, asked, made, carried));
    cells
}
