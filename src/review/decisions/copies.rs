//! Joins what stands in reviews with the record of earlier changes.
//!
//! Each row of a review remembers what was filled in when it was written. A cell that says something else was changed
//! by an officer, and counts, whatever the record says. A cell that says the same was not touched: then the record may
//! know better (the review may be an older copy, laid back). So several copies can be read one after the other, and an
//! old one undoes nothing, not even one that was saved again: what it was written with and what was read from it before
//! is old news ([`Past`]), and what is new in it and was decided otherwise since is told. A row that is gone changes
//! nothing either: clearing a decision means emptying its cells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::contest::{Contest, Said, Stands, contest};
use super::entry::{OTHER, stands_alone};
use super::fields::same;
use super::plans::take_back;
use super::twice::Twice;
use super::{Closed, DecisionKey, Entries, Entry, Field, Fields, Past, ReviewRead, RowRead};
use crate::review::words::Words;
use workbook::fingerprint;

/// Everything that was decided, from record and reviews.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// by what they are about; those that were cleared are there with nothing in them
    pub entries: Entries,
    /// cells decided twice
    pub contests: Vec<Contest>,
    /// what officers should know
    pub remarks: Vec<String>,
    /// places of cells whose text the record has had before
    pub had_before: BTreeSet<String>,
}

/// Joins record and reviews, the newest review first: where two copies say different things in one cell, the newer one
/// stands and the other is kept beside it.
#[must_use]
pub fn take(record: &Entries, reviews: &[ReviewRead], today: NaiveDate, words: Words<'_>) -> Taken {
    take_after(record, &Past::default(), reviews, today, words)
}

/// The same, knowing what was read from copies before: changes that were recorded already, and have been overtaken
/// since, are not taken again.
#[must_use]
pub fn take_after(record: &Entries, past: &Past, reviews: &[ReviewRead], today: NaiveDate, words: Words<'_>) -> Taken {
    let taken = Taken { entries: record.clone(), ..Taken::default() };
    let (twice, changed) = (Twice::default(), BTreeMap::new());
    let mut taking = Taking { record, past, today, words, taken, changed, twice };
    for review in reviews {
        taking.twice = Twice::of(review);
        for row in &review.rows {
            match record.get(&row.key).filter(|_| review.ahead) {
                Some(known) => taking.row(review, &RowRead { carried: Some(known.fields.clone()), ..row.clone() }),
                None => taking.row(review, row),
            }
        }
    }
    taking.taken
}

struct Taking<'t> {
    record: &'t Entries,
    past: &'t Past,
    today: NaiveDate,
    words: Words<'t>,
    taken: Taken,
    /// cells changed so far: what they say and where that was read
    changed: BTreeMap<(DecisionKey, Field), Said>,
    /// rows of the review at hand that are about the same
    twice: Twice<'t>,
}

