//! What lies in the output folder because of us, and what becomes of it: notes for broken workbooks, copies whose
//! workbook is gone, results that stand beside their place.
//!
//! The rule over all of it: what a person may have typed into is never removed or written over unread.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::evaluator::{Output, OutputKind, Refused};
use super::look::{self, fingerprint_of};
use super::names;
use super::state::{Beside, OutputState, State};
use crate::run::door::{Made, NOTE_GOES, put_or_beside};
use crate::run::{self, PlaceError, Placed};
use workbook::fingerprint;

/// Fingerprints of the outputs as they lay when a round began, by name; empty for a file that we know nothing of.
pub type Before = BTreeMap<String, String>;

/// What lies in the output folder, with the fingerprints of everything that we know of.
#[must_use]
pub fn before(out: &Path, known: &BTreeMap<String, OutputState>) -> Before {
    let there = fs::read_dir(out).into_iter().flatten().filter_map(Result::ok);
    let mut before: Before =
        there.map(|entry| (entry.file_name().to_string_lossy().into_owned(), String::new())).collect();
    let read = |name: &String| fingerprint_of(&out.join(name)).ok().map(|contents| (name.clone(), contents));
    before.extend(known.keys().filter_map(read));
    before
}

/// Whether a review is of our making alone: made where nothing lay, and found as we left it ever since.
#[must_use]
pub fn new_at(name: &str, known: &BTreeMap<String, OutputState>, before: &Before, now: i64) -> Option<i64> {
    match (known.get(name), before.get(name)) {
        (_, None) => Some(now),
        (Some(known), Some(contents)) if *contents == known.fingerprint => known.new_at,
        _ => None,
    }
}

/// Why a copy is not as it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// a round that ended: somebody changed it
    Round,
    /// a round that was cut off: it may be that round's, or changed by somebody
    Break,
}

impl Since {
    fn words(self) -> &'static str {
        match self {
            Self::Round => "changed by hand",
            Self::Break => "found after a break",
        }
    }
}

/// Copies of ours that are not as we left them are about to be made anew: what is in them is kept under a dated name,
/// once. Returns lines for the log.
pub fn keep_changed_copies(
    out: &Path,
    known: &BTreeMap<String, OutputState>,
    before: &Before,
    since: Since,
    stamp: &str,
) -> io::Result<Vec<String>> {
    let mut said = Vec::new();
    let made = run::MadeBefore::read(out);
    for (name, output) in known.iter().filter(|(_, output)| output.kind == OutputKind::Copy) {
        // a result that stands beside its place is the reason why another lies in it
        let Some(changed) = before.get(name).filter(|contents| **contents != output.fingerprint) else { continue };
        // a run that was cut off has noted what it wrote
        if made.is_ours(name, changed) || is_kept(out, name, changed)? {
            continue;
        }
        let kept = kept_name(name, since, stamp);
        let bytes = fs::read(out.join(name))?;
        let kept = run::place_new(&out.join(&kept), &bytes).map_err(|error| error.why)?;
        let kept = name_in(out, &kept).unwrap_or_default();
        let what = since.words();
        said.push(format!("{name} was {what}; it is made anew, and what was in it is kept as {kept}"));
    }
    Ok(said)
}

/// `KS4 - annotated (changed by hand, 2013-01-08 0930).xlsx`.
fn kept_name(name: &str, since: Since, stamp: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "xlsx"));
    format!("{stem} ({}, {stamp}).{ending}", since.words())
}

/// Whether these contents of a copy were kept before: a round that has to be tried again and again keeps them once.
fn is_kept(out: &Path, name: &str, contents: &str) -> io::Result<bool> {
    let (stem, _) = name.rsplit_once('.').unwrap_or((name, ""));
    let starts = [Since::Round, Since::Break].map(|since| format!("{stem} ({}, ", since.words()));
    for entry in fs::read_dir(out)? {
        let entry = entry?;
        let kept = entry.file_name().to_string_lossy().into_owned();
        let ours = starts.iter().any(|start| kept.starts_with(start));
        if ours && fingerprint_of(&entry.path()).is_ok_and(|there| there == contents) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a note for every workbook that could not be read.
///
/// # Errors
/// When the disk or the share refuses.
pub fn write_notes(out: &Path, refused: &[Refused], stamp: &str) -> Result<Vec<Output>, PlaceError> {
    // KS4.csv and KS4.xlsx share a note
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    for Refused { name, why } in refused {
        let text = notes.entry(names::problems_note(name)).or_default();
        text.push_str(&format!("{name} could not be read, so nothing in it took part.\n\n{why}\n\n"));
    }
    let note = |(name, text): (String, String)| {
        let text = format!("{text}{NOTE_GOES}\n");
        let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        let placed = put_or_beside(&out.join(name), text.as_bytes(), Made::Note, stamp)?;
        Ok(Output { placed, fingerprint: fingerprint::of(text.as_bytes()), kind: OutputKind::Note })
    };
    notes.into_iter().map(note).collect()
}

/// Writes what is wrong with the rules, or takes the note away.
///
/// # Errors
/// When the disk or the share refuses.
pub fn write_rules_note(out: &Path, trouble: Option<&str>, in_force: bool) -> io::Result<()> {
    let path = out.join(names::RULES_NOTE);
    let Some(trouble) = trouble else {
        return match fs::remove_file(path) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why),
            _ => Ok(()),
        };
    };
    let stands = if in_force {
        "The last good rulebook stays in force until they are mended."
    } else {
        "There is no earlier rulebook to go by: nothing is judged until they are mended."
    };
    let text = format!(
        "The rules cannot be used as they are. {stands}\n\n{trouble}\n\n\
         This note goes away by itself once the rules are in order.\n"
    );
    match run::place(&path, text.replace("\r\n", "\n").replace('\n', "\r\n").as_bytes(), "new") {
        Ok(_) => Ok(()),
        Err(error) => Err(error.why),
    }
}

