//! The cells of a table, column by column, with one doubt for each sort of trouble in a column.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::dating::{Dating, When};
use super::foreign;
use super::grouping::Grouping;
use super::said::Said;
use super::{Context, Found, RowRead};
use crate::domain::phrase::lower_first;
use crate::domain::{AcademicYear, Missing, Value};
use crate::intake::columns::{Column, Columns, Role};
use crate::intake::doubts::{DatedCell, Doubts};
use crate::intake::record::{DoubtKind, Entry, FactKey};
use crate::intake::rows::{RowKind, TableRow};
use crate::intake::table::is_empty;
use crate::intake::value::date::{self, Order};
use crate::intake::value::number;
use crate::intake::value::scale::Scale;
use crate::intake::value::{MeasureReader, Reading, Trouble};
use crate::intake::words::list;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Measure, Unit};
use workbook::place::column_letters;
use workbook::read::{Book, CROSSED_OUT, Cell, Content, Sheet};

/// The cells in trouble, by sort; each with its row and what is written.
pub(super) type Troubles = BTreeMap<(Trouble, Option<String>), Vec<(u32, String)>>;

/// Reads all rows of a table.
pub(super) fn read(
    context: &Context<'_>,
    book: &Book,
    sheet: &Sheet,
    columns: &Columns,
    rows: &[TableRow<'_>],
    when: (&Dating, &Grouping),
    doubts: &mut Doubts,
) -> Vec<RowRead> {
    let (dating, grouping) = when;
    let mut read: Vec<RowRead> = rows
        .iter()
        .map(|row| RowRead {
            row: row.row.index,
            kind: row.kind.clone(),
            year: row.year.ok().flatten().or(dating.table_year()),
            found: Vec::with_capacity(columns.measures().count()),
            filled: false,
            understood: false,
        })
        .collect();
    for column in columns.all.iter().filter(|column| matches!(column.role, Role::Disputed(_))) {
        disputed(context, column, columns, rows, &mut read, dating, doubts);
    }
    let commas = decimal_commas(columns, rows);
    for column in columns.measures() {
        let Some((id, group)) = column.measure() else { continue };
        let Some(measure) = context.rulebook.measure(id) else { continue };
        let reader = MeasureReader::new(measure, context.rulebook, &context.markers, book.date_1904);
        let reader = reader.of_column(rows.iter().filter_map(|row| row.row.cell(column.column))).with_commas(commas);
        let area_reader = reader.for_areas();
        let of_pupils = !matches!(measure.unit, Unit::Words | Unit::YesNo | Unit::Date | Unit::Grade);
        let of_one_group = columns.of_one_group.as_ref().filter(|_| of_pupils && group == GroupId::ALL);
        let reading = ColumnReading {
            context,
            sheet,
            column,
            id,
            group,
            measure,
            reader,
            area_reader,
            dating,
            grouping,
            of_one_group,
        };
        reading.read(rows, &mut read, doubts);
    }
    read
}

/// Whether a table has commas where decimals begin: a number of it can be nothing else.
fn decimal_commas(columns: &Columns, rows: &[TableRow<'_>]) -> bool {
    let comma = |cell: &Cell| matches!(&cell.content, Content::Text(text) if number::typed(text).is_none() && number::with_decimal_comma(text).is_some());
    columns.measures().any(|column| rows.iter().any(|row| row.row.cell(column.column).is_some_and(comma)))
}

/// A measure that two columns claim has no value in this table, and that is the reason why.
fn disputed(
    context: &Context<'_>,
    column: &Column,
    columns: &Columns,
    rows: &[TableRow<'_>],
    read: &mut [RowRead],
    dating: &Dating,
    doubts: &Doubts,
) {
    let Role::Disputed(Some((id, group))) = column.role else { return };
    let Some(measure) = context.rulebook.measure(id) else { return };
    let rivals = columns.all.iter().filter(|other| other.role == column.role && other.year == column.year);
    let shown: Vec<String> =
        rivals.map(|other| format!("“{}” ({})", other.heading, column_letters(other.column))).collect();
    let words: Arc<str> = Arc::from(format!("{} columns claim it: {}", shown.len(), list(&shown, 4)));
    for (row, out) in rows.iter().zip(read).filter(|(row, _)| row.kind != RowKind::Ignored) {
        let year = match dating.when(measure, column, row) {
            When::Year(year, _) => Some(year),
            When::Always => None,
            When::NoDate | When::Unknown => continue,
        };
        let Some(id) = context.index.in_year(id, column.of_years.as_deref(), year) else { continue };
        let place = Some(doubts.place(row.row.index, column.column));
        let entry = Entry { value: Err(Missing::Contradicted(Arc::clone(&words))), place, written: None };
        let key = FactKey { measure: id, group, year };
        out.found.push(Found { key, entry, day: None, as_of: None, implied: false, noted: false });
    }
}

/// One column being read.
struct ColumnReading<'a> {
    context: &'a Context<'a>,
    sheet: &'a Sheet,
    column: &'a Column,
    id: MeasureId,
    group: GroupId,
    measure: &'a Measure,
    reader: MeasureReader<'a>,
    area_reader: MeasureReader<'a>,
    dating: &'a Dating,
    grouping: &'a Grouping,
    /// why its figures cannot be used: they may be of one group
    of_one_group: Option<&'a Arc<str>>,
}

impl ColumnReading<'_> {
    fn read(&self, rows: &[TableRow<'_>], read: &mut [RowRead], doubts: &mut Doubts) {
        let scale = (self.measure.unit == Unit::Percent).then(|| self.scale(rows));
        let mut troubles = Troubles::new();
        let (mut undated, mut ranges, mut of_none) = (Vec::new(), Vec::new(), Vec::new());
        let mut scaled = None;
        let mut any_value = false;
        for (row, out) in rows.iter().zip(read.iter_mut()) {
            if row.kind == RowKind::Ignored || !self.column.is_of(row) {
                continue;
            }
            let cell = row.row.cell(self.column.column).filter(|cell| !is_empty(cell));
            out.filled |= cell.is_some();
            let free_words = self.measure.unit == Unit::Words && self.measure.categories.is_empty();
            let reader = if matches!(row.kind, RowKind::Area { .. }) { &self.area_reader } else { &self.reader };
            let mut reading = reader.read(cell, scale.as_ref());
            self.hold_back(row.row.index, &mut reading);
            // a formula that was never calculated stands where a figure will
            let awaited = cell.is_some_and(|cell| cell.content == Content::NotCalculated);
            out.understood |= cell.is_some() && (reading.trouble.is_none() || awaited) && !free_words;
            let has_value = cell.is_some() && reading.value.is_ok();
            any_value |= has_value;
            if let Some(trouble) = &reading.trouble {
                note(&mut troubles, trouble, &reading, row.row.index);
            }
            if self.measure.unit == Unit::Date
                && reading.value.is_ok()
                && reading.written.as_deref().is_some_and(of_days)
            {
                ranges.push(row.row.index);
            }
            if scale.is_some_and(|scale| scale.fractions) && reading.written.is_some() && scaled.is_none() {
                scaled = reading.value.as_ref().ok().cloned().zip(reading.written.clone());
            }
            match self.dating.when(self.measure, self.column, row) {
                When::NoDate if has_value => undated.push(row.row.index),
                When::NoDate | When::Unknown => {}
                When::Year(of, _) if has_value && self.in_year(Some(of)).is_none() => of_none.push((row.row.index, of)),
                when => self.keep(row, when, reading, out, doubts),
            }
        }
        if !any_value && foreign::is_foreign(&troubles) {
            return self.pass_by(&troubles, read, doubts);
        }
        self.say_scaled(scaled, doubts);
        self.say_month_first(doubts);
        self.say_ranges(&ranges, doubts);
        self.say_undated(&undated, doubts);
        doubts.add_of_none(&self.column.heading, &self.cells_of(&of_none));
        self.in_words().say(troubles, scale.as_ref(), doubts);
    }

    fn cells_of(&self, rows: &[(u32, AcademicYear)]) -> Vec<DatedCell> {
        rows.iter().map(|(row, year)| ((*row, self.column.column), *year)).collect()
    }

    /// Takes back a value of which it is not sure that it is this row's, or of all its pupils.
    fn hold_back(&self, row: u32, reading: &mut Reading) {
        if self.sheet.torn_rows.contains(row) {
            let why = "its row has not as many cells as the table has headings";
            *reading = Reading { value: Err(Missing::CannotCompute(Arc::from(why))), written: None, trouble: None };
        }
        if let Some(why) = self.of_one_group.filter(|_| reading.value.is_ok()) {
            reading.value = Err(Missing::CannotCompute(Arc::clone(why)));
        }
    }

    fn say_month_first(&self, doubts: &mut Doubts) {
        if self.reader.order == Order::MonthFirst {
            let what = format!("the days under “{}” are written month first, and were read so", self.column.heading);
            doubts.remark(what, &[self.column.column]);
        }
    }

    fn in_words(&self) -> Said<'_> {
        Said { column: self.column, measure: self.measure, reader: &self.reader }
    }

    /// The scale of a column of percentages.
    fn scale(&self, rows: &[TableRow<'_>]) -> Scale {
        let rows = rows.iter().filter(|row| row.kind != RowKind::Ignored && self.column.is_of(row));
        let cells = rows.filter_map(|row| row.row.cell(self.column.column));
        let mut plain = Vec::new();
        let mut with_sign = 0;
        for (number, signed) in cells.filter_map(|cell| self.reader.plain_number(cell)) {
            if signed {
                with_sign += 1;
            } else {
                plain.push(number);
            }
        }
        Scale::of(&plain, with_sign, self.reader.largest())
    }

    fn keep(&self, row: &TableRow<'_>, when: When, reading: Reading, out: &mut RowRead, doubts: &Doubts) {
        let (year, day) = match when {
            When::Year(year, day) => (Some(year), day),
            _ => (None, None),
        };
        let as_of = if year.is_none() { self.dating.as_of(row) } else { None };
        // what does not change with the year is of the school, whichever pupils its row is about
        let of_row = || self.grouping.group(row.row.index, self.group);
        let Some(group) = (if self.measure.undated { Some(self.group) } else { of_row() }) else { return };
        let Some(measure) = self.in_year(year) else { return };
        let place = doubts.place(row.row.index, self.column.column);
        if let Ok(Value::Text(category)) = &reading.value {
            let implied = self.measure.categories.iter().find(|known| known.id == *category);
            for (measure, value) in implied.iter().flat_map(|known| &known.implies) {
                let undated = self.context.rulebook.measure(*measure).is_some_and(|measure| measure.undated);
                let key = FactKey { measure: *measure, group: GroupId::ALL, year: year.filter(|_| !undated) };
                let written = reading.written.clone().or_else(|| Some(Arc::clone(category)));
                let entry = Entry { value: Ok(value.clone()), place: Some(place.clone()), written };
                let as_of = as_of.or_else(|| self.dating.as_of(row));
                out.found.push(Found { key, entry, day, as_of, implied: true, noted: false });
            }
        }
        let key = FactKey { measure, group, year };
        let entry = Entry { value: reading.value, place: Some(place), written: reading.written };
        out.found.push(Found { key, entry, day, as_of, implied: false, noted: false });
    }

    /// The measure that its figures of a year are of.
    fn in_year(&self, year: Option<AcademicYear>) -> Option<MeasureId> {
        self.context.index.in_year(self.id, self.column.of_years.as_deref(), year)
    }

    /// Takes back what was read of a column that is about something else, and says so once.
    fn pass_by(&self, troubles: &Troubles, read: &mut [RowRead], doubts: &mut Doubts) {
        let own = |found: &Found| found.entry.place.as_ref().is_some_and(|place| place.column == self.column.column);
        // another word of a long table may have its cells in the same column
        let measures = self.column.may_hold();
        for row in read {
            row.found.retain(|found| !measures.contains(&found.key.measure) || !own(found));
        }
        let (what, advice) = foreign::words(&self.column.heading, self.measure, troubles);
        doubts.add(DoubtKind::Heading, what, Some(advice), &[self.column.column]);
    }

    fn say_scaled(&self, example: Option<(Value, Arc<str>)>, doubts: &mut Doubts) {
        if let Some((value, written)) = example {
            doubts.remark(
                format!(
                    "the numbers under “{}” run from 0 to 1 and were read as parts of one: {written} is {value}%",
                    self.column.heading
                ),
                &[self.column.column],
            );
        }
    }

    fn say_ranges(&self, rows: &[u32], doubts: &mut Doubts) {
        if rows.is_empty() {
            return;
        }
        let (these, are) = if rows.len() == 1 { ("1 cell", "is") } else { (&*format!("{} cells", rows.len()), "are") };
        doubts.add_at(
            DoubtKind::Remark,
            format!(
                "{these} under “{}” {are} of several days, such as 4-5 March; the last of them was taken",
                self.column.heading
            ),
            None,
            rows.iter().map(|row| (*row, self.column.column)),
        );
    }

    fn say_undated(&self, rows: &[u32], doubts: &mut Doubts) {
        if rows.is_empty() {
            return;
        }
        let date = self.measure.dated_by.and_then(|date| self.context.rulebook.measure(date));
        let date = date.map_or("date", |measure| &*measure.title);
        let count = if rows.len() == 1 { "1 cell".to_owned() } else { format!("{} cells", rows.len()) };
        doubts.add_at(
            DoubtKind::Value,
            format!("{count} under “{}” could not be used: the row has no {}", self.column.heading, lower_first(date)),
            Some("fill in the date, or leave the row out".into()),
            rows.iter().map(|row| (*row, self.column.column)),
        );
    }
}

/// Whether a text is several days of one event.
fn of_days(text: &str) -> bool {
    date::typed(text).is_none() && date::last_of_days(text).is_some()
}

fn note(troubles: &mut Troubles, trouble: &Trouble, reading: &Reading, row: u32) {
    let written = match &reading.value {
        Err(Missing::NotUnderstood(text) | Missing::CellError(text)) => text.to_string(),
        Err(other) => other.to_string(),
        Ok(value) => value.to_string(),
    };
    // each unknown word is a doubt of its own, with its own proposal
    let word = (matches!(trouble, Trouble::UnknownWords(_)) || written == CROSSED_OUT).then(|| written.clone());
    troubles.entry((trouble.clone(), word)).or_default().push((row, written));
}
