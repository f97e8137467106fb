//! Measures, and what is needed to read them: markers, groups, identity, areas, comparators, figures.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{RawCondition, RawFormerly};

/// What may stand in a cell where a value should.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMarker {
    /// short name, such as `suppressed`
    pub id: String,
    /// what it means, as it is shown: `suppressed, too few pupils`
    pub title: String,
    /// how it is written in cells; capitals and surrounding blanks do not matter unless `exactly` is set
    pub written: Vec<String>,
    /// whether capitals matter (`c` is a marker, `C` a grade)
    #[serde(default)]
    pub exactly: bool,
    /// the number it stands for, where it does: `low` rounds to 0
    #[serde(default)]
    pub value: Option<f64>,
    /// the least and the most it can stand for, where no one number does: `SP` is from 0 to 0.5
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between: Option<[f64; 2]>,
    /// whether it says that there is no figure at all (no pupils entered, a new school): such a school is in no mean, place
    /// or share of several, where one that is kept back or not known may turn them
    #[serde(default, rename = "no figure", skip_serializing_if = "std::ops::Not::not")]
    pub no_figure: bool,
}

/// A group of pupils.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGroup {
    /// name in rules: `ks2.l4_em.group("fsm")`
    pub id: String,
    /// as shown
    pub title: String,
    /// the words that stand for it in a heading beside a measure's own words: `FSM`, `free school meals`
    #[serde(default)]
    pub headings: Vec<String>,
    /// the group it is compared with (`not_fsm`); without it, all pupils
    #[serde(default)]
    pub peers: Option<String>,
    /// a group that has all its pupils and others (`disadvantaged`): papers that leave the office do not give those others away
    #[serde(default)]
    pub within: Option<String>,
}

/// Headings under which a school's identity stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawIdentity {
    /// unique reference number
    pub urn: Vec<String>,
    /// how many digits that number has; 6, as in England, where it is not said
    #[serde(rename = "urn digits")]
    #[schemars(range(min = 2, max = 15))]
    pub urn_digits: Option<u8>,
    /// what that number looks like where it has letters: `AA-999`; A is a letter, 9 a digit, X either, and signs are themselves
    #[serde(rename = "urn pattern")]
    pub urn_pattern: Option<String>,
    /// authority and establishment number in one
    pub laestab: Vec<String>,
    /// the authority's number alone
    #[serde(rename = "la number")]
    pub la_number: Vec<String>,
    /// the name of the school's authority, in tables of several authorities
    #[serde(rename = "la name")]
    pub la_name: Vec<String>,
    /// the establishment's number alone
    #[serde(rename = "establishment number")]
    pub establishment_number: Vec<String>,
    /// the school's name
    pub name: Vec<String>,
    /// the academic year of the row
    pub year: Vec<String>,
    /// the group of pupils that the row is about, in tables with a row for each group; several such columns may stand
    /// side by side, each saying `Total` but one
    pub group: Vec<String>,
    /// the column that names the measure of the row, in long tables; its words are headings of measures, alone or before
    /// the heading of a column of values: `Reading / expected_standard_percent`
    pub measure: Vec<String>,
    /// the column that holds the value of the measure that the row names
    pub value: Vec<String>,
    /// parts of codes in headings that mean an earlier year, and how many years back: `_PREV: 1`
    #[serde(rename = "years back")]
    pub years_back: BTreeMap<String, u8>,
    /// the URN that a school had before
    pub predecessor: Vec<String>,
    /// the URN that a school has now
    pub successor: Vec<String>,
    /// what is over trusts and other groups of schools: a table that has one of these headings and none of a school's
    /// identity has no schools in its rows
    pub trust: Vec<String>,
    /// words in a title or in the name of a sheet or file that say its figures are no results: predictions, targets
    #[serde(rename = "not results")]
    pub not_results: Vec<String>,
    /// words for what was reached: in a title beside one of those, it names results as well
    pub results: Vec<String>,
    /// words that set one thing against another in a title: `against`
    #[serde(rename = "set against")]
    pub set_against: Vec<String>,
    /// words that join two things in a title: `and`
    #[serde(rename = "joined by")]
    pub joined_by: Vec<String>,
    /// what a row says whose school has yet to open: where another number has its LAESTAB, that one is the school's
    #[serde(rename = "to open")]
    pub to_open: Vec<String>,
    /// words that say of sums of money that they are no whole pounds: per pupil, thousands. Under such a title, sheet or file a
    /// heading of pounds is read as the one with these words in it, `Total income per pupil`; where there is none, it is asked
    #[serde(rename = "not whole pounds")]
    pub not_whole_pounds: Vec<String>,
    /// words that mean the same in names: `Saint: [St, St.]`
    #[serde(rename = "same words")]
    pub same_words: BTreeMap<String, Vec<String>>,
}

