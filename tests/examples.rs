//! The examples: other authorities' worlds, each a folder with rules, workbooks and what the program says of them.
//!
//! They need no line of Rust; what their README promises is run here as an officer would run it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use yardstick::rulebook::{RuleSource, load};

/// The folders below `examples` that have a rulebook.
fn worlds() -> Vec<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut worlds: Vec<PathBuf> = std::fs::read_dir(examples)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("rules").is_dir())
        .collect();
    worlds.sort();
    worlds
}

/// What the program does when run in a world's folder.
fn run_in(world: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yardstick")).current_dir(world).args(arguments).output().unwrap()
}

/// The arguments of the `evaluate` command that the world's README gives, after the program's name.
fn command_of(world: &Path) -> Vec<String> {
    let readme = std::fs::read_to_string(world.join("README.md")).unwrap();
    let line = readme
        .lines()
        .find_map(|line| line.strip_prefix("yardstick evaluate "))
        .unwrap_or_else(|| panic!("{}: the README gives no evaluate command", world.display()));
    std::iter::once("evaluate").chain(line.split_whitespace()).map(str::to_owned).collect()
}

/// The printed lines before those that name the files written.
fn summary(printed: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(printed);
    text.lines().take_while(|line| !line.starts_with("Look at")).map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn there_are_worlds_to_try() {
    assert!(worlds().len() >= 2, "the examples have gone: {:?}", worlds());
}

#[test]
fn every_world_has_a_rulebook_without_mistakes() {
    for world in worlds() {
        let output = run_in(&world, &["check", "--date", "2012-09-17"]);
        let said = String::from_utf8_lossy(&output.stdout);
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}:\n{said}\n{complaints}", world.display());
    }
}

#[test]
fn every_world_says_what_its_readme_promises() {
    for world in worlds() {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().to_string_lossy().into_owned();
        let command = command_of(&world);
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        arguments.extend(["--out", folder.as_str()]);
        let output = run_in(&world, &arguments);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(world.join("expected.txt"), summary(&output.stdout).join("\n") + "\n").unwrap();
        }
        let expected = std::fs::read_to_string(world.join("expected.txt")).unwrap();
        let expected: Vec<String> = expected.lines().map(|line| line.trim_end().to_owned()).collect();
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert_eq!(summary(&output.stdout), expected, "{}:\n{complaints}", world.display());
    }
}

#[test]
fn every_case_beside_a_rule_of_every_world_comes_out_as_it_says() {
    for world in worlds() {
        let output = run_in(&world, &["test"]);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}:\n{said}", world.display());
    }
}

#[test]
fn a_world_whose_way_stands_in_one_file_is_read_in_a_few_minutes() {
    let schemes: Vec<PathBuf> =
        worlds().into_iter().filter(|world| world.join("rules/scheme.yaml").is_file()).collect();
    assert!(schemes.len() >= 8, "{schemes:?}");
    for world in schemes {
        let files = std::fs::read_dir(world.join("rules")).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
        let lines: usize = files.map(|path| std::fs::read_to_string(path).unwrap().lines().count()).sum();
        assert!(lines < 150, "{} has {lines} lines of YAML", world.display());
        let readme = std::fs::read_to_string(world.join("README.md")).unwrap();
        assert!(readme.lines().count() < 40, "the README of {} is longer than half a page", world.display());
        assert!(readme.contains("Left open:"), "{} does not say what it leaves open", world.display());
    }
}

/// What is written where there is no figure says so in every world: one that replaces a marker of the program's own, too.
#[test]
fn every_world_takes_what_says_that_there_is_no_figure_for_that() {
    let markers = |source: &RuleSource| load(source).rulebook.unwrap().markers;
    let own = markers(&RuleSource::from_texts([("rules.yaml", "authority: {name: Borough of Eastmere}\n")]));
    let says_none: Vec<_> = own.iter().filter(|marker| marker.no_figure).collect();
    assert!(!says_none.is_empty());
    for world in worlds() {
        for marker in markers(&RuleSource::from_folder(&world.join("rules")).unwrap()) {
            let same = says_none.iter().find(|own| own.id == marker.id);
            assert!(same.is_none() || marker.no_figure, "{}: {}", world.display(), marker.id);
        }
    }
}

#[test]
fn the_page_of_all_worlds_names_each() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/which-of-these.md");
    let page = std::fs::read_to_string(page).unwrap();
    for world in worlds() {
        let name = world.file_name().unwrap().to_string_lossy().into_owned();
        assert!(page.contains(&format!("`{name}`")), "docs/which-of-these.md does not name {name}");
    }
}

/// Two schemes with other meetings and plans than the strategy's have packs of their own.
#[test]
fn schemes_with_other_meetings_and_no_raising_achievement_plan_have_their_packs() {
    for (world, arguments, paper) in [
        (
            "england-today",
            &["--year", "2024-25", "--date", "2026-03-01", "--for", "spring-review"][..],
            "Spring review 2024-25.xlsx",
        ),
        (
            "five-point-letters",
            &["--date", "2031-03-03", "--for", "review"],
            "Spring review of every school 2030-31.xlsx",
        ),
    ] {
        let world = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(world);
        let out = tempfile::tempdir().unwrap();
        let to = out.path().to_string_lossy();
        let done = run_in(&world, &[&["papers", "workbooks", "--out", &*to], arguments].concat());
        assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
        let bytes = std::fs::read(out.path().join(paper)).unwrap();
        let book = workbook::read::read_bytes(paper, &bytes, &workbook::read::Limits::default()).unwrap();
        let texts = book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        let says = |wanted: &str| {
            let mut texts = texts.clone();
            texts.any(|cell| matches!(&cell.content, workbook::read::Content::Text(text) if text.contains(wanted)))
        };
        assert!(says("Decision") && !says("RAP"), "{paper}");
    }
}
