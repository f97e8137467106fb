//! A copy of each workbook that officers may add to, as it was written, in `.yardstick/written`. By it additions are told
//! when the next one takes its place; a workbook that holds any that are not taken over is kept under a dated name first.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::placing::keep_a_copy;
use crate::review::Theirs;
use crate::review::decisions::{COMMENTS, ReviewRead, RowRead, Seen, added, properties, read_back, taken_over, theirs};
use crate::rulebook::Rulebook;
use crate::run::{PlaceError, Placed, place};
use workbook::read::{Limits, read_bytes};

/// Where they lie in the output folder.
const WRITTEN: &str = ".yardstick/written";

/// Where the copy of a workbook lies.
fn place_of(path: &Path) -> Option<PathBuf> {
    Some(path.parent()?.join(WRITTEN).join(path.file_name()?))
}

/// A workbook as it was written in its place, where that is known.
pub(super) fn written(path: &Path) -> Option<Vec<u8>> {
    fs::read(place_of(path)?).ok()
}

/// What a review has no place for, with what was added to it since it was written, each once; and what is theirs of it,
/// to be taken over.
pub(super) fn made_of(read: &ReviewRead, path: &Path, bytes: &[u8], rulebook: &Rulebook) -> (Vec<String>, Theirs) {
    let before = theirs_before(path);
    let mut foreign = read.foreign.clone();
    let (additions, theirs) = match pair(path, bytes) {
        Some((now, written)) => {
            let (theirs, rest) = theirs(&now, read, &written, &before, rulebook);
            if now.commented() && !rest.commented() {
                foreign.retain(|addition| addition != COMMENTS);
            }
            (added(&rest, &written, Some(read), rulebook), theirs)
        }
        None => (unknown(), before),
    };
    (each_once(foreign, additions), theirs)
}

/// What a review under another name than its place has, which the new one in that place will not have.
pub(super) fn with_additions(foreign: &[String], path: &Path, bytes: &[u8], rulebook: &Rulebook) -> Vec<String> {
    each_once(foreign.to_vec(), added_to(path, bytes, rulebook))
}

fn each_once(foreign: Vec<String>, additions: Vec<String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    foreign.into_iter().chain(additions).filter(|addition| known.insert(addition.clone())).collect()
}

/// A workbook as it lies in a place, and as it was written there.
fn pair(path: &Path, bytes: &[u8]) -> Option<(Seen, Seen)> {
    let name = path.file_name()?.to_string_lossy();
    let written = written(path)?;
    Seen::of(&name, bytes).zip(Seen::of(&name, &written))
}

/// What of what is theirs a new review has, and what is said of the rest; the review is only looked at where there is
/// something.
pub(in crate::run) fn over_into(next: &[u8], theirs: &Theirs, rulebook: &Rulebook) -> (Theirs, Vec<String>) {
    let next = if theirs.is_empty() { None } else { Seen::of("", next) };
    next.map(|next| taken_over(theirs, &next, rulebook)).unwrap_or_default()
}

/// Where it stands what was theirs of a workbook when it was written.
fn beside(copy: &Path) -> PathBuf {
    copy.with_extension("xlsx.json")
}

/// What was theirs of a review when it was written.
pub(super) fn theirs_before(path: &Path) -> Theirs {
    let text = place_of(path).and_then(|copy| fs::read(beside(&copy)).ok());
    text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

/// Whether a workbook is as it was written, or nothing is known of how it was.
pub(super) fn is_as_written(path: &Path, bytes: &[u8]) -> bool {
    written(path).is_none_or(|written| written == bytes)
}

/// Whether a workbook is to the byte as it was written in its place; not where nothing is known of that.
pub(super) fn is_untouched(path: &Path, bytes: &[u8]) -> bool {
    written(path).is_some_and(|written| written == bytes)
}

/// The rows of a review as it was written in its place; none where that is not known.
pub(super) fn rows_of(path: &Path, rulebook: &Rulebook) -> Vec<RowRead> {
    let Some(written) = written(path) else { return Vec::new() };
    let book = read_bytes(&path.to_string_lossy(), &written, &Limits::as_written());
    book.map_or_else(|_| Vec::new(), |book| read_back(&book, &properties(&written), rulebook).rows)
}

/// What was added to the workbook that lies in a place since it was written there; where that is not known, that it is
/// not.
fn added_to(path: &Path, bytes: &[u8], rulebook: &Rulebook) -> Vec<String> {
    if is_untouched(path, bytes) {
        return Vec::new();
    }
    pair(path, bytes).map_or_else(unknown, |(now, written)| added(&now, &written, None, rulebook))
}

fn unknown() -> Vec<String> {
    vec!["which ones cannot be told: the copy of it as it was written is gone".to_owned()]
}

/// Keeps how a review was written, and what is theirs of it.
pub(in crate::run) fn remember_review(path: &Path, bytes: &[u8], theirs: &Theirs) -> Result<(), PlaceError> {
    remember_written(path, bytes)?;
    let Some(there) = place_of(path).map(|copy| beside(&copy)) else { return Ok(()) };
    if theirs.is_empty() {
        // where there was none, none is taken away
        _ = fs::remove_file(there);
        return Ok(());
    }
    let text = serde_json::to_vec(theirs).map_err(|why| PlaceError { path: there.clone(), why: why.into() })?;
    place(&there, &text, "new").map(drop)
}

/// Keeps how a workbook was written, and forgets those that are gone.
pub(super) fn remember_written(path: &Path, bytes: &[u8]) -> Result<(), PlaceError> {
    let Some(copy) = place_of(path) else { return Ok(()) };
    let fail = |why| PlaceError { path: copy.clone(), why };
    if let Some(folder) = copy.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
        let copies = fs::read_dir(folder).map_err(fail)?.filter_map(Result::ok);
        let of = |copy: &fs::DirEntry| copy.file_name().to_string_lossy().trim_end_matches(".json").to_owned();
        let gone = copies.filter(|copy| path.parent().is_some_and(|out| !out.join(of(copy)).exists()));
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
    place_remembered(path, bytes, stamp, remarks)
}

/// Puts what was written in its place, and keeps a copy, by which the next run sees what was added.
pub(super) fn place_remembered(
    path: &Path,
    bytes: &[u8],
    stamp: &str,
    remarks: &mut Vec<String>,
) -> Result<Placed, PlaceError> {
    let placed = place(path, bytes, stamp)?;
    remarks.extend(remember_written(placed.path(), bytes).err().map(|error| error.to_string()));
    Ok(placed)
}
