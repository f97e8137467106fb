//! Two rules that ask the same of the same schools.

use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Condition, ConditionKind};
use crate::rulebook::model::{Rule, RuleKind, Rulebook};

/// What a rule asks, as far as another can ask the same.
#[derive(PartialEq)]
struct Asks {
    sort: String,
    when: String,
    applies: String,
}

pub(super) fn warn(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    let rules: Vec<(&Rule, Asks)> = rulebook.rules.iter().filter_map(|rule| Some((rule, asks(rule)?))).collect();
    for (at, (one, asked)) in rules.iter().enumerate() {
        let same =
            |(two, asks): &&(&Rule, Asks)| asks == asked && two.years.overlap(&one.years) && two.scope == one.scope;
        if let Some((two, _)) = rules.iter().skip(at + 1).find(same) {
            let message = format!("`{}` and `{}` ask the same of the same schools", one.id, two.id);
            out.push(
                Diagnostic::warning(Code::Overlap, two.span.clone(), message)
                    .also(one.span.clone(), "asked here already")
                    .help("one of them may be a copy whose numbers were not changed"),
            );
        }
    }
}

fn asks(rule: &Rule) -> Option<Asks> {
    let (sort, when) = (sort(&rule.kind)?, rule.when.as_ref()?);
    Some(Asks { sort, when: written(Some(when)), applies: written(rule.applies.as_ref()) })
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
