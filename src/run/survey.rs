//! How a folder of files fares, one at a time, with no rulebook and nothing kept: read or not and why, and, where that
//! is asked for, annotated by way of trial, in memory.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::by_name::{is_ours, is_workbook};
use super::input::once_each;
use super::pristine::is_review;
use workbook::read::{Format, Limits, ReadError, Remark, Sheet, read_file};
pub use workbook::trial::{Trial, trial};

/// How one file fared.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// the file
    pub path: PathBuf,
    /// what came of reading it
    pub outcome: Outcome,
    /// what came of annotating it by way of trial, where that was asked for and it was read
    pub trial: Option<Trial>,
    /// how long all of it took
    pub time: Duration,
}

/// What came of reading a file.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// read
    Read {
        /// what it really is
        format: Format,
        /// how many sheets of cells it has
        sheets: usize,
        /// cells with content
        cells: usize,
        /// what is wrong with it all the same
        remarks: Vec<Remark>,
    },
    /// a review of ours, whatever it is called: no results
    Review,
    /// not read, and why
    Refused(ReadError),
}

impl Outcome {
    /// The words to count the outcome under.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Read { remarks, .. } if remarks.is_empty() => "read",
            Self::Read { .. } => "read with problems",
            Self::Review => "a review of ours",
            Self::Refused(error) => error.refusal.kind(),
        }
    }

    /// Whether it was not read.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

/// Paths that are not there, each with the reason.
pub type NotThere = Vec<(PathBuf, std::io::Error)>;

/// The files of a survey: those named outright, and in folders all that are named like workbooks. With them, how many
/// other files the folders hold.
///
/// # Errors
/// The paths that are not there, with the reason.
pub fn files(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, usize), NotThere> {
    let (mut found, mut passed_over, mut wrong) = (Vec::new(), 0, Vec::new());
    for path in paths {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => below(path, 0, &mut found, &mut passed_over),
            Ok(_) => found.push(path.clone()),
            Err(error) => wrong.push((path.clone(), error)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    found.sort();
    once_each(&mut found);
    Ok((found, passed_over))
}

/// Endings that are only looked at in a survey: templates, and what is seldom sent.
const SELDOM: [&str; 6] = ["xltx", "xltm", "xlt", "ots", "fods", "tab"];

fn below(folder: &Path, depth: u8, found: &mut Vec<PathBuf>, passed_over: &mut usize) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase());
        let seldom = SELDOM.contains(&ending.as_str()) && !name.starts_with(['.', '~']) && !is_ours(&name);
        if path.is_dir() {
            // a folder that links to one above it would never end
            if depth < 16 && !name.starts_with('.') && !path.is_symlink() {
                below(&path, depth + 1, found, passed_over);
            }
        } else if is_workbook(&name) || seldom {
            found.push(path);
        } else {
            *passed_over += 1;
        }
    }
}

/// Looks at one file.
#[must_use]
pub fn look_at(path: &Path, limits: &Limits, annotate: bool) -> Surveyed {
    let started = Instant::now();
    let read = read_file(path, limits);
    let package = read.as_ref().is_ok_and(|book| book.format == Format::Xlsx);
    if package && std::fs::read(path).is_ok_and(|bytes| is_review(&bytes)) {
        return Surveyed { path: path.to_owned(), outcome: Outcome::Review, trial: None, time: started.elapsed() };
    }
    let trial = read.as_ref().ok().filter(|_| annotate).map(|book| match std::fs::read(path) {
        Ok(bytes) => trial(&bytes, book, limits),
        Err(error) => Trial::Refused(error.to_string()),
    });
    let outcome = match read {
        Ok(book) => Outcome::Read {
            format: book.format,
            sheets: book.sheets.len(),
            cells: book.sheets.iter().map(Sheet::cell_count).sum(),
            remarks: book.remarks,
        },
        Err(error) => Outcome::Refused(error),
    };
    Surveyed { path: path.to_owned(), outcome, trial, time: started.elapsed() }
}
