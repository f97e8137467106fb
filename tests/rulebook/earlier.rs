//! What rules found of a school in earlier years, against a second judge that puts every number for every blank.

use std::sync::Arc;

use yardstick::domain::{AcademicYear, Missing, Truth, Value};
use yardstick::intake::record::{Dataset, Entry, FactKey, Facts, Identity, School, SchoolKey};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Evaluation, Outcome, Views, evaluate};
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{RuleSource, Rulebook, load};

use crate::brute::{Plain, brute, rows};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: x, title: Points, unit: points, better: higher, headings: [Points]}
  - {id: twice, title: Low twice, unit: yes-no, better: lower, computed: 'rule("low") and rule("low").before(1)'}
judgements:
  grades: [{grade: '1', title: Good, value: 1}, {grade: '2', title: Weak, value: 2}]
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: worst, from: [indicated]}
indications:
  - {indication: weak, title: Weak results, strand: achievement, grade: '2', when: x < 1, source: page 1}
statuses:
  - {status: bad, title: Bad, when: x < 1, needs attention: true, source: page 1}
  - {status: fine, title: Fine, otherwise: true}
  - {status: unknown, title: Unknown, cannot say: true}
risks:
  - {risk: low, title: Low results, present when: x < 2, source: page 1}
  - {risk: high, title: High results, present when: x > 3, source: page 1}
watchpoints:
  - {watch: again, title: Low again, when: 'rule("low").before(1) and x < 2', source: page 1}
  - {watch: now-or-then, title: Low now or then, when: risk.low.before(2) or risk.low, source: page 1}
  - {watch: some-risk, title: Some risk, when: risk.count.before(1) >= 1, source: page 1}
  - {watch: stood-badly, title: Stood badly, when: status.before(1) == "bad", source: page 1}
  - {watch: twice-before, title: Twice before, when: 'rule("again").before(1)', source: page 1}
  - {watch: of-a-measure, title: By way of a measure, when: twice, source: page 1}
  - {watch: not-then, title: Not then, when: 'not rule("low").before(1) and status.before(2) != "bad"', source: page 1}
  - {watch: graded, title: Graded weak, when: indicated.achievement.before(1) == 2, source: page 1}
  - {watch: known-then, title: Known then, when: 'rule("low").before(1).known', source: page 1}
"#;

const YEARS: [&str; 3] = ["2009-10", "2010-11", "2011-12"];

fn rules() -> Rulebook {
    let loaded = load(&RuleSource::from_texts([("rules.yaml", RULES)]));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|one| one.is_error()).collect();
    loaded.rulebook.unwrap_or_else(|| panic!("{errors:#?}"))
}

fn year(text: &str) -> AcademicYear {
    text.parse().unwrap()
}

/// A school with a number for each of three years, or a suppressed one.
fn school(rules: &Rulebook, number: usize, row: [Option<f64>; 3]) -> School {
    let name: Arc<str> = format!("School {number:03}").into();
    let identity =
        Identity { key: SchoolKey(Arc::clone(&name)), urn: None, laestab: None, name, predecessors: Vec::new() };
    let mut facts = Facts::default();
    let measure = rules.measure_named("x").unwrap().0;
    for (at, value) in YEARS.iter().zip(row) {
        let suppressed = || Missing::CannotCompute("suppressed".into());
        let entry = Entry { value: value.map(Value::Number).ok_or_else(suppressed), place: None, written: None };
        facts.set(FactKey { measure, group: GroupId::ALL, year: Some(year(at)) }, entry);
    }
    School { identity, facts }
}

fn judged(rules: &Rulebook, rows: &[[Option<f64>; 3]]) -> (Dataset, Evaluation) {
    let schools = rows.iter().enumerate().map(|(number, row)| school(rules, number, *row)).collect();
    let dataset = Dataset { schools, years: YEARS.map(year).to_vec(), ..Dataset::default() };
    let found = evaluate(rules, &dataset, &Decisions::default(), year("2011-12"), "2012-10-01".parse().unwrap());
    (dataset, found)
}

const PLAIN: [(&str, Plain); 7] = [
    ("again", |[_, last, now]| last < 2.0 && now < 2.0),
    ("now-or-then", |[first, _, now]| first < 2.0 || now < 2.0),
    ("some-risk", |[_, last, _]| !(2.0..=3.0).contains(&last)),
    ("stood-badly", |[_, last, _]| last < 1.0),
    ("twice-before", |[first, last, _]| first < 2.0 && last < 2.0),
    ("of-a-measure", |[_, last, now]| last < 2.0 && now < 2.0),
    ("not-then", |[first, last, _]| last >= 2.0 && first >= 1.0),
];

#[test]
fn what_was_found_of_earlier_years_is_as_every_blank_put_for_every_number_says() {
    let rules = rules();
    let rows = rows();
    let (_, found) = judged(&rules, &rows);
    let mut unsaid = 0;
    for (name, plain) in PLAIN {
        let id = rules.rule_named(name).unwrap().0;
        for (row, school) in rows.iter().zip(&found.schools) {
            let wanted = brute(plain, *row, -1..=9);
            assert_eq!(school.of(id).unwrap().outcome, Outcome::from(wanted), "{name} with {row:?}");
            unsaid += usize::from(wanted == Truth::CannotSay);
        }
    }
    assert!(unsaid > 200, "{unsaid}");
    let id = rules.rule_named("known-then").unwrap().0;
    for (row, school) in rows.iter().zip(&found.schools) {
        let known = Outcome::from(Truth::from(row[1].is_some()));
        assert_eq!(school.of(id).unwrap().outcome, known, "{row:?}");
        // where no rule indicated a grade there was none
        let graded =
            row[1].map_or(Outcome::CannotSay, |last| [Outcome::CannotSay, Outcome::Holds][usize::from(last < 1.0)]);
        assert_eq!(school.of(rules.rule_named("graded").unwrap().0).unwrap().outcome, graded, "{row:?}");
    }
}

#[test]
fn the_blank_of_the_earlier_year_is_to_blame() {
    let rules = rules();
    let (dataset, found) = judged(&rules, &[[Some(1.0), None, Some(1.0)]]);
    let decisions = Decisions::default();
    let views = Views::new(&rules, &dataset, &decisions, &found);
    let why = |rule: &str| {
        views.account(0, *found.schools[0].of(rules.rule_named(rule).unwrap().0).unwrap()).reason.unwrap_or_default()
    };
    assert_eq!(why("again"), "Low results, 2010-11: Points: suppressed");
    assert_eq!(why("stood-badly"), "status, 2010-11: it cannot be said where the school stands");
}
