//! Columns that nothing takes: listed once, and where a known heading is near, with the line that would settle it.

use super::results::{self, Results};
use super::{Column, Columns, Role, allowed_here};
use crate::intake::area::Areas;
use crate::intake::doubts::Doubts;
use crate::intake::heading::{HeadingIndex, IdentityKind, Meaning, Near};
use crate::intake::record::{DoubtKind, Proposal};
use crate::intake::words::{key, list, named_of, tokens};
use crate::intake::year;
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::{Measure, Rulebook, Unit};

/// At most so many headings of one table are proposed one by one.
const MOST_PROPOSALS: usize = 12;
/// A table with more columns of figures that nothing takes is a download of everything, from which measures choose.
const A_DOWNLOAD: usize = 24;

/// The columns of a table, to be looked through for those that nothing takes.
pub(super) struct Unknown<'a> {
    pub columns: &'a Columns,
    pub index: &'a HeadingIndex,
    pub areas: &'a Areas,
    pub rulebook: &'a Rulebook,
    /// whether there are figures under headings that nothing takes
    pub figures: bool,
    /// columns that nothing takes and that look like results
    pub results: Vec<Results>,
}

impl Unknown<'_> {
    pub(super) fn report(&self, doubts: &mut Doubts) {
        let keys: Vec<String> = self.columns.all.iter().map(|column| key(&column.heading)).collect();
        let unknown = self.columns.all.iter().filter(|column| column.role == Role::Unknown);
        let unknown = unknown.filter(|column| !self.areas.is_code_column(&key(&column.heading)));
        let (no_results, unknown): (Vec<&Column>, Vec<&Column>) =
            unknown.partition(|column| self.says_no_results(&column.heading));
        say_no_results(&no_results, doubts);
        let (mut likely, mut results, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for column in unknown {
            let near = self.near(&column.heading, &keys);
            let looks = self.results.iter().find(|results| results.column == column.column && !column.known);
            match (near.first(), looks) {
                (Some(best), _) if best.likely() && likely.len() < MOST_PROPOSALS => likely.push((column, near)),
                (_, Some(looks)) => results.push((column, *looks, near)),
                _ => others.push(column),
            }
        }
        for (column, near) in &likely {
            self.say_likely(column, near, doubts);
        }
        // a table of schools of which nothing is read must not pass for one that was
        let nothing_read = self.figures && likely.is_empty() && self.columns.all.iter().all(Column::holds_nothing);
        if let (true, [(column, ..)], Some(measure)) =
            (nothing_read, results.as_slice(), the_only_measure(self.rulebook))
        {
            return say_the_only(column, measure, doubts);
        }
        if nothing_read || results.len() > A_DOWNLOAD {
            others.extend(results.drain(..).map(|(column, ..)| column));
            others.sort_by_key(|column| column.column);
        }
        // several are one thing to look at, and what would settle each stands beside it for information
        let kind = if results.len() > 1 { DoubtKind::Remark } else { DoubtKind::Heading };
        if results.len() > 1 {
            say_results(&results.iter().map(|(column, ..)| *column).collect::<Vec<_>>(), doubts);
        }
        for (column, looks, near) in results.iter().take(MOST_PROPOSALS) {
            self.say_result(kind, column, *looks, near, doubts);
        }
        say_others(&others, nothing_read, doubts);
    }

    /// Whether a heading, or what stands over it, says that its figures are predictions or targets.
    fn says_no_results(&self, heading: &str) -> bool {
        named_of(&tokens(heading), &self.rulebook.identity.not_results).is_some()
    }

    fn say_likely(&self, column: &Column, near: &[Near], doubts: &mut Doubts) {
        let Some(best) = near.first() else { return };
        let what = format!(
            "the heading “{}” is not known and its column was not read; nearest: {}",
            column.heading,
            names_of(near)
        );
        let advice = "if it is the same thing, add the line to the rulebook; otherwise leave it".to_owned();
        let proposal = proposal(&column.heading, best, self.rulebook);
        doubts.propose(DoubtKind::Heading, what, advice, &[column.column], proposal);
    }

    /// A column of results under a heading that is like none: the measure that would read it.
    fn say_result(&self, kind: DoubtKind, column: &Column, looks: Results, near: &[Near], doubts: &mut Doubts) {
        let nearest = if near.is_empty() { String::new() } else { format!("; nearest: {}", names_of(near)) };
        let what = format!(
            "“{}” looks like results, but no measure has this heading and its column was not read{nearest}",
            column.heading
        );
        let same = near.first().map_or_else(String::new, |best| {
            let proposal = proposal(&column.heading, best, self.rulebook);
            format!("; if it is the same as “{}”, put the heading under {} instead", best.text, proposal.under)
        });
        match results::measure(column, looks, self.columns, self.rulebook) {
            Some(proposal) => {
                let advice = format!(
                    "if rules should know it, add the line, which makes a measure of it{same}; otherwise leave it"
                );
                doubts.propose(kind, what, advice, &[column.column], proposal);
            }
            None => {
                let advice = "write what the figures are into the heading or into the title above the table";
                doubts.add(kind, what, Some(advice.to_owned()), &[column.column]);
            }
        }
    }

    /// Known headings near to an unknown one that could stand in this table and do not stand there already.
    fn near(&self, heading: &str, keys: &[String]) -> Vec<Near> {
        let year = year::one_year(std::iter::once(heading), self.index.begins).map(|mention| mention.year);
        // beside a column of another year the same measure is still free
        let same_year = |column: &Column| year.is_none() || column.year.is_none() || column.year == year;
        let taken = |meaning: Meaning| {
            self.columns.all.iter().any(|column| match (column.role, meaning) {
                (Role::Identity(kind), Meaning::Identity(other)) => kind == other,
                (Role::Measure(measure, group), Meaning::Measure(other, of)) => {
                    measure == other && group == of && same_year(column)
                }
                _ => false,
            })
        };
        let near = self.index.nearest(heading, 8).into_iter();
        // headings that mean something in long tables only are near to much else
        let long = |near: &Near| matches!(near.meaning, Meaning::Identity(IdentityKind::Measure | IdentityKind::Value));
        near.filter(|near| !taken(near.meaning) && !long(near) && !keys.contains(&key(&near.text)))
            .filter(|near| allowed_here(near.meaning, keys, self.rulebook))
            .take(3)
            .collect()
    }
}

