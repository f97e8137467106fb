//! A stretch of text in a rulebook file.

use std::fmt;
use std::sync::Arc;

/// A stretch of a rulebook file: what a message underlines and what a finding names as its rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// path of the file inside the rulebook, with forward slashes: `floors.yaml`, `scripts/roll.rhai`
    pub file: Arc<str>,
    /// byte offset of the first character
    pub offset: usize,
    /// length in bytes; 0 for a point
    pub len: usize,
    /// line, from 1
    pub line: u32,
    /// column in characters, from 1
    pub column: u32,
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
