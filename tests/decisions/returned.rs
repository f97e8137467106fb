//! One review, changed in every way in which workbooks come back changed.

use chrono::NaiveDate;
use workbook::read::Content;
use yardstick::review::book::keys;
use yardstick::review::decisions::{Entries, Field};

use super::desk::{
    ADVICE, SCHOOLS, blank_review, decided, decided_review, key, nth_key, nth_of, read, says, take_from, today,
};
use super::grid::{Grid, text};

/// A review in which a school, a grade and support are decided; with the keys.
fn typed() -> (Grid, [String; 3]) {
    let mut review = blank_review();
    let keys = [nth_key(&mut review, SCHOOLS, 3), nth_of(&mut review, "grade:", 3), nth_of(&mut review, "support:", 3)];
    let schools = review.sheet(SCHOOLS);
    schools.type_in(&keys[0], keys::DECISION, text("agree"));
    schools.type_in(&keys[0], keys::OWNER, text("  Ann Officer \u{a0}"));
    let day = NaiveDate::from_ymd_opt(2013, 3, 22).unwrap().and_hms_opt(0, 0, 0).unwrap();
    schools.type_in(&keys[0], keys::DUE, Content::DateTime(day));
    let grades = review.sheet(ADVICE);
    grades.type_in(&keys[1], keys::AGREED, Content::Number(2.0));
    grades.type_in(&keys[1], keys::NOTE, text("seen at the visit\r\ntwice"));
    let support = review.sheet(ADVICE);
    support.type_in(&keys[2], keys::DECISION, text("defer"));
    support.type_in(&keys[2], keys::DUE, text("end of term"));
    (review, keys)
}

fn all_is_there(entries: &Entries, keys: &[String; 3]) {
    let of = |at: usize| entries.get(&key(&keys[at])).unwrap_or_else(|| panic!("{} is lost", keys[at]));
    assert_eq!(says(of(0), Field::Decision), Some("agree"));
    assert_eq!(says(of(0), Field::Owner), Some("Ann Officer"));
    assert_eq!(says(of(0), Field::Due), Some("2013-03-22"));
    assert_eq!(says(of(1), Field::Grade), Some("2"));
    assert_eq!(says(of(1), Field::Note), Some("seen at the visit\ntwice"));
    assert_eq!(says(of(2), Field::Decision), Some("defer"));
    assert_eq!(says(of(2), Field::Due), Some("end of term"));
    for (at, entry) in keys.iter().enumerate().map(|(at, _)| (at, of(at))) {
        assert!(entry.made_on.is_some(), "{} does not remember what it was made on", keys[at]);
        assert_eq!(entry.seen, Some(today()));
    }
}

#[test]
fn what_was_typed_is_read() {
    let (review, keys) = typed();
    let entries = decided(&review);
    all_is_there(&entries, &keys);
    assert_eq!(entries.len(), 3);
}

#[test]
fn rows_in_another_order_are_the_same_decisions() {
    let (mut review, keys) = typed();
    for sheet in [SCHOOLS, ADVICE] {
        let sheet = review.sheet(sheet);
        let rows = sheet.keyed_rows();
        let order: Vec<usize> = (0..rows.len()).rev().collect();
        sheet.reorder(&rows, &order);
    }
    all_is_there(&decided(&review), &keys);
}

#[test]
fn rows_and_columns_put_in_between_move_nothing_elsewhere() {
    let (mut review, keys) = typed();
    for sheet in [SCHOOLS, ADVICE] {
        let sheet = review.sheet(sheet);
        let first = sheet.keyed_rows()[0];
        sheet.insert_row(first + 1);
        sheet.insert_row(0);
        sheet.insert_column(0);
        let note = sheet.column(keys::NOTE);
        sheet.insert_column(note);
    }
    all_is_there(&decided(&review), &keys);
}

