//! Columns that nothing takes: listed once, and where a known heading is near, with the line that would settle it.

use super::{Columns, Role, allowed_here};
use crate::intake::area::Areas;
use crate::intake::doubts::Doubts;
use crate::intake::heading::{HeadingIndex, IdentityKind, Meaning, Near};
use crate::intake::words::{key, list};
use crate::record::{DoubtKind, Proposal};
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::Rulebook;

/// At most so many headings of one table are proposed one by one.
const MOST_PROPOSALS: usize = 12;

/// The columns of a table, to be looked through for those that nothing takes.
pub(super) struct Unknown<'a> {
    pub columns: &'a Columns,
    pub index: &'a HeadingIndex,
    pub areas: &'a Areas,
    pub rulebook: &'a Rulebook,
    /// whether there are figures under headings that nothing takes
    pub figures: bool,
}

impl Unknown<'_> {
    pub(super) fn report(&self, doubts: &mut Doubts) {
        let keys: Vec<String> = self.columns.all.iter().map(|column| key(&column.heading)).collect();
        let mut others: Vec<(String, u32)> = Vec::new();
        let mut proposed = 0;
        for column in self.columns.all.iter().filter(|column| column.role == Role::Unknown) {
            if self.areas.is_code_column(&key(&column.heading)) {
                continue;
            }
            let near = self.near(&column.heading, &keys);
            match near.first().filter(|near| near.likely() && proposed < MOST_PROPOSALS) {
                Some(best) => {
                    proposed += 1;
                    let names: Vec<String> = near.iter().map(|near| format!("“{}”", near.text)).collect();
                    let what = format!(
                        "the heading “{}” is not known and its column was not read; nearest: {}",
                        column.heading,
                        list(&names, 3)
                    );
                    let advice = "if it is the same thing, add the line to the rulebook; otherwise leave it".to_owned();
                    let proposal = proposal(&column.heading, best, self.rulebook);
                    doubts.propose(DoubtKind::Heading, what, advice, &[column.column], proposal);
                }
                None => others.push((format!("“{}”", column.heading), column.column)),
            }
        }
        let (names, letters): (Vec<String>, Vec<u32>) = others.into_iter().unzip();
        let names = list(&names, 20);
        // a table of schools of which nothing is read must not pass for one that was
        let nothing_read =
            self.figures && proposed == 0 && self.columns.all.iter().all(|column| column.holds_nothing());
        match letters.len() {
            0 => {}
            _ if nothing_read => doubts.add(
                DoubtKind::NotRead,
                format!("nothing was read of this table of schools: the rulebook knows none of its headings {names}"),
                Some(
                    "add the headings to the rulebook; where measures stand in rows, ask for a column for each".into(),
                ),
                &letters,
            ),
            1 => {
                doubts.remark(format!("the heading {names} is not in the rulebook; its column was not read"), &letters)
            }
            count => doubts.remark(
                format!("{count} headings are not in the rulebook and their columns were not read: {names}"),
                &letters,
            ),
        }
    }

    /// Known headings near to an unknown one that could stand in this table and do not stand there already.
    fn near(&self, heading: &str, keys: &[String]) -> Vec<Near> {
        let taken = |meaning: Meaning| {
            self.columns.all.iter().any(|column| match (column.role, meaning) {
                (Role::Identity(kind), Meaning::Identity(other)) => kind == other,
                (Role::Measure(measure, group), Meaning::Measure(other, of)) => measure == other && group == of,
                _ => false,
            })
        };
        let near = self.index.nearest(heading, 8).into_iter();
        near.filter(|near| !taken(near.meaning) && !keys.contains(&key(&near.text)))
            .filter(|near| allowed_here(near.meaning, keys, self.rulebook))
            .take(3)
            .collect()
    }
}

/// The line of YAML that makes a heading one of a school's identity.
pub(in crate::intake) fn identity_proposal(heading: &str, kind: IdentityKind, rulebook: &Rulebook) -> Proposal {
    let identity = &rulebook.identity;
    let known = identity.name.iter().chain(&identity.urn).chain(&identity.laestab).next();
    let file = known.map_or_else(String::new, |heading| heading.span.file.to_string());
    Proposal { file, under: format!("identity › {}", identity_key(kind)), line: format!("- {}", quoted(heading)) }
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
        IdentityKind::LaName => "la name",
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
