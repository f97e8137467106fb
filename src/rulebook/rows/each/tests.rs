//! Rules for each of a list.

use crate::rulebook::diagnostic::compact;
use crate::rulebook::{Loaded, RuleSource, load};

const LISTS: &str = "authority: {name: Eastmere}
groups:
  - {id: fsm, title: on free meals}
  - {id: not_fsm, title: not on free meals}
measures:
  - {id: ks2.l4, title: Level 4, unit: percent, headings: [L4]}
  - {id: ks2.l5, title: Level 5, unit: percent, headings: [L5]}
  - {id: g.teaching, title: Teaching now, unit: grade, headings: [T]}
  - {id: g.results, title: Results now, unit: grade, headings: [R]}
judgements:
  grades: [{grade: '1', title: good}, {grade: '2', title: weak}]
  strands:
    - {strand: teaching, title: Teaching, short: T, inspected: g.teaching}
    - {strand: results, title: Results, inspected: g.results}
  working grade: {take: worst, from: [inspected]}
statuses: [{status: any, title: Any, otherwise: true}]
";

fn loaded(rules: &str) -> Loaded {
    // the lists stand in another file than the rules
    load(&RuleSource::from_texts([("a-rules.yaml", rules), ("b-lists.yaml", LISTS)]))
}

fn errors(rules: &str) -> Vec<String> {
    loaded(rules).diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
}

const OF_STRANDS: &str = "watchpoints:
  - watch: weak-$strand
    for each: strand
    title: $title is weak
    strand: $strand
    source: page 1
    when: inspected.$strand == 2
    cases:
      - {name: it is, given: {inspected.$strand: 2}, expect: holds}
";

#[test]
fn a_rule_for_each_strand_has_the_strands_of_all_files_with_their_titles() {
    assert_eq!(errors(OF_STRANDS), [""; 0]);
    let rules = loaded(OF_STRANDS).rulebook.unwrap().rules;
    let of = |at: usize| (&*rules[at].id, &*rules[at].title, rules[at].span.line, rules[at].cases.len());
    assert_eq!(of(0), ("weak-teaching", "Teaching is weak", 3, 1));
    assert_eq!(of(1), ("weak-results", "Results is weak", 3, 1));
}

#[test]
fn a_rule_for_each_of_some_groups_or_measures_is_named_by_them() {
    let groups = "watchpoints:
  - watch: low
    for each: {group: [fsm, not_fsm]}
    title: Low, $title
    source: page 1
    when: ks2.l4.$group < 50
";
    let rules = loaded(groups).rulebook.unwrap().rules;
    let names: Vec<&str> = rules.iter().take(2).map(|rule| &*rule.id).collect();
    assert_eq!(names, ["low-fsm", "low-not-fsm"]);
    assert_eq!(&*rules[1].title, "Low, not on free meals");
    let measures = groups.replace("{group: [fsm, not_fsm]}", "{measure: [ks2.l4, ks2.l5]}");
    let measures = measures.replace("ks2.l4.$group", "$measure").replace("watch: low", "watch: low-$measure");
    let rules = loaded(&measures).rulebook.unwrap().rules;
    let names: Vec<&str> = rules.iter().take(2).map(|rule| &*rule.id).collect();
    assert_eq!(names, ["low-ks2-l4", "low-ks2-l5"]);
    // names of measures have `_` where those of rules have hyphens
    let of_groups =
        "measures: [{id: kept, for each: group, title: Kept $title, unit: number, headings: [Kept $group]}]";
    let rulebook = loaded(of_groups).rulebook.unwrap();
    assert!(rulebook.measure_named("kept_not_fsm").is_some());
}

#[test]
fn a_rule_for_each_grade_lets_one_function_give_the_grade() {
    let rules = "indications:
  - indication: by-points
    for each: grade
    grade: $grade
    title: Points make it $title
    strand: teaching
    source: page 1
    when: grade_of(ks2.l4) == \"$grade\"
";
    let script = "/// A grade.\n///\n/// Takes: a share.\n/// Gives: 1 or 2.\n/// Cannot say: never.\nfn grade_of(share) { if share > 50 { \"1\" } else { \"2\" } }\n";
    let source = [("a-rules.yaml", rules), ("b-lists.yaml", LISTS), ("scripts/a.rhai", script)];
    let loaded = load(&RuleSource::from_texts(source));
    let said: Vec<String> = loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect();
    assert_eq!(said, [""; 0]);
    let rules = loaded.rulebook.unwrap().rules;
    let of = |at: usize| (&*rules[at].id, &*rules[at].title);
    assert_eq!((of(0), of(1)), (("by-points-1", "Points make it good"), ("by-points-2", "Points make it weak")));
}

