//! A watch killed at random moments: what lies in the output folder is the old or the new, whole, and the next watch
//! brings it up to date.
//!
//! `YARDSTICK_KILLS=100` runs the whole of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use yardstick::watch::{Bell, watch};

use super::bench::Bench;
use super::plain_evaluator::{END, PlainEvaluator, REVIEW, decisions_in, texts};
use super::storm::{Chance, asked};

const FOLDER: &str = "YARDSTICK_WATCH_TO_BE_KILLED";

/// Not a test: the process that is killed. Without its folder it does nothing.
#[test]
fn process_to_be_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let mut settings = Bench::in_folder(&folder).settings.clone();
    settings.settle = Duration::from_millis(20);
    watch(&settings, &PlainEvaluator::default(), &Arc::new(Bell::default()), Box::new(|_| {}));
}

fn start(folder: &Path) -> Child {
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new(program);
    command.args(["--exact", "watch::crashes::process_to_be_killed"]).env(FOLDER, folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn a_watch_killed_at_any_moment_leaves_whole_files_and_every_decision() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::in_folder(folder.path());
    let mut chance = Chance::new(7);
    bench.drop_in("KS4.csv", "0");
    bench.start();
    bench.until("reviewed", |b| b.review().contains("KS4.csv says 0"));
    bench.stop();
    fs::write(bench.out(REVIEW), format!("decision: agree\n{}", bench.review())).unwrap();
    let kills = asked("YARDSTICK_KILLS", 8);
    for kill in 1..=kills {
        let mut child = start(folder.path());
        for number in 0..3 {
            bench.drop_in(&format!("KS{number}.csv"), &format!("{kill} of {number}"));
            std::thread::sleep(Duration::from_millis(chance.below(120)));
        }
        std::thread::sleep(Duration::from_millis(chance.below(250)));
        child.kill().unwrap();
        child.wait().unwrap();
        for (name, text) in texts(&bench.settings.out).iter().filter(|(name, _)| name.ends_with(".csv")) {
            assert!(text.ends_with(END), "kill {kill}: {name} is half a file");
        }
        assert_eq!(decisions_in(&bench.settings.out), ["decision: agree\n"], "kill {kill}");
    }
    bench.start();
    bench.until("caught up", |b| b.review().contains(&format!("KS2.csv says {kills} of 2")));
    bench.until_quiet();
    bench.stop();
    assert_eq!(decisions_in(&bench.settings.out), ["decision: agree\n"]);
    let names: Vec<String> = texts(&bench.settings.out).into_keys().collect();
    assert!(!names.iter().any(|name| name.ends_with(".tmp")), "left behind: {names:?}");
    assert!(!names.iter().any(|name| name.contains("changed by hand")), "nobody changed anything: {names:?}");
}
