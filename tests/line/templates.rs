//! What `init` begins a folder with, and what it leaves alone.

use std::fs;
use std::path::Path;
use std::process::Command;

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_yardstick")).current_dir(folder).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stderr, output.stdout].concat()).unwrap())
}

/// The names in the first column of what `init --templates` prints.
fn listed(folder: &Path) -> Vec<String> {
    let (code, said) = run(folder, &["init", "--templates"]);
    assert_eq!(code, 0, "{said}");
    said.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_listed_template_begins_a_folder_that_checks() {
    let home = tempfile::tempdir().unwrap();
    let names = listed(home.path());
    assert!(names.first().is_some_and(|name| name == "england-2011-14") && names.len() > 2, "{names:?}");
    for name in names {
        let (code, said) = run(home.path(), &["init", &name, "--template", &name]);
        assert_eq!(code, 0, "{name}: {said}");
        let folder = home.path().join(&name);
        assert!(folder.join("rules/rulebook.schema.json").is_file(), "{name}");
        // each example says what it is and what to edit; the strategy's own rulebook has the pages of the documentation
        let readme = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
        assert_eq!(readme.lines().count() > 8, name != "england-2011-14", "{name}");
        assert!(!readme.contains("cd examples/") && !folder.join("expected.txt").exists(), "{name}");
        let (code, said) = run(&folder, &["check", "--date", "2012-09-17"]);
        assert_eq!(code, 0, "{name}: {said}");
        assert!(fs::read_dir(folder.join("workbooks")).unwrap().count() > 0, "{name} has nothing to try it on");
    }
}

#[test]
fn a_template_that_is_not_there_is_told_with_the_nearest() {
    let home = tempfile::tempdir().unwrap();
    let (code, said) = run(home.path(), &["init", "ours", "--template", "five-point-leters"]);
    assert!(code == 2 && said.contains("no template five-point-leters; did you mean five-point-letters?"), "{said}");
    assert!(!home.path().join("ours").exists());
}

#[test]
fn two_rulebooks_are_never_mixed_in_one_folder() {
    let home = tempfile::tempdir().unwrap();
    run(home.path(), &["init", "ours"]);
    let floors = home.path().join("ours/rules/floors/primary.yaml");
    let edited = fs::read_to_string(&floors).unwrap().replace("line: 60", "line: 61");
    fs::write(&floors, &edited).unwrap();
    fs::remove_file(home.path().join("ours/rules/risks.yaml")).unwrap();
    let workbooks = fs::read_dir(home.path().join("ours/workbooks")).unwrap().count();
    for template in ["england-2011-14", "five-point-letters"] {
        let (code, said) = run(home.path(), &["init", "ours", "--template", template]);
        assert!(code == 1 && said.contains("nothing was written, since two would mix"), "{said}");
        // invented results beside their rules would be judged as theirs
        assert_eq!(fs::read_dir(home.path().join("ours/workbooks")).unwrap().count(), workbooks, "{template}");
        assert_eq!(fs::read_to_string(&floors).unwrap(), edited);
        assert!(!home.path().join("ours/rules/risks.yaml").exists(), "{template}: what they took out came back");
        assert!(!home.path().join("ours/rules/categories.yaml").exists(), "{template}");
    }
}

#[test]
fn a_folder_that_was_only_begun_is_completed() {
    let home = tempfile::tempdir().unwrap();
    run(home.path(), &["init", "ours"]);
    let rules = home.path().join("ours/rules");
    fs::remove_file(rules.join("rulebook.schema.json")).unwrap();
    fs::remove_file(rules.join("yardstick.yaml")).unwrap();
    let (code, said) = run(home.path(), &["init", "ours"]);
    assert!(code == 0 && said.contains("wrote 2 files"), "{said}");
    assert!(rules.join("yardstick.yaml").is_file());
}
