//! A copy of the review that was opened long ago and is saved again over the current one.

use workbook::patch::{CellEdit, Value, set_cells};
use workbook::read::{Limits, read_bytes};
use yardstick::review::book::keys;
use yardstick::review::decisions::{Field, properties, read_back};
use yardstick::run::{LAST_RUN, Run};

use super::desk::key;
use super::grid::{text, with_part};
use super::office::{Office, REVIEW, words};

const ALDER: &str = "urn:900201 | status";
const BEACON: &str = "urn:900202 | status";

/// Another program's save: the same cells, other bytes.
fn saved_again(workbook: &[u8]) -> Vec<u8> {
    let front = read_bytes(REVIEW, workbook, &Limits::default()).unwrap().sheets[0].name.clone();
    let far_away = CellEdit { sheet: front, row: 900, column: 40, value: Some(Value::Text("saved again".into())) };
    set_cells(workbook, &[far_away]).unwrap()
}

fn decision(run: &Run, about: &str) -> Option<String> {
    run.decisions.decisions.get(&key(about))?.decision.as_deref().map(str::to_owned)
}

/// The review of last week with Ann's decision in it, after which Bob decided otherwise in the new one.
fn decided_since(office: &Office) -> Vec<u8> {
    office.run("2013-01-08");
    office.type_in(ALDER, &[(keys::DECISION, words("agree"))]);
    let last_week = std::fs::read(office.review()).unwrap();
    office.run("2013-01-09");
    office.type_in(ALDER, &[(keys::DECISION, words("defer"))]);
    assert_eq!(decision(&office.run("2013-01-10").0, ALDER).as_deref(), Some("defer"));
    last_week
}

