//! Which edit of the rulebook made each difference: the edits are done one at a time.

use std::collections::HashMap;

use super::{Asked, Change, Standings, change, differences};
use crate::domain::AcademicYear;
use crate::intake::record::Dataset;
use crate::rulebook::changes::{self, Edit, Parts};
use crate::rulebook::model::Renamed;
use crate::rulebook::{RuleSource, Rulebook, load};

/// What made a difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// this edit by itself, by its place in [`Compared::edits`]
    Edit(usize),
    /// any of these edits by itself
    EachOf(Vec<usize>),
    /// these edits, none of which does it alone
    Together(Vec<usize>),
    /// other rules were in force
    Rules,
    /// the school's results are other ones
    Results,
    /// both
    RulesAndResults,
}

impl Because {
    /// What sort of cause it is, as programs are told.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Edit(_) => "edit",
            Self::EachOf(_) => "each-of",
            Self::Together(_) => "together",
            Self::Rules => "rules",
            Self::Results => "results",
            Self::RulesAndResults => "rules-and-results",
        }
    }

    /// The edits, by their places in [`Compared::edits`]; none where two years are compared.
    #[must_use]
    pub fn edits(&self) -> &[usize] {
        match self {
            Self::Edit(one) => std::slice::from_ref(one),
            Self::EachOf(several) | Self::Together(several) => several,
            Self::Rules | Self::Results | Self::RulesAndResults => &[],
        }
    }
}

/// Two rulebooks on the same workbooks.
#[derive(Clone, Debug)]
pub struct Compared {
    /// the year judged
    pub year: AcademicYear,
    /// how many schools there are
    pub schools: usize,
    /// what differs between the rulebooks
    pub edits: Vec<Edit>,
    /// what differs for schools
    pub changes: Vec<Change>,
}

/// Sections from which it follows how workbooks are read.
const READING: [&str; 8] =
    ["authority", "markers", "groups", "identity", "areas", "precedence", "measures", "comparators"];

/// What two rulebooks hold of the same schools, and which edit made each difference.
#[must_use]
pub fn compare_rulebooks(
    asked: &Asked<'_>,
    year: AcademicYear,
    before: (&RuleSource, &Rulebook),
    after: (&RuleSource, &Rulebook),
) -> Compared {
    let (old_parts, new_parts) = (Parts::of(before.0), Parts::of(after.0));
    let edits = changes::differences(&old_parts, &new_parts);
    let (old_data, new_data) = (asked.read(before.1), asked.read(after.1));
    let renamed = &after.1.renamed;
    let old = asked.judge(before.1, &old_data, year).renamed(renamed);
    let new = asked.judge(after.1, &new_data, year);
    let mut attempts = Attempts {
        asked,
        year,
        edits: &edits,
        parts: (&old_parts, &new_parts),
        data: (before.1, &old_data),
        renamed,
        known: HashMap::new(),
    };
    let found = differences(&old, &new);
    let changes = found.into_iter().map(|one| {
        let because = attempts.because(&old, &new, &one);
        change(&old, &new, one, because)
    });
    let changes = changes.collect();
    let schools = new.schools.len().max(old.schools.len());
    Compared { year, schools, changes, edits }
}

/// Rulebooks between the two, judged when they are asked for.
struct Attempts<'a> {
    asked: &'a Asked<'a>,
    year: AcademicYear,
    edits: &'a [Edit],
    parts: (&'a Parts, &'a Parts),
    data: (&'a Rulebook, &'a Dataset),
    renamed: &'a Renamed,
    /// by edit and whether it is done alone (or all others are)
    known: HashMap<(usize, bool), Option<Standings>>,
}

type Found = (crate::intake::record::SchoolKey, std::sync::Arc<str>, super::Item);

impl Attempts<'_> {
    fn because(&mut self, old: &Standings, new: &Standings, found: &Found) -> Because {
        let (school, _, item) = found;
        let candidates: Vec<usize> =
            (0..self.edits.len()).filter(|at| self.edits.get(*at).is_some_and(|edit| !edit.only_words)).collect();
        if let [only] = candidates.as_slice() {
            return Because::Edit(*only);
        }
        let mut alone = Vec::new();
        for at in &candidates {
            let there = self.standings(*at, true);
            if there.is_some_and(|there| there.value(school, item) == new.value(school, item)) {
                alone.push(*at);
            }
        }
        match alone.as_slice() {
            [] => {}
            [one] => return Because::Edit(*one),
            _ => return Because::EachOf(alone),
        }
        let mut needed = Vec::new();
        for at in &candidates {
            let there = self.standings(*at, false);
            // an edit without which the rulebook does not check is needed by others
            if there.is_none_or(|there| there.value(school, item) == old.value(school, item)) {
                needed.push(*at);
            }
        }
        Because::Together(if needed.is_empty() { candidates } else { needed })
    }

    /// What is held with this edit alone, or with all but it; `None` where that rulebook does not pass its check.
    fn standings(&mut self, at: usize, alone: bool) -> Option<&Standings> {
        if !self.known.contains_key(&(at, alone)) {
            let standings = self.attempt(at, alone);
            self.known.insert((at, alone), standings);
        }
        self.known.get(&(at, alone))?.as_ref()
    }

    fn attempt(&self, at: usize, alone: bool) -> Option<Standings> {
        let done: Vec<&Edit> = self
            .edits
            .iter()
            .enumerate()
            .filter(|(number, _)| (*number == at) == alone)
            .map(|(_, edit)| edit)
            .collect();
        let rulebook = load(&self.parts.0.with(self.parts.1, &done).to_source()).rulebook?;
        let read;
        let dataset = if done.iter().any(|edit| READING.contains(&edit.section.as_str())) {
            read = self.asked.read(&rulebook);
            &read
        } else if same_names(self.data.0, &rulebook) {
            self.data.1
        } else {
            read = self.asked.read(&rulebook);
            &read
        };
        Some(self.asked.judge(&rulebook, dataset, self.year).renamed(self.renamed))
    }
}

/// Whether the numbers that records hold for names mean the same in both.
fn same_names(one: &Rulebook, other: &Rulebook) -> bool {
    one.measures.iter().map(|m| &m.id).eq(other.measures.iter().map(|m| &m.id))
        && one.groups.iter().map(|g| &g.id).eq(other.groups.iter().map(|g| &g.id))
        && one.areas.iter().map(|a| &a.id).eq(other.areas.iter().map(|a| &a.id))
}
