//! The cells of a table of cases, each with its bytes.

use std::ops::Range;

use super::RULE;

/// A cell: its text without quotes, and its bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub text: String,
    pub range: Range<usize>,
    /// whether its quotation marks do not fit, or it goes over several lines
    pub odd: bool,
}

/// The rows of a text. It is not left to a reader of CSV, since a mistake underlines the bytes of its cell.
pub(super) fn rows(text: &str) -> Vec<Vec<Cell>> {
    let divider = divider(text);
    let (mut rows, mut row, mut at) = (Vec::new(), Vec::new(), usize::from(text.starts_with('\u{feff}')) * 3);
    while at < text.len() {
        let (cell, end) = cell(text, at, divider);
        row.push(cell);
        let mut rest = text.get(end..).unwrap_or_default().chars();
        at = end + 1;
        match rest.next() {
            Some(next) if next == divider => {
                // a divider at the very end of the text has a blank cell behind it, which says nothing
            }
            _ => {
                at += usize::from(text.get(end..).is_some_and(|rest| rest.starts_with("\r\n")));
                rows.push(std::mem::take(&mut row));
            }
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

/// The text with one row more, under headings of its own.
pub(in crate::rulebook) fn with_row(text: &str, cells: &[(&str, String)]) -> String {
    let divider = divider(text);
    let line = |cells: Vec<&str>| {
        let cells: Vec<String> = cells.into_iter().map(|cell| written(cell, divider)).collect();
        cells.join(&divider.to_string())
    };
    let (names, values) = cells.iter().map(|(name, value)| (*name, value.as_str())).unzip();
    format!("{}\n\n{}\n{}\n", text.trim_end(), line(names), line(values))
}

/// The text without a rule: its own row and those below it, up to the next rule; headings that nothing is below go with it.
pub(in crate::rulebook) fn without_rule(text: &str, rule: &str) -> String {
    let begins = |row: &Vec<Cell>| {
        let first = row.first().map_or(0, |cell| cell.range.start);
        text.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
    };
    let rows = rows(text);
    let ends = rows.iter().skip(1).map(begins).chain([text.len()]);
    let mut kept: Vec<(bool, &str)> = Vec::new();
    let mut out = false;
    for (row, end) in rows.iter().zip(ends) {
        let first = row.first().map_or("", |cell| cell.text.trim());
        let heads = first.eq_ignore_ascii_case(RULE);
        if !first.is_empty() {
            out = first == rule;
        }
        if !out {
            kept.push((heads, text.get(begins(row)..end).unwrap_or_default()));
        }
    }
    let is_blank = |text: &str| text.trim_matches([',', ';', '\t', '\r', '\n', ' ']).is_empty();
    let idle = |at: usize| {
        let below = kept.iter().skip(at + 1).find(|(_, text)| !is_blank(text));
        below.is_none_or(|(heads, _)| *heads)
    };
    kept.iter().enumerate().filter(|(at, (heads, _))| !heads || !idle(*at)).map(|(_, (_, text))| *text).collect()
}

/// A text as it stands in a cell.
fn written(text: &str, divider: char) -> String {
    let plain = !text.contains([divider, '"', '\n', '\r']);
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// What divides the cells of a table: it follows the first `rule`.
pub(in crate::rulebook) fn divider(text: &str) -> char {
    let lines = text.trim_start_matches('\u{feff}').lines();
    let mut heads = lines.filter_map(|line| line.trim_start_matches('"').strip_prefix(RULE));
    let divider = heads.find_map(|rest| rest.trim_start_matches('"').chars().next());
    divider.filter(|divider| [',', ';', '\t'].contains(divider)).unwrap_or(',')
}

/// Whether a line names the columns of those below it.
pub(in crate::rulebook) fn is_headings(line: &str, divider: char) -> bool {
    line.split(divider).next().is_some_and(|first| first.trim().trim_matches('"').eq_ignore_ascii_case(RULE))
}

/// The cell that begins at a byte, and where it ends: at its divider, at the end of its line or of the text.
fn cell(text: &str, at: usize, divider: char) -> (Cell, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let ends = |c: char| c == divider || c == '\n' || c == '\r';
    if let Some(quoted) = rest.strip_prefix('"') {
        let mut inside = String::new();
        let mut letters = quoted.char_indices().peekable();
        while let Some((offset, letter)) = letters.next() {
            let twice = letters.peek().is_some_and(|(_, next)| *next == '"');
            match letter {
                '"' if twice => {
                    inside.push('"');
                    letters.next();
                }
                '"' => {
                    let closed = at + 1 + offset + 1;
                    let after = text.get(closed..).unwrap_or_default();
                    let end = closed + after.find(ends).unwrap_or(after.len());
                    let behind = text.get(closed..end).unwrap_or_default();
                    let odd = !behind.trim().is_empty() || inside.contains('\n');
                    return (Cell { text: inside.trim().to_owned(), range: at + 1..closed - 1, odd }, end);
                }
                _ => inside.push(letter),
            }
        }
    }
    let end = at + rest.find(ends).unwrap_or(rest.len());
    let written = text.get(at..end).unwrap_or_default();
    let trimmed = written.trim();
    let start = at + written.find(trimmed).unwrap_or(0);
    let comma = divider == ';' && trimmed.replacen(',', ".", 1).parse::<f64>().is_ok();
    let shown = if comma { trimmed.replacen(',', ".", 1) } else { trimmed.to_owned() };
    (Cell { text: shown, range: start..start + trimmed.len(), odd: rest.starts_with('"') }, end)
}
