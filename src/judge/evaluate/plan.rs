//! What a rulebook's rules need, found out once before any school is asked.

use std::collections::HashMap;
use std::sync::Arc;

use crate::rulebook::expression::{Derived, Expression, Of, Read};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind, Rulebook};

/// What a rule needs.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// whether a script is called: then every part is asked, so that one that breaks is reported
    pub scripted: bool,
    /// whether it comes after the statuses
    pub after_status: bool,
    /// the values of the school itself that its condition reads, in the order in which they are read
    pub reads: Vec<Read>,
}

/// The plans of all rules, and their numbers by name.
#[derive(Debug, Default)]
pub(super) struct Plans {
    rules: Vec<Plan>,
    named: HashMap<Arc<str>, RuleId>,
}

impl Plans {
    pub fn new(rulebook: &Rulebook) -> Self {
        let named = rulebook.numbered_rules().map(|(id, rule)| (Arc::clone(&rule.id), id)).collect();
        Self { rules: rulebook.rules.iter().map(plan).collect(), named }
    }

    pub fn of(&self, rule: RuleId) -> Option<&Plan> {
        self.rules.get(usize::from(rule.0))
    }

    pub fn rule_named(&self, name: &str) -> Option<RuleId> {
        self.named.get(name).copied()
    }
}

fn plan(rule: &Rule) -> Plan {
    let asked: Vec<&Expression> = [&rule.applies, &rule.when]
        .into_iter()
        .flatten()
        .flat_map(|condition| condition.expressions())
        .map(|(e, _)| e)
        .collect();
    let follows = matches!(rule.kind, RuleKind::Structure { .. } | RuleKind::SupportWhen { .. });
    let asks_status = asked.iter().any(|expression| expression.derived().contains(&&Derived::Status));
    let when = rule.when.iter().flat_map(|condition| condition.expressions());
    let reads = when.flat_map(|(expression, _)| expression.reads()).filter(|read| read.of == Of::Subject);
    Plan {
        scripted: asked.iter().any(|expression| !expression.functions().is_empty()),
        after_status: follows || asks_status,
        reads: reads.collect(),
    }
}
