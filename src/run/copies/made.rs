//! Annotated copies as they were made: into one that is another now somebody has typed. It is kept under a dated name
//! before it is made anew.
//!
//! A run that is killed has written some of its copies and not said so. Each is therefore noted before it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use crate::run::{PlaceError, door, place, place_new};
use workbook::fingerprint;

/// Where it is remembered how they were made, in the output folder.
const MADE: &str = ".yardstick/copies.json";
/// The copies of a run that is not over: a line each, the SHA-256 and the name.
const UNDER_WAY: &str = ".yardstick/copies-under-way.txt";
/// What stands in the name of one that is kept.
const CHANGED: &str = "changed by hand";

/// The copies of a folder by their names, each with the SHA-256 of how it was made.
#[derive(Debug, Default)]
pub struct MadeBefore {
    /// by the last run that ended
    made: BTreeMap<String, String>,
    /// by runs that were cut off since
    cut_off: BTreeSet<(String, String)>,
}

impl MadeBefore {
    /// What is remembered of a folder; nothing where that cannot be read.
    #[must_use]
    pub fn read(out: &Path) -> Self {
        let text = fs::read(out.join(MADE)).ok();
        let made = text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        let under_way = fs::read_to_string(out.join(UNDER_WAY)).unwrap_or_default();
        let noted = under_way.lines().filter_map(|line| line.split_once(' '));
        Self { made, cut_off: noted.map(|(print, name)| (name.to_owned(), print.to_owned())).collect() }
    }

    /// Whether a copy with these contents is of our making alone.
    #[must_use]
    pub fn is_ours(&self, name: &str, print: &str) -> bool {
        self.made.get(name).is_some_and(|made| made == print)
            || self.cut_off.contains(&(name.to_owned(), print.to_owned()))
    }

    /// Keeps the copy that lies in a place, where somebody has typed into it since it was made; tells what to say of it.
    pub(super) fn keep(&self, place: &Path, next: &[u8], stamp: &str) -> Result<Option<String>, PlaceError> {
        let name = name_of(place);
        // one that we never made is nobody's typing into ours
        if !self.made.contains_key(&name) && !self.cut_off.iter().any(|(noted, _)| *noted == name) {
            return Ok(None);
        }
        let Ok(there) = fs::read(place) else { return Ok(None) };
        let print = fingerprint::of(&there);
        if there == next || self.is_ours(&name, &print) || !door::Made::Copy.is(&there) || is_kept(place, &print) {
            return Ok(None);
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, "xlsx"));
        let kept = place_new(&place.with_file_name(format!("{stem} ({CHANGED}, {stamp}).{ending}")), &there)?;
        Ok(Some(format!("{name} was {CHANGED}; it is made anew, and what was in it is kept as {}", name_of(&kept))))
    }

    /// Notes that a copy is about to be written. Where it cannot be noted, a run that is cut off keeps one too many.
    pub(super) fn note(out: &Path, place: &Path, print: &str) {
        let note = out.join(UNDER_WAY);
        let _ = note.parent().map_or(Ok(()), fs::create_dir_all);
        let line = format!("{print} {}\n", name_of(place));
        // a line is written at once, whatever other copies are noted beside it
        let noted = OpenOptions::new().create(true).append(true).open(note);
        let _ = noted.and_then(|mut file| file.write_all(line.as_bytes()));
    }

    /// Remembers those that were made now, and forgets those that are gone.
    pub(super) fn remember(
        mut self,
        out: &Path,
        now: impl Iterator<Item = (String, String)>,
    ) -> Result<(), PlaceError> {
        self.made.extend(now);
        self.made.retain(|name, _| out.join(name).exists());
        let path = out.join(MADE);
        let text =
            serde_json::to_vec_pretty(&self.made).map_err(|why| PlaceError { path: path.clone(), why: why.into() })?;
        place(&path, &text, "new")?;
        let _ = fs::remove_file(out.join(UNDER_WAY));
        Ok(())
    }
}

/// Whether these contents of a copy were kept before: a run that is tried again keeps them once.
fn is_kept(place: &Path, print: &str) -> bool {
    let name = name_of(place);
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let start = format!("{stem} ({CHANGED}, ");
    let beside = place.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten();
    let mut kept =
        beside.filter_map(Result::ok).filter(|entry| entry.file_name().to_string_lossy().starts_with(&start));
    kept.any(|entry| fs::read(entry.path()).is_ok_and(|bytes| fingerprint::of(&bytes) == print))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_a_run_that_was_cut_off_is_ours_until_somebody_types_into_it() {
        let out = tempfile::tempdir().unwrap();
        let place = out.path().join("KS4 - annotated.xlsx");
        MadeBefore::note(out.path(), &place, "second");
        MadeBefore::note(out.path(), &out.path().join("KS2 - annotated.xlsx"), "other");
        let read = MadeBefore::read(out.path());
        assert!(read.is_ours("KS4 - annotated.xlsx", "second"));
        assert!(!read.is_ours("KS4 - annotated.xlsx", "typed"));
        assert!(!read.is_ours("KS2 - annotated.xlsx", "second"), "each name has its own");
    }

    #[test]
    fn what_a_run_noted_is_over_once_all_its_copies_are_remembered() {
        let out = tempfile::tempdir().unwrap();
        let place = out.path().join("KS4 - annotated.xlsx");
        fs::write(&place, "made").unwrap();
        MadeBefore::note(out.path(), &place, "cut off");
        let made = [("KS4 - annotated.xlsx".to_owned(), "made".to_owned())];
        MadeBefore::read(out.path()).remember(out.path(), made.into_iter()).unwrap();
        let read = MadeBefore::read(out.path());
        assert!(read.is_ours("KS4 - annotated.xlsx", "made") && !read.is_ours("KS4 - annotated.xlsx", "cut off"));
        assert!(!out.path().join(UNDER_WAY).exists());
    }
}
