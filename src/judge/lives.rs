//! The life of a plan, from what was decided about it: the day it began, and how it ended.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::judge::decided::Decision;
use crate::rulebook::model::Plans;

/// How a plan ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// the word that ended it, as the rulebook writes it
    pub word: Arc<str>,
    /// the day it was first seen
    pub on: Option<NaiveDate>,
    /// the reason given
    pub why: Arc<str>,
}

/// The day on which a plan begins: the one typed, else the one on which a decision that begins plans was first seen. What
/// was typed and is no day begins nothing.
#[must_use]
pub fn begun(plans: &Plans, decision: &Decision) -> Option<NaiveDate> {
    let agreed = || word(&plans.begun_by, decision).and(decision.seen);
    decision.begun.or_else(|| if decision.begun_as_typed.is_none() { agreed() } else { None })
}

/// How a plan ended; not without a reason.
#[must_use]
pub fn ended(plans: &Plans, decision: &Decision) -> Option<End> {
    let word = word(&plans.ended_by, decision)?;
    let why = decision.note.clone().filter(|note| !note.trim().is_empty())?;
    Some(End { word: Arc::clone(word), on: decision.seen, why })
}

/// The one of some words that was decided.
pub(crate) fn word<'p>(words: &'p [Arc<str>], decision: &Decision) -> Option<&'p Arc<str>> {
    let typed = decision.decision.as_deref()?.trim().to_lowercase();
    words.iter().find(|word| word.trim().to_lowercase() == typed)
}
