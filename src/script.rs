//! Functions that officers write in `scripts/*.rhai`, for what a condition cannot say.
//!
//! A function is pure: it gets values as arguments and gives one back. It knows no file, network or clock, and it is
//! bounded in steps, time, depth and size.

use crate::place::Span;

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
    /// where it is written
    pub place: Span,
}

/// All functions of the scripts, ready to be called.
#[derive(Clone, Debug, Default)]
pub struct Scripts {
    functions: Vec<ScriptFunction>,
}

impl Scripts {
    /// The functions, in the order of their [`crate::expression::FunctionId`].
    #[must_use]
    pub fn functions(&self) -> &[ScriptFunction] {
        &self.functions
    }
}
