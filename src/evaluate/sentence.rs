//! A rule's sentence, filled in.

use super::world::World;
use crate::domain::Value;
use crate::expression::{Expression, Facts, Template};

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
    template.render(facts, &own, &|expression, value| shown(world, expression, value))
}

/// A value with the decimals of its measure: a figure just under the line keeps one decimal, so that 39.6 is never
/// shown as the 40 it is below.
fn shown(world: &World<'_>, expression: &Expression, value: &Value) -> String {
    let Value::Number(number) = value else { return value.to_string() };
    let decimals = expression.as_read().and_then(|read| world.rulebook.measure(read.measure)).map_or(1, |m| m.decimals);
    let decimals = usize::from(decimals);
    let short = format!("{number:.decimals$}");
    let exact = short.parse::<f64>().is_ok_and(|rounded| (rounded - number).abs() < 1e-9);
    if exact || decimals > 0 {
        trimmed(&format!("{number:.0$}", decimals.max(1)))
    } else {
        trimmed(&format!("{number:.1}"))
    }
}

fn trimmed(text: &str) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
}
