//! Two rules that ask the same of the same schools.

use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Condition, ConditionKind};
use crate::rulebook::model::{Rule, RuleKind, Rulebook};

pub(super) fn warn(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    for (at, one) in rulebook.rules.iter().enumerate() {
        let same = |two: &&Rule| {
            sort(&two.kind) == sort(&one.kind)
                && two.years.overlap(&one.years)
                && two.scope == one.scope
                && asks_the_same(one, two)
        };
        if let Some(two) = rulebook.rules.iter().skip(at + 1).find(same) {
            let message = format!("`{}` and `{}` ask the same of the same schools", one.id, two.id);
            out.push(
                Diagnostic::warning(Code::Overlap, two.span.clone(), message)
                    .also(one.span.clone(), "asked here already")
                    .help("one of them may be a copy whose numbers were not changed"),
            );
        }
    }
}

/// Which section a rule stands in, for which strand and grade. Floors are looked at on their own, and several
/// recommendations may well rest on one condition.
fn sort(kind: &RuleKind) -> Option<String> {
    match kind {
        RuleKind::Aim { .. } => Some("aim".into()),
        RuleKind::Indication { strand, .. } => Some(format!("indication {}", strand.0)),
        RuleKind::Risk => Some("risk".into()),
        RuleKind::Watch { strand, .. } => Some(format!("watch {}", strand.map_or(-1, |strand| i32::from(strand.0)))),
        RuleKind::Status { .. } => Some("status".into()),
        RuleKind::Floor { .. } | RuleKind::SupportWhen { .. } | RuleKind::Structure { .. } => None,
    }
}

fn asks_the_same(one: &Rule, two: &Rule) -> bool {
    sort(&one.kind).is_some()
        && one.when.is_some()
        && written(one.when.as_ref()) == written(two.when.as_ref())
        && written(one.applies.as_ref()) == written(two.applies.as_ref())
}

/// A condition's words without their places.
fn written(condition: Option<&Condition>) -> String {
    let Some(condition) = condition else { return String::new() };
    let all = |sign: &str, parts: &[Condition]| {
        let parts: Vec<String> = parts.iter().map(|part| written(Some(part))).collect();
        format!("{sign}({})", parts.join(", "))
    };
    match &condition.kind {
        ConditionKind::Always(always) => always.to_string(),
        ConditionKind::All(parts) => all("all", parts),
        ConditionKind::Any(parts) => all("any", parts),
        ConditionKind::AtLeast(least, parts) => all(&format!("at least {least}"), parts),
        ConditionKind::Not(part) => format!("not({})", written(Some(part))),
        ConditionKind::Test(expression) => expression.text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
