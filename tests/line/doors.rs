//! No result falls on a workbook that was read, a rule, a review, nor on anything else that is not an earlier result of
//! the same kind: every command that writes is tried against every file of an office.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use workbook::patch::{CellEdit, Value, set_cells};
use workbook::read::{Content, Limits, read_bytes};

use super::office::{ALDER, BEACON, HEADINGS, Office};
use crate::decisions::grid::saved_by;

const YEAR: [&str; 4] = ["--year", "2011-12", "--date", "2013-01-08"];

/// Every command with what it is given; `@` stands for the file that the result is to be written to. Without one, the
/// command writes no file that can be named.
const COMMANDS: [(&str, &[&str]); 25] = [
    ("evaluate", &["evaluate", "in", "--json", "@", "--year", "2011-12"]),
    ("evaluate", &["evaluate", "in", "--out", "@", "--year", "2011-12"]),
    ("watch", &["watch", "in", "--once", "--json", "@", "--settle", "0.01"]),
    ("watch", &["watch", "in", "--once", "--out", "@", "--settle", "0.01"]),
    ("due", &["due", "in", "--ics", "@", "--year", "2011-12"]),
    ("papers", &["papers", "in", "--out", "@", "--year", "2011-12"]),
    ("compare", &["compare", "in", "--rules", "rules", "--with", "rules", "--out", "@", "--year", "2011-12"]),
    ("sweep", &["sweep", "in", "--rule", "primary-2011-12", "--line", "1", "--from", "1", "--to", "2", "--out", "@"]),
    ("merge", &["merge", "reviewed/School review 2011-12.xlsx", "reviewed/Bob.xlsx", "--out", "@"]),
    ("rules", &["rules", "document", "--out", "@"]),
    ("rules", &["rules", "export", "--out", "@"]),
    ("rules", &["rules", "schema", "--out", "@"]),
    ("rules", &["rules", "import", "@", "--yes"]),
    ("rules", &["rules", "cases", "@", "--yes"]),
    ("restore", &["restore", "@"]),
    ("init", &["init", "@"]),
    ("survey", &[]),
    ("check", &[]),
    ("test", &[]),
    ("explain", &[]),
    ("verify", &[]),
    ("status", &[]),
    ("completions", &[]),
    ("open", &[]),
    ("pages", &["pages", "@"]),
];

/// What results may be told to fall on: a file of each kind that an office has.
const TARGETS: [&str; 6] = [
    "in/Schools 2011-12.csv",
    "in/Attendance 2011-12.xlsx",
    "rules/floors/primary.yaml",
    "reviewed/Bob.xlsx",
    "reviewed/Attendance 2011-12 - annotated.xlsx",
    "notes.txt",
];

fn done(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let (code, said) = printed(folder, arguments);
    // lines are fitted to the width of a page
    (code, said.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn printed(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_yardstick")).current_dir(folder).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned())
}

/// A folder as an officer has it: workbooks, rules, a review, copies, notes of their own.
fn office() -> Office {
    let office = Office::new();
    office.drop("in/Schools 2011-12.csv", format!("{HEADINGS}\n{ALDER}\n{BEACON}\n").as_bytes());
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/Attendance 2011-12.xlsx");
    office.drop("in/Attendance 2011-12.xlsx", &std::fs::read(samples).unwrap());
    office.drop("notes.txt", b"Ask Mr Ash about the roll.");
    office.drop("findings of another program.json", b"{\"authority\": \"Eastmere\"}");
    office.drop(
        "rules/floors/primary.yaml",
        yardstick::rulebook::RuleSource::default_rulebook().text("floors/primary.yaml").unwrap().as_bytes(),
    );
    done(office.folder.path(), &["init", "."]);
    std::fs::remove_dir_all(office.path("workbooks")).unwrap();
    let (code, said) = done(office.folder.path(), &[&["evaluate", "in"][..], &YEAR].concat());
    assert!(code < 2, "{said}");
    std::fs::copy(office.path("reviewed/School review 2011-12.xlsx"), office.path("reviewed/Bob.xlsx")).unwrap();
    office
}

/// Every file below a folder with its bytes; rule files beyond two stand for one another.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match entry.is_dir() {
            true => found.extend(files(&entry)),
            false => drop(found.insert(entry.clone(), std::fs::read(&entry).unwrap())),
        }
    }
    found
}

