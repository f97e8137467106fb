//! Decisions before and after a run: read from the reviews and the record in the output folder, and kept there.
//!
//! A review that cannot be read, or that was saved again while a run was on, is never written over: what an officer
//! typed into it would be lost. The record gets its lines before the review is replaced, so that at any moment one of
//! the two knows every decision.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::last_run::{LAST_RUN, LastRun};
use super::{PlaceError, Placed, place, place_new, plain};
use crate::domain::AcademicYear;
use crate::review::decisions::{
    Agreed, Entries, Line, Past, ReviewRead, Taken, filled_in, properties, read_back, read_record, take_after,
    written_record,
};
use crate::review::words::Words;
use crate::rulebook::Rulebook;
use workbook::fingerprint;
use workbook::read::{Limits, read_bytes};

/// Name of the record of decisions.
pub const RECORD: &str = "decisions.log.jsonl";

/// What the output folder holds from earlier runs.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// decisions under the keys they were made under
    pub entries: Entries,
    /// how many lines the record has
    pub(super) lines: usize,
    /// why the record could not be read
    pub(super) record_unread: Option<String>,
    /// what the record knew
    pub(super) recorded: Entries,
    /// what it tells of copies that were read before
    past: Past,
    /// the reviews that lie there, by file name
    pub(super) reviews: BTreeMap<String, ReviewFile>,
    /// the last run
    pub(super) last: LastRun,
    /// what officers have to know
    pub attention: Vec<String>,
    /// what they may want to know
    pub remarks: Vec<String>,
}

/// A review in the output folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReviewFile {
    /// SHA-256 of its bytes, as far as they could be had
    pub fingerprint: Option<String>,
    /// why it could not be read
    pub unreadable: Option<String>,
    /// sheets in it that a new review has no place for
    pub foreign: Vec<String>,
}

/// Reads what earlier runs left in an output folder: the reviews with what was typed into them, the record of decisions
/// and what is known of the last run. What cannot be read is said in `attention`; a folder that is not there holds
/// nothing.
#[must_use]
pub fn decisions_in(out: &Path, rulebook: &Rulebook, date: NaiveDate) -> Earlier {
    let mut earlier = Earlier::default();
    earlier.last = LastRun::read(out).unwrap_or_else(|why| {
        earlier.attention.push(format!(
            "{LAST_RUN} could not be read ({why}), so this run is compared with none before; decisions are taken from {RECORD} and the reviews"
        ));
        LastRun::default()
    });
    let record = lines_in(out).unwrap_or_else(|why| {
        earlier.attention.push(format!(
            "{RECORD} could not be read ({why}), so nothing is added to it and the review is left as it is; see who has it open, or lay a copy of it back, and run again"
        ));
        earlier.record_unread = Some(why);
        crate::review::decisions::Lines::default()
    });
    if record.spoilt > 0 {
        let lines = if record.spoilt == 1 { "1 line".to_owned() } else { format!("{} lines", record.spoilt) };
        earlier.attention.push(format!("{lines} of {RECORD} could not be understood and were passed over"));
    }
    earlier.lines = record.lines.len();
    earlier.recorded = record.entries();
    earlier.past = Past::of(&record, earlier.last.current.is_some());
    let mut reviews = Vec::new();
    for path in candidates(out, rulebook, &earlier.last) {
        earlier.review(&path, rulebook, &mut reviews);
    }
    if reviews.is_empty() && earlier.reviews.is_empty() && !earlier.recorded.is_empty() {
        let many = earlier.recorded.values().filter(|entry| !entry.fields.is_blank()).count();
        earlier.remarks.push(format!("no review lies in {}: {many} decisions are taken from {RECORD}", out.display()));
    }
    earlier.take(&reviews, rulebook, date);
    earlier
}

