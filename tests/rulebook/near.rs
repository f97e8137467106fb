//! How near an answer is, on one school: whose pupils a margin counts, and what is no near miss.

use std::sync::Arc;

use yardstick::domain::{AcademicYear, Missing, Value};
use yardstick::intake::record::{Dataset, Entry, FactKey, Facts, Identity, School, SchoolKey};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Outcome, Views, evaluate};
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{RuleSource, Rulebook, load};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
groups:
  - {id: fsm, title: on free meals, headings: [FSM]}
measures:
  - {id: pupils, title: Pupils, unit: pupils, headings: [Pupils]}
  - {id: x, title: Results, unit: percent, headings: [Results], cohort: pupils}
  - {id: y, title: Progress, unit: percent, headings: [Progress], cohort: pupils}
watchpoints:
  - {watch: low, title: Low, when: x.fsm < 60, source: page 1}
  - {watch: both, title: Both, when: {all: [x < 60, y < 50]}, source: page 1, near miss: 3}
statuses:
  - {status: any, title: Any, otherwise: true}
"#;

/// What a rule says of a school with these figures: its answer, the margins in pupils, and a near miss.
fn said(rule: &str, figures: &[(&str, &str, Option<f64>)]) -> (Outcome, Vec<Option<f64>>, Option<String>) {
    let loaded = load(&RuleSource::from_texts([("rules.yaml", RULES)]));
    let rules: Rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let year: AcademicYear = "2011-12".parse().unwrap();
    let name: Arc<str> = "Oak".into();
    let identity =
        Identity { key: SchoolKey(Arc::clone(&name)), urn: None, laestab: None, name, predecessors: Vec::new() };
    let mut facts = Facts::default();
    for (measure, group, value) in figures {
        let measure = rules.measure_named(measure).unwrap().0;
        let group = GroupId(u8::from(*group == "fsm"));
        let value = value.map(Value::Number).ok_or(Missing::Blank);
        facts.set(FactKey { measure, group, year: Some(year) }, Entry { value, place: None, written: None });
    }
    let dataset = Dataset { schools: vec![School { identity, facts }], years: vec![year], ..Dataset::default() };
    let decisions = Decisions::default();
    let found = evaluate(&rules, &dataset, &decisions, year, "2012-10-01".parse().unwrap());
    let verdict = *found.schools[0].of(rules.rule_named(rule).unwrap().0).unwrap();
    let views = Views::new(&rules, &dataset, &decisions, &found);
    let finding = views.finding(0, verdict);
    (finding.outcome, finding.tests.iter().map(|test| test.margin_pupils).collect(), finding.near_miss.clone())
}

#[test]
fn the_margin_of_a_groups_figure_is_in_pupils_of_the_group() {
    let figures = [("pupils", "all", Some(60.0)), ("pupils", "fsm", Some(10.0)), ("x", "fsm", Some(40.0))];
    assert_eq!(said("low", &figures), (Outcome::Holds, vec![Some(-2.0)], None), "2 of 10, not 12 of 60");
}

#[test]
fn what_would_only_become_unsayable_is_no_near_miss() {
    let figures = |progress| [("pupils", "all", Some(200.0)), ("x", "all", Some(61.0)), ("y", "all", progress)];
    assert!(said("both", &figures(Some(40.0))).2.is_some(), "two points less and both are low");
    let (outcome, _, near) = said("both", &figures(None));
    assert_eq!((outcome, near), (Outcome::DoesNotHold, None), "two points less and nobody knows");
}
