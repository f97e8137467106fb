//! Text into XML and back.
//!
//! What we write into an officer's part is plain ASCII, other characters by number: so it is right whatever encoding the
//! part declares.

use std::fmt::Write as _;

/// Text as it may stand in an attribute or an element.
pub(in crate::annotate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            ' '..='~' => out.push(c),
            // characters that XML does not know at all are left out
            '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
        }
    }
    out
}

/// As `escape`, but also `_x0041_`, which spreadsheets would read as a coded character, stays what it is.
pub(in crate::annotate) fn xstring(text: &str) -> String {
    let coded = |rest: &str| {
        let b = rest.as_bytes();
        b.get(1) == Some(&b'x')
            && b.get(2..6).is_some_and(|h| h.iter().all(u8::is_ascii_hexdigit))
            && b.get(6) == Some(&b'_')
    };
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == '_' && text.get(at..).is_some_and(coded) {
            safe.push_str("_x005F");
        }
        safe.push(c);
    }
    escape(&safe)
}

/// What a piece of XML between two tags says.
pub(in crate::annotate) fn plain_text(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    if let Some((before, rest)) = text.split_once("<![CDATA[") {
        let (inside, after) = rest.split_once("]]>").unwrap_or((rest, ""));
        return format!("{}{inside}{}", plain_text(before.as_bytes()), plain_text(after.as_bytes()));
    }
    if !text.contains('&') {
        return text.into_owned();
    }
    quick_xml::escape::unescape(&text).map_or_else(|_| text.clone().into_owned(), |t| t.into_owned())
}

/// A text for a cell or note: line ends as Excel has them, cut to `limit` UTF-16 units. Tells whether it was cut.
pub(in crate::annotate) fn cell_text(text: &str, limit: usize) -> (String, bool) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > limit {
            return (text.get(..at).unwrap_or_default().to_owned(), true);
        }
    }
    (text, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_the_way_there_and_back() {
        for text in ["St Anne's & <b> \"x\"", "Règles – KS2\nline", "tab\there", "😀", "&#10;"] {
            assert!(escape(text).is_ascii());
            assert_eq!(plain_text(escape(text).as_bytes()), text);
        }
        assert_eq!(escape("a\u{1}b\u{FFFF}c"), "abc");
    }

    #[test]
    fn coded_characters_stay_letters() {
        assert_eq!(xstring("a_x0041_b _x1_ _"), "a_x005F_x0041_b _x1_ _");
    }

    #[test]
    fn cdata_is_text_and_long_text_is_cut_between_characters() {
        assert_eq!(plain_text(b"a&amp;<![CDATA[<&>]]>b"), "a&<&>b");
        assert_eq!(cell_text("a\r\nb", 10), ("a\nb".to_owned(), false));
        assert_eq!(cell_text("ab😀", 3), ("ab".to_owned(), true));
    }
}
