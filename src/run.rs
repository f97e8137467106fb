//! The line, once: rulebook and workbooks in, every school judged, annotated workbooks and a review out.
//!
//! `evaluate` on the command line and each round of `watch` are one [`Run`]. Reading and writing happen here, at its
//! two ends; everything between is pure.

mod by_name;
mod changes;
mod copies;
mod decisions;
pub mod door;
mod folder;
mod input;
mod keep;
mod known;
mod last_run;
pub mod library;
pub mod lock;
mod machines;
mod names;
mod output;
mod papers;
mod place_aside;
mod plain;
mod previous;
mod pristine;
mod restore;
mod review_inputs;
pub mod seal;
pub mod sealed;
mod summary;
pub mod survey;
mod without_year;
mod written;

pub use by_name::{is_log, is_other, is_ours, is_temporary, is_workbook, may_be_review, may_be_typed_in, without_date};
pub use copies::MadeBefore;
pub use decisions::{
    Earlier, RECORD, REVIEWS_DEEP, decisions_in, decisions_in_and, hanging, kept, may_be_decided_in, set_damaged_aside,
};
pub use folder::replace_rules;
pub use input::{Gathered, Input, Inputs, LEADS_OUT, Refused, gather, gather_apart, is_same_place, leads_out};
pub use keep::Kept;
pub use known::Known;
pub use last_run::LAST_RUN;
pub use machines::ForMachines;
pub use output::{review_bytes, write};
pub use papers::{EventAsked, NoEvent, PapersAsked, event_named, visit_named, write_papers};
pub use place_aside::{PlaceError, Placed, place, place_made, place_new};
pub use plain::plain;
pub use restore::{Restorable, restorable};
pub use summary::Summary;
pub use written::{FileKind, Written, WrittenFile};

pub use crate::intake::record::most_spoken_of;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::AcademicYear;
use crate::intake::record::{Dataset, Entry, FactKey};
use crate::intake::{FileYears, IntakeOptions, Whose};
use crate::judge::advise::{Advice, advise};
use crate::judge::decided::Decisions;
use crate::judge::evaluate::{Evaluation, Supposed, evaluate};
use crate::review::{Carried, Change, RulebookNotice};
use crate::rulebook::model::Rulebook;

/// What is to be done, apart from where the files are.
#[derive(Clone, Debug)]
pub struct Options {
    /// the year to judge; without it, the one for which most values are there
    pub year: Option<AcademicYear>,
    /// the stated day
    pub date: NaiveDate,
    /// whether hidden sheets are read
    pub hidden: bool,
    /// whose schools are judged, where workbooks hold those of several authorities
    pub whose: Whose,
}

/// A run with its result, before anything is written.
pub struct Run {
    /// the rulebook
    pub rulebook: Arc<Rulebook>,
    /// what was read
    pub inputs: Inputs,
    /// school records
    pub dataset: Dataset,
    /// decisions that took part
    pub decisions: Decisions,
    /// what the rules say
    pub evaluation: Evaluation,
    /// what follows
    pub advice: Advice,
    /// what became of earlier decisions
    pub carried: Carried,
    /// changes since the last run; `None` where there was none
    pub changes: Option<Vec<Change>>,
    /// set while a newer rulebook is broken
    pub notice: Option<RulebookNotice>,
    /// whether everything is written, of however many schools
    pub in_full: bool,
    /// what was there before, and what has to be kept for the next run
    pub kept: Kept,
    /// the copies of the round before, where one is remembered
    copies: written::Copies,
}

/// Why there is nothing to judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NothingToJudge {
    /// no workbook has a value with a year
    #[error("no results with an academic year were found; say which year they are of with --year 2013-14")]
    NoYear,
    /// nothing says the year but the folder in which the workbook lies
    #[error(
        "no results with an academic year were found; {file} lies in the folder “{folder}”: if that is the year of its figures, run again with --year {year}"
    )]
    OnlyItsFolder {
        /// the workbook of which a table was not read for want of a year
        file: String,
        /// the folder's name
        folder: String,
        /// the year in it
        year: AcademicYear,
    },
    /// what should say the year could not be read, or the rows it stands in contradict one another
    #[error("no results with an academic year could be used; see the problems above")]
    NoYearUsed,
    /// what states a year is known, and no figure of it is there
    #[error("no figures were found: the cells under the headings that the rulebook knows are blank")]
    NoFigures,
    /// nothing is of the year asked for
    #[error("there are no results of {year} here; there are some of {first} to {last}{from}")]
    NotThatYear {
        /// the year asked for
        year: AcademicYear,
        /// the first year of which there is something
        first: AcademicYear,
        /// the last
        last: AcademicYear,
        /// what says so of which workbook, in words that go on
        from: String,
    },
    /// there is nothing to read
    #[error("there is no workbook of results here (.xlsx, .xls, .ods or .csv)")]
    NoWorkbook,
    /// workbooks were read without a doubt, and hold nothing that the rulebook knows
    #[error(
        "nothing about any school was read from the workbooks: the rulebook knows none of their headings of figures"
    )]
    NoHeading,
    /// no school was found
    #[error("nothing about any school was read from the workbooks; see the problems above")]
    NoSchool,
}