/// The record of decisions in a folder; one that is not there is empty, one that cannot be read is not.
///
/// # Errors
/// When it cannot be read: why.
pub(super) fn lines_in(out: &Path) -> Result<crate::review::decisions::Lines, String> {
    match fs::read(out.join(RECORD)) {
        Ok(bytes) => Ok(read_record(&String::from_utf8_lossy(&bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(crate::review::decisions::Lines::default()),
        Err(error) => Err(plain(&error)),
    }
}

impl Earlier {
    /// What a review itself tells of the decisions filled in when it was made, with what the folder it lies in
    /// remembers of that run: enough to make it again.
    #[must_use]
    pub fn of_review(review: &ReviewRead, folder: &Path) -> Self {
        let mut entries = filled_in(review);
        for (key, known) in lines_in(folder).unwrap_or_default().entries() {
            if let Some(entry) = entries.get_mut(&key) {
                entry.stale_since = known.stale_since;
                entry.title = known.title;
            }
        }
        Self { entries, last: LastRun::read(folder).unwrap_or_default(), ..Self::default() }
    }

    /// What was agreed, to take part where the schools are judged another way.
    #[must_use]
    pub fn agreed(&self) -> Agreed {
        Agreed { entries: self.entries.clone(), schools: self.last.schools.clone() }
    }

    /// Reads one review.
    fn review(&mut self, path: &Path, rulebook: &Rulebook, reviews: &mut Vec<ReviewRead>) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return self.unreadable(name, None, plain(&error)),
        };
        let fingerprint = fingerprint::of(&bytes);
        let known = self.last.taken.get(&name) == Some(&fingerprint);
        let mut file = ReviewFile { fingerprint: Some(fingerprint.clone()), unreadable: None, foreign: Vec::new() };
        // nothing was typed since it was last read or written, and the record knows all that it does
        if known && self.lines >= self.last.lines {
            self.reviews.insert(name, file);
            return;
        }
        match read_bytes(&name, &bytes, &Limits::default()) {
            Err(error) => self.unreadable(name, Some(fingerprint), error.refusal.to_string()),
            Ok(book) => {
                let read = read_back(&book, &properties(&bytes), rulebook);
                if !read.unread.is_empty() {
                    let why = format!("its sheets {} are damaged", read.unread.join(", "));
                    self.unreadable(name, Some(fingerprint), why);
                } else {
                    file.foreign.clone_from(&read.foreign);
                    self.reviews.insert(name, file);
                }
                // what can be read of a damaged one still counts
                reviews.push(read);
            }
        }
    }

    fn unreadable(&mut self, name: String, fingerprint: Option<String>, why: String) {
        self.attention.push(format!(
            "{name} could not be read ({why}), so it is left as it is; decisions are taken from {RECORD} and what else lies there"
        ));
        self.reviews.insert(name, ReviewFile { fingerprint, unreadable: Some(why), foreign: Vec::new() });
    }

    fn take(&mut self, reviews: &[ReviewRead], rulebook: &Rulebook, date: NaiveDate) {
        let Taken { entries, contests, remarks } =
            take_after(&self.recorded, &self.past, reviews, date, Words(rulebook));
        self.entries = entries;
        self.remarks.extend(remarks);
        for contest in contests {
            let said = |(text, place): &(Option<std::sync::Arc<str>>, String)| {
                format!("“{}” ({place})", text.as_deref().unwrap_or("blank"))
            };
            self.attention.push(format!(
                "{}, {}: decided twice, differently; {} stands, since it was saved last; {} is kept on the sheet of closed decisions. If that one is to stand, type it into the review",
                contest.school,
                contest.field.name(),
                said(&contest.stands),
                said(&contest.other)
            ));
        }
    }

    /// Whether the review of this name has to be left as it is, and why.
    pub(super) fn held(&self, path: &Path) -> Option<String> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = self.reviews.get(&name);
        if let Some(why) = read.and_then(|file| file.unreadable.as_ref()) {
            return Some(format!("it could not be read: {why}"));
        }
        let before = read.and_then(|file| file.fingerprint.as_deref());
        match fs::read(path) {
            Ok(bytes) if Some(fingerprint::of(&bytes).as_str()) == before => None,
            Ok(_) => Some("it was saved while this run was on; what was typed is read next time".to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => Some(format!("it cannot be read: {}", plain(&error))),
        }
    }

    /// The review that lies there and can be read, of a year where one is known, unless one beside it is damaged.
    #[must_use]
    pub fn readable(&self, rulebook: &Rulebook, year: Option<AcademicYear>) -> Option<&str> {
        let name = year.map(|year| Words(rulebook).fill("review.file", &[("year", year.to_string())]) + ".xlsx");
        let wanted = |(found, _): &(&String, &ReviewFile)| name.as_ref().is_none_or(|name| name == *found);
        let damaged = self.reviews.values().any(|file| file.unreadable.is_some());
        let (name, _) = self.reviews.iter().find(wanted).filter(|_| !damaged)?;
        Some(name)
    }

    /// Sheets in the review of this name that a new one has no place for.
    pub(super) fn foreign(&self, path: &Path) -> &[String] {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.reviews.get(&name).map_or(&[], |file| file.foreign.as_slice())
    }
}

/// Files that may be reviews, the one saved last first.
fn candidates(out: &Path, rulebook: &Rulebook, last: &LastRun) -> Vec<PathBuf> {
    let words = rulebook.words("review.file");
    let begins = words.split('{').next().unwrap_or(words).trim_end().to_lowercase();
    let Ok(entries) = fs::read_dir(out) else { return Vec::new() };
    let mut found: Vec<(std::time::SystemTime, PathBuf)> = Vec::new();
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let lower = name.to_lowercase();
        let passed_over = name.starts_with("~$") || name.starts_with('.') || !lower.ends_with(".xlsx");
        let ours = !begins.is_empty() && lower.starts_with(&begins) || last.taken.contains_key(&name);
        if passed_over || !ours {
            continue;
        }
        let Ok(meta) = entry.metadata() else { continue };
        if meta.is_file() {
            found.push((meta.modified().unwrap_or(std::time::UNIX_EPOCH), entry.path()));
        }
    }
    found.sort_by(|(when, path), (other_when, other)| other_when.cmp(when).then_with(|| path.cmp(other)));
    found.into_iter().map(|(_, path)| path).collect()
}

