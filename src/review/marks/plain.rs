//! A new workbook of an old one's values, for formats that cannot be edited in place: its layout stays behind, its values,
//! number formats, widths, merged cells and hidden parts come along. It is then annotated like any other.

use chrono::NaiveDateTime;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::sheet_name;
use crate::review::ReviewInputs;
use crate::review::context::Context;
use workbook::read::{Book, Cell, Content, Sheet, Visibility};
use workbook::write::{BookError, new_workbook};

/// The last row and column of a sheet, from 0.
const LAST: (u32, u32) = (1_048_575, 16_383);

/// The copy's bytes.
///
/// # Errors
/// When a sheet cannot be written.
pub fn plain_copy(inputs: &ReviewInputs<'_>, book: &Book) -> Result<Vec<u8>, BookError> {
    let context = Context::new(inputs);
    let mut workbook = new_workbook(&book.name, inputs.authority(), inputs.evaluation.date);
    for sheet in &book.sheets {
        let name = sheet_name(&context, &sheet.name);
        write(&mut workbook, sheet, &name).map_err(BookError::at(&name))?;
    }
    workbook.save_to_buffer().map_err(BookError::at(""))
}

fn write(workbook: &mut Workbook, sheet: &Sheet, name: &str) -> Result<(), XlsxError> {
    let to = workbook.add_worksheet();
    to.set_name(name)?;
    match sheet.visibility {
        Visibility::Visible => {}
        Visibility::Hidden => {
            to.set_hidden(true);
        }
        Visibility::VeryHidden => {
            to.set_very_hidden(true);
        }
    }
    layout(to, sheet)?;
    for row in sheet.rows.iter().filter(|row| row.index <= LAST.0) {
        for cell in row.cells.iter().filter(|cell| cell.column <= LAST.1) {
            let column = u16::try_from(cell.column).unwrap_or(u16::MAX);
            put(to, row.index, column, cell)?;
        }
    }
    Ok(())
}

/// Widths, hidden rows and columns, merged cells. Merging comes before values: it writes its own.
fn layout(to: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    for width in &sheet.column_widths {
        for column in width.first..=width.last.min(width.first + 255) {
            to.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), width.width.clamp(0.0, 255.0))?;
        }
    }
    for (first, last) in sheet.hidden_columns.iter() {
        for column in first..=last.min(LAST.1) {
            to.set_column_hidden(u16::try_from(column).unwrap_or(u16::MAX))?;
        }
    }
    // of hidden rows without end those that hold something, and the first after them
    let filled = sheet.rows.last().map_or(0, |row| row.index + 1).min(LAST.0);
    for (first, last) in sheet.hidden_rows.iter() {
        for row in first..=last.min(filled) {
            to.set_row_hidden(row)?;
        }
    }
    for merge in &sheet.merges {
        let columns = (u16::try_from(merge.first_column), u16::try_from(merge.last_column));
        if let (Ok(first), Ok(last)) = columns {
            // areas that overlap are refused by the writer; the first one stays
            let _ = to.merge_range(merge.first_row, first, merge.last_row, last, "", &Format::new());
        }
    }
    Ok(())
}

fn put(to: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let format = cell.format.as_deref().map(|code| Format::new().set_num_format(code)).unwrap_or_default();
    put_content(to, (row, column), &cell.content, cell.format.as_deref(), format)
}

fn put_content(
    to: &mut Worksheet,
    (row, column): (u32, u16),
    content: &Content,
    code: Option<&str>,
    format: Format,
) -> Result<(), XlsxError> {
    let format = &format;
    match content {
        Content::Number(number) if number.is_finite() => to.write_number_with_format(row, column, *number, format)?,
        Content::Number(_) | Content::NotCalculated => to.write_blank(row, column, format)?,
        Content::Text(text) => to.write_string_with_format(row, column, &**text, format)?,
        Content::Error(text) => to.write_string_with_format(row, column, &**text, format)?,
        Content::Flag(flag) => to.write_boolean_with_format(row, column, *flag, format)?,
        Content::DateTime(moment) => {
            let dated = format.clone().set_num_format(code.unwrap_or("dd/mm/yyyy"));
            to.write_number_with_format(row, column, serial(*moment), &dated)?
        }
        // it does not count, and is the officer's all the same
        Content::CrossedOut(own) => {
            return put_content(to, (row, column), own, code, format.clone().set_font_strikethrough());
        }
    };
    Ok(())
}

/// Days since 30 December 1899, with the time of day as a part.
fn serial(moment: NaiveDateTime) -> f64 {
    let days = workbook::write::serial(moment.date());
    let seconds = moment.time().signed_duration_since(chrono::NaiveTime::MIN).num_seconds();
    days + i32::try_from(seconds).map_or(0.0, f64::from) / 86_400.0
}
