//! What follows for one school of a small rulebook: the plan that has to be agreed, plans that were begun, and at which
//! meeting their progress is asked.

use std::sync::Arc;

use chrono::NaiveDate;
use yardstick::domain::{AcademicYear, Value};
use yardstick::intake::record::{Dataset, Entry, FactKey, Facts, Identity, School, SchoolKey};
use yardstick::judge::advise::{Advice, advise};
use yardstick::judge::decided::{Decision, DecisionKey, Decisions};
use yardstick::judge::evaluate::evaluate;
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{RuleSource, Rulebook, load};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: met, title: Met the standard, unit: percent, headings: [Met]}
  - {id: places, title: Places, unit: number, headings: [Places]}
statuses:
  - {status: red, title: Red, when: met < 50, needs attention: true}
  - {status: green, title: Green, otherwise: true}
report:
  decisions: [agree, defer]
plans: {begun by: [agree], progress: [on track, behind], behind: [behind], reviewed at: meeting, source: ours}
cycle:
  - {event: board, title: Board, kind: meeting, months: [9], dates: {"2012-13": "2012-09-18"}, source: ours}
structure:
  - {option: merger, title: Merger, considered when: met < 60, can apply when: places < 100, factors: [Cost], source: ours}
support when:
  - {support: weak, title: Weak, when: met < 30, source: ours, plan: {title: Plan, requires: A plan with dates}}
"#;

/// What follows for a school where so many met the standard, on a day, with these decisions: about what, agreed and seen when.
fn advised(met: f64, day: &str, agreed: &[(&str, &str)]) -> Advice {
    follows(&[("met", met)], day, agreed)
}

fn follows(figures: &[(&str, f64)], day: &str, agreed: &[(&str, &str)]) -> Advice {
    let loaded = load(&RuleSource::from_texts([("rules.yaml", RULES)]));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|one| one.is_error()).collect();
    let rules: Rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{errors:#?}"));
    let year: AcademicYear = "2011-12".parse().unwrap();
    let name: Arc<str> = "Oak".into();
    let key = SchoolKey(Arc::clone(&name));
    let identity = Identity { key: key.clone(), urn: None, laestab: None, name, predecessors: Vec::new() };
    let mut facts = Facts::default();
    for (measure, figure) in figures {
        let measure = rules.measure_named(measure).unwrap().0;
        let entry = Entry { value: Ok(Value::Number(*figure)), place: None, written: None };
        facts.set(FactKey { measure, group: GroupId::ALL, year: Some(year) }, entry);
    }
    let dataset = Dataset { schools: vec![School { identity, facts }], years: vec![year], ..Dataset::default() };
    let mut decisions = Decisions::default();
    for (about, seen) in agreed {
        let seen: NaiveDate = seen.parse().unwrap();
        let decision = Decision { decision: Some("agree".into()), seen: Some(seen), ..Decision::default() };
        decisions.decisions.insert(DecisionKey { school: key.clone(), about: (*about).into() }, decision);
    }
    let found = evaluate(&rules, &dataset, &decisions, year, day.parse().unwrap());
    advise(&rules, &dataset, &decisions, &found)
}

fn plans(advice: &Advice) -> Vec<(&str, bool)> {
    let life = |plan: &yardstick::judge::advise::TriggerAdvice| plan.life.as_ref().unwrap().called_for;
    advice.schools[0].triggers.iter().map(|plan| (&*plan.id, life(plan))).collect()
}

#[test]
fn a_school_in_the_most_serious_status_that_nothing_else_calls_for_has_a_plan_to_agree() {
    assert_eq!(plans(&advised(40.0, "2012-10-01", &[])), [("plan:red", true)]);
    assert_eq!(plans(&advised(20.0, "2012-10-01", &[])), [("plan:weak", true)], "a rule calls for one");
    assert_eq!(plans(&advised(60.0, "2012-10-01", &[])), []);
}

#[test]
fn a_plan_that_was_begun_stands_once_whether_it_is_still_called_for_or_not() {
    let agreed = [("plan:weak", "2012-09-10")];
    assert_eq!(plans(&advised(20.0, "2012-10-01", &agreed)), [("plan:weak", true)]);
    assert_eq!(plans(&advised(60.0, "2012-10-01", &agreed)), [("plan:weak", false)]);
}

#[test]
fn progress_is_asked_at_a_meeting_only_of_a_plan_that_had_begun_before_it() {
    let asked = |agreed: &str| {
        let advice = advised(20.0, "2012-10-01", &[("plan:weak", agreed)]);
        advice.schools[0].triggers[0].life.as_ref().unwrap().asks.len()
    };
    assert_eq!([asked("2012-09-10"), asked("2012-09-18"), asked("2012-09-25")], [1, 0, 0]);
}

#[test]
fn an_option_that_may_not_be_open_to_a_school_says_so_and_one_that_is_not_is_left_out() {
    let option = |places: &[(&str, f64)]| {
        let advice = follows(&[&[("met", 40.0)], places].concat(), "2012-10-01", &[]);
        advice.schools[0].options.first().map(|option| option.unsure.is_some())
    };
    assert_eq!(option(&[("places", 90.0)]), Some(false));
    assert_eq!(option(&[]), Some(true));
    assert_eq!(option(&[("places", 110.0)]), None);
}
