//! A table of cases, as a spreadsheet saves it, as the tree that YAML would give: nothing after this knows the difference.
//!
//! A row that begins with `rule` names the columns of those below it: `rule`, `case`, `year`, `expect`; every other is
//! something that is given. A row whose case is `(all)` gives what the cases of its rule below it share.

use std::collections::BTreeSet;
use std::ops::Range;

use super::diagnostic::{Code, Diagnostic};
use super::yaml::{self, Entry, FileText, Key, Kind, Meaning, Node, Style, Tree};

/// Where cases stand: a field of a rule, a section of a file, a folder of tables.
pub(super) const CASES: &str = "cases";
const RULE: &str = "rule";
const CASE: &str = "case";
/// Headings that are no names of measures.
const OWN: [&str; 4] = [RULE, CASE, "year", "expect"];
/// The case whose row holds for those below it.
const ALL: &str = "(all)";
/// A cell that gives a blank, as a workbook may have one; a cell with nothing in it gives nothing.
const BLANK: &str = "blank";
/// Cells beside a row of headings without `expect` of which nothing more is said.
const MOST_ASTRAY: usize = 8;

/// Whether a file of a rulebook is such a table.
pub(super) fn is_table(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".csv")
}

/// The tree of a file of a rulebook, whichever way it is written.
pub(super) fn tree_of(file: &FileText) -> Tree {
    if is_table(file.name()) { read(file) } else { yaml::read(file) }
}

/// A cell: its text without quotes, and its bytes.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    text: String,
    range: Range<usize>,
    /// whether its quotation marks do not fit, or it goes over several lines
    odd: bool,
}

/// Reads a table.
fn read(file: &FileText) -> Tree {
    let mut reading = Reading {
        file,
        columns: Vec::new(),
        rules: Vec::new(),
        shared: Vec::new(),
        year: None,
        told: BTreeSet::new(),
        wrong: Vec::new(),
    };
    for row in rows(file.text()) {
        reading.row(row);
    }
    let end = file.text().len();
    let rules = reading.rules.into_iter().map(|(key, cases)| {
        let range = key.range.start..cases.last().map_or(key.range.end, |case| case.range.end);
        Entry { key, value: Node { kind: Kind::List(cases), range } }
    });
    let cases = Node { kind: Kind::Map(rules.collect()), range: 0..end };
    let section = Entry { key: Key { text: CASES.to_owned(), range: 0..0 }, value: cases };
    let root = Node { kind: Kind::Map(vec![section]), range: 0..end };
    Tree { root, diagnostics: reading.wrong, lost: BTreeSet::new() }
}

