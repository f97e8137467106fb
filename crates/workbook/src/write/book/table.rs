//! Carries the plan of a table out.

use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatType, ProtectionOptions, Table, TableColumn, TableStyle, Worksheet,
    XlsxError,
};

use super::super::format::Formats;
use super::super::table::{BAND_ROW, Column, DATA_ROW, HEADING_ROW, IDS_ROW, OTHER_COLUMN, Row, TableKind, TablePlan};
use super::super::{Cell, CellValue, Look, Role, fit};
use super::entered;
use super::put::{Links, note, put, put_plain};
use crate::write::palette::rgb;

const A3: u8 = 8;
/// Rows of a table that is printed on one page.
const ONE_PAGE: usize = 60;
/// Beyond so many cells a table of data is a range with a filter, which does the same: the writer keeps every cell of a
/// table in a list of its own.
const MOST_IN_TABLE: usize = 10_000;
/// Points that headings take at most: rows are looked at, not headings.
const HIGHEST_HEADING: f64 = 150.0;
/// Characters that fit across a page in print that can still be read: A4, A3.
const ACROSS: [f64; 2] = [215.0, 330.0];

/// Rows are written from top to bottom: a large sheet takes no earlier one. Its columns carry their look themselves, so
/// that a cell which looks as its column does costs neither the look nor, where it is blank, a cell; only where officers
/// write, the cells have it one by one, so that what lies below the table stays locked. On other sheets each run of cells
/// below one another that look alike gets its look at once: the writer looks a look up each time. Hidden columns have none.
pub(super) fn write(
    sheet: &mut Worksheet,
    mut plan: TablePlan<'_>,
    formats: &mut Formats,
    large: bool,
) -> Result<(), XlsxError> {
    if plan.large {
        sheet.set_paper_size(A3);
    }
    if let Some(colour) = plan.tab.and_then(|ink| formats.palette().colour(ink)).and_then(|c| rgb(&c.text)) {
        sheet.set_tab_color(colour);
    }
    columns(sheet, &plan.columns)?;
    if large {
        looks_of_columns(sheet, &plan.columns, formats)?;
    }
    let mut links = Links::default();
    top(sheet, &plan, formats, &mut links)?;
    let last = last_row(plan.count);
    headings(sheet, &plan, last, formats)?;
    let rows = std::mem::replace(&mut plan.rows, Box::new(std::iter::empty()));
    data(sheet, &plan.columns, (DATA_ROW..=last).zip(rows), (formats, large), &mut links)?;
    if plan.count == 0 && !plan.none.is_empty() {
        let look = Look::of(Role::Lead);
        put(sheet, (DATA_ROW, first_visible(&plan.columns)), &Cell::text(&*plan.none), formats.of(look), &mut links)?;
    }
    around(sheet, &plan, last, formats)
}

