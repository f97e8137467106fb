//! Whom each row of a table is about: a school, an area, or nobody.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::area::{AreaFound, Areas};
use super::authority::Belongs;
use super::columns::Columns;
use super::heading::IdentityKind;
use super::table::{Table, is_empty, words_of};
use super::words::{is_footnote_mark, tidy};
use super::year;
use crate::domain::{AcademicYear, Laestab, Urn, UrnPattern, YearBegins};
use crate::rulebook::ids::AreaId;
use crate::rulebook::model::Rulebook;
use workbook::read::{Cell, Content, Row, Sheet};
use workbook::shown::shown;

/// What a row says of its school's identity.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RowIdentity {
    pub urn: Option<Urn>,
    pub laestab: Option<Laestab>,
    pub name: Option<Arc<str>>,
    /// URN before and URN after, where the row links two
    pub link: Option<(Urn, Urn)>,
    /// what stands where its number should and is none
    pub no_number: Option<Arc<str>>,
    /// whether it says that the school has yet to open
    pub to_open: bool,
    /// the column to look at
    pub column: u32,
}

/// Whom a row is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RowKind {
    School(RowIdentity),
    Area { area: AreaId, name: Arc<str>, phase: Option<Arc<str>> },
    Ignored,
}

/// A row of a table, its subject known.
#[derive(Clone, Debug)]
pub(super) struct TableRow<'a> {
    pub row: &'a Row,
    pub kind: RowKind,
    /// the year that the row states; an error is a cell of the year's column that is not one
    pub year: Result<Option<AcademicYear>, u32>,
    /// whether the year was a calendar year
    pub calendar: bool,
    /// whether the digit of a footnote was taken off it
    pub footnote: bool,
    /// the authority it belongs to
    pub belongs: Belongs,
    /// the number of its authority, in a table of authorities where nothing else tells whether it is the one wanted
    pub awaits: Option<u32>,
    /// whether it stands for the columns that are of its phase, and for no others
    pub of_phase: bool,
    /// in a long table, the word that names its measure
    pub word: Option<u32>,
}

/// Reads the subjects of a table's rows.
#[derive(Debug)]
pub(super) struct RowReader<'a, 't> {
    sheet: &'a Sheet,
    table: &'t Table,
    areas: &'t Areas,
    urn: Option<u32>,
    /// what a school's number looks like
    numbers: &'t UrnPattern,
    /// what a row says whose school has yet to open
    to_open: &'t [Arc<str>],
    begins: YearBegins,
    laestab: Option<u32>,
    name: Option<u32>,
    la: Option<u32>,
    la_name: Option<u32>,
    establishment: Option<u32>,
    /// whether rows are schools; where nothing tells them apart they are authorities
    of_schools: bool,
    year: Option<u32>,
    predecessor: Option<u32>,
    successor: Option<u32>,
    marks: Vec<(u32, Vec<String>, AreaFound)>,
    phase: Option<u32>,
    /// by column, the rows over which cells of the table are merged downwards, in order
    merged: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl<'a, 't> RowReader<'a, 't> {
    pub(super) fn new(
        sheet: &'a Sheet,
        table: &'t Table,
        columns: &Columns,
        areas: &'t Areas,
        phase: Option<u32>,
        rulebook: &'t Rulebook,
    ) -> Self {
        let keys: Vec<String> = columns.all.iter().map(|column| super::words::key(&column.heading)).collect();
        let marks = areas
            .marks_in(&keys)
            .into_iter()
            .filter_map(|(at, says, found)| Some((columns.all.get(at)?.column, says, found)))
            .collect();
        Self {
            sheet,
            table,
            areas,
            urn: columns.identity(IdentityKind::Urn),
            numbers: &rulebook.identity.urn_pattern,
            to_open: &rulebook.identity.to_open,
            begins: rulebook.year_begins,
            laestab: columns.identity(IdentityKind::Laestab),
            name: columns.identity(IdentityKind::Name),
            la: columns.identity(IdentityKind::LaNumber),
            la_name: columns.identity(IdentityKind::LaName),
            establishment: columns.identity(IdentityKind::Establishment),
            of_schools: columns.tell_schools(),
            year: columns.identity(IdentityKind::Year),
            predecessor: columns.identity(IdentityKind::Predecessor),
            successor: columns.identity(IdentityKind::Successor),
            marks,
            phase,
            merged: merged_downwards(sheet, table),
        }
    }

    /// All rows of the table that hold anything, with their subjects.
    pub(super) fn read(&self, hidden_rows: bool) -> Vec<TableRow<'a>> {
        let mut section: Option<Arc<str>> = None;
        let mut rows: Vec<TableRow<'a>> = Vec::new();
        let subtracted = self.subtracted();
        let months = self.months();
        for row in self.table.rows(self.sheet) {
            let cells = self.table.cells(row);
            if cells.iter().all(is_empty) || !hidden_rows && self.sheet.hidden_rows.contains(row.index) {
                continue;
            }
            if let Some(text) = self.section(cells) {
                section = self.areas.phases.in_text(&text);
            }
            let mut kind = self.kind(row, section.as_ref());
            let awaits = self.awaited(row, &kind);
            if let Some(own) = self.areas.own().filter(|_| awaits.is_some()) {
                kind = self.area(row, AreaFound::Used(own), None, section.as_ref());
            }
            let (year, calendar, footnote) = match self.year.filter(|_| subtracted) {
                Some(column) => (Err(column), false, false),
                None => self.year(row, months),
            };
            let belongs = if awaits.is_some() { Belongs::default() } else { self.belongs(row, &kind) };
            let of_phase = false;
            rows.push(TableRow { row, kind, year, calendar, footnote, belongs, awaits, of_phase, word: None });
        }
        rows
    }

