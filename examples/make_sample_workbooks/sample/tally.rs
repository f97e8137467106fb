//! Counts of pupils, what is published of them, and how the counts of many schools are made to meet a borough's total.

/// So many pupils of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pupils who reached it.
    pub hit: u32,
    /// Pupils in the cohort.
    pub of: u32,
}

impl Tally {
    /// A share in thousandths of a cohort, to the nearest pupil.
    pub fn share(of: u32, thousandths: i64) -> Self {
        let share = u32::try_from(thousandths.clamp(0, 1000)).unwrap_or(0);
        Self { hit: (of * share + 500) / 1000, of }
    }

    /// As a whole percentage, halves upwards, as published.
    pub fn percent(self) -> Option<i64> {
        (self.of > 0).then(|| i64::from((self.hit * 200 + self.of) / (self.of * 2)))
    }

    /// As a percentage with one decimal.
    pub fn percent_to_tenth(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from((self.hit * 2000 + self.of) / (self.of * 2)) / 10.0)
    }

    /// A group's count made possible within the whole: no more reach the mark, and no more miss it, than all together.
    pub fn within(self, all: Self) -> Self {
        let missed = all.of.saturating_sub(all.hit);
        let least = self.of.saturating_sub(missed);
        Self { hit: self.hit.clamp(least, all.hit.min(self.of).max(least)), of: self.of }
    }

    /// The share in thousandths, cut off.
    pub fn thousandths(self) -> u32 {
        (self.hit * 1000).checked_div(self.of).unwrap_or(0)
    }
}

/// All cohorts together.
pub fn total<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Tally {
    tallies.into_iter().fold(Tally::default(), |sum, next| Tally { hit: sum.hit + next.hit, of: sum.of + next.of })
}

/// How far a school's share may be moved, in thousandths.
#[derive(Clone, Copy)]
pub struct Bounds {
    /// Never below this.
    pub low: u32,
    /// Never above this.
    pub high: u32,
}

/// Moves the free tallies, a pupil at a time in turn, until all tallies together show the wanted share (in thousandths).
///
/// Tallies that a story has fixed count towards the total and stay as they are.
pub fn settle(tallies: &mut [(Tally, bool)], wanted: u32, bounds: Bounds) {
    let of: u32 = tallies.iter().map(|(tally, _)| tally.of).sum();
    let target = (of * wanted + 500) / 1000;
    loop {
        let mut moved = false;
        for index in 0..tallies.len() {
            let hit: u32 = tallies.iter().map(|(tally, _)| tally.hit).sum();
            if hit == target {
                return;
            }
            let Some((tally, false)) = tallies.get_mut(index) else { continue };
            moved |= nudge(tally, hit < target, bounds);
        }
        if !moved {
            return;
        }
    }
}

fn nudge(tally: &mut Tally, up: bool, bounds: Bounds) -> bool {
    if tally.of == 0 {
        return false;
    }
    let hit = if up { tally.hit + 1 } else { tally.hit.saturating_sub(1) };
    let next = Tally { hit, of: tally.of };
    let fits = hit != tally.hit && hit <= tally.of && (bounds.low..=bounds.high).contains(&next.thousandths());
    if fits {
        *tally = next;
    }
    fits
}

/// A published figure: a tally, or the marker that stands in its place.
#[derive(Clone, Copy, Debug)]
pub enum Figure {
    /// The count behind a percentage.
    Of(Tally),
    /// The marker.
    Mark(&'static str),
}

impl Figure {
    /// The count behind it; a marker hides nobody.
    pub fn tally(self) -> Tally {
        match self {
            Self::Of(tally) => tally,
            Self::Mark(_) => Tally::default(),
        }
    }

    /// Hides a cohort below the least that may be published; an empty cohort has no figure at all.
    pub fn hidden_below(tally: Tally, least: u32, marker: &'static str) -> Self {
        match tally.of {
            0 => Self::Mark("-"),
            of if of < least => Self::Mark(marker),
            _ => Self::Of(tally),
        }
    }
}
