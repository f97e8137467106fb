//! Columns at the right of each table of schools: status, why, support, options.

use std::collections::{BTreeMap, HashMap};

use super::{sheet_name, style};
use crate::domain::AcademicYear;
use crate::intake::record::{ReadTable, RowSubject, SchoolKey, WorkbookRead};
use crate::review::context::{Context, SchoolRow, options, teams};
use workbook::annotate::{AddedCell, AddedLook, AddedValue, ColumnWidth, DrawingArea, MarkStyle};
use workbook::read::{Book, Content, Sheet};

/// Heading and width of each column.
const COLUMNS: [(&str, f64); 4] =
    [("marks.status", 26.0), ("marks.why", 60.0), ("marks.support", 40.0), ("marks.options", 40.0)];
/// A space that does not break: seen as nothing, but not empty.
const BLANK: &str = "\u{a0}";
/// The last column of a sheet, from 0.
const EDGE: u32 = 16_383;

/// Cells and widths of the columns of all tables in a workbook.
pub(super) fn plan(
    context: &Context<'_>,
    read: &WorkbookRead,
    book: &Book,
    drawings: &[DrawingArea],
) -> (Vec<AddedCell>, Vec<ColumnWidth>) {
    let schools: HashMap<&SchoolKey, SchoolRow<'_>> =
        context.schools.iter().map(|row| (&row.school.identity.key, *row)).collect();
    let mut plan =
        Columns { context, schools, drawings, cells: Vec::new(), widths: BTreeMap::new(), taken: Vec::new() };
    for table in &read.tables {
        plan.table(table, book.sheet(&table.sheet).or(book.sheets.first()));
    }
    let widths = plan.widths.into_iter();
    let widths = widths.map(|((sheet, column), width)| ColumnWidth { sheet, column, width }).collect();
    (plan.cells, widths)
}

struct Columns<'c, 'a> {
    context: &'c Context<'a>,
    schools: HashMap<&'a SchoolKey, SchoolRow<'a>>,
    /// charts and pictures, which would lie over our columns
    drawings: &'c [DrawingArea],
    cells: Vec<AddedCell>,
    widths: BTreeMap<(String, u32), f64>,
    /// sheet, first and last row, first free column after ours
    taken: Vec<(String, u32, u32, u32)>,
}

impl Columns<'_, '_> {
    fn table(&mut self, table: &ReadTable, sheet: Option<&Sheet>) {
        let rows = rows_of_schools(table, self.context.inputs.evaluation.year);
        let Some(last) = rows.iter().map(|(row, _)| *row).max() else { return };
        let name = sheet_name(self.context, &table.sheet);
        let start = self.free_column(table, sheet, &name, last);
        if start + 4 > EDGE {
            return;
        }
        self.taken.push((name.clone(), table.first_heading_row, last, start + 5));
        for (column, (title, width)) in (start..).zip(COLUMNS) {
            let look = AddedLook {
                like: Some((table.heading_row, table.columns_span.1)),
                mark: MarkStyle { bold: true, ..MarkStyle::default() },
                ..AddedLook::default()
            };
            let title = self.context.words.say(title).to_owned();
            self.cells.push(added(&name, table.heading_row, column, title, look));
            self.widths.insert((name.clone(), column), width);
        }
        for (row, key) in rows {
            if let Some(school) = self.schools.get(key).copied() {
                let like = like(table, sheet, row, &school.school.identity.name);
                self.row(&name, like, row, start, school);
            }
        }
    }

    /// The first column right of everything that stands in the table's rows.
    fn free_column(&self, table: &ReadTable, sheet: Option<&Sheet>, name: &str, last: u32) -> u32 {
        let rows = sheet.map_or(&[][..], |sheet| &sheet.rows);
        let inside = rows.iter().filter(|row| (table.first_heading_row..=last).contains(&row.index));
        let used = inside.filter_map(|row| row.cells.last()).map(|cell| cell.column + 1).max().unwrap_or(0);
        let beside = self
            .taken
            .iter()
            .filter(|(sheet, first, end, _)| sheet == name && *first <= last && *end >= table.first_heading_row)
            .map(|(_, _, _, free)| *free)
            .max()
            .unwrap_or(0);
        self.past_drawings(name, (table.first_heading_row, last), used.max(beside).max(table.columns_span.1 + 1))
    }