    /// The text of a row that holds nothing else: the name of a section.
    fn section(&self, cells: &[Cell]) -> Option<String> {
        let mut filled = cells.iter().filter(|cell| !is_empty(cell));
        let first = filled.next()?;
        (filled.next().is_none() && matches!(first.content, Content::Text(_))).then(|| words_of(first))?
    }

    fn kind(&self, row: &'a Row, section: Option<&Arc<str>>) -> RowKind {
        if !self.of_schools {
            return self.authority(row, section);
        }
        if let Some(found) = self.marked(row) {
            return self.area(row, found, None, section);
        }
        let identity = self.identity(row);
        if identity.urn.is_some() || identity.laestab.is_some() || identity.link.is_some() {
            return RowKind::School(identity);
        }
        for text in self.naming_texts(row) {
            if let Some((found, phase)) = self.areas.named_with_phase(&text) {
                return self.area(row, found, phase, section);
            }
        }
        if identity.name.is_some() { RowKind::School(identity) } else { RowKind::Ignored }
    }

    /// A row of a table of authorities: the one wanted, the nation, or one that takes no part.
    fn authority(&self, row: &Row, section: Option<&Arc<str>>) -> RowKind {
        let own = self.areas.own().map(AreaFound::Used);
        let marked = self.marked(row);
        if let Some(found) = marked.filter(|found| Some(*found) != own) {
            return self.area(row, found, None, section);
        }
        let number = self.la_number(row);
        let names: Vec<String> = [self.la_name, self.la]
            .into_iter()
            .flatten()
            .filter_map(|column| words_of(self.cell(row, column)?))
            .collect();
        let wanted = self.areas.wanted();
        if number.is_some_and(|number| wanted.numbers.contains(&number)) {
            return own.map_or(RowKind::Ignored, |own| self.area(row, own, None, section));
        }
        let found = names.iter().find_map(|name| self.areas.named_with_phase(name));
        match found {
            Some((found, phase)) => self.area(row, found, phase, section),
            None => RowKind::Ignored,
        }
    }

    /// The authority's number in a row.
    fn la_number(&self, row: &Row) -> Option<u32> {
        self.la.and_then(|column| number(self.cell(row, column)?)).and_then(whole)
    }

    /// The number of an authority of which it is not known yet whether it is the one wanted: its name stands nowhere.
    fn awaited(&self, row: &Row, kind: &RowKind) -> Option<u32> {
        let open = !self.of_schools && self.la_name.is_none() && *kind == RowKind::Ignored;
        if open && self.marked(row).is_none() { self.la_number(row) } else { None }
    }

