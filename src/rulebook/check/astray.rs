//! Entries that stand in a section of another sort: a floor among the aims. Where they belong is told once, and not of
//! each of their fields that they mean nothing there.

use std::collections::BTreeSet;

use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::naming::{self, Naming};
use crate::rulebook::yaml::{FileText, Kind, Node};

/// Takes entries out that stand in another section than theirs, and says where they belong.
pub(super) fn taken_out(file: &FileText, root: &mut Node, out: &mut Vec<Diagnostic>, lost: &mut BTreeSet<String>) {
    let Kind::Map(entries) = &mut root.kind else { return };
    for entry in entries {
        let section = entry.key.text.as_str();
        let Some(own) = naming::of(section) else { continue };
        let Kind::List(items) = &mut entry.value.kind else { continue };
        items.retain(|item| {
            let Some(belongs) = other(item, own) else { return true };
            let Some(named) = item.entry(belongs.field) else { return true };
            let name = named.value.text().unwrap_or_default().to_owned();
            let message = format!("`{name}` is {}, and stands under `{section}`", belongs.what);
            let range = named.key.range.start..named.value.range.end.max(named.key.range.end);
            let help = format!("move it under `{}:`", belongs.section);
            out.push(Diagnostic::error(Code::UnknownField, file.span(range), message).help(help));
            lost.insert(name);
            false
        });
    }
}

/// The section that an entry belongs to, where that is another than the one named by `own`.
fn other(item: &Node, own: &str) -> Option<Naming> {
    if item.entry(own).is_some() {
        return None;
    }
    let Kind::Map(fields) = &item.kind else { return None };
    let first = fields.first()?.key.text.as_str();
    naming::all().find(|naming| !naming.what.is_empty() && naming.field == first && naming.field != own)
}
