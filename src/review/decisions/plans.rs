//! Plans go on: from the decision that begins one to the day it began, and from one year into the next; so do partners that
//! were accepted or refused.
//!
//! Each year keeps its own decisions. A plan that was begun and has not ended is taken over into a year once, when nothing
//! is known of it there: the day it began, who sees to it and what it is to reach. From then on the year has its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Decision, DecisionKey, Decisions, Entries, Entry, Field, decisions};
use crate::judge::decided::{is_partner, is_plan};
use crate::judge::lives::{self, ProgressAt};
use crate::rulebook::Rulebook;
use crate::rulebook::model::among;

/// What of a plan goes on.
const GO_ON: [Field; 3] = [Field::Begun, Field::Owner, Field::Target];

/// Writes the day on which each plan begins beside the decision that begins it, where nobody has typed one: another look at
/// the decision moves it no more.
pub fn begin(rulebook: &Rulebook, entries: &mut Entries, today: NaiveDate) {
    for (_, entry) in entries.iter_mut().filter(|(key, _)| is_plan(&key.about)) {
        if entry.fields.get(Field::Begun).is_none()
            && let Some(day) = begun(rulebook, entry, today)
        {
            entry.fields.set(Field::Begun, Some(day.to_string().into()));
            entry.begun_filled_in = true;
        }
    }
}

/// A plan whose decision is emptied or corrected to one that takes it back has not begun: the day goes that was filled in when
/// what began it was first seen. One that somebody typed stays.
pub fn take_back(rulebook: &Rulebook, key: &DecisionKey, known: Option<&Entry>, entry: &mut Entry) {
    let (Some(plans), Some(known)) = (&rulebook.plans, known.filter(|_| is_plan(&key.about))) else { return };
    let decision = entry.fields.get(Field::Decision);
    let is_taken_back = decision.is_none_or(|typed| among(&plans.taken_back_by, typed).is_some());
    let day = known.fields.get(Field::Begun);
    // records of an older version do not tell who filled it in
    let by_the_day = || {
        let began = known.fields.get(Field::Decision).is_some_and(|typed| among(&plans.begun_by, typed).is_some());
        began && known.seen.map(|seen| seen.to_string()).as_deref() == day.map(|day| &**day)
    };
    if is_taken_back && entry.fields.get(Field::Begun) == day && (known.begun_filled_in || by_the_day()) {
        entry.fields.set(Field::Begun, None);
    }
}

fn begun(rulebook: &Rulebook, entry: &Entry, today: NaiveDate) -> Option<NaiveDate> {
    let mut decision = entry.decision();
    decision.seen = decision.seen.or(Some(today));
    lives::begun(rulebook.plans.as_ref()?, &decision)
}

/// Takes over what was begun in earlier years, the newest first, and has not ended.
pub fn go_on(rulebook: &Rulebook, entries: &mut Entries, earlier: &[Entries], today: NaiveDate) {
    partners_go_on(rulebook, entries, earlier);
    if rulebook.plans.is_none() {
        return;
    }
    let mut met = BTreeSet::new();
    let years = earlier.iter().zip(1..).map(|(year, older)| {
        let known = Decisions { earlier: told_before(earlier.get(older..).unwrap_or_default()), ..decisions(year) };
        (year, known)
    });
    let years: Vec<_> = years.collect();
    let plans = years.iter().flat_map(|(year, known)| year.iter().map(move |(key, entry)| (key, entry, known)));
    for (key, entry, known) in plans.filter(|(key, ..)| is_plan(&key.about)) {
        // the newest year that knows of it has the last word
        let ended = || lives::life(rulebook, known, &key.school, &key.about).ended.is_some();
        if !met.insert(key) || entries.contains_key(key) || ended() {
            continue;
        }
        let Some(day) = begun(rulebook, entry, today) else { continue };
        let mut next = Entry { school: Arc::clone(&entry.school), title: Arc::clone(&entry.title), ..Entry::default() };
        for field in GO_ON {
            next.fields.set(field, entry.fields.get(field).cloned());
        }
        next.fields.set(Field::Begun, Some(day.to_string().into()));
        entries.insert(key.clone(), next);
    }
}

/// Takes over which partners were accepted and refused, with what that was decided on: where it has changed, it is asked again.
fn partners_go_on(rulebook: &Rulebook, entries: &mut Entries, earlier: &[Entries]) {
    let Some(partnering) = &rulebook.partnering else { return };
    let mut met = BTreeSet::new();
    for (key, entry) in earlier.iter().flatten().filter(|(key, _)| is_partner(&key.about)) {
        let decides = |typed: &str| {
            [&partnering.accepted_by, &partnering.refused_by].iter().any(|words| among(words, typed).is_some())
        };
        let decided = entry.fields.get(Field::Decision).is_some_and(|typed| decides(typed));
        if met.insert(key) && decided && !entries.contains_key(key) {
            entries.insert(key.clone(), Entry { closed: None, stale_since: None, ..entry.clone() });
        }
    }
}

/// Keeps that a year knows of plans and partners which were taken back in it, so that they do not go on from the one before.
pub fn keep_taken_back(entries: &mut Entries, known: &Entries) {
    for key in known.keys().filter(|key| is_plan(&key.about) || is_partner(&key.about)) {
        entries.entry(key.clone()).or_default();
    }
}

/// What was told of the progress of plans in earlier years, the newest first.
#[must_use]
pub fn told_before(earlier: &[Entries]) -> BTreeMap<DecisionKey, Decision> {
    let mut told = BTreeMap::new();
    for (key, entry) in earlier.iter().flatten().filter(|(key, _)| ProgressAt::of(&key.about).is_some()) {
        told.entry(key.clone()).or_insert_with(|| entry.decision());
    }
    told
}
