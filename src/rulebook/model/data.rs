//! What is read and compared: measures, markers, groups, areas, comparators, figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Years;
use crate::domain::{AcademicYear, UrnPattern, Within};
use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, Expression, Statistic};
use crate::rulebook::ids::{AreaId, GroupId, MeasureId};
pub use crate::rulebook::raw::RawBetter as Better;
pub use crate::rulebook::raw::RawUnit as Unit;

/// What may stand in a cell where a value should.
#[derive(Clone, Debug)]
pub struct Marker {
    /// short name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// how it is written
    pub written: Vec<Arc<str>>,
    /// whether capitals matter
    pub exactly: bool,
    /// the number it stands for, if any
    pub value: Option<f64>,
    /// the numbers it can stand for, where it is not one
    pub between: Option<Within>,
    /// whether it says that there is no figure
    pub no_figure: bool,
    /// where it stands in the rulebook
    pub span: Span,
}

/// A group of pupils.
#[derive(Clone, Debug)]
pub struct Group {
    /// short name; `all` for the first
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// words that stand for it in a heading
    pub headings: Vec<Arc<str>>,
    /// the group it is compared with
    pub peers: GroupId,
    /// a group that has all its pupils
    pub within: Option<GroupId>,
    /// where it stands in the rulebook
    pub span: Span,
}

/// A heading as an officer listed it, and where.
#[derive(Clone, Debug)]
pub struct Heading {
    /// the words
    pub text: Arc<str>,
    /// where it stands in the rulebook
    pub span: Span,
}

/// Headings under which identity stands.
#[derive(Clone, Debug, Default)]
pub struct IdentityHeadings {
    /// unique reference number
    pub urn: Vec<Heading>,
    /// what that number looks like
    pub urn_pattern: UrnPattern,
    /// authority and establishment in one
    pub laestab: Vec<Heading>,
    /// the authority's number alone
    pub la_number: Vec<Heading>,
    /// the authority's name, in tables of several
    pub la_name: Vec<Heading>,
    /// the establishment's number alone
    pub establishment_number: Vec<Heading>,
    /// the name
    pub name: Vec<Heading>,
    /// the academic year of the row
    pub year: Vec<Heading>,
    /// the group of pupils that the row is about
    pub group: Vec<Heading>,
    /// what names the measure of the row, in long tables
    pub measure: Vec<Heading>,
    /// what holds the value of the measure that the row names
    pub value: Vec<Heading>,
    /// parts of codes in headings that mean an earlier year, and how many years back
    pub years_back: BTreeMap<Arc<str>, u8>,
    /// the URN before
    pub predecessor: Vec<Heading>,
    /// the URN now
    pub successor: Vec<Heading>,
    /// what is over trusts and other groups of schools
    pub trust: Vec<Heading>,
    /// words in titles and names that say that figures are no results
    pub not_results: Vec<Arc<str>>,
    /// words for what was reached
    pub results: Vec<Arc<str>>,
    /// words that set one thing against another in a title
    pub set_against: Vec<Arc<str>>,
    /// words that join two things in a title
    pub joined_by: Vec<Arc<str>>,
    /// what a row says whose school has yet to open
    pub to_open: Vec<Arc<str>>,
    /// words that say of sums of money that they are no whole pounds
    pub not_whole_pounds: Vec<Arc<str>>,
    /// words that mean the same in names: each word and what it is read as
    pub same_words: BTreeMap<Arc<str>, Arc<str>>,
}

/// Rows that are not schools.
#[derive(Clone, Debug)]
pub struct Area {
    /// short name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// whole names of such rows, `*` for any words
    pub rows: Vec<Arc<str>>,
    /// heading of a column to the values that mark such a row
    pub columns: Vec<(Arc<str>, Vec<Arc<str>>)>,
    /// codes that mark such a row in some tables only
    pub marks: Vec<AreaMark>,
    /// parts of codes in headings that name it, each with the part that a school's code has in its place
    pub in_headings: Vec<(Arc<str>, Arc<str>)>,
    /// whether its values are used
    pub used: bool,
    /// whether it is the authority itself
    pub own: bool,
    /// the area whose medians its rows give
    pub median_of: Option<AreaId>,
    /// where it stands in the rulebook
    pub span: Span,
}

/// A code that marks a row as an area's, in the tables in which it means that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaMark {
    /// heading of the column that holds the code
    pub column: Arc<str>,
    /// the codes
    pub says: Vec<Arc<str>>,
    /// headings of which the table must have one
    pub in_tables_with: Vec<Arc<str>>,
}