#[test]
fn renamed_headings_and_a_renamed_sheet_change_nothing() {
    let (mut review, keys) = typed();
    for (sheet, headings) in [(SCHOOLS, vec!["Decision", "Owner", "Due"]), (ADVICE, vec!["Note", "School"])] {
        let sheet = review.sheet(sheet);
        let row = sheet.keyed_rows()[0] - 1;
        let renamed: Vec<(u32, u32)> = sheet
            .cells
            .iter()
            .filter(|((at, _), content)| *at == row && headings.iter().any(|heading| **content == text(heading)))
            .map(|(at, _)| *at)
            .collect();
        assert!(!renamed.is_empty());
        for (at, (row, column)) in renamed.into_iter().enumerate() {
            sheet.put(row, column, text(&format!("renamed {at}")));
        }
    }
    "Entscheidungen".clone_into(&mut review.sheet(ADVICE).name);
    all_is_there(&decided(&review), &keys);
}

#[test]
fn without_the_hidden_names_columns_are_found_by_their_headings() {
    let (mut review, keys) = typed();
    for sheet in [SCHOOLS, ADVICE] {
        let sheet = review.sheet(sheet);
        let (row, _) = sheet.find(keys::KEY);
        sheet.delete_row(row);
    }
    all_is_there(&decided(&review), &keys);
}

#[test]
fn without_hidden_names_and_with_other_headings_they_are_found_by_their_places() {
    let (mut review, keys) = typed();
    for sheet in [SCHOOLS, ADVICE] {
        let sheet = review.sheet(sheet);
        let (row, _) = sheet.find(keys::KEY);
        sheet.delete_row(row);
        let headings = sheet.cells.keys().filter(|(at, _)| *at == row + 1).copied().collect::<Vec<_>>();
        for (at, place) in headings.into_iter().enumerate() {
            sheet.put(place.0, place.1, text(&format!("H{at}")));
        }
    }
    all_is_there(&decided(&review), &keys);
}

#[test]
fn a_row_that_an_officer_added_is_kept_with_its_text() {
    let (mut review, keys) = typed();
    let sheet = review.sheet(ADVICE);
    let (owner, school) = (sheet.column(keys::OWNER), sheet.column(keys::SCHOOL));
    let row = sheet.keyed_rows()[2];
    sheet.insert_row(row);
    sheet.put(row, school, text("Alder Lane Primary School"));
    sheet.put(row, owner, text("Cem"));
    let entries = decided(&review);
    all_is_there(&entries, &keys);
    let (key, added) = entries.iter().find(|(key, _)| key.about.starts_with("typed:")).unwrap();
    assert_eq!(says(added, Field::Owner), Some("Cem"));
    assert!(added.title.contains("Alder Lane Primary School"));
    // the same row again is the same decision
    assert!(decided(&review).contains_key(key));
}

#[test]
fn an_added_row_with_words_in_any_cell_is_kept() {
    let (mut review, _) = typed();
    let sheet = review.sheet(SCHOOLS);
    let last = sheet.keyed_rows().last().copied().unwrap();
    sheet.put(last + 2, 5, text("ask the governors first"));
    let entries = decided(&review);
    assert!(entries.values().any(|entry| {
        Field::ALL.into_iter().any(|field| says(entry, field).is_some_and(|text| text.contains("ask the governors")))
    }));
}

#[test]
fn what_stands_in_a_column_of_ones_own_goes_into_the_note() {
    let (mut review, keys) = typed();
    let sheet = review.sheet(ADVICE);
    sheet.insert_column(3);
    let (row, _) = sheet.find(&keys[1]);
    let heading = sheet.keyed_rows()[0] - 1;
    sheet.put(heading, 3, text("Telephone"));
    sheet.put(row, 3, text("01702"));
    let entries = decided(&review);
    assert_eq!(says(&entries[&key(&keys[1])], Field::Note), Some("seen at the visit\ntwice\nTelephone: 01702"));
    assert_eq!(entries.len(), 3, "rows without anything in it have no note");
}

#[test]
fn a_sheet_of_ones_own_is_reported() {
    let (mut review, _) = typed();
    let mut own = super::grid::GridSheet { name: "My visits".into(), ..super::grid::GridSheet::default() };
    own.put(0, 0, text("Monday"));
    review.sheets.push(own);
    assert_eq!(read(&review).foreign, ["the sheet My visits"]);
    assert!(read(&decided_review()).foreign.is_empty());
}

