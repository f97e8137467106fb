//! What is kept of an answer: the values used, each comparison with its margin, and which missing values are to
//! blame. Keeping nothing is one of the ways to record, so that a plain answer costs no more than it must.

use std::collections::{BTreeMap, HashSet};

use super::ast::At;
use super::facts::Reading;
use super::vocabulary::{Operator, Side};
use crate::domain::{Missing, Truth, Value};

/// A value used in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Used {
    /// what was read
    pub reading: Reading,
    /// for a question to all schools: of which school, by its place in [`super::Facts::each_school`]
    pub school: Option<u32>,
}

/// A comparison, or anything else that answered yes or no by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct TestTrace {
    /// where it stands in the expression
    pub at: At,
    /// its answer
    pub truth: Truth,
    /// how it compares; `None` for a bare question such as `mainstream`
    pub operator: Option<Operator>,
    /// the left side, or the bare question's value
    pub left: Result<Value, Missing>,
    /// the right side, where it is one value
    pub right: Option<Result<Value, Missing>>,
    /// the values used, by their place in [`Trace::used`]
    pub readings: Vec<usize>,
    /// which side is the threshold
    pub side: Side,
    /// the number written down, set or computed of what the school is compared with
    pub threshold: Option<f64>,
    /// the school's number less the threshold; without a threshold, left less right
    pub margin: Option<f64>,
}

/// Everything that was used for an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// the values, in the order of their first use
    pub used: Vec<Used>,
    /// the comparisons, in the order in which they stand
    pub tests: Vec<TestTrace>,
    /// the missing values because of which it cannot be said, by their place in `used`
    pub blamed: Vec<usize>,
    /// the values touched so far, doubles included
    touched: Vec<usize>,
    /// which of the values are of which school, where all schools are asked
    of_school: BTreeMap<u32, Vec<usize>>,
}

impl Trace {
    /// The readings to blame for *cannot say*.
    pub fn to_blame(&self) -> impl Iterator<Item = &Used> {
        self.blamed.iter().filter_map(|index| self.used.get(*index))
    }

    fn index_of(&mut self, reading: Reading, school: Option<u32>) -> usize {
        let same = |used: &Used| used.school == school && used.reading.what == reading.what;
        // a whole country of schools is not looked through for each of them
        let known = match school {
            None => self.used.iter().position(same),
            Some(school) => {
                let mut of_it = self.of_school.get(&school).into_iter().flatten().copied();
                of_it.find(|at| self.used.get(*at).is_some_and(same))
            }
        };
        if let Some(index) = known {
            return index;
        }
        self.used.push(Used { reading, school });
        let index = self.used.len() - 1;
        if let Some(school) = school {
            self.of_school.entry(school).or_default().push(index);
        }
        index
    }

    /// Once the answer is known: each blamed value is named once.
    pub(super) fn finish(&mut self) {
        let mut seen = HashSet::with_capacity(self.blamed.len());
        self.blamed.retain(|index| seen.insert(*index));
    }
}

/// How far a record had come when a part began.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    blamed: usize,
    touched: usize,
    tests: usize,
}

/// A way to record; the defaults keep nothing.
pub(super) trait Record: Default {
    /// Whether anything is kept.
    const ON: bool;

    /// Whether no part is skipped, also where another settled the answer.
    const WHOLE: bool = Self::ON;

    /// Where a part begins.
    fn mark(&self) -> Mark {
        Mark::default()
    }

    /// A value was read; if it is missing it is blamed until something settles the answer.
    fn reading(&mut self, _: Reading) {}

    /// What was read last could be turned by what is not known of others: it is blamed until something settles the answer.
    fn open(&mut self) {}

    /// An answer of all schools; what is missing in the schools is blamed in its place.
    fn summary(&mut self, _: Reading) {}

    /// A part of which something was missing is known all the same: nothing in it is to blame.
    fn settled(&mut self, _: Mark) {}

    /// A part cannot be said: if no missing value is to blame, all values in it are (a zero to divide by).
    fn unsaid(&mut self, _: Mark) {}

    /// What was read since the second mark is or may be nought, and was to be divided by: that alone is to blame in the part
    /// that began at the first.
    fn by_nought(&mut self, _: Mark, _: Mark) {}

    /// Something missing of one of the schools that was asked of them all.
    fn missing_of_school(&mut self, _: Reading, _: u32) {}

    /// A comparison was made.
    fn test(&mut self, _: Mark, _: TestTrace) {}

    /// Comparisons since then were made elsewhere, and are not told here.
    fn without_tests(&mut self, _: Mark) {}

    /// What was to blame in one of the schools.
    fn absorb(&mut self, _: Self, _: u32) {}
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quiet;

impl Record for Quiet {
    const ON: bool = false;
}

/// Keeps nothing and skips nothing, so that every script is run: one that breaks is reported whatever the answer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Whole;

impl Record for Whole {
    const ON: bool = false;
    const WHOLE: bool = true;
}

impl Record for Trace {
    const ON: bool = true;

    fn mark(&self) -> Mark {
        Mark { blamed: self.blamed.len(), touched: self.touched.len(), tests: self.tests.len() }
    }

    fn reading(&mut self, reading: Reading) {
        let missing = reading.value.is_err();
        let index = self.index_of(reading, None);
        self.touched.push(index);
        if missing {
            self.blamed.push(index);
        }
    }

    fn open(&mut self) {
        self.blamed.extend(self.touched.last());
    }

    fn summary(&mut self, reading: Reading) {
        let index = self.index_of(reading, None);
        self.touched.push(index);
    }

    fn settled(&mut self, mark: Mark) {
        self.blamed.truncate(mark.blamed);
    }

    fn unsaid(&mut self, mark: Mark) {
        if self.blamed.len() > mark.blamed {
            return;
        }
        let touched: Vec<usize> = self.touched.get(mark.touched..).unwrap_or(&[]).to_vec();
        self.blamed.extend(touched);
    }

    fn by_nought(&mut self, part: Mark, divisor: Mark) {
        let read: Vec<usize> = self.touched.get(divisor.touched..).unwrap_or(&[]).to_vec();
        let is = |at: &usize, nought: bool| {
            let value = self.used.get(*at).map(|used| &used.reading.value);
            value.is_some_and(|value| value.as_ref().map_or(!nought, |value| nought && value.number() == Some(0.0)))
        };
        let those = |nought| read.iter().copied().filter(|at| is(at, nought)).collect::<Vec<_>>();
        // the noughts themselves, else what may be one, else all that makes one together
        let found = [those(true), those(false), read.clone()].into_iter().find(|found| !found.is_empty());
        self.blamed.truncate(part.blamed);
        self.blamed.extend(found.unwrap_or_default());
    }

    fn missing_of_school(&mut self, reading: Reading, school: u32) {
        let index = self.index_of(reading, Some(school));
        self.blamed.push(index);
    }

    fn test(&mut self, mark: Mark, mut test: TestTrace) {
        for index in self.touched.get(mark.touched..).unwrap_or(&[]) {
            if !test.readings.contains(index) {
                test.readings.push(*index);
            }
        }
        self.tests.push(test);
    }

    fn without_tests(&mut self, mark: Mark) {
        self.tests.truncate(mark.tests);
    }

    fn absorb(&mut self, inner: Self, school: u32) {
        for index in inner.blamed {
            if let Some(used) = inner.used.get(index) {
                let index = self.index_of(used.reading.clone(), Some(school));
                self.blamed.push(index);
            }
        }
    }
}
