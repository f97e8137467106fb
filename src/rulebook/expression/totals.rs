//! Between which numbers a sum, a mean or a share lies, where something is not known of some schools: whether they are
//! meant, or their number. Every way in which the blanks could be filled lies between the bounds.

use crate::domain::{Missing, Value};

/// One school's part in a sum or mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    /// whether it is sure that the school is meant
    pub sure: bool,
    /// the least and the most that its number can be
    pub low: f64,
    pub high: f64,
    /// the fewest and the most pupils by which it counts in a mean
    pub weight: (f64, f64),
}

impl Part {
    /// The weight of a school of which nobody knows how many pupils it has.
    pub const ANY_WEIGHT: (f64, f64) = (0.0, f64::INFINITY);

    /// Between which numbers a value lies, as far as is known or can be believed; none where it is no number.
    pub fn ends(value: Result<Value, Missing>, believable: impl FnOnce() -> (f64, f64)) -> Option<(f64, f64)> {
        match value {
            Ok(value) => value.number().map(|number| (number, number)),
            Err(why) => Some(why.within().unwrap_or_else(believable)),
        }
    }

    /// By so many pupils it counts, where that is known.
    pub fn pupils(&self) -> Option<f64> {
        let (fewest, most) = self.weight;
        (fewest.total_cmp(&most).is_eq()).then_some(fewest)
    }

    fn turned(self) -> Self {
        Self { low: -self.high, high: -self.low, ..self }
    }
}

/// What the schools said to a question of yes and no.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Answers {
    pub yes: u32,
    pub no: u32,
    /// meant, and not known
    pub unknown: u32,
    /// perhaps meant: those that say yes, no, and of which that is not known either
    pub perhaps: (u32, u32, u32),
}

impl Answers {
    /// One school's.
    pub fn take(&mut self, sure: bool, yes: Option<bool>) {
        let at = match (sure, yes) {
            (true, Some(true)) => &mut self.yes,
            (true, Some(false)) => &mut self.no,
            (true, None) => &mut self.unknown,
            (false, Some(true)) => &mut self.perhaps.0,
            (false, Some(false)) => &mut self.perhaps.1,
            (false, None) => &mut self.perhaps.2,
        };
        *at += 1;
    }
}

/// A sum.
pub(super) fn sum(parts: &[Part]) -> (f64, f64) {
    let ends = parts
        .iter()
        .map(|part| if part.sure { (part.low, part.high) } else { (part.low.min(0.0), part.high.max(0.0)) });
    ends.fold((0.0, 0.0), |(low, high), (least, most)| (low + least, high + most))
}

/// A mean: by pupils, or with every school alike. None where it may be that none is meant.
pub(crate) fn mean(parts: &[Part], by_pupils: bool) -> Option<(f64, f64)> {
    let turned: Vec<Part> = parts.iter().map(|part| part.turned()).collect();
    Some((least_mean(parts, by_pupils)?, -least_mean(&turned, by_pupils)?))
}

fn least_mean(parts: &[Part], by_pupils: bool) -> Option<f64> {
    // one that may not be meant may count by nobody
    let ends = |part: &Part| {
        let (fewest, most) = if by_pupils { part.weight } else { (1.0, 1.0) };
        (if part.sure { fewest.max(0.0) } else { 0.0 }, most)
    };
    let (mut sum, mut weights) = (0.0, 0.0);
    for part in parts {
        let (fewest, _) = ends(part);
        // a school without pupils counts for nothing, whatever its number
        if fewest > 0.0 {
            sum += part.low * fewest;
            weights += fewest;
        }
    }
    if weights <= 0.0 {
        return None;
    }
    // more pupils of a school pull it down as long as its number lies below it
    let mut lowest: Vec<&Part> = parts.iter().collect();
    lowest.sort_by(|one, other| one.low.total_cmp(&other.low));
    for part in lowest {
        let (fewest, most) = ends(part);
        if most <= fewest || part.low >= sum / weights {
            continue;
        }
        // one that counts by nobody knows how many may outweigh all others
        if most == f64::INFINITY {
            return Some(part.low);
        }
        sum += part.low * (most - fewest);
        weights += most - fewest;
    }
    Some(sum / weights)
}

