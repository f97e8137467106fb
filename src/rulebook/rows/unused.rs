//! A value of a row that nothing says: a field of the rule, misspelt.

use crate::rulebook::expression::nearest;
use crate::rulebook::yaml::shape::Record;
use crate::rulebook::yaml::{Entry, Kind, Node};

/// The field that is nearest to a row's value, where neither the rule nor the row says the value.
pub(super) fn field_meant<'r>(name: &str, said_by: [&[Entry]; 2], record: &'r Record) -> Option<&'r str> {
    let written = format!("${name}");
    if said_by.into_iter().flatten().any(|entry| entry.key.text.contains(&written) || says(&entry.value, &written)) {
        return None;
    }
    nearest(name, record.fields.iter().map(|field| field.name.as_str())).first().copied()
}

fn says(node: &Node, written: &str) -> bool {
    match &node.kind {
        Kind::Scalar { text, .. } => text.contains(written),
        Kind::List(items) => items.iter().any(|item| says(item, written)),
        Kind::Map(entries) => {
            entries.iter().any(|entry| entry.key.text.contains(written) || says(&entry.value, written))
        }
    }
}
