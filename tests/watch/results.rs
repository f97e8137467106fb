//! Results whose place is taken.

use std::fs;

use super::bench::Bench;
use super::plain_evaluator::REVIEW;

/// A folder in its place refuses the rename as an open file does on Windows.
fn block(bench: &Bench, name: &str) {
    fs::create_dir_all(bench.out(name)).unwrap();
    fs::write(bench.out(name).join("in the way"), "").unwrap();
}

fn dated(bench: &Bench) -> Vec<String> {
    let names = fs::read_dir(&bench.settings.out).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.contains(" (20")).collect()
}

#[test]
fn a_result_whose_place_is_taken_stands_beside_and_takes_it_later() {
    let mut bench = Bench::new();
    bench.drop_in("KS4.csv", "61");
    block(&bench, "KS4 - annotated.csv");
    bench.start();
    bench.until("beside", |b| b.state().beside.len() == 1);
    assert!(bench.said("could not be replaced"));
    assert_eq!(dated(&bench).len(), 1);
    fs::remove_dir_all(bench.out("KS4 - annotated.csv")).unwrap();
    bench.until("in its place", |b| b.read("KS4 - annotated.csv").starts_with("61") && b.state().beside.is_empty());
    bench.until_quiet();
    assert_eq!(dated(&bench).len(), 0);
    bench.until("no trouble", |b| b.state().trouble.is_empty());
}

#[test]
fn a_newer_result_takes_the_place_of_one_that_stood_beside() {
    let mut bench = Bench::new();
    bench.drop_in("KS4.csv", "61");
    block(&bench, "KS4 - annotated.csv");
    bench.start();
    bench.until("beside", |b| b.state().beside.len() == 1);
    bench.drop_in("KS4.csv", "62");
    bench.until("reviewed again", |b| b.review().contains("62"));
    bench.until_quiet();
    assert!(dated(&bench).len() <= 1, "{:?}", dated(&bench));
    fs::remove_dir_all(bench.out("KS4 - annotated.csv")).unwrap();
    bench.until("in its place", |b| b.read("KS4 - annotated.csv").starts_with("62"));
    bench.until("nothing beside", |b| dated(b).is_empty());
}

#[test]
fn a_missing_review_is_written_again() {
    let mut bench = Bench::new();
    bench.start_with_a_review();
    fs::remove_file(bench.out(REVIEW)).unwrap();
    bench.until("written again", |b| b.review().contains("61"));
}
