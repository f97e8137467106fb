//! What was typed into a cell in which it cannot stand: a slip of the pen, a paste, another program's save.
//!
//! The sheets themselves say what may stand in a column, so this only looks at what they fill in. What is typed stays in
//! its cell until it is put right; here it is only told.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::{keys, sheets};
use crate::domain::Value;
use crate::judge::decided::{Decision, DecisionKey};
use crate::judge::lives::ProgressAt;
use crate::review::ReviewInputs;
use crate::review::context::Context;
use crate::review::words::long_day;
use crate::review::words::{Words, same_word};
use crate::rulebook::Rulebook;
use crate::rulebook::expression::nearest;
use crate::rulebook::model::among;
use workbook::place::CellPlace;
use workbook::write::{Cell, CellValue, Choice, Column, DATA_ROW, Row, TablePlan};

/// Something typed that takes no part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// the sheet it stands on
    pub sheet: String,
    /// its cell there: `J8`
    pub cell: String,
    /// the school's name
    pub school: String,
    /// what the row is about
    pub about: String,
    /// what was typed and what may stand there, in the rulebook's words
    pub sentence: String,
}

impl std::fmt::Display for Slip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}!{} ({}, {}): {}", self.sheet, self.cell, self.school, self.about, self.sentence)
    }
}

/// Everything typed into the review that takes no part, sheet by sheet.
#[must_use]
pub fn slips(inputs: &ReviewInputs<'_>) -> Vec<Slip> {
    found(&Context::new(inputs))
}

/// The same, for the pages of the review.
pub(super) fn found(context: &Context<'_>) -> Vec<Slip> {
    let decided = context.inputs.decisions;
    if decided.decisions.is_empty() && decided.grades.is_empty() {
        return Vec::new();
    }
    let decides = |plan: &TablePlan<'_>| plan.columns.iter().any(|column| column.choice.is_some());
    let plans = sheets::tables(context).into_iter().filter(decides);
    let mut plans: Vec<TablePlan<'_>> = plans.collect();
    if !may_hold_one(context, &plans) {
        return Vec::new();
    }
    plans.iter_mut().flat_map(|plan| on_sheet(context, plan)).collect()
}

/// Whether there can be any: rows are costly, and hardly any run has one.
fn may_hold_one(context: &Context<'_>, plans: &[TablePlan<'_>]) -> bool {
    let columns = plans.iter().flat_map(|plan| &plan.columns);
    let choices = columns.filter_map(|column| match &column.choice {
        Some(Choice::OneOf(choices)) => Some(choices),
        _ => None,
    });
    let known: BTreeSet<String> = choices.flatten().map(|word| word.trim().to_lowercase()).collect();
    let decided = context.inputs.decisions;
    let astray = |key: &DecisionKey, one: &Decision| {
        one.decision.as_deref().is_some_and(|word| !is_for(context.rulebook(), &key.about, word))
    };
    if decided.decisions.iter().any(|(key, one)| without_reason(context, key, one) || astray(key, one)) {
        return true;
    }
    let is_known = |text: &str| known.contains(&text.trim().to_lowercase());
    let doubtful = |text: &Option<Arc<str>>| text.as_deref().is_some_and(|text| !is_known(text));
    let no_day = |one: &Decision| one.due_as_typed.is_some() || one.begun_as_typed.is_some();
    decided.decisions.values().any(|one| no_day(one) || doubtful(&one.decision))
        || decided.grades.values().any(|agreed| !is_known(&agreed.grade))
}

/// Whether a word may be decided about something: words for plans and partners stand in a list that all rows share.
fn is_for(rulebook: &Rulebook, about: &str, word: &str) -> bool {
    let is_of = |words| among(words, word).is_some();
    if rulebook.partnering.as_ref().is_some_and(|partnering| is_of(&partnering.refused_by)) {
        return keys::is_partner(about);
    }
    let Some(plans) = &rulebook.plans else { return true };
    let (ends, tells) = (is_of(&plans.ended_by), is_of(&plans.progress));
    if ProgressAt::of(about).is_some() {
        return tells || !ends && rulebook.decision_named(word).is_none();
    }
    if keys::is_plan(about) { ends || !tells } else { !ends && !tells }
}

/// Whether a status was decided, or a plan ended, and nothing says why.
fn without_reason(context: &Context<'_>, key: &DecisionKey, decision: &Decision) -> bool {
    let typed = decision.decision.as_deref().unwrap_or_default();
    let noted = decision.note.as_deref().is_some_and(|note| !note.trim().is_empty());
    let plans = context.rulebook().plans.as_ref();
    let asks = if keys::is_plan(&key.about) {
        plans.is_some_and(|plans| among(&plans.ended_by, typed).is_some())
    } else {
        &*key.about == keys::STATUS && context.rulebook().status_meant(typed).is_some()
    };
    asks && !noted
}

