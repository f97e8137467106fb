//! Reading one table: its columns, whom its rows are about, and the value in each cell.
//!
//! Which rows are the same school is not decided here; that takes all tables of all workbooks.

mod cells;
mod crossed_out;
mod dating;
mod foreign;
mod grouping;
mod nameless;
mod nobodys;
mod said;
mod twice;

use std::sync::Arc;

use dating::Dating;
pub(super) use dating::year_of_table;
use grouping::Grouping;

use super::area::Areas;
use super::authority::{Belongs, Choice, Seen, Wanted};
use super::columns::{self, Column, Columns};
use super::doubts::Doubts;
use super::heading::{HeadingIndex, IdentityKind};
use super::options::IntakeOptions;
use super::rows::{RowIdentity, RowKind, RowReader, TableRow};
use super::table::Table;
use super::value::Markers;
use super::visits::Forms;
use super::words::NameForm;
use super::year::YearPlace;
use crate::domain::{AcademicYear, UrnPattern};
use crate::intake::record::{Doubt, DoubtKind, Entry, FactKey, ReadColumn, ReadTable};
use crate::rulebook::model::Rulebook;
use workbook::read::{Book, Content, Sheet};

/// What is needed to read any table.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub rulebook: &'a Rulebook,
    pub index: HeadingIndex,
    pub markers: Markers,
    pub areas: Areas,
    pub names: NameForm,
    /// visit templates, as they are read back
    pub forms: Forms,
    pub options: &'a IntakeOptions,
}

impl<'a> Context<'a> {
    pub(super) fn new(rulebook: &'a Rulebook, options: &'a IntakeOptions) -> Self {
        Self {
            rulebook,
            index: HeadingIndex::new(rulebook),
            markers: Markers::new(rulebook),
            areas: Areas::new(rulebook, Wanted::new(rulebook, &options.whose)),
            names: NameForm::new(&rulebook.identity.same_words),
            forms: Forms::new(rulebook),
            options,
        }
    }
}

/// A value found in a cell, before it is known which school the row is.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub key: FactKey,
    pub entry: Entry,
    /// the day that dates it
    pub day: Option<chrono::NaiveDate>,
    /// for what does not change with the year: as of when it was said
    pub as_of: Option<AcademicYear>,
    /// whether another value implies it
    pub implied: bool,
    /// whether it says that there is none, and a note on the sheet why
    pub noted: bool,
}

/// A row, read.
#[derive(Clone, Debug)]
pub(super) struct RowRead {
    pub row: u32,
    pub kind: RowKind,
    pub year: Option<AcademicYear>,
    pub found: Vec<Found>,
    /// whether any measure's cell holds anything
    pub filled: bool,
    /// whether any of them was understood as more than free words
    pub understood: bool,
}

/// A table, read.
#[derive(Debug)]
pub(super) struct TableRead {
    pub workbook: Arc<str>,
    pub fingerprint: Arc<str>,
    /// what is known of the table itself; its rows are filled in when schools are known
    pub table: ReadTable,
    pub rows: Vec<RowRead>,
    /// texts that may say what kind of figures these are: titles, sheet and file name
    pub texts: Vec<String>,
    /// whether rows are identified by name alone
    pub names_only: bool,
    /// whether nothing says of which year its figures are
    pub year_assumed: bool,
    /// the year that its titles, its sheet or its file name, and which of them
    pub stated: Option<(AcademicYear, YearPlace)>,
    /// whether columns were not read because nothing says their year
    pub without_year: bool,
    /// what rows of one school differ in and nothing reads: the heading, with words under it
    pub told_apart: Option<String>,
    pub doubts: Vec<Doubt>,
}

/// A table whose columns and rows are known and whose values are still to be read.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    sheet: &'a Sheet,
    table: Table,
    columns: Columns,
    rows: Vec<TableRow<'a>>,
    /// rows of other authorities, taken out
    apart: usize,
    /// whether rows of schools were taken out because nothing says whose they are
    unsaid: bool,
    /// what rows of one school differ in and nothing reads
    told_apart: Option<String>,
    doubts: Doubts,
}

/// Opens a table; `None` where it turns out not to be one of schools or areas that matters.
pub(super) fn open<'a>(context: &Context<'_>, book: &Book, sheet: &'a Sheet, table: Table) -> Option<Opened<'a>> {
    let mut doubts = Doubts::new(book, sheet, table.heading_row);
    let mut columns = columns::assign(context, book, sheet, &table, &mut doubts);
    if !context.options.hidden_rows_and_columns {
        columns.all.retain(|column| !sheet.hidden_columns.contains(column.column));
    }
    let phase = columns.measures().find(|column| states_phase(context, column)).map(|column| column.column);
    let reader = RowReader::new(sheet, &table, &columns, &context.areas, phase, context.rulebook);
    let mut rows = reader.read(context.options.hidden_rows_and_columns);
    columns::unfold(context, &table, &mut columns, &mut rows, &mut doubts);
    let told_apart = columns::by_rows(context, &mut columns, &rows, &mut doubts);
    let opened = Opened { sheet, table, columns, rows, apart: 0, unsaid: false, told_apart, doubts };
    (opened.columns.measures().next().is_some() || opened.numbered() || opened.links()).then_some(opened)
}

