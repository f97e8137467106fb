//! Places in a population: from the top, from the bottom, and in a hundred.

use std::cmp::Ordering;
use std::sync::{Mutex, PoisonError};

use super::{Population, count};
use crate::domain::Missing;
use crate::domain::phrase::counted;
use crate::rulebook::expression::{Part, Statistic, order};

/// The least and the most of a figure; none where there is no figure.
type Ends = Option<(f64, f64)>;

/// The schools compared of which it is not known where they stand.
#[derive(Debug, Default)]
pub(in crate::judge::evaluate) struct Open {
    /// how many count and have no known value
    pub without_value: usize,
    /// values of those of which it is not known whether they count, smallest first
    pub perhaps: Vec<f64>,
    /// how many of which neither is known
    pub neither: usize,
    /// those of them that belong or may belong to a figure of all: the year's table lists them
    pub listed: Vec<Part>,
    /// which schools those are, by place in the dataset
    pub schools: Vec<usize>,
    /// between what each figure lies because of them: asked by every school, worked out once
    pub between: Mutex<Vec<(Statistic, Ends)>>,
}

impl Open {
    /// One more school, where it belongs or may belong to a figure of all.
    pub fn list(&mut self, school: usize, part: Option<Part>) {
        if let Some(part) = part {
            self.listed.push(part);
            self.schools.push(school);
        }
    }

    /// Between what a figure lies because of them.
    pub fn between(&self, of: &Population, statistic: Statistic) -> Ends {
        let mut kept = self.between.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = kept.iter().find(|(known, _)| *known == statistic) {
            return *known;
        }
        let worked_out = of.between(statistic, &self.listed);
        kept.push((statistic, worked_out));
        worked_out
    }

    /// Why a place is not one number.
    pub fn why(&self) -> Option<Missing> {
        let schools = self.without_value + self.perhaps.len() + self.neither;
        let these = counted(schools, "school", "schools");
        let why = format!("of {these} compared it is not known where they stand");
        (schools > 0).then(|| Missing::CannotCompute(why.into()))
    }
}

impl Population {
    /// The least and the most that a school's place can be; `own` is its value, where that is known, and it is one of
    /// the population. `None` where there is no other school.
    pub fn place(
        &self,
        statistic: Statistic,
        own: Option<f64>,
        open: &Open,
        higher_is_better: bool,
    ) -> Option<(f64, f64)> {
        let unknown = open.without_value + open.neither;
        let Some(own) = own else {
            // itself is one of those without a value
            let others = (self.len() + unknown + open.perhaps.len()).checked_sub(1)?;
            let sure = (self.len() + open.without_value).checked_sub(1)?;
            return match statistic {
                Statistic::Percentile => (sure > 0).then_some((0.0, 100.0)),
                _ => Some((1.0, count(others) + 1.0)),
            };
        };
        let (better, worse) = around(&self.sorted, own, higher_is_better);
        let (perhaps_better, perhaps_worse) = around(&open.perhaps, own, higher_is_better);
        let from = |before: usize, perhaps: usize| (count(before) + 1.0, count(before + perhaps + unknown) + 1.0);
        match statistic {
            Statistic::RankFromLast => Some(from(worse, perhaps_worse)),
            Statistic::Percentile => {
                let rest = self.len().checked_sub(worse + 1)?;
                let least = in_a_hundred(worse, rest + unknown + open.perhaps.len() - perhaps_worse)?;
                Some((least, in_a_hundred(worse + unknown + perhaps_worse, rest)?))
            }
            _ => Some(from(better, perhaps_better)),
        }
    }
}

/// How many of the values are better than one's own, and how many worse; equal ones are neither.
fn around(sorted: &[f64], own: f64, higher_is_better: bool) -> (usize, usize) {
    let below = sorted.partition_point(|value| order(*value, own) == Some(Ordering::Less));
    let above = sorted.len() - sorted.partition_point(|value| order(*value, own) != Some(Ordering::Greater));
    if higher_is_better { (above, below) } else { (below, above) }
}

fn in_a_hundred(worse: usize, others: usize) -> Option<f64> {
    let all = worse + others;
    (all > 0).then(|| 100.0 * count(worse) / count(all))
}