/// The commands that the program has.
fn commands() -> Vec<String> {
    let help = printed(Path::new("."), &["--help"]).1;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_is_tried_at_the_door() {
    let all = commands();
    assert!(all.len() > 12, "{all:?}");
    let untried: Vec<_> = all.iter().filter(|name| COMMANDS.iter().all(|(tried, _)| tried != name)).collect();
    assert!(untried.is_empty(), "say in COMMANDS what these write: {untried:?}");
}

#[test]
fn no_command_writes_over_anything_that_is_not_its_own_earlier_result() {
    let office = office();
    let root = office.folder.path();
    let before = files(root);
    let targets: Vec<&PathBuf> = before.keys().filter(|path| TARGETS.iter().any(|name| path.ends_with(name))).collect();
    assert_eq!(targets.len(), TARGETS.len(), "{targets:?}");
    let mut wrong = Vec::new();
    for (_, command) in COMMANDS.iter().filter(|(_, command)| !command.is_empty()) {
        for target in &targets {
            let name = target.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            let given: Vec<&str> = command.iter().map(|word| if *word == "@" { &*name } else { word }).collect();
            let (code, said) = done(root, &given);
            let after = files(root);
            for (path, bytes) in &before {
                if after.get(path) != Some(bytes) && !is_rerun(command, path, root) {
                    wrong.push(format!("{given:?} changed {} (exit {code}): {said}", path.display()));
                    std::fs::write(path, bytes).unwrap();
                }
            }
            if said.contains("panicked") {
                wrong.push(format!("{given:?}: {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a command that ran may keep up: its state and its earlier results in the usual folder.
fn is_rerun(command: &[&str], path: &Path, root: &Path) -> bool {
    let ours = path.starts_with(root.join("reviewed")) && !path.ends_with("Bob.xlsx");
    ours && ["evaluate", "watch", "restore"].contains(&command[0])
}

#[test]
fn a_result_replaces_an_earlier_one_of_its_kind() {
    let office = office();
    let root = office.folder.path();
    for command in [
        &["evaluate", "in", "--json", "made.json", "--year", "2011-12"][..],
        &["sweep", "in", "--rule", "primary-2011-12", "--line", "1", "--from", "1", "--to", "2", "--out", "swept.xlsx"],
        &["due", "--ics", "made.ics"],
        &["rules", "document", "--out", "made.md"],
        &["rules", "export", "--out", "values.xlsx"],
        &["rules", "schema"],
    ] {
        for date in ["2013-01-08", "2013-01-09"] {
            let dated = [command, &["--date", date]].concat();
            let (code, said) = done(root, if command[0] == "rules" { command } else { &dated });
            assert!(code < 2 && !said.contains("left as it is"), "{command:?}: {said}");
        }
    }
}

#[test]
fn an_officers_own_workbook_under_the_name_of_a_copy_stays_and_the_copy_stands_beside_it() {
    let office = office();
    let sample = std::fs::read(office.path("in/Attendance 2011-12.xlsx")).unwrap();
    let name = "reviewed/Attendance 2011-12 - annotated.xlsx";
    office.drop(name, &sample);
    let (_, said) = done(office.folder.path(), &[&["evaluate", "in"][..], &YEAR].concat());
    assert!(std::fs::read(office.path(name)).unwrap() == sample, "{said}");
    assert!(said.contains("is left as it is: what lies there is no such result of Yardstick"), "{said}");
}

#[test]
fn a_workbook_that_was_read_is_never_replaced_by_the_copy_of_another() {
    let office = office();
    let copy = std::fs::read(office.path("reviewed/Attendance 2011-12 - annotated.xlsx")).unwrap();
    let (in_copy, in_name) = ("in/Attendance 2011-12 - annotated.xlsx", "in/Attendance 2011-12.xlsx");
    office.drop(in_copy, &copy);
    let named = ["evaluate", in_name, in_copy, "in/Schools 2011-12.csv", "--out", "in", "--year", "2011-12"];
    let (_, said) = done(office.folder.path(), &named);
    assert!(std::fs::read(office.path(in_copy)).unwrap() == copy, "{said}");
    assert!(said.contains("which was read; name another folder with --out"), "{said}");
}

#[test]
fn values_typed_into_an_export_and_never_imported_are_not_written_over() {
    let office = office();
    let root = office.folder.path();
    let export = ["rules", "export", "--out", "values.xlsx"];
    done(root, &export);
    let bytes = std::fs::read(office.path("values.xlsx")).unwrap();
    let book = read_bytes("values.xlsx", &bytes, &Limits::default()).unwrap();
    let sheet = book.sheet("Thresholds").unwrap();
    let column = sheet.rows.iter().flat_map(|row| &row.cells);
    let is =
        |cell: &&workbook::read::Cell| matches!(&cell.content, Content::Text(text) if **text == *"yardstick:value");
    let column = column.into_iter().find(is).unwrap().column;
    let row = sheet.rows.last().unwrap().index;
    let edit = CellEdit { sheet: sheet.name.clone(), row, column, value: Some(Value::Number(4321.0)) };
    let typed = set_cells(&bytes, &[edit]).unwrap();
    office.drop("values.xlsx", &typed);
    let (code, said) = done(root, &export);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("values.xlsx is left as it is: 1 change stands in it that the rules do not have"), "{said}");
    assert!(std::fs::read(office.path("values.xlsx")).unwrap() == typed);
}

#[test]
fn a_comparison_or_a_sweep_that_somebody_saved_is_not_written_over() {
    let office = office();
    let root = office.folder.path();
    for command in [
        &["compare", "in", "--rules", "rules", "--with", "rules", "--out", "made.xlsx", "--year", "2011-12"][..],
        &["sweep", "in", "--rule", "primary-2011-12", "--line", "1", "--from", "1", "--to", "2", "--out", "made.xlsx"],
    ] {
        _ = std::fs::remove_file(office.path("made.xlsx"));
        done(root, command);
        let saved = saved_by(&std::fs::read(office.path("made.xlsx")).unwrap(), "Ann");
        office.drop("made.xlsx", &saved);
        let (code, said) = done(root, command);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("made.xlsx is left as it is: somebody has saved it since it was made"), "{said}");
        assert!(std::fs::read(office.path("made.xlsx")).unwrap() == saved);
    }
}
