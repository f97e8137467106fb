//! What a card can show, school by school: each text has a column on a hidden sheet, each cell of the card a formula that
//! fetches it for the school chosen. A formula carries the first school's text as its result, so that the card is right
//! before anything is calculated.

use std::collections::BTreeMap;

use crate::review::context::{Context, SchoolRow};
use workbook::place::{column_letters, quoted_sheet};
use workbook::write::{Cell, CellValue, Column, DATA_ROW, Row, TableKind, TablePlan};

/// Where the card says in which row of the hidden sheet its school stands.
pub(super) const CHOSEN: &str = "$N$1";

/// The columns of the hidden sheet, in the making.
pub(super) struct Ledger<'a> {
    context: &'a Context<'a>,
    columns: Vec<Vec<Cell<'a>>>,
}

impl<'a> Ledger<'a> {
    /// One that has the names of schools, each but once.
    pub fn new(context: &'a Context<'a>) -> Self {
        let mut ledger = Self { context, columns: Vec::new() };
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &context.schools {
            *times.entry(&row.school.identity.name).or_default() += 1;
        }
        ledger.columns.push(context.schools.iter().map(|row| Cell::text(label(*row, &times))).collect());
        ledger
    }

    /// The name of the first school, as it can be chosen.
    pub fn first(&self) -> Cell<'a> {
        self.columns.first().and_then(|names| names.first()).cloned().unwrap_or(Cell::BLANK)
    }

    /// The names to choose from, as a formula.
    pub fn names(&self) -> String {
        self.range(0)
    }

    /// The formula for the row of the school chosen in a cell, counted from the first school's.
    pub fn chosen(&self, choice: &str) -> Cell<'a> {
        Cell::formula(format!("=MATCH({choice},{},0)", self.names()), CellValue::Number(1.0))
    }

    /// A text of every school.
    pub fn text(&mut self, mut of: impl FnMut(SchoolRow<'a>) -> String) -> Cell<'a> {
        let texts: Vec<String> = self.context.schools.iter().map(|row| of(*row)).collect();
        let first = texts.first().cloned().unwrap_or_default();
        let fetch = self.fetched(texts.into_iter().map(Cell::text).collect());
        // what is blank would be fetched as a nought
        Cell::formula(format!("={fetch}&\"\""), CellValue::Text(first.into()))
    }

    /// A number of every school, for a chart: what is not known is no point of it.
    pub fn number(&mut self, of: impl Fn(SchoolRow<'a>) -> Option<f64>) -> Cell<'a> {
        let numbers: Vec<Option<f64>> = self.context.schools.iter().map(|row| of(*row)).collect();
        let first = numbers.first().copied().flatten();
        let cells = numbers.into_iter().map(|number| number.map_or(Cell::BLANK, Cell::number));
        let fetch = self.fetched(cells.collect());
        let shows = first.map_or(CellValue::Text("#N/A".into()), CellValue::Number);
        Cell::formula(format!("=IF(ISNUMBER({fetch}),{fetch},NA())"), shows)
    }

    /// A way to a row of another sheet, where the school has one; `to` is what stands before the row's number.
    pub fn way(&mut self, to: &str, words: &str, row: impl Fn(SchoolRow<'a>) -> Option<u32>) -> Cell<'a> {
        let rows: Vec<Option<u32>> = self.context.schools.iter().map(|one| row(*one)).collect();
        let first = rows.first().copied().flatten();
        let cells = rows.into_iter().map(|row| row.map_or(Cell::BLANK, |row| Cell::number(f64::from(row))));
        let fetch = self.fetched(cells.collect());
        let (to, words) = (to.replace('"', "\"\""), words.replace('"', "\"\""));
        let formula = format!("=IF(ISNUMBER({fetch}),HYPERLINK(\"{to}\"&{fetch},\"{words}\"),\"\")");
        Cell::formula(formula, CellValue::Text(first.map_or_else(String::new, |_| words).into()))
    }

    /// Adds a column; gives the formula that fetches what it has for the school chosen.
    fn fetched(&mut self, column: Vec<Cell<'a>>) -> String {
        self.columns.push(column);
        format!("INDEX({},{CHOSEN})", self.range(self.columns.len() - 1))
    }

    fn range(&self, column: usize) -> String {
        let sheet = quoted_sheet(&self.context.tab("tab.card-data"));
        let letters = column_letters(u32::try_from(column).unwrap_or(u32::MAX));
        let last = self.context.schools.len().max(1) + DATA_ROW as usize;
        format!("{sheet}!${letters}${}:${letters}${last}", DATA_ROW + 1)
    }

    /// The hidden sheet.
    pub fn plan(self) -> TablePlan<'a> {
        let columns = (1..=self.columns.len()).map(|number| Column::new(number.to_string(), 12.0)).collect();
        let mut columns_left: Vec<_> = self.columns.into_iter().map(Vec::into_iter).collect();
        let count = self.context.schools.len();
        // row by row as they are written: all of them are as much again as the columns
        let row = move |_: usize| -> Row<'a> {
            columns_left.iter_mut().map(|column| column.next().unwrap_or(Cell::BLANK)).collect()
        };
        let words = self.context.words;
        TablePlan {
            about: words.text("school-card.data"),
            hidden: true,
            kind: TableKind::Table,
            count,
            rows: Box::new((0..count).map(row)),
            ..TablePlan::new(&self.context.tab("tab.card-data"), words.say("tab.card-data"), columns)
        }
    }
}

/// A school's name, with its number where another has the same.
fn label(row: SchoolRow<'_>, times: &BTreeMap<&str, usize>) -> String {
    let identity = &row.school.identity;
    match times.get(&*identity.name) {
        Some(1) | None => identity.name.to_string(),
        Some(_) => format!("{} ({})", identity.name, identity.key),
    }
}
