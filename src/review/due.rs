//! What is due from a day on: the cycle's steps and the meetings of plans, for which schools by name, with what papers, and
//! who takes part with which responsibilities.

mod calendar;

pub use calendar::{MADE_BY, calendar};

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::words::same_word;
use crate::intake::record::{Dataset, SchoolKey};
use crate::judge::advise::{Advice, Time, TriggerAdvice, concerned, times};
use crate::judge::evaluate::Views;
use crate::rulebook::model::{CycleEvent, Player, Rulebook};

/// From when to when something is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// the stated day
    pub date: NaiveDate,
    /// the last day; without one, the next time of everything
    pub until: Option<NaiveDate>,
}

/// Schools for which something can be due.
#[derive(Clone, Copy)]
pub struct DueFor<'a> {
    /// the schools
    pub dataset: &'a Dataset,
    /// schools as rules see them
    pub views: &'a Views<'a>,
    /// what follows for them: plans with their meetings
    pub advice: &'a Advice,
}

/// A school by its key and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// its key in answers and runs
    pub key: SchoolKey,
    /// its name
    pub name: Arc<str>,
}

/// Their names, one after the other.
#[must_use]
pub fn names(schools: &[Named]) -> String {
    schools.iter().map(|school| &*school.name).collect::<Vec<_>>().join(", ")
}

/// The schools that something is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schools {
    /// those it is for
    pub named: Vec<Named>,
    /// those of which it cannot be said
    pub unsure: Vec<Named>,
    /// whether it is for every school there is
    pub all: bool,
}

/// What is due.
#[derive(Clone, Debug)]
pub enum What<'a> {
    /// a step of the cycle
    Event(&'a CycleEvent, Time),
    /// the meeting of a plan, under the plan's stable name
    Meeting {
        /// the plan's stable name, `trigger:rap:achievement`; of several that meet together, the first
        plan: Arc<str>,
        /// the titles of the plans
        plans: Vec<Arc<str>>,
        /// the meeting's name
        meeting: Arc<str>,
        /// the day
        day: NaiveDate,
        /// of a plan that began: the day it did, and the meeting's number among its own, from 1
        number: Option<(NaiveDate, usize)>,
    },
}

/// Something that is due.
#[derive(Clone, Debug)]
pub struct Due<'a> {
    /// what
    pub what: What<'a>,
    /// for which schools; `None` where no workbooks say which there are
    pub schools: Option<Schools>,
}

impl Due<'_> {
    /// First and last day.
    #[must_use]
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        match &self.what {
            What::Event(_, time) => (time.from, time.to),
            What::Meeting { day, .. } => (*day, *day),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        match &self.what {
            What::Event(event, _) => &event.title,
            What::Meeting { meeting, .. } => meeting,
        }
    }
}

/// A visit that was to be recorded by now and is not.
#[derive(Clone, Debug)]
pub struct Late<'a> {
    /// the event of the cycle
    pub event: &'a CycleEvent,
    /// when it was
    pub time: Time,
    /// the last day on which it was to be recorded
    pub by: NaiveDate,
    /// of which schools it is not recorded
    pub schools: Schools,
}

/// What is overdue on the stated day, longest first.
#[must_use]
pub fn overdue<'a>(rulebook: &'a Rulebook, with: DueFor<'_>) -> Vec<Late<'a>> {
    let late = with.advice.overdue.iter().filter_map(|late| {
        let schools = named_of(with, &late.schools, &late.unsure);
        Some(Late { event: rulebook.cycle.get(late.event)?, time: late.time, by: late.by, schools })
    });
    late.collect()
}

/// Everything that is due, soonest first.
#[must_use]
pub fn due<'a>(rulebook: &'a Rulebook, span: Span, with: Option<DueFor<'_>>) -> Vec<Due<'a>> {
    let times = times(rulebook, span.date, span.until).into_iter();
    let mut all: Vec<Due<'a>> = times
        .filter_map(|(at, time)| {
            let event = rulebook.cycle.get(at)?;
            Some(Due { what: What::Event(event, time), schools: with.map(|with| schools(with, event)) })
        })
        .collect();
    all.extend(with.iter().flat_map(|with| meetings(rulebook, *with, span)));
    all.sort_by_key(Due::days);
    all
}

fn schools(with: DueFor<'_>, event: &CycleEvent) -> Schools {
    let (sure, unsure) = concerned(with.views, event.for_schools.as_ref());
    named_of(with, &sure, &unsure)
}

fn named_of(with: DueFor<'_>, sure: &[usize], unsure: &[usize]) -> Schools {
    let named = |schools: &[usize]| schools.iter().filter_map(|at| named(with.dataset, *at)).collect::<Vec<_>>();
    Schools { named: named(sure), unsure: named(unsure), all: sure.len() == with.views.len() }
}

fn named(dataset: &Dataset, at: usize) -> Option<Named> {
    let identity = &dataset.schools.get(at)?.identity;
    Some(Named { key: identity.key.clone(), name: identity.name.clone() })
}

