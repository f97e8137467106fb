//! Books written as text, and short ways to ask a dataset.

use std::sync::Arc;

use workbook::place::parse_a1;
use workbook::read::{Book, Cell, Content, Format, Merge, Row, Sheet, Visibility};
use yardstick::domain::{AcademicYear, Missing, Value};
use yardstick::intake::record::{Dataset, Doubt, DoubtKind, Entry, FactKey, Facts, School};
use yardstick::intake::{self, IntakeOptions};
use yardstick::rulebook::{self, RuleSource, Rulebook};

/// The small rulebook of these tests.
pub fn rules() -> Rulebook {
    rules_of(include_str!("rules.yaml"))
}

pub fn rules_of(text: &str) -> Rulebook {
    let loaded = rulebook::load(&RuleSource::from_texts([("test.yaml", text)]));
    loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

/// A sheet from text: a line a row, `|` between cells.
///
/// `72` is a number, `'72` a text, `0.72%` a number shown as a percentage, `#N/A` an error, `=` a formula never
/// calculated, `~` a cell that is crossed out, `@2013-12-04` a date, `TRUE` a flag; text in double quotes is taken as it is.
pub fn sheet(name: &str, text: &str) -> Sheet {
    let rows = text.lines().zip(0..).map(|(line, index)| Row {
        index,
        cells: line.split('|').zip(0..).filter_map(|(cell, column)| cell_of(cell.trim_matches(' '), column)).collect(),
    });
    Sheet { name: Arc::from(name), rows: rows.filter(|row| !row.cells.is_empty()).collect(), ..Sheet::default() }
}

fn cell_of(text: &str, column: u32) -> Option<Cell> {
    let plain = |content| Some(Cell::plain(column, content));
    if text.is_empty() {
        return None;
    }
    if let Some(exact) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return plain(Content::Text(Arc::from(exact.replace("\\n", "\n"))));
    }
    if let Some(text) = text.strip_prefix('\'') {
        return plain(Content::Text(Arc::from(text)));
    }
    if let Some(day) = text.strip_prefix('@') {
        return plain(Content::DateTime(day.parse::<chrono::NaiveDate>().unwrap().into()));
    }
    match text {
        "=" => return plain(Content::NotCalculated),
        "~" => return plain(Content::CrossedOut(Box::new(Content::Number(60.0)))),
        "TRUE" => return plain(Content::Flag(true)),
        _ if text.starts_with('#') => return plain(Content::Error(Arc::from(text))),
        _ => {}
    }
    if let Some(number) = text.strip_suffix('%').and_then(|number| number.parse().ok()) {
        return Some(Cell { percent: true, ..Cell::plain(column, Content::Number(number)) });
    }
    match text.parse::<f64>() {
        Ok(number) => plain(Content::Number(number)),
        Err(_) => plain(Content::Text(Arc::from(text))),
    }
}

/// The sheet with merged cells, such as `C1:D1`.
pub fn merged(mut sheet: Sheet, merges: &[&str]) -> Sheet {
    sheet.merges = merges
        .iter()
        .map(|range| {
            let (first, last) = range.split_once(':').unwrap();
            let ((first_row, first_column), (last_row, last_column)) =
                (parse_a1(first).unwrap(), parse_a1(last).unwrap());
            Merge { first_row, first_column, last_row, last_column }
        })
        .collect();
    sheet
}

pub fn hidden(mut sheet: Sheet) -> Sheet {
    sheet.visibility = Visibility::Hidden;
    sheet
}

pub fn book(name: &str, sheets: Vec<Sheet>) -> Book {
    let format = if name.ends_with(".csv") { Format::Csv } else { Format::Xlsx };
    Book {
        name: Arc::from(name),
        fingerprint: Arc::from(name),
        made_from: None,
        format,
        sheets,
        remarks: Vec::new(),
        date_1904: false,
    }
}

/// A workbook of one sheet named `Data`.
pub fn one(name: &str, text: &str) -> Book {
    book(name, vec![sheet("Data", text)])
}

/// A csv file: every cell is text.
pub fn csv(name: &str, text: &str) -> Book {
    let mut sheet = sheet("", "");
    sheet.rows = text
        .lines()
        .zip(0..)
        .map(|(line, index)| Row {
            index,
            cells: line
                .split('|')
                .zip(0..)
                .filter(|(cell, _)| !cell.trim().is_empty())
                .map(|(cell, column)| Cell::plain(column, Content::Text(Arc::from(cell.trim()))))
                .collect(),
        })
        .collect();
    book(name, vec![sheet])
}

pub fn read(books: &[Book]) -> Read {
    read_with(books, &IntakeOptions::default())
}

