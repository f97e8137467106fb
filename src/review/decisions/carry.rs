//! Holds decisions against what is recommended now: which stand, which are stale, which have lost their recommendation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::entry::{decisions, stands_alone};
use super::stale::stale;
use super::there::RulesThere;
use super::{Closed, Decision, DecisionKey, Decisions, Entries, Entry, Field};
use crate::intake::record::{Dataset, SchoolKey};
use crate::judge::decided::is_plan;
use crate::judge::lives;
use crate::review::book::Asked;
use crate::review::words::Words;
use crate::review::{Carried, LapsedDecision};
use crate::rulebook::Rulebook;

/// What decisions are held against.
pub struct Carrying<'c> {
    /// the rulebook in force
    pub rulebook: &'c Rulebook,
    /// the schools
    pub dataset: &'c Dataset,
    /// what is asked now
    pub asked: &'c [Asked],
    /// what was told of the progress of plans in earlier years
    pub told: &'c BTreeMap<DecisionKey, Decision>,
    /// the stated day
    pub date: NaiveDate,
}

/// Sorts decisions into those that stand and those that have lapsed, and notes in each what became of it.
#[must_use]
pub fn carry(carrying: &Carrying<'_>, entries: &mut Entries) -> (Decisions, Carried) {
    let asked: BTreeMap<&DecisionKey, &Asked> = carrying.asked.iter().map(|asked| (&asked.key, asked)).collect();
    let schools = carrying.dataset.schools.iter();
    let names: BTreeMap<&SchoolKey, &Arc<str>> = schools.map(|s| (&s.identity.key, &s.identity.name)).collect();
    let there = RulesThere::of(carrying.rulebook);
    let words = Words(carrying.rulebook);
    let over = ended(carrying, entries);
    let mut standing = Entries::new();
    let mut carried = Carried::default();
    for (key, entry) in entries.iter_mut().filter(|(_, entry)| !entry.fields.is_blank()) {
        if let Some(name) = names.get(&key.school) {
            entry.school = Arc::clone(name);
        }
        if let Some(asked) = asked.get(key) {
            stands(carrying, (key, over.contains(key)), entry, asked, &mut carried);
            standing.insert(key.clone(), entry.clone());
            continue;
        }
        entry.stale_since = None;
        let reason = if stands_alone(&key.about) {
            let given = entry.closed.as_ref().map(|closed| &*closed.reason).filter(|reason| !reason.is_empty());
            given.map_or_else(|| words.say("lapsed.typed").into(), Arc::from)
        } else if !names.contains_key(&key.school) {
            words.say("lapsed.school").into()
        } else if there.has(&key.about) {
            words.say("lapsed.not-recommended").into()
        } else {
            words.say("lapsed.rule").into()
        };
        let since = entry.closed.as_ref().and_then(|closed| closed.since).or(Some(carrying.date));
        entry.closed = Some(Closed { since, reason });
        let closed = !stands_alone(&key.about) && names.contains_key(&key.school) && there.has(&key.about);
        let list = if closed { &mut carried.closed } else { &mut carried.orphans };
        list.push(lapsed(key, entry));
    }
    (known(carrying, &standing), carried)
}

/// Decisions as judging knows them: with what was told of plans in earlier years.
fn known(carrying: &Carrying<'_>, entries: &Entries) -> Decisions {
    Decisions { earlier: carrying.told.clone(), ..decisions(entries) }
}

/// The plans that have ended, by their own row or by what was told of them at a meeting, of an earlier year too.
fn ended(carrying: &Carrying<'_>, entries: &Entries) -> BTreeSet<DecisionKey> {
    let (rulebook, decisions) = (carrying.rulebook, known(carrying, entries));
    let plans = entries.keys().filter(|key| is_plan(&key.about));
    plans.filter(|key| lives::life(rulebook, &decisions, &key.school, &key.about).ended.is_some()).cloned().collect()
}

/// Whether an entry has a grade that the rulebook has not, and nothing else that is decided: it takes no part.
fn takes_no_part(rulebook: &Rulebook, entry: &Entry) -> bool {
    let grade = entry.fields.get(Field::Grade);
    let decided = entry.fields.get(Field::Decision).is_some();
    !decided && grade.is_some_and(|grade| rulebook.judgements.grade_named(grade).is_none())
}

fn stands(
    carrying: &Carrying<'_>,
    (key, over): (&DecisionKey, bool),
    entry: &mut Entry,
    asked: &Asked,
    carried: &mut Carried,
) {
    entry.closed = None;
    entry.title = asked.title.as_str().into();
    if entry.made_on.is_none() {
        // nobody remembers what it was made on: from now on it is this
        entry.made_on = Some(asked.evidence.as_str().into());
        entry.made_on_words = Some(asked.words.as_str().into());
    }
    entry.seen = entry.seen.or(Some(carrying.date));
    if entry.made_on.is_some() && entry.made_on.as_deref() == asked.evidence_before.as_deref() {
        entry.made_on = Some(asked.evidence.as_str().into());
    }
    let over = over || takes_no_part(carrying.rulebook, entry);
    if over || entry.made_on.as_deref() == Some(asked.evidence.as_str()) {
        entry.stale_since = None;
        return;
    }
    entry.stale_since = entry.stale_since.or(Some(carrying.date));
    carried.stale.insert(key.clone(), stale(carrying.rulebook, entry, asked));
}

fn lapsed(key: &DecisionKey, entry: &Entry) -> LapsedDecision {
    let title = if entry.title.is_empty() { key.about.replace(':', ", ").into() } else { entry.title.clone() };
    LapsedDecision {
        key: key.clone(),
        school: if entry.school.is_empty() { key.school.0.clone() } else { entry.school.clone() },
        title,
        decision: entry.decision(),
        grade: entry.fields.get(Field::Grade).cloned(),
        since: entry.closed.as_ref().and_then(|closed| closed.since),
        reason: entry.closed.as_ref().map(|closed| closed.reason.to_string()).unwrap_or_default(),
    }
}
