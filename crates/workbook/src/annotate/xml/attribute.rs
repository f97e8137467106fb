//! Attributes of one tag, by offset.

use std::ops::Range;

use super::escape::{escape, plain_text};
use super::{local, text};

/// Where the name and the value of an attribute stand within its tag; the value without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::annotate) struct Attribute {
    pub(in crate::annotate) name: Range<usize>,
    pub(in crate::annotate) value: Range<usize>,
}

/// The attributes of a tag, in order.
pub(in crate::annotate) fn attributes(raw: &[u8]) -> impl Iterator<Item = Attribute> + '_ {
    let skip = |at: usize, wanted: fn(u8) -> bool| {
        raw.get(at..).unwrap_or_default().iter().position(|b| !wanted(*b)).map_or(raw.len(), |p| at + p)
    };
    let mut at = skip(1, |b| !b.is_ascii_whitespace() && b != b'>');
    std::iter::from_fn(move || {
        let name = skip(at, |b| b.is_ascii_whitespace());
        let name_end = skip(name, |b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/'));
        let equals = skip(name_end, |b| b.is_ascii_whitespace());
        if name == name_end || raw.get(equals) != Some(&b'=') {
            return None;
        }
        let quote_at = skip(equals + 1, |b| b.is_ascii_whitespace());
        let quote = *raw.get(quote_at).filter(|b| matches!(b, b'"' | b'\''))?;
        let value = quote_at + 1;
        let value_end = value + raw.get(value..)?.iter().position(|b| *b == quote)?;
        at = value_end + 1;
        Some(Attribute { name: name..name_end, value: value..value_end })
    })
}

/// The attribute of this (unprefixed) name.
pub(in crate::annotate) fn attribute(raw: &[u8], name: &str) -> Option<Attribute> {
    attributes(raw).find(|a| raw.get(a.name.clone()) == Some(name.as_bytes()))
}

/// The value of the attribute of this name, unescaped.
pub(in crate::annotate) fn value(raw: &[u8], name: &str) -> Option<String> {
    let found = attribute(raw, name)?;
    Some(plain_text(raw.get(found.value)?))
}

/// The value of an attribute with any prefix and this local name, such as `r:id`.
pub(in crate::annotate) fn prefixed_attribute(raw: &[u8], wanted: &str) -> Option<String> {
    let found = attributes(raw).find(|a| {
        let name = raw.get(a.name.clone()).unwrap_or_default();
        local(name) == wanted.as_bytes() && local(name).len() < name.len()
    })?;
    Some(plain_text(raw.get(found.value)?))
}

/// The tag with an attribute set: its value replaced, or the attribute put at the end.
pub(in crate::annotate) fn set_attribute(raw: &str, name: &str, value: &str) -> String {
    let value = escape(value);
    let bytes = raw.as_bytes();
    let range = match attribute(bytes, name) {
        Some(found) => found.value,
        None => {
            let end = raw.len() - if raw.ends_with("/>") { 2 } else { usize::from(raw.ends_with('>')) };
            let (head, tail) = (bytes.get(..end).unwrap_or_default(), bytes.get(end..).unwrap_or_default());
            return format!("{} {name}=\"{value}\"{}", text(head).trim_end(), text(tail));
        }
    };
    let (head, tail) = (bytes.get(..range.start).unwrap_or_default(), bytes.get(range.end..).unwrap_or_default());
    format!("{}{value}{}", text(head), text(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_whatever_the_spacing_and_quotes() {
        let raw = b"<c r='A1' s = \"4\" x:t='a>b' />";
        assert_eq!(value(raw, "r").as_deref(), Some("A1"));
        assert_eq!(value(raw, "s").as_deref(), Some("4"));
        assert_eq!(value(raw, "t"), None);
        assert_eq!(prefixed_attribute(raw, "t").as_deref(), Some("a>b"));
        assert_eq!(value(b"<c>", "r"), None);
        assert_eq!(value(b"<c r=\"unfinished", "r"), None);
    }

    #[test]
    fn setting_replaces_or_appends() {
        assert_eq!(set_attribute("<c r=\"A1\" s=\"4\"/>", "s", "12"), "<c r=\"A1\" s=\"12\"/>");
        assert_eq!(set_attribute("<c r=\"A1\" />", "s", "12"), "<c r=\"A1\" s=\"12\"/>");
        assert_eq!(set_attribute("<c>", "s", "1"), "<c s=\"1\">");
    }
}
