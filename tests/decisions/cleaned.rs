//! Reviews from which everything hidden was taken out, or beside whose hidden cells the visible ones were moved: rows are
//! known by what can be seen, and what cannot be told is left where it is.

use std::path::Path;

use workbook::read::Content;
use yardstick::review::book::keys;
use yardstick::run::Placed;

use super::grid::text;
use super::office::{Office, REVIEW, lost, words};

/// Files in the output folder whose names begin like the review's.
fn reviews(out: &Path) -> Vec<String> {
    let names = std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter(|name| name.starts_with("School review") && !name.ends_with("evidence.xlsx")).collect();
    names.sort();
    names
}

#[test]
fn a_review_without_anything_hidden_is_read_by_what_can_be_seen() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let typed = Office::note_everywhere(&mut grid);
    grid.without_hidden();
    office.lay(&grid);
    let (run, written) = office.run("2013-01-09");
    assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{:?}", written.attention);
    assert!(run.carried.orphans.is_empty(), "nothing became a row of its own: {:?}", run.carried.orphans);
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn the_same_without_a_memory_of_the_last_run() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let typed = Office::note_everywhere(&mut grid);
    grid.without_hidden();
    office.lay(&grid);
    std::fs::remove_dir_all(office.out().join(".yardstick")).unwrap();
    let (run, written) = office.run("2013-01-09");
    assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{:?}", written.attention);
}

#[test]
fn without_the_column_of_keys_alone_every_row_is_still_known() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let typed = Office::note_everywhere(&mut grid);
    for sheet in grid.sheets.iter_mut().filter(|sheet| sheet.has(keys::KEY)) {
        let column = sheet.column(keys::KEY);
        sheet.delete_column(column);
    }
    office.lay(&grid);
    let (run, written) = office.run("2013-01-09");
    assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{:?}", written.attention);
    assert!(run.carried.orphans.is_empty(), "{:?}", run.carried.orphans);
}

#[test]
fn a_sheet_of_decisions_that_cannot_be_read_any_more_is_left_where_it_is() {
    let office = Office::new();
    office.run("2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
    let mut grid = office.grid();
    let heading = grid.sheet("Schools").keyed_rows()[0] - 2;
    grid.without_hidden();
    let schools = grid.sheet("Schools");
    let headings: Vec<_> = schools.cells.keys().filter(|(row, _)| *row == heading).copied().collect();
    for (at, (row, column)) in headings.into_iter().enumerate() {
        schools.put(row, column, text(&format!("column {at}")));
    }
    office.lay(&grid);
    let before = std::fs::read(office.review()).unwrap();
    let (_, written) = office.run("2013-01-09");
    assert_eq!(std::fs::read(office.review()).unwrap(), before, "it is left alone");
    assert!(matches!(&written.files[0].placed, Placed::Held { .. }), "{:?}", written.files[0].placed);
    assert_eq!(reviews(office.out()), ["School review 2011-12 (2013-01-09 0900).xlsx", REVIEW]);
    assert!(written.attention.iter().any(|line| line.contains("the sheet Schools")), "{:?}", written.attention);
}

#[test]
fn a_school_that_two_rows_may_mean_is_asked_and_nothing_is_replaced() {
    let mut office = Office::new();
    office.schools.push_str("900204,9992004,Alder Lane Primary School,13/01/2012,3,3\n");
    office.run("2013-01-08");
    let mut grid = office.grid();
    let grades = grid.sheet("Support and plans");
    let (note, school) = (grades.column(keys::NOTE), grades.column(keys::SCHOOL));
    let twice = |row: &u32| grades.cells[&(*row, school)] == text("Alder Lane Primary School");
    let row = grades.keyed_rows().into_iter().find(twice).unwrap();
    grades.put(row, note, text("whose is this?"));
    // with their numbers to be seen, the two could be told apart
    let number = grades.column_headed("URN");
    grades.delete_column(number);
    grid.without_hidden();
    office.lay(&grid);
    let before = std::fs::read(office.review()).unwrap();
    let (_, written) = office.run("2013-01-09");
    let said = written.attention.iter().find(|line| line.contains("whose is this?"));
    assert!(said.is_some_and(|line| line.contains("may be of several schools")), "{:?}", written.attention);
    assert_eq!(std::fs::read(office.review()).unwrap(), before);
}

#[test]
fn visible_columns_sorted_without_the_hidden_ones_keep_their_decisions() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let typed = Office::note_everywhere(&mut grid);
    for sheet in grid.sheets.iter_mut().filter(|sheet| sheet.has(keys::CONFIRM)) {
        let rows = sheet.keyed_rows();
        let order: Vec<usize> = (0..rows.len()).rev().collect();
        sheet.reorder_visible(&rows, &order);
    }
    office.lay(&grid);
    let (run, written) = office.run("2013-01-09");
    assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{:?}", written.attention);
    assert!(written.remarks.iter().any(|line| line.starts_with("Schools was sorted without")), "{:?}", written.remarks);
}

