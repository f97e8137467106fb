//! What is remembered of the last run, so that the next one can say what has changed: `.yardstick/last-run.json`.
//!
//! It goes on only when workbooks, rulebook or decisions are others. A run on the same ones is compared with what the one
//! before was compared with, and so gives the same review, byte for byte.
//!
//! Changes are counted from the last run of an earlier day, or from the first run of all: a watch runs whenever an officer
//! types a note, and what the results of the morning changed has still to be told in the afternoon.

mod standing;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Inputs, PlaceError, place};
use crate::domain::AcademicYear;
use crate::intake::PreviousColumn;
use crate::intake::record::{Dataset, Visit};
use crate::judge::advise::{Advice, times};
use crate::judge::evaluate::Evaluation;
use crate::review::Tally;
use crate::review::decisions::{Entries, KnownSchool};
use crate::rulebook::Rulebook;

pub(super) use standing::{Decided, Reached, Standing};

/// Where it stands in the output folder.
pub const LAST_RUN: &str = ".yardstick/last-run.json";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct LastRun {
    /// how the last run found things
    pub current: Option<Snapshot>,
    /// what it was compared with
    pub before: Option<Snapshot>,
    /// the same for other years that were judged here, by year
    pub years: BTreeMap<String, Judged>,
    /// how things stood at the meetings that packs are counted from, of each year judged: what runs knew by their last time
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub meetings: BTreeMap<String, Snapshot>,
    /// the columns it read
    pub columns: Vec<PreviousColumn>,
    /// the columns it was compared with
    pub columns_before: Vec<PreviousColumn>,
    /// every school that was ever seen here, as it was known last
    pub schools: Vec<KnownSchool>,
    /// reviews whose decisions were taken in, by file name: SHA-256
    pub taken: BTreeMap<String, String>,
    /// the authority whose schools were judged
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// how many lines the record had
    pub lines: usize,
    /// the stated date of the last run
    pub date: Option<NaiveDate>,
    /// the workbooks that were read, seen from the output folder
    pub workbooks: Vec<String>,
}

/// The last run that judged a year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Judged {
    /// how it found things
    current: Option<Snapshot>,
    /// what it was compared with
    before: Option<Snapshot>,
}

/// How a run found things.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Snapshot {
    /// SHA-256 over the workbooks
    pub inputs: String,
    /// SHA-256 of the rulebook
    pub rulebook: String,
    /// SHA-256 over the decisions
    pub decisions: String,
    /// the year judged
    pub year: String,
    /// the stated day of the first run that found things so
    pub date: Option<NaiveDate>,
    /// the stated day of the last one, where that is a later day
    #[serde(skip_serializing_if = "Option::is_none")]
    pub still: Option<NaiveDate>,
    /// the workbooks by name, with their SHA-256 where they could be read
    pub workbooks: BTreeMap<String, String>,
    /// the numbers of its front page; none in what older versions remembered
    pub tally: Option<Tally>,
    /// every school by its key
    pub schools: BTreeMap<String, Standing>,
}

impl Snapshot {
    /// How things are now.
    pub fn of(
        rulebook: &Rulebook,
        dataset: &Dataset,
        (evaluation, advice): (&Evaluation, &Advice),
        entries: &Entries,
        inputs: &Inputs,
    ) -> Self {
        let mut by_school: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut decided: BTreeMap<&str, Decided> = BTreeMap::new();
        for (key, entry) in entries.iter().filter(|(_, entry)| !entry.fields.is_blank()) {
            let line = format!("{}\u{0}{}", key.about, entry.fields.in_words());
            by_school.entry(&key.school.0).or_default().push(line);
            decided.entry(&key.school.0).or_default().extend(standing::decided(&key.about, entry, rulebook));
        }
        let print = |lines: &[String]| workbook::fingerprint::of(lines.join("\n").as_bytes());
        let all: Vec<String> =
            by_school.iter().map(|(school, lines)| format!("{school}\u{0}{}", print(lines))).collect();
        let standings = evaluation.schools.iter().filter_map(|found| {
            let school = dataset.schools.get(found.school)?;
            let key = &school.identity.key;
            let known = Standing {
                decisions: by_school.get(&*key.0).map(|lines| print(lines)).unwrap_or_default(),
                decided: Some(decided.get(&*key.0).cloned().unwrap_or_default()),
                visits: Some(dataset.visits_of(key).map(Visit::name).collect()),
                ..Standing::of(rulebook, school, (found, advice.schools.get(found.school)), evaluation.year)
            };
            Some((key.to_string(), known))
        });
        Self {
            inputs: inputs.fingerprint(),
            rulebook: rulebook.fingerprint.to_string(),
            decisions: print(&all),
            year: evaluation.year.to_string(),
            date: Some(evaluation.date),
            still: None,
            workbooks: workbooks(inputs),
            tally: Some(Tally::of(rulebook, evaluation)),
            schools: standings.collect(),
        }
    }

