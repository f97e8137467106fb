//! A condition as lines for people: each comparison as the rulebook writes it, joined by its words.

use crate::review::words::Words;
use crate::rulebook::expression::{Condition, ConditionKind};

/// The condition, one comparison a line.
pub(crate) fn in_lines(condition: &Condition, words: Words<'_>) -> String {
    let mut lines = Vec::new();
    put(condition, words, 0, &mut lines);
    lines.join("\n")
}

fn put(condition: &Condition, words: Words<'_>, depth: usize, lines: &mut Vec<String>) {
    let indent = "    ".repeat(depth);
    let mut joined = |name: String, parts: &[Condition]| match parts {
        [one] => put(one, words, depth, lines),
        _ => {
            lines.push(format!("{indent}{name}"));
            for part in parts {
                put(part, words, depth + 1, lines);
            }
        }
    };
    match &condition.kind {
        ConditionKind::Always(true) => lines.push(format!("{indent}{}", words.say("condition.always"))),
        ConditionKind::Always(false) => lines.push(format!("{indent}{}", words.say("condition.never"))),
        ConditionKind::All(parts) => joined(words.say("condition.all").to_string(), parts),
        ConditionKind::Any(parts) => joined(words.say("condition.any").to_string(), parts),
        ConditionKind::AtLeast(least, parts) => {
            joined(words.fill("condition.at-least", &[("n", least.to_string())]), parts);
        }
        ConditionKind::Not(part) => {
            lines.push(format!("{indent}{}", words.say("condition.not")));
            put(part, words, depth + 1, lines);
        }
        ConditionKind::Test(expression) => lines.push(format!("{indent}{}", one_line(&expression.text))),
    }
}

/// An expression written over several lines, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
