//! XML read piece by piece, with bounds on how long and how deep it may be.

use std::borrow::Cow;
use std::io::{self, BufRead};

use quick_xml::errors::Error;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::error::Refusal;
use super::guard::{Guarded, PieceTooLong};
use super::limits::Limits;

/// One part of a package, read as XML.
pub(super) struct Xml<R: BufRead> {
    reader: Reader<Guarded<R>>,
    buffer: Vec<u8>,
    part: String,
    depth: u32,
    max_depth: u32,
}

impl<R: BufRead> Xml<R> {
    /// Reads `source`, which messages call `part`. `<a/>` comes as a start and an end.
    pub(super) fn new(source: R, part: &str, limits: &Limits) -> Self {
        let mut reader = Reader::from_reader(Guarded::new(source, limits.xml_piece_bytes));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        Self { reader, buffer: Vec::with_capacity(1024), part: part.to_owned(), depth: 0, max_depth: limits.xml_depth }
    }

    /// The next piece; [`Event::Eof`] only where every element was closed.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Refusal> {
        self.buffer.clear();
        self.reader.get_mut().piece_done();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => {
                match event {
                    Event::Start(_) => self.depth += 1,
                    Event::End(_) => self.depth = self.depth.saturating_sub(1),
                    Event::Eof if self.depth > 0 => {
                        return Err(Refusal::Damaged(format!("its part `{}` breaks off in the middle", self.part)));
                    }
                    _ => {}
                }
                if self.depth > self.max_depth {
                    let part = &self.part;
                    return Err(Refusal::TooBig(format!(
                        "elements of `{part}` are nested over {} deep",
                        self.max_depth
                    )));
                }
                Ok(event)
            }
            Err(error) => Err(refusal(&self.part, &error)),
        }
    }

    /// Passes over the rest of the element whose start was just read.
    pub(super) fn skip_element(&mut self) -> Result<(), Refusal> {
        let inside = self.depth;
        while self.depth >= inside {
            if matches!(self.next()?, Event::Eof) {
                break;
            }
        }
        Ok(())
    }
}

fn refusal(part: &str, error: &Error) -> Refusal {
    if let Error::Io(io) = error {
        return io_refusal(part, io);
    }
    Refusal::Damaged(format!("its part `{part}` is not well-formed XML"))
}

/// What an error while unpacking a part means.
pub(super) fn io_refusal(part: &str, error: &io::Error) -> Refusal {
    if error.get_ref().is_some_and(|inner| inner.is::<PieceTooLong>()) {
        return Refusal::TooBig(format!("`{part}` holds a single text far longer than a cell can show"));
    }
    Refusal::Damaged(format!("its part `{part}` does not match its checksum or cannot be unpacked"))
}

/// The value of an attribute by its name without prefix, entities resolved.
pub(super) fn attribute<'e>(tag: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(unescaped(found.value))
}

/// Whether an attribute is there and true, as XML spells it.
pub(super) fn is_true(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
}

/// The number an attribute gives.
pub(super) fn number<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Text of an attribute with its entities resolved; as written where one of them is unknown.
pub(super) fn unescaped(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    match quick_xml::escape::unescape(&value) {
        Ok(resolved) => Cow::Owned(resolved.into_owned()),
        Err(_) => value,
    }
}

/// Adds what an entity or character reference stands for; an unknown one is left as written.
pub(super) fn push_reference(reference: &BytesRef<'_>, out: &mut String) {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        out.push(character);
        return;
    }
    match &**reference {
        "amp" => out.push('&'),
        "lt" => out.push('<'),
        "gt" => out.push('>'),
        "quot" => out.push('"'),
        "apos" => out.push('\''),
        unknown => {
            out.push('&');
            out.push_str(unknown);
            out.push(';');
        }
    }
}
