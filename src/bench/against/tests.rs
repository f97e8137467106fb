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
    let loaded = load(&RuleSource::from_texts([("a.yaml", RULES.replace("LINE", line).as_str())]));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
    let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{errors:?}"));
    let year: AcademicYear = "2011-12".parse().unwrap();
    let measure = rulebook.measure_named("ks4").unwrap().0;
    let schools = (0..20_u32).map(|number| {
        let name: std::sync::Arc<str> = format!("School {number:02}").into();
        let identity =
            Identity { key: SchoolKey(name.clone()), urn: None, laestab: None, name, predecessors: Vec::new() };
        let mut facts = crate::intake::record::Facts::default();
        let entry = Entry { value: Ok(Value::Number(value(number))), place: None, written: None };
        facts.set(FactKey { measure, group: GroupId::ALL, year: Some(year) }, entry);
        School { identity, facts }
    });
    let dataset = Dataset { schools: schools.collect(), years: vec![year], ..Dataset::default() };
    let date = chrono::NaiveDate::from_ymd_opt(2012, 10, 1).unwrap();
    remarks(&rulebook, &dataset, year, date).into_iter().map(|one| one.message).collect()
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
