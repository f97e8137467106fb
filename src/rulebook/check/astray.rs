//! Entries that stand in a section of another sort: a floor among the aims. Where they belong is told once, and not of
//! each of their fields that they mean nothing there.

use std::collections::BTreeSet;

use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::yaml::{FileText, Kind, Node};

/// Sections whose entries are known by the field that names them.
const NAMED_BY: [(&str, &str, &str); 15] = [
    ("floors", "floor", "a floor"),
    ("aims", "aim", "an aim"),
    ("indications", "indication", "an indication"),
    ("risks", "risk", "a risk"),
    ("watchpoints", "watch", "a watchpoint"),
    ("statuses", "status", "a status"),
    ("support when", "support", "support that a rule calls for"),
    ("triggers", "trigger", "a trigger"),
    ("structure", "option", "a structural option"),
    ("partners", "partner", "a partner"),
    ("cycle", "event", "an event"),
    ("players", "player", "a player"),
    ("holidays", "holiday", "a holiday"),
    ("papers", "paper", "a paper"),
    ("consistency", "check", "a check of figures"),
];
/// Sections whose entries have an `id`.
const WITH_ID: [&str; 7] = ["settings", "markers", "groups", "areas", "measures", "comparators", "teams"];

/// Takes entries out that stand in another section than theirs, and says where they belong.
pub(super) fn taken_out(file: &FileText, root: &mut Node, out: &mut Vec<Diagnostic>, lost: &mut BTreeSet<String>) {
    let Kind::Map(entries) = &mut root.kind else { return };
    for entry in entries {
        let section = entry.key.text.as_str();
        let own = NAMED_BY.iter().find(|(name, ..)| *name == section).map(|(_, field, _)| *field);
        let Some(own) = own.or(WITH_ID.contains(&section).then_some("id")) else { continue };
        let Kind::List(items) = &mut entry.value.kind else { continue };
        items.retain(|item| {
            let Some((belongs, field, what)) = other(item, own) else { return true };
            let Some(named) = item.entry(field) else { return true };
            let name = named.value.text().unwrap_or_default().to_owned();
            let message = format!("`{name}` is {what}, and stands under `{section}`");
            let range = named.key.range.start..named.value.range.end.max(named.key.range.end);
            let help = format!("move it under `{belongs}:`");
            out.push(Diagnostic::error(Code::UnknownField, file.span(range), message).help(help));
            lost.insert(name);
            false
        });
    }
}

/// The section that an entry belongs to, where that is another than the one named by `own`.
fn other(item: &Node, own: &str) -> Option<(&'static str, &'static str, &'static str)> {
    if item.entry(own).is_some() {
        return None;
    }
    let Kind::Map(fields) = &item.kind else { return None };
    let first = fields.first()?.key.text.as_str();
    NAMED_BY.into_iter().find(|(_, field, _)| *field == first && *field != own)
}
