//! The review of a scheme with fewer statuses than the default's, as it is shown and read back.

use workbook::read::{Book, Content, Limits, read_bytes};
use yardstick::review::decisions::{properties, read_back};
use yardstick::rulebook::{self, RuleSource};

use super::world::{example, judged};
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
