//! How a folder of workbooks reads: one line a file, and counts.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::error::ReadError;
use super::limits::Limits;
use super::read::read_file;
use super::sheet::{Format, Remark};

/// How one file read.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// the file
    pub path: PathBuf,
    /// what came of it
    pub outcome: Outcome,
    /// how long it took
    pub time: Duration,
}

/// What came of reading a file.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// read
    Read {
        /// what it really is
        format: Format,
        /// names of its sheets of cells
        sheets: Vec<Arc<str>>,
        /// cells with content
        cells: usize,
        /// what was remarked
        remarks: Vec<Remark>,
    },
    /// not read, and why
    Refused(ReadError),
}

impl Outcome {
    /// The words to count the outcome under.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Read { remarks, .. } if remarks.is_empty() => "read",
            Self::Read { .. } => "read with remarks",
            Self::Refused(error) => error.refusal.kind(),
        }
    }
}

impl fmt::Display for Surveyed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.outcome {
            Outcome::Read { format, sheets, cells, remarks } => {
                write!(f, "{}: {format}, {} sheets, {cells} cells", self.path.display(), sheets.len())?;
                remarks.iter().try_for_each(|remark| write!(f, "; {remark}"))
            }
            Outcome::Refused(error) => write!(f, "{}: {}", self.path.display(), error.refusal),
        }
    }
}

/// Reads each file and tells how it went, in the order given. Nothing of a book is kept.
pub fn survey<'a, P: AsRef<Path> + 'a>(
    paths: impl IntoIterator<Item = P> + 'a,
    limits: &'a Limits,
) -> impl Iterator<Item = Surveyed> + 'a {
    paths.into_iter().map(|path| {
        let started = Instant::now();
        let outcome = match read_file(path.as_ref(), limits) {
            Ok(book) => Outcome::Read {
                format: book.format,
                cells: book.sheets.iter().map(super::Sheet::cell_count).sum(),
                sheets: book.sheets.iter().map(|sheet| Arc::clone(&sheet.name)).collect(),
                remarks: book.remarks,
            },
            Err(error) => Outcome::Refused(error),
        };
        Surveyed { path: path.as_ref().to_owned(), outcome, time: started.elapsed() }
    })
}
