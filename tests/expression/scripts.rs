//! Functions in scripts: what they may do, what they may not, and how they fail.

use yardstick::domain::Truth::{CannotSay, DoesNotHold, Holds};
use yardstick::domain::{Missing, Value};
use yardstick::rulebook::expression::{FunctionId, Trace, evaluate, explain};
use yardstick::rulebook::script::{Argument, CallFailure, Limits, ScriptMistake, Scripts};
use yardstick::rulebook::{RuleSource, load};

use super::world::{World, suppressed};

fn compile(text: &str) -> Result<Scripts, Vec<ScriptMistake>> {
    Scripts::compile(&[("scripts/test.rhai", text)], Limits::default())
}

fn call(text: &str, arguments: Vec<Argument>) -> Result<Value, CallFailure> {
    compile(text).unwrap_or_else(|mistakes| panic!("{mistakes:#?}")).call(FunctionId(0), arguments)
}

fn number(number: f64) -> Argument {
    Argument::One(Ok(Value::Number(number)))
}

fn breaks(text: &str, arguments: Vec<Argument>) -> String {
    match call(text, arguments) {
        Err(CallFailure::Broken(error)) => error.message,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn numbers_divide_with_decimals_and_compare_without_noise() {
    for (body, expected) in [
        ("7 / 2", Value::Number(3.5)),
        ("let n = [1, 2].len(); n / 4", Value::Number(0.5)),
        ("0.1 + 0.2 == 0.3 && !(0.1 + 0.2 > 0.3)", Value::Flag(true)),
        ("1 == 1.0", Value::Flag(true)),
        ("[1, 2] == [1.0, 2]", Value::Flag(true)),
        ("\"2011-09-01\" < \"2012-01-01\"", Value::Flag(true)),
        ("let xs = [3, 5]; xs[1]", Value::Number(5.0)),
        ("\"a\" + \"b\"", Value::Text("ab".into())),
        ("days_between(\"2012-09-01\", \"2012-09-29\")", Value::Number(28.0)),
        ("add_days(\"2012-12-30\", 3)", Value::Text("2013-01-02".into())),
        ("weekday(\"2012-11-05\")", Value::Number(1.0)),
        ("mean(known([1, (), 4]))", Value::Number(2.5)),
        ("let s = 0; for x in 0..4 { s += x; } s", Value::Number(6.0)),
        ("[3, 1, 2].filter(|x| x > 1).len()", Value::Number(2.0)),
        ("round(2.675, 2)", Value::Number(2.68)),
        ("() == ()", Value::Flag(true)),
    ] {
        let result = call(&format!("fn f() {{ {body} }}"), vec![]);
        assert_eq!(result, Ok(expected), "{body}");
    }
}

#[test]
fn what_cannot_be_compared_or_computed_breaks_and_is_never_a_no() {
    for (body, words) in [
        ("\"SUPP\" > 60", "words cannot be compared with a number"),
        ("() < 50", "a missing value cannot be compared with a number"),
        ("5 < ()", "cannot be compared"),
        ("true == 1", "cannot be compared"),
        ("\"1\" == 1", "cannot be compared"),
        ("\"1\" != 1", "cannot be compared"),
        ("[1] == 1", "cannot be compared"),
        ("1 / 0", "divided by zero"),
        ("1.0 / 0.0", "divided by zero"),
        ("let m = #{a: 1}; m.b > 5", "no `b`"),
        ("[1][3]", "number 3"),
        ("1 + ()", "cannot be used with a number and a missing value"),
        ("let x = (); if x { 1 }", "missing value, where yes or no belongs"),
        ("sum([1, ()])", "missing"),
        ("throw \"no such term\"", "no such term"),
        ("[1, 2]", "a list"),
        ("weekday(\"soon\")", "not a day"),
    ] {
        let message = breaks(&format!("fn f() {{ {body} }}"), vec![]);
        assert!(message.contains(words), "{body}: {message}");
    }
}

#[test]
fn nothing_outside_can_be_reached() {
    for body in [
        "print(1)",
        "debug(1)",
        "sleep(1)",
        "eval(\"1\")",
        "timestamp()",
        "exit()",
        "import \"x\" as y; 1",
        "open_file(\"x\")",
        "rand()",
    ] {
        let mistakes = compile(&format!("fn f() {{ {body} }}")).err().unwrap_or_default();
        assert_eq!(mistakes.len(), 1, "{body}: {mistakes:?}");
    }
}

#[test]
fn a_script_that_does_not_end_is_ended() {
    let limits = Limits::default();
    for (body, words) in [
        ("loop { }", "does a loop never end?"),
        ("let x = 0; while true { x += 1; }", "does a loop never end?"),
        ("f()", "more than 24 deep"),
        ("let s = \"ab\"; for i in 0..60 { s += s; } s", "too much"),
        ("let s = [1]; for i in 0..60 { s += s; } s", "too much"),
        ("let s = #{}; for i in 0..1000000 { s[\"k\" + i] = i; } 1", "does a loop never end?"),
        ("let s = []; s.pad(1000000000, 0); 1", "too much"),
    ] {
        let scripts = Scripts::compile(&[("scripts/test.rhai", &format!("fn f() {{ {body} }}"))], limits).unwrap();
        let Err(CallFailure::Broken(error)) = scripts.call(FunctionId(0), vec![]) else { panic!("{body}") };
        assert!(error.message.contains(words), "{body}: {}", error.message);
    }
    let deep = format!("fn f() {{ {}1{} }}", "(".repeat(500), ")".repeat(500));
    assert!(compile(&deep).is_err());
}

#[test]
fn what_a_step_touches_counts_so_that_few_steps_cannot_do_the_work_of_thousands() {
    let limits = Limits { steps: 50_000, ..Limits::default() };
    for body in [
        "let a = []; a.pad(90000, 1); for i in 0..100 { let b = a; }",
        "let s = \"\"; s.pad(90000, \"a\"); for i in 0..100 { s.index_of(\"b\"); }",
        "let a = []; a.pad(45000, 1); let b = [a]; for i in 0..100 { let c = b; }",
    ] {
        let scripts = Scripts::compile(&[("scripts/t.rhai", &format!("fn f() {{ {body} 1 }}"))], limits).unwrap();
        let Err(CallFailure::Broken(error)) = scripts.call(FunctionId(0), vec![]) else { panic!("{body}") };
        assert!(error.message.contains("more than 50000 steps"), "{body}: {}", error.message);
    }
}

#[test]
fn a_function_is_run_once_for_the_same_values() {
    let scripts = compile("fn twice(a) { a * 2 }").unwrap();
    let twice = |number: f64| scripts.call(FunctionId(0), vec![Argument::One(Ok(Value::Number(number)))]);
    let answers = [twice(3.0), twice(3.0), twice(4.0), twice(3.0)];
    assert_eq!(answers, [6.0, 6.0, 8.0, 6.0].map(|number| Ok(Value::Number(number))));
    assert_eq!(scripts.calls(), 2);
}

#[test]
fn a_script_of_many_turns_has_its_answer_however_busy_the_machine_is() {
    let turns = "fn evil(a) { let n = 0; while n < 30000 { n += 1; } 1 }";
    let given = || vec![Argument::One(Ok(Value::Number(60.0)))];
    let scripts = Scripts::compile(&[("scripts/evil.rhai", turns)], Limits::default()).unwrap();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..16).map(|_| scope.spawn(|| scripts.call(FunctionId(0), given()))).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|answer| *answer == Ok(Value::Number(1.0))), "{answers:?}");
}

