//! Long tables: one column names the measure of each row, others hold its values.
//!
//! Each word of the naming column is read with the heading of a column of values as one heading is read that stands in two
//! rows: `Attainment 8` with `value`, or `Reading, writing and maths` with `expected_standard_percent`. What is known so
//! is a column of its own, read in the rows of its word only; each value keeps the place where it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Column, Columns, Role, allowed_here, claims, say_footnote, set_year};
use crate::intake::doubts::Doubts;
use crate::intake::heading::{Fit, IdentityKind, Match, Meaning};
use crate::intake::reading::Context;
use crate::intake::record::DoubtKind;
use crate::intake::rows::{RowKind, TableRow};
use crate::intake::table::{Table, words_of};
use crate::intake::words::{TOTAL, key, list};

/// A column with more different words names something else: pupils, places, sentences.
const MOST_WORDS: usize = 5_000;
/// How many different words are shown.
const SHOWN: usize = 5;

/// A word of the naming columns, with the rows that say it.
struct Word {
    text: String,
    rows: Vec<usize>,
}

/// Adds a column for each measure that the rows of a long table name. A table without such rows stays as it is.
pub(in crate::intake) fn unfold(
    context: &Context<'_>,
    table: &Table,
    columns: &mut Columns,
    rows: &mut [TableRow<'_>],
    doubts: &mut Doubts,
) {
    let naming = of_kind(columns, IdentityKind::Measure);
    // all of them together name a measure, or one of them does
    let ways = std::iter::once(naming.clone()).chain(naming.iter().map(|one| vec![*one]).filter(|_| naming.len() > 1));
    for naming in ways.filter(|way| !way.is_empty()) {
        let Some(words) = words(&naming, rows) else { continue };
        let long = Long { context, table, columns, keys: keys(columns, &words) };
        let found: Vec<Column> = (0..).zip(&words).flat_map(|(at, word)| long.of_word(at, word, doubts)).collect();
        if found.is_empty() {
            long.say_no_values(naming.first().copied(), &words, doubts);
            continue;
        }
        long.say_unknown(naming.first().copied(), &words, rows, &found, doubts);
        for (at, word) in (0..).zip(&words) {
            for row in &word.rows {
                if let Some(row) = rows.get_mut(*row) {
                    row.word = Some(at);
                }
            }
        }
        // what holds the values of several measures is no measure's own column
        for column in &mut columns.all {
            if found.iter().any(|one| one.column == column.column) {
                column.role = Role::Identity(IdentityKind::Value);
            }
        }
        columns.all.extend(found);
        return;
    }
    for column in &mut columns.all {
        if matches!(column.role, Role::Identity(IdentityKind::Measure | IdentityKind::Value)) {
            (column.role, column.known) = (Role::Unknown, false);
        }
    }
}

fn of_kind(columns: &Columns, kind: IdentityKind) -> Vec<u32> {
    columns.all.iter().filter(|one| one.role == Role::Identity(kind)).map(|one| one.column).collect()
}

/// The different words of the naming columns, in the order in which they come; `None` where they are too many.
fn words(naming: &[u32], rows: &[TableRow<'_>]) -> Option<Vec<Word>> {
    let mut words: Vec<Word> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.kind != RowKind::Ignored) {
        let said =
            naming.iter().filter_map(|column| words_of(row.row.cell(*column)?)).filter(|text| key(text) != TOTAL);
        let text = said.collect::<Vec<_>>().join(" / ");
        if text.is_empty() {
            continue;
        }
        let next = words.len();
        let number = *known.entry(text.clone()).or_insert(next);
        match words.get_mut(number) {
            Some(word) => word.rows.push(at),
            None => words.push(Word { text, rows: vec![at] }),
        }
        if words.len() > MOST_WORDS {
            return None;
        }
    }
    Some(words)
}

/// What counts as standing in the table, for measures that are meant only beside others.
fn keys(columns: &Columns, words: &[Word]) -> Vec<String> {
    let headings = columns.all.iter().map(|column| key(&column.heading));
    headings.chain(words.iter().map(|word| key(&word.text))).collect()
}

/// A table that may be long.
struct Long<'a> {
    context: &'a Context<'a>,
    table: &'a Table,
    columns: &'a Columns,
    keys: Vec<String>,
}

