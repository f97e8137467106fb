//! The record of decisions: one line of JSON for every change, added at the end and never altered.
//!
//! Read from its first line to its last it says what stands, so that a review that was deleted can be made again. A line
//! that was cut off (a power cut) or that someone spoilt is passed over and counted; the others still count.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Closed, DecisionKey, Entries, Entry, Field};
use crate::domain::AcademicYear;
use crate::intake::record::SchoolKey;
use crate::review::book::keys;
use crate::rulebook::model::Renamed;

/// One change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Line {
    /// the stated day of the run that saw it
    pub seen: Option<NaiveDate>,
    /// when that run was, by the clock
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// the academic year that it was decided for; lines of old versions tell none, and count for every year
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Arc<str>>,
    /// who wrote it, as far as the workbook tells
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Arc<str>>,
    /// the school's key
    pub school: Arc<str>,
    /// the school's name
    #[serde(skip_serializing_if = "str::is_empty")]
    pub name: Arc<str>,
    /// what it is about
    pub about: Arc<str>,
    /// what it is about, in words
    #[serde(skip_serializing_if = "str::is_empty")]
    pub title: Arc<str>,
    /// which cell; or `confirmed`, `closed`, `stale`, `key`
    pub field: Arc<str>,
    /// what stood there
    pub from: Option<Arc<str>>,
    /// what stands there
    pub to: Option<Arc<str>>,
    /// the copy of the review it was typed into: the fingerprint of the decisions that this was written with
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<Arc<str>>,
    /// of the day on which a plan begins: that nobody typed it
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub filled_in: bool,
    /// why it was closed
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Arc<str>>,
    /// the fingerprint of the evidence the decision is made on
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_on: Option<Arc<str>>,
    /// that evidence in words
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_on_words: Option<Arc<str>>,
    /// the day on which the decision was first seen
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<NaiveDate>,
}

const CONFIRMED: &str = "confirmed";
const CLOSED: &str = "closed";
const STALE: &str = "stale";
const KEY: &str = "key";

/// The record, read.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// the changes, oldest first
    pub lines: Vec<Line>,
    /// lines that could not be understood
    pub spoilt: usize,
}

/// Reads the record.
#[must_use]
pub fn read(text: &str) -> Lines {
    let mut read = Lines::default();
    for line in text.lines().map(|line| line.trim_matches(['\u{feff}', ' ', '\0'])).filter(|line| !line.is_empty()) {
        match serde_json::from_str::<Line>(line) {
            Ok(line) if !line.school.is_empty() && !line.field.is_empty() => read.lines.push(line),
            _ => read.spoilt += 1,
        }
    }
    read
}

/// Lines as they are added to the record.
#[must_use]
pub fn written(lines: &[Line]) -> String {
    let lines = lines.iter().filter_map(|line| serde_json::to_string(line).ok());
    lines.map(|line| line + "\n").collect()
}

impl Lines {
    /// The same lines, speaking of everything by its present name.
    #[must_use]
    pub fn renamed(mut self, renamed: &Renamed) -> Self {
        if renamed.is_empty() {
            return self;
        }
        for line in &mut self.lines {
            line.about = renamed.about(&line.about).into();
            let moved = line.from.as_deref().filter(|_| &*line.field == KEY).and_then(keys::read);
            if let Some(was) = moved {
                let about = renamed.about(&was.about).into();
                line.from = Some(keys::written(&DecisionKey { about, ..was }).into());
            }
        }
        self
    }

    /// The lines that count for a year: its own, and those that tell none. Without a year, only the latter.
    #[must_use]
    pub fn of_year(&self, year: Option<AcademicYear>) -> Self {
        let year = year.map(|year| year.to_string());
        let counts = |line: &&Line| line.year.is_none() || line.year.as_deref() == year.as_deref();
        Self { lines: self.lines.iter().filter(counts).cloned().collect(), spoilt: self.spoilt }
    }

    /// The years for which something was decided.
    #[must_use]
    pub fn years(&self) -> BTreeSet<AcademicYear> {
        self.lines.iter().filter_map(|line| line.year.as_deref()?.parse().ok()).collect()
    }

    /// What stands after the last change.
    #[must_use]
    pub fn entries(&self) -> Entries {
        let mut entries = Entries::new();
        for line in &self.lines {
            apply(&mut entries, line);
        }
        entries
    }
}

