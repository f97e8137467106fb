//! How partners are shared, as a rulebook may say it, and what is wrong in it.

use yardstick::rulebook::{RuleSource, load};

const RULEBOOK: &str = "authority: {name: Borough of Eastmere}
measures:
  - {id: fsm, title: Free school meals, unit: percent, headings: [FSM]}
";

/// The errors in a rulebook with these lines.
fn errors(partnering: &str) -> Vec<String> {
    let text = format!("{RULEBOOK}{partnering}");
    let loaded = load(&RuleSource::from_texts([("rules.yaml", text.as_str())]));
    let errors = loaded.diagnostics.iter().filter(|one| one.is_error());
    errors.map(|one| one.message.to_string()).collect()
}

#[test]
fn what_cannot_be_meant_is_told_all_at_once() {
    let said = errors(
        "partnering:
  load: 0
  accepted by: [agreed]
  refused by: [defer]
  alike:
    - {measures: [fms], points: 20}
    - {measures: [], points: 20}
    - {measures: [fsm], points: 0, none from: -1, say: '{distance} apart'}
  source: ours
",
    );
    let wanted = [
        "no school is ever asked",
        "agreed",
        "`defer` is a decision on everything",
        "fms",
        "nothing is said in which schools should be alike",
        "`points` is more than nothing",
        "`none from` is more than nothing",
        "nothing is filled in for `distance` here",
    ];
    for words in wanted {
        assert!(said.iter().any(|message| message.contains(words)), "{words}: {said:#?}");
    }
    assert_eq!(said.len(), wanted.len(), "{said:#?}");
}

#[test]
fn without_a_load_schools_are_asked_as_often_as_they_are_the_best() {
    let least = "partnering:\n  accepted by: [agree]\n  refused by: [refuse]\n  source: ours\n";
    assert_eq!(errors(least), [""; 0]);
}
