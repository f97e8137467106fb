//! Which academic year each value of a table belongs to.
//!
//! An inspection belongs to the year of its date. Otherwise the column's heading decides, then the row's own year,
//! then what the titles, the sheet's name or the file's name say, then the year the caller gave. Where nothing does,
//! it is asked, and the value is not read.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Context;
use crate::domain::{AcademicYear, Value, YearBegins};
use crate::intake::columns::{Column, Columns};
use crate::intake::doubts::Doubts;
use crate::intake::heading::IdentityKind;
use crate::intake::record::DoubtKind;
use crate::intake::rows::{RowKind, TableRow};
use crate::intake::table::{Table, words_of};
use crate::intake::value::MeasureReader;
use crate::intake::year::{self, Stated, YearPlace};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::Measure;
use workbook::read::{Book, Content, Sheet};

/// Said where a calendar year stands alone in a heading or a row.
const CALENDAR: &str = "a calendar year alone is taken for the year of results: 2012 is 2011-12";

/// Said of years that Excel did not leave as they were typed.
const MADE_DAYS: &str = "Excel makes days of years such as 2011-12";
const MADE_NUMBERS: &str = "1999 everywhere, which is what Excel makes of =2011-12";

/// When a value holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// it does not change with the year
    Always,
    /// in this year, dated by this day if it is
    Year(AcademicYear, Option<NaiveDate>),
    /// the date that should say so is missing
    NoDate,
    /// nothing says when
    Unknown,
}

/// The years of a table's values.
#[derive(Debug)]
pub(super) struct Dating {
    begins: YearBegins,
    table: Option<AcademicYear>,
    as_of: Option<AcademicYear>,
    /// whether nothing in the workbook says the year and the one asked for was taken
    assumed: bool,
    /// whether nothing says the year of columns that need one, and none was asked for
    without: bool,
    /// days of the date measures in this table, by row
    days: HashMap<(MeasureId, u32), NaiveDate>,
    date_columns: Vec<MeasureId>,
    /// where the table as a whole states its year, if columns need it
    stated: Option<(AcademicYear, YearPlace)>,
}