#[test]
fn a_rulebook_that_still_counts_milliseconds_is_told_that_they_count_nothing() {
    let rules = "limits:\n  script milliseconds: 1\n";
    let turns = "fn f() { let n = 0; while n < 30000 { n += 1; } n }";
    let loaded = load(&RuleSource::from_texts([("rules.yaml", rules), ("scripts/s.rhai", turns)]));
    let said = loaded.diagnostics.iter().find(|one| one.message.contains("`script milliseconds` counts nothing"));
    assert!(said.is_some_and(|said| !said.is_error()), "{:#?}", loaded.diagnostics);
}

#[test]
fn a_missing_argument_is_not_handed_over_unless_asked_for() {
    let plain = "fn f(x) { 1 }";
    let missing = || vec![Argument::One(Err(suppressed()))];
    assert_eq!(call(plain, missing()), Err(CallFailure::CannotSay(suppressed())));
    let asking = "/// Counts.\n/// accepts missing\nfn f(x) { if x == () { 0 } else { 1 } }";
    assert_eq!(call(asking, missing()), Ok(Value::Number(0.0)));
    let list = vec![Argument::List(vec![Ok(Value::Number(1.0)), Err(suppressed())])];
    assert_eq!(call("fn f(xs) { known(xs).len() }", list), Ok(Value::Number(1.0)));
}

#[test]
fn unknown_is_an_answer_and_its_reason_is_kept() {
    let said = call("fn f(x) { unknown(\"too few years\") }", vec![number(1.0)]);
    assert_eq!(said, Err(CallFailure::CannotSay(Missing::CannotCompute("too few years".into()))));
    assert!(matches!(call("fn f() { }", vec![]), Err(CallFailure::CannotSay(_))));
    assert!(matches!(call("fn f(x) { x ** 9999.0 }", vec![number(9.0)]), Err(CallFailure::CannotSay(_))));
}

