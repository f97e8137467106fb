//! What the rules before found about one school: what `rule("…")`, `floor.below`, `risk.count` and grades answer.

use super::grading;
use super::school_facts::SchoolFacts;
use super::{Finding, Outcome};
use crate::domain::{Missing, Truth, Value};
use crate::rulebook::expression::{Derived, DerivedValue, Reading};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{RuleKind, Rulebook};

/// What one rule found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub outcome: Outcome,
    pub reason: Option<String>,
    /// the readings it rests on, or is missing
    pub parts: Vec<Reading>,
}

/// What the rules found so far, by their place in the rulebook.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    found: Vec<Option<Found>>,
    status: Option<RuleId>,
}

impl State {
    pub fn new(rulebook: &Rulebook) -> Self {
        Self { found: vec![None; rulebook.rules.len()], status: None }
    }

    /// Keeps what a rule found.
    pub fn keep(&mut self, finding: &Finding, parts: Vec<Reading>) {
        if let Some(slot) = self.found.get_mut(usize::from(finding.rule.0)) {
            *slot = Some(Found { outcome: finding.outcome, reason: finding.reason.clone(), parts });
        }
    }

    /// Keeps the status.
    pub fn keep_status(&mut self, status: RuleId) {
        self.status = Some(status);
    }

    pub fn outcome(&self, rule: RuleId) -> Option<Outcome> {
        self.get(rule).map(|found| found.outcome)
    }

    pub fn get(&self, rule: RuleId) -> Option<&Found> {
        self.found.get(usize::from(rule.0)).and_then(Option::as_ref)
    }

    /// The answer to a derived name, for this school.
    pub fn derived(&self, facts: &SchoolFacts<'_>, derived: &Derived) -> DerivedValue {
        match derived {
            Derived::Grade(kind, strand) => grading::derived(facts, self, *kind, *strand),
            other => self.derived_of_rules(facts.world.rulebook, other),
        }
    }

    /// The answer to a derived name that rests on rules alone.
    pub fn derived_of_rules(&self, rulebook: &Rulebook, derived: &Derived) -> DerivedValue {
        match derived {
            Derived::Rule(name) => match rulebook.rule_named(&name.0) {
                Some((id, rule)) => self.rule(id, &rule.title),
                None => missing("the rulebook has no such rule".to_owned(), Vec::new()),
            },
            Derived::FloorBelow => self.any_floor(rulebook),
            Derived::FloorInForce => {
                let applies = floors(rulebook).any(|id| self.outcome(id).is_some_and(|o| o != Outcome::NotApplicable));
                known(Value::Flag(applies), Vec::new())
            }
            Derived::RiskCount => self.risk_count(rulebook),
            Derived::Status => match self.status.and_then(|id| rulebook.rule(id)) {
                // neither one status nor another: what hangs on it cannot be said either
                Some(rule) if matches!(rule.kind, RuleKind::Status { cannot_say: true, .. }) => {
                    missing("it cannot be said where the school stands".to_owned(), Vec::new())
                }
                Some(rule) => known(Value::Text(rule.id.clone()), Vec::new()),
                None => missing("the status is not known yet".to_owned(), Vec::new()),
            },
            Derived::Grade(..) => missing("the authority as a whole has no grades".to_owned(), Vec::new()),
        }
    }

    fn rule(&self, id: RuleId, title: &str) -> DerivedValue {
        match self.get(id) {
            Some(found) => match found.outcome {
                Outcome::Holds => known(Value::Flag(true), found.parts.clone()),
                Outcome::DoesNotHold | Outcome::NotApplicable => known(Value::Flag(false), found.parts.clone()),
                Outcome::CannotSay => {
                    let why = found.reason.as_deref().unwrap_or("a value is missing");
                    missing(why.to_owned(), found.parts.clone())
                }
            },
            None => missing(format!("{title} was not judged"), Vec::new()),
        }
    }

    fn any_floor(&self, rulebook: &Rulebook) -> DerivedValue {
        let mut truth = Truth::DoesNotHold;
        let mut parts = Vec::new();
        let mut why = None;
        for found in floors(rulebook).filter_map(|id| self.get(id)) {
            let this = match found.outcome {
                Outcome::Holds => Truth::Holds,
                Outcome::CannotSay => Truth::CannotSay,
                Outcome::DoesNotHold | Outcome::NotApplicable => Truth::DoesNotHold,
            };
            if this == Truth::CannotSay {
                why = why.or_else(|| found.reason.clone());
            }
            if found.outcome != Outcome::NotApplicable {
                parts.extend(found.parts.clone());
            }
            truth = truth.or(this);
        }
        match truth {
            Truth::CannotSay => missing(why.unwrap_or_else(|| "a value is missing".to_owned()), parts),
            truth => known(Value::Flag(truth.holds()), parts),
        }
    }

    fn risk_count(&self, rulebook: &Rulebook) -> DerivedValue {
        let (mut present, mut unknown, mut parts) = (0.0, 0.0, Vec::new());
        let mut names = Vec::new();
        for (id, rule) in rulebook.numbered_rules().filter(|(_, rule)| matches!(rule.kind, RuleKind::Risk)) {
            let Some(found) = self.get(id) else { continue };
            match found.outcome {
                Outcome::Holds => present += 1.0,
                Outcome::CannotSay => {
                    unknown += 1.0;
                    names.push(rule.title.to_lowercase());
                }
                Outcome::DoesNotHold | Outcome::NotApplicable => continue,
            }
            parts.extend(found.parts.clone());
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
