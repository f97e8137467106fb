//! Months, compressed: many edits, and neither memory nor open files grow.
//!
//! `YARDSTICK_EDITS=5000` runs the whole of it.

use std::time::Duration;

use super::bench::Bench;
use super::storm::asked;

#[cfg(target_os = "linux")]
fn handles() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count() + std::fs::read_dir("/proc/self/fd").unwrap().count()
}

#[cfg(target_os = "linux")]
fn memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4
}

/// Other tests of this process open files and start threads of their own, so this one is asked for by name.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "measures the whole process: run alone, with --ignored"]
fn memory_and_handles_stay_flat_over_thousands_of_edits() {
    let mut bench = Bench::new();
    bench.settings.settle = Duration::from_millis(10);
    for number in 0..20 {
        bench.drop_in(&format!("{number}.csv"), "0");
    }
    bench.start();
    bench.until("reviewed", |b| b.review().contains("19.csv says 0"));
    let edits = asked("YARDSTICK_EDITS", 1000);
    let mut figures = Vec::new();
    for edit in 1..=edits {
        let number = edit % 20;
        if edit % 7 == 0 {
            std::fs::remove_file(bench.inbox(&format!("{number}.csv"))).unwrap();
        } else {
            bench.drop_in(&format!("{number}.csv"), &edit.to_string());
        }
        if edit % 50 == 0 {
            bench.rule(&format!("floor: {edit}"));
        }
        // a small burst, then time for a round
        std::thread::sleep(Duration::from_millis(if edit % 3 == 0 { 130 } else { 5 }));
        if edit % (edits / 10).max(1) == 0 {
            bench.until_quiet();
            figures.push((edit, bench.rounds(), handles(), memory()));
        }
    }
    for (edit, rounds, handles, memory) in &figures {
        println!("{edit} edits, {rounds} rounds: {handles} handles and threads, {memory} KiB");
    }
    let (early, late) = (figures[1], figures[figures.len() - 1]);
    assert!(late.2 <= early.2, "handles grow: {figures:?}");
    assert!(late.3 <= early.3 + 4096, "memory grows: {figures:?}");
}
