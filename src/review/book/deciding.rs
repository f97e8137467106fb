//! The columns in which officers decide, the same on every sheet that asks for a decision.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::Months;

use super::asked::Asked;
use super::keys;
use crate::judge::decided::Decision;
use crate::review::context::{Context, SchoolRow};
use crate::review::words::{long_day, same_word};
use workbook::write::{Cell, Choice, Column, Look, Role, Row, Shown, TableKind, TablePlan, Told};

const INPUT: Look = Look::of(Role::Input);

/// A hidden column with a name for machines.
pub(crate) fn hidden<'a>(id: &'static str) -> Column<'a> {
    Column { id, hidden: true, ..Column::new(id, 12.0) }
}

/// The column of the school's name.
pub(crate) fn school<'a>(context: &Context<'a>, width: f64) -> Column<'a> {
    Column { id: keys::SCHOOL, ..Column::new(context.words.text("column.school"), width).wrapped() }
}

/// A column in which something is written.
pub(crate) fn input<'a>(id: &'static str, title: Cow<'a, str>, width: f64, choice: Option<Choice>) -> Column<'a> {
    Column { id, choice, ..Column::new(title, width).looking(INPUT) }
}

/// The column in which a grade is agreed.
pub(in crate::review) fn agreed<'a>(context: &Context<'a>) -> Column<'a> {
    let grades = context.rulebook().judgements.grades.iter().map(|grade| grade.id.to_string()).collect();
    let agreed = input(keys::AGREED, context.words.text("grade.agreed"), 7.5, Some(Choice::OneOf(grades)));
    let told = said(context, "prompt.agreed", Some("prompt.one-of"));
    Column { look: agreed.look.centred(), told, ..agreed }
}

/// A sheet on which officers decide row by row, as yet without its texts and rows.
pub(crate) fn sheet<'a>(
    context: &Context<'a>,
    tab: &'a str,
    title: &'a str,
    columns: Vec<Column<'a>>,
) -> TablePlan<'a> {
    TablePlan {
        hint: context.words.text("hint.decisions"),
        frozen: 2,
        kind: TableKind::Decisions,
        tab: context.palette.ink("input"),
        ..TablePlan::new(&context.tab(tab), context.words.say(title), columns)
    }
}

/// The columns of such a sheet: whose the row is, the sheet's own, and in which officers decide.
pub(crate) fn row_columns<'a>(context: &Context<'a>, own: Vec<Column<'a>>) -> Vec<Column<'a>> {
    whose(context).into_iter().chain(own).chain(columns(context)).collect()
}

/// The cells of [`row_columns`].
pub(crate) fn row_cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, asked: Asked, own: Row<'a>) -> Row<'a> {
    whose_cells(context, row, &asked).into_iter().chain(own).chain(cells(context, asked)).collect()
}

/// The key, the school, its number, by which a name that was sorted alone is told, and its phase.
pub(crate) fn whose<'a>(context: &Context<'a>) -> [Column<'a>; 4] {
    let urn = Column::new(context.words.text("column.urn"), 8.5).looking(Look::of(Role::Body).centred());
    let phase = Column::new(context.words.text("column.phase"), 14.0).wrapped();
    [hidden(keys::KEY), school(context, 28.0), urn, phase]
}

/// The cells of [`whose`].
pub(crate) fn whose_cells<'a>(context: &Context<'a>, row: SchoolRow<'a>, asked: &Asked) -> [Cell<'a>; 4] {
    [
        Cell::text(keys::written(&asked.key)),
        Cell::text(row.name()).looking(Look::of(Role::Strong).wrapped()),
        row.urn(),
        Cell::text(context.phase(row.at)),
    ]
}

