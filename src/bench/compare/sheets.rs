//! The workbook of a comparison: what changes for which school and why, and what differs between the rulebooks.

mod front;

use chrono::NaiveDate;

use super::{Aspect, Because, Change};
use crate::review::book::keys;
use crate::review::words::Words;
use crate::rulebook::Rulebook;
use crate::rulebook::changes::Edit;
use workbook::write::{Book, BookError, Cell, Column, Palette, Property, TablePlan};

/// What a workbook of a comparison is made of.
pub struct Sheets<'a> {
    /// the rulebook whose colours are used
    pub rulebook: &'a Rulebook,
    /// what is compared, in a sentence: `Rulebook of May 2012 and rulebook of January 2013, results of 2011-12`
    pub title: &'a str,
    /// how many schools were judged
    pub schools: usize,
    /// what differs for schools
    pub changes: &'a [Change],
    /// what differs between the rulebooks; none where years are compared
    pub edits: &'a [Edit],
    /// the stated day
    pub date: NaiveDate,
}

/// What made a difference, in words.
#[must_use]
pub fn because(because: &Because, edits: &[Edit]) -> String {
    let line = |at: &usize| edits.get(*at).map_or(String::new(), Edit::short);
    let lines = |all: &[usize]| all.iter().map(line).collect::<Vec<_>>().join(" + ");
    match because {
        Because::Edit(at) => line(at),
        Because::EachOf(all) => format!("each of these alone: {}", lines(all)),
        Because::Together(all) => format!("together: {}", lines(all)),
        Because::Rules => "other rules in force; the results would not have changed it".to_owned(),
        Because::Results => "the results; under the earlier rules it would have changed too".to_owned(),
        Because::RulesAndResults => "rules and results together".to_owned(),
    }
}

/// How many schools change in each respect.
#[must_use]
pub fn counts(changes: &[Change]) -> Vec<(Aspect, usize)> {
    let count = |aspect: Aspect| {
        let mut schools: Vec<_> = changes.iter().filter(|c| c.item.aspect == aspect).map(|c| &c.school).collect();
        schools.dedup();
        (aspect, schools.len())
    };
    Aspect::ALL.map(count).to_vec()
}

/// The workbook's bytes.
///
/// # Errors
/// When a sheet cannot be written.
pub fn write(sheets: &Sheets<'_>) -> Result<Vec<u8>, BookError> {
    let rulebook = sheets.rulebook;
    let palette = Palette::of(&rulebook.report.colours);
    let footer = Words(rulebook).footer(rulebook.authority.to_string(), sheets.date);
    let kind = Property { name: keys::KIND, value: keys::COMPARISON.to_owned() };
    let mut book = Book::with_properties(palette, footer, sheets.title, &rulebook.authority, sheets.date, &[kind]);
    book.page(front::front(sheets))?;
    book.table(schools(sheets))?;
    if !sheets.edits.is_empty() {
        book.table(edited(sheets.edits))?;
    }
    book.finish()
}

/// `3 of 54 schools change`.
#[must_use]
pub fn changed_schools(changes: &[Change], schools: usize) -> String {
    let mut keys: Vec<_> = changes.iter().map(|change| &change.school).collect();
    keys.sort();
    keys.dedup();
    match keys.len() {
        0 => format!("nothing changes for any of {schools} schools"),
        1 => format!("1 of {schools} schools changes"),
        many => format!("{many} of {schools} schools change"),
    }
}

fn schools<'a>(sheets: &'a Sheets<'a>) -> TablePlan<'a> {
    let columns = vec![
        Column::new("School", 28.0).wrapped(),
        Column::new("In what", 15.0),
        Column::new("Which", 32.0).wrapped(),
        Column::new("Before", 22.0).wrapped(),
        Column::new("After", 22.0).wrapped(),
        Column::new("Because of", 42.0).wrapped(),
    ];
    let row = |change: &'a Change| {
        vec![
            Cell::text(&*change.name),
            Cell::text(change.item.aspect.title()),
            // a school has one status, which needs no name
            Cell::text(if change.item.aspect == Aspect::Status { "" } else { change.title.as_str() }),
            Cell::text(change.before.as_deref().unwrap_or("–")),
            Cell::text(change.after.as_deref().unwrap_or("–")),
            Cell::text(because(&change.because, sheets.edits)),
        ]
    };
    let mut plan = TablePlan::new("Schools", "What changes, school by school", columns);
    plan.about = sheets.title.into();
    plan.none = "Nothing changes for any school.".into();
    plan.frozen = 1;
    plan.with_rows(sheets.changes.iter().map(row).collect())
}

fn edited(edits: &[Edit]) -> TablePlan<'_> {
    let columns =
        vec![Column::new("Where", 28.0), Column::new("What", 42.0).wrapped(), Column::new("Change", 70.0).wrapped()];
    let row =
        |edit: &Edit| vec![Cell::text(edit.place.to_string()), Cell::text(edit.title.clone()), Cell::text(edit.line())];
    let mut plan = TablePlan::new("Rulebook", "What differs between the rulebooks", columns);
    plan.about = "One row an entry, with its line in the later rulebook.".into();
    plan.with_rows(edits.iter().map(row).collect())
}
