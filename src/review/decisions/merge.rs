//! Two people's copies of one review become one.
//!
//! The first is taken as it is, and what was typed into the second is put into it. What both typed, differently, is
//! decided by nobody here: the first one's stays in the cell, both stand in the row's note, and the choice is listed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::same;
use super::{Contest, Field, ReviewRead, RowRead, Stands};
use crate::judge::decided::DecisionKey;
use crate::review::book::keys;
use crate::review::words::Words;
use crate::rulebook::Rulebook;
use workbook::patch::{CellEdit, Value};

/// What two copies come to.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// cells to change in the first
    pub edits: Vec<CellEdit>,
    /// how many cells of the second were taken
    pub taken: usize,
    /// cells decided twice, differently
    pub contests: Vec<Contest>,
    /// rows of the second for which the first has no place
    pub unplaced: Vec<String>,
}

/// Puts what was typed into the second copy into the first.
#[must_use]
pub fn merge(first: &ReviewRead, second: &ReviewRead, rules: &Rulebook) -> Merged {
    let (rows, grown, merged) = (BTreeMap::new(), BTreeMap::new(), Merged::default());
    let mut merging = Merging { first, second, words: Words(rules), rows, grown, merged };
    for row in &first.rows {
        let there = merging.rows.entry(&row.key).or_insert(row);
        // what is left of a row that was cut out is no place to type in
        if there.cells.len() < row.cells.len() {
            *there = row;
        }
    }
    for row in &second.rows {
        match merging.rows.get(&row.key).copied() {
            Some(there) => merging.row(there, row),
            None if typed(row).next().is_some() || row.carried.is_none() && !row.fields().is_blank() => {
                merging.add(row)
            }
            None => {}
        }
    }
    merging.merged
}

/// The cells of a row that say something else than was filled in.
fn typed(row: &RowRead) -> impl Iterator<Item = (Field, Option<Arc<str>>)> + '_ {
    row.cells.iter().filter(|(field, cell)| is_typed(row, **field, cell.as_ref())).map(|(f, cell)| (*f, cell.clone()))
}

/// Whether a cell was typed in; without a memory of what was filled in, whatever stands in it was.
fn is_typed(row: &RowRead, field: Field, cell: Option<&Arc<str>>) -> bool {
    match &row.carried {
        Some(carried) => !same(carried.get(field), cell),
        None => cell.is_some(),
    }
}

/// A field that both copies decide: what the first says, what the second does.
type Choice = (Field, Option<Arc<str>>, Option<Arc<str>>);

struct Merging<'m> {
    first: &'m ReviewRead,
    second: &'m ReviewRead,
    words: Words<'m>,
    rows: BTreeMap<&'m DecisionKey, &'m RowRead>,
    /// rows added to each sheet so far
    grown: BTreeMap<Arc<str>, u32>,
    merged: Merged,
}

