//! Public data beside the project, which is not part of it: real results, and workbooks from many programs.
//!
//! Where it is absent, its tests say that they were skipped, and pass. `YARDSTICK_DATA` names the folder of results,
//! `YARDSTICK_CORPUS` the one of workbooks, `YARDSTICK_CASES` the one of small inputs with the right answer.

use std::path::{Path, PathBuf};

/// A file or folder of real results, or none with a word of it.
pub fn data(name: &str) -> Option<PathBuf> {
    at_hand("YARDSTICK_DATA", "../shared/data", name)
}

/// A folder of small inputs with the right answer, or none with a word of it.
pub fn cases(name: &str) -> Option<PathBuf> {
    at_hand("YARDSTICK_CASES", "../shared/cases", name)
}

/// A folder of the public workbooks, or none with a word of it.
pub fn corpus(name: &str) -> Option<PathBuf> {
    at_hand("YARDSTICK_CORPUS", "../shared/corpus", name)
}

fn at_hand(variable: &str, usual: &str, name: &str) -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    // a path that is not absolute is understood from the project, wherever the test runs
    let folder = project.join(std::env::var_os(variable).unwrap_or_else(|| usual.into()));
    let path = folder.join(name);
    let found = path.exists();
    if !found {
        crate::skipped::skipped(format_args!("{} is not at hand ({variable} names the folder)", path.display()));
    }
    found.then_some(path)
}
