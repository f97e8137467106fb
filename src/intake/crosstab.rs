//! Tables of areas and years, without schools: the authority's own tables, national figures, series of years.
//!
//! Their shapes vary: measures across and years down, years across and measures down, areas either way, a phase over
//! several columns, sections. So each figure is placed by all words that stand over it and beside it: a year, an
//! area, a phase, a group of pupils, and what is left must name one measure. A figure of which any of it is not sure
//! is left alone.

mod blocks;
mod coordinates;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use blocks::Block;
use coordinates::{Coordinates, Placing};

use super::columns;
use super::doubts::{DatedCell, Doubts};
use super::merge::Candidate;
use super::reading::{Context, Found};
use super::table::is_empty;
use super::value::MeasureReader;
use super::value::scale::Scale;
use super::words::{key, tokens};
use super::year::YearPlace;
use crate::domain::{AcademicYear, Missing};
use crate::intake::record::{Doubt, DoubtKind, Entry, FactKey};
use crate::rulebook::ids::{AreaId, GroupId, MeasureId};
use crate::rulebook::model::Unit;
use workbook::read::{Book, Cell, Sheet};

/// A value of an area.
#[derive(Clone, Debug)]
pub(super) struct AreaValue {
    pub area: AreaId,
    pub name: Arc<str>,
    pub phase: Option<Arc<str>>,
    pub found: Found,
    pub row: u32,
}

impl AreaValue {
    /// As a candidate among values from other tables.
    pub(super) fn candidate(self, table: usize) -> Candidate {
        Candidate { found: self.found, table, row: self.row, now: None }
    }
}

/// A sheet's tables of areas, read.
#[derive(Debug)]
pub(super) struct CrosstabRead {
    pub values: Vec<AreaValue>,
    /// texts that may say what kind of figures these are
    pub texts: Vec<String>,
    pub workbook: Arc<str>,
    /// the year that figures take from titles, the sheet's name or the file's, and from which
    pub stated: Option<(AcademicYear, YearPlace)>,
    pub doubts: Vec<Doubt>,
}

/// Reads the tables of areas on a sheet.
pub(super) fn read(context: &Context<'_>, book: &Book, sheet: &Sheet) -> Vec<CrosstabRead> {
    blocks::find(sheet).iter().filter_map(|block| of_block(context, book, sheet, block)).collect()
}

fn of_block(context: &Context<'_>, book: &Book, sheet: &Sheet, block: &Block) -> Option<CrosstabRead> {
    let placing = Placing::new(context, book, sheet, block);
    let mut doubts = Doubts::new(book, sheet, block.heading_rows.1);
    let mut placed: Vec<(u32, &Cell, Placed)> = Vec::new();
    let mut without_year: Vec<(u32, u32)> = Vec::new();
    let mut of_none: BTreeMap<String, Vec<DatedCell>> = BTreeMap::new();
    let mut by_name: Option<(u32, u32)> = None;
    let columns = placing.columns();
    for row in &block.rows {
        let Some(cells) = sheet.row(row.index) else { continue };
        let beside = placing.beside(row);
        for cell in cells.cells.iter().filter(|cell| block.holds(cell.column) && !is_empty(cell)) {
            let Some(over) = columns.get(&cell.column) else { continue };
            let at = placing.at(&beside, over);
            let titled =
                placing.as_titled(row, &beside, cell.column, over).filter(|titled| Some(titled) != at.as_ref());
            let found = [at, titled].into_iter().flatten();
            if let Some((words, year)) = of_no_measure(found.clone()) {
                of_none.entry(words).or_default().push(((row.index, cell.column), year));
            }
            for at in found.filter(|at| at.of_none.is_none()) {
                if !(over.dates() || beside.dates()) {
                    by_name.get_or_insert((row.index, cell.column));
                }
                match at.year {
                    Some(_) => placed.extend(Placed::new(at).map(|at| (row.index, cell, at))),
                    None => without_year.push((row.index, cell.column)),
                }
            }
        }
    }
    say_without_year(&without_year, &mut doubts);
    of_none.iter().for_each(|(words, cells)| doubts.add_of_none(words, cells));
    let noted = |row: u32, column: u32| block.note_at(sheet, row, column).filter(|note| !is_of_kind(context, note));
    let values = values(context, book, &placed, noted, &mut doubts);
    let stated = placing.stated.filter(|_| by_name.is_some());
    if let Some(((what, advice), first)) = placing.told.zip(by_name) {
        let kind = if advice.is_some() { DoubtKind::Year } else { DoubtKind::Remark };
        doubts.add_at(kind, what, advice, std::iter::once(first));
    }
    if values.is_empty() && without_year.is_empty() && of_none.is_empty() {
        return None;
    }
    let texts = columns::texts(book, sheet, block.titles.iter());
    Some(CrosstabRead { values, texts, workbook: Arc::clone(&book.name), stated, doubts: doubts.into_all() })
}

