//! From values in cells to what is known of a school: one value for each measure, group and year.
//!
//! Of several inspections in a year the newest counts; of what does not change with the year, the latest word. Where
//! two cells still disagree, one is used for a stated reason and both are shown, or none is.

mod disagreement;

pub(super) use disagreement::Disagreements;

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use disagreement::{Disagreement, rounds_to};

use super::precedence::{Believed, Standing};
use super::reading::Found;
use crate::domain::{Missing, Value};
use crate::intake::record::{Entry, FactKey, Facts};
use crate::rulebook::ids::MeasureId;
use workbook::place::CellPlace;

/// A value and the row it comes from.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub found: Found,
    pub table: usize,
    pub row: u32,
    /// whether its row is known to be the school as it is now, or as it was before
    pub now: Option<bool>,
}

/// Whose values are put together.
pub(super) struct Subject<'a> {
    pub name: &'a str,
    /// whether it is an area, and no school
    pub is_area: bool,
    pub standings: &'a [Standing],
    /// what a school that took over from another goes on to be: its phase
    pub lasting: &'a [MeasureId],
}

impl Subject<'_> {
    /// The facts of the subject.
    pub(super) fn facts(&self, mut candidates: Vec<Candidate>, disagreements: &mut Disagreements) -> Facts {
        candidates.sort_by(|a, b| {
            a.found.key.cmp(&b.found.key).then_with(|| a.table.cmp(&b.table)).then_with(|| a.row.cmp(&b.row))
        });
        self.leave_before(&mut candidates, disagreements);
        let mut facts = Facts::with_room(candidates.chunk_by(|a, b| a.found.key == b.found.key).count());
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

    /// What a row under an earlier number says of now is not said of a school that took over and has rows of its own:
    /// least of all that it has closed. Results of years come over.
    fn leave_before(&self, candidates: &mut Vec<Candidate>, disagreements: &mut Disagreements) {
        if !candidates.iter().any(|one| one.now == Some(true)) {
            return;
        }
        let of_before = |one: &mut Candidate| {
            one.now == Some(false) && one.found.key.year.is_none() && !self.lasting.contains(&one.found.key.measure)
        };
        let before: Vec<Candidate> = candidates.extract_if(.., of_before).collect();
        let known = |one: &Candidate| one.found.entry.value.is_ok();
        // in a list of both, that the new one's cell is blank is its answer
        let answered = |left: &Candidate| {
            let own = candidates.iter().filter(|own| own.found.key == left.found.key);
            own.into_iter().any(|own| known(own) || own.table == left.table)
        };
        for left in before.iter().filter(|left| known(left) && !left.found.implied && !answered(left)) {
            disagreements.leave(self.name, left.found.key, left.found.entry.place.clone());
        }
    }

    /// The entry for one key.
    fn one(&self, key: FactKey, candidates: &[Candidate], disagreements: &mut Disagreements) -> Option<Entry> {
        if let [only] = candidates {
            return Some(only.found.entry.clone());
        }
        let kept = self.newest(candidates);
        if let Some(none) = kept.iter().copied().find(|one| one.found.noted) {
            for other in kept.iter().filter(|one| one.found.entry.value.is_ok()) {
                disagreements.push(self.disagreement(key, none, other, "its note says why there is none"));
            }
            return Some(none.found.entry.clone());
        }
        let known = || kept.iter().copied().filter(|one| one.found.entry.value.is_ok());
        // what several numbers round to speaks for none of them
        let speaks = |one: &&Candidate| {
            let mut exact = known().filter(|other| matches!(self.by_precision(one, other), Some(Choice::Change)));
            exact.next().is_none_or(|first| exact.all(|other| agree(first, other)))
        };
        let mut sayings: Vec<Saying<'_>> = Vec::new();
        for candidate in known().filter(speaks) {
            if let Some(saying) = sayings.iter_mut().find(|saying| agree(saying.best, candidate)) {
                self.join(saying, candidate);
            } else if let Some((saying, change)) = self.rounded(&mut sayings, candidate) {
                self.join(saying, candidate);
                saying.rounded.push(if change { std::mem::replace(&mut saying.best, candidate) } else { candidate });
            } else {
                let (tables, rounded) = (vec![candidate.table], Vec::new());
                sayings.push(Saying { best: candidate, believed: candidate, tables, rounded });
            }
        }
        let [first, others @ ..] = sayings.as_slice() else { return self.missing(&kept) };
        // the one that is believed before every other is used, and each of the others is told beside it
        for (at, best) in sayings.iter().enumerate() {
            let left = || sayings.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
            let whys: Option<Vec<String>> = left().map(|other| self.kept(best, other)).collect();
            let Some(whys) = whys else { continue };
            for (other, why) in left().zip(whys) {
                disagreements.push(self.disagreement(key, best.best, other.best, &why));
            }
            for rounded in &best.rounded {
                disagreements.push(self.disagreement(key, best.best, rounded, MORE_EXACT));
            }
            return Some(best.best.found.entry.clone());
        }
        let other = others.iter().find(|other| matches!(self.between(first, other), Choice::Neither));
        let other = other.or(others.first())?;
        Some(self.contradicted(key, first.best, other.best, disagreements))
    }

    /// Why one saying is used before another, if it is.
    fn kept(&self, one: &Saying<'_>, other: &Saying<'_>) -> Option<String> {
        match self.between(one, other) {
            Choice::Keep(why) => Some(why),
            Choice::Change | Choice::Neither => None,
        }
    }

    /// One more cell that says the same.
    fn join<'c>(&self, saying: &mut Saying<'c>, candidate: &'c Candidate) {
        if !saying.tables.contains(&candidate.table) {
            saying.tables.push(candidate.table);
        }
        if self.rank(candidate, saying.believed) == Ordering::Less {
            saying.believed = candidate;
            if agree(candidate, saying.best) {
                saying.best = candidate;
            }
        }
    }

    /// The saying whose number is the candidate's to more or fewer decimals, and whether the candidate has more.
    fn rounded<'s, 'c>(
        &self,
        sayings: &'s mut [Saying<'c>],
        candidate: &Candidate,
    ) -> Option<(&'s mut Saying<'c>, bool)> {
        sayings.iter_mut().find_map(|saying| match self.by_precision(saying.best, candidate)? {
            Choice::Change => Some((saying, true)),
            Choice::Keep(_) => Some((saying, false)),
            Choice::Neither => None,
        })
    }

    fn rank(&self, one: &Candidate, other: &Candidate) -> Ordering {
        let standing = |candidate: &Candidate| self.standings.get(candidate.table);
        standing(one).zip(standing(other)).map_or(Ordering::Equal, |(a, b)| a.rank(b))
    }

    /// What is done about two different sayings: the kind of figures decides, then how many tables say it.
    fn between(&self, one: &Saying<'_>, other: &Saying<'_>) -> Choice {
        let more = |tables: usize| format!("{tables} tables say so");
        let (said, against) = (self.witnesses(one), self.witnesses(other));
        match (self.rank(one.believed, other.believed), said.cmp(&against)) {
            (Ordering::Equal, Ordering::Greater) => Choice::Keep(more(said)),
            (Ordering::Equal, Ordering::Less) => Choice::Change,
            _ => self.against(one.believed, other.believed),
        }
    }

    /// How many say it by themselves: a table and its copy are one.
    fn witnesses(&self, saying: &Saying<'_>) -> usize {
        let heard = saying.tables.iter().filter_map(|table| Some(&self.standings.get(*table)?.witness));
        heard.collect::<BTreeSet<_>>().len()
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
        // a word for none is an answer too: an older list does not know better
        let says = |one: &&Candidate| match &one.found.entry.value {
            Ok(_) => true,
            Err(missing) => missing.is_none_at_all(),
        };
        if undated && kept.iter().any(says) {
            kept.retain(says);
            let as_now = |one: &&Candidate| one.now != Some(false);
            if kept.iter().any(as_now) {
                kept.retain(as_now);
            }
            let latest = kept.iter().map(|one| one.found.as_of).max().flatten();
            kept.retain(|one| one.found.as_of == latest);
            if kept.iter().any(known) {
                kept.retain(known);
            }
        }
        kept
    }

    fn against(&self, one: &Candidate, other: &Candidate) -> Choice {
        match self.by_standing(one, other) {
            Choice::Neither => self.by_precision(one, other).unwrap_or(Choice::Neither),
            choice => choice,
        }
    }

    /// Of one value and the same rounded, the more exact, unless its figures are of a lesser kind: neither how many round it
    /// nor the names of files count against it.
    fn by_precision(&self, one: &Candidate, other: &Candidate) -> Option<Choice> {
        if !rounds_to(&one.found.entry, &other.found.entry) {
            return None;
        }
        let change = more_exact(other, one);
        let (exact, rounded) = if change { (other, one) } else { (one, other) };
        let standing = |candidate: &Candidate| self.standings.get(candidate.table);
        // of a school the final figure is the one it is judged by; of an area most tables have no such word
        let may = |(exact, rounded): (&Standing, &Standing)| {
            if self.is_area { exact.may_refine(rounded) } else { exact.rank(rounded) != Ordering::Greater }
        };
        let refines = standing(exact).zip(standing(rounded)).is_none_or(may);
        refines.then(|| if change { Choice::Change } else { Choice::Keep(MORE_EXACT.to_owned()) })
    }

    fn by_standing(&self, one: &Candidate, other: &Candidate) -> Choice {
        if one.table == other.table {
            let why = || "its row is the school as it is now, the other's the school before".to_owned();
            return match (one.now, other.now) {
                (Some(true), Some(false)) => Choice::Keep(why()),
                (Some(false), Some(true)) => Choice::Change,
                _ => Choice::Neither,
            };
        }
        let standing = |at: usize| self.standings.get(at);
        match standing(one.table).zip(standing(other.table)).map(|(a, b)| a.against(b)) {
            Some(Believed::First(why)) => Choice::Keep(why),
            Some(Believed::Second(_)) => Choice::Change,
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
                Ordering::Less => true,
                Ordering::Greater => false,
                Ordering::Equal => matches!(self.against(best, other), Choice::Change),
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
            took_over: matches!((used.now, left.now), (Some(a), Some(b)) if a != b),
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

/// A value, and who says it.
struct Saying<'c> {
    /// the cell used: the number given most exactly, and of several such the one believed most
    best: &'c Candidate,
    /// the cell believed most, though it may give the number rounded
    believed: &'c Candidate,
    tables: Vec<usize>,
    /// the cells that give the number rounded
    rounded: Vec<&'c Candidate>,
}

/// Why a number is used before the same rounded.
const MORE_EXACT: &str = "it is given more exactly";

/// What is done about two that disagree.
enum Choice {
    Keep(String),
    Change,
    Neither,
}

/// Whether the first of two numbers has more decimals.
fn more_exact(one: &Candidate, other: &Candidate) -> bool {
    let length =
        |candidate: &Candidate| candidate.found.entry.value.as_ref().map_or(0, |value| value.to_string().len());
    length(one) > length(other)
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
