//! Where decisions stand in the review, for what writes it and for what reads it back.
//!
//! A sheet on which officers decide has, above its headings, a hidden row with a name for each column that matters to
//! a program (`yardstick:decision`). Headings may be renamed, rows sorted, rows and columns inserted: the row is found
//! by looking for [`KEY`], and columns by their names in it. Each row of data carries in the [`KEY`] column
//! what it is about ([`written`]), and in hidden columns
//!
//! - [`EVIDENCE`]: the fingerprint of what the recommendation rests on in this review, in words [`EVIDENCE_WORDS`],
//! - [`MADE_ON`]: the fingerprint that the decision filled in was made on; blank where there was none; in words
//!   [`MADE_ON_WORDS`], and the day it was first seen, [`SEEN`],
//! - [`CARRIED`]: the decision as it was filled in ([`carried`]).
//!
//! So a reader tells three cases apart. Cells as in `CARRIED`: the decision stands as it was, made on `MADE_ON`. The
//! grade or the decision changed: decided anew, on `EVIDENCE` (another owner, day or note alone does not say that
//! anyone has looked at the figures again). Something in [`CONFIRM`]: unchanged, but looked at again, so made on
//! `EVIDENCE` from now on. A column without such a name is an officer's own: every other column of ours has [`SHOWN`].
//!
//! The workbook is recognised by its document properties ([`KIND`] is [`REVIEW`]).

use std::borrow::Cow;
use std::sync::Arc;

use crate::intake::record::SchoolKey;
use crate::judge::decided::{Decision, DecisionKey};
use workbook::fingerprint;

/// Column of what a row is about.
pub const KEY: &str = "yardstick:key";
/// Column of the evidence of this review.
pub const EVIDENCE: &str = "yardstick:evidence";
/// Column of that evidence in words.
pub const EVIDENCE_WORDS: &str = "yardstick:evidence-words";
/// Column of the evidence that the filled-in decision was made on.
pub const MADE_ON: &str = "yardstick:made-on";
/// Column of that evidence in words.
pub const MADE_ON_WORDS: &str = "yardstick:made-on-words";
/// Column of the day on which the decision was first seen.
pub const SEEN: &str = "yardstick:seen";
/// Column of the decision as it was filled in.
pub const CARRIED: &str = "yardstick:carried";
/// Column of the decision.
pub const DECISION: &str = "yardstick:decision";
/// Column of the agreed grade.
pub const AGREED: &str = "yardstick:agreed-grade";
/// Column of the owner.
pub const OWNER: &str = "yardstick:owner";
/// Column of the due date.
pub const DUE: &str = "yardstick:due";
/// Column of the day a plan begins.
pub const BEGUN: &str = "yardstick:begun";
/// Column of what a plan is to reach.
pub const TARGET: &str = "yardstick:target";
/// Column of the note.
pub const NOTE: &str = "yardstick:note";
/// Column in which a decision is confirmed as it stands.
pub const CONFIRM: &str = "yardstick:confirm";
/// Columns in which officers write.
pub const WRITTEN: [&str; 8] = [DECISION, AGREED, OWNER, DUE, NOTE, BEGUN, TARGET, CONFIRM];

/// Column of the day since which the recommendation is no longer there.
pub const SINCE: &str = "yardstick:since";
/// Column of the reason why it is no longer there.
pub const REASON: &str = "yardstick:reason";
/// Column of what the decision was about, in words.
pub const TITLE: &str = "yardstick:title";
/// Column of the school's name.
pub const SCHOOL: &str = "yardstick:school";
/// Any other column of ours.
pub const SHOWN: &str = workbook::write::OTHER_COLUMN;
/// What every name of a column begins with.
pub const MARK: &str = "yardstick:";

/// Document property that says what a workbook of ours is.
pub const KIND: &str = "Yardstick kind";
/// Value of [`KIND`] for a review.
pub const REVIEW: &str = "review";
/// Value of [`KIND`] for a paper to print.
pub const PAPER: &str = "paper";
/// Value of [`KIND`] for a pack, a paper for a meeting in which officers decide.
pub const PACK: &str = "pack";
/// Its value in a comparison of rulebooks or years.
pub const COMPARISON: &str = "comparison";
/// Its value in a workbook of one threshold over a range.
pub const SWEEP: &str = "sweep";
/// Its value in a workbook of the rulebook's values.
pub const VALUES: &str = "rulebook values";
/// Document property of a paper: its name in the rulebook.
pub const PAPER_ID: &str = "Yardstick paper";
/// Document property of a paper for a visit: the event of the cycle, by its name.
pub const VISIT: &str = "Yardstick visit";
/// Document property with the academic year.
pub const YEAR: &str = "Yardstick year";
/// Document property with the stated date.
pub const DATE: &str = "Yardstick date";
/// Document property with the rulebook's fingerprint.
pub const RULEBOOK: &str = "Yardstick rulebook";
/// Document property with the fingerprint of all inputs.
pub const INPUTS: &str = "Yardstick inputs";
/// Document property with the fingerprint of the decisions that were filled in: by it one copy is told from another.
pub const DECISIONS: &str = "Yardstick decisions";
/// Document property with the program's version.
pub const VERSION: &str = "Yardstick version";

