//! What a condition is told about one school.

use std::sync::Arc;

use chrono::NaiveDate;

use super::columns::{Cell, Column, ColumnKey, When};
use super::computed::keep_computed;
use super::earlier;
use super::grading;
use super::place::Place;
use super::population::{Class, Classes, Member, Population, PopulationKey};
use super::state::{Asking, State};
use super::world::World;
use crate::domain::{AcademicYear, Missing, Truth, Value, YearBegins};
use crate::intake::record::{Entry, School};
use crate::judge::lives;
use crate::rulebook::expression::{
    Bounds, Derived, DerivedValue, Facts, Of, Open, Part, Read, Reading, Statistic, What, YearOf, answer_open,
    answer_value, readings,
};
use crate::rulebook::ids::{ComparatorId, GroupId, MeasureId};
use crate::rulebook::script::Scripts;
use workbook::place::CellPlace;

/// A school as rules see it: its values in the year judged, and what the rules before found.
pub(super) struct SchoolFacts<'a> {
    pub world: &'a World<'a>,
    pub school: usize,
    pub year: AcademicYear,
    /// what rules found so far; `None` where only values are asked (in a population)
    pub state: Option<&'a State>,
}

impl<'a> SchoolFacts<'a> {
    pub fn new(world: &'a World<'a>, school: usize, year: AcademicYear, state: Option<&'a State>) -> Self {
        Self { world, school, year, state }
    }

