//! Which schools entered or left a status since the last run, and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::last_run::{Snapshot, Standing};
use crate::intake::record::SchoolKey;
use crate::review::Change;
use crate::review::decisions::Whose;
use crate::review::words::Words;

/// The changes from one run to another, by the schools' names.
pub(super) fn changes(before: &Snapshot, now: &Snapshot, whose: &Whose, words: Words<'_>) -> Vec<Change> {
    let whose = whose.knowing(before.schools.iter().map(|(key, standing)| (key.as_str(), standing.name.as_str())));
    let mut was: BTreeMap<String, &Standing> = BTreeMap::new();
    for (key, standing) in &before.schools {
        // a school that has converted since is the same school
        let key = whose.now(&SchoolKey(key.as_str().into()), &standing.name).map_or(key.clone(), |key| key.to_string());
        was.entry(key).or_insert(standing);
    }
    let mut changes = Vec::new();
    for (key, is) in &now.schools {
        let what = match was.remove(key) {
            Some(was) if was.status == is.status => continue,
            Some(was) => {
                let with = [("before", was.title.clone()), ("now", is.title.clone())];
                (words.fill("change.from-to", &with), why(before, now, was.decisions != is.decisions, words))
            }
            None => {
                (words.fill("change.came", &[("status", is.title.clone())]), words.say("change.results").to_owned())
            }
        };
        changes.push(change(Some(key), &is.name, what));
    }
    for standing in was.into_values() {
        let what = words.fill("change.went", &[("status", standing.title.clone())]);
        changes.push(change(None, &standing.name, (what, words.say("change.results").to_owned())));
    }
    changes.sort_by(|one, other| one.name.cmp(&other.name));
    changes
}

fn change(key: Option<&String>, name: &str, (what, why): (String, String)) -> Change {
    Change { school: key.map(|key| SchoolKey(Arc::from(key.as_str()))), name: name.into(), what, why }
}

/// What can have brought the change about: results, rules, a decision on this school; else the stated date.
fn why(before: &Snapshot, now: &Snapshot, decided: bool, words: Words<'_>) -> String {
    let results = before.inputs != now.inputs || before.year != now.year;
    let rules = before.rulebook != now.rulebook;
    let all = [(results, "change.results"), (rules, "change.rules"), (decided, "change.decision")];
    let mut said: Vec<&str> = all.into_iter().filter(|(is, _)| *is).map(|(_, name)| words.say(name)).collect();
    if said.is_empty() {
        said.push(words.say("change.date"));
    }
    said.join(", ")
}
