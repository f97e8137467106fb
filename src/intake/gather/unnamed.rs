//! Tables that would be ones of schools if one of their headings were known as a URN's, a LAESTAB's or a name's.

use std::sync::Arc;

use crate::intake::columns::identity_proposal;
use crate::intake::heading::{Fit, FootnoteDigits, IdentityKind, Meaning};
use crate::intake::reading::Context;
use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::table::{holds_figure, words_of};
use crate::intake::words::list;
use workbook::read::{Book, Row, Sheet};

/// Headings do not stand further down than this.
const MOST_ROWS: usize = 60;

/// The doubt about a sheet on which measures have headings and schools have none.
pub(super) fn doubt(context: &Context<'_>, book: &Book, sheet: &Sheet) -> Option<Doubt> {
    let (row, measures) = sheet.rows.iter().take(MOST_ROWS).find_map(|row| {
        let measures = measure_headings(context, row);
        (measures.len() >= 2 && row.cells.iter().all(|cell| !holds_figure(cell))).then_some((row, measures))
    })?;
    let others: Vec<(u32, String)> = row
        .cells
        .iter()
        .filter_map(|cell| Some((cell.column, words_of(cell)?)))
        .filter(|(column, _)| measures.iter().all(|(known, _)| known != column))
        .collect();
    let (column, heading, kind) = likely_identity(context, &others)?;
    let names: Vec<String> = measures.into_iter().map(|(_, text)| format!("“{text}”")).collect();
    // a csv file has no sheets
    let of = if sheet.name.is_empty() { String::new() } else { format!(" of sheet {}", sheet.name) };
    Some(Doubt {
        kind: DoubtKind::NotRead,
        what: format!(
            "row {}{of} has headings of measures ({}) and none of a school's URN, LAESTAB or name; the table was not read",
            row.index + 1,
            list(&names, 3)
        ),
        advice: Some(format!("if “{heading}” says which school a row is, add the line to the rulebook")),
        workbook: Some(Arc::clone(&book.name)),
        places: vec![book.place(sheet, row.index, column)],
        proposal: Some(identity_proposal(&heading, kind, context.rulebook)),
    })
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

/// The heading that likely stands over schools: one near to a known heading of identity, else the first.
fn likely_identity(context: &Context<'_>, others: &[(u32, String)]) -> Option<(u32, String, IdentityKind)> {
    let near = others.iter().find_map(|(column, text)| {
        let kind = context.index.nearest(text, 3).into_iter().find_map(|near| match near.meaning {
            Meaning::Identity(kind) if kind <= IdentityKind::Name => Some(kind),
            _ => None,
        })?;
        Some((*column, text.clone(), kind))
    });
    near.or_else(|| others.first().map(|(column, text)| (*column, text.clone(), IdentityKind::Name)))
}