/// A meeting of one school on one day, by its name.
type Meeting = (NaiveDate, usize, Arc<str>);
/// The plans that are looked at in it, and which of their meetings it is.
type Plans<'a> = Vec<(&'a TriggerAdvice, usize)>;

/// The meetings of plans: those of one school on one day are one meeting. Up to a day all of them; without one, those that
/// the rulebook wants named ahead.
fn meetings<'a>(rulebook: &Rulebook, with: DueFor<'_>, span: Span) -> Vec<Due<'a>> {
    let mut found: BTreeMap<Meeting, Plans<'_>> = BTreeMap::new();
    for school in &with.advice.schools {
        for plan in &school.triggers {
            let Some(meeting) = &plan.meeting else { continue };
            let near = |day: &&NaiveDate| **day >= span.date && span.until.is_none_or(|until| **day <= until);
            let ahead = || plan.meetings.clone();
            let days = span.until.map_or_else(ahead, |until| plan.meetings_until(span.date, until, &rulebook.holidays));
            for (at, day) in days.iter().enumerate().filter(|(_, day)| near(day)) {
                found.entry((*day, school.school, meeting.clone())).or_default().push((plan, at));
            }
        }
    }
    let meeting = |((day, school, meeting), plans): (Meeting, Plans<'_>)| {
        let named = vec![named(with.dataset, school)?];
        let (first, at) = plans.first()?;
        let life = first.life.as_ref();
        let number = life.and_then(|life| Some((life.begun?, life.held + at + 1)));
        let mut titles: Vec<Arc<str>> = plans.iter().map(|(plan, _)| plan.title.clone()).collect();
        titles.dedup();
        let what = What::Meeting { plan: first.id.clone(), plans: titles, meeting, day, number };
        Some(Due { what, schools: Some(Schools { named, unsure: Vec::new(), all: false }) })
    };
    found.into_iter().filter_map(meeting).collect()
}

/// Who of the rulebook's players is meant by a name in the cycle.
#[must_use]
pub fn player<'r>(rulebook: &'r Rulebook, who: &str) -> Option<&'r Player> {
    rulebook.players.iter().find(|player| same_word(&player.title, who))
}

/// Everything due as one value for programs.
#[must_use]
pub fn as_json(
    rulebook: &Rulebook,
    authority: &str,
    span: Span,
    all: &[Due<'_>],
    overdue: Option<&[Late<'_>]>,
) -> Value {
    json!({
        "authority": authority,
        "date": span.date.to_string(),
        "until": span.until.map(|day| day.to_string()),
        "overdue": overdue.map(|all| all.iter().map(late_as_json).collect::<Vec<_>>()),
        "due": all.iter().map(|one| one_as_json(rulebook, one)).collect::<Vec<_>>(),
    })
}

fn schools_as_json(schools: &[Named]) -> Value {
    let each = schools.iter().map(|school| json!({"school": school.key.to_string(), "name": &*school.name}));
    each.collect()
}

fn late_as_json(late: &Late<'_>) -> Value {
    json!({
        "event": &*late.event.id,
        "title": &*late.event.title,
        "year": late.time.year.to_string(),
        "number": late.time.number,
        "from": late.time.from.to_string(),
        "to": late.time.to.to_string(),
        "recorded_by": late.by.to_string(),
        "schools": schools_as_json(&late.schools.named),
        "not_known": schools_as_json(&late.schools.unsure),
    })
}

fn one_as_json(rulebook: &Rulebook, one: &Due<'_>) -> Value {
    let (from, to) = one.days();
    let mut value = match &one.what {
        What::Event(event, time) => json!({
            "event": &*event.id,
            "title": &*event.title,
            "kind": &*event.kind,
            "year": time.year.to_string(),
            "number": time.number,
            "dated": time.dated,
            "focus": event.focus.as_deref(),
            "purpose": texts(&event.purpose),
            "papers": texts(&event.papers),
            "takes_part": event.who.iter().map(|who| takes_part(rulebook, who)).collect::<Vec<_>>(),
            "reported_to": texts(&event.reported_to),
            "source": &*event.source,
        }),
        What::Meeting { plan, plans, meeting, .. } => {
            json!({"plan": &**plan, "title": &**meeting, "kind": "meeting", "dated": true, "plans": texts(plans)})
        }
    };
    if let Some(fields) = value.as_object_mut() {
        fields.insert("from".to_owned(), json!(from.to_string()));
        fields.insert("to".to_owned(), json!(to.to_string()));
        let schools = one.schools.as_ref();
        fields.insert("schools".to_owned(), json!(schools.map(|schools| schools_as_json(&schools.named))));
        fields.insert("not_known".to_owned(), json!(schools.map(|schools| schools_as_json(&schools.unsure))));
    }
    value
}

fn takes_part(rulebook: &Rulebook, who: &str) -> Value {
    let responsibilities = player(rulebook, who).map_or_else(Vec::new, |player| texts(&player.responsibilities));
    json!({"who": who, "responsibilities": responsibilities})
}

fn texts(all: &[Arc<str>]) -> Vec<&str> {
    all.iter().map(|text| &**text).collect()
}