/// Which workbook is believed when two disagree.
#[derive(Clone, Debug)]
pub struct Precedence {
    /// as shown in the reason
    pub title: Arc<str>,
    /// words that mark this kind of workbook
    pub words: Vec<Arc<str>>,
    /// words in which one of those marks nothing
    pub not_in: Vec<Arc<str>>,
    /// where it stands in the rulebook
    pub span: Span,
}

/// A category of a measure of words.
#[derive(Clone, Debug)]
pub struct Category {
    /// its id, which is the value in rules
    pub id: Arc<str>,
    /// how it is written in cells
    pub written: Vec<Arc<str>>,
    /// further measures it sets, and to what (a category's id, or yes/no)
    pub implies: Vec<(MeasureId, crate::domain::Value)>,
}

/// Something that is known of a school.
#[derive(Clone, Debug)]
pub struct Measure {
    /// name in rules
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// unit
    pub unit: Unit,
    /// which way is good
    pub better: Better,
    /// categories of the measure `phase` it is for; empty means any
    pub phases: Vec<Arc<str>>,
    /// headings, with the group they are for
    pub headings: Vec<(GroupId, Heading)>,
    /// headings of which a table must have one for its headings to mean this measure; empty means any table
    pub in_tables_with: Vec<Arc<str>>,
    /// the years in which its headings are its own, save those that say how it is counted
    pub years: Years,
    /// the measure and the phase whose rows give it for areas, where no row of its own does
    pub from_areas: Option<(MeasureId, Arc<str>)>,
    /// the measure that counts the pupils behind it
    pub cohort: Option<MeasureId>,
    /// whether it is a share of the cohort's pupils, so that a margin of it is so many of them
    pub counts_pupils: bool,
    /// how near to a line is a near miss, where it has a distance of its own
    pub near_miss: Option<f64>,
    /// smallest and largest believable value
    pub range: Option<(f64, f64)>,
    /// decimals shown
    pub decimals: u8,
    /// whether it does not change with the year
    pub undated: bool,
    /// the date measure that decides its year
    pub dated_by: Option<MeasureId>,
    /// for how many years a value stays in force
    pub stays_for_years: u16,
    /// categories, for words
    pub categories: Vec<Category>,
    /// words that conditions compare it with, where it has no categories: those are compared letter by letter
    pub asked_words: Vec<Arc<str>>,
    /// markers that mean something else here: written form (lower case) to marker's place in the rulebook, or to a category's id
    pub own_markers: BTreeMap<Arc<str>, Arc<str>>,
    /// what a blank cell means here: a marker's or category's id
    pub blank: Option<Arc<str>>,
    /// computed from others
    pub computed: Option<Expression>,
    /// document and page
    pub source: Option<Arc<str>>,
    /// what an officer should know
    pub note: Option<Arc<str>>,
    /// where it stands in the rulebook
    pub span: Span,
}

impl Measure {
    /// The measure that counts the pupils of whom it is a share, so that a margin of it is so many of them.
    #[must_use]
    pub fn pupils(&self) -> Option<MeasureId> {
        self.cohort.filter(|_| self.counts_pupils)
    }

    /// The least and the most that is believed. Percentages run from 0 to 100 and nobody is counted less than never, unless
    /// the rulebook says otherwise.
    #[must_use]
    pub fn believable(&self) -> (f64, f64) {
        self.range.unwrap_or(match self.unit {
            Unit::Percent => (0.0, 100.0),
            Unit::Pupils | Unit::Days => (0.0, f64::INFINITY),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        })
    }

    /// [`Self::believable`], where it has a least and a most.
    #[must_use]
    pub fn bounds(&self) -> Option<(f64, f64)> {
        Some(self.believable()).filter(|(least, most)| least.is_finite() && most.is_finite())
    }
}

/// What a school is compared with.
#[derive(Clone, Debug)]
pub struct Comparator {
    /// short name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// the area whose given row or figure is used
    pub area: Option<AreaId>,
    /// whether it is computed where none is given
    pub computed: bool,
    /// measures in which schools must be equal
    pub same: Vec<MeasureId>,
    /// which schools are in the population
    pub which: Option<Condition>,
    /// fewest schools
    pub at_least: u32,
    /// whether places and figures are of the schools whose figure is known alone
    pub known_only: bool,
    /// where it stands in the rulebook
    pub span: Span,
}

/// A figure known for an area.
#[derive(Clone, Debug)]
pub struct Figure {
    /// the area
    pub area: AreaId,
    /// the measure
    pub measure: MeasureId,
    /// the group
    pub group: GroupId,
    /// mean, median or quartile
    pub statistic: Statistic,
    /// the phase it is for
    pub phase: Option<Arc<str>>,
    /// value by year, with its line
    pub years: BTreeMap<AcademicYear, (f64, Span)>,
    /// document and page
    pub source: Arc<str>,
}