impl Merging<'_> {
    fn row(&mut self, there: &RowRead, row: &RowRead) {
        let mut choices = Vec::new();
        let mut anew = row.confirmed && !there.confirmed;
        if anew {
            self.edit(there, keys::CONFIRM, Some(Value::Text(self.words.say("yes").into())));
        }
        for (field, cell) in typed(row) {
            let own = there.cells.get(&field).cloned().flatten();
            if own == cell {
                continue;
            }
            if !is_typed(there, field, own.as_ref()) {
                self.take(there, field, cell);
                anew |= field.decides();
                continue;
            }
            choices.push((field, own, cell));
        }
        // it was decided on what the second copy showed
        if anew && row.evidence != there.evidence {
            self.edit(there, keys::EVIDENCE, row.evidence.clone().map(Value::Text));
            self.edit(there, keys::EVIDENCE_WORDS, row.evidence_words.clone().map(Value::Text));
        }
        self.choices(there, row, choices);
    }

    fn take(&mut self, there: &RowRead, field: Field, cell: Option<Arc<str>>) {
        self.merged.taken += 1;
        self.edit(there, field.column(), cell.map(|text| field.value(text)));
    }

    fn edit(&mut self, there: &RowRead, column: &str, value: Option<Value>) {
        if let Some(column) = there.columns.get(column).copied() {
            let sheet = Arc::clone(&there.place.sheet);
            self.merged.edits.push(CellEdit { sheet, row: there.place.row, column, value });
        }
    }

    /// Both texts into the note; a note decided twice is both notes.
    fn choices(&mut self, there: &RowRead, row: &RowRead, choices: Vec<Choice>) {
        if choices.is_empty() {
            return;
        }
        let pending = self.pending_note(there);
        let own = pending.or_else(|| there.cells.get(&Field::Note).cloned().flatten());
        let mut lines: Vec<String> = own.iter().map(ToString::to_string).collect();
        let blank = self.words.say("decided-twice.blank");
        for (field, own, other) in choices {
            let said = |text: &Option<Arc<str>>| text.as_deref().unwrap_or(blank).to_owned();
            if field == Field::Note {
                lines.extend(other.iter().map(ToString::to_string));
            } else {
                let with = [
                    ("field", field.name().to_owned()),
                    ("one", said(&own)),
                    ("first", self.first.name.to_string()),
                    ("other", said(&other)),
                    ("second", self.second.name.to_string()),
                ];
                lines.push(self.words.fill("decided-twice", &with));
            }
            self.merged.contests.push(Contest {
                key: there.key.clone(),
                school: there.school.clone(),
                field,
                stands: (own, self.first.place(there, field)),
                other: (other, self.second.place(row, field)),
                why: Stands::First,
            });
        }
        self.edit(there, keys::NOTE, Some(Value::Text(lines.join("\n").into())));
    }

    /// The note that an edit before this one has put there.
    fn pending_note(&self, there: &RowRead) -> Option<Arc<str>> {
        let column = there.columns.get(keys::NOTE)?;
        let edits = self.merged.edits.iter().rev();
        let mut here = edits
            .filter(|edit| edit.sheet == there.place.sheet && edit.row == there.place.row && edit.column == *column);
        match &here.next()?.value {
            Some(Value::Text(text)) => Some(Arc::clone(text)),
            _ => None,
        }
    }

    /// Adds a row that the first copy does not have, below the sheet of its name.
    fn add(&mut self, row: &RowRead) {
        let Some(sheet) = self.first.sheets.iter().find(|sheet| sheet.name == row.place.sheet) else {
            self.merged.unplaced.push(format!("{}: {}", row.place, row.fields().in_words()));
            return;
        };
        let grown = self.grown.entry(Arc::clone(&sheet.name)).or_default();
        let at = sheet.free_row + *grown;
        *grown += 1;
        let seen = row.seen.map(|day| Arc::from(day.to_string()));
        let key = (!crate::judge::decided::is_typed(&row.key.about)).then(|| Arc::from(keys::written(&row.key)));
        let carried = row.carried.as_ref().map(|carried| carried.as_carried().into());
        let mut cells: Vec<(&str, Option<Value>)> = vec![
            (keys::KEY, key.map(Value::Text)),
            (keys::SCHOOL, Some(Value::Text(row.school.clone()))),
            (keys::TITLE, Some(Value::Text(row.title.clone()))),
            (keys::EVIDENCE, row.evidence.clone().map(Value::Text)),
            (keys::EVIDENCE_WORDS, row.evidence_words.clone().map(Value::Text)),
            (keys::MADE_ON, row.made_on.clone().map(Value::Text)),
            (keys::MADE_ON_WORDS, row.made_on_words.clone().map(Value::Text)),
            (keys::SEEN, seen.map(Value::Text)),
            (keys::CARRIED, carried.map(Value::Text)),
        ];
        let fields = row.fields();
        cells.extend(fields.filled().map(|(field, text)| (field.column(), Some(field.value(Arc::clone(text))))));
        self.merged.taken += fields.filled().count();
        for (name, value) in cells {
            if let (Some(column), Some(value)) = (sheet.columns.get(name).copied(), value) {
                let sheet = Arc::clone(&sheet.name);
                self.merged.edits.push(CellEdit { sheet, row: at, column, value: Some(value) });
            }
        }
    }
}
