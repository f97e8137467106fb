//! A most serious status with and without a plan.

use yardstick::rulebook::{RuleSource, load};

const RULEBOOK: &str = "authority: {name: Borough of Eastmere}
measures:
  - {id: met, title: Met the standard, unit: percent, headings: [Met]}
statuses:
  - {status: red, title: Red, when: met < 50, needs attention: true}
  - {status: amber, title: Amber, when: met < 65, needs attention: true}
  - {status: green, title: Green, otherwise: true}
";

/// What is said of plans in a rulebook with these entries of `support when`.
fn said(support: &str) -> Vec<String> {
    let text = format!("{RULEBOOK}{support}");
    let loaded = load(&RuleSource::from_texts([("rules.yaml", text.as_str())]));
    assert!(loaded.rulebook.is_some(), "{:?}", loaded.diagnostics);
    let all = loaded.diagnostics.iter().map(|one| one.message.to_string());
    all.filter(|message| message.contains("without a plan")).collect()
}

fn support(when: &str, more: &str) -> String {
    format!("support when:\n  - {{support: board, title: Board, when: '{when}', source: ours{more}}}\n")
}

const PLAN: &str = ", plan: {title: Plan, requires: A plan with dates}";
const TEAM: &str = ", teams: [{team: Advisers, forms: [Visit]}]";

#[test]
fn a_rulebook_whose_most_serious_status_may_be_left_without_a_plan_is_warned_of() {
    let wanted = ["a school that is `red`, the most serious status, may be left without a plan"];
    assert_eq!(said(&support("status == \"red\"", TEAM)), wanted, "a team is no plan");
    assert_eq!(said(&support("status == \"amber\"", PLAN)), wanted);
    assert_eq!(said(&support("status == \"red\" and met < 40", PLAN)), wanted);
    assert_eq!(said(&support("status == \"red\"", &format!("{PLAN}, applies when: met > 10"))), wanted);
}

#[test]
fn a_plan_that_follows_from_the_status_alone_is_enough() {
    assert!(said(&support("status == \"red\"", PLAN)).is_empty());
    assert!(said(&support("status in [\"red\", \"amber\"] or met < 30", PLAN)).is_empty());
    assert!(said("").is_empty(), "a rulebook without support leaves all of it to people");
}
