//! What the cases reached: rules, branches, and each side of every line.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::CaseResult;
use crate::domain::Truth;
use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, ConditionKind, ConditionTrace, Explained};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::Rulebook;

/// What the cases of a rulebook reached.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// rule by rule, only those with a condition
    pub rules: Vec<RuleCoverage>,
}

/// What the cases of a rule reached.
#[derive(Clone, Debug)]
pub struct RuleCoverage {
    /// the rule
    pub rule: RuleId,
    /// how many cases it has
    pub cases: usize,
    /// branches of `all`, `any` and `not` that no case answered with yes
    pub never_true: Vec<Span>,
    /// branches that no case answered with no
    pub never_false: Vec<Span>,
    /// every comparison with a line
    pub lines: Vec<LineCoverage>,
}

/// Whether cases fall on each side of a line, and on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineCoverage {
    /// as the rule writes it
    pub text: Arc<str>,
    /// where
    pub place: Span,
    /// a case falls below
    pub below: bool,
    /// a case falls exactly on it
    pub on: bool,
    /// a case falls above
    pub above: bool,
}

impl Coverage {
    /// From the results of the cases.
    pub(super) fn of(rulebook: &Rulebook, results: &[CaseResult<'_>]) -> Self {
        let mut rules = Vec::new();
        for (id, rule) in rulebook.numbered_rules() {
            let Some(when) = &rule.when else { continue };
            let of_rule = results.iter().filter(|result| result.rule == id);
            let answers: Vec<&Explained> = of_rule.clone().filter_map(|result| result.condition.as_ref()).collect();
            let mut tally = Tally::default();
            for answer in &answers {
                tally.add(when, &answer.tree);
            }
            let branches = when.branches();
            let never = |truth: Truth| {
                let reached = |at: &usize| answers.iter().any(|a| a.tree.branch_truths().get(*at) == Some(&truth));
                let missed = (0..branches.len()).filter(|at| !reached(at));
                missed
                    .filter_map(|at| branches.get(at))
                    .filter(|b| asks(b))
                    .map(|branch| branch.place.clone())
                    .collect()
            };
            rules.push(RuleCoverage {
                rule: id,
                cases: of_rule.count(),
                never_true: never(Truth::Holds),
                never_false: never(Truth::DoesNotHold),
                lines: tally.lines(),
            });
        }
        Self { rules }
    }
}

/// Whether a branch can answer both ways.
fn asks(branch: &Condition) -> bool {
    !matches!(branch.kind, ConditionKind::Always(_))
}

/// Comparisons by their place in the rulebook.
#[derive(Default)]
struct Tally(BTreeMap<(usize, usize), LineCoverage>);

impl Tally {
    fn add(&mut self, condition: &Condition, tree: &ConditionTrace) {
        match &condition.kind {
            ConditionKind::Test(expression) => {
                for test in tree.tests.iter().filter(|test| test.threshold.is_some()) {
                    let text = expression.text.get(test.at.offset..test.at.offset + test.at.len);
                    let place = condition.place_of(test.at);
                    let fresh = LineCoverage {
                        text: text.unwrap_or(&expression.text).into(),
                        place: place.clone(),
                        below: false,
                        on: false,
                        above: false,
                    };
                    let line = self.0.entry((place.offset, place.len)).or_insert(fresh);
                    match test.margin {
                        Some(margin) if margin.abs() < 1e-9 => line.on = true,
                        Some(margin) if margin < 0.0 => line.below = true,
                        Some(_) => line.above = true,
                        None => {}
                    }
                }
            }
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                for (part, child) in parts.iter().zip(&tree.children) {
                    self.add(part, child);
                }
            }
            ConditionKind::Not(inner) => tree.children.iter().for_each(|child| self.add(inner, child)),
            ConditionKind::Always(_) => {}
        }
    }

    fn lines(self) -> Vec<LineCoverage> {
        self.0.into_values().collect()
    }
}
