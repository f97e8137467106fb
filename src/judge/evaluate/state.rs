//! What the rules before found about one school: what `rule("…")`, `floor.below`, `risk.count` and grades answer.

use super::world::World;
use super::{Outcome, judge};
use crate::domain::{AcademicYear, Missing, Truth, Value};
use crate::rulebook::expression::{Derived, DerivedValue, Facts, Reading};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{RuleKind, Rulebook};

/// What the rules found so far, by their place in the rulebook.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// the year in which they found it: of another year a rule was not asked
    pub year: AcademicYear,
    /// how many times more it may be asked of an earlier year, one from another
    pub deep: u8,
    found: Vec<Option<Outcome>>,
    status: Option<RuleId>,
}

/// Who is asked, for what a rule's answer rests on: that is found out again where it is told, and nowhere kept.
#[derive(Clone, Copy)]
pub(super) struct Asking<'a> {
    pub world: &'a World<'a>,
    pub facts: &'a dyn Facts,
    /// whether it is told why something cannot be said
    pub account: bool,
}

impl Asking<'_> {
    /// Why a rule cannot say.
    fn why(&self, id: RuleId) -> String {
        self.resting_on(id).0.unwrap_or_else(|| "a value is missing".to_owned())
    }

    /// Why a rule cannot say, and the readings it rests on or is missing.
    fn resting_on(&self, id: RuleId) -> (Option<String>, Vec<Reading>) {
        match self.world.rulebook.rule(id) {
            Some(rule) if self.account => judge::resting_on(self.world, self.facts, id, rule),
            _ => (None, Vec::new()),
        }
    }
}

/// An answer of an earlier year may rest on one of a still earlier year so many times.
const DEEPEST: u8 = 8;

impl State {
    pub fn new(rulebook: &Rulebook, year: AcademicYear) -> Self {
        Self { year, deep: DEEPEST, found: vec![None; rulebook.rules.len()], status: None }
    }

    /// Keeps what a rule found.
    pub fn keep(&mut self, rule: RuleId, outcome: Outcome) {
        if let Some(slot) = self.found.get_mut(usize::from(rule.0)) {
            *slot = Some(outcome);
        }
    }

    /// Keeps the status.
    pub fn keep_status(&mut self, status: RuleId) {
        self.status = Some(status);
    }

    pub fn outcome(&self, rule: RuleId) -> Option<Outcome> {
        self.found.get(usize::from(rule.0)).copied().flatten()
    }

    /// The answer to a derived name that rests on rules alone.
    pub fn derived_of_rules(&self, asking: &Asking<'_>, derived: &Derived) -> DerivedValue {
        let rulebook = asking.world.rulebook;
        match derived {
            Derived::Rule(name) => match asking.world.columns.plans.rule_named(&name.0) {
                Some(id) => self.rule(asking, id),
                None => missing("the rulebook has no such rule".to_owned()),
            },
            Derived::FloorBelow => self.any_floor(asking),
            Derived::FloorInForce => {
                let applies = floors(rulebook).any(|id| self.outcome(id).is_some_and(|o| o != Outcome::NotApplicable));
                known(Value::Flag(applies))
            }
            Derived::RiskCount => self.risk_count(asking),
            Derived::Status => match self.status.and_then(|id| rulebook.rule(id)) {
                // neither one status nor another: what hangs on it cannot be said either
                Some(rule) if matches!(rule.kind, RuleKind::Status { cannot_say: true, .. }) => {
                    missing("it cannot be said where the school stands".to_owned())
                }
                Some(rule) => known(Value::Text(rule.id.clone())),
                None => missing("the status is not known yet".to_owned()),
            },
            Derived::Before(..) => missing("rules found it of schools alone in earlier years".to_owned()),
            Derived::Grade(..) => missing("the authority as a whole has no grades".to_owned()),
            Derived::PlanBehind => missing("the authority as a whole has no plans".to_owned()),
        }
    }

