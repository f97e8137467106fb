//! Values that nothing says, of a row or of `values`: a field of the rule, or a value that all rows have, misspelt.

use std::collections::{BTreeMap, BTreeSet};

use super::VALUES;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::nearest;
use crate::rulebook::yaml::shape::Record;
use crate::rulebook::yaml::{Entry, FileText, Key, Kind, Node};

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

/// What else stands in a row and its rule than one of its values.
pub(super) fn without(row: &[Entry], value: &Entry, rule: &[Entry]) -> Vec<Entry> {
    let others = row.iter().filter(|other| other.key.range != value.key.range);
    others.chain(rule).cloned().collect()
}

/// The names that `values` give, by where each stands: a value that is shared by a file is one of many entries.
#[derive(Debug, Default)]
pub(super) struct Seen {
    names: BTreeMap<usize, Name>,
}

#[derive(Debug)]
struct Name {
    key: Key,
    said: bool,
    /// whether entries have a field that is called so
    field: bool,
    /// names that are said and given by nothing here
    near: Option<String>,
}

impl Seen {
    /// Notes which of the values an entry says.
    pub(super) fn see(&mut self, shared: &[Entry], entry: &[Entry], record: &Record) {
        for one in shared {
            let written = format!("${}", one.key.text);
            let others = shared.iter().filter(|other| other.key.range != one.key.range);
            let said = entry.iter().chain(others).any(|all| has(&all.key.text, &written) || says(&all.value, &written));
            let name = self.names.entry(one.key.range.start).or_insert_with(|| Name {
                key: one.key.clone(),
                said: false,
                field: record.field(&one.key.text).is_some(),
                near: nearest(&one.key.text, record.fields.iter().map(|field| field.name.as_str()))
                    .first()
                    .map(|near| (*near).to_owned()),
            });
            name.said |= said;
        }
    }

    /// Tells the values that nothing says; `missing` are names that no row gives, for which one of these may be meant.
    pub(super) fn tell(self, file: &FileText, missing: &BTreeSet<(usize, String)>, out: &mut Vec<Diagnostic>) {
        let is_meant = |name: &Name| missing.iter().any(|(_, one)| !nearest(one, [name.key.text.as_str()]).is_empty());
        let unsaid = self.names.into_values().filter(|name| !name.said && !is_meant(name));
        for Name { key, field, near, .. } in unsaid {
            let place = file.span(key.range);
            let message = format!("nothing says `${}`, so this value does nothing", key.text);
            out.push(match (field, near) {
                (true, _) => {
                    let help = format!("`{}` is a field of the rule: write it beside `values`, not under it", key.text);
                    Diagnostic::error(Code::UnknownField, place, message).help(help)
                }
                (false, Some(near)) => Diagnostic::warning(Code::Unused, place, message).help(format!(
                    "take it out, or write `${}` where it is meant; for the field `{near}`, write that beside `values`",
                    key.text
                )),
                (false, None) => Diagnostic::warning(Code::Unused, place, message)
                    .help(format!("take it out, or write `${}` where it is meant", key.text)),
            });
        }
    }
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
