//! A watch keeps what it read: only what is new is read again, and in a quiet hour all of it is given back.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;
use yardstick::watch::{Evaluator, Job, Line, Outcome};

use super::office::{DAY, copy_all, differing, results, sample};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Two workbooks of the sample, rules of their own, and a line that judges them round by round.
struct Rounds {
    folder: TempDir,
    line: Line,
}

impl Rounds {
    fn new() -> Self {
        let rounds = Self { folder: tempfile::tempdir().unwrap(), line: line() };
        copy_all(&sample("rules"), &rounds.path("rules"));
        fs::create_dir(rounds.path("inbox")).unwrap();
        rounds.drop_in("KS4 results 2011-12.xlsx");
        rounds.drop_in("School list.xlsx");
        rounds
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn drop_in(&self, name: &str) {
        fs::copy(sample("workbooks").join(name), self.path("inbox").join(name)).unwrap();
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.path("rules").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} holds no `{from}`");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    /// A round by the line that knows the rounds before, and one by a line that knows none: what they write is the
    /// same. How many workbooks were at hand, and whether the school records were.
    fn round(&self) -> (usize, bool) {
        self.round_of(&self.line, "kept");
        self.round_of(&line(), "fresh");
        let differ = differing(&self.written("kept"), &self.written("fresh"));
        assert!(differ.is_empty(), "what is kept leads to other results: {differ:?}");
        let known = self.line.known.lock().unwrap();
        (known.books_at_hand(), known.records_at_hand())
    }

    fn round_of(&self, line: &Line, out: &str) {
        let mut inputs: Vec<PathBuf> =
            fs::read_dir(self.path("inbox")).unwrap().map(|entry| entry.unwrap().path()).collect();
        inputs.sort();
        let (rules, out) = (self.path("rules"), self.path(out));
        let job = Job {
            inputs: &inputs,
            rules: Some(&rules),
            rules_folder: Some(&rules),
            rules_trouble: None,
            out: &out,
            stamp: "2013-01-08 0930",
        };
        assert_eq!(line.evaluate(&job).outcome, Outcome::Written);
    }

    fn written(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        results(&self.path(out))
    }
}

fn line() -> Line {
    Line { date: DAY.parse().ok(), ..Line::default() }
}

#[test]
fn an_edited_threshold_reads_no_workbook_again() {
    let rounds = Rounds::new();
    assert_eq!(rounds.round(), (0, false));
    let before = rounds.written("kept");
    rounds.edit("floors-secondary.yaml", "ks4.five_ac_em < 40", "ks4.five_ac_em < 47");
    assert_eq!(rounds.round(), (2, true));
    assert!(before != rounds.written("kept"), "the edit shows in what is written");
}

#[test]
fn a_dropped_workbook_is_read_alone_and_a_changed_one_again() {
    let rounds = Rounds::new();
    rounds.round();
    rounds.drop_in("Roll and finance.xlsx");
    assert_eq!(rounds.round(), (2, false));
    // other contents under a known name
    let other = rounds.path("inbox/Roll and finance.xlsx");
    fs::copy(rounds.path("inbox").join("School list.xlsx"), other).unwrap();
    assert_eq!(rounds.round(), (2, false));
    fs::remove_file(rounds.path("inbox/Roll and finance.xlsx")).unwrap();
    assert_eq!(rounds.round(), (2, false));
    assert_eq!(rounds.round(), (2, true));
}

#[test]
fn an_edit_of_what_workbooks_are_understood_by_takes_the_records_anew() {
    let rounds = Rounds::new();
    rounds.round();
    let heading = "- \"% 5+ A*-C GCSEs incl. English and maths\"";
    rounds.edit("measures-ks4.yaml", heading, &format!("- Five or more good passes\n      {heading}"));
    assert_eq!(rounds.round(), (2, false));
}

#[test]
fn in_a_quiet_hour_what_was_read_is_given_back() {
    let rounds = Rounds::new();
    rounds.round();
    rounds.line.rest(Duration::from_secs(60));
    assert_eq!(rounds.round(), (2, true));
    rounds.line.rest(HOUR);
    assert_eq!(rounds.round(), (0, false));
}
