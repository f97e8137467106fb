//! Conditions and readings in the names that everything had first, as evidence is told: the same for all schools, so each
//! is told once.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use crate::rulebook::expression::{Condition, ConditionKind};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Renamed, Rule};

/// What was told so far.
pub(crate) struct FirstNames {
    conditions: Vec<OnceLock<Vec<u8>>>,
    readings: Mutex<FxHashMap<Arc<str>, Arc<str>>>,
}

impl FirstNames {
    /// Of so many rules.
    pub fn of(rules: usize) -> Self {
        Self { conditions: (0..rules).map(|_| OnceLock::new()).collect(), readings: Mutex::default() }
    }

    /// The conditions of a rule, each part ended by a nought.
    pub(super) fn conditions(&self, renamed: &Renamed, id: RuleId, rule: &Rule) -> &[u8] {
        let told = || {
            let mut into = Vec::new();
            for one in [&rule.applies, &rule.when] {
                condition(&mut into, renamed, one.as_ref());
            }
            into
        };
        self.conditions.get(usize::from(id.0)).map_or(&[], |kept| kept.get_or_init(told))
    }

    /// The name of a reading.
    pub(super) fn reading(&self, renamed: &Renamed, name: &Arc<str>) -> Arc<str> {
        let mut readings = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(first) = readings.get(name) {
            return Arc::clone(first);
        }
        let first: Arc<str> = renamed.first_text(name).into();
        readings.insert(Arc::clone(name), Arc::clone(&first));
        first
    }
}

fn words(into: &mut Vec<u8>, words: &str) {
    into.extend_from_slice(words.as_bytes());
    into.push(0);
}

fn condition(into: &mut Vec<u8>, renamed: &Renamed, of: Option<&Condition>) {
    let (name, parts) = match of.map(|condition| &condition.kind) {
        None => ("always".to_owned(), [].as_slice()),
        Some(ConditionKind::Always(yes)) => (if *yes { "always" } else { "never" }.to_owned(), [].as_slice()),
        Some(ConditionKind::All(parts)) => ("all".to_owned(), parts.as_slice()),
        Some(ConditionKind::Any(parts)) => ("any".to_owned(), parts.as_slice()),
        Some(ConditionKind::AtLeast(least, parts)) => (format!("at least {least}"), parts.as_slice()),
        Some(ConditionKind::Not(part)) => ("not".to_owned(), std::slice::from_ref(&**part)),
        Some(ConditionKind::Test(expression)) => {
            // without its blanks, which say nothing
            let text = renamed.first_text(&expression.text);
            let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
            return words(into, &text);
        }
    };
    words(into, &name);
    for part in parts {
        condition(into, renamed, Some(part));
    }
    words(into, "");
}