/// A share, in percent. None where it may be that none is meant.
pub(super) fn share(answers: Answers) -> Option<(f64, f64)> {
    let Answers { yes, no, unknown, perhaps: (perhaps_yes, perhaps_no, neither) } = answers;
    let sure = yes + no + unknown;
    let percent = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of);
    let least = percent(yes, sure + perhaps_no + neither);
    let most = percent(yes + unknown + perhaps_yes + neither, sure + perhaps_yes + neither);
    (sure > 0).then_some((least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that a blank may be, the ends of the range among them.
    const MAY_BE: [f64; 3] = [0.0, 40.0, 100.0];
    const PUPILS: [f64; 4] = [0.0, 1.0, 30.0, 1e9];

    /// A deterministic die.
    struct Die(u64);

    impl Die {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap_or(0) % sides
        }

        fn part(&mut self) -> Part {
            let (low, high) = match self.roll(3) {
                0 => (0.0, 100.0),
                _ => (MAY_BE[self.roll(3)], f64::NAN),
            };
            let high = if high.is_nan() { low } else { high };
            let weight = match self.roll(5) {
                0 => Part::ANY_WEIGHT,
                1 => (0.0, 30.0),
                2 => (1.0, 30.0),
                _ => [(1.0, 1.0), (30.0, 30.0)][self.roll(2)],
            };
            Part { sure: self.roll(3) > 0, low, high, weight }
        }
    }

    /// Every way to fill the blanks: whether each is meant, its number, its pupils.
    fn ways(parts: &[Part]) -> Vec<Vec<(f64, f64)>> {
        let mut ways: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        for part in parts {
            let numbers: Vec<f64> =
                MAY_BE.into_iter().filter(|number| (part.low..=part.high).contains(number)).collect();
            let (fewest, most) = part.weight;
            let weights: Vec<f64> = PUPILS.into_iter().filter(|pupils| (fewest..=most).contains(pupils)).collect();
            let mut more = if part.sure { Vec::new() } else { ways.clone() };
            for way in &ways {
                for number in &numbers {
                    more.extend(weights.iter().map(|weight| {
                        let mut way = way.clone();
                        way.push((*number, *weight));
                        way
                    }));
                }
            }
            ways = more;
        }
        ways
    }

    fn spread(all: impl Iterator<Item = f64>) -> (f64, f64) {
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(one), high.max(one)))
    }

    fn alike(one: (f64, f64), other: (f64, f64)) -> bool {
        (one.0 - other.0).abs() < 1e-3 && (one.1 - other.1).abs() < 1e-3
    }

    #[test]
    fn sums_and_means_lie_where_every_way_to_fill_the_blanks_puts_them() {
        let mut die = Die(19);
        for _ in 0..400 {
            let parts: Vec<Part> = (0..1 + die.roll(4)).map(|_| die.part()).collect();
            let ways = ways(&parts);
            assert!(alike(sum(&parts), spread(ways.iter().map(|way| way.iter().map(|one| one.0).sum()))), "{parts:?}");
            let plain =
                |way: &Vec<(f64, f64)>| way.iter().map(|one| one.0).sum::<f64>() / way.iter().map(|_| 1.0).sum::<f64>();
            if let Some(found) = mean(&parts, false) {
                assert!(alike(found, spread(ways.iter().map(plain))), "{parts:?}: {found:?}");
            } else {
                assert!(parts.iter().all(|part| !part.sure), "{parts:?}");
            }
            let by_pupils = |way: &Vec<(f64, f64)>| {
                way.iter().map(|one| one.0 * one.1).sum::<f64>() / way.iter().map(|one| one.1).sum::<f64>()
            };
            if let Some(found) = mean(&parts, true) {
                assert!(alike(found, spread(ways.iter().map(by_pupils))), "{parts:?}: {found:?}");
            }
        }
    }

    #[test]
    fn shares_lie_where_every_way_to_fill_the_blanks_puts_them() {
        let mut die = Die(5);
        for _ in 0..400 {
            let mut roll = || u32::try_from(die.roll(3)).unwrap_or(0);
            let answers = Answers { yes: roll(), no: roll(), unknown: roll(), perhaps: (roll(), roll(), roll()) };
            let (yes, no, neither) = answers.perhaps;
            let mut all = Vec::new();
            for (a, b, c, d, e) in filled(answers.unknown, yes, no, neither) {
                let says = answers.yes + a + b + d;
                let meant = answers.yes + answers.no + answers.unknown + b + c + e;
                all.push(100.0 * f64::from(says) / f64::from(meant));
            }
            match share(answers) {
                Some(found) => assert!(alike(found, spread(all.into_iter())), "{answers:?}: {found:?}"),
                None => assert_eq!(answers.yes + answers.no + answers.unknown, 0),
            }
        }
    }

    /// How many say yes of those not known, are meant of those that say yes and no, and say yes of those meant of whom
    /// nothing is known.
    fn filled(unknown: u32, yes: u32, no: u32, neither: u32) -> Vec<(u32, u32, u32, u32, u32)> {
        let mut all = Vec::new();
        for a in 0..=unknown {
            for b in 0..=yes {
                for c in 0..=no {
                    for e in 0..=neither {
                        all.extend((0..=e).map(|d| (a, b, c, d, e)));
                    }
                }
            }
        }
        all
    }
}
