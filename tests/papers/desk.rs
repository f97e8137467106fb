//! A folder with a rulebook and workbooks, and the papers made of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Range, Reader, open_workbook_auto};
use tempfile::TempDir;

/// An officer's desk.
pub struct Desk {
    pub folder: TempDir,
}

impl Desk {
    /// With the sample authority.
    pub fn of_the_sample() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        let done = desk.run(&["init", "."]);
        assert!(done.status.success(), "{done:?}");
        desk
    }

    /// With one file of rules, and one workbook.
    pub fn of(rules: &str, workbook: &str, text: &str) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(desk.path("rules")).unwrap();
        std::fs::create_dir(desk.path("workbooks")).unwrap();
        std::fs::write(desk.path("rules/rules.yaml"), rules).unwrap();
        std::fs::write(desk.path("workbooks").join(workbook), text).unwrap();
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
        command.current_dir(self.folder.path()).env("NO_COLOR", "1").args(arguments).output().unwrap()
    }

    /// The papers of the sample, dated as the report to Cabinet.
    pub fn papers(&self, more: &[&str]) -> Output {
        let done = self.run(&[&["papers", "workbooks", "--date", "2013-01-08", "--out", "out"], more].concat());
        assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
        done
    }

    /// A sheet of a paper, as rows of what its cells show.
    pub fn sheet(&self, paper: &str, sheet: &str) -> Sheet {
        Sheet::read(&self.path("out").join(paper), sheet)
    }

    /// Another text in a file of the rulebook.
    pub fn edit(&self, file: &str, before: &str, after: &str) {
        let path = self.path("rules").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(before), "{before} is not in {file}");
        std::fs::write(path, text.replacen(before, after, 1)).unwrap();
    }

    pub fn sheets(&self, paper: &str) -> Vec<String> {
        open_workbook_auto(self.path("out").join(paper)).unwrap().sheet_names().to_vec()
    }
}

pub fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(String::from_utf8_lossy).concat()
}

/// The cells of a sheet that hold something, row by row.
pub struct Sheet(pub Vec<Vec<String>>);

impl Sheet {
    fn read(path: &Path, sheet: &str) -> Self {
        let mut book = open_workbook_auto(path).unwrap();
        let range: Range<Data> = book.worksheet_range(sheet).unwrap();
        let shown = |cell: &Data| match cell {
            Data::Float(number) => format!("{}", (number * 10.0).round() / 10.0),
            other => other.to_string(),
        };
        // what charts are drawn from stands outside the page
        let row =
            |row: &[Data]| row.iter().take(25).filter(|cell| **cell != Data::Empty).map(shown).collect::<Vec<_>>();
        Self(range.rows().map(row).filter(|row| !row.is_empty()).collect())
    }

    /// The rows from the one that is just this title up to, not with, the next that is just the other.
    pub fn part(&self, from: &str, to: &str) -> Vec<Vec<&str>> {
        let begin = self.0.iter().position(|row| row[0] == from).unwrap_or_else(|| panic!("no {from}: {:#?}", self.0));
        let rest = &self.0[begin + 1..];
        let end = rest.iter().position(|row| row[0] == to).unwrap_or(rest.len());
        rest[..end].iter().map(|row| row.iter().map(String::as_str).collect()).collect()
    }

    pub fn has(&self, words: &str) -> bool {
        self.0.iter().flatten().any(|cell| cell.contains(words))
    }

    /// The titles of sections, among those given, in the order in which they stand.
    pub fn order<'t>(&self, titles: &[&'t str]) -> Vec<&'t str> {
        let rows = self.0.iter().flatten();
        rows.filter_map(|cell| titles.iter().copied().find(|title| cell == title)).collect()
    }
}
