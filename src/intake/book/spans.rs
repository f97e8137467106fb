//! Stretches of row or column numbers: which rows of a sheet are hidden.

/// A set of row or column numbers kept as stretches, so that a million hidden rows cost nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Spans(Vec<(u32, u32)>);

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
        let from = self.0.partition_point(|&(_, end)| end.saturating_add(1) < first);
        let to = self.0.partition_point(|&(start, _)| start <= last.saturating_add(1));
        let (mut start, mut end) = (first, last);
        if let Some(joined) = self.0.get(from..to) {
            start = joined.first().map_or(start, |&(s, _)| s.min(start));
            end = joined.last().map_or(end, |&(_, e)| e.max(end));
        }
        self.0.splice(from..to.max(from), [(start, end)]);
    }

    /// Whether `number` is in one of the stretches.
    #[must_use]
    pub fn contains(&self, number: u32) -> bool {
        let at = self.0.partition_point(|&(_, end)| end < number);
        self.0.get(at).is_some_and(|&(start, _)| start <= number)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many rows or columns there are in all.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|&(first, last)| u64::from(last - first) + 1).sum()
    }

    /// The stretches in order, first and last both included.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.iter().copied()
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
