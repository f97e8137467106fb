//! Yellow cells that stand a row lower than they did, rows typed again, and names chosen from lists.

use workbook::read::Content;
use workbook::write::COMMA_IN_LIST;
use yardstick::judge::decided::Decision;
use yardstick::review::book::keys;
use yardstick::run::{Placed, Run, Written};

use super::desk::{SCHOOLS, key};
use super::grid::{Grid, text};
use super::office::{Office, words};

const PLANS: &str = "Support and plans";

fn of(run: &Run, about: &str) -> Decision {
    run.decisions.decisions.get(&key(about)).cloned().unwrap_or_default()
}

fn held(written: &Written) -> Option<&str> {
    written.files.iter().find_map(|file| match &file.placed {
        Placed::Held { why, .. } => Some(why.as_str()),
        _ => None,
    })
}

/// The keys of a sheet, from its first row.
fn keys_of(grid: &mut Grid, sheet: &str) -> Vec<String> {
    let sheet = grid.sheet(sheet);
    let column = sheet.column(keys::KEY);
    let keyed = sheet.keyed_rows().into_iter().map(|row| match sheet.cells.get(&(row, column)) {
        Some(Content::Text(key)) => key.to_string(),
        other => panic!("{other:?}"),
    });
    keyed.collect()
}

/// An office in which the first two of three schools have a note and a decision.
fn decided() -> (Office, Vec<String>) {
    let office = Office::new();
    office.run("2013-01-08");
    let all = keys_of(&mut office.grid(), SCHOOLS);
    office.type_in(&all[0], &[(keys::DECISION, words("agree")), (keys::NOTE, words("of the first"))]);
    office.type_in(&all[1], &[(keys::DECISION, words("defer")), (keys::NOTE, words("of the second"))]);
    office.run("2013-01-09");
    (office, all)
}

#[test]
fn yellow_cells_that_all_stand_a_row_lower_are_asked_and_none_is_taken() {
    let (office, all) = decided();
    let mut grid = office.grid();
    let sheet = grid.sheet(SCHOOLS);
    let rows = sheet.keyed_rows();
    for column in [keys::DECISION, keys::NOTE].map(|name| sheet.column(name)) {
        sheet.reorder_column(column, &rows, &[1, 2, 0]);
    }
    office.lay(&grid);
    let (run, written) = office.run("2013-01-10");
    let first = of(&run, &all[0]);
    assert_eq!((first.decision.as_deref(), first.note.as_deref()), (Some("agree"), Some("of the first")));
    assert_eq!(of(&run, &all[1]).note.as_deref(), Some("of the second"));
    assert_eq!(of(&run, &all[2]).note, None);
    let told = "all that was filled in as decision, note stands a row lower";
    assert!(held(&written).is_some() && written.attention[0].contains(told), "{:?}", written.attention);
}

#[test]
fn cells_deleted_with_those_below_moving_up_are_asked_and_no_school_gets_the_next_ones() {
    let (office, all) = decided();
    office.type_in(&all[0], &[(keys::DECISION, words("defer")), (keys::NOTE, words("of the second"))]);
    office.type_in(&all[1], &[(keys::DECISION, words("")), (keys::NOTE, words(""))]);
    let (run, written) = office.run("2013-01-10");
    let first = of(&run, &all[0]);
    assert_eq!((first.decision.as_deref(), first.note.as_deref()), (Some("agree"), Some("of the first")));
    assert_eq!(of(&run, &all[1]).note.as_deref(), Some("of the second"));
    assert!(held(&written).is_some() && written.attention[0].contains("a row higher"), "{:?}", written.attention);
}

#[test]
fn one_decision_typed_a_row_too_high_may_be_moved() {
    let office = Office::new();
    office.run("2013-01-08");
    let all = keys_of(&mut office.grid(), SCHOOLS);
    office.type_in(&all[0], &[(keys::NOTE, words("of the second"))]);
    office.run("2013-01-09");
    office.type_in(&all[0], &[(keys::NOTE, words(""))]);
    office.type_in(&all[1], &[(keys::NOTE, words("of the second"))]);
    let (run, written) = office.run("2013-01-10");
    assert_eq!((of(&run, &all[0]).note, held(&written)), (None, None));
    assert_eq!(of(&run, &all[1]).note.as_deref(), Some("of the second"));
}

#[test]
fn a_row_typed_again_without_its_kind_is_the_only_one_that_is_called_so() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let all = keys_of(&mut grid, PLANS);
    let about = all.iter().find(|key| key.contains("support:")).unwrap().clone();
    let sheet = grid.sheet(PLANS);
    let (row, _) = sheet.find(&about);
    let foot = sheet.cells.keys().map(|(row, _)| *row).max().unwrap() + 1;
    let (note, kind) = (sheet.column(keys::NOTE), sheet.column_headed("Kind"));
    sheet.put(row, note, text("typed at the foot"));
    sheet.cut_visible(row, foot);
    sheet.cells.remove(&(foot, kind));
    office.lay(&grid);
    let (run, written) = office.run("2013-01-09");
    assert_eq!(of(&run, &about).note.as_deref(), Some("typed at the foot"), "{:?}", written.attention);
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn an_owner_with_a_comma_who_was_chosen_from_the_list_is_the_one_who_was_typed() {
    let office = Office::new();
    office.run("2013-01-08");
    let all = keys_of(&mut office.grid(), SCHOOLS);
    let chosen = format!("Farrow{COMMA_IN_LIST} Ann");
    office.type_in(&all[0], &[(keys::OWNER, words(&chosen))]);
    office.type_in(&all[1], &[(keys::OWNER, words("Farrow, Ann"))]);
    let (run, _) = office.run("2013-01-09");
    for about in &all[..2] {
        assert_eq!(of(&run, about).owner.as_deref(), Some("Farrow, Ann"));
    }
}

#[test]
fn a_new_word_in_the_top_row_of_equal_ones_is_no_shift() {
    let office = Office::new();
    office.run("2013-01-08");
    let all = keys_of(&mut office.grid(), PLANS);
    assert!(all.len() > 3, "{all:?}");
    all.iter().take(3).for_each(|about| office.type_in(about, &[(keys::OWNER, words("Ann"))]));
    office.run("2013-01-09");
    office.type_in(&all[0], &[(keys::OWNER, words("Bob"))]);
    office.type_in(&all[3], &[(keys::OWNER, words("Ann"))]);
    let (run, written) = office.run("2013-01-10");
    let owners: Vec<_> = all.iter().take(4).map(|about| of(&run, about).owner).collect();
    assert_eq!(held(&written), None);
    assert_eq!(
        owners.iter().map(Option::as_deref).collect::<Vec<_>>(),
        [Some("Bob"), Some("Ann"), Some("Ann"), Some("Ann")]
    );
}

#[test]
fn what_is_typed_beside_a_cell_that_may_be_anothers_is_not_taken_either() {
    let (office, all) = decided();
    let mut grid = office.grid();
    let sheet = grid.sheet(SCHOOLS);
    let rows = sheet.keyed_rows();
    let column = sheet.column(keys::DECISION);
    sheet.reorder_column(column, &rows, &[1, 2, 0]);
    office.lay(&grid);
    office.type_in(&all[1], &[(keys::NOTE, words("typed beside it"))]);
    let (run, written) = office.run("2013-01-10");
    assert!(held(&written).is_some(), "{:?}", written.attention);
    assert_eq!(of(&run, &all[1]).note.as_deref(), Some("of the second"));
}