    fn area(&self, row: &Row, found: AreaFound, phase: Option<Arc<str>>, section: Option<&Arc<str>>) -> RowKind {
        let AreaFound::Used(area) = found else { return RowKind::Ignored };
        // the phase stands in its column, or, in the ministry's tables, where a school has the number of its establishment
        let mut stated = [self.phase, self.establishment].into_iter().flatten();
        let stated = stated.find_map(|column| self.areas.phases.in_text(&words_of(self.cell(row, column)?)?));
        let phase = phase.or(stated).or_else(|| section.map(Arc::clone));
        let is_code = |text: &str| self.marks.iter().any(|(_, says, _)| says.contains(&super::words::key(text)));
        let name = self.naming_texts(row).into_iter().find(|text| !is_code(text)).unwrap_or_default();
        RowKind::Area { area, name: Arc::from(name), phase }
    }

    /// The area that a code in one of the row's columns marks.
    fn marked(&self, row: &Row) -> Option<AreaFound> {
        self.marks.iter().find_map(|(column, says, found)| {
            let code = super::words::key(&words_of(self.cell(row, *column)?)?);
            says.contains(&code).then_some(*found)
        })
    }

    /// Texts that may name what a row is about: the name, and what stands in the table's first columns.
    fn naming_texts(&self, row: &Row) -> Vec<String> {
        let columns = [self.name, Some(self.table.span.0), self.urn, self.laestab];
        let texts = columns.into_iter().flatten().filter_map(|column| match &self.cell(row, column)?.content {
            Content::Text(text) => Some(tidy(text)),
            _ => None,
        });
        texts.filter(|text| text.chars().any(char::is_alphabetic)).collect()
    }

    fn identity(&self, row: &Row) -> RowIdentity {
        let urn_in = |column: Option<u32>| column.and_then(|column| urn(self.cell(row, column)?, self.numbers));
        let own = urn_in(self.urn);
        let (before, after) = (urn_in(self.predecessor), urn_in(self.successor));
        let link = match (before, own, after) {
            (Some(before), _, Some(after)) if before != after => Some((before, after)),
            (Some(before), Some(own), None) if before != own => Some((before, own)),
            (None, Some(own), Some(after)) if own != after => Some((own, after)),
            _ => None,
        };
        let parts = || {
            let la = self.la.and_then(|column| number(self.cell(row, column)?))?;
            let establishment = self.establishment.and_then(|column| number(self.cell(row, column)?))?;
            if establishment < 1000.0 { None } else { Laestab::from_parts(la, establishment) }
        };
        let laestab = self.laestab.and_then(|column| laestab(self.cell(row, column)?)).or_else(parts);
        let name = self.name.and_then(|column| match &self.cell(row, column)?.content {
            Content::Text(text) => Some(tidy(&shown(text))).filter(|name| name.chars().any(char::is_alphabetic)),
            _ => None,
        });
        let urn = own.or(after).or(before);
        let column = self.name.filter(|_| name.is_some()).or(self.urn).or(self.laestab).unwrap_or(self.table.span.0);
        let written =
            [self.urn, self.laestab].into_iter().flatten().filter_map(|column| words_of(self.cell(row, column)?));
        let no_number = (urn.is_none() && laestab.is_none())
            .then(|| written.map(|text| tidy(&text)).find(|text| text.chars().any(|c| c.is_ascii_digit())))
            .flatten();
        let (name, no_number) = (name.map(Arc::from), no_number.map(Arc::from));
        RowIdentity { urn, laestab, name, link, no_number, to_open: self.is_to_open(row), column }
    }

    fn is_to_open(&self, row: &Row) -> bool {
        row.cells.iter().any(|cell| match &cell.content {
            Content::Text(text) => self.to_open.iter().any(|says| says.eq_ignore_ascii_case(text.trim())),
            _ => false,
        })
    }

    fn year(&self, row: &Row, months: bool) -> (Result<Option<AcademicYear>, u32>, bool, bool) {
        let Some(column) = self.year else { return (Ok(None), false, false) };
        let Some(cell) = self.cell(row, column).filter(|cell| !is_empty(cell)) else {
            return (Ok(None), false, false);
        };
        // an error, or a year that is crossed out, is not the year of the table
        let Some(text) = words_of(cell) else { return (Err(column), false, false) };
        match year::whole(&text, self.begins) {
            Some(mention) => (Ok(Some(mention.year)), mention.calendar, mention.footnote),
            None => match year::month(&text, self.begins).filter(|_| months) {
                Some(year) => (Ok(Some(year)), true, false),
                None => (Err(column), false, false),
            },
        }
    }

