//! The schools one is compared with, and what can be said of them together.

mod kept;
mod place;

pub(super) use kept::{Class, Classes, PopulationKey, Populations};
pub(super) use place::Open;

use crate::rulebook::expression::{Part, Statistic, mean_between};

/// One school's part in a population.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Member {
    /// its value
    pub value: f64,
    /// pupils behind the value, where known
    pub pupils: Option<f64>,
    /// the fewest and the most that they can be
    pub weight: (f64, f64),
}

/// Values of the schools compared, smallest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Population {
    sorted: Vec<f64>,
    mean: Option<f64>,
    weighted: bool,
    /// pupils of all, or how many schools where the mean is not weighted
    weight: f64,
    /// schools that have a value and no place in a weighted mean, since their pupils are not known
    unweighed: Vec<Part>,
}

impl Population {
    /// From its members; the mean is weighted by pupils where they are known of most. What the others could make of it is left
    /// open then: with every school alike it would be another figure.
    pub fn new(members: &[Member]) -> Self {
        let mut sorted: Vec<f64> = members.iter().map(|member| member.value).collect();
        sorted.sort_by(f64::total_cmp);
        let counted: Vec<(f64, f64)> = members.iter().filter_map(|one| Some((one.value, one.pupils?))).collect();
        let total: f64 = counted.iter().map(|(_, pupils)| pupils).sum();
        let weighted = total > 0.0 && counted.len() * 2 > members.len();
        let mean = match weighted {
            _ if members.is_empty() => None,
            true => Some(counted.iter().map(|(value, pupils)| value * pupils).sum::<f64>() / total),
            false => Some(sorted.iter().sum::<f64>() / count(sorted.len())),
        };
        let weight = if weighted { total } else { count(sorted.len()) };
        let without = members.iter().filter(|member| weighted && member.pupils.is_none());
        let part = |one: &Member| Part { sure: true, low: one.value, high: one.value, weight: one.weight };
        Self { sorted, mean, weighted, weight, unweighed: without.map(part).collect() }
    }

    /// How many schools have a value that a figure does not count.
    pub fn left_out_of(&self, statistic: Statistic) -> usize {
        if statistic == Statistic::Mean { self.unweighed.len() } else { 0 }
    }

    /// How many schools.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// A figure of the schools; places among them are asked of [`Self::place`].
    pub fn statistic(&self, statistic: Statistic) -> Option<f64> {
        match statistic {
            Statistic::Mean => self.mean,
            Statistic::Median => self.quantile(0.5),
            Statistic::UpperQuartile => self.quantile(0.75),
            Statistic::LowerQuartile => self.quantile(0.25),
            Statistic::Count => Some(count(self.len())),
            Statistic::Rank | Statistic::RankFromLast | Statistic::Percentile => None,
        }
    }

    fn quantile(&self, share: f64) -> Option<f64> {
        quantile(&self.sorted, &[], share)
    }

    /// Between what a figure lies, whatever is not known of some of the schools; none where there is no figure.
    pub fn between(&self, statistic: Statistic, open: &[Part]) -> Option<(f64, f64)> {
        match statistic {
            Statistic::Mean => {
                let known = self.mean?;
                let own = Part { sure: true, low: known, high: known, weight: (self.weight, self.weight) };
                let each = |part: &Part| Part { weight: if self.weighted { part.weight } else { (1.0, 1.0) }, ..*part };
                let unweighed = self.unweighed.iter().copied();
                let parts = [own].into_iter().chain(unweighed).chain(open.iter().map(each));
                mean_between(&parts.collect::<Vec<_>>(), true)
            }
            Statistic::Median => self.quantile_between(0.5, open),
            Statistic::UpperQuartile => self.quantile_between(0.75, open),
            Statistic::LowerQuartile => self.quantile_between(0.25, open),
            Statistic::Count => {
                let perhaps = open.iter().filter(|part| !part.sure && part.low.total_cmp(&part.high).is_eq());
                Some((count(self.len()), count(self.len() + perhaps.count())))
            }
            Statistic::Rank | Statistic::RankFromLast | Statistic::Percentile => None,
        }
    }

