//! Where each of the sample's schools stands, what it is called for and offered: one line a school in `golden.csv`. Whoever
//! changes a rule or the engine sees here which schools it moves, and argues each. It is never written by the program.

use std::path::Path;

use pretty_assertions::assert_eq;
use serde_json::Value;

use super::world::sample;

const STRANDS: [&str; 5] = ["overall", "achievement", "teaching", "behaviour", "leadership"];

#[test]
fn each_school_of_the_sample_stands_where_it_was_argued_to_stand() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/strategy/golden.csv");
    let golden = std::fs::read_to_string(path).unwrap();
    let all = sample();
    let schools = all["schools"].as_array().unwrap();
    let mut found: Vec<String> = schools.iter().map(line).collect();
    found.sort();
    let mut expected: Vec<&str> = golden.lines().skip(1).collect();
    expected.sort_unstable();
    assert_eq!(found.len(), 54);
    assert_eq!(found, expected);
}

fn line(school: &Value) -> String {
    let name = text(&school["name"]);
    [
        if name.contains(',') { format!("\"{name}\"") } else { name.to_owned() },
        text(&school["status"]).to_owned(),
        grades(school, "self_evaluated"),
        grades(school, "inspected"),
        grades(school, "indicated"),
        grades(school, "working"),
        floor(school),
        school["risks"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(" "),
        ids(school, "triggers"),
        ids(school, "support"),
        ids(school, "structural_options"),
    ]
    .join(",")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Five figures in the order of the strands; a hyphen where there is none.
fn grades(school: &Value, kind: &str) -> String {
    STRANDS.map(|strand| school["grades"][strand][kind].as_str().unwrap_or("-")).concat()
}

/// The answer of the floor that is asked of the school.
fn floor(school: &Value) -> String {
    let findings = school["findings"].as_array().unwrap().iter();
    let floors = findings.filter(|finding| text(&finding["file"]).starts_with("floors/"));
    let asked = floors.filter(|finding| finding["outcome"] != "not-applicable");
    asked
        .map(|finding| format!("{} {}", text(&finding["rule"]), text(&finding["outcome"])))
        .collect::<Vec<_>>()
        .join("; ")
}

/// What is called for or offered, without the words that all have.
fn ids(school: &Value, list: &str) -> String {
    let ids = school[list].as_array().unwrap().iter().map(|one| text(&one["id"]));
    let short = |id: &str| id.split_once(':').map_or(id, |(_, rest)| rest).to_owned();
    ids.map(short).collect::<Vec<_>>().join(" ")
}
