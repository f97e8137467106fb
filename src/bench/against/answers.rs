//! Rules that pick out no one, or nearly everyone, over the last years.

use super::columns::in_hundred;
use super::years_in_words;
use crate::judge::evaluate::{Evaluation, Outcome};
use crate::rulebook::Rulebook;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind, Scope, Tone};

/// Answers needed before anything is said of a rule.
const ENOUGH: usize = 10;
/// From so many in a hundred on, a rule picks out nearly everyone.
const NEARLY_ALL: f64 = 90.0;

pub(super) fn remarks(rulebook: &Rulebook, judged: &[Evaluation]) -> Vec<Diagnostic> {
    let rules = rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::School && picks_out(rule));
    let mut out: Vec<Diagnostic> = rules.filter_map(|(id, rule)| of_rule(id, rule, judged)).collect();
    out.extend(rulebook.numbered_rules().filter_map(|(id, rule)| never_wins(rulebook, id, rule, judged)));
    out
}

/// A grade whose rule holds and that is never the one indicated: another rule stands before it each time.
fn never_wins(rulebook: &Rulebook, id: RuleId, rule: &Rule, judged: &[Evaluation]) -> Option<Diagnostic> {
    let RuleKind::Indication { strand, grade } = &rule.kind else { return None };
    let schools = || judged.iter().flat_map(|year| &year.schools);
    let holds = schools().filter(|school| school.of(id).is_some_and(|found| found.outcome == Outcome::Holds)).count();
    let indicated = schools()
        .flat_map(|school| &school.grades)
        .any(|grades| grades.strand == *strand && grades.indicated.grade.as_ref().ok() == Some(grade));
    if holds == 0 || indicated {
        return None;
    }
    let grade = rulebook.judgements.grades.get(usize::from(*grade)).map_or("", |grade| &*grade.id);
    let strand = rulebook.strand(*strand).map_or("", |strand| &*strand.title);
    let (title, years) = (&rule.title, years_in_words(judged));
    let message =
        format!("grade {grade} is never indicated for “{strand}” in {years}, though “{title}” holds {holds} times");
    let help = "of concerns the worst is indicated, before any good grade; see which rule holds for the same schools";
    Some(Diagnostic::warning(Code::Threshold, rule.span.clone(), message).help(help))
}

/// Whether a rule is there to pick schools out from others.
fn picks_out(rule: &Rule) -> bool {
    let plain = rule.when.is_some();
    plain && !matches!(rule.kind, RuleKind::Aim { .. } | RuleKind::Watch { tone: Tone::Strength | Tone::Figure, .. })
}

fn of_rule(id: RuleId, rule: &Rule, judged: &[Evaluation]) -> Option<Diagnostic> {
    let findings = judged.iter().flat_map(|year| &year.schools).filter_map(|school| school.of(id));
    let (mut holds, mut does_not) = (0, 0);
    for finding in findings {
        match finding.outcome {
            Outcome::Holds => holds += 1,
            Outcome::DoesNotHold => does_not += 1,
            Outcome::CannotSay | Outcome::NotApplicable => {}
        }
    }
    let all = holds + does_not;
    if all < ENOUGH {
        return None;
    }
    let (share, years) = (in_hundred(holds, all), years_in_words(judged));
    let (title, span) = (&rule.title, rule.span.clone());
    if holds == 0 {
        let message = format!("“{title}” would flag 0 % of {all} answers in {years}");
        return Some(Diagnostic::note(Code::Threshold, span, message));
    }
    (share >= NEARLY_ALL).then(|| {
        let message = format!("“{title}” would flag {share:.0} % of {all} answers in {years}");
        let help = "a rule that picks out nearly every school tells none from the others; look at its line";
        Diagnostic::warning(Code::Threshold, span, message).help(help)
    })
}
