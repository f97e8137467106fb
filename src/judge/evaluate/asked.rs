//! A condition asked of a subject, with every comparison on its line of the rulebook.

use std::collections::BTreeSet;

use crate::domain::{Missing, Truth, Value};
use crate::rulebook::Span;
use crate::rulebook::expression::{
    BY_ZERO, Condition, ConditionKind, ConditionTrace, Facts, Problem, Reading, TestTrace, deciders,
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
    let mut blamed = explained.trace.blamed;
    let innocent: BTreeSet<usize> = tests.iter().flat_map(|test| divided_by_zero(&test.trace, &used)).collect();
    blamed.retain(|at| !innocent.contains(at));
    Asked {
        truth: explained.answer.truth,
        tests,
        of_school,
        used,
        blamed,
        turned: Vec::new(),
        of_others: Vec::new(),
        problems: explained.answer.problems,
    }
}

/// The values of a comparison that could not be made for a division by nought, but for the noughts: whatever they were, it
/// could not be made.
pub(super) fn divided_by_zero(test: &TestTrace, used: &[Reading]) -> Vec<usize> {
    let sides = [Some(&test.left), test.right.as_ref()].into_iter().flatten();
    let by_zero = |why: &Missing| matches!(why, Missing::CannotCompute(words) if words.contains(BY_ZERO));
    if !sides.filter_map(|side| side.as_ref().err()).any(by_zero) {
        return Vec::new();
    }
    let is_zero =
        |at: &usize| used.get(*at).is_some_and(|one| one.value.as_ref().ok().and_then(Value::number) == Some(0.0));
    let (zeros, others): (Vec<usize>, Vec<usize>) = test.readings.iter().partition(|at| is_zero(at));
    if zeros.is_empty() { Vec::new() } else { others }
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
                let school = u32::try_from(school).ok();
                let same = |(used, of): (&Reading, &Option<u32>)| used.what == reading.what && *of == school;
                let at = self.used.iter().zip(&self.of_school).position(same).unwrap_or_else(|| {
                    self.of_school.push(school);
                    self.used.push(reading.clone());
                    self.used.len() - 1
                });
                if !self.blamed.contains(&at) {
                    self.blamed.push(at);
                    self.of_others.push(at);
                }
            }
        }
    }

    /// Of which other school a reading is, where it is of one.
    pub fn school_of(&self, index: usize) -> Option<usize> {
        self.of_school.get(index).copied().flatten().and_then(|school| usize::try_from(school).ok())
    }

    /// The readings to blame, without those of other schools: a figure that those could turn stands for them.
    pub fn own_to_blame(&self) -> impl Iterator<Item = &Reading> {
        let own = self.turned.iter().chain(self.blamed.iter().filter(|index| !self.of_others.contains(index)));
        own.filter_map(|index| self.used.get(*index))
    }

    /// The readings to blame, each with the school's place where it is of another than the one judged; before them the figures
    /// that those schools could turn.
    pub fn to_blame_by_school(&self) -> impl Iterator<Item = (Option<usize>, &Reading)> {
        let all = self.turned.iter().chain(&self.blamed);
        all.filter_map(|index| Some((self.school_of(*index), self.used.get(*index)?)))
    }
}
