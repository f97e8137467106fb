//! Sets of things that are one: each thing hangs on another until the first of its set.

use std::collections::HashMap;
use std::hash::Hash;

/// Things, and which of them are one.
#[derive(Debug)]
pub(super) struct Sets<T> {
    numbers: HashMap<T, usize>,
    things: Vec<T>,
    parents: Vec<usize>,
}

impl<T> Default for Sets<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), things: Vec::new(), parents: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Sets<T> {
    /// The number of a thing, which is its own set when it is new.
    pub(super) fn number(&mut self, thing: &T) -> usize {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        let number = self.things.len();
        self.numbers.insert(thing.clone(), number);
        self.things.push(thing.clone());
        self.parents.push(number);
        number
    }

    /// The number of a thing that is known.
    pub(super) fn known(&self, thing: &T) -> Option<usize> {
        self.numbers.get(thing).copied()
    }

    /// The first of a thing's set.
    pub(super) fn root(&self, mut number: usize) -> usize {
        while let Some(parent) = self.parents.get(number).filter(|parent| **parent != number) {
            number = *parent;
        }
        number
    }

    /// Makes two sets one.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = (one.min(other), one.max(other));
        if let Some(parent) = self.parents.get_mut(second) {
            *parent = first;
        }
    }

    pub(super) fn things(&self) -> impl Iterator<Item = (usize, &T)> {
        self.things.iter().enumerate()
    }
}
