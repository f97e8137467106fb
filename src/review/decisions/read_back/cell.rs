//! What a cell says, as plain text.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::domain::Value;
use workbook::read::{CROSSED_OUT, Cell, Content, Sheet};
use workbook::write::COMMA_IN_LIST;

/// White space, and what looks like it or like nothing.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}')
}

/// A text without blanks at its ends, with one kind of line end.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
    text.trim_matches(is_blank).to_owned()
}

/// No spreadsheet has days before it.
const FIRST_YEAR: i32 = 1900;
/// Nothing is due before it, and no plan began.
const FIRST_DUE: i32 = 1950;

/// What a cell shows; `None` where it is blank.
pub(super) fn text(cell: Option<&Cell>) -> Option<Arc<str>> {
    let cell = cell?;
    let text = match &cell.content {
        Content::Text(text) => plain(text),
        Content::Number(number) if cell.percent => format!("{}%", Value::Number(number * 100.0)),
        Content::Number(number) => Value::Number(*number).to_string(),
        Content::Flag(true) => "TRUE".to_owned(),
        Content::Flag(false) => "FALSE".to_owned(),
        // a time of day, without a day
        Content::DateTime(moment) if moment.year() < FIRST_YEAR => moment.format("%H:%M").to_string(),
        Content::DateTime(moment) if moment.time() == NaiveTime::MIN => moment.date().to_string(),
        Content::DateTime(moment) => moment.format("%Y-%m-%d %H:%M").to_string(),
        Content::Error(error) => error.to_string(),
        Content::CrossedOut(_) => CROSSED_OUT.to_owned(),
        // the formula is there, its answer is not: nothing is made of it, but the cell is not blank either
        Content::NotCalculated => "(formula never calculated)".to_owned(),
    };
    (!text.is_empty()).then(|| text.into())
}

/// The same of a cell that has a list: a word with a comma was written there with a sign that only looks like one.
pub(super) fn chosen(cell: Option<&Cell>) -> Option<Arc<str>> {
    let text = text(cell)?;
    if text.contains(COMMA_IN_LIST) { Some(text.replace(COMMA_IN_LIST, ",").into()) } else { Some(text) }
}

/// Whether a formula stands in a cell and its answer does not.
pub(super) fn is_unanswered(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| cell.content == Content::NotCalculated)
}

/// A day, as `2013-02-01`; else what was typed in its place.
pub(super) fn day(cell: Option<&Cell>, date_1904: bool) -> Option<Arc<str>> {
    let day = match &cell?.content {
        Content::DateTime(moment) => Some(moment.date()),
        Content::Number(number) => crate::intake::day_of_number(*number, date_1904),
        Content::Text(text) => crate::intake::day_typed(text),
        _ => None,
    };
    match day {
        // a small number, in a cell that shows days
        Some(day) if day.year() < FIRST_DUE => Some(number_of(day, date_1904).into()),
        Some(day) => Some(day.to_string().into()),
        None => text(cell),
    }
}

/// A day that was written in figures, as they stand: `02/13/2013`.
fn in_figures(cell: Option<&Cell>) -> Option<[u32; 3]> {
    let Content::Text(text) = &cell?.content else { return None };
    let text = plain(text);
    let mut parts = text.split('/').map(|part| part.parse::<u32>().ok());
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Some(one)), Some(Some(two)), Some(Some(three)), None) => Some([one, two, three]),
        _ => None,
    }
}

/// A day in figures read with the month first.
fn months_first([month, day, year]: [u32; 3]) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Whether a cell tells how days are written in figures: with the month first where it can be no day else, or where that
/// is what was filled in before; none where it tells nothing.
pub(super) fn begins_with_month(cell: Option<&Cell>, before: Option<&Arc<str>>) -> Option<bool> {
    let figures @ [one, two, _] = in_figures(cell)?;
    let same = |day: Option<NaiveDate>| before.is_some_and(|before| day.is_some_and(|day| day.to_string() == **before));
    match (one > 12, two > 12) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ if one == two => None,
        _ if same(months_first(figures)) => Some(true),
        _ if same(crate::intake::day_typed(&text(cell)?)) => Some(false),
        _ => None,
    }
}

/// A day of a sheet whose days begin with the month: what was filled in before stands where the figures say it, and no
/// other day is guessed; none where the figures are one day in both orders, or where there are none.
pub(super) fn day_not_guessed(cell: Option<&Cell>, before: Option<&Arc<str>>) -> Option<Arc<str>> {
    let figures @ [one, two, _] = in_figures(cell)?;
    let day = months_first(figures).map(|day| day.to_string());
    match before.filter(|before| day.as_deref() == Some(&***before)) {
        Some(before) => Some(Arc::clone(before)),
        None => text(cell).filter(|_| one != two),
    }
}

/// The number that a spreadsheet keeps for a day.
fn number_of(day: NaiveDate, date_1904: bool) -> String {
    let first = if date_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 31) };
    let days = first.map_or(0, |first| (day - first).num_days());
    // spreadsheets know a 29 February 1900
    (days + i64::from(!date_1904 && days > 59)).to_string()
}

/// What stands in a row and column.
pub(super) fn at(sheet: &Sheet, row: u32, column: u32) -> Option<Arc<str>> {
    text(sheet.cell(row, column))
}
