//! Sentences with values in braces.

use yardstick::rulebook::Span;
use yardstick::rulebook::expression::{Condition, ConditionKind, Expression, Filling, Template};

use super::world::{World, suppressed};

const GIVEN: [&str; 3] = ["school", "reason", "threshold"];

fn filled(text: &str) -> String {
    let world = World::new();
    let school = world.school().has("ks2.l4_em", 59.5).has("phase", "primary").lacks("b", suppressed());
    let template = Template::parse(text, &world, &GIVEN).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let given = |name: &str| (name == "school").then(|| "Elm Road".to_owned());
    template.render(&school, &given, &|expression: &Expression, filling| {
        let unit = if expression.as_read().is_some_and(|read| read.measure.0 == 0) { "%" } else { "" };
        match filling {
            Filling::Value(_) => format!("{}{unit}", shown(filling)),
            other => shown(other),
        }
    })
}

fn shown(filling: &Filling) -> String {
    match filling {
        Filling::Value(value) => value.to_string(),
        Filling::Between(low, high) => format!("{low} to {high}"),
        Filling::Missing(why) => format!("({why})"),
    }
}

#[test]
fn values_and_given_names_are_filled_in() {
    assert_eq!(filled("{school} reached {ks2.l4_em} ({ phase }).",), "Elm Road reached 59.5% (primary).");
    assert_eq!(filled("{60 - ks2.l4_em} below, {{as is}} é"), "0.5 below, {as is} é");
    assert_eq!(filled("no braces"), "no braces");
}

#[test]
fn what_is_missing_is_handed_on_with_its_reason() {
    assert_eq!(filled("progress {b}"), "progress (suppressed (“SUPP”))");
    assert_eq!(filled("because {reason}"), "because [no reason]");
}

#[test]
fn what_stands_in_brackets_is_said_only_where_all_of_it_is_known() {
    assert_eq!(filled("in deficit[: {ks2.l4_em} owed]."), "in deficit: 59.5% owed.");
    assert_eq!(filled("in deficit[: {ks2.l4_em} and {b} owed]."), "in deficit.");
    assert_eq!(filled("[[as is]]"), "[as is]");
    let world = World::new();
    let mistakes = Template::parse("open [{phase} for ever", &world, &GIVEN).unwrap_err();
    assert_eq!(mistakes[0].offset, 5);
}

#[test]
fn a_count_takes_the_word_for_one_or_for_more() {
    assert_eq!(filled("{60 - 59|risk|risks} and {60 - 58 | risk | risks}"), "1 risk and 2 risks");
}

#[test]
fn mistakes_are_placed_in_the_sentence() {
    let world = World::new();
    let text = "é {ks2.l4_en} and {scool} and {open";
    let mistakes = Template::parse(text, &world, &GIVEN).unwrap_err();
    let shown: Vec<_> =
        mistakes.iter().map(|m| (&text[m.offset..m.offset + m.len], m.help.clone().unwrap_or_default())).collect();
    assert_eq!(shown[0], ("ks2.l4_en", "did you mean `ks2.l4_em`?".to_owned()));
    assert_eq!(shown[1], ("scool", "did you mean `school`?".to_owned()));
    assert_eq!(shown[2].0, "{open");
}

#[test]
fn a_line_is_what_the_condition_compares_the_reading_with() {
    let world = World::new();
    let place = Span::default();
    let test = |text: &str| Condition { kind: ConditionKind::Test(world.condition(text)), place: place.clone() };
    let parts = vec![test("b > 2"), test("61 > ks2.l4_em and b < 3")];
    let both = Condition { kind: ConditionKind::All(parts), place: place.clone() };
    let school = world.school().has("ks2.l4_em", 59.5).has("b", 1.0);
    let said = |text: &str| {
        let template = Template::parse(text, &world, &GIVEN).unwrap().with_lines(Some(&both));
        template.map(|template| template.render(&school, &|_| None, &|_, filling| shown(filling)))
    };
    assert_eq!(said("{ks2.l4_em} of {line of ks2.l4_em}, {line of b}").unwrap(), "59.5 of 61, 2");
    let mistakes = said("{line of phase}").unwrap_err();
    assert_eq!(mistakes[0].message, "the condition compares `phase` with nothing, so it has no line");
}

