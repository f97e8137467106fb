//! Figures of the schools that should add up to the authority's: held against it only where every school's is known.

use yardstick::domain::{Marked, Missing, Value};
use yardstick::intake::record::{AreaRecord, Dataset};
use yardstick::rulebook::ids::AreaId;

use super::small::{dataset, judged, rules, school};

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
measures:
  - {id: days, title: Days, unit: number, headings: [Days]}
  - {id: special, title: Special school, unit: yes-no, headings: [Special]}
statuses:
  - {status: any, title: Any, otherwise: true}
consistency:
  - {check: all, title: The schools' add up, parts: [sum(days)], total: days, scope: authority}
  - {check: some, title: Those not special add up, parts: ['sum(days, not special)'], total: days, scope: authority}
  - {check: many, title: As many are known, parts: ['count(days >= 0)'], total: days, scope: authority}
"#;

fn marker(no_figure: bool) -> Missing {
    Missing::from(Marked { id: "m".into(), words: "no entries".into(), written: "NE".into(), within: None, no_figure })
}

/// What contradicts the authority's figure, by the schools' figures and whether each is special.
fn contradicted(own: f64, figures: &[Result<f64, Missing>], special: &[Option<bool>]) -> Vec<String> {
    let rules = rules(RULES);
    let with = |at: usize| {
        let mut given = vec![("days", "", figures[at].clone().map(Value::Number))];
        given.extend(special[at].map(|special| ("special", "", Ok(Value::Flag(special)))));
        school(&rules, &format!("School {at}"), &given)
    };
    let facts = school(&rules, "Eastmere", &[("days", "", Ok(Value::Number(own)))]).facts;
    let area = AreaId(u8::try_from(rules.areas.iter().position(|area| area.own).unwrap()).unwrap());
    let areas = vec![AreaRecord { area, name: "Eastmere".into(), phase: None, facts }];
    let dataset = Dataset { areas, ..dataset((0..figures.len()).map(with).collect()) };
    let mut found: Vec<String> = judged(&rules, &dataset).doubts.into_iter().map(|doubt| doubt.what).collect();
    found.sort();
    found
}

#[test]
fn a_sum_of_schools_is_held_against_the_authoritys_figure_only_where_every_school_is_known() {
    let plain = [Some(false), Some(false), Some(false)];
    let all = contradicted(35.0, &[Ok(10.0), Ok(20.0), Ok(0.0)], &plain);
    assert_eq!(all.len(), 3, "{all:#?}");
    assert!(all[1].contains("30 against 35, a difference of 5"), "{all:#?}");
    // what is missing could be the difference, or would tell what is kept back
    for why in [Missing::Blank, Missing::NoRow, marker(false), marker(true)] {
        let found = contradicted(35.0, &[Ok(10.0), Ok(20.0), Err(why.clone())], &plain);
        assert_eq!(found, [""; 0], "{why:?}");
    }
    // a school that may not count takes its answer with it, though its nothing adds nothing
    let found = contradicted(35.0, &[Ok(10.0), Ok(20.0), Ok(0.0)], &[Some(false), Some(false), None]);
    assert!(found.len() == 2 && !found.iter().any(|what| what.contains("not special")), "{found:#?}");
    assert_eq!(contradicted(30.0, &[Ok(10.0), Ok(20.0), Err(marker(true))], &plain), [""; 0]);
}
