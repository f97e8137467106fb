//! Separated text: csv in the encodings and with the separators that spreadsheets export.
//!
//! Every cell stays text as written, untrimmed: whether "72" is a number is decided where the same
//! question is asked of text cells in workbooks.

use std::sync::Arc;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::cell::{Cell, Content};
use super::error::Refusal;
use super::intern::Interner;
use super::limits::Limits;
use super::sheet::Sheet;
use super::xlsx::RowsBuilder;

/// Reads separated text into a sheet without a name.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Refusal> {
    let text = decode(bytes).ok_or_else(|| Refusal::damaged("its text is in no known encoding"))?;
    let (separator, text) = separator(&text);
    rows(text, separator, limits)
}

/// The text of bytes in UTF-8 or UTF-16 with or without a mark, or in Windows-1252; `None` where
/// they are no text in any of them.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let (encoding, body) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (UTF_8, rest),
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        _ => match unmarked(bytes) {
            Some(encoding) => (encoding, bytes),
            None => return utf32(bytes),
        },
    };
    let (text, _) = encoding.decode_without_bom_handling(body);
    Some(text.into_owned())
}

/// The encoding of a text without a mark.
fn unmarked(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = bytes.get(..bytes.len().min(1 << 16))?;
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let half = sample.len() / 2;
    if sample.contains(&0) {
        // Letters of western text in UTF-16 have a zero for every other byte.
        return match (zeros(0), zeros(1)) {
            (0, odd) if odd * 10 > half * 7 => Some(UTF_16LE),
            (even, 0) if even * 10 > half * 7 => Some(UTF_16BE),
            _ => None,
        };
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Some(UTF_8),
        // A sample may end within a character.
        Err(error) if error.error_len().is_none() && bytes.len() >= 4096 => Some(UTF_8),
        Err(_) => Some(WINDOWS_1252),
    }
}

/// A text of four bytes a character, as some databases export, or `None`.
fn utf32(bytes: &[u8]) -> Option<String> {
    let units = bytes.chunks_exact(4);
    if bytes.is_empty() || !units.remainder().is_empty() {
        return None;
    }
    units.map(|unit| char::from_u32(u32::from_le_bytes(unit.try_into().ok()?)).filter(|&c| c != '\0')).collect()
}

/// The separator of a text, and the text without the line that names it (`sep=;`), if there is one.
fn separator(text: &str) -> (u8, &str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let named = rest.bytes().next().filter(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'));
        let line_end = rest.find('\n').map_or("", |at| rest.get(at + 1..).unwrap_or(""));
        if let Some(named) = named {
            return (named, line_end);
        }
    }
    let sample = text.get(..text.floor_char_boundary(1 << 16)).unwrap_or(text);
    let best = [b',', b';', b'\t'].into_iter().max_by_key(|&separator| agreement(sample, separator));
    // max_by_key gives the last of equals; a text without any separator is one column either way.
    match best {
        Some(best) if agreement(sample, best) > 0 => (best, text),
        _ => (b',', text),
    }
}

/// How well lines agree on their number of cells under a separator: lines with the commonest
/// number above one, weighed by that number so that a stray comma in names does not win.
fn agreement(sample: &str, separator: u8) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    let mut quoted = false;
    let mut cells = 1;
    for byte in sample.bytes().chain([b'\n']) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                *counts.entry(cells).or_default() += 1;
                cells = 1;
            }
            other if other == separator && !quoted => cells += 1,
            _ => {}
        }
    }
    counts
        .into_iter()
        .filter(|&(cells, _)| cells > 1)
        .map(|(cells, lines)| lines * 16 + cells.min(15))
        .max()
        .unwrap_or(0)
}

fn rows(text: &str, separator: u8, limits: &Limits) -> Result<Sheet, Refusal> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut interner = Interner::default();
    let mut rows = RowsBuilder::default();
    let mut cells: u64 = 0;
    let mut next_row: u64 = 0;
    let mut line = 1;
    while reader.read_record(&mut record).map_err(|_| Refusal::damaged("its text cannot be split into cells"))? {
        // The reader passes over empty lines; they are rows all the same, as in Excel. Line breaks
        // inside quotation marks are not.
        let breaks: usize = record.iter().map(|field| field.bytes().filter(|&byte| byte == b'\n').count()).sum();
        let lines = reader.position().line().saturating_sub(line);
        line = reader.position().line();
        let row = next_row + lines.saturating_sub(breaks as u64 + 1);
        next_row = row + 1;
        cells += record.len() as u64;
        check_size(row, &record, cells, limits)?;
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        for (column, field) in (0..).zip(record.iter()).filter(|(_, field)| !field.is_empty()) {
            rows.push(row, Cell::plain(column, Content::Text(interner.share(field))));
        }
    }
    let (rows, _) = rows.finish();
    Ok(Sheet { name: Arc::from(""), rows, ..Sheet::default() })
}