impl Long<'_> {
    /// The columns in which values of a word's measures stand.
    fn of_word(&self, number: u32, word: &Word, doubts: &mut Doubts) -> Vec<Column> {
        let columns = self.columns.all.iter().filter_map(|values| {
            let heading = match values.role {
                Role::Identity(IdentityKind::Value) => word.text.clone(),
                Role::Identity(_) => return None,
                _ => format!("{} / {}", word.text, values.heading),
            };
            let matched = self.context.index.find(&heading, &self.table.footnotes)?;
            self.column(number, values.column, heading, &matched, doubts)
        });
        columns.collect()
    }

    fn column(&self, word: u32, at: u32, heading: String, found: &Match, doubts: &mut Doubts) -> Option<Column> {
        let rulebook = self.context.rulebook;
        let mut column = Column {
            column: at,
            heading: Arc::from(heading),
            role: Role::Unknown,
            fit: found.fit,
            year: None,
            years_back: found.years_back,
            calendar_year: false,
            known: true,
            of_years: found.of_years.clone(),
            of: None,
            word: Some(word),
        };
        let meanings = found.meanings.iter().copied().filter(|meaning| allowed_here(*meaning, &self.keys, rulebook));
        match meanings.collect::<Vec<_>>().as_slice() {
            [Meaning::Measure(measure, group)] => column.role = Role::Measure(*measure, *group),
            [] | [Meaning::Identity(_)] => return None,
            several => {
                claims::several_claim(&column, several, rulebook, doubts);
                return None;
            }
        }
        set_year(&mut column, found.year.as_ref());
        say_footnote(&column, found.year.as_ref(), doubts);
        Some(column)
    }

    fn heading(&self, column: Option<u32>) -> &str {
        self.columns.all.iter().find(|one| Some(one.column) == column).map_or("", |one| &*one.heading)
    }

    /// Says which words name nothing that the rulebook knows.
    fn say_unknown(
        &self,
        naming: Option<u32>,
        words: &[Word],
        rows: &[TableRow<'_>],
        found: &[Column],
        doubts: &mut Doubts,
    ) {
        let known = |number: u32| found.iter().any(|column| column.word == Some(number));
        let unknown = || (0..).zip(words).filter(|(number, _)| !known(*number)).map(|(_, word)| word);
        let shown: Vec<String> = unknown().map(|word| format!("“{}”", word.text)).collect();
        let Some(naming) = naming.filter(|_| !shown.is_empty()) else { return };
        let (measures, were) = if shown.len() == 1 { ("a measure", "its rows") } else { ("measures", "their rows") };
        let places = unknown().filter_map(|word| rows.get(*word.rows.first()?)).map(|row| (row.row.index, naming));
        doubts.add_at(
            DoubtKind::Remark,
            format!(
                "the column “{}” names {measures} that the rulebook does not know: {}; {were} were not read",
                self.heading(Some(naming)),
                list(&shown, SHOWN)
            ),
            Some("if a rule needs one of them, add the words to the headings of its measure".into()),
            places.collect::<Vec<_>>().into_iter(),
        );
    }

    /// Says that measures are named and no column is known to hold their values.
    fn say_no_values(&self, naming: Option<u32>, words: &[Word], doubts: &mut Doubts) {
        let measure = |word: &&Word| {
            let found = self.context.index.find(&word.text, &self.table.footnotes);
            let found = found.filter(|found| found.fit <= Fit::AsTitle && !found.meanings.is_empty())?;
            found
                .meanings
                .iter()
                .all(|meaning| matches!(meaning, Meaning::Measure(..)))
                .then(|| format!("“{}”", word.text))
        };
        let named: Vec<String> = words.iter().filter_map(|word| measure(&word)).collect();
        // of a table without any measure it is said that nothing was read
        let naming = naming.filter(|_| !named.is_empty() && self.columns.measures().next().is_some());
        let Some(naming) = naming else { return };
        doubts.add(
            DoubtKind::NotRead,
            format!(
                "the column “{}” names measures ({}), but no column is known to hold their values; they were not read",
                self.heading(Some(naming)),
                list(&named, SHOWN)
            ),
            Some("add the heading of the values to `value` under `identity` in the rulebook".into()),
            &[naming],
        );
    }
}
