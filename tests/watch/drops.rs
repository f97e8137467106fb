//! Workbooks dropped, renamed, replaced, removed; rules edited; decisions typed.

use std::fs;
use std::path::{Path, PathBuf};

use yardstick::watch::Ended;

use super::bench::Bench;
use super::plain_evaluator::REVIEW;

#[test]
fn a_workbook_dropped_is_reviewed_and_one_removed_takes_its_copy_along() {
    let mut bench = Bench::new();
    bench.start();
    bench.drop_in("KS4.csv", "61");
    bench.drop_in("sub one/KS2.csv", "72");
    bench.until("both reviewed", |b| b.review().contains("KS4.csv says 61") && b.review().contains("KS2.csv says 72"));
    assert!(bench.out("KS4 - annotated.csv").exists());
    fs::remove_file(bench.inbox("KS4.csv")).unwrap();
    bench.until("what it said is gone", |b| !b.review().contains("KS4.csv") && !b.review().is_empty());
    bench.until("its copy is gone", |b| !b.out("KS4 - annotated.csv").exists());
    bench.until("said so", |b| b.said("no longer there: KS4.csv"));
    assert_eq!(bench.stop(), Ended::Stopped);
}

#[test]
fn many_drops_at_once_are_few_rounds() {
    let mut bench = Bench::new();
    for number in 0..200 {
        bench.drop_in(&format!("{number}.csv"), "1");
    }
    bench.start();
    bench.until("all reviewed", |b| b.review().matches(" says ").count() == 200);
    bench.until_quiet();
    assert_eq!(bench.rounds(), 1);
}

#[test]
fn saving_as_excel_does_is_one_change() {
    let mut bench = Bench::new();
    bench.drop_in("KS2.csv", "1");
    bench.start_with_a_review();
    let before = bench.rounds();
    bench.drop_in("~$KS4.csv", "lock");
    bench.drop_in("5C1E77D2", "62");
    fs::rename(bench.inbox("KS4.csv"), bench.inbox("A1B2C3D4.tmp")).unwrap();
    fs::rename(bench.inbox("5C1E77D2"), bench.inbox("KS4.csv")).unwrap();
    fs::remove_file(bench.inbox("A1B2C3D4.tmp")).unwrap();
    bench.until("reviewed again", |b| b.review().contains("KS4.csv says 62"));
    fs::remove_file(bench.inbox("~$KS4.csv")).unwrap();
    bench.until_quiet();
    assert_eq!(bench.rounds(), before + 1);
}

#[test]
fn a_rule_edited_is_in_force_and_a_broken_one_leaves_the_last_good_one() {
    let mut bench = Bench::new();
    bench.drop_in("KS4.csv", "61");
    bench.start();
    bench.until("reviewed", |b| b.review().contains("floor: 40"));
    bench.rule("floor: 45");
    bench.until("the new rule", |b| b.review().contains("floor: 45"));
    bench.rule("floor: BROKEN");
    bench.until("the note", |b| b.read("RULES NEED ATTENTION.txt").contains("floor: BROKEN"));
    bench.until("the front page says so", |b| b.review().starts_with("rules need attention"));
    assert!(bench.review().contains("floor: 45"));
    bench.drop_in("KS2.csv", "72");
    bench.until("workbooks go on", |b| b.review().contains("KS2.csv says 72") && b.review().contains("floor: 45"));
    bench.stop();
    bench.drop_in("KS5.csv", "83");
    bench.start();
    bench.until("also after a restart", |b| b.review().contains("KS5.csv says 83") && b.review().contains("floor: 45"));
    bench.rule("floor: 50");
    bench.until("mended", |b| b.review().contains("floor: 50") && !b.out("RULES NEED ATTENTION.txt").exists());
    assert!(!bench.review().contains("rules need attention"));
    bench.until("no trouble", |b| b.state().trouble.is_empty());
}

#[test]
fn without_any_good_rulebook_nothing_is_judged_and_the_note_says_so() {
    let mut bench = Bench::new();
    bench.rule("PANIC");
    bench.drop_in("KS4.csv", "61");
    bench.start();
    bench.until("the note", |b| b.read("RULES NEED ATTENTION.txt").contains("nothing is judged"));
    assert_eq!(bench.rounds(), 0);
    bench.rule("floor: 40");
    bench.until("mended", |b| b.review().contains("KS4.csv says 61") && !b.out("RULES NEED ATTENTION.txt").exists());
}