/// Rows that are not schools.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawArea {
    /// name in rules and figures: `la`, `national`, `neighbours`, or `ignored` for totals nobody uses
    pub id: String,
    /// as shown
    pub title: String,
    /// whole names of such rows (capitals do not matter); `*` stands for any words
    #[serde(default)]
    pub rows: Vec<String>,
    /// columns whose value marks such a row: `RECTYPE: ["5", NAT]`
    #[serde(default)]
    pub columns: BTreeMap<String, Vec<String>>,
    /// codes that mark such a row only in some tables, where the same code means something else in others
    #[serde(default)]
    pub marks: Vec<RawAreaMark>,
    /// parts of codes in headings that say a column is this area's, each with the part that a school's code has in its place:
    /// `_LA_: _Est_`
    #[serde(default, rename = "in headings")]
    pub in_headings: BTreeMap<String, String>,
    /// whether its values are used; totals and plain averages are not
    #[serde(default = "yes")]
    pub used: bool,
    /// true for the authority itself: rules about the authority read these rows
    #[serde(default)]
    pub own: bool,
    /// the area whose medians such a row gives, where it gives no means: `national`
    #[serde(default, rename = "median of")]
    pub median_of: Option<String>,
}

/// A code that marks a row as an area's, in the tables in which it means that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAreaMark {
    /// the column that holds the code: `RECTYPE`
    pub column: String,
    /// the codes: `["3"]`
    pub says: Vec<String>,
    /// headings of which the table must have one for the code to mean this: `[TELIG]` for key stage 2
    #[serde(rename = "in tables with")]
    pub in_tables_with: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Which workbook is believed when two disagree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPrecedence {
    /// as shown in the reason: `final over revised`
    pub title: String,
    /// words in the workbook's name, sheet name or title that mark this kind; best kind first in the list
    pub words: Vec<String>,
    /// words in which one of those says nothing of the kind: `early years`
    #[serde(default, rename = "not in", skip_serializing_if = "Vec::is_empty")]
    pub not_in: Vec<String>,
}

/// The unit of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawUnit {
    /// percentage, 0 to 100 unless `range` says otherwise
    Percent,
    /// points of a score
    Points,
    /// a number of pupils
    Pupils,
    /// a number of anything else
    Number,
    /// pounds
    Pounds,
    /// pounds for each pupil
    PoundsPerPupil,
    /// days
    Days,
    /// a grade
    Grade,
    /// words, kept as they are or mapped to categories
    Words,
    /// yes or no
    YesNo,
    /// a day
    Date,
}

impl RawUnit {
    /// Whether its numbers are sums of money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::Pounds | Self::PoundsPerPupil)
    }
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RawBetter {
    /// more is better
    Higher,
    /// less is better
    Lower,
    /// neither
    Neither,
}

/// The rows of areas that give a measure of one phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFromAreas {
    /// the measure they have it under
    pub measure: String,
    /// the phase they are of
    pub phase: String,
}

