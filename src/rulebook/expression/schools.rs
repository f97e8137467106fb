//! Questions to all schools. A school of which it cannot be said is counted as such, and turns an answer into
//! *cannot say* wherever it could have turned it.

use std::cmp::Ordering;

use super::ast::{At, Expr, Node, Of, Read};
use super::compare::{Outcome, order};
use super::evaluate::{Run, Said, join};
use super::facts::{Facts, Reading, What};
use super::totals::{self, Answers, Part};
use super::trace::Record;
use super::vocabulary::Aggregate;
use crate::domain::{Missing, Value};

impl Aggregate {
    /// Whether it answers yes, no or cannot say, and not with a number.
    pub(super) fn answers(self) -> bool {
        matches!(self, Self::Any | Self::Every | Self::No)
    }
}

/// What the schools said so far.
#[derive(Default)]
struct Tally {
    schools: u32,
    known: u32,
    unknown: u32,
    yes: u32,
    /// schools that have an answer or a number, and of which it cannot be said whether they are meant
    undecided: u32,
    /// why it cannot be said of the first school of which it cannot
    why: Option<Missing>,
    /// where a record is kept: the pupils that are not known of schools that have a number
    uncounted: Vec<(u32, Reading)>,
}

impl Tally {
    fn take(&mut self, said: Said) {
        match said {
            Ok(yes) => {
                self.known += 1;
                self.yes += u32::from(yes);
            }
            Err(why) => self.cannot_say(why),
        }
    }

    fn cannot_say(&mut self, why: Missing) {
        self.unknown += 1;
        self.why.get_or_insert(why);
    }

    /// Why there is no answer when no school gave one.
    fn nothing_known(self) -> Missing {
        let words = match self.why {
            Some(why) => format!("it is known of none of {} schools: {why}", self.unknown),
            None => "there is no such school".to_owned(),
        };
        Missing::CannotCompute(words.into())
    }

    /// Why a sum or mean cannot be said of some of the schools that have a figure.
    fn not_decided(&self) -> Missing {
        let schools = if self.undecided == 1 {
            "1 school that has a figure"
        } else {
            &format!("{} schools that have a figure", self.undecided)
        };
        let why = self.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        Missing::CannotCompute(format!("whether {schools} should count is not known{why}").into())
    }

    fn no_schools(&self) -> Option<Missing> {
        (self.schools == 0).then(|| Missing::CannotCompute("no schools are at hand".into()))
    }
}

