//! The page on the strategy's thirteen systems: the files and rules it names are there, and the edit it shows for each
//! does what it says in the review.
//!
//! A block ```` ```diff ```` is an edit, as on the other pages; a line `> **Sheet**: words` says what the review then shows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use calamine::{Reader, open_workbook_auto};
use yardstick::rulebook::model::Rulebook;
use yardstick::rulebook::{RuleSource, load};

use super::transcript::edit;

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/strategy.md")).unwrap()
}

/// The words between backticks on a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn rulebook() -> Rulebook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    load(&RuleSource::from_folder(&folder).unwrap()).rulebook.unwrap()
}

fn ids(rulebook: &Rulebook) -> BTreeSet<String> {
    let rules = rulebook.rules.iter().map(|rule| rule.id.to_string());
    let settings = rulebook.settings.iter().map(|setting| format!("settings.{}", setting.id));
    let events = rulebook.cycle.iter().map(|event| event.id.to_string());
    let players = rulebook.players.iter().map(|player| player.id.to_string());
    let triggers = rulebook.triggers.iter().map(|trigger| trigger.id.to_string());
    let partners = rulebook.partners.iter().map(|partner| partner.id.to_string());
    let checks = rulebook.consistency.iter().map(|check| check.id.to_string());
    let comparators = rulebook.comparators.iter().map(|comparator| comparator.id.to_string());
    let measures = rulebook.measures.iter().map(|measure| measure.id.to_string());
    let functions = rulebook.scripts.functions().iter().map(|function| function.name.to_string());
    let papers = rulebook.papers.iter().map(|paper| paper.id.to_string());
    let one = rules.chain(papers).chain(settings).chain(events).chain(players).chain(triggers).chain(partners);
    one.chain(checks).chain(comparators).chain(measures).chain(functions).collect()
}

#[test]
fn every_system_has_its_row_and_what_the_rows_name_is_there() {
    let page = page();
    let rows: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| ") && line[2..].starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let numbers: Vec<&str> = rows.iter().map(|row| row[2..].split(' ').next().unwrap()).collect();
    assert_eq!(numbers, (1..=13).map(|n| n.to_string()).collect::<Vec<_>>());
    let known = ids(&rulebook());
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut unknown = Vec::new();
    for row in rows {
        for name in quoted(row) {
            let there = if name.ends_with(".yaml") || name.ends_with(".rhai") {
                rules.join(name).is_file()
            } else {
                known.contains(name)
            };
            if !there {
                unknown.push(name.to_owned());
            }
        }
    }
    assert!(unknown.is_empty(), "neither a file nor an id of the rulebook: {unknown:?}");
}

/// The texts of each sheet of a review.
fn sheets(review: &Path) -> BTreeMap<String, Vec<String>> {
    let mut book = open_workbook_auto(review).unwrap();
    let names = book.sheet_names().to_vec();
    let texts =
        |range: calamine::Range<calamine::Data>| range.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    names.into_iter().map(|name| (name.clone(), texts(book.worksheet_range(&name).unwrap()))).collect()
}

fn review(home: &Path, rules: &str, out: &str) -> BTreeMap<String, Vec<String>> {
    let arguments = ["evaluate", "workbooks", "--rules", rules, "--out", out, "--date", "2013-01-08"];
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick")).args(arguments).current_dir(home).output().unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    let mut all = sheets(&home.join(out).join("School review 2011-12.xlsx"));
    all.extend(sheets(&home.join(out).join("School review 2011-12 - evidence.xlsx")));
    all
}

#[test]
fn the_edit_shown_for_each_system_does_what_the_page_says_in_the_review() {
    let page = page();
    let home = tempfile::tempdir().unwrap();
    let init =
        Command::new(env!("CARGO_BIN_EXE_yardstick")).args(["init", "."]).current_dir(home.path()).output().unwrap();
    assert!(init.status.success(), "{}", String::from_utf8_lossy(&init.stderr));
    let before = review(home.path(), "rules", "before");
    let mut lines = page.lines();
    let mut shown: Vec<(&str, &str)> = Vec::new();
    while let Some(line) = lines.next() {
        if line == "```diff" {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            edit(home.path(), &block);
        } else if let Some(quote) = line.strip_prefix("> **") {
            shown.push(quote.split_once("**: ").unwrap_or_else(|| panic!("{line}")));
        }
    }
    assert!(shown.len() >= 13, "a system shows nothing: {shown:?}");
    let after = review(home.path(), "rules", "after");
    for (sheet, words) in shown {
        let holds = |review: &BTreeMap<String, Vec<String>>| review[sheet].iter().any(|text| text.contains(words));
        assert!(holds(&after), "the sheet {sheet} does not show: {words}");
        assert!(!holds(&before), "the sheet {sheet} shows it before the edit as well: {words}");
    }
}
