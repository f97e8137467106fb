//! What has changed for which school since the last run, each “was → is”: where it stands, its floor, its inspection, its
//! risks, plans and results, what was decided; and why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::last_run::{Decided, Reached, Snapshot, Standing};
use crate::intake::record::SchoolKey;
use crate::review::Change;
use crate::review::book::keys;
use crate::review::decisions::Whose;
use crate::review::words::Words;
use crate::review::{amount, decimals};
use crate::rulebook::model::Renames;

/// The changes from one run to another, by the schools' names.
pub(super) fn changes(before: &Snapshot, now: &Snapshot, whose: &Whose, words: Words<'_>) -> Vec<Change> {
    let whose = whose.knowing(before.schools.iter().map(|(key, standing)| (key.as_str(), standing.name.as_str())));
    let mut was: BTreeMap<String, &Standing> = BTreeMap::new();
    for (key, standing) in &before.schools {
        // a school that has converted since is the same school
        let key = whose.now(&SchoolKey(key.as_str().into()), &standing.name).map_or(key.clone(), |key| key.to_string());
        was.entry(key).or_insert(standing);
    }
    let (mut changes, mut decided) = (Vec::new(), Vec::new());
    for (key, is) in &now.schools {
        let Some(was) = was.remove(key) else {
            let what = words.fill("change.came", &[("status", is.title.clone())]);
            changes.push(change(Some(key), &is.name, (what, words.say("change.results").to_owned())));
            continue;
        };
        let why = |decided: bool| why(before, now, decided, words);
        let mut said = |all: Vec<String>, why: String| {
            changes.extend(all.into_iter().map(|what| change(Some(key), &is.name, (what, why.clone()))));
        };
        said(stands(was, is, words), why(decided_anew(was, is, bears_on_standing)));
        // what figures, inspectors and visits say comes of no decision, and where a plan is of nothing else
        said(by_figures(was, is, words), why(false));
        let typed = decided_anew(was, is, |about| keys::is_plan(about) || bears_on_standing(about));
        said(plans(was, is, words), if typed { words.say("change.decision").to_owned() } else { why(false) });
        // of another year results are others
        if let (Some(was), Some(is), true) = (&was.reached, &is.reached, before.year == now.year) {
            said(results(was, is, words), why(false));
        }
        // each year keeps its own decisions
        if let (Some(was), Some(is_now), true) = (&was.decided, &is.decided, before.year == now.year) {
            let decision = || words.say("change.decision").to_owned();
            let said = decisions(was, is_now, words).into_iter();
            decided.extend(said.map(|what| change(Some(key), &is.name, (what, decision()))));
        }
    }
    for standing in was.into_values() {
        let what = words.fill("change.went", &[("status", standing.title.clone())]);
        changes.push(change(None, &standing.name, (what, words.say("change.results").to_owned())));
    }
    changes.sort_by(|one, other| one.name.cmp(&other.name));
    // what a person decided is known to somebody
    decided.sort_by(|one, other| one.name.cmp(&other.name));
    changes.extend(decided);
    changes
}

/// What was, and what is, where they differ.
fn from_to(words: Words<'_>, name: &str, before: &str, now: &str) -> Option<String> {
    (before != now).then(|| words.fill(name, &[("before", before.to_owned()), ("now", now.to_owned())]))
}

/// Another status.
fn stands(was: &Standing, is: &Standing, words: Words<'_>) -> Vec<String> {
    let is_other = words.0.renamed.now(Renames::Rule, &was.status).unwrap_or(&was.status) != is.status;
    is_other.then(|| from_to(words, "change.from-to", &was.title, &is.title)).flatten().into_iter().collect()
}

/// Whether a decision bears on where a school stands: an agreed grade or a decided status.
fn bears_on_standing(about: &str) -> bool {
    keys::strand_of(about).is_some() || about == keys::STATUS
}