/// Decision, owner, due date, note, whether it still stands, why to look again; and the hidden ones.
pub(crate) fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let choices = context.rulebook().report.decisions.iter().map(ToString::to_string).collect();
    let mut due =
        day_column(context, (keys::DUE, "column.due", "prompt.due"), 13.0, context.rulebook().report.due_within);
    due.late_before = Some(context.inputs.evaluation.date);
    let mut note = input(keys::NOTE, words.text("column.note"), 34.0, None);
    note.look = INPUT.wrapped();
    let decision = input(keys::DECISION, words.text("column.decision"), 13.0, Some(Choice::OneOf(choices)));
    let owner = input(keys::OWNER, words.text("column.owner"), 18.0, Some(Choice::Suggested(owners(context))));
    let mut columns = vec![
        Column { told: said(context, "prompt.decision", Some("prompt.one-of")), ..decision },
        Column { told: said(context, "prompt.owner", None), ..owner },
        due,
        note,
    ];
    columns.extend(again(context));
    columns
}

/// A column in which a day is typed, so many years before the stated date or after it.
fn day_column<'a>(
    context: &Context<'a>,
    (id, title, prompt): (&'static str, &'a str, &'a str),
    width: f64,
    [past, ahead]: [u8; 2],
) -> Column<'a> {
    let words = context.words;
    let today = context.inputs.evaluation.date;
    let from = today.checked_sub_months(Months::new(12 * u32::from(past))).unwrap_or(today);
    let to = today.checked_add_months(Months::new(12 * u32::from(ahead))).unwrap_or(today);
    let wrong = [("from", long_day(from)), ("to", long_day(to)), ("day", long_day(today))];
    let told = Told {
        prompt: Cow::Owned(words.fill(prompt, &[("day", long_day(today))])),
        wrong: Cow::Owned(words.fill("prompt.day", &wrong)),
    };
    let column = input(id, words.text(title), width, Some(Choice::DayBetween(from, to)));
    Column { look: INPUT.shown(Shown::Day), told: Some(told), ..column }
}

/// What is said when a cell is chosen, and where something else was written.
pub(crate) fn said<'a>(context: &Context<'a>, prompt: &'a str, wrong: Option<&'a str>) -> Option<Told<'a>> {
    let wrong = wrong.map_or(Cow::Borrowed(""), |wrong| context.words.text(wrong));
    Some(Told { prompt: context.words.text(prompt), wrong })
}

/// Who may own a decision: those who own one already, then those who take part in the work, and the teams. Anybody else may
/// be typed, and is in the list after the next run as far as it has room.
fn owners(context: &Context<'_>) -> Vec<String> {
    let rulebook = context.rulebook();
    let owning: BTreeSet<&str> =
        context.inputs.decisions.decisions.values().filter_map(|one| one.owner.as_deref()).map(str::trim).collect();
    let players = rulebook.players.iter().map(|player| &*player.title);
    let teams = rulebook.support.iter().flat_map(|model| &model.teams).map(|team| &*team.team);
    let mut all: Vec<String> = Vec::new();
    for name in owning.into_iter().chain(players).chain(teams).filter(|name| !name.is_empty()) {
        if !all.iter().any(|known| same_word(known, name)) {
            all.push(name.to_owned());
        }
    }
    all
}

/// Why to look again, whether it still stands, and the hidden columns: for every kind of decision.
pub(crate) fn again<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let confirm = Choice::OneOf(vec![words.say("yes").to_owned()]);
    let confirm = input(keys::CONFIRM, words.text("column.confirm"), 11.0, Some(confirm));
    vec![
        Column::new(words.text("column.look-again"), 30.0).wrapped(),
        Column { told: said(context, "prompt.confirm", Some("prompt.confirm")), ..confirm },
        hidden(keys::EVIDENCE),
        hidden(keys::EVIDENCE_WORDS),
        hidden(keys::MADE_ON),
        hidden(keys::MADE_ON_WORDS),
        hidden(keys::SEEN),
        hidden(keys::CARRIED),
        hidden(keys::TITLE),
    ]
}

/// The cells of a decision.
pub(crate) fn cells<'a>(context: &Context<'a>, asked: Asked) -> Row<'a> {
    let decision = context.inputs.decisions.decisions.get(&asked.key);
    let mut row: Row<'a> = written(decision).into();
    let made = MadeOn::of(decision);
    row.extend(again_cells(context, asked, made, keys::carried(None, decision)));
    row
}