    fn quantile_between(&self, share: f64, open: &[Part]) -> Option<(f64, f64)> {
        let least = |sorted: Vec<f64>, end: fn(&Part) -> f64, share: f64| {
            let ends = |sure: bool| open.iter().filter(move |part| part.sure == sure).map(end);
            let mut sure = sorted;
            sure.extend(ends(true));
            sure.sort_by(f64::total_cmp);
            let mut perhaps: Vec<f64> = ends(false).collect();
            perhaps.sort_by(f64::total_cmp);
            // of those that may count, the lowest pull it down most, however many of them do
            let ways = (0..=perhaps.len()).filter_map(|many| quantile(&sure, perhaps.get(..many)?, share));
            ways.min_by(f64::total_cmp)
        };
        let turned = self.sorted.iter().map(|value| -value).collect();
        let low = least(self.sorted.clone(), |part| part.low, share)?;
        Some((low, -least(turned, |part| -part.high, 1.0 - share)?))
    }
}

/// The value below which a share of the schools lies, between neighbours in proportion (as Excel's QUARTILE.INC): of two
/// lists together, each with the smallest first.
fn quantile(one: &[f64], other: &[f64], share: f64) -> Option<f64> {
    let last = (one.len() + other.len()).checked_sub(1)?;
    let place = share * count(last);
    // `place` lies between 0 and the last index
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let below = place.floor() as usize;
    let low = smallest(one, other, below)?;
    let part = place.fract();
    match smallest(one, other, below + 1) {
        // what has no end stays without one
        Some(high) if part > 0.0 && low.is_finite() => Some(low + (high - low) * part),
        _ => Some(low),
    }
}

/// The value with so many before it, of two lists together.
fn smallest(one: &[f64], other: &[f64], before: usize) -> Option<f64> {
    // how many of those before it are of the first list
    let (mut least, mut most) = (before.saturating_sub(other.len()), before.min(one.len()));
    while least < most {
        let of_one = usize::midpoint(least, most);
        let last_of_other = before.checked_sub(of_one + 1).and_then(|at| other.get(at));
        if one.get(of_one)? < last_of_other? { least = of_one + 1 } else { most = of_one }
    }
    let next = [one.get(least), other.get(before.checked_sub(least)?)];
    next.into_iter().flatten().copied().min_by(f64::total_cmp)
}

/// A number of schools as a value; exact up to 2^53.
#[allow(clippy::cast_precision_loss)]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(values: &[(f64, Option<f64>)]) -> Population {
        Population::new(
            &values
                .iter()
                .map(|(value, pupils)| Member { value: *value, pupils: *pupils, weight: Part::ANY_WEIGHT })
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn a_mean_is_weighted_where_most_cohorts_are_known_and_open_to_the_others() {
        let known = members(&[(50.0, Some(10.0)), (100.0, Some(30.0))]);
        assert_eq!(known.statistic(Statistic::Mean), Some(87.5));
        assert_eq!(known.between(Statistic::Mean, &[]), Some((87.5, 87.5)));
        let mostly = members(&[(50.0, Some(10.0)), (100.0, Some(30.0)), (60.0, None)]);
        assert_eq!(mostly.statistic(Statistic::Mean), Some(87.5));
        assert_eq!(mostly.left_out_of(Statistic::Mean), 1);
        assert_eq!(mostly.between(Statistic::Mean, &[]), Some((60.0, 87.5)));
        assert_eq!(mostly.statistic(Statistic::Median), Some(60.0));
        let hardly = members(&[(50.0, Some(10.0)), (100.0, None)]);
        assert_eq!(hardly.statistic(Statistic::Mean), Some(75.0));
    }

    #[test]
    fn rank_follows_which_way_is_good_and_ties_share_a_place() {
        let population = members(&[(4.0, None), (5.0, None), (5.0, None), (7.0, None)]);
        let place = |statistic, own, higher| population.place(statistic, Some(own), &Open::default(), higher);
        assert_eq!(place(Statistic::Rank, 5.0, true), Some((2.0, 2.0)));
        assert_eq!(place(Statistic::Rank, 7.0, false), Some((4.0, 4.0)));
        assert_eq!(place(Statistic::RankFromLast, 5.0, true), Some((2.0, 2.0)));
        assert_eq!(place(Statistic::Percentile, 7.0, true), Some((100.0, 100.0)));
        assert_eq!(place(Statistic::Percentile, 4.0, true), Some((0.0, 0.0)));
        assert_eq!(members(&[(4.0, None)]).place(Statistic::Percentile, Some(4.0), &Open::default(), true), None);
    }

    #[test]
    fn quartiles_lie_between_neighbours() {
        let population = members(&[(1.0, None), (2.0, None), (3.0, None), (4.0, None)]);
        assert_eq!(population.statistic(Statistic::UpperQuartile), Some(3.25));
        assert_eq!(population.statistic(Statistic::Median), Some(2.5));
        assert_eq!(members(&[]).statistic(Statistic::Median), None);
    }
}
