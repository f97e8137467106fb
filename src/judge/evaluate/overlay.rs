//! A school as it is but for one value: for "within one pupil", near misses and "what if".

use chrono::NaiveDate;

use crate::domain::{AcademicYear, Missing, Value, YearBegins};
use crate::rulebook::expression::{Bounds, Derived, DerivedValue, Facts, Of, Open, Read, Reading};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::script::Scripts;

/// The value that is looked at otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Supposed {
    /// the measure
    pub measure: MeasureId,
    /// the group of pupils
    pub group: GroupId,
    /// the academic year
    pub year: AcademicYear,
    /// the value supposed, or why there should be none
    pub value: Result<Value, Missing>,
}

/// Facts with some values supposed.
pub struct Overlay<'a> {
    /// the facts as they are
    pub facts: &'a dyn Facts,
    /// what is supposed instead
    pub supposed: &'a [Supposed],
}

impl Overlay<'_> {
    fn supposed(&self, read: &Read) -> Option<&Supposed> {
        let year = self.facts.year_of(read);
        let same = |s: &&Supposed| s.measure == read.measure && s.group == read.group && s.year == year;
        if read.of == Of::Subject { self.supposed.iter().find(same) } else { None }
    }
}

impl Facts for Overlay<'_> {
    fn read(&self, read: &Read) -> Reading {
        let reading = self.facts.read(read);
        match self.supposed(read) {
            Some(supposed) => Reading { value: supposed.value.clone(), place: None, worked_out: false, ..reading },
            None => reading,
        }
    }

    fn value(&self, read: &Read) -> Result<Value, Missing> {
        self.supposed(read).map_or_else(|| self.facts.value(read), |supposed| supposed.value.clone())
    }

    fn bounds(&self, read: &Read) -> Option<Bounds> {
        self.facts.bounds(read)
    }

    fn open(&self, read: &Read) -> Option<Open> {
        if self.supposed(read).is_some() { None } else { self.facts.open(read) }
    }

    fn counts(&self, read: &Read) -> Result<bool, Missing> {
        self.facts.counts(read)
    }

    fn place_if_it_counts(&self, read: &Read) -> Option<(f64, f64)> {
        self.facts.place_if_it_counts(read)
    }

    fn range(&self, measure: MeasureId) -> (f64, f64) {
        self.facts.range(measure)
    }

    fn derived(&self, derived: &Derived) -> DerivedValue {
        self.facts.derived(derived)
    }

    fn derived_briefly(&self, derived: &Derived) -> DerivedValue {
        self.facts.derived_briefly(derived)
    }

    fn number(&self, read: &Read) -> Option<f64> {
        match self.supposed(read) {
            Some(supposed) => supposed.value.as_ref().ok()?.number(),
            None => self.facts.number(read),
        }
    }

    fn year(&self) -> AcademicYear {
        self.facts.year()
    }

    fn date(&self) -> NaiveDate {
        self.facts.date()
    }

    fn year_begins(&self) -> YearBegins {
        self.facts.year_begins()
    }

    fn scripts(&self) -> &Scripts {
        self.facts.scripts()
    }

    fn is_authority(&self) -> bool {
        self.facts.is_authority()
    }

    fn each_school(&self, show: &mut dyn FnMut(&dyn Facts)) {
        self.facts.each_school(show);
    }
}
