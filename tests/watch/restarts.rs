//! Starting again, single passes, and who may watch.

use std::fs;
use std::time::Duration;

use chrono::Local;
use yardstick::watch::{Ended, Status};

use super::bench::Bench;

#[test]
fn work_done_is_not_done_again_and_work_missed_is() {
    let mut bench = Bench::new();
    bench.start_with_a_review();
    bench.stop();
    // touched, but the same inside
    bench.drop_in("KS4.csv", "61");
    bench.start();
    bench.until_quiet();
    assert_eq!(bench.rounds(), 1);
    bench.stop();
    bench.drop_in("KS2.csv", "72");
    fs::remove_file(bench.inbox("KS4.csv")).unwrap();
    bench.start();
    bench.until("caught up", |b| b.review().contains("KS2.csv says 72") && !b.review().contains("KS4.csv"));
    bench.until_quiet();
    assert_eq!(bench.rounds(), 2);
}

#[test]
fn a_single_pass_does_what_is_to_be_done_and_ends() {
    let bench = Bench::new();
    bench.drop_in("KS4.csv", "61");
    assert_eq!(bench.once(), Ended::OnePass { attention: false });
    assert!(bench.review().contains("KS4.csv says 61"));
    assert_eq!(bench.once(), Ended::OnePass { attention: false });
    assert_eq!(bench.rounds(), 1, "nothing was to be done");
    bench.drop_in("KS2.csv", "BROKEN");
    assert_eq!(bench.once(), Ended::OnePass { attention: true });
    assert_eq!(bench.once(), Ended::OnePass { attention: true }, "it still needs attention");
    fs::remove_file(bench.inbox("KS2.csv")).unwrap();
    fs::remove_file(bench.inbox("KS4.csv")).unwrap();
    assert_eq!(bench.once(), Ended::OnePass { attention: true }, "what stands is of workbooks that are not there");
    assert!(bench.out("KS4 - annotated.csv").exists(), "an empty folder may be a share that is away");
    bench.drop_in("KS5.csv", "83");
    assert_eq!(bench.once(), Ended::OnePass { attention: false });
    assert!(!bench.out("KS4 - annotated.csv").exists());
    fs::remove_file(bench.inbox("KS5.csv")).unwrap();
    fs::remove_dir(bench.inbox("")).unwrap();
    assert!(matches!(bench.once(), Ended::NotBegun(why) if why.contains("no folder")));
}

#[test]
fn rules_that_changed_before_a_round_was_cut_off_are_judged_by_at_the_next_start() {
    let mut bench = Bench::new();
    bench.start_with_a_review();
    bench.stop();
    bench.drop_in("KS4.csv", "61");
    // as a watch that is killed leaves it: the rules are noted, and nothing is judged by them yet
    let mut state = bench.state();
    assert!(!state.under_way);
    state.under_way = true;
    state.write(&bench.settings.out).unwrap();
    let before = bench.rounds();
    bench.once();
    assert_eq!(bench.rounds(), before + 1);
    bench.once();
    assert_eq!(bench.rounds(), before + 1, "once is enough");
}

#[test]
fn only_one_watches_an_output_folder_and_the_other_is_told_who() {
    let mut bench = Bench::new();
    bench.start();
    bench.until("watching", |b| b.said("watching"));
    let Ended::NotBegun(why) = bench.once() else { panic!("two watches") };
    assert!(why.contains("watched over already, by") && why.contains("process"), "{why}");
}

#[test]
fn status_says_what_is_watched_by_whom_and_what_is_in_trouble() {
    let mut bench = Bench::new();
    let out = bench.settings.out.clone();
    let status = || Status::of(&out, Local::now()).unwrap();
    assert!(status().is_none());
    bench.drop_in("KS4.csv", "61");
    bench.start();
    bench.until("reviewed", |b| b.state().last_round.is_some());
    let well = status().unwrap();
    let text = well.lines().join("\n");
    assert!(well.is_well(), "{text}");
    for part in ["watching   ", "inbox", "process", "1 workbook", "1 schools"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    bench.rule("BROKEN");
    bench.until("in trouble", |b| !b.state().trouble.is_empty());
    assert!(!status().unwrap().is_well());
    bench.stop();
    let text = status().unwrap().lines().join("\n");
    assert!(text.contains("nobody now") && text.contains("the rulebook has 1 mistake"), "{text}");
}

#[test]
fn a_half_copied_workbook_is_waited_for_and_status_says_so() {
    let mut bench = Bench::new();
    bench.settings.settle = Duration::from_millis(200);
    bench.drop_in("KS4.csv", "61");
    bench.start();
    bench.until("reviewed", |b| b.review().contains("61"));
    bench.drop_in("KS2.csv", "72\0\0\0\0");
    bench.until("waited for", |b| b.state().waiting.iter().any(|line| line.contains("KS2.csv is not complete yet")));
    assert_eq!(bench.rounds(), 1);
    bench.drop_in("KS2.csv", "72");
    bench.until("reviewed", |b| b.review().contains("KS2.csv says 72\n") && b.state().waiting.is_empty());
}
