//! One cell into one sheet.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Formula, Note, Url, Worksheet, XlsxError};

use super::super::{Cell, CellValue, Link, fit};
use crate::place::quoted_sheet;

/// The longest text a cell takes, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Of more links than this on one sheet the rest are formulas: each link is an entry in a list beside the sheet, kept in
/// memory until the end, and of more than 65,530 Excel drops all.
const MOST_LINKS: usize = 5_000;
/// The longest text that may stand in a formula, in UTF-16 units.
const LONGEST_IN_FORMULA: usize = 255;

/// Counts the links of a sheet.
#[derive(Default)]
pub(crate) struct Links(usize);

/// Writes a cell.
pub(crate) fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    format: &Format,
    links: &mut Links,
) -> Result<(), XlsxError> {
    match &cell.value {
        CellValue::Blank => sheet.write_blank(row, column, format)?,
        CellValue::Text(text) => sheet.write_string_with_format(row, column, &*fitting(text), format)?,
        CellValue::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, format)?
        }
        CellValue::Number(_) => sheet.write_blank(row, column, format)?,
        CellValue::Date(day) => sheet.write_number_with_format(row, column, serial(*day), format)?,
        CellValue::Formula(formula, shows) => {
            let result = match &**shows {
                CellValue::Text(text) => text.to_string(),
                CellValue::Number(number) => number.to_string(),
                _ => String::new(),
            };
            let formula = Formula::new(formula).set_result(result);
            sheet.write_formula_with_format(row, column, formula, format)?
        }
        CellValue::Link(text, link) => match (address(link), links.0 < MOST_LINKS) {
            (Some(url), true) => {
                links.0 += 1;
                sheet.write_url_with_options(
                    row,
                    column,
                    Url::new(url),
                    fitting(text).into_owned(),
                    "",
                    Some(format),
                )?
            }
            (Some(_), false) => match formula(text, link) {
                Some(formula) => sheet.write_formula_with_format(row, column, formula, format)?,
                None => sheet.write_string_with_format(row, column, &*fitting(text), format)?,
            },
            (None, _) => sheet.write_string_with_format(row, column, &*fitting(text), format)?,
        },
    };
    Ok(())
}

/// Writes a cell whose look is given otherwise: by its column, or with all that look alike.
pub(crate) fn put_plain<'f>(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    look: impl FnOnce() -> &'f Format,
    links: &mut Links,
) -> Result<(), XlsxError> {
    match &cell.value {
        CellValue::Blank => {}
        CellValue::Text(text) => {
            sheet.write_string(row, column, &*fitting(text))?;
        }
        CellValue::Number(number) if number.is_finite() => {
            sheet.write_number(row, column, *number)?;
        }
        CellValue::Date(day) => {
            sheet.write_number(row, column, serial(*day))?;
        }
        _ => put(sheet, (row, column), cell, look(), links)?,
    }
    Ok(())
}

/// Writes the note on a cell, as high as its text.
pub(crate) fn note(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell<'_>) -> Result<(), XlsxError> {
    /// Pixels, and the characters that fit into them.
    const WIDE: (u32, f64) = (210, 28.0);
    /// Pixels of a line, of the margins, and of the highest note that is still to be read.
    const LINE: (u32, u32, u32) = (19, 12, 600);
    let Some(words) = &cell.note else { return Ok(()) };
    let words = fitting(words);
    let (line, margins, highest) = LINE;
    let high = fit::lines(&words, WIDE.1).saturating_mul(line).saturating_add(margins).min(highest);
    let note = Note::new(words).add_author_prefix(false).set_width(WIDE.0).set_height(high);
    sheet.insert_note(row, column, &note).map(drop)
}

/// Excel counts days from 30 December 1899.
pub fn serial(day: NaiveDate) -> f64 {
    let days = day.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or(NaiveDate::MIN)).num_days();
    i32::try_from(days).map_or(0.0, f64::from)
}

/// The text, cut where a cell would not take it.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units < LONGEST_TEXT
        })
        .collect();
    Cow::Owned(kept + "…")
}

/// Where a link leads, as the writer takes it; `None` where it cannot be written as one.
fn address(link: &Link<'_>) -> Option<String> {
    let url = match link {
        Link::Here(sheet, cell) => format!("internal:{}!{cell}", quoted_sheet(sheet)),
        Link::File(path, _, _) if path.contains('#') => return None,
        Link::File(path, sheet, _) if sheet.is_empty() => format!("file:///{path}"),
        Link::File(path, sheet, cell) => format!("file:///{path}#{}!{cell}", quoted_sheet(sheet)),
    };
    (url.encode_utf16().count() < 2_000).then_some(url)
}

/// A link as a formula that shows its text; `None` where a part is too long for one.
fn formula(text: &str, link: &Link<'_>) -> Option<Formula> {
    let to = match link {
        Link::Here(sheet, cell) => format!("#{}!{cell}", quoted_sheet(sheet)),
        Link::File(path, sheet, _) if sheet.is_empty() => path.to_string(),
        Link::File(path, sheet, cell) => format!("{path}#{}!{cell}", quoted_sheet(sheet)),
    };
    let short = [&*to, text].iter().all(|part| part.encode_utf16().count() <= LONGEST_IN_FORMULA);
    let literal = |part: &str| format!("\"{}\"", part.replace('"', "\"\""));
    short.then(|| Formula::new(format!("=HYPERLINK({},{})", literal(&to), literal(text))).set_result(text))
}