    /// Whether the column of years has months that can be nothing else, as 2011-01: then 2010-12 is one, and not three years.
    fn months(&self) -> bool {
        let month = |text: &str| {
            year::month(text, self.begins).is_some() && year::whole(text, self.begins).is_some_and(|year| year.dated)
        };
        self.year.is_some_and(|column| {
            let cells = self.table.rows(self.sheet).iter().filter_map(|row| self.cell(row, column));
            cells.filter_map(words_of).any(|text| month(&text))
        })
    }

    /// Whether every year is 1999, which is what `=2011-12` comes to, and `=2012-13`, and every other.
    fn subtracted(&self) -> bool {
        let Some(column) = self.year else { return false };
        let rows = self.table.rows(self.sheet).iter();
        let mut years =
            rows.filter_map(|row| self.cell(row, column).filter(|cell| !is_empty(cell))).filter_map(words_of);
        years.next().is_some_and(|first| first == year::SUBTRACTED) && years.all(|other| other == year::SUBTRACTED)
    }

    /// The cell of a row; where it is blank and merged downwards, the cell it is merged with.
    fn cell(&self, row: &'a Row, column: u32) -> Option<&'a Cell> {
        row.cell(column).or_else(|| {
            let merges = self.merged.get(&column)?;
            let (first, last) = *merges.get(merges.partition_point(|(_, last)| *last < row.index))?;
            (first..=last).contains(&row.index).then(|| self.sheet.cell(first, column))?
        })
    }

    /// The authority a row belongs to: schools and the authority's own rows belong to one, other areas to none.
    fn belongs(&self, row: &Row, kind: &RowKind) -> Belongs {
        let who = match kind {
            RowKind::School(who) => Some(who),
            RowKind::Area { area, .. } if Some(*area) == self.areas.own() => None,
            RowKind::Area { .. } | RowKind::Ignored => return Belongs::default(),
        };
        let text = |column: Option<u32>| match &self.cell(row, column?)?.content {
            Content::Text(text) if text.chars().any(char::is_alphabetic) => Some(Arc::clone(text)),
            _ => None,
        };
        Belongs {
            number: self.la_number(row),
            name: text(self.la_name).or_else(|| text(self.la)),
            prefix: who.and_then(|who| who.laestab).map(Laestab::authority),
            urn: who.and_then(|who| who.urn),
            link: who.and_then(|who| who.link),
        }
    }
}

/// By column, the rows over which cells below a table's headings are merged downwards.
fn merged_downwards(sheet: &Sheet, table: &Table) -> BTreeMap<u32, Vec<(u32, u32)>> {
    let mut merged: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for merge in &sheet.merges {
        let within = merge.first_row > table.heading_row && merge.first_row <= table.last_row;
        if within && merge.last_row > merge.first_row && (table.span.0..=table.span.1).contains(&merge.first_column) {
            merged.entry(merge.first_column).or_default().push((merge.first_row, merge.last_row));
        }
    }
    merged.values_mut().for_each(|rows| rows.sort_unstable());
    merged
}

/// The URN in a cell.
fn urn(cell: &Cell, numbers: &UrnPattern) -> Option<Urn> {
    match &cell.content {
        Content::Number(number) => numbers.of_number(*number),
        Content::Text(text) => numbers.read(tidy(text).trim_end_matches(is_footnote_mark)),
        _ => None,
    }
}

fn laestab(cell: &Cell) -> Option<Laestab> {
    match &cell.content {
        Content::Number(number) => Laestab::from_number(*number),
        Content::Text(text) => Laestab::parse(tidy(text).trim_end_matches(is_footnote_mark)),
        _ => None,
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match &cell.content {
        Content::Number(number) => Some(*number),
        Content::Text(text) => super::value::number::typed(text).map(|typed| typed.number),
        _ => None,
    }
}

fn whole(number: f64) -> Option<u32> {
    let fits = number.fract() == 0.0 && (0.0..1e9).contains(&number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just above")]
    fits.then_some(number as u32)
}