/// The rows.
fn data<'a>(
    sheet: &mut Worksheet,
    columns: &[Column<'a>],
    rows: impl Iterator<Item = (u32, Row<'a>)>,
    (formats, large): (&mut Formats, bool),
    links: &mut Links,
) -> Result<(), XlsxError> {
    let mut runs = Runs::new(columns.len());
    for (row, cells) in rows {
        let high = lines(columns, &cells);
        if high > 1 {
            sheet.set_row_height(row, fit::height(high))?;
        }
        for ((at, column), cell) in (0_u16..).zip(columns).zip(&cells) {
            let look = cell.look.unwrap_or(column.look);
            let bare = column.hidden && look == Look::of(Role::Body);
            if !large || bare || (look == column.look && lends(column)) {
                put_plain(sheet, (row, at), cell, || formats.of(look), links)?;
            } else {
                put(sheet, (row, at), cell, formats.of(look), links)?;
            }
            if !large && !bare {
                runs.take(sheet, (row, at), look, formats)?;
            }
            note(sheet, (row, at), cell)?;
        }
    }
    runs.end(sheet, formats)
}

/// Whether the column of a large sheet carries the look of its cells.
fn lends(column: &Column<'_>) -> bool {
    column.look.role != Role::Input && !(column.hidden && column.look == Look::of(Role::Body))
}

/// Cells below one another that look alike, by column: the row they begin and end in, and how they look.
struct Runs(Vec<Option<(u32, u32, Look)>>);

impl Runs {
    fn new(columns: usize) -> Self {
        Self(vec![None; columns])
    }

    /// One more cell; the run before it ends where it looks otherwise.
    fn take(
        &mut self,
        sheet: &mut Worksheet,
        (row, at): (u32, u16),
        look: Look,
        formats: &mut Formats,
    ) -> Result<(), XlsxError> {
        let Some(run) = self.0.get_mut(usize::from(at)) else { return Ok(()) };
        match run {
            Some((_, last, same)) if *same == look && *last + 1 == row => *last = row,
            _ => {
                if let Some((first, last, look)) = run.replace((row, row, look)) {
                    sheet.set_range_format(first, at, last, at, formats.of(look))?;
                }
            }
        }
        Ok(())
    }

    fn end(self, sheet: &mut Worksheet, formats: &mut Formats) -> Result<(), XlsxError> {
        for (at, run) in (0_u16..).zip(self.0) {
            if let Some((first, last, look)) = run {
                sheet.set_range_format(first, at, last, at, formats.of(look))?;
            }
        }
        Ok(())
    }
}

/// How many lines the highest wrapped cell takes. Excel would find out by itself, other programs do not.
fn lines(columns: &[Column<'_>], cells: &[Cell<'_>]) -> u32 {
    let of = |(column, cell): (&Column<'_>, &Cell<'_>)| match &cell.value {
        CellValue::Text(text) | CellValue::Link(text, _) if cell.look.unwrap_or(column.look).wrap => {
            fit::lines(text, column.width)
        }
        _ => 1,
    };
    columns.iter().zip(cells).filter(|(column, _)| !column.hidden).map(of).max().unwrap_or(1)
}

fn last_row(count: usize) -> u32 {
    DATA_ROW + u32::try_from(count).unwrap_or(u32::MAX / 2).saturating_sub(1)
}

fn first_visible(columns: &[Column<'_>]) -> u16 {
    (0_u16..).zip(columns).find(|(_, column)| !column.hidden).map_or(0, |(at, _)| at)
}

fn columns(sheet: &mut Worksheet, columns: &[Column<'_>]) -> Result<(), XlsxError> {
    for (at, column) in (0_u16..).zip(columns) {
        sheet.set_column_width(at, column.width)?;
        if column.hidden {
            sheet.set_column_hidden(at)?;
        }
    }
    folded(sheet, columns)
}

/// The rows above the headings keep a look of their own: a column's would draw its lines through the title.
fn looks_of_columns(sheet: &mut Worksheet, columns: &[Column<'_>], formats: &mut Formats) -> Result<(), XlsxError> {
    for (at, column) in (0_u16..).zip(columns).filter(|(_, column)| lends(column)) {
        sheet.set_column_format(at, formats.of(column.look))?;
    }
    for row in 0..HEADING_ROW {
        sheet.set_row_format(row, formats.of(Look::of(Role::Plain)))?;
    }
    Ok(())
}

/// Each run of detail columns in an outline group of its own, folded away.
fn folded(sheet: &mut Worksheet, columns: &[Column<'_>]) -> Result<(), XlsxError> {
    let mut from = None;
    for (at, detail) in (0_u16..).zip(columns.iter().map(|column| column.detail).chain([false])) {
        match (from, detail) {
            (None, true) => from = Some(at),
            (Some(first), false) => {
                sheet.group_columns_collapsed(first, at - 1)?;
                from = None;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Title, explanation, hint, and the hidden names of columns.
fn top(sheet: &mut Worksheet, plan: &TablePlan<'_>, formats: &mut Formats, links: &mut Links) -> Result<(), XlsxError> {
    let at = first_visible(&plan.columns);
    sheet.set_row_height(0, 30)?;
    put(sheet, (0, at), &Cell::text(&*plan.title), formats.of(Look::of(Role::Title)), links)?;
    if plan.pinned.is_empty() {
        put(sheet, (1, at), &Cell::text(&*plan.about), formats.of(Look::of(Role::Lead)), links)?;
        if plan.hint.is_empty() {
            sheet.set_row_height(2, 6)?;
        } else {
            put(sheet, (2, at), &Cell::text(&*plan.hint), formats.of(Look::of(Role::Lead)), links)?;
        }
    } else {
        pinned(sheet, plan, at, formats, links)?;
    }
    // with names at all, every column has one: a column without is then someone else's
    let named = plan.columns.iter().any(|column| !column.id.is_empty());
    for (at, column) in (0_u16..).zip(&plan.columns).filter(|_| named) {
        sheet.write_string(IDS_ROW, at, if column.id.is_empty() { OTHER_COLUMN } else { column.id })?;
    }
    sheet.set_row_hidden(IDS_ROW)?;
    if plan.bands.is_empty() {
        sheet.set_row_hidden(BAND_ROW)?;
    }
    let band = formats.of(Look::of(Role::Band)).clone();
    for group in &plan.bands {
        if group.first == group.last {
            sheet.write_string_with_format(BAND_ROW, group.first, &*group.title, &band)?;
        } else {
            sheet.merge_range(BAND_ROW, group.first, BAND_ROW, group.last, &group.title, &band)?;
        }
    }
    Ok(())
}

/// Rows that stay in sight take the place of the explanation, which then stands beside the title.
fn pinned(
    sheet: &mut Worksheet,
    plan: &TablePlan<'_>,
    at: u16,
    formats: &mut Formats,
    links: &mut Links,
) -> Result<(), XlsxError> {
    const BESIDE: u16 = 3;
    let said = format!("{} {}", plan.hint, plan.about);
    put(sheet, (0, at + BESIDE), &Cell::text(said), formats.of(Look::of(Role::Lead)), links)?;
    for (row, cells) in (1..IDS_ROW).zip(&plan.pinned) {
        for (column, cell) in (0_u16..).zip(cells) {
            let look = cell.look.unwrap_or(Look::of(Role::Quiet));
            put(sheet, (row, column), cell, formats.of(look), links)?;
        }
    }
    Ok(())
}

/// Bars behind numbers, in the words that every program knows: newer ones make others warn, and are lost when they save.
fn drawn(sheet: &mut Worksheet, plan: &TablePlan<'_>, last: u32, formats: &Formats) -> Result<(), XlsxError> {
    let named = |name: &str| formats.palette().ink(name).and_then(|ink| formats.palette().colour(ink));
    for (at, column) in (0_u16..).zip(&plan.columns) {
        if let Some((least, most)) = column.bar {
            let bar = ConditionalFormatDataBar::new()
                .set_minimum(ConditionalFormatType::Number, least)
                .set_maximum(ConditionalFormatType::Number, most)
                .use_classic_style();
            let bar = match named("band").and_then(|colour| rgb(&colour.fill)) {
                Some(fill) => bar.set_fill_color(fill),
                None => bar,
            };
            sheet.add_conditional_format(DATA_ROW, at, last, at, &bar)?;
        }
    }
    Ok(())
}

/// The headings, as a table's or as cells with a filter.
fn headings(sheet: &mut Worksheet, plan: &TablePlan<'_>, last: u32, formats: &mut Formats) -> Result<(), XlsxError> {
    let look = |column: &Column<'_>| {
        let mut look = Look::of(Role::Heading);
        look.upright = column.upright;
        look
    };
    sheet.set_row_height(HEADING_ROW, heading_height(&plan.columns))?;
    let end = u16::try_from(plan.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if plan.kind == TableKind::Table && plan.count > 0 && plan.count * plan.columns.len() <= MOST_IN_TABLE {
        let columns: Vec<TableColumn> = plan
            .columns
            .iter()
            .map(|column| {
                TableColumn::new().set_header(&*column.title).set_header_format(formats.of(look(column)).clone())
            })
            .collect();
        let table = Table::new().set_style(TableStyle::None).set_columns(&columns);
        sheet.add_table(HEADING_ROW, 0, last, end, &table)?;
        return Ok(());
    }
    for (at, column) in (0_u16..).zip(&plan.columns) {
        sheet.write_string_with_format(HEADING_ROW, at, &*column.title, formats.of(look(column)))?;
    }
    if plan.count > 0 {
        sheet.autofilter(HEADING_ROW, 0, last, end)?;
    }
    Ok(())
}

/// High enough for the longest heading.
fn heading_height(columns: &[Column<'_>]) -> f64 {
    let highest = columns.iter().filter(|column| !column.hidden).map(|column| {
        if column.upright {
            let letters = u32::try_from(column.title.chars().count()).unwrap_or(20);
            // and below them the filter's button
            return (f64::from(letters) * 5.6 + 18.0).min(HIGHEST_HEADING);
        }
        // three characters go to the filter's button
        fit::height(fit::lines(&column.title, column.width - 3.0)) + 4.0
    });
    highest.fold(24.0, f64::max)
}

/// What stays in sight, what may be entered, what is locked, how it prints.
fn around(sheet: &mut Worksheet, plan: &TablePlan<'_>, last: u32, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(DATA_ROW, plan.frozen)?;
    sheet.set_repeat_rows(BAND_ROW, HEADING_ROW)?;
    across(sheet, plan)?;
    if let Some(printed) = plan.printed {
        let end = last_row(printed.rows.max(1)).min(last.max(DATA_ROW));
        sheet.set_print_area(0, 0, end, printed.to)?;
        // rows of one line, as many as can be read on A3, are not torn apart for the last few of them
        if plan.large && plan.kind == TableKind::Table && printed.rows <= ONE_PAGE {
            sheet.set_print_fit_to_pages(1, 1);
        }
    }
    if plan.hidden {
        sheet.set_hidden(true);
    }
    sheet.set_selection(DATA_ROW, first_visible(&plan.columns), DATA_ROW, first_visible(&plan.columns))?;
    if plan.count > 0 {
        drawn(sheet, plan, last, formats)?;
        for (at, column) in (0_u16..).zip(&plan.columns) {
            if let Some(rule) = entered::rule(column) {
                sheet.add_data_validation(DATA_ROW, at, last, at, &rule)?;
            }
            if let Some(day) = column.late_before {
                sheet.add_conditional_format(DATA_ROW, at, last, at, &entered::late(at, day)?)?;
            }
        }
    }
    if plan.kind == TableKind::Decisions {
        sheet.protect_with_options(&against_accidents());
    }
    Ok(())
}

/// As many pages across as keep the print legible; the columns that stay in sight stand on each.
fn across(sheet: &mut Worksheet, plan: &TablePlan<'_>) -> Result<(), XlsxError> {
    let printed = plan.printed.map_or(plan.columns.len(), |printed| usize::from(printed.to) + 1);
    let shown = plan.columns.iter().take(printed).filter(|column| !column.hidden && !column.detail);
    let width: f64 = shown.map(|column| column.width).sum();
    let [a4, a3] = ACROSS;
    let room = if plan.large { a3 } else { a4 };
    let pages = (2..=6).take_while(|pages| f64::from(pages - 1) * room < width).last().unwrap_or(1);
    sheet.set_print_fit_to_pages(pages, 0);
    if pages > 1 && plan.frozen > 0 {
        sheet.set_repeat_columns(0, plan.frozen - 1)?;
    }
    Ok(())
}

/// Locked without a password; widths, heights, filters and sorting stay the officer's.
pub(super) fn against_accidents() -> ProtectionOptions {
    ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    }
}
