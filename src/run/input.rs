//! Finding and reading the workbooks of a run.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{names, pristine};
use crate::intake::book::{Book, Limits, ReadError};

/// A workbook to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// where it is
    pub path: PathBuf,
    /// its name in every message and reading; unlike the file name it is unique in a run
    pub name: String,
}

/// A workbook that could not be read.
#[derive(Debug)]
pub struct Refused {
    /// the workbook
    pub input: Input,
    /// why, and what to do
    pub error: ReadError,
}

/// The workbooks of a run.
#[derive(Debug, Default)]
pub struct Inputs {
    /// what was asked for, in order
    pub inputs: Vec<Input>,
    /// the readable ones
    pub books: Vec<Book>,
    /// the others
    pub refused: Vec<Refused>,
}

impl Inputs {
    /// Reads all of them, several at a time; `done` is told of each.
    pub fn read(inputs: Vec<Input>, limits: &Limits, done: impl Fn(&Input) + Sync) -> Self {
        let read: Vec<Result<Book, Refused>> = inputs
            .par_iter()
            .map(|input| {
                let book = pristine::read(&input.path, limits);
                done(input);
                match book {
                    Ok(book) => Ok(Book { name: input.name.as_str().into(), ..book }),
                    Err(error) => Err(Refused { input: input.clone(), error }),
                }
            })
            .collect();
        let mut all = Self { inputs, ..Self::default() };
        for outcome in read {
            match outcome {
                Ok(book) => all.books.push(book),
                Err(refused) => all.refused.push(refused),
            }
        }
        all
    }

    /// Where a workbook is.
    #[must_use]
    pub fn path_of(&self, name: &str) -> Option<&Path> {
        self.inputs.iter().find(|input| input.name == name).map(|input| input.path.as_path())
    }
}

const WORKBOOKS: [&str; 8] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"];

/// Every workbook among paths and in folders, in a fixed order. Files named outright are taken whatever their ending;
/// in folders only workbooks, and never lock files, hidden files or our own outputs.
///
/// # Errors
/// The paths that are not there, with the reason.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<Input>, Vec<(PathBuf, std::io::Error)>> {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => from_folder(path, &mut found, &mut wrong, 0),
            Ok(_) => found.push(path.clone()),
            Err(error) => wrong.push((path.clone(), error)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    found.sort();
    found.dedup();
    Ok(names::named(found))
}

fn from_folder(folder: &Path, found: &mut Vec<PathBuf>, wrong: &mut Vec<(PathBuf, std::io::Error)>, depth: u8) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return wrong.push((folder.to_path_buf(), error)),
    };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            // a folder that links to one above it would never end
            if depth < 16 && !name.starts_with('.') && !path.is_symlink() {
                from_folder(&path, found, wrong, depth + 1);
            }
        } else if is_workbook(&name) {
            found.push(path);
        }
    }
}

/// Whether a file in a folder is taken for a workbook of results, by its name alone.
#[must_use]
pub fn is_workbook(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    let passed_over = ["~$", ".", "~"].iter().any(|start| lower.starts_with(start));
    WORKBOOKS.contains(&ending) && !passed_over && !is_ours(name)
}

/// Whether a file is one of our own outputs, by its name.
#[must_use]
pub fn is_ours(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.ends_with(" - annotated")
        || stem.ends_with(" - problems")
        || stem.starts_with("School review ")
        || stem.starts_with("School profiles ")
        || stem == "RULES NEED ATTENTION"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_files_hidden_files_and_our_own_outputs_are_passed_over() {
        for name in [
            "~$KS4.xlsx",
            ".~lock.KS4.xlsx#",
            ".KS4.xlsx",
            "KS4 - annotated.xlsx",
            "School review 2011-12.xlsx",
            "notes.docx",
        ] {
            assert!(!is_workbook(name), "{name}");
        }
        for name in ["KS4 2011-12.xlsx", "absence.CSV", "old.xls"] {
            assert!(is_workbook(name), "{name}");
        }
    }
}
