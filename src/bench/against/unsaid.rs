//! Rules that cannot say for most schools, and the few values that would settle it.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::in_hundred;
use crate::intake::record::Dataset;
use crate::judge::decided::Decisions;
use crate::judge::evaluate::{Evaluation, Finding, Outcome, Views};
use crate::rulebook::Rulebook;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, Scope};

/// Answers needed before anything is said of a rule.
const ENOUGH: usize = 5;
/// From so many in a hundred on, a rule cannot say for most.
const MOST: f64 = 50.0;
/// Values named.
const NAMED: usize = 3;

pub(super) fn remarks(rulebook: &Rulebook, dataset: &Dataset, judged: &[Evaluation]) -> Vec<Diagnostic> {
    // earlier years lack much that is simply not kept so long
    let Some(latest) = judged.last() else { return Vec::new() };
    let decisions = Decisions::default();
    let views = Views::new(rulebook, dataset, &decisions, latest);
    let rules = rulebook.numbered_rules().filter(|(_, rule)| rule.scope == Scope::School);
    rules.filter_map(|(id, rule)| of_rule(id, rule, latest, &views)).collect()
}

fn of_rule(id: RuleId, rule: &Rule, latest: &Evaluation, views: &Views<'_>) -> Option<Diagnostic> {
    let verdicts = || latest.schools.iter().filter_map(|school| Some((school.school, school.of(id)?)));
    let asked = verdicts().filter(|(_, verdict)| verdict.outcome != Outcome::NotApplicable).count();
    let unsaid: Vec<Finding<'_>> = verdicts()
        .filter(|(_, verdict)| verdict.outcome == Outcome::CannotSay)
        .map(|(school, verdict)| views.finding(school, *verdict))
        .collect();
    if asked < ENOUGH || in_hundred(unsaid.len(), asked) < MOST {
        return None;
    }
    let message = format!("“{}” cannot say for {} of {asked} schools in {}", rule.title, unsaid.len(), latest.year);
    // a blank cell can be filled; what no workbook has a column for is as it is
    let mut diagnostic = if unsaid.iter().any(can_be_filled) {
        Diagnostic::warning(Code::Threshold, rule.span.clone(), message)
    } else {
        Diagnostic::note(Code::Threshold, rule.span.clone(), message)
    };
    let settling = settling(&unsaid);
    if !settling.is_empty() {
        diagnostic = diagnostic.help(format!("missing: {}", settling.join("; ")));
    }
    Some(diagnostic)
}

/// Whether a cell keeps the rule from an answer.
fn can_be_filled(finding: &Finding<'_>) -> bool {
    finding.blame.iter().filter_map(|at| finding.readings.get(*at)).any(|reading| reading.place.is_some())
}

/// What is to blame most often; one figure for all (a national median) stands for every school it would settle.
fn settling(unsaid: &[Finding<'_>]) -> Vec<String> {
    let mut blamed: BTreeMap<(String, String), Blamed> = BTreeMap::new();
    for finding in unsaid {
        for reading in finding.blame.iter().filter_map(|at| finding.readings.get(*at)) {
            let why = reading.value.as_ref().err().map_or(String::new(), ToString::to_string);
            let one = blamed.entry((reading.title.to_string(), brief(&reading.title, &why))).or_default();
            one.schools += 1;
            one.cells.extend(reading.place.as_ref().filter(|_| !why.contains(".xlsx, ")).map(ToString::to_string));
        }
    }
    let mut blamed: Vec<((String, String), Blamed)> = blamed.into_iter().collect();
    blamed.sort_by(|a, b| b.1.schools.cmp(&a.1.schools).then_with(|| a.0.cmp(&b.0)));
    let named = blamed.into_iter().take(NAMED);
    named.map(|((title, why), blamed)| format!("{title} ({why}), for {}", blamed.in_words())).collect()
}

/// How many schools something keeps from an answer, and the cells it stands in.
#[derive(Default)]
struct Blamed {
    schools: usize,
    cells: BTreeSet<String>,
}

impl Blamed {
    /// `2 schools: KS4.xlsx, KS4!E16 and KS4.xlsx, KS4!E20`; many cells are not named.
    fn in_words(&self) -> String {
        let schools = if self.schools == 1 { "1 school".to_owned() } else { format!("{} schools", self.schools) };
        if self.cells.is_empty() || self.cells.len() > NAMED {
            return schools;
        }
        let cells: Vec<&str> = self.cells.iter().map(String::as_str).collect();
        format!("{schools}: {}", cells.join(" and "))
    }
}

/// A reason in a line: the name of a rule is not said twice, and what other rules wait for is cut.
fn brief(title: &str, why: &str) -> String {
    const LONGEST: usize = 160;
    let why = why.strip_prefix(title).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(why);
    if why.chars().count() <= LONGEST {
        return why.to_owned();
    }
    let cut: String = why.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Blamed, brief};

    #[test]
    fn a_reason_says_a_rule_once_and_fits_a_line() {
        assert_eq!(brief("Low", "Low: the cell is blank"), "the cell is blank");
        assert_eq!(brief("Low", &"x".repeat(500)).chars().count(), 160);
    }

    #[test]
    fn few_cells_are_named_and_many_are_not() {
        let cells = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let two = Blamed { schools: 2, cells: cells(&["A!B2", "A!B3"]) };
        assert_eq!(two.in_words(), "2 schools: A!B2 and A!B3");
        let many = Blamed { schools: 9, cells: cells(&["1", "2", "3", "4"]) };
        assert_eq!(many.in_words(), "9 schools");
    }
}
