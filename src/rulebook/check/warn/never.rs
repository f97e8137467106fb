//! Rules that can never hold, and statuses that no school can get.

use super::bounds::{Bound, bounds, contradiction, tautology};
use super::reach;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Condition, ConditionKind};
use crate::rulebook::model::{Rule, RuleKind, Rulebook};

pub(super) fn warn(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    for rule in &rulebook.rules {
        let always_asked = rule.applies.as_ref().map(bounds).unwrap_or_default();
        if let Some((one, two)) = contradiction(&always_asked) {
            out.push(contradicting(one, two, &format!("`{}` can never apply", rule.id)));
            continue;
        }
        reach::warn(rulebook, rule, out);
        if let Some(when) = &rule.when {
            never(rule, when, &always_asked, true, out);
            by_nought(rule, when, out);
            always(rule, when, out);
        }
    }
    statuses(rulebook, out);
}

/// Looks at a condition and at every choice in it, beside what is asked anyway.
fn never(rule: &Rule, condition: &Condition, asked: &[Bound], whole: bool, out: &mut Vec<Diagnostic>) {
    let what = if whole { format!("`{}` can never hold", rule.id) } else { "this part can never hold".to_owned() };
    if let ConditionKind::Always(false) = condition.kind {
        out.push(Diagnostic::warning(Code::NeverHolds, condition.place.clone(), what).help("write what it depends on"));
        return;
    }
    let mut all = asked.to_vec();
    all.extend(bounds(condition));
    if let Some((one, two)) = contradiction(&all) {
        out.push(contradicting(one, two, &what));
        return;
    }
    choices(condition, &mut |choice| never(rule, choice, &all, false, out));
}

/// What is divided by nought is never known: nobody means that, so it is an error.
fn by_nought(rule: &Rule, when: &Condition, out: &mut Vec<Diagnostic>) {
    for branch in when.branches() {
        let ConditionKind::Test(expression) = &branch.kind else { continue };
        if let Some(at) = expression.divides_by_nought() {
            let message = format!("`{}` can never be said: it divides by 0", rule.id);
            let place = branch.place_of(at);
            out.push(Diagnostic::error(Code::NeverHolds, place, message).help("correct the number"));
        }
    }
}

/// A rule that holds for every school of which the value is known.
fn always(rule: &Rule, when: &Condition, out: &mut Vec<Diagnostic>) {
    let Some((one, two)) = tautology(when) else { return };
    let message =
        format!("`{}` always holds where the value is known: `{}` or `{}` is every value", rule.id, one.text, two.text);
    let doubt = Diagnostic::warning(Code::NeverHolds, two.place.clone(), message).here("this");
    out.push(
        doubt.also(one.place.clone(), "or this").help("correct one of the two, or ask whether it is known: `….known`"),
    );
}

/// Every part of a choice of several, however deep in parts that must all hold.
fn choices(condition: &Condition, each: &mut dyn FnMut(&Condition)) {
    match &condition.kind {
        ConditionKind::Any(parts) if parts.len() > 1 => parts.iter().for_each(each),
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().for_each(|part| choices(part, each)),
        ConditionKind::Not(_) | ConditionKind::Always(_) | ConditionKind::Test(_) | ConditionKind::AtLeast(..) => {}
    }
}

fn contradicting(one: &Bound, two: &Bound, what: &str) -> Diagnostic {
    let message = format!("{what}: `{}` and `{}` leave nothing", one.text, two.text);
    Diagnostic::warning(Code::NeverHolds, two.place.clone(), message)
        .here("this")
        .also(one.place.clone(), "and this")
        .help("correct one of the two")
}

/// A status for every school, and none behind one that takes them all.
fn statuses(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    let statuses: Vec<&Rule> =
        rulebook.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Status { .. })).collect();
    let Some(last) = statuses.last() else { return };
    let marked = |is: fn(&RuleKind) -> bool| statuses.iter().any(|rule| is(&rule.kind));
    let otherwise = marked(|kind| matches!(kind, RuleKind::Status { otherwise: true, .. }));
    let cannot_say = marked(|kind| matches!(kind, RuleKind::Status { cannot_say: true, .. }));
    if !otherwise {
        let message = "a school for which no status holds gets none";
        let help = "add a last status with `otherwise: true`";
        out.push(Diagnostic::warning(Code::Gap, last.span.clone(), message).help(help));
    }
    if !cannot_say {
        let message = "a school of which the status cannot be said gets none";
        let help = "add a status with `cannot say: true`";
        out.push(Diagnostic::warning(Code::Gap, last.span.clone(), message).help(help));
    }
}