/// Adds lines to the record, all or none, and has them on disk before it returns.
pub(super) fn record(out: &Path, lines: &[Line]) -> Result<(), PlaceError> {
    if lines.is_empty() {
        return Ok(());
    }
    let path = out.join(RECORD);
    let fail = |why| PlaceError { path: path.clone(), why };
    fs::create_dir_all(out).map_err(fail)?;
    let mut text = written_record(lines);
    let mut file = fs::OpenOptions::new().create(true).read(true).append(true).open(&path).map_err(fail)?;
    let length = file.metadata().map_err(fail)?.len();
    if length > 0 && !ends_a_line(&path) {
        // a line that was cut off must not swallow the next one
        text.insert(0, '\n');
    }
    let done = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if done.is_err() {
        // half of the lines would be worse than none: they are written again next time
        let _ = file.set_len(length);
    }
    done.map_err(fail)
}

fn ends_a_line(path: &Path) -> bool {
    use std::io::{Read, Seek, SeekFrom};
    let last = fs::File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        Ok(last)
    });
    last.is_ok_and(|last| last == *b"\n")
}

/// Puts the review in its place, or beside it where it must not be touched. A review that holds more than a new one has
/// place for is kept under a dated name first; tells that name as well.
pub(super) fn place_review(
    earlier: &Earlier,
    path: &Path,
    bytes: &[u8],
    stamp: &str,
    remarks: &mut Vec<String>,
) -> Result<(Placed, Option<PathBuf>), PlaceError> {
    if let Some(why) = earlier.held(path) {
        return Ok((place_beside(path, bytes, stamp, why)?, None));
    }
    let foreign = earlier.foreign(path);
    let mut aside = None;
    if !foreign.is_empty() {
        let there = fs::read(path).map_err(|why| PlaceError { path: path.to_path_buf(), why })?;
        let kept = place_new(&kept(path, stamp), &there)?;
        remarks.push(format!(
            "the review had sheets of your own ({}); a copy with them is in {}",
            foreign.join(", "),
            kept.display()
        ));
        aside = Some(kept);
    }
    Ok((place(path, bytes, stamp)?, aside))
}

/// Puts a result beside its place, under a dated name.
pub(super) fn place_beside(path: &Path, bytes: &[u8], stamp: &str, why: String) -> Result<Placed, PlaceError> {
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
    dated(path, &format!("kept {stamp}"))
}

/// Gives reviews that cannot be read another name, under which nothing is taken from them and nothing replaces them;
/// tells the names before and after.
///
/// # Errors
/// When one cannot be renamed: it may be open.
pub fn set_damaged_aside(out: &Path, earlier: &Earlier, stamp: &str) -> Result<Vec<(String, String)>, String> {
    let damaged = earlier.reviews.iter().filter(|(_, file)| file.unreadable.is_some());
    let mut renamed = Vec::new();
    for (name, _) in damaged {
        let aside = format!("Damaged {stamp} - {name}");
        fs::rename(out.join(name), out.join(&aside))
            .map_err(|error| format!("{name} cannot be set aside ({}); is it open?", plain(&error)))?;
        renamed.push((name.clone(), aside));
    }
    Ok(renamed)
}