    /// The last day before another on which a run found things so.
    pub fn last_before(&self, date: Option<NaiveDate>) -> Option<NaiveDate> {
        self.still.filter(|still| date.is_none_or(|date| *still < date)).or(self.date)
    }

    /// Whether both rest on the same workbooks, rulebook and decisions, judge the same year and come to the same: a day may
    /// be enough for another status.
    fn same_basis(&self, other: &Self) -> bool {
        let basis = |one: &Self| (one.inputs.clone(), one.rulebook.clone(), one.decisions.clone(), one.year.clone());
        let differs = |(key, one): (&String, &Standing)| other.schools.get(key).is_some_and(|other| !one.is_as(other));
        basis(self) == basis(other) && !self.schools.iter().any(differs)
    }
}

fn workbooks(inputs: &Inputs) -> BTreeMap<String, String> {
    // a review that was sent back counts by what is decided in it
    let results = inputs.inputs.iter().filter(|input| !inputs.is_ours_alone(input));
    let mut all: BTreeMap<String, String> = results.map(|input| (input.name.clone(), String::new())).collect();
    all.extend(inputs.books.iter().map(|book| (book.name.to_string(), book.fingerprint.to_string())));
    all
}

/// What a meeting is called, in the judging of a year: `srg-1 2011-12`.
fn meeting(event: &str, year: &str) -> String {
    format!("{event} {year}")
}

