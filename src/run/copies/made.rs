//! Annotated copies as they were made: into one that is another now somebody has typed. It is kept under a dated name
//! before it is made anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::run::{PlaceError, door, place, place_new};
use workbook::fingerprint;

/// Where it is remembered how they were made, in the output folder.
const MADE: &str = ".yardstick/copies.json";
/// What stands in the name of one that is kept.
const CHANGED: &str = "changed by hand";

/// The copies of a folder by their names, each with the SHA-256 of how it was made.
#[derive(Debug, Default)]
pub(super) struct MadeBefore(BTreeMap<String, String>);

impl MadeBefore {
    /// What is remembered of a folder; nothing where that cannot be read.
    pub fn read(out: &Path) -> Self {
        let text = fs::read(out.join(MADE)).ok();
        Self(text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default())
    }

    /// Keeps the copy that lies in a place, where somebody has typed into it since it was made; tells what to say of it.
    pub fn keep(&self, place: &Path, next: &[u8], stamp: &str) -> Result<Option<String>, PlaceError> {
        let name = name_of(place);
        let Some(made) = self.0.get(&name) else { return Ok(None) };
        let Ok(there) = fs::read(place) else { return Ok(None) };
        let print = fingerprint::of(&there);
        if there == next || print == *made || !door::Made::Copy.is(&there) || is_kept(place, &print) {
            return Ok(None);
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, "xlsx"));
        let kept = place_new(&place.with_file_name(format!("{stem} ({CHANGED}, {stamp}).{ending}")), &there)?;
        Ok(Some(format!("{name} was {CHANGED}; it is made anew, and what was in it is kept as {}", name_of(&kept))))
    }

    /// Remembers those that were made now, and forgets those that are gone.
    pub fn remember(mut self, out: &Path, now: impl Iterator<Item = (String, String)>) -> Result<(), PlaceError> {
        self.0.extend(now);
        self.0.retain(|name, _| out.join(name).exists());
        let path = out.join(MADE);
        let text =
            serde_json::to_vec_pretty(&self.0).map_err(|why| PlaceError { path: path.clone(), why: why.into() })?;
        place(&path, &text, "new").map(drop)
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