impl Dating {
    pub(super) fn new(
        context: &Context<'_>,
        book: &Book,
        sheet: &Sheet,
        table: &Table,
        columns: &Columns,
        rows: &[TableRow<'_>],
        doubts: &mut Doubts,
    ) -> Self {
        let (days, date_columns) = days(context, book, columns, rows);
        let begins = context.rulebook.year_begins;
        let mut dating =
            Self { begins, table: None, as_of: None, assumed: false, without: false, days, date_columns, stated: None };
        let needs: Vec<&Column> = columns.measures().filter(|column| dating.needs_year(context, column)).collect();
        let any_row_without = rows.iter().any(|row| !matches!(row.kind, RowKind::Ignored) && row.year == Ok(None));
        let needed = !needs.is_empty() && any_row_without;
        let asked = context.options.year;
        dating.table = match stated(context, book, sheet, table) {
            Some(stated) => {
                if needed {
                    say_stated(&stated, asked, table.span.0, doubts);
                    say_contradicted(&stated, book, sheet, begins, table.span.0, doubts);
                }
                dating.stated = Some((stated.mention.year, stated.place)).filter(|_| needed);
                Some(stated.mention.year)
            }
            None => {
                let named = named_last(table, columns, &sheet.name, &book.name);
                named.or_else(|| latest_headed(columns, needed, &needs, doubts)).or_else(|| {
                    if let Some(year) = asked.filter(|_| needed) {
                        say_assumed(year, &sheet.name, table.span.0, doubts);
                        dating.assumed = true;
                    }
                    asked
                })
            }
        };
        dating.as_of = dating.table;
        let unsaid = needed && dating.table.is_none();
        let year_column = stated_in_rows(columns, rows);
        dating.without = unsaid && year_column.is_none();
        match year_column {
            Some(column) if unsaid => say_blank_years(rows, column, doubts),
            _ if unsaid => ask(&needs, named_in(table, (&sheet.name, &book.name), begins), doubts),
            _ => {}
        }
        say_calendar_years(columns, rows, doubts);
        dating
    }

    /// The year of the table as a whole.
    pub(super) fn table_year(&self) -> Option<AcademicYear> {
        self.table
    }

    /// The year that columns take from the table's titles, its sheet's name or its file's, and from which.
    pub(super) fn stated(&self) -> Option<(AcademicYear, YearPlace)> {
        self.stated
    }

    /// Whether that year is only the one asked for.
    pub(super) fn assumed(&self) -> bool {
        self.assumed
    }

    /// Whether columns are not read because nothing says their year.
    pub(super) fn without_year(&self) -> bool {
        self.without
    }

    /// As of when a row says what does not change with the year.
    pub(super) fn as_of(&self, row: &TableRow<'_>) -> Option<AcademicYear> {
        row.year.ok().flatten().or(self.as_of)
    }

    /// When the value of a column in a row holds.
    pub(super) fn when(&self, measure: &Measure, column: &Column, row: &TableRow<'_>) -> When {
        if measure.undated {
            return When::Always;
        }
        if let Some(date) = measure.dated_by.filter(|date| self.date_columns.contains(date)) {
            let day = self.days.get(&(date, row.row.index)).copied();
            return day.and_then(|day| Some(When::Year(self.begins.year_of(day)?, Some(day)))).unwrap_or(When::NoDate);
        }
        let by_row = if row.year.is_err() { return When::Unknown } else { row.year.ok().flatten() };
        let year = column.year.or(by_row).or(self.table).map(|year| year.before(u16::from(column.years_back)));
        year.map_or(When::Unknown, |year| When::Year(year, None))
    }

    /// Whether a column needs the year of the table.
    fn needs_year(&self, context: &Context<'_>, column: &Column) -> bool {
        let Some(measure) = column.measure().and_then(|(measure, _)| context.rulebook.measure(measure)) else {
            return false;
        };
        let dated = measure.dated_by.is_some_and(|date| self.date_columns.contains(&date));
        !measure.undated && !dated && column.year.is_none()
    }
}

/// What the titles of a table, its sheet or its file say of its year.
fn stated(context: &Context<'_>, book: &Book, sheet: &Sheet, table: &Table) -> Option<Stated> {
    let titles = table.titles.iter().map(|title| title.text.as_str());
    let Context { rulebook, options, .. } = context;
    Stated::of(titles, (&sheet.name, &book.name), rulebook.year_begins, (options.year, options.file_years))
}

/// Says how the year was taken, where it may be another.
fn say_stated(stated: &Stated, asked: Option<AcademicYear>, column: u32, doubts: &mut Doubts) {
    if let Some((what, advice)) = stated.said(asked) {
        let kind = if advice.is_some() { DoubtKind::Year } else { DoubtKind::Remark };
        doubts.add(kind, what, advice, &[column]);
    }
}

/// Says where two places name two years: last year's file saved again with its title is of this year. Where anything else in
/// the sheet is of the other year, or another sheet, both are meant.
fn say_contradicted(stated: &Stated, book: &Book, sheet: &Sheet, begins: YearBegins, column: u32, doubts: &mut Doubts) {
    let Some((other, place)) = stated.against else { return };
    let says = |text: &str| year::mentions(text, begins).iter().any(|mention| mention.year == other);
    let sheets = book.sheets.iter().filter(|one| !place.is_file() || one.name != sheet.name);
    let of_file = place.is_file() && sheets.into_iter().any(|one| says(&one.name));
    let cells = || sheet.rows.iter().flat_map(|row| &row.cells);
    let in_cells = || cells().any(|cell| matches!(&cell.content, Content::Text(text) if says(text)));
    if of_file || in_cells() {
        return;
    }
    let (year, taken) = (stated.mention.year, stated.place);
    let what = format!("{taken} says {year}, and {place} {other}; the figures were taken for {year}");
    let advice = format!("correct whichever is wrong: {taken}, or {place}");
    doubts.add(DoubtKind::Year, what, Some(advice), &[column]);
}

/// The year of a table as a whole, before its columns are settled.
pub(in crate::intake) fn year_of_table(
    context: &Context<'_>,
    book: &Book,
    sheet: &Sheet,
    table: &Table,
    columns: &Columns,
) -> Option<AcademicYear> {
    let stated = stated(context, book, sheet, table).map(|stated| stated.mention.year);
    let stated = stated.or_else(|| named_last(table, columns, &sheet.name, &book.name));
    stated.or_else(|| latest(columns)).or(context.options.year)
}

/// The last of several years that a table's title, its sheet or its file name, where the table has columns of earlier
/// years: they are those from the earliest to the table's own.
fn named_last(table: &Table, columns: &Columns, sheet: &str, workbook: &str) -> Option<AcademicYear> {
    columns.measures().find(|column| column.years_back > 0)?;
    let titles = table.titles.iter().map(|title| title.text.as_str());
    titles.chain([sheet, workbook]).find_map(year::latest)
}

/// The days in the columns of date measures.
fn days(
    context: &Context<'_>,
    book: &Book,
    columns: &Columns,
    rows: &[TableRow<'_>],
) -> (HashMap<(MeasureId, u32), NaiveDate>, Vec<MeasureId>) {
    let mut wanted: Vec<MeasureId> =
        columns.measures().filter_map(|column| context.rulebook.measure(column.measure()?.0)?.dated_by).collect();
    wanted.sort();
    wanted.dedup();
    let mut days = HashMap::new();
    wanted.retain(|date| {
        let Some((column, measure)) = columns.of_measure(*date).zip(context.rulebook.measure(*date)) else {
            return false;
        };
        let reader = MeasureReader::new(measure, context.rulebook, &context.markers, book.date_1904);
        let reader = reader.of_column(rows.iter().filter_map(|row| row.row.cell(column.column)));
        for row in rows {
            if let Ok(Value::Date(day)) = reader.read(row.row.cell(column.column), None).value {
                days.insert((*date, row.row.index), day);
            }
        }
        true
    });
    (days, wanted)
}

fn latest(columns: &Columns) -> Option<AcademicYear> {
    columns.measures().filter_map(|column| column.year).max()
}

/// The latest year in the headings of a table, taken for those that name none.
fn latest_headed(columns: &Columns, needed: bool, needs: &[&Column], doubts: &mut Doubts) -> Option<AcademicYear> {
    let year = latest(columns)?;
    if needed {
        let what =
            format!("headings that name no year stand beside others that do; they are taken for the latest, {year}");
        let at: Vec<u32> = needs.iter().map(|column| column.column).collect();
        doubts.remark(what, &at);
    }
    Some(year)
}

/// Says that the year asked for was taken for figures that state none: if they are of another, every finding on them
/// is wrong.
fn say_assumed(year: AcademicYear, sheet: &str, column: u32, doubts: &mut Doubts) {
    let on = if sheet.is_empty() { String::new() } else { format!(" of sheet {sheet}") };
    doubts.add(
        DoubtKind::Year,
        format!(
            "nothing says of which year the figures{on} are: no heading, title, sheet name or file name; they were taken for {year}, the year asked for"
        ),
        Some(format!(
            "if they are of {year}, write so above the table, in the sheet's name or in the file's name, such as “Absence {year}”; if they are of another year, write that"
        )),
        &[column],
    );
}

/// The column of years, where any row states its own.
fn stated_in_rows(columns: &Columns, rows: &[TableRow<'_>]) -> Option<u32> {
    let states = |row: &TableRow<'_>| row.year.is_ok_and(|year| year.is_some());
    columns.identity(IdentityKind::Year).filter(|_| rows.iter().any(states))
}

/// Where years stand that do not agree on one: the first of a table's titles, its sheet's name and its file's.
fn named_in(table: &Table, (sheet, book): (&str, &str), begins: YearBegins) -> Option<YearPlace> {
    let titles = table.titles.iter().map(|title| (title.text.as_str(), YearPlace::Title));
    let mut texts = titles.chain([(sheet, YearPlace::Sheet), (book, YearPlace::File)]);
    texts.find(|(text, _)| year::names_any(text, begins)).map(|(_, place)| place)
}

fn ask(columns: &[&Column], named: Option<YearPlace>, doubts: &mut Doubts) {
    let at: Vec<u32> = columns.iter().map(|column| column.column).collect();
    let count = if at.len() == 1 { "1 column was".to_owned() } else { format!("{} columns were", at.len()) };
    let why = match named {
        Some(place) => format!("{place} may name several years, and it is not known of which these figures are"),
        None => "nothing says of which academic year these figures are: no heading, title, sheet name or file name"
            .to_owned(),
    };
    doubts.add(
        DoubtKind::NotRead,
        format!("{why}; {count} not read"),
        Some("run again with --year, such as --year 2013-14, or write the year into the title".into()),
        &at,
    );
}

/// Says which rows leave blank the year that the others state.
fn say_blank_years(rows: &[TableRow<'_>], column: u32, doubts: &mut Doubts) {
    let blank = rows.iter().filter(|row| row.year == Ok(None) && !matches!(row.kind, RowKind::Ignored));
    let at: Vec<u32> = blank.map(|row| row.row.index).collect();
    doubts.add_at(
        DoubtKind::Value,
        format!("the academic year of {} is blank, so the row's figures were not used", rows_in_words(at.len())),
        Some("write the year as 2013-14".into()),
        at.iter().map(|row| (*row, column)),
    );
}

/// Says once how calendar years in headings and rows were taken, and which cells of a year's column hold none.
fn say_calendar_years(columns: &Columns, rows: &[TableRow<'_>], doubts: &mut Doubts) {
    let headed: Vec<&Column> = columns.measures().filter(|column| column.calendar_year).collect();
    if !headed.is_empty() {
        let at: Vec<u32> = headed.iter().map(|column| column.column).collect();
        doubts.remark(CALENDAR.into(), &at);
    }
    let Some(column) = columns.identity(IdentityKind::Year) else { return };
    if let Some(row) = rows.iter().find(|row| row.calendar) {
        doubts.add_at(DoubtKind::Remark, CALENDAR.into(), None, std::iter::once((row.row.index, column)));
    }
    if let Some(row) = rows.iter().find(|row| row.footnote) {
        let example = row.row.cell(column).and_then(words_of).zip(row.year.ok().flatten());
        let example = example.map(|(written, year)| format!(": {written} is {year}")).unwrap_or_default();
        let what = format!("the last digit of a year is taken for the mark of a footnote{example}");
        doubts.add_at(DoubtKind::Remark, what, None, std::iter::once((row.row.index, column)));
    }
    let bad: Vec<u32> = rows
        .iter()
        .filter(|row| row.year.is_err() && !matches!(row.kind, RowKind::Ignored))
        .map(|row| row.row.index)
        .collect();
    say_bad_years(&bad, rows, column, doubts);
}

/// Says which rows' years could not be read, and why where Excel made a day of one: 2011-12 becomes 1 December 2011.
fn say_bad_years(bad: &[u32], rows: &[TableRow<'_>], column: u32, doubts: &mut Doubts) {
    if bad.is_empty() {
        return;
    }
    let cells = rows.iter().filter(|row| bad.contains(&row.row.index)).filter_map(|row| row.row.cell(column));
    let day = cells.filter_map(|cell| made_a_day(&cell.content)).next();
    let made = day.as_ref().is_some_and(|day| !day.contains(SEVERAL));
    let (what, advice) = match day {
        Some(day) => (
            format!("the academic year of {} is {day}, so the row's figures were not used", rows_in_words(bad.len()),),
            // of one that may be several years, an apostrophe makes none
            match made {
                true => "type the year as text: 2011/12 with an apostrophe before it",
                false => "write one academic year, such as 2010-11; write a month as a day of it",
            },
        ),
        None => (
            format!(
                "the academic year of {} could not be read, so the row's figures were not used",
                rows_in_words(bad.len())
            ),
            "write the year as 2013-14",
        ),
    };
    doubts.add_at(DoubtKind::Value, what, Some(advice.into()), bad.iter().map(|row| (*row, column)));
}

/// What a year that is none is, as it is shown: a day that Excel made of it, the text of one where the workbook was saved as
/// csv, or what may be several years.
/// What is said of `2010-12`.
const SEVERAL: &str = "may be several years or a month";

fn made_a_day(content: &Content) -> Option<String> {
    match content {
        Content::DateTime(moment) => {
            let day = Value::Date(moment.date());
            Some(format!("a day ({day}, shown as {}): {MADE_DAYS}", moment.format("%b-%y")))
        }
        Content::Text(text) if year::as_excel_shows(text) => Some(format!("a day (“{}”): {MADE_DAYS}", text.trim())),
        Content::Text(text) if year::is_span_or_month(text) => Some(format!("“{}”, and {SEVERAL}", text.trim())),
        Content::Text(text) if text.trim() == year::SUBTRACTED => Some(MADE_NUMBERS.to_owned()),
        Content::Number(number) if Value::Number(*number).to_string() == year::SUBTRACTED => {
            Some(MADE_NUMBERS.to_owned())
        }
        _ => None,
    }
}

fn rows_in_words(count: usize) -> String {
    if count == 1 { "1 row".into() } else { format!("{count} rows") }
}
