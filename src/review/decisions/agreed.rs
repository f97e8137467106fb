//! What was agreed in the reviews of earlier runs, to take part where the same schools are judged another way.

use chrono::NaiveDate;

use super::{DecisionKey, Decisions, Entries, KnownSchool, Whose, decisions};
use crate::intake::record::Dataset;
use crate::review::words::Words;
use crate::rulebook::Rulebook;

/// Decisions as they were left, under the keys that schools had then.
#[derive(Clone, Debug, Default)]
pub struct Agreed {
    /// the decisions
    pub entries: Entries,
    /// the schools of that time
    pub schools: Vec<KnownSchool>,
}

impl Agreed {
    /// The decisions under the keys that schools have in these records.
    #[must_use]
    pub fn among(&self, dataset: &Dataset, rulebook: &Rulebook, today: NaiveDate) -> Decisions {
        let whose = Whose::new(dataset, &self.schools);
        let entries = self.entries.iter().map(|(key, entry)| {
            let about = rulebook.renamed.about(&key.about).into();
            (DecisionKey { about, ..key.clone() }, entry.clone())
        });
        decisions(&whose.settle(entries.collect(), Words(rulebook), today).entries)
    }

    /// How many grades were agreed.
    #[must_use]
    pub fn grades(&self) -> usize {
        decisions(&self.entries).grades.len()
    }
}
