//! Quotation marks without a partner: a cell that begins with one and never ends swallows the rows below it, without a
//! word. Such a mark is passed over, and said.

use std::borrow::Cow;
use std::cell::LazyCell;

use crate::read::sheet::Remark;

/// The text without the opening quotation marks that have no partner, and what is to be told of them.
pub(super) fn passed_over(text: &str, separator: u8) -> (Cow<'_, str>, Vec<Remark>) {
    let bytes = text.as_bytes();
    // few files have a mark and its partner on different lines
    let cells = LazyCell::new(|| usual_cells(text, separator));
    let (mut line, mut at) = (1, 0);
    let mut stray: Vec<(usize, usize, usize)> = Vec::new();
    let mut passed: Vec<usize> = Vec::new();
    let mut begins = true;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' && begins {
            let end = closing(bytes, at + 1);
            let inner = bytes.get(at + 1..end.unwrap_or(bytes.len())).unwrap_or_default();
            let lines = inner.trim_ascii_end().iter().filter(|&&byte| byte == b'\n').count();
            match end {
                Some(end) if lines > 0 && whole_rows(bytes, (at, end), separator, *cells) => {
                    stray.push((at, line, line + lines));
                    passed.extend([at, end]);
                }
                Some(end) if lines == 0 || !swallows(bytes, inner, end, separator, *cells) => {
                    line += lines;
                    at = end;
                }
                // at the end of the file it swallows the rest of its own row
                None if lines == 0 && !inner.contains(&separator) => at = bytes.len(),
                _ => {
                    stray.push((at, line, line + lines));
                    passed.push(at);
                }
            }
        }
        begins = byte == separator || byte == b'\n' || byte == b'\r';
        line += usize::from(byte == b'\n');
        at += 1;
    }
    if stray.is_empty() {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    passed.sort_unstable();
    passed.dedup();
    for at in passed {
        kept.push_str(text.get(from..at).unwrap_or_default());
        from = at + 1;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    (Cow::Owned(kept), stray.iter().map(|(_, first, last)| told(*first, *last)).collect())
}

fn told(first: usize, last: usize) -> Remark {
    Remark::book(format!(
        "row {first} has a quotation mark without its partner, which would swallow {}; \
         the mark was passed over; compare row {first} with the original",
        match last - first {
            0 => "the rest of it".to_owned(),
            1 => format!("row {last}"),
            _ => format!("the rows from {} to {last}", first + 1),
        }
    ))
}

/// Where the quotation mark stands that ends a cell, a doubled one being a letter of its text.
fn closing(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Whether what stands between two quotation marks on different lines is rows and no text of several lines: something
/// other than the end of a cell follows the second, or a line between them has the cells of a row.
fn swallows(bytes: &[u8], inner: &[u8], end: usize, separator: u8, cells: usize) -> bool {
    let follows = bytes.get(end + 1);
    if follows.is_some_and(|&byte| byte != separator && byte != b'\n' && byte != b'\r') {
        return true;
    }
    let mut lines = inner.split(|&byte| byte == b'\n').skip(1).peekable();
    std::iter::from_fn(|| lines.next().filter(|_| lines.peek().is_some()))
        .any(|line| cells > 2 && line.iter().filter(|&&byte| byte == separator).count() + 1 == cells)
}

/// Whether a quotation mark and the one that ends its cell stand in two rows, each whole without them: what looks like one
/// row of the usual length would have the name of one school and the figures of another.
fn whole_rows(bytes: &[u8], (at, end): (usize, usize), separator: u8, cells: usize) -> bool {
    let newline = |byte: &u8| *byte == b'\n';
    let from = bytes.get(..at).and_then(|before| before.iter().rposition(newline)).map_or(0, |before| before + 1);
    let to = bytes.get(end..).and_then(|after| after.iter().position(newline)).map_or(bytes.len(), |after| end + after);
    let mut lines = bytes.get(from..to).unwrap_or_default().split(|byte| *byte == b'\n');
    let (Some(first), Some(last)) = (lines.next(), lines.next_back()) else { return false };
    let count = |line: &[u8]| line.iter().filter(|byte| **byte == separator).count() + 1;
    let number = |line: &[u8]| {
        let cell = line.split(|byte| *byte == separator).next().unwrap_or_default();
        cell.first().is_some_and(u8::is_ascii_digit) && cell.iter().all(u8::is_ascii_digit)
    };
    // a mark behind a separator begins a cell of its own
    let ends = bytes.get(end.wrapping_sub(1)).is_some_and(|byte| *byte != separator && *byte != b'\n');
    cells > 1 && ends && count(first) == cells && count(last) == cells && number(first) == number(last)
}

/// How many cells most lines have, quotation marks unseen; or more, where with them every row has so many: the lines are
/// then those of texts in several.
fn usual_cells(text: &str, separator: u8) -> usize {
    let by_line = by_line(text, separator);
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).delimiter(separator).from_reader(text.as_bytes());
    // the reader refuses a row that is not as long as the first
    let rows: Option<Vec<usize>> = reader.byte_records().map(|row| row.ok().map(|row| row.len())).collect();
    rows.and_then(|rows| rows.first().copied()).map_or(by_line, |cells| cells.max(by_line))
}

/// How many cells most lines have, quotation marks unseen.
fn by_line(text: &str, separator: u8) -> usize {
    let mut times = std::collections::BTreeMap::<usize, usize>::new();
    for line in text.lines() {
        *times.entry(line.bytes().filter(|&byte| byte == separator).count() + 1).or_default() += 1;
    }
    times.into_iter().max_by_key(|(_, lines)| *lines).map_or(1, |(cells, _)| cells)
}