pub fn read_with(books: &[Book], options: &IntakeOptions) -> Read {
    let rules = rules();
    let data = intake::read(books, &rules, options);
    Read { data, rules }
}

/// Read by another rulebook.
pub fn read_by(books: &[Book], rulebook: &str) -> Read {
    let rules = rules_of(rulebook);
    let data = intake::read(books, &rules, &IntakeOptions::default());
    Read { data, rules }
}

pub fn year(text: &str) -> AcademicYear {
    text.parse().unwrap()
}

/// What was read, with the rulebook it was read by.
pub struct Read {
    pub data: Dataset,
    pub rules: Rulebook,
}

impl Read {
    pub fn school(&self, key: &str) -> &School {
        let found = self.data.schools.iter().find(|school| &*school.identity.key.0 == key);
        found.unwrap_or_else(|| panic!("no {key} among {:?}", self.keys()))
    }

    pub fn keys(&self) -> Vec<String> {
        self.data.schools.iter().map(|school| school.identity.key.to_string()).collect()
    }

    /// The key of `reading.fsm 2011-12`; without a year it is undated.
    pub fn key(&self, what: &str) -> FactKey {
        let (name, year) = what.split_once(' ').map_or((what, None), |(name, text)| (name, Some(year(text))));
        let (measure, group) = name.split_once('.').unwrap_or((name, "all"));
        let measure = self.rules.measure_named(measure).unwrap_or_else(|| panic!("no measure {measure}")).0;
        let group = self.rules.groups.iter().position(|known| &*known.id == group).unwrap();
        FactKey { measure, group: yardstick::rulebook::ids::GroupId(u8::try_from(group).unwrap()), year }
    }

    pub fn entry(&self, school: &str, what: &str) -> Option<&Entry> {
        self.school(school).facts.get(self.key(what))
    }

    /// A value as shown, or the reason for its absence; `none` where no cell was read.
    pub fn shown(&self, school: &str, what: &str) -> String {
        self.entry(school, what).map_or_else(|| "none".into(), |entry| shown(&entry.value))
    }

    /// The same for an area, with its phase after a blank.
    pub fn of_area(&self, area: &str, what: &str) -> String {
        let (area, phase) = area.split_once(' ').map_or((area, None), |(area, phase)| (area, Some(phase)));
        let found = self.data.areas.iter().find(|record| {
            self.rules.area(record.area).is_some_and(|known| &*known.id == area) && record.phase.as_deref() == phase
        });
        found
            .and_then(|record| record.facts.get(self.key(what)))
            .map_or_else(|| "none".into(), |entry| shown(&entry.value))
    }

    pub fn doubts(&self, kind: DoubtKind) -> Vec<&Doubt> {
        self.data.doubts.iter().filter(|doubt| doubt.kind == kind).collect()
    }

    /// The one doubt of a kind that mentions something.
    pub fn doubt(&self, kind: DoubtKind, mentions: &str) -> &Doubt {
        let found: Vec<&Doubt> = self.doubts(kind).into_iter().filter(|doubt| doubt.what.contains(mentions)).collect();
        match found.as_slice() {
            [one] => one,
            other => panic!("{} doubts mention “{mentions}”; all: {:#?}", other.len(), self.data.doubts),
        }
    }

    /// Nothing an officer must look at.
    pub fn no_doubts(&self) {
        let grave: Vec<&Doubt> = self.data.doubts.iter().filter(|doubt| doubt.kind != DoubtKind::Remark).collect();
        assert!(grave.is_empty(), "{grave:#?}");
    }

    /// Everything, in a fixed order.
    pub fn dump(&self) -> String {
        let facts = |facts: &Facts| format!("{:#?}", facts.sorted());
        let schools: Vec<String> =
            self.data.schools.iter().map(|school| format!("{:?}\n{}", school.identity, facts(&school.facts))).collect();
        let areas: Vec<String> = self
            .data
            .areas
            .iter()
            .map(|area| format!("{:?} {} {:?}\n{}", area.area, area.name, area.phase, facts(&area.facts)))
            .collect();
        format!("{schools:#?}\n{areas:#?}\n{:#?}\n{:#?}\n{:?}", self.data.doubts, self.data.workbooks, self.data.years)
    }
}

pub fn shown(value: &Result<Value, Missing>) -> String {
    value.as_ref().map_or_else(ToString::to_string, ToString::to_string)
}

/// The cells a doubt points to, as addresses.
pub fn cells(doubt: &Doubt) -> Vec<String> {
    doubt.places.iter().map(|place| format!("{}!{}", place.sheet, place.a1())).collect()
}
