//! When the settler acts: over scans that are given to it, by a clock that is turned by hand.

use super::*;
use crate::watch::scan::Seen;

const SETTLE: u64 = 2;
const PATIENCE: u64 = 20;

/// A watch on a clock of its own: files are named by their role and hold a text.
struct Bench {
    settler: Settler,
    files: BTreeMap<Key, (Stat, Look, bool)>,
    away: Vec<Role>,
    version: u64,
    now: Duration,
}

fn times() -> Times {
    let patience = Duration::from_secs(PATIENCE);
    Times { settle: Duration::from_secs(SETTLE), patience, emptied: patience * 10 }
}

fn key(name: &str) -> Key {
    let role = match name.rsplit_once('.').unwrap().1 {
        "yaml" => Role::Rule,
        "review" => Role::Output,
        _ => Role::Workbook,
    };
    Key::new(role, name)
}

impl Bench {
    fn new() -> Self {
        Self::knowing(&[])
    }

    fn knowing(done: &[(&str, &str)]) -> Self {
        let done = done.iter().map(|(name, text)| (key(name), (*text).to_owned())).collect();
        let settler = Settler::new(times(), done);
        Self { settler, files: BTreeMap::new(), away: Vec::new(), version: 0, now: Duration::ZERO }
    }

    fn write(&mut self, name: &str, text: &str) -> &mut Self {
        self.put(name, Look::Whole(text.to_owned()))
    }

    fn write_half(&mut self, name: &str, text: &str) -> &mut Self {
        self.put(name, Look::NotYet { fingerprint: text.to_owned(), why: "is cut off".to_owned() })
    }

    fn put(&mut self, name: &str, look: Look) -> &mut Self {
        self.version += 1;
        let stat = Stat { size: self.version, ..Stat::default() };
        self.files.insert(key(name), (stat, look, false));
        self
    }

    fn remove(&mut self, name: &str) -> &mut Self {
        self.files.remove(&key(name));
        self
    }

    fn open(&mut self, name: &str, open: bool) -> &mut Self {
        self.files.get_mut(&key(name)).unwrap().2 = open;
        self
    }

    /// One look round, as the loop does it.
    fn look(&mut self) -> Decision {
        let mut scan = Scan::default();
        for (key, (stat, _, aside)) in self.files.iter().filter(|(key, _)| !self.away.contains(&key.role)) {
            scan.files.insert(key.clone(), Seen { stat: *stat, contents_aside: *aside });
        }
        scan.unsure = self.away.iter().map(|role| (Key::new(*role, ""), "away".to_owned())).collect();
        self.settler.seen(&scan, self.now);
        for key in self.settler.to_look_into(self.now) {
            let (stat, look, _) = self.files.get(&key).unwrap();
            self.settler.looked(&key, Some(*stat), look.clone(), self.now);
        }
        self.settler.decide(self.now)
    }

    /// Looks round every second until a round is due, and makes it: `seconds: workbooks / rules`.
    fn run_within(&mut self, seconds: u64) -> Option<String> {
        let begun = self.now;
        while self.now < begun + Duration::from_secs(seconds) {
            if let Decision::Run(work) = self.look() {
                self.settler.done(&work, self.now);
                let outputs = self.files.iter().filter(|(key, _)| key.role == Role::Output);
                let outputs = outputs.map(|(key, (_, look, _))| (key.path.clone(), look.fingerprint().to_owned()));
                self.settler.set_outputs(outputs.collect::<Vec<_>>(), self.now);
                let books = work.workbooks.iter().map(|(path, text)| format!("{}={text}", path.display()));
                let books = books.collect::<Vec<_>>().join(" ");
                return Some(format!("{}s {books}", (self.now - begun).as_secs()));
            }
            self.now += Duration::from_secs(1);
        }
        None
    }
}

#[test]
fn a_file_is_taken_once_it_is_still() {
    let mut bench = Bench::new();
    bench.write("a.csv", "1");
    assert_eq!(bench.run_within(60).as_deref(), Some("2s a.csv=1"));
    assert_eq!(bench.run_within(600), None, "nothing more to do");
}

