//! What was moved on a sheet: names alone, or the columns to write in alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::fields::same;
use super::super::{Field, Fields};
use super::row::Draft;
use super::row_read::RowRead;
use crate::judge::decided::DecisionKey;

/// That what was filled in beside some schools stands beside others now, each row whole: somebody may have sorted the columns to
/// write in without those beside them. Two grades may have been put right by hand, two notes hardly change places so.
pub(super) fn typed_cells_moved(sheet: &str, rows: &[RowRead]) -> Option<String> {
    const MANY: usize = 3;
    const MANY_WITH_NOTES: usize = 2;
    let says = |row: &RowRead| Some(row.fields()).filter(|fields| !fields.is_blank()).map(|f| f.as_carried());
    let filled_in = |row: &RowRead| row.carried.as_ref().map(Fields::as_carried);
    // of a row that was cut out only some cells are left, if any
    let is_whole = |row: &&RowRead| {
        let kept = [Field::Note, Field::Decision, Field::Grade];
        row.carried.is_some() && kept.iter().any(|field| row.cells.contains_key(field))
    };
    let changed = || rows.iter().filter(is_whole).filter(|row| says(row) != filled_in(row));
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    changed().filter_map(filled_in).for_each(|before| *times.entry(before).or_default() += 1);
    let moved = || changed().filter(|row| says(row).is_some_and(|says| times.get(&says) == Some(&1)));
    let noted = moved().filter(|row| row.fields().get(Field::Note).is_some()).count();
    let moved = moved().count();
    (moved >= MANY || noted >= MANY_WITH_NOTES).then(|| {
        format!(
            "{sheet}: in {moved} rows stands what was filled in beside other schools before, and it is taken so; if these columns were sorted without the names, lay the copy from before back and run again"
        )
    })
}

/// The columns to write in of which all that was filled in stands so many rows lower now (or higher), each with that number:
/// cells were put in or taken out above them, and what was decided of one school stands beside the next.
pub(super) fn columns_shifted(rows: &[RowRead]) -> BTreeMap<i64, Vec<Field>> {
    let mut shifted: BTreeMap<i64, Vec<Field>> = BTreeMap::new();
    for field in Field::ALL {
        shifted.entry(shifted_by(rows, field).unwrap_or_default()).or_default().push(field);
    }
    shifted.remove(&0);
    shifted
}

fn shifted_by(rows: &[RowRead], field: Field) -> Option<i64> {
    // two may have been put right by hand, but hardly both by as many rows
    const FEW: usize = 2;
    let keyed = || rows.iter().filter(|row| row.carried.is_some() && row.closed.is_none());
    let cell = |row: &'_ RowRead| row.cells.get(&field).cloned().flatten();
    let says: BTreeMap<i64, Option<Arc<str>>> = keyed().map(|row| (i64::from(row.place.row), cell(row))).collect();
    let filled = keyed().filter_map(|row| Some((i64::from(row.place.row), row.carried.as_ref()?.get(field)?.clone())));
    let filled: Vec<(i64, Arc<str>)> = filled.collect();
    let stands = |at: &i64, text: &Arc<str>| same(says.get(at).and_then(Option::as_ref), Some(text));
    let gone = filled.iter().filter(|(at, text)| !stands(at, text)).count();
    if gone == 0 || filled.len() < FEW || (filled.len() == FEW && gone < FEW) {
        return None;
    }
    let is_nowhere = |text: &Arc<str>| !says.values().flatten().any(|one| same(Some(one), Some(text)));
    // cells deleted with those below moving up: what stood in them is nowhere, and the rest stands higher
    let deleted = filled.iter().take_while(|(_, text)| is_nowhere(text)).count();
    let rest = filled.get(deleted..)?;
    // one is enough where it is words of somebody's own
    let few = if deleted > 0 && field == Field::Note { 1 } else { FEW };
    let (first, text) = rest.first()?;
    let mut by = says.keys().filter(|at| *at != first && stands(at, text)).map(|at| at - first);
    by.find(|by| {
        let (there, beyond): (Vec<_>, Vec<_>) = rest.iter().partition(|(at, _)| says.contains_key(&(at + by)));
        // what was pushed beyond the last row stands in none: else the rows were sorted
        let lost = |(_, text): &&(i64, Arc<str>)| is_nowhere(text);
        let deleted_above = deleted == 0 || *by < 0;
        // a row that none of them came to is blank now: what stands there was typed, and they were filled in besides
        let come_to = |at: &i64| rest.iter().any(|(from, _)| from + by == *at);
        let left = filled.iter().all(|(at, _)| come_to(at) || says.get(at).is_none_or(Option::is_none));
        let stood = there.iter().all(|(at, text)| stands(&(at + by), text));
        deleted_above && there.len() >= few && stood && left && beyond.iter().all(lost)
    })
}

/// Whether names were moved alone: cells to write in, or the words shown beside them, still go with the hidden keys.
pub(super) fn moved_alone(drafts: &[Draft], by_key: &BTreeMap<DecisionKey, RowRead>) -> bool {
    let (mut with_key, mut with_name) = (0_usize, 0_usize);
    for draft in drafts {
        let (Some(key), Some(seen)) = (&draft.hidden, draft.visible()) else { continue };
        let Some(other) = by_key.get(seen).filter(|_| key != seen) else { continue };
        let (Some(here), Some(there)) = (&draft.read.carried, &other.carried) else { continue };
        let (key, name) = goes_with(&draft.read, (here, there), |field| !Field::OF_PLANS.contains(&field));
        (with_key, with_name) = (with_key + key, with_name + name);
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

/// How many cells of a row say what was filled in beside its key, and how many what was beside the one it shows.
fn goes_with(row: &RowRead, (here, there): (&Fields, &Fields), wanted: impl Fn(Field) -> bool) -> (usize, usize) {
    let cells = row.cells.iter().filter(|(field, _)| wanted(**field) && here.get(**field) != there.get(**field));
    cells.fold((0, 0), |(key, name), (field, cell)| {
        let says = |carried: &Fields| usize::from(same(carried.get(*field), cell.as_ref()));
        (key + says(here), name + says(there))
    })
}

/// Whether the columns of plans, which stand behind the hidden ones, stayed where what is before them was moved.
pub(super) fn plans_stayed(drafts: &[Draft], by_key: &BTreeMap<DecisionKey, RowRead>) -> bool {
    let moved = drafts.iter().filter_map(|draft| {
        let seen = draft.visible().filter(|seen| draft.hidden.as_ref() != Some(seen))?;
        let (here, there) = draft.read.carried.as_ref().zip(by_key.get(seen)?.carried.as_ref())?;
        Some(goes_with(&draft.read, (here, there), |field| Field::OF_PLANS.contains(&field)))
    });
    let (with_key, with_name) = moved.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    with_key > with_name
}