/// What is said of a row in which a status or an end was decided and nothing says why.
fn reason_wanted(context: &Context<'_>, key: &DecisionKey) -> Option<String> {
    let decision = context.inputs.decisions.decisions.get(key).filter(|one| without_reason(context, key, one))?;
    let typed = decision.decision.as_deref().unwrap_or_default().to_owned();
    Some(context.words.fill("slip.reason", &[("typed", typed)]))
}

fn on_sheet(context: &Context<'_>, plan: &mut TablePlan<'_>) -> Vec<Slip> {
    let at = |name: &str| plan.columns.iter().position(|column| column.id == name);
    let (school, about) = (at(keys::SCHOOL), at(keys::TITLE));
    let (key, note) = (at(keys::KEY), at(keys::NOTE).and_then(|note| u32::try_from(note).ok()));
    let mut slips = Vec::new();
    for (number, row) in (DATA_ROW..).zip(plan.rows.by_ref().take(plan.count)) {
        let typed = (0..).zip(plan.columns.iter().zip(&row));
        let of_row = keys::read(&said(&row, key));
        let is_about = of_row.as_ref().map_or("", |key| &*key.about);
        let mistyped = typed.filter_map(|(column, (of, cell))| Some((column, sentence(context, is_about, of, cell)?)));
        let wanted = of_row.as_ref().and_then(|key| reason_wanted(context, key));
        for (column, sentence) in mistyped.chain(note.zip(wanted)) {
            let place = CellPlace { workbook: "".into(), sheet: "".into(), row: number, column };
            slips.push(Slip {
                sheet: plan.name.clone(),
                cell: place.a1(),
                school: said(&row, school),
                about: said(&row, about),
                sentence,
            });
        }
    }
    slips
}

fn said(row: &Row<'_>, column: Option<usize>) -> String {
    column.and_then(|column| row.get(column)).and_then(text).unwrap_or_default().into_owned()
}

/// What is wrong with a cell of a column in which only certain things may stand; nothing where it is one of them.
fn sentence(context: &Context<'_>, about: &str, column: &Column<'_>, cell: &Cell<'_>) -> Option<String> {
    let choice = column.choice.as_ref()?;
    let typed = text(cell)?;
    let with = ("typed", typed.clone().into_owned());
    match choice {
        Choice::Day | Choice::DayBetween(..) if matches!(cell.value, CellValue::Date(_)) => None,
        Choice::Day | Choice::DayBetween(..) => {
            let day = long_day(context.inputs.evaluation.date);
            Some(context.words.fill("slip.day", &[with, ("day", day)]))
        }
        Choice::OneOf(choices) => {
            let rulebook = context.rulebook();
            let choices: Vec<&str> =
                choices.iter().map(String::as_str).filter(|word| is_for(rulebook, about, word)).collect();
            if understood(rulebook, column.id, &choices, &typed) {
                None
            } else {
                Some(none_of(context.words, &choices, with))
            }
        }
        Choice::Number | Choice::Suggested(_) | Choice::Anything | Choice::Nothing => None,
    }
}

fn understood(rulebook: &Rulebook, column: &str, choices: &[&str], typed: &str) -> bool {
    choices.iter().any(|choice| same_word(choice, typed))
        // a grade may be given by what it is called
        || column == keys::AGREED && rulebook.judgements.grade_named(typed).is_some()
}

fn none_of(words: Words<'_>, choices: &[&str], typed: (&'static str, String)) -> String {
    let near = nearest(&typed.1, choices.iter().copied()).first().map(ToString::to_string);
    let all = ("choices", choices.join(", "));
    match near {
        Some(near) => words.fill("slip.near", &[typed, all, ("near", near)]),
        None => words.fill("slip.one-of", &[typed, all]),
    }
}

/// What a cell shows; `None` where it is blank.
fn text<'c>(cell: &'c Cell<'_>) -> Option<Cow<'c, str>> {
    match &cell.value {
        CellValue::Blank => None,
        CellValue::Text(text) | CellValue::Link(text, _) => Some(Cow::Borrowed(text)),
        CellValue::Number(number) => Some(Cow::Owned(Value::Number(*number).to_string())),
        CellValue::Date(day) => Some(Cow::Owned(long_day(*day))),
        // officers type no formula into what a plan fills in
        CellValue::Formula(..) => None,
    }
}
