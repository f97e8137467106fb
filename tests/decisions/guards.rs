//! The guards that keep what was typed where it was typed, one at a time: each of these fails when its guard is taken out.

use std::path::Path;
use std::process::Command;

use yardstick::judge::decided::DecisionKey;
use yardstick::review::book::keys;
use yardstick::run::{Placed, Run, Written};
use yardstick::watch::Turn;

use super::desk::{SCHOOLS, blank_review, decided, key, nth_key, says};
use super::grid::{Grid, GridSheet, text};
use super::office::{Office, words};
use yardstick::review::decisions::{Field, OTHER};

const ALDER: &str = "urn:900201 | status";
const BEACON: &str = "urn:900202 | status";

fn note(run: &Run, about: &str) -> Option<String> {
    Some(run.decisions.decisions.get(&key(about))?.note.as_deref()?.to_owned())
}

fn owner(run: &Run, about: &str) -> Option<String> {
    Some(run.decisions.decisions.get(&key(about))?.owner.as_deref()?.to_owned())
}

/// Why the review was left alone.
fn held(written: &Written) -> Option<&str> {
    written.files.iter().find_map(|file| match &file.placed {
        Placed::Held { why, .. } => Some(why.as_str()),
        _ => None,
    })
}

fn says_some(lines: &[String], words: &str) -> bool {
    lines.iter().any(|line| line.contains(words))
}

/// An office in which each of two schools has a note of its own, from an earlier run.
fn noted() -> Office {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in(ALDER, &[(keys::NOTE, words("of Alder"))]);
    office.type_in(BEACON, &[(keys::NOTE, words("of Beacon"))]);
    office.run("2013-01-09");
    office
}

/// Sorts the columns that show whose a row is, and nothing beside them.
fn sort_names(sheet: &mut GridSheet, order: &[usize]) {
    let (school, urn, rows) = (sheet.column(keys::SCHOOL), sheet.column_headed("URN"), sheet.keyed_rows());
    sheet.reorder_column(school, &rows, order);
    sheet.reorder_column(urn, &rows, order);
}

fn row_of(grid: &mut Grid, about: &str) -> u32 {
    grid.sheet(SCHOOLS).find(about).0
}

#[test]
fn with_the_hidden_names_columns_are_known_whatever_stands_over_or_between_them() {
    let mut review = blank_review();
    let about = nth_key(&mut review, SCHOOLS, 3);
    let sheet = review.sheet(SCHOOLS);
    sheet.type_in(&about, keys::OWNER, text("Ann"));
    sheet.type_in(&about, keys::NOTE, text("seen"));
    let heading = sheet.keyed_rows()[0] - 1;
    let headings: Vec<_> = sheet.cells.keys().filter(|(row, _)| *row == heading).copied().collect();
    for (row, column) in headings {
        sheet.put(row, column, text(&format!("Renamed {column}")));
    }
    // what stood three columns beside the evidence stands four beside it now
    let between = sheet.column(keys::EVIDENCE);
    sheet.insert_column(between);
    let entries = decided(&review);
    let entry = &entries[&key(&about)];
    assert_eq!((says(entry, Field::Owner), says(entry, Field::Note)), (Some("Ann"), Some("seen")));
}

#[test]
fn a_blank_cell_of_a_review_that_remembers_nothing_takes_nothing_back() {
    let office = noted();
    let mut grid = office.grid();
    let (row, column) = (row_of(&mut grid, ALDER), grid.sheet(SCHOOLS).column(keys::NOTE));
    grid.sheet(SCHOOLS).cells.remove(&(row, column));
    grid.without_hidden();
    office.lay(&grid);
    let (run, _) = office.run("2013-01-10");
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Alder"));
}

#[test]
fn what_a_cell_said_long_ago_is_asked_where_a_copy_remembers_nothing() {
    let office = noted();
    let mut old = office.grid();
    old.without_hidden();
    office.type_in(ALDER, &[(keys::NOTE, words("of Alder, since"))]);
    office.run("2013-01-10");
    std::fs::write(office.out().join("Copy of the review.xlsx"), old.write()).unwrap();
    let (run, written) = office.run("2013-01-11");
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Alder, since"));
    assert!(says_some(&written.attention, "“of Alder” ("), "both are told: {:?}", written.attention);
}

#[test]
fn a_review_with_cells_that_nobody_can_place_is_held_and_the_reason_is_said() {
    let office = noted();
    let mut grid = office.grid();
    let (first, school, urn) =
        (row_of(&mut grid, ALDER), grid.sheet(SCHOOLS).column(keys::SCHOOL), grid.sheet(SCHOOLS).column_headed("URN"));
    let other = row_of(&mut grid, BEACON);
    let sheet = grid.sheet(SCHOOLS);
    for column in [school, urn] {
        let shown = sheet.cells[&(other, column)].clone();
        sheet.put(first, column, shown);
    }
    let column = sheet.column(keys::OWNER);
    sheet.put(first, column, text("Ann"));
    office.lay(&grid);
    let (_, written) = office.run("2013-01-10");
    assert_eq!(held(&written), Some("it cannot be told what some of its cells belong to"));
    assert!(says_some(&written.attention, "owner: Ann"), "it is asked: {:?}", written.attention);
}

