//! All workbooks together: read each table, join rows to schools, put their values together.

mod described;
mod not_judged;
mod others;
mod predicted;
mod sheets;
mod unlinked;
mod unnamed;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use sheets::{BookOpened, SheetsRead};

use super::authority::{Choice, Seen};
use super::crosstab::CrosstabRead;
use super::identity::{self, Joined};
use super::merge::{Candidate, Disagreements, Subject};
use super::options::IntakeOptions;
use super::precedence::{Standing, natural};
use super::reading::{Context, Found, TableRead};
use super::rows::{RowIdentity, RowKind};
use super::visits::{self, BookPage};
use super::witness::Witnesses;
use crate::domain::AcademicYear;
use crate::intake::record::{
    AreaRecord, Dataset, Doubt, Facts, Identity, ReadRow, RowSubject, School, WorkbookRead, YearStated,
};
use crate::rulebook::ids::{AreaId, MeasureId};
use crate::rulebook::model::Rulebook;
use workbook::read::Book;

/// Reads all workbooks.
pub(super) fn read(books: &[Book], rulebook: &Rulebook, options: &IntakeOptions) -> Dataset {
    let context = Context::new(rulebook, options);
    let mut books: Vec<&Book> = books.iter().collect();
    books.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.fingerprint.cmp(&b.fingerprint)));
    let mut opened: Vec<BookOpened<'_>> = books.par_iter().map(|book| sheets::open(&context, book)).collect();
    let pages: Vec<BookPage<'_>> = opened.iter_mut().flat_map(|book| std::mem::take(&mut book.pages)).collect();
    // whose rows are read is known only once all workbooks are open
    let seen = Seen::new(rulebook, opened.iter().flat_map(BookOpened::belongs));
    let choice = Choice::new(context.areas.wanted(), &seen);
    let read: Vec<SheetsRead> = opened.into_par_iter().map(|opened| opened.read(&context, &choice, &seen)).collect();
    let mut doubts: Vec<Doubt> = choice.doubt.into_iter().collect();
    let (mut tables, crosstabs) = told(read, &mut doubts);
    let mut joined = identity::join(&context, &tables);
    doubts.append(&mut joined.doubts);
    let (visits, pages) = visits::visits(&context, &pages, &joined, &mut doubts);
    let mut disagreements = Disagreements::default();
    let of_tables =
        tables.iter().map(|table| Standing::of(&table.texts, &table.workbook, rulebook).assumed(table.year_assumed));
    let of_crosstabs = crosstabs.iter().map(|crosstab| Standing::of(&crosstab.texts, &crosstab.workbook, rulebook));
    let mut standings: Vec<Standing> = of_tables.chain(of_crosstabs).collect();
    let witnesses = Witnesses::new(&books);
    let of_workbooks = tables.iter().map(|table| &table.workbook).chain(crosstabs.iter().map(|one| &one.workbook));
    witnesses.heard(&mut standings, of_workbooks);
    doubts.extend(witnesses.doubts);
    let workbooks = workbooks(&books, &tables, &pages, &joined);
    let stated_years = stated_years(&tables, &crosstabs);
    let areas = areas(&mut tables, crosstabs, rulebook, &standings, &mut disagreements);
    let mut schools = schools(&context, &mut tables, joined, &standings, &mut disagreements);
    doubts.extend(not_judged::take_out(&mut schools, rulebook));
    // the years of tables alone: a visit in the autumn makes no results of that year
    let years = years(&schools, &areas);
    let visits = visits::of_judged(visits, &schools, &mut doubts);
    visits::apply(&context, &visits, &mut schools, &mut doubts);
    doubts.extend(unlinked::doubt(&schools));
    let told_apart: Vec<Option<String>> = tables.iter().map(|table| table.told_apart.clone()).collect();
    doubts.extend(disagreements.doubts(rulebook, &told_apart));
    let names: Vec<Arc<str>> = books.iter().map(|book| Arc::clone(&book.name)).collect();
    doubts.extend(super::gone::gone(&options.previous_columns, &workbooks, &names, rulebook));
    in_order(&mut doubts);
    doubts.sort_by(|a, b| (a.kind, &a.workbook, a.places.first()).cmp(&(b.kind, &b.workbook, b.places.first())));
    let mut without_year: Vec<Arc<str>> =
        tables.iter().filter(|table| table.without_year).map(|table| Arc::clone(&table.workbook)).collect();
    without_year.dedup();
    Dataset { authority: choice.name, schools, areas, years, workbooks, without_year, stated_years, visits, doubts }
}

