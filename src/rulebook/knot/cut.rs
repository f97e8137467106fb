//! Cuts a rulebook's files into pieces, line by line and, between brackets, value by value.

use std::ops::Range;
use std::sync::Arc;

use serde_yaml::Value;

use super::name::{self, name_of};
use super::{Knot, Parts, table};
use crate::rulebook::case_table::is_table;
use crate::rulebook::source::RuleSource;
use crate::rulebook::yaml::{self, Entry, FileText, Kind, Node, extent};

/// Cuts a rulebook's files apart.
///
/// # Errors
/// The name of a file that cannot be read.
pub(in crate::rulebook) fn cut(source: &RuleSource) -> Result<Vec<Knot>, String> {
    source.files().map(|(name, text)| file(name, text)).collect()
}

fn file(name: &Arc<str>, text: &Arc<str>) -> Result<Knot, String> {
    let text: Arc<str> = plain(text).into();
    let whole = |parts, value| Knot { parts, ..Knot::of(name, &text, value) };
    if name.ends_with(".rhai") {
        return Ok(whole(Parts::Whole, Value::String(text.to_string())));
    }
    if is_table(name) {
        return Ok(whole(table::by_rules(&text), Value::String(text.to_string())));
    }
    let read = yaml::read(&FileText::new(Arc::clone(name), Arc::clone(&text)));
    if !read.diagnostics.is_empty() {
        return Err(name.to_string());
    }
    let value = read.root.to_value();
    let Kind::Map(entries) = &read.root.kind else { return Ok(whole(Parts::Whole, value)) };
    let cutting = Cutting { text: &text };
    let parts = cutting.map(entries, 0, None, "").map(|(kids, end)| Parts::Lines {
        head: String::new(),
        kids,
        tail: text.get(end..).unwrap_or_default().to_owned(),
        list: false,
    });
    Ok(whole(parts.unwrap_or(Parts::Whole), value))
}

/// A text as all are compared: without a mark of the order of bytes, lines ended as here, the last one too.
pub(in crate::rulebook) fn plain(text: &str) -> String {
    let mut text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

struct Cutting<'t> {
    text: &'t str,
}

/// A piece between brackets: its name, its characters, its value.
type Piece<'n> = (String, Range<usize>, &'n Node);
/// Pieces and where the last of them ends.
type Cut = (Vec<Knot>, usize);

