//! Tables that would be ones of schools if one of their headings were known as a URN's, a LAESTAB's or a name's.

use std::sync::Arc;

use crate::intake::columns::identity_proposal;
use crate::intake::heading::{Fit, FootnoteDigits, IdentityKind, Meaning};
use crate::intake::reading::Context;
use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::table::{holds_figure, words_of};
use crate::intake::words::list;
use workbook::read::{Book, Cell, Row, Sheet};

/// Headings do not stand further down than this.
const MOST_ROWS: usize = 60;

/// The doubt about a sheet on which measures have headings and schools have none, and whether it says all of the sheet.
pub(super) fn doubt(context: &Context<'_>, book: &Book, sheet: &Sheet) -> Option<(Doubt, bool)> {
    let (row, measures) = sheet.rows.iter().take(MOST_ROWS).find_map(|row| {
        let measures = measure_headings(context, row);
        let heads = row.cells.iter().all(|cell| !holds_figure(cell));
        // one measure's heading stands in notes too, but no figures below it
        let column =
            measures.first().filter(|(column, _)| measures.len() > 1 || below(sheet, row, *column).any(holds_figure));
        (heads && column.is_some()).then_some((row, measures))
    })?;
    if sheet.rows.iter().all(|below| below.index <= row.index) {
        return Some((without_rows(book, sheet, row.index, &measures), true));
    }
    let others: Vec<(u32, String)> = row
        .cells
        .iter()
        .filter_map(|cell| Some((cell.column, words_of(cell)?)))
        .filter(|(column, _)| measures.iter().all(|(known, _)| known != column))
        .collect();
    let likely = likely_identity(context, sheet, row, &others);
    if likely.is_none() && measures.len() < 2 {
        return None;
    }
    let first = measures.first().map_or(0, |(column, _)| *column);
    let names: Vec<String> = measures.into_iter().map(|(_, text)| format!("“{text}”")).collect();
    // a csv file has no sheets
    let of = if sheet.name.is_empty() { String::new() } else { format!(" of sheet {}", sheet.name) };
    let doubt = Doubt {
        kind: DoubtKind::NotRead,
        what: format!(
            "row {}{of} has headings of measures ({}) and none of a school's URN, LAESTAB or name; the table was not read",
            row.index + 1,
            list(&names, 3)
        ),
        advice: Some(likely.as_ref().map_or_else(
            || "if its rows are schools, give it a column with their URN, LAESTAB or name; otherwise leave it".into(),
            |(_, heading, _)| format!("if “{heading}” says which school a row is, add the line to the rulebook"),
        )),
        workbook: Some(Arc::clone(&book.name)),
        places: vec![book.place(sheet, row.index, likely.as_ref().map_or(first, |(column, ..)| *column))],
        proposal: likely.map(|(_, heading, kind)| identity_proposal(&heading, kind, context.rulebook)),
    };
    Some((doubt, false))
}

/// The doubt about headings with nothing under them.
fn without_rows(book: &Book, sheet: &Sheet, row: u32, measures: &[(u32, String)]) -> Doubt {
    let of = if sheet.name.is_empty() { String::new() } else { format!(" of sheet {}", sheet.name) };
    Doubt {
        kind: DoubtKind::NotRead,
        what: format!("row {}{of} has headings, and no row stands under them", row + 1),
        advice: Some("if it should hold schools, ask for it again".into()),
        workbook: Some(Arc::clone(&book.name)),
        places: vec![book.place(sheet, row, measures.first().map_or(0, |(column, _)| *column))],
        proposal: None,
    }
}

fn measure_headings(context: &Context<'_>, row: &Row) -> Vec<(u32, String)> {
    let texts = row.cells.iter().filter_map(|cell| Some((cell.column, words_of(cell)?)));
    texts
        .filter(|(_, text)| text.len() <= 120)
        .filter(|(_, text)| {
            let found = context.index.find(text, &FootnoteDigits::default());
            found.is_some_and(|found| {
                found.fit <= Fit::WithGroup && matches!(found.meanings.first(), Some(Meaning::Measure(..)))
            })
        })
        .collect()
}

/// The heading that likely stands over schools: one near to a known heading of identity, else the first over names.
fn likely_identity(
    context: &Context<'_>,
    sheet: &Sheet,
    row: &Row,
    others: &[(u32, String)],
) -> Option<(u32, String, IdentityKind)> {
    let near = others.iter().find_map(|(column, text)| {
        let kind = context.index.nearest(text, 3).into_iter().find_map(|near| match near.meaning {
            Meaning::Identity(kind) if kind <= IdentityKind::Name => Some(kind),
            _ => None,
        })?;
        let fits = kind != IdentityKind::Name || holds_names(sheet, row, *column);
        fits.then(|| (*column, text.clone(), kind))
    });
    // a heading that means something already, such as the year's, is no school's
    let unknown = |text: &str| context.index.find(text, &FootnoteDigits::default()).is_none();
    let over_names = || others.iter().find(|(column, text)| unknown(text) && holds_names(sheet, row, *column));
    near.or_else(|| over_names().map(|(column, text)| (*column, text.clone(), IdentityKind::Name)))
}

/// Whether most cells of a column can be names: words, and neither years, numbers nor codes.
fn holds_names(sheet: &Sheet, heading: &Row, column: u32) -> bool {
    let cells = || below(sheet, heading, column);
    cells().filter(|cell| words_of(cell).is_some_and(|text| is_name(&text))).count() * 2 > cells().count()
}

/// The first cells of a column below its heading.
fn below<'s>(sheet: &'s Sheet, heading: &Row, column: u32) -> impl Iterator<Item = &'s Cell> {
    let start = heading.index;
    sheet.rows.iter().filter(move |row| row.index > start).take(MOST_ROWS).filter_map(move |row| row.cell(column))
}

/// Whether a text can be a name: a code has digits, and no word of several small letters.
fn is_name(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().skip(1).filter(|c| c.is_lowercase()).count() >= 2)
        || text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count() >= 2
}
