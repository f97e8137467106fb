//! Texts and numbers as the page shows them.

use crate::rulebook::Span;
use crate::rulebook::model::Unit;

/// A text on one line, with nothing in it that Markdown takes for itself.
pub(super) fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for letter in line.chars() {
        match letter {
            '*' | '_' | '|' | '`' | '[' | ']' | '\\' => out.extend(['\\', letter]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(letter),
        }
    }
    out
}

/// A sentence in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", plain(text))
}

/// File and line, leading to the line.
pub(super) fn linked(span: &Span) -> String {
    format!("[{}:{}](../rules/{}#L{})", span.file, span.line, span.file, span.line)
}

/// A number without decimals that say nothing.
pub(super) fn number(value: f64) -> String {
    crate::domain::Value::Number(value).to_string()
}

/// A unit to stand after a number.
pub(super) fn unit_after(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "%",
        Unit::Points => " points",
        Unit::Pupils => " pupils",
        Unit::Pounds => " pounds",
        Unit::PoundsPerPupil => " pounds a pupil",
        Unit::Days => " days",
        Unit::Number | Unit::Grade | Unit::Words | Unit::YesNo | Unit::Date => "",
    }
}

/// A unit as a column says it.
pub(super) fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "%",
        Unit::Points => "points",
        Unit::Pupils => "pupils",
        Unit::Number => "number",
        Unit::Pounds => "£",
        Unit::PoundsPerPupil => "£ a pupil",
        Unit::Days => "days",
        Unit::Grade => "grade",
        Unit::Words => "words",
        Unit::YesNo => "yes or no",
        Unit::Date => "day",
    }
}
