//! A small authority, put together by hand: enough of everything to see every sheet.

mod advised;
mod decided;
mod rulebook;
mod schools;

use chrono::NaiveDate;
use yardstick::domain::AcademicYear;
use yardstick::intake::record::Dataset;
use yardstick::judge::advise::Advice;
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Evaluation, Finding, SchoolAccounts};
use yardstick::review::{Carried, Change, FactValues, InputFile, ReviewInputs, RulebookNotice, Tally};
use yardstick::rulebook::model::Rulebook;

pub use schools::{Told, key as school_key};

/// Everything a review is made from, owned.
pub struct Fixture {
    pub rulebook: Rulebook,
    pub dataset: Dataset,
    pub evaluation: Evaluation,
    /// by school: what each rule says, with its account
    pub told: Vec<Vec<Told>>,
    pub advice: Advice,
    pub decisions: Decisions,
    pub carried: Carried,
    pub changes: Option<Vec<Change>>,
    pub tally_before: Option<Tally>,
    pub changes_since: Option<chrono::NaiveDate>,
    pub workbooks_gone: Vec<String>,
    pub workbooks_unread: Vec<String>,
    pub inputs: Vec<InputFile>,
    pub notice: Option<RulebookNotice>,
}

/// The year judged.
pub fn year() -> AcademicYear {
    "2011-12".parse().unwrap()
}

/// A day.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

impl Fixture {
    /// The authority with twelve schools.
    pub fn new() -> Self {
        Self::of(12)
    }

    /// The authority with so many schools: the twelve over and over, under other names.
    pub fn of(schools: usize) -> Self {
        let rulebook = rulebook::rulebook();
        let made = schools::schools(schools);
        Self {
            rulebook,
            dataset: made.dataset,
            evaluation: made.evaluation,
            told: made.told,
            advice: made.advice,
            decisions: made.decisions,
            carried: made.carried,
            changes: Some(decided::changes()),
            tally_before: None,
            changes_since: None,
            workbooks_gone: Vec::new(),
            workbooks_unread: Vec::new(),
            inputs: schools::inputs(),
            notice: None,
        }
    }

    /// Calls with the inputs put together.
    pub fn with<T>(&self, call: impl FnOnce(&ReviewInputs<'_>) -> T) -> T {
        let values = FactValues { dataset: &self.dataset, rulebook: &self.rulebook, year: self.evaluation.year };
        let told = self.evaluation.schools.iter().zip(&self.told);
        let schools = told.map(|(found, told)| SchoolAccounts {
            school: found.school,
            findings: told.iter().map(|one| Finding::told(one.rule, one.outcome, one.account.clone())).collect(),
            grades: &found.grades,
            status: &found.status,
        });
        let schools: Vec<SchoolAccounts<'_>> = schools.collect();
        call(&ReviewInputs {
            rulebook: &self.rulebook,
            dataset: &self.dataset,
            values: &values,
            evaluation: &self.evaluation,
            schools: &schools,
            advice: &self.advice,
            decisions: &self.decisions,
            carried: &self.carried,
            decisions_fingerprint: "2f6e0a9b",
            changes: self.changes.as_deref(),
            tally_before: self.tally_before.as_ref(),
            changes_since: self.changes_since,
            workbooks_gone: &self.workbooks_gone,
            workbooks_unread: &self.workbooks_unread,
            inputs: &self.inputs,
            inputs_fingerprint: "5b0f4c9e7a1d",
            notice: self.notice.as_ref(),
            in_full: false,
            version: "0.1.0",
        })
    }

    /// The review's bytes.
    pub fn review(&self) -> Vec<u8> {
        self.with(|inputs| yardstick::review::book::write(inputs).unwrap())
    }

    /// The bytes of the evidence behind it.
    pub fn evidence(&self) -> Vec<u8> {
        self.with(|inputs| yardstick::review::book::write_evidence(inputs).unwrap())
    }
}
