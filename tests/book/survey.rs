//! `yardstick survey`: any folder of files, a line for each with a problem, counts, and whether each would come back whole.

use std::path::Path;
use std::process::Command;

use super::packages::Parts;

fn sound() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, 1).unwrap();
    workbook.save_to_buffer().unwrap()
}

/// A folder with a sound workbook, a damaged one, one with a remark, a csv file, a lock file and a letter.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let sound = sound();
    write("sound.xlsx", &sound);
    write("cut.xlsx", &sound[..sound.len() / 2]);
    write("odd.xlsx", &Parts::rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>").strings(&["Alder"]).bytes());
    write("table.csv", b"URN,School\n990001,Alder\n");
    write("~$sound.xlsx", b"\x05Alder");
    write("letter.docx", b"Dear Ann");
    std::fs::create_dir(folder.path().join("below")).unwrap();
    write("below/own-password.xlsx", include_bytes!("../../crates/workbook/tests/read/samples/own-password.xlsx"));
    folder
}

fn survey(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    let output = command.arg("survey").arg(".").args(arguments).current_dir(folder).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap().replace('\\', "/"))
}

#[test]
fn each_file_with_a_problem_has_a_line_and_counts_follow() {
    let folder = folder();
    let (code, said) = survey(folder.path(), &[]);
    assert_eq!(code, 1, "some were refused");
    assert!(said.contains("./cut.xlsx: is damaged: its zip package is cut short or altered; copy it again"), "{said}");
    assert!(said.contains("./below/own-password.xlsx: is protected with a password"), "{said}");
    assert!(said.contains("./odd.xlsx: odd.xlsx, Results!A1: its text is missing"), "{said}");
    assert!(!said.contains("./sound.xlsx:") && !said.contains("./table.csv:"), "sound files need no line: {said}");
    let count = |words: &str| {
        let line = said.lines().find(|line| line.trim_start().starts_with(words)).unwrap_or_else(|| panic!("{said}"));
        line.rsplit(' ').next().unwrap().parse::<usize>().unwrap()
    };
    assert_eq!((count("files "), count("read  "), count("read with problems"), count("refused")), (5, 2, 1, 2));
    assert_eq!((count("damaged"), count("protected")), (1, 1));
    assert!(said.contains("2 other files not named like workbooks"), "{said}");
}

#[test]
fn a_folder_without_a_problem_is_all_well_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sound.xlsx"), sound()).unwrap();
    let (code, said) = survey(folder.path(), &["--quiet"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn annotating_by_way_of_trial_says_which_come_back_whole() {
    let folder = folder();
    let (_, said) = survey(folder.path(), &["--annotate", "--verbose"]);
    let whole = said.lines().find(|line| line.contains("annotated in place, nothing else changed"));
    assert!(whole.is_some_and(|line| line.ends_with(" 1")), "{said}");
    assert!(said.contains("./odd.xlsx: Excel workbook (xlsx), 1 sheet, 1 cell"), "{said}");
    assert!(said.contains("cannot be annotated: the file is not an .xlsx or .xlsm workbook"), "it lacks parts: {said}");
    let new = said.lines().find(|line| line.contains("would come back as a new workbook of its values"));
    assert!(new.is_some_and(|line| line.ends_with(" 1")), "{said}");
    assert!(said.contains("./sound.xlsx: Excel workbook (xlsx), 1 sheet, 1 cell"), "{said}");
}

#[test]
fn programs_get_the_same_as_json() {
    let folder = folder();
    let (_, said) = survey(folder.path(), &["--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["counts"]["damaged"], 1);
    let files = said["files"].as_array().unwrap();
    assert_eq!(files.len(), 5);
    let odd = files.iter().find(|file| file["path"].as_str().unwrap().ends_with("odd.xlsx")).unwrap();
    assert_eq!((&odd["outcome"], odd["problems"].as_array().map(Vec::len)), (&"read with problems".into(), Some(1)));
}

#[test]
fn a_path_that_is_not_there_is_wrong_use() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    let output = command.args(["survey", "nowhere"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere: there is no such file or folder"));
}
