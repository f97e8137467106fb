//! A rulebook by what an officer calls it: a folder, or `git:REVISION` for a folder as it was.

use std::path::Path;
use std::sync::Arc;

use super::{Stop, rulebook};
use crate::rulebook::{RuleSource, Rulebook};

/// A rulebook and what it was called.
pub(super) struct Named {
    pub name: String,
    pub source: RuleSource,
}

/// Reads the files of a rulebook. `git:REVISION` is `beside` as it was at that revision.
///
/// # Errors
/// A line for the officer.
pub(super) fn open(name: &str, beside: &Path) -> Result<Named, String> {
    if let Some(revision) = name.strip_prefix("git:") {
        let source = RuleSource::from_revision(beside, revision).map_err(|error| error.to_string())?;
        return Ok(Named { name: format!("{} at {revision}", beside.display()), source });
    }
    let folder = Path::new(name);
    if !folder.is_dir() {
        return Err(format!("{}; `git:` and a revision is the rules folder as it was", rulebook::no_folder(folder)));
    }
    let source = RuleSource::from_folder(folder).map_err(|error| error.to_string())?;
    Ok(Named { name: name.to_owned(), source })
}

/// The rulebook that there is without a folder.
pub(super) fn built_in() -> Named {
    Named { name: "the built-in rulebook".to_owned(), source: RuleSource::default_rulebook() }
}

impl Named {
    /// The rulebook, where it can be used.
    ///
    /// # Errors
    /// What is wrong with it, and which one is meant.
    pub fn checked(&self) -> Result<Arc<Rulebook>, Stop> {
        let opened = rulebook::checked(self.source.clone(), super::clock::today(), false);
        rulebook::usable(&opened).map_err(|stop| stop.and(&format!("(the rulebook {})", self.name)))
    }
}