#[test]
fn names_that_are_made_of_letters_are_such_as_can_be_used() {
    let lists = LISTS.replace(
        "[{grade: '1', title: good}, {grade: '2', title: weak}]",
        &format!(
            "[{}]",
            ["A+", "A", "A-", "E*", "Needs work", "F"].map(|g| format!("{{grade: {g}, title: {g}}}")).join(", ")
        ),
    );
    let rules = "indications:
  - indication: letter-$grade
    for each: grade
    grade: $grade
    title: Graded $grade
    strand: teaching
    source: page 1
    when: ks2.l4 > 50
support:
  - {strand: teaching, for each: grade, grades: [$grade], teams: [{team: coaching, forms: [Coach]}], source: page 2}
";
    let of = |rules: &str| load(&RuleSource::from_texts([("a-rules.yaml", rules), ("b-lists.yaml", &lists)]));
    let said = |loaded: &Loaded| -> Vec<String> {
        loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
    };
    let loaded = of(rules);
    assert_eq!(said(&loaded), [""; 0]);
    let rulebook = loaded.rulebook.unwrap();
    let names: Vec<(&str, &str)> = rulebook.rules.iter().take(6).map(|rule| (&*rule.id, &*rule.title)).collect();
    let wanted = [
        ("letter-a-plus", "Graded A+"),
        ("letter-a", "Graded A"),
        ("letter-a-minus", "Graded A-"),
        ("letter-e-star", "Graded E*"),
        ("letter-needs-work", "Graded Needs work"),
        ("letter-f", "Graded F"),
    ];
    assert_eq!(names, wanted);
    // a mistake in it is told once, whatever of the six it names
    let wrong = said(&of(&rules.replace("ks2.l4 > 50", "rule(\"no-$grade\")")));
    assert_eq!(wrong.len(), 1, "{wrong:?}");
}

#[test]
fn a_rule_for_each_of_what_has_another_name_was_called_by_the_name_before() {
    let lists = LISTS.replace("{strand: teaching,", "{strand: lessons, formerly: [pedagogy, teaching],");
    let loaded = load(&RuleSource::from_texts([("a-rules.yaml", OF_STRANDS), ("b-lists.yaml", &lists)]));
    let rulebook = loaded.rulebook.unwrap();
    let now = |old: &str| rulebook.renamed.now(crate::rulebook::model::Renames::Rule, old);
    assert_eq!(now("weak-teaching"), Some("weak-lessons"));
    assert_eq!(now("weak-pedagogy"), Some("weak-lessons"));
    // and may be asked for by it
    let some = OF_STRANDS.replace("for each: strand", "for each: {strand: [teaching]}");
    let loaded = load(&RuleSource::from_texts([("a-rules.yaml", &*some), ("b-lists.yaml", &lists)]));
    assert_eq!(&*loaded.rulebook.unwrap().rules[0].id, "weak-lessons");
}

#[test]
fn mistakes_are_told_where_they_stand() {
    let of = |each: &str| {
        let said = errors(&OF_STRANDS.replace("for each: strand", each));
        said.first().cloned().unwrap_or_default()
    };
    for (each, wanted) in [
        ("for each: strnad", "a rule cannot be for each `strnad`"),
        ("for each: {strand: [teching]}", "did you mean `teaching`?"),
        ("for each: measure", "say which: `for each: {measure: [ks4.a8, ks4.em5]}`"),
        ("for each: [teaching]", "it is not said what these are"),
        ("for each: {strand: []}", "nothing is listed"),
        ("for each: {strand: [teaching, teaching]}", "stands twice"),
        ("for each: strand\n    rows: {a: {b: c}}", "a rule has rows or is for each"),
    ] {
        let said = of(each);
        assert!(said.contains(wanted) && said.contains("a-rules.yaml:3"), "{each}: {said}");
    }
}
