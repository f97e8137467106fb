//! What the schools have, in columns: per measure, group and year where each school's value stands, found once; and
//! what is computed, worked out once for a school when it is first asked for, whoever asks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashSet;

use super::describe::Names;
use super::plan::Plans;
use super::population::Populations;
use super::world::World;
use crate::domain::{AcademicYear, Missing, Value};
use crate::intake::record::{Dataset, Entry, FactKey};
use crate::rulebook::expression::{Expression, Open, Problem};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Measure, Rulebook};

/// Years before and after those of the records that rules may still ask for; a year further off is looked up each time.
const AROUND: i32 = 15;

/// A year, or what is in force on the stated day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum When {
    In(AcademicYear),
    Now,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ColumnKey {
    pub measure: MeasureId,
    pub group: GroupId,
    pub when: When,
}

/// What an evaluation found of the schools besides its findings, for those who show them: a table of figures does not
/// work out again what the rules have asked for already.
#[derive(Clone, Debug, Default)]
pub struct Known(Option<Arc<Columns>>);

impl Known {
    pub(super) fn of(world: &World<'_>) -> Self {
        Self(Some(Arc::clone(&world.columns)))
    }

    pub(super) fn columns(&self) -> Option<Arc<Columns>> {
        self.0.clone()
    }
}

/// It is made from the same records as the findings, so it makes no two evaluations differ.
impl PartialEq for Known {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// All columns of a run, each found when it is first asked for.
#[derive(Debug)]
pub(super) struct Columns {
    /// what some school has an entry for: tells "no column" from "no row"
    headed: FxHashSet<FactKey>,
    slots: Vec<OnceLock<Box<Column>>>,
    groups: usize,
    first_year: i32,
    years: usize,
    /// by measure: whether it is worked out from what rules found, which changes while they are judged
    changing: Vec<bool>,
    pub populations: Populations,
    pub plans: Plans,
    pub names: Names,
}

impl Columns {
    pub fn new(rulebook: &Rulebook, dataset: &Dataset, today: Option<AcademicYear>) -> Self {
        let years = || dataset.years.iter().copied().chain(today).map(AcademicYear::start);
        let first_year = years().min().unwrap_or_default() - AROUND;
        let years = usize::try_from(years().max().unwrap_or_default() + AROUND - first_year + 1).unwrap_or_default();
        let groups = rulebook.groups.len().max(1);
        let mut slots = Vec::new();
        // the one before the years is for what is in force now
        slots.resize_with(rulebook.measures.len() * groups * (years + 1), OnceLock::new);
        let headed = dataset.schools.iter().flat_map(|school| school.facts.keys()).collect();
        let changing = changing(rulebook);
        Self {
            headed,
            slots,
            groups,
            first_year,
            years,
            changing,
            populations: Populations::default(),
            plans: Plans::new(rulebook),
            names: Names::default(),
        }
    }

    /// Whether some school has an entry.
    pub fn is_headed(&self, key: FactKey) -> bool {
        self.headed.contains(&key)
    }

    fn slot(&self, key: ColumnKey) -> Option<&OnceLock<Box<Column>>> {
        let year = match key.when {
            When::Now => 0,
            When::In(year) => {
                let after = usize::try_from(year.start() - self.first_year).ok()?;
                (after < self.years).then_some(after + 1)?
            }
        };
        let group = usize::from(key.group.0);
        let at = (usize::from(key.measure.0) * self.groups + group) * (self.years + 1) + year;
        if group < self.groups { self.slots.get(at) } else { None }
    }
}

/// Measures worked out from what rules found, themselves or through others.
fn changing(rulebook: &Rulebook) -> Vec<bool> {
    let computed = |measure: &Measure, test: &dyn Fn(&Expression) -> bool| measure.computed.as_ref().is_some_and(test);
    let measures = || rulebook.measures.iter();
    let mut changing: Vec<bool> =
        measures().map(|measure| computed(measure, &|expression| !expression.derived().is_empty())).collect();
    loop {
        let through = |expression: &Expression| {
            let reads = expression.reads();
            reads.iter().any(|read| changing.get(usize::from(read.measure.0)).copied().unwrap_or_default())
        };
        let next: Vec<bool> =
            measures().zip(&changing).map(|(measure, already)| *already || computed(measure, &through)).collect();
        if next == changing {
            return changing;
        }
        changing = next;
    }
}

impl World<'_> {
    /// Does something with a column.
    pub fn with_column<T>(&self, key: ColumnKey, look: impl FnOnce(&Column) -> T) -> T {
        match self.columns.slot(key) {
            Some(slot) => look(slot.get_or_init(|| Box::new(Column::new(self, key)))),
            None => look(&Column::new(self, key)),
        }
    }
}

/// A place in [`Column::cells`] that is a reason and not the place of an entry.
const ABSENT: u32 = 1 << 31;

/// What each school has.
#[derive(Debug)]
pub(super) struct Column {
    /// by school: the place of its entry, or of the reason why there is none; empty where no school has an entry
    cells: Box<[u32]>,
    absent: Vec<Missing>,
    worked_out: WorkedOut,
    /// the first school on which a script broke, and how
    broken: Mutex<Option<(usize, Problem)>>,
}

/// What is computed where no workbook says anything.
#[derive(Debug)]
enum WorkedOut {
    Never,
    Once(Box<[OnceLock<Kept>]>),
    EachTime,
}