/// Whether a note says what kind of figures they are: that they are provisional is no reason why there is none.
fn is_of_kind(context: &Context<'_>, note: &str) -> bool {
    let words = tokens(note);
    context.rulebook.precedence.iter().flat_map(|kind| &kind.words).any(|word| words.contains(&key(word)))
}

fn say_without_year(cells: &[(u32, u32)], doubts: &mut Doubts) {
    if !cells.is_empty() {
        doubts.add_at(
            DoubtKind::NotRead,
            "nothing says of which academic year these figures of areas are; they were not read".into(),
            Some("run again with --year, such as --year 2013-14, or write the year into the title".into()),
            cells.iter().copied(),
        );
    }
}

/// The words for measures of a figure, and its year, where none of them is of it, whichever way it is placed.
fn of_no_measure(mut ways: impl Iterator<Item = Coordinates> + Clone) -> Option<(String, AcademicYear)> {
    if ways.clone().any(|at| at.of_none.is_none()) {
        return None;
    }
    ways.find_map(|at| {
        at.area.as_ref()?;
        Some((at.of_none?, at.year?))
    })
}

/// A figure whose place is sure.
struct Placed {
    measure: MeasureId,
    group: GroupId,
    year: AcademicYear,
    area: AreaId,
    name: Arc<str>,
    phase: Option<Arc<str>>,
}

impl Placed {
    fn new(at: Coordinates) -> Option<Self> {
        let (measure, group) = at.measure?;
        let (area, name) = at.area?;
        Some(Self { measure, group, year: at.year?, area, name, phase: at.phase })
    }
}

fn values(
    context: &Context<'_>,
    book: &Book,
    placed: &[(u32, &Cell, Placed)],
    noted: impl Fn(u32, u32) -> Option<String>,
    doubts: &mut Doubts,
) -> Vec<AreaValue> {
    let rulebook = context.rulebook;
    let mut readers: HashMap<MeasureId, MeasureReader<'_>> = HashMap::new();
    for (_, _, at) in placed {
        if let Some(measure) = rulebook.measure(at.measure).filter(|measure| !measure.undated) {
            readers
                .entry(at.measure)
                .or_insert_with(|| MeasureReader::new(measure, rulebook, &context.markers, book.date_1904).for_areas());
        }
    }
    let scale = scale(context, placed, &readers);
    let mut values = Vec::new();
    for (row, cell, at) in placed {
        let Some(reader) = readers.get(&at.measure) else { continue };
        let reading = reader.read(Some(cell), Some(&scale));
        if reading.trouble.is_some() {
            let written = reading.value.as_ref().map_or_else(ToString::to_string, ToString::to_string);
            let title = rulebook.measure(at.measure).map_or("", |measure| &*measure.title);
            let what = format!("a figure of {} for “{title}” was not used: {written}", at.name);
            doubts.add_at(
                DoubtKind::Value,
                what,
                Some("correct the cell".into()),
                std::iter::once((*row, cell.column)),
            );
        }
        let key = FactKey { measure: at.measure, group: at.group, year: Some(at.year) };
        let none = reading.value.as_ref().is_err_and(Missing::is_none_at_all);
        let note = none.then(|| noted(*row, cell.column)).flatten();
        let noted = note.is_some();
        let value = reading.value.map_err(|missing| missing.with_note(note.as_deref()));
        let entry = Entry { value, place: Some(doubts.place(*row, cell.column)), written: reading.written };
        let found = Found { key, entry, day: None, as_of: None, implied: false, noted };
        values.push(AreaValue { area: at.area, name: Arc::clone(&at.name), phase: at.phase.clone(), found, row: *row });
    }
    values
}

/// The scale of all percentages of a table together.
fn scale(
    context: &Context<'_>,
    placed: &[(u32, &Cell, Placed)],
    readers: &HashMap<MeasureId, MeasureReader<'_>>,
) -> Scale {
    let mut plain = Vec::new();
    let mut with_sign = 0;
    let mut largest = f64::INFINITY;
    for (_, cell, at) in placed {
        let percent = context.rulebook.measure(at.measure).is_some_and(|measure| measure.unit == Unit::Percent);
        let Some(reader) = readers.get(&at.measure).filter(|_| percent) else { continue };
        largest = largest.min(reader.largest());
        match reader.plain_number(cell) {
            Some((_, true)) => with_sign += 1,
            Some((number, false)) => plain.push(number),
            None => {}
        }
    }
    let scale = Scale::of(&plain, with_sign, largest);
    // few figures of different measures side by side prove nothing against one of them
    Scale { doubted: None, ..scale }
}
