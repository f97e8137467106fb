//! A second judge, written from the strategy and the sample authority's readings of it, that shares no code with the
//! program. It and the program say the same of a thousand schools made up by chance, blanks and all: floors, risks, grades,
//! statuses, plans, teams, options.

pub mod judge;
pub mod made_up;
mod tables;

use std::collections::BTreeSet;

use pretty_assertions::assert_eq;
use serde_json::Value;

use self::judge::{Place, Verdict};
use self::made_up::{DAY, Made, SCHOOLS, STRANDS};
use super::world::judged_on;

/// How many authorities of [`SCHOOLS`] schools; more are tried with `YARDSTICK_SECOND_SEEDS`.
const SEEDS: u64 = 12;

#[test]
fn a_second_judge_says_the_same_of_a_thousand_schools_with_blanks() {
    let seeds = std::env::var("YARDSTICK_SECOND_SEEDS").map_or(SEEDS, |seeds| seeds.parse().unwrap());
    let mut places: BTreeSet<String> = BTreeSet::new();
    for seed in 0..seeds {
        let schools = made_up::schools(seed);
        let place = Place::of(&schools);
        let books = tables::of(&schools);
        let books: Vec<(&str, &str)> = books.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let (_home, found) = judged_on(DAY, &books, |_| (), &["--year", "2013-14"]);
        let judged = found["schools"].as_array().unwrap();
        assert_eq!(judged.len(), SCHOOLS, "seed {seed}");
        for school in &schools {
            let theirs = judged.iter().find(|one| one["urn"] == school.urn()).unwrap();
            let ours = judge::judge(school, &place);
            assert_eq!(said(school, theirs), ours, "seed {seed}: {school:#?}");
            places.insert(ours.status.to_owned());
        }
    }
    // every place was come to, or the schools made up are too much alike
    let all =
        ["cannot-say", "category-of-concern", "needs-watching", "on-course", "strong", "underperforming", "vulnerable"];
    assert_eq!(places.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

/// What the program says of a school, in the second judge's words.
fn said(school: &Made, found: &Value) -> Verdict {
    let outcome = |rule: &str| {
        let findings = found["findings"].as_array().unwrap();
        let finding = findings.iter().find(|finding| finding["rule"] == rule);
        finding.unwrap_or_else(|| panic!("no finding of {rule}"))["outcome"].as_str().unwrap().to_owned()
    };
    let grades =
        |kind: &str| STRANDS.map(|strand| found["grades"][strand][kind].as_str().map(|grade| grade.parse().unwrap()));
    let ids = |list: &str| -> BTreeSet<String> {
        found[list].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    Verdict {
        floor: outcome(if school.is_secondary() { "secondary-2013-14" } else { "primary-2013-14" }),
        risks: judge::RISKS.map(outcome),
        indicated: grades("indicated"),
        working: grades("working"),
        status: judge::STATUSES.into_iter().find(|status| found["status"] == *status).unwrap(),
        plans: ids("triggers"),
        support: ids("support"),
        options: ids("structural_options"),
    }
}