impl Taking<'_> {
    fn row(&mut self, review: &ReviewRead, row: &RowRead) {
        let cells = effective(row, self.record.get(&row.key));
        let known = self.record.get(&row.key);
        if let Some(said) = &row.denied {
            self.taken.remarks.push(format!(
                "{}: “{said}” takes nothing back; clear or change the cells of the decision itself",
                row.place
            ));
        }
        if cells.values().all(Option::is_none) && known.is_none() && !self.taken.entries.contains_key(&row.key) {
            if row.confirmed {
                self.taken.remarks.push(format!("{}: said to stand still, but nothing is decided there", row.place));
            }
            return;
        }
        let mut entry = self.taken.entries.remove(&row.key).unwrap_or_default();
        let fresh = known.is_none() && !self.changed.keys().any(|(key, _)| *key == row.key) && entry.fields.is_blank();
        if fresh {
            first_seen(&mut entry, row);
        }
        let was_blank =
            known.map_or_else(|| row.carried.as_ref().is_none_or(Fields::is_blank), |known| known.fields.is_blank());
        let mut changes = Vec::new();
        for (field, cell) in cells {
            if self.field(&mut entry, review, row, field, cell, fresh) {
                changes.push(field);
            }
        }
        let anew = !changes.is_empty() && (was_blank || changes.iter().any(|field| field.decides()));
        let confirmed = row.confirmed && row.evidence.is_some() && entry.made_on != row.evidence;
        if review.ahead && !changes.is_empty() {
            first_seen(&mut entry, row);
        } else if (anew || confirmed) && !entry.fields.is_blank() {
            entry.made_on.clone_from(&row.evidence);
            entry.made_on_words.clone_from(&row.evidence_words);
            entry.seen = Some(self.today);
            entry.stale_since = None;
        }
        if changes.contains(&Field::Decision) {
            take_back(self.words.0, &row.key, known, &mut entry);
        }
        if !changes.is_empty() || confirmed {
            entry.who.clone_from(&review.who);
        }
        name(&mut entry, row);
        self.taken.entries.insert(row.key.clone(), entry);
    }

    /// Takes one cell; says whether it changes what was known.
    fn field(
        &mut self,
        entry: &mut Entry,
        review: &ReviewRead,
        row: &RowRead,
        field: Field,
        cell: Option<Arc<str>>,
        fresh: bool,
    ) -> bool {
        let filled_in = self.filled_in(row, field);
        let untouched = filled_in.is_some_and(|filled_in| same(filled_in, cell.as_ref()));
        if untouched {
            if fresh {
                entry.fields.set(field, cell);
            }
            return false;
        }
        // without a memory of what was filled in, a blank cell says nothing, unless it was filled in at the last run
        if cell.is_none() && row.carried.is_none() && (filled_in.is_none() || !self.past.is_current(review)) {
            return false;
        }
        if let Some(stands) = self.long_gone(review, row, field, cell.as_ref()) {
            let here = review.place(row, field);
            let stands = (Some(stands), "taken in before".to_owned());
            self.contested(contest(row, field, (stands, (cell, here)), Stands::TakenBefore), row, None);
            return false;
        }
        if self.is_old_news(review, row, field, cell.as_ref()) {
            self.say_old_news(review, row, field, cell.as_ref());
            return false;
        }
        if let Some(stands) = self.beside_it(review, row, field, cell.as_ref()) {
            let copy = review.written_with.as_ref();
            self.contested(contest(row, field, (stands, (cell, review.place(row, field))), Stands::Before), row, copy);
            return false;
        }
        self.change(entry, review, row, field, cell)
    }

    /// What was filled in, as the row remembers or, where it does not, the record.
    fn filled_in<'r>(&'r self, row: &'r RowRead, field: Field) -> Option<Option<&'r Arc<str>>> {
        match &row.carried {
            Some(carried) => Some(carried.get(field)),
            None => self.record.get(&row.key).map(|known| known.fields.get(field)),
        }
    }

    /// What another row of the review says that is about the same, where that was filled in, or this one is blank: a row
    /// that was copied, cut out or emptied undoes nothing that can be seen beside it.
    fn beside_it(&self, review: &ReviewRead, row: &RowRead, field: Field, cell: Option<&Arc<str>>) -> Option<Said> {
        self.twice.others(row).find_map(|other| {
            let says = other.cells.get(&field)?.as_ref().filter(|says| Some(*says) != cell)?;
            // a copy of the sheet that nobody typed into is no answer to what was typed since
            let untouched = || {
                let filled_in = self.filled_in(other, field);
                filled_in.is_some_and(|is| same(is, Some(says))) && !self.twice.is_copy_of(other, row)
            };
            let adds =
                || field == Field::Note && !row.own.is_empty() && cell.is_some_and(|cell| cell.contains(&**says));
            let stands = self.present(row, field).filter(|_| untouched()).unwrap_or(says);
            let odds = cell.is_none() || untouched() && !adds() && Some(stands) != cell;
            odds.then(|| (Some(Arc::clone(stands)), review.place(other, field)))
        })
    }

    /// Takes a cell that was changed, unless another copy changed it otherwise; says whether it changes what was known.
    fn change(
        &mut self,
        entry: &mut Entry,
        review: &ReviewRead,
        row: &RowRead,
        field: Field,
        cell: Option<Arc<str>>,
    ) -> bool {
        let here = review.place(row, field);
        match self.changed.get(&(row.key.clone(), field)) {
            Some((stands, _)) if *stands == cell => false,
            Some((stands, place)) => {
                let stands = (stands.clone(), place.clone());
                let one = stands.1.starts_with(&format!("{}, ", review.name));
                let why = if one { Stands::First } else { Stands::SavedLast };
                let both = (stands, (cell, here));
                self.contested(contest(row, field, both, why), row, review.written_with.as_ref());
                false
            }
            None => {
                if let Some(overtaken) = self.overtaken(review, row, field, cell.as_ref()) {
                    let known = (Some(overtaken), "taken in before".to_owned());
                    if let Some(since) = self.past.since(review, &row.key, field) {
                        let why = Stands::TakenSince(since);
                        let copy = review.written_with.as_ref();
                        self.contested(contest(row, field, (known, (cell, here)), why), row, copy);
                        return false;
                    }
                    let both = ((cell.clone(), here.clone()), known);
                    self.contested(contest(row, field, both, Stands::SavedLast), row, None);
                }
                self.changed.insert((row.key.clone(), field), (cell.clone(), here));
                set(entry, review, field, cell)
            }
        }
    }

    /// Whether the record has had this very change, and what stands is no longer what it began from.
    fn is_old_news(&self, review: &ReviewRead, row: &RowRead, field: Field, cell: Option<&Arc<str>>) -> bool {
        if review.written_with.is_some() {
            let said = self.past.said(review, &row.key, field);
            return self.past.is_older(review) && said.is_some_and(|said| said == cell);
        }
        let Some(carried) = row.carried.as_ref().map(|carried| carried.get(field)) else { return false };
        !same(carried, self.present(row, field)) && self.past.has_step(&row.key, field, carried, cell)
    }

    /// What stands, where a copy that remembers nothing says what the cell said once and says no longer: it may be old, or
    /// typed anew, and nobody guesses.
    fn long_gone(&self, review: &ReviewRead, row: &RowRead, field: Field, cell: Option<&Arc<str>>) -> Option<Arc<str>> {
        let cell = cell.filter(|_| row.carried.is_none() && review.written_with.is_none())?;
        let present = self.present(row, field).filter(|present| *present != cell)?;
        self.past.had(&row.key, field, cell).then(|| Arc::clone(present))
    }

    fn present(&self, row: &RowRead, field: Field) -> Option<&Arc<str>> {
        self.record.get(&row.key).and_then(|known| known.fields.get(field))
    }

    fn say_old_news(&mut self, review: &ReviewRead, row: &RowRead, field: Field, cell: Option<&Arc<str>>) {
        let present = self.present(row, field);
        if present == cell {
            // another copy may say something newer, and yet this one is known
            self.taken.had_before.insert(review.place(row, field));
            return;
        }
        let [cell, present] = [cell, present].map(|text| text.map_or("blank", |text| text).to_owned());
        self.taken.remarks.push(format!(
            "{}: “{cell}” was taken before and is “{present}” since, so it is not taken again; if it is to stand, type it into the new review",
            review.place(row, field)
        ));
    }

    /// What stands, where it was decided since an older copy was written, and that copy says something new.
    fn overtaken(&self, review: &ReviewRead, row: &RowRead, field: Field, cell: Option<&Arc<str>>) -> Option<Arc<str>> {
        if !self.past.is_older(review) {
            return None;
        }
        let filled_in = row.carried.as_ref().and_then(|carried| carried.get(field));
        let began = self.past.said(review, &row.key, field).unwrap_or(filled_in);
        let present = self.present(row, field).filter(|present| cell != Some(present))?;
        // two people may have typed into the same copy, each in a file of their own
        let elsewhere = || self.past.since(review, &row.key, field).is_some();
        (!same(began, Some(present)) || elsewhere()).then(|| Arc::clone(present))
    }

    /// Keeps what does not stand.
    fn contested(&mut self, contest: Contest, row: &RowRead, copy: Option<&Arc<str>>) {
        if let Some(text) = &contest.other.0 {
            let stands = contest.stands.0.as_deref().unwrap_or("–").to_owned();
            let reason = self.words.fill("lapsed.other-copy", &[("stands", stands)]);
            let mut other = Entry { school: row.school.clone(), title: row.title.clone(), ..Entry::default() };
            other.fields.set(contest.field, Some(Arc::clone(text)));
            other.copies.extend(copy.map(|copy| (contest.field, Arc::clone(copy))));
            other.closed = Some(Closed { since: Some(self.today), reason: reason.into() });
            other.seen = Some(self.today);
            let key = beside(&contest.key, &other.fields);
            self.taken.entries.entry(key).or_insert(other);
        }
        self.taken.contests.push(contest);
    }
}

