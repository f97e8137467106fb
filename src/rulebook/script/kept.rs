//! What functions answered so far, by what they were handed: the same answers are worked out once. A function is pure, so
//! that an answer stays the answer whoever asks.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHasher};

use super::ask::SchoolCall;
use super::school::School;
use super::{Argument, CallFailure};
use crate::domain::{Missing, Value};
use crate::rulebook::expression::FunctionId;

/// So many answers of a school are kept; a country of schools would fill the memory.
const MOST_OF_SCHOOLS: usize = 50_000;
/// So many plain answers are kept in each part.
const MOST_IN_A_PART: usize = 2_000;
/// Parts, so that schools judged at once seldom wait for one another.
const PARTS: usize = 16;

/// A map by keys that are hashes already.
type ByKey<T> = Mutex<HashMap<u64, T, FxBuildHasher>>;

/// A function, what it was handed, and what it answered.
type OfSchool = (FunctionId, Vec<Argument>, School, SchoolCall);
type Plain = (FunctionId, Vec<Argument>, Result<Value, CallFailure>);

/// The answers.
#[derive(Debug, Default)]
pub(super) struct Kept {
    of_schools: ByKey<OfSchool>,
    plain: [ByKey<Plain>; PARTS],
}

impl Kept {
    /// What a function answered that was handed a school with these answers.
    pub fn of_school(&self, key: u64, function: FunctionId, given: &[Argument], school: &School) -> Option<SchoolCall> {
        let kept = self.of_schools.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, before, asked, answer) = kept.get(&key)?;
        let same = asked.answers == school.answers && (&asked.year, &asked.date) == (&school.year, &school.date);
        (*of == function && given == before && same).then(|| answer.clone())
    }

    /// Keeps it.
    pub fn keep_of_school(&self, key: u64, answered: OfSchool) {
        keep(&self.of_schools, key, answered, MOST_OF_SCHOOLS);
    }

    /// What a function answered that was handed these values.
    pub fn plain(&self, key: u64, function: FunctionId, given: &[Argument]) -> Option<Result<Value, CallFailure>> {
        let kept = self.part(key).lock().unwrap_or_else(PoisonError::into_inner);
        let (of, before, answer) = kept.get(&key)?;
        (*of == function && given == before).then(|| answer.clone())
    }

    /// Keeps it.
    pub fn keep_plain(&self, key: u64, answered: Plain) {
        keep(self.part(key), key, answered, MOST_IN_A_PART);
    }

    fn part(&self, key: u64) -> &ByKey<Plain> {
        let [first, rest @ ..] = &self.plain;
        let at = usize::try_from(key >> 32).unwrap_or_default() % PARTS;
        at.checked_sub(1).and_then(|at| rest.get(at)).unwrap_or(first)
    }
}

fn keep<T>(map: &ByKey<T>, key: u64, answered: T, most: usize) {
    let mut kept = map.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= most {
        kept.clear();
    }
    kept.insert(key, answered);
}

/// The key of what a function is handed.
pub(super) fn key(function: FunctionId, arguments: &[Argument], school: Option<&School>) -> u64 {
    let mut hasher = FxHasher::default();
    function.hash(&mut hasher);
    let answers = school.map_or(&[][..], |school| {
        (&school.year, &school.date).hash(&mut hasher);
        &school.answers
    });
    for argument in arguments.iter().chain(answers) {
        match argument {
            Argument::One(value) => one(value, &mut hasher),
            Argument::List(values) => values.iter().for_each(|value| one(value, &mut hasher)),
            Argument::School => {}
        }
    }
    hasher.finish()
}

/// Values that differ in kind alone share a key, which costs no more than working one of them out again.
fn one(value: &Result<Value, Missing>, hasher: &mut FxHasher) {
    match value {
        Ok(Value::Number(number)) => number.to_bits().hash(hasher),
        Ok(Value::Text(text)) => text.hash(hasher),
        Ok(Value::Flag(yes)) => yes.hash(hasher),
        Ok(Value::Date(day)) => day.hash(hasher),
        Err(why) => why.hash(hasher),
    }
}
