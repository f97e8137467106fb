//! When to act: a state machine over scans and a clock, both given to it. It touches no file.
//!
//! A file counts once it has been still for the settling time and was found whole. A round begins when everything is
//! still and something is not as it was in the last round. When stillness does not come, patience ends: a round
//! goes without the new files that are still on the move, and only much later without known ones.

mod watched;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use super::look::Look;
use super::scan::{Key, Role, Scan, Stat};
use watched::{Calm, Watched};

/// How long to wait for stillness.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// a file is still when it did not change for so long
    pub settle: Duration,
    /// after so long a round goes without what is on the move, and a file that is not whole is taken as it is
    pub patience: Duration,
    /// an inbox that lost all its workbooks at once is believed after so long: more likely a share went away
    pub emptied: Duration,
}

impl Times {
    /// How long a known workbook on the move holds up everything.
    #[must_use]
    pub fn long(&self) -> Duration {
        self.patience * 10
    }
}

/// What is to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// nothing, until this time at the latest
    Rest {
        /// when the answer may be another although nothing was seen; `None` when only a change can alter it
        until: Option<Duration>,
    },
    /// a round with these files
    Run(Work),
}

/// The files of a round and why it is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// workbooks with their contents
    pub workbooks: BTreeMap<PathBuf, String>,
    /// files of the rulebook with their contents; `None` while they are on the move
    pub rules: Option<BTreeMap<PathBuf, String>>,
    /// packs and copies of the review with their contents
    pub copies: BTreeMap<PathBuf, String>,
    /// new or changed since the last round
    pub changed: Vec<Key>,
    /// there no longer
    pub gone: Vec<Key>,
    /// still on the move, and left out
    pub left_out: Vec<Key>,
}

/// A file that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// the file
    pub key: Key,
    /// why it is not taken yet, when a look into it said so
    pub why: Option<String>,
}

/// The state machine.
#[derive(Debug)]
pub struct Settler {
    times: Times,
    watched: BTreeMap<Key, Watched>,
    /// contents as they took part in the last round
    done: BTreeMap<Key, String>,
    /// when a file of the last round was first missed
    missed: BTreeMap<Key, Duration>,
    /// since when something is not as it was in the last round
    restless_since: Option<Duration>,
}

impl Settler {
    /// Begins with what the last round saw.
    #[must_use]
    pub fn new(times: Times, done: BTreeMap<Key, String>) -> Self {
        Self { times, watched: BTreeMap::new(), done, missed: BTreeMap::new(), restless_since: None }
    }

    /// A scan was made. Whether a workbook or rule came, went or changed since the last.
    pub fn seen(&mut self, scan: &Scan, now: Duration) -> bool {
        let matters = |key: &Key| key.role != Role::Output;
        let known = self.watched.keys().filter(|key| matters(key)).count();
        let mut news = false;
        self.watched.retain(|key, _| scan.files.contains_key(key) || scan.is_unsure(key));
        news |= self.watched.keys().filter(|key| matters(key)).count() != known;
        for (key, seen) in &scan.files {
            match self.watched.get_mut(key) {
                Some(known) => news |= known.seen(*seen, now) && matters(key),
                None => {
                    self.watched.insert(key.clone(), Watched::new(*seen, now));
                    news |= matters(key);
                }
            }
        }
        // a pack that went takes nothing with it: what was decided in it is known
        let watched = &self.watched;
        self.done.retain(|key, _| key.role != Role::Copy || watched.contains_key(key) || scan.is_unsure(key));
        let missing: BTreeSet<&Key> =
            self.done.keys().filter(|key| !self.watched.contains_key(key) && !scan.is_unsure(key)).collect();
        self.missed.retain(|key, _| missing.contains(key));
        for key in missing {
            self.missed.entry(key.clone()).or_insert(now);
        }
        drop(self.note_rest(now));
        news
    }

    /// The files that have been still long enough to be looked into.
    #[must_use]
    pub fn to_look_into(&self, now: Duration) -> Vec<Key> {
        let due = |(_, watched): &(&Key, &Watched)| watched.look_due(&self.times).is_some_and(|at| at <= now);
        self.watched.iter().filter(due).map(|(key, _)| key.clone()).collect()
    }

    /// A file was looked into; `stat` is what it had then.
    pub fn looked(&mut self, key: &Key, stat: Option<Stat>, look: Look, now: Duration) {
        match (self.watched.get_mut(key), stat) {
            (Some(watched), Some(stat)) => watched.looked(stat, look, now),
            (Some(watched), None) => watched.looked(watched.stat(), look, now),
            (None, _) => {}
        }
    }

    /// What is to be done.
    pub fn decide(&mut self, now: Duration) -> Decision {
        // after all that was looked into, once: a survey of everything for each file would take its square
        let survey = self.note_rest(now);
        let rest = Decision::Rest { until: self.wake(&survey, now) };
        if survey.work.changed.is_empty() && survey.work.gone.is_empty() {
            return rest;
        }
        let waited = now.saturating_sub(self.restless_since.unwrap_or(now));
        let held_up = match survey.work.left_out.is_empty() && survey.missed.is_empty() {
            true => false,
            false if waited < self.times.patience => true,
            false => waited < self.times.long() && (survey.known_on_the_move || !survey.missed.is_empty()),
        };
        if held_up { rest } else { Decision::Run(survey.work) }
    }