/// What the cells of a row say, the note with what stands in columns of the officer's own.
fn effective(row: &RowRead, known: Option<&Entry>) -> BTreeMap<Field, Option<Arc<str>>> {
    let mut cells = row.cells.clone();
    if !row.own.is_empty() {
        let there = cells.get(&Field::Note).cloned().flatten();
        let there = there.or_else(|| known.and_then(|known| known.fields.get(Field::Note).cloned()));
        let mut note = there.map_or_else(String::new, |note| note.to_string());
        for (heading, text) in &row.own {
            let line = if heading.is_empty() { text.to_string() } else { format!("{heading}: {text}") };
            if !note.contains(&line) {
                note = if note.is_empty() { line } else { format!("{note}\n{line}") };
            }
        }
        cells.insert(Field::Note, Some(note.into()));
    }
    // a row that an officer added may say what it has to say anywhere
    if stands_alone(&row.key.about) && cells.values().all(Option::is_none) && row.closed.is_none() {
        cells.insert(Field::Note, Some(row.title.clone()).filter(|title| !title.is_empty()));
    }
    cells
}

/// What a row remembers of a decision that the record does not know.
fn first_seen(entry: &mut Entry, row: &RowRead) {
    entry.made_on.clone_from(&row.made_on);
    entry.made_on_words.clone_from(&row.made_on_words);
    entry.seen = row.seen;
    entry.closed.clone_from(&row.closed);
}

