//! A rule's sentence, filled in.

use super::world::World;
use crate::domain::Value;
use crate::rulebook::expression::{Expression, Facts, Filling, Template};
use crate::rulebook::model::Unit;

/// Fills in a sentence about a subject.
pub(super) fn render(
    world: &World<'_>,
    facts: &dyn Facts,
    template: &Template,
    subject: &str,
    reason: Option<&str>,
) -> String {
    render_with(world, facts, template, &[("school", subject), ("reason", reason.unwrap_or_default())])
}

/// Fills in a sentence with names given.
pub(super) fn render_with(world: &World<'_>, facts: &dyn Facts, template: &Template, given: &[(&str, &str)]) -> String {
    let year = facts.year().to_string();
    let own = |name: &str| match name {
        "authority" => Some(world.authority().to_owned()),
        "year" => Some(year.clone()),
        _ => given.iter().find(|(known, _)| *known == name).map(|(_, words)| (*words).to_owned()),
    };
    template.render(facts, &own, &|expression, filling| shown(world, expression, filling))
}

/// What stands for an expression. What is not known is said in the rulebook's words; why, is told beside the sentence.
fn shown(world: &World<'_>, expression: &Expression, filling: &Filling) -> String {
    match filling {
        Filling::Value(value) => value_shown(world, expression, value),
        Filling::Between(low, high) => {
            // neighbours are one or the other; further apart it is a range
            let words = if high - low > 1.0 { "sentence.range" } else { "sentence.either" };
            let [low, high] = [low, high].map(|bound| value_shown(world, expression, &Value::Number(*bound)));
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

/// A value with the decimals of its measure: a figure just under the line keeps one decimal, so that 39.6 is never
/// shown as the 40 it is below.
fn value_shown(world: &World<'_>, expression: &Expression, value: &Value) -> String {
    let Value::Number(number) = value else { return value.to_string() };
    let measure = expression.as_read().and_then(|read| world.rulebook.measure(read.measure));
    if measure.is_some_and(|measure| measure.unit == Unit::Pounds) {
        return pounds(*number);
    }
    let decimals = usize::from(measure.map_or(1, |measure| measure.decimals));
    let short = format!("{number:.decimals$}");
    let exact = short.parse::<f64>().is_ok_and(|rounded| (rounded - number).abs() < 1e-9);
    if exact || decimals > 0 {
        trimmed(&format!("{number:.0$}", decimals.max(1)))
    } else {
        trimmed(&format!("{number:.1}"))
    }
}

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