#[test]
fn what_begins_with_where_is_said_where_that_part_of_the_condition_holds() {
    let world = World::new();
    let place = Span::default();
    let test = |text: &str| Condition { kind: ConditionKind::Test(world.condition(text)), place: place.clone() };
    let parts = vec![test("b > 2"), test("ks2.l4_em < 61"), test("ks2.l4_em < 10 and b < 3")];
    let any = Condition { kind: ConditionKind::Any(parts), place: place.clone() };
    let said = |b: f64, text: &str| {
        let school = world.school().has("ks2.l4_em", 59.5).has("b", b);
        let template = Template::parse(text, &world, &GIVEN).unwrap().with_lines(Some(&any));
        template.map(|template| template.render(&school, &|_| None, &|_, filling| shown(filling)))
    };
    let text = "below[where ks2.l4_em: , {ks2.l4_em} of {line of ks2.l4_em}][where b:  and b]";
    assert_eq!(said(1.0, text).unwrap(), "below, 59.5 of 61");
    assert_eq!(said(3.0, text).unwrap(), "below, 59.5 of 61 and b");
    let mistakes = said(1.0, "below[where phase: , primary]").unwrap_err();
    assert_eq!(mistakes[0].message, "no part of the condition asks `phase`");
    let text = "é [where b, below]";
    let mistakes = Template::parse(text, &world, &GIVEN).unwrap_err();
    assert_eq!(mistakes[0].message, "after `where` a reading and a colon are missing");
    assert_eq!(&text[mistakes[0].offset..][..mistakes[0].len], "b, below");
}

/// What `[where a: …]`, `[where b: …]` and `[where c: …]` say of a line with these values.
fn parts_said(line: &str, values: [Option<f64>; 3]) -> String {
    let world = World::new();
    let condition = Condition { kind: ConditionKind::Test(world.condition(line)), place: Span::default() };
    let names = ["a", "b", "c"].iter().zip(values);
    let school = names.fold(world.school(), |school, (name, value)| match value {
        Some(value) => school.has(name, value),
        None => school.lacks(name, suppressed()),
    });
    let asked = ["a", "b", "c"].iter().filter(|name| line.contains(&format!("{name} ")));
    let text: String = asked.map(|name| format!("[where {name}: {name}]")).collect();
    let template = Template::parse(&text, &world, &GIVEN).unwrap().with_lines(Some(&condition)).unwrap();
    template.render(&school, &|_| None, &|_, filling| shown(filling))
}

#[test]
fn of_conditions_joined_in_one_line_each_is_a_part() {
    let one = |a: f64| [Some(a), Some(0.0), None];
    // of an `or` those that hold; what is not known does not hold
    assert_eq!(parts_said("a > 1 or b > 1 or c > 1", one(2.0)), "a");
    assert_eq!(parts_said("a > 1 or b > 1 or c > 1", [Some(0.0), Some(2.0), Some(2.0)]), "bc");
    // of an `and` nothing where it does not hold as a whole
    assert_eq!(parts_said("a > 1 and b < 1", one(2.0)), "ab");
    assert_eq!(parts_said("a > 1 or b < 1 and c > 1", one(2.0)), "a");
    assert_eq!(parts_said("a > 1 or b < 1 and c > 1", [Some(0.0), Some(0.0), Some(2.0)]), "bc");
    // brackets in brackets
    assert_eq!(parts_said("a > 1 and (b > 1 or (c > 1 or a > 5))", [Some(2.0), Some(0.0), Some(2.0)]), "ac");
    assert_eq!(parts_said("a > 1 and (b < 1 or c > 1)", one(0.0)), "");
    // a part that is denied is said where what it asks does not hold
    assert_eq!(parts_said("not a > 1 or b > 1", one(0.0)), "a");
    assert_eq!(parts_said("not a > 1 or b < 1", one(2.0)), "b");
    assert_eq!(parts_said("not (a > 1 or b > 1)", one(0.0)), "ab");
    assert_eq!(parts_said("not (a > 1 and b > 1)", one(2.0)), "b");
    assert_eq!(parts_said("not (a > 1 and b > 1)", one(0.0)), "ab");
    // a list, and what a function asks, are single conditions
    assert_eq!(parts_said("a in [1, 2] or b > 1", one(2.0)), "a");
    assert_eq!(parts_said("how_many(a > 1, b > 1) >= 1 or c > 1", one(2.0)), "ab");
}

#[test]
fn a_line_under_not_is_said_where_what_it_asks_does_not_hold() {
    let world = World::new();
    let place = Span::default();
    let test = |text: &str| Condition { kind: ConditionKind::Test(world.condition(text)), place: place.clone() };
    let not = Condition { kind: ConditionKind::Not(Box::new(test("a > 1 or b > 1"))), place: place.clone() };
    let any = Condition { kind: ConditionKind::Any(vec![not, test("c > 1")]), place: place.clone() };
    let said = |a: f64, c: f64| {
        let school = world.school().has("a", a).has("b", 0.0).has("c", c);
        let template = Template::parse("[where a: a][where b: b][where c: c]", &world, &GIVEN).unwrap();
        template.with_lines(Some(&any)).unwrap().render(&school, &|_| None, &|_, filling| shown(filling))
    };
    assert_eq!([said(0.0, 0.0), said(0.0, 2.0), said(2.0, 2.0)], ["ab", "abc", "c"]);
}
