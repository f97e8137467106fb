//! From values in cells to what is known of a school: one value for each measure, group and year.
//!
//! Of several inspections in a year the newest counts; of what does not change with the year, the latest word. Where
//! two cells still disagree, one is used for a stated reason and both are shown, or none is.

mod disagreement;

pub(super) use disagreement::Disagreements;

use std::sync::Arc;

use disagreement::{Disagreement, rounds_to};

use super::precedence::{Believed, Standing};
use super::reading::Found;
use crate::domain::{Missing, Urn, Value};
use crate::place::CellPlace;
use crate::record::{Entry, FactKey, Facts};

/// A value and the row it comes from.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub found: Found,
    pub table: usize,
    pub row: u32,
    /// the URN in its row
    pub urn: Option<Urn>,
}

/// Whose values are put together.
pub(super) struct Subject<'a> {
    pub name: &'a str,
    pub newest: Option<Urn>,
    pub standings: &'a [Standing],
}

impl Subject<'_> {
    /// The facts of the subject.
    pub(super) fn facts(&self, mut candidates: Vec<Candidate>, disagreements: &mut Disagreements) -> Facts {
        candidates.sort_by(|a, b| {
            a.found.key.cmp(&b.found.key).then_with(|| a.table.cmp(&b.table)).then_with(|| a.row.cmp(&b.row))
        });
        let mut facts = Facts::default();
        let mut rest = candidates.as_slice();
        while let Some(first) = rest.first() {
            let key = first.found.key;
            let end = rest.iter().position(|other| other.found.key != key).unwrap_or(rest.len());
            let (same, others) = rest.split_at(end);
            if let Some(entry) = self.one(key, same, disagreements) {
                facts.set(key, entry);
            }
            rest = others;
        }
        facts
    }

    /// The entry for one key.
    fn one(&self, key: FactKey, candidates: &[Candidate], disagreements: &mut Disagreements) -> Option<Entry> {
        if let [only] = candidates {
            return Some(only.found.entry.clone());
        }
        let kept = self.newest(candidates);
        let known: Vec<&Candidate> = kept.iter().copied().filter(|one| one.found.entry.value.is_ok()).collect();
        let Some((first, others)) = known.split_first() else { return self.missing(&kept) };
        let mut best: &Candidate = first;
        for other in others {
            if agree(best, other) {
                continue;
            }
            match self.against(best, other) {
                Choice::Keep(why) => disagreements.push(self.disagreement(key, best, other, &why)),
                Choice::Change(why) => {
                    disagreements.push(self.disagreement(key, other, best, &why));
                    best = other;
                }
                Choice::Neither => return Some(self.contradicted(key, best, other, disagreements)),
            }
        }
        Some(best.found.entry.clone())
    }

    /// What counts before any disagreement: stated over implied, the newest day, the latest word.
    fn newest<'c>(&self, candidates: &'c [Candidate]) -> Vec<&'c Candidate> {
        let mut kept: Vec<&Candidate> = candidates.iter().collect();
        let known = |one: &&Candidate| one.found.entry.value.is_ok();
        if kept.iter().any(|one| known(one) && !one.found.implied) {
            kept.retain(|one| !one.found.implied);
        }
        if let Some(day) = kept.iter().filter_map(|one| one.found.day).max() {
            kept.retain(|one| one.found.day == Some(day));
        }
        let undated = kept.first().is_some_and(|one| one.found.key.year.is_none());
        if undated && kept.iter().any(known) {
            kept.retain(known);
            let of_newest = |one: &&Candidate| one.urn.is_none() || one.urn == self.newest;
            if kept.iter().any(of_newest) {
                kept.retain(of_newest);
            }
            let latest = kept.iter().map(|one| one.found.as_of).max().flatten();
            kept.retain(|one| one.found.as_of == latest);
        }
        kept
    }

    fn against(&self, one: &Candidate, other: &Candidate) -> Choice {
        if one.table == other.table {
            return match (one.urn, other.urn) {
                (Some(a), Some(b)) if a != b && Some(a) == self.newest => Choice::Keep(successor(a, b)),
                (Some(a), Some(b)) if a != b && Some(b) == self.newest => Choice::Change(successor(b, a)),
                _ => Choice::Neither,
            };
        }
        let standing = |at: usize| self.standings.get(at);
        match standing(one.table).zip(standing(other.table)).map(|(a, b)| a.against(b)) {
            Some(Believed::First(why)) => Choice::Keep(why),
            Some(Believed::Second(why)) => Choice::Change(why),
            Some(Believed::Neither) | None => Choice::Neither,
        }
    }

    /// No value anywhere: the reason that says most, from the table believed most.
    fn missing(&self, kept: &[&Candidate]) -> Option<Entry> {
        let weight = |one: &Candidate| match &one.found.entry.value {
            Err(Missing::Blank) => 1,
            _ => 0,
        };
        let mut best = *kept.first()?;
        for other in kept.iter().skip(1) {
            let better = match weight(other).cmp(&weight(best)) {
                std::cmp::Ordering::Less => true,
                std::cmp::Ordering::Greater => false,
                std::cmp::Ordering::Equal => matches!(self.against(best, other), Choice::Change(_)),
            };
            if better {
                best = other;
            }
        }
        Some(best.found.entry.clone())
    }

    fn disagreement(&self, key: FactKey, used: &Candidate, left: &Candidate, why: &str) -> Disagreement {
        Disagreement {
            subject: self.name.to_owned(),
            key,
            used: cell(used),
            left: cell(left),
            tables: (used.table, left.table),
            rounding: rounds_to(&used.found.entry, &left.found.entry),
            why: Some(why.to_owned()),
        }
    }

    fn contradicted(
        &self,
        key: FactKey,
        one: &Candidate,
        other: &Candidate,
        disagreements: &mut Disagreements,
    ) -> Entry {
        let mut disagreement = self.disagreement(key, one, other, "");
        disagreement.why = None;
        let place = disagreement.used.1.clone();
        let (a, b) = (disagreement.used.0.clone(), disagreement.left.0.clone());
        let of = disagreement.left.1.as_ref().map_or_else(String::new, |place| format!(" ({})", place.a1()));
        disagreements.push(disagreement);
        let words = format!("two cells disagree: {a} and {b}{of}");
        Entry { value: Err(Missing::Contradicted(Arc::from(words))), place, written: None }
    }
}

/// What is done about two that disagree.
enum Choice {
    Keep(String),
    Change(String),
    Neither,
}

fn successor(newest: Urn, old: Urn) -> String {
    format!("URN {newest} follows URN {old}")
}

/// A value as shown, and its cell.
fn cell(candidate: &Candidate) -> (String, Option<CellPlace>) {
    let entry = &candidate.found.entry;
    let shown = entry.value.as_ref().map_or_else(ToString::to_string, ToString::to_string);
    (shown, entry.place.clone())
}

fn agree(one: &Candidate, other: &Candidate) -> bool {
    match (&one.found.entry.value, &other.found.entry.value) {
        (Ok(Value::Number(a)), Ok(Value::Number(b))) => (a - b).abs() < 1e-6,
        (a, b) => a == b,
    }
}
