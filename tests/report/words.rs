//! The words that lie underneath every rulebook are the words used.

use std::collections::BTreeSet;
use std::path::Path;

use yardstick::rulebook::raw::RawFile;

fn source() -> String {
    fn walk(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, all);
            } else {
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

/// The words of a file of defaults that are ours to say: names of values and what is said in brief are a rulebook's own.
pub fn declared(file: &str) -> BTreeSet<String> {
    let words = own_report(file).words.into_keys();
    words.filter(|name| !name.starts_with("shown.") && !name.starts_with("brief.")).collect()
}

fn own_report(file: &str) -> yardstick::rulebook::raw::RawReport {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("defaults").join(file);
    let raw: RawFile = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    raw.report.unwrap()
}

#[test]
fn every_word_that_lies_underneath_is_used() {
    let source = source();
    let names = names(&source);
    let unused: Vec<String> =
        declared("words.yaml").into_iter().filter(|name| !names.contains(name.as_str())).collect();
    assert!(unused.is_empty(), "declared but not used: {unused:?}");
}

#[test]
fn every_word_that_is_used_lies_underneath() {
    let declared = declared("words.yaml");
    let families: BTreeSet<&str> =
        declared.iter().filter_map(|name| name.split_once('.')).map(|(family, _)| family).collect();
    let source = source();
    let missing: Vec<_> = names(&source)
        .into_iter()
        .filter(|name| name.split_once('.').is_some_and(|(family, rest)| families.contains(family) && !rest.is_empty()))
        // conditions read these of a school; they are no words
        .filter(|name| !["floor.below", "risk.count", "plan.behind"].contains(name))
        .filter(|name| !declared.contains(*name))
        .collect();
    assert!(missing.is_empty(), "used but not declared: {missing:?}");
}

#[test]
fn the_programs_own_rulebook_has_every_colour_of_a_page() {
    let of = |file: &str| own_report(file).colours.into_keys();
    let colours: BTreeSet<String> = of("report.yaml").chain(of("words.yaml")).collect();
    for colour in ["band", "heading", "input", "line", "notice", "quiet", "title"] {
        assert!(colours.contains(colour), "{colour}");
    }
}
