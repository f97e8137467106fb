//! Everything a rule can read, with what is computed once for all schools kept.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::population::{Member, Population};
use crate::domain::{AcademicYear, Missing, Value};
use crate::intake::record::{AreaRecord, Dataset, Entry, FactKey, Facts as Values};
use crate::judge::decided::Decisions;
use crate::rulebook::ids::{AreaId, ComparatorId, GroupId, MeasureId};
use crate::rulebook::model::{Measure, Rulebook};

/// One population: what is compared, and the class of schools it is compared among.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PopulationKey {
    pub measure: MeasureId,
    pub group: GroupId,
    pub year: AcademicYear,
    pub comparator: ComparatorId,
    /// the values of the comparator's `same` measures, as words
    pub class: Class,
}

/// The values in which compared schools are alike, as words.
pub(super) type Class = Arc<[String]>;

/// Every school's class for a comparator in a year, and the schools of each class that count.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// by the schools' place in the dataset; none where one of the values is not known
    pub of: Vec<Option<Class>>,
    /// the schools that the comparator takes, by class
    pub schools: HashMap<Class, Vec<usize>>,
}

/// Each school's phase in a year, by its place in the dataset, where it is known.
type Phases = Arc<Vec<Option<Arc<str>>>>;

/// The rulebook, the records and the day: what evaluation is a function of.
pub(super) struct World<'a> {
    pub rulebook: &'a Rulebook,
    pub dataset: &'a Dataset,
    pub decisions: &'a Decisions,
    pub date: NaiveDate,
    /// what some school has an entry for: tells "no column" from "no row"
    columns: HashSet<FactKey>,
    populations: Mutex<HashMap<PopulationKey, Arc<Population>>>,
    /// which schools a comparator takes, by class: looked for once and not for every school compared
    classes: Mutex<HashMap<(ComparatorId, AcademicYear), Arc<Classes>>>,
    /// each school's phase, by year
    phases: Mutex<HashMap<AcademicYear, Phases>>,
    /// the measure that says a school's phase
    pub phase: Option<MeasureId>,
    /// areas with rows or figures of one phase only
    by_phase: HashSet<AreaId>,
}

impl<'a> World<'a> {
    pub fn new(rulebook: &'a Rulebook, dataset: &'a Dataset, decisions: &'a Decisions, date: NaiveDate) -> Self {
        let columns = dataset.schools.iter().flat_map(|school| school.facts.keys()).collect();
        let rows = dataset.areas.iter().filter(|row| row.phase.is_some()).map(|row| row.area);
        let figures = rulebook.figures.iter().filter(|figure| figure.phase.is_some()).map(|figure| figure.area);
        Self {
            rulebook,
            dataset,
            decisions,
            date,
            columns,
            populations: Mutex::default(),
            classes: Mutex::default(),
            phases: Mutex::default(),
            phase: rulebook.measure_named("phase").map(|(id, _)| id),
            by_phase: rows.chain(figures).collect(),
        }
    }