impl Opened<'_> {
    /// What its rows say of the authorities they belong to.
    pub(super) fn belongs(&self) -> impl Iterator<Item = &Belongs> + Clone {
        self.rows.iter().map(|row| &row.belongs)
    }

    /// Takes the rows of other authorities out.
    pub(super) fn keep(&mut self, choice: &Choice, seen: &Seen) {
        let before = self.rows.len();
        self.rows.retain(|row| match row.awaits {
            Some(number) => choice.wants(number),
            None => choice.is_ours(&row.belongs, seen),
        });
        self.apart = before - self.rows.len();
        if self.columns.measures().next().is_some() {
            self.unsaid = nobodys::take_out(&mut self.rows, choice, seen, &mut self.doubts);
        }
    }

    /// Whether any row is about a school or an area.
    pub(super) fn tells_of_any(&self) -> bool {
        self.rows.iter().any(|row| row.kind != RowKind::Ignored)
    }

    fn numbered(&self) -> bool {
        let has_number = |who: &RowIdentity| who.urn.is_some() || who.laestab.is_some();
        self.rows.iter().any(|row| matches!(&row.kind, RowKind::School(who) if has_number(who)))
    }

    fn links(&self) -> bool {
        self.rows.iter().any(|row| matches!(&row.kind, RowKind::School(who) if who.link.is_some()))
    }

    /// Reads its values; `None` where it turns out to be neither one of schools nor one of the areas that are used.
    pub(super) fn read(self, context: &Context<'_>, book: &Book) -> Option<TableRead> {
        let numbered = self.numbered();
        let Self { sheet, table, mut columns, mut rows, apart, unsaid, told_apart, mut doubts } = self;
        columns::by_phase(&columns, &mut rows);
        let dating = Dating::new(context, book, sheet, &table, &columns, &rows, &mut doubts);
        let grouping = Grouping::new(context, (book, sheet, &table), &mut columns, &rows, &mut doubts);
        let mut read = cells::read(context, book, sheet, &columns, &rows, (&dating, &grouping), &mut doubts);
        twice::refuse(context.rulebook, &columns, &mut read, &mut doubts);
        // a list of names is one of schools if what stands beside the names is what the rulebook knows of schools
        let of_schools = read.iter().any(|row| matches!(row.kind, RowKind::School(_)) && (row.understood || numbered));
        let of_areas = !columns.tell_schools()
            && read.iter().any(|row| matches!(row.kind, RowKind::Area { .. }) && row.understood);
        if !of_schools && !of_areas && apart == 0 && !unsaid {
            return None;
        }
        columns::report_unknown(&columns, context, &rows, &mut doubts);
        say_hidden(context, sheet, &table, &mut doubts);
        bad_numbers(&rows, &columns, &context.rulebook.identity.urn_pattern, &mut doubts);
        uncalculated(&rows, &columns, &mut doubts);
        crossed_out::say(sheet, &table, &rows, &columns, &mut doubts);
        nameless::say(&columns, &rows, &mut doubts);
        Some(TableRead {
            workbook: Arc::clone(&book.name),
            fingerprint: Arc::clone(&book.fingerprint),
            table: read_table(sheet, &table, &columns, apart),
            rows: read,
            texts: columns::texts(book, sheet, table.titles.iter().map(|title| &title.text)),
            names_only: columns.identity(IdentityKind::Urn).is_none()
                && columns.identity(IdentityKind::Laestab).is_none()
                && columns.identity(IdentityKind::Establishment).is_none(),
            year_assumed: dating.assumed(),
            stated: dating.stated(),
            without_year: dating.without_year(),
            told_apart,
            doubts: doubts.into_all(),
        })
    }
}

fn states_phase(context: &Context<'_>, column: &Column) -> bool {
    let measure = column.measure().and_then(|(measure, _)| context.rulebook.measure(measure));
    measure.is_some_and(|measure| context.areas.phases.states(measure))
}

