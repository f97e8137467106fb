//! How a review gets into its place: over the one that lies there where everything typed into that is accounted for, else
//! beside it.

use std::fs;
use std::path::{Path, PathBuf};

use super::written::{place_remembered, theirs_before, written};
use super::{Earlier, find};
use crate::review::Theirs;
use crate::run::door::{Made, is_saved};
use crate::run::{PlaceError, Placed, place, place_new, plain};
use workbook::fingerprint;

impl Earlier {
    /// Whether the review of this name may be replaced; if not, why it has to be left as it is.
    pub(in crate::run) fn clear(&self, path: &Path) -> Result<Cleared, String> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = self.reviews.get(&name);
        if let Some(why) = read.and_then(|file| file.unreadable.clone()) {
            return Err(why);
        }
        match fs::read(path) {
            Ok(bytes) => {
                let accounted = read.and_then(|file| file.accounted.as_ref());
                let is_for = accounted.is_some_and(|accounted| accounted.is_for(&fingerprint::of(&bytes)));
                let saved = "it was saved while this run was on; what was typed is read next time";
                if is_for { Ok(Cleared(())) } else { Err(saved.to_owned()) }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Cleared(())),
            Err(error) => Err(format!("it cannot be read: {}", plain(&error))),
        }
    }

    /// What the review of this name holds and a new one has no place for.
    fn foreign(&self, path: &Path) -> &[String] {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.reviews.get(&name).map_or(&[], |file| file.foreign.as_slice())
    }

    /// What officers made of the review of this name besides deciding, for the next one; of one that was deleted, what
    /// was theirs when it was written.
    pub(in crate::run) fn theirs(&self, path: &Path) -> Theirs {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.reviews.get(&name).map_or_else(|| theirs_before(path), |file| file.theirs.clone())
    }
}

/// Leave to replace the review that lies in a place: everything typed into it is accounted for, or none lies there.
pub(in crate::run) struct Cleared(());

/// Puts the review in its place, or beside it where it must not be touched. A review that holds more than a new one has
/// place for is kept under a dated name first, with what is `missing` in it of what officers made; tells that name as well.
pub(in crate::run) fn place_review(
    earlier: &Earlier,
    path: &Path,
    bytes: &[u8],
    stamp: &str,
    missing: Vec<String>,
    remarks: &mut Vec<String>,
) -> Result<(Placed, Option<PathBuf>), PlaceError> {
    let cleared = match earlier.clear(path) {
        Ok(cleared) => cleared,
        Err(why) => return Ok((place_beside(path, bytes, stamp, why)?, None)),
    };
    let mut lost = earlier.foreign(path).to_vec();
    for missing in missing {
        if !lost.contains(&missing) {
            lost.push(missing);
        }
    }
    let mut aside = None;
    if !lost.is_empty() {
        let there = fs::read(path).map_err(|why| PlaceError { path: path.to_path_buf(), why })?;
        aside = keep_a_copy(path, &there, &lost, stamp, remarks)?;
    }
    Ok((replace(&cleared, path, bytes, stamp)?, aside))
}

/// Puts a paper in its place. One that lies there and was written in since it was made is kept under a dated name first;
/// from a pack for a meeting the next run takes what was decided, as from every copy of the review.
pub(in crate::run) fn place_paper(
    path: &Path,
    bytes: &[u8],
    made: Made,
    stamp: &str,
    remarks: &mut Vec<String>,
) -> Result<Placed, PlaceError> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match fs::read(path) {
        Ok(there) if there == bytes => {}
        Ok(there) if !made.is(&there) => {
            return place_beside(path, bytes, stamp, "what lies there is no such result of Yardstick".to_owned());
        }
        Ok(there) if is_written_in(path, &there, made) => {
            let aside = name(&place_new(&kept(path, stamp), &there)?);
            let counts = if made == Made::Pack { ", and what was decided in it counts" } else { "" };
            remarks.push(format!("{} was written in since it was made; it is kept as {aside}{counts}", name(path)));
        }
        Ok(_) => {}
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => {}
        Err(why) => return place_beside(path, bytes, stamp, format!("it cannot be read: {}", plain(&why))),
    }
    place_remembered(path, bytes, stamp, remarks)
}

/// Whether somebody wrote in a paper. Of what an older Yardstick made no copy was kept: nobody wrote in what nobody saved,
/// unless it is a pack, which is there to be written in.
fn is_written_in(path: &Path, there: &[u8], made: Made) -> bool {
    match written(path) {
        Some(written) => written != there,
        None if made == Made::Pack => true,
        None => is_saved(there),
    }
}

/// Keeps a workbook that has additions under a dated name, and says so; tells the name.
pub(super) fn keep_a_copy(
    path: &Path,
    there: &[u8],
    additions: &[String],
    stamp: &str,
    remarks: &mut Vec<String>,
) -> Result<Option<PathBuf>, PlaceError> {
    const SAID: usize = 8;
    if additions.is_empty() {
        return Ok(None);
    }
    let kept = place_new(&kept(path, stamp), there)?;
    let more = match additions.len().saturating_sub(SAID) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let said = additions.iter().take(SAID).cloned().collect::<Vec<_>>().join(", ");
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    remarks.push(format!("{name} had additions of your own ({said}{more}); a copy with them is in {}", kept.display()));
    Ok(Some(kept))
}

/// The only way in which a review is replaced.
fn replace(_: &Cleared, path: &Path, bytes: &[u8], stamp: &str) -> Result<Placed, PlaceError> {
    place(path, bytes, stamp)
}

/// Puts a result beside its place, under a dated name.
pub(in crate::run) fn place_beside(path: &Path, bytes: &[u8], stamp: &str, why: String) -> Result<Placed, PlaceError> {
    let placed = place_new(&dated(path, stamp), bytes)?;
    Ok(Placed::Held { wanted: path.to_path_buf(), path: placed, why })
}

/// `School review 2011-12 (2013-01-08 0930).xlsx`.
fn dated(path: &Path, stamp: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{stem} ({stamp}).xlsx"))
}

/// Where a review is kept that holds more than the one that takes its place. What was typed into it is read by the next
/// run, as from every copy whose name begins like the review's.
#[must_use]
pub fn kept(path: &Path, stamp: &str) -> PathBuf {
    dated(path, &format!("{KEPT}{stamp}"))
}

/// What stands before the date in the name of a copy that was kept.
pub(super) const KEPT: &str = "kept ";

/// Gives reviews that cannot be read another name, under which nothing is taken from them and nothing replaces them;
/// tells the names before and after.
///
/// # Errors
/// When one cannot be renamed: it may be open.
pub fn set_damaged_aside(out: &Path, earlier: &Earlier, stamp: &str) -> Result<Vec<(String, String)>, String> {
    // what lies among the workbooks of results is nobody's to move
    let here = earlier.reviews.iter().filter(|(name, _)| !name.starts_with(find::ELSEWHERE));
    let damaged = here.filter(|(_, file)| file.unreadable.is_some() && !file.of_others);
    let mut renamed = Vec::new();
    for (name, _) in damaged {
        let (folder, file) = name.rsplit_once('/').map_or(("", name.as_str()), |(folder, file)| (folder, file));
        let aside = Path::new(folder).join(format!("{}{stamp} - {file}", find::DAMAGED)).to_string_lossy().into_owned();
        fs::rename(out.join(name), out.join(&aside))
            .map_err(|error| format!("{name} cannot be set aside ({}); is it open?", plain(&error)))?;
        renamed.push((name.clone(), aside));
    }
    Ok(renamed)
}
