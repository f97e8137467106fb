//! Conditions joined by `all`, `any` and `not` across the lines of a rulebook: each part knows its line, and an
//! explanation mirrors the tree, so that every branch can be shown, and counted as tried.

use super::ast::Expression;
use super::evaluate::{Answer, Problem, Run, Said, evaluate, join, truth_of};
use super::facts::Facts;
use super::trace::{Record, TestTrace, Trace, Whole};
use crate::domain::Truth;
use crate::rulebook::Span;

/// A condition of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// what is asked
    pub kind: ConditionKind,
    /// where it is written; for an expression, its text without quotes
    pub place: Span,
}

/// The forms a condition can take.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionKind {
    /// true or false for good
    Always(bool),
    /// holds if all hold
    All(Vec<Condition>),
    /// holds if one holds
    Any(Vec<Condition>),
    /// holds if so many of them hold
    AtLeast(usize, Vec<Condition>),
    /// holds if the condition does not
    Not(Box<Condition>),
    /// an expression
    Test(Expression),
}

/// How a condition came to its answer; as many children as the condition has parts.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionTrace {
    /// what this part answered
    pub truth: Truth,
    /// the comparisons of an expression
    pub tests: Vec<TestTrace>,
    /// the parts
    pub children: Vec<ConditionTrace>,
}

impl ConditionTrace {
    /// All comparisons in it, in the order in which they stand.
    #[must_use]
    pub fn all_tests(&self) -> Vec<&TestTrace> {
        let own = self.tests.iter();
        own.chain(self.children.iter().flat_map(Self::all_tests)).collect()
    }

    /// The answer of every branch, in the order of [`Condition::branches`].
    #[must_use]
    pub fn branch_truths(&self) -> Vec<Truth> {
        std::iter::once(self.truth).chain(self.children.iter().flat_map(Self::branch_truths)).collect()
    }
}

/// An answer and all it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// the answer
    pub answer: Answer,
    /// how each part answered
    pub tree: ConditionTrace,
    /// the values used and those to blame; its `tests` have moved into the tree
    pub trace: Trace,
}

impl Condition {
    /// Answers the condition, as fast as it can.
    #[must_use]
    pub fn evaluate(&self, facts: &dyn Facts) -> Answer {
        if let ConditionKind::Test(expression) = &self.kind {
            return evaluate(expression, facts);
        }
        let mut problems = Vec::new();
        let said = self.said(facts, &mut problems);
        Answer::of(said, problems)
    }

    fn said(&self, facts: &dyn Facts, problems: &mut Vec<Problem>) -> Said {
        let (parts, decisive) = match &self.kind {
            ConditionKind::Always(yes) => return Ok(*yes),
            ConditionKind::Not(inner) => return inner.said(facts, problems).map(|yes| !yes),
            ConditionKind::Test(expression) => {
                if let Some(yes) = super::evaluate::plain(&expression.root, facts) {
                    return Ok(yes);
                }
                let mut run = Run::brief(facts);
                let said = run.truth(&expression.root);
                problems.append(&mut run.problems);
                return said;
            }
            ConditionKind::AtLeast(least, parts) => {
                let said: Vec<Said> = parts.iter().map(|part| part.said(facts, problems)).collect();
                return enough(*least, said);
            }
            ConditionKind::All(parts) => (parts, false),
            ConditionKind::Any(parts) => (parts, true),
        };
        let mut joined = Ok(!decisive);
        for part in parts {
            joined = join(joined, part.said(facts, problems), decisive);
            if joined == Ok(decisive) {
                break;
            }
        }
        joined
    }

    /// Answers the condition without skipping a part, so that every script that breaks is among the problems.
    #[must_use]
    pub fn evaluate_whole(&self, facts: &dyn Facts) -> Answer {
        let mut run = Run::new(facts, Whole);
        let said = self.said_whole(&mut run);
        Answer::of(said, run.problems)
    }

