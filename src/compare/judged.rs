//! One rulebook on the workbooks, for one year.

use chrono::NaiveDate;

use super::Standings;
use crate::advise::advise;
use crate::decision::Decisions;
use crate::domain::AcademicYear;
use crate::evaluate::evaluate;
use crate::intake::book::Book;
use crate::intake::{self, IntakeOptions, Whose};
use crate::record::Dataset;
use crate::rulebook::Rulebook;

/// What is judged, apart from the rulebook.
#[derive(Clone, Copy)]
pub struct Asked<'b> {
    /// the workbooks
    pub books: &'b [Book],
    /// the year that tables without one are of
    pub tables_of: Option<AcademicYear>,
    /// whose schools are judged, where workbooks hold those of several authorities
    pub whose: &'b Whose,
    /// the stated day
    pub date: NaiveDate,
}

impl Asked<'_> {
    /// The records a rulebook reads from the workbooks.
    #[must_use]
    pub fn read(&self, rulebook: &Rulebook) -> Dataset {
        let options = IntakeOptions { year: self.tables_of, whose: self.whose.clone(), ..IntakeOptions::default() };
        intake::read(self.books, rulebook, &options)
    }
}

/// What a rulebook holds of every school. No decisions take part: what is compared is what rules alone say.
#[must_use]
pub fn judge(
    rulebook: &Rulebook,
    dataset: &Dataset,
    year: AcademicYear,
    date: NaiveDate,
    floors_as_one: bool,
) -> Standings {
    let decisions = Decisions::default();
    let evaluation = evaluate(rulebook, dataset, &decisions, year, date);
    let advice = advise(rulebook, dataset, &decisions, &evaluation);
    Standings::of(rulebook, dataset, &evaluation, &advice, floors_as_one)
}
