//! A rule's sentence, filled in.

use super::world::World;
use crate::domain::{Value, rounded};
use crate::rulebook::expression::{
    Builtin, Derived, Expr, Expression, Facts, Filling, Function, Node, Of, Several, Template,
};
use crate::rulebook::model::{Measure, Rulebook, Unit};

/// Two numbers that were compared: a value and its line. They are never shown alike unless they are.
pub(super) type Compared = (f64, f64);

/// Fills in a sentence about a subject, in an answer that made these comparisons.
pub(super) fn render(
    world: &World<'_>,
    facts: &dyn Facts,
    template: &Template,
    (subject, reason): (&str, Option<&str>),
    compared: &[Compared],
) -> String {
    render_of(world, facts, template, &[("school", subject), ("reason", reason.unwrap_or_default())], compared)
}

/// Fills in a sentence with names given.
pub(super) fn render_with(world: &World<'_>, facts: &dyn Facts, template: &Template, given: &[(&str, &str)]) -> String {
    render_of(world, facts, template, given, &[])
}

fn render_of(
    world: &World<'_>,
    facts: &dyn Facts,
    template: &Template,
    given: &[(&str, &str)],
    compared: &[Compared],
) -> String {
    let year = facts.year().to_string();
    let own = |name: &str| match name {
        "authority" => Some(world.authority().to_owned()),
        "year" => Some(year.clone()),
        _ => given.iter().find(|(known, _)| *known == name).map(|(_, words)| (*words).to_owned()),
    };
    template.render(facts, &own, &|expression, filling| shown(world, expression, filling, compared))
}

/// What stands for an expression. What is not known is said in the rulebook's words; why, is told beside the sentence.
fn shown(world: &World<'_>, expression: &Expression, filling: &Filling, compared: &[Compared]) -> String {
    match filling {
        Filling::Value(value) => value_shown(world, expression, value, compared),
        Filling::Between(low, high) => {
            // whole neighbours are one or the other; between others lie more
            let neighbours = high - low <= 1.0 && low.fract() == 0.0 && high.fract() == 0.0;
            let words = if neighbours { "sentence.either" } else { "sentence.range" };
            let [low, high] = [low, high].map(|bound| value_shown(world, expression, &Value::Number(*bound), &[]));
            match world.rulebook.report.words.get(words) {
                Some(words) => words.replace("{from}", &low).replace("{to}", &high),
                None => format!("{low}–{high}"),
            }
        }
        Filling::Missing(why) => {
            world.rulebook.report.words.get("sentence.not-known").map_or_else(|| why.to_string(), ToString::to_string)
        }
    }
}

/// A value with the decimals of its measure, and more where it takes them: 39.6 is never shown as the 40 it is below,
/// 39.96 neither, and a value not as the line it was compared with.
fn value_shown(world: &World<'_>, expression: &Expression, value: &Value, compared: &[Compared]) -> String {
    let measure = expression.as_read().and_then(|read| world.rulebook.measure(read.measure));
    let grade = value.number().filter(|_| is_grade(world, &expression.root));
    match grade.and_then(|number| world.rulebook.judgements.named_otherwise(number)) {
        Some(grade) => grade.to_string(),
        None => measured(measure, value, compared),
    }
}

/// Whether a value is a grade, or one of several: it is said by its name, not by its place.
fn is_grade(world: &World<'_>, node: &Node) -> bool {
    use Several::{Highest, HighestKnown, Lowest, LowestKnown};
    match &node.expr {
        Expr::Derived(derived) => matches!(derived.asked(), Derived::Grade(..)),
        Expr::Read(read) => {
            let measure = world.rulebook.measure(read.measure).filter(|_| read.of == Of::Subject);
            measure.is_some_and(|measure| measure.unit == Unit::Grade)
        }
        Expr::Call(Function::Builtin(function), of) => {
            let one_of = matches!(
                function,
                Builtin::Min | Builtin::Max | Builtin::Several(Highest | HighestKnown | Lowest | LowestKnown)
            );
            one_of && of.iter().all(|part| is_grade(world, part))
        }
        _ => false,
    }
}

/// The same with the sign of a percentage, which a sentence of the rulebook has beside it.
pub(super) fn said(rulebook: &Rulebook, measure: Option<&Measure>, value: &Value) -> String {
    let graded = value.number().filter(|_| measure.is_some_and(|measure| measure.unit == Unit::Grade));
    if let Some(grade) = graded.and_then(|number| rulebook.judgements.named_otherwise(number)) {
        return grade.to_string();
    }
    let percent = measure.is_some_and(|measure| measure.unit == Unit::Percent) && value.number().is_some();
    format!("{}{}", measured(measure, value, &[]), if percent { "%" } else { "" })
}

fn measured(measure: Option<&Measure>, value: &Value, compared: &[Compared]) -> String {
    let Value::Number(number) = value else { return value.to_string() };
    if measure.is_some_and(|measure| measure.unit.is_money()) {
        return pounds(*number);
    }
    let least = measure.map_or(1, |measure| measure.decimals).max(1);
    let places = places(*number, least, compared);
    trimmed(&format!("{:.1$}", rounded(*number, places), usize::from(places)))
}

/// How many decimals a number takes.
fn places(number: f64, least: u8, compared: &[Compared]) -> u8 {
    let same = |one: f64, other: f64| (one - other).abs() < 1e-9;
    // a number that is not whole is not shown as whole, where two decimals help
    let whole = |places: u8| same(rounded(number, places), rounded(number, 0)) && !same(number, number.round());
    let honest = |places: u8| places >= 2 || !whole(places);
    let other = |(value, line): &Compared| match (same(*value, number), same(*line, number)) {
        (true, false) => Some(*line),
        (false, true) => Some(*value),
        _ => None,
    };
    let told_apart = |places: u8| {
        compared.iter().filter_map(other).all(|other| !same(rounded(number, places), rounded(other, places)))
    };
    (least..MOST_PLACES).find(|places| honest(*places) && told_apart(*places)).unwrap_or(MOST_PLACES)
}

/// Finer than this no figure of a school is.
const MOST_PLACES: u8 = 6;

/// £1,234,567, and -£12,000 where it is owed.
fn pounds(number: f64) -> String {
    let whole = format!("{:.0}", number.abs());
    let from_the_right: Vec<char> = whole.chars().rev().collect();
    let grouped: Vec<String> = from_the_right.chunks(3).map(|three| three.iter().collect()).collect();
    let digits: String = grouped.join(",").chars().rev().collect();
    format!("{}£{digits}", if number < 0.0 && whole != "0" { "-" } else { "" })
}

fn trimmed(text: &str) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn a_figure_is_never_shown_as_the_line_it_is_beside() {
        assert_eq!(places(39.6, 1, &[]), 1);
        assert_eq!(places(39.96, 1, &[]), 2, "39.96 is not 40");
        assert_eq!(places(76.14, 1, &[(76.1, 76.14)]), 2, "76.1 is below 76.14");
        assert_eq!(places(40.0, 1, &[(40.0, 40.0)]), 1, "at the line, it is the line");
    }
}
