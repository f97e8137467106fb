//! Small worlds: a rulebook of a few lines, and schools of which a few figures are given.

use std::sync::Arc;

use yardstick::domain::{AcademicYear, Missing, Value};
use yardstick::intake::record::{Dataset, Entry, FactKey, Facts, Identity, School, SchoolKey};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Evaluation, Outcome, evaluate};
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{RuleSource, Rulebook, load};

/// A measure, its group (`fsm`, or all pupils) and its figure.
pub type Given<'g> = (&'g str, &'g str, Result<Value, Missing>);

pub fn rules(text: &str) -> Rulebook {
    let loaded = load(&RuleSource::from_texts([("rules.yaml", text)]));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|one| one.is_error()).collect();
    loaded.rulebook.unwrap_or_else(|| panic!("{errors:#?}"))
}

pub fn year() -> AcademicYear {
    "2011-12".parse().unwrap()
}

/// A school with figures of the year, or of no year where a measure has none.
pub fn school(rules: &Rulebook, name: &str, given: &[Given<'_>]) -> School {
    let name: Arc<str> = name.into();
    let identity =
        Identity { key: SchoolKey(Arc::clone(&name)), urn: None, laestab: None, name, predecessors: Vec::new() };
    let mut facts = Facts::default();
    for (id, group, value) in given {
        let (measure, known) = rules.measure_named(id).unwrap();
        let key = FactKey { measure, group: GroupId(u8::from(*group == "fsm")), year: (!known.undated).then(year) };
        facts.set(key, Entry { value: value.clone(), place: None, written: None });
    }
    School { identity, facts }
}

pub fn dataset(schools: Vec<School>) -> Dataset {
    Dataset { schools, years: vec![year()], ..Dataset::default() }
}

pub fn judged(rules: &Rulebook, dataset: &Dataset) -> Evaluation {
    evaluate(rules, dataset, &Decisions::default(), year(), "2012-10-01".parse().unwrap())
}

/// The answer on which all ways to fill the gaps agree.
pub fn agreed(answers: impl Iterator<Item = Option<bool>>) -> Outcome {
    let mut answers: Vec<Option<bool>> = answers.collect();
    answers.sort_unstable();
    answers.dedup();
    match answers.as_slice() {
        [Some(true)] => Outcome::Holds,
        [Some(false)] => Outcome::DoesNotHold,
        _ => Outcome::CannotSay,
    }
}
