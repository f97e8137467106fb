//! A stretch of text in a rulebook file.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// A stretch of a rulebook file: what a message underlines and what a finding names as its rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
pub struct Span {
    /// path of the file inside the rulebook, with forward slashes: `floors.yaml`, `scripts/roll.rhai`
    pub file: Arc<str>,
    /// byte offset of the first character
    pub offset: usize,
    /// length in bytes; 0 for a point
    #[serde(rename = "length")]
    pub len: usize,
    /// line, from 1
    pub line: u32,
    /// column in characters, from 1
    pub column: u32,
}

impl Span {
    /// A stretch of the text that this span covers, by its bytes. Where the text in the file is not the text itself
    /// (folded over lines, with escapes), the whole span is the answer.
    #[must_use]
    pub fn within(&self, text: &str, offset: usize, len: usize) -> Self {
        let (Some(before), false) = (text.get(..offset), text.contains('\n') || text.len() != self.len) else {
            return self.clone();
        };
        let characters = u32::try_from(before.chars().count()).unwrap_or(0);
        let len = len.min(text.len().saturating_sub(offset));
        Self { offset: self.offset + offset, len, column: self.column + characters, ..self.clone() }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_one_line_is_found_by_its_characters() {
        let text = "phase == “é” and x < 60";
        let whole = Span { file: "floors.yaml".into(), offset: 100, len: text.len(), line: 7, column: 12 };
        let offset = text.find("x <").unwrap();
        let part = whole.within(text, offset, 6);
        assert_eq!((part.offset, part.len, part.line, part.column), (100 + offset, 6, 7, 12 + 17));
    }

    #[test]
    fn text_that_was_folded_keeps_the_whole_place() {
        let whole = Span { file: "floors.yaml".into(), offset: 100, len: 30, line: 7, column: 12 };
        assert_eq!(whole.within("a < 1\nand b < 2", 10, 3), whole);
        assert_eq!(whole.within("shorter than in the file", 3, 3), whole);
    }
}
