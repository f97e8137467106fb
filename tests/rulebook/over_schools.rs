//! Functions that are handed the school: three answers, names checked in the script, and what they rest on known.

use yardstick::bench::test::run;
use yardstick::rulebook::diagnostic::compact;
use yardstick::rulebook::model::CaseExpectation::{self, CannotSay, DoesNotHold, Holds};
use yardstick::rulebook::{Loaded, RuleSource, load};

const MEASURES: &str = "authority: {name: Borough of Eastmere}
groups:
  - {id: fsm, title: free school meals, headings: [FSM]}
measures:
  - {id: ks2.reading, title: Reading, unit: percent, headings: [Reading]}
  - {id: ks2.writing, title: Writing, unit: percent, headings: [Writing]}
  - {id: ks2.maths, title: Maths, unit: percent, headings: [Maths]}
  - {id: view, title: Own view, unit: words, headings: [View]}
  - {id: shared, title: Shares its head, unit: yes-no, headings: [Shared]}
";

const READING_AND_MATHS: &str = "school.value(\"ks2.reading\") < 50 && school.value(\"ks2.maths\") < 40";
const READING_OR_MATHS: &str = "school.value(\"ks2.reading\") < 50 || school.value(\"ks2.maths\") < 40";
const TWO_OF_THREE: &str = "let weak = 0;
for subject in [\"ks2.reading\", \"ks2.writing\", \"ks2.maths\"] { if school.value(subject) < 50 { weak += 1; } }
weak >= 2";

fn with(rules: &str, script: &str) -> Loaded {
    let rules = format!("{MEASURES}{rules}");
    load(&RuleSource::from_texts([("a.yaml", rules.as_str()), ("scripts/ours.rhai", script)]))
}

fn asking(body: &str, given: &str) -> Loaded {
    let rules = format!(
        "watchpoints:\n  - {{watch: w, title: W, when: ours(school), source: s, cases: [{{year: 2011-12, given: {{{given}}}, expect: holds}}]}}\n"
    );
    with(&rules, &format!("fn ours(school) {{\n{body}\n}}\n"))
}

fn said(loaded: &Loaded) -> Vec<String> {
    loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
}

fn answer(body: &str, given: &str) -> CaseExpectation {
    let loaded = asking(body, given);
    let rulebook = loaded.rulebook.as_ref().unwrap_or_else(|| panic!("{body}: {:#?}", said(&loaded)));
    run(rulebook).results[0].got
}

#[test]
fn what_is_missing_makes_it_unknown_only_where_it_matters() {
    for (body, given, expected) in [
        ("school.value(\"ks2.reading\") < 50", "ks2.reading: 49", Holds),
        ("school.value(\"ks2.reading\") < 50", "ks2.reading: 50", DoesNotHold),
        ("school.value(\"ks2.reading\") < 50", "", CannotSay),
        (READING_AND_MATHS, "ks2.maths: 45", DoesNotHold),
        (READING_AND_MATHS, "ks2.maths: 39", CannotSay),
        (READING_AND_MATHS, "ks2.reading: 55", DoesNotHold),
        (READING_OR_MATHS, "ks2.maths: 39", Holds),
        (READING_OR_MATHS, "ks2.maths: 45", CannotSay),
        (TWO_OF_THREE, "ks2.reading: 40, ks2.maths: 45", Holds),
        (TWO_OF_THREE, "ks2.reading: 40, ks2.maths: 60", CannotSay),
        (TWO_OF_THREE, "ks2.reading: 70, ks2.maths: 60", DoesNotHold),
        ("school.value(\"ks2.reading\") + school.value(\"ks2.maths\") < 100", "ks2.maths: 1", CannotSay),
        ("abs(-school.value(\"ks2.reading\")) * 2 < 100 || true", "", Holds),
        ("school.value(\"ks2.reading\") == ()", "", Holds),
        ("school.value(\"ks2.reading\") != ()", "", DoesNotHold),
        ("school.known(\"ks2.reading\")", "", DoesNotHold),
        ("school.known(\"ks2.reading\")", "ks2.reading: 1", Holds),
        ("if school.value(\"shared\") { true } else { true }", "", Holds),
        ("if school.value(\"shared\") { true } else { false }", "", CannotSay),
        ("school.value(\"shared\") || !school.value(\"shared\")", "", Holds),
        ("!school.value(\"shared\")", "shared: no", Holds),
        // which of the two it is handed on as is no answer to whether it is there
        ("school.value(\"shared\") == ()", "", CannotSay),
        ("school.value(\"shared\") != ()", "shared: no", Holds),
        ("school.value(\"view\") + \"!\" == \"good!\"", "view: good", Holds),
        ("school.value(\"view\") + \"!\" == \"good!\"", "", CannotSay),
        ("`we are ${school.value(\"view\")}` == \"we are good\"", "", CannotSay),
        ("let s = \"\"; s += school.value(\"view\"); s != \"\"", "", CannotSay),
        ("school.holds(\"ks2.reading < 50 and ks2.maths < 40\")", "ks2.maths: 45", DoesNotHold),
        (
            "known(school.value(\"ks2.reading.series(3)\")).len() == 2",
            "ks2.reading: 1, ks2.reading.before(2): 2",
            Holds,
        ),
        ("mean(school.value(\"ks2.reading.series(2)\")) < 50", "ks2.reading: 1", CannotSay),
        ("mean(known(school.value(\"ks2.reading.series(2)\"))) < 50", "ks2.reading: 1", Holds),
        ("[\"ks2.reading\", \"ks2.maths\"].all(|s| school.value(s) < 50)", "ks2.maths: 60", DoesNotHold),
        ("[1, 2].contains(school.value(\"ks2.reading\"))", "", CannotSay),
        ("school.value(`ks2.reading.group(\"fsm\")`) < 50", "ks2.reading.fsm: 3", Holds),
        ("school.year == \"2011-12\" && school.date == \"2012-08-31\"", "", Holds),
        ("unknown(\"nobody knows\")", "", CannotSay),
        ("let x = school.value(\"ks2.reading\"); x[0] == 1", "", CannotSay),
    ] {
        assert_eq!(answer(body, given), expected, "{body} given {given}");
    }
}

#[test]
fn many_values_that_are_missing_are_unknown_and_end_soon() {
    let many = "let n = 0; for i in 0..40 { if school.value(\"ks2.reading\") < i { n += 1; } } n > 41";
    assert_eq!(answer(many, ""), CannotSay);
    assert_eq!(answer(many, "ks2.reading: 3"), DoesNotHold);
}

#[test]
fn a_name_that_is_not_there_is_told_at_its_place_in_the_script() {
    for (body, place, told) in [
        ("school.value(\"ks2.raeding\") < 50", "ours.rhai:2", "ks2.raeding"),
        ("school.holds(\"ks2.reading <\")", "ours.rhai:2", "a value is missing"),
        ("school.holds(\"ks2.reading\")", "ours.rhai:2", "condition"),
        ("school.value(\"rule(\\\"nothing\\\")\")", "ours.rhai:2", "`nothing` is not a rule"),
        (
            "let n = 0;\nfor s in [\"ks2.reading\", \"ks2.mats\"] { n += school.value(s); }\nn > 3",
            "ours.rhai:3",
            "ks2.mats",
        ),
        ("let n = 0;\nfor s in #{\"ks2.mats\": 1}.keys() { n += school.value(s); }\nn > 3", "ours.rhai:3", "ks2.mats"),
        ("let name = school.year;\nschool.value(name) < 3", "ours.rhai:3", "is not written out in the script"),
        ("school.value(\"share(ks2.reading < 3)\") < 3", "ours.rhai:2", "asks all schools"),
        ("school.holds(\"ours(school)\")", "ours.rhai:2", "a question hands on no school"),
        (
            "switch school.value(\"view\") { \"good\" => true, _ => false }",
            "ours.rhai:2",
            "for a value that is missing",
        ),
    ] {
        let loaded = asking(body, "");
        let said = said(&loaded);
        assert!(loaded.rulebook.is_none() && said.len() == 1, "{body}: {said:#?}");
        assert!(said[0].contains(place) && said[0].contains(told), "{body}: {said:#?}");
    }
    // the nearest right spelling stands beside it
    let near = asking("school.value(\"ks2.raeding\") < 50", "");
    assert!(near.diagnostics.iter().any(|one| one.help.as_deref().is_some_and(|help| help.contains("ks2.reading"))));
}

#[test]
fn a_function_is_handed_the_school_where_it_asks_one_and_only_there() {
    let script = "fn ours(school) { school.value(\"ks2.reading\") < 50 }";
    for (when, told) in [
        ("ours(ks2.reading)", "write `ours(school)`"),
        ("abs(school) > 3", "handed to functions of the scripts alone"),
        ("school", "`my_function(school)`"),
    ] {
        let loaded = with(&format!("watchpoints:\n  - {{watch: w, title: W, when: {when}, source: s}}\n"), script);
        let all: Vec<String> =
            loaded.diagnostics.iter().map(|one| format!("{} {:?}", compact(one), one.help)).collect();
        assert!(loaded.rulebook.is_none() && all.iter().any(|one| one.contains(told)), "{when}: {all:#?}");
    }
    let of_authority = "watchpoints:\n  - {watch: w, title: W, scope: authority, when: ours(school), source: s}\n";
    assert!(said(&with(of_authority, script)).iter().any(|one| one.contains("the rule is about the authority")));
    let each = of_authority.replace("ours(school)", "count(ours(school)) > 3");
    assert_eq!(said(&with(&each, script)), Vec::<String>::new());
    let second = with("", "fn value(school, name) { 3 }");
    assert!(said(&second).iter().any(|one| one.contains("`value` is a question to a school already")));
}

#[test]
fn what_is_handed_beside_the_school_may_be_missing_too() {
    let script = |first: &str| {
        format!("{first}fn ours(school, maths) {{ maths == () || school.value(\"ks2.reading\") < maths }}")
    };
    let got = |script: &str, given: &str| {
        let rules = format!(
            "watchpoints:\n  - {{watch: w, title: W, when: \"ours(school, ks2.maths)\", source: s, cases: [{{year: 2011-12, given: {{{given}}}, expect: holds}}]}}\n"
        );
        let loaded = with(&rules, script);
        let rulebook = loaded.rulebook.as_ref().unwrap_or_else(|| panic!("{:#?}", said(&loaded)));
        run(rulebook).results[0].got
    };
    assert_eq!(got(&script(""), "ks2.reading: 3, ks2.maths: 4"), Holds);
    assert_eq!(got(&script(""), "ks2.reading: 3"), CannotSay);
    assert_eq!(got(&script("/// accepts missing\n"), "ks2.reading: 3"), Holds);
}

#[test]
fn a_name_of_the_language_is_no_name_for_a_function() {
    for name in ["first", "last", "how_many", "rule"] {
        let said = said(&with("", &format!("fn {name}(list) {{ 3 }}")));
        assert!(
            said.iter().any(|one| one.contains(&format!("`{name}` is a function of conditions already"))),
            "{said:#?}"
        );
    }
}

#[test]
fn a_rule_comes_after_those_that_its_function_asks_about() {
    let rules = "watchpoints:
  - {watch: after, title: After, when: ours(school), source: s}
  - {watch: first-one, title: First, when: ks2.reading < 50, source: s}
";
    let script = "fn ours(school) { helper(school) }\nfn helper(it) { it.holds(`rule(\"first-one\")`) }";
    let loaded = with(rules, script);
    let rulebook = loaded.rulebook.as_ref().unwrap_or_else(|| panic!("{:#?}", said(&loaded)));
    let at = |id: &str| rulebook.rule_named(id).unwrap().0;
    assert!(at("first-one") < at("after"));
    let circle = with(rules, &script.replace("first-one", "after"));
    assert!(circle.rulebook.is_none() && !said(&circle).is_empty());
}

#[test]
fn a_loop_without_end_over_a_school_is_found_before_it_is_needed() {
    let loaded = asking("while school.value(\"ks2.reading\") < 500 { }\ntrue", "");
    assert!(said(&loaded).iter().any(|one| one.contains("does not come to an end")), "{:#?}", said(&loaded));
}
