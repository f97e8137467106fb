//! Where reviews lie in an output folder, under whatever name, in whatever format, in its sub-folders too.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDateTime};

use super::usual_name;
use crate::domain::AcademicYear;
use crate::review::book::keys;
use crate::review::decisions::{Properties, properties_in};
use crate::rulebook::Rulebook;
use crate::run::by_name::{may_be_review, may_be_typed_in};
use crate::run::input::Input;
use crate::run::last_run::LastRun;
use crate::run::seal::{Seal, has_decisions};
use workbook::read::{Book, Limits, read_file};

/// A file that may be a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// where it is
    pub path: PathBuf,
    /// its name, with the sub-folder it lies in
    pub name: String,
    /// whether its name or its properties say that it is a review; else only its content can
    pub says_so: bool,
    /// whether it is a pack for a meeting
    pub pack: bool,
    /// when it was saved, by the clock of this computer
    pub saved: NaiveDateTime,
    /// whether it lies where the review of its year has its place
    pub in_place: bool,
    /// the output folder
    out: PathBuf,
}

impl Candidate {
    /// Where a workbook of another name would lie in the output folder.
    pub(super) fn place_of(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }
}

/// Folders of an output folder are looked into so deep: below is somebody's archive.
pub const REVIEWS_DEEP: u8 = 3;
/// What the name of a review begins with that lies outside the output folder.
pub(super) const ELSEWHERE: &str = "../";
/// What the name of a review begins with that was set aside since it cannot be read.
pub(super) const DAMAGED: &str = "Damaged ";

/// Files that may be reviews, the one saved last first: those in the output folder, and `others` that lie elsewhere.
pub(super) fn candidates(out: &Path, others: &[Input], rulebook: &Rulebook, last: &LastRun) -> Vec<Candidate> {
    let words = rulebook.words("review.file");
    let stem = words.split('{').next().unwrap_or(words).trim().to_lowercase();
    let mut looking = Looking { out, whole: whole(out), stem, rulebook, last, found: Vec::new() };
    looking.folder(out, 0);
    let mut seen: BTreeSet<PathBuf> = looking.found.iter().map(|found| whole(&found.path)).collect();
    for other in others.iter().filter(|other| !other.leads_out) {
        // the inbox may be the output folder, by another spelling
        if seen.insert(whole(&other.path)) {
            looking.other(&other.path);
        }
    }
    let mut found = looking.found;
    found.sort_by(|one, other| other.saved.cmp(&one.saved).then_with(|| one.path.cmp(&other.path)));
    found
}

/// A path without links and detours, as far as it is there.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

struct Looking<'l> {
    out: &'l Path,
    /// the same, without links and detours
    whole: PathBuf,
    stem: String,
    rulebook: &'l Rulebook,
    last: &'l LastRun,
    found: Vec<Candidate>,
}

