//! What is said when an officer mistypes.

use yardstick::rulebook::expression::{parse, parse_condition};

use super::world::World;

/// The text underlined, the message and the help of each mistake.
fn told(text: &str) -> Vec<(String, String, String)> {
    let world = World::with_script("fn trend(list, years) { 1 }");
    let mistakes = parse_condition(text, &world).expect_err(text);
    let shown = |m: &yardstick::rulebook::expression::Mistake| {
        (text[m.offset..m.offset + m.len].to_owned(), m.message.clone(), m.help.clone().unwrap_or_default())
    };
    mistakes.iter().map(shown).collect()
}

#[track_caller]
fn says(text: &str, underlined: &str, message: &str, help: &str) {
    let all = told(text);
    let [(place, told, advice)] = all.as_slice() else { panic!("{text}: {all:#?}") };
    assert_eq!(place, underlined, "{text}: {told}");
    assert!(told.contains(message), "{text}: {told}");
    assert!(advice.contains(help), "{text}: {advice}");
    let first = told.chars().next().unwrap();
    assert!(!first.is_uppercase() && !told.ends_with('.'), "{told}");
}

#[test]
fn habits_of_writing_are_told_with_what_to_write() {
    says("a = 5", "=", "two equals signs", "write `==`");
    says("a is less than 5", "is", "not known", "write `<`");
    says("a is at least 5", "is", "not known", "write `>=`");
    says("a => 5", "=>", "not known", "write `>=` for `=>`");
    says("a =< 5", "=<", "not known", "write `<=`");
    says("a <> 5", "<>", "not known", "write `!=`");
    says("a ≥ 5", "≥", "not known", "write `>=`");
    says("a ≤ 5", "≤", "not known", "write `<=`");
    says("a < 5%", "5%", "without `%`", "write `5`");
    says("roll > 1,000", "1,000", "without commas", "write `1000`");
    says("a < 5 AND b < 5", "AND", "small letters", "write `and`");
    says("a < 5 Or b < 5", "Or", "small letters", "write `or`");
    says("a < 5 & b < 5", "&", "not known", "write `and`");
    says("phase == “primary”", "“primary”", "curly", "\"primary\"");
    says("phase == \"primary", "\"primary", "closing quote", "straight quotes");
    says("a < £5", "£", "means nothing", "without their unit");
    says("a − 1 < 5", "−", "not known", "write `-`");
    says("10 <= a < 20", "<", "two comparisons", "`and`");
    says("a is 5", "is", "`is`", "`==`");
    says("a < .5", ".", "as in `0.5`", "");
}

#[test]
fn unknown_names_come_with_the_nearest_right_one() {
    says("ks2.l4_en < 60", "ks2.l4_en", "not a name", "did you mean `ks2.l4_em`?");
    says("ks2.L4_EM < 60", "ks2.L4_EM", "not a name", "did you mean `ks2.l4_em`?");
    says("ks2.nothing < 60", "ks2.nothing", "not a name", "`ks2.pupils`");
    says("ks2.l4_em.fms < 60", "fms", "neither a group", "did you mean `fsm`?");
    says("ks2.l4_em.nationl < 60", "nationl", "neither a group", "`national`");
    says("ks2.l4_em.group(\"gils\") < 60", "group(\"gils\")", "not a group", "`boys`");
    says("ks2.l4_em < settings.flor", "settings.flor", "not a setting", "`floor`");
    says("grade.achievment > 2", "grade.achievment", "not a strand", "`achievement`");
    says("rule(\"below-flor\")", "\"below-flor\"", "not a rule", "`below-floor`");
    says("risk.faling_roll", "risk.faling_roll", "not a risk", "`falling_roll`");
    says("a.marked(\"supressed\")", "marked(\"supressed\")", "not a marker", "`suppressed`");
    says("trent(a, 1) < 3", "trent(a, 1)", "not a function", "`trend`");
    says("status == \"vulnerabel\"", "\"vulnerabel\"", "none of the words", "`vulnerable`");
    says("phase == \"primry\"", "\"primry\"", "none of the words", "`primary`");
    says("phase in [\"primry\"]", "[\"primry\"]", "none of the words", "`primary`");
    says("a == blank", "blank", "not a name", ".known");
    says("mainstream == yes", "yes", "not a name", "true");
}

#[test]
fn words_without_quotes_are_recognised() {
    says("phase == primary", "primary", "not a name", "\"primary\"");
    says("phase == Primry", "Primry", "not a name", "\"primary\"");
    says("status != secure", "secure", "not a name", "\"secure\"");
    says("ks2.l4_em.group(fsm) < 3", "fsm", "not a name", "in quotes");
}

