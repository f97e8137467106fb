//! What a plan is to reach: proposed from the figures, typed by an officer, followed by new figures.

use yardstick::review::book::keys;
use yardstick::rulebook::RuleSource;

use super::office::{Office, REVIEW, load, words};
use super::plans::row;

const NEXT: &str = "School review 2012-13.xlsx";
const RAP: &str = "urn:900202 | trigger:rap:achievement";

/// The year in which the school is below the line of one of its figures.
const FIRST: &str = "URN,LAESTAB,School,Year,Phase,% 5+ A*-C incl. English and maths,KS4 Pupils,SEF achievement
900202,9994002,Beacon Hill School,2011-12,Secondary,32,100,4
";
/// And the year after, in which it is better.
const SECOND: &str = "900202,9994002,Beacon Hill School,2012-13,Secondary,38,100,4\n";

/// An office with a secondary school.
fn office() -> Office {
    let mut office = Office::new();
    office.schools = FIRST.to_owned();
    office
}

#[test]
fn a_target_is_proposed_from_the_figures_that_call_for_the_plan() {
    let office = office();
    office.run("2012-10-01");
    let said = row(&office, REVIEW, RAP);
    let proposed =
        "Proposed: 40% in Five or more A*-C including English and maths by July 2013; 32% in 2011-12, 8 more pupils.";
    assert!(said.contains(proposed), "{said}");
}

#[test]
fn what_is_typed_takes_the_place_of_what_is_proposed_and_new_figures_say_how_far_it_is() {
    let mut office = office();
    office.run("2012-10-01");
    let target = "45% Five or more A*-C including English and maths by July 2013";
    office.type_in(RAP, &[(keys::DECISION, words("agree")), (keys::TARGET, words(target))]);
    office.run("2012-10-01");
    let said = row(&office, REVIEW, RAP);
    assert!(!said.contains("Proposed") && said.contains("English and maths: 32% of 45%."), "{said}");
    office.schools.push_str(SECOND);
    office.run_for("2012-13", "2013-09-20");
    let said = row(&office, NEXT, RAP);
    assert!(said.contains("Five or more A*-C including English and maths: 38% of 45%, was 32%."), "{said}");
    office.type_into(NEXT, RAP, &[(keys::TARGET, words(&target.replace("45%", "37.5%")))]);
    office.run_for("2012-13", "2013-09-21");
    let said = row(&office, NEXT, RAP);
    assert!(said.contains("38% of 37.5%, was 32%. The target is reached."), "{said}");
}

#[test]
fn milestones_are_followed_like_the_target_and_one_whose_day_has_passed_says_so() {
    let office = office();
    office.run("2012-10-01");
    let target =
        "34% by January 2013; 36% by April 2013; 45% Five or more A*-C including English and maths by July 2013";
    office.type_in(RAP, &[(keys::DECISION, words("agree")), (keys::TARGET, words(target))]);
    office.run("2013-02-05");
    let said = row(&office, REVIEW, RAP);
    let all = ["32% of 34%. It was to be reached by 31 January 2013.", "32% of 36%.", "32% of 45%."];
    assert!(all.iter().all(|one| said.contains(one)), "{said}");
    assert_eq!(said.matches("It was to be reached").count(), 1, "{said}");
}

#[test]
fn new_figures_of_the_year_that_is_running_move_the_progress_of_a_target() {
    let mut office = Office::new();
    let first = "URN,LAESTAB,School,Year,Phase,SEF behaviour,Overall absence,KS4 Pupils
900202,9994002,Beacon Hill School,2011-12,Secondary,4,7.2,100
900201,9994001,Alder School,2011-12,Secondary,2,5,100
";
    office.schools = first.to_owned();
    office.run("2012-10-01");
    let plan = "urn:900202 | trigger:rap:behaviour";
    let target = [(keys::DECISION, words("agree")), (keys::TARGET, words("Overall absence 6.5% by July 2013"))];
    office.type_in(plan, &target);
    let mut said = |absence: &str, day: &str| {
        office.schools = format!("{first}900202,9994002,Beacon Hill School,2012-13,Secondary,,{absence},\n");
        office.run(day);
        row(&office, REVIEW, plan)
    };
    let way = said("6.8", "2013-01-10");
    assert!(way.contains("Overall absence: 6.8% in 2012-13 of 6.5%, was 7.2%.") && !way.contains("target"), "{way}");
    let away = said("7.9", "2013-01-11");
    assert!(away.contains("7.9% in 2012-13 of 6.5%, was 7.2%. It has moved away from the target."), "{away}");
    let met = said("6.5", "2013-01-14");
    assert!(met.contains("6.5% in 2012-13 of 6.5%, was 7.2%. The target is reached."), "{met}");
    // where most is known of the year after, the year before is looked back on: nobody knew these figures then
    office.schools = format!(
        "{first}900202,9994002,Beacon Hill School,2012-13,Secondary,4,6.5,98\n900201,9994001,Alder School,2012-13,Secondary,2,5,98\n"
    );
    office.run_for("2011-12", "2013-01-14");
    let back = row(&office, REVIEW, plan);
    assert!(back.contains("Overall absence: 7.2% of 6.5%."), "{back}");
}

