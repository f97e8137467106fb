//! One rulebook on the workbooks, for one year.

use chrono::NaiveDate;

use super::Standings;
use crate::domain::AcademicYear;
use crate::intake::record::Dataset;
use crate::intake::{self, IntakeOptions, Whose};
use crate::judge::advise::advise;
use crate::judge::decided::Decisions;
use crate::judge::evaluate::evaluate;
use crate::review::decisions::Agreed;
use crate::rulebook::Rulebook;
use workbook::read::Book;

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
    /// what was agreed in a review; without it, what rules alone say is compared
    pub agreed: Option<&'b Agreed>,
}

impl Asked<'_> {
    /// The records a rulebook reads from the workbooks.
    #[must_use]
    pub fn read(&self, rulebook: &Rulebook) -> Dataset {
        let options = IntakeOptions { year: self.tables_of, whose: self.whose.clone(), ..IntakeOptions::default() };
        intake::read(self.books, rulebook, &options)
    }

    /// What a rulebook holds of every school in the records, agreed grades included.
    pub(super) fn judge(&self, rulebook: &Rulebook, dataset: &Dataset, year: AcademicYear) -> Standings {
        judge(rulebook, dataset, &self.decisions(rulebook, dataset), (year, self.date), false)
    }

    /// What was agreed about the schools in the records.
    #[must_use]
    pub fn decisions(&self, rulebook: &Rulebook, dataset: &Dataset) -> Decisions {
        self.agreed.map_or_else(Decisions::default, |agreed| agreed.among(dataset, rulebook, self.date))
    }
}

/// What a rulebook holds of every school in a year, on a day.
pub(super) fn judge(
    rulebook: &Rulebook,
    dataset: &Dataset,
    decisions: &Decisions,
    (year, date): (AcademicYear, NaiveDate),
    floors_as_one: bool,
) -> Standings {
    let evaluation = evaluate(rulebook, dataset, decisions, year, date);
    let advice = advise(rulebook, dataset, decisions, &evaluation);
    Standings::of(rulebook, dataset, &evaluation, &advice, floors_as_one)
}
