//! Entries that stand in a section of another sort: a floor among the aims. Where they belong is told once, and not of
//! each of their fields that they mean nothing there.

use std::collections::BTreeSet;

use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::naming::{self, Naming};
use crate::rulebook::schema::fields_of;
use crate::rulebook::yaml::{Entry, FileText, Kind, Node};

/// Takes entries out that stand in another section than theirs, and says where they belong.
pub(super) fn taken_out(file: &FileText, root: &mut Node, out: &mut Vec<Diagnostic>, lost: &mut BTreeSet<String>) {
    let Kind::Map(entries) = &mut root.kind else { return };
    for entry in entries {
        let section = entry.key.text.as_str();
        let Some(own) = naming::of(section) else { continue };
        let Kind::List(items) = &mut entry.value.kind else { continue };
        items.retain(|item| {
            let Some(belongs) = other(item, own, section) else { return true };
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
fn other(item: &Node, own: &str, section: &str) -> Option<Naming> {
    if item.entry(own).is_some() {
        return None;
    }
    let Kind::Map(fields) = &item.kind else { return None };
    let first = fields.first()?.key.text.as_str();
    let by_field = naming::all().find(|naming| !naming.what.is_empty() && naming.field == first && naming.field != own);
    by_field.or_else(|| by_its_fields(fields, section).filter(|_| first == "id"))
}

/// The section whose entries are known by an `id` and have more of these fields than those of this one.
fn by_its_fields(fields: &[Entry], section: &str) -> Option<Naming> {
    let known = |section: &str| {
        let known = fields_of(section);
        fields.iter().filter(|field| known.contains(&field.key.text.as_str())).count()
    };
    // where two sorts have as many of them, the first listed
    let (most, best) = naming::with_id().rev().map(|naming| (known(naming.section), naming)).max_by_key(|(n, _)| *n)?;
    (most > known(section)).then_some(best)
}