struct Reading<'f> {
    file: &'f FileText,
    columns: Vec<Cell>,
    /// each rule with its cases, in the order in which they come
    rules: Vec<(Key, Vec<Node>)>,
    /// what the cases of the last rule share
    shared: Vec<Entry>,
    /// and the year, where they do
    year: Option<Entry>,
    /// columns of which something was told already, so that no cell under them is
    told: BTreeSet<usize>,
    wrong: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn row(&mut self, cells: Vec<Cell>) {
        for cell in cells.iter().filter(|cell| cell.odd) {
            let help = "close what was opened; a quotation mark inside is written twice";
            self.error(cell, "the quotation marks of this cell do not fit", help);
        }
        let Some(first) = cells.first() else { return };
        if first.text.eq_ignore_ascii_case(RULE) {
            self.columns = cells;
            for column in &mut self.columns {
                // our own headings may have capitals
                if let Some(own) = OWN.iter().find(|own| column.text.eq_ignore_ascii_case(own)) {
                    (*own).clone_into(&mut column.text);
                }
            }
            self.shared.clear();
            self.year = None;
            return self.columns_once();
        }
        if first.text.starts_with('#') || cells.iter().all(|cell| cell.text.is_empty()) {
            return;
        }
        if self.columns.is_empty() {
            if self.told.insert(0) {
                let help = "begin it with a row `rule,case,expect,...`, the rule first";
                self.error(first, "this table has no headings", help);
            }
            return;
        }
        if let ([only], Some(other)) = (cells.as_slice(), parted_by(&first.text)) {
            let message = format!("this row has `{other}` between its cells, unlike the row of headings");
            return self.error(only, &message, "part the cells of every row as those of the first");
        }
        if !first.text.is_empty() && self.rules.last().is_none_or(|(key, _)| key.text != first.text) {
            self.shared.clear();
            self.year = None;
        }
        let name = if first.text.is_empty() {
            self.rules.last().map(|(key, _)| key.text.clone())
        } else {
            Some(first.text.clone())
        };
        let Some(name) = name else {
            return self.error(
                first,
                "it is not said of which rule this is a case",
                "write the rule's id in this cell",
            );
        };
        self.case(Key { text: name, range: first.range.clone() }, &cells);
    }

    /// A row of a rule.
    fn case(&mut self, key: Key, cells: &[Cell]) {
        let range = key.range.start..cells.last().map_or(key.range.end, |cell| cell.range.end);
        let (mut fields, mut given, all) = self.fields(cells);
        if all {
            self.shared = given;
            self.year = fields.into_iter().find(|entry| entry.key.text == "year");
            // so that rows below it may leave the rule out
            return self.of_rule(key, None);
        }
        if !fields.iter().any(|entry| entry.key.text == "year") {
            fields.extend(self.year.clone());
        }
        let own: BTreeSet<&str> = given.iter().map(|entry| entry.key.text.as_str()).collect();
        let shared = self.shared.iter().filter(|entry| !own.contains(entry.key.text.as_str())).cloned();
        let shared: Vec<Entry> = shared.collect();
        given.extend(shared);
        let node = Node { kind: Kind::Map(given), range: range.clone() };
        fields.push(Entry { key: Key { text: "given".to_owned(), range: key.range.clone() }, value: node });
        if !fields.iter().any(|entry| entry.key.text == "expect") {
            // where the column is missing, that is said once
            if !self.columns.iter().any(|column| column.text == "expect") {
                return;
            }
            self.error_at(
                &key.range,
                "this case expects nothing",
                "write `holds`, `does not hold`, `cannot say` or `does not apply` under `expect`",
            );
            return;
        }
        self.of_rule(key, Some(Node { kind: Kind::Map(fields), range }));
    }

    /// Puts a case to its rule, which becomes the last.
    fn of_rule(&mut self, key: Key, case: Option<Node>) {
        let at = self.rules.iter().position(|(known, _)| known.text == key.text);
        let mut entry = at.map_or_else(|| (key, Vec::new()), |at| self.rules.remove(at));
        entry.1.extend(case);
        self.rules.push(entry);
    }

    /// The fields of a case, what is given, and whether it is for all below.
    fn fields(&mut self, cells: &[Cell]) -> (Vec<Entry>, Vec<Entry>, bool) {
        let (mut fields, mut given, mut all) = (Vec::new(), Vec::new(), false);
        for (at, cell) in cells.iter().enumerate().skip(1).filter(|(_, cell)| !cell.text.is_empty()) {
            let Some(column) = self.columns.get(at).filter(|column| !column.text.is_empty()).cloned() else {
                if !self.told.insert(at) {
                    continue;
                }
                self.error(cell, "this cell has no heading above it", "name in the row of headings what is given here");
                continue;
            };
            if self.told.contains(&at) {
                continue;
            }
            let entry =
                |text: &str, value| Entry { key: Key { text: text.to_owned(), range: column.range.clone() }, value };
            match column.text.as_str() {
                CASE if cell.text == ALL => all = true,
                CASE => fields.push(entry("name", words(cell))),
                "year" => {
                    fields.push(entry("year", Node { kind: scalar(&year(&cell.text)), range: cell.range.clone() }))
                }
                "expect" => fields.push(entry("expect", words(cell))),
                name => given.push(entry(name, words(cell))),
            }
        }
        (fields, given, all)
    }

    fn columns_once(&mut self) {
        let mut seen = BTreeSet::new();
        self.told.clear();
        if let (Some(first), false) =
            (self.columns.first().cloned(), self.columns.iter().any(|one| one.text == "expect"))
        {
            // the cells of one column too few stand under the wrong headings, or under none
            self.told.extend(self.columns.len()..self.columns.len() + MOST_ASTRAY);
            let help =
                "write `expect` above what a case comes to: `holds`, `does not hold`, `cannot say` or `does not apply`";
            self.error(&first, "no column of this table says what its cases expect", help);
        }
        for (at, column) in self.columns.clone().iter().enumerate().filter(|(_, column)| !column.text.is_empty()) {
            if !seen.insert(column.text.clone()) {
                self.told.insert(at);
                self.error(column, &format!("the heading `{}` stands twice", column.text), "keep one of the columns");
            }
        }
    }

    fn error(&mut self, cell: &Cell, message: &str, help: &str) {
        self.error_at(&cell.range, message, help);
    }

    fn error_at(&mut self, place: &Range<usize>, message: &str, help: &str) {
        self.wrong.push(Diagnostic::error(Code::Case, self.file.span(place.clone()), message).help(help));
    }
}