#[test]
fn a_decision_that_was_filled_in_and_not_touched_keeps_what_it_was_made_on() {
    let review = decided_review();
    let entries = decided(&review);
    assert!(!entries.is_empty());
    let with = entries.values().filter(|entry| entry.made_on.as_deref() == Some("fedcba9876543210"));
    assert!(with.count() >= 1, "{entries:#?}");
    assert!(entries.values().all(|entry| entry.seen != Some(today())), "nothing was decided today");
}

#[test]
fn a_row_that_is_deleted_clears_nothing_and_an_emptied_cell_does() {
    let mut review = decided_review();
    let entries = decided(&review);
    let (key, _) = entries
        .iter()
        .find(|(_, entry)| entry.fields.get(Field::Decision).is_some() && entry.closed.is_none())
        .expect("the fixture has a decision");
    let written = keys::written(key);
    let mut without = review.clone();
    for sheet in &mut without.sheets {
        if sheet.cells.values().any(|content| *content == text(&written)) {
            let (row, _) = sheet.find(&written);
            sheet.delete_row(row);
        }
    }
    assert_eq!(take_from(&entries, &[read(&without)]).entries.get(key), entries.get(key));
    for sheet in &mut review.sheets {
        if sheet.cells.values().any(|content| *content == text(&written)) {
            let (row, _) = sheet.find(&written);
            let column = sheet.column(keys::DECISION);
            sheet.cells.remove(&(row, column));
        }
    }
    let taken = take_from(&entries, &[read(&review)]);
    assert_eq!(says(&taken.entries[key], Field::Decision), None);
}

#[test]
fn a_column_that_is_deleted_clears_nothing() {
    let review = decided_review();
    let entries = decided(&review);
    for name in [keys::DECISION, keys::OWNER, keys::NOTE, keys::CARRIED, keys::EVIDENCE] {
        let mut without = review.clone();
        for sheet in [SCHOOLS, ADVICE] {
            let sheet = without.sheet(sheet);
            let column = sheet.column(name);
            sheet.delete_column(column);
        }
        let taken = take_from(&entries, &[read(&without)]);
        assert!(taken.contests.is_empty(), "{name}: {:?}", taken.contests);
        for (key, entry) in &entries {
            assert_eq!(taken.entries[key].fields, entry.fields, "{name}: {key:?}");
        }
    }
}

#[test]
fn a_decision_said_to_stand_still_is_made_on_what_is_shown_now() {
    let mut review = decided_review();
    let entries = decided(&review);
    let (key, before) = entries.iter().find(|(key, _)| key.about.starts_with("grade:")).unwrap();
    let grades = review.sheet(ADVICE);
    grades.type_in(&keys::written(key), keys::CONFIRM, text("yes"));
    let after = &decided(&review)[key];
    assert_ne!(after.made_on, before.made_on);
    assert_eq!(after.seen, Some(today()));
    assert_eq!(after.fields, before.fields);
}

#[test]
fn another_owner_alone_does_not_renew_a_decision() {
    let mut review = decided_review();
    let entries = decided(&review);
    let (key, before) = entries.iter().find(|(key, _)| key.about.starts_with("grade:")).unwrap();
    review.sheet(ADVICE).type_in(&keys::written(key), keys::NOTE, text("asked for the book scrutiny"));
    let after = &decided(&review)[key];
    assert_eq!(after.made_on, before.made_on);
    assert_eq!(says(after, Field::Note), Some("asked for the book scrutiny"));
}

#[test]
fn a_grade_typed_where_none_is_asked_for_goes_into_the_note() {
    let (mut review, keys) = typed();
    review.sheet(ADVICE).type_in(&keys[2], keys::AGREED, Content::Number(3.0));
    let entries = decided(&review);
    all_is_there(&entries, &keys);
    assert_eq!(says(&entries[&key(&keys[2])], Field::Note), Some("Agreed: 3"));
}