/// A run that could not judge, with what was read all the same.
pub struct NothingDone {
    /// why
    pub why: NothingToJudge,
    /// the workbooks
    pub inputs: Inputs,
    /// what was understood of them
    pub dataset: Dataset,
}

impl Run {
    /// Judges what was read; `earlier` is what the output folder holds of earlier runs.
    ///
    /// # Errors
    /// When no school or no year was found.
    pub fn new(
        rulebook: Arc<Rulebook>,
        inputs: Inputs,
        earlier: Earlier,
        options: &Options,
    ) -> Result<Self, Box<NothingDone>> {
        Self::knowing(rulebook, inputs, earlier, options, &mut Known::default())
    }

    /// The same, with the school records that are at hand where they are those of these workbooks.
    ///
    /// # Errors
    /// When no school or no year was found.
    pub fn knowing(
        rulebook: Arc<Rulebook>,
        inputs: Inputs,
        earlier: Earlier,
        options: &Options,
        known: &mut Known,
    ) -> Result<Self, Box<NothingDone>> {
        let inputs = inputs.without_blank_templates(&rulebook);
        let intake = IntakeOptions {
            year: options.year,
            until: inputs.templates.is_some().then_some(options.date),
            hidden_sheets: options.hidden,
            whose: options.whose.clone(),
            previous_columns: earlier.last.columns_for(&inputs.fingerprint()).to_vec(),
            ..IntakeOptions::default()
        };
        let dataset = known.records(&inputs, &rulebook, &intake);
        let dataset = of_the_year_asked_for(dataset, &inputs, &rulebook, intake);
        if dataset.schools.is_empty() {
            return Err(Box::new(NothingDone { why: without_year::no_school(&inputs, &dataset), inputs, dataset }));
        }
        let Some(year) = options.year.or_else(|| most_spoken_of(&rulebook, &dataset)) else {
            let why = without_year::why(&inputs, &dataset, rulebook.year_begins);
            return Err(Box::new(NothingDone { why, inputs, dataset }));
        };
        if let Some(why) = not_that_year(&dataset, year) {
            return Err(Box::new(NothingDone { why, inputs, dataset }));
        }
        let (kept, whose) = keep::settle(earlier, &rulebook, &dataset, year, options.date);
        let mut decisions = crate::review::decisions::decisions(&kept.entries);
        decisions.earlier.clone_from(&kept.told);
        let evaluation = evaluate(&rulebook, &dataset, &decisions, year, options.date);
        let advice = advise(&rulebook, &dataset, &decisions, &evaluation);
        let mut run = Self {
            rulebook,
            inputs,
            dataset,
            decisions,
            evaluation,
            advice,
            carried: Carried::default(),
            changes: None,
            notice: None,
            in_full: false,
            kept,
            copies: known.copies(),
        };
        run.carry_over(&whose);
        Ok(run)
    }
}

fn not_that_year(dataset: &Dataset, year: AcademicYear) -> Option<NothingToJudge> {
    let (first, last) = (*dataset.years.first()?, *dataset.years.last()?);
    let from = || without_year::said_by(&dataset.stated_years);
    (!dataset.years.contains(&year)).then(|| NothingToJudge::NotThatYear { year, first, last, from: from() })
}

impl Run {
    /// The same run with some of one school's values supposed.
    pub fn suppose(&mut self, school: usize, supposed: &[Supposed]) {
        if let Some(school) = self.dataset.schools.get_mut(school) {
            for one in supposed {
                let undated = self.rulebook.measure(one.measure).is_some_and(|measure| measure.undated);
                let key = FactKey {
                    measure: one.measure,
                    group: one.group,
                    year: if undated { None } else { Some(one.year) },
                };
                school.facts.set(key, Entry { value: one.value.clone(), place: None, written: None });
            }
        }
        let Evaluation { year, date, .. } = self.evaluation;
        self.evaluation = evaluate(&self.rulebook, &self.dataset, &self.decisions, year, date);
        self.advice = advise(&self.rulebook, &self.dataset, &self.decisions, &self.evaluation);
    }
}

/// What was read; where nothing is of the year asked for, read once more with lone years in names of files as those in
/// which the school year began (2016 for 2016-17). If no name of a file says another year than the others, the year
/// asked for goes before it.
fn of_the_year_asked_for(dataset: Dataset, inputs: &Inputs, rulebook: &Rulebook, options: IntakeOptions) -> Dataset {
    let Some(year) = options.year.filter(|year| not_that_year(&dataset, *year).is_some()) else { return dataset };
    let mut of_files = dataset.stated_years.iter().filter(|stated| stated.place.is_file()).map(|stated| stated.year);
    let one = of_files.next().is_some_and(|first| of_files.all(|other| other == first));
    let ways = [Some(FileYears::Begin), Some(FileYears::Overruled).filter(|_| one)];
    let again = ways.into_iter().flatten().map(|file_years| {
        crate::intake::read(&inputs.books, rulebook, &IntakeOptions { file_years, ..options.clone() })
    });
    again.into_iter().find(|again| not_that_year(again, year).is_none()).unwrap_or(dataset)
}
