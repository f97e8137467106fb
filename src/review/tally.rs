//! The five numbers of the front page, as a run found them: remembered, so that the next run can say what has moved.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::judge::evaluate::{Evaluation, GradeEvidence, Outcome, SchoolFindings, StrandGrades};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::{Rule, RuleKind, Rulebook, Scope};

/// How many schools stand where, and how many aims are met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Tally {
    /// schools by the rule of their status
    pub statuses: BTreeMap<String, usize>,
    /// of which a status cannot be ruled out, by its rule: they stand elsewhere
    pub statuses_unknown: BTreeMap<String, usize>,
    /// below a floor standard
    pub below: usize,
    /// of which it is not known whether they are below one
    pub below_unknown: usize,
    /// inspected, with a grade that the rulebook calls good
    pub good: usize,
    /// inspected, with any grade
    pub inspected: usize,
    /// aims of the authority that are met
    pub aims_met: usize,
    /// of which it is not known whether they are met
    pub aims_unknown: usize,
    /// aims of the authority
    pub aims: usize,
}

impl Tally {
    /// Counts what the rules say.
    #[must_use]
    pub fn of(rulebook: &Rulebook, evaluation: &Evaluation) -> Self {
        let mut tally = Self::default();
        for school in &evaluation.schools {
            let status = rulebook.rule(school.status.rule).map_or("", |rule| &rule.id);
            *tally.statuses.entry(status.to_owned()).or_default() += 1;
            for doubt in &school.status.doubts {
                let status = rulebook.rule(doubt.rule).map_or("", |rule| &rule.id);
                *tally.statuses_unknown.entry(status.to_owned()).or_default() += 1;
            }
            match floor(rulebook, school) {
                Some(Outcome::Holds) => tally.below += 1,
                Some(Outcome::CannotSay) => tally.below_unknown += 1,
                _ => {}
            }
            if let Some(grade) = inspected(rulebook, school) {
                tally.inspected += 1;
                tally.good +=
                    usize::from(rulebook.judgements.grades.get(usize::from(grade)).is_some_and(|grade| grade.good));
            }
        }
        let aims = aims(rulebook, evaluation);
        let with = |outcome| aims.values().filter(|one| **one == outcome).count();
        tally.aims_met = with(Outcome::Holds);
        tally.aims_unknown = with(Outcome::CannotSay);
        tally.aims = aims.len();
        tally
    }

    /// The schools with a status.
    #[must_use]
    pub fn with(&self, status: &str) -> usize {
        self.statuses.get(status).copied().unwrap_or_default()
    }

    /// Good or better, of a hundred that were inspected; none where none was.
    #[must_use]
    pub fn good_share(&self) -> Option<usize> {
        (self.good * 200 + self.inspected).checked_div(self.inspected * 2)
    }
}

/// The worst answer of the floors that bear on a school; none where no floor does.
#[must_use]
pub fn floor(rulebook: &Rulebook, school: &SchoolFindings) -> Option<Outcome> {
    let is_floor = |id: RuleId| rulebook.rule(id).is_some_and(|rule| matches!(rule.kind, RuleKind::Floor { .. }));
    let floors = school.findings.iter().filter(|finding| is_floor(finding.rule)).map(|finding| finding.outcome);
    floors.filter(|outcome| *outcome != Outcome::NotApplicable).min()
}

/// The grade that inspectors gave a school overall, by its place in the rulebook's list; where grades are given for areas
/// alone, the worst of them.
#[must_use]
pub fn inspected(rulebook: &Rulebook, school: &SchoolFindings) -> Option<u8> {
    summed_up(rulebook, &school.grades, |grades| &grades.inspected)?.grade.as_ref().ok().copied()
}

/// One sort of grade of a school as a whole: that of the strand that sums up the others; without such a strand the worst.
#[must_use]
pub fn summed_up<'s>(
    rulebook: &Rulebook,
    strands: &'s [StrandGrades],
    which: fn(&StrandGrades) -> &GradeEvidence,
) -> Option<&'s GradeEvidence> {
    match rulebook.judgements.overall {
        Some(overall) => strands.iter().find(|grades| grades.strand == overall).map(which),
        None => strands.iter().map(which).filter(|of| of.grade.is_ok()).max_by_key(|of| of.grade.as_ref().ok()),
    }
}

/// The numbered aims, each met where every part of it is that is asked of the authority, and not met where one is not.
fn aims(rulebook: &Rulebook, evaluation: &Evaluation) -> BTreeMap<u32, Outcome> {
    let mut aims = BTreeMap::new();
    for finding in &evaluation.authority {
        let Some(Rule { kind: RuleKind::Aim { number: Some(number), .. }, scope: Scope::Authority, .. }) =
            rulebook.rule(finding.rule)
        else {
            continue;
        };
        let so_far = aims.entry(*number).or_insert(Outcome::Holds);
        *so_far = match (*so_far, finding.outcome) {
            (Outcome::DoesNotHold, _) | (_, Outcome::DoesNotHold) => Outcome::DoesNotHold,
            (Outcome::Holds, Outcome::Holds) => Outcome::Holds,
            _ => Outcome::CannotSay,
        };
    }
    aims
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn a_share_is_rounded_and_of_none_there_is_none() {
        let of = |good, inspected| Tally { good, inspected, ..Tally::default() }.good_share();
        assert_eq!([of(2, 3), of(1, 2), of(0, 0)], [Some(67), Some(50), None]);
    }
}
