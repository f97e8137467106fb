//! The schools one is compared with, and what can be said of them together.

mod kept;
mod place;

pub(super) use kept::{Class, Classes, PopulationKey, Populations};
pub(super) use place::Open;

use crate::rulebook::expression::Statistic;

/// One school's part in a population.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Member {
    /// its value
    pub value: f64,
    /// pupils behind the value, where known
    pub pupils: Option<f64>,
}

/// Values of the schools compared, smallest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Population {
    sorted: Vec<f64>,
    mean: Option<f64>,
    weighted: bool,
}

impl Population {
    /// From its members; the mean is weighted by pupils only if they are known for every one of them.
    pub fn new(members: &[Member]) -> Self {
        let mut sorted: Vec<f64> = members.iter().map(|member| member.value).collect();
        sorted.sort_by(f64::total_cmp);
        let weights: Option<Vec<f64>> = members.iter().map(|member| member.pupils).collect();
        let total = weights.as_ref().map_or(0.0, |weights| weights.iter().sum());
        let weighted = total > 0.0;
        let mean = match weights {
            _ if members.is_empty() => None,
            Some(weights) if weighted => {
                let sum: f64 = members.iter().zip(&weights).map(|(member, pupils)| member.value * pupils).sum();
                Some(sum / total)
            }
            _ => Some(sorted.iter().sum::<f64>() / count(sorted.len())),
        };
        Self { sorted, mean, weighted }
    }

    /// How many schools.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether the mean is weighted by pupils.
    pub fn weighted(&self) -> bool {
        self.weighted
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

    /// The value below which a share of the schools lies, between neighbours in proportion (as Excel's QUARTILE.INC).
    fn quantile(&self, share: f64) -> Option<f64> {
        let last = self.sorted.len().checked_sub(1)?;
        let place = share * count(last);
        // `place` lies between 0 and the last index
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let below = place.floor() as usize;
        let low = *self.sorted.get(below)?;
        let high = self.sorted.get(below + 1).copied().unwrap_or(low);
        Some(low + (high - low) * place.fract())
    }
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
            &values.iter().map(|(value, pupils)| Member { value: *value, pupils: *pupils }).collect::<Vec<_>>(),
        )
    }

    #[test]
    fn a_mean_is_weighted_only_when_every_cohort_is_known() {
        let known = members(&[(50.0, Some(10.0)), (100.0, Some(30.0))]);
        assert_eq!(known.statistic(Statistic::Mean), Some(87.5));
        assert!(known.weighted());
        let partly = members(&[(50.0, Some(10.0)), (100.0, None)]);
        assert_eq!(partly.statistic(Statistic::Mean), Some(75.0));
        assert!(!partly.weighted());
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
