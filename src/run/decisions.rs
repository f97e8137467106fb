//! Decisions before and after a run: read from the reviews and the record in the output folder, and kept there.
//!
//! A review that cannot be read, in which something was typed that cannot be told what it belongs to, or that was saved
//! again while a run was on, is never written over: what an officer typed into it would be lost. Only who holds a
//! `Cleared` for it replaces one, and that takes an account of every cell typed. The record gets its lines before the
//! review is replaced, so that at any moment one of the two knows every decision.

mod file;
mod find;
mod hanging;
mod placing;
mod reading;
mod record;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;

use super::Options;
use super::input::Inputs;
use super::last_run::{LAST_RUN, LastRun};
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::intake::record::SchoolKey;
use crate::judge::decided::DecisionKey;
use crate::review::decisions::{
    Agreed, Contest, Entries, Familiar, Lines, Past, ReviewRead, Stands, Taken, account, filled_in, keep_taken_back,
    take_after,
};
use crate::review::words::Words;
use crate::rulebook::Rulebook;
use file::ReviewFile;
use find::candidates;
pub use find::{REVIEWS_DEEP, may_be_decided_in};
pub use hanging::hanging;
pub(super) use hanging::in_words as what_hangs;
pub use placing::{kept, set_damaged_aside};
pub(super) use placing::{place_beside, place_paper, place_review};
pub(super) use record::{lines_in, record};
pub(super) use written::{over_into, place_kept, remember_review};

/// Name of the record of decisions.
pub const RECORD: &str = "decisions.log.jsonl";

/// What the output folder holds from earlier runs.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// decisions of the year at hand, under the keys they were made under
    pub entries: Entries,
    /// how many lines the record has
    pub(super) lines: usize,
    /// why the record could not be read
    pub(super) record_unread: Option<String>,
    /// what the record knew of that year
    pub(super) recorded: Entries,
    /// the years for which something was decided
    pub(super) years: BTreeMap<Option<AcademicYear>, OfYear>,
    /// the reviews that lie there, by file name
    pub(super) reviews: BTreeMap<String, ReviewFile>,
    /// the last run
    pub(super) last: LastRun,
    /// decisions in rows that an officer put in, of which their sheet has none itself, with where they stand
    pub(super) put_in: Vec<(DecisionKey, String)>,
    /// what officers have to know
    pub attention: Vec<String>,
    /// what they may want to know
    pub remarks: Vec<String>,
}

/// The decisions of one year.
#[derive(Clone, Debug, Default)]
pub(super) struct OfYear {
    /// as the record knew them
    pub recorded: Entries,
    /// with what was typed since
    pub entries: Entries,
}

/// Reads what earlier runs left in an output folder: the reviews with what was typed into them, the record of decisions
/// and what is known of the last run. What cannot be read is said in `attention`; a folder that is not there holds
/// nothing.
#[must_use]
pub fn decisions_in(out: &Path, rulebook: &Rulebook, date: NaiveDate) -> Earlier {
    let options = Options { year: None, date, hidden: false, whose: Whose::default() };
    decisions_in_and(out, &mut Inputs::default(), rulebook, &options)
}

/// The same, with reviews, packs and copied sheets of them that lie elsewhere: among the workbooks of results, where people
/// put what they send back. They are taken out from among these.
#[must_use]
pub fn decisions_in_and(out: &Path, inputs: &mut Inputs, rulebook: &Rulebook, options: &Options) -> Earlier {
    inputs.take_out_copied_sheets(rulebook);
    let mut earlier = Earlier::default();
    earlier.last = LastRun::read(out).unwrap_or_else(|why| {
        earlier.attention.push(format!(
            "{LAST_RUN} could not be read ({why}), so this run is compared with none before; decisions are taken from {RECORD} and the reviews"
        ));
        LastRun::default()
    });
    let record = lines_in(out).unwrap_or_else(|why| {
        earlier.attention.push(format!(
            "{RECORD} could not be read ({why}), so nothing is added to it and the review is left as it is; see who has it open, or lay a copy of it back, and run again"
        ));
        earlier.record_unread = Some(why);
        Lines::default()
    });
    earlier.say_of(&record);
    let record = record.renamed(&rulebook.renamed);
    earlier.lines = record.lines.len();
    record.years().into_iter().for_each(|year| drop(earlier.years.insert(Some(year), OfYear::default())));
    let familiar = earlier.familiar(&record);
    let mut reviews = Vec::new();
    for candidate in candidates(out, &inputs.reviews, rulebook, &earlier.last) {
        reviews.extend(earlier.review(&candidate, (rulebook, &options.whose), &familiar));
    }
    if reviews.is_empty() && earlier.reviews.is_empty() && !record.lines.is_empty() {
        let many = record.entries().values().filter(|entry| !entry.fields.is_blank()).count();
        earlier.remarks.push(format!("no review lies in {}: {many} decisions are taken from {RECORD}", out.display()));
    }
    earlier.take(&record, reviews, rulebook, options.date);
    let usual = earlier.last.year().or_else(|| earlier.years.keys().flatten().max().copied());
    earlier.judging(usual)
}

