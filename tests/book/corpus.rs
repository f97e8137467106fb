//! Every public workbook at hand is read or refused in one clear line, quickly.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use yardstick::intake::book::{Limits, Outcome, survey};

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|e| !matches!(e.to_str(), Some("md" | "tsv"))) {
            found.push(path);
        }
    }
}

#[test]
fn every_corpus_file_is_read_or_refused_in_one_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut paths = Vec::new();
    files_below(&root, &mut paths);
    if paths.is_empty() {
        println!("skipped: no corpus beside the project");
        return;
    }
    paths.sort();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for file in survey(&paths, &Limits::default()) {
        println!("{:>6} ms {:<18} {file}", file.time.as_millis(), file.outcome.kind());
        *counts.entry(file.outcome.kind()).or_default() += 1;
        assert!(file.time < Duration::from_secs(20), "{} took {:?}", file.path.display(), file.time);
        if let Outcome::Refused(error) = &file.outcome {
            let message = error.to_string();
            assert!(!message.contains('\n') && message.len() < 400, "{message}");
        }
    }
    println!("{counts:?}");
}

#[test]
fn a_workbook_of_the_whole_country_reads_without_a_remark() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/england-2013-04");
    let mut paths = Vec::new();
    files_below(&folder, &mut paths);
    if paths.is_empty() {
        println!("skipped: no workbook of the whole country beside the project");
        return;
    }
    for file in survey(&paths, &Limits::default()) {
        println!("{:>6} ms {file}", file.time.as_millis());
        let Outcome::Read { cells, remarks, .. } = file.outcome else { panic!("{file}") };
        assert!(cells > 400_000 && remarks.is_empty(), "{cells} cells, {remarks:?}");
    }
}
