//! Everything a rule can read, with what is computed once for all schools kept.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::columns::Columns;
use crate::domain::phrase::lower_first;
use crate::domain::{AcademicYear, Missing, Value};
use crate::intake::record::{AreaRecord, Dataset, Entry, FactKey, Facts as Values};
use crate::judge::decided::Decisions;
use crate::rulebook::expression::Statistic;
use crate::rulebook::ids::{AreaId, GroupId, MeasureId};
use crate::rulebook::model::{Measure, Rulebook};

/// The rulebook, the records and the day: what evaluation is a function of.
pub(super) struct World<'a> {
    pub rulebook: &'a Rulebook,
    pub dataset: &'a Dataset,
    pub decisions: &'a Decisions,
    pub date: NaiveDate,
    /// what was found of the schools so far, each thing once
    pub columns: Arc<Columns>,
    /// the measure that says a school's phase
    pub phase: Option<MeasureId>,
    /// areas with rows or figures of one phase only
    by_phase: HashSet<AreaId>,
}

impl<'a> World<'a> {
    pub fn new(rulebook: &'a Rulebook, dataset: &'a Dataset, decisions: &'a Decisions, date: NaiveDate) -> Self {
        let columns = Arc::new(Columns::new(rulebook, dataset, rulebook.year_begins.year_of(date)));
        Self::knowing(rulebook, dataset, decisions, date, columns)
    }

    /// With what was found of the same schools before.
    pub fn knowing(
        rulebook: &'a Rulebook,
        dataset: &'a Dataset,
        decisions: &'a Decisions,
        date: NaiveDate,
        columns: Arc<Columns>,
    ) -> Self {
        let rows = dataset.areas.iter().filter(|row| row.phase.is_some()).map(|row| row.area);
        let figures = rulebook.figures.iter().filter(|figure| figure.phase.is_some()).map(|figure| figure.area);
        let phase = rulebook.measure_named("phase").map(|(id, _)| id);
        Self { rulebook, dataset, decisions, date, columns, phase, by_phase: rows.chain(figures).collect() }
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
        facts.at(self.stored_at(facts, id, group, year)?).ok_or(Missing::NoRow)
    }

    /// Where that entry stands.
    pub fn stored_at(&self, facts: &Values, id: MeasureId, group: GroupId, year: AcademicYear) -> Result<u32, Missing> {
        let Some(measure) = self.rulebook.measure(id) else { return Err(Missing::NoColumn) };
        let key = FactKey { measure: id, group, year: if measure.undated { None } else { Some(year) } };
        if let Some(place) = facts.place(key) {
            return Ok(place);
        }
        if measure.stays_for_years > 0
            && let Some(newest) = facts.newest(id, group, year, measure.stays_for_years)
            && let Some(place) = facts.place(newest)
        {
            return self.still_in_force(facts, newest, year).map(|()| place);
        }
        Err(self.why_absent(facts, measure, key, year))
    }

    /// The entry of a dated measure that is in force on the review's date: the newest whose day is not after it.
    pub fn in_force_at(&self, facts: &Values, id: MeasureId, group: GroupId) -> Result<u32, Missing> {
        let Some(measure) = self.rulebook.measure(id) else { return Err(Missing::NoColumn) };
        let Some(now) = self.rulebook.year_begins.year_of(self.date) else { return Err(Missing::NoRow) };
        let to_come = |year: AcademicYear| day_of(facts, measure, year).is_some_and(|day| day > self.date);
        let key = |year: AcademicYear| FactKey { measure: id, group, year: Some(year) };
        let years = (0..=measure.stays_for_years).map(|back| now.before(back)).filter(|year| !to_come(*year));
        let newest = years.map(key).find_map(|key| Some((key, facts.place(key)?)));
        let (newest, place) = newest.ok_or_else(|| self.why_absent(facts, measure, key(now), now))?;
        self.still_in_force(facts, newest, now).map(|()| place)
    }

    /// Whether nothing dates the measure anew since: an inspection whose grade was not read leaves no older one in force.
    fn still_in_force(&self, facts: &Values, newest: FactKey, year: AcademicYear) -> Result<(), Missing> {
        let Some(measure) = self.rulebook.measure(newest.measure) else { return Err(Missing::NoColumn) };
        let years = (0..=measure.stays_for_years).map(|back| year.before(back));
        let since = years.take_while(|year| Some(*year) > newest.year);
        let later = since.filter_map(|year| day_of(facts, measure, year)).find(|day| *day <= self.date);
        let by = measure.dated_by.filter(|by| *by != newest.measure).and_then(|by| self.rulebook.measure(by));
        let (Some(day), Some(by)) = (later, by) else { return Ok(()) };
        let of = lower_first(&by.title);
        let why = format!("what is known of it is older than {of}, {}, for which none was read", Value::Date(day));
        Err(Missing::CannotCompute(why.into()))
    }

    fn why_absent(&self, facts: &Values, measure: &Measure, key: FactKey, year: AcademicYear) -> Missing {
        if measure.dated_by.is_some() || measure.stays_for_years > 0 {
            let later = self.dataset.years.iter().filter(|later| **later > year);
            if let Some(later) = later.copied().find(|later| facts.get(FactKey { year: Some(*later), ..key }).is_some())
            {
                return Missing::CannotCompute(format!("known only for a later year, {later}").into());
            }
        }
        if self.columns.is_headed(key) { Missing::NoRow } else { Missing::NoColumn }
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

    /// The rows that give a statistic of an area: its own give means, those of another its medians.
    pub fn rows_giving(&self, statistic: Statistic, area: AreaId, phase: Option<&str>) -> Vec<&'a AreaRecord> {
        let numbered = || (0_u8..).map(AreaId).zip(&self.rulebook.areas);
        let rows = match statistic {
            Statistic::Mean => Some(area),
            Statistic::Median => numbered().find(|(_, one)| one.median_of == Some(area)).map(|(id, _)| id),
            _ => None,
        };
        rows.map_or_else(Vec::new, |rows| self.area_rows(rows, phase))
    }

    /// The figure of the rulebook for an area.
    pub fn figure(
        &self,
        area: AreaId,
        measure: MeasureId,
        group: GroupId,
        statistic: Statistic,
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

    /// The authority's own areas.
    pub fn own_areas(&self) -> BTreeSet<AreaId> {
        let numbered = self.rulebook.areas.iter().zip(0_u8..);
        numbered.filter(|(area, _)| area.own).map(|(_, number)| AreaId(number)).collect()
    }
}

/// The day that dates a measure of a school in a year.
fn day_of(facts: &Values, measure: &Measure, year: AcademicYear) -> Option<NaiveDate> {
    let by = FactKey { measure: measure.dated_by?, group: GroupId::ALL, year: Some(year) };
    match facts.get(by)?.value {
        Ok(Value::Date(day)) => Some(day),
        _ => None,
    }
}
