//! A decision has its year.

use workbook::patch::Value;
use workbook::read::{Limits, read_bytes};
use yardstick::review::book::keys;
use yardstick::review::decisions::{Properties, read_back};
use yardstick::run::seal::Seal;
use yardstick::run::sealed::differ;
use yardstick::run::{Earlier, Options, Run, review_bytes};

use super::desk::key;
use super::office::{Office, REVIEW, day, lost, words};

const NEXT: &str = "School review 2012-13.xlsx";
const GRADE: &str = "urn:900201 | grade:achievement";

/// An office with results of two years.
fn office() -> Office {
    let mut office = Office::new();
    office.schools = "URN,LAESTAB,School,Year,Inspection date,Overall effectiveness,SEF achievement
900201,9992001,Alder Lane Primary School,2011-12,10/01/2012,2,2
900202,9992002,Beacon Hill Primary School,2011-12,11/01/2012,3,3
900201,9992001,Alder Lane Primary School,2012-13,10/01/2012,2,3
900202,9992002,Beacon Hill Primary School,2012-13,11/01/2012,3,3
"
    .to_owned();
    office
}

fn agreed(run: &Run) -> Option<String> {
    let grades = &run.decisions.grades;
    grades.get(&(key(GRADE).school, "achievement".into())).map(|agreed| agreed.grade.to_string())
}

#[test]
fn each_year_keeps_its_own_and_shows_what_was_agreed_for_the_one_before() {
    let office = office();
    office.run_for("2011-12", "2013-01-08");
    office.type_in(GRADE, &[(keys::AGREED, Value::Number(2.0))]);
    let (run, _) = office.run_for("2011-12", "2013-01-08");
    assert_eq!(agreed(&run).as_deref(), Some("2"));
    let (run, written) = office.run_for("2012-13", "2013-09-20");
    assert_eq!(agreed(&run), None, "nothing is agreed for the new year");
    let next = std::fs::read(office.out().join(NEXT)).unwrap();
    let book = read_bytes(NEXT, &next, &Limits::default()).unwrap();
    let cells = book.sheet("Support and plans").unwrap().rows.iter().flat_map(|row| &row.cells);
    let shown =
        cells.filter(|cell| format!("{:?}", cell.content).contains("For 2011-12: agreed 2, on 8 January 2013."));
    assert_eq!(shown.count(), 1, "{:?}", written.attention);
    office.type_into(NEXT, GRADE, &[(keys::AGREED, Value::Number(4.0))]);
    let (run, _) = office.run_for("2012-13", "2013-09-21");
    assert_eq!(agreed(&run).as_deref(), Some("4"));
    let (run, _) = office.run_for("2011-12", "2013-09-22");
    assert_eq!(agreed(&run).as_deref(), Some("2"), "the past is as it was");
}

#[test]
fn a_copy_that_does_not_say_its_year_is_asked_where_there_are_several() {
    let office = office();
    for (year, file) in [("2011-12", REVIEW), ("2012-13", NEXT)] {
        office.run_for(year, "2013-09-20");
        office.type_into(file, "urn:900201 | status", &[(keys::OWNER, words(year))]);
        office.run_for(year, "2013-09-21");
    }
    // sheets of the earlier review in a workbook of their own, without anything hidden
    let mut grid = office.grid();
    let mut typed = Office::note_everywhere(&mut grid);
    typed.retain(|key, _| !key.about.starts_with("finding:"));
    grid.without_hidden();
    grid.sheets.retain(|sheet| ["Schools", "Support and plans"].contains(&sheet.name.as_str()));
    let (copy, dated) = (office.out().join("for Cabinet.xlsx"), office.out().join("for Cabinet 2011-12.xlsx"));
    std::fs::write(&copy, grid.write()).unwrap();
    let (run, written) = office.run_for("2012-13", "2013-09-22");
    assert!(written.attention.iter().any(|line| line.contains("for which year it is")), "{:?}", written.attention);
    assert_eq!(lost(&run, &typed).len(), typed.len(), "nothing of it counts for a year that may be another");
    std::fs::rename(copy, dated).unwrap();
    let (run, written) = office.run_for("2011-12", "2013-09-23");
    assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{:?}", written.attention);
}

#[test]
fn a_review_of_another_year_that_lies_there_is_read_for_its_own() {
    let office = office();
    office.run_for("2011-12", "2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    assert_eq!(run.decisions.decisions.get(&key("urn:900201 | status")), None);
    std::fs::remove_file(office.review()).unwrap();
    let (run, _) = office.run_for("2011-12", "2013-09-21");
    let owner = run.decisions.decisions[&key("urn:900201 | status")].owner.clone();
    assert_eq!(owner.as_deref(), Some("Ann"), "it was recorded when the other year was judged");
}

#[test]
fn a_past_year_is_rebuilt_as_it_was_put_before_cabinet() {
    let office = office();
    office.run_for("2011-12", "2013-01-08");
    office.type_in(GRADE, &[(keys::AGREED, Value::Number(2.0)), (keys::NOTE, words("seen"))]);
    office.run_for("2011-12", "2013-01-08");
    let before_cabinet = std::fs::read(office.review()).unwrap();
    office.run_for("2012-13", "2013-09-20");
    office.type_into(NEXT, GRADE, &[(keys::AGREED, Value::Number(4.0))]);
    office.run_for("2012-13", "2013-09-21");
    std::fs::remove_file(office.review()).unwrap();
    office.run_for("2011-12", "2013-01-08");
    assert!(std::fs::read(office.review()).unwrap() == before_cabinet, "byte for byte");
    // and `verify` proves it of the one that was put away
    let given = read_bytes(REVIEW, &before_cabinet, &Limits::default()).unwrap();
    let seal = Seal::of(&given).unwrap();
    let read = read_back(&given, &Properties::default(), &office.rules);
    let earlier = Earlier::of_review(&read, office.out(), (seal.year, seal.date), &office.rules);
    let options = Options { year: Some(seal.year), date: day("2013-01-08"), hidden: false, whose: Default::default() };
    let inputs = office.judged_for("2011-12", "2013-01-08").inputs;
    let run = Run::new(office.rules.clone(), inputs, earlier, &options).unwrap_or_else(|_| panic!("nothing judged"));
    let made = read_bytes(REVIEW, &review_bytes(&run, office.out()).unwrap(), &Limits::default()).unwrap();
    let found = differ(&given, &made, &seal.sheet);
    assert!(found.cells.is_empty() && found.sheets.is_empty(), "{:#?}", found.cells);
}

#[test]
fn a_record_without_years_counts_for_every_year_until_one_has_its_own() {
    let office = office();
    office.run_for("2011-12", "2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
    office.run_for("2011-12", "2013-01-08");
    let record = office.record().replace("\"year\":\"2011-12\",", "");
    assert!(!record.contains("\"year\""));
    std::fs::write(office.out().join(yardstick::run::RECORD), record).unwrap();
    let (run, _) = office.run_for("2012-13", "2013-09-20");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].owner.as_deref(), Some("Ann"));
    office.type_into(NEXT, "urn:900201 | status", &[(keys::OWNER, words("Bob"))]);
    office.run_for("2012-13", "2013-09-21");
    let (run, _) = office.run_for("2011-12", "2013-09-22");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].owner.as_deref(), Some("Ann"));
}
