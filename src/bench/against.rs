//! A rulebook held against workbooks: thresholds that cannot be meant, rules that pick out everyone or no one, lines on
//! which many schools stand, and what keeps rules from an answer.
//!
//! Pure: rulebook and records in, remarks out.

mod answers;
mod columns;
mod unsaid;

use chrono::NaiveDate;

use super::compare::same_day;
use crate::domain::AcademicYear;
use crate::intake::record::Dataset;
use crate::judge::decided::Decisions;
use crate::judge::evaluate::{Evaluation, evaluate};
use crate::rulebook::Rulebook;
use crate::rulebook::diagnostic::{self, Diagnostic};

/// How many years are looked at.
const YEARS: usize = 3;

/// Everything worth a remark, from the results of the year that is judged and the two before it. `date` is a day on which
/// the latest is judged; each earlier one is on the same day of its own cycle, so that what is counted to the day is not
/// counted over years.
#[must_use]
pub fn remarks(rulebook: &Rulebook, dataset: &Dataset, latest: AcademicYear, date: NaiveDate) -> Vec<Diagnostic> {
    let until: Vec<AcademicYear> = dataset.years.iter().copied().filter(|year| *year <= latest).collect();
    let years: Vec<AcademicYear> = until.iter().rev().take(YEARS).rev().copied().collect();
    let decisions = Decisions::default();
    let judged: Vec<Evaluation> = years
        .iter()
        .map(|year| evaluate(rulebook, dataset, &decisions, *year, same_day(date, *year, latest)))
        .collect();
    let mut out = columns::remarks(rulebook, dataset, &years);
    out.extend(answers::remarks(rulebook, &judged));
    out.extend(unsaid::remarks(rulebook, dataset, &judged));
    diagnostic::sort(&mut out);
    out.dedup();
    out
}

/// `2009-10 to 2011-12`.
fn years_in_words(judged: &[Evaluation]) -> String {
    match (judged.first(), judged.last()) {
        (Some(first), Some(last)) if first.year != last.year => format!("{} to {}", first.year, last.year),
        (Some(only), _) => only.year.to_string(),
        _ => "no year".to_owned(),
    }
}

#[cfg(test)]
mod tests;
