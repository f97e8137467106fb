//! What is said of a school names what it is said for.

use std::path::Path;
use std::sync::Arc;

use workbook::read::Limits;
use yardstick::intake::Whose;
use yardstick::judge::advise::SupportAdvice;
use yardstick::rulebook::model::RuleKind;
use yardstick::run::{Earlier, Inputs, Options, Run, gather};

use super::office::{BEACON, Office};

fn status_sentence(school: &str) -> String {
    let office = Office::new();
    office.drop_csv("in/Schools.csv", school);
    let (run, _) = office.run();
    run.evaluation.schools[0].status.sentence.clone()
}

#[test]
fn a_status_names_the_parts_that_hold_and_no_other() {
    let said = status_sentence(BEACON);
    assert_eq!(said, "Underperforming, graded 4 by the inspectors, 4 in the grade worked with.");
    let said = status_sentence("900203,9992003,Canal Street Primary School,12/01/2012,2,3");
    assert_eq!(said, "Needs watching, achievement 3.");
}

#[test]
fn a_grade_has_the_name_of_the_framework_it_was_given_under_wherever_it_is_named() {
    let office = Office::new();
    // inspected before the framework of September 2012; the school's own grade has no day but the stated one
    office.drop_csv("in/Schools.csv", "900203,9992003,Canal Street Primary School,12/01/2012,3,3");
    let (run, _) = office.run();
    let why: Vec<&SupportAdvice> = run.advice.schools[0].support.iter().collect();
    let achievement = why.iter().find(|support| support.why.starts_with("Achievement")).unwrap();
    assert!(achievement.why.contains("grade 3 (requires improvement), by the school's own"), "{}", achievement.why);
    let grades = &run.evaluation.schools[0].grades;
    let names = |title: &Option<Arc<str>>| title.as_deref().map(str::to_owned);
    let of = |name: &str| {
        let strand = |id| run.rulebook.strand(id).is_some_and(|strand| &*strand.id == name);
        grades.iter().find(|grades| strand(grades.strand)).unwrap()
    };
    assert_eq!(names(&of("overall").inspected.title).as_deref(), Some("satisfactory"));
    assert_eq!(names(&of("achievement").self_evaluated.title).as_deref(), Some("requires improvement"));
}

#[test]
fn support_is_never_put_down_to_a_rule_that_indicates_a_grade_without_support() {
    let rules = Office::new().rules;
    let workbooks = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    let inputs = Inputs::read(gather(&[workbooks]).unwrap(), &Limits::default(), |_| {});
    let date = "2013-01-08".parse().unwrap();
    let options = Options { year: "2011-12".parse().ok(), date, hidden: false, whose: Whose::default() };
    let run = Run::new(rules, inputs, Earlier::default(), &options).unwrap_or_else(|nothing| panic!("{}", nothing.why));
    let mut cited = 0;
    for support in run.advice.schools.iter().flat_map(|school| &school.support) {
        let model = run.rulebook.support.iter().find(|model| Some(model.strand) == support.strand).unwrap();
        for rule in support.rules.iter().filter_map(|rule| run.rulebook.rule(*rule)) {
            let RuleKind::Indication { grade, .. } = rule.kind else { continue };
            assert!(model.grades.contains(&grade), "{} because of {}", support.id, rule.id);
            cited += 1;
        }
    }
    assert!(cited > 0);
}