#[test]
fn names_that_were_sorted_alone_take_no_note_with_them() {
    let office = noted();
    let mut grid = office.grid();
    sort_names(grid.sheet(SCHOOLS), &[1, 2, 0]);
    let (row, column) = (row_of(&mut grid, ALDER), grid.sheet(SCHOOLS).column(keys::OWNER));
    grid.sheet(SCHOOLS).put(row, column, text("Ann"));
    office.lay(&grid);
    let (run, written) = office.run("2013-01-10");
    assert!(owner(&run, BEACON).is_none() && note(&run, BEACON).as_deref() == Some("of Beacon"));
    assert!(owner(&run, ALDER).is_some() || says_some(&written.attention, "Ann"), "{:?}", written.attention);
}

#[test]
fn names_that_were_sorted_alone_take_no_note_with_them_where_the_keys_are_gone_too() {
    let office = noted();
    let mut grid = office.grid();
    sort_names(grid.sheet(SCHOOLS), &[1, 2, 0]);
    let (row, column) = (row_of(&mut grid, ALDER), grid.sheet(SCHOOLS).column(keys::OWNER));
    let sheet = grid.sheet(SCHOOLS);
    sheet.put(row, column, text("Ann"));
    sheet.delete_column(sheet.column(keys::KEY));
    office.lay(&grid);
    let (run, written) = office.run("2013-01-10");
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Alder"), "{:?}", written.attention);
    assert_eq!(note(&run, BEACON).as_deref(), Some("of Beacon"), "{:?}", written.attention);
    assert!(owner(&run, ALDER).is_some() || says_some(&written.attention, "Ann"), "{:?}", written.attention);
}

#[test]
fn a_review_saved_while_a_run_is_on_is_left_alone_and_read_by_the_next() {
    let office = noted();
    let run = office.judged("2013-01-10");
    office.type_in(ALDER, &[(keys::OWNER, words("Ann"))]);
    let typed = std::fs::read(office.review()).unwrap();
    let written = office.write(&run, "2013-01-10");
    assert!(held(&written).is_some_and(|why| why.contains("saved while this run was on")), "{:?}", held(&written));
    assert!(std::fs::read(office.review()).unwrap() == typed);
    let (run, _) = office.run("2013-01-11");
    assert_eq!(owner(&run, ALDER).as_deref(), Some("Ann"));
}

#[test]
fn a_review_is_read_again_when_the_record_knows_less_than_it_did() {
    let office = noted();
    let record = office.record();
    let first = record.lines().next().unwrap();
    std::fs::write(office.out().join(yardstick::run::RECORD), format!("{first}\n")).unwrap();
    let (run, _) = office.run("2013-01-10");
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Alder"));
    assert_eq!(note(&run, BEACON).as_deref(), Some("of Beacon"));
}

#[test]
fn rows_that_were_sorted_without_their_hidden_cells_remember_what_was_filled_in_beside_them() {
    let office = noted();
    // opened now, sorted and saved again when one note has been written anew
    let mut open = office.grid();
    let rows = open.sheet(SCHOOLS).keyed_rows();
    open.sheet(SCHOOLS).reorder_visible(&rows, &[1, 2, 0]);
    office.type_in(ALDER, &[(keys::NOTE, words("of Alder, since"))]);
    office.run("2013-01-10");
    office.lay(&open);
    let (run, written) = office.run("2013-01-11");
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Alder, since"), "nobody typed the old one: {written:?}");
}

#[test]
fn a_row_of_ones_own_beside_that_of_the_school_takes_the_place_of_nothing() {
    let office = noted();
    let mut grid = office.grid();
    let row = row_of(&mut grid, ALDER);
    let sheet = grid.sheet(SCHOOLS);
    sheet.insert_row(row + 1);
    for column in [sheet.column(keys::SCHOOL), sheet.column_headed("URN")] {
        let shown = sheet.cells[&(row, column)].clone();
        sheet.put(row + 1, column, shown);
    }
    sheet.put(row + 1, sheet.column(keys::NOTE), text("and the governors"));
    office.lay(&grid);
    let (run, written) = office.run("2013-01-10");
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Alder"));
    let other = |key: &DecisionKey| key.about.starts_with(OTHER);
    let kept = run.carried.orphans.iter().find(|lapsed| other(&lapsed.key)).unwrap();
    assert_eq!(kept.decision.note.as_deref(), Some("and the governors"));
    let both = |line: &String| line.contains("“of Alder”") && line.contains("“and the governors”");
    assert!(written.attention.iter().any(both), "{:?}", written.attention);
}

