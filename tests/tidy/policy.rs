//! No number, name or wording of policy is in the source: the words come from the rulebook itself.

use std::collections::BTreeSet;

use super::{code_lines, rust_files};

/// Words that are the field's or the program's own and may stand in the source though a rulebook uses them too.
const SHARED: [&str; 10] =
    ["gone", "school", "overall", "all", "national", "phase", "status", "year", "name", "cannot-say"];

/// Words of a rulebook: ids and titles of strands, grades, teams, statuses, options, risks, markers, groups, phases.
fn policy_words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    // the rulebook that is carried inside is the folder's, whatever folders it has
    for (file, text) in yardstick::rulebook::RuleSource::default_rulebook().files() {
        if !file.ends_with(".yaml") {
            continue;
        }
        for line in text.lines() {
            let line = line.trim_start().trim_start_matches("- ");
            let named = [
                "strand: ",
                "team: ",
                "status: ",
                "option: ",
                "risk: ",
                "floor: ",
                "aim: ",
                "grade: ",
                "indication: ",
                "trigger: ",
            ];
            if let Some(word) = named.iter().find_map(|key| line.strip_prefix(key)) {
                words.insert(word.trim().trim_matches('"').to_owned());
            }
        }
    }
    // grades such as 1 to 4 are too short to look for as words
    words.retain(|word| word.len() > 3 && !SHARED.contains(&word.as_str()));
    words
}

fn string_literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

#[test]
fn no_strand_team_status_option_or_rule_of_the_rulebook_is_named_in_the_source() {
    let words = policy_words();
    assert!(words.len() > 30, "the rulebook's words were not found: {words:?}");
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src") {
        for (number, line) in code_lines(&text) {
            for literal in string_literals(line) {
                if words.contains(literal) {
                    wrong.push(format!("{file}:{number}: {literal:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "policy in the source:\n{}", wrong.join("\n"));
}

#[test]
fn no_threshold_of_a_floor_is_written_in_the_source() {
    // every line of policy is compared with; none of the lines' numbers may stand in code as an amount
    let lines = ["60.0", "65.0", "35.0", "40.0", "74.0", "66.0", "87.0", "91.0", "94.0", "95.0"];
    let mut wrong = Vec::new();
    for (file, text) in rust_files("src") {
        for (number, line) in code_lines(&text) {
            let amounts = line.split(|c: char| !c.is_ascii_digit() && c != '.');
            wrong.extend(
                amounts.filter(|n| lines.contains(n)).map(|n| format!("{file}:{number}: {n}: {}", line.trim())),
            );
        }
    }
    // widths and heights of cells are amounts too: they are listed here by their file
    wrong
        .retain(|line| !["src/review/", "src/bench/exchange/", "src/watch/"].iter().any(|part| line.starts_with(part)));
    assert!(wrong.is_empty(), "numbers of policy in the source:\n{}", wrong.join("\n"));
}
