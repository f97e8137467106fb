//! Functions that officers write in `scripts/*.rhai`, for what a condition cannot say.
//!
//! A function is pure: it gets values as arguments and gives one back. One that is handed the school asks questions that
//! stand written out in it, and is handed their answers. It knows no file, network or clock, and it is
//! bounded in steps, depth and size, never by the clock: the same values give the same answer on every machine. Its language is made strict: whole numbers divide with decimals, and what
//! cannot be compared is an error, never a quiet no. All files share one list of functions, so none is imported.

mod ask;
mod asks;
mod call;
mod compile;
mod engine;
mod helpers;
mod kept;
mod operators;
mod properties;
mod school;
mod words;

pub use ask::SchoolCall;
pub use asks::{Asks, Written};
pub use school::School;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::{Missing, Value};
use crate::rulebook::Span;
use crate::rulebook::expression::{Asked, FunctionId};

/// A function as it is listed to officers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptFunction {
    /// its name in conditions
    pub name: String,
    /// the names of its arguments
    pub params: Vec<String>,
    /// what stands in its `///` lines: what it takes, gives, and when it cannot say
    pub doc: String,
    /// whether it is called with missing values as well, which are `()` in it
    pub accepts_missing: bool,
    /// where its name stands in its file
    pub place: Span,
}

impl ScriptFunction {
    /// Its lines for officers, without the one that is for the machine.
    pub fn about(&self) -> impl Iterator<Item = &str> {
        let lines = self.doc.lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && *line != compile::ACCEPTS_MISSING)
    }
}

/// Bounds for one call of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// steps, and what they touch: a list or text counts by its length each time it is used
    pub steps: u64,
    /// calls inside calls
    pub depth: usize,
    /// longest text, list or map
    pub size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 1_000_000, depth: 24, size: 100_000 }
    }
}

impl Limits {
    /// As asked, within what the program can bear.
    #[must_use]
    pub fn within_bounds(self) -> Self {
        Self {
            steps: self.steps.clamp(1, 100_000_000),
            depth: self.depth.clamp(1, 40),
            size: self.size.clamp(1, 10_000_000),
        }
    }
}

/// A mistake in a script, found before it is ever called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptMistake {
    /// where it stands
    pub place: Span,
    /// what is wrong
    pub message: String,
    /// what to do
    pub help: Option<String>,
}

/// A function that broke while it was called: a fault of the script, not of the school's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// the function that was called
    pub function: String,
    /// the line that broke; of the function itself where the language gives none
    pub place: Span,
    /// what is wrong
    pub message: String,
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the function `{}` failed: {}", self.place, self.function, self.message)
    }
}

/// What a function is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// one value, or why there is none
    One(Result<Value, Missing>),
    /// several, oldest first
    List(Vec<Result<Value, Missing>>),
    /// the school, which the function asks itself
    School,
}

/// Why a function gave no value.
#[derive(Clone, Debug, PartialEq)]
pub enum CallFailure {
    /// it cannot be said
    CannotSay(Missing),
    /// the script broke
    Broken(Box<ScriptError>),
}

/// All functions of the scripts, ready to be called.
#[derive(Clone, Debug, Default)]
pub struct Scripts {
    functions: Vec<ScriptFunction>,
    /// functions that only other functions call, and where they stand
    private: Vec<(String, Span)>,
    /// none where there are no scripts
    ready: Option<Arc<engine::Ready>>,
    calls: Arc<AtomicU64>,
    /// what each function asks of a school, as it is written in it
    asks: BTreeMap<String, Asks>,
    /// all that a function and those it calls ask of a school, read
    asked: BTreeMap<FunctionId, Arc<Asked>>,
}

impl Scripts {
    /// Compiles the scripts of a rulebook, given as names (`scripts/roll.rhai`) and texts.
    ///
    /// # Errors
    /// The mistakes found: one that ends the reading of a file, else all of it.
    pub fn compile(files: &[(impl AsRef<str>, impl AsRef<str>)], limits: Limits) -> Result<Self, Vec<ScriptMistake>> {
        compile::compile(files, limits.within_bounds())
    }

    /// How many calls were made so far.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// What each function asks of a school itself, by its name, the private ones too.
    #[must_use]
    pub fn asks(&self) -> &BTreeMap<String, Asks> {
        &self.asks
    }

    /// Notes all that a function can ask of a school.
    pub fn note_asked(&mut self, function: FunctionId, asked: Asked) {
        self.asked.insert(function, Arc::new(asked));
    }

    /// All that a function can ask of a school; `None` for one that asks nothing.
    #[must_use]
    pub fn asked(&self, function: FunctionId) -> Option<&Arc<Asked>> {
        self.asked.get(&function)
    }

    /// The same with their numbers, by which conditions call them.
    pub fn numbered(&self) -> impl Iterator<Item = (FunctionId, &ScriptFunction)> {
        self.functions.iter().zip(0_u16..).map(|(function, number)| (FunctionId(number), function))
    }

    /// The functions, in the order of their [`crate::rulebook::expression::FunctionId`].
    #[must_use]
    pub fn functions(&self) -> &[ScriptFunction] {
        &self.functions
    }
}