#[test]
fn evaluate_does_not_write_where_another_is_at_work() {
    let office = noted();
    let turn = Turn::take(office.out(), chrono::Local::now()).unwrap();
    let evaluated = |out: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_yardstick"))
            .args(["evaluate", "--year", "2011-12", "--date", "2013-01-10", "--out"])
            .args([out, office.inbox.path()])
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let before = std::fs::read(office.review()).unwrap();
    let said = evaluated(office.out());
    assert!(said.contains("is at work in"), "{said}");
    assert!(std::fs::read(office.review()).unwrap() == before, "nothing was written");
    drop(turn);
    let said = evaluated(office.out());
    assert!(!said.contains("is at work in"), "{said}");
    assert!(std::fs::read(office.review()).unwrap() != before, "the day is another");
}

#[test]
fn a_key_filled_in_over_those_below_it_takes_no_decision_along() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in(BEACON, &[(keys::NOTE, words("of Beacon"))]);
    let mut grid = office.grid();
    let sheet = grid.sheet(SCHOOLS);
    let (first, column, rows) = (text(ALDER), sheet.column(keys::KEY), sheet.keyed_rows());
    rows.iter().for_each(|row| sheet.put(*row, column, first.clone()));
    office.lay(&grid);
    let (run, written) = office.run("2013-01-09");
    assert_eq!((note(&run, ALDER), note(&run, BEACON)), (None, Some("of Beacon".to_owned())), "{written:#?}");

    // the same within one school: the strand and team that stand beside it tell
    let office = Office::new();
    let (run, _) = office.run("2013-01-08");
    let grades: Vec<String> = run.asked().iter().map(|asked| keys::written(&asked.key)).collect();
    let grades: Vec<&String> = grades.iter().filter(|key| key.starts_with("urn:900203 | grade:")).collect();
    office.type_in(grades[1], &[(keys::NOTE, words("of the second strand"))]);
    let mut grid = office.grid();
    let sheet = grid.sheet("Support and plans");
    let (at, column) = (sheet.find(grades[1]).0, sheet.column(keys::KEY));
    sheet.put(at, column, text(grades[0]));
    office.lay(&grid);
    let (run, _) = office.run("2013-01-09");
    assert_eq!(note(&run, grades[0]), None);
    assert_eq!(note(&run, grades[1]).as_deref(), Some("of the second strand"));
}

#[test]
fn yellow_columns_that_were_sorted_alone_are_told() {
    let office = noted();
    office.type_in("urn:900203 | status", &[(keys::NOTE, words("of Canal"))]);
    office.run("2013-01-10");
    let mut grid = office.grid();
    let sheet = grid.sheet(SCHOOLS);
    let (rows, note) = (sheet.keyed_rows(), sheet.column(keys::NOTE));
    sheet.reorder_column(note, &rows, &[1, 2, 0]);
    office.lay(&grid);
    let (_, written) = office.run("2013-01-11");
    let told = "in 3 rows stands what was filled in beside other schools before";
    assert!(says_some(&written.remarks, told), "{:?}", written.remarks);
}

#[test]
fn two_notes_that_changed_places_are_told() {
    let office = noted();
    let mut grid = office.grid();
    let (alder, beacon) = (row_of(&mut grid, ALDER), row_of(&mut grid, BEACON));
    let sheet = grid.sheet(SCHOOLS);
    sheet.reorder_column(sheet.column(keys::NOTE), &[alder, beacon], &[1, 0]);
    office.lay(&grid);
    let (_, written) = office.run("2013-01-11");
    let told = "in 2 rows stands what was filled in beside other schools before";
    assert!(says_some(&written.remarks, told), "{:?}", written.remarks);
}

#[test]
fn what_can_be_seen_sorted_with_its_headings_and_without_what_is_hidden_is_asked() {
    let office = noted();
    let mut grid = office.grid();
    let sheet = grid.sheet(SCHOOLS);
    let mut rows = sheet.keyed_rows();
    rows.insert(0, rows[0] - 1);
    sheet.reorder_visible(&rows, &[3, 0, 1, 2]);
    office.lay(&grid);
    let (run, written) = office.run("2013-01-10");
    assert!(held(&written).is_some(), "{:?}", written.attention);
    assert!(says_some(&written.attention, "its headings were sorted among its rows"), "{:?}", written.attention);
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Alder"));
}

#[test]
fn a_cell_that_no_row_takes_is_counted_and_asked() {
    let office = noted();
    let mut grid = office.grid();
    let sheet = grid.sheet(SCHOOLS);
    let below = sheet.keyed_rows().last().unwrap() + 2;
    // words of ours alone, as of a heading that was copied down, but one of them where somebody writes
    sheet.put(below, sheet.column(keys::KEY), text("School"));
    sheet.put(below, sheet.column(keys::NOTE), text("Owner"));
    office.lay(&grid);
    let (_, written) = office.run("2013-01-10");
    assert!(held(&written).is_some(), "{:?}", written.attention);
    assert!(says_some(&written.attention, "1 of its cells belong to no row that is known"), "{:?}", written.attention);
}