    fn said_whole(&self, run: &mut Run<'_, Whole>) -> Said {
        let (parts, decisive) = match &self.kind {
            ConditionKind::Always(yes) => return Ok(*yes),
            ConditionKind::Test(expression) => return run.truth(&expression.root),
            ConditionKind::Not(inner) => return inner.said_whole(run).map(|yes| !yes),
            ConditionKind::AtLeast(least, parts) => {
                return enough(*least, parts.iter().map(|part| part.said_whole(run)).collect());
            }
            ConditionKind::All(parts) => (parts, false),
            ConditionKind::Any(parts) => (parts, true),
        };
        let mut joined = Ok(!decisive);
        for part in parts {
            joined = join(joined, part.said_whole(run), decisive);
        }
        joined
    }

    /// Answers the condition and records everything; no part is skipped.
    #[must_use]
    pub fn explain(&self, facts: &dyn Facts) -> Explained {
        self.explained_by(Run::new(facts, Trace::default()))
    }

    /// The same without why rules that it asks cannot say.
    #[must_use]
    pub fn explain_briefly(&self, facts: &dyn Facts) -> Explained {
        self.explained_by(Run { brief: true, ..Run::new(facts, Trace::default()) })
    }

    fn explained_by(&self, mut run: Run<'_, Trace>) -> Explained {
        let (said, tree) = self.explained(&mut run);
        run.record.finish();
        Explained { answer: Answer::of(said, run.problems), tree, trace: run.record }
    }

    fn explained(&self, run: &mut Run<'_, Trace>) -> (Said, ConditionTrace) {
        let mark = run.record.mark();
        let mut children = Vec::new();
        let mut tests = Vec::new();
        let said = match &self.kind {
            ConditionKind::Always(yes) => Ok(*yes),
            ConditionKind::Test(expression) => {
                let said = run.truth(&expression.root);
                tests = std::mem::take(&mut run.record.tests);
                said
            }
            ConditionKind::Not(inner) => {
                let (said, child) = inner.explained(run);
                children.push(child);
                said.map(|yes| !yes)
            }
            ConditionKind::AtLeast(least, parts) => {
                let (said, traces): (Vec<Said>, Vec<_>) = parts.iter().map(|part| part.explained(run)).unzip();
                children = traces;
                enough(*least, said)
            }
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                let decisive = matches!(self.kind, ConditionKind::Any(_));
                let mut joined = Ok(!decisive);
                for part in parts {
                    let (said, child) = part.explained(run);
                    children.push(child);
                    joined = join(joined, said, decisive);
                }
                joined
            }
        };
        if said.is_ok() {
            run.record.settled(mark);
        }
        let truth = truth_of(&said);
        (said, ConditionTrace { truth, tests, children })
    }

    /// Its parts, itself first, in the order in which they stand.
    #[must_use]
    pub fn branches(&self) -> Vec<&Condition> {
        let mut all = vec![self];
        match &self.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                all.extend(parts.iter().flat_map(Self::branches));
            }
            ConditionKind::Not(inner) => all.extend(inner.branches()),
            ConditionKind::Always(_) | ConditionKind::Test(_) => {}
        }
        all
    }

    /// The expressions in it, each with the place of its text.
    pub fn expressions(&self) -> impl Iterator<Item = (&Expression, &Span)> {
        self.branches().into_iter().filter_map(|branch| match &branch.kind {
            ConditionKind::Test(expression) => Some((expression, &branch.place)),
            _ => None,
        })
    }

    /// The place of a stretch of one of its expressions in the file.
    #[must_use]
    pub fn place_of(&self, at: super::At) -> Span {
        match &self.kind {
            ConditionKind::Test(expression) => self.place.within(&expression.text, at.offset, at.len),
            _ => self.place.clone(),
        }
    }
}

/// Whether so many hold: yes where enough do, no where too few can, else it cannot be said, for the first reason.
fn enough(least: usize, said: Vec<Said>) -> Said {
    let holding = said.iter().filter(|one| **one == Ok(true)).count();
    let open = said.iter().filter(|one| one.is_err()).count();
    match said.into_iter().find_map(Result::err) {
        Some(why) if holding < least && holding + open >= least => Err(why),
        _ => Ok(holding >= least),
    }
}
