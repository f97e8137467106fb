//! What a condition can ask of a school, and what it is told.

use chrono::NaiveDate;

use super::ast::{Derived, Of, Read};
use super::vocabulary::Aggregate;
use crate::domain::{AcademicYear, Missing, Value, YearBegins};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::script::Scripts;
use workbook::place::CellPlace;

/// A value that was read, or why there is none, with where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// the value, or why there is none
    pub value: Result<Value, Missing>,
    /// the cell; a missing value has one too, where a cell was looked at
    pub place: Option<CellPlace>,
    /// what was read
    pub what: What,
    /// whether it was worked out from others: [`Facts::parts`] says from which
    pub worked_out: bool,
}

/// Itself where it was read from a cell or nowhere, else the readings it was worked out from, down to the cells.
#[must_use]
pub fn leaves(facts: &dyn Facts, reading: Reading) -> Vec<Reading> {
    down_to_cells(facts, reading, DEEPEST)
}

/// Itself where it was read from a cell, else the readings that decided it, down to the cells.
#[must_use]
pub fn deciders(facts: &dyn Facts, reading: &Reading) -> Vec<Reading> {
    decided_by(facts, reading, DEEPEST)
}

fn decided_by(facts: &dyn Facts, reading: &Reading, deep: u8) -> Vec<Reading> {
    if reading.place.is_some() || deep == 0 {
        return vec![reading.clone()];
    }
    facts.deciding(reading).iter().flat_map(|part| decided_by(facts, part, deep - 1)).collect()
}

/// Itself where it was read from a cell, else what is to blame that it could not be worked out, down to the cells.
#[must_use]
pub fn culprits(facts: &dyn Facts, reading: &Reading) -> Vec<Reading> {
    blamed_for(facts, reading, DEEPEST)
}

fn blamed_for(facts: &dyn Facts, reading: &Reading, deep: u8) -> Vec<Reading> {
    let parts = if reading.place.is_some() || deep == 0 { Vec::new() } else { facts.to_blame(reading) };
    if parts.is_empty() {
        return vec![reading.clone()];
    }
    parts.iter().flat_map(|part| blamed_for(facts, part, deep - 1)).collect()
}

/// Values worked out from others so many times over are as deep as they are looked into.
const DEEPEST: u8 = 16;

fn down_to_cells(facts: &dyn Facts, reading: Reading, deep: u8) -> Vec<Reading> {
    let parts = if deep == 0 { Vec::new() } else { facts.parts(&reading) };
    if parts.is_empty() {
        return vec![reading];
    }
    parts.into_iter().flat_map(|part| down_to_cells(facts, part, deep - 1)).collect()
}

/// The schools behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// those it was worked out from
    pub known: u32,
    /// the same with those that belong or may belong to it, and are not known
    pub of: u32,
}

/// Between what a figure lies that rests on other schools of which something is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// the least it can be
    pub low: f64,
    /// the most
    pub high: f64,
    /// what is not known
    pub why: Missing,
}

/// What a value that was worked out can be, where it is not known which, and what is not known of that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Open {
    /// a number between these, both included
    Between(f64, f64, Missing),
    /// one of these
    OneOf(std::sync::Arc<[Value]>, Missing),
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// a measure
    Measure {
        /// the measure
        measure: MeasureId,
        /// the group of pupils
        group: GroupId,
        /// the academic year asked for
        year: AcademicYear,
        /// of the school itself, or of what it is compared with
        of: Of,
        /// the schools behind a figure that was worked out from several
        schools: Option<Behind>,
    },
    /// a grade, a rule's answer, a status …
    Derived(Derived),
    /// an answer of all schools
    Schools {
        /// what was asked
        aggregate: Aggregate,
        /// where the question stands in the expression
        at: super::At,
        /// schools of which it is known
        known: u32,
        /// schools of which it cannot be said
        unknown: u32,
        /// whether the schools count by their pupils
        weighted: bool,
    },
}

