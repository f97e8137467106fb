//! Tells what each row of a sheet is about: by its hidden key, checked against what can be seen of it.
//!
//! Someone who sorts the visible columns without the hidden ones, or cuts a row out and pastes it lower, moves cells beside
//! another row's key, or beside none. What was typed stands beside the name it was typed for, so what can be seen counts.
//! Where it cannot be told which of the two was moved, nobody guesses: the row is asked. A row that shows no school any
//! more is like one that was deleted: its blank cells take nothing back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::fields::same;
use super::super::{Field, Fields};
use super::moved::{columns_shifted, moved_alone, plans_stayed, typed_cells_moved};
use super::row::{Draft, Seen};
use super::row_read::RowRead;
use crate::domain::phrase::short;
use crate::judge::decided::DecisionKey;

/// Letters shown of what was typed in a row of an officer's own.
const LETTERS: usize = 60;

/// The rows of a sheet, told apart.
#[derive(Default)]
pub(super) struct Told {
    /// rows that are known
    pub rows: Vec<RowRead>,
    /// cells of them in which something may be typed
    pub cells: usize,
    /// rows that nobody can place, with what was typed into them
    pub asked: Vec<String>,
    /// what is in force nowhere
    pub attention: Vec<String>,
    /// decisions in rows that an officer put in, of which the sheet has none itself, with where they stand
    pub put_in: Vec<(DecisionKey, String)>,
    /// what was put right
    pub remarks: Vec<String>,
    /// how many rows were sorted without what is hidden, and how many were pasted
    repaired: usize,
    pasted: usize,
    /// how often each text stood in a row of an officer's own
    own: BTreeMap<String, usize>,
}

/// What is known of the rows of a sheet before they are told apart.
struct Among<'s> {
    sheet: &'s str,
    /// whether it has its column of keys
    keyed: bool,
    by_key: BTreeMap<DecisionKey, RowRead>,
    /// keys beside which no school is shown any more, or what another row is about
    emptied: BTreeSet<DecisionKey>,
    /// whether one of them is shown nowhere else
    gone: bool,
    /// what was filled in where nothing stands now, with where that is
    blanked: Vec<(Fields, String)>,
    /// whether names were moved alone
    moved: bool,
    /// whether the columns of plans stayed where everything else was moved
    stayed: bool,
    once: BTreeSet<DecisionKey>,
    shared: BTreeSet<DecisionKey>,
}

impl<'s> Among<'s> {
    fn of(sheet: &'s str, keyed: bool, drafts: &[Draft]) -> Self {
        let by_key: BTreeMap<DecisionKey, RowRead> =
            drafts.iter().rev().filter_map(|draft| Some((draft.hidden.clone()?, draft.read.clone()))).collect();
        let shows_another = |draft: &Draft| {
            draft.visible().is_some_and(|seen| draft.hidden.as_ref() != Some(seen) && by_key.contains_key(seen))
        };
        let standing = drafts.iter().filter(|draft| !draft.nameless && !shows_another(draft));
        let standing: BTreeSet<&DecisionKey> = standing.filter_map(|draft| draft.hidden.as_ref()).collect();
        let emptied: BTreeSet<DecisionKey> = by_key.keys().filter(|key| !standing.contains(key)).cloned().collect();
        let shown: BTreeSet<&DecisionKey> = drafts.iter().filter_map(Draft::visible).collect();
        let blank = drafts.iter().filter(|draft| draft.hidden.is_some() && draft.read.fields().is_blank());
        let carried = |draft: &Draft| {
            let carried = draft.read.carried.clone().filter(|carried| !carried.is_blank())?;
            Some((carried, draft.read.place.a1()))
        };
        Self {
            blanked: blank.filter_map(carried).collect(),
            moved: moved_alone(drafts, &by_key),
            stayed: plans_stayed(drafts, &by_key),
            once: seen_once(drafts),
            shared: shared_keys(drafts),
            gone: emptied.iter().any(|key| !shown.contains(key)),
            by_key,
            emptied,
            sheet,
            keyed,
        }
    }
}

impl Draft {
    /// Whether a row without a key may be the one that it shows. On the sheet of closed decisions the same words stand in
    /// several; and what says nothing in the cells to write in, beside the row itself, is an officer's own.
    fn may_be(&self, seen: &DecisionKey, among: &Among<'_>) -> bool {
        let says = || !self.read.fields().is_blank() || self.read.confirmed || among.emptied.contains(seen);
        !among.by_key.contains_key(seen) || self.read.closed.is_none() && says()
    }
}

/// Tells what every row of a sheet is about; `keyed` says whether it has its column of keys.
pub(super) fn told(sheet: &str, keyed: bool, drafts: Vec<Draft>) -> Told {
    let among = Among::of(sheet, keyed, &drafts);
    let mut told = Told::default();
    drafts.into_iter().for_each(|draft| told.row(draft, &among));
    if !told.ask_shifted(sheet) {
        told.remarks.extend(typed_cells_moved(sheet, &told.rows));
    }
    if told.repaired > 0 {
        let rows = told.repaired + told.pasted;
        told.remarks.push(format!(
            "{sheet} was sorted without its hidden columns: {rows} rows were taken by the school and subject they show"
        ));
    } else if told.pasted > 0 {
        told.remarks.push(format!(
            "{sheet}: rows pasted without their hidden cells ({}) were taken by the school and subject they show",
            told.pasted
        ));
    }
    told
}

