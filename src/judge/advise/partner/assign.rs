//! Who is given whom, so that the points of all pairs come to the most that they can while nobody is asked too often.

use std::collections::BTreeMap;

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// Somebody who could be given, and what the pair is worth: more than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// who
    pub partner: usize,
    /// what the pair is worth
    pub worth: i64,
}

/// For each need the one it is given, out of its choices, best first. `free` says how often somebody can still be given.
///
/// This is the assignment problem, solved exactly: everybody stands in as many columns as they can be given.
pub(super) fn assign(needs: &[Vec<Choice>], free: impl Fn(usize) -> usize) -> Vec<Option<usize>> {
    // the others take at most one each, so that no need comes further down its list than there are needs
    let near = |choices: &Vec<Choice>| {
        let there = choices.iter().filter(|one| free(one.partner) > 0).take(needs.len());
        there.map(|one| (one.partner, one.worth)).collect()
    };
    let needs: Vec<BTreeMap<usize, i64>> = needs.iter().map(near).collect();
    let mut places: Vec<usize> = needs.iter().flat_map(|choices| choices.keys().copied()).collect();
    places.sort_unstable();
    places.dedup();
    let places: Vec<usize> =
        places.into_iter().flat_map(|partner| std::iter::repeat_n(partner, free(partner).min(needs.len()))).collect();
    let mut given = vec![None; needs.len()];
    if needs.is_empty() || places.is_empty() {
        return given;
    }
    let worth = |need: usize, place: usize| {
        let partner = places.get(place)?;
        needs.get(need)?.get(partner).copied()
    };
    // a pair that cannot be is worth nothing; there are no fewer columns than rows
    let turned = needs.len() > places.len();
    let (rows, columns) = if turned { (places.len(), needs.len()) } else { (needs.len(), places.len()) };
    let pair = |row: usize, column: usize| if turned { (column, row) } else { (row, column) };
    let weights = Matrix::from_fn(rows, columns, |(row, column)| {
        let (need, place) = pair(row, column);
        worth(need, place).unwrap_or(0)
    });
    let (_, columns) = kuhn_munkres(&weights);
    for (row, column) in columns.into_iter().enumerate() {
        let (need, place) = pair(row, column);
        if let (Some(slot), Some(partner)) = (given.get_mut(need), places.get(place))
            && worth(need, place).is_some()
        {
            *slot = Some(*partner);
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(of: &[(usize, i64)]) -> Vec<Choice> {
        let mut all: Vec<Choice> = of.iter().map(|&(partner, worth)| Choice { partner, worth }).collect();
        all.sort_by_key(|choice| (-choice.worth, choice.partner));
        all
    }

    fn total(needs: &[Vec<Choice>], given: &[Option<usize>]) -> i64 {
        let worth = |(choices, partner): (&Vec<Choice>, &Option<usize>)| {
            partner.map_or(0, |partner| choices.iter().find(|one| one.partner == partner).unwrap().worth)
        };
        needs.iter().zip(given).map(worth).sum()
    }

    /// The most there can be, by trying everything.
    fn most(needs: &[Vec<Choice>], free: &mut [usize]) -> i64 {
        let Some((first, rest)) = needs.split_first() else { return 0 };
        let mut best = most(rest, free);
        for choice in first {
            if free[choice.partner] > 0 {
                free[choice.partner] -= 1;
                best = best.max(choice.worth + most(rest, free));
                free[choice.partner] += 1;
            }
        }
        best
    }

    #[test]
    fn the_one_with_another_choice_gives_way() {
        // both want 0 most, and the second has nobody else
        let needs = [choices(&[(0, 90), (1, 80)]), choices(&[(0, 70)])];
        assert_eq!(assign(&needs, |_| 1), [Some(1), Some(0)]);
        assert_eq!(assign(&needs, |_| 2), [Some(0), Some(0)]);
        assert_eq!(assign(&needs, |_| 0), [None, None]);
    }

    #[test]
    fn without_needs_or_choices_nobody_is_given() {
        assert_eq!(assign(&[], |_| 1), []);
        assert_eq!(assign(&[Vec::new(), choices(&[(3, 1)])], |_| 1), [None, Some(3)]);
    }

    #[test]
    fn the_points_come_to_what_trying_everything_finds() {
        // small problems of every shape, from a sequence that is the same each time
        let mut seed = 17_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..400 {
            let partners = usize::try_from(1 + next(4)).unwrap();
            let mut free: Vec<usize> = (0..partners).map(|_| usize::try_from(next(3)).unwrap()).collect();
            let mut needs = Vec::new();
            for _ in 0..next(7) {
                let can = (0..partners).filter_map(|partner| {
                    let worth = i64::try_from(next(60)).unwrap();
                    (worth > 15).then_some((partner, worth))
                });
                needs.push(choices(&can.collect::<Vec<_>>()));
            }
            let given = assign(&needs, |partner| free[partner]);
            for partner in 0..partners {
                let times = given.iter().filter(|one| **one == Some(partner)).count();
                assert!(times <= free[partner], "{needs:?}, {free:?}: {given:?}");
            }
            assert_eq!(total(&needs, &given), most(&needs, &mut free), "{needs:?}, {free:?}: {given:?}");
        }
    }
}
