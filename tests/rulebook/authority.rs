//! What the authority as a whole comes to: its own row, what is worked out from that, and last what its schools come to.

use std::sync::Arc;

use yardstick::domain::{AcademicYear, Value};
use yardstick::intake::record::{AreaRecord, Dataset, Entry, FactKey, Facts, Identity, School, SchoolKey};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Views, evaluate};
use yardstick::rulebook::ids::{AreaId, GroupId};
use yardstick::rulebook::{RuleSource, Rulebook, load};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: days, title: Days lost, unit: number, headings: [Days]}
  - {id: possible, title: Days possible, unit: number, headings: [Possible]}
  - {id: rate, title: Rate, unit: percent, computed: 100 * days / possible}
  - {id: phase, title: Phase, unit: words, headings: [Phase], categories: {primary: [Primary], secondary: [Secondary]}}
comparators:
  - {id: england, title: England, area: national}
figures:
  - {area: national, measure: days, years: {"2011-12": 7}, source: s}
  - {area: national, measure: days, phase: secondary, years: {"2011-12": 9}, source: s}
watchpoints:
  - {watch: beside, title: W, when: days > days.england, say: 'Above {days.england}.', source: s}
statuses:
  - {status: any, title: Any, otherwise: true}
aims:
  - {aim: rate, number: 1, title: A, scope: authority, met when: rate < 10, say: 'It is {rate}.', say when not met: 'It is {rate}.', source: s}
"#;

type Figures<'f> = &'f [(&'f str, f64)];

/// The sentence of the aim, with these figures of two schools and of the authority's own row; and what is said of the first
/// school beside England.
fn said(schools: [Figures<'_>; 2], own: Figures<'_>) -> String {
    judged(schools, own, "Primary").0
}

fn judged(schools: [Figures<'_>; 2], own: Figures<'_>, phase: &str) -> (String, String) {
    let loaded = load(&RuleSource::from_texts([("rules.yaml", RULES)]));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|one| one.is_error()).collect();
    let rules: Rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{errors:#?}"));
    let year: AcademicYear = "2011-12".parse().unwrap();
    let facts = |figures: Figures<'_>| {
        let mut facts = Facts::default();
        for (measure, figure) in figures {
            let measure = rules.measure_named(measure).unwrap().0;
            let entry = Entry { value: Ok(Value::Number(*figure)), place: None, written: None };
            facts.set(FactKey { measure, group: GroupId::ALL, year: Some(year) }, entry);
        }
        facts
    };
    let school = |(at, figures): (usize, &Figures<'_>)| {
        let name: Arc<str> = format!("School {at}").into();
        let identity =
            Identity { key: SchoolKey(Arc::clone(&name)), urn: None, laestab: None, name, predecessors: Vec::new() };
        let mut facts = facts(figures);
        let value = Ok(Value::Text(phase.to_lowercase().into()));
        let measure = rules.measure_named("phase").unwrap().0;
        let key = FactKey { measure, group: GroupId::ALL, year: Some(year) };
        facts.set(key, Entry { value, place: None, written: None });
        School { identity, facts }
    };
    let at = rules.areas.iter().position(|area| area.own).unwrap();
    let area = AreaId(u8::try_from(at).unwrap());
    let area = AreaRecord { area, name: "Eastmere".into(), phase: None, facts: facts(own) };
    let dataset = Dataset {
        schools: schools.iter().enumerate().map(school).collect(),
        areas: vec![area],
        years: vec![year],
        ..Dataset::default()
    };
    let decisions = Decisions::default();
    let found = evaluate(&rules, &dataset, &decisions, year, "2012-10-01".parse().unwrap());
    let views = Views::new(&rules, &dataset, &decisions, &found);
    let beside = *found.schools[0].of(rules.rule_named("beside").unwrap().0).unwrap();
    (found.authority[0].sentence.clone(), views.finding(0, beside).sentence.clone())
}

const SMALL: Figures<'_> = &[("days", 2.0), ("possible", 10.0)];
const LARGE: Figures<'_> = &[("days", 40.0), ("possible", 1000.0)];

#[test]
fn what_the_authoritys_own_row_gives_goes_before_what_is_worked_out_and_that_before_its_schools() {
    assert_eq!(said([SMALL, LARGE], &[("rate", 5.0), ("days", 80.0), ("possible", 1000.0)]), "It is 5.");
    assert_eq!(said([SMALL, LARGE], &[("days", 80.0), ("possible", 1000.0)]), "It is 8.");
}

#[test]
fn a_figure_of_the_schools_own_phase_goes_before_one_of_all_phases() {
    let of = |phase: &str| judged([LARGE, SMALL], &[], phase).1;
    assert_eq!((of("Secondary"), of("Primary")), ("Above 9.".to_owned(), "Above 7.".to_owned()));
}
