//! What a watch asks of the line: is this rulebook sound, and one round over these workbooks.
//!
//! The watch knows nothing of schools, rules or workbooks beyond this.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::run::Placed;

/// One round: which workbooks, which rules, where to.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// the workbooks that are whole and still, in a fixed order
    pub inputs: &'a [PathBuf],
    /// the folder to read rules from: a copy made when they were last found sound; without it, the built-in rulebook
    pub rules: Option<&'a Path>,
    /// the folder that the officer edits
    pub rules_folder: Option<&'a Path>,
    /// what is wrong with the rules as they lie there, a line each, while the last good ones are in force
    pub rules_trouble: Option<&'a [String]>,
    /// the output folder
    pub out: &'a Path,
    /// names results that have to stand beside their place
    pub stamp: &'a str,
}

/// What an output is for, since that decides what may become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutputKind {
    /// an officer types decisions into it: never removed, and a change in it is a reason for a round
    Review,
    /// made from a workbook: goes when the workbook goes
    Copy,
    /// made from a broken workbook: goes when it is mended
    Note,
}

/// A file that a round wrote.
#[derive(Clone, Debug)]
pub struct Output {
    /// where it came to be
    pub placed: Placed,
    /// SHA-256 of what was written, in hexadecimal
    pub fingerprint: String,
    /// what it is for
    pub kind: OutputKind,
}

/// A workbook that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// its name in this round, with its ending
    pub name: String,
    /// why, and what to do
    pub why: String,
}

/// How a round ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// everything was judged and written
    Written,
    /// everything was judged, and written but for these outputs: a line each
    InPart(Vec<String>),
    /// there was nothing to judge: why
    Nothing(String),
    /// a disk or a share refused: worth another try
    Failed(String),
}

/// What came of a round.
#[derive(Clone, Debug)]
pub struct Round {
    /// how it ended
    pub outcome: Outcome,
    /// everything that now lies in the output folder because of it, also what was there already
    pub outputs: Vec<Output>,
    /// workbooks that could not be read
    pub refused: Vec<Refused>,
    /// what was judged, in a line or a few
    pub summary: Vec<String>,
    /// what has to be mended, a line each
    pub attention: Vec<String>,
    /// what was chosen between two readings of the data and wants a look, a line each
    pub chosen: Vec<String>,
}

impl Round {
    /// One of which nothing came.
    #[must_use]
    pub fn without_outputs(outcome: Outcome) -> Self {
        let (outputs, refused, summary, attention, chosen) = Default::default();
        Self { outcome, outputs, refused, summary, attention, chosen }
    }
}

/// Whether a rulebook can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// it can
    Sound,
    /// it cannot
    Broken {
        /// `2 mistakes`
        short: String,
        /// every mistake in a line of its own
        lines: Vec<String>,
        /// every mistake with its line, rendered for reading
        text: String,
    },
}

/// The line, as a watch calls it.
pub trait Evaluator {
    /// Whether the rulebook in a folder can be used.
    fn check(&self, rules: &Path) -> Verdict;

    /// Reads the workbooks, judges, writes.
    fn evaluate(&self, job: &Job<'_>) -> Round;

    /// No round was made for so long: what is held in memory for the next may be given back.
    fn rest(&self, _since: Duration) {}

    /// Everything besides files that decides what comes out: the year asked for, the program's version.
    /// When it changes, work that was done is done again.
    fn about(&self) -> String;
}