fn name(entry: &mut Entry, row: &RowRead) {
    if entry.school.is_empty() {
        entry.school = row.school.clone();
    }
    if entry.title.is_empty() {
        entry.title = row.title.clone();
    }
}

/// Sets a field to what a copy says; says whether that is new.
fn set(entry: &mut Entry, review: &ReviewRead, field: Field, cell: Option<Arc<str>>) -> bool {
    let news = entry.fields.get(field) != cell.as_ref();
    entry.fields.set(field, cell);
    if news {
        entry.copies.remove(&field);
        entry.copies.extend(review.written_with.clone().map(|copy| (field, copy)));
        // a day that somebody typed is theirs
        entry.begun_filled_in &= field != Field::Begun;
    }
    news
}

/// The name under which a decision is kept that does not stand: the same text has the same name.
pub(super) fn beside(key: &DecisionKey, fields: &Fields) -> DecisionKey {
    let short = fingerprint::short(fields.in_words().as_bytes());
    DecisionKey { school: key.school.clone(), about: format!("{OTHER}{short}:{}", key.about).into() }
}

/// The decisions as they were filled in when a review was made, whatever was typed into it since.
#[must_use]
pub fn filled_in(review: &ReviewRead) -> Entries {
    let mut entries = Entries::new();
    for row in &review.rows {
        let Some(carried) = row.carried.as_ref().filter(|carried| !carried.is_blank()) else { continue };
        let mut entry = Entry::default();
        for (field, text) in carried.filled() {
            // a long text is remembered by its fingerprint: the cell still has it
            let cell = row.cells.get(&field).and_then(Option::as_ref);
            let there = cell.filter(|cell| same(Some(text), Some(cell)));
            entry.fields.set(field, Some(Arc::clone(there.unwrap_or(text))));
        }
        first_seen(&mut entry, row);
        name(&mut entry, row);
        entries.entry(row.key.clone()).or_insert(entry);
    }
    entries
}
