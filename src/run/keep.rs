//! What of a run has to be kept for the next one, and how it gets into the output folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;

use super::decisions::{self, Earlier};
use super::last_run::{LastRun, Snapshot};
use super::{PlaceError, Placed, Run, changes};
use crate::domain::AcademicYear;
use crate::intake;
use crate::intake::record::{Dataset, SchoolKey};
use crate::judge::decided::{Decision, DecisionKey, Decisions};
use crate::judge::evaluate::{Evaluation, Views};
use crate::review::book::{Asked, asked};
use crate::review::decisions::{
    Carrying, Entries, Line, Whose, begin, carry, changes as recorded, decided_for, go_on, moves, told_before,
};
use crate::review::words::Words;
use crate::review::{Carried, Change, FactValues, ReviewInputs};
use crate::rulebook::Rulebook;
use workbook::fingerprint;

/// What was there before a run, and what stands after it.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// what was there
    pub earlier: Earlier,
    /// decisions under the keys of today
    pub(super) entries: Entries,
    /// keys then and now
    pub(super) moved: Vec<(DecisionKey, DecisionKey)>,
    /// what was decided for the years before, under the keys of today, in words
    pub(super) before: BTreeMap<DecisionKey, String>,
    /// what was told of plans in the years before, under the keys of today
    pub(super) told: BTreeMap<DecisionKey, Decision>,
    /// how things are
    pub(super) now: Snapshot,
}

impl Kept {
    /// The stated day of the run that changes are counted from.
    #[must_use]
    pub fn changes_since(&self) -> Option<NaiveDate> {
        self.earlier.last.base_for(&self.now)?.last_before(self.now.date)
    }

    /// The numbers of the front page of that run.
    #[must_use]
    pub fn tally_before(&self) -> Option<&crate::review::Tally> {
        self.earlier.last.base_for(&self.now)?.tally.as_ref()
    }

    /// The workbooks that took part in that run and are there no longer.
    #[must_use]
    pub fn workbooks_gone(&self) -> Vec<String> {
        self.earlier.last.workbooks_gone(&self.now)
    }

    /// The workbooks that are there and could not be read.
    #[must_use]
    pub fn workbooks_unread(&self) -> Vec<String> {
        let unread = self.now.workbooks.iter().filter(|(_, contents)| contents.is_empty());
        unread.map(|(name, _)| name.clone()).collect()
    }
}

/// The part of a run that comes before judging a year: its decisions under the keys of today.
pub(super) fn settle(
    earlier: Earlier,
    rulebook: &Rulebook,
    dataset: &Dataset,
    year: AcademicYear,
    date: NaiveDate,
) -> (Kept, Whose) {
    let mut earlier = earlier.judging(Some(year));
    let whose = Whose::new(dataset, &earlier.last.schools);
    earlier.reviews.values_mut().for_each(|review| review.theirs.rename(|about| whose.about(about)));
    let words = Words(rulebook);
    let mut settled = whose.settle(earlier.entries.clone(), words, date);
    let mut before = BTreeMap::new();
    let past = earlier.years.iter().rev().filter_map(|(of, known)| Some((of.filter(|of| *of < year)?, known)));
    let past: Vec<(AcademicYear, Entries)> =
        past.map(|(of, known)| (of, whose.settle(known.entries.clone(), words, date).entries)).collect();
    for (of, (key, entry)) in past.iter().flat_map(|(of, entries)| entries.iter().map(move |one| (*of, one))) {
        if let Some(said) = decided_for(words, of, entry) {
            before.entry(key.clone()).or_insert(said);
        }
    }
    begin(rulebook, &mut settled.entries, date);
    let past: Vec<Entries> = past.into_iter().map(|(_, entries)| entries).collect();
    go_on(rulebook, &mut settled.entries, &past, date);
    let told = told_before(&past);
    let kept = Kept { earlier, entries: settled.entries, moved: settled.moved, before, told, now: Snapshot::default() };
    (kept, whose)
}

impl Run {
    /// The part that comes after judging: what became of decisions, and what has changed since the last run.
    pub(super) fn carry_over(&mut self, whose: &Whose) {
        // only what is decided is held against what is asked
        let decided: BTreeSet<&SchoolKey> = self.kept.entries.keys().map(|key| &key.school).collect();
        let asked = self.asked_of(|school| decided.contains(school));
        let carrying = Carrying {
            rulebook: &self.rulebook,
            dataset: &self.dataset,
            asked: &asked,
            told: &self.kept.told,
            date: self.evaluation.date,
        };
        (self.decisions, self.carried) = carry(&carrying, &mut self.kept.entries);
        self.say_put_in();
        self.carried.earlier.clone_from(&self.kept.before);
        let entries = &self.kept.entries;
        self.kept.now =
            Snapshot::of(&self.rulebook, &self.dataset, (&self.evaluation, &self.advice), entries, &self.inputs);
        let base = self.kept.earlier.last.base_for(&self.kept.now);
        self.changes = base
            .map(|before| -> Vec<Change> { changes::changes(before, &self.kept.now, whose, Words(&self.rulebook)) });
    }

    /// Says of what officers put in that nothing of the kind is asked.
    fn say_put_in(&mut self) {
        let kept = &mut self.kept;
        for (was, said) in std::mem::take(&mut kept.earlier.put_in) {
            let now = kept.moved.iter().find(|(then, _)| *then == was).map_or(&was, |(_, now)| now);
            if self.carried.closed.iter().chain(&self.carried.orphans).any(|lapsed| lapsed.key == *now) {
                kept.earlier.attention.push(format!(
                    "{said} stands in a row of your own, and nothing like it is asked of the school: it is in force nowhere"
                ));
            }
        }
    }

