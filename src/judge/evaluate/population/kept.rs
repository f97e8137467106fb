//! Populations, and the classes of schools they are taken from: each worked out once.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::super::authority_facts::Own;
use super::{Member, Open, Population};
use crate::domain::{AcademicYear, Truth};
use crate::rulebook::ids::{ComparatorId, GroupId, MeasureId};

/// One population: what is compared, and the class of schools it is compared among.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::judge::evaluate) struct PopulationKey {
    pub measure: MeasureId,
    pub group: GroupId,
    pub year: AcademicYear,
    pub comparator: ComparatorId,
    /// the values of the comparator's `same` measures, as words
    pub class: Class,
}

/// The values in which compared schools are alike, as words.
pub(in crate::judge::evaluate) type Class = Arc<[String]>;

/// Every school's class for a comparator in a year, and the schools of each class that count.
#[derive(Debug, Default)]
pub(in crate::judge::evaluate) struct Classes {
    /// by the schools' place in the dataset; none where one of the values is not known
    pub of: Vec<Option<Class>>,
    /// whether the comparator takes each school, whatever its class
    pub counts: Vec<Truth>,
    /// the schools that the comparator takes, by class
    pub schools: FxHashMap<Class, Vec<usize>>,
    /// schools of which it is not known whether it takes them, or in which class, with what is known of that
    pub unsure: Vec<(Vec<Option<String>>, usize)>,
}

/// Each school's phase in a year, by its place in the dataset, where it is known.
type Phases = Arc<Vec<Option<Arc<str>>>>;

/// What was worked out so far.
#[derive(Debug, Default)]
pub(in crate::judge::evaluate) struct Populations {
    known: Mutex<FxHashMap<PopulationKey, Arc<Population>>>,
    /// what is not known of a population's schools: asked for places only
    open: Mutex<FxHashMap<PopulationKey, Arc<Open>>>,
    /// which schools a comparator takes, by class: looked for once and not for every school compared
    classes: Mutex<FxHashMap<(ComparatorId, AcademicYear), Arc<Classes>>>,
    /// each school's phase, by year
    phases: Mutex<FxHashMap<AcademicYear, Phases>>,
    /// what all schools come to
    together: Mutex<FxHashMap<(MeasureId, GroupId, AcademicYear), Own>>,
}

impl Populations {
    /// The population for a key; computed once.
    pub fn of(&self, key: PopulationKey, compute: impl FnOnce() -> Vec<Member>) -> Arc<Population> {
        if let Some(known) = lock(&self.known).get(&key) {
            return Arc::clone(known);
        }
        // computed without the lock: two threads may do it at once, with the same result
        let population = Arc::new(Population::new(&compute()));
        lock(&self.known).insert(key, Arc::clone(&population));
        population
    }

    /// What is not known of a population's schools; computed once.
    pub fn open(&self, key: PopulationKey, compute: impl FnOnce() -> Open) -> Arc<Open> {
        if let Some(known) = lock(&self.open).get(&key) {
            return Arc::clone(known);
        }
        let open = Arc::new(compute());
        lock(&self.open).insert(key, Arc::clone(&open));
        open
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

    /// What all schools come to in a measure; computed once.
    pub fn together(&self, key: (MeasureId, GroupId, AcademicYear), compute: impl FnOnce() -> Own) -> Own {
        if let Some(known) = lock(&self.together).get(&key) {
            return known.clone();
        }
        let together = compute();
        lock(&self.together).insert(key, together.clone());
        together
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
}

/// A poisoned lock only means that another thread stopped; what it guards is a cache and whole.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
