//! From the events of the YAML parser to a tree, within bounds.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::node::{Entry, Key, Kind, Meaning, Node, Style};

/// Values within values; the deepest rule anyone wrote has about eight.
const MOST_DEPTH: usize = 48;
/// Values in one file, copies through `*` counted.
pub(super) const MOST_NODES: usize = 200_000;
/// Uses of `*name` in one file.
const MOST_COPIES: usize = 64;

/// Why a text is not YAML that can be read, in bytes of the text.
#[derive(Clone, Debug)]
pub(super) struct Broken {
    pub(super) range: Range<usize>,
    pub(super) why: Why,
}

/// What breaks it.
#[derive(Clone, Debug)]
pub(super) enum Why {
    /// the parser's own words
    Syntax(String),
    TooDeep,
    TooMany,
    TooManyCopies,
    CopyOfItself,
    SecondDocument,
    KeyIsNotAWord,
    /// `!word` before a value, which would be left out in silence
    Tag,
}

/// Reads a whole text into a tree.
pub(super) fn tree(text: &str) -> Result<Node, Broken> {
    // the parser would count a byte order mark as a character of the first word
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = text.get(mark..).unwrap_or_default();
    let bytes = ByteOf::new(body, mark);
    let mut builder = Builder::default();
    for event in Parser::new_from_str(body) {
        match event {
            Ok((event, span)) => builder.take(event, bytes.of(span.start.index())..bytes.of(span.end.index()))?,
            Err(error) => {
                let at = bytes.of(error.marker().index());
                let too_deep = error.info().contains("recursion limit");
                let why = if too_deep { Why::TooDeep } else { Why::Syntax(error.info().to_owned()) };
                return Err(Broken { range: at..at, why });
            }
        }
    }
    Ok(builder.root.unwrap_or(Node { kind: Kind::Map(Vec::new()), range: 0..0 }))
}

/// Turns the parser's count of characters into bytes.
struct ByteOf {
    /// only where some character takes more than one byte
    offsets: Option<Vec<usize>>,
    base: usize,
    len: usize,
}

impl ByteOf {
    fn new(text: &str, base: usize) -> Self {
        let offsets = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { offsets, base, len: text.len() }
    }

    fn of(&self, character: usize) -> usize {
        let offset = match &self.offsets {
            None => character.min(self.len),
            Some(offsets) => offsets.get(character).copied().unwrap_or(self.len),
        };
        self.base + offset
    }
}

/// A list or mapping that has begun.
struct Open {
    start: usize,
    anchor: usize,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<Key>),
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    anchored: BTreeMap<usize, (Node, usize)>,
    nodes: usize,
    copies: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Broken> {
        match event {
            Event::DocumentStart(_) if self.root.is_some() => Err(broken(range, Why::SecondDocument)),
            Event::Scalar(.., Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                Err(broken(range, Why::Tag))
            }
            Event::Scalar(text, style, anchor, None) => {
                let (style, meaning) = (style_of(style), Meaning::Words);
                let kind = Kind::Scalar { text: text.into_owned(), style, meaning };
                // an empty value is given the blanks up to the next token
                let empty = matches!(&kind, Kind::Scalar { text, style: Style::Plain, .. } if text.is_empty());
                let range = if empty { range.start..range.start } else { range };
                self.put(Node { kind, range }, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => self.open(range, anchor, Inside::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.open(range, anchor, Inside::Map(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(anchor) => self.copy(anchor, range),
            _ => Ok(()),
        }
    }

    fn open(&mut self, range: Range<usize>, anchor: usize, inside: Inside) -> Result<(), Broken> {
        if self.open.len() >= MOST_DEPTH {
            return Err(broken(range, Why::TooDeep));
        }
        self.open.push(Open { start: range.start, anchor, inside });
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), Broken> {
        let Some(Open { start, anchor, inside }) = self.open.pop() else { return Ok(()) };
        let kind = match inside {
            Inside::List(items) => Kind::List(items),
            Inside::Map(entries, _) => Kind::Map(entries),
        };
        self.put(Node { kind, range: start..end.max(start) }, anchor, 1)
    }

    fn copy(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Broken> {
        self.copies += 1;
        if self.copies > MOST_COPIES {
            return Err(broken(range, Why::TooManyCopies));
        }
        let Some((node, size)) = self.anchored.get(&anchor).cloned() else {
            return Err(broken(range, Why::CopyOfItself));
        };
        self.put(node, 0, size)
    }

    fn put(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), Broken> {
        self.nodes += size;
        if self.nodes > MOST_NODES {
            return Err(broken(node.range, if self.copies > 0 { Why::TooManyCopies } else { Why::TooMany }));
        }
        if anchor > 0 {
            self.anchored.insert(anchor, (node.clone(), count(&node)));
        }
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => self.root = Some(node),
            Some(Inside::List(items)) => items.push(node),
            Some(Inside::Map(entries, key)) => match key.take() {
                Some(key) => entries.push(Entry { key, value: node }),
                None => *key = Some(as_key(node)?),
            },
        }
        Ok(())
    }
}

fn as_key(node: Node) -> Result<Key, Broken> {
    match node.kind {
        Kind::Scalar { text, .. } => Ok(Key { text, range: node.range }),
        _ => Err(broken(node.range, Why::KeyIsNotAWord)),
    }
}

fn count(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Scalar { .. } => 0,
        Kind::List(items) => items.iter().map(count).sum(),
        Kind::Map(entries) => entries.iter().map(|entry| count(&entry.value)).sum(),
    }
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
    }
}

fn broken(range: Range<usize>, why: Why) -> Broken {
    Broken { range, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes_also_behind_letters_of_two() {
        let text = "\u{feff}a: Règles – KS2\nb: [1, \"x\"]\n";
        let node = tree(text).unwrap();
        assert_eq!(&text[node.entry("a").unwrap().value.range.clone()], "Règles – KS2");
        assert_eq!(&text[node.entry("b").unwrap().value.item(1).unwrap().range.clone()], "\"x\"");
        assert_eq!(&text[node.entry("b").unwrap().value.range.clone()], "[1, \"x\"]");
    }

    #[test]
    fn copies_of_copies_are_refused_before_they_fill_memory() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..20 {
            let copies = vec![format!("*a{}", level - 1); 9].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{copies}]\n"));
        }
        assert!(matches!(tree(&text).unwrap_err().why, Why::TooMany | Why::TooManyCopies));
    }

    #[test]
    fn brackets_without_end_are_refused() {
        assert!(matches!(tree(&"[".repeat(100_000)).unwrap_err().why, Why::TooDeep));
    }
}
