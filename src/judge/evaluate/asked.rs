//! A condition asked of a subject, with every comparison on its line of the rulebook.

use crate::domain::Truth;
use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, ConditionKind, ConditionTrace, Facts, Problem, Reading, TestTrace};

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
    /// scripts that broke
    pub problems: Vec<Problem>,
}

/// Asks a condition.
pub(super) fn ask<'c>(condition: &'c Condition, facts: &dyn Facts) -> Asked<'c> {
    let explained = condition.explain(facts);
    let mut tests = Vec::new();
    place_tests(condition, explained.tree, &mut tests);
    let of_school = explained.trace.used.iter().map(|used| used.school).collect();
    Asked {
        truth: explained.answer.truth,
        tests,
        of_school,
        used: explained.trace.used.into_iter().map(|used| used.reading).collect(),
        blamed: explained.trace.blamed,
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
    /// The readings to blame.
    pub fn to_blame(&self) -> impl Iterator<Item = &Reading> {
        self.blamed.iter().filter_map(|index| self.used.get(*index))
    }

    /// The readings to blame, each with the school's place where all schools were asked.
    pub fn to_blame_by_school(&self) -> impl Iterator<Item = (Option<usize>, &Reading)> {
        self.blamed.iter().filter_map(|index| {
            let school = self.of_school.get(*index).copied().flatten();
            Some((school.and_then(|school| usize::try_from(school).ok()), self.used.get(*index)?))
        })
    }
}
