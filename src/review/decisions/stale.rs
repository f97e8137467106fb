//! A decision whose evidence is no longer what it was made on, in the rulebook's words.

use chrono::Days;

use super::{Entry, Field};
use crate::domain::AcademicYear;
use crate::review::StaleDecision;
use crate::review::book::{Asked, long_day};
use crate::review::words::{LOOK_AGAIN_DAYS, Words, capital};
use crate::rulebook::Rulebook;
use crate::rulebook::model::SettingValue;

/// What is said of a decision that has become stale.
pub(super) fn stale(rulebook: &Rulebook, entry: &Entry, asked: &Asked) -> StaleDecision {
    let review_by = within(rulebook).zip(entry.stale_since).and_then(|(days, since)| since.checked_add_days(days));
    StaleDecision { reason: reason(rulebook, entry, asked), review_by }
}

fn within(rulebook: &Rulebook) -> Option<Days> {
    let setting = rulebook.settings.iter().find(|setting| &*setting.id == LOOK_AGAIN_DAYS)?;
    let SettingValue::Number(days) = setting.value else { return None };
    // a setting of years, or less than a day, is taken for what it most nearly says
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just before")]
    let days = days.clamp(0.0, 3_650.0) as u64;
    Some(Days::new(days))
}

/// What was decided for an earlier year, to stand beside the empty cell of this one: `For 2011-12: agreed 2, on 8 January
/// 2013.` Nothing where no more than an owner, a day or a note was.
#[must_use]
pub fn decided_for(words: Words<'_>, year: AcademicYear, entry: &Entry) -> Option<String> {
    entry.fields.filled().find(|(field, _)| field.decides())?;
    let mut with = vec![("year", year.to_string()), ("what", what(words, entry))];
    let Some(day) = entry.seen else { return Some(words.fill("decision.earlier-year-undated", &with)) };
    with.push(("day", long_day(day)));
    Some(words.fill("decision.earlier-year", &with))
}

fn what(words: Words<'_>, entry: &Entry) -> String {
    match (entry.fields.get(Field::Grade), entry.fields.get(Field::Decision)) {
        (Some(grade), _) => words.fill("decision.agreed-grade", &[("grade", grade.to_string())]),
        (None, Some(decision)) => words.fill("decision.decided", &[("decision", decision.to_string())]),
        (None, None) => words.say("decision.noted").to_owned(),
    }
}

/// `agreed 2 on 8 January 2013, on: indicated 2. Now: indicated 3.`
fn reason(rulebook: &Rulebook, entry: &Entry, asked: &Asked) -> String {
    let words = Words(rulebook);
    let mut entry = entry.clone();
    // a grade that there is not was never agreed
    if entry.fields.get(Field::Grade).is_some_and(|grade| rulebook.judgements.grade_named(grade).is_none()) {
        entry.fields.set(Field::Grade, None);
    }
    let what = what(words, &entry);
    let mut with = vec![("what", capital(&what)), ("now", open_ended(&asked.words))];
    let (Some(before), Some(day)) = (entry.made_on_words.as_deref(), entry.seen) else {
        return words.fill("decision.stale-undated", &with);
    };
    with.push(("before", open_ended(before)));
    with.push(("day", long_day(day)));
    words.fill(if before == asked.words { "decision.stale-figures" } else { "decision.stale" }, &with)
}

/// Without its full stop: it is put into a sentence that has its own.
fn open_ended(words: &str) -> String {
    words.trim_end_matches('.').to_owned()
}