    pub fn record(&self) -> Option<&'a School> {
        self.world.dataset.schools.get(self.school)
    }

    pub(super) fn in_year(&self, year: AcademicYear) -> Self {
        Self { year, ..*self }
    }

    fn column<T>(&self, read: &Read, look: impl FnOnce(&Column) -> T) -> T {
        let when = match read.year {
            YearOf::Now => When::Now,
            _ => When::In(self.year_of(read)),
        };
        self.world.with_column(ColumnKey { measure: read.measure, group: read.group, when }, look)
    }

    /// The school's own value, read or computed.
    fn own(&self, read: &Read) -> Result<Value, Missing> {
        self.column(read, |column| match column.cell(self.world.dataset, self.school) {
            Cell::Entry(entry) => entry.value.clone(),
            Cell::Absent(why) => Err(why.clone()),
            Cell::Computed(kept) => keep_computed(self, read, column, kept).value(),
            Cell::Changing => self.worked_out(read).value,
        })
    }

    /// The same with where it came from.
    fn own_placed(&self, read: &Read) -> Own {
        self.column(read, |column| match column.cell(self.world.dataset, self.school) {
            Cell::Entry(entry) => Own::placed(entry),
            Cell::Absent(why) => Own::missing(why.clone()),
            Cell::Computed(kept) => {
                let value = keep_computed(self, read, column, kept).value();
                Own { value, place: None, worked_out: true }
            }
            Cell::Changing => self.worked_out(read),
        })
    }

    /// Worked out now, and not kept.
    fn worked_out(&self, read: &Read) -> Own {
        let Some(expression) = self.world.rulebook.computed(read.measure) else {
            return Own::missing(Missing::NoColumn);
        };
        let value = answer_value(expression, &self.in_year(self.year_of(read))).0;
        Own { value, place: None, worked_out: true }
    }

    /// The school's own value of a measure in a year.
    pub(super) fn of(&self, measure: MeasureId, group: GroupId, year: AcademicYear) -> Result<Value, Missing> {
        self.own(&Read { measure, group, year: YearOf::At(year), of: Of::Subject })
    }

    /// The school's phase, as its category's id, where what is known of an area differs by it.
    pub(super) fn phase_for(&self, area: crate::rulebook::ids::AreaId, year: AcademicYear) -> Option<Arc<str>> {
        let measure = self.world.phase.filter(|_| self.world.differs_by_phase(area))?;
        let phases = self.world.columns.populations.phases(year, || {
            let schools = 0..self.world.dataset.schools.len();
            let each = schools.map(|school| SchoolFacts::new(self.world, school, year, None));
            each.map(|school| match school.of(measure, GroupId::ALL, year) {
                Ok(Value::Text(phase)) => Some(phase),
                _ => None,
            })
            .collect()
        });
        phases.get(self.school).cloned().flatten()
    }

    fn compared(&self, read: &Read, comparator: ComparatorId, statistic: Statistic, year: AcademicYear) -> Own {
        let Some(rule) = self.world.rulebook.comparator(comparator) else { return Own::missing(Missing::NoColumn) };
        if let Some(area) = rule.area {
            let phase = self.phase_for(area, year);
            if let Some(given) = self.given(read, area, statistic, phase.as_deref(), year) {
                return given;
            }
        }
        if statistic.is_place() {
            let value = self.placed(read, comparator, statistic);
            return Own { value, place: None, worked_out: false };
        }
        if !rule.computed {
            return Own::missing(Missing::CannotCompute(format!("no figure is given for {}", rule.title).into()));
        }
        let Some(class) = self.class(comparator, year) else {
            let why = format!("it is not known which schools count among {}", rule.title);
            return Own::missing(Missing::CannotCompute(why.into()));
        };
        let population = self.population_of(read, comparator, year, class);
        if statistic != Statistic::Count && population.len() < rule.at_least as usize {
            return Own::missing(Missing::CannotCompute(too_few(population.len(), rule.at_least).into()));
        }
        match population.statistic(statistic) {
            Some(number) => Own::figure(number),
            None => Own::missing(Missing::CannotCompute("no school has a value to compare with".into())),
        }
    }

    pub(super) fn given(
        &self,
        read: &Read,
        area: crate::rulebook::ids::AreaId,
        statistic: Statistic,
        phase: Option<&str>,
        year: AcademicYear,
    ) -> Option<Own> {
        for row in self.world.rows_giving(statistic, area, phase) {
            if let Ok(entry) = self.world.stored(&row.facts, read.measure, read.group, year)
                && entry.value.is_ok()
            {
                return Some(Own::placed(entry));
            }
        }
        let (value, _, _) = self.world.figure(area, read.measure, read.group, statistic, phase, year)?;
        Some(Own::figure(value))
    }

    /// The words of the measures in which compared schools must be equal; `None` where one is not known.
    pub(super) fn class(&self, comparator: ComparatorId, year: AcademicYear) -> Option<Class> {
        self.classes(comparator, year).of.get(self.school).cloned().flatten()
    }

    pub(super) fn classes(&self, comparator: ComparatorId, year: AcademicYear) -> Arc<Classes> {
        self.world.columns.populations.classes(comparator, year, || {
            let Some(rule) = self.world.rulebook.comparator(comparator) else { return Classes::default() };
            let mut classes = Classes::default();
            for school in 0..self.world.dataset.schools.len() {
                let facts = SchoolFacts::new(self.world, school, year, None);
                let word = |id: &MeasureId| facts.of(*id, GroupId::ALL, year).ok().map(|v| v.to_string());
                let words: Vec<Option<String>> = rule.same.iter().map(word).collect();
                let class: Option<Class> = words.iter().cloned().collect();
                let counts = rule.which.as_ref().map_or(Truth::Holds, |which| which.evaluate(&facts).truth);
                // figures leave out schools of which it cannot be said whether they count; places do not
                match (&class, counts) {
                    (Some(class), Truth::Holds) => {
                        classes.schools.entry(Arc::clone(class)).or_default().push(school);
                    }
                    (_, Truth::DoesNotHold) => {}
                    _ => classes.unsure.push((words, school)),
                }
                classes.counts.push(counts);
                classes.of.push(class);
            }
            classes
        })
    }

    pub(super) fn population_of(
        &self,
        read: &Read,
        comparator: ComparatorId,
        year: AcademicYear,
        class: Class,
    ) -> Arc<Population> {
        let classes = self.classes(comparator, year);
        let key =
            PopulationKey { measure: read.measure, group: read.group, year, comparator, class: Arc::clone(&class) };
        self.world.columns.populations.of(key, || {
            let alike = classes.schools.get(&class).into_iter().flatten();
            let others = alike.map(|school| SchoolFacts::new(self.world, *school, year, None));
            others.filter_map(|other| other.member(read, year)).collect()
        })
    }

    pub(super) fn member(&self, read: &Read, year: AcademicYear) -> Option<Member> {
        let value = self.of(read.measure, read.group, year).ok()?.number()?;
        let cohort = self.world.rulebook.measure(read.measure).and_then(|measure| measure.cohort);
        // the cohort of the same group: all pupils' cohort must not weight a group's figure
        let pupils = cohort.map(|cohort| self.of(cohort, read.group, year));
        let ends = |pupils| cohort.and_then(|cohort| Part::ends(pupils, || self.world.rulebook.believable(cohort)));
        let weight = pupils.clone().and_then(ends).unwrap_or(Part::ANY_WEIGHT);
        Some(Member { value, pupils: pupils.and_then(Result::ok).and_then(|value| value.number()), weight })
    }

    /// What rules found, of the year in which they did; with an account, also why it cannot be said.
    pub fn found(&self, derived: &Derived, account: bool) -> DerivedValue {
        match (self.state, derived) {
            (Some(state), Derived::Before(asked, years)) => earlier::found(self, state, asked, *years, account),
            (Some(state), Derived::Grade(kind, strand)) => grading::derived(self, state, *kind, *strand),
            (Some(_), Derived::PlanBehind) => {
                let school = self.world.dataset.schools.get(self.school).map(|school| &school.identity.key);
                let (rulebook, decisions) = (self.world.rulebook, self.world.decisions);
                let behind = school.map_or(0, |school| lives::meetings_behind(rulebook, decisions, school));
                let behind = f64::from(u32::try_from(behind).unwrap_or(u32::MAX));
                DerivedValue { value: Ok(Value::Number(behind)), between: None, place: None }
            }
            (Some(state), _) => {
                let then = self.in_year(state.year);
                state.derived_of_rules(&Asking { world: self.world, facts: &then, account }, derived)
            }
            (None, _) => DerivedValue {
                value: Err(Missing::CannotCompute("what rules found cannot be asked of the schools compared".into())),
                between: None,
                place: None,
            },
        }
    }

    /// The readings that what rules found rests on.
    pub fn rests_on(&self, derived: &Derived) -> Vec<Reading> {
        match (self.state, derived) {
            (Some(state), Derived::Before(asked, years)) => earlier::rests_on(self, state, asked, *years),
            (Some(state), _) => {
                let then = self.in_year(state.year);
                state.rests_on(&Asking { world: self.world, facts: &then, account: true }, derived)
            }
            (None, _) => Vec::new(),
        }
    }
}

