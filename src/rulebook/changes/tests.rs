//! Differences between small rulebooks, and the default one put together again.

use super::*;
use crate::rulebook::{RuleSource, load};

const BEFORE: &str = "\
settings:
  - {id: line, title: Where the line is, value: 40}
floors:
  - floor: secondary
    title: Secondary floor
    years: 2011-12
    below when:
      all:
        - ks4 < 40
        - progress < 70
    source: p. 3
risks:
  - {risk: old, title: An old risk, present when: ks4 < 1, source: p. 4}
";

fn lines(after: &str) -> Vec<String> {
    let parts = |text: &str| Parts::of(&RuleSource::from_texts([("a.yaml", text)]));
    differences(&parts(BEFORE), &parts(after)).iter().map(Edit::line).collect()
}

#[test]
fn a_threshold_inside_a_condition_is_shown_before_and_after() {
    assert_eq!(lines(&BEFORE.replace("ks4 < 40", "ks4 < 45")), ["Secondary floor: ks4 < 40 -> 45"]);
}

#[test]
fn a_setting_a_new_entry_and_one_that_is_gone_are_told() {
    let after = BEFORE
        .replace("value: 40", "value: 42")
        .replace("risk: old, title: An old risk", "risk: new, title: A new risk");
    assert_eq!(lines(&after), ["Where the line is: 40 -> 42", "A new risk: new", "An old risk: gone"]);
}

#[test]
fn a_condition_more_and_another_year_are_told() {
    let after = BEFORE.replace("        - progress < 70\n", "        - progress < 70\n        - maths < 66\n");
    assert_eq!(lines(&after), ["Secondary floor: below when: new, maths < 66"]);
    assert_eq!(lines(&BEFORE.replace("2011-12", "2011-12 on")), ["Secondary floor: years “2011-12” -> “2011-12 on”"]);
}

#[test]
fn comments_and_layout_are_no_difference() {
    assert!(lines(&format!("# a remark\n{BEFORE}")).is_empty());
    let moved = BEFORE.replace(
        "{id: line, title: Where the line is, value: 40}",
        "id: line\n    title: Where the line is\n    value: 40",
    );
    assert!(lines(&moved).is_empty());
}

#[test]
fn the_default_rulebook_taken_apart_and_put_together_says_the_same() {
    let source = RuleSource::default_rulebook();
    let whole = load(&source).rulebook.unwrap();
    let parts = Parts::of(&source);
    let again = load(&parts.to_source());
    let errors: Vec<_> = again.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let again = again.rulebook.unwrap();
    let shown = |book: &crate::rulebook::Rulebook| -> Vec<String> {
        let condition = |c: &Option<crate::rulebook::expression::Condition>| {
            c.as_ref().map(|c| c.expressions().map(|(e, _)| e.text.to_string()).collect::<Vec<_>>())
        };
        let rules = book.rules.iter();
        rules.map(|r| format!("{} {} {:?} {:?}", r.id, r.years, condition(&r.applies), condition(&r.when))).collect()
    };
    pretty_assertions::assert_eq!(shown(&again), shown(&whole));
    assert_eq!(again.measures.len(), whole.measures.len());
    assert_eq!(again.report.words, whole.report.words);
}
