//! How far a value reaches in its file.

use std::ops::Range;

use super::node::{Kind, Node};

/// The bytes of a value without the blanks and line ends after it; between brackets, up to the last of them.
pub(in crate::rulebook) fn trimmed(text: &str, node: &Node) -> Range<usize> {
    let end = text.get(node.range.clone()).map_or(node.range.end, |all| node.range.start + all.trim_end().len());
    let end = if is_flow(text, node) { closed(text, node).unwrap_or(end) } else { end };
    node.range.start..end
}

/// Where the bracket behind the last value between brackets ends: a comment behind it is none of it.
fn closed(text: &str, node: &Node) -> Option<usize> {
    let (inner, bracket) = match &node.kind {
        Kind::Scalar { .. } => return None,
        Kind::List(items) => (items.last().map(|item| last_byte(text, item)), ']'),
        Kind::Map(entries) => (entries.last().map(|one| last_byte(text, &one.value).max(one.key.range.end)), '}'),
    };
    let inner = inner.unwrap_or(node.range.start + 1);
    text.get(inner..)?.find(bracket).map(|at| inner + at + 1)
}

/// Where the last value ends; what has no brackets itself ends with the last of its parts.
pub(in crate::rulebook) fn last_byte(text: &str, node: &Node) -> usize {
    let trimmed = trimmed(text, node).end;
    match &node.kind {
        Kind::Scalar { .. } => trimmed,
        _ if is_flow(text, node) => trimmed,
        Kind::List(items) => items.iter().map(|item| last_byte(text, item)).max().unwrap_or(trimmed),
        Kind::Map(entries) => {
            let ends = entries.iter().map(|one| last_byte(text, &one.value).max(one.key.range.end));
            ends.max().unwrap_or(trimmed)
        }
    }
}

/// Whether a value stands between brackets.
pub(in crate::rulebook) fn is_flow(text: &str, node: &Node) -> bool {
    text.get(node.range.start..).is_some_and(|rest| rest.starts_with(['[', '{']))
}
