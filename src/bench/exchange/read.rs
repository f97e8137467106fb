//! The workbook taken back: values changed, rows added and rows taken out.

use std::collections::{BTreeMap, HashMap};

use super::row::{Columns, about, added, changed_beside, list_of, of_value, says_anything, text};
use super::{AS, FILE, PRINT, VALUE, WAY};
use crate::rulebook::edit::{self, Entry, Value};
use workbook::read::{Book, Content, Row, Sheet};
use workbook::write::{DATA_ROW, IDS_ROW};

/// A value that an officer changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'v> {
    /// the value as it stands
    pub value: &'v Value,
    /// its new text
    pub to: String,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenBack<'v> {
    /// what was changed, in the order of the sheets
    pub changes: Vec<Change<'v>>,
    /// what was added, each with a value of the list that it goes into
    pub added: Vec<(&'v Value, Entry)>,
    /// the cell of each of these
    pub added_at: Vec<String>,
    /// values that were taken out of their lists
    pub out: Vec<&'v Value>,
    /// what a year that was added has of another, a line each
    pub copied: Vec<String>,
    /// what was typed and cannot be taken: cell, why, what to do
    pub refused: Vec<String>,
    /// by line of the rulebook, the cell in which what is to go there was typed
    pub cells: BTreeMap<String, String>,
    /// how many rows were looked at
    pub rows: usize,
}

impl TakenBack<'_> {
    /// Whether the rulebook stays as it is.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.changes.is_empty() && self.added.is_empty() && self.out.is_empty()
    }
}

/// Reads a workbook that was handed out; `values` are those of the rulebook as it is now, and `fingerprint` is its. No rows
/// at all mean that it is another workbook.
#[must_use]
pub fn read<'v>(book: &Book, values: &'v [Value], fingerprint: &str) -> TakenBack<'v> {
    let known = values.iter().map(|value| ((&*value.file, value.way.as_str()), value)).collect();
    let mut reading = Reading {
        values,
        known,
        seen: BTreeMap::new(),
        copied: Vec::new(),
        emptied: Vec::new(),
        touched: Vec::new(),
        same: says(book, fingerprint),
        back: TakenBack::default(),
    };
    for sheet in &book.sheets {
        if let Some((first, columns)) = columns(sheet) {
            reading.sheet(book, sheet, first, columns);
        }
    }
    reading.not_taken();
    reading.copies();
    reading.whole_years();
    if reading.back.rows > 0 {
        reading.gone(reading.same);
    }
    reading.back
}

/// What was handed out, by file and way.
type Known<'v> = HashMap<(&'v str, &'v str), &'v Value>;

