//! Columns that nothing takes: listed once, and where a known heading is near, with the line that would settle it.

use super::{Columns, Role};
use crate::intake::doubts::Doubts;
use crate::intake::heading::{HeadingIndex, IdentityKind, Meaning, Near};
use crate::intake::words::list;
use crate::record::{DoubtKind, Proposal};
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::Rulebook;

/// At most so many headings of one table are proposed one by one.
const MOST_PROPOSALS: usize = 12;

pub(super) fn report(columns: &Columns, index: &HeadingIndex, rulebook: &Rulebook, doubts: &mut Doubts) {
    let taken: Vec<Meaning> = columns
        .all
        .iter()
        .filter_map(|column| match column.role {
            Role::Identity(kind) => Some(Meaning::Identity(kind)),
            Role::Measure(measure, group) => Some(Meaning::Measure(measure, group)),
            _ => None,
        })
        .collect();
    let mut others: Vec<(String, u32)> = Vec::new();
    let mut proposed = 0;
    for column in columns.all.iter().filter(|column| column.role == Role::Unknown) {
        let near: Vec<Near> =
            index.nearest(&column.heading, 3).into_iter().filter(|near| !taken.contains(&near.meaning)).collect();
        match near.first().filter(|near| near.likely() && proposed < MOST_PROPOSALS) {
            Some(best) => {
                proposed += 1;
                let names: Vec<String> = near.iter().map(|near| format!("“{}”", near.text)).collect();
                doubts.propose(
                    DoubtKind::Heading,
                    format!(
                        "the heading “{}” is not known and its column was not read; nearest: {}",
                        column.heading,
                        list(&names, 3)
                    ),
                    "if it is the same thing, add the line to the rulebook; otherwise leave it".into(),
                    &[column.column],
                    proposal(&column.heading, best, rulebook),
                );
            }
            None => others.push((format!("“{}”", column.heading), column.column)),
        }
    }
    let (names, letters): (Vec<String>, Vec<u32>) = others.into_iter().unzip();
    match names.len() {
        0 => {}
        1 => doubts.remark(
            format!("the heading {} is not in the rulebook; its column was not read", list(&names, 1)),
            &letters,
        ),
        count => doubts.remark(
            format!("{count} headings are not in the rulebook and their columns were not read: {}", list(&names, 20)),
            &letters,
        ),
    }
}

/// The line of YAML that makes a heading known.
fn proposal(heading: &str, near: &Near, rulebook: &Rulebook) -> Proposal {
    let under = match near.meaning {
        Meaning::Identity(kind) => format!("identity › {}", identity_key(kind)),
        Meaning::Measure(measure, group) => {
            let id = rulebook.measure(measure).map_or("?", |measure| &*measure.id);
            match rulebook.group(group).filter(|_| group != GroupId::ALL) {
                Some(group) => format!("measures › {id} › groups › {}", group.id),
                None => format!("measures › {id} › headings"),
            }
        }
    };
    Proposal { file: near.file.to_string(), under, line: format!("- {}", quoted(heading)) }
}

fn identity_key(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Urn => "urn",
        IdentityKind::Laestab => "laestab",
        IdentityKind::Name => "name",
        IdentityKind::LaNumber => "la number",
        IdentityKind::Establishment => "establishment number",
        IdentityKind::Year => "year",
        IdentityKind::Predecessor => "predecessor",
        IdentityKind::Successor => "successor",
    }
}

/// Text in double quotes, as YAML reads it.
pub(in crate::intake) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