/// Said where there are too few schools for a comparison.
pub(super) fn too_few(schools: usize, at_least: u32) -> String {
    let many = if schools == 1 { "school" } else { "schools" };
    format!("only {schools} {many} to compare with, at least {at_least} are needed")
}

/// A value with where it came from.
pub(super) struct Own {
    value: Result<Value, Missing>,
    place: Option<CellPlace>,
    worked_out: bool,
}

impl Own {
    fn missing(missing: Missing) -> Self {
        Self { value: Err(missing), place: None, worked_out: false }
    }

    fn placed(entry: &Entry) -> Self {
        Self { value: entry.value.clone(), place: entry.place.clone(), worked_out: false }
    }

    fn figure(number: f64) -> Self {
        Self { value: Ok(Value::Number(number)), place: None, worked_out: false }
    }
}

impl Facts for SchoolFacts<'_> {
    fn read(&self, read: &Read) -> Reading {
        let year = self.year_of(read);
        let own = match read.of {
            Of::Subject => self.own_placed(read),
            Of::Comparator(comparator, statistic) => self.compared(read, comparator, statistic, year),
        };
        let what =
            What::Measure { measure: read.measure, group: read.group, year, of: read.of, schools: self.behind(read) };
        Reading { value: own.value, place: own.place, what, worked_out: own.worked_out }
    }

    fn value(&self, read: &Read) -> Result<Value, Missing> {
        match read.of {
            Of::Subject => self.own(read),
            Of::Comparator(comparator, statistic) => {
                self.compared(read, comparator, statistic, self.year_of(read)).value
            }
        }
    }

    fn number(&self, read: &Read) -> Option<f64> {
        if read.of != Of::Subject {
            // one that others could change is no number to be compared with on the short road
            return if self.bounds(read).is_none() { self.value(read).ok()?.number() } else { None };
        }
        self.column(read, |column| match column.cell(self.world.dataset, self.school) {
            Cell::Entry(entry) => entry.value.as_ref().ok()?.number(),
            Cell::Absent(_) => None,
            Cell::Computed(kept) => keep_computed(self, read, column, kept).number(),
            Cell::Changing => self.worked_out(read).value.ok()?.number(),
        })
    }

    fn bounds(&self, read: &Read) -> Option<Bounds> {
        let Of::Comparator(comparator, statistic) = read.of else { return None };
        if !statistic.is_place() {
            return self.left_open(read, comparator, statistic);
        }
        let Place { between: (low, high), why } = self.place(read, comparator, statistic).ok()?;
        Some(Bounds { low, high, why: why? })
    }

    fn open(&self, read: &Read) -> Option<Open> {
        if read.of != Of::Subject {
            return None;
        }
        self.column(read, |column| match column.cell(self.world.dataset, self.school) {
            Cell::Computed(kept) => keep_computed(self, read, column, kept).open(),
            Cell::Changing => {
                let expression = self.world.rulebook.computed(read.measure)?;
                answer_open(expression, &self.in_year(self.year_of(read))).1
            }
            Cell::Entry(_) | Cell::Absent(_) => None,
        })
    }

    fn counts(&self, read: &Read) -> Result<bool, Missing> {
        self.has_place(read)
    }

    fn place_if_it_counts(&self, read: &Read) -> Option<(f64, f64)> {
        Self::place_if_it_counts(self, read)
    }

    fn range(&self, measure: MeasureId) -> (f64, f64) {
        self.world.rulebook.believable(measure)
    }

    fn deciding(&self, reading: &Reading) -> Vec<Reading> {
        self.of_computed(reading, super::computed::deciding).unwrap_or_default()
    }

    fn to_blame(&self, reading: &Reading) -> Vec<Reading> {
        self.of_computed(reading, super::computed::to_blame).unwrap_or_default()
    }

    fn parts(&self, reading: &Reading) -> Vec<Reading> {
        match &reading.what {
            What::Derived(derived) => self.rests_on(derived),
            _ => self.of_computed(reading, |computed, then| readings(computed, then)).unwrap_or_default(),
        }
    }

    fn others_missing(&self, reading: &Reading) -> Vec<(usize, Reading)> {
        self.missing_of_others(reading)
    }

    fn derived(&self, derived: &Derived) -> DerivedValue {
        self.found(derived, true)
    }

    fn derived_briefly(&self, derived: &Derived) -> DerivedValue {
        self.found(derived, false)
    }

    fn year(&self) -> AcademicYear {
        self.year
    }

    fn date(&self) -> NaiveDate {
        self.world.date
    }

    fn year_begins(&self) -> YearBegins {
        self.world.rulebook.year_begins
    }

    fn scripts(&self) -> &Scripts {
        &self.world.rulebook.scripts
    }

    fn is_authority(&self) -> bool {
        false
    }

    fn each_school(&self, _: &mut dyn FnMut(&dyn Facts)) {}
}
