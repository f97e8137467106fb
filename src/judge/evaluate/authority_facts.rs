//! What a condition is told about the authority as a whole.

use std::sync::Arc;

use chrono::NaiveDate;

use super::open::{bounds, missing_of};
use super::population::{Member, Open, Population};
use super::school_facts::{SchoolFacts, too_few};
use super::state::{Asking, State};
use super::world::World;
use crate::domain::{AcademicYear, Missing, Value, YearBegins};
use crate::rulebook::expression::{
    Behind, Bounds, Derived, DerivedValue, Facts, Of, Read, Reading, Statistic, What, YearOf, answer_value, readings,
};
use crate::rulebook::ids::{AreaId, ComparatorId};
use crate::rulebook::model::Comparator;
use crate::rulebook::script::Scripts;
use workbook::place::CellPlace;

/// The authority as rules see it: its own rows, else what its schools come to.
pub(super) struct AuthorityFacts<'a> {
    pub world: &'a World<'a>,
    pub year: AcademicYear,
    /// what rules about the authority found so far
    pub state: &'a State,
    /// what rules about schools found, school by school
    pub schools: &'a [State],
    pub depth: u8,
}

/// A value with where it came from.
#[derive(Clone, Debug)]
pub(super) struct Own {
    value: Result<Value, Missing>,
    place: Option<CellPlace>,
    worked_out: bool,
    schools: Option<Behind>,
    open: Option<Bounds>,
}

impl Own {
    fn missing(missing: Missing) -> Self {
        Self { value: Err(missing), place: None, worked_out: false, schools: None, open: None }
    }

    fn given(value: Result<Value, Missing>, place: Option<CellPlace>) -> Self {
        Self { value, place, worked_out: false, schools: None, open: None }
    }

    /// The mean of these schools, with what the others could make of it.
    fn mean(population: &Population, open: &Open) -> Self {
        let Some(mean) = population.statistic(Statistic::Mean) else { return Self::missing(Missing::NoColumn) };
        let unweighed = population.left_out_of(Statistic::Mean);
        let is_open = unweighed > 0 || !open.listed.is_empty();
        let between = is_open.then(|| open.between(population, Statistic::Mean)).flatten();
        let (known, of) = (population.len() - unweighed, population.len() + open.listed.len());
        let schools = u32::try_from(known).ok().zip(u32::try_from(of).ok());
        Self {
            schools: schools.map(|(known, of)| Behind { known, of }),
            open: between.and_then(|between| bounds(between, &open.listed, unweighed)),
            ..Self::given(Ok(Value::Number(mean)), None)
        }
    }
}

impl<'a> AuthorityFacts<'a> {
    fn own(&self, read: &Read, year: AcademicYear) -> Own {
        let mut given =
            self.world.own_areas().into_iter().filter_map(|area| self.of_area(area, read, Statistic::Mean, year));
        if let Some(own) = given.next() {
            return own;
        }
        if let Some(expression) = self.world.rulebook.computed(read.measure)
            && self.depth < 8
        {
            let then = Self { year, depth: self.depth + 1, ..*self };
            let value = answer_value(expression, &then).0;
            if value.is_ok() {
                return Own { value, place: None, worked_out: true, schools: None, open: None };
            }
        }
        self.over_schools(read, year)
    }

    /// The mean over the schools of the authority of which it is known, weighted by pupils where every cohort of those is;
    /// with what the others could make of it. Every school is asked, so it is kept.
    fn over_schools(&self, read: &Read, year: AcademicYear) -> Own {
        let key = (read.measure, read.group, year);
        self.world.columns.populations.together(key, || self.asked_of_schools(read, year))
    }

    fn asked_of_schools(&self, read: &Read, year: AcademicYear) -> Own {
        let (members, open) = self.known_and_open(read, year);
        Own::mean(&Population::new(&members), &open)
    }

    /// The schools that have a figure, and those of which it is not known.
    fn known_and_open(&self, read: &Read, year: AcademicYear) -> (Vec<Member>, Open) {
        let read = Read { year: YearOf::At(year), of: Of::Subject, ..*read };
        let facts = |school: usize| SchoolFacts::new(self.world, school, year, None);
        let (mut members, mut without, mut open) = (Vec::new(), Vec::new(), Open::default());
        for school in 0..self.world.dataset.schools.len() {
            match facts(school).member(&read, year) {
                Some(member) => members.push(member),
                None => without.push(school),
            }
        }
        // a figure that no school has is open in nothing
        let unknown = without.into_iter().filter(|_| !members.is_empty());
        for school in unknown.filter(|school| facts(*school).is_concerned(&read, year)) {
            open.list(school, facts(school).part(&read, year, true));
        }
        (members, open)
    }