    /// A round was made with these files; a file not still the same by then is to be taken up again.
    pub fn done(&mut self, work: &Work, now: Duration) {
        let others = std::mem::take(&mut self.done).into_iter().filter(|(key, _)| match key.role {
            Role::Workbook | Role::Copy => false,
            Role::Rule => work.rules.is_none(),
            Role::Output => true,
        });
        let mut done: BTreeMap<Key, String> = others.collect();
        let key = |role, (path, contents): (&PathBuf, &String)| (Key::new(role, path), contents.clone());
        done.extend(work.workbooks.iter().map(|file| key(Role::Workbook, file)));
        done.extend(work.copies.iter().map(|file| key(Role::Copy, file)));
        done.extend(work.rules.iter().flatten().map(|file| key(Role::Rule, file)));
        self.done = done;
        self.missed.clear();
        self.restless_since = None;
        drop(self.note_rest(now));
    }

    /// What lies in the output folder because of us.
    pub fn set_outputs(&mut self, outputs: impl IntoIterator<Item = (PathBuf, String)>, now: Duration) {
        self.done.retain(|key, _| key.role != Role::Output);
        self.done.extend(outputs.into_iter().map(|(path, contents)| (Key::new(Role::Output, path), contents)));
        self.missed.retain(|key, _| key.role != Role::Output);
        self.restless_since = None;
        drop(self.note_rest(now));
    }

    /// A file may not be what the last round took it for.
    pub fn forget(&mut self, key: &Key) {
        if let Some(contents) = self.done.get_mut(key) {
            contents.clear();
        }
    }

    /// What a file looked like in the last scan.
    #[must_use]
    pub fn stat(&self, key: &Key) -> Option<Stat> {
        self.watched.get(key).map(Watched::stat)
    }

    /// Whether something is not as it was in the last round.
    #[must_use]
    pub fn is_restless(&self) -> bool {
        self.restless_since.is_some()
    }

    /// What the last round saw.
    #[must_use]
    pub fn last(&self) -> &BTreeMap<Key, String> {
        &self.done
    }

    /// The files that are waited for.
    #[must_use]
    pub fn waiting(&self, now: Duration) -> Vec<Waiting> {
        let waiting = self.watched.iter().filter_map(|(key, watched)| match watched.calm(&self.times, now) {
            Calm::Still(_) | Calm::Aside => None,
            Calm::Moving { why } => Some(Waiting { key: key.clone(), why: why.map(str::to_owned) }),
        });
        waiting.collect()
    }

    fn survey(&self, now: Duration) -> Survey {
        let mut survey = Survey { work: Work { rules: Some(BTreeMap::new()), ..Work::default() }, ..Survey::default() };
        for (key, watched) in &self.watched {
            let before = self.done.get(key);
            match watched.calm(&self.times, now) {
                Calm::Still(contents) => survey.still(key, contents, before),
                Calm::Aside => {}
                Calm::Moving { .. } => survey.moving(key, before.is_some()),
            }
        }
        let emptied = self.emptied();
        for (key, since) in &self.missed {
            let believed =
                *since + if emptied && key.role == Role::Workbook { self.times.emptied } else { self.times.settle };
            if believed <= now {
                survey.work.gone.push(key.clone());
            } else {
                survey.missed.push(believed);
            }
        }
        survey
    }

    /// Whether several workbooks went at once and none is left: more likely a share that is away than a clear-out.
    fn emptied(&self) -> bool {
        let known = self.done.keys().filter(|key| key.role == Role::Workbook).count();
        known > 1 && !self.watched.keys().any(|key| key.role == Role::Workbook)
    }

    fn wake(&self, survey: &Survey, now: Duration) -> Option<Duration> {
        let looks = self.watched.values().flat_map(|watched| watched.wakes(&self.times));
        let patience =
            self.restless_since.into_iter().flat_map(|since| [since + self.times.patience, since + self.times.long()]);
        let patience = patience.filter(|_| !(survey.work.left_out.is_empty() && survey.missed.is_empty()));
        looks.chain(survey.missed.iter().copied()).chain(patience).filter(|at| *at > now).min()
    }

    fn note_rest(&mut self, now: Duration) -> Survey {
        let survey = self.survey(now);
        let work = &survey.work;
        let restless =
            !(work.changed.is_empty() && work.gone.is_empty() && work.left_out.is_empty() && survey.missed.is_empty());
        self.restless_since = if restless { Some(self.restless_since.unwrap_or(now)) } else { None };
        survey
    }
}

/// What a look over all files found.
#[derive(Default)]
struct Survey {
    work: Work,
    /// when files that are missed are believed to be gone
    missed: Vec<Duration>,
    known_on_the_move: bool,
}

impl Survey {
    fn still(&mut self, key: &Key, contents: &str, before: Option<&String>) {
        if before.is_none_or(|before| before != contents) {
            self.work.changed.push(key.clone());
        }
        match key.role {
            Role::Workbook => drop(self.work.workbooks.insert(key.path.clone(), contents.to_owned())),
            Role::Rule => {
                if let Some(rules) = &mut self.work.rules {
                    rules.insert(key.path.clone(), contents.to_owned());
                }
            }
            Role::Copy => drop(self.work.copies.insert(key.path.clone(), contents.to_owned())),
            Role::Output => {}
        }
    }

    fn moving(&mut self, key: &Key, known: bool) {
        self.work.left_out.push(key.clone());
        match key.role {
            Role::Workbook => self.known_on_the_move |= known,
            Role::Rule => self.work.rules = None,
            Role::Output | Role::Copy => {}
        }
    }
}

#[cfg(test)]
mod tests;
