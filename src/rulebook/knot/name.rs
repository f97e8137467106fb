//! What an entry of a list is called among the others.

use std::collections::BTreeMap;

use super::Knot;
use crate::rulebook::naming;
use crate::rulebook::yaml::{Kind, Node};

/// Fields that are a name wherever they stand.
const ELSE: [&str; 6] = ["name", "grade", "strand", "area", "heading", "title"];

/// The name of an entry of a list; what it says, where it has none.
pub(super) fn name_of(section: &str, item: &Node) -> Option<String> {
    let text = |field: &str| item.entry(field).and_then(|entry| said(&entry.value));
    if let Some(fields) = naming::together(section)
        && item.entry(fields.first()?).is_some()
    {
        return Some(fields.iter().filter_map(|field| text(field)).collect::<Vec<_>>().join(", "));
    }
    let own = naming::of(section).into_iter().chain(naming::all().map(|naming| naming.field)).chain(ELSE);
    own.into_iter().find_map(text).or_else(|| said(item))
}

/// Whether the entries of a list have names, and are not told apart by what they say.
pub(in crate::rulebook) fn have_names(list: &Knot) -> bool {
    list.kids().iter().all(|kid| {
        let fields = kid.value.as_mapping();
        fields.is_some_and(|fields| {
            let named = naming::all().map(|naming| naming.field).chain(ELSE);
            named.into_iter().any(|field| fields.contains_key(field))
        })
    })
}

fn said(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Scalar { text, .. } => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Kind::List(items) => Some(items.iter().filter_map(said).collect::<Vec<_>>().join(" ")),
        Kind::Map(entries) => {
            let one = |entry: &crate::rulebook::yaml::Entry| {
                format!("{} {}", entry.key.text, said(&entry.value).unwrap_or_default())
            };
            Some(entries.iter().map(one).collect::<Vec<_>>().join(" "))
        }
    }
}

/// Tells entries of one name apart by their order.
pub(super) fn apart(kids: &mut [Knot]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for kid in kids {
        let times = seen.entry(kid.key.clone()).or_default();
        *times += 1;
        if *times > 1 {
            kid.key = format!("{} ({times})", kid.key);
        }
    }
}
