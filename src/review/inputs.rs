//! Everything a review is made from. The caller gathers it; nothing in it is computed here.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::{AcademicYear, Missing, Value};
use crate::intake::record::{Dataset, FactKey, SchoolKey};
use crate::judge::advise::Advice;
use crate::judge::decided::{Decision, DecisionKey, Decisions, is_typed};
use crate::judge::evaluate::{Evaluation, SchoolAccounts};
use crate::review::Tally;
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::Rulebook;

/// A value of a school as it is shown in its row, computed measures included.
pub trait SchoolValues: Sync {
    /// The value in the year judged, or why there is none; `None` where nothing is known of the measure at all.
    fn value(&self, school: usize, measure: MeasureId) -> Option<Result<Value, Missing>>;

    /// A value of any year, group or comparison; `None` where only those of the year judged are known.
    fn read(&self, school: usize, read: &Read) -> Option<Result<Value, Missing>> {
        let own = read.group == GroupId::ALL && read.year == YearOf::Judged && read.of == Of::Subject;
        if own { self.value(school, read.measure) } else { None }
    }
}

/// Values as they were read, without computed measures.
#[derive(Clone, Copy, Debug)]
pub struct FactValues<'a> {
    /// the records
    pub dataset: &'a Dataset,
    /// the rulebook, which says how long a value stays in force
    pub rulebook: &'a Rulebook,
    /// the year judged
    pub year: AcademicYear,
}

impl SchoolValues for FactValues<'_> {
    fn value(&self, school: usize, measure: MeasureId) -> Option<Result<Value, Missing>> {
        let facts = &self.dataset.schools.get(school)?.facts;
        let stays = self.rulebook.measure(measure).map_or(0, |m| m.stays_for_years);
        let undated = FactKey { measure, group: GroupId::ALL, year: None };
        let key = facts.newest(measure, GroupId::ALL, self.year, stays).unwrap_or(undated);
        facts.get(key).map(|entry| entry.value.clone())
    }
}

/// A workbook that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// file name, as places name it
    pub name: Arc<str>,
    /// SHA-256 of its bytes
    pub fingerprint: Arc<str>,
    /// path from the review's folder to it, with forward slashes: links lead there
    pub path: Arc<str>,
}

/// A decision whose recommendation or rule is no longer there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LapsedDecision {
    /// what it was about
    pub key: DecisionKey,
    /// the school's name
    pub school: Arc<str>,
    /// what it was about, in words
    pub title: Arc<str>,
    /// the decision
    pub decision: Decision,
    /// the agreed grade, where one was agreed
    pub grade: Option<Arc<str>>,
    /// the day it was first seen to be gone
    pub since: Option<NaiveDate>,
    /// why it is gone: results, rules, the school
    pub reason: String,
}

/// A decision whose evidence is no longer what it was made on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleDecision {
    /// what has changed, in a sentence: `agreed 2 in January; now below the floor`
    pub reason: String,
    /// by when it should be looked at again
    pub review_by: Option<NaiveDate>,
}

/// What became of the decisions of the last review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// made on evidence that has changed since
    pub stale: BTreeMap<DecisionKey, StaleDecision>,
    /// the recommendation is no longer made
    pub closed: Vec<LapsedDecision>,
    /// the rule, or the school, is not there any more
    pub orphans: Vec<LapsedDecision>,
    /// where nothing is decided for this year: what was decided for an earlier one, in words
    pub earlier: BTreeMap<DecisionKey, String>,
}

impl Carried {
    /// Decisions that stand no more. What an officer typed in a row of their own is no decision.
    pub fn gone(&self) -> impl Iterator<Item = &LapsedDecision> {
        self.closed.iter().chain(&self.orphans).filter(|lapsed| !is_typed(&lapsed.key.about))
    }
}

/// Something that changed since the last run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// the school, where it is about one
    pub school: Option<SchoolKey>,
    /// the school's name, or what else it is about
    pub name: Arc<str>,
    /// what changed: `Good → Underperforming`
    pub what: String,
    /// why: results, rules or a decision
    pub why: String,
}

/// What is said on the front page while the rulebook cannot be used as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulebookNotice {
    /// what is wrong and where, one line each
    pub lines: Vec<String>,
}

/// Everything a review is made from.
pub struct ReviewInputs<'a> {
    /// the rulebook in force
    pub rulebook: &'a Rulebook,
    /// what was read
    pub dataset: &'a Dataset,
    /// values for a school's row
    pub values: &'a dyn SchoolValues,
    /// what the rules say
    pub evaluation: &'a Evaluation,
    /// what they say of each school, ready to be told
    pub schools: &'a [SchoolAccounts<'a>],
    /// what follows
    pub advice: &'a Advice,
    /// decisions to fill in
    pub decisions: &'a Decisions,
    /// what became of earlier ones
    pub carried: &'a Carried,
    /// fingerprint of all of them, closed ones included
    pub decisions_fingerprint: &'a str,
    /// changes since the last run; `None` where there was none
    pub changes: Option<&'a [Change]>,
    /// the numbers of the run they are counted from
    pub tally_before: Option<&'a Tally>,
    /// the stated day of the run they are counted from
    pub changes_since: Option<NaiveDate>,
    /// workbooks that took part in that run and are there no longer
    pub workbooks_gone: &'a [String],
    /// workbooks that are there and could not be read
    pub workbooks_unread: &'a [String],
    /// the workbooks read
    pub inputs: &'a [InputFile],
    /// SHA-256 over all of them
    pub inputs_fingerprint: &'a str,
    /// set while a newer rulebook is broken
    pub notice: Option<&'a RulebookNotice>,
    /// whether everything is written, of however many schools
    pub in_full: bool,
    /// the program's version
    pub version: &'a str,
}

impl ReviewInputs<'_> {
    /// Whether there are so many schools that only what a nation can use is written.
    #[must_use]
    pub fn is_national(&self) -> bool {
        !self.in_full && self.rulebook.limits.schools_in_full.is_some_and(|most| self.dataset.schools.len() > most)
    }

    /// The name of the authority whose schools are judged.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.dataset.authority_or(&self.rulebook.authority)
    }
}
