//! Reviews of a small authority put together by hand, and what is read back from them.

use std::sync::OnceLock;

use chrono::NaiveDate;
use workbook::read::{Limits, read_bytes};
use yardstick::judge::decided::{DecisionKey, Decisions};
use yardstick::review::Carried;
use yardstick::review::book::keys;
use yardstick::review::decisions::{Entries, Entry, Field, ReviewRead, Taken, properties, read_back, take};
use yardstick::review::words::Words;
use yardstick::rulebook::Rulebook;

use super::grid::Grid;
use crate::report::fixture::Fixture;

pub const SCHOOLS: &str = "Schools";
pub const ADVICE: &str = "Support and plans";

pub fn rulebook() -> &'static Rulebook {
    static RULEBOOK: OnceLock<Rulebook> = OnceLock::new();
    RULEBOOK.get_or_init(|| Fixture::new().rulebook)
}

/// A review in which nothing is decided yet.
pub fn blank_review() -> Grid {
    static REVIEW: OnceLock<Grid> = OnceLock::new();
    let make = || {
        let mut fixture = Fixture::new();
        fixture.decisions = Decisions::default();
        fixture.carried = Carried::default();
        Grid::read(&fixture.review())
    };
    REVIEW.get_or_init(make).clone()
}

/// A review in which the fixture's decisions are filled in.
pub fn decided_review() -> Grid {
    static REVIEW: OnceLock<Grid> = OnceLock::new();
    REVIEW.get_or_init(|| Grid::read(&Fixture::new().review())).clone()
}

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2013, 2, 1).unwrap()
}

pub fn read_named(name: &str, grid: &Grid) -> ReviewRead {
    let bytes = grid.write();
    let book = read_bytes(name, &bytes, &Limits::default()).unwrap();
    read_back(&book, &properties(&bytes), rulebook())
}

pub fn read(grid: &Grid) -> ReviewRead {
    read_named("School review 2011-12.xlsx", grid)
}

pub fn take_from(record: &Entries, reviews: &[ReviewRead]) -> Taken {
    take(record, reviews, today(), Words(rulebook()))
}

/// What is decided in a review, with no record.
pub fn decided(grid: &Grid) -> Entries {
    let taken = take_from(&Entries::new(), &[read(grid)]);
    assert!(taken.contests.is_empty(), "{:?}", taken.contests);
    taken.entries.into_iter().filter(|(_, entry)| !entry.fields.is_blank()).collect()
}

pub fn key(text: &str) -> DecisionKey {
    keys::read(text).unwrap()
}

pub fn says(entry: &Entry, field: Field) -> Option<&str> {
    entry.fields.get(field).map(|text| &**text)
}

/// The key in the n-th row of a sheet.
pub fn nth_key(grid: &mut Grid, sheet: &str, at: usize) -> String {
    keys_on(grid, sheet).remove(at)
}

/// The key in the n-th row of a kind: `grade:`, `support:`.
pub fn nth_of(grid: &mut Grid, kind: &str, at: usize) -> String {
    keys_on(grid, ADVICE).into_iter().filter(|key| key.contains(&format!(" | {kind}"))).nth(at).unwrap()
}

fn keys_on(grid: &mut Grid, sheet: &str) -> Vec<String> {
    let sheet = grid.sheet(sheet);
    let of = |row: u32| match &sheet.cells[&(row, sheet.column(keys::KEY))] {
        workbook::read::Content::Text(text) => text.to_string(),
        other => panic!("a key is a text: {other:?}"),
    };
    sheet.keyed_rows().into_iter().map(of).collect()
}
