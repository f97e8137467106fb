//! A copy of each workbook that officers may add to, as it was written, in `.yardstick/written`. By it additions are told
//! when the next one takes its place; and a workbook that holds any is kept under a dated name first.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::placing::keep_a_copy;
use crate::review::decisions::{Seen, added, properties};
use crate::rulebook::Rulebook;
use crate::run::{PlaceError, Placed, place};

/// Where they lie in the output folder.
const WRITTEN: &str = ".yardstick/written";

/// Where the copy of a workbook lies.
fn place_of(path: &Path) -> Option<PathBuf> {
    Some(path.parent()?.join(WRITTEN).join(path.file_name()?))
}

/// What a review has no place for, with what was added to it since it was written, each once.
pub(super) fn with_additions(foreign: &[String], path: &Path, bytes: &[u8], rulebook: &Rulebook) -> Vec<String> {
    let mut known = BTreeSet::new();
    let all = foreign.iter().cloned().chain(added_to(path, bytes, rulebook));
    all.filter(|addition| known.insert(addition.clone())).collect()
}

/// Whether a workbook is as it was written, or nothing is known of how it was.
pub(super) fn is_as_written(path: &Path, bytes: &[u8]) -> bool {
    place_of(path).and_then(|copy| fs::read(copy).ok()).is_none_or(|written| written == bytes)
}

/// Whether a workbook is to the byte as it was written in its place; not where nothing is known of that.
pub(super) fn is_untouched(path: &Path, bytes: &[u8]) -> bool {
    place_of(path).and_then(|copy| fs::read(copy).ok()).is_some_and(|written| written == bytes)
}

/// What was added to the workbook that lies in a place since it was written there; where that is not known, that it is
/// not.
fn added_to(path: &Path, bytes: &[u8], rulebook: &Rulebook) -> Vec<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(Ok(written)) = place_of(path).map(fs::read) else { return unknown() };
    if written == bytes {
        return Vec::new();
    }
    match (Seen::of(&name, bytes), Seen::of(&name, &written)) {
        (Some(now), Some(before)) => added(&now, &before, rulebook),
        _ => unknown(),
    }
}

fn unknown() -> Vec<String> {
    vec!["which ones cannot be told: the copy of it as it was written is gone".to_owned()]
}

/// Keeps how a workbook was written, and forgets those that are gone.
pub(in crate::run) fn remember_written(path: &Path, bytes: &[u8]) -> Result<(), PlaceError> {
    let Some(copy) = place_of(path) else { return Ok(()) };
    let fail = |why| PlaceError { path: copy.clone(), why };
    if let Some(folder) = copy.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
        let copies = fs::read_dir(folder).map_err(fail)?.filter_map(Result::ok);
        let gone = copies.filter(|copy| path.parent().is_some_and(|out| !out.join(copy.file_name()).exists()));
        // one too many does no harm
        gone.for_each(|copy| _ = fs::remove_file(copy.path()));
    }
    place(&copy, bytes, "new").map(drop)
}

/// Puts a workbook on which nothing is decided in its place. One that lies there with additions is kept under a dated name
/// first, and that is said.
pub(in crate::run) fn place_kept(
    path: &Path,
    bytes: &[u8],
    stamp: &str,
    rulebook: &Rulebook,
    remarks: &mut Vec<String>,
) -> Result<Placed, PlaceError> {
    if let Ok(there) = fs::read(path)
        && there != bytes
    {
        let mut additions = added_to(path, &there, rulebook);
        // of what an older Yardstick wrote no copy was kept: nobody added to what nobody saved
        if additions == unknown() && properties(&there).who.is_none() && !properties(&there).commented {
            additions.clear();
        }
        keep_a_copy(path, &there, &additions, stamp, remarks)?;
    }
    let placed = place(path, bytes, stamp)?;
    remarks.extend(remember_written(placed.path(), bytes).err().map(|error| error.to_string()));
    Ok(placed)
}
