//! Every public workbook at hand is read or refused in one clear line, quickly and within bounds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use yardstick::intake::book::Limits;
use yardstick::run::survey::{Outcome, files, look_at};

/// The workbooks of a folder beside the project; none where it is absent.
fn beside(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    let found = files(&[root]).map(|(found, _)| found).unwrap_or_default();
    if found.is_empty() {
        println!("skipped: no {folder} beside the project");
    }
    found
}

/// The most memory this process has held since the last call, where the system tells.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let peak = line.split_whitespace().next()?.parse::<u64>().ok()?;
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    Some(peak / 1024)
}

#[test]
fn every_corpus_file_is_read_or_refused_in_one_line() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut slowest, mut most) = (Duration::ZERO, 0);
    peak_mib();
    for path in beside("corpus") {
        let file = look_at(&path, &Limits::default(), false);
        let peak = peak_mib().unwrap_or(0);
        *counts.entry(file.outcome.kind()).or_default() += 1;
        assert!(file.time < Duration::from_secs(20), "{} took {:?}", path.display(), file.time);
        assert!(peak < 1024, "{} took {peak} MiB", path.display());
        if let Outcome::Refused(error) = &file.outcome {
            let message = error.to_string();
            assert!(!message.contains('\n') && message.len() < 400, "{message}");
        }
        (slowest, most) = (slowest.max(file.time), most.max(peak));
    }
    println!("{counts:?}, at most {slowest:?} and {most} MiB");
}

#[test]
fn a_workbook_of_the_whole_country_reads_without_a_remark() {
    for path in beside("data/england-2013-04") {
        let file = look_at(&path, &Limits::default(), false);
        let Outcome::Read { cells, remarks, .. } = file.outcome else { panic!("{:?}", file.outcome) };
        assert!(cells > 400_000 && remarks.is_empty(), "{cells} cells, {remarks:?}");
    }
}