/// The measure of numbers that is read from workbooks, where a rulebook has no other.
fn the_only_measure(rulebook: &Rulebook) -> Option<&Measure> {
    let number = |unit: Unit| !matches!(unit, Unit::Words | Unit::YesNo | Unit::Date | Unit::Grade);
    let mut read = rulebook.measures.iter().filter(|measure| !measure.headings.is_empty() && number(measure.unit));
    read.next().filter(|_| read.next().is_none())
}

/// One column of results in a table of which nothing is read, and one measure that could be in it.
fn say_the_only(column: &Column, measure: &Measure, doubts: &mut Doubts) {
    let what = format!(
        "nothing was read of this table of schools: “{}” looks like results, and no measure has this heading",
        column.heading
    );
    let advice = format!("if it is {}, add the line to the rulebook", measure.title);
    let proposal = Proposal {
        file: measure.span.file.to_string(),
        under: format!("measures › {} › headings", measure.id),
        line: format!("- {}", quoted(&column.heading)),
    };
    doubts.propose(DoubtKind::NotRead, what, advice, &[column.column], proposal);
}

/// Several columns that look like results.
fn say_results(columns: &[&Column], doubts: &mut Doubts) {
    let what = format!(
        "{} columns look like results, but no measure has their headings and they were not read: {}",
        columns.len(),
        headings_of(columns)
    );
    let letters: Vec<u32> = columns.iter().map(|column| column.column).collect();
    let advice = "for those that rules should know, add the line that stands below beside the heading, for information";
    doubts.add(DoubtKind::Heading, what, Some(advice.to_owned()), &letters);
}

/// Columns of predictions and targets: nothing in the rulebook would settle them.
fn say_no_results(columns: &[&Column], doubts: &mut Doubts) {
    let letters: Vec<u32> = columns.iter().map(|column| column.column).collect();
    if !letters.is_empty() {
        let what = format!("not read, as their headings say that they are no results: {}", headings_of(columns));
        doubts.remark(what, &letters);
    }
}

/// Columns that nothing takes and that do not look like results.
fn say_others(columns: &[&Column], nothing_read: bool, doubts: &mut Doubts) {
    let letters: Vec<u32> = columns.iter().map(|column| column.column).collect();
    let names = headings_of(columns);
    match letters.len() {
        0 => {}
        _ if nothing_read => doubts.add(
            DoubtKind::NotRead,
            format!("nothing was read of this table of schools: the rulebook knows none of its headings {names}"),
            Some("add the headings to the rulebook; where measures stand in rows, say so by `measure` and `value` under `identity`".into()),
            &letters,
        ),
        1 => doubts.remark(format!("the heading {names} is not in the rulebook; its column was not read"), &letters),
        count => doubts.remark(
            format!("{count} headings are not in the rulebook and their columns were not read: {names}"),
            &letters,
        ),
    }
}

fn headings_of(columns: &[&Column]) -> String {
    let names: Vec<String> = columns.iter().map(|column| format!("“{}”", column.heading)).collect();
    list(&names, 20)
}

fn names_of(near: &[Near]) -> String {
    // a measure may be near twice, for all pupils and for a group
    let mut names: Vec<String> = Vec::new();
    for name in near.iter().map(|near| format!("“{}”", near.text)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    list(&names, 3)
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
        IdentityKind::Group => "group",
        IdentityKind::Measure => "measure",
        IdentityKind::Value => "value",
        IdentityKind::Predecessor => "predecessor",
        IdentityKind::Successor => "successor",
    }
}

/// Text in double quotes, as YAML reads it.
pub(in crate::intake) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