#[test]
fn decisions_of_earlier_runs_stay_with_their_schools_when_visible_columns_are_sorted() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let typed = Office::note_everywhere(&mut grid);
    office.lay(&grid);
    office.run("2013-01-09");
    let mut grid = office.grid();
    let schools = grid.sheet("Schools");
    let rows = schools.keyed_rows();
    schools.reorder_visible(&rows, &[1, 2, 0]);
    office.lay(&grid);
    let (run, written) = office.run("2013-01-10");
    assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{:?}", written.attention);
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn a_name_typed_over_another_is_asked_with_both_rows() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let schools = grid.sheet("Schools");
    let (school, urn) = (schools.column(keys::SCHOOL), schools.column(keys::SCHOOL) + 1);
    let rows = schools.keyed_rows();
    let other = schools.cells[&(rows[1], school)].clone();
    schools.put(rows[0], school, other);
    let number = schools.cells[&(rows[1], urn)].clone();
    schools.put(rows[0], urn, number);
    let owner = schools.column(keys::OWNER);
    schools.put(rows[0], owner, text("Ann"));
    office.lay(&grid);
    let (run, written) = office.run("2013-01-09");
    let said = written.attention.iter().find(|line| line.contains("but its hidden key is urn:"));
    assert!(
        said.is_some_and(|line| line.contains("owner: Ann") && line.contains("Beacon Hill")),
        "{:?}",
        written.attention
    );
    assert!(run.decisions.decisions.values().all(|decision| decision.owner.is_none()), "it is given to neither");
}

#[test]
fn a_sheet_of_a_coming_layout_is_read_by_its_headings() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let mut sheet = super::grid::GridSheet { name: "League table".into(), ..Default::default() };
    for (column, heading) in ["School", "Decision", "Owner", "Due", "Note", "URN", "Why"].into_iter().enumerate() {
        sheet.put(4, u32::try_from(column).unwrap(), text(heading));
    }
    sheet.put(5, 0, text("Beacon Hill Primary School"));
    sheet.put(5, 1, text("agree"));
    sheet.put(5, 2, text("Cem"));
    sheet.put(5, 5, Content::Number(900_202.0));
    let mut plans = super::grid::GridSheet { name: "Support and plans".into(), ..Default::default() };
    for (column, heading) in ["School", "Decision", "Owner", "Strand", "Team", "Note"].into_iter().enumerate() {
        plans.put(2, u32::try_from(column).unwrap(), text(heading));
    }
    let asked = office.judged("2013-01-08").asked();
    let support = asked.iter().find(|one| one.key.about.starts_with("support:")).unwrap();
    let (team, strand) = support.title.rsplit_once(", ").unwrap();
    let run = office.judged("2013-01-08");
    let school = run.dataset.schools.iter().find(|school| school.identity.key == support.key.school).unwrap();
    plans.put(3, 0, text(&school.identity.name));
    plans.put(3, 2, text("Dee"));
    plans.put(3, 3, text(strand));
    plans.put(3, 4, text(team));
    grid.sheets = vec![sheet, plans];
    office.lay(&grid);
    let (run, _) = office.run("2013-01-09");
    let decision = &run.decisions.decisions[&super::desk::key("urn:900202 | status")];
    assert_eq!((decision.decision.as_deref(), decision.owner.as_deref()), (Some("agree"), Some("Cem")));
    assert_eq!(run.decisions.decisions[&support.key].owner.as_deref(), Some("Dee"));
}