/// Something that is known of a school.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMeasure {
    /// name in rules: `ks4.five_ac_em`
    pub id: String,
    /// names it had before, oldest first: rules and cases that say one of them mean this
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<RawFormerly>,
    /// as shown
    pub title: String,
    /// percent, points, pupils, number, pounds, pounds-per-pupil, days, grade, words, yes-no or date
    pub unit: RawUnit,
    /// which way is good: higher, lower or neither
    #[serde(default)]
    pub better: Option<RawBetter>,
    /// the phases it is for; empty means any
    #[serde(default)]
    pub phase: Vec<String>,
    /// headings under which it appears; capitals, blanks, line breaks and footnote marks do not matter
    #[serde(default)]
    pub headings: Vec<String>,
    /// headings of which a table must have one for the headings above to mean this measure: `[TELIG]` for key stage 2
    #[serde(default, rename = "in tables with")]
    pub in_tables_with: Vec<String>,
    /// the academic years in which it is counted so: `2010-11 to 2014-15`. In others its headings are another measure's or none's;
    /// only one with a figure in it, such as `PPERSABS15`, says itself how it is counted
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<String>,
    /// headings for groups of pupils: `fsm: ["% L4+ FSM"]`; headings made of a measure's and a group's words need not be listed
    #[serde(default)]
    pub groups: BTreeMap<String, Vec<String>>,
    /// which measure's rows of a phase give it for areas, where no row of its own does: `{measure: absence.overall, phase: primary}`
    #[serde(default, rename = "from areas", skip_serializing_if = "Option::is_none")]
    pub from_areas: Option<RawFromAreas>,
    /// the measure that counts the pupils behind it
    #[serde(default)]
    pub cohort: Option<String>,
    /// false for a percentage that is not of the cohort's pupils: absence is of sessions, so that no margin of it is so many
    /// pupils; its averages are weighted by them all the same
    #[serde(default, rename = "counts pupils")]
    pub counts_pupils: Option<bool>,
    /// smallest and largest believable value; a percentage runs from 0 to 100 unless this says otherwise: `[-100, 100]` for a
    /// balance
    #[serde(default)]
    pub range: Option<[f64; 2]>,
    /// decimals shown
    #[serde(default)]
    pub decimals: Option<u8>,
    /// how near to a line is a near miss for this measure, in its unit; without it what small numbers say
    #[serde(default, rename = "near miss")]
    pub near_miss: Option<f64>,
    /// true for what does not change with the year (type of establishment)
    #[serde(default)]
    pub undated: bool,
    /// the date measure of the same row that decides its academic year (an inspection's date)
    #[serde(default, rename = "dated by")]
    pub dated_by: Option<String>,
    /// for how many years a value stays in force until a newer one comes (an inspection: 10); 0 or absent: one year only
    #[serde(default, rename = "stays for years")]
    pub stays_for_years: Option<u16>,
    /// for words: how each category is written, `primary: [Primary, Junior]`
    #[serde(default)]
    pub categories: BTreeMap<String, Vec<String>>,
    /// for words: further measures that are set by a category (`mainstream: no` for `special`)
    #[serde(default)]
    pub implies: BTreeMap<String, BTreeMap<String, String>>,
    /// markers that mean something else for this measure: `"9": not-judged`, `"0": none`; for a yes-no measure
    /// `Met: "yes"`
    #[serde(default)]
    pub markers: BTreeMap<String, String>,
    /// computed from others instead of read: an expression
    #[serde(default)]
    pub computed: Option<String>,
    /// looked up in a table of two ways instead of read
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<RawTable>,
    /// what a blank cell means for this measure, if it means something (a blank category of concern is `none`)
    #[serde(default)]
    pub blank: Option<String>,
    /// document and page
    #[serde(default)]
    pub source: Option<String>,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
}

/// A table of two ways: what a measure is, by one value down and another across.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTable {
    /// whose value chooses the row: an expression
    pub down: String,
    /// whose value chooses the column: an expression
    pub across: String,
    /// each row by its value, and in it each column by its value: `"1": {A: green, B: yellow}`
    pub cells: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a school is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawComparator {
    /// name in rules: `ks2.l4_em.similar`
    pub id: String,
    /// as shown
    pub title: String,
    /// the area whose given row or figure is used where there is one
    #[serde(default)]
    pub area: Option<String>,
    /// whether it is computed from the schools at hand where no figure is given
    #[serde(default)]
    pub computed: bool,
    /// measures in which a school must equal this one to be in the population
    #[serde(default)]
    pub same: Vec<String>,
    /// which schools are in the population
    #[serde(default, rename = "where")]
    pub which: Option<RawCondition>,
    /// fewest schools for a comparison
    #[serde(default, rename = "at least")]
    pub at_least: Option<u32>,
    /// whether places (`.rank`, `.percentile`, `first`) and figures (the mean, `.median`, quartiles) are of the schools whose
    /// figure is known alone; otherwise those without one may have any, and what they could change is not decided
    #[serde(default, rename = "known only")]
    pub known_only: bool,
}

/// A figure that is known for a whole area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFigure {
    /// the area: `national`
    pub area: String,
    /// the measure's id
    pub measure: String,
    /// the group's id, if not all pupils
    #[serde(default)]
    pub group: Option<String>,
    /// mean (the default), median, upper-quartile or lower-quartile
    #[serde(default)]
    pub statistic: Option<String>,
    /// the phase it is for, where it differs by phase
    #[serde(default)]
    pub phase: Option<String>,
    /// value by academic year
    pub years: BTreeMap<String, f64>,
    /// document and page
    pub source: String,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
}
