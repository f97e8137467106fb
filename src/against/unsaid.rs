//! Rules that cannot say for most schools, and the few values that would settle it.

use std::collections::BTreeMap;

use super::columns::in_hundred;
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluate::{Evaluation, Finding, Outcome};
use crate::rulebook::Rulebook;
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, Scope};

/// Answers needed before anything is said of a rule.
const ENOUGH: usize = 5;
/// From so many in a hundred on, a rule cannot say for most.
const MOST: f64 = 50.0;
/// Values named.
const NAMED: usize = 3;

pub(super) fn remarks(rulebook: &Rulebook, judged: &[Evaluation]) -> Vec<Diagnostic> {
    // earlier years lack much that is simply not kept so long
    let Some(latest) = judged.last() else { return Vec::new() };
    let rules = rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::School);
    rules.filter_map(|(id, rule)| of_rule(id, rule, latest)).collect()
}

fn of_rule(id: RuleId, rule: &Rule, latest: &Evaluation) -> Option<Diagnostic> {
    let findings: Vec<&Finding> = latest.schools.iter().filter_map(|school| school.of(id)).collect();
    let asked = findings.iter().filter(|finding| finding.outcome != Outcome::NotApplicable).count();
    let unsaid: Vec<&&Finding> = findings.iter().filter(|finding| finding.outcome == Outcome::CannotSay).collect();
    if asked < ENOUGH || in_hundred(unsaid.len(), asked) < MOST {
        return None;
    }
    let message = format!("“{}” cannot say for {} of {asked} schools in {}", rule.title, unsaid.len(), latest.year);
    let mut diagnostic = Diagnostic::warning(Code::Threshold, rule.span.clone(), message);
    let settling = settling(&unsaid);
    if !settling.is_empty() {
        diagnostic = diagnostic.help(format!("missing: {}", settling.join("; ")));
    }
    Some(diagnostic)
}

/// What is to blame most often; one figure for all (a national median) stands for every school it would settle.
fn settling(unsaid: &[&&Finding]) -> Vec<String> {
    let mut blamed: BTreeMap<(String, String), usize> = BTreeMap::new();
    for finding in unsaid {
        for reading in finding.blame.iter().filter_map(|at| finding.readings.get(*at)) {
            let why = reading.value.as_ref().err().map_or(String::new(), ToString::to_string);
            *blamed.entry((reading.title.to_string(), why)).or_default() += 1;
        }
    }
    let mut blamed: Vec<((String, String), usize)> = blamed.into_iter().collect();
    blamed.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let school = |count: usize| if count == 1 { "1 school".to_owned() } else { format!("{count} schools") };
    let named = blamed.into_iter().take(NAMED);
    named.map(|((title, why), count)| format!("{title} ({why}), for {}", school(count))).collect()
}
