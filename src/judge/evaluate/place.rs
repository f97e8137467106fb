//! A school's place among those it is compared with, as far as it is known: bounds, where others' figures are not.
//!
//! A school that the comparator leaves out has no place. One that it takes and that has no figure may stand anywhere; so
//! may one of which it is not known whether it counts, or it may not be there at all.

use std::sync::Arc;

use super::school_facts::SchoolFacts;
use crate::domain::phrase::lower_first;
use crate::domain::{AcademicYear, Missing, Truth, Value};
use crate::rulebook::expression::{Facts, Of, Read, Statistic};
use crate::rulebook::ids::{ComparatorId, GroupId};
use crate::rulebook::model::Better;

/// A school's place, and what kept it from being one number.
pub(super) struct Place {
    /// the least and the most it can be
    pub between: (f64, f64),
    /// why there is more than one
    pub why: Option<Missing>,
}

impl SchoolFacts<'_> {
    /// The school's place in the sense of the statistic.
    ///
    /// # Errors
    /// Why it has none.
    pub(super) fn place(&self, read: &Read, comparator: ComparatorId, statistic: Statistic) -> Result<Place, Missing> {
        self.place_where(read, comparator, statistic, false)
    }

    /// The place that a school would have of which it is not known whether it counts, did it count.
    pub(super) fn place_if_it_counts(&self, read: &Read) -> Option<(f64, f64)> {
        let Of::Comparator(comparator, statistic) = read.of else { return None };
        self.place_where(read, comparator, statistic, true).ok().map(|place| place.between)
    }

    fn place_where(
        &self,
        read: &Read,
        comparator: ComparatorId,
        statistic: Statistic,
        supposed: bool,
    ) -> Result<Place, Missing> {
        let year = self.year_of(read);
        let cannot = |why: String| Err(Missing::CannotCompute(why.into()));
        let Some(rule) = self.world.rulebook.comparator(comparator) else { return Err(Missing::NoColumn) };
        if !rule.computed {
            return cannot(format!("no figure is given for {}", rule.title));
        }
        let own = self.of(read.measure, read.group, year);
        let class = match (self.class(comparator, year), self.is_counted(comparator, year)) {
            (_, Truth::DoesNotHold) => return cannot(format!("it is not among {}", lower_first(&rule.title))),
            (Some(class), Truth::Holds) => class,
            (Some(class), Truth::CannotSay) if supposed => class,
            _ => return cannot(format!("it is not known whether it counts among {}", lower_first(&rule.title))),
        };
        let population = self.population_of(read, comparator, year, Arc::clone(&class));
        if population.len() < rule.at_least as usize {
            return cannot(super::school_facts::too_few(population.len(), rule.at_least));
        }
        let open = self.open(read, comparator, rule, year, &class);
        let measure = self.world.rulebook.measure(read.measure);
        let higher = measure.is_none_or(|measure| measure.better != Better::Lower);
        let (own, why) = match own {
            Ok(value) => (value.number(), None),
            // without a figure of its own it may stand anywhere among those that are concerned
            Err(why) if rule.known_only || !self.is_concerned(read, year) => {
                // between what a figure lies says nothing of its place
                return Err(why.without_ends());
            }
            Err(why) => (None, Some(why)),
        };
        let between = population.place(statistic, own, &open, higher);
        let Some(between) = between else { return cannot("there is no other school to compare with".into()) };
        let why = why.or_else(|| open.why()).filter(|_| (between.1 - between.0).abs() > f64::EPSILON);
        Ok(Place { between, why })
    }

    /// The place as a value.
    pub(super) fn placed(&self, read: &Read, comparator: ComparatorId, statistic: Statistic) -> Result<Value, Missing> {
        let place = self.place(read, comparator, statistic)?;
        place.why.map_or(Ok(Value::Number(place.between.0)), Err)
    }

    /// Whether the comparator takes this school.
    fn is_counted(&self, comparator: ComparatorId, year: AcademicYear) -> Truth {
        self.classes(comparator, year).counts.get(self.school).copied().unwrap_or(Truth::CannotSay)
    }

    /// Whether this school is among those that have a place. One that is left out has none; of one whose cell says that there
    /// is no figure nothing is known, which is neither good nor bad.
    pub(super) fn has_place(&self, read: &Read) -> Result<bool, Missing> {
        let Of::Comparator(comparator, _) = read.of else { return Ok(true) };
        let year = self.year_of(read);
        match self.is_counted(comparator, year) {
            Truth::DoesNotHold => Ok(false),
            _ if !self.is_of_its_phases(read, year) => Ok(false),
            Truth::Holds => self.says_none(read, year).map_or(Ok(true), Err),
            Truth::CannotSay => Err(Missing::CannotCompute("it is not known whether it counts among them".into())),
        }
    }

    /// Whether a figure is to be expected of the school: not of a phase that the measure is not about, nor where its cell says
    /// that there is none.
    pub(super) fn is_concerned(&self, read: &Read, year: AcademicYear) -> bool {
        self.is_of_its_phases(read, year) && self.says_none(read, year).is_none()
    }

    /// Whether the measure is about schools of this phase, as far as is known.
    fn is_of_its_phases(&self, read: &Read, year: AcademicYear) -> bool {
        let Some(measure) = self.world.rulebook.measure(read.measure) else { return true };
        let phase = || match self.of(self.world.phase?, GroupId::ALL, year) {
            Ok(Value::Text(phase)) => Some(phase),
            _ => None,
        };
        measure.phases.is_empty() || phase().is_none_or(|phase| measure.phases.contains(&phase))
    }

    /// What the school's cell says where it says that there is no figure.
    fn says_none(&self, read: &Read, year: AcademicYear) -> Option<Missing> {
        let why = self.of(read.measure, read.group, year).err()?;
        why.says_no_figure().then(|| why.without_ends())
    }
}
