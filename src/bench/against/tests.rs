//! A rulebook of three rules against twenty schools.

use super::*;
use crate::domain::Value;
use crate::intake::record::{Entry, FactKey, Identity, School, SchoolKey};
use crate::rulebook::ids::GroupId;
use crate::rulebook::{RuleSource, load};

const RULES: &str = "\
authority: {name: Eastmere}
measures:
  - {id: ks4, title: KS4, unit: points, better: higher, headings: [KS4]}
  - {id: other, title: Other, unit: percent, better: higher, headings: [Other], range: [0, 100]}
judgements:
  grades: [{grade: '1', title: Good, value: 1}]
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: worst, from: [indicated]}
statuses:
  - {status: fine, title: Fine, otherwise: true}
  - {status: unknown, title: Unknown, cannot say: true}
risks:
  - {risk: low, title: Low results, present when: ks4 < LINE, source: p. 1}
  - {risk: gone, title: Not there, present when: other < 40, source: p. 1}
";

fn said(line: &str, value: impl Fn(u32) -> f64) -> Vec<String> {
    let year = "2011-12".parse().unwrap();
    said_of(&RULES.replace("LINE", line), "ks4", (&[year], Some(year)), |number| Value::Number(value(number)))
}

/// What is said of a rulebook where every school has a value of a measure, of some years or of none.
fn said_of(
    rules: &str,
    measure: &str,
    (years, dated): (&[AcademicYear], Option<AcademicYear>),
    value: impl Fn(u32) -> Value,
) -> Vec<String> {
    let loaded = load(&RuleSource::from_texts([("a.yaml", rules)]));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
    let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{errors:?}"));
    let measure = rulebook.measure_named(measure).unwrap().0;
    let schools = (0..20_u32).map(|number| {
        let name: std::sync::Arc<str> = format!("School {number:02}").into();
        let identity =
            Identity { key: SchoolKey(name.clone()), urn: None, laestab: None, name, predecessors: Vec::new() };
        let mut facts = crate::intake::record::Facts::default();
        let entry = Entry { value: Ok(value(number)), place: None, written: None };
        facts.set(FactKey { measure, group: GroupId::ALL, year: dated }, entry);
        School { identity, facts }
    });
    let dataset = Dataset { schools: schools.collect(), years: years.to_vec(), ..Dataset::default() };
    let date = chrono::NaiveDate::from_ymd_opt(2012, 10, 1).unwrap();
    let latest = *years.last().unwrap();
    remarks(&rulebook, &dataset, latest, date).into_iter().map(|one| one.message).collect()
}

fn spread(number: u32) -> f64 {
    30.0 + f64::from(number)
}

#[test]
fn a_fraction_beside_a_column_of_percentages_is_asked_about() {
    let said = said("0.35", spread);
    assert!(
        said.iter().any(|one| one.contains("0.35, but `KS4` runs 30 to 49") && one.contains("did you mean 35?")),
        "{said:?}"
    );
}

#[test]
fn a_rule_that_picks_out_all_or_none_is_pointed_out() {
    assert!(said("95", spread).iter().any(|one| one.contains("would flag 100 % of 20 answers")));
    assert!(said("20", spread).iter().any(|one| one.contains("would flag 0 %")));
    assert!(!said("40", spread).iter().any(|one| one.contains("Low results")));
}

#[test]
fn many_schools_on_the_line_are_pointed_out() {
    let line: u8 = 40;
    let said = said(&line.to_string(), |number| if number < 4 { line.into() } else { spread(number) });
    assert!(said.iter().any(|one| one.contains("5 of 20 values of `KS4` stand exactly on 40")), "{said:?}");
}

#[test]
fn a_rule_that_cannot_say_names_what_is_missing() {
    let said = said("40", spread);
    assert!(said.iter().any(|one| one.contains("“Not there” cannot say for 20 of 20 schools")), "{said:?}");
}

#[test]
fn each_year_is_judged_on_the_same_day_of_its_own_cycle() {
    let rules = RULES
        .replace("measures:", "measures:\n  - {id: began, title: Began, unit: date, undated: true, headings: [Began]}");
    let rules = rules.replace("ks4 < LINE", "'days_between(began, date) > 200'");
    let years = ["2010-11", "2011-12"].map(|year| year.parse().unwrap());
    let began = NaiveDate::from_ymd_opt(2012, 1, 1).unwrap();
    let said = said_of(&rules, "began", (&years, None), |_| Value::Date(began));
    // on 1 October 2012 it is 274 days ago, and a year before it was yet to come
    assert!(!said.iter().any(|one| one.contains("Low results")), "{said:?}");
}

#[test]
fn a_grade_that_another_always_stands_before_is_pointed_out() {
    let with = |worse: &str| {
        let rules = RULES.replace("LINE", "40").replace(
            "grades: [{grade: '1', title: Good, value: 1}]",
            "grades: [{grade: '1', title: Good, value: 1, good: true}, {grade: '2', title: Fair}, {grade: '3', title: Poor}]",
        );
        let indications = format!(
            "indications:\n  - {{indication: fair, title: Fair results, strand: achievement, grade: '2', when: ks4 < 45, source: p. 1}}\n  \
             - {{indication: poor, title: Poor results, strand: achievement, grade: '3', when: {worse}, source: p. 1}}\n"
        );
        let year = "2011-12".parse().unwrap();
        let values = |number| Value::Number(spread(number));
        said_of(&format!("{rules}{indications}"), "ks4", (&[year], Some(year)), values)
    };
    let never = "grade 2 is never indicated for “Achievement” in 2011-12, though “Fair results” holds 15 times";
    assert!(with("ks4 < 48").iter().any(|one| one == never), "{:?}", with("ks4 < 48"));
    assert!(!with("ks4 < 40").iter().any(|one| one.contains("is never indicated")));
}