/// What was found out by other rules.
#[derive(Clone, Debug, PartialEq)]
pub struct DerivedValue {
    /// a number for grades and counts, yes or no for rules and floors, words for the status
    pub value: Result<Value, Missing>,
    /// for a count of which part is unknown: the fewest and the most it can be; `value` is then missing
    pub between: Option<(f64, f64)>,
    /// the cell it was read from, where it was
    pub place: Option<CellPlace>,
}

/// What is known of a school, or of the authority as a whole, in the year judged.
pub trait Facts {
    /// The value of a measure, with where it came from.
    fn read(&self, read: &Read) -> Reading;

    /// The same without the place; worth implementing, since most conditions are only answered, not explained.
    ///
    /// # Errors
    /// Why there is no value.
    fn value(&self, read: &Read) -> Result<Value, Missing> {
        self.read(read).value
    }

    /// The value where it is there and a number, in the fastest way there is.
    fn number(&self, read: &Read) -> Option<f64> {
        self.value(read).ok()?.number()
    }

    /// For a figure of several schools, or a place among them, that others could change whose figures are not known: between
    /// what it lies. The value is then that of the schools known, or missing.
    fn bounds(&self, _: &Read) -> Option<Bounds> {
        None
    }

    /// For a value of the school's own that was worked out and is not known: what it can be all the same.
    fn open(&self, _: &Read) -> Option<Open> {
        None
    }

    /// The least and the most that a measure's number can be.
    fn range(&self, _: MeasureId) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }

    /// Whether this school is one of those that have a place in what is read.
    ///
    /// # Errors
    /// Why that is not known.
    fn counts(&self, _: &Read) -> Result<bool, Missing> {
        Ok(true)
    }

    /// Between what the school's place would lie, where it is not known whether it has one.
    fn place_if_it_counts(&self, _: &Read) -> Option<(f64, f64)> {
        None
    }

    /// Of what a reading was worked out from, what decided it: the parts of an `or` that hold, the word that was passed on.
    fn deciding(&self, _: &Reading) -> Vec<Reading> {
        Vec::new()
    }

    /// Of what a reading was to be worked out from that is missing, what is to blame: what is missing itself, a nought to divide
    /// by.
    fn to_blame(&self, _: &Reading) -> Vec<Reading> {
        Vec::new()
    }

    /// What a reading was worked out from; nothing for one that stands in a cell. It is found out again here, and nowhere
    /// kept: few readings are asked for theirs.
    fn parts(&self, _: &Reading) -> Vec<Reading> {
        Vec::new()
    }

    /// What is missing of other schools that could turn a figure of several, with their place among the schools; nothing
    /// where that is more than anybody would fill in.
    fn others_missing(&self, _: &Reading) -> Vec<(usize, Reading)> {
        Vec::new()
    }

    /// What other rules found.
    fn derived(&self, derived: &Derived) -> DerivedValue;

    /// The same, where why something is missing may be left unsaid. Worth implementing, since most
    /// conditions are only answered.
    fn derived_briefly(&self, derived: &Derived) -> DerivedValue {
        self.derived(derived)
    }

    /// The year judged.
    fn year(&self) -> AcademicYear;

    /// The stated date of the run.
    fn date(&self) -> NaiveDate;

    /// The month in which academic years begin.
    fn year_begins(&self) -> YearBegins;

    /// The academic year that a reading is of.
    fn year_of(&self, read: &Read) -> AcademicYear {
        let judged = self.year();
        read.year.on(judged, self.year_begins().year_of(self.date()).unwrap_or(judged))
    }

    /// The functions that officers wrote.
    fn scripts(&self) -> &Scripts;

    /// Whether these are the facts of the authority.
    fn is_authority(&self) -> bool;

    /// Shows the facts of every school, in an order that does not change; of a school: nothing.
    fn each_school(&self, show: &mut dyn FnMut(&dyn Facts));
}
