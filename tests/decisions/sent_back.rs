//! Reviews that lie among the workbooks of results, as people send them back: each is read once, and none for another.

use std::path::{Path, PathBuf};

use workbook::patch::Value;
use yardstick::review::book::keys;
use yardstick::rulebook::RuleSource;
use yardstick::run::{Placed, Run, Written};

use super::desk::key;
use super::office::{Office, REVIEW, load, words};

const ALDER: &str = "urn:900201 | status";
const BEACON: &str = "urn:900202 | status";

/// A copy of the review that lies there, sent back into a folder of the inbox with something typed into it.
fn sends_back(office: &mut Office, folder: &str, about: &str, typed: &[(&str, Value)]) -> PathBuf {
    let mine = office.out().join("mine.xlsx");
    std::fs::copy(office.review(), &mine).unwrap();
    office.type_into("mine.xlsx", about, typed);
    let there = office.inbox.path().join(folder);
    std::fs::create_dir_all(&there).unwrap();
    let path = there.join(REVIEW);
    std::fs::copy(&mine, &path).unwrap();
    std::fs::remove_file(mine).unwrap();
    office.sent_back.push(path.clone());
    path
}

fn note(run: &Run, about: &str) -> Option<String> {
    run.decisions.decisions.get(&key(about))?.note.as_deref().map(str::to_owned)
}

fn says_some(written: &Written, words: &str) -> bool {
    written.attention.iter().chain(&written.remarks).any(|line| line.contains(words))
}

#[test]
fn two_folders_of_one_name_with_one_review_each_are_two_reviews() {
    let mut office = Office::new();
    office.run("2013-01-08");
    sends_back(&mut office, "Ann/back", ALDER, &[(keys::NOTE, words("of Ann"))]);
    let bobs = sends_back(&mut office, "Bob/back", BEACON, &[(keys::NOTE, words("of Bob"))]);
    let (run, _) = office.run("2013-01-09");
    assert_eq!((note(&run, ALDER).as_deref(), note(&run, BEACON).as_deref()), (Some("of Ann"), Some("of Bob")));
    // each is remembered by itself: one that cannot be read is said, and the other one is not
    std::fs::write(bobs, "no workbook").unwrap();
    let (_, written) = office.run("2013-01-10");
    assert!(says_some(&written, "Bob/back/School review 2011-12.xlsx could not be read"), "{:?}", written.attention);
    assert!(!says_some(&written, "../back/School review 2011-12.xlsx could not be read"), "{:?}", written.attention);
}

#[test]
fn what_was_sent_back_is_as_known_as_before_after_a_run_that_did_not_see_it() {
    let mut office = Office::new();
    office.run("2013-01-08");
    sends_back(&mut office, "", ALDER, &[(keys::NOTE, words("of Ann"))]);
    office.run("2013-01-09");
    let sent_back = std::mem::take(&mut office.sent_back);
    office.type_in(ALDER, &[(keys::NOTE, words("since"))]);
    office.run("2013-01-10");
    office.sent_back = sent_back;
    let (run, written) = office.run("2013-01-11");
    assert_eq!(note(&run, ALDER).as_deref(), Some("since"));
    assert!(!says_some(&written, "of Ann"), "it was told once: {written:?}");
}

#[test]
fn a_review_in_an_inbox_that_is_the_output_folder_by_another_spelling_is_read_once() {
    let mut office = Office::new();
    office.run("2013-01-08");
    office.type_in(ALDER, &[(keys::NOTE, words("of Ann"))]);
    std::fs::create_dir(office.out().join("deeper")).unwrap();
    office.sent_back.push(office.out().join("deeper/..").join(REVIEW));
    let (run, _) = office.run("2013-01-09");
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Ann"));
    let last = std::fs::read_to_string(office.out().join(yardstick::run::LAST_RUN)).unwrap();
    assert!(!last.contains("/School review 2011-12.xlsx\":"), "{last}");
}

/// A review of schools that nobody knows here, made by another authority's office.
fn of_another_authority(folder: &Path) -> Vec<u8> {
    let mut other = Office::new();
    let mut rules = std::sync::Arc::into_inner(load(&RuleSource::default_rulebook())).unwrap();
    rules.authority = "Borough of Westmere".into();
    other.rules = rules.into();
    other.schools = other.schools.replace("9002", "9007").replace("999200", "999700");
    other.run("2013-01-08");
    other.type_in("urn:900701 | status", &[(keys::NOTE, words("of Westmere"))]);
    std::fs::copy(other.review(), folder.join("theirs.xlsx")).unwrap();
    std::fs::read(other.review()).unwrap()
}

#[test]
fn nothing_is_taken_from_a_review_of_another_authority_and_it_is_said() {
    let mut office = Office::new();
    let theirs = of_another_authority(office.inbox.path());
    office.sent_back.push(office.inbox.path().join("theirs.xlsx"));
    for day in ["2013-01-08", "2013-01-09"] {
        let (run, written) = office.run(day);
        assert!(!office.record().contains("of Westmere") && note(&run, ALDER).is_none());
        assert!(says_some(&written, "theirs.xlsx is a review of Borough of Westmere"), "{:?}", written.attention);
    }
    // in the place of ours it is left as it is
    std::fs::write(office.review(), &theirs).unwrap();
    let (_, written) = office.run("2013-01-10");
    let held =
        written.files.iter().any(|file| matches!(&file.placed, Placed::Held { why, .. } if why.contains("Westmere")));
    assert!(held && std::fs::read(office.review()).unwrap() == theirs, "{:?}", written.attention);
}

#[test]
fn the_review_in_its_place_is_ours_where_nothing_is_remembered_of_the_last_run() {
    let mut office = Office::new();
    let mut rules = std::sync::Arc::into_inner(load(&RuleSource::default_rulebook())).unwrap();
    rules.authority = "Borough of Westmere".into();
    let ours = std::mem::replace(&mut office.rules, rules.into());
    office.run("2013-01-08");
    office.type_in(ALDER, &[(keys::NOTE, words("of Ann"))]);
    // the authority has another name since, and the memory of the last run is lost
    office.rules = ours;
    std::fs::remove_dir_all(office.out().join(".yardstick")).unwrap();
    let (run, written) = office.run("2013-01-09");
    assert_eq!(note(&run, ALDER).as_deref(), Some("of Ann"), "{:?}", written.attention);
}
