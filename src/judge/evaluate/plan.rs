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
    /// what has to be answered before something asked of an earlier year is known
    earlier: HashMap<Derived, Vec<RuleId>>,
}

impl Plans {
    pub fn new(rulebook: &Rulebook) -> Self {
        let named = rulebook.numbered_rules().map(|(id, rule)| (Arc::clone(&rule.id), id)).collect();
        Self { rules: rulebook.rules.iter().map(plan).collect(), named, earlier: earlier(rulebook) }
    }

    pub fn of(&self, rule: RuleId) -> Option<&Plan> {
        self.rules.get(usize::from(rule.0))
    }

    /// The rules that have to be answered, in their order, for what is asked of an earlier year.
    pub fn needed_for(&self, rulebook: &Rulebook, asked: &Derived) -> Vec<RuleId> {
        self.earlier.get(asked).cloned().unwrap_or_else(|| rulebook.needed_for(asked))
    }

    pub fn rule_named(&self, name: &str) -> Option<RuleId> {
        self.named.get(name).copied()
    }
}

fn earlier(rulebook: &Rulebook) -> HashMap<Derived, Vec<RuleId>> {
    let of_rules = rulebook.rules.iter().flat_map(|rule| [&rule.applies, &rule.when]).flatten();
    let conditions = of_rules.flat_map(|condition| condition.expressions()).map(|(expression, _)| expression);
    let computed = rulebook.measures.iter().filter_map(|measure| measure.computed.as_ref());
    let asked = conditions.chain(computed).flat_map(Expression::derived);
    let before = asked.filter_map(|derived| match derived {
        Derived::Before(asked, _) => Some((**asked).clone()),
        _ => None,
    });
    before.map(|asked| (asked.clone(), rulebook.needed_for(&asked))).collect()
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
