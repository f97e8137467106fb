//! A file's text, with its lines found.

use std::ops::Range;
use std::sync::Arc;

use crate::rulebook::Span;

/// A file's text with the beginnings of its lines.
#[derive(Clone, Debug)]
pub struct FileText {
    name: Arc<str>,
    text: Arc<str>,
    line_starts: Vec<usize>,
}

impl FileText {
    /// Finds the lines of a text.
    #[must_use]
    pub fn new(name: Arc<str>, text: Arc<str>) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(after_breaks).collect();
        Self { name, text, line_starts }
    }

    /// The file's name inside the rulebook.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// A piece of the text; empty where the range is not inside it.
    #[must_use]
    pub fn piece(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The place of a range of bytes, cut to the text and never inside a character.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.floor(range.start.min(self.text.len()));
        let end = self.floor(range.end.clamp(start, self.text.len()));
        let line = self.line_of(start);
        let line_start = self.line_starts.get(line).copied().unwrap_or_default();
        let column = self.piece(line_start..start).chars().count() + 1;
        Span {
            file: Arc::clone(&self.name),
            offset: start,
            len: end - start,
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }

    /// The number of the line, from 0, in which a byte stands.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The range of a line, from 0, without its line break; `None` past the end.
    #[must_use]
    pub fn line(&self, line: usize) -> Option<Range<usize>> {
        let start = *self.line_starts.get(line)?;
        let end = self.line_starts.get(line + 1).copied().unwrap_or(self.text.len());
        let written = self.piece(start..end).trim_end_matches(['\n', '\r']).len();
        Some(start..start + written)
    }

    /// The range from a byte to the end of what is written in its line.
    #[must_use]
    pub fn rest_of_line(&self, offset: usize) -> Range<usize> {
        let end = self.line(self.line_of(offset)).map_or(offset, |line| line.end);
        let written = self.piece(offset..end.max(offset)).trim_end().len();
        offset..offset + written
    }

    fn floor(&self, mut offset: usize) -> usize {
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// A text between quotes, as YAML reads it.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// A text as it stands there.
pub(in crate::rulebook) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t")
}
