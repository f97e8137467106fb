//! Sheets whose rows are authorities or trusts: no schools are read from them, and nothing is to be mended.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::Laestab;
use crate::intake::heading::IdentityKind;
use crate::intake::reading::Context;
use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::table::{holds_figure, is_empty, words_of};
use crate::intake::value::number;
use crate::intake::words::key;
use workbook::read::{Book, Cell, Content, Row, Sheet};

/// Headings do not stand further down than this.
const MOST_ROWS: usize = 60;
/// So many authorities' numbers below one another are no accident.
const FEWEST: usize = 10;

/// One row in so many may be something else.
const ODD: usize = 10;

/// What the rows of a sheet are, where they are not schools.
enum Rows {
    Authorities,
    Trusts,
}

/// The remark on a sheet whose rows are authorities or trusts; `None` for any other.
pub(super) fn remark(context: &Context<'_>, book: &Book, sheet: &Sheet) -> Option<Doubt> {
    let heading = sheet.rows.iter().take(MOST_ROWS).find(|row| heads(row))?;
    let kinds: Vec<IdentityKind> = headings(heading).filter_map(|(_, text)| context.index.identity(&text)).collect();
    let of_schools = [IdentityKind::Urn, IdentityKind::Laestab, IdentityKind::Name, IdentityKind::Establishment];
    if kinds.iter().any(|kind| of_schools.contains(kind)) {
        return None;
    }
    let (rows, column, text) = told(context, sheet, heading)?;
    let (are, how) = match rows {
        Rows::Authorities => (
            "authorities",
            "the authority's own figures are read where its name or number stands under a heading such as Local authority, with headings that the rulebook knows",
        ),
        Rows::Trusts => ("trusts", "figures of trusts take no part; leave the file, or put it elsewhere"),
    };
    let name = if sheet.name.is_empty() { String::new() } else { format!(" of sheet {}", sheet.name) };
    Some(Doubt {
        kind: DoubtKind::Remark,
        what: format!("the rows{name} are {are} (“{text}”), not schools: none was read as a school"),
        advice: Some(how.to_owned()),
        workbook: Some(Arc::clone(&book.name)),
        places: vec![book.place(sheet, heading.index, column)],
        proposal: None,
    })
}

/// What tells it, the column it stands in and its heading.
fn told(context: &Context<'_>, sheet: &Sheet, heading: &Row) -> Option<(Rows, u32, String)> {
    let trusts: BTreeSet<String> = context.rulebook.identity.trust.iter().map(|heading| key(&heading.text)).collect();
    if let Some((column, text)) = headings(heading).find(|(_, text)| trusts.contains(&key(text))) {
        return Some((Rows::Trusts, column, text));
    }
    let authority =
        |text: &str| matches!(context.index.identity(text), Some(IdentityKind::LaNumber | IdentityKind::LaName));
    // where schools stand below one another, their authority stands there again and again
    let named = headings(heading).find(|(column, text)| authority(text) && none_twice(sheet, heading, *column));
    let numbered = || headings(heading).find(|(column, _)| has_numbers_of_authorities(sheet, heading, *column));
    named.or_else(numbered).map(|(column, text)| (Rows::Authorities, column, text))
}

/// Whether several cells of a column are filled, no two alike.
fn none_twice(sheet: &Sheet, heading: &Row, column: u32) -> bool {
    let below = sheet.rows.iter().filter(|row| row.index > heading.index);
    let texts: Vec<String> = below.filter_map(|row| words_of(row.cell(column)?)).collect();
    texts.len() > 1 && texts.iter().collect::<BTreeSet<_>>().len() == texts.len()
}

/// Whether a row has several headings and no figures.
fn heads(row: &Row) -> bool {
    headings(row).count() > 1 && !row.cells.iter().any(holds_figure)
}

fn headings(row: &Row) -> impl Iterator<Item = (u32, String)> + '_ {
    row.cells.iter().filter_map(|cell| match &cell.content {
        Content::Text(_) => Some((cell.column, words_of(cell)?)),
        _ => None,
    })
}

/// Whether nearly every cell of a column is an authority's number, and none stands twice.
fn has_numbers_of_authorities(sheet: &Sheet, heading: &Row, column: u32) -> bool {
    let rows = sheet.rows.iter().filter(|row| row.index > heading.index && !row.cells.iter().all(is_empty));
    let numbers: Vec<Option<u32>> = rows.map(|row| row.cell(column).and_then(authority)).collect();
    let known: Vec<u32> = numbers.iter().flatten().copied().collect();
    let each_once = known.iter().collect::<BTreeSet<_>>().len() == known.len();
    // a row for what has no number may stand among them
    each_once && known.len() >= FEWEST && (numbers.len() - known.len()) * ODD <= numbers.len()
}

/// The number of an authority in a cell.
fn authority(cell: &Cell) -> Option<u32> {
    let number = match &cell.content {
        Content::Number(number) => *number,
        Content::Text(text) => number::typed(text)?.number,
        _ => return None,
    };
    Laestab::from_parts(number, 0.0).map(Laestab::authority)
}
