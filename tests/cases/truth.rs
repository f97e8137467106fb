//! Cuts of real public tables, each with the figure that is right.

use super::world::{is, truth};
use workbook::read::Limits;
use yardstick::domain::{AcademicYear, Value};
use yardstick::intake::record::FactKey;
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{self, RuleSource};
use yardstick::run::{Earlier, Inputs, Options, Run, gather};

#[test]
fn a_code_with_an_ending_of_its_own_is_not_read_as_the_code_with_a_footnote() {
    let Some(case) = truth("2-suffix-read-as-footnote", "882", None) else { return };
    let (measure, _) = case.rules.measure_named("ks4.english_maths").unwrap();
    let read = |key: FactKey| key.measure == measure;
    assert!(case.data.schools.iter().all(|school| !school.facts.keys().any(read)), "PTL2BASICS_94 is another measure");
    case.says("PTL2BASICS_94");
}

#[test]
fn a_lone_year_in_a_file_name_is_doubted_and_gives_way_to_the_year_asked_for() {
    let Some(file) = crate::public::cases("truth/3-year-in-file-name") else { return };
    let inputs = Inputs::read(gather(&[file]).unwrap(), &Limits::default(), |_| ());
    let rules = rulebook::load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let year: AcademicYear = "2016-17".parse().unwrap();
    let date = chrono::NaiveDate::from_ymd_opt(2017, 12, 20).unwrap();
    let options = Options { year: Some(year), date, hidden: false, whose: "936".parse().unwrap() };
    let run = Run::new(rules.into(), inputs, Earlier::default(), &options);
    let run = run.map_err(|nothing| nothing.why).unwrap();
    assert_eq!(run.evaluation.year, year);
    let alone = truth("3-year-in-file-name", "936", None).unwrap();
    alone.says("Year: the year in the file's name is taken for 2015-16");
}

#[test]
fn persistent_absence_of_ten_percent_is_a_measure_of_its_own() {
    let Some(case) = truth("4-persistent-10", "882", None) else { return };
    assert_eq!(case.of(140_672, "absence.persistent_10", "all", "2017-18"), is("9.5"));
    assert!(case.of(140_672, "absence.persistent", "all", "2017-18").is_err());
}

#[test]
fn national_rows_by_phase_are_england() {
    let Some(case) = truth("5-national-rows", "882", None) else { return };
    let of = |phase: &str, measure: &str| {
        let area = case.data.areas.iter().find(|area| area.phase.as_deref() == Some(phase)).unwrap();
        let (measure, _) = case.rules.measure_named(measure).unwrap();
        let key = FactKey { measure, group: GroupId::ALL, year: Some("2012-13".parse().unwrap()) };
        area.facts.get(key).unwrap().value.clone().unwrap()
    };
    assert_eq!(of("primary", "absence.overall"), Value::Number(4.8));
    assert_eq!(of("secondary", "absence.overall"), Value::Number(5.8));
    assert_eq!(of("primary", "absence.persistent"), Value::Number(3.6));
    assert_eq!(of("secondary", "absence.persistent"), Value::Number(6.5));
}

#[test]
fn the_question_of_the_older_framework_is_read_in_its_older_words() {
    let Some(case) = truth("6-learners", "882", None) else { return };
    let (measure, _) = case.rules.measure_named("inspection.how_well_pupils_achieve").unwrap();
    let grades = case.data.schools.iter().flat_map(|school| school.facts.sorted());
    let grades: Vec<_> =
        grades.filter(|(key, _)| key.measure == measure).map(|(_, entry)| entry.value.clone()).collect();
    assert_eq!(grades, vec![Ok(Value::Number(1.0)); 4]);
}

#[test]
fn the_key_stage_4_table_of_2010_is_read() {
    let Some(case) = truth("7-ks4-2010", "882", Some("2009-10")) else { return };
    let (measure, _) = case.rules.measure_named("ks4.five_ac_em").unwrap();
    let key = FactKey { measure, group: GroupId::ALL, year: Some("2009-10".parse().unwrap()) };
    let own = case.data.areas.iter().find_map(|area| area.facts.get(key)).unwrap();
    assert_eq!(own.value, Ok(Value::Number(61.8)));
}

#[test]
fn a_table_of_inspections_of_many_years_is_judged_in_its_own_year() {
    let Some(file) = crate::public::cases("truth/6-learners") else { return };
    let inputs = Inputs::read(gather(&[file]).unwrap(), &Limits::default(), |_| ());
    let rules = rulebook::load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let date = chrono::NaiveDate::from_ymd_opt(2014, 12, 31).unwrap();
    let options = Options { year: None, date, hidden: false, whose: "882".parse().unwrap() };
    let run = Run::new(rules.into(), inputs, Earlier::default(), &options);
    let run = run.map_err(|nothing| nothing.why).unwrap();
    assert_eq!(run.evaluation.year.to_string(), "2014-15", "not that of most of the inspections");
}