/// Whether what was decided of these is other than it was.
fn decided_anew(was: &Standing, is: &Standing, of_these: fn(&str) -> bool) -> bool {
    let of = |decided: &Decided| -> Decided {
        let wanted = decided.iter().filter(|(about, _)| of_these(about));
        wanted.map(|(about, said)| (about.clone(), said.clone())).collect()
    };
    match (&was.decided, &is.decided) {
        (Some(was), Some(is)) => of(was) != of(is),
        // an older version did not remember them
        _ => was.decisions != is.decisions,
    }
}

/// What is other in a floor, an inspection and risks.
fn by_figures(was: &Standing, is: &Standing, words: Words<'_>) -> Vec<String> {
    let mut found = Vec::new();
    // an older version did not remember these
    if let (Some(before), Some(now)) = (&was.floor, &is.floor) {
        found.extend(from_to(words, "change.floor", floor(before, words), floor(now, words)));
    }
    if let Some(before) = &was.inspected {
        let now = is.inspected.as_deref().unwrap_or(words.say("floor.cannot-say"));
        found.extend(from_to(words, "change.inspected", before, now));
    }
    found.extend(risks(was, is, words));
    found
}

/// Plans that were begun, came on or ended.
fn plans(was: &Standing, is: &Standing, words: Words<'_>) -> Vec<String> {
    let (Some(before), Some(now)) = (&was.plans, &is.plans) else { return Vec::new() };
    let mut said = Vec::new();
    for (id, is) in now {
        let was = before.get(id);
        let plan = || ("plan", is.title.clone());
        if was.is_none()
            && let Some(day) = is.begun
        {
            said.push(words.fill("change.plan-begun", &[plan(), ("day", day.format("%-d %B %Y").to_string())]));
        }
        let told = is.told.as_ref().filter(|told| was.and_then(|was| was.told.as_ref()) != Some(told));
        said.extend(told.map(|(word, event)| {
            words.fill("change.plan-told", &[plan(), ("word", word.clone()), ("event", event.clone())])
        }));
        let ended = is.ended.as_ref().filter(|end| was.and_then(|was| was.ended.as_ref()) != Some(end));
        said.extend(ended.map(|word| words.fill("change.plan-ended", &[plan(), ("word", word.clone())])));
    }
    said
}

/// Risks that came and went, whatever they are called.
fn risks(was: &Standing, is: &Standing, words: Words<'_>) -> Vec<String> {
    let one = |name, risk: &String| words.fill(name, &[("risk", risk.clone())]);
    let all = |came: Vec<&String>, went: Vec<&String>| -> Vec<String> {
        let came = came.into_iter().map(|risk| one("change.risk-came", risk));
        came.chain(went.into_iter().map(|risk| one("change.risk-went", risk))).collect()
    };
    match (&was.risk_rules, &is.risk_rules, &was.risks) {
        (Some(before), Some(now), _) => {
            let called = |id: &String| words.0.renamed.now(Renames::Rule, id).unwrap_or(id).to_owned();
            let known: BTreeMap<String, &String> = before.iter().map(|(id, title)| (called(id), title)).collect();
            let came = now.iter().filter(|(id, _)| !known.contains_key(*id)).map(|(_, title)| title);
            // what is not known any more is no good news
            let gone = known.iter().filter(|(id, _)| !now.contains_key(*id));
            let (unknown, went): (Vec<_>, Vec<_>) = gone.partition(|(id, _)| is.risks_unknown.contains(*id));
            let mut said = all(came.collect(), went.into_iter().map(|(_, title)| *title).collect());
            said.extend(unknown.into_iter().map(|(_, title)| one("change.risk-unknown", title)));
            said
        }
        // an older version remembered titles alone
        (None, Some(now), Some(before)) => {
            let now: BTreeSet<String> = now.values().cloned().collect();
            all(now.difference(before).collect(), before.difference(&now).collect())
        }
        _ => Vec::new(),
    }
}