fn check_size(row: u64, record: &csv::StringRecord, cells: u64, limits: &Limits) -> Result<(), Refusal> {
    let too_big = |text: String| Err(Refusal::TooBig(text));
    if row >= u64::from(limits.rows) {
        return too_big(format!("it has over {} rows", limits.rows));
    }
    if record.len() > limits.columns as usize {
        return too_big(format!("row {} has over {} columns", row + 1, limits.columns));
    }
    if cells > limits.cells {
        return too_big(format!("it has over {} cells", limits.cells));
    }
    // Bytes are never fewer than characters.
    let long = |field: &str| field.len() > limits.text_characters && field.chars().count() > limits.text_characters;
    if record.iter().any(long) {
        return too_big(format!(
            "row {} has a text of over {} characters, probably for want of a closing quotation mark",
            row + 1,
            limits.text_characters
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let sheet = read(bytes, &Limits::default()).unwrap();
        let text = |content: &Content| match content {
            Content::Text(text) => text.to_string(),
            other => panic!("{other:?} is not text"),
        };
        sheet.rows.iter().flat_map(|row| row.cells.iter().map(|c| (row.index, c.column, text(&c.content)))).collect()
    }

    fn cell(row: u32, column: u32, text: &str) -> (u32, u32, String) {
        (row, column, text.to_owned())
    }

    #[test]
    fn every_encoding_gives_the_same_cells() {
        let expected = [cell(0, 0, "Schoöl"), cell(0, 1, "76%")];
        let text = "Schoöl,76%\r\n";
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let le: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let be: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(texts(text.as_bytes()), expected);
        assert_eq!(texts(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), expected);
        assert_eq!(texts(&[b"\xff\xfe", le.as_slice()].concat()), expected);
        assert_eq!(texts(&[b"\xfe\xff", be.as_slice()].concat()), expected);
        assert_eq!(texts(&le), expected, "UTF-16 without a mark");
        assert_eq!(texts(b"Scho\xf6l,76%\r\n"), expected, "Windows-1252");
    }

    #[test]
    fn the_separator_is_found() {
        for text in [
            "a;b\n1,5;2\n3,5;4\n",
            "a\tb\n1,5\t2\n3,5\t4",
            "\"a\",\"b\"\n\"1,5\",2\n\"3,5\",4\n",
            "sep=;\na;b\n1,5;2\n3,5;4\n",
        ] {
            assert_eq!(texts(text.as_bytes()).len(), 6, "{text:?}");
        }
        assert_eq!(texts(b"only one column\nsecond\n").len(), 2);
    }

    #[test]
    fn rows_are_numbered_as_excel_shows_them() {
        let rows = texts(b"title\n\n\na,\"two\nlines\"\n,\nlast\n");
        assert_eq!(rows, [cell(0, 0, "title"), cell(3, 0, "a"), cell(3, 1, "two\nlines"), cell(5, 0, "last")]);
        let dos = texts(b"title\r\n\r\na,\"two\r\nlines\"\r\nlast\r\n");
        assert_eq!(dos, [cell(0, 0, "title"), cell(2, 0, "a"), cell(2, 1, "two\r\nlines"), cell(3, 0, "last")]);
    }

    #[test]
    fn rows_may_differ_in_length() {
        assert_eq!(texts(b"a,b,c\n1\n1,2,3,4\n").len(), 8);
    }

    #[test]
    fn a_quotation_mark_without_its_partner_is_told_with_its_row() {
        let text = format!("a,b\nx,\"{}", "1,2\n".repeat(20_000));
        let refusal = read(text.as_bytes(), &Limits::default()).unwrap_err().to_string();
        assert!(refusal.contains("row 2") && refusal.contains("quotation mark"), "{refusal}");
    }
}
