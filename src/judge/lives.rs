//! The life of a plan, from what was decided about it: the day it began, what was told of its progress, how it ended.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::AcademicYear;
use crate::intake::record::SchoolKey;
use crate::judge::decided::{Decision, DecisionKey, Decisions, is_plan, of_school};
use crate::judge::times::nth_time;
use crate::rulebook::model::{Plans, Rulebook, among};

/// How a plan ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// the word that ended it, as the rulebook writes it
    pub word: Arc<str>,
    /// the day it was first seen
    pub on: Option<NaiveDate>,
    /// the reason given; none where a meeting told the end
    pub why: Option<Arc<str>>,
}

/// What was told of a plan's progress at a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// place of the meeting in the rulebook's cycle
    pub event: usize,
    /// the academic year in which it was held
    pub year: AcademicYear,
    /// its number among those of the event in the year, from 1
    pub number: usize,
    /// the word, as the rulebook writes it
    pub word: Arc<str>,
    /// whether it means that the plan is behind
    pub behind: bool,
    /// the day it was first seen
    pub on: Option<NaiveDate>,
}

/// What is known of a plan of a school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// the day it begins or began
    pub begun: Option<NaiveDate>,
    /// what was told of its progress since, oldest first
    pub told: Vec<Told>,
    /// how it ended
    pub ended: Option<End>,
}

/// What is known of a plan: what was decided for the year at hand, and what was told of its progress in earlier ones.
#[must_use]
pub fn life(rulebook: &Rulebook, decisions: &Decisions, school: &SchoolKey, plan: &str) -> Life {
    let Some(plans) = &rulebook.plans else { return Life::default() };
    let key = DecisionKey { school: school.clone(), about: plan.into() };
    let decision = decisions.decisions.get(&key);
    let begun = decision.and_then(|decision| begun(plans, decision));
    // what the year at hand does not say itself; where nothing goes on, what was told is of a plan that is over
    let before = of_plan(&decisions.earlier, school, plan)
        .filter(|_| begun.is_some())
        .filter(|(at, _)| !entered(decisions, school, plan).any(|(own, _)| own == *at));
    let mut told: Vec<Told> = entered(decisions, school, plan)
        .chain(before)
        .filter_map(|(at, decision)| told(rulebook, plans, at, decision))
        // what was told of an earlier plan of the same sort is not of this one
        .filter(|told| begun.is_none_or(|begun| told.on.is_none_or(|on| on >= begun)))
        .collect();
    told.sort_by_key(|told| in_order(rulebook, (told.event, told.year, told.number)));
    let by_progress = || {
        let last = told.last().filter(|told| among(&plans.ended_by, &told.word).is_some())?;
        Some(End { word: Arc::clone(&last.word), on: last.on, why: None })
    };
    let ended = decision.and_then(|decision| ended(plans, decision)).or_else(by_progress);
    Life { begun, told, ended }
}

/// At how many meetings running, up to the last, some plan of a school that goes on was said to be behind: of the one with
/// the most.
#[must_use]
pub fn meetings_behind(rulebook: &Rulebook, decisions: &Decisions, school: &SchoolKey) -> usize {
    if rulebook.plans.is_none() {
        return 0;
    }
    let plans = of_school(&decisions.decisions, school).filter(|(key, _)| is_plan(&key.about));
    let lives = plans.map(|(key, _)| life(rulebook, decisions, school, &key.about));
    let going_on = lives.filter(|life| life.begun.is_some() && life.ended.is_none());
    going_on.map(|life| behind(&life.told)).max().unwrap_or_default()
}

/// At how many meetings running, up to the last, it was said that a plan is behind.
#[must_use]
pub fn behind(told: &[Told]) -> usize {
    told.iter().rev().take_while(|told| told.behind).count()
}

/// The day on which a plan begins: the one typed, else the one on which a decision that begins plans was first seen. What
/// was typed and is no day begins nothing.
#[must_use]
pub fn begun(plans: &Plans, decision: &Decision) -> Option<NaiveDate> {
    let agreed = || among(&plans.begun_by, decision.decision.as_deref()?).and(decision.seen);
    decision.begun.or_else(|| if decision.begun_as_typed.is_none() { agreed() } else { None })
}

