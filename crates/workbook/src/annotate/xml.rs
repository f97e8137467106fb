//! Tags of an XML part with their byte offsets, so that a part can be edited where it must differ and nowhere else.
//!
//! Knows XML, nothing of spreadsheets.

mod attribute;
mod edit;
mod escape;
mod outline;

use quick_xml::Reader;
use quick_xml::events::Event;

pub(super) use attribute::{attribute, attributes, prefixed_attribute, set_attribute, value};
pub(super) use edit::{Edit, apply, write_edited};
pub(super) use escape::{cell_text, escape, plain_text, xstring};
pub(super) use outline::{Outline, OutlineBuilder};

/// Whether a tag opens an element, closes one, or is both at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Empty,
    Close,
}

/// One tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    pub(super) kind: Kind,
    /// the tag as written, from `<` to `>`
    pub(super) raw: &'a [u8],
    /// its name as written, with the prefix
    pub(super) name: &'a [u8],
    pub(super) start: usize,
    pub(super) end: usize,
    /// 0 for the root; the same for both tags of an element
    pub(super) depth: usize,
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'a [u8] {
        local(self.name)
    }

    /// The prefix with its colon, or nothing.
    pub(super) fn prefix(&self) -> &'a [u8] {
        self.name.get(..self.name.len() - self.local().len()).unwrap_or_default()
    }

    pub(super) fn opens(&self) -> bool {
        self.kind != Kind::Close
    }

    pub(super) fn is(&self, local: &str) -> bool {
        self.local() == local.as_bytes()
    }

    /// The value of an attribute, unescaped.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        value(self.raw, name)
    }
}

/// A name without its prefix.
pub(super) fn local(name: &[u8]) -> &[u8] {
    let from = name.iter().position(|b| *b == b':').map_or(0, |p| p + 1);
    name.get(from..).unwrap_or_default()
}

/// The part is no well-formed XML from this byte on, or cannot be edited as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    At(usize),
    Encoding,
}

/// Walks over the tags of a part.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    reader: Reader<&'a [u8]>,
    /// where the reader's bytes begin: after a byte order mark
    base: usize,
    depth: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Broken> {
        // UTF-16 shows by its mark, or by a zero beside the first `<`
        if matches!(bytes.get(..2), Some([0xFF, 0xFE] | [0xFE, 0xFF] | [0, _] | [_, 0])) {
            return Err(Broken::Encoding);
        }
        let base = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut reader = Reader::from_reader(bytes.get(base..).unwrap_or_default());
        reader.config_mut().check_end_names = true;
        Ok(Self { bytes, reader, base, depth: 0 })
    }

    fn position(&self) -> usize {
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next tag; texts, comments and instructions are passed over.
    pub(super) fn next_tag(&mut self) -> Result<Option<Tag<'a>>, Broken> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|_| Broken::At(start))?;
            let kind = match event {
                Event::Start(_) => Kind::Open,
                Event::Empty(_) => Kind::Empty,
                Event::End(_) => Kind::Close,
                Event::Eof if self.depth > 0 => return Err(Broken::At(start)),
                Event::Eof => return Ok(None),
                _ => continue,
            };
            return self.tag(kind, start).map(Some);
        }
    }

    fn tag(&mut self, kind: Kind, start: usize) -> Result<Tag<'a>, Broken> {
        let end = self.position();
        let raw = self.bytes.get(start..end).ok_or(Broken::At(start))?;
        let from = if kind == Kind::Close { 2 } else { 1 };
        let rest = raw.get(from..).unwrap_or_default();
        let length =
            rest.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>')).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default();
        if name.is_empty() {
            return Err(Broken::At(start));
        }
        if kind == Kind::Close {
            self.depth = self.depth.checked_sub(1).ok_or(Broken::At(start))?;
        }
        let depth = self.depth;
        if kind == Kind::Open {
            self.depth += 1;
        }
        Ok(Tag { kind, raw, name, start, end, depth })
    }
}

/// Bytes as text; what is no UTF-8 is replaced.
pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A range of bytes as text.
pub(super) fn text_of(bytes: &[u8], range: std::ops::Range<usize>) -> String {
    text(bytes.get(range).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(xml: &str) -> Vec<String> {
        let mut scanner = Scanner::new(xml.as_bytes()).unwrap();
        let mut found = Vec::new();
        while let Some(tag) = scanner.next_tag().unwrap() {
            assert_eq!(tag.raw, &xml.as_bytes()[tag.start..tag.end], "offsets are those of the bytes");
            found.push(format!("{}{:?}{}", text(tag.name), tag.kind, tag.depth));
        }
        found
    }

    #[test]
    fn tags_have_their_own_bytes_also_after_a_mark_comments_and_cdata() {
        let xml = "\u{FEFF}<?xml version=\"1.0\"?><!-- <a> --><x:a b='>'>t<![CDATA[<b>]]>&amp;<c /></x:a>\n";
        assert_eq!(tags(xml), ["x:aOpen0", "cEmpty1", "x:aClose0"]);
    }

    #[test]
    fn unfinished_and_utf16_parts_are_refused() {
        let mut scanner = Scanner::new(b"<a><b>").unwrap();
        assert!(scanner.next_tag().is_ok());
        assert!(scanner.next_tag().is_ok());
        assert!(scanner.next_tag().is_err());
        assert!(matches!(Scanner::new(b"\xFF\xFE<\0"), Err(Broken::Encoding)));
    }
}