    /// The first column from `start` on where our columns lie under no chart or picture.
    fn past_drawings(&self, sheet: &str, rows: (u32, u32), start: u32) -> u32 {
        let lies_over = |start: u32| {
            let on_sheet = self.drawings.iter().filter(|area| area.sheet == sheet);
            let beside = on_sheet.filter(move |area| area.rows.0 <= rows.1 && rows.0 <= area.rows.1);
            beside
                .filter(move |area| area.columns.0 <= start + 3 && start <= area.columns.1)
                .map(|area| area.columns.1 + 1)
                .max()
        };
        let mut start = start;
        while let Some(next) = lies_over(start) {
            start = next;
        }
        start
    }

    fn row(&mut self, sheet: &str, like: Option<(u32, u32)>, row: u32, start: u32, school: SchoolRow<'_>) {
        let context = self.context;
        let status = school.findings.status.rule;
        let ink = context.status_ink(status);
        let look = AddedLook { like, ..AddedLook::default() };
        let coloured = ink.and_then(|ink| context.palette.colour(ink)).map(|colour| style(colour, true));
        let status_look = AddedLook { mark: coloured.unwrap_or_default(), ..look.clone() };
        let title = context.palette.signed(ink, &context.rule_title(status));
        self.cells.push(added(sheet, row, start, title, status_look));
        let why = context.why(school).replace('\n', "; ");
        let texts = [why, teams(school.advice).join("; "), options(school.advice).join("; ")];
        // a long text runs on over blank cells to its right, off the page and under what stands there: a blank that is
        // not empty stops it, and leaves the row's height as the officer set it
        let stopped = texts.into_iter().map(|text| if text.is_empty() { BLANK.to_owned() } else { text });
        for (column, text) in (start + 1..).zip(stopped) {
            self.cells.push(added(sheet, row, column, text, look.clone()));
        }
        self.cells.push(added(sheet, row, start + 4, BLANK.to_owned(), AddedLook::default()));
    }
}

/// The cell whose look ours take: the school's name, which is words set as the officers set words.
fn like(table: &ReadTable, sheet: Option<&Sheet>, row: u32, name: &str) -> Option<(u32, u32)> {
    let cells = &sheet?.row(row)?.cells;
    let (first, last) = table.columns_span;
    let texts = cells.iter().filter(|cell| (first..=last).contains(&cell.column)).filter_map(|cell| {
        let Content::Text(text) = &cell.content else { return None };
        Some((cell.column, text))
    });
    let best = texts.max_by_key(|(column, text)| {
        let same = text.trim().eq_ignore_ascii_case(name);
        (same, text.chars().count(), std::cmp::Reverse(*column))
    });
    best.map(|(column, _)| (row, column))
}

fn added(sheet: &str, row: u32, column: u32, text: String, look: AddedLook) -> AddedCell {
    AddedCell { sheet: sheet.to_owned(), row, column, value: AddedValue::Text(text), look }
}

/// The rows of each school that are of the year judged, or of no year (a school that converted can have two); else its last.
fn rows_of_schools(table: &ReadTable, year: AcademicYear) -> Vec<(u32, &SchoolKey)> {
    let mut found: BTreeMap<&SchoolKey, (bool, Vec<u32>)> = BTreeMap::new();
    for row in &table.rows {
        let RowSubject::School(key) = &row.subject else { continue };
        let fits = row.year.is_none_or(|of| of == year);
        let (fitting, rows) = found.entry(key).or_insert((fits, Vec::new()));
        match (fits, *fitting) {
            (true, true) => rows.push(row.row),
            (true, false) | (false, false) => {
                *fitting = fits;
                *rows = vec![row.row];
            }
            (false, true) => {}
        }
    }
    let mut rows: Vec<(u32, &SchoolKey)> =
        found.into_iter().flat_map(|(key, (_, rows))| rows.into_iter().map(move |row| (row, key))).collect();
    rows.sort_unstable();
    rows
}