#[test]
fn a_broken_workbook_has_a_note_until_it_is_mended() {
    let mut bench = Bench::new();
    bench.drop_in("KS4.csv", "BROKEN");
    bench.drop_in("KS2.csv", "72");
    bench.start();
    bench.until("the note", |b| b.read("KS4 - problems.txt").contains("it is broken"));
    assert!(bench.review().contains("KS2.csv says 72"), "the others go on");
    bench.until("in trouble", |b| b.state().trouble.iter().any(|line| line.contains("KS4.csv")));
    bench.drop_in("KS4.csv", "61");
    bench.until("mended", |b| b.review().contains("KS4.csv says 61") && !b.out("KS4 - problems.txt").exists());
}

#[test]
fn a_panic_in_one_round_does_not_end_the_watch() {
    let mut bench = Bench::new();
    bench.drop_in("KS4.csv", "PANIC");
    bench.start();
    bench.until("in trouble", |b| b.state().trouble.iter().any(|line| line.contains("failed inside Yardstick")));
    bench.until_quiet();
    assert_eq!(bench.rounds(), 1, "it is not tried again and again");
    bench.drop_in("KS4.csv", "61");
    bench.until("goes on", |b| b.review().contains("KS4.csv says 61") && b.state().trouble.is_empty());
}

#[test]
fn decisions_typed_are_taken_in_once_and_our_own_writing_is_no_reason_for_a_round() {
    let mut bench = Bench::new();
    bench.start_with_a_review();
    assert_eq!(bench.rounds(), 1);
    fs::write(bench.out(REVIEW), format!("decision: agree\n{}", bench.review())).unwrap();
    bench.until("a round for it", |b| b.rounds() == 2);
    bench.until_quiet();
    assert_eq!(bench.rounds(), 2);
    bench.rule("floor: 45");
    bench.until("carried over", |b| b.review().contains("floor: 45") && b.review().contains("decision: agree"));
}

#[test]
fn decisions_are_taken_in_only_when_the_review_is_closed() {
    let mut bench = Bench::new();
    bench.start_with_a_review();
    let lock = bench.out(&format!(".~lock.{REVIEW}#"));
    fs::write(&lock, "alice").unwrap();
    fs::write(bench.out(REVIEW), format!("decision: agree\n{}", bench.review())).unwrap();
    bench.until("status says so", |b| b.state().waiting.iter().any(|line| line.contains("is open")));
    std::thread::sleep(bench.settings.settle * 8);
    assert_eq!(bench.rounds(), 1);
    fs::remove_file(lock).unwrap();
    bench.until("a round for it", |b| b.rounds() == 2);
}

/// Results that lie in the watched folder are not taken for workbooks: one round, one workbook.
fn is_reviewed_once_into(out_of: impl Fn(&Path) -> PathBuf) {
    let mut bench = Bench::new();
    bench.settings.out = out_of(&bench.settings.inbox);
    bench.start_with_a_review();
    assert_eq!((bench.rounds(), bench.review().matches(" says ").count()), (1, 1));
}

#[test]
fn results_may_lie_in_the_watched_folder_itself() {
    is_reviewed_once_into(Path::to_path_buf);
}

#[test]
fn results_may_lie_in_a_folder_inside_the_watched_one() {
    is_reviewed_once_into(|inbox| inbox.join("reviewed"));
}

#[test]
fn a_copy_changed_by_hand_is_kept_when_it_is_made_anew() {
    let mut bench = Bench::new();
    bench.start_with_a_review();
    fs::write(bench.out("KS4 - annotated.csv"), "my remarks").unwrap();
    bench.drop_in("KS4.csv", "62");
    bench.until("made anew", |b| b.read("KS4 - annotated.csv").starts_with("62"));
    let kept = fs::read_dir(&bench.settings.out).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = kept.filter(|path| path.to_string_lossy().contains("changed by hand")).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read_to_string(&kept[0]).unwrap(), "my remarks");
}

#[test]
fn a_copy_changed_by_hand_is_kept_after_a_round_that_failed_inside() {
    let mut bench = Bench::new();
    bench.start_with_a_review();
    bench.drop_in("KS4.csv", "PANIC");
    bench.until("failed", |b| b.said("evaluating failed inside Yardstick"));
    fs::write(bench.out("KS4 - annotated.csv"), "my remarks").unwrap();
    bench.drop_in("KS4.csv", "62");
    bench.until("made anew", |b| b.read("KS4 - annotated.csv").starts_with("62"));
    let kept = fs::read_dir(&bench.settings.out).unwrap().map(|entry| entry.unwrap().path());
    let texts: Vec<String> = kept.filter_map(|path| fs::read_to_string(path).ok()).collect();
    assert!(texts.iter().any(|text| text == "my remarks"), "what was typed is gone");
}