fn read_table(sheet: &Sheet, table: &Table, columns: &Columns, apart: usize) -> ReadTable {
    ReadTable {
        sheet: Arc::clone(&sheet.name),
        hidden: sheet.visibility != workbook::read::Visibility::Visible,
        heading_row: table.heading_row,
        first_heading_row: table.first_heading_row,
        columns_span: table.span,
        columns: columns
            .measures()
            .filter(|column| !column.may_hold().is_empty())
            .filter_map(|column| {
                let (measure, group) = column.measure()?;
                let heading = Arc::clone(&column.heading);
                Some(ReadColumn { column: column.column, heading, measure, group, year: column.year })
            })
            .collect(),
        rows: Vec::new(),
        of_other_authorities: apart,
    }
}

/// Says what of a table is hidden and whether it was read.
fn say_hidden(context: &Context<'_>, sheet: &Sheet, table: &Table, doubts: &mut Doubts) {
    let rows = table.rows(sheet).iter().filter(|row| sheet.hidden_rows.contains(row.index)).count();
    let columns = (table.span.0..=table.span.1).filter(|column| sheet.hidden_columns.contains(*column)).count();
    let counted = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 hidden {one}")),
        _ => Some(format!("{count} hidden {one}s")),
    };
    let parts: Vec<String> = [counted(rows, "row"), counted(columns, "column")].into_iter().flatten().collect();
    if !parts.is_empty() {
        let read = if context.options.hidden_rows_and_columns { "read as well" } else { "not read" };
        let what = super::words::list(&parts, 2);
        let were = if rows + columns == 1 { "was" } else { "were" };
        doubts.remark(format!("{what} of the table {were} {read}"), &[table.span.0]);
    }
}

/// Says which cells that should tell a school's identity hold a formula that was never calculated.
fn uncalculated(rows: &[TableRow<'_>], columns: &Columns, doubts: &mut Doubts) {
    for kind in [IdentityKind::Urn, IdentityKind::Laestab, IdentityKind::Name] {
        let Some(column) = columns.identity(kind) else { continue };
        let cell =
            |row: &&TableRow<'_>| row.row.cell(column).is_some_and(|cell| cell.content == Content::NotCalculated);
        let at: Vec<u32> = rows.iter().filter(cell).map(|row| row.row.index).collect();
        if at.is_empty() {
            continue;
        }
        let heading = columns.all.iter().find(|one| one.column == column).map_or("", |one| &*one.heading);
        let times = if at.len() == 1 { String::new() } else { format!(" ({} cells)", at.len()) };
        doubts.add_at(
            DoubtKind::Identity,
            format!(
                "a formula under “{heading}”{times} was never calculated, so what it says of the school is not known"
            ),
            Some("open the workbook in Excel and save it once".into()),
            at.iter().map(|row| (*row, column)),
        );
    }
}

/// Says which cells under a heading of URN or LAESTAB hold no such number.
fn bad_numbers(rows: &[TableRow<'_>], columns: &Columns, numbers: &UrnPattern, doubts: &mut Doubts) {
    let number = match numbers.digits() {
        Some(digits) if digits == usize::from(UrnPattern::DIGITS) => "a URN (six digits)".to_owned(),
        Some(digits) => format!("a school's number ({digits} digits)"),
        None => format!("a school's number (of the pattern {numbers}: A is a letter, 9 a digit, X either)"),
    };
    let laestab = "a LAESTAB (seven digits, or 882/1234)".to_owned();
    for (kind, what) in [(IdentityKind::Urn, number), (IdentityKind::Laestab, laestab)] {
        let Some(column) = columns.identity(kind) else { continue };
        let bad: Vec<(u32, String)> = rows
            .iter()
            .filter(|row| match &row.kind {
                RowKind::School(who) if kind == IdentityKind::Urn => who.urn.is_none(),
                RowKind::School(who) => who.laestab.is_none(),
                _ => false,
            })
            .filter_map(|row| Some((row.row.index, super::table::words_of(row.row.cell(column)?)?)))
            .filter(|(_, text)| text.chars().any(|c| c.is_ascii_digit()))
            .collect();
        let Some((_, first)) = bad.first() else { continue };
        let more =
            if bad.len() > 1 { format!(", nor are {} more cells of the column", bad.len() - 1) } else { String::new() };
        // a number of six digits is not told that it must have six
        let looks = |digits: usize| first.len() == digits && first.chars().all(|c| c.is_ascii_digit());
        let noughts = numbers.digits().is_some_and(looks) && first.starts_with('0') && kind == IdentityKind::Urn;
        let why = if noughts { "no school's number: none begins with 0" } else { &*what };
        doubts.add_at(
            DoubtKind::Identity,
            format!("“{first}” is {}{why}{more}", if noughts { "" } else { "not " }),
            Some("correct the number; until then only another number can tell whose row it is, not its name".into()),
            bad.iter().map(|(row, _)| (*row, column)),
        );
    }
}
