//! The one door that results go through: what lies in their place is replaced only where it is an earlier one of the
//! same kind and of our making. So no result falls on a workbook that was read, nor on anything that is not ours.
//!
//! Whether something is ours is told by what is in it, never by its name. Files that officers may have typed into (the
//! review, rule files) have further guards of their own before they come here.

use std::io::ErrorKind;
use std::path::Path;

use super::{PlaceError, Placed, place, place_new, plain};
use crate::review::book::keys;
use crate::review::decisions::properties;
use crate::rulebook::document;
use workbook::annotate::recognise;

/// What a result is, as far as it can be told again by what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// findings for machines
    Findings,
    /// schools for machines, a line each
    Lines,
    /// an annotated copy
    Copy,
    /// a paper to print
    Paper,
    /// a pack for a meeting
    Pack,
    /// a review, put together of two
    Review,
    /// a comparison of two rulebooks or years
    Comparison,
    /// one threshold over a range
    Sweep,
    /// the rulebook's values, to be changed in a workbook
    Values,
    /// the rulebook in plain words
    Page,
    /// the schema of rule files
    Schema,
    /// what is wrong with a workbook that could not be read
    Note,
    /// what is due, for calendars
    Calendar,
}

/// The last sentence of every note, by which it is known as ours.
pub const NOTE_GOES: &str = "This note goes away by itself once that is mended or the workbook is gone.";

impl Made {
    /// Whether nothing reads back what people write in it, so that what they wrote stands there alone.
    fn is_read_only(self) -> bool {
        matches!(self, Self::Comparison | Self::Sweep)
    }

    /// Whether these are the bytes of such a result.
    #[must_use]
    pub fn is(self, bytes: &[u8]) -> bool {
        let kind = |wanted: &str| bytes.starts_with(b"PK") && properties(bytes).kind.as_deref() == Some(wanted);
        match self {
            Self::Findings => {
                let begins = beginning(bytes);
                begins.starts_with('{')
                    && ["\"authority\"", "\"rulebook\"", "\"inputs\""].iter().all(|key| begins.contains(key))
            }
            Self::Lines => {
                let begins = beginning(bytes);
                let first = begins.lines().next().unwrap_or_default();
                first.starts_with('{') && ["\"key\"", "\"urn\"", "\"status\""].iter().all(|key| first.contains(key))
            }
            Self::Copy => bytes.starts_with(b"PK") && recognise(bytes).is_some(),
            Self::Paper => kind(keys::PAPER),
            Self::Pack => kind(keys::PACK),
            Self::Review => kind(keys::REVIEW),
            Self::Comparison => kind(keys::COMPARISON),
            Self::Sweep => kind(keys::SWEEP),
            Self::Values => kind(keys::VALUES),
            Self::Page => beginning(bytes).contains(document::WRITTEN_BY),
            // its title stands behind the names of all sections
            Self::Schema => String::from_utf8_lossy(bytes).contains(crate::rulebook::SCHEMA_TITLE),
            Self::Calendar => {
                let begins = beginning(bytes);
                begins.starts_with("BEGIN:VCALENDAR") && begins.contains(crate::review::due::MADE_BY)
            }
            Self::Note => std::str::from_utf8(bytes).is_ok_and(|text| text.trim_end().ends_with(NOTE_GOES)),
        }
    }
}

/// Whether somebody has saved a workbook since it was made.
pub(super) fn is_saved(bytes: &[u8]) -> bool {
    let saved = properties(bytes);
    saved.who.is_some() || saved.commented
}

/// The first letters of a text.
fn beginning(bytes: &[u8]) -> String {
    const ENOUGH: usize = 4096;
    String::from_utf8_lossy(bytes.get(..ENOUGH).unwrap_or(bytes)).into_owned()
}

/// What lies in the place of a result.
enum There {
    /// nothing, or an earlier one
    Free,
    /// something that stays: why
    Taken(String),
}

fn there(path: &Path, made: Made) -> There {
    match std::fs::read(path) {
        Ok(bytes) if made.is(&bytes) && made.is_read_only() && is_saved(&bytes) => {
            There::Taken("somebody has saved it since it was made".to_owned())
        }
        Ok(bytes) if made.is(&bytes) => There::Free,
        Ok(_) => There::Taken("what lies there is no such result of Yardstick".to_owned()),
        Err(why) if why.kind() == ErrorKind::NotFound && std::fs::symlink_metadata(path).is_err() => There::Free,
        // a folder, or what cannot be read: writing says what is wrong, and replaces neither
        Err(why) if why.kind() == ErrorKind::IsADirectory => There::Free,
        Err(why) => There::Taken(format!("what lies there cannot be looked into ({})", plain(&why))),
    }
}

/// Whether a result may stand under a name that was asked for; what is wrong, and what to do, where it may not.
///
/// # Errors
/// When something lies there that is no earlier result of the kind.
pub fn may_stand(path: &Path, made: Made) -> Result<(), String> {
    match there(path, made) {
        There::Free => Ok(()),
        There::Taken(why) => Err(format!("{} is left as it is: {why}. Name another file", path.display())),
    }
}

/// Puts a result where it was asked for, whole or not at all.
///
/// # Errors
/// When something else lies there, or it cannot be written.
pub fn put(path: &Path, bytes: &[u8], made: Made, stamp: &str) -> Result<Placed, String> {
    may_stand(path, made)?;
    place(path, bytes, stamp).map_err(|error| error.to_string())
}

/// Puts a result into the output folder; beside its place, under a dated name, where something else lies there.
///
/// # Errors
/// When it cannot be written.
pub fn put_or_beside(path: &Path, bytes: &[u8], made: Made, stamp: &str) -> Result<Placed, PlaceError> {
    match there(path, made) {
        There::Free => place(path, bytes, stamp),
        There::Taken(why) => {
            let beside = place_new(&super::place_aside::beside(path, stamp), bytes)?;
            Ok(Placed::Held { wanted: path.to_path_buf(), path: beside, why })
        }
    }
}

/// Writes a file where there is none; whether it did.
///
/// # Errors
/// When it cannot be written.
pub fn put_where_nothing_is(path: &Path, bytes: &[u8]) -> Result<bool, PlaceError> {
    if std::fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    place(path, bytes, "new").map(|_| true)
}