/// The outputs of a round, as they are to be remembered.
#[must_use]
pub fn remembered(out: &Path, outputs: &[Output], before: &Before) -> BTreeMap<String, OutputState> {
    let remember = |output: &Output| {
        let (path, fingerprint) = match &output.placed {
            Placed::There(path) | Placed::Unchanged(path) => (path, output.fingerprint.clone()),
            // what lies in its place is not ours: only what stands beside it is
            Placed::Held { path, .. } if output.kind != OutputKind::Review => (path, output.fingerprint.clone()),
            // what lies in its place is what lay there before: a change in it is a reason for a round
            Placed::Beside { wanted, .. } | Placed::Held { wanted, .. } => {
                (wanted, before.get(&name_in(out, wanted)?).cloned().unwrap_or_default())
            }
        };
        Some((name_in(out, path)?, OutputState { kind: output.kind, fingerprint, new_at: None }))
    };
    outputs.iter().filter_map(remember).collect()
}

/// The results of a round that stand beside their place.
#[must_use]
pub fn standing_beside(out: &Path, outputs: &[Output], before: &Before) -> Vec<Beside> {
    let beside = |output: &Output| match &output.placed {
        Placed::There(_) | Placed::Unchanged(_) => None,
        Placed::Held { .. } if output.kind != OutputKind::Review => None,
        Placed::Beside { wanted, path, why } | Placed::Held { wanted, path, why } => {
            let wanted = name_in(out, wanted)?;
            // what must not be replaced unread is never found as it was: the next round decides
            let held = matches!(output.placed, Placed::Held { .. });
            let in_place = if held { Some(String::new()) } else { before.get(&wanted).cloned() };
            let (dated, fingerprint) = (name_in(out, path)?, output.fingerprint.clone());
            Some(Beside { wanted, dated, fingerprint, in_place, why: why.clone() })
        }
    };
    outputs.iter().filter_map(beside).collect()
}

/// The name of an output inside the output folder; none when it lies elsewhere, as findings for machines may.
#[must_use]
pub fn name_in(out: &Path, path: &Path) -> Option<String> {
    path.strip_prefix(out).ok().map(|name| name.to_string_lossy().replace('\\', "/"))
}

/// Why a file of ours is still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stays {
    /// somebody changed it: it is theirs now
    Changed,
    /// the system refused
    Refused(String),
}

/// Removes a file of ours, unless somebody changed it.
///
/// # Errors
/// When it stays: why.
pub fn remove_ours(path: &Path, fingerprint: &str) -> Result<(), Stays> {
    match fingerprint_of(path) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(why) => Err(Stays::Refused(look::plain(&why))),
        Ok(contents) if contents != fingerprint => Err(Stays::Changed),
        Ok(_) => fs::remove_file(path).map_err(|why| Stays::Refused(look::plain(&why))),
    }
}

/// What became of a result that stands beside its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retried {
    /// it is in its place now
    InPlace {
        /// the name under which is kept what somebody changed there
        kept: Option<String>,
    },
    /// it is not there any more
    Gone,
    /// somebody changed it: it is theirs now
    TakenOver,
    /// still not
    NotYet,
}

/// Tries to put a result in its place.
#[must_use]
pub fn retry(out: &Path, beside: &Beside, kind: OutputKind, stamp: &str) -> Retried {
    let (wanted, dated) = (out.join(&beside.wanted), out.join(&beside.dated));
    match fingerprint_of(&dated) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Retried::Gone,
        Err(_) => return Retried::NotYet,
        Ok(contents) if contents != beside.fingerprint => return Retried::TakenOver,
        Ok(_) => {}
    }
    if run::lock::is_open(&wanted) {
        return Retried::NotYet;
    }
    let there = fingerprint_of(&wanted).ok();
    let mut kept = None;
    if there != beside.in_place {
        // decisions typed since then have to be read first: that is for a round
        if kind == OutputKind::Review {
            return Retried::NotYet;
        }
        if there.is_some() {
            let name = kept_name(&beside.wanted, Since::Round, stamp);
            if out.join(&name).exists() || fs::rename(&wanted, out.join(&name)).is_err() {
                return Retried::NotYet;
            }
            kept = Some(name);
        }
    }
    match fs::rename(&dated, &wanted) {
        Ok(()) => Retried::InPlace { kept },
        Err(_) => Retried::NotYet,
    }
}

/// Removes what a crash left behind, among the results and in our own folder.
pub fn clear_leftovers(out: &Path) {
    let own = State::folder(out);
    let entries = [out, &own].into_iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(".yardstick-") && name.ends_with(".tmp") {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests;
