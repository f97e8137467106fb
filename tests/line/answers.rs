//! What commands answer to programs: one JSON value, as the page says, and the same exit as without it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn yardstick(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    command.current_dir(home()).args(arguments).output().unwrap()
}

/// The answer to a program, which ends as the same command does without it.
fn answer(arguments: &[&str]) -> (Value, i32) {
    let plain = yardstick(arguments);
    let done = yardstick(&[arguments, &["--json"]].concat());
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), plain.status.code(), "{arguments:?}");
    let value = serde_json::from_str(&said).unwrap_or_else(|why| panic!("{arguments:?}: {why}: {said}"));
    (value, done.status.code().unwrap())
}

/// That the page names every field of an answer and of what is listed in it.
fn is_on_the_page(command: &str, answer: &Value) {
    let page = std::fs::read_to_string(home().join("docs/for-programs.md")).unwrap();
    let row = page.lines().find(|line| line.starts_with(&format!("| `{command}` "))).unwrap().to_owned();
    let mut fields = Vec::new();
    let entries = answer.as_array().map_or_else(|| std::slice::from_ref(answer), Vec::as_slice);
    for (name, value) in entries.iter().filter_map(Value::as_object).flatten() {
        fields.push(name.clone());
        let listed = value.as_array().into_iter().flatten().filter_map(Value::as_object);
        fields.extend(listed.flat_map(|one| one.keys().cloned()));
    }
    let shared = ["school", "name", "text", "children", "strand", "forms", "field", "words"];
    for field in fields.iter().filter(|field| !shared.contains(&field.as_str())) {
        assert!(row.contains(&format!("`{field}`")), "the row of {command} does not name {field}");
    }
}