/// Where the years of tables come from, each once for a workbook.
fn stated_years(tables: &[TableRead], crosstabs: &[CrosstabRead]) -> Vec<YearStated> {
    let of_tables = tables.iter().map(|table| (&table.workbook, table.stated));
    let of_areas = crosstabs.iter().map(|crosstab| (&crosstab.workbook, crosstab.stated));
    let stated = of_tables.chain(of_areas).filter_map(|(workbook, stated)| {
        let (year, place) = stated?;
        Some(YearStated { workbook: Arc::clone(workbook), year, place })
    });
    let mut all: Vec<YearStated> = stated.collect();
    all.dedup();
    all
}

/// The tables of all workbooks; what was doubted of them goes to the others' doubts.
fn told(read: Vec<SheetsRead>, doubts: &mut Vec<Doubt>) -> (Vec<TableRead>, Vec<CrosstabRead>) {
    let (mut tables, mut crosstabs) = (Vec::new(), Vec::new());
    for sheets in read {
        doubts.extend(sheets.doubts);
        tables.extend(sheets.tables);
        crosstabs.extend(sheets.crosstabs);
    }
    for table in &mut tables {
        doubts.append(&mut table.doubts);
    }
    for crosstab in &mut crosstabs {
        doubts.append(&mut crosstab.doubts);
    }
    (tables, crosstabs)
}

/// Doubts by what they are about: gravest kind first, then workbook and cell.
fn in_order(doubts: &mut Vec<Doubt>) {
    doubts.sort_by(|a, b| {
        let place = |doubt: &Doubt| doubt.places.first().cloned();
        (a.kind, &a.workbook, &a.what, place(a)).cmp(&(b.kind, &b.workbook, &b.what, place(b)))
    });
    // the same thing said of several tables of a workbook is said once, with all places
    doubts.dedup_by(|later, first| {
        let same = (&later.kind, &later.workbook, &later.what, &later.advice, &later.proposal)
            == (&first.kind, &first.workbook, &first.what, &first.advice, &first.proposal);
        if same {
            first.places.append(&mut later.places);
        }
        same
    });
}

fn schools(
    context: &Context<'_>,
    tables: &mut [TableRead],
    joined: Joined,
    standings: &[Standing],
    disagreements: &mut Disagreements,
) -> Vec<School> {
    let mut rows: Vec<Vec<Told>> = joined.schools.iter().map(|_| Vec::new()).collect();
    for (at, table) in tables.iter_mut().enumerate() {
        for (row_at, row) in table.rows.iter_mut().enumerate() {
            let RowKind::School(who) = &row.kind else { continue };
            let Some(school) = joined.school_of.get(&(at, row_at)) else { continue };
            let now = joined.schools.get(*school).and_then(|identity| as_now(who, identity));
            let Some(slot) = rows.get_mut(*school) else { continue };
            slot.push(Told { found: std::mem::take(&mut row.found), table: at, row: row.row, now });
        }
    }
    // a school that only stands in a list without measures is none that could be judged
    let mut measured: Vec<bool> = joined.schools.iter().map(|_| false).collect();
    for ((table, _), school) in &joined.school_of {
        let has_measures = tables.get(*table).is_some_and(|table| !table.table.columns.is_empty());
        if let Some(slot) = measured.get_mut(*school).filter(|_| has_measures) {
            *slot = true;
        }
    }
    let lasting = lasting(context);
    let read: Vec<(School, Disagreements)> = joined
        .schools
        .into_par_iter()
        .zip(rows)
        .zip(measured)
        .filter(|(_, measured)| *measured)
        .map(|((identity, rows), _)| {
            let mut own = Disagreements::default();
            let candidates = rows.into_iter().flat_map(Told::candidates).collect();
            let facts = Subject { name: &identity.name, is_area: false, standings, lasting: &lasting }
                .facts(candidates, &mut own);
            (School { identity, facts }, own)
        })
        .collect();
    let mut schools = Vec::with_capacity(read.len());
    for (school, own) in read {
        disagreements.extend(own);
        schools.push(school);
    }
    schools.sort_by(|a, b| (&a.identity.name, &a.identity.key).cmp(&(&b.identity.name, &b.identity.key)));
    schools
}

/// What a row says of its school: handed on as a whole, since one school's values are put together at a time.
struct Told {
    found: Vec<Found>,
    table: usize,
    row: u32,
    now: Option<bool>,
}

impl Told {
    fn candidates(self) -> impl Iterator<Item = Candidate> {
        let Self { found, table, row, now } = self;
        found.into_iter().map(move |found| Candidate { found, table, row, now })
    }
}

/// What outlasts a school's number: its phase, and what that implies.
fn lasting(context: &Context<'_>) -> Vec<MeasureId> {
    let phases = (0..).zip(&context.rulebook.measures).filter(|(_, measure)| context.areas.phases.states(measure));
    let ids = phases.flat_map(|(number, measure)| {
        let implied = measure.categories.iter().flat_map(|category| &category.implies).map(|(implied, _)| *implied);
        std::iter::once(MeasureId(number)).chain(implied)
    });
    ids.collect()
}