/// That lines of the record say nothing, where there are such.
fn spoilt(record: &Lines) -> Option<String> {
    let (lines, were) = match record.spoilt {
        0 => return None,
        1 => ("1 line".to_owned(), "was"),
        many => (format!("{many} lines"), "were"),
    };
    Some(format!("{lines} of {RECORD} could not be understood and {were} passed over"))
}

impl Earlier {
    /// Says what the record has lost.
    fn say_of(&mut self, record: &Lines) {
        let (now, before) = (record.lines.len(), self.last.lines);
        if let Some(spoilt) = spoilt(record) {
            self.attention.push(spoilt);
        } else if now < before {
            self.attention.push(format!(
                "{RECORD} has {now} of the {before} lines that it had at the last run: the review counts where it knows more. What was decided before is no longer told; lay a copy of the record back if there is one"
            ));
        }
    }

    /// The same, with the decisions of a year at hand.
    #[must_use]
    pub fn judging(mut self, year: Option<AcademicYear>) -> Self {
        let own = year.and_then(|year| self.years.get(&Some(year))).or_else(|| self.years.get(&None));
        let OfYear { recorded, entries } = own.cloned().unwrap_or_default();
        (self.recorded, self.entries) = (recorded, entries);
        if let Some(year) = year {
            self.last = self.last.on(year);
        }
        self
    }

    /// What a review itself tells of the decisions filled in when it was made, with what the folder it lies in
    /// remembers of that run and of the years before: enough to make it again.
    #[must_use]
    pub fn of_review(
        review: &ReviewRead,
        folder: &Path,
        (year, date): (AcademicYear, NaiveDate),
        rulebook: &Rulebook,
    ) -> Self {
        let mut entries = filled_in(review);
        let mut lines = lines_in(folder).unwrap_or_default().renamed(&rulebook.renamed);
        for (key, known) in lines.of_year(Some(year)).entries() {
            if let Some(entry) = entries.get_mut(&key) {
                entry.stale_since = known.stale_since;
                entry.title = known.title;
            }
        }
        // what was decided since for other years was not there to be shown
        lines.lines.retain(|line| line.seen.is_none_or(|seen| seen <= date));
        keep_taken_back(&mut entries, &lines.of_year(Some(year)).entries());
        let others = lines.years().into_iter().filter(|other| *other != year);
        let mut years: BTreeMap<Option<AcademicYear>, OfYear> = others
            .map(|other| {
                let recorded = lines.of_year(Some(other)).entries();
                (Some(other), OfYear { entries: recorded.clone(), recorded })
            })
            .collect();
        years.insert(Some(year), OfYear { recorded: Entries::new(), entries });
        let last = LastRun::read(folder).unwrap_or_default().on(year).by(date, year);
        Self { years, last, ..Self::default() }.judging(Some(year))
    }

    /// What was agreed, to take part where the schools are judged another way.
    #[must_use]
    pub fn agreed(&self) -> Agreed {
        Agreed { entries: self.entries.clone(), schools: self.last.schools.clone() }
    }

    /// Schools and decisions by which rows are known that have nothing hidden any more. Schools are those of the last
    /// run: one that has converted since is not another.
    fn familiar(&self, record: &Lines) -> Familiar {
        let current = self.last.current.iter().flat_map(|current| &current.schools);
        let schools = current.map(|(key, standing)| (SchoolKey(key.as_str().into()), standing.name.as_str().into()));
        let years = record.years().into_iter().map(Some).chain([None]);
        let mut decided = Vec::new();
        for (key, entry) in years.flat_map(|year| record.of_year(year).entries()) {
            decided.push((key, entry.school, entry.title, entry.fields));
        }
        Familiar { schools: schools.collect(), decided, beside: BTreeMap::new() }
    }