/// Results that moved by more pupils than the rulebook says: `Level 4 …: 92% → 62% (-19 pupils)`.
fn results(before: &BTreeMap<String, Reached>, now: &BTreeMap<String, Reached>, words: Words<'_>) -> Vec<String> {
    let all = now.iter().filter_map(|(id, now)| {
        let (before, (_, measure)) = (before.get(id)?, words.0.measure_named(id)?);
        let pupils = (now.percent - before.percent) / 100.0 * now.pupils;
        let say = |number: f64| amount(number, decimals(number, Some(measure)), Some(measure));
        let with = [
            ("measure", measure.title.to_string()),
            ("before", say(before.percent)),
            ("now", say(now.percent)),
            ("n", format!("{:+}", pupils.round())),
        ];
        (pupils.abs() > words.0.report.moved_by).then(|| words.fill("change.result", &with))
    });
    all.collect()
}

/// Decisions made, changed or taken back: `Agreed grade …: 3 → 2`.
fn decisions(before: &Decided, now: &Decided, words: Words<'_>) -> Vec<String> {
    let none = words.say("change.undecided");
    let mut said = Vec::new();
    for (about, (title, word)) in now {
        let with = [("what", title.clone()), ("now", word.clone())];
        match before.get(about) {
            None => said.push(words.fill("change.decided-first", &with)),
            Some((_, was)) if was != word => {
                said.push(words.fill("change.decided", &[&with[..], &[("before", was.clone())]].concat()));
            }
            Some(_) => {}
        }
    }
    for (_, (title, was)) in before.iter().filter(|(about, _)| !now.contains_key(*about)) {
        let with = [("what", title.clone()), ("before", was.clone()), ("now", none.to_owned())];
        said.push(words.fill("change.decided", &with));
    }
    said
}

/// The answer of a floor in words.
fn floor<'w>(outcome: &str, words: Words<'w>) -> &'w str {
    words.say(match outcome {
        "holds" => "floor.holds",
        "cannot-say" => "floor.cannot-say",
        _ => "floor.does-not-hold",
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{RuleSource, load};

    #[test]
    fn a_result_has_moved_by_more_pupils_than_the_rulebook_says_and_a_decision_is_told_with_what_it_was() {
        let rules = "report: {moved by pupils: 3}\nmeasures:\n  - {id: met, title: Met the standard, unit: percent, headings: [Met]}\n";
        let rulebook = load(&RuleSource::from_texts([("Rules.yaml", rules)])).rulebook.unwrap();
        let words = Words(&rulebook);
        let met = |percent: f64| BTreeMap::from([("met".to_owned(), Reached { percent, pupils: 40.0 })]);
        assert_eq!(results(&met(70.0), &met(62.4), words), ["Met the standard: 70% → 62.4% (-3 pupils)"]);
        assert_eq!(results(&met(70.0), &met(63.0), words), Vec::<String>::new());
        let grade = |word: &str| Decided::from([("grade:a".to_owned(), ("Agreed grade".to_owned(), word.to_owned()))]);
        assert_eq!(decisions(&grade("3"), &grade("2"), words), ["Agreed grade: 3 → 2"]);
        assert_eq!(decisions(&Decided::new(), &grade("2"), words), ["Agreed grade: 2"]);
        assert_eq!(decisions(&grade("3"), &Decided::new(), words), ["Agreed grade: 3 → nothing"]);
        assert_eq!(decisions(&grade("3"), &grade("3"), words), Vec::<String>::new());
    }

    #[test]
    fn of_all_decisions_only_those_on_grades_bear_on_where_a_school_stands() {
        let standing = |about: &str| Standing {
            decisions: about.to_owned(),
            decided: Some(Decided::from([(about.to_owned(), ("It".to_owned(), "agree".to_owned()))])),
            ..Standing::default()
        };
        let nothing = Standing { decided: Some(Decided::new()), ..Standing::default() };
        let bears = |was: &Standing, about: &str| decided_anew(was, &standing(about), bears_on_standing);
        assert!(bears(&nothing, "grade:achievement") && bears(&nothing, keys::STATUS));
        assert!(!bears(&nothing, "trigger:rap:achievement"));
        assert!(bears(&Standing::default(), "trigger:rap:achievement"), "an older version");
    }
}
