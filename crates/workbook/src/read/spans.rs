//! Stretches of row or column numbers: which rows of a sheet are hidden.

use std::collections::BTreeMap;

/// A set of row or column numbers kept as stretches, so that a million hidden rows cost nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Spans(
    /// last number of each stretch by its first
    BTreeMap<u32, u32>,
);

impl Spans {
    /// No rows or columns.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `first` to `last`, both included; joins what touches.
    pub fn insert(&mut self, first: u32, last: u32) {
        if last < first {
            return;
        }
        let (mut start, mut end) = (first, last);
        while let Some((&near, &until)) = self.0.range(..=end.saturating_add(1)).next_back() {
            if until.saturating_add(1) < start {
                break;
            }
            self.0.remove(&near);
            (start, end) = (start.min(near), end.max(until));
        }
        self.0.insert(start, end);
    }

    /// Whether `number` is in one of the stretches.
    #[must_use]
    pub fn contains(&self, number: u32) -> bool {
        self.0.range(..=number).next_back().is_some_and(|(_, &last)| last >= number)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many rows or columns there are in all.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(&first, &last)| u64::from(last - first) + 1).sum()
    }

    /// The stretches in order, first and last both included.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.iter().map(|(&first, &last)| (first, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_touch_are_joined() {
        let mut spans = Spans::new();
        for (first, last) in [(5, 6), (1, 2), (3, 4), (10, 12), (9, 9), (20, 10)] {
            spans.insert(first, last);
        }
        assert_eq!(spans.iter().collect::<Vec<_>>(), [(1, 6), (9, 12)]);
        assert_eq!(spans.count(), 10);
    }

    #[test]
    fn only_numbers_inside_a_stretch_are_contained() {
        let mut spans = Spans::new();
        spans.insert(2, 3);
        spans.insert(7, u32::MAX);
        let inside: Vec<u32> = (0..10).filter(|&n| spans.contains(n)).collect();
        assert_eq!(inside, [2, 3, 7, 8, 9]);
        assert!(spans.contains(u32::MAX));
    }
}