#[test]
fn an_old_copy_saved_again_brings_nothing_back() {
    let office = Office::new();
    let last_week = decided_since(&office);
    let record = office.record();
    std::fs::write(office.review(), saved_again(&last_week)).unwrap();
    let (run, written) = office.run("2013-01-15");
    assert_eq!(decision(&run, ALDER).as_deref(), Some("defer"));
    assert_eq!(office.record(), record, "nothing was decided");
    assert!(written.remarks.iter().any(|line| line.contains("“agree” was taken before")), "{:?}", written.remarks);
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn what_is_new_in_an_old_copy_counts_and_nothing_else_of_it() {
    let office = Office::new();
    let last_week = decided_since(&office);
    std::fs::write(office.review(), &last_week).unwrap();
    office.type_in(BEACON, &[(keys::DECISION, words("change")), (keys::OWNER, words("Ann"))]);
    let (run, written) = office.run("2013-01-15");
    assert_eq!(decision(&run, BEACON).as_deref(), Some("change"));
    assert_eq!(decision(&run, ALDER).as_deref(), Some("defer"));
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn what_is_new_in_an_old_copy_and_was_decided_otherwise_since_is_told_with_both() {
    let office = Office::new();
    let last_week = decided_since(&office);
    std::fs::write(office.review(), &last_week).unwrap();
    office.type_in(ALDER, &[(keys::DECISION, words("change"))]);
    let (run, written) = office.run("2013-01-15");
    assert_eq!(decision(&run, ALDER).as_deref(), Some("change"), "saved last");
    let told: Vec<&String> = written.attention.iter().filter(|line| line.contains("decided twice")).collect();
    assert_eq!(told.len(), 1, "{:?}", written.attention);
    assert!(told[0].contains("“change” (School review 2011-12.xlsx, Schools!"), "{told:?}");
    assert!(told[0].contains("stands, since it was saved last; “defer” (taken in before) is kept"), "{told:?}");
    let kept = run.carried.orphans.iter().any(|lapsed| lapsed.decision.decision.as_deref() == Some("defer"));
    assert!(kept, "{:?}", run.carried.orphans);
    // told once
    let (run, written) = office.run("2013-01-16");
    assert_eq!(decision(&run, ALDER).as_deref(), Some("change"));
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn an_old_copy_is_known_again_when_the_memory_of_the_last_run_is_lost() {
    let office = Office::new();
    let last_week = decided_since(&office);
    std::fs::write(office.review(), saved_again(&last_week)).unwrap();
    std::fs::remove_file(office.out().join(LAST_RUN)).unwrap();
    assert_eq!(decision(&office.run("2013-01-15").0, ALDER).as_deref(), Some("defer"));
}

#[test]
fn a_review_left_open_for_days_says_what_was_typed_last_though_another_was_written_since() {
    let office = Office::new();
    office.run("2013-01-08");
    let open = std::fs::read(office.review()).unwrap();
    for (day, said) in [("2013-01-09", "agree"), ("2013-01-10", "defer"), ("2013-01-11", "agree")] {
        std::fs::write(office.review(), &open).unwrap();
        office.type_in(ALDER, &[(keys::DECISION, words(said))]);
        let (run, written) = office.run(day);
        assert_eq!(decision(&run, ALDER).as_deref(), Some(said));
        assert!(written.attention.is_empty(), "{:?}", written.attention);
    }
}

#[test]
fn a_review_says_what_it_was_written_with() {
    let office = Office::new();
    let (run, _) = office.run("2013-01-08");
    let stamp = || properties(&std::fs::read(office.review()).unwrap()).decisions.unwrap();
    let blank = stamp();
    office.type_in(ALDER, &[(keys::DECISION, words("agree"))]);
    assert_eq!(stamp(), blank, "typing does not change what it was written with");
    office.run("2013-01-09");
    assert_ne!(stamp(), blank);
    let bytes = std::fs::read(office.review()).unwrap();
    let book = read_bytes(REVIEW, &bytes, &Limits::default()).unwrap();
    let read = read_back(&book, &properties(&bytes), &run.rulebook);
    let row = read.rows.iter().find(|row| row.key == key(ALDER)).unwrap();
    assert_eq!(row.carried.as_ref().unwrap().get(Field::Decision).map(|text| &**text), Some("agree"));
}

/// A copy without any property, as it is in a format that keeps none, with a decision typed into it.
fn without_properties(office: &Office, about: &str, typed: &str) -> Vec<u8> {
    let mut grid = office.grid();
    grid.sheet("Schools").type_in(about, keys::DECISION, text(typed));
    grid.write()
}

#[test]
fn an_old_copy_that_has_no_properties_brings_nothing_back_either() {
    let office = Office::new();
    office.run("2013-01-08");
    let copy = office.out().join("Copy.xlsx");
    let old = without_properties(&office, ALDER, "agree");
    std::fs::write(&copy, &old).unwrap();
    assert_eq!(decision(&office.run("2013-01-09").0, ALDER).as_deref(), Some("agree"));
    std::fs::remove_file(&copy).unwrap();
    office.type_in(ALDER, &[(keys::DECISION, words("defer"))]);
    office.run("2013-01-10");
    // saved once more since, so that its bytes are others
    std::fs::write(&copy, saved_again(&old)).unwrap();
    let (run, written) = office.run("2013-01-11");
    assert_eq!(decision(&run, ALDER).as_deref(), Some("defer"));
    assert!(written.remarks.iter().any(|line| line.contains("“agree” was taken before")), "{:?}", written.remarks);
}

#[test]
fn a_copy_without_properties_that_says_something_new_over_what_was_decided_since_is_told() {
    let office = Office::new();
    office.run("2013-01-08");
    let old = without_properties(&office, ALDER, "agree");
    office.type_in(ALDER, &[(keys::DECISION, words("defer"))]);
    office.run("2013-01-10");
    std::fs::write(office.out().join("Copy.xlsx"), old).unwrap();
    let (_, written) = office.run("2013-01-11");
    assert!(written.attention.iter().any(|line| line.contains("decided twice")), "{:?}", written.attention);
}

/// Ann's copy of the first review, with "change" typed into it.
fn anns_copy(office: &Office) -> (std::path::PathBuf, Vec<u8>) {
    office.run("2013-01-08");
    let first = std::fs::read(office.review()).unwrap();
    office.type_in(ALDER, &[(keys::DECISION, words("defer"))]);
    office.run("2013-01-10");
    let path = office.out().join("Ann.xlsx");
    std::fs::write(&path, first).unwrap();
    office.type_into("Ann.xlsx", ALDER, &[(keys::DECISION, words("change"))]);
    let bytes = std::fs::read(&path).unwrap();
    (path, bytes)
}

fn does_not_stand(office: &Office) {
    let (run, written) = office.run("2013-01-15");
    assert_eq!(decision(&run, ALDER).as_deref(), Some("defer"));
    let told = written.attention.iter().find(|line| line.contains("decided twice")).expect("it is told");
    assert!(told.contains("“defer” (taken in before) stands, since it was taken in on 10 January 2013"), "{told}");
    let kept = run.carried.orphans.iter().any(|lapsed| lapsed.decision.decision.as_deref() == Some("change"));
    assert!(kept, "{:?}", run.carried.orphans);
    // told once
    let (run, written) = office.run("2013-01-16");
    assert_eq!(decision(&run, ALDER).as_deref(), Some("defer"));
    assert!(written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn a_copy_that_was_saved_before_the_record_knew_better_does_not_stand() {
    let office = Office::new();
    let (path, _) = anns_copy(&office);
    let saved = chrono::NaiveDate::from_ymd_opt(2013, 1, 9).unwrap().and_hms_opt(12, 0, 0).unwrap().and_utc();
    std::fs::File::options().write(true).open(path).unwrap().set_modified(saved.into()).unwrap();
    does_not_stand(&office);
}

#[test]
fn a_copy_that_came_by_mail_says_itself_when_it_was_saved() {
    let office = Office::new();
    let (path, bytes) = anns_copy(&office);
    let saved = with_part(&bytes, "docProps/core.xml", |core| {
        let (before, rest) = core.rsplit_once("2013-01-08T00:00:00Z").unwrap();
        format!("{before}2013-01-09T12:00:00Z{rest}")
    });
    std::fs::write(path, saved).unwrap();
    does_not_stand(&office);
}