impl<R: Record> Run<'_, R> {
    /// Any, every, no school.
    pub(super) fn of_schools(&mut self, aggregate: Aggregate, each: &Node, which: Option<&Node>, at: At) -> Said {
        let mut tally = Tally::default();
        // any: one that is meant and says yes; every: none that is meant and says no
        let decisive = aggregate != Aggregate::Every;
        let mut found: Said = Ok(false);
        self.ask(&mut tally, |run, tally| {
            if !R::WHOLE && found == Ok(true) {
                return Ok(());
            }
            let meant = which.map_or(Ok(true), |which| run.truth(which));
            let counter = run.truth(each).map(|yes| yes == decisive);
            let hit = join(meant.clone(), counter, false);
            let failed = hit.clone().map(|_| ());
            if meant != Ok(false) {
                tally.take(hit.clone());
            }
            found = join(std::mem::replace(&mut found, Ok(false)), hit, true);
            failed
        })?;
        let said = match tally.no_schools() {
            Some(why) => Err(why),
            None if aggregate == Aggregate::Any => found,
            None => found.map(|hit| !hit),
        };
        self.school_reading(aggregate, at, &tally, said.clone().map(Value::Flag), false);
        said
    }

    /// Counts, shares, sums, means.
    pub(super) fn counted(
        &mut self,
        aggregate: Aggregate,
        each: &Node,
        which: Option<&Node>,
        weight: Option<Read>,
        at: At,
    ) -> Outcome {
        let mut tally = Tally::default();
        let (outcome, weighted) = match aggregate {
            Aggregate::Sum | Aggregate::Mean => match self.numbers(each, which, weight, &mut tally) {
                Ok(parts) => {
                    let (outcome, weighted) = total(aggregate, &parts, &mut tally);
                    for (school, pupils) in std::mem::take(&mut tally.uncounted).into_iter().filter(|_| weighted) {
                        self.record.missing_of_school(pupils, school);
                    }
                    (outcome, weighted)
                }
                Err(why) => (Outcome::Missing(why), false),
            },
            _ => match self.answers(aggregate, each, which, &mut tally) {
                Ok(answers) => (count(aggregate, answers, &tally), false),
                Err(why) => (Outcome::Missing(why), false),
            },
        };
        self.school_reading(aggregate, at, &tally, outcome.clone().single(), weighted);
        match outcome {
            Outcome::Missing(_) if tally.known == 0 && tally.schools > 0 => Outcome::Missing(tally.nothing_known()),
            outcome => outcome,
        }
    }

    /// The number of each school that is meant, for a function; a school whose number is not known, or of which it is
    /// not known whether it is meant, stands in the list as missing.
    pub(super) fn listed(&mut self, each: &Node, which: Option<&Node>, at: At) -> Outcome {
        let mut tally = Tally::default();
        let mut list = Vec::new();
        let asked = self.ask(&mut tally, |run, tally| {
            let given = match which.map_or(Ok(true), |which| run.truth(which)) {
                Ok(true) => run.value(each).single(),
                Ok(false) => return Ok(()),
                Err(why) => Err(why),
            };
            match &given {
                Ok(_) => tally.known += 1,
                Err(why) => tally.cannot_say(why.clone()),
            }
            let failed = given.clone().map(|_| ());
            list.push(given);
            failed
        });
        let said = asked.and_then(|()| tally.no_schools().map_or(Ok(()), Err));
        let known = said.clone().map(|()| Value::Number(f64::from(tally.known)));
        self.school_reading(Aggregate::Values, at, &tally, known, false);
        said.map_or_else(Outcome::Missing, |()| Outcome::List(list))
    }

    fn answers(
        &mut self,
        aggregate: Aggregate,
        each: &Node,
        which: Option<&Node>,
        tally: &mut Tally,
    ) -> Result<Answers, Missing> {
        let mut answers = Answers::default();
        self.ask(tally, |run, tally| {
            let meant = which.map_or(Ok(true), |which| run.truth(which));
            if meant == Ok(false) {
                return Ok(());
            }
            let said = run.truth(each);
            answers.take(meant.is_ok(), said.as_ref().ok().copied());
            tally.undecided += u32::from(meant.is_err() && said.is_ok());
            // a school that may not be meant cannot be counted; but for a count, a no is a no either way
            let said = match (meant, said) {
                (Err(_), Ok(false)) if aggregate == Aggregate::Count => Ok(false),
                (Err(why), _) => Err(why),
                (Ok(_), said) => said,
            };
            let failed = said.clone().map(|_| ());
            tally.take(said);
            failed
        })?;
        Ok(answers)
    }

    /// Each school that is meant or may be, with the numbers that are possible, and its weight where one is known.
    fn numbers(
        &mut self,
        each: &Node,
        which: Option<&Node>,
        weight: Option<Read>,
        tally: &mut Tally,
    ) -> Result<Vec<Part>, Missing> {
        let mut parts = Vec::new();
        self.ask(tally, |run, tally| {
            let meant = which.map_or(Ok(true), |which| run.truth(which));
            if meant == Ok(false) {
                return Ok(());
            }
            let number = run.value(each).amount();
            // a school that the table of the year does not list, or that has no figure, is in none; that it is not is counted
            if let Err(none) = &number
                && none.is_none_at_all()
            {
                tally.cannot_say(none.clone());
                return Err(none.clone());
            }
            let range = || match &each.expr {
                Expr::Read(read) if read.of == Of::Subject => run.facts.range(read.measure),
                _ => (f64::NEG_INFINITY, f64::INFINITY),
            };
            let (low, high) = number.as_ref().map_or_else(|_| range(), |amount| (amount.low, amount.high));
            parts.push(Part { sure: meant.is_ok(), low, high, weight: run.weighs(weight, tally) });
            let unknown = match (meant, number) {
                // its number may belong to the sum or not: leaving it out would be an answer of other schools
                (Err(why), number) => {
                    tally.undecided += u32::from(number.is_ok());
                    Some(why)
                }
                (Ok(_), Ok(amount)) => amount.why,
                (Ok(_), Err(why)) => Some(why),
            };
            match unknown {
                None => {
                    tally.known += 1;
                    Ok(())
                }
                Some(why) => {
                    tally.cannot_say(why.clone());
                    Err(why)
                }
            }
        })?;
        Ok(parts)
    }

    /// By how many pupils a school counts; where that is not known, a record keeps whom to ask.
    fn weighs(&self, weight: Option<Read>, tally: &mut Tally) -> (f64, f64) {
        let Some(weight) = weight else { return Part::ANY_WEIGHT };
        let counts_by = pupils(self.facts, &weight).unwrap_or(Part::ANY_WEIGHT);
        if R::ON && counts_by.0 < counts_by.1 {
            tally.uncounted.push((tally.schools, self.facts.read(&weight)));
        }
        counts_by
    }

    /// Asks every school; what is to blame in those that cannot say is kept.
    fn ask(
        &mut self,
        tally: &mut Tally,
        mut question: impl FnMut(&mut Run<'_, R>, &mut Tally) -> Result<(), Missing>,
    ) -> Result<(), Missing> {
        if !self.facts.is_authority() {
            return Err(Missing::CannotCompute("a question to all schools is asked of the authority only".into()));
        }
        let (facts, brief) = (self.facts, self.brief);
        facts.each_school(&mut |school: &dyn Facts| {
            // only the first reason is said; a record names them all
            let brief = brief || (!R::ON && tally.why.is_some());
            let mut run = Run { brief, ..Run::new(school, R::default()) };
            let failed = question(&mut run, tally).is_err();
            if R::ON && failed {
                self.record.absorb(run.record, tally.schools);
            }
            for problem in run.problems {
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
            }
            tally.schools += 1;
        });
        Ok(())
    }

    fn school_reading(
        &mut self,
        aggregate: Aggregate,
        at: At,
        tally: &Tally,
        value: Result<Value, Missing>,
        weighted: bool,
    ) {
        if !R::ON {
            return;
        }
        let what = What::Schools { aggregate, at, known: tally.known, unknown: tally.unknown, weighted };
        self.record.summary(Reading { value, place: None, what, worked_out: true });
    }
}