    /// The name of the authority whose schools are judged.
    pub fn authority(&self) -> &'a str {
        self.dataset.authority_or(&self.rulebook.authority)
    }

    /// Whether what is known of an area differs by phase.
    pub fn differs_by_phase(&self, area: AreaId) -> bool {
        self.by_phase.contains(&area)
    }

    /// The entry that stands for a measure in a year, with values that stay in force for years; else why there is none.
    pub fn stored<'v>(
        &self,
        facts: &'v Values,
        id: MeasureId,
        group: GroupId,
        year: AcademicYear,
    ) -> Result<&'v Entry, Missing> {
        let Some(measure) = self.rulebook.measure(id) else { return Err(Missing::NoColumn) };
        let key = FactKey { measure: id, group, year: if measure.undated { None } else { Some(year) } };
        if let Some(entry) = facts.get(key) {
            return Ok(entry);
        }
        if measure.stays_for_years > 0
            && let Some(entry) = facts.newest(id, group, year, measure.stays_for_years).and_then(|key| facts.get(key))
        {
            return Ok(entry);
        }
        Err(self.why_absent(facts, measure, key, year))
    }

    /// The entry of a dated measure that is in force on the review's date: the newest whose day is not after it.
    pub fn in_force<'v>(&self, facts: &'v Values, id: MeasureId, group: GroupId) -> Result<&'v Entry, Missing> {
        let Some(measure) = self.rulebook.measure(id) else { return Err(Missing::NoColumn) };
        let Some(now) = AcademicYear::of(self.date) else { return Err(Missing::NoRow) };
        let to_come = |year: AcademicYear| {
            let day = measure
                .dated_by
                .and_then(|by| facts.get(FactKey { measure: by, group: GroupId::ALL, year: Some(year) }));
            matches!(day.map(|day| &day.value), Some(Ok(Value::Date(day))) if *day > self.date)
        };
        let key = |year: AcademicYear| FactKey { measure: id, group, year: Some(year) };
        let years = (0..=measure.stays_for_years).map(|back| now.before(back)).filter(|year| !to_come(*year));
        let mut entries = years.filter_map(|year| facts.get(key(year)));
        entries.next().ok_or_else(|| self.why_absent(facts, measure, key(now), now))
    }

    fn why_absent(&self, facts: &Values, measure: &Measure, key: FactKey, year: AcademicYear) -> Missing {
        if measure.dated_by.is_some() || measure.stays_for_years > 0 {
            let later = self.dataset.years.iter().filter(|later| **later > year);
            if let Some(later) = later.copied().find(|later| facts.get(FactKey { year: Some(*later), ..key }).is_some())
            {
                return Missing::CannotCompute(format!("known only for a later year, {later}").into());
            }
        }
        if self.columns.contains(&key) { Missing::NoRow } else { Missing::NoColumn }
    }

    /// The given row of an area that fits best: one of the school's phase before one of no phase.
    pub fn area_rows(&self, area: AreaId, phase: Option<&str>) -> Vec<&'a AreaRecord> {
        let of = |wanted: Option<&str>| {
            let rows = self.dataset.areas.iter();
            rows.filter(move |row| row.area == area && row.phase.as_deref() == wanted).collect::<Vec<_>>()
        };
        let mut rows = if phase.is_some() { of(phase) } else { Vec::new() };
        rows.extend(of(None));
        rows
    }

    /// The figure of the rulebook for an area.
    pub fn figure(
        &self,
        area: AreaId,
        measure: MeasureId,
        group: GroupId,
        statistic: crate::rulebook::expression::Statistic,
        phase: Option<&str>,
        year: AcademicYear,
    ) -> Option<(f64, &'a crate::rulebook::Span, &'a Arc<str>)> {
        let figures = self.rulebook.figures.iter().filter(|figure| {
            figure.area == area && figure.measure == measure && figure.group == group && figure.statistic == statistic
        });
        let mut fitting: Vec<_> = figures.filter(|f| f.phase.is_none() || f.phase.as_deref() == phase).collect();
        fitting.sort_by_key(|figure| figure.phase.is_none());
        fitting.iter().find_map(|figure| figure.years.get(&year).map(|(value, span)| (*value, span, &figure.source)))
    }

    /// The population for a key; computed once.
    pub fn population(&self, key: PopulationKey, compute: impl FnOnce() -> Vec<Member>) -> Arc<Population> {
        if let Some(known) = lock(&self.populations).get(&key) {
            return Arc::clone(known);
        }
        // computed without the lock: two threads may do it at once, with the same result
        let population = Arc::new(Population::new(&compute()));
        lock(&self.populations).insert(key, Arc::clone(&population));
        population
    }

    /// The classes of schools for a comparator in a year; computed once.
    pub fn classes(
        &self,
        comparator: ComparatorId,
        year: AcademicYear,
        compute: impl FnOnce() -> Classes,
    ) -> Arc<Classes> {
        if let Some(known) = lock(&self.classes).get(&(comparator, year)) {
            return Arc::clone(known);
        }
        let classes = Arc::new(compute());
        lock(&self.classes).insert((comparator, year), Arc::clone(&classes));
        classes
    }

    /// The phases of all schools in a year; computed once.
    pub fn phases(&self, year: AcademicYear, compute: impl FnOnce() -> Vec<Option<Arc<str>>>) -> Phases {
        if let Some(known) = lock(&self.phases).get(&year) {
            return Arc::clone(known);
        }
        let phases = Arc::new(compute());
        lock(&self.phases).insert(year, Arc::clone(&phases));
        phases
    }

    /// The authority's own areas.
    pub fn own_areas(&self) -> BTreeSet<AreaId> {
        let numbered = self.rulebook.areas.iter().zip(0_u8..);
        numbered.filter(|(area, _)| area.own).map(|(_, number)| AreaId(number)).collect()
    }
}

/// A poisoned lock only means that another thread stopped; what it guards is a cache and whole.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