#[test]
fn functions_are_listed_with_their_words() {
    let text = "// a note\n\n/// How a number moved.\n///\n/// takes: a list\nfn trend(list, years) { helper(list) }\n\nprivate fn helper(x) { 1 }\n";
    let scripts = compile(text).unwrap();
    let [trend] = scripts.functions() else { panic!("{:?}", scripts.functions()) };
    assert_eq!((trend.name.as_str(), trend.params.join(" ")), ("trend", "list years".to_owned()));
    assert_eq!(trend.doc, "How a number moved.\n\ntakes: a list");
    assert_eq!((trend.place.line, trend.place.column, &text[trend.place.offset..][..5]), (6, 4, "trend"));
    assert!(!trend.accepts_missing);
}

#[test]
fn mistakes_in_scripts_are_placed_and_explained() {
    for (text, line, column, message, help) in [
        ("fn f(x) {\n  x +\n}", 3, 1, "", ""),
        ("fn f(x) {\n  let y = z;\n  y\n}", 2, 11, "z", "arguments"),
        ("fn f(x) {\n  tred(x)\n}\nfn trend(x) { 1 }", 2, 3, "no function `tred`", "`trend`"),
        ("fn f(x) {\n  g(x)\n}\nfn g(x, y) { 1 }", 2, 3, "takes 2 values", ""),
        ("fn f(x) { 1 }\nlet y = 1;", 2, 1, "only functions", "move it"),
        ("fn min(x) { 1 }", 1, 4, "already", "another name"),
        ("fn f(x) { x and 1 }", 1, 13, "", "&&"),
        ("fn f(x) { print(x) }", 1, 11, "`print` is not allowed", "gives its value back"),
        ("fn f(x) { x /= 2; x }", 1, 13, "`/=` is not allowed", "x = x / y"),
    ] {
        let mistakes = compile(text).expect_err(text);
        let [mistake] = mistakes.as_slice() else { panic!("{text}: {mistakes:#?}") };
        assert_eq!((mistake.place.line, mistake.place.column), (line, column), "{text}: {mistake:?}");
        assert!(mistake.message.contains(message), "{text}: {}", mistake.message);
        assert!(mistake.help.as_deref().unwrap_or("").contains(help), "{text}: {mistake:?}");
    }
    let twice = Scripts::compile(&[("a.rhai", "fn f() { 1 }"), ("b.rhai", "\nfn f() { 2 }")], Limits::default());
    let mistakes = twice.unwrap_err();
    assert!(mistakes[0].message.contains("a.rhai:1") && mistakes[0].place.to_string() == "b.rhai:2", "{mistakes:?}");
}

#[test]
fn functions_of_all_files_can_call_each_other_and_an_error_names_the_inner_line() {
    let files = [("a.rhai", "fn outer(x) { inner(x) + 1 }"), ("b.rhai", "\n\nfn inner(x) {\n  [1][x]\n}")];
    let scripts = Scripts::compile(&files, Limits::default()).unwrap();
    let whole = vec![number(0.0)];
    let Err(CallFailure::Broken(error)) = scripts.call(FunctionId(0), whole) else { panic!() };
    assert_eq!((error.function.as_str(), error.place.to_string().as_str()), ("outer", "b.rhai:4"), "{error:?}");
}

#[test]
fn a_broken_script_is_a_problem_and_not_a_missing_value() {
    let world = World::with_script("fn ratio(x, y) {\n  x / y\n}\nfn grim(x) { x < 5 }");
    let school = world.school().has("a", 8).has("b", 0).has("c", 2);
    assert_eq!(evaluate(&world.condition("ratio(a, c) == 4 and not grim(a)"), &school).truth, Holds);
    assert_eq!(evaluate(&world.condition("grim(a)"), &school).truth, DoesNotHold);
    let broken = world.condition("ratio(a, b) > 1 or ratio(a, b) < 0");
    for answer in [evaluate(&broken, &school), explain(&broken, &school, &mut Trace::default())] {
        assert_eq!((answer.truth, answer.problems.len()), (CannotSay, 1));
        let problem = &answer.problems[0];
        assert_eq!(
            problem.error.to_string(),
            "scripts/test.rhai:2: the function `ratio` failed: it would be divided by zero"
        );
        assert_eq!(&broken.text[problem.at.offset..][..problem.at.len], "ratio(a, b)");
    }
    let missing = evaluate(&world.condition("ratio(a, roll) > 1"), &school);
    assert_eq!((missing.truth, missing.problems.len()), (CannotSay, 0));
}