/// The fewest and the most pupils by which a school counts.
fn pupils(facts: &dyn Facts, read: &Read) -> Option<(f64, f64)> {
    Part::ends(facts.value(read), || facts.range(read.measure))
}

/// A count lies between those that said yes and those that may; a share is given of those known, with what it could be.
fn count(aggregate: Aggregate, answers: Answers, tally: &Tally) -> Outcome {
    let number = |count: u32| f64::from(count);
    if let Some(why) = tally.no_schools() {
        return Outcome::Missing(why);
    }
    match (aggregate, &tally.why) {
        (Aggregate::Count, Some(why)) => {
            Outcome::Between(number(tally.yes), number(tally.yes + tally.unknown), why.clone())
        }
        (Aggregate::Count, None) => Outcome::Known(Value::Number(number(tally.yes))),
        _ if tally.known == 0 => Outcome::Missing(Missing::Blank),
        (_, why) => {
            let of_known = number(tally.yes) * 100.0 / number(tally.known);
            within(of_known, totals::share(answers), why.as_ref(), tally)
        }
    }
}

/// The sum or mean. A mean counts pupils where the cohort of any school is known, and is given of the schools whose
/// cohort is; else every school counts the same.
fn total(aggregate: Aggregate, parts: &[Part], tally: &mut Tally) -> (Outcome, bool) {
    if let Some(why) = tally.no_schools() {
        return (Outcome::Missing(why), false);
    }
    let exact = |part: &&Part| part.sure && order(part.low, part.high) == Some(Ordering::Equal);
    let known: Vec<&Part> = parts.iter().filter(exact).collect();
    if known.is_empty() {
        return (Outcome::Missing(Missing::Blank), false);
    }
    let pupils: f64 = known.iter().filter_map(|part| part.pupils()).sum();
    let weighted = aggregate == Aggregate::Mean && pupils > 0.0;
    let sum: f64 = known.iter().map(|part| part.low).sum();
    let of_known = if weighted {
        for _ in known.iter().filter(|part| part.pupils().is_none()) {
            tally.known -= 1;
            tally.cannot_say(Missing::CannotCompute("the number of its pupils is not known".into()));
        }
        known.iter().filter_map(|part| part.pupils().map(|pupils| part.low * pupils)).sum::<f64>() / pupils
    } else if aggregate == Aggregate::Mean {
        sum / f64::from(tally.known.max(1))
    } else {
        sum
    };
    let bounds = match aggregate {
        Aggregate::Mean => totals::mean(parts, weighted),
        _ => Some(totals::sum(parts)),
    };
    (within(of_known, bounds, tally.why.as_ref(), tally), weighted)
}

/// What the known schools come to; where others could change it, with the bounds. Where a school that has a figure may
/// not be meant, only the bounds are said: of which schools the number would be, nobody knows.
fn within(of_known: f64, bounds: Option<(f64, f64)>, why: Option<&Missing>, tally: &Tally) -> Outcome {
    let Some(why) = why else { return Outcome::from(Ok(Value::Number(of_known))) };
    match bounds {
        Some((low, high)) if order(low, high) == Some(Ordering::Equal) => Outcome::Known(Value::Number(of_known)),
        Some((low, high)) if tally.undecided == 0 => Outcome::OfKnown { number: of_known, low, high, why: why.clone() },
        Some((low, high)) if low.is_finite() || high.is_finite() => Outcome::Between(low, high, tally.not_decided()),
        _ => Outcome::Missing(tally.not_decided()),
    }
}
