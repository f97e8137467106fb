//! Which grade is indicated where the rules of several hold: of the good ones the best, and before them the worst that is
//! not good.

use std::sync::Arc;

use yardstick::domain::{AcademicYear, Missing, Value};
use yardstick::intake::record::{Dataset, Entry, FactKey, Facts, Identity, School, SchoolKey};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Outcome, evaluate};
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{RuleSource, Rulebook, load};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: x, title: Results, unit: percent, headings: [Results]}
  - {id: y, title: Absence, unit: percent, headings: [Absence]}
judgements:
  grades:
    - {grade: '1', title: Outstanding, good: true}
    - {grade: '2', title: Good, good: true}
    - {grade: '3', title: Middling}
    - {grade: '4', title: Poor}
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: first, from: [indicated]}
indications:
  - {indication: best, title: Best, strand: achievement, grade: '1', when: x >= 90, source: page 1}
  - {indication: good, title: Good, strand: achievement, grade: '2', when: x >= 70, source: page 1}
  - {indication: middling, title: Middling, strand: achievement, grade: '3', when: y >= 10, source: page 1}
  - {indication: poor, title: Poor, strand: achievement, grade: '4', when: y >= 20, source: page 1}
watchpoints:
  - {watch: is-best, title: Best, when: indicated.achievement == 1, source: page 1}
  - {watch: is-good, title: Good, when: indicated.achievement <= 2, source: page 1}
statuses:
  - {status: any, title: Any, otherwise: true}
"#;

fn rules() -> Rulebook {
    let loaded = load(&RuleSource::from_texts([("rules.yaml", RULES)]));
    loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

fn year() -> AcademicYear {
    "2011-12".parse().unwrap()
}

/// The grade indicated by these results and this absence, and what is said of it being the best, and being good.
fn indicated(x: Option<f64>, y: Option<f64>) -> (Option<u8>, Outcome, Outcome) {
    let rules = rules();
    let name: Arc<str> = "Oak".into();
    let identity =
        Identity { key: SchoolKey(Arc::clone(&name)), urn: None, laestab: None, name, predecessors: Vec::new() };
    let mut facts = Facts::default();
    for (measure, value) in [("x", x), ("y", y)] {
        let key = FactKey { measure: rules.measure_named(measure).unwrap().0, group: GroupId::ALL, year: Some(year()) };
        facts.set(key, Entry { value: value.map(Value::Number).ok_or(Missing::Blank), place: None, written: None });
    }
    let dataset = Dataset { schools: vec![School { identity, facts }], years: vec![year()], ..Dataset::default() };
    let found = evaluate(&rules, &dataset, &Decisions::default(), year(), "2012-10-01".parse().unwrap());
    let said = |rule: &str| found.schools[0].of(rules.rule_named(rule).unwrap().0).unwrap().outcome;
    let grade = found.schools[0].grades[0].indicated.grade.as_ref().ok().map(|grade| grade + 1);
    (grade, said("is-best"), said("is-good"))
}

#[test]
fn who_meets_outstanding_is_outstanding_though_good_is_met_as_well() {
    assert_eq!(indicated(Some(95.0), Some(5.0)), (Some(1), Outcome::Holds, Outcome::Holds));
    assert_eq!(indicated(Some(75.0), Some(5.0)), (Some(2), Outcome::DoesNotHold, Outcome::Holds));
}

#[test]
fn a_grade_that_is_not_good_counts_before_one_that_is_and_the_worse_of_two() {
    assert_eq!(indicated(Some(95.0), Some(15.0)).0, Some(3));
    assert_eq!(indicated(Some(95.0), Some(25.0)).0, Some(4));
    assert_eq!(indicated(None, Some(25.0)), (Some(4), Outcome::DoesNotHold, Outcome::DoesNotHold));
}

#[test]
fn a_rule_that_cannot_say_leaves_open_what_it_could_change() {
    assert_eq!(indicated(Some(95.0), None), (Some(1), Outcome::CannotSay, Outcome::CannotSay));
    assert_eq!(indicated(None, Some(5.0)), (None, Outcome::CannotSay, Outcome::CannotSay));
}
