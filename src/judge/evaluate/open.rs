//! What is not known of the schools compared, and between what their figures lie because of it.
//!
//! A figure is shown of the schools of which it is known, with how many those are of all. It decides only what the others
//! cannot turn: one without a figure may have any that the measure can have, and one of which it is not known whether it
//! counts may count or not. A school that the year's table does not list at all is in none of its figures.

use std::sync::Arc;

use super::population::{Class, Member, Open, PopulationKey};
use super::school_facts::SchoolFacts;
use super::world::World;
use crate::domain::phrase::counted;
use crate::domain::{AcademicYear, Missing, Truth};
use crate::rulebook::expression::{
    Behind, Bounds, Facts, Of, Part, Read, Reading, Statistic, What, YearOf, leaves, order,
};
use crate::rulebook::ids::{ComparatorId, GroupId, MeasureId};
use crate::rulebook::model::Comparator;

/// Of so many schools what is missing is named: nobody fills in more for one answer.
const FILLED_IN: usize = 4;

impl SchoolFacts<'_> {
    /// Between what a figure of the schools compared lies, where it is not known of all of them.
    pub(super) fn left_open(&self, read: &Read, comparator: ComparatorId, statistic: Statistic) -> Option<Bounds> {
        let year = self.year_of(read);
        let rule = self.world.rulebook.comparator(comparator).filter(|rule| rule.computed && !rule.known_only)?;
        let class = self.class(comparator, year)?;
        let open = self.open(read, comparator, rule, year, &class);
        if self.is_given(read, comparator, statistic, year) {
            return None;
        }
        let population = self.population_of(read, comparator, year, class);
        let unweighed = population.left_out_of(statistic);
        if open.listed.is_empty() && unweighed == 0 || population.len() < rule.at_least.max(1) as usize {
            return None;
        }
        bounds(open.between(&population, statistic)?, &open.listed, unweighed)
    }

    /// The schools behind a computed figure.
    pub(super) fn behind(&self, read: &Read) -> Option<Behind> {
        let Of::Comparator(comparator, statistic) = read.of else { return None };
        let year = self.year_of(read);
        let rule = self.world.rulebook.comparator(comparator)?;
        if self.is_given(read, comparator, statistic, year) {
            return None;
        }
        let class = self.class(comparator, year)?;
        let population = self.population_of(read, comparator, year, Arc::clone(&class));
        let unweighed = population.left_out_of(statistic);
        let known = population.len() - unweighed;
        let open = if rule.computed { self.open(read, comparator, rule, year, &class).listed.len() } else { 0 };
        Some(Behind { known: u32::try_from(known).ok()?, of: u32::try_from(known + unweighed + open).ok()? })
    }

    /// Whether a figure of what a school is compared with stands in a table or the rulebook.
    fn is_given(&self, read: &Read, comparator: ComparatorId, statistic: Statistic, year: AcademicYear) -> bool {
        let area = self.world.rulebook.comparator(comparator).and_then(|rule| rule.area);
        let given = |area| self.given(read, area, statistic, self.phase_for(area, year).as_deref(), year);
        area.is_some_and(|area| given(area).is_some())
    }

    /// What is not known of the schools compared.
    pub(super) fn open(
        &self,
        read: &Read,
        comparator: ComparatorId,
        rule: &Comparator,
        year: AcademicYear,
        class: &Class,
    ) -> Arc<Open> {
        let (measure, group) = (read.measure, read.group);
        let key = PopulationKey { measure, group, year, comparator, class: Arc::clone(class) };
        self.world.columns.populations.open(key, || {
            let mut open = Open::default();
            if rule.known_only {
                return open;
            }
            let classes = self.classes(comparator, year);
            let other = |school: &usize| SchoolFacts::new(self.world, *school, year, None);
            for other in classes.schools.get(class).into_iter().flatten().map(other) {
                if other.member(read, year).is_none() && other.is_concerned(read, year) {
                    open.without_value += 1;
                    open.list(other.school, other.part(read, year, true));
                }
            }
            let may_be_alike = |known: &[Option<String>]| {
                known.iter().zip(class.iter()).all(|(known, wanted)| known.as_ref().is_none_or(|known| known == wanted))
            };
            for (_, school) in classes.unsure.iter().filter(|(known, _)| may_be_alike(known)) {
                let other = other(school);
                match other.member(read, year) {
                    Some(Member { value, .. }) => open.perhaps.push(value),
                    None if other.is_concerned(read, year) => open.neither += 1,
                    None => continue,
                }
                open.list(other.school, other.part(read, year, false));
            }
            open.perhaps.sort_by(f64::total_cmp);
            open
        })
    }

    /// What is missing of the other schools that could turn a figure of what a school is compared with.
    pub(super) fn missing_of_others(&self, reading: &Reading) -> Vec<(usize, Reading)> {
        let What::Measure { measure, group, year, of: Of::Comparator(comparator, statistic), schools: Some(_) } =
            reading.what
        else {
            return Vec::new();
        };
        // a figure that has to be given is missing itself: no school's cell would bring it
        let worked_out = |rule: &&Comparator| rule.computed || statistic.is_place();
        let rule = self.world.rulebook.comparator(comparator).filter(worked_out);
        let Some((rule, class)) = rule.zip(self.class(comparator, year)) else { return Vec::new() };
        let read = Read { measure, group, year: YearOf::At(year), of: Of::Subject };
        let open = self.open(&read, comparator, rule, year, &class);
        let population = self.population_of(&read, comparator, year, Arc::clone(&class));
        let mut found = missing_of(self.world, &open.schools, &read, Some(rule), year);
        if population.left_out_of(statistic) > 0 {
            let classes = self.classes(comparator, year);
            found.extend(self.pupils_missing(&read, classes.schools.get(&class).into_iter().flatten().copied(), year));
        }
        found
    }

    /// The numbers of pupils that are not known of schools that have a figure; nothing where they are more than anybody would
    /// fill in.
    pub(super) fn pupils_missing(
        &self,
        read: &Read,
        schools: impl Iterator<Item = usize>,
        year: AcademicYear,
    ) -> Vec<(usize, Reading)> {
        let cohort = self.world.rulebook.measure(read.measure).and_then(|measure| measure.cohort);
        let Some(cohort) = cohort else { return Vec::new() };
        let other = |school: usize| SchoolFacts::new(self.world, school, year, None);
        let unweighed = schools.filter(|at| other(*at).member(read, year).is_some_and(|one| one.pupils.is_none()));
        let found: Vec<usize> = unweighed.take(FILLED_IN + 1).collect();
        if found.len() > FILLED_IN {
            return Vec::new();
        }
        let pupils = |at: usize| (at, Facts::read(&other(at), &Read { measure: cohort, ..*read }));
        found.into_iter().map(pupils).collect()
    }

    /// What a school may have in a figure of several; none where the year's table does not list it, or says that it has none.
    pub(super) fn part(&self, read: &Read, year: AcademicYear, sure: bool) -> Option<Part> {
        let value = self.of(read.measure, read.group, year);
        if value.as_ref().is_err_and(Missing::is_none_at_all) {
            return None;
        }
        let ends = |value, measure| Part::ends(value, || self.world.rulebook.believable(measure));
        let (low, high) = ends(value, read.measure)?;
        let cohort = self.world.rulebook.measure(read.measure).and_then(|measure| measure.cohort);
        let pupils = |cohort| ends(self.of(cohort, read.group, year), cohort);
        Some(Part { sure, low, high, weight: cohort.and_then(pupils).unwrap_or(Part::ANY_WEIGHT) })
    }
}

