//! The words needed are the words used, and the program's own rulebook has them all.

use std::collections::BTreeSet;
use std::path::Path;

use yardstick::review::words::{NEEDED, NEEDED_COLOURS};
use yardstick::rulebook::raw::RawFile;

fn source() -> String {
    fn walk(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, all);
            } else if !path.ends_with("words/needed.rs") {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut all = String::new();
    for file in [
        "src/judge/advise.rs",
        "src/judge/evaluate/sentence.rs",
        "src/judge/evaluate/standing.rs",
        "src/run/changes.rs",
    ] {
        all.push_str(&std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap());
    }
    for part in ["src/review", "src/judge/advise"] {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(part), &mut all);
    }
    all
}

/// Text literals that have the shape of a name: `column.school`.
fn names(source: &str) -> BTreeSet<&str> {
    let literals = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2));
    literals
        .filter(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '-'))
        .collect()
}

fn own_report(file: &str) -> yardstick::rulebook::raw::RawReport {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("defaults").join(file);
    let raw: RawFile = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    raw.report.unwrap()
}

#[test]
fn every_word_that_is_needed_is_used() {
    let source = source();
    let names = names(&source);
    let unused: Vec<_> = NEEDED.iter().filter(|name| !names.contains(**name)).collect();
    assert!(unused.is_empty(), "needed but not used: {unused:?}");
}

#[test]
fn every_word_that_is_used_is_needed() {
    let needed: BTreeSet<&str> = NEEDED.iter().copied().collect();
    let families: BTreeSet<&str> =
        NEEDED.iter().filter_map(|name| name.split_once('.')).map(|(family, _)| family).collect();
    let source = source();
    let missing: Vec<_> = names(&source)
        .into_iter()
        .filter(|name| name.split_once('.').is_some_and(|(family, rest)| families.contains(family) && !rest.is_empty()))
        // conditions read these of a school; they are no words
        .filter(|name| !["floor.below", "risk.count", "plan.behind"].contains(name))
        .filter(|name| !needed.contains(name))
        .collect();
    assert!(missing.is_empty(), "used but not needed: {missing:?}");
}

#[test]
fn the_programs_own_rulebook_has_every_word_and_colour() {
    let words = own_report("words.yaml");
    let here: BTreeSet<&str> = words
        .words
        .keys()
        .map(String::as_str)
        .filter(|name| !name.starts_with("shown.") && !name.starts_with("brief."))
        .collect();
    assert_eq!(here, NEEDED.iter().copied().collect::<BTreeSet<_>>());
    let colours: BTreeSet<String> =
        own_report("report.yaml").colours.into_keys().chain(words.colours.into_keys()).collect();
    for colour in NEEDED_COLOURS {
        assert!(colours.contains(*colour), "{colour}");
    }
}
