//! `rules accept`: what a run proposes, written into the rulebook.

use std::fs;
use std::path::Path;
use std::process::Command;

const RULES: &str = r#"authority: {name: Borough of Eastmere, number: 999}
measures:
  - id: lib.lost # of the year
    title: Library books lost
    unit: number
    headings: [Books lost in the year] # as the library writes it
    range: [0, 10000]
  - id: lib.kind
    title: Kind of library
    unit: words
    headings:
      - Kind of library
    categories:
      large:
        - Large library # with a reading room
      small: [Small library]
statuses:
  - {status: any, title: Any, otherwise: true}
"#;

const TABLE: &str = "URN,School,Boks lost in the year,Kind of library
100001,Oak Primary School,60,Large librarie
100002,Elm Primary School,20,Small library
";

/// A rules folder and a workbook whose heading drifted; what the program says to these words, and whether all was well.
fn accept(more: &[&str]) -> (String, bool, String) {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("rules")).unwrap();
    fs::write(home.path().join("rules/ours.yaml"), RULES).unwrap();
    fs::write(home.path().join("Library 2011-12.csv"), TABLE).unwrap();
    let (said, fine) = run(home.path(), &[&["rules", "accept", "Library 2011-12.csv"], more].concat());
    (said, fine, fs::read_to_string(home.path().join("rules/ours.yaml")).unwrap())
}

fn run(home: &Path, arguments: &[&str]) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    let output = command.args(arguments).current_dir(home).env("NO_COLOR", "1").output().unwrap();
    (String::from_utf8([output.stdout, output.stderr].concat()).unwrap(), output.status.success())
}

#[test]
fn what_is_proposed_is_put_where_it_belongs_and_settles_it() {
    let (said, fine, rules) = accept(&["--all"]);
    assert!(fine, "{said}");
    for line in [
        "    headings: [Books lost in the year, \"Boks lost in the year\"] # as the library writes it",
        "        - Large library # with a reading room\n        - \"Large librarie\"\n",
        "  - id: lib.lost # of the year",
    ] {
        assert!(rules.contains(line), "{line}\n{rules}\n{said}");
    }
}

#[test]
fn one_by_one_only_what_is_named_is_written() {
    let (said, fine, rules) = accept(&["--only", "1"]);
    assert!(fine, "{said}");
    assert_eq!(rules.matches("\"Boks lost in the year\"").count() + rules.matches("\"Large librarie\"").count(), 1);
    let (said, fine, rules) = accept(&["--only", "9"]);
    assert!(!fine && rules == RULES, "{said}");
    let (said, fine, rules) = accept(&[]);
    assert!(!fine && rules == RULES && said.contains("give --all"), "{said}");
}
