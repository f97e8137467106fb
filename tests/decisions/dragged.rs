//! Columns dragged to another place of the table, sheets copied as values or saved as text: what was typed is read under
//! the heading that it stands under, and no day is guessed.

use workbook::read::Content;
use yardstick::review::book::keys;

use super::desk::key;
use super::grid::{Grid, GridSheet, text};
use super::office::Office;

const ALDER: &str = "urn:900201 | status";
const BEACON: &str = "urn:900202 | status";

/// The sheet of a review on which the status of schools is decided.
fn schools(grid: &mut Grid) -> &mut GridSheet {
    grid.sheet("Schools")
}

/// A sheet as a program saves it as text; days stand as it writes them.
fn as_csv(sheet: &GridSheet, day: impl Fn(&str) -> String) -> String {
    let last = sheet.cells.keys().fold((0, 0), |(row, column), at| (row.max(at.0), column.max(at.1)));
    let shown = |row, column| match sheet.cells.get(&(row, column)) {
        Some(Content::Text(text)) => format!("\"{}\"", text.replace('"', "\"\"")),
        Some(Content::Number(number)) => number.to_string(),
        Some(Content::DateTime(moment)) => day(&moment.date().to_string()),
        _ => String::new(),
    };
    let line = |row| (0..=last.1).map(|column| shown(row, column)).collect::<Vec<_>>().join(",");
    (0..=last.0).map(line).collect::<Vec<_>>().join("\n")
}

/// `2013-02-04` with the month first.
fn american(day: &str) -> String {
    let parts: Vec<&str> = day.split('-').collect();
    format!("{}/{}/{}", parts[1], parts[2], parts[0])
}

/// An office, and the sheet of schools copied as values out of its review, with a note.
fn copied() -> (Office, Grid) {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    schools(&mut grid).type_in(ALDER, keys::NOTE, text("by phone"));
    grid.without_hidden();
    grid.sheets.retain(|sheet| sheet.name == "Schools");
    (office, grid)
}

/// What the program says of the office's inbox a day later.
fn evaluated(office: &Office) -> String {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_yardstick"));
    command.arg("evaluate").arg(office.inbox.path()).args(["--year", "2011-12", "--date", "2013-01-09", "--out"]);
    let done = command.arg(office.out()).output().unwrap();
    String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned()
}

#[test]
fn columns_that_were_dragged_take_what_was_typed_with_their_headings() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let sheet = schools(&mut grid);
    sheet.type_in(ALDER, keys::OWNER, text("Ann"));
    sheet.type_in(ALDER, keys::NOTE, text("by phone"));
    // the hidden names stand above the table and stay where they are
    let (owner, note) = (sheet.column(keys::OWNER), sheet.column(keys::NOTE));
    let (heading, _) = sheet.find("Owner");
    let rows: std::collections::BTreeSet<u32> =
        sheet.cells.keys().map(|(row, _)| *row).filter(|row| *row >= heading).collect();
    for row in rows {
        let (one, other) = (sheet.cells.remove(&(row, owner)), sheet.cells.remove(&(row, note)));
        one.into_iter().for_each(|cell| drop(sheet.cells.insert((row, note), cell)));
        other.into_iter().for_each(|cell| drop(sheet.cells.insert((row, owner), cell)));
    }
    office.lay(&grid);
    let (run, _) = office.run("2013-01-09");
    let decision = &run.decisions.decisions[&key(ALDER)];
    assert_eq!((decision.owner.as_deref(), decision.note.as_deref()), (Some("Ann"), Some("by phone")));
}

#[test]
fn a_sheet_copied_as_values_among_the_workbooks_is_read_and_none_of_its_figures() {
    let (office, grid) = copied();
    std::fs::write(office.inbox.path().join("Book1.xlsx"), grid.write()).unwrap();
    let said = evaluated(&office);
    assert!(said.contains("Book1.xlsx: no results"), "{said}");
    assert!(office.record().contains("by phone"), "{}", office.record());
}

#[test]
fn results_beside_a_copied_sheet_are_read() {
    let (office, mut grid) = copied();
    let rows = [["URN", "School", "Pupils on roll"], ["900201", "Alder", "210"], ["900202", "Beacon", "180"]];
    let cell = |row: u32, column: u32, words: &str| {
        let number = words.parse().map(Content::Number);
        ((row, column), number.unwrap_or_else(|_| text(words)))
    };
    let cells =
        (0..).zip(rows).flat_map(|(row, all)| (0..).zip(all).map(move |(column, words)| cell(row, column, words)));
    grid.sheets.push(GridSheet { name: "Roll 2011-12".to_owned(), cells: cells.collect() });
    std::fs::write(office.inbox.path().join("Book1.xlsx"), grid.write()).unwrap();
    let said = evaluated(&office);
    assert!(said.contains("Book1.xlsx: 1 table, 2 school rows") && !said.contains("Book1.xlsx: no results"), "{said}");
    assert!(office.record().contains("by phone"), "{}", office.record());
}

#[test]
fn a_sheet_saved_as_text_is_read_whatever_it_is_called() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    schools(&mut grid).type_in(ALDER, keys::NOTE, text("by phone"));
    std::fs::write(office.out().join("Ann's list.csv"), as_csv(schools(&mut grid), str::to_owned)).unwrap();
    let (run, _) = office.run("2013-01-09");
    assert_eq!(run.decisions.decisions[&key(ALDER)].note.as_deref(), Some("by phone"));
}

#[test]
fn a_day_whose_month_may_stand_first_is_asked_and_one_on_record_stands() {
    let office = Office::new();
    office.run("2013-01-08");
    let due = |grid: &mut Grid, about: &str, day: &str| {
        let moment = day.parse::<chrono::NaiveDate>().unwrap().and_hms_opt(0, 0, 0).unwrap();
        schools(grid).type_in(about, keys::DUE, Content::DateTime(moment));
    };
    let mut grid = office.grid();
    due(&mut grid, ALDER, "2013-02-04");
    office.lay(&grid);
    office.run("2013-01-09");
    let mut grid = office.grid();
    due(&mut grid, BEACON, "2013-03-05");
    std::fs::write(office.out().join("School review 2011-12.csv"), as_csv(schools(&mut grid), american)).unwrap();
    let (run, written) = office.run("2013-01-10");
    let of = |about: &str| run.decisions.decisions.get(&key(about)).and_then(|decision| decision.due);
    assert_eq!(of(ALDER), "2013-02-04".parse().ok(), "what was on record is the same day in another order");
    assert_eq!(of(BEACON), None);
    assert!(written.attention.iter().any(|line| line.contains("“03/05/2013” is no day")), "{:?}", written.attention);
}