#[test]
fn kinds_that_cannot_be_compared_are_told() {
    says("ks2.l4_em < \"60\"", "ks2.l4_em < \"60\"", "a number cannot be compared with words", "write `60` without");
    says("ks2.l4_em < \"60%\"", "ks2.l4_em < \"60%\"", "cannot be compared", "write `60` without");
    says("phase == 3", "phase == 3", "words cannot be compared with a number", "\"3\"");
    says("phase < \"primary\"", "phase < \"primary\"", "cannot order words", "`in`");
    says("mainstream == 1", "mainstream == 1", "cannot be compared", "alone");
    says("inspection.date < \"2012-09-01\"", "inspection.date < \"2012-09-01\"", "a date", "day(\"2012-09-01\")");
    says("year == 2011-12", "year == 2011-12", "cannot be compared", "\"2011-12\"");
    says("year == \"2011\"", "\"2011\"", "not an academic year", "\"2011-12\"");
    says("phase == \"\"", "\"\"", "never equals", ".known");
    says("date - inspection.date > 5", "date", "dates cannot be computed", "days_between");
    says("a in [\"x\"]", "[\"x\"]", "cannot be one of a list", "");
    says("ks2.l4_em.series(3) > 2", "ks2.l4_em.series(3)", "list cannot be compared", "in");
    says("ks2.l4_em", "ks2.l4_em", "a number, not a condition", "compare it");
    says("mainstream and a", "a", "a number, not a condition", "compare it");
}

#[test]
fn pieces_after_a_measure_are_checked() {
    says("ks2.l4_em.at(\"2010-12\") < 1", "at(\"2010-12\")", "not an academic year", "\"2010-11\"");
    says("ks2.l4_em.before(x) < 1", "x", "not a name", "");
    says("ks2.l4_em.before(1.5) < 1", "before(1.5)", "whole number", ".before(1)");
    says("ks2.l4_em.now < 60", "now", "belongs to the year of a day", "dated by");
    says("inspection.overall.now() == 4", "now()", "has no brackets", "`.now`");
    says("inspection.overall.now.national == 4", "national", "of the school itself", "");
    says("ks2.l4_em.national.fsm < 1", "fsm", "too late", "group, year, comparator");
    says("ks2.l4_em.median < 1", "median", "asked of a comparator", "`national`");
    says("ks2.l4_em.before < 1", "before", "needs brackets", ".before(…)");
    says("ks2.l4_em.known() ", "known()", "no brackets", ".known");
    says("a.pooled(3) < 1", "pooled(3)", "needs the pupils", "cohort:");
    says("phase.change(1) < 1", "change(1)", "asked of numbers", "");
    says("ks2.l4_em.national.pupils < 1", "pupils", "school itself", "");
}

#[test]
fn brackets_and_arguments_are_checked() {
    says(
        "first(10, ks2.l4_em)",
        "ks2.l4_em",
        "`first` takes a number, and a measure with what it is compared with",
        "as in `first(10, attendance.la)`",
    );
    says("(a < 1", "(", "never closed", "");
    says("min(a) < 1", "min(a)", "takes 2 values", "");
    says("abs(a, b) < 1", "abs(a, b)", "takes 1 value in", "");
    says("trend(ks2.l4_em.series(3)) < 1", "trend(ks2.l4_em.series(3))", "takes 2 values", "");
    says("day(\"1 Sept\") < date", "day(\"1 Sept\")", "not a day", "2012-09-01");
    says("any_school(count(mainstream) > 1)", "count", "inside another", "");
    says("count(a) > 1", "a", "a number, not a condition", "");
    says("mean(phase) > 1", "phase", "words, where a number belongs", "");
    says("share() > 1", "share()", "takes one question", "phase == \"primary\"");
    says("", "", "a condition is missing", "");
    says("a <", "", "ends too early", "");
}

#[test]
fn all_mistakes_are_told_at_once_in_their_order() {
    let all = told("ks2.l4_en < 60 AND phase == primary and (a = 5 or ) and roll > 1,000");
    let places: Vec<&str> = all.iter().map(|(place, ..)| place.as_str()).collect();
    assert_eq!(places, ["ks2.l4_en", "AND", "primary", "=", ")", "1,000"], "{all:#?}");
}

#[test]
fn no_text_makes_the_parser_fall_over() {
    let world = World::new();
    for text in ["é", "a.", "..", "a..b", "((((", "]", "a < 1)", "not", "a[0]", "\u{0}", "1e5", "a.1.2", "“", "'"] {
        assert!(parse(text, &world).is_err(), "{text}");
    }
    for bracket in ["(", "not ", "-", "[", "min("] {
        assert!(parse(&format!("{}a", bracket.repeat(50_000)), &world).is_err());
    }
    let pieces = [
        "a",
        "phase",
        "<",
        "==",
        "and",
        "(",
        ")",
        ".",
        "before(1)",
        "\"x\"",
        "5",
        "%",
        ",",
        "[",
        "]",
        "in",
        "not",
        "-",
        "é",
        "known",
    ];
    let mut state = 7_u32;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(state >> 16) as usize % pieces.len()]);
            if state & 1 == 0 {
                text.push(' ');
            }
        }
        if let Err(mistakes) = parse(&text, &world) {
            assert!(!mistakes.is_empty());
            for mistake in mistakes {
                assert!(text.get(mistake.offset..mistake.offset + mistake.len).is_some(), "{text}: {mistake:?}");
            }
        }
    }
}
