//! The short way through the line for programs: rules and workbooks in, where every school stands out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Earlier, Inputs, Options, Run, gather, review_bytes};
use crate::intake::Whose;
use crate::review::words;
use crate::rulebook::{RuleSource, Rulebook, diagnostic, load_asked};
use workbook::read::Limits;

/// Why there is no answer, in words for the person who keeps the rules or the workbooks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Problem(String);

impl Rulebook {
    /// Reads the rulebook of a folder.
    ///
    /// # Errors
    /// Every mistake in it, each with its file, its line underlined and what to do.
    pub fn read(folder: impl AsRef<Path>) -> Result<Arc<Self>, Problem> {
        let source = RuleSource::from_folder(folder.as_ref()).map_err(|error| Problem(error.to_string()))?;
        let loaded = load_asked(&source, &words::asked(None));
        let text_of = |file: &str| source.text(file).map(ToString::to_string);
        let told = |one| diagnostic::graphical(one, &text_of, diagnostic::Style::default());
        let mistakes = loaded.diagnostics.iter().filter(|one| one.is_error()).map(told);
        loaded.rulebook.map(Arc::new).ok_or_else(|| Problem(mistakes.collect::<Vec<_>>().join("\n")))
    }
}

/// Workbooks of results that were read.
#[derive(Debug, Default)]
pub struct Workbooks(Inputs);

impl Workbooks {
    /// Reads every workbook among files and in folders. What cannot be read is told by [`Workbooks::refused`], and stops
    /// nothing.
    ///
    /// # Errors
    /// The paths that are not there.
    pub fn read<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Result<Self, Problem> {
        let paths: Vec<PathBuf> = paths.into_iter().map(Into::into).collect();
        let found = gather(&paths).map_err(|wrong| {
            let lines = wrong.iter().map(|(path, why)| format!("{}: {}", path.display(), super::plain(why)));
            Problem(lines.collect::<Vec<_>>().join("\n"))
        })?;
        Ok(Self(Inputs::read(found, &Limits::default(), |_| ())))
    }

    /// Workbooks that could not be read, a line each: which, why, and what to do.
    pub fn refused(&self) -> impl Iterator<Item = String> + '_ {
        self.0.refused.iter().map(|refused| refused.error.to_string())
    }
}

/// Judges every school of the workbooks, for the year of which most values are there, as things stand on a day.
///
/// # Errors
/// When no school, or no academic year, was found.
pub fn judge(rulebook: &Arc<Rulebook>, workbooks: Workbooks, date: NaiveDate) -> Result<Run, Problem> {
    let options = Options { year: None, date, hidden: false, whose: Whose::default() };
    let run = Run::new(Arc::clone(rulebook), workbooks.0, Earlier::default(), &options);
    run.map_err(|found| Problem(found.why.to_string()))
}

/// Where a school stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing<'r> {
    /// the school's name
    pub school: &'r str,
    /// the title of its status
    pub status: &'r str,
    /// why: the rule's sentence, with its figures
    pub why: &'r str,
}

impl Run {
    /// Where every school stands, in the order of the workbooks.
    pub fn standings(&self) -> impl Iterator<Item = Standing<'_>> {
        self.evaluation.schools.iter().filter_map(|found| {
            let school = &self.dataset.schools.get(found.school)?.identity.name;
            let status = &self.rulebook.rule(found.status.rule)?.title;
            Some(Standing { school, status, why: &found.status.sentence })
        })
    }
}

/// The review of a run: a workbook in memory, without decisions of earlier reviews. What lies in a folder that officers
/// write into is replaced by [`write`](super::write) alone.
#[derive(Clone, Debug)]
pub struct Review {
    /// the bytes of the workbook
    pub bytes: Vec<u8>,
}

impl Review {
    /// Makes it.
    ///
    /// # Errors
    /// When a sheet cannot be made.
    pub fn of(run: &Run) -> Result<Self, Problem> {
        let bytes = review_bytes(run, Path::new(".")).map_err(|error| Problem(error.to_string()))?;
        Ok(Self { bytes })
    }
}
