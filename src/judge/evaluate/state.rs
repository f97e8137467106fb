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
    /// whether it is told what an answer rests on
    pub account: bool,
}

impl Asking<'_> {
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
                None => missing("the rulebook has no such rule".to_owned(), Vec::new()),
            },
            Derived::FloorBelow => self.any_floor(asking),
            Derived::FloorInForce => {
                let applies = floors(rulebook).any(|id| self.outcome(id).is_some_and(|o| o != Outcome::NotApplicable));
                known(Value::Flag(applies), Vec::new())
            }
            Derived::RiskCount => self.risk_count(asking),
            Derived::Status => match self.status.and_then(|id| rulebook.rule(id)) {
                // neither one status nor another: what hangs on it cannot be said either
                Some(rule) if matches!(rule.kind, RuleKind::Status { cannot_say: true, .. }) => {
                    missing("it cannot be said where the school stands".to_owned(), Vec::new())
                }
                Some(rule) => known(Value::Text(rule.id.clone()), Vec::new()),
                None => missing("the status is not known yet".to_owned(), Vec::new()),
            },
            Derived::Before(..) => missing("rules found it of schools alone in earlier years".to_owned(), Vec::new()),
            Derived::Grade(..) => missing("the authority as a whole has no grades".to_owned(), Vec::new()),
        }
    }

    fn rule(&self, asking: &Asking<'_>, id: RuleId) -> DerivedValue {
        let Some(outcome) = self.outcome(id) else {
            let title = asking.world.rulebook.rule(id).map_or("", |rule| &rule.title);
            return missing(format!("{title} was not judged"), Vec::new());
        };
        let (reason, parts) = asking.resting_on(id);
        match outcome {
            Outcome::Holds => known(Value::Flag(true), parts),
            Outcome::DoesNotHold | Outcome::NotApplicable => known(Value::Flag(false), parts),
            Outcome::CannotSay => missing(reason.unwrap_or_else(|| "a value is missing".to_owned()), parts),
        }
    }

    fn any_floor(&self, asking: &Asking<'_>) -> DerivedValue {
        let mut truth = Truth::DoesNotHold;
        let mut parts = Vec::new();
        let mut why = None;
        for (id, outcome) in floors(asking.world.rulebook).filter_map(|id| Some((id, self.outcome(id)?))) {
            let this = match outcome {
                Outcome::Holds => Truth::Holds,
                Outcome::CannotSay => Truth::CannotSay,
                Outcome::DoesNotHold | Outcome::NotApplicable => Truth::DoesNotHold,
            };
            if outcome != Outcome::NotApplicable {
                let (reason, of_it) = asking.resting_on(id);
                if this == Truth::CannotSay {
                    why = why.or(reason);
                }
                parts.extend(of_it);
            }
            truth = truth.or(this);
        }
        match truth {
            Truth::CannotSay => missing(why.unwrap_or_else(|| "a value is missing".to_owned()), parts),
            truth => known(Value::Flag(truth.holds()), parts),
        }
    }

    fn risk_count(&self, asking: &Asking<'_>) -> DerivedValue {
        let (mut present, mut unknown, mut parts) = (0.0, 0.0, Vec::new());
        let mut names = Vec::new();
        let rules = asking.world.rulebook.numbered_rules();
        for (id, rule) in rules.filter(|(_, rule)| matches!(rule.kind, RuleKind::Risk)) {
            match self.outcome(id) {
                Some(Outcome::Holds) => present += 1.0,
                Some(Outcome::CannotSay) => {
                    unknown += 1.0;
                    names.extend(asking.account.then(|| rule.title.to_lowercase()));
                }
                Some(Outcome::DoesNotHold | Outcome::NotApplicable) | None => continue,
            }
            parts.extend(asking.resting_on(id).1);
        }
        if unknown == 0.0 {
            return known(Value::Number(present), parts);
        }
        let mut answer = missing(format!("it cannot be said of: {}", names.join(", ")), parts);
        answer.between = Some((present, present + unknown));
        answer
    }
}

fn floors(rulebook: &Rulebook) -> impl Iterator<Item = RuleId> + '_ {
    let all = rulebook.numbered_rules();
    all.filter(|(_, rule)| matches!(rule.kind, RuleKind::Floor { abolished: false, .. })).map(|(id, _)| id)
}

pub(super) fn known(value: Value, parts: Vec<Reading>) -> DerivedValue {
    DerivedValue { value: Ok(value), between: None, place: None, parts }
}

pub(super) fn missing(why: String, parts: Vec<Reading>) -> DerivedValue {
    DerivedValue { value: Err(Missing::CannotCompute(why.into())), between: None, place: None, parts }
}
