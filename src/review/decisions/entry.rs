//! What is known of one decision: its cells, what it was made on, and what became of its recommendation.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{AgreedGrade, Decision, DecisionKey, Decisions, Field, Fields};
use crate::judge::decided::is_typed;
use crate::review::book::keys;
use workbook::fingerprint;

/// What is known of one decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// what was decided
    pub fields: Fields,
    /// the fingerprint of the evidence it was made on
    pub made_on: Option<Arc<str>>,
    /// that evidence in words
    pub made_on_words: Option<Arc<str>>,
    /// the day it was first seen
    pub seen: Option<NaiveDate>,
    /// the school's name
    pub school: Arc<str>,
    /// what it is about, in words
    pub title: Arc<str>,
    /// who wrote it, as far as the workbook tells
    pub who: Option<Arc<str>>,
    /// set while the recommendation, rule or school is not there
    pub closed: Option<Closed>,
    /// since when the evidence is another
    pub stale_since: Option<NaiveDate>,
    /// of each cell, which copy of the review it was typed into: what that copy was written with
    pub copies: BTreeMap<Field, Arc<str>>,
    /// whether the day on which a plan begins was filled in here, and typed by nobody
    pub begun_filled_in: bool,
}

/// That a recommendation is not there any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// the day it was first seen to be gone
    pub since: Option<NaiveDate>,
    /// why
    pub reason: Arc<str>,
}

/// All decisions by what they are about.
pub type Entries = BTreeMap<DecisionKey, Entry>;

/// What the name of a decision begins with that says something else than the one that stands.
pub const OTHER: &str = "other:";

/// Whether a decision is kept for its text alone, and stands on no recommendation.
#[must_use]
pub fn stands_alone(about: &str) -> bool {
    is_typed(about) || about.starts_with(OTHER)
}

impl Entry {
    /// As the review fills it in.
    #[must_use]
    pub fn decision(&self) -> Decision {
        let text = |field| self.fields.get(field).cloned();
        // a day, or what was typed in its place
        let day = |field| match text(field) {
            Some(typed) => typed.parse().map_or((None, Some(typed)), |day: NaiveDate| (Some(day), None)),
            None => (None, None),
        };
        let ((due, due_as_typed), (begun, begun_as_typed)) = (day(Field::Due), day(Field::Begun));
        Decision {
            decision: text(Field::Decision),
            owner: text(Field::Owner),
            due,
            due_as_typed,
            begun,
            begun_as_typed,
            target: text(Field::Target),
            note: text(Field::Note),
            made_on: self.made_on.clone(),
            made_on_words: self.made_on_words.clone(),
            seen: self.seen,
        }
    }

    /// The agreed grade.
    #[must_use]
    pub fn grade(&self) -> Option<AgreedGrade> {
        Some(AgreedGrade {
            grade: self.fields.get(Field::Grade)?.clone(),
            made_on: self.made_on.clone(),
            made_on_words: self.made_on_words.clone(),
            seen: self.seen,
        })
    }
}

/// Fingerprint of all decisions as they are filled in. A review is written with one, and is known by it when it comes
/// back.
#[must_use]
pub fn fingerprint(entries: &Entries) -> String {
    let filled = entries.iter().filter(|(_, entry)| !entry.fields.is_blank());
    let lines = filled.map(|(key, entry)| format!("{}\u{0}{}\n", keys::written(key), entry.fields.as_carried()));
    fingerprint::short(lines.collect::<String>().as_bytes())
}

/// Decisions as evaluation and review take them.
#[must_use]
pub fn decisions(entries: &Entries) -> Decisions {
    let mut all = Decisions::default();
    for (key, entry) in entries.iter().filter(|(_, entry)| !entry.fields.is_blank()) {
        if let (Some(strand), Some(grade)) = (keys::strand_of(&key.about), entry.grade()) {
            all.grades.insert((key.school.clone(), strand.into()), grade);
        }
        all.decisions.insert(key.clone(), entry.decision());
    }
    all
}
