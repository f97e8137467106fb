//! What a school had reached, and what was decided about it, as a run remembers it; and what has changed of that since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{AcademicYear, Value};
use crate::intake::record::{FactKey, School};
use crate::review::decisions::{Entry, Field, stands_alone};
use crate::review::words::Words;
use crate::review::{amount, decimals};
use crate::rulebook::Rulebook;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::Unit;

/// A result of the year judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Reached {
    /// percent
    pub percent: f64,
    /// the pupils it is of
    pub pupils: f64,
}

/// The results of a school of which it is known of how many pupils they are, by measure: those shown in its row.
pub(super) fn reached(rulebook: &Rulebook, school: &School, year: AcademicYear) -> BTreeMap<String, Reached> {
    let number = |measure: MeasureId| {
        let key = FactKey { measure, group: GroupId::ALL, year: Some(year) };
        school.facts.get(key)?.value.as_ref().ok().and_then(Value::number)
    };
    let all = rulebook.report.headline_measures.iter().filter_map(|id| {
        let measure = rulebook.measure(*id).filter(|measure| measure.unit == Unit::Percent)?;
        let pupils = number(measure.pupils()?)?;
        Some((measure.id.to_string(), Reached { percent: number(*id)?, pupils }))
    });
    all.collect()
}

/// Results that moved by more pupils than the rulebook says: `Level 4 …: 92% → 62% (-19 pupils)`.
pub(super) fn moved(
    before: &BTreeMap<String, Reached>,
    now: &BTreeMap<String, Reached>,
    words: Words<'_>,
) -> Vec<String> {
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

/// What a person decided about a school: its title and the words, by what it is about.
pub(super) type Decided = BTreeMap<String, (String, String)>;

/// A decision as it is remembered; none of an owner, a day or a note alone.
pub(super) fn decided(about: &str, entry: &Entry) -> Option<(String, (String, String))> {
    let said = [Field::Decision, Field::Grade].iter().find_map(|field| entry.fields.get(*field))?;
    (!stands_alone(about)).then(|| (about.to_owned(), (entry.title.to_string(), said.to_string())))
}

/// Decisions made, changed or taken back: `Agreed grade …: 3 → 2`.
pub(super) fn decisions(before: &Decided, now: &Decided, words: Words<'_>) -> Vec<String> {
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
        assert_eq!(moved(&met(70.0), &met(62.4), words), ["Met the standard: 70% → 62.4% (-3 pupils)"]);
        assert_eq!(moved(&met(70.0), &met(63.0), words), Vec::<String>::new());
        let grade = |word: &str| Decided::from([("grade:a".to_owned(), ("Agreed grade".to_owned(), word.to_owned()))]);
        assert_eq!(decisions(&grade("3"), &grade("2"), words), ["Agreed grade: 3 → 2"]);
        assert_eq!(decisions(&Decided::new(), &grade("2"), words), ["Agreed grade: 2"]);
        assert_eq!(decisions(&grade("3"), &Decided::new(), words), ["Agreed grade: 3 → nothing"]);
        assert_eq!(decisions(&grade("3"), &grade("3"), words), Vec::<String>::new());
    }
}