impl Cutting<'_> {
    /// A stretch of the text, with a blank in the place of a dash.
    fn piece(&self, range: Range<usize>, dash: Option<usize>) -> String {
        let mut piece = self.text.get(range.clone()).unwrap_or_default().to_owned();
        if let Some(at) = dash.filter(|at| range.contains(at)).map(|at| at - range.start) {
            piece.replace_range(at..=at, " ");
        }
        piece
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |end| at + end + 1)
    }

    /// Cuts entries that stand on lines of their own; `None` where they do not.
    fn map(&self, entries: &[Entry], from: usize, dash: Option<usize>, section: &str) -> Option<Cut> {
        let mut kids = Vec::new();
        let mut at = from;
        for entry in entries {
            let start = self.line_start(entry.key.range.start);
            let indent = entry.key.range.start.checked_sub(start)?;
            let before = self.piece(start..entry.key.range.start, dash);
            if start < at || !before.trim_matches(['"', '\'', ' ']).is_empty() {
                return None;
            }
            let last = extent::last_byte(self.text, &entry.value).max(entry.key.range.end);
            let end = self.line_end(last);
            let inner = if section.is_empty() { entry.key.text.as_str() } else { section };
            let head_end = self.line_end(entry.key.range.end);
            kids.push(Knot {
                key: entry.key.text.clone(),
                lead: self.piece(at..start, dash),
                text: self.piece(start..end, dash),
                indent,
                remark: self.remark(last..end),
                value: entry.value.to_value(),
                parts: self.parts(&entry.value, start..head_end, dash, inner),
            });
            at = end;
        }
        Some((kids, at))
    }

    /// What a value is made of that begins behind the line with its name.
    fn parts(&self, node: &Node, head: Range<usize>, dash: Option<usize>, section: &str) -> Parts {
        if extent::is_flow(self.text, node) {
            return self.brackets(node, head.start, dash).unwrap_or(Parts::Whole);
        }
        let (cut, list) = match &node.kind {
            Kind::Map(entries) => (self.map(entries, head.end, None, section), false),
            Kind::List(items) => (self.list(items, head.end, section), true),
            Kind::Scalar { .. } => (None, false),
        };
        let lines = |(kids, _): Cut| Parts::Lines { head: self.piece(head, dash), kids, tail: String::new(), list };
        cut.filter(|(kids, _)| !kids.is_empty()).map_or(Parts::Whole, lines)
    }

    fn list(&self, items: &[Node], from: usize, section: &str) -> Option<Cut> {
        let mut kids = Vec::new();
        let mut at = from;
        for (number, item) in items.iter().enumerate() {
            let before = self.text.get(..item.range.start)?.trim_end();
            let dash = before.strip_suffix('-')?.len();
            let start = self.line_start(dash);
            if start < at || !self.text.get(start..dash)?.trim().is_empty() {
                return None;
            }
            let last = extent::last_byte(self.text, item);
            let end = self.line_end(last);
            let parts = match &item.kind {
                _ if extent::is_flow(self.text, item) => self.brackets(item, start, None),
                Kind::Map(entries) => self.map(entries, start, Some(dash), section).map(|(kids, _)| Parts::Lines {
                    head: String::new(),
                    kids,
                    tail: String::new(),
                    list: false,
                }),
                _ => None,
            };
            kids.push(Knot {
                key: name_of(section, item).unwrap_or_else(|| format!("#{}", number + 1)),
                lead: self.piece(at..start, None),
                text: self.piece(start..end, None),
                indent: dash - start,
                remark: self.remark(last..end),
                value: item.to_value(),
                parts: parts.unwrap_or(Parts::Whole),
            });
            at = end;
        }
        name::apart(&mut kids);
        Some((kids, at))
    }

    /// What stands between brackets, where there is no comment in it.
    fn brackets(&self, node: &Node, start: usize, dash: Option<usize>) -> Option<Parts> {
        let range = extent::trimmed(self.text, node);
        let inside = self.text.get(range.start + 1..range.end.checked_sub(1)?)?;
        if inside.contains(" #") || inside.contains("\n#") {
            return None;
        }
        let (pieces, list): (Vec<Piece<'_>>, bool) = match &node.kind {
            Kind::Map(entries) => {
                let piece = |entry: &Entry| {
                    entry.key.range.start..extent::last_byte(self.text, &entry.value).max(entry.key.range.end)
                };
                (entries.iter().map(|entry| (entry.key.text.clone(), piece(entry), &entry.value)).collect(), false)
            }
            Kind::List(items) => {
                let name = |item: &Node| name_of("", item).unwrap_or_default();
                (items.iter().map(|item| (name(item), extent::trimmed(self.text, item), item)).collect(), true)
            }
            Kind::Scalar { .. } => return None,
        };
        let quoted = pieces.iter().any(|(_, piece, _)| {
            piece.start > 0 && self.text.get(piece.start - 1..piece.start).is_some_and(|c| c == "\"" || c == "'")
        });
        if quoted {
            return None;
        }
        let mut kids: Vec<Knot> = pieces
            .into_iter()
            .map(|(key, piece, node)| Knot::of(&key, self.text.get(piece).unwrap_or_default(), node.to_value()))
            .collect();
        name::apart(&mut kids);
        let open = self.piece(start..range.start + 1, dash);
        let close = self.text.get(range.end - 1..self.line_end(range.end - 1)).unwrap_or_default().to_owned();
        Some(Parts::Brackets { open, kids, close, list })
    }

    /// The comment behind a value.
    fn remark(&self, rest: Range<usize>) -> String {
        let rest = self.text.get(rest).unwrap_or_default();
        rest.find(" #").and_then(|at| rest.get(at + 1..)).unwrap_or_default().trim_end().to_owned()
    }
}
