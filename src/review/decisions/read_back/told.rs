//! Tells what each row of a sheet is about: by its hidden key, checked against what can be seen of it.
//!
//! Someone who sorts the visible columns without the hidden ones moves cells beside another row's key. What was typed
//! stands beside the name it was typed for, so what can be seen counts. Where it cannot be told which of the two was
//! moved, nobody guesses: the row is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::fields::same;
use super::super::{Field, Fields};
use super::row::{Draft, RowRead, Seen};
use crate::judge::decided::DecisionKey;

/// The rows of a sheet, told apart.
#[derive(Default)]
pub(super) struct Told {
    /// rows that are known
    pub rows: Vec<RowRead>,
    /// cells of them in which something may be typed
    pub cells: usize,
    /// rows that nobody can place, with what was typed into them
    pub asked: Vec<String>,
    /// what was put right
    pub remarks: Vec<String>,
}

/// Tells what every row of a sheet is about; `keyed` says whether it has its column of keys.
pub(super) fn told(sheet: &str, keyed: bool, drafts: Vec<Draft>) -> Told {
    let by_key: BTreeMap<DecisionKey, RowRead> =
        drafts.iter().rev().filter_map(|draft| Some((draft.hidden.clone()?, draft.read.clone()))).collect();
    let moved = moved_alone(&drafts, &by_key);
    let once = seen_once(&drafts);
    let shared = shared_keys(&drafts);
    let mut told = Told::default();
    told.remarks.extend(typed_cells_moved(sheet, &drafts));
    let mut own = BTreeMap::new();
    let mut repaired = 0_usize;
    for mut draft in drafts {
        // what is asked is accounted for as well: it is said, and the review is left alone
        told.cells += draft.typed;
        let row = match (draft.hidden.clone(), draft.seen.clone()) {
            (Some(key), Seen::Key(seen)) if key != seen => {
                let other = by_key.get(&seen);
                // the key of another row was filled in over its own
                let filled_over = other.is_none() && shared.contains(&key);
                // where the heading that tells a school's rows apart was renamed, what is seen is of no row of the sheet
                let says_nothing = other.is_none() && key.school == seen.school && !filled_over;
                let sure = once.contains(&seen) && (other.is_some() || filled_over) && !moved;
                if draft.read.closed.is_some() || says_nothing {
                    Some(draft.under(key))
                } else if sure {
                    repaired += 1;
                    draft.read.remember(other);
                    Some(draft.under(seen))
                } else {
                    told.ask(&draft, &key, other);
                    None
                }
            }
            (Some(key), _) => Some(draft.under(key)),
            (None, Seen::Key(seen)) if !by_key.contains_key(&seen) && !moved => Some(draft.under(seen)),
            (None, Seen::Key(_) | Seen::Doubtful | Seen::Unclear) if !keyed && draft.typed > 0 => {
                told.ask_whose(&draft);
                None
            }
            (None, _) => {
                told.rows.push(draft.into_own(sheet, &mut own));
                continue;
            }
        };
        told.rows.extend(row);
    }
    told.remarks.extend((repaired > 0).then(|| put_right(sheet, repaired)));
    told
}

fn put_right(sheet: &str, rows: usize) -> String {
    format!("{sheet} was sorted without its hidden columns: {rows} rows were taken by the school and subject they show")
}

/// That what was filled in beside some schools stands beside others now, each row whole: somebody may have sorted the columns to
/// write in without those beside them. Two grades may have been put right by hand, two notes hardly change places so.
fn typed_cells_moved(sheet: &str, drafts: &[Draft]) -> Option<String> {
    const MANY: usize = 3;
    const MANY_WITH_NOTES: usize = 2;
    let says = |draft: &Draft| Some(draft.read.fields()).filter(|fields| !fields.is_blank()).map(|f| f.as_carried());
    let filled_in = |draft: &Draft| draft.read.carried.as_ref().map(Fields::as_carried);
    let changed = || drafts.iter().filter(|draft| draft.read.carried.is_some() && says(draft) != filled_in(draft));
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    changed().filter_map(filled_in).for_each(|before| *times.entry(before).or_default() += 1);
    let moved = || changed().filter(|draft| says(draft).is_some_and(|says| times.get(&says) == Some(&1)));
    let noted = moved().filter(|draft| draft.read.fields().get(Field::Note).is_some()).count();
    let moved = moved().count();
    (moved >= MANY || noted >= MANY_WITH_NOTES).then(|| {
        format!(
            "{sheet}: in {moved} rows stands what was filled in beside other schools before, and it is taken so; if these columns were sorted without the names, lay the copy from before back and run again"
        )
    })
}

