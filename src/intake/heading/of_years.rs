//! Headings that mean one measure in some years and another in others: "% persistent absence" was of 20 % of sessions, then of
//! 15 %, now of 10 %.

use super::{HeadingIndex, Meaning};
use crate::domain::AcademicYear;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::Years;

/// A measure that a title names.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Named {
    pub measure: MeasureId,
    pub group: GroupId,
    /// the measures that the words mean by year; empty where they mean one in every year
    pub of_years: Vec<MeasureId>,
}

impl HeadingIndex {
    /// The measures that meanings come to, where they are of one group and no two have a year in common; else none.
    pub(super) fn by_years(&self, meanings: &[Meaning]) -> Vec<MeasureId> {
        let mut measures: Vec<(MeasureId, Years)> = Vec::new();
        let mut groups = Vec::new();
        for meaning in meanings {
            let Meaning::Measure(measure, group) = meaning else { return Vec::new() };
            let Some(years) = self.years.get(usize::from(measure.0)) else { return Vec::new() };
            let apart = measures.iter().all(|(_, other)| !other.overlap(years));
            if !apart || groups.first().is_some_and(|first| first != group) {
                return Vec::new();
            }
            measures.push((*measure, *years));
            groups.push(*group);
        }
        if measures.len() < 2 { Vec::new() } else { measures.into_iter().map(|(measure, _)| measure).collect() }
    }

    /// The measure that a figure of a year is of; `None` where it is of none of them.
    pub(in crate::intake) fn in_year(
        &self,
        measure: MeasureId,
        of_years: &[MeasureId],
        year: Option<AcademicYear>,
    ) -> Option<MeasureId> {
        let Some(year) = year.filter(|_| !of_years.is_empty()) else { return Some(measure) };
        let holds = |one: &&MeasureId| self.years.get(usize::from(one.0)).is_some_and(|years| years.contains(year));
        of_years.iter().find(holds).copied()
    }
}