struct Reading<'v, 'b> {
    values: &'v [Value],
    known: Known<'v>,
    /// where each value stands, and whether its cell says anything else than it did
    seen: BTreeMap<(String, String), (String, bool)>,
    /// rows that came twice: where, of what, and the row
    copied: Vec<(String, &'v Value, &'b Row, Columns)>,
    /// values that were emptied, each with its cell
    emptied: Vec<(&'v Value, String)>,
    /// rows of values in which another column was changed, and why that is not taken
    touched: Vec<(&'v Value, String)>,
    /// whether the workbook was made of the rulebook as it is
    same: bool,
    back: TakenBack<'v>,
}

impl<'v, 'b> Reading<'v, 'b> {
    fn sheet(&mut self, book: &Book, sheet: &'b Sheet, first: u32, columns: Columns) {
        let sort = edit::Sheet::ALL.into_iter().find(|sort| sort.title() == &*sheet.name);
        for row in sheet.rows.iter().filter(|row| row.index >= first) {
            let at = |column: u32| format!("{}, {}", sheet.name, book.place(sheet, row.index, column).a1());
            let place = at(columns.value);
            match (text(row, columns.file), text(row, columns.way), sort) {
                (Some(file), Some(way), _) => {
                    let beside = self.value(place, (file, way), row, columns);
                    self.touched.extend(beside.map(|(value, (column, why))| (value, format!("{}: {why}", at(column)))));
                }
                (_, _, Some(sort)) if says_anything(sort, row, columns) => self.typed(place, sort, row, columns),
                _ => {}
            }
        }
    }

    /// A row that was handed out; the column beside its value that was changed, and why that is not taken.
    fn value(
        &mut self,
        place: String,
        (file, way): (String, String),
        row: &'b Row,
        columns: Columns,
    ) -> Option<(&'v Value, (u32, String))> {
        self.back.rows += 1;
        let Some(value) = self.known.get(&(file.as_str(), way.as_str())).copied() else {
            let was = text(row, columns.was).unwrap_or_default();
            let now = text(row, columns.value).map(|now| now.trim_end_matches('\n').to_owned());
            if now.is_some_and(|now| now != was.trim_end_matches('\n')) {
                self.refuse(&place, &format!("the rulebook no longer has this value ({file}: {way}); export it again"));
            }
            return None;
        };
        let key = (file, way);
        if let Some((first, same)) = self.seen.get(&key).cloned() {
            if value.member().is_none() {
                self.refuse(&place, &format!("this value stands on {first} too; take one of the rows out"));
                return None;
            }
            // of two rows of one value, that which says what it said is the value; the other was copied from it
            let is_same = of_value(value, row, columns) == Ok(None);
            if same || !is_same {
                self.copied.push((place, value, row, columns));
                return None;
            }
            // moved: the row that now says it stands for the one that was emptied or changed
            self.back.changes.retain(|change| change.value != value);
            self.back.out.retain(|out| *out != value);
        }
        let blank = text(row, columns.value).is_none_or(|text| text.trim().is_empty());
        if blank && row.cell(columns.value).is_none_or(|cell| is_blank(&cell.content)) && self.may_be_emptied(value) {
            self.note(value, &place);
            self.emptied.push((value, place.clone()));
            // of a list the values are known by their place, and another may stand there by now
            if text(row, columns.was).is_some_and(|was| !value.is(was.trim_end_matches('\n'))) {
                self.refuse(&place, "the rulebook has changed since the export; export it again");
            } else if value.comes_out() {
                _ = self.seen.insert(key, (place, false));
                self.back.out.push(value);
            }
        } else {
            self.said(value, key, place, row, columns);
        }
        changed_beside(value, row, columns).filter(|_| self.same).map(|beside| (value, beside))
    }

    /// Whether a value that was emptied is to come out, by itself or with its year.
    fn may_be_emptied(&self, value: &Value) -> bool {
        value.comes_out() || self.same && value.is_of_row(value)
    }

    /// What the row of a value says of it.
    fn said(&mut self, value: &'v Value, key: (String, String), place: String, row: &Row, columns: Columns) {
        let said = of_value(value, row, columns);
        _ = self.seen.insert(key, (place.clone(), said == Ok(None)));
        match said {
            Ok(Some(to)) => {
                self.note(value, &place);
                self.back.changes.push(Change { value, to });
            }
            Ok(None) => {}
            Err(why) => self.refuse(&place, &why),
        }
    }

    fn note(&mut self, value: &Value, place: &str) {
        self.back.cells.insert(format!("{}:{}", value.file, value.line), place.to_owned());
    }

    /// Columns beside a value that were changed. In a row that was copied they say what is added.
    fn not_taken(&mut self) {
        for (value, why) in std::mem::take(&mut self.touched) {
            if !self.copied.iter().any(|(_, copied, ..)| *copied == value) {
                self.back.refused.push(why);
            }
        }
    }

    /// A row that somebody wrote.
    fn typed(&mut self, place: String, sort: edit::Sheet, row: &Row, columns: Columns) {
        let told = about(sort, row, columns);
        let entry = list_of(sort, &told, self.values)
            .and_then(|like| added(like, &told, row, columns).map(|entry| (like, entry)));
        self.add(&place, entry);
    }

    /// Rows that were copied, each for the list of the one it was copied from.
    fn copies(&mut self) {
        for (place, value, row, columns) in std::mem::take(&mut self.copied) {
            let told = about(value.sheet, row, columns);
            let entry = added(value, &told, row, columns).map(|entry| (value, entry));
            self.add(&place, entry);
        }
    }

    /// A new year has all its values: of a rule the others are those of the year that was copied, and are told; a window of
    /// days takes none from another year.
    fn whole_years(&mut self) {
        let mut told: Vec<Vec<&Value>> = Vec::new();
        for (place, (like, entry)) in self.back.added_at.iter().zip(&self.back.added) {
            let edit::Entry::Year(year, _) = entry else { continue };
            let left = edit::left_out(self.values, &self.back.added, like, year);
            if left.is_empty() || told.contains(&left) {
                continue;
            }
            if like.sheet == edit::Sheet::Dates {
                let names: Vec<String> = left.iter().map(|value| format!("`{}`", value.name())).collect();
                let why =
                    format!("{year} needs a row for each of its values; copy these rows too: {}", names.join("; "));
                self.back.refused.push(format!("{place}: {why}"));
            } else {
                let said = |value: &&Value| format!("`{}` {}", value.about.last().unwrap_or(&value.way), value.written);
                let said: Vec<String> = left.iter().map(said).collect();
                let from = if let Some(edit::Member::Year(known)) = like.member() { known } else { "" };
                self.back.copied.push(format!("{year} has these of {from}, so look at them: {}", said.join("; ")));
            }
            told.push(left);
        }
    }

    fn add(&mut self, place: &str, entry: Result<(&'v Value, Entry), String>) {
        match entry {
            Ok((like, entry)) => match self.stands_already(like, &entry) {
                Some(why) => self.refuse(place, &why),
                None => {
                    self.note(like, place);
                    self.back.added_at.push(place.to_owned());
                    self.back.added.push((like, entry));
                }
            },
            Err(why) => self.refuse(place, &why),
        }
    }

    /// Why an entry adds nothing: it is there already.
    fn stands_already(&self, like: &Value, entry: &Entry) -> Option<String> {
        let list = like.list();
        let twice = self.back.added.iter().any(|(other, added)| other.list() == list && added == entry);
        if twice {
            return Some("the same stands in a row above; take one of the rows out".to_owned());
        }
        let mut others = self.values.iter().filter(|value| value.list() == list);
        match entry {
            Entry::Item(text) => {
                let there = others.any(|value| value.is(text));
                there.then(|| format!("`{text}` stands in the list already; write something else, or take the row out"))
            }
            Entry::Year(year, _) => {
                let same = |value: &Value| matches!(value.member(), Some(edit::Member::Year(known)) if known == year);
                let there = others.any(same);
                there
                    .then(|| format!("{year} has a value already; write another year, or change the row that is there"))
            }
            Entry::Case(rule, case) => {
                let is_case = |value: &Value| value.sheet == edit::Sheet::Cases && value.about.first() == Some(rule);
                let there = self.values.iter().any(|value| is_case(value) && value.about.get(1) == Some(&case.name));
                there.then(|| format!("`{rule}` has a case `{}` already; give this one another name", case.name))
            }
        }
    }

    /// Rows that are no longer there. Where the rulebook has other values than were handed out, they cannot be told.
    fn gone(&mut self, same: bool) {
        let seen = |value: &Value| self.seen.contains_key(&(value.file.to_string(), value.way.clone()));
        let gone: Vec<&Value> = self.values.iter().filter(|value| !seen(value)).collect();
        if !same {
            return;
        }
        let mut lost: Vec<edit::Sheet> = Vec::new();
        for sheet in edit::Sheet::ALL {
            if gone.iter().any(|value| value.sheet == sheet) && !self.values.iter().any(|v| v.sheet == sheet && seen(v))
            {
                lost.push(sheet);
            }
        }
        for sheet in &lost {
            self.refuse(sheet.title(), "the sheet is gone, or all its rows are; export the rulebook again");
        }
        for value in gone.iter().copied().filter(|value| !lost.contains(&value.sheet)) {
            if value.comes_out() {
                self.note_sheet(value);
                self.back.out.push(value);
            } else {
                self.gone_with_its_year(value, &gone);
            }
        }
    }

    /// A value of a year that has several: the year comes out once, when all its rows under the title of its line are gone.
    fn gone_with_its_year(&mut self, value: &'v Value, gone: &[&'v Value]) {
        let of_row = || self.values.iter().filter(|other| other.is_of_row(value));
        let title = of_row().find(|other| other.is_line()).and_then(|line| line.about.first());
        let lines: Vec<&Value> = of_row().filter(|one| title.is_none() || one.about.first() == title).collect();
        let left: Vec<String> =
            lines.iter().filter(|one| !gone.contains(one)).map(|one| format!("`{}`", one.name())).collect();
        if let (Some(first), true) = (lines.first(), left.is_empty()) {
            if !self.back.out.contains(first) {
                self.note_sheet(first);
                self.back.out.push(*first);
            }
            return;
        }
        let cell = self.emptied.iter().find(|(other, _)| *other == value).map(|(_, cell)| cell.clone());
        let what = if cell.is_some() { "value" } else { "row" };
        let name = value.name();
        let why = if left.is_empty() {
            format!(
                "the {what} of `{name}` is gone, and it cannot be taken out here; export it again, or take it out of {}:{}",
                value.file, value.line
            )
        } else {
            let left = left.join("; ");
            format!("the {what} of `{name}` is gone; a year comes out with all its rows, these too: {left}")
        };
        self.refuse(&cell.unwrap_or_else(|| value.sheet.title().to_owned()), &why);
    }

    /// Where a value was that has no row any more.
    fn note_sheet(&mut self, value: &Value) {
        let place = format!("{}:{}", value.file, value.line);
        let gone = || format!("{}, the row of `{}` that is gone", value.sheet.title(), value.name());
        self.back.cells.entry(place).or_insert_with(gone);
    }

    fn refuse(&mut self, place: &str, why: &str) {
        self.back.refused.push(format!("{place}: {why}"));
    }
}

/// Whether the workbook was made of the rulebook with a fingerprint.
fn says(book: &Book, fingerprint: &str) -> bool {
    let mut cells = book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    cells.any(|cell| is(&cell.content, &format!("{PRINT}{fingerprint}")))
}

/// The first row of values, which has the headings between it and the columns' names, and where the columns are.
fn columns(sheet: &Sheet) -> Option<(u32, Columns)> {
    sheet.rows.iter().take(40).find_map(|row| {
        let find = |id: &str| row.cells.iter().find(|cell| is(&cell.content, id)).map(|cell| cell.column);
        Some((
            row.index + (DATA_ROW - IDS_ROW),
            Columns { file: find(FILE)?, way: find(WAY)?, was: find(AS)?, value: find(VALUE)? },
        ))
    })
}

fn is(content: &Content, words: &str) -> bool {
    matches!(content, Content::Text(text) if &**text == words)
}

fn is_blank(content: &Content) -> bool {
    matches!(content, Content::Text(text) if text.trim().is_empty())
}