impl Told {
    fn row(&mut self, mut draft: Draft, among: &Among<'_>) {
        // what is asked is accounted for as well: it is said, and the review is left alone
        self.cells += draft.typed;
        match (draft.hidden.clone(), draft.seen.clone()) {
            (Some(key), _) if draft.nameless => {
                draft.read.cells.retain(|_, cell| cell.is_some());
                self.rows.push(draft.under(key));
            }
            (Some(key), Seen::Key(seen)) if key != seen => self.at_odds(draft, key, seen, among),
            (Some(key), Seen::AtOdds) => self.ask(&draft, &key, None),
            (Some(key), _) => self.rows.push(draft.under(key)),
            (None, Seen::Key(seen)) if !among.moved && draft.may_be(&seen, among) => {
                self.without_key(draft, seen, among);
            }
            (None, Seen::Key(_) | Seen::Doubtful | Seen::AtOdds | Seen::Unclear) if !among.keyed && draft.typed > 0 => {
                self.ask_whose(&draft);
            }
            (None, _) => self.own(draft, among),
        }
    }

    /// A row that shows another thing than its key says.
    fn at_odds(&mut self, mut draft: Draft, key: DecisionKey, seen: DecisionKey, among: &Among<'_>) {
        let other = among.by_key.get(&seen);
        // the key of another row was filled in over its own
        let filled_over = other.is_none() && among.shared.contains(&key);
        // where the heading that tells a school's rows apart was renamed, what is seen is of no row of the sheet
        let says_nothing = other.is_none() && key.school == seen.school && !filled_over;
        let sure = among.once.contains(&seen) && (other.is_some() || filled_over) && !among.moved;
        if draft.read.closed.is_some() || says_nothing {
            self.rows.push(draft.under(key));
        } else if sure {
            self.repaired += 1;
            if among.stayed {
                self.rows.push(draft.left_behind().under(key));
            }
            draft.read.remember(other);
            self.rows.push(draft.under(seen));
        } else {
            self.ask(&draft, &key, other);
        }
    }

    /// A row without a key: one that was cut out and pasted, copied, or typed by hand.
    fn without_key(&mut self, mut draft: Draft, seen: DecisionKey, among: &Among<'_>) {
        if let Some(home) = among.by_key.get(&seen) {
            let (cut, blank) = (among.emptied.contains(&seen), draft.read.fields().is_blank());
            draft.read.remember(Some(home));
            // a copy takes nothing back, and of what was cut some columns may have stayed
            let stays = |field: &Field| home.cells.get(field).is_some_and(Option::is_some);
            draft.read.cells.retain(|field, cell| cell.is_some() || cut && !blank && !stays(field));
            self.pasted += usize::from(cut);
        } else if among.keyed && draft.decides() {
            self.put_in.push((seen.clone(), format!("{}: “{}”", draft.read.place, draft.in_words())));
        }
        self.rows.push(draft.under(seen));
    }

    /// A row of an officer's own. What may have been cut out of another one is asked; and nobody would look for a decision
    /// in a row of one's own.
    fn own(&mut self, draft: Draft, among: &Among<'_>) {
        let (place, words, fields) = (draft.read.place.clone(), draft.in_words(), draft.read.fields());
        if draft.read.closed.is_none() && fields.is_blank() {
            let said = if draft.read.school.is_empty() { &draft.all } else { &draft.read.school };
            self.remarks.push(format!(
                "{place}: “{}” stands in a row that is none of ours; it decides nothing, and About keeps it",
                short(said, LETTERS)
            ));
        }
        if draft.read.closed.is_none() && !fields.is_blank() {
            let all_of = |carried: &Fields| fields.filled().all(|(field, text)| same(carried.get(field), Some(text)));
            let from = among.blanked.iter().find(|(carried, _)| all_of(carried)).map(|(_, from)| from.as_str());
            let shows = || among.by_key.get(draft.visible()?).map(|row| row.place.a1());
            let from = from.map(str::to_owned).or_else(shows);
            if from.is_some() || among.gone {
                let from =
                    from.map_or_else(|| "a row that is empty now".to_owned(), |from| format!("the row of {from}"));
                return self.asked.push(format!("{place}: this may be of {from}; typed there: {words}"));
            }
            if draft.decides() {
                self.attention.push(format!(
                    "{place}: “{words}” stands in a row of your own, so it is in force nowhere; type it into the row of its school"
                ));
            }
        }
        let own = draft.into_own(among.sheet, &mut self.own);
        self.rows.push(own);
    }
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
    /// Asks about columns of which all that was filled in stands some rows lower or higher now, and takes nothing of them.
    fn ask_shifted(&mut self, sheet: &str) -> bool {
        let shifted = columns_shifted(&self.rows);
        for (by, fields) in &shifted {
            for row in &mut self.rows {
                let filled = |field: &Field| row.carried.as_ref().and_then(|carried| carried.get(*field));
                let moved =
                    |field: &&Field| row.cells.get(field).is_some_and(|cell| !same(filled(field), cell.as_ref()));
                // what is typed beside a cell that may be another school's goes with it
                if fields.iter().any(|field| moved(&field)) {
                    row.cells.clear();
                }
                row.cells.retain(|field, _| !fields.contains(field));
            }
            let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
            let (rows, side) = (by.abs(), if *by > 0 { "lower" } else { "higher" });
            let rows = if rows == 1 { "a row".to_owned() } else { format!("{rows} rows") };
            self.asked.push(format!(
                "{sheet}: all that was filled in as {} stands {rows} {side}, beside other schools. Nothing of these rows is taken. \
                 Move the cells back, or clear them, run, and type them again",
                names.join(", ")
            ));
        }
        !shifted.is_empty()
    }

    /// Names a row whose school may be one of several, or that does not say any more what of a school it is about.
    fn ask_whose(&mut self, draft: &Draft) {
        let why = match draft.seen {
            Seen::Unclear => "does not say in words of the rulebook what it is about",
            Seen::AtOdds => "has the name of one school and the number of another",
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
