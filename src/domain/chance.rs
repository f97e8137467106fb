//! How far a share of so few pupils moves by chance alone.
//!
//! The interval of Wilson (1927): all underlying shares from which what was seen is no further away than `z` standard
//! errors. It stays between 0 and 100, holds for few pupils and for shares near the ends, where the plain interval fails,
//! and is short enough to stand in a cell as a formula: so whoever changes a figure in the workbook sees the range move.

use statrs::distribution::{ContinuousCDF, Normal};

/// How many standard errors to either side hold so many percent of what chance does: 90 percent are within 1.645.
///
/// ```
/// use yardstick::domain::standard_errors;
/// assert!((standard_errors(95.0) - 1.96).abs() < 0.001);
/// ```
#[must_use]
pub fn standard_errors(percent: f64) -> f64 {
    Normal::standard().inverse_cdf(0.5 + percent.clamp(0.0, 99.999) / 200.0)
}

/// The range of underlying shares, in percent, that chance alone leaves open where `share` percent of so many pupils were
/// seen; `None` without pupils.
///
/// ```
/// use yardstick::domain::{chance, standard_errors};
/// let (from, to) = chance(62.0, 30.0, standard_errors(90.0)).unwrap();
/// assert_eq!((from.round(), to.round()), (47.0, 75.0));
/// ```
#[must_use]
pub fn chance(share: f64, pupils: f64, z: f64) -> Option<(f64, f64)> {
    if pupils <= 0.0 || !(0.0..=100.0).contains(&share) {
        return None;
    }
    let (p, zz) = (share / 100.0, z * z / pupils);
    let middle = p + zz / 2.0;
    let half = (zz * (p * (1.0 - p) + zz / 4.0)).sqrt();
    let at = |share: f64| (share / (1.0 + zz) * 100.0).clamp(0.0, 100.0);
    Some((at(middle - half), at(middle + half)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By trying every underlying share in steps of a hundredth of a percent: those from which the share seen is within `z`
    /// standard errors.
    fn by_trying(seen: f64, pupils: f64, z: f64) -> (f64, f64) {
        let near = |share: &f64| (seen / 100.0 - share).powi(2) <= z * z * share * (1.0 - share) / pupils + 1e-12;
        let all: Vec<f64> = (0..=10_000).map(|step| f64::from(step) / 10_000.0).filter(near).collect();
        (all[0] * 100.0, all[all.len() - 1] * 100.0)
    }

    #[test]
    fn the_range_is_that_of_every_share_tried() {
        for percent in [80.0, 90.0, 95.0] {
            let z = standard_errors(percent);
            for (pupils, of) in [1, 2, 5, 12, 30, 61, 240].into_iter().map(|of| (0..=of, f64::from(of))) {
                for seen in pupils.map(|pupils| f64::from(pupils) / of * 100.0) {
                    let (from, to) = chance(seen, of, z).unwrap();
                    let (tried_from, tried_to) = by_trying(seen, of, z);
                    assert!((from - tried_from).abs() < 0.011 && (to - tried_to).abs() < 0.011, "{seen}% of {of}");
                }
            }
        }
    }

    /// Every way in which a cohort of an underlying share can come out, each with its odds: how often the range holds the
    /// share.
    fn holds(share: f64, pupils: u32, z: f64) -> f64 {
        let of = f64::from(pupils);
        let mut odds = (1.0 - share).powi(i32::try_from(pupils).unwrap());
        let mut held = 0.0;
        for reached in 0..=pupils {
            let (from, to) = chance(f64::from(reached) / of * 100.0, of, z).unwrap();
            if (from..=to).contains(&(share * 100.0)) {
                held += odds;
            }
            odds *= f64::from(pupils - reached) / f64::from(reached + 1) * share / (1.0 - share);
        }
        held
    }

    #[test]
    fn of_a_hundred_cohorts_the_range_holds_as_many_as_it_says() {
        let z = standard_errors(90.0);
        for pupils in [10, 30, 60] {
            let shares = (10..=90).map(|percent| f64::from(percent) / 100.0);
            let all: Vec<f64> = shares.map(|share| holds(share, pupils, z)).collect();
            let mean = all.iter().sum::<f64>() / 81.0;
            assert!((mean - 0.9).abs() < 0.02, "{pupils} pupils: {mean}");
            assert!(all.iter().all(|held| *held > 0.8), "{pupils} pupils: {all:?}");
        }
    }

    #[test]
    fn without_pupils_or_a_share_there_is_no_range() {
        assert_eq!((chance(50.0, 0.0, 1.6), chance(120.0, 30.0, 1.6)), (None, None));
    }
}