/// Whether a row is the school as it is now or as it was before, as far as its numbers tell.
fn as_now(who: &RowIdentity, identity: &Identity) -> Option<bool> {
    match (who.urn, who.laestab) {
        (Some(urn), _) => Some(Some(urn) == identity.urn),
        (None, Some(laestab)) => Some(Some(laestab) == identity.laestab),
        (None, None) => None,
    }
}

/// An area and the phase its values are of.
type AreaKey = (AreaId, Option<Arc<str>>);

/// The areas, each by phase, from rows among schools and from tables of their own.
fn areas(
    tables: &mut [TableRead],
    crosstabs: Vec<CrosstabRead>,
    rulebook: &Rulebook,
    standings: &[Standing],
    disagreements: &mut Disagreements,
) -> Vec<AreaRecord> {
    let mut gathered: BTreeMap<AreaKey, (Arc<str>, Vec<Candidate>)> = BTreeMap::new();
    for (at, table) in tables.iter_mut().enumerate() {
        for row in &mut table.rows {
            let RowKind::Area { area, name, phase } = &row.kind else { continue };
            let title = rulebook.area(*area).map_or_else(|| Arc::clone(name), |area| Arc::clone(&area.title));
            let named = if name.is_empty() { title } else { Arc::clone(name) };
            let slot = &mut gathered.entry((*area, phase.clone())).or_insert_with(|| (named, Vec::new())).1;
            let dated = std::mem::take(&mut row.found).into_iter().filter(|found| found.key.year.is_some());
            slot.extend(dated.map(|found| Candidate { found, table: at, row: row.row, now: None }));
        }
    }
    for (crosstab, at) in crosstabs.into_iter().zip(tables.len()..) {
        for value in crosstab.values {
            let key = (value.area, value.phase.clone());
            let slot = gathered.entry(key).or_insert_with(|| (Arc::clone(&value.name), Vec::new()));
            slot.1.push(value.candidate(at));
        }
    }
    let mut areas = Vec::new();
    for ((area, phase), (name, candidates)) in gathered {
        if candidates.is_empty() {
            continue;
        }
        let shown = match &phase {
            Some(phase) => format!("{name} ({phase})"),
            None => name.to_string(),
        };
        let facts = Subject { name: &shown, is_area: true, standings, lasting: &[] }.facts(candidates, disagreements);
        areas.push(AreaRecord { area, name, phase, facts });
    }
    areas
}

/// What was read from each workbook, for its annotated copy.
fn workbooks(books: &[&Book], tables: &[TableRead], pages: &[Arc<str>], joined: &Joined) -> Vec<WorkbookRead> {
    let read = |book: &&Book| WorkbookRead {
        name: Arc::clone(&book.name),
        fingerprint: Arc::clone(&book.fingerprint),
        tables: tables
            .iter()
            .enumerate()
            .filter(|(_, table)| table.workbook == book.name && table.fingerprint == book.fingerprint)
            .map(|(at, table)| {
                let mut read = table.table.clone();
                read.rows = table.rows.iter().enumerate().map(|(row, read)| self::row(at, row, read, joined)).collect();
                // one of an area stands here once for each phase of its columns
                read.rows.dedup_by_key(|row| row.row);
                read
            })
            .collect(),
        pages: pages.iter().filter(|page| **page == book.name).count(),
    };
    books.iter().map(read).collect()
}

fn row(table: usize, at: usize, read: &super::reading::RowRead, joined: &Joined) -> ReadRow {
    let subject = match &read.kind {
        RowKind::School(_) => joined
            .school_of
            .get(&(table, at))
            .and_then(|school| joined.schools.get(*school))
            .map_or(RowSubject::Ignored, |identity| RowSubject::School(identity.key.clone())),
        RowKind::Area { area, .. } => RowSubject::Area(*area),
        RowKind::Ignored => RowSubject::Ignored,
    };
    ReadRow { row: read.row, subject, year: read.year }
}

fn years(schools: &[School], areas: &[AreaRecord]) -> Vec<AcademicYear> {
    let facts = schools.iter().map(|school| &school.facts).chain(areas.iter().map(|area| &area.facts));
    let mut years: Vec<AcademicYear> = facts.flat_map(years_of).collect();
    years.sort();
    years.dedup();
    years
}

fn years_of(facts: &Facts) -> Vec<AcademicYear> {
    let mut years: Vec<AcademicYear> =
        facts.sorted().into_iter().filter(|(_, entry)| entry.value.is_ok()).filter_map(|(key, _)| key.year).collect();
    years.sort();
    years.dedup();
    years
}