    /// Everything to decide, with its evidence.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.asked_of(|_| true)
    }

    fn asked_of(&self, wanted: impl Fn(&SchoolKey) -> bool) -> Vec<Asked> {
        let Evaluation { year, .. } = self.evaluation;
        let views = Views::new(&self.rulebook, &self.dataset, &self.decisions, &self.evaluation);
        let inputs = ReviewInputs {
            rulebook: &self.rulebook,
            dataset: &self.dataset,
            values: &FactValues { dataset: &self.dataset, rulebook: &self.rulebook, year },
            evaluation: &self.evaluation,
            schools: &views.told(&self.evaluation),
            advice: &self.advice,
            decisions: &Decisions::default(),
            carried: &Carried::default(),
            decisions_fingerprint: "",
            changes: None,
            tally_before: None,
            changes_since: None,
            workbooks_gone: &[],
            workbooks_unread: &[],
            inputs: &[],
            inputs_fingerprint: "",
            notice: None,
            in_full: true,
            version: "",
        };
        asked(&inputs, wanted)
    }

    /// The changes for the record.
    fn lines(&self, stamp: &str) -> Vec<Line> {
        let date = self.evaluation.date;
        let mut before = self.kept.earlier.recorded.clone();
        let mut lines = Vec::new();
        let known: Vec<_> = self.kept.moved.iter().filter(|(was, _)| before.contains_key(was)).cloned().collect();
        lines.extend(moves(&known, date));
        for (was, is) in known {
            if let Some(entry) = before.remove(&was) {
                before.insert(is, entry);
            }
        }
        lines.extend(recorded(&before, &self.kept.entries, date));
        let year = self.evaluation.year;
        let of = |mut line: Line, year: Option<AcademicYear>| {
            stamp.clone_into(&mut line.at);
            line.year = year.map(|year| year.to_string().into());
            line
        };
        let others = self.kept.earlier.years.iter().filter(|(other, _)| **other != Some(year));
        // what is known of no year was at hand for this one, unless it had something of its own
        let own = self.kept.earlier.years.contains_key(&Some(year));
        let others = others.filter(|(other, _)| other.is_some() || own);
        let others = others.flat_map(|(other, known)| {
            recorded(&known.recorded, &known.entries, date).into_iter().map(move |line| (line, *other))
        });
        let others: Vec<Line> = others.map(|(line, other)| of(line, other)).collect();
        lines.into_iter().map(|line| of(line, Some(year))).chain(others).collect()
    }

    /// Keeps decisions in the record, then puts the review in its place. Without the record the old review is not
    /// touched: it may be all that knows what was typed.
    pub(super) fn keep(
        &self,
        out: &Path,
        review: &Path,
        bytes: &[u8],
        stamp: &str,
        said: &mut super::Written,
    ) -> Result<Placed, PlaceError> {
        if let Some(why) = &self.kept.earlier.record_unread {
            // the review may be all that knows what was typed, and nothing is known of what the record has
            let why = format!("{} could not be read first: {why}", decisions::RECORD);
            return decisions::place_beside(review, bytes, stamp, why);
        }
        let lines = self.lines(stamp);
        let recorded = decisions::record(out, &lines);
        if let Err(error) = recorded {
            said.attention.push(error.to_string());
            return decisions::place_beside(review, bytes, stamp, "decisions could not be recorded first".to_owned());
        }
        let earlier = &self.kept.earlier;
        let (theirs, missing) = decisions::over_into(bytes, &earlier.theirs(review), &self.rulebook);
        let (placed, aside) = decisions::place_review(earlier, review, bytes, stamp, missing, &mut said.remarks)?;
        let remembered = self.remember(out, review, (&placed, aside.as_deref()), bytes, lines.len());
        let written = decisions::remember_review(placed.path(), bytes, &theirs);
        said.attention.extend([remembered, written].into_iter().filter_map(Result::err).map(|error| error.to_string()));
        Ok(placed)
    }

    /// What the next run has to know of this one.
    fn remember(
        &self,
        out: &Path,
        review: &Path,
        (placed, aside): (&Placed, Option<&Path>),
        bytes: &[u8],
        lines: usize,
    ) -> Result<(), PlaceError> {
        let earlier = &self.kept.earlier;
        let columns = intake::columns_read(&self.dataset, &self.rulebook);
        let mut known = earlier.last.clone();
        known.meet(&self.rulebook, self.evaluation.date);
        let mut last: LastRun = known.after(self.kept.now.clone(), columns, &self.dataset);
        last.lines = earlier.lines + lines;
        last.date = Some(self.evaluation.date);
        last.authority = Some(self.dataset.authority_or(&self.rulebook.authority).to_string());
        last.workbooks =
            self.inputs.inputs.iter().map(|input| super::review_inputs::way(out, Some(&input.path))).collect();
        // one that this run did not see may come back as it was
        last.taken.retain(|name, _| !earlier.reviews.contains_key(name));
        let readable = earlier.reviews.iter().filter(|(_, file)| file.unreadable.is_none());
        last.taken.extend(readable.filter_map(|(name, file)| Some((name.clone(), file.fingerprint.clone()?))));
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if placed.path() != review && earlier.clear(review).is_err() {
            // whatever is in the review that could not be replaced has yet to be read
            last.taken.remove(&name(review));
        }
        // the copy that was kept for its further sheets was read as the review
        if let (Some(aside), Some(fingerprint)) = (aside, last.taken.get(&name(review)).cloned()) {
            last.taken.insert(name(aside), fingerprint);
        }
        last.taken.insert(name(placed.path()), fingerprint::of(bytes));
        last.write(out)
    }
}