impl LastRun {
    /// Reads it; without one, nothing is remembered.
    ///
    /// # Errors
    /// When it cannot be read, or is spoilt: why.
    pub fn read(out: &Path) -> Result<Self, String> {
        match fs::read(out.join(LAST_RUN)) {
            Ok(text) => serde_json::from_slice(&text).map_err(|_| "it is damaged".to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(super::plain(&error)),
        }
    }

    /// The year judged by the last run.
    pub fn year(&self) -> Option<AcademicYear> {
        self.current.as_ref()?.year.parse().ok()
    }

    /// The same, as a run that judges a year is compared with it: with the last one of that year, where there was one.
    pub fn on(mut self, year: AcademicYear) -> Self {
        let year = year.to_string();
        let other = self.current.as_ref().map(|current| current.year.clone()).filter(|other| *other != year);
        let Some(other) = other else { return self };
        let judged = Judged { current: self.current.clone(), before: self.before.clone() };
        self.years.insert(other, judged);
        if let Some(own) = self.years.remove(&year) {
            (self.current, self.before) = (own.current, own.before);
        }
        self
    }

    /// The same, as a run of a day found it: without what later ones remember. How things stood before may be known from a
    /// meeting.
    pub fn by(self, date: NaiveDate, year: AcademicYear) -> Self {
        let later = |known: &Snapshot| known.date.is_some_and(|known| known > date);
        if self.current.as_ref().is_none_or(|current| !later(current)) {
            return self;
        }
        let year = year.to_string();
        let met = self.meetings.into_values().filter(|known| known.year == year);
        let known = self.before.into_iter().chain(met);
        let earlier = known.filter(|known| known.date.is_some_and(|known| known < date));
        let current = earlier.max_by_key(|known| known.date);
        Self { current, schools: self.schools, lines: self.lines, ..Self::default() }
    }

    /// Writes it, whole or not at all.
    pub fn write(&self, out: &Path) -> Result<(), PlaceError> {
        let path: PathBuf = out.join(LAST_RUN);
        let fail = |why: serde_json::Error| PlaceError { path: path.clone(), why: why.into() };
        let text = serde_json::to_string_pretty(self).map_err(fail)?;
        place(&path, text.as_bytes(), "new").map(drop)
    }

    /// The columns that a run over these workbooks is compared with.
    pub fn columns_for(&self, inputs: &str) -> &[PreviousColumn] {
        match &self.current {
            Some(current) if current.inputs == inputs => &self.columns_before,
            Some(_) => &self.columns,
            None => &[],
        }
    }

    /// What a run that finds things so is compared with.
    pub fn base_for(&self, now: &Snapshot) -> Option<&Snapshot> {
        match &self.current {
            Some(current) if current.same_basis(now) => {
                let is_as_now = |known: &Snapshot| known.same_basis(now);
                let last = current.still.or(current.date);
                if last.is_some() && last < now.date && self.before.as_ref().is_none_or(is_as_now) {
                    // on a later day it can be said that nothing has changed since
                    return Some(current);
                }
                self.before.as_ref().filter(|before| before.date < now.date || !is_as_now(before))
            }
            Some(current) if current.date.is_some() && current.date == now.date => {
                self.before.as_ref().or(Some(current))
            }
            current => current.as_ref(),
        }
    }

    /// The workbooks of the run that changes are counted from which are there no longer, under whatever name.
    pub fn workbooks_gone(&self, now: &Snapshot) -> Vec<String> {
        let there: BTreeSet<&String> = now.workbooks.values().filter(|contents| !contents.is_empty()).collect();
        let before = self.base_for(now).into_iter().flat_map(|base| &base.workbooks);
        let gone = before.filter(|(name, contents)| !now.workbooks.contains_key(*name) && !there.contains(contents));
        gone.map(|(name, _)| name.clone()).collect()
    }

    /// Remembers how things stood at the times of events since the run before, up to the day of this one.
    pub fn meet(&mut self, rulebook: &Rulebook, today: NaiveDate) {
        let Some((current, stood)) = self.current.as_ref().and_then(|current| Some((current, current.date?))) else {
            return;
        };
        let over = times(rulebook, stood, Some(today)).into_iter();
        let over = over.filter(|(_, time)| stood <= time.known_by() && time.known_by() < today);
        let events = over.filter_map(|(event, _)| rulebook.cycle.get(event));
        let counted = events.filter(|event| rulebook.has_packs(event));
        let kept: Vec<_> = counted.map(|event| (meeting(&event.id, &current.year), current.clone())).collect();
        self.meetings.extend(kept);
        // older versions kept one of every event, of whatever year was judged last
        self.meetings.retain(|name, known| name.ends_with(&format!(" {}", known.year)));
    }

    /// How things stood at an event that was over by a day; none where no run that is remembered tells.
    pub fn at_meeting(&self, (event, year): (&str, AcademicYear), over: NaiveDate) -> Option<&Snapshot> {
        let year = year.to_string();
        let known_then = |snapshot: &&Snapshot| snapshot.year == year && snapshot.date.is_some_and(|date| date <= over);
        let remembered = || self.meetings.get(&meeting(event, &year)).filter(known_then);
        self.current.as_ref().filter(known_then).or_else(remembered)
    }

    /// What is remembered after a run that found things so.
    pub fn after(&self, mut now: Snapshot, columns: Vec<PreviousColumn>, dataset: &Dataset) -> Self {
        let before = self.base_for(&now).cloned();
        if let Some(current) = self.current.as_ref().filter(|current| current.same_basis(&now)) {
            // nothing is new since that day
            now.still = now.date.max(current.still).filter(|day| Some(*day) > current.date);
            now.date = current.date;
        }
        let columns_before = self.columns_for(&now.inputs).to_vec();
        Self {
            before,
            columns_before,
            columns,
            schools: self.schools_after(dataset),
            current: Some(now),
            ..self.clone()
        }
    }

    fn schools_after(&self, dataset: &Dataset) -> Vec<KnownSchool> {
        let now = dataset.schools.iter().map(|school| KnownSchool {
            key: school.identity.key.to_string(),
            name: school.identity.name.to_string(),
            laestab: school.identity.laestab.map(|number| number.to_string()),
        });
        let now: Vec<KnownSchool> = now.collect();
        let keys: BTreeSet<&str> = now.iter().map(|school| school.key.as_str()).collect();
        let gone = self.schools.iter().filter(|school| !keys.contains(school.key.as_str())).cloned();
        let mut all: Vec<KnownSchool> = now.iter().cloned().chain(gone).collect();
        all.sort_by(|one, other| one.key.cmp(&other.key));
        all
    }
}

#[cfg(test)]
mod tests;
