//! The way from a value of the typed rulebook back to its line.

use std::ops::Range;

use super::align::align;
use super::node::{Key, Kind, Node};
use super::text::FileText;
use crate::rulebook::Span;

/// A value's place in its file. Going on to a field or an item that is not there stays at the last one that is, so that
/// a message always has a line.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    file: &'a FileText,
    node: &'a Node,
    key: Option<&'a Key>,
    found: bool,
}

impl<'a> Place<'a> {
    /// The outermost value of a file.
    #[must_use]
    pub fn root(file: &'a FileText, node: &'a Node) -> Self {
        Self { file, node, key: None, found: true }
    }

    /// The value with this name.
    #[must_use]
    pub fn field(self, name: &str) -> Self {
        match self.node.entry(name).filter(|_| self.found) {
            Some(entry) => Self { node: &entry.value, key: Some(&entry.key), ..self },
            None => Self { found: false, ..self },
        }
    }

    /// The item with this number, from 0.
    #[must_use]
    pub fn item(self, number: usize) -> Self {
        match self.node.item(number).filter(|_| self.found) {
            Some(node) => Self { node, key: None, ..self },
            None => Self { found: false, ..self },
        }
    }

    /// The names that stand in it.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let entries = match &self.node.kind {
            Kind::Map(entries) if self.found => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(|entry| entry.key.text.as_str())
    }

    /// Whether it is in the file, and not only its surroundings.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.found
    }

    /// All its bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.node.range.clone()
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &'a FileText {
        self.file
    }

    /// What to underline: the value where it is one thing, else its name or its first line.
    #[must_use]
    pub fn span(&self) -> Span {
        self.file.span(head(self.file, self.node, self.key))
    }

    /// The value's text without the quotes round it.
    #[must_use]
    pub fn text_span(&self) -> Span {
        match self.node.text() {
            Some(text) if !text.is_empty() => self.inside(0, text.trim_end().len()),
            _ => self.span(),
        }
    }

    /// The name before the value; the value where it has none.
    #[must_use]
    pub fn key_span(&self) -> Span {
        match self.key {
            Some(key) => self.file.span(key.range.clone()),
            None => self.span(),
        }
    }

    /// A piece of the value's text, in bytes of that text: what a mistake in an expression underlines.
    #[must_use]
    pub fn inside(&self, offset: usize, len: usize) -> Span {
        self.piece(offset, len).map_or_else(|| self.span(), |range| self.file.span(range))
    }

    fn piece(&self, offset: usize, len: usize) -> Option<Range<usize>> {
        let Kind::Scalar { text, style, .. } = &self.node.kind else { return None };
        let map = align(self.file.text().get(self.node.range.start..)?, text, *style)?;
        let base = self.node.range.start;
        let start = base + *map.get(offset)?;
        if len == 0 {
            return Some(start..start);
        }
        // the end of the last character, not the beginning of the one after it: a line break may lie between
        let last = base + *map.get(offset + len - 1)?;
        let width = self.file.text().get(last..)?.chars().next().map_or(0, char::len_utf8);
        Some(start..last + width)
    }
}

/// What of a value is underlined.
pub(super) fn head(file: &FileText, node: &Node, key: Option<&Key>) -> Range<usize> {
    match (&node.kind, key) {
        (Kind::Scalar { .. }, Some(key)) if node.is_blank() => key.range.clone(),
        (Kind::Scalar { .. }, _) => {
            let piece = file.piece(node.range.clone());
            node.range.start..node.range.start + piece.trim_end().len()
        }
        (_, Some(key)) => key.range.clone(),
        (Kind::Map(_) | Kind::List(_), None) => {
            let line = file.rest_of_line(node.range.start);
            line.start..line.end.min(node.range.end).max(line.start)
        }
    }
}
