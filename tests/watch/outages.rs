//! Folders that go away and come back, disks that are full, shares that can only be read.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::bench::Bench;

#[test]
fn an_inbox_that_goes_away_is_waited_for_and_takes_nothing_along() {
    let mut bench = Bench::new();
    bench.drop_in("KS2.csv", "72");
    bench.start_with_a_review();
    let away = bench.settings.inbox.with_file_name("away");
    fs::rename(&bench.settings.inbox, &away).unwrap();
    bench.until("said so", |b| b.state().trouble.iter().any(|line| line.contains("is away")));
    bench.until_quiet();
    assert!(bench.review().contains("61") && bench.out("KS4 - annotated.csv").exists());
    fs::rename(&away, &bench.settings.inbox).unwrap();
    bench.until("back", |b| b.state().trouble.is_empty());
    assert_eq!(bench.rounds(), 1, "nothing was to be done again");
    bench.drop_in("KS5.csv", "83");
    bench.until("watched again", |b| b.review().contains("KS5.csv says 83"));
}

// Windows keeps a folder in which a file is open, as the watch's lock is
#[cfg(unix)]
#[test]
fn an_output_folder_that_is_removed_is_made_again_with_everything_in_it() {
    let mut bench = Bench::new();
    bench.start_with_a_review();
    fs::remove_dir_all(&bench.settings.out).unwrap();
    bench.until("made again", |b| b.review().contains("61") && b.out("KS4 - annotated.csv").exists());
    bench.drop_in("KS2.csv", "72");
    bench.until("watching on", |b| b.review().contains("KS2.csv says 72"));
}

#[test]
fn an_output_folder_that_goes_away_and_comes_back_is_as_it_was() {
    let mut bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let share = folder.path().join("share");
    fs::create_dir(&share).unwrap();
    bench.settings.out = share.join("reviewed");
    bench.start_with_a_review();
    fs::rename(&share, folder.path().join("away")).unwrap();
    bench.until("said so", |b| b.said("trying again"));
    bench.drop_in("KS2.csv", "72");
    fs::rename(folder.path().join("away"), &share).unwrap();
    bench.until("caught up", |b| b.review().contains("KS2.csv says 72"));
    assert!(bench.said("the output folder is there again"));
}

#[test]
fn a_rules_folder_that_goes_away_leaves_the_last_good_rulebook_in_force() {
    let mut bench = Bench::new();
    bench.drop_in("KS4.csv", "61");
    bench.start();
    bench.until("reviewed", |b| b.review().contains("floor: 40"));
    let rules = bench.settings.rules.clone().unwrap();
    fs::rename(&rules, rules.with_file_name("away")).unwrap();
    bench.until("said so", |b| b.state().trouble.iter().any(|line| line.contains("rules folder")));
    bench.drop_in("KS2.csv", "72");
    bench.until("goes on", |b| b.review().contains("KS2.csv says 72") && b.review().contains("floor: 40"));
    assert!(!bench.out("RULES NEED ATTENTION.txt").exists(), "nothing is wrong with the rules");
    fs::rename(rules.with_file_name("away"), &rules).unwrap();
    bench.until("back", |b| b.state().trouble.is_empty());
}

/// A small disk of its own, where that is permitted.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = cfg!(target_os = "linux") && mount(&["-t", "tmpfs", "-o", "size=256k", "tmpfs"], folder.path());
        if !mounted {
            crate::skipped::skipped("a small disk cannot be mounted here");
        }
        mounted.then_some(Self(folder))
    }

    fn remount(&self, how: &str) {
        assert!(mount(&["-o", &format!("remount,{how}")], self.0.path()), "remount {how}");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

fn mount(how: &[&str], at: &Path) -> bool {
    Command::new("mount")
        .args(how)
        .arg(at)
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|done| done.success())
}

#[test]
fn a_full_disk_is_waited_for_and_what_was_there_stays_whole() {
    let Some(disk) = SmallDisk::new() else { return };
    let mut bench = Bench::new();
    bench.settings.out = disk.0.path().join("reviewed");
    bench.start_with_a_review();
    let ballast = disk.0.path().join("ballast");
    let _ = fs::write(&ballast, vec![1; 1024 * 1024]);
    bench.drop_in("KS2.csv", "72");
    bench.until("said so", |b| b.said("the disk is full; trying again"));
    let full = |b: &Bench| b.state().trouble.iter().any(|line| line.contains("the disk is full"));
    bench.until("status says so, on the disk that is full", full);
    assert!(bench.review().ends_with("END\n") && bench.read("KS4 - annotated.csv").ends_with("END\n"));
    fs::remove_file(ballast).unwrap();
    bench.until("recovered", |b| b.review().contains("KS2.csv says 72") && b.state().trouble.is_empty());
    let left = fs::read_dir(&bench.settings.out).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_share_that_can_only_be_read_is_waited_for() {
    let Some(disk) = SmallDisk::new() else { return };
    let mut bench = Bench::new();
    bench.settings.out = disk.0.path().join("reviewed");
    bench.start_with_a_review();
    // files held open for writing keep a disk from being made read-only, and ours holds its lock
    bench.stop();
    disk.remount("ro");
    bench.drop_in("KS2.csv", "72");
    bench.start();
    bench.until("said so", |b| b.said("can only be read, not written"));
    disk.remount("rw");
    bench.until("recovered", |b| b.review().contains("KS2.csv says 72"));
}