/// The cell of the School card in which a school is chosen: row and column, from 0.
pub const CHOICE: (u32, u16) = (2, 0);

pub use crate::judge::decided::{STATUS, is_partner, is_plan};

/// What parts the school's key from the recommendation's id.
const BETWEEN: &str = " | ";

/// What a decision about the grade of a strand is about.
#[must_use]
pub fn grade_of(strand: &str) -> Arc<str> {
    format!("grade:{strand}").into()
}

/// What is said about the finding of a rule: that it is right or wrong.
#[must_use]
pub fn finding_of(rule: &str) -> Arc<str> {
    format!("finding:{rule}").into()
}

/// The rule whose finding something is said about.
#[must_use]
pub fn rule_of(about: &str) -> Option<&str> {
    about.strip_prefix("finding:")
}

/// The strand of a decision about a grade.
#[must_use]
pub fn strand_of(about: &str) -> Option<&str> {
    about.strip_prefix("grade:")
}

/// A key as it stands in the hidden column: `urn:900101 | support:achievement:…`.
#[must_use]
pub fn written(key: &DecisionKey) -> String {
    format!("{}{BETWEEN}{}", key.school, key.about)
}

/// Reads a key back.
#[must_use]
pub fn read(text: &str) -> Option<DecisionKey> {
    let (school, about) = text.split_once(BETWEEN)?;
    let (school, about) = (school.trim(), about.trim());
    let whole = !school.is_empty() && !about.is_empty();
    whole.then(|| DecisionKey { school: SchoolKey(school.into()), about: about.into() })
}

/// A decision as it was filled in: agreed grade, decision, owner, due date and note, and of a plan its beginning and its
/// target, as a JSON list. Blank where all are.
#[must_use]
pub fn carried(grade: Option<&str>, decision: Option<&Decision>) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let (due, begun) = decision.map_or((None, None), |decision| (day(decision.due), day(decision.begun)));
    let text = |of: fn(&Decision) -> &Option<Arc<str>>| decision.and_then(|decision| of(decision).as_deref());
    remembered([
        grade,
        text(|decision| &decision.decision),
        text(|decision| &decision.owner),
        due.as_deref().or_else(|| text(|decision| &decision.due_as_typed)),
        text(|decision| &decision.note),
        begun.as_deref().or_else(|| text(|decision| &decision.begun_as_typed)),
        text(|decision| &decision.target),
    ])
}

/// How many parts the list had before plans had a beginning and a target: others have as many still.
const PARTS_BEFORE: usize = 5;

/// The parts of a decision as the hidden cell remembers them.
#[must_use]
pub fn remembered(parts: [Option<&str>; 7]) -> String {
    let filled = parts.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    if filled == 0 {
        return String::new();
    }
    let parts = parts.iter().take(filled.max(PARTS_BEFORE));
    serde_json::Value::from_iter(parts.map(|part| brief(part.unwrap_or_default()))).to_string()
}

/// Longest text that is repeated in [`CARRIED`]: seven of them, written as JSON, still fit a cell.
const LONGEST: usize = 900;

/// A text as it stands in [`CARRIED`]: itself, or for a long one its fingerprint, which is all that a comparison needs.
#[must_use]
pub fn brief(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("sha256:{}", fingerprint::of(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_written() {
        let key = DecisionKey {
            school: SchoolKey("name:st mary, oak road".into()),
            about: "support:achievement:Learning and Improvement".into(),
        };
        assert_eq!(read(&written(&key)), Some(key));
        assert_eq!(read("School"), None);
        assert_eq!(read(" | "), None);
    }

    #[test]
    fn what_was_carried_is_blank_only_where_nothing_was() {
        assert_eq!(carried(None, Some(&Decision::default())), "");
        let decision = Decision { decision: Some("agree".into()), ..Decision::default() };
        assert_eq!(carried(Some("2"), Some(&decision)), r#"["2","agree","","",""]"#);
    }
}
