//! The review of a scheme with fewer statuses than the default's, as it is shown and read back.

use calamine::{Reader as _, Xlsx, open_workbook};
use workbook::read::{Book, Content, Limits, read_bytes};
use yardstick::review::decisions::{properties, read_back};
use yardstick::rulebook::{self, RuleSource};

use super::world::{example, judged, width_on};
use crate::public;

fn review(folder: &std::path::Path, year: &str) -> (Book, Vec<u8>) {
    let name = format!("School review {year}.xlsx");
    let bytes = std::fs::read(folder.join(&name)).unwrap();
    (read_bytes(&name, &bytes, &Limits::default()).unwrap(), bytes)
}

#[test]
fn nothing_on_the_front_page_is_taken_for_an_officers_column() {
    let out = tempfile::tempdir().unwrap();
    judged(&example().join("rules"), &[example().join("workbooks")], &[], out.path());
    let (book, bytes) = review(out.path(), "2024-25");
    let rules = rulebook::load(&RuleSource::from_folder(&example().join("rules")).unwrap()).rulebook.unwrap();
    let back = read_back(&book, &properties(&bytes), &rules);
    assert!(!back.rows.is_empty() && back.foreign.is_empty(), "{:?}", back.foreign);
}

#[test]
fn a_figure_of_the_authority_is_as_exact_in_the_list_of_schools_as_elsewhere() {
    let Some(folder) = public::data("today") else { return };
    let out = tempfile::tempdir().unwrap();
    let files = ["ks4-2022-25-leeds-dfe-service.csv", "ks4-2022-25-authorities-dfe-service.csv"];
    let files = files.map(|name| folder.join(name));
    judged(&example().join("rules"), &files, &["--authority", "Leeds", "--year", "2022-23"], out.path());
    let (book, _) = review(out.path(), "2022-23");
    let schools = book.sheets.iter().find(|sheet| &*sheet.name == "Schools").unwrap();
    let is_of = |cell: &workbook::read::Cell| matches!(&cell.content, Content::Text(text) if text.starts_with("All schools of"));
    let row = schools.rows.iter().find(|row| row.cells.iter().any(is_of)).unwrap();
    let held = row.cells.iter().filter_map(|cell| match cell.content {
        Content::Number(number) if number.abs() < 1.0 => Some(number),
        _ => None,
    });
    assert_eq!(held.collect::<Vec<f64>>(), [0.13], "Progress 8 has two decimals");
}

/// A list from before report cards that does not number its inspections: graded 4, not judged with quality 3, and 2.
const EARLIER: &str = "URN,School name,Ofsted phase,Type of education,Total number of pupils,Inspection start date,\
    Category of concern,Overall effectiveness,Quality of education,Behaviour and attitudes,Personal development,\
    Effectiveness of leadership and management,Previous full inspection overall effectiveness\n\
    900101,Alder Primary School,Primary,Community School,210,05/11/2024,SM,4,4,2,2,2,3\n\
    900102,Birch Primary School,Primary,Community School,180,05/11/2024,NULL,Not judged,3,2,2,2,3\n\
    900103,Cedar Primary School,Primary,Community School,300,05/11/2024,NULL,2,2,2,2,2,2\n";

#[test]
fn a_list_from_before_report_cards_is_enough_without_its_column_of_numbers() {
    let out = tempfile::tempdir().unwrap();
    let list = out.path().join("Latest inspections as at 31 Dec 2024.csv");
    std::fs::write(&list, EARLIER).unwrap();
    let found = judged(&example().join("rules"), &[list], &["--year", "2024-25"], out.path());
    let places: Vec<_> =
        found["schools"].as_array().unwrap().iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(places, ["intensive-category", "intensive-rise", "no-figures"]);
    for school in found["schools"].as_array().unwrap() {
        assert!(school["why"].as_str().unwrap().contains("Before report cards (5 November 2024): overall"), "{school}");
        assert!(!school.to_string().contains("requires improvement"), "{school}");
    }
    let path = out.path().join("School review 2024-25.xlsx");
    let mut review: Xlsx<_> = open_workbook(&path).unwrap();
    let schools = review.worksheet_range("Schools").unwrap();
    let is_heads = |row: &&[calamine::Data]| row.iter().any(|cell| *cell == "URN");
    let heads: Vec<String> = schools.rows().find(is_heads).unwrap().iter().map(ToString::to_string).collect();
    let at = |head: &str| heads.iter().position(|one| one == head).unwrap_or_else(|| panic!("no {head}: {heads:?}"));
    assert!(width_on(&path, 2, at("Graded before report cards")) > 10.0, "a day");
    assert!(width_on(&path, 2, at("Overall: four judgements")) > 11.0, "NJ: 3 2 2 2");
    assert!(!heads.iter().any(|head| head.starts_with("Result")), "pupils on roll are no result: {heads:?}");
}

#[test]
fn a_profile_has_room_for_grades_of_two_words_and_says_the_schools_numbers_once() {
    let out = tempfile::tempdir().unwrap();
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .arg("papers")
        .arg(example().join("workbooks"))
        .args(["--date", "2026-03-01", "--quiet", "--year", "2024-25", "--school", "Castle Moor", "--rules"])
        .arg(example().join("rules"))
        .args(["--out", "papers"])
        .current_dir(out.path())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut book: Xlsx<_> = open_workbook(out.path().join("papers/School profiles 2024-25.xlsx")).unwrap();
    let page = book.worksheet_range("Castle Moor School").unwrap();
    let place = |words: &str| page.cells().find(|(_, _, cell)| *cell == words).map(|(_, at, _)| at).unwrap();
    assert!(place("Indicated") - place("Inspected") >= 3, "three columns of 3.5");
    assert_eq!(page.cells().filter(|(_, _, cell)| *cell == "URN").count(), 1);
}
