//! Cases are there to try rules with: a mistake in one is told, and keeps no rulebook from being used.

use yardstick::rulebook::diagnostic::{Diagnostic, compact};
use yardstick::rulebook::{Loaded, RuleSource, load};

use super::scheme::LIBRARIES;
use crate::decisions::grid::{Grid, GridSheet, text};
use workbook::read::Content;

const RIGHT: &str = "cases:
  hardly-used:
    - {name: lent too little, given: {setting: town, loans.an_hour: 8, visits: 100, visits.before(1): 120}, expect: holds}
";

fn with(name: &str, cases: &str) -> Loaded {
    load(&RuleSource::from_texts([("libraries.yaml", LIBRARIES), (name, cases)]))
}

fn errors(loaded: &Loaded) -> Vec<&Diagnostic> {
    loaded.diagnostics.iter().filter(|one| one.is_error()).collect()
}

#[test]
fn a_mistake_in_a_case_is_told_and_the_rulebook_is_used() {
    let right = with("cases/stock.yaml", RIGHT);
    assert_eq!(errors(&right).into_iter().map(compact).collect::<Vec<_>>(), Vec::<String>::new());
    for (old, new, told) in [
        ("hardly-used:", "hardly-sued:", "there is no rule `hardly-sued`"),
        ("loans.an_hour:", "loans.an_hor:", "loans.an_hor"),
        ("expect: holds", "expect: hold", "a case cannot expect `hold`"),
        ("setting: town", "setting: city", "city"),
        ("loans.an_hour: 8", "loans.an_hour: eight", "`eight` is not a number"),
        ("expect: holds", "expects: holds", "expects"),
        ("expect: holds}", "expect: holds", ""),
    ] {
        let wrong = with("cases/stock.yaml", &RIGHT.replace(old, new));
        let errors = errors(&wrong);
        let said: Vec<String> = errors.iter().map(|one| compact(one)).collect();
        assert!(!said.is_empty() && said.iter().any(|line| line.contains(told)), "{new}: {said:#?}");
        assert!(errors.iter().all(|one| one.in_case && !one.stops()), "{new}: {errors:#?}");
        assert!(wrong.rulebook.is_some(), "{new}: {said:#?}");
    }
}

/// A rules folder with a workbook of cases: a sheet of notes, and one of cases from its third row on.
fn with_workbook(expect: &str) -> (tempfile::TempDir, Loaded) {
    let folder = tempfile::tempdir().unwrap();
    let heads = ["rule", "case", "expect", "setting", "loans.an_hour", "visits", "visits.before(1)"];
    let words = ["hardly-used", "lent, too little", expect, "town"];
    let at = |row: u32, from: usize| {
        move |(column, cell): (usize, Content)| ((row, u32::try_from(from + column).unwrap()), cell)
    };
    let numbers = [8.0, 100.0, 120.0].map(Content::Number);
    let cells = heads.map(text).into_iter().enumerate().map(at(2, 1));
    let cells = cells.chain(words.map(text).into_iter().enumerate().map(at(3, 1)));
    let cells = cells.chain(numbers.into_iter().enumerate().map(at(3, 5))).collect();
    let notes = GridSheet { name: "Notes".into(), cells: [((0, 0), text("ask the libraries"))].into() };
    let grid = Grid { sheets: vec![notes, GridSheet { name: "Cases".into(), cells }] };
    std::fs::create_dir(folder.path().join("cases")).unwrap();
    std::fs::write(folder.path().join("cases/more.xlsx"), grid.write()).unwrap();
    std::fs::write(folder.path().join("libraries.yaml"), LIBRARIES).unwrap();
    let loaded = load(&RuleSource::from_folder(folder.path()).unwrap());
    (folder, loaded)
}

#[test]
fn a_workbook_of_cases_is_read_as_tables_are_and_never_written() {
    let (folder, right) = with_workbook("holds");
    assert_eq!(errors(&right).into_iter().map(compact).collect::<Vec<_>>(), Vec::<String>::new());
    let tried = yardstick::bench::test::run(right.rulebook.as_ref().unwrap());
    assert!(
        tried.results.iter().any(|result| result.case.span.to_string() == "cases/more.xlsx/Cases:4" && result.passed())
    );
    let (_folder, wrong) = with_workbook("hold");
    let said: Vec<String> = errors(&wrong).into_iter().map(compact).collect();
    assert!(said.iter().any(|line| line.contains("cases/more.xlsx/Cases:4") && line.contains("`hold`")), "{said:#?}");
    // an edit that would change it writes nothing
    let (wrong, _) = with_workbook("does not hold");
    let there = |folder: &tempfile::TempDir| std::fs::read(folder.path().join("cases/more.xlsx")).unwrap();
    let before = there(&wrong);
    let mut mend = std::process::Command::new(env!("CARGO_BIN_EXE_yardstick"));
    let done = mend.args(["test", "--mend", "--yes", "--rules"]).arg(wrong.path()).output().unwrap();
    let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    assert!(said.contains("is a sheet of a workbook"), "{said}");
    assert!(there(&wrong) == before && there(&folder) != before);
}

#[test]
fn a_mistake_in_a_rule_beside_its_cases_stops_as_ever() {
    let wrong = LIBRARIES.replace("loans.an_hour < settings", "loans.an_hor < settings");
    let loaded = load(&RuleSource::from_texts([("libraries.yaml", wrong.as_str()), ("cases/stock.yaml", RIGHT)]));
    assert!(loaded.rulebook.is_none());
    assert!(errors(&loaded).iter().any(|one| one.stops()));
}

#[test]
fn cases_that_stand_apart_follow_a_rule_to_its_new_name() {
    let renamed = LIBRARIES.replace("- indication: hardly-used\n", "- indication: quiet\n    formerly: hardly-used\n");
    let loaded = load(&RuleSource::from_texts([("libraries.yaml", renamed.as_str()), ("cases/stock.yaml", RIGHT)]));
    assert_eq!(errors(&loaded).into_iter().map(compact).collect::<Vec<_>>(), Vec::<String>::new());
    let rulebook = loaded.rulebook.unwrap();
    let (_, rule) = rulebook.rule_named("quiet").unwrap();
    assert!(rule.cases.iter().any(|case| case.name.as_deref() == Some("lent too little")));
}
