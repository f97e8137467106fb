//! Cases are there to try rules with: a mistake in one is told, and keeps no rulebook from being used.

use yardstick::rulebook::diagnostic::{Diagnostic, compact};
use yardstick::rulebook::{Loaded, RuleSource, load};

use super::scheme::LIBRARIES;

const RIGHT: &str = "cases:
  hardly-used:
    - {name: lent too little, given: {setting: town, loans.an_hour: 8, visits: 100, visits.before(1): 120}, expect: holds}
";

fn with(name: &str, cases: &str) -> Loaded {
    load(&RuleSource::from_texts([("libraries.yaml", LIBRARIES), (name, cases)]))
}

fn errors(loaded: &Loaded) -> Vec<&Diagnostic> {
    loaded.diagnostics.iter().filter(|one| one.is_error()).collect()
}

#[test]
fn a_mistake_in_a_case_is_told_and_the_rulebook_is_used() {
    let right = with("cases/stock.yaml", RIGHT);
    assert_eq!(errors(&right).into_iter().map(compact).collect::<Vec<_>>(), Vec::<String>::new());
    for (old, new, told) in [
        ("hardly-used:", "hardly-sued:", "there is no rule `hardly-sued`"),
        ("loans.an_hour:", "loans.an_hor:", "loans.an_hor"),
        ("expect: holds", "expect: hold", "a case cannot expect `hold`"),
        ("setting: town", "setting: city", "city"),
        ("loans.an_hour: 8", "loans.an_hour: eight", "`eight` is not a number"),
        ("expect: holds", "expects: holds", "expects"),
        ("expect: holds}", "expect: holds", ""),
    ] {
        let wrong = with("cases/stock.yaml", &RIGHT.replace(old, new));
        let errors = errors(&wrong);
        let said: Vec<String> = errors.iter().map(|one| compact(one)).collect();
        assert!(!said.is_empty() && said.iter().any(|line| line.contains(told)), "{new}: {said:#?}");
        assert!(errors.iter().all(|one| one.in_case && !one.stops()), "{new}: {errors:#?}");
        assert!(wrong.rulebook.is_some(), "{new}: {said:#?}");
    }
}

#[test]
fn a_mistake_in_a_rule_beside_its_cases_stops_as_ever() {
    let wrong = LIBRARIES.replace("loans.an_hour < settings", "loans.an_hor < settings");
    let loaded = load(&RuleSource::from_texts([("libraries.yaml", wrong.as_str()), ("cases/stock.yaml", RIGHT)]));
    assert!(loaded.rulebook.is_none());
    assert!(errors(&loaded).iter().any(|one| one.stops()));
}

#[test]
fn cases_that_stand_apart_follow_a_rule_to_its_new_name() {
    let renamed = LIBRARIES.replace("- indication: hardly-used\n", "- indication: quiet\n    formerly: hardly-used\n");
    let loaded = load(&RuleSource::from_texts([("libraries.yaml", renamed.as_str()), ("cases/stock.yaml", RIGHT)]));
    assert_eq!(errors(&loaded).into_iter().map(compact).collect::<Vec<_>>(), Vec::<String>::new());
    let rulebook = loaded.rulebook.unwrap();
    let (_, rule) = rulebook.rule_named("quiet").unwrap();
    assert!(rule.cases.iter().any(|case| case.name.as_deref() == Some("lent too little")));
}
