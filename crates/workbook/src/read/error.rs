//! Why a file was not read, in an officer's words.

use std::fmt;
use std::sync::Arc;

/// A file that was not read. Displays as one line: the file, what it is, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// file name without its folder
    pub file: Arc<str>,
    /// why
    pub refusal: Refusal,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.refusal)
    }
}

impl std::error::Error for ReadError {}

/// The reason a file was refused; each displays with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// it could not be opened or read from the disk
    #[error("could not be opened: {0}")]
    Unreachable(String),
    /// not a file with bytes of its own: a folder, a pipe, a device
    #[error("is {0}, not a file; give a workbook instead")]
    NotAFile(&'static str),
    /// the small file Excel or LibreOffice keeps beside an open workbook
    #[error("is the lock file that {0} keeps beside a workbook while it is open, not a workbook; nothing to do")]
    LockFile(&'static str),
    /// no bytes at all
    #[error("is empty (0 bytes); copy it again or ask the sender for it")]
    Empty,
    /// recognised as something that holds no sheet
    #[error("is {what}, not a workbook; {advice}")]
    NotAWorkbook {
        /// what it is, with its article
        what: String,
        /// what to do
        advice: String,
    },
    /// a workbook of a kind that is not read
    #[error("is {what}; {advice}")]
    OldFormat {
        /// what it is, with its article
        what: String,
        /// what to do
        advice: String,
    },
    /// encrypted with a password of its own
    #[error("is protected with a password; open it with the password and save a copy without one")]
    Protected,
    /// cut short, altered or inconsistent
    #[error("is damaged: {0}; copy it again, or open it in Excel and save it under a new name")]
    Damaged(String),
    /// over one of the limits
    #[error("is too big to read: {0}; remove what is not needed and save it again")]
    TooBig(String),
    /// an annotated copy of which the officer's own work cannot be told from our marks
    #[error("is an annotated copy, and its marks cannot be taken off: {0}")]
    Marked(String),
    /// the separate process that read it was stopped or failed
    #[error("could not be read: {0}; open it in Excel and save it as .xlsx")]
    Stopped(String),
}

impl Refusal {
    /// One or two words to count refusals under.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::NotAFile(_) => "not a file",
            Self::LockFile(_) => "lock file",
            Self::Empty => "empty",
            Self::NotAWorkbook { .. } => "not a workbook",
            Self::OldFormat { .. } => "old format",
            Self::Protected => "protected",
            Self::Damaged(_) => "damaged",
            Self::TooBig(_) => "too big",
            Self::Marked(_) => "marked",
            Self::Stopped(_) => "stopped",
        }
    }

    /// Damage described by `what`.
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    /// Something that is not a workbook.
    pub(super) fn not_a_workbook(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::NotAWorkbook { what: what.into(), advice: advice.into() }
    }
}
