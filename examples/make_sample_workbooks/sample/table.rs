//! A table as an officer lays one out: title rows, one or two rows of headings, schools, totals, notes beneath.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::cell::Cell;
use super::look::{Look, Standing};
use super::trouble::Trouble;

/// One column.
#[derive(Clone)]
pub struct Column {
    /// Heading that it shares with its neighbours; empty where it stands alone.
    pub group: String,
    /// Its own heading.
    pub heading: String,
    /// Width in characters.
    pub width: f64,
}

/// A column of its own.
pub fn column(heading: &str, width: f64) -> Column {
    Column { group: String::new(), heading: heading.to_owned(), width }
}

/// A column beneath a heading that it shares.
pub fn under(group: &str, heading: &str, width: f64) -> Column {
    Column { group: group.to_owned(), heading: heading.to_owned(), width }
}

/// One row.
pub struct Row {
    /// What it stands for.
    pub standing: Standing,
    /// Its cells from the left.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A school's row.
    pub fn school(cells: Vec<Cell>) -> Self {
        Self { standing: Standing::School, cells }
    }

    /// The authority's row.
    pub fn authority(cells: Vec<Cell>) -> Self {
        Self { standing: Standing::Authority, cells }
    }

    /// The national row.
    pub fn england(cells: Vec<Cell>) -> Self {
        Self { standing: Standing::England, cells }
    }

    /// A total.
    pub fn total(cells: Vec<Cell>) -> Self {
        Self { standing: Standing::Total, cells }
    }

    /// A line that opens a block of rows.
    pub fn divider(text: &str) -> Self {
        Self { standing: Standing::Divider, cells: vec![Cell::text(text)] }
    }
}

/// A table with its surroundings.
pub struct Table {
    /// Title.
    pub title: String,
    /// Lines below the title.
    pub subtitles: Vec<String>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows of the body.
    pub rows: Vec<Row>,
    /// A last row of averages over the schools' rows, under this name in the column given.
    pub average: Option<(&'static str, u16)>,
    /// Notes below.
    pub notes: Vec<String>,
}

/// Where a table came to stand.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// First row of the headings.
    pub top: u32,
    /// Last row of the headings.
    pub headings: u32,
    /// First row of the body.
    pub first: u32,
    /// Last row of the body, without the averages.
    pub last: u32,
    /// Last column.
    pub last_column: u16,
}

impl Table {
    /// Writes the table from the given row and sets the widths.
    pub fn write(&self, sheet: &mut Worksheet, look: &Look, top: u32) -> Result<Placed, Trouble> {
        let mut row = top;
        sheet.write_string_with_format(row, 0, &self.title, &look.title())?;
        sheet.set_row_height(row, 22)?;
        row += 1;
        for subtitle in &self.subtitles {
            sheet.write_string_with_format(row, 0, subtitle, &look.subtitle())?;
            row += 1;
        }
        row += 1;
        let top = row;
        let headings = self.write_headings(sheet, look, top)?;
        let first = headings + 1;
        row = first;
        for line in &self.rows {
            self.write_row(sheet, look, row, line)?;
            row += 1;
        }
        let last = row.saturating_sub(1);
        if let Some((name, column)) = self.average {
            self.write_average(sheet, look, (first, last), (name, column))?;
            row += 1;
        }
        for (note, at) in self.notes.iter().zip(row + 1..) {
            sheet.write_string_with_format(at, 0, note, &look.note())?;
        }
        Ok(Placed { top, headings, first, last, last_column: self.width().saturating_sub(1) })
    }

    fn width(&self) -> u16 {
        u16::try_from(self.columns.len()).unwrap_or(u16::MAX)
    }

