//! A table of cases, as a spreadsheet saves it, as the tree that YAML would give: nothing after this knows the difference.
//!
//! A row that begins with `rule` names the columns of those below it: `rule`, `case`, `year`, `expect`; every other is
//! something that is given. A row whose case is `(all)` gives what the cases of its rule below it share. Where a column is
//! `school`, a row that has a word in it gives something of one school: of its own case, or of the case above.

mod cells;

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::diagnostic::{Code, Diagnostic};
use cells::{Cell, rows};
pub(super) use cells::{divider, is_headings, with_row, without_rule};

use super::source::is_sheet;
use super::yaml::{self, Entry, FileText, Key, Kind, Meaning, Node, Style, Tree};

/// Where cases stand: a field of a rule, a section of a file, a folder of tables.
pub(super) const CASES: &str = "cases";
const RULE: &str = "rule";
const CASE: &str = "case";
/// The column of rows that are about one school of a case each.
const SCHOOL: &str = "school";
/// Headings that are no names of measures.
const OWN: [&str; 5] = [RULE, CASE, "year", "expect", SCHOOL];
/// What is given for the stated day.
const DATE: &str = "date";
/// The case whose row holds for those below it.
const ALL: &str = "(all)";
/// A cell that gives a blank, as a workbook may have one; a cell with nothing in it gives nothing.
const BLANK: &str = "blank";
/// Cells beside a row of headings without `expect` of which nothing more is said.
const MOST_ASTRAY: usize = 8;

/// Whether a file of a rulebook is such a table.
pub(super) fn is_table(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".csv") || is_sheet(name)
}

/// The tree of a file of a rulebook, whichever way it is written.
pub(super) fn tree_of(file: &FileText) -> Tree {
    if is_table(file.name()) { read(file) } else { yaml::read(file) }
}

/// Reads a table.
fn read(file: &FileText) -> Tree {
    let mut reading = Reading {
        file,
        columns: Vec::new(),
        rules: Vec::new(),
        shared: Vec::new(),
        shared_by_schools: Vec::new(),
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

/// What the cells of a row say.
struct Fields {
    /// of a case itself: its name, its year, what it expects
    fields: Vec<Entry>,
    given: Vec<Entry>,
    /// whether it is for all cases below
    all: bool,
    /// whether it is about one school
    school: bool,
}

struct Reading<'f> {
    file: &'f FileText,
    columns: Vec<Cell>,
    /// each rule with its cases, in the order in which they come
    rules: Vec<(Key, Vec<Node>)>,
    /// what the cases of the last rule share
    shared: Vec<Entry>,
    /// what each of their schools is
    shared_by_schools: Vec<Entry>,
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
                if let Some(own) = OWN.iter().chain([&DATE]).find(|own| column.text.eq_ignore_ascii_case(own)) {
                    (*own).clone_into(&mut column.text);
                }
            }
            self.share_nothing();
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
            self.share_nothing();
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

    fn share_nothing(&mut self) {
        self.shared.clear();
        self.shared_by_schools.clear();
        self.year = None;
    }

    /// A row of a rule.
    fn case(&mut self, key: Key, cells: &[Cell]) {
        let range = key.range.start..cells.last().map_or(key.range.end, |cell| cell.range.end);
        let Fields { mut fields, given, all, school } = self.fields(cells);
        if all {
            if school {
                self.shared_by_schools = given;
            } else {
                self.shared = given;
                self.year = fields.into_iter().find(|entry| entry.key.text == "year");
            }
            // so that rows below it may leave the rule out
            return self.of_rule(key, None);
        }
        if school && fields.is_empty() {
            return self.one_school_more(&key, given, range);
        }
        if !fields.iter().any(|entry| entry.key.text == "year") {
            fields.extend(self.year.clone());
        }
        let (given, of_school) = if school { (Vec::new(), Some(given)) } else { (given, None) };
        let given = Node { kind: Kind::Map(with(given, &self.shared)), range: range.clone() };
        let under = |name: &str| Key { text: name.to_owned(), range: key.range.clone() };
        fields.push(Entry { key: under("given"), value: given });
        if let Some(one) = of_school {
            let one = Node { kind: Kind::Map(with(one, &self.shared_by_schools)), range: range.clone() };
            fields.push(Entry {
                key: under("schools"),
                value: Node { kind: Kind::List(vec![one]), range: range.clone() },
            });
        }
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

    /// A row that gives one school more of the case above.
    fn one_school_more(&mut self, key: &Key, given: Vec<Entry>, range: Range<usize>) {
        let one = Node { kind: Kind::Map(with(given, &self.shared_by_schools)), range: range.clone() };
        let last =
            self.rules.last_mut().filter(|(rule, _)| rule.text == key.text).and_then(|(_, cases)| cases.last_mut());
        let Some(Node { kind: Kind::Map(fields), .. }) = last else {
            let help = "write the case's name and what it expects in its first row";
            return self.error_at(&key.range, "no case stands above this school", help);
        };
        if let Some(Kind::List(schools)) =
            fields.iter_mut().find(|entry| entry.key.text == "schools").map(|entry| &mut entry.value.kind)
        {
            return schools.push(one);
        }
        let under = Key { text: "schools".to_owned(), range: key.range.clone() };
        fields.push(Entry { key: under, value: Node { kind: Kind::List(vec![one]), range } });
    }

    /// Puts a case to its rule, which becomes the last.
    fn of_rule(&mut self, key: Key, case: Option<Node>) {
        let at = self.rules.iter().position(|(known, _)| known.text == key.text);
        let mut entry = at.map_or_else(|| (key, Vec::new()), |at| self.rules.remove(at));
        entry.1.extend(case);
        self.rules.push(entry);
    }

    /// What the cells of a row say.
    fn fields(&mut self, cells: &[Cell]) -> Fields {
        let (mut fields, mut given, mut all, mut school) = (Vec::new(), Vec::new(), false, false);
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
                SCHOOL => school = true,
                CASE => fields.push(entry("name", words(cell))),
                "year" => {
                    fields.push(entry("year", Node { kind: scalar(&year(&cell.text)), range: cell.range.clone() }))
                }
                "expect" => fields.push(entry("expect", words(cell))),
                name => given.push(entry(name, day_or_words(cell))),
            }
        }
        Fields { fields, given, all, school }
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

/// A spreadsheet that saves a table again writes days as they are shown there: 8/1/2013.
fn day_or_words(cell: &Cell) -> Node {
    let text = cell.text.trim();
    match NaiveDate::parse_from_str(text, "%d/%m/%Y").ok().filter(|_| text.len() >= "1/1/2000".len()) {
        Some(day) => Node { kind: scalar(&day.to_string()), range: cell.range.clone() },
        None => words(cell),
    }
}

/// What is given, with what is shared and not given otherwise.
fn with(mut given: Vec<Entry>, shared: &[Entry]) -> Vec<Entry> {
    let own: BTreeSet<String> = given.iter().map(|entry| entry.key.text.clone()).collect();
    given.extend(shared.iter().filter(|entry| !own.contains(&entry.key.text)).cloned());
    given
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

/// Whether a file that begins so is a table of cases.
#[must_use]
pub fn begins_as_cases(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).starts_with(RULE.as_bytes())
}

#[cfg(test)]
mod tests;
