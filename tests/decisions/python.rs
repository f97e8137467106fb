//! A review edited by openpyxl, as officers' own scripts do it. Skipped where Python or openpyxl is not there.

use std::process::Command;

use workbook::read::{Limits, read_bytes};
use yardstick::review::book::keys;
use yardstick::review::decisions::{Field, properties, read_back};

use super::desk::{key, rulebook, says, take_from};
use crate::report::fixture::Fixture;

const SCRIPT: &str = r#"
import datetime, random, sys
import openpyxl

path = sys.argv[1]
book = openpyxl.load_workbook(path)

def columns(sheet):
    for row in sheet.iter_rows(min_row=1, max_row=12):
        if any(cell.value == "yardstick:key" for cell in row):
            return {cell.value: cell.column for cell in row if cell.value}, row[0].row

sheet = book["Schools"]
names, at = columns(sheet)
sheet.cell(at + 3, names["yardstick:decision"]).value = "agree"
sheet.cell(at + 3, names["yardstick:due"]).value = datetime.date(2013, 2, 1)
sheet.cell(at + 3, names["yardstick:owner"]).value = "Ann "
print(sheet.cell(at + 3, names["yardstick:key"]).value)
sheet.insert_cols(3)
sheet.insert_rows(at + 5)
sheet.auto_filter.add_filter_column(2, ["nothing"])

sheet = book["Support and plans"]
names, at = columns(sheet)
rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=at + 3, max_row=sheet.max_row)]
rows[1][names["yardstick:note"] - 1] = "first\nsecond"
print(rows[1][names["yardstick:key"] - 1])
random.Random(7).shuffle(rows)
for down, row in enumerate(rows):
    for along, value in enumerate(row):
        sheet.cell(at + 3 + down, along + 1).value = value
for cell in sheet[at + 2]:
    cell.value = "renamed"
book.properties.lastModifiedBy = "Ann Officer"
book.save(path)
"#;

#[test]
fn what_openpyxl_sorted_inserted_and_renamed_is_all_there() {
    let there = Command::new("python3").args(["-c", "import openpyxl"]).output();
    if !there.is_ok_and(|done| done.status.success()) {
        crate::skipped::skipped("there is no python3 with openpyxl");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("School review 2011-12.xlsx");
    std::fs::write(&path, Fixture::new().review()).unwrap();
    let done = Command::new("python3").args(["-c", SCRIPT]).arg(&path).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let printed = String::from_utf8(done.stdout).unwrap();
    let named: Vec<&str> = printed.lines().collect();
    let bytes = std::fs::read(&path).unwrap();
    let book = read_bytes("School review 2011-12.xlsx", &bytes, &Limits::default()).unwrap();
    let told = properties(&bytes);
    assert_eq!((told.review, told.who.as_deref()), (true, Some("Ann Officer")));
    let taken = take_from(&yardstick::review::decisions::Entries::new(), &[read_back(&book, &told, rulebook())]);
    let school = &taken.entries[&key(named[0])];
    assert_eq!(says(school, Field::Decision), Some("agree"));
    assert_eq!(says(school, Field::Due), Some("2013-02-01"));
    assert_eq!(says(school, Field::Owner), Some("Ann"));
    assert_eq!(says(&taken.entries[&key(named[1])], Field::Note), Some("first\nsecond"));
    assert!(taken.entries.keys().all(|key| keys::read(&keys::written(key)).is_some()));
}
