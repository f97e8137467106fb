//! Titles that name a measure, and headings that mean one measure in some years and another in others: "% persistent absence"
//! was of 20 % of sessions, then of 15 %, now of 10 %.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fit, HeadingIndex, Meaning};
use crate::domain::AcademicYear;
use crate::intake::words::tokens;
use crate::intake::year;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Rulebook, Years};

/// A measure that a title names.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Named {
    pub measure: MeasureId,
    pub group: GroupId,
    /// the measures that the words mean by year; `None` where they mean one in every year
    pub of_years: Option<Vec<MeasureId>>,
}

/// The words with figures in them in the headings of each measure that is counted so in some years only: `PPERSABS15` says
/// itself how it is counted, in whatever year.
pub(super) fn shares(rulebook: &Rulebook) -> BTreeMap<MeasureId, BTreeSet<String>> {
    let limited = rulebook.measures.iter().zip(0..).filter(|(measure, _)| measure.years != Years::default());
    let words = limited.map(|(measure, at)| {
        let texts = measure.headings.iter().map(|(_, heading)| &heading.text).chain([&measure.title]);
        let words = texts.flat_map(|text| tokens(text)).filter(|word| word.contains(|c: char| c.is_ascii_digit()));
        (MeasureId(at), words.collect())
    });
    words.collect()
}

impl HeadingIndex {
    /// The measure that a heading means in its years only, as it does not say how it is counted.
    pub(super) fn of_its_years(&self, meanings: &[Meaning], text: &str) -> Option<Vec<MeasureId>> {
        let [Meaning::Measure(measure, _)] = meanings else { return None };
        let shares = self.shares.get(measure)?;
        (!tokens(text).iter().any(|word| shares.contains(word))).then(|| vec![*measure])
    }

    /// The measure that the words of a title name, alone or among others.
    pub(in crate::intake) fn measure_in(&self, title: &str) -> Option<Named> {
        let words = tokens(&year::left_out(title));
        for length in (2..=words.len().min(16)).rev() {
            let mut found: Vec<Meaning> = words
                .windows(length)
                .filter_map(|window| self.by_words(window))
                .filter(|(_, fit)| *fit != Fit::OtherOrder)
                .flat_map(|(meanings, _)| meanings)
                .collect();
            found.sort();
            found.dedup();
            let of_years = self.by_years(&found);
            if of_years.is_some() {
                found.truncate(1);
            }
            let of_years = of_years.or_else(|| self.of_its_years(&found, title));
            match found.as_slice() {
                [Meaning::Measure(measure, group)] => {
                    return Some(Named { measure: *measure, group: *group, of_years });
                }
                [] => {}
                _ => return None,
            }
        }
        None
    }

    /// The measures that meanings come to, where they are of one group and no two have a year in common.
    pub(super) fn by_years(&self, meanings: &[Meaning]) -> Option<Vec<MeasureId>> {
        let mut measures: Vec<(MeasureId, Years)> = Vec::new();
        let mut groups = Vec::new();
        for meaning in meanings {
            let Meaning::Measure(measure, group) = meaning else { return None };
            let years = self.years.get(usize::from(measure.0))?;
            let apart = measures.iter().all(|(_, other)| !other.overlap(years));
            if !apart || groups.first().is_some_and(|first| first != group) {
                return None;
            }
            measures.push((*measure, *years));
            groups.push(*group);
        }
        (measures.len() > 1).then(|| measures.into_iter().map(|(measure, _)| measure).collect())
    }

    /// The measure that a figure of a year is of; `None` where it is of none of them.
    pub(in crate::intake) fn in_year(
        &self,
        measure: MeasureId,
        of_years: Option<&[MeasureId]>,
        year: Option<AcademicYear>,
    ) -> Option<MeasureId> {
        let (Some(of_years), Some(year)) = (of_years, year) else { return Some(measure) };
        of_years.iter().find(|one| self.is_of(**one, year)).copied()
    }

    /// Whether figures of a year may be a measure's, by the years in which its headings are its own.
    pub(in crate::intake) fn is_of(&self, measure: MeasureId, year: AcademicYear) -> bool {
        self.years.get(usize::from(measure.0)).is_some_and(|years| years.contains(year))
    }
}
