//! What runs out with a year: holidays, aims and figures of an area are warned of as floors are, in the year without them.

use yardstick::rulebook::{Asked, RuleSource, load_asked};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: x, title: Results, unit: percent, headings: [Results]}
  - {id: y, title: Absence, unit: percent, headings: [Absence]}
areas:
  - {id: national, title: England, rows: [England]}
figures:
  - {area: national, measure: x, years: {"2010-11": 60, "2011-12": 61}, source: page 1}
  - {area: national, measure: y, years: {"2011-12": 5}, source: page 1}
aims:
  - {aim: good, title: Good, scope: school, years: 2011-12 to 2012-13, met when: x > 60, source: page 1}
holidays:
  - {holiday: Christmas 2012, from: "2012-12-24", to: "2013-01-04"}
  - {holiday: Easter 2013, from: "2013-03-29", to: "2013-04-12"}
"#;

fn said(today: &str, rules: &str) -> Vec<String> {
    let asked = Asked { today: Some(today.parse().unwrap()), ..Asked::default() };
    let loaded = load_asked(&RuleSource::from_texts([("rules.yaml", rules)]), &asked);
    assert!(loaded.rulebook.is_some(), "{:#?}", loaded.diagnostics);
    let gone = loaded.diagnostics.into_iter().map(|one| one.message).filter(|message| message.contains("run out"));
    gone.collect()
}

#[test]
fn nothing_is_said_while_they_last() {
    assert!(said("2013-06-30", RULES).is_empty(), "{:?}", said("2013-06-30", RULES));
}

#[test]
fn holidays_and_aims_are_missed_from_two_months_before_the_year_without_them() {
    let said = said("2013-07-10", RULES);
    let holidays = "the school holidays run out: none is given for 2013-14";
    assert_eq!(said, ["the aims run out: none is for 2013-14", holidays]);
}

#[test]
fn figures_are_missed_when_the_year_they_are_of_is_over() {
    let said = said("2013-09-10", RULES);
    assert!(said.contains(&"figures run out: none is given for 2012-13 of `x` and `y`".to_owned()), "{said:?}");
    let rules = RULES.replace("\"2011-12\": 61}", "\"2012-13\": 61}");
    let said = super::ends::said("2013-09-10", &rules);
    assert!(said.contains(&"figures run out: none is given for 2012-13 of `y`".to_owned()), "{said:?}");
}

#[test]
fn of_what_ended_long_ago_nothing_is_said() {
    assert!(said("2016-01-10", RULES).is_empty());
}
