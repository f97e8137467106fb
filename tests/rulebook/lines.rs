//! Every part of a rulebook knows its line, whatever way it is written.

use yardstick::rulebook::expression::ConditionKind;
use yardstick::rulebook::{RuleSource, load};

const RULEBOOK: &str = "\u{feff}# Règles
authority: {name: Borough of Eastmere}
measures:
  - {id: ks2.l4_em, title: Level 4, unit: percent, headings: [L4]}
  - {id: phase, title: Phase – as stated, unit: words, headings: [Phase], categories: {primary: [Primary]}}
floors:
  - floor: primary
    title: Primary floor
    years: 2012-13
    applies when: \"phase == \\\"primary\\\" and ks2.l4_em.known\"
    below when:
      all:
        - ks2.l4_em < 60
        - not: ks2.l4_em < 10
        - 'ks2.l4_em.before(1) < 61'
    source: Headline measures
";

#[test]
fn a_condition_in_a_list_and_a_threshold_inside_it_are_found_to_the_letter() {
    let source = RuleSource::from_texts([("floors.yaml", RULEBOOK)]);
    let loaded = load(&source);
    let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let (_, floor) = rulebook.rule_named("primary").unwrap();
    let piece = |span: &yardstick::rulebook::Span| &RULEBOOK[span.offset..span.offset + span.len];
    assert_eq!((piece(&floor.span), floor.span.line, floor.span.column), ("primary", 7, 12));

    let when = floor.when.as_ref().unwrap();
    let ConditionKind::All(parts) = &when.kind else { panic!("{when:?}") };
    let found: Vec<(&str, u32)> = parts.iter().map(|part| (piece(&part.place), part.place.line)).collect();
    assert_eq!(found[0], ("ks2.l4_em < 60", 13));
    assert_eq!(found[2], ("ks2.l4_em.before(1) < 61", 15));
    let lines: Vec<(f64, &str)> = when
        .branches()
        .into_iter()
        .filter_map(|branch| match &branch.kind {
            ConditionKind::Test(expression) => Some((branch, expression)),
            _ => None,
        })
        .flat_map(|(branch, expression)| {
            expression.comparisons().into_iter().map(move |one| (one.line, branch.place_of(one.line_at)))
        })
        .map(|(line, place)| (line, &RULEBOOK[place.offset..place.offset + place.len]))
        .collect();
    assert_eq!(lines, [(60.0, "60"), (10.0, "10"), (61.0, "61")]);
}

#[test]
fn a_minus_at_the_beginning_of_a_line_of_a_condition_is_a_minus() {
    let text = "authority: {name: Borough of Eastmere}
measures:
  - {id: met, title: Met, unit: percent, headings: [Met]}
  - id: moved
    title: Moved
    unit: points
    computed:
      met
      - met.before(1)
statuses:
  - {status: any, title: Any, otherwise: true}
watchpoints:
  - watch: fell
    title: Fell
    source: s
    when:
      met
      - met.before(1) < 0
    cases: [{year: 2011-12, given: {met: 50, met.before(1): 55}, expect: holds}]
";
    let loaded = yardstick::rulebook::load(&yardstick::rulebook::RuleSource::from_texts([("rules.yaml", text)]));
    let rules = loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let results = yardstick::bench::test::run(&rules).results;
    assert_eq!(results[0].got, yardstick::rulebook::model::CaseExpectation::Holds);
}