/// What stands in a column for a school.
pub(super) enum Cell<'c, 'd> {
    /// an entry of its records
    Entry(&'d Entry),
    /// nothing, and nothing can be computed
    Absent(&'c Missing),
    /// it is computed, and kept here
    Computed(&'c OnceLock<Kept>),
    /// it is computed each time
    Changing,
}

impl Column {
    fn new(world: &World<'_>, key: ColumnKey) -> Self {
        let schools = world.dataset.schools.len();
        let mut column =
            Self { cells: Box::default(), absent: Vec::new(), worked_out: WorkedOut::Never, broken: Mutex::default() };
        let Some(measure) = world.rulebook.measure(key.measure) else {
            column.absent.push(Missing::NoColumn);
            return column;
        };
        column.find(world, key, measure);
        if key.group == GroupId::ALL && key.when != When::Now && measure.computed.is_some() {
            let changing = world.columns.changing.get(usize::from(key.measure.0)).copied().unwrap_or_default();
            column.worked_out = if changing {
                WorkedOut::EachTime
            } else {
                WorkedOut::Once((0..schools).map(|_| OnceLock::new()).collect())
            };
        }
        column
    }

    fn find(&mut self, world: &World<'_>, key: ColumnKey, measure: &Measure) {
        let plain = measure.stays_for_years == 0 && measure.dated_by.is_none() && key.when != When::Now;
        if plain {
            let year = if let When::In(year) = key.when { Some(year).filter(|_| !measure.undated) } else { None };
            if !world.columns.is_headed(FactKey { measure: key.measure, group: key.group, year }) {
                self.absent.push(Missing::NoColumn);
                return;
            }
        }
        let mut reasons: HashMap<Missing, u32> = HashMap::new();
        let mut cells = Vec::with_capacity(world.dataset.schools.len());
        for school in &world.dataset.schools {
            let found = match key.when {
                When::In(year) => world.stored_at(&school.facts, key.measure, key.group, year),
                When::Now => world.in_force_at(&school.facts, key.measure, key.group),
            };
            cells.push(found.unwrap_or_else(|why| match reasons.get(&why) {
                Some(known) => *known,
                None => {
                    let place = ABSENT | u32::try_from(self.absent.len()).unwrap_or_default();
                    self.absent.push(why.clone());
                    reasons.insert(why, place);
                    place
                }
            }));
        }
        if self.absent.len() == 1 && cells.iter().all(|cell| *cell == ABSENT) {
            return;
        }
        self.cells = cells.into();
    }

    /// What a school has.
    pub fn cell<'c, 'd>(&'c self, dataset: &'d Dataset, school: usize) -> Cell<'c, 'd> {
        static NO_ROW: Missing = Missing::NoRow;
        if school >= dataset.schools.len() {
            return Cell::Absent(&NO_ROW);
        }
        let cell = self.cells.get(school).copied().unwrap_or(ABSENT);
        if cell < ABSENT
            && let Some(entry) = dataset.schools.get(school).and_then(|school| school.facts.at(cell))
        {
            return Cell::Entry(entry);
        }
        match &self.worked_out {
            WorkedOut::EachTime => Cell::Changing,
            WorkedOut::Once(kept) if let Some(kept) = kept.get(school) => Cell::Computed(kept),
            _ => {
                let why = usize::try_from(cell ^ ABSENT).ok().and_then(|place| self.absent.get(place));
                Cell::Absent(why.unwrap_or(&NO_ROW))
            }
        }
    }

    /// The first school on which a script broke, so far.
    pub fn first_broken(&self) -> Option<(usize, Problem)> {
        self.broken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes that a script broke.
    pub fn note(&self, school: usize, problem: Option<Problem>) {
        let Some(problem) = problem else { return };
        let mut first = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        if first.as_ref().is_none_or(|(at, _)| school < *at) {
            *first = Some((school, problem));
        }
    }
}

/// A computed value in little room: nearly all are numbers, or missing for one of the reasons that need no words.
#[derive(Debug)]
pub(super) enum Kept {
    Number(f64),
    NoColumn,
    NoRow,
    Blank,
    Other(Box<Result<Value, Missing>>),
    /// not known, but not anything either
    Open(Box<(Missing, Open)>),
}

impl From<Result<Value, Missing>> for Kept {
    fn from(value: Result<Value, Missing>) -> Self {
        match value {
            Ok(Value::Number(number)) => Self::Number(number),
            Err(Missing::NoColumn) => Self::NoColumn,
            Err(Missing::NoRow) => Self::NoRow,
            Err(Missing::Blank) => Self::Blank,
            other => Self::Other(Box::new(other)),
        }
    }
}

impl Kept {
    /// A value, with what it can be where it is not known.
    pub fn new(value: Result<Value, Missing>, open: Option<Open>) -> Self {
        match (value, open) {
            (Err(why), Some(open)) => Self::Open(Box::new((why, open))),
            (value, _) => Self::from(value),
        }
    }

    /// What it can be, where it is not known.
    pub fn open(&self) -> Option<Open> {
        if let Self::Open(open) = self { Some(open.1.clone()) } else { None }
    }

    /// The value, or why there is none.
    pub fn value(&self) -> Result<Value, Missing> {
        match self {
            Self::Number(number) => Ok(Value::Number(*number)),
            Self::NoColumn => Err(Missing::NoColumn),
            Self::NoRow => Err(Missing::NoRow),
            Self::Blank => Err(Missing::Blank),
            Self::Other(other) => (**other).clone(),
            Self::Open(open) => Err(open.0.clone()),
        }
    }

    /// The number, where it is one.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }
}
