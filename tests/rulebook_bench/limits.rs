//! What is made to be slow or large is stopped by a limit, with words that say which.

use yardstick::domain::Value;
use yardstick::rulebook::expression::FunctionId;
use yardstick::rulebook::script::{Argument, CallFailure, Limits, Scripts};
use yardstick::rulebook::{Loaded, RuleSource, load};

fn messages(loaded: &Loaded) -> String {
    assert!(loaded.has_errors());
    loaded.diagnostics.iter().filter(|one| one.is_error()).map(|one| format!("{one:?}\n")).collect()
}

#[test]
fn twenty_lines_of_copies_of_copies_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let copies = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{copies}]\n"));
    }
    let loaded = load(&RuleSource::from_texts([("bomb.yaml", text.as_str())]));
    let said = messages(&loaded);
    assert!(said.contains("copies"), "{said}");
}

#[test]
fn a_rule_file_of_five_megabytes_is_refused_without_being_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("large.yaml"), vec![b'#'; 5 * 1024 * 1024]).unwrap();
    let said = messages(&load(&RuleSource::from_folder(folder.path()).unwrap()));
    assert!(said.contains("5 MB and a rulebook file has at most 2"), "{said}");
}

#[test]
fn the_largest_file_that_is_read_is_read_as_far_as_its_values_are_bounded() {
    let row = "  - {id: x, title: y, unit: percent}\n";
    let text = format!("measures:\n{}", row.repeat(1_900_000 / row.len()));
    let said = messages(&load(&RuleSource::from_texts([("large.yaml", text.as_str())])));
    assert!(said.contains("more than 200000 values"), "{}", said.get(..400).unwrap_or(&said));
}

#[test]
fn brackets_and_conditions_without_end_are_refused() {
    for condition in
        ["(".repeat(100_000), "not ".repeat(100_000), format!("{}1", "-".repeat(100_000)), "1 + ".repeat(50_000)]
    {
        let text = format!("risks:\n  - risk: deep\n    title: t\n    present when: \"{condition}\"\n    source: s\n");
        let said = messages(&load(&RuleSource::from_texts([("deep.yaml", text.as_str())])));
        assert!(said.contains("this is longer than 8000 characters"), "{said}");
    }
    let nested = format!("risks: {}", "[".repeat(50_000));
    let said = messages(&load(&RuleSource::from_texts([("deep.yaml", nested.as_str())])));
    assert!(said.contains("nested too deeply") && said.contains("48 levels are the most"), "{said}");
}

/// What a function that is called says when it breaks.
fn broken(script: &str) -> String {
    // lists are counted anew at every step, so they are small
    broken_within(script, Limits { steps: 1_000_000, depth: 24, size: 2_000 })
}

fn broken_within(script: &str, limits: Limits) -> String {
    let scripts = Scripts::compile(&[("scripts/f.rhai", script)], limits).unwrap();
    let failure = scripts.call(FunctionId(0), vec![Argument::One(Ok(Value::Number(1.0)))]).unwrap_err();
    match failure {
        CallFailure::Broken(error) => {
            assert!(error.place.line > 0 && &*error.place.file == "scripts/f.rhai");
            error.message
        }
        CallFailure::CannotSay(missing) => panic!("{missing:?}"),
    }
}

#[test]
fn scripts_that_never_end_are_stopped_and_say_why() {
    for (script, why) in [
        ("fn f(x) { loop { x += 1.0; } }", "more than 1000000 steps"),
        ("fn f(x) { let a = []; loop { a.push(x); } }", "made too much"),
        ("fn f(x) { let s = \"x\"; loop { s += s; } }", "made too much"),
        ("fn f(x) { let a = [x]; loop { a += a; } }", "made too much"),
        ("fn f(x) { let m = #{}; loop { m[\"k\" + x] = x; x += 1.0; } }", "more than 1000000 steps"),
        ("fn f(x) { f(x) }", "more than 24 deep"),
        ("fn f(x) { g(x) } fn g(x) { f(x) }", "more than 24 deep"),
        ("fn f(x) { let s = \"x\"; s.pad(1000000000, \"x\"); s.len() }", "made too much"),
        ("fn f(x) { let a = []; a.pad(1000000000, x); a.len() }", "made too much"),
    ] {
        let said = broken(script);
        assert!(said.contains(why), "{script}: {said}");
    }
}

#[test]
fn a_text_made_to_be_slow_is_stopped_by_what_it_touches() {
    let slow = r#"fn f(x) {
        let s = "a";
        s.pad(40000, "a");
        loop { s.replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "c"); s.index_of("aaaaaaaaaaaaaaaaaaab"); }
    }"#;
    let said = |steps| broken_within(slow, Limits { steps, depth: 24, size: 50_000 });
    assert!(said(1_000).contains("more than 1000 steps"));
    assert!(said(200_000).contains("more than 200000 steps"));
}
