//! The default rulebook over the sample workbooks, and over public data where it is at hand.

use std::path::{Path, PathBuf};

use workbook::read::{self, Book};
use yardstick::intake::record::{Dataset, Doubt, DoubtKind, FactKey, RowSubject};
use yardstick::intake::{self, IntakeOptions, Whose};
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{self, RuleSource, Rulebook};

use super::support::{shown, year};
use crate::public;

fn default_rules() -> Rulebook {
    let loaded = rulebook::load(&RuleSource::default_rulebook());
    loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

fn open(path: &Path) -> Book {
    read::read_file(path, &read::Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn samples() -> Vec<Book> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xlsx" || extension == "csv"));
    paths.sort();
    paths.iter().map(|path| open(path)).collect()
}

/// What is known of a school, as shown.
fn fact(data: &Dataset, rules: &Rulebook, school: &str, measure: &str, group: &str, in_year: &str) -> String {
    let found = data.schools.iter().find(|known| &*known.identity.key.0 == school).unwrap();
    let measure = rules.measure_named(measure).unwrap().0;
    let group = rules.groups.iter().position(|known| &*known.id == group).unwrap();
    let key = FactKey { measure, group: GroupId(u8::try_from(group).unwrap()), year: Some(year(in_year)) };
    found.facts.get(key).map_or_else(|| "none".into(), |entry| shown(&entry.value))
}

#[test]
fn the_sample_authority_has_54_schools_with_their_histories() {
    let rules = default_rules();
    let data = intake::read(&samples(), &rules, &IntakeOptions::default());
    assert_eq!(data.schools.len(), 54);
    let thornwick = data.schools.iter().find(|school| &*school.identity.key.0 == "urn:900057").unwrap();
    assert_eq!(thornwick.identity.predecessors.iter().map(ToString::to_string).collect::<Vec<_>>(), ["900041"]);
    let value = |school, measure, group, in_year| fact(&data, &rules, school, measure, group, in_year);
    assert_eq!(value("urn:900045", "ks4.five_ac_em", "all", "2011-12"), "40");
    assert_eq!(value("urn:900035", "ks2.l4_em", "all", "2011-12"), "64", "the successor's, not the closed school's");
    assert_eq!(
        value("urn:900057", "ks4.five_ac_em", "all", "2009-10"),
        value("urn:900057", "ks4.five_ac_em", "all", "2009-10")
    );
    assert!(value("urn:900010", "ks2.l4_em", "all", "2009-10").contains("n/a"), "boycotted");
    assert_eq!(value("urn:900036", "ks4.five_ac_em", "all", "2010-11"), "98", "a fraction in the workbook");
    assert_eq!(value("urn:900009", "ks1.pupils", "all", "2011-12"), "none", "a junior school");
    let no_number = data.schools.iter().filter(|school| school.identity.urn.is_none()).count();
    assert_eq!(no_number, 0);
    assert!(data.doubts.iter().all(|doubt| doubt.kind != DoubtKind::NotRead), "{:#?}", data.doubts);
    assert!(data.doubts.iter().all(|doubt| doubt.kind != DoubtKind::Heading), "{:#?}", data.doubts);
}

#[test]
fn the_real_southend_workbook_is_read_as_its_readme_says() {
    let Some(path) = public::data("southend-2013-14/Southend results 2013-14.xlsx") else { return };
    let rules = default_rules();
    let data = intake::read(&[open(&path)], &rules, &IntakeOptions::default());
    let tables = &data.workbooks[0].tables;
    let schools =
        |table: usize| tables[table].rows.iter().filter(|row| matches!(row.subject, RowSubject::School(_))).count();
    assert_eq!((schools(0), schools(1)), (12, 24));
    assert!(
        data.schools
            .iter()
            .all(|school| !school.identity.name.contains("all schools") && !school.identity.name.contains("average"))
    );
    let value = |school, measure, group, in_year| fact(&data, &rules, school, measure, group, in_year);
    assert_eq!(value("urn:115368", "ks4.five_ac_em", "all", "2013-14"), "37");
    assert_eq!(value("urn:136490", "ks4.five_ac_em", "disadvantaged", "2013-14"), "the cell is blank");
    assert_eq!(value("urn:115368", "inspection.category", "all", "2013-14"), "SM");
    assert_eq!(value("urn:133771", "inspection.category", "all", "2013-14"), "none");
    assert_eq!(value("urn:134704", "inspection.overall", "all", "2013-14"), "none", "inspected in December 2014");
    assert_eq!(value("urn:134704", "inspection.overall", "all", "2014-15"), "2");
    let la = data.areas.iter().find(|record| rules.area(record.area).is_some_and(|area| area.own)).unwrap();
    let key = FactKey {
        measure: rules.measure_named("ks4.five_ac_em").unwrap().0,
        group: GroupId::ALL,
        year: Some(year("2013-14")),
    };
    assert_eq!(shown(&la.facts.get(key).unwrap().value), "62.2");
    assert!(data.doubts.iter().all(|doubt| doubt.kind == DoubtKind::Remark), "{:#?}", data.doubts);
}

#[test]
fn the_real_csv_and_the_workbook_made_of_it_say_the_same() {
    let Some(csv) = public::data("southend-2013-14/ks4-results.csv") else { return };
    let Some(workbook) = public::data("southend-2013-14/Southend results 2013-14.xlsx") else { return };
    let rules = default_rules();
    let options = IntakeOptions { year: Some(year("2013-14")), ..IntakeOptions::default() };
    let both = intake::read(&[open(&csv), open(&workbook)], &rules, &options);
    // the file's name says no year: it is taken for the one asked for, and that is said
    let years = both.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Year);
    assert_eq!(years.filter_map(|doubt| doubt.workbook.as_deref()).collect::<Vec<_>>(), ["ks4-results.csv"]);
    let quiet = |doubt: &Doubt| matches!(doubt.kind, DoubtKind::Remark | DoubtKind::Year);
    assert!(both.doubts.iter().all(quiet), "{:#?}", both.doubts);
    let from_csv = intake::read(&[open(&csv)], &rules, &options);
    let from_workbook = intake::read(&[open(&workbook)], &rules, &options);
    for school in &from_csv.schools {
        let other = from_workbook.school(&school.identity.key).unwrap();
        for measure in ["ks4.five_ac_em", "ks4.progress_english", "ks4.progress_maths", "ks4.pupils"] {
            let key = FactKey {
                measure: rules.measure_named(measure).unwrap().0,
                group: GroupId::ALL,
                year: Some(year("2013-14")),
            };
            let value = |facts: &yardstick::intake::record::Facts| facts.get(key).map(|entry| entry.value.clone());
            assert_eq!(value(&school.facts), value(&other.facts), "{} {measure}", school.identity.name);
        }
    }
}

#[test]
fn the_official_download_of_hampshire_is_read_as_it_is() {
    let Some(path) = public::data("hampshire-2016-17/850-ks2.csv") else { return };
    let rules = default_rules();
    let options = IntakeOptions { year: Some(year("2016-17")), ..IntakeOptions::default() };
    let data = intake::read(&[open(&path)], &rules, &options);
    assert_eq!(data.schools.len(), 328);
    assert_eq!(data.areas.len(), 2, "the authority and the nation; state schools of the nation are not used");
    let quiet = |doubt: &Doubt| matches!(doubt.kind, DoubtKind::Remark | DoubtKind::Year);
    assert!(data.doubts.iter().all(quiet), "290 columns are a download: {:#?}", data.doubts);
    let value = |school, measure, group, in_year| fact(&data, &rules, school, measure, group, in_year);
    assert_eq!(value("urn:115976", "ks2.rwm_expected", "all", "2016-17"), "72");
}

#[test]
fn the_lists_that_explain_the_official_download_are_no_problem_beside_it() {
    let rules = default_rules();
    for name in ["hampshire-2016-17/abbreviations.xlsx", "hampshire-2016-17/ks2-meta.csv"] {
        let Some(path) = public::data(name) else { return };
        let data = intake::read(&[open(&path)], &rules, &IntakeOptions::default());
        assert!(data.schools.is_empty());
        assert!(data.doubts.iter().any(|doubt| doubt.what.contains("explains abbreviations and headings")), "{name}");
        assert!(data.doubts.iter().all(|doubt| doubt.kind == DoubtKind::Remark), "{:#?}", data.doubts);
    }
}

#[test]
fn every_school_of_england_is_read_and_each_keeps_its_newest_inspection() {
    let Some(path) =
        public::data("england-2013-04/Management Information - Schools - 30 April 2013 (provisional).xlsx")
    else {
        return;
    };
    let rules = default_rules();
    let options = IntakeOptions { whose: Whose::Every, ..IntakeOptions::default() };
    let data = intake::read(&[open(&path)], &rules, &options);
    assert_eq!(data.schools.len(), 21_308);
    let overall = rules.measure_named("inspection.overall").unwrap().0;
    let mut counts = [0; 5];
    for school in &data.schools {
        let newest = school.facts.newest(overall, GroupId::ALL, year("2012-13"), 20);
        if let Some(number) = newest
            .and_then(|key| school.facts.get(key))
            .and_then(|entry| entry.value.as_ref().ok())
            .and_then(|value| value.number())
        {
            let grade = (1..=4).find(|grade| f64::from(*grade) == number).unwrap();
            counts[grade as usize] += 1;
        }
    }
    assert_eq!(&counts[1..], [4_613, 12_122, 4_003, 570], "the workbook's own Table 1");
    assert!(data.doubts.iter().all(|doubt| doubt.kind == DoubtKind::Remark), "{:#?}", data.doubts);
}

#[test]
fn three_years_in_rows_are_three_years() {
    let Some(path) = public::data("southend-2016-18/ks2-results.csv") else { return };
    let rules = default_rules();
    let data = intake::read(&[open(&path)], &rules, &IntakeOptions::default());
    let years: Vec<String> = data.years.iter().map(ToString::to_string).collect();
    assert_eq!(years, ["2015-16", "2016-17", "2017-18"]);
    assert_eq!(fact(&data, &rules, "urn:114718", "ks2.rwm_expected", "all", "2015-16"), "69");
}

#[test]
fn a_prediction_is_no_result() {
    let rules = default_rules();
    let text = "URN|School|% L4+ English and maths - predicted|KS2 Pupils\n100001|Oak|80|70";
    let data = intake::read(&[super::support::one("ks2 2011-12.xlsx", text)], &rules, &IntakeOptions::default());
    assert_eq!(fact(&data, &rules, "urn:100001", "ks2.pupils", "all", "2011-12"), "70");
    assert_eq!(fact(&data, &rules, "urn:100001", "ks2.l4_em", "all", "2011-12"), "none");
    assert!(data.doubts.iter().any(|doubt| doubt.what.contains("predicted")), "{:#?}", data.doubts);
}

#[test]
fn a_table_of_one_ethnic_group_is_none_of_all_pupils_without_a_word() {
    let rules = default_rules();
    let text =
        "time_period|URN|School|ethnicity_major|KS2 Pupils\n201112|100001|Oak|White|7\n201112|100002|Elm|White|8";
    let data = intake::read(&[super::support::one("a.xlsx", text)], &rules, &IntakeOptions::default());
    assert!(
        data.doubts.iter().any(|doubt| doubt.what.contains("“ethnicity_major” names no group")),
        "{:#?}",
        data.doubts
    );
}
