//! School records: what the workbooks say, joined per school, each value with the cell it came from.
//!
//! This is what intake makes and evaluation reads. It holds no rules and does no reading.

mod area;
mod doubt;
mod entry;
mod school;
mod tables;
mod visit;

pub use area::AreaRecord;
pub use doubt::{Doubt, DoubtKind, Proposal};
pub use entry::{Entry, FactKey, Facts};
pub use school::{Identity, School, SchoolKey};
pub use tables::{ReadColumn, ReadRow, ReadTable, RowSubject, WorkbookRead, YearStated};
pub use visit::{About, Noted, Priority, Step, Visit, VisitGrade, VisitRisk};

use std::sync::Arc;

use crate::domain::AcademicYear;
use crate::rulebook::Rulebook;

/// Everything read from all workbooks of a run.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// whose schools they are, where it is not the rulebook's authority
    pub authority: Option<Arc<str>>,
    /// every school, in a fixed order: by name, then key
    pub schools: Vec<School>,
    /// the authority, the nation and other areas, by their place in the rulebook
    pub areas: Vec<AreaRecord>,
    /// the academic years for which any value is there, oldest first
    pub years: Vec<AcademicYear>,
    /// what was read from each workbook: needed to annotate it
    pub workbooks: Vec<WorkbookRead>,
    /// workbooks of which columns were not read because nothing says their year
    pub without_year: Vec<Arc<str>>,
    /// where tables say of which year they are
    pub stated_years: Vec<YearStated>,
    /// visits of schools, from filled templates: by day, then school
    pub visits: Vec<Visit>,
    /// what could not be read, or was doubted
    pub doubts: Vec<Doubt>,
}

/// The year for which most results are there; of equals, the newest. What stays in force over years says nothing of the year
/// that a table is of: inspections are of many years, and the newest is meant.
#[must_use]
pub fn most_spoken_of(rulebook: &Rulebook, dataset: &Dataset) -> Option<AcademicYear> {
    let passes = |key: &FactKey| rulebook.measure(key.measure).is_some_and(|measure| measure.stays_for_years == 0);
    let values = |year: AcademicYear| {
        let keys = dataset.schools.iter().flat_map(|school| school.facts.keys());
        keys.filter(|key| key.year == Some(year) && passes(key)).count()
    };
    dataset.years.iter().copied().max_by_key(|year| (values(*year), *year))
}

impl Dataset {
    /// The name of the authority whose schools they are; `of_rulebook` is the rulebook's own.
    #[must_use]
    pub fn authority_or<'a>(&'a self, of_rulebook: &'a Arc<str>) -> &'a Arc<str> {
        self.authority.as_ref().unwrap_or(of_rulebook)
    }

    /// The school with this key.
    #[must_use]
    pub fn school(&self, key: &SchoolKey) -> Option<&School> {
        self.schools.iter().find(|school| &school.identity.key == key)
    }
}