/// How a plan was ended in its own row; not without a reason.
#[must_use]
pub fn ended(plans: &Plans, decision: &Decision) -> Option<End> {
    let word = among(&plans.ended_by, decision.decision.as_deref()?)?;
    let why = decision.note.clone().filter(|note| !note.trim().is_empty())?;
    Some(End { word: Arc::clone(word), on: decision.seen, why: Some(why) })
}

/// At which meeting progress is told, and of which plan: `progress:srg-2:2012-13:trigger:rap:achievement`; of the third
/// time of an event in a year, `progress:srg:2012-13.3:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgressAt<'a> {
    /// the event's id
    pub event: &'a str,
    /// the academic year in which it is held
    pub year: AcademicYear,
    /// its number among those of the event in the year, from 1
    pub number: usize,
    /// the plan's id
    pub plan: &'a str,
}

impl<'a> ProgressAt<'a> {
    /// From what a decision is about; none where that is something else.
    #[must_use]
    pub fn of(about: &'a str) -> Option<Self> {
        let (event, rest) = about.strip_prefix(PROGRESS)?.split_once(':')?;
        let (when, plan) = rest.split_once(':')?;
        let (year, number) = when.split_once('.').unwrap_or((when, "1"));
        Some(Self { event, year: year.parse().ok()?, number: number.parse().ok()?, plan })
    }

    /// What a decision on it is about.
    #[must_use]
    pub fn about(&self) -> Arc<str> {
        let number = if self.number > 1 { format!(".{}", self.number) } else { String::new() };
        format!("{PROGRESS}{}:{}{number}:{}", self.event, self.year, self.plan).into()
    }
}

/// What begins the name of a decision on progress.
const PROGRESS: &str = "progress:";

/// What was entered about a plan's progress for the year at hand.
pub(crate) fn entered<'d>(
    decisions: &'d Decisions,
    school: &SchoolKey,
    plan: &str,
) -> impl Iterator<Item = (ProgressAt<'d>, &'d Decision)> {
    of_plan(&decisions.decisions, school, plan)
}

fn of_plan<'d>(
    all: &'d BTreeMap<DecisionKey, Decision>,
    school: &SchoolKey,
    plan: &str,
) -> impl Iterator<Item = (ProgressAt<'d>, &'d Decision)> {
    let progress = of_school(all, school).filter_map(|(key, decision)| Some((ProgressAt::of(&key.about)?, decision)));
    progress.filter(move |(at, _)| at.plan == plan)
}

fn told(rulebook: &Rulebook, plans: &Plans, at: ProgressAt<'_>, decision: &Decision) -> Option<Told> {
    let word = among(&plans.progress, decision.decision.as_deref()?)?;
    let event = rulebook.cycle.iter().position(|event| *event.id == *at.event)?;
    let behind = among(&plans.behind, word).is_some();
    Some(Told { event, year: at.year, number: at.number, word: Arc::clone(word), behind, on: decision.seen })
}

/// What puts meetings in order: the day on which each begins.
pub(crate) fn in_order(
    rulebook: &Rulebook,
    (event, year, number): (usize, AcademicYear, usize),
) -> (NaiveDate, usize, usize) {
    let time = nth_time(rulebook, event, year, number);
    (time.map_or_else(|| rulebook.year_begins.first_day(year), |time| time.from), event, number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_progress_is_about_reads_back_as_written() {
        for about in ["progress:srg-2:2012-13:trigger:rap:achievement", "progress:srg:2012-13.3:plan:school-plan"] {
            assert_eq!(*ProgressAt::of(about).unwrap().about(), *about);
        }
        assert_eq!(ProgressAt::of("progress:srg-2:soon:trigger:rap:achievement"), None);
        assert_eq!(ProgressAt::of("trigger:rap:achievement"), None);
    }
}
