//! Sheets that describe columns and markers: a column of headings or markers with what each means beside it. They come
//! with the official tables, hold no values, and are nothing to attend to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::intake::heading::{Fit, FootnoteDigits};
use crate::intake::reading::Context;
use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::table::{holds_figure, is_empty};
use crate::intake::words::{list, tidy};
use workbook::read::{Book, Content, Row, Sheet};

/// So many known terms stand below one another in a description, and hardly anywhere else.
const FEWEST: usize = 3;
/// Longer texts are no headings.
const LONGEST: usize = 120;

/// What a column of a sheet explains.
#[derive(Default)]
struct Explained {
    terms: Vec<String>,
    with_words_beside: usize,
}

/// The remark on a sheet that describes columns or markers; `None` for any other.
pub(super) fn remark(context: &Context<'_>, book: &Book, sheet: &Sheet) -> Option<Doubt> {
    let terms = terms(context, sheet)?;
    let name = if sheet.name.is_empty() { "the file".to_owned() } else { format!("the sheet {}", sheet.name) };
    Some(Doubt {
        kind: DoubtKind::Remark,
        what: format!("{name} explains abbreviations and headings ({}) and holds no results", list(&terms, 6)),
        advice: None,
        workbook: Some(Arc::clone(&book.name)),
        places: Vec::new(),
        proposal: None,
    })
}

fn terms(context: &Context<'_>, sheet: &Sheet) -> Option<Vec<String>> {
    let mut columns: BTreeMap<u32, Explained> = BTreeMap::new();
    for row in &sheet.rows {
        // the first term of a row is the one explained; numbers may stand before it, as those that count the rows
        let Some((column, term, beside)) = term(context, row) else { continue };
        let explained = columns.entry(column).or_default();
        explained.terms.push(term);
        explained.with_words_beside += usize::from(beside);
    }
    let best = columns.into_values().max_by_key(|explained| explained.terms.len())?;
    let many = best.terms.len();
    (many >= FEWEST && best.with_words_beside * 2 > many).then_some(best.terms)
}

/// A row's first text, with its column, where that is a term the rulebook knows and no figure stands beside it, and
/// whether words do.
fn term(context: &Context<'_>, row: &Row) -> Option<(u32, String, bool)> {
    let mut filled = row.cells.iter().filter(|cell| !is_empty(cell));
    let (column, text) = filled.find_map(|cell| match &cell.content {
        Content::Text(text) if !holds_figure(cell) => Some((cell.column, tidy(text))),
        _ => None,
    })?;
    let mut beside = false;
    for cell in filled {
        if holds_figure(cell) {
            return None;
        }
        beside |= matches!(cell.content, Content::Text(_));
    }
    is_term(context, &text).then_some((column, text, beside))
}

fn is_term(context: &Context<'_>, text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let heading = context.index.find(text, &FootnoteDigits::default());
    heading.is_some_and(|found| found.fit == Fit::AsListed && !found.meanings.is_empty())
        || context.markers.find(text).is_some()
}