    /// Joins the record and the reviews, each year by itself, and asks for an account of every review.
    fn take(
        &mut self,
        record: &Lines,
        reviews: Vec<(Option<AcademicYear>, ReviewRead)>,
        rulebook: &Rulebook,
        date: NaiveDate,
    ) {
        let mut by_year: BTreeMap<Option<AcademicYear>, Vec<ReviewRead>> = BTreeMap::new();
        let years: BTreeSet<_> = record.years().into_iter().map(Some).chain([None]).collect();
        years.into_iter().for_each(|year| _ = by_year.insert(year, Vec::new()));
        for (year, review) in reviews {
            by_year.entry(year).or_default().push(review);
        }
        for (year, reviews) in by_year {
            let lines = record.of_year(year);
            let recorded = lines.entries();
            let past = Past::of(&lines, self.last.current.is_some());
            let taken = take_after(&recorded, &past, &reviews, date, Words(rulebook));
            reviews.iter().for_each(|review| self.account(review, &taken));
            let Taken { entries, contests, remarks, .. } = taken;
            self.remarks.extend(remarks);
            self.attention.extend(contests.iter().map(contested));
            self.years.insert(year, OfYear { recorded, entries });
        }
    }

    /// Keeps the account of a review, or says what is missing from it.
    fn account(&mut self, review: &ReviewRead, taken: &Taken) {
        const SHOWN: usize = 12;
        let Some(file) = self.reviews.get_mut(&*review.name) else { return };
        match account(review, taken) {
            Ok(accounted) => {
                file.accounted = Some(accounted);
                file.unreadable = None;
            }
            Err(wanting) => {
                let more = wanting.len().saturating_sub(SHOWN);
                let mut shown = wanting.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
                if more > 0 {
                    shown.push_str(&format!("; and {more} more"));
                }
                self.attention.push(format!(
                    "{}: it cannot be told what these cells belong to, so it is left as it is: {shown}. Type them into the new review, then take the old one away (`yardstick restore` sets it aside)",
                    review.name
                ));
                file.unreadable = Some(match review.unread.is_empty() {
                    true => "it cannot be told what some of its cells belong to".to_owned(),
                    false => format!("it could not be read: its sheets {} are damaged", review.unread.join(", ")),
                });
            }
        }
    }

    /// The review that lies there and can be read, of a year where one is known, unless one beside it is damaged.
    #[must_use]
    pub fn readable(&self, rulebook: &Rulebook, year: Option<AcademicYear>) -> Option<&str> {
        let name = year.map(|year| usual_name(rulebook, year));
        let wanted = |(found, file): &(&String, &ReviewFile)| {
            !file.pack && !file.of_others && name.as_ref().is_none_or(|name| name == *found)
        };
        let damaged = self.reviews.values().any(|file| file.unreadable.is_some() && !file.of_others);
        let (name, _) = self.reviews.iter().find(wanted).filter(|_| !damaged)?;
        Some(name)
    }
}

/// The name of the review of a year, in its usual place.
fn usual_name(rulebook: &Rulebook, year: AcademicYear) -> String {
    Words(rulebook).fill("review.file", &[("year", year.to_string())]) + ".xlsx"
}

/// That a cell was decided twice, in words.
fn contested(contest: &Contest) -> String {
    let said = |(text, place): &(Option<std::sync::Arc<str>>, String)| {
        format!("“{}” ({place})", text.as_deref().unwrap_or("blank"))
    };
    let why = match contest.why {
        Stands::SavedLast => "since it was saved last".to_owned(),
        Stands::First => "since it stands first".to_owned(),
        Stands::TakenSince(at) => {
            format!("since it was taken in on {}, after the other was saved", at.format("%-d %B %Y"))
        }
        Stands::Before => "since it stood there before".to_owned(),
        Stands::TakenBefore => "since the copy with the other does not tell how old it is".to_owned(),
    };
    if contest.why == Stands::Before && contest.other.0.is_none() {
        let (school, field, stands) = (&contest.school, contest.field.name(), said(&contest.stands));
        let other = &contest.other.1;
        return format!(
            "{school}, {field}: two rows of one review are about it; {stands} stands, though {other} is blank. To take it back, empty it in the review"
        );
    }
    format!(
        "{}, {}: decided twice, differently; {} stands, {why}; {} is kept on the sheet of closed decisions. If that one is to stand, type it into the review",
        contest.school,
        contest.field.name(),
        said(&contest.stands),
        said(&contest.other)
    )
}
