//! What the record tells of copies of the review that were read before.
//!
//! A copy may come back long after others have been written: opened last week and saved today over the current one, or
//! laid into the folder from a mail. What it was written with stands in each of its rows, what was read from it since
//! stands in the record. Only what differs from both was typed since.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::entry::{OTHER, fingerprint};
use super::fields::same;
use super::{DecisionKey, Field, Lines, ReviewRead};
use crate::intake::record::SchoolKey;

/// How the record says when a run was.
const STAMP: &str = "%Y-%m-%d %H%M";

/// What a cell went from and to.
type Step = (DecisionKey, Field, Option<Arc<str>>, Option<Arc<str>>);
/// A cell of a copy.
type Cell = (Arc<str>, DecisionKey, Field);

/// What is known of copies that were read before.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// what the cells of each copy said when it was read last, as far as they had been typed in
    said: BTreeMap<Cell, Option<Arc<str>>>,
    /// fingerprint of the decisions that stand, with which the review of the last run was written
    now: Arc<str>,
    /// everything that a cell ever said
    had: BTreeSet<(DecisionKey, Field, Arc<str>)>,
    /// when what a cell says was taken in, by the clock
    since: BTreeMap<(DecisionKey, Field), NaiveDateTime>,
    /// every change of a cell, where it is not remembered which files were read
    steps: BTreeSet<Step>,
}

impl Past {
    /// As the record tells it; `remembered` says whether it is known besides which files were read.
    #[must_use]
    pub fn of(record: &Lines, remembered: bool) -> Self {
        let mut past = Self { now: fingerprint(&record.entries()).into(), ..Self::default() };
        for line in &record.lines {
            let Some(field) = Field::named(&line.field) else { continue };
            let key = DecisionKey { school: SchoolKey(line.school.clone()), about: line.about.clone() };
            if let Some(copy) = &line.copy {
                past.said.insert((Arc::clone(copy), itself(&key), field), line.to.clone());
            }
            match NaiveDateTime::parse_from_str(&line.at, STAMP) {
                Ok(at) => _ = past.since.insert((key.clone(), field), at),
                Err(_) => _ = past.since.remove(&(key.clone(), field)),
            }
            past.had.extend(line.to.iter().map(|to| (key.clone(), field, Arc::clone(to))));
            // else a cell that goes back and forth in an open workbook is typed anew each time
            if !remembered {
                past.steps.insert((key, field, line.from.clone(), line.to.clone()));
            }
        }
        past
    }

    /// Whether a review was written before the decisions stood that stand now.
    pub(super) fn is_older(&self, review: &ReviewRead) -> bool {
        review.written_with.as_ref().is_some_and(|with| *with != self.now)
    }

    /// When what a cell says was taken in, where that was after a copy was saved for the last time.
    pub(super) fn since(&self, review: &ReviewRead, key: &DecisionKey, field: Field) -> Option<NaiveDateTime> {
        let since = self.since.get(&(key.clone(), field)).copied()?;
        review.saved.filter(|saved| *saved < since).map(|_| since)
    }

    /// Whether a cell ever said this.
    pub(super) fn had(&self, key: &DecisionKey, field: Field, says: &Arc<str>) -> bool {
        self.had.contains(&(key.clone(), field, Arc::clone(says)))
    }

    /// Whether a review is the one of the last run.
    pub(super) fn is_current(&self, review: &ReviewRead) -> bool {
        review.written_with.as_ref().is_some_and(|with| *with == self.now)
    }

    /// What a cell of a copy said when it was read last; `None` where nothing was ever read from it but what was filled
    /// in.
    pub(super) fn said(&self, review: &ReviewRead, key: &DecisionKey, field: Field) -> Option<Option<&Arc<str>>> {
        let copy = review.written_with.clone()?;
        self.said.get(&(copy, key.clone(), field)).map(Option::as_ref)
    }

    /// Whether the record has a cell going from what was filled in to what it says.
    pub(super) fn has_step(
        &self,
        key: &DecisionKey,
        field: Field,
        filled_in: Option<&Arc<str>>,
        says: Option<&Arc<str>>,
    ) -> bool {
        let is = |(of, cell, from, to): &Step| {
            of == key && *cell == field && same(filled_in, from.as_ref()) && to.as_ref() == says
        };
        self.steps.iter().any(is)
    }
}

/// What a decision that does not stand is about: the same as the one that does.
fn itself(key: &DecisionKey) -> DecisionKey {
    let about = key.about.strip_prefix(OTHER).and_then(|rest| rest.split_once(':')).map(|(_, about)| Arc::from(about));
    DecisionKey { school: key.school.clone(), about: about.unwrap_or_else(|| Arc::clone(&key.about)) }
}