    fn of_area(&self, area: AreaId, read: &Read, statistic: Statistic, year: AcademicYear) -> Option<Own> {
        // its own rows, then those of the phase that it is of
        let from = self.world.rulebook.measure(read.measure).and_then(|measure| measure.from_areas.as_ref());
        let of_phase = from.map(|(measure, phase)| (*measure, Some(&**phase)));
        let ways = || [(read.measure, None)].into_iter().chain(of_phase);
        let mut marked = None;
        for (measure, phase) in ways() {
            let rows = self.world.rows_giving(statistic, area, phase);
            for row in rows.into_iter().filter(|row| row.phase.as_deref() == phase) {
                let Ok(entry) = self.world.stored(&row.facts, measure, read.group, year) else { continue };
                let own = Own::given(entry.value.clone(), entry.place.clone());
                if entry.value.is_ok() {
                    return Some(own);
                }
                marked = marked.or(Some(own));
            }
        }
        let figure = |(measure, phase)| self.world.figure(area, measure, read.group, statistic, phase, year);
        let figure = ways().find_map(figure).map(|(value, ..)| Own::given(Ok(Value::Number(value)), None));
        figure.or(marked)
    }

    /// What rules found, of the year in which they did; with an account, also why it cannot be said.
    fn found(&self, derived: &Derived, account: bool) -> DerivedValue {
        let then = Self { year: self.state.year, ..*self };
        self.state.derived_of_rules(&Asking { world: self.world, facts: &then, account }, derived)
    }

    fn compared(&self, read: &Read, year: AcademicYear) -> Own {
        let Of::Comparator(comparator, statistic) = read.of else { return self.own(read, year) };
        let Some(rule) = self.world.rulebook.comparator(comparator) else { return Own::missing(Missing::NoColumn) };
        if let Some(given) = rule.area.and_then(|area| self.of_area(area, read, statistic, year)) {
            return given;
        }
        if rule.computed && rule.same.is_empty() && statistic == Statistic::Mean {
            return self.over_counted(read, comparator, rule, year).unwrap_or_else(Own::missing);
        }
        Own::missing(Missing::CannotCompute(format!("no figure is given for {}", rule.title).into()))
    }

    /// The mean over the schools that a comparator takes, which are the same beside every school.
    fn over_counted(
        &self,
        read: &Read,
        id: ComparatorId,
        rule: &Comparator,
        year: AcademicYear,
    ) -> Result<Own, Missing> {
        let any = SchoolFacts::new(self.world, 0, year, None);
        let read = Read { year: YearOf::At(year), of: Of::Subject, ..*read };
        let class = any.class(id, year).ok_or(Missing::NoColumn)?;
        let population = any.population_of(&read, id, year, Arc::clone(&class));
        if population.len() < rule.at_least as usize {
            return Err(Missing::CannotCompute(too_few(population.len(), rule.at_least).into()));
        }
        Ok(Own::mean(&population, &any.open(&read, id, rule, year, &class)))
    }
}

impl Facts for AuthorityFacts<'_> {
    fn read(&self, read: &Read) -> Reading {
        let year = self.year_of(read);
        let own = self.compared(read, year);
        let what = What::Measure { measure: read.measure, group: read.group, year, of: read.of, schools: own.schools };
        Reading { value: own.value, place: own.place, what, worked_out: own.worked_out }
    }

    fn bounds(&self, read: &Read) -> Option<Bounds> {
        self.compared(read, self.year_of(read)).open
    }

    fn number(&self, read: &Read) -> Option<f64> {
        let own = self.compared(read, self.year_of(read));
        own.value.ok().filter(|_| own.open.is_none())?.number()
    }

    fn parts(&self, reading: &Reading) -> Vec<Reading> {
        match &reading.what {
            What::Measure { measure, year, of: Of::Subject, .. } if reading.worked_out => {
                let computed = self.world.rulebook.computed(*measure);
                let then = Self { year: *year, depth: self.depth + 1, ..*self };
                computed.map_or_else(Vec::new, |computed| readings(computed, &then))
            }
            What::Derived(derived) => {
                let then = Self { year: self.state.year, ..*self };
                self.state.rests_on(&Asking { world: self.world, facts: &then, account: true }, derived)
            }
            _ => Vec::new(),
        }
    }

    fn others_missing(&self, reading: &Reading) -> Vec<(usize, Reading)> {
        let What::Measure { measure, group, year, of, schools: Some(_) } = reading.what else { return Vec::new() };
        if of != Of::Subject {
            return SchoolFacts::new(self.world, 0, year, None).missing_of_others(reading);
        }
        let read = Read { measure, group, year: YearOf::At(year), of: Of::Subject };
        let (members, open) = self.known_and_open(&read, year);
        let mut found = missing_of(self.world, &open.schools, &read, None, year);
        if Population::new(&members).left_out_of(Statistic::Mean) > 0 {
            let any = SchoolFacts::new(self.world, 0, year, None);
            found.extend(any.pupils_missing(&read, 0..self.world.dataset.schools.len(), year));
        }
        found
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
        true
    }

    fn each_school(&self, show: &mut dyn FnMut(&dyn Facts)) {
        for school in 0..self.world.dataset.schools.len() {
            show(&SchoolFacts::new(self.world, school, self.year, self.schools.get(school)));
        }
    }
}