/// How many cells [`written`] has.
pub(crate) const WRITTEN: usize = 4;

/// Decision, owner, due date and note as they were written.
pub(crate) fn written(decision: Option<&Decision>) -> [Cell<'_>; WRITTEN] {
    [
        Cell::maybe(decision.and_then(|d| d.decision.as_deref())),
        Cell::maybe(decision.and_then(|d| d.owner.as_deref())),
        due(decision),
        Cell::maybe(decision.and_then(|d| d.note.as_deref())),
    ]
}

/// The due date, or what was typed in its place.
pub(crate) fn due<'a>(decision: Option<&'a Decision>) -> Cell<'a> {
    decision.map_or(Cell::BLANK, |decision| day(decision.due, decision.due_as_typed.as_deref()))
}

/// The day on which a plan begins, and what it is to reach.
pub(crate) fn of_plan(decision: Option<&Decision>) -> [Cell<'_>; 2] {
    let Some(decision) = decision else { return [const { Cell::BLANK }; 2] };
    [day(decision.begun, decision.begun_as_typed.as_deref()), Cell::maybe(decision.target.as_deref())]
}

fn day<'a>(day: Option<chrono::NaiveDate>, typed: Option<&'a str>) -> Cell<'a> {
    day.map_or_else(|| Cell::maybe(typed), |day| Cell::date(Some(day)))
}

/// The columns of [`of_plan`]; none in a rulebook whose plans have no life.
pub(crate) fn plan_columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    if context.rulebook().plans.is_none() {
        return Vec::new();
    }
    let words = context.words;
    let within = context.rulebook().report.begun_within;
    let begun = day_column(context, (keys::BEGUN, "column.begun", "prompt.begun"), 11.5, within);
    let target = input(keys::TARGET, words.text("column.target"), 34.0, Some(Choice::Anything));
    let target = Column { look: INPUT.wrapped(), told: said(context, "prompt.target", None), ..target };
    vec![begun, target]
}

/// What a decision was made on, as its row remembers it.
#[derive(Clone, Copy, Default)]
pub(crate) struct MadeOn<'a> {
    /// the fingerprint
    pub print: Option<&'a str>,
    /// in words
    pub words: Option<&'a str>,
    /// the day it was first seen
    pub seen: Option<chrono::NaiveDate>,
}

impl<'a> MadeOn<'a> {
    /// Of a decision.
    pub fn of(decision: Option<&'a Decision>) -> Self {
        decision.map_or_else(Self::default, |decision| Self {
            print: decision.made_on.as_deref(),
            words: decision.made_on_words.as_deref(),
            seen: decision.seen,
        })
    }
}

/// The cells of [`again`].
pub(crate) fn again_cells<'a>(context: &Context<'a>, asked: Asked, made: MadeOn<'a>, carried: String) -> Row<'a> {
    let ink = context.mark_ink("doubt");
    let look_again = match context.inputs.carried.stale.get(&asked.key) {
        Some(stale) => {
            let by = stale.review_by.map(|day| context.words.fill("decision.review-by", &[("day", long_day(day))]));
            let text = [Some(stale.reason.clone()), by].into_iter().flatten().collect::<Vec<_>>().join("\n");
            let signed = context.palette.signed(ink, &text);
            Cell::text(signed).looking(Look::of(Role::Body).inked(ink).wrapped())
        }
        // beside the empty cell stands what was agreed for an earlier year
        None if carried.is_empty() => Cell::maybe(context.inputs.carried.earlier.get(&asked.key).map(String::as_str))
            .looking(Look::of(Role::Quiet).wrapped()),
        None => Cell::BLANK,
    };
    let made = if carried.is_empty() { MadeOn::default() } else { made };
    vec![
        look_again,
        Cell::BLANK,
        Cell::text(asked.evidence),
        Cell::text(asked.words),
        Cell::maybe(made.print),
        Cell::maybe(made.words),
        Cell::maybe(made.seen.map(|day| day.to_string())),
        Cell::text(carried),
        Cell::text(asked.title),
    ]
}
