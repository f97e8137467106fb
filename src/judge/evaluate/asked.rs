//! A condition asked of a subject, with every comparison on its line of the rulebook.

use std::collections::BTreeSet;

use crate::domain::Truth;
use crate::rulebook::Span;
use crate::rulebook::expression::{
    Condition, ConditionKind, ConditionTrace, Facts, Problem, Reading, TestTrace, culprits, deciders,
};
use workbook::place::CellPlace;

/// A comparison, and the part of the condition that holds its text and line.
pub(super) struct AskedTest<'c> {
    within: &'c Condition,
    pub trace: TestTrace,
}

impl AskedTest<'_> {
    /// As the rule writes it.
    pub fn text(&self) -> &str {
        let ConditionKind::Test(expression) = &self.within.kind else { return "" };
        let at = self.trace.at;
        expression.text.get(at.offset..at.offset + at.len).unwrap_or(&expression.text)
    }

    /// The line in the rulebook.
    pub fn place(&self) -> Span {
        self.within.place_of(self.trace.at)
    }
}

/// An answer and what it rests on.
pub(super) struct Asked<'c> {
    pub truth: Truth,
    pub tests: Vec<AskedTest<'c>>,
    /// everything read, in order
    pub used: Vec<Reading>,
    /// for what was asked of all schools: of which school each was read
    of_school: Vec<Option<u32>>,
    /// the readings to blame where it cannot be said, by place in `used`
    pub blamed: Vec<usize>,
    /// figures of several schools that others could turn: what is missing of those is blamed in their place
    pub turned: Vec<usize>,
    /// which those are
    of_others: Vec<usize>,
    /// values that were worked out and are missing, each with one of the cells that are blamed in its place
    worked_out: Vec<(usize, usize)>,
    /// scripts that broke
    pub problems: Vec<Problem>,
}

/// Asks a condition.
pub(super) fn ask<'c>(condition: &'c Condition, facts: &dyn Facts) -> Asked<'c> {
    let explained = condition.explain(facts);
    let mut tests = Vec::new();
    place_tests(condition, explained.tree, &mut tests);
    let of_school = explained.trace.used.iter().map(|used| used.school).collect();
    let used: Vec<Reading> = explained.trace.used.into_iter().map(|used| used.reading).collect();
    Asked {
        truth: explained.answer.truth,
        tests,
        of_school,
        used,
        blamed: explained.trace.blamed,
        turned: Vec::new(),
        of_others: Vec::new(),
        worked_out: Vec::new(),
        problems: explained.answer.problems,
    }
}

/// The tree of answers mirrors the condition: walked together, each comparison meets its line.
fn place_tests<'c>(condition: &'c Condition, tree: ConditionTrace, tests: &mut Vec<AskedTest<'c>>) {
    match &condition.kind {
        ConditionKind::Test(_) => {
            tests.extend(tree.tests.into_iter().map(|trace| AskedTest { within: condition, trace }));
        }
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
            for (part, child) in parts.iter().zip(tree.children) {
                place_tests(part, child, tests);
            }
        }
        ConditionKind::Not(inner) => {
            for child in tree.children {
                place_tests(inner, child, tests);
            }
        }
        ConditionKind::Always(_) => {}
    }
}

impl Asked<'_> {
    /// The cells that decided what comparisons that hold were worked out from, each with the place of the value in `used`.
    pub fn cells_behind(&self, facts: &dyn Facts) -> Vec<(usize, CellPlace)> {
        let holding = self.tests.iter().filter(|test| test.trace.truth == Truth::Holds);
        let own = |at: &usize| self.school_of(*at).is_none();
        let at: BTreeSet<usize> = holding.flat_map(|test| test.trace.readings.iter().copied()).filter(own).collect();
        let worked_out = at.into_iter().filter_map(|at| Some((at, self.used.get(at)?)));
        let worked_out = worked_out.filter(|(_, used)| used.worked_out && used.place.is_none());
        let cells = worked_out.flat_map(|(at, used)| {
            let deciding = deciders(facts, used).into_iter();
            deciding.filter_map(move |reading| Some((at, reading.place?)))
        });
        cells.collect()
    }

    /// Blames what is missing of other schools in the place of the figure that they could turn, where it is little enough to
    /// be filled in.
    pub fn blame_others(&mut self, facts: &dyn Facts) {
        for index in std::mem::take(&mut self.blamed) {
            let others = self.used.get(index).map_or_else(Vec::new, |reading| facts.others_missing(reading));
            if others.is_empty() {
                self.blamed.push(index);
                continue;
            }
            self.turned.push(index);
            for (school, reading) in others {
                let at = self.place_of(reading, u32::try_from(school).ok());
                if !self.blamed.contains(&at) {
                    self.blamed.push(at);
                    self.of_others.push(at);
                }
            }
        }
    }

    /// Blames the cells from which a missing value was worked out in its place: nobody can fill in the value itself.
    pub fn blame_cells(&mut self, facts: &dyn Facts) {
        for index in std::mem::take(&mut self.blamed) {
            let own = self.school_of(index).is_none();
            let reading = self.used.get(index).filter(|reading| own && reading.worked_out && reading.value.is_err());
            let mut cells = reading.map_or_else(Vec::new, |reading| culprits(facts, reading));
            // what stands in no cell nobody can fill in, and the others alone would not bring it
            if cells.iter().any(|cell| cell.place.is_none()) {
                cells.clear();
            }
            if cells.is_empty() {
                self.blamed.push(index);
            }
            for cell in cells {
                let at = self.place_of(cell, None);
                if !self.blamed.contains(&at) {
                    self.blamed.push(at);
                }
                self.worked_out.push((index, at));
            }
        }
    }

    /// Where a reading stands among those used; it is put there where it was not.
    fn place_of(&mut self, reading: Reading, school: Option<u32>) -> usize {
        let same = |(used, of): (&Reading, &Option<u32>)| used.what == reading.what && *of == school;
        self.used.iter().zip(&self.of_school).position(same).unwrap_or_else(|| {
            self.of_school.push(school);
            self.used.push(reading);
            self.used.len() - 1
        })
    }

    /// The cells blamed in the place of a value that was worked out.
    pub fn cells_of(&self, worked_out: usize) -> impl Iterator<Item = &Reading> {
        let of = self.worked_out.iter().filter(move |(of, _)| *of == worked_out);
        of.filter_map(|(_, cell)| self.used.get(*cell))
    }

    /// Of which other school a reading is, where it is of one.
    pub fn school_of(&self, index: usize) -> Option<usize> {
        self.of_school.get(index).copied().flatten().and_then(|school| usize::try_from(school).ok())
    }

    /// The readings to blame, without those of other schools: a figure that those could turn stands for them.
    pub fn own_to_blame(&self) -> impl Iterator<Item = &Reading> {
        self.to_blame().into_iter().filter(|at| !self.of_others.contains(at)).filter_map(|at| self.used.get(at))
    }

    /// What is to blame, by place in `used`, as it is said: before what is missing of other schools the figures that those
    /// could turn, and a value that was worked out in the place of its cells.
    pub fn to_blame(&self) -> Vec<usize> {
        let mut said: Vec<usize> = self.turned.clone();
        for at in &self.blamed {
            let stands_for = |(of, cell): &(usize, usize)| (cell == at).then_some(*of);
            let of: Vec<usize> = self.worked_out.iter().filter_map(stands_for).collect();
            let of = if of.is_empty() { vec![*at] } else { of };
            for at in of {
                if !said.contains(&at) {
                    said.push(at);
                }
            }
        }
        said
    }
}
