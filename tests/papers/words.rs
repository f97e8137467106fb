//! The words of papers that lie underneath every rulebook are those that papers use.

use std::collections::BTreeSet;
use std::path::Path;

use yardstick::rulebook::raw::RawFile;

fn source(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source(&path, all);
        } else {
            all.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn the_words_of_papers_are_used_and_declared() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = std::fs::read_to_string(home.join("src/review/papers.rs")).unwrap();
    source(&home.join("src/review/papers"), &mut text);
    let used: BTreeSet<&str> = text.split('"').skip(1).step_by(2).filter(|word| word.starts_with("paper.")).collect();
    let raw: RawFile =
        serde_yaml::from_str(&std::fs::read_to_string(home.join("defaults/words-papers.yaml")).unwrap()).unwrap();
    let words = raw.report.unwrap().words;
    assert_eq!(words.keys().map(String::as_str).collect::<BTreeSet<_>>(), used);
}

#[test]
fn every_paper_that_an_event_of_the_cycle_asks_for_by_a_name_of_ours_is_made() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let read =
        |file: &str| -> RawFile { serde_yaml::from_str(&std::fs::read_to_string(home.join(file)).unwrap()).unwrap() };
    let papers = [read("papers/schools.yaml"), read("papers/cabinet.yaml")];
    let made: BTreeSet<String> =
        papers.iter().flat_map(|file| &file.papers).flat_map(|paper| paper.in_the_cycle_as.clone()).collect();
    for name in [
        "School Data Profiles",
        "School profile",
        "School Support Partner Visit Template",
        "Cabinet tables",
        "Aims of the plan",
    ] {
        assert!(made.contains(name), "{name}");
    }
}