/// What parts the cells of a row that was read as one cell.
fn parted_by(text: &str) -> Option<char> {
    [';', '\t', ','].into_iter().find(|sign| text.matches(*sign).count() > 1)
}

fn words(cell: &Cell) -> Node {
    let text = if cell.text == BLANK { "" } else { &cell.text };
    Node { kind: scalar(text), range: cell.range.clone() }
}

fn scalar(text: &str) -> Kind {
    Kind::Scalar { text: text.to_owned(), style: Style::Plain, meaning: Meaning::Words }
}

/// A year, also where a spreadsheet took `2010-11` for November 2010 and shows `Nov-10`.
fn year(text: &str) -> String {
    let as_year = || {
        let (month, year) = text.split_once('-')?;
        let month = usize::try_from(month.parse::<chrono::Month>().ok()?.number_from_month()).ok()?;
        let year: usize = year.parse().ok()?;
        (month == year % 100 + 1).then(|| format!("{}-{month:02}", if year < 100 { 2000 + year } else { year }))
    };
    as_year().unwrap_or_else(|| text.to_owned())
}

/// The rows of a text. It is not left to a reader of CSV, since a mistake underlines the bytes of its cell.
fn rows(text: &str) -> Vec<Vec<Cell>> {
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
pub(super) fn with_row(text: &str, cells: &[(&str, String)]) -> String {
    let divider = divider(text);
    let line = |cells: Vec<&str>| {
        let cells: Vec<String> = cells.into_iter().map(|cell| written(cell, divider)).collect();
        cells.join(&divider.to_string())
    };
    let (names, values) = cells.iter().map(|(name, value)| (*name, value.as_str())).unzip();
    format!("{}\n\n{}\n{}\n", text.trim_end(), line(names), line(values))
}

/// A text as it stands in a cell.
fn written(text: &str, divider: char) -> String {
    let plain = !text.contains([divider, '"', '\n', '\r']);
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// What divides the cells of a table: it follows the first `rule`.
pub(super) fn divider(text: &str) -> char {
    let lines = text.trim_start_matches('\u{feff}').lines();
    let mut heads = lines.filter_map(|line| line.trim_start_matches('"').strip_prefix(RULE));
    let divider = heads.find_map(|rest| rest.trim_start_matches('"').chars().next());
    divider.filter(|divider| [',', ';', '\t'].contains(divider)).unwrap_or(',')
}

/// Whether a line names the columns of those below it.
pub(super) fn is_headings(line: &str, divider: char) -> bool {
    line.split(divider).next().is_some_and(|first| first.trim().trim_matches('"').eq_ignore_ascii_case(RULE))
}

/// Whether a file that begins so is a table of cases.
#[must_use]
pub fn begins_as_cases(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).starts_with(RULE.as_bytes())
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

#[cfg(test)]
mod tests;
