//! A watch keeps what it read: only what is new is read again, and in a quiet hour all of it is given back.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;
use yardstick::watch::{Evaluator, Job, Line, Outcome};

use super::office::{DAY, differing, results};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// A rulebook of one measure and one risk: small, so that a round is quick.
const RULES: &str = r#"
authority: {name: Eastmere, number: 999}
identity: {urn: [URN], name: [School]}
measures:
  - id: absence.overall
    title: Overall absence
    unit: percent
    headings: [Overall absence]
risks:
  - risk: absence
    title: Much absence
    present when: absence.overall > 6
    source: invented
statuses:
  - status: steady
    title: Steady
    otherwise: true
"#;

/// Two workbooks, rules of their own, and a line that judges them round by round.
struct Rounds {
    folder: TempDir,
    line: Line,
}

impl Rounds {
    fn new() -> Self {
        let rounds = Self { folder: tempfile::tempdir().unwrap(), line: line() };
        fs::create_dir(rounds.path("rules")).unwrap();
        fs::create_dir(rounds.path("inbox")).unwrap();
        fs::write(rounds.path("rules/rules.yaml"), RULES).unwrap();
        rounds.drop_in("First 2011-12.csv", "900201,Alder Lane Primary School,5.5");
        rounds.drop_in("Second 2011-12.csv", "900202,Beacon Hill Primary School,7.5");
        rounds
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn drop_in(&self, name: &str, school: &str) {
        fs::write(self.path("inbox").join(name), format!("URN,School,Overall absence\n{school}\n")).unwrap();
    }

    fn edit(&self, from: &str, to: &str) {
        assert!(RULES.contains(from), "{from}");
        fs::write(self.path("rules/rules.yaml"), RULES.replacen(from, to, 1)).unwrap();
    }

    /// A round by the line that knows the rounds before, and one by a line that knows none: what they write is the
    /// same. How many workbooks were at hand, and whether the school records were.
    fn round(&self) -> (usize, bool) {
        self.round_of(&self.line, "kept");
        self.round_of(&line(), "fresh");
        let (kept, fresh) = (results(&self.path("kept")), results(&self.path("fresh")));
        let differ = differing(&kept, &fresh);
        assert!(!kept.is_empty() && differ.is_empty(), "what is kept leads to other results: {differ:?}");
        let known = self.line.known.lock().unwrap();
        (known.books_at_hand(), known.records_at_hand())
    }

    fn round_of(&self, line: &Line, out: &str) {
        let inbox = fs::read_dir(self.path("inbox")).unwrap();
        let mut inputs: Vec<PathBuf> = inbox.map(|entry| entry.unwrap().path()).collect();
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
}

fn line() -> Line {
    Line { date: DAY.parse().ok(), ..Line::default() }
}

#[test]
fn an_edited_threshold_reads_no_workbook_again() {
    let rounds = Rounds::new();
    assert_eq!(rounds.round(), (0, false));
    let before = results(&rounds.path("kept"));
    rounds.edit("> 6", "> 5");
    assert_eq!(rounds.round(), (2, true));
    assert!(!differing(&before, &results(&rounds.path("kept"))).is_empty(), "the edit shows in what is written");
}

#[test]
fn a_copy_in_which_no_mark_changes_is_not_made_again() {
    let rounds = Rounds::new();
    let at_hand = || rounds.line.known.lock().unwrap().copies_at_hand();
    rounds.drop_in("First 2011-12.csv", "900201,Alder Lane Primary School,1");
    rounds.round();
    let before = results(&rounds.path("kept"));
    rounds.edit("> 6", "> 7");
    rounds.round();
    assert_eq!(at_hand(), 1, "of a school far below either line nothing else is said");
    let differ = differing(&before, &results(&rounds.path("kept")));
    let mut copies = differ.iter().filter(|name| name.contains("annotated")).peekable();
    assert!(copies.peek().is_some() && copies.all(|name| name.contains("Second")), "{differ:?}");
    rounds.round();
    assert_eq!(at_hand(), 2);
    // somebody typed into one: it is made again
    let place = rounds.path("kept/First 2011-12 - annotated.xlsx");
    fs::write(&place, "typed").unwrap();
    rounds.round_of(&rounds.line, "kept");
    assert_eq!(at_hand(), 1);
}

#[test]
fn a_dropped_workbook_is_read_alone_and_a_changed_one_again() {
    let rounds = Rounds::new();
    rounds.round();
    rounds.drop_in("Third 2011-12.csv", "900203,Canal Street Primary School,4");
    assert_eq!(rounds.round(), (2, false));
    // other contents under a known name
    rounds.drop_in("Third 2011-12.csv", "900203,Canal Street Primary School,4.5");
    assert_eq!(rounds.round(), (2, false));
    fs::remove_file(rounds.path("inbox/Third 2011-12.csv")).unwrap();
    assert_eq!(rounds.round(), (2, false));
    assert_eq!(rounds.round(), (2, true));
}

#[test]
fn an_edit_of_what_workbooks_are_understood_by_takes_the_records_anew() {
    let rounds = Rounds::new();
    rounds.round();
    rounds.edit("[Overall absence]", "[Overall absence, Absence in all]");
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
