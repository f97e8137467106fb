//! Several copies of a review, and the record beside them.

use yardstick::review::book::keys;
use yardstick::review::decisions::{Entries, Field, Stands, changes, read_record, written_record};

use super::desk::{SCHOOLS, blank_review, decided, key, nth_key, read_named, says, take_from, today};
use super::grid::{Grid, text};

#[test]
fn an_old_copy_laid_back_undoes_nothing_that_the_record_knows() {
    let mut review = blank_review();
    let school = nth_key(&mut review, SCHOOLS, 0);
    let old = review.clone();
    review.sheet(SCHOOLS).type_in(&school, keys::DECISION, text("agree"));
    let known = decided(&review);
    let taken = take_from(&known, &[read_named("School review 2011-12.xlsx", &old)]);
    assert_eq!(taken.entries, known);
}

#[test]
fn cells_of_two_copies_come_together() {
    let mut one = blank_review();
    let (first, second) = (nth_key(&mut one, SCHOOLS, 0), nth_key(&mut one, SCHOOLS, 1));
    let mut other = one.clone();
    one.sheet(SCHOOLS).type_in(&first, keys::OWNER, text("Ann"));
    other.sheet(SCHOOLS).type_in(&first, keys::NOTE, text("by phone"));
    other.sheet(SCHOOLS).type_in(&second, keys::OWNER, text("Bob"));
    let taken = take_from(&Entries::new(), &[read_named("a.xlsx", &one), read_named("b.xlsx", &other)]);
    assert!(taken.contests.is_empty());
    assert_eq!(says(&taken.entries[&key(&first)], Field::Owner), Some("Ann"));
    assert_eq!(says(&taken.entries[&key(&first)], Field::Note), Some("by phone"));
    assert_eq!(says(&taken.entries[&key(&second)], Field::Owner), Some("Bob"));
}

/// A school, and two copies of a review that name another owner of it each.
fn two_owners() -> (String, Grid, Grid) {
    let mut one = blank_review();
    let school = nth_key(&mut one, SCHOOLS, 0);
    let mut other = one.clone();
    one.sheet(SCHOOLS).type_in(&school, keys::OWNER, text("Ann"));
    other.sheet(SCHOOLS).type_in(&school, keys::OWNER, text("Bob"));
    (school, one, other)
}

#[test]
fn of_a_cell_decided_twice_both_texts_are_kept() {
    let (school, one, other) = two_owners();
    let taken = take_from(&Entries::new(), &[read_named("a.xlsx", &one), read_named("b.xlsx", &other)]);
    assert_eq!(taken.contests.len(), 1);
    assert_eq!(says(&taken.entries[&key(&school)], Field::Owner), Some("Ann"));
    let kept = taken.entries.iter().find(|(key, _)| key.about.starts_with("other:")).unwrap().1;
    assert_eq!(says(kept, Field::Owner), Some("Bob"));
    assert!(kept.closed.as_ref().unwrap().reason.contains("Ann"));
}

#[test]
fn a_name_that_begins_like_another_is_of_another_workbook() {
    let (_, one, other) = two_owners();
    let copies = [read_named("a.xlsx", &one), read_named("a.xls", &other)];
    let why = take_from(&Entries::new(), &copies).contests[0].why;
    assert_eq!(why, Stands::SavedLast, "`a.xls` is no part of `a.xlsx`");
}

#[test]
fn the_record_read_back_says_what_stands() {
    let mut review = blank_review();
    let (first, second) = (nth_key(&mut review, SCHOOLS, 0), nth_key(&mut review, SCHOOLS, 1));
    review.sheet(SCHOOLS).type_in(&first, keys::DECISION, text("agree"));
    let one = decided(&review);
    review.sheet(SCHOOLS).type_in(&first, keys::DECISION, text("defer"));
    review.sheet(SCHOOLS).type_in(&second, keys::NOTE, text("“quoted”\nand \\ more"));
    let two = decided(&review);
    let mut text = written_record(&changes(&Entries::new(), &one, today()));
    text.push_str(&written_record(&changes(&one, &two, today())));
    let record = read_record(&text);
    assert_eq!((record.lines.len(), record.spoilt), (3, 0));
    // who wrote it is known of the workbook alone
    assert_eq!(record.entries(), two);
    assert!(changes(&two, &record.entries(), today()).is_empty());
}

#[test]
fn a_line_cut_off_is_passed_over_and_the_others_count() {
    let mut review = blank_review();
    let school = nth_key(&mut review, SCHOOLS, 0);
    review.sheet(SCHOOLS).type_in(&school, keys::OWNER, text("Ann"));
    let known = decided(&review);
    let whole = written_record(&changes(&Entries::new(), &known, today()));
    let cut = format!("{whole}{}", &whole[..whole.len() / 2]);
    let record = read_record(&cut);
    assert_eq!(record.spoilt, 1);
    assert_eq!(record.entries(), known);
}