#[test]
fn a_target_in_words_of_ones_own_is_left_alone() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(RAP, &[(keys::TARGET, words("every lesson good by Easter"))]);
    office.run("2012-10-01");
    let said = row(&office, REVIEW, RAP);
    assert!(!said.contains("Proposed") && !said.contains(" of 45%"), "{said}");
}

#[test]
fn a_figure_that_should_fall_has_reached_its_target_when_it_is_not_above_it() {
    let mut office = Office::new();
    office.schools = "URN,LAESTAB,School,Year,Phase,SEF behaviour,Overall absence
900202,9994002,Beacon Hill School,2011-12,Secondary,4,7.2
"
    .to_owned();
    office.run("2012-10-01");
    let plan = "urn:900202 | trigger:rap:behaviour";
    let reached = |target: &str| {
        office.type_in(plan, &[(keys::DECISION, words("agree")), (keys::TARGET, words(target))]);
        office.run("2012-10-01");
        let said = row(&office, REVIEW, plan);
        assert!(said.contains("7.2% of"), "{said}");
        said.contains("The target is reached.")
    };
    assert!(!reached("Overall absence 6.5% by July 2013"));
    assert!(reached("Overall absence 7.5% by July 2013"));
}

/// At Ash figures indicate the worst grade; Birch is inspected as that, and its figures are good.
const RULES: &str = "authority: {name: Borough of Eastmere}
measures:
  - {id: met, title: Met the standard, unit: percent, better: higher, headings: [Met]}
  - {id: reading, title: Reading, unit: percent, better: higher, headings: [Reading]}
  - {id: maths, title: Maths, unit: percent, better: higher, headings: [Maths]}
  - {id: graded, title: Inspected, unit: number, undated: true, headings: [Inspected]}
judgements:
  source: ours
  grades: [{grade: '2', title: good, value: 2}, {grade: '3', title: weak, value: 3}, {grade: '4', title: inadequate, value: 4}]
  strands: [{strand: achievement, title: Achievement, short: Achievement, inspected: graded}]
  working grade: {take: worst, from: [inspected, indicated]}
indications:
  - {indication: few, grade: '4', strand: achievement, title: Few met it, when: met < 30, source: ours}
  - {indication: few-in-maths, grade: '4', strand: achievement, title: Few in maths, when: maths < 40, source: ours}
  - {indication: not-enough, grade: '3', strand: achievement, title: Not enough, when: reading < 60, source: ours}
  - {indication: most, grade: '2', strand: achievement, title: Most met it, when: met > 90, source: ours}
teams: [{team: advisers, title: Advisers}]
support:
  - {strand: achievement, grades: ['3', '4'], teams: [{team: advisers, forms: [Advice]}], source: ours}
triggers:
  - {trigger: rap, title: Plan, grades: ['4'], strands: [achievement], requires: A plan, source: ours}
report: {decisions: [agree, defer]}
plans: {begun by: [agree], targets: {by month: 7, at most: 5}, source: ours}
statuses:
  - {status: red, title: Red, when: grade.achievement >= 4, needs attention: true}
  - {status: green, title: Green, otherwise: true}
";
const ASH: &str = "urn:900101 | trigger:rap:achievement";

fn small_office(rules: &str) -> Office {
    let mut office = Office::new();
    office.rules = load(&RuleSource::from_texts([("rules.yaml", rules)]));
    office.schools = "URN,School,Met,Reading,Maths,Inspected
900101,Ash Primary School,20,50,30,2
900102,Birch Primary School,95,70,80,4
"
    .to_owned();
    office
}

#[test]
fn targets_are_proposed_of_figures_that_indicate_the_grade_of_the_plan_and_no_more_than_the_rulebook_says() {
    let proposed = |rules: &str| {
        let office = small_office(rules);
        office.run("2012-10-01");
        let said = row(&office, REVIEW, ASH);
        ["Met the standard", "Maths", "Reading"].map(|measure| said.contains(&format!("in {measure} by July 2013")))
    };
    assert_eq!(proposed(RULES), [true, true, false], "reading indicates a better grade");
    assert_eq!(proposed(&RULES.replace("at most: 5", "at most: 1")), [true, false, false]);
}

#[test]
fn figures_that_indicate_a_better_grade_are_no_reason_for_support_nor_for_a_status() {
    let office = small_office(RULES);
    let (run, written) = office.run("2012-10-01");
    let named = |at: usize| -> Vec<&str> {
        let rules = run.advice.schools[at].support.iter().flat_map(|support| &support.rules);
        rules.map(|rule| &*run.rulebook.rule(*rule).unwrap().id).collect()
    };
    assert_eq!(named(0), ["few", "few-in-maths"]);
    assert_eq!(named(1), Vec::<&str>::new(), "its inspection calls for it, and no figure");
    let told = format!("{:?}", written.verdict);
    assert!(told.contains("Met the standard 20% against 30%"), "{told}");
    assert!(!told.contains("95% against 90%"), "{told}");
}