/// A copy of the default rules in which one word is another.
fn with(folder: &Path, file: &str, from: &str, to: &str) -> PathBuf {
    let rules = folder.join("rules");
    for (name, text) in yardstick::rulebook::RuleSource::default_rulebook().files() {
        let path = rules.join(&**name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = if **name == *file { text.replacen(from, to, 1) } else { text.to_string() };
        std::fs::write(path, text).unwrap();
    }
    rules
}

/// The secondary floor of the year judged.
const LINE: &str = "2011-12 to 2012-13:\n        line: 40";
const DAY: [&str; 2] = ["--date", "2013-01-08"];

#[test]
fn a_comparison_names_the_edit_that_made_each_difference() {
    let folder = tempfile::tempdir().unwrap();
    let rules = with(folder.path(), "floors/secondary.yaml", LINE, &LINE.replace("40", "45"));
    let arguments = ["compare", "workbooks", "--with", rules.to_str().unwrap()];
    let (found, code) = answer(&[&arguments[..], &DAY].concat());
    assert_eq!((code, found["schools"].as_u64(), found["year"].as_str()), (0, Some(54), Some("2011-12")));
    let edits = found["edits"].as_array().unwrap();
    assert!(!edits.is_empty() && edits[0]["place"]["file"] == "floors/secondary.yaml", "{edits:?}");
    let floors = found["changes"].as_array().unwrap().iter().filter(|change| change["aspect"] == "floor");
    let floors: Vec<&Value> = floors.collect();
    assert!(!floors.is_empty());
    for change in floors {
        assert!(change["before"] == "not below" && change["after"] != "not below", "{change}");
        assert_eq!(change["because"]["kind"], "edit");
        assert!(edits.get(change["because"]["edits"][0].as_u64().unwrap() as usize).is_some());
    }
    is_on_the_page("compare", &found);
}

#[test]
fn a_sweep_lists_the_schools_at_each_value() {
    let rule = ["sweep", "workbooks", "--rule", "secondary-2011-12", "--measure", "ks4.five_ac_em"];
    let (found, _) = answer(&[&rule[..], &["--from", "35", "--to", "45", "--step", "5"], &DAY].concat());
    let steps = found["steps"].as_array().unwrap();
    // progress is below both medians at more schools than are below any of these lines
    let many = |step: &Value| step["holds"].as_array().unwrap().len();
    assert_eq!(steps.iter().map(|step| step["value"].as_f64().unwrap()).collect::<Vec<_>>(), [35.0, 40.0, 45.0]);
    assert!(steps[1]["in_force"] == true && steps[0]["in_force"] == false);
    assert_eq!(steps.iter().map(many).collect::<Vec<_>>(), [0, 2, 3]);
    assert!(steps[2]["holds"][0]["school"].is_string() && steps[2]["holds"][0]["name"].is_string());
    is_on_the_page("sweep", &found);
}

#[test]
fn a_school_is_explained_in_the_shape_of_the_findings() {
    let asked = ["explain", "Mereside Cross", "workbooks", "--rule", "primary-2011-12"];
    let (found, _) = answer(&[&asked[..], &DAY].concat());
    let findings = found["school"]["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["rule"], "primary-2011-12");
    assert!(findings[0]["readings"].as_array().unwrap().iter().any(|read| read["cell"].is_string()));
    assert_eq!(found["lines"].as_array().unwrap().len(), 6);
    assert!(found["account"]["children"][0]["text"].as_str().unwrap().contains("primary-2011-12"));
    is_on_the_page("explain", &found);
    let (whole, _) = answer(&[&asked[..3], &DAY].concat());
    assert!(whole["school"]["findings"].as_array().unwrap().len() > 10);
    let supposed = [&asked[..], &DAY, &["--what-if", "ks2.l4_em=99"]].concat();
    assert_ne!(answer(&supposed).0["school"]["findings"][0]["readings"], findings[0]["readings"]);
}

#[test]
fn a_review_is_verified_file_by_file_and_cell_by_cell() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    let text = std::fs::read_to_string(home().join("examples/blank/rules/rules.yaml")).unwrap();
    std::fs::create_dir(&rules).unwrap();
    std::fs::write(rules.join("rules.yaml"), &text).unwrap();
    let (out, rules) = (folder.path().join("out"), rules.to_str().unwrap().to_owned());
    let (workbooks, rules) = ("examples/blank/workbooks", ["--rules", &rules]);
    let evaluate = ["evaluate", workbooks, "--date", "2026-09-21", "--quiet", "--out", out.to_str().unwrap()];
    assert!(yardstick(&[&evaluate[..], &rules].concat()).status.code().is_some_and(|code| code < 2));
    let review = out.join("School review 2025-26.xlsx");
    let asked = [&["verify", review.to_str().unwrap(), "--inputs", workbooks][..], &rules].concat();
    let (found, code) = answer(&asked);
    assert!(code == 0 && found["same"] == true && found["cells"] == Value::Array(Vec::new()), "{found}");
    is_on_the_page("verify", &found);
    std::fs::write(Path::new(rules[1]).join("rules.yaml"), text.replace("results.met < 50", "results.met < 99"))
        .unwrap();
    let (found, code) = answer(&asked);
    assert!(code == 1 && found["same"] == false);
    let changed = serde_json::json!({ "file": "rules.yaml", "became": "changed" });
    assert_eq!(found["rule_files"], Value::Array(vec![changed]));
    let cells = found["cells"].as_array().unwrap();
    assert!(!cells.is_empty() && cells.iter().all(|cell| cell["review"] != cell["made_again"]), "{cells:?}");
    is_on_the_page("verify", &found);
}

#[test]
fn rules_figures_and_teams_are_listed_and_nothing_found_is_an_empty_list() {
    for words in [
        &["primary", "floor", "2013-14"][..],
        &["team", "behaviour"],
        &["national", "figures"],
        &["meeting", "2012-09-18"],
    ] {
        let (found, code) = answer(&[&["rules", "list"], words].concat());
        let first = &found.as_array().unwrap()[0];
        assert!(code == 0 && first["line"].is_u64() && first["title"].is_string(), "{words:?}: {first}");
        is_on_the_page("rules list", &found);
    }
    let (none, code) = answer(&["rules", "list", "no-such-word-at-all"]);
    assert_eq!((none, code), (Value::Array(Vec::new()), 1));
}

#[test]
fn a_watch_that_nobody_keeps_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".yardstick")).unwrap();
    let state = r#"{"inbox": "in", "rules": "rules", "trouble": ["the share is gone"], "waiting": []}"#;
    std::fs::write(folder.path().join(".yardstick/state.json"), state).unwrap();
    let (found, code) = answer(&["status", folder.path().to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(found["well"] == false && found["alive"] == false && found["watching"] == "in", "{found}");
    assert_eq!(found["trouble"], serde_json::json!(["the share is gone"]));
    is_on_the_page("status", &found);
}

#[test]
fn a_rule_and_the_functions_are_shown_to_programs() {
    let (rule, code) = answer(&["rules", "show", "primary-2012-13"]);
    assert_eq!((code, &rule["id"]), (0, &Value::from("primary-2012-13")));
    assert!(rule["text"].as_str().unwrap().contains("60"), "{rule}");
    is_on_the_page("rules show", &rule);
    // and whatever else has a name: a team, a measure, a meeting, a paper, a strand
    for (name, sort) in [
        ("locality-services", "team"),
        ("ks2.l4_em", "measure"),
        ("School Review Group Meeting 2", "meeting"),
        ("cabinet-tables", "paper"),
        ("teaching", "strand"),
        ("rap_at", "setting"),
    ] {
        let (thing, code) = answer(&["rules", "show", name]);
        assert_eq!((code, &thing["sort"]), (0, &Value::from(sort)), "{name}: {thing}");
        is_on_the_page("rules show", &thing);
    }
    let (functions, code) = answer(&["rules", "functions", "gap"]);
    assert_eq!((code, &functions[0]["written"]), (0, &Value::from("gap(group, peers, everyone)")));
    is_on_the_page("rules functions", &functions);
}

#[test]
fn wrong_use_prints_no_value() {
    for arguments in
        [&["compare", "workbooks"][..], &["explain", "Nowhere", "workbooks"], &["status", "no-such-folder"]]
    {
        let done = yardstick(&[arguments, &["--json"]].concat());
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        assert!(done.stdout.is_empty() && !done.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn every_command_of_the_page_answers() {
    let page = std::fs::read_to_string(home().join("docs/for-programs.md")).unwrap();
    let block = page.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let words = |line: &str| -> Vec<String> {
        let pieces = line.split('"').enumerate();
        let split = |(at, piece): (usize, &str)| match at % 2 {
            1 => vec![piece.to_owned()],
            _ => piece.split_whitespace().map(str::to_owned).collect(),
        };
        pieces.flat_map(split).collect()
    };
    for line in block.lines() {
        let words = words(line);
        let done = yardstick(&words[1..].iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(done.status.code(), Some(0), "{line}");
        assert!(serde_json::from_slice::<Value>(&done.stdout).is_ok(), "{line}");
    }
    assert!(block.lines().count() >= 3);
}