/// What exactly one row shows.
fn seen_once(drafts: &[Draft]) -> BTreeSet<DecisionKey> {
    let mut times: BTreeMap<&DecisionKey, usize> = BTreeMap::new();
    for key in drafts.iter().filter_map(Draft::visible) {
        *times.entry(key).or_default() += 1;
    }
    times.into_iter().filter(|(_, n)| *n == 1).map(|(key, _)| key.clone()).collect()
}

/// Keys that stand beside several rows which show different things.
fn shared_keys(drafts: &[Draft]) -> BTreeSet<DecisionKey> {
    let mut shows: BTreeMap<&DecisionKey, BTreeSet<&DecisionKey>> = BTreeMap::new();
    for draft in drafts {
        if let (Some(key), Some(seen)) = (&draft.hidden, draft.visible()) {
            shows.entry(key).or_default().insert(seen);
        }
    }
    let shared = shows.into_iter().filter(|(key, seen)| seen.len() > 1 && seen.contains(*key));
    shared.map(|(key, _)| key.clone()).collect()
}

impl Told {
    /// Names a row whose school may be one of several, or that does not say any more what of a school it is about.
    fn ask_whose(&mut self, draft: &Draft) {
        let why = match draft.seen {
            Seen::Unclear => "does not say in words of the rulebook what it is about",
            _ => "may be of several schools",
        };
        let RowRead { place, school, .. } = &draft.read;
        self.asked.push(format!("{place}: “{school}” {why}; typed there: {}", draft.in_words()));
    }

    /// Names a row whose key and cells are of two, unless nothing was typed into it.
    fn ask(&mut self, draft: &Draft, key: &DecisionKey, other: Option<&RowRead>) {
        let carried = |row: Option<&RowRead>| row.and_then(|row| row.carried.clone()).unwrap_or_default();
        let (here, there) = (carried(Some(&draft.read)), carried(other));
        let filled = |field: Field, cell: &Option<Arc<str>>| {
            [&here, &there].iter().any(|carried| same(carried.get(field), cell.as_ref()))
        };
        let typed = draft.read.cells.iter().any(|(field, cell)| cell.is_some() && !filled(*field, cell));
        if !typed && draft.read.own.is_empty() && !draft.read.confirmed {
            return;
        }
        let beside = other.map_or_else(String::new, |other| format!(" (its own row was {})", other.place.a1()));
        self.asked.push(format!(
            "{}: the row shows “{}”{beside}, but its hidden key is {}; typed there: {}",
            draft.read.place,
            draft.read.school,
            crate::review::book::keys::written(key),
            draft.in_words()
        ));
    }
}

/// Whether names were moved alone: cells to write in, or the words shown beside them, still go with the hidden keys.
fn moved_alone(drafts: &[Draft], by_key: &BTreeMap<DecisionKey, RowRead>) -> bool {
    let (mut with_key, mut with_name) = (0_usize, 0_usize);
    for draft in drafts {
        let (Some(key), Some(seen)) = (&draft.hidden, draft.visible()) else { continue };
        let Some(other) = by_key.get(seen).filter(|_| key != seen) else { continue };
        let (Some(here), Some(there)) = (&draft.read.carried, &other.carried) else { continue };
        for (field, cell) in draft.read.cells.iter().filter(|(field, _)| here.get(**field) != there.get(**field)) {
            with_key += usize::from(same(here.get(*field), cell.as_ref()));
            with_name += usize::from(same(there.get(*field), cell.as_ref()));
        }
        let shows =
            |words: &Option<Arc<str>>| words.as_ref().is_some_and(|words| draft.all.contains(&format!(": {words}")));
        if draft.read.evidence_words != other.evidence_words {
            with_key += usize::from(shows_apart(draft, &draft.read.evidence_words));
            with_name += usize::from(shows(&other.evidence_words));
        }
    }
    with_key > with_name
}

/// Whether a row shows, besides its hidden cell, the words that stand in it.
fn shows_apart(draft: &Draft, words: &Option<Arc<str>>) -> bool {
    words.as_ref().is_some_and(|words| draft.all.matches(&**words).count() > 1)
}