    fn rule(&self, asking: &Asking<'_>, id: RuleId) -> DerivedValue {
        let Some(outcome) = self.outcome(id) else {
            let title = asking.world.rulebook.rule(id).map_or("", |rule| &rule.title);
            return missing(format!("{title} was not judged"));
        };
        match outcome {
            Outcome::Holds => known(Value::Flag(true)),
            Outcome::DoesNotHold | Outcome::NotApplicable => known(Value::Flag(false)),
            Outcome::CannotSay => missing(asking.why(id)),
        }
    }

    fn any_floor(&self, asking: &Asking<'_>) -> DerivedValue {
        let mut truth = Truth::DoesNotHold;
        let mut unsaid = None;
        for (id, outcome) in floors(asking.world.rulebook).filter_map(|id| Some((id, self.outcome(id)?))) {
            let this = match outcome {
                Outcome::Holds => Truth::Holds,
                Outcome::CannotSay => Truth::CannotSay,
                Outcome::DoesNotHold | Outcome::NotApplicable => Truth::DoesNotHold,
            };
            unsaid = unsaid.or((this == Truth::CannotSay).then_some(id));
            truth = truth.or(this);
        }
        match (truth, unsaid) {
            (Truth::CannotSay, Some(id)) => missing(asking.why(id)),
            (truth, _) => known(Value::Flag(truth.holds())),
        }
    }

    fn risk_count(&self, asking: &Asking<'_>) -> DerivedValue {
        let (mut present, mut unknown) = (0.0, 0.0);
        let mut names = Vec::new();
        let rules = asking.world.rulebook.numbered_rules();
        for (id, rule) in rules.filter(|(_, rule)| matches!(rule.kind, RuleKind::Risk)) {
            match self.outcome(id) {
                Some(Outcome::Holds) => present += 1.0,
                Some(Outcome::CannotSay) => {
                    unknown += 1.0;
                    names.extend(asking.account.then(|| rule.title.to_lowercase()));
                }
                Some(Outcome::DoesNotHold | Outcome::NotApplicable) | None => {}
            }
        }
        if unknown == 0.0 {
            return known(Value::Number(present));
        }
        let mut answer = missing(format!("it cannot be said of: {}", names.join(", ")));
        answer.between = Some((present, present + unknown));
        answer
    }

    /// The readings that the answer to a derived name rests on, or is missing.
    pub fn rests_on(&self, asking: &Asking<'_>, derived: &Derived) -> Vec<Reading> {
        let rulebook = asking.world.rulebook;
        let of = |id: RuleId| asking.resting_on(id).1;
        match derived {
            Derived::Rule(name) => asking.world.columns.plans.rule_named(&name.0).map_or_else(Vec::new, of),
            Derived::FloorBelow => {
                let applies = |id: &RuleId| self.outcome(*id).is_some_and(|found| found != Outcome::NotApplicable);
                floors(rulebook).filter(applies).flat_map(of).collect()
            }
            Derived::RiskCount => {
                let answers = |id: &RuleId| matches!(self.outcome(*id), Some(Outcome::Holds | Outcome::CannotSay));
                risks(rulebook).filter(answers).flat_map(of).collect()
            }
            Derived::FloorInForce
            | Derived::Status
            | Derived::PlanBehind
            | Derived::Before(..)
            | Derived::Grade(..) => Vec::new(),
        }
    }
}

fn risks(rulebook: &Rulebook) -> impl Iterator<Item = RuleId> + '_ {
    rulebook.numbered_rules().filter(|(_, rule)| matches!(rule.kind, RuleKind::Risk)).map(|(id, _)| id)
}

fn floors(rulebook: &Rulebook) -> impl Iterator<Item = RuleId> + '_ {
    let all = rulebook.numbered_rules();
    all.filter(|(_, rule)| matches!(rule.kind, RuleKind::Floor { abolished: false, .. })).map(|(id, _)| id)
}

pub(super) fn known(value: Value) -> DerivedValue {
    DerivedValue { value: Ok(value), between: None, place: None }
}

pub(super) fn missing(why: String) -> DerivedValue {
    DerivedValue { value: Err(Missing::CannotCompute(why.into())), between: None, place: None }
}
