//! Which papers an event of the cycle needs, and which event is meant by a name.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months, NaiveDate};

use crate::judge::advise::{CycleStep, times};
use crate::review::Change;
use crate::review::decisions::Whose;
use crate::review::words::Words;
use crate::rulebook::Rulebook;
use crate::rulebook::model::{CycleEvent, Paper, PaperFor};
use crate::run::Run;
use crate::run::changes::changes;

/// An event of the cycle that papers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventAsked {
    /// its place in the cycle
    pub event: usize,
    /// first and last day of the month that was named, where one was
    pub month: Option<(NaiveDate, NaiveDate)>,
}

/// Why there are no papers for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEvent<'r> {
    /// no event is called so; those that have papers
    Unknown(Vec<&'r str>),
    /// no paper is made for it; the events that have some
    NoPaper(Vec<&'r str>),
}

/// The event of the cycle with a name: its own, the first words of it where no other begins so, or to whom it is reported and in which month, as in `dmt-2012-10`.
///
/// # Errors
/// When there is none, or no paper is made for it.
pub fn event_named<'r>(run: &'r Run, name: &str) -> Result<EventAsked, NoEvent<'r>> {
    let rulebook = &run.rulebook;
    let known = || {
        let all = rulebook.cycle.iter().enumerate().filter(|(at, _)| !papers_for(rulebook, *at).is_empty());
        all.map(|(_, event)| &*event.id).collect::<Vec<_>>()
    };
    let itself = rulebook.cycle.iter().position(|event| *event.id == *name);
    let itself = itself.or_else(|| beginning_with(rulebook, name));
    let found = itself.map(|event| EventAsked { event, month: None }).or_else(|| of_a_month(rulebook, name));
    let asked = found.ok_or_else(|| NoEvent::Unknown(known()))?;
    if papers_for(rulebook, asked.event).is_empty() { Err(NoEvent::NoPaper(known())) } else { Ok(asked) }
}

/// The only event whose name begins with these words: `cabinet` is `cabinet-report`.
fn beginning_with(rulebook: &Rulebook, name: &str) -> Option<usize> {
    let begins = |event: &CycleEvent| event.id.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
    let mut all = rulebook.cycle.iter().enumerate().filter(|(_, event)| begins(event)).map(|(at, _)| at);
    all.next().filter(|_| all.next().is_none())
}

/// The event of a month that is reported to whom the name begins with.
fn of_a_month(rulebook: &Rulebook, name: &str) -> Option<EventAsked> {
    const MONTH: &str = "-2012-10";
    let (whom, month) = name.split_at_checked(name.len().checked_sub(MONTH.len())?)?;
    let from = NaiveDate::parse_from_str(&format!("{month}-01"), "-%Y-%m-%d").ok()?;
    let to = from.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?;
    let number = chrono::Datelike::month(&from);
    let is_told = |event: &CycleEvent| {
        let words = event.reported_to.iter().flat_map(|whom| whom.split(|sign: char| !sign.is_alphanumeric()));
        event.months.contains(&number) && words.into_iter().any(|word| word.eq_ignore_ascii_case(whom))
    };
    let event = rulebook.cycle.iter().position(is_told)?;
    Some(EventAsked { event, month: Some((from, to)) })
}

/// The papers of an event, by their place in the rulebook: its pack, else those it asks for by name.
pub(super) fn papers_for(rulebook: &Rulebook, event: usize) -> Vec<usize> {
    let papers = || rulebook.papers.iter().enumerate();
    let is_for = |paper: &Paper| paper.events.contains(&event);
    let packs = papers().filter(|(_, paper)| paper.made_for == PaperFor::AMeeting && is_for(paper));
    let packs: Vec<usize> = packs.map(|(at, _)| at).collect();
    if !packs.is_empty() {
        return packs;
    }
    let Some(asks) = rulebook.cycle.get(event).map(|event| &event.papers) else { return Vec::new() };
    let brought = |paper: &Paper| match paper.made_for {
        PaperFor::EachVisit => is_for(paper),
        PaperFor::AMeeting | PaperFor::ALetter => false,
        PaperFor::EachSchool | PaperFor::TheAuthority => paper.asked_as.iter().any(|name| asks.contains(name)),
    };
    papers().filter(|(_, paper)| brought(paper)).map(|(at, _)| at).collect()
}

/// What has changed since the last meeting of the same kind, and the day of the run that knew how things stood then. None
/// where no run tells: then it is what has changed since the last run.
pub(super) fn changes_since_the_last(run: &Run, step: &CycleStep) -> Option<(Vec<Change>, NaiveDate)> {
    let rulebook = &run.rulebook;
    let of = rulebook.cycle.get(step.event)?;
    let day = step.time.from.min(run.evaluation.date);
    let held = times(rulebook, day.checked_sub_months(Months::new(13))?, Some(day)).into_iter();
    let held = held.filter(|(event, time)| {
        time.to < day && rulebook.cycle.get(*event).is_some_and(|event| event.is_of_a_kind(of))
    });
    let (event, time) = held.max_by_key(|(event, time)| (time.to, *event))?;
    let last = &run.kept.earlier.last;
    let before = last.at_meeting((&rulebook.cycle.get(event)?.id, run.evaluation.year), time.known_by())?;
    let whose = Whose::new(&run.dataset, &last.schools);
    Some((changes(before, &run.kept.now, &whose, Words(rulebook)), before.date?))
}

/// The visits that were known when a paper was due the last time before this one, by school. None where no run tells.
pub(super) fn visits_known_at_the_last(
    run: &Run,
    paper: &Paper,
    step: &CycleStep,
) -> Option<BTreeMap<String, BTreeSet<String>>> {
    let rulebook = &run.rulebook;
    let first = step.time.from.checked_sub_months(Months::new(13))?;
    let due = times(rulebook, first, Some(step.time.from)).into_iter();
    let due = due.filter(|(event, time)| paper.events.contains(event) && time.to < step.time.from);
    let (event, time) = due.max_by_key(|(event, time)| (time.to, *event))?;
    let last = &run.kept.earlier.last;
    let then = last.at_meeting((&rulebook.cycle.get(event)?.id, run.evaluation.year), time.known_by())?;
    Some(then.schools.iter().filter_map(|(key, stood)| Some((key.clone(), stood.visits.clone()?))).collect())
}
