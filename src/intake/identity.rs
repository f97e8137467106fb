//! Which rows of all tables are the same school.
//!
//! By URN; then by LAESTAB; then by exact name, which is said. Old and new URNs are joined where a table links them
//! or one LAESTAB has both. Rows are joined only when it is sure; otherwise both cells are shown and the row that
//! cannot be placed is left out.

mod by_name;
mod conflicts;
mod crossed;
mod near;
mod numbers;
mod phases;
mod schools;
mod sets;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use sets::Sets;

use super::reading::{Context, TableRead};
use super::rows::{RowIdentity, RowKind};
use crate::domain::{AcademicYear, Laestab, Urn};
use crate::intake::record::{Doubt, DoubtKind, Identity};
use workbook::place::CellPlace;

/// A row of a table that is about a school.
#[derive(Clone, Copy, Debug)]
pub(super) struct SchoolRow<'a> {
    pub table: usize,
    pub row: usize,
    pub who: &'a RowIdentity,
    pub year: Option<AcademicYear>,
    /// whether any measure's cell in it holds anything
    pub filled: bool,
}

/// What was found of schools' identities.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// the schools, in no particular order
    pub schools: Vec<Identity>,
    /// the school of a row, by table and row; rows that are not here could not be placed
    pub school_of: HashMap<(usize, usize), usize>,
    pub doubts: Vec<Doubt>,
}

/// Something by which rows are told to be one school.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Node {
    Urn(Urn),
    Laestab(Laestab),
    Name(String),
}

/// Everything known while rows are joined.
struct Joining<'a> {
    context: &'a Context<'a>,
    tables: &'a [TableRead],
    rows: Vec<SchoolRow<'a>>,
    /// the plain form of each row's name
    forms: Vec<Option<Arc<str>>>,
    sets: Sets<Node>,
    /// old URN to new
    links: BTreeMap<Urn, Urn>,
    /// rows whose schools have one LAESTAB and were kept apart
    apart: BTreeMap<Laestab, Vec<usize>>,
    /// rows whose LAESTAB is another school's than their URN
    crossed: BTreeSet<usize>,
    /// rows that are not used
    refused: BTreeSet<usize>,
    /// the node each row hangs on
    node_of: Vec<Option<usize>>,
    doubts: Vec<Doubt>,
}

/// Joins the rows of all tables to schools.
pub(super) fn join<'a>(context: &'a Context<'a>, tables: &'a [TableRead]) -> Joined {
    let mut joining = Joining::new(context, tables);
    joining.numbers();
    joining.conflicts();
    joining.names();
    joining.schools()
}

impl<'a> Joining<'a> {
    fn new(context: &'a Context<'a>, tables: &'a [TableRead]) -> Self {
        let rows: Vec<SchoolRow<'a>> = tables
            .iter()
            .enumerate()
            .flat_map(|(table, read)| {
                read.rows.iter().enumerate().filter_map(move |(row, read)| match &read.kind {
                    RowKind::School(who) => Some(SchoolRow { table, row, who, year: read.year, filled: read.filled }),
                    _ => None,
                })
            })
            .collect();
        let form = |row: &SchoolRow<'_>| row.who.name.as_ref().map(|name| Arc::from(context.names.form(name)));
        let forms = rows.iter().map(form).collect();
        let node_of = vec![None; rows.len()];
        Self {
            context,
            tables,
            rows,
            forms,
            sets: Sets::default(),
            links: BTreeMap::new(),
            apart: BTreeMap::new(),
            crossed: BTreeSet::new(),
            refused: BTreeSet::new(),
            node_of,
            doubts: Vec::new(),
        }
    }

    /// The cell that shows who a row is.
    fn place(&self, at: usize) -> Option<CellPlace> {
        let row = self.rows.get(at)?;
        let table = self.tables.get(row.table)?;
        let read = table.rows.get(row.row)?;
        Some(CellPlace {
            workbook: Arc::clone(&table.workbook),
            sheet: Arc::clone(&table.table.sheet),
            row: read.row,
            column: row.who.column,
        })
    }

    /// The name in a row, or the number that stands for it.
    fn shown(&self, at: usize) -> String {
        let Some(row) = self.rows.get(at) else { return String::new() };
        let number = || {
            row.who
                .urn
                .map(|urn| format!("URN {urn}"))
                .or_else(|| row.who.laestab.map(|number| format!("LAESTAB {number}")))
        };
        row.who.name.as_ref().map(ToString::to_string).or_else(number).unwrap_or_default()
    }

    fn doubt(&mut self, kind: DoubtKind, what: String, advice: Option<&str>, rows: &[usize]) {
        let places: Vec<CellPlace> = rows.iter().filter_map(|at| self.place(*at)).collect();
        let workbook = places.first().map(|place| Arc::clone(&place.workbook));
        let advice = advice.map(str::to_owned);
        self.doubts.push(Doubt { kind, what, advice, workbook, places, proposal: None });
    }
}