fn apply(entries: &mut Entries, line: &Line) {
    let key = DecisionKey { school: SchoolKey(line.school.clone()), about: line.about.clone() };
    if &*line.field == KEY {
        let was = line.from.as_deref().and_then(keys::read);
        if let Some(entry) = was.and_then(|was| entries.remove(&was)) {
            entries.insert(key, entry);
        }
        return;
    }
    let entry = entries.entry(key).or_default();
    if !line.name.is_empty() {
        entry.school = line.name.clone();
    }
    if !line.title.is_empty() {
        entry.title = line.title.clone();
    }
    entry.made_on.clone_from(&line.made_on);
    entry.made_on_words.clone_from(&line.made_on_words);
    entry.seen = line.decided;
    match &*line.field {
        CLOSED => {
            let reason = line.why.clone().unwrap_or_default();
            entry.closed = line.to.as_ref().map(|since| Closed { since: since.parse().ok(), reason });
        }
        STALE => entry.stale_since = line.to.as_deref().and_then(|since| since.parse().ok()),
        name => {
            if let Some(field) = Field::named(name) {
                entry.fields.set(field, line.to.clone());
                match &line.copy {
                    Some(copy) => _ = entry.copies.insert(field, Arc::clone(copy)),
                    None => _ = entry.copies.remove(&field),
                }
                entry.who.clone_from(&line.who);
                if field == Field::Begun {
                    entry.begun_filled_in = line.filled_in;
                }
            }
        }
    }
}

/// The changes from what stood to what stands.
#[must_use]
pub fn changes(before: &Entries, after: &Entries, seen: NaiveDate) -> Vec<Line> {
    let all: BTreeSet<&DecisionKey> = before.keys().chain(after.keys()).collect();
    let nothing = Entry::default();
    let mut lines = Vec::new();
    for key in all {
        let (was, is) = (before.get(key).unwrap_or(&nothing), after.get(key).unwrap_or(&nothing));
        let line = |field: &str, from: Option<Arc<str>>, to: Option<Arc<str>>| Line {
            seen: Some(seen),
            school: key.school.0.clone(),
            name: is.school.clone(),
            about: key.about.clone(),
            title: is.title.clone(),
            field: field.into(),
            from,
            to,
            made_on: is.made_on.clone(),
            made_on_words: is.made_on_words.clone(),
            decided: is.seen,
            ..Line::default()
        };
        lines.extend(of_one(was, is, line));
    }
    lines
}

fn of_one(was: &Entry, is: &Entry, line: impl Fn(&str, Option<Arc<str>>, Option<Arc<str>>) -> Line) -> Vec<Line> {
    let mut lines = Vec::new();
    for field in Field::ALL.into_iter().filter(|field| was.fields.get(*field) != is.fields.get(*field)) {
        let (from, to) = (was.fields.get(field).cloned(), is.fields.get(field).cloned());
        let copy = is.copies.get(&field).cloned();
        let filled_in = field == Field::Begun && is.begun_filled_in && to.is_some();
        lines.push(Line { who: is.who.clone(), copy, filled_in, ..line(field.name(), from, to) });
    }
    let made_on = |entry: &Entry| (entry.made_on.clone(), entry.made_on_words.clone(), entry.seen);
    if lines.is_empty() && made_on(was) != made_on(is) {
        lines.push(Line { who: is.who.clone(), ..line(CONFIRMED, was.made_on.clone(), is.made_on.clone()) });
    }
    let day = |day: Option<NaiveDate>| day.map(|day| Arc::from(day.to_string()));
    let closed = |entry: &Entry| entry.closed.as_ref().map(|closed| day(closed.since).unwrap_or_else(|| "?".into()));
    if closed(was) != closed(is) {
        let why = is.closed.as_ref().map(|closed| closed.reason.clone());
        lines.push(Line { why, ..line(CLOSED, closed(was), closed(is)) });
    }
    if was.stale_since != is.stale_since {
        lines.push(line(STALE, day(was.stale_since), day(is.stale_since)));
    }
    lines
}

/// Lines for decisions that have come under another key.
#[must_use]
pub fn moves(moved: &[(DecisionKey, DecisionKey)], seen: NaiveDate) -> Vec<Line> {
    let line = |(was, is): &(DecisionKey, DecisionKey)| Line {
        seen: Some(seen),
        school: is.school.0.clone(),
        about: is.about.clone(),
        field: KEY.into(),
        from: Some(keys::written(was).into()),
        to: Some(keys::written(is).into()),
        ..Line::default()
    };
    moved.iter().map(line).collect()
}
