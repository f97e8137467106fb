//! A folder with workbooks written as CSV and the default rulebook, judged.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What the program says, as JSON, of workbooks given by name and text. `rules` changes the rulebook before it is used.
pub fn judged(workbooks: &[(&str, &str)], rules: impl FnOnce(&Path), more: &[&str]) -> Value {
    judged_on("2012-10-01", workbooks, rules, more).1
}

/// The same on another day, with the folder in which it was judged.
pub fn judged_on(
    day: &str,
    workbooks: &[(&str, &str)],
    rules: impl FnOnce(&Path),
    more: &[&str],
) -> (tempfile::TempDir, Value) {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let done =
            Command::new(env!("CARGO_BIN_EXE_yardstick")).args(arguments).current_dir(home.path()).output().unwrap();
        assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["init", "."]);
    std::fs::remove_dir_all(home.path().join("workbooks")).unwrap();
    std::fs::create_dir(home.path().join("workbooks")).unwrap();
    for (name, text) in workbooks {
        std::fs::write(home.path().join("workbooks").join(name), text).unwrap();
    }
    rules(&home.path().join("rules"));
    let arguments = ["evaluate", "workbooks", "--date", day, "--json", "findings.json", "--json-all"];
    run(&[&arguments, more].concat());
    let found = serde_json::from_slice(&std::fs::read(home.path().join("findings.json")).unwrap()).unwrap();
    (home, found)
}

/// The sample authority, judged.
pub fn sample() -> Value {
    let home = tempfile::tempdir().unwrap();
    let workbooks = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .args([
            "evaluate",
            workbooks.to_str().unwrap(),
            "--date",
            "2013-01-08",
            "--json",
            "findings.json",
            "--json-all",
            "--out",
            "out",
        ])
        .current_dir(home.path())
        .output()
        .unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&std::fs::read(home.path().join("findings.json")).unwrap()).unwrap()
}

pub fn school<'j>(all: &'j Value, name: &str) -> &'j Value {
    let schools = all["schools"].as_array().unwrap();
    schools.iter().find(|school| school["name"] == name).unwrap_or_else(|| panic!("no school {name}"))
}

pub fn finding<'j>(school: &'j Value, rule: &str) -> &'j Value {
    let findings = school["findings"].as_array().unwrap();
    findings.iter().find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("no finding of {rule}"))
}

/// What the problems say.
pub fn problems(all: &Value) -> Vec<String> {
    all["problems"].as_array().unwrap().iter().map(|problem| problem["what"].as_str().unwrap().to_owned()).collect()
}
