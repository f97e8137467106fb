//! The cases beside the rules, run: given, expected, got; and what no case reached.
//!
//! Pure: a rulebook in, results out. It knows no school and no workbook.

pub mod account;
mod coverage;
mod given;

pub use coverage::{Coverage, LineCoverage, RuleCoverage};
pub use given::CaseFacts;

use crate::domain::Truth;
use crate::rulebook::expression::{Condition, Explained, Facts};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Case, CaseExpectation, Rule, RuleKind, Rulebook};

/// What became of a case.
#[derive(Clone, Debug)]
pub struct CaseResult<'a> {
    /// the rule it is an example of
    pub rule: RuleId,
    /// the case
    pub case: &'a Case,
    /// what the rule says
    pub got: CaseExpectation,
    /// how `applies when` was answered, where there is one
    pub applies: Option<Explained>,
    /// how the condition was answered, where it came to that
    pub condition: Option<Explained>,
}

impl CaseResult<'_> {
    /// Whether the rule says what was expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.got == self.case.expect
    }
}

/// All cases of a rulebook, run.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    /// every case, in the order of the rules
    pub results: Vec<CaseResult<'a>>,
    /// what the cases reached
    pub coverage: Coverage,
}

/// Runs every case.
#[must_use]
pub fn run(rulebook: &Rulebook) -> Trial<'_> {
    let mut results = Vec::new();
    for (id, rule) in rulebook.numbered_rules() {
        results.extend(rule.cases.iter().map(|case| run_case(rulebook, id, rule, case)));
    }
    let coverage = Coverage::of(rulebook, &results);
    Trial { results, coverage }
}

/// What a rule says of one case.
#[must_use]
pub fn try_case(rulebook: &Rulebook, id: RuleId, case: &Case) -> CaseExpectation {
    rulebook.rule(id).map_or(CaseExpectation::NotApplicable, |rule| run_case(rulebook, id, rule, case).got)
}

/// Which schools the rule is for; of a structural option, those to whose status it can apply.
pub(crate) fn applies(rule: &Rule) -> Option<&Condition> {
    match &rule.kind {
        RuleKind::Structure { can_apply, .. } => rule.applies.as_ref().or(can_apply.as_ref()),
        _ => rule.applies.as_ref(),
    }
}

fn plainly_false(rule: &Rule, facts: &dyn Facts) -> bool {
    rule.when.as_ref().is_some_and(|when| when.evaluate(facts).truth == Truth::DoesNotHold)
}

fn run_case<'a>(rulebook: &'a Rulebook, id: RuleId, rule: &'a Rule, case: &'a Case) -> CaseResult<'a> {
    let facts = CaseFacts::new(rulebook, rule, case);
    let result = |got, applies, condition| CaseResult { rule: id, case, got, applies, condition };
    if !rule.years.contains(facts.year()) {
        return result(CaseExpectation::NotApplicable, None, None);
    }
    let applies = applies(rule).map(|condition| condition.explain(&facts));
    match applies.as_ref().map(|explained| explained.answer.truth) {
        Some(Truth::DoesNotHold) => return result(CaseExpectation::NotApplicable, applies, None),
        // as in judging: what does not hold does not hold whether it applies or not
        Some(Truth::CannotSay) if !plainly_false(rule, &facts) => {
            return result(CaseExpectation::CannotSay, applies, None);
        }
        Some(Truth::CannotSay | Truth::Holds) | None => {}
    }
    if let RuleKind::Floor { abolished: true, .. } = rule.kind {
        return result(CaseExpectation::NotApplicable, applies, None);
    }
    let Some(when) = &rule.when else { return result(CaseExpectation::NotApplicable, applies, None) };
    let explained = when.explain(&facts);
    let got = match explained.answer.truth {
        Truth::Holds => CaseExpectation::Holds,
        Truth::DoesNotHold => CaseExpectation::DoesNotHold,
        Truth::CannotSay => CaseExpectation::CannotSay,
    };
    result(got, applies, Some(explained))
}
