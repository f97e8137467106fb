//! The sample's own workbooks, varied by chance: cells blanked, suppressed, moved, rows dropped. A second judge, written from
//! the strategy and the sample authority's readings of it for the year of the sample, says the same as the program of every
//! school: floor, risks, indicated and working grades, status, plans, teams, options.

mod plain;
mod sample;
mod varied;

use std::collections::BTreeSet;

use pretty_assertions::assert_eq;
use yardstick::judge::advise::{Advice, advise};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Evaluation, Outcome, evaluate};
use yardstick::rulebook::Rulebook;

use self::sample::{DAY, YEAR};
use super::second::judge::{RISKS, STATUSES, Verdict};
use crate::national::world::default_rules;

/// How many variations of 54 schools; more are tried with `YARDSTICK_VARIATIONS`.
const VARIATIONS: u64 = 40;

#[test]
fn a_second_judge_says_the_same_of_the_sample_however_its_cells_are_varied() {
    let many = std::env::var("YARDSTICK_VARIATIONS").map_or(VARIATIONS, |many| many.parse().unwrap());
    let rules = default_rules();
    let read = sample::read(&rules);
    let mut places: BTreeSet<&str> = BTreeSet::new();
    for variation in 0..=many {
        // the first is the sample as it is
        let data = if variation == 0 { read.clone() } else { varied::varied(&rules, &read, variation) };
        let found = evaluate(&rules, &data, &Decisions::default(), YEAR.parse().unwrap(), DAY.parse().unwrap());
        let advice = advise(&rules, &data, &Decisions::default(), &found);
        let schools = sample::schools(&rules, &data);
        assert_eq!(schools.len(), 54);
        for (at, school) in schools.iter().enumerate() {
            let ours = plain::judge(school, &schools);
            let theirs = said(&rules, &found, &advice, at, school.floor());
            assert_eq!(
                theirs,
                ours,
                "variation {variation}: {}, beside {:?}: {school:#?}",
                data.schools[at].identity.name,
                plain::similar(school, &schools)
            );
            places.insert(ours.status);
        }
    }
    assert!(places.len() >= 6, "{places:?}");
}

/// What the program says of a school, in the second judge's words.
fn said(rules: &Rulebook, found: &Evaluation, advice: &Advice, at: usize, floor: Option<&str>) -> Verdict {
    let school = &found.schools[at];
    let outcome = |rule: &str| {
        let verdict = school.of(rules.rule_named(rule).unwrap().0).unwrap();
        match verdict.outcome {
            Outcome::Holds => "holds",
            Outcome::DoesNotHold => "does-not-hold",
            Outcome::CannotSay => "cannot-say",
            Outcome::NotApplicable => "not-applicable",
        }
        .to_owned()
    };
    let number = |grade: Option<u8>| grade.map(|place| place + 1);
    let grades = |of: &dyn Fn(&yardstick::judge::evaluate::StrandGrades) -> Option<u8>| {
        [0, 1, 2, 3, 4].map(|strand: usize| number(of(&school.grades[strand])))
    };
    let status = &rules.rule(school.status.rule).unwrap().id;
    let advice = &advice.schools[at];
    Verdict {
        floor: floor.map_or_else(|| "not-applicable".to_owned(), outcome),
        risks: RISKS.map(outcome),
        indicated: grades(&|strand| strand.indicated.grade.as_ref().ok().copied()),
        working: grades(&|strand| strand.working.map(|(grade, _)| grade)),
        status: STATUSES.into_iter().find(|known| *known == &**status).unwrap(),
        plans: advice.triggers.iter().map(|plan| plan.id.to_string()).collect(),
        support: advice.support.iter().map(|team| team.id.to_string()).collect(),
        options: advice.options.iter().map(|option| option.id.to_string()).collect(),
    }
}