#[test]
fn a_slow_copy_is_waited_for() {
    let mut bench = Bench::new();
    for _ in 0..10 {
        bench.write("a.csv", "half");
        assert_eq!(bench.run_within(1), None);
    }
    bench.write("a.csv", "whole");
    assert_eq!(bench.run_within(60).as_deref(), Some("2s a.csv=whole"));
}

#[test]
fn a_burst_of_drops_is_one_round() {
    let mut bench = Bench::new();
    for name in ["a.csv", "b.csv", "c.csv", "d.csv"] {
        bench.write(name, "1");
        assert_eq!(bench.run_within(1), None);
    }
    assert_eq!(bench.run_within(60).as_deref(), Some("1s a.csv=1 b.csv=1 c.csv=1 d.csv=1"));
}

#[test]
fn a_new_file_that_does_not_come_to_rest_holds_others_up_no_longer_than_patience() {
    let mut bench = Bench::new();
    bench.write("a.csv", "1");
    let mut at = None;
    for second in 0..=PATIENCE {
        bench.write("slow.csv", "half");
        if let Some(round) = bench.run_within(1) {
            at = Some((second, round));
        }
    }
    assert_eq!(at, Some((PATIENCE, "0s a.csv=1".to_owned())));
    assert_eq!(bench.run_within(60).as_deref(), Some("2s a.csv=1 slow.csv=half"));
}

#[test]
fn a_known_workbook_on_the_move_is_waited_for_much_longer() {
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("b.csv", "1")]);
    bench.write("a.csv", "2").write("b.csv", "1");
    let mut rounds = Vec::new();
    for second in 0..=PATIENCE * 10 + 2 {
        bench.write("a.csv", "moving");
        rounds.extend(bench.run_within(1).map(|round| (second, round)));
        if second == 5 {
            bench.write("b.csv", "2");
        }
    }
    assert_eq!(rounds, [(PATIENCE * 10, "0s b.csv=2".to_owned())]);
    assert_eq!(bench.run_within(60).as_deref(), Some("1s a.csv=moving b.csv=2"), "taken up again when it is still");
}

#[test]
fn a_package_without_its_end_is_waited_for_and_in_the_end_taken_as_it_is() {
    let mut bench = Bench::new();
    bench.write_half("a.xlsx", "half");
    assert_eq!(bench.run_within(PATIENCE), None);
    assert_eq!(bench.run_within(60).as_deref(), Some("0s a.xlsx=half"));
    assert_eq!(bench.run_within(600), None, "once is enough");
    bench.write("a.xlsx", "whole");
    assert_eq!(bench.run_within(60).as_deref(), Some("2s a.xlsx=whole"));
}

#[test]
fn a_copy_whose_size_and_date_stand_still_is_found_whole_by_looking_again() {
    let mut bench = Bench::new();
    bench.write_half("a.xlsx", "half");
    assert_eq!(bench.run_within(10), None);
    let stat = bench.files[&key("a.xlsx")].0;
    bench.write("a.xlsx", "whole");
    bench.files.get_mut(&key("a.xlsx")).unwrap().0 = stat;
    assert!(bench.run_within(PATIENCE).unwrap().ends_with("a.xlsx=whole"));
}

#[test]
fn what_was_done_before_a_restart_is_not_done_again_and_what_was_missed_is() {
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("f.yaml", "1")]);
    bench.write("a.csv", "1").write("f.yaml", "1");
    assert_eq!(bench.run_within(600), None);
    bench.write("a.csv", "1");
    assert_eq!(bench.run_within(600), None, "touched, not changed");
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("gone.csv", "1")]);
    bench.write("a.csv", "1");
    assert_eq!(bench.run_within(60).as_deref(), Some("2s a.csv=1"));
}

#[test]
fn a_replacement_by_rename_is_one_round_and_no_deletion() {
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("b.csv", "1")]);
    bench.write("a.csv", "1").write("b.csv", "1");
    assert_eq!(bench.run_within(10), None);
    bench.remove("a.csv");
    assert_eq!(bench.run_within(1), None);
    bench.write("a.csv", "2");
    assert_eq!(bench.run_within(60).as_deref(), Some("2s a.csv=2 b.csv=1"));
    assert_eq!(bench.run_within(600), None);
}

