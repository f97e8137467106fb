//! What is said of the strands, against what would be written strand by strand.

use crate::rulebook::diagnostic::compact;
use crate::rulebook::{Loaded, RuleSource, load};

const SCHEME: &str = "authority: {name: Eastmere}
measures: [{id: g.teaching, title: Teaching now, unit: grade, headings: [T]}]
judgements:
  grades: [{grade: '1', title: good}, {grade: '2', title: weak}]
  strands:
    - {strand: overall, title: Overall}
    - {strand: teaching, title: Teaching, inspected: g.teaching}
    - {strand: results, title: Results}
  overall: overall
  working grade: {take: worst, from: [inspected, indicated]}
";

fn loaded(rules: &str) -> Loaded {
    load(&RuleSource::from_texts([("a-rules.yaml", rules), ("b-scheme.yaml", SCHEME)]))
}

fn errors(rules: &str) -> Vec<String> {
    loaded(rules).diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
}

fn watch(when: &str, say: &str) -> String {
    format!("watchpoints:\n  - watch: weak\n    title: Weak\n    source: page 1\n    say: {say}\n    when:\n{when}")
}

/// What a rule asks, and its sentence, as the rulebook holds them.
#[track_caller]
fn same(short: &str, long: &str) {
    assert_eq!(errors(short), [""; 0], "{short}");
    let parts = |rules: &str| {
        let rule = loaded(rules).rulebook.unwrap().rules.remove(0);
        let condition = rule.when.unwrap();
        let branches = condition.branches();
        let kinds = branches.iter().map(|one| std::mem::discriminant(&one.kind));
        let texts: Vec<String> = condition.expressions().map(|(one, _)| one.text.to_string()).collect();
        (kinds.collect::<Vec<_>>(), texts, format!("{:?}", rule.says.holds))
    };
    assert_eq!(parts(short), parts(long), "{short}");
}

#[test]
fn conditions_of_the_strands_are_those_that_would_be_written_one_by_one() {
    same(
        &watch("      any:\n        - grade.overall == 2\n        - any strand: grade.$strand == 2\n", "weak"),
        &watch(
            "      any:\n        - grade.overall == 2\n        - grade.teaching == 2\n        - grade.results == 2\n",
            "weak",
        ),
    );
    same(
        &watch(
            "      all:\n        - every strand: grade.$strand == 1\n        - any strand: grade.$strand == 2\n",
            "weak",
        ),
        &watch(
            "      all:\n        - grade.teaching == 1\n        - grade.results == 1\n        - any: [grade.teaching == 2, grade.results == 2]\n",
            "weak",
        ),
    );
    same(
        &watch("      every strand: {not: grade.$strand == 2}\n", "weak"),
        &watch("      all: [{not: grade.teaching == 2}, {not: grade.results == 2}]\n", "weak"),
    );
    same(
        &watch(
            "      \"how_many(every strand: grade.$strand == 2) >= 2\"\n",
            "\"weak[every strand: [where grade.$strand: , $short]]\"",
        )
        .replace("when:\n", "when: "),
        &watch(
            "      how_many(grade.teaching == 2, grade.results == 2) >= 2\n",
            "\"weak[where grade.teaching: , Teaching][where grade.results: , Results]\"",
        )
        .replace("when:\n", "when: "),
    );
}

#[test]
fn what_a_rule_indicates_in_any_strand_is_asked_of_each_rule() {
    let of = |asked: &str| {
        format!(
            "indications:
  - {{indication: teaching-weak, title: W, strand: teaching, grade: '2', when: 'g.teaching.known', source: page 1}}
  - {{indication: results-good, title: G, strand: results, grade: '1', when: 'g.teaching.known', source: page 1}}
  - {{indication: results-weak, title: W, strand: results, grade: '2', when: 'g.teaching.known', source: page 1}}
  - indication: overall-weak
    title: A strand is weak
    strand: overall
    grade: '2'
    source: page 1
    when: {asked}
"
        )
    };
    let short = of("{any: [g.teaching == 2, any indication: ['2']]}");
    assert_eq!(errors(&short), [""; 0]);
    let rulebook = loaded(&short).rulebook.unwrap();
    let rule = rulebook.rules.iter().find(|rule| &*rule.id == "overall-weak").unwrap();
    let condition = rule.when.as_ref().unwrap();
    let texts: Vec<&str> = condition.expressions().map(|(one, _)| &*one.text).collect();
    assert_eq!(texts, ["g.teaching == 2", "rule(\"teaching-weak\")", "rule(\"results-weak\")"]);
    assert_eq!(condition.branches().len(), 4, "parts of the same list");
    let told = errors(&of("{any indication: ['3']}"));
    assert!(told[0].contains("there is no grade `3`"), "{told:?}");
}

#[test]
fn a_case_may_give_what_is_the_same_in_every_strand() {
    let cases = "    cases:
      - {name: all, given: {grade.$strand: 1, grade.results: 2}, expect: holds}
";
    let rules = watch("      any strand: grade.$strand == 2\n", "weak") + cases;
    let table = "rule,case,expect,grade.$strand\nweak,none,does not hold,1\n";
    let files = [("a-rules.yaml", rules.as_str()), ("b-scheme.yaml", SCHEME), ("cases/weak.csv", table)];
    let loaded = load(&RuleSource::from_texts(files));
    assert!(!loaded.has_errors(), "{:?}", loaded.diagnostics);
    let rulebook = loaded.rulebook.unwrap();
    let given: Vec<usize> = rulebook.rules[0].cases.iter().map(|case| case.given.len()).collect();
    assert_eq!(given, [2, 2], "a strand that is named has its own, the overall one none");
}

#[test]
fn mistakes_are_told_where_they_stand() {
    for (when, wanted) in [
        ("      any strand: grade.teaching == 2\n", "asks the same of each strand"),
        ("      any strand: grade.$strand == 2\n      all: [g.teaching == 1]\n", "stands beside another form"),
        ("      every strand: grades.$strand == 2\n", "grades.teaching"),
    ] {
        let told = errors(&watch(when, "weak"));
        assert!(told.iter().any(|one| one.contains(wanted) && one.contains("a-rules.yaml:7")), "{when}: {told:?}");
    }
    let without = SCHEME.replace("    - {strand: teaching, title: Teaching, inspected: g.teaching}\n", "");
    let without = without.replace("    - {strand: results, title: Results}\n", "");
    let rules = watch("      any strand: grade.$strand == 2\n", "weak");
    let loaded = load(&RuleSource::from_texts([("a-rules.yaml", rules.as_str()), ("b.yaml", without.as_str())]));
    let told: Vec<String> = loaded.diagnostics.iter().map(compact).collect();
    assert!(told.iter().any(|one| one.contains("this rulebook has none but the overall one")), "{told:?}");
}