impl Looking<'_> {
    fn folder(&mut self, folder: &Path, depth: u8) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            // a review may be a link to one; a folder that is a link could lead back here
            let Ok(meta) = fs::metadata(entry.path()) else { continue };
            if name.starts_with(['.', '~']) {
                continue;
            }
            if meta.is_dir() && depth < REVIEWS_DEEP && !entry.path().is_symlink() {
                self.folder(&entry.path(), depth + 1);
            } else if meta.is_file() {
                self.file(&entry.path(), &name, &meta);
            }
        }
    }

    fn other(&mut self, path: &Path) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if let (Some(name), Ok(meta)) = (name, fs::metadata(path)) {
            self.file(path, &name, &meta);
        }
    }

    fn file(&mut self, path: &Path, file: &str, meta: &fs::Metadata) {
        // annotated copies are results, and what was set aside as damaged is nobody's any more
        if file.contains(" - annotated") || file.starts_with(DAMAGED) {
            return;
        }
        let name = self.name_of(path);
        let is_named = !self.stem.is_empty() && file.to_lowercase().contains(&self.stem);
        // of what lies elsewhere it is known that it is one
        let called_so = is_named || self.last.taken.contains_key(&name) || name.starts_with(ELSEWHERE);
        let may_be = may_be_typed_in(file) || called_so && may_be_review(file) || name.starts_with(ELSEWHERE);
        if !may_be && !has_our_names(path) {
            return;
        }
        let told = File::open(path).map(properties_in).unwrap_or_default();
        if told.paper {
            return;
        }
        let says_so = called_so || told.review;
        let in_place = told.year.is_some_and(|year| usual_name(self.rulebook, year) == name);
        let saved = saved(&told, meta, in_place);
        let (path, out) = (path.to_path_buf(), self.out.to_path_buf());
        self.found.push(Candidate { path, name, says_so, pack: told.pack, saved, in_place, out });
    }

    /// What a file is called: its path in the output folder; elsewhere no name of one in there, and no path of anybody's
    /// computer, but so many of its folders that no other is called so.
    fn name_of(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.out).map(Path::to_path_buf);
        if let Ok(inside) = inside.or_else(|_| whole(path).strip_prefix(&self.whole).map(Path::to_path_buf)) {
            return inside.to_string_lossy().replace('\\', "/");
        }
        let mut parts = path.components().rev().map(|part| part.as_os_str().to_string_lossy());
        let mut name = parts.next().unwrap_or_default().into_owned();
        for folder in parts {
            name = format!("{folder}/{name}");
            if !self.found.iter().any(|found| found.name == format!("{ELSEWHERE}{name}")) {
                break;
            }
        }
        format!("{ELSEWHERE}{name}")
    }
}

/// Whether a sheet that was saved as text begins with the names of our columns, whatever it is called.
fn has_our_names(path: &Path) -> bool {
    const BEGINNING: u64 = 1 << 16;
    let is_text =
        path.extension().is_some_and(|ending| ["csv", "tsv", "txt"].iter().any(|e| ending.eq_ignore_ascii_case(e)));
    if !is_text {
        return false;
    }
    let mut begins = Vec::new();
    let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut begins));
    // in UTF-16 every other byte of these names is nought
    begins.retain(|byte| *byte != 0);
    read.is_ok() && String::from_utf8_lossy(&begins).contains(keys::KEY)
}

/// Whether something may be decided in a workbook, by what is in it or, where that cannot be told, by its format.
#[must_use]
pub fn may_be_decided_in(path: &Path) -> bool {
    let told = File::open(path).map(properties_in).unwrap_or_default();
    if told.kind.is_some() {
        return told.review || told.pack;
    }
    read_file(path, &Limits::as_written()).map_or(true, |book| has_decisions(&book))
}

/// When a workbook was saved: as it says itself, since a copy that came by mail has the day on which it came. The review in its
/// place was saved there, and the clock of the disk is the one of our runs.
fn saved(told: &Properties, meta: &fs::Metadata, in_place: bool) -> NaiveDateTime {
    let itself = told.saved.as_deref().filter(|_| !in_place).and_then(|text| {
        let zoned = DateTime::parse_from_rfc3339(text).map(|moment| moment.with_timezone(&Local).naive_local());
        zoned.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")).ok()
    });
    let on_disk = || meta.modified().map(|when| DateTime::<Local>::from(when).naive_local()).ok();
    itself.or_else(on_disk).unwrap_or_default()
}

/// The year that a review judges, where it does not say so in its properties: by its last sheet, else by its name.
pub(super) fn year_of(book: &Book, name: &str) -> Option<AcademicYear> {
    if let Ok(seal) = Seal::of(book) {
        return Some(seal.year);
    }
    let parts = name.split(|letter: char| !letter.is_ascii_digit() && letter != '-');
    parts.filter(|part| part.len() == "2011-12".len()).find_map(|part| part.parse().ok())
}
