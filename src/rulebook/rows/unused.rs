//! A value of a row that nothing says: a field of the rule, or a value that all rows have, misspelt.

use super::VALUES;
use crate::rulebook::expression::nearest;
use crate::rulebook::yaml::shape::Record;
use crate::rulebook::yaml::{Entry, Kind, Node};

/// The field or shared value that is nearest to a row's value, where neither the rule nor the row says the value.
pub(super) fn field_meant<'r>(name: &str, said_by: [&'r [Entry]; 2], record: &'r Record) -> Option<&'r str> {
    let written = format!("${name}");
    if said_by.into_iter().flatten().any(|entry| has(&entry.key.text, &written) || says(&entry.value, &written)) {
        return None;
    }
    let shared = said_by.into_iter().flatten().filter(|entry| entry.key.text == VALUES);
    let shared = shared.filter_map(|entry| if let Kind::Map(all) = &entry.value.kind { Some(all) } else { None });
    let shared: Vec<&str> = shared.flatten().map(|entry| entry.key.text.as_str()).collect();
    if shared.contains(&name) {
        return None;
    }
    nearest(name, record.fields.iter().map(|field| field.name.as_str()).chain(shared)).first().copied()
}

/// Whether a text has `$name`, and not as the beginning of another name.
fn has(text: &str, written: &str) -> bool {
    let ends = |after: &str| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    text.match_indices(written).any(|(at, _)| text.get(at + written.len()..).is_some_and(ends))
}

fn says(node: &Node, written: &str) -> bool {
    match &node.kind {
        Kind::Scalar { text, .. } => has(text, written),
        Kind::List(items) => items.iter().any(|item| says(item, written)),
        Kind::Map(entries) => entries.iter().any(|entry| has(&entry.key.text, written) || says(&entry.value, written)),
    }
}