#[test]
fn a_deletion_is_believed_once_it_lasts() {
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("b.csv", "1")]);
    bench.write("b.csv", "1");
    assert_eq!(bench.run_within(60).as_deref(), Some("2s b.csv=1"));
}

#[test]
fn an_inbox_that_lost_everything_at_once_is_not_believed_for_long() {
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("b.csv", "1")]);
    assert_eq!(bench.run_within(PATIENCE * 10), None);
    assert_eq!(bench.run_within(60).as_deref(), Some("0s "));
}

#[test]
fn nothing_is_gone_from_a_folder_that_is_away() {
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("f.yaml", "1")]);
    bench.write("a.csv", "1").write("f.yaml", "1");
    assert_eq!(bench.run_within(10), None);
    bench.away = vec![Role::Workbook, Role::Rule];
    assert_eq!(bench.run_within(3600), None);
    bench.away.clear();
    assert_eq!(bench.run_within(600), None, "all as it was");
}

#[test]
fn a_rule_edited_is_a_reason_for_a_round() {
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("f.yaml", "1")]);
    bench.write("a.csv", "1").write("f.yaml", "2");
    assert_eq!(bench.run_within(60).as_deref(), Some("2s a.csv=1"));
}

#[test]
fn decisions_typed_are_a_reason_for_a_round_once_the_review_is_closed() {
    let mut bench = Bench::knowing(&[("a.csv", "1"), ("r.review", "ours")]);
    bench.write("a.csv", "1").write("r.review", "ours");
    assert_eq!(bench.run_within(600), None, "what we wrote ourselves is none");
    bench.write("r.review", "typed").open("r.review", true);
    assert_eq!(bench.run_within(600), None);
    bench.open("r.review", false);
    assert!(bench.run_within(60).is_some());
    assert_eq!(bench.run_within(600), None);
    bench.remove("r.review");
    assert!(bench.run_within(60).is_some(), "a review that is missing is written again");
}

#[test]
fn a_file_forgotten_is_taken_up_again() {
    let mut bench = Bench::knowing(&[("a.csv", "1")]);
    bench.write("a.csv", "1");
    assert_eq!(bench.run_within(60), None);
    bench.settler.forget(&key("a.csv"));
    assert!(bench.run_within(60).is_some());
}

#[test]
fn rest_says_when_to_look_again() {
    let mut bench = Bench::new();
    assert_eq!(bench.look(), Decision::Rest { until: None });
    bench.write("a.csv", "1");
    assert_eq!(bench.look(), Decision::Rest { until: Some(Duration::from_secs(SETTLE)) });
}

#[test]
fn nothing_is_remembered_of_files_that_came_and_went() {
    let mut bench = Bench::new();
    for number in 0..500 {
        let name = format!("{number}.csv");
        bench.write(&name, "1");
        bench.look();
        bench.remove(&name);
    }
    bench.look();
    assert!(bench.settler.watched.is_empty() && bench.settler.missed.is_empty());
}

/// Looks at so many new files as the loop does; how long it takes.
fn settled(files: usize) -> Duration {
    let mut bench = Bench::new();
    for number in 0..files {
        bench.write(&format!("{number:05}.csv"), "x");
    }
    bench.look();
    let begun = std::time::Instant::now();
    bench.now += times().settle;
    for key in bench.settler.to_look_into(bench.now) {
        let (stat, look, _) = bench.files.get(&key).unwrap();
        bench.settler.looked(&key, Some(*stat), look.clone(), bench.now);
    }
    assert!(matches!(bench.settler.decide(bench.now), Decision::Run(work) if work.workbooks.len() == files));
    begun.elapsed()
}

#[test]
fn settling_takes_as_long_as_there_are_files_and_not_their_square() {
    // some minutes when all are surveyed after each; the bound has room for the busiest machine
    let took = settled(20_000);
    assert!(took < Duration::from_secs(20), "{took:?}");
}