    fn write_headings(&self, sheet: &mut Worksheet, look: &Look, top: u32) -> Result<u32, Trouble> {
        for (column, at) in self.columns.iter().zip(0_u16..) {
            sheet.set_column_width(at, column.width)?;
        }
        let two = self.columns.iter().any(|column| !column.group.is_empty());
        let lower = if two { top + 1 } else { top };
        for (column, at) in self.columns.iter().zip(0_u16..) {
            if two && column.group.is_empty() {
                sheet.merge_range(top, at, lower, at, &column.heading, &look.heading())?;
            } else {
                sheet.write_string_with_format(lower, at, &column.heading, &look.heading())?;
            }
        }
        if two {
            sheet.set_row_height(top, 30)?;
            self.write_groups(sheet, look, top)?;
        }
        sheet.set_row_height(lower, if two { 40 } else { 58 })?;
        Ok(lower)
    }

    fn write_groups(&self, sheet: &mut Worksheet, look: &Look, row: u32) -> Result<(), Trouble> {
        let mut at = 0_u16;
        for span in self.columns.chunk_by(|left, right| left.group == right.group) {
            let width = u16::try_from(span.len()).unwrap_or(1);
            if let Some(first) = span.first().filter(|first| !first.group.is_empty()) {
                if width > 1 {
                    sheet.merge_range(row, at, row, at + width - 1, &first.group, &look.upper_heading())?;
                } else {
                    sheet.write_string_with_format(row, at, &first.group, &look.upper_heading())?;
                }
            }
            at += width;
        }
        Ok(())
    }

    fn write_row(&self, sheet: &mut Worksheet, look: &Look, row: u32, line: &Row) -> Result<(), Trouble> {
        let format = look.body(line.standing).set_align(FormatAlign::VerticalCenter);
        if line.standing == Standing::Divider {
            let text = line.cells.iter().find_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None });
            let text = text.map_or("", String::as_str);
            let last = self.width().saturating_sub(1);
            sheet.merge_range(row, 0, row, last, text, &format)?;
            return Ok(());
        }
        for ((cell, column), at) in line.cells.iter().zip(&self.columns).zip(0_u16..) {
            cell.write(sheet, row, at, &format)?;
            // A program that draws the sheet does not always make room for a note of two lines by itself.
            if matches!(cell, Cell::Note(text) if text.chars().count() > characters(column.width)) {
                sheet.set_row_height(row, 28)?;
            }
        }
        Ok(())
    }

    fn write_average(
        &self,
        sheet: &mut Worksheet,
        look: &Look,
        (first, last): (u32, u32),
        (name, name_column): (&str, u16),
    ) -> Result<(), Trouble> {
        let row = last + 1;
        let format: Format = look.body(Standing::Total);
        for at in 0..self.width() {
            if at < name_column {
                sheet.write_blank(row, at, &format)?;
            } else if at == name_column {
                sheet.write_string_with_format(row, at, name, &format)?;
            } else {
                let letter = column_number_to_name(at);
                let formula = format!("=AVERAGE({letter}{}:{letter}{})", first + 1, last + 1);
                match self.mean(at) {
                    Some((mean, shown)) => Cell::Formula(formula, mean, shown).write(sheet, row, at, &format)?,
                    None => sheet.write_blank(row, at, &format).map(|_| ())?,
                }
            }
        }
        Ok(())
    }

    fn mean(&self, column: u16) -> Option<(f64, &'static str)> {
        let cells: Vec<&Cell> = self.rows.iter().filter_map(|row| row.cells.get(usize::from(column))).collect();
        let numbers: Vec<f64> = cells.iter().filter_map(|cell| cell.number()).collect();
        let count = u32::try_from(numbers.len()).ok().filter(|count| *count > 0)?;
        let shown = cells.iter().map(|cell| cell.number_format()).find(|format| *format != "General").unwrap_or("0");
        Some((numbers.iter().sum::<f64>() / f64::from(count), shown))
    }
}

/// How many characters of running text a column of this width shows on one line.
fn characters(width: f64) -> usize {
    (0..200_u16).take_while(|count| f64::from(*count) <= width * 1.1).count()
}