/// What is missing of these schools for a figure of several: their own, and what says whether they count.
pub(super) fn missing_of(
    world: &World<'_>,
    schools: &[usize],
    read: &Read,
    rule: Option<&Comparator>,
    year: AcademicYear,
) -> Vec<(usize, Reading)> {
    if schools.len() > FILLED_IN {
        return Vec::new();
    }
    let of = |school: &usize| {
        let facts = SchoolFacts::new(world, *school, year, None);
        let word = |measure: &MeasureId| Read { measure: *measure, group: GroupId::ALL, ..*read };
        let same = rule.into_iter().flat_map(|rule| rule.same.iter().map(word));
        let mut found = in_cells(&facts, Facts::read(&facts, read));
        found.extend(same.map(|read| Facts::read(&facts, &read)));
        if let Some(which) = rule.and_then(|rule| rule.which.as_ref())
            && which.evaluate(&facts).truth == Truth::CannotSay
        {
            found.extend(which.explain(&facts).trace.to_blame().map(|used| used.reading.clone()));
        }
        let missing = found.into_iter().filter(|reading| reading.value.is_err());
        missing.map(|reading| (*school, reading)).collect::<Vec<_>>()
    };
    schools.iter().flat_map(of).collect()
}

/// The blank cells that a figure was worked out from; itself, where what is missing stands in no cell.
fn in_cells(facts: &SchoolFacts<'_>, figure: Reading) -> Vec<Reading> {
    let mut missing = leaves(facts, figure.clone());
    missing.retain(|reading| reading.value.is_err());
    let in_cells = !missing.is_empty() && missing.iter().all(|reading| reading.place.is_some());
    if in_cells { missing } else { vec![figure] }
}

/// The bounds of a figure beside these schools of which something is not known; none where those cannot change it.
pub(super) fn bounds((low, high): (f64, f64), open: &[Part], unweighed: usize) -> Option<Bounds> {
    let sure = open.iter().filter(|part| part.sure).count();
    let perhaps = open.len() - sure;
    let counts = if perhaps == 1 { "counts" } else { "count" };
    let figures = (sure > 0).then(|| format!("the figure of {} is not known", counted(sure, "school", "schools")));
    let pupils = format!("the number of pupils of {} is not known", counted(unweighed, "school", "schools"));
    let pupils = (unweighed > 0).then_some(pupils);
    let whether = format!("whether {} {counts} is not known", counted(perhaps, "school", "schools"));
    let why =
        figures.into_iter().chain(pupils).chain((perhaps > 0).then_some(whether)).collect::<Vec<_>>().join(", and ");
    let why = Missing::CannotCompute(why.into());
    (order(low, high) != Some(std::cmp::Ordering::Equal)).then_some(Bounds { low, high, why })
}
