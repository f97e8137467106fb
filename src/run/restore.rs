//! What an output folder has from which a lost review can be made again.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::decisions::{RECORD, lines_in};
use super::last_run::LastRun;
use crate::domain::AcademicYear;

/// What there is to restore from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restorable {
    /// how many decisions the record knows
    pub decisions: usize,
    /// of how many schools
    pub schools: usize,
    /// how many changes it has
    pub changes: usize,
    /// the stated day of the last change
    pub last: Option<NaiveDate>,
    /// the stated day of the last run
    pub date: Option<NaiveDate>,
    /// the year that it judged
    pub year: Option<AcademicYear>,
    /// the workbooks that it read
    pub workbooks: Vec<PathBuf>,
}

impl fmt::Display for Restorable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{RECORD}: {} decisions on {} schools, from {} changes", self.decisions, self.schools, self.changes)?;
        match self.last {
            Some(last) => write!(f, ", the last seen on {}", last.format("%-d %B %Y")),
            None => Ok(()),
        }
    }
}

/// Looks what there is.
///
/// # Errors
/// When the record is there and cannot be read: what to do.
pub fn restorable(out: &Path) -> Result<Restorable, String> {
    let record = lines_in(out).map_err(|why| {
        let path = out.join(RECORD);
        format!(
            "{} could not be read ({why}); see who has it open, or lay a copy of it back, and try again",
            path.display()
        )
    })?;
    let entries = record.entries();
    let made = || entries.iter().filter(|(_, entry)| !entry.fields.is_blank());
    // without it, the workbooks have to be named
    let last = LastRun::read(out).unwrap_or_default();
    Ok(Restorable {
        decisions: made().count(),
        schools: made().map(|(key, _)| &key.school).collect::<BTreeSet<_>>().len(),
        changes: record.lines.len(),
        last: record.lines.iter().filter_map(|line| line.seen).max(),
        date: last.date,
        year: last.current.and_then(|current| current.year.parse().ok()),
        workbooks: last.workbooks.iter().map(|path| out.join(path)).collect(),
    })
}
