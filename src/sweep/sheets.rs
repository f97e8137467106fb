//! The workbook of a sweep: a chart over the values, and which school is picked out from which value on.

use chrono::NaiveDate;

use super::{Picked, Step};
use crate::record::Dataset;
use crate::report::sheet::{
    Book, BookError, Cell, ChartBar, ChartPlan, Column, Footer, Look, PagePlan, Palette, Role, TablePlan,
};
use crate::rulebook::Rulebook;

/// What a workbook of a sweep is made of.
pub struct Sheets<'a> {
    /// the rulebook whose colours are used
    pub rulebook: &'a Rulebook,
    /// the records
    pub dataset: &'a Dataset,
    /// the rule's title and the comparison
    pub title: &'a str,
    /// the values
    pub steps: &'a [Step],
    /// the stated day
    pub date: NaiveDate,
}

/// First row of the values on the page, from 0.
const FIRST: u32 = 4;

/// The workbook's bytes.
///
/// # Errors
/// When a sheet cannot be written.
pub fn write(sheets: &Sheets<'_>) -> Result<Vec<u8>, BookError> {
    let rulebook = sheets.rulebook;
    let footer = Footer {
        left: format!("{} · {}", rulebook.authority, sheets.title),
        page: (rulebook.words("footer.page").to_owned(), rulebook.words("footer.of").to_owned()),
        right: sheets.date.format("%-d %B %Y").to_string(),
    };
    let palette = Palette::of(&rulebook.report);
    let mut book = Book::new(palette.clone(), footer, sheets.title, &rulebook.authority, sheets.date);
    book.page(page(sheets, &palette))?;
    book.table(schools(sheets))?;
    book.finish()
}

fn page<'a>(sheets: &'a Sheets<'a>, palette: &Palette) -> PagePlan<'a> {
    let mut page =
        PagePlan { name: "Sweep".to_owned(), widths: vec![14.0, 12.0, 14.0, 16.0, 70.0], ..PagePlan::default() };
    page.put_across(0, 0, 4, Cell::text("How many schools at each value").looking(Look::of(Role::Title)));
    page.put_across(1, 0, 4, Cell::text(sheets.title).looking(Look::of(Role::Lead).wrapped()));
    for (at, text) in (0..).zip(["value", "holds", "cannot say", "does not hold", "schools for which it holds"]) {
        page.put(FIRST - 1, at, Cell::text(text).looking(Look::of(Role::Heading)));
    }
    for (row, step) in (FIRST..).zip(sheets.steps) {
        let role = if step.in_force { Role::Strong } else { Role::Body };
        let look = Look::of(role);
        let label = if step.in_force { format!("{} (now)", step.value) } else { step.value.to_string() };
        page.put(row, 0, Cell::text(label).looking(look));
        match &step.picked {
            Ok(picked) => {
                let counts = [&picked.holds, &picked.cannot_say, &picked.does_not_hold];
                for (column, schools) in (1..).zip(counts) {
                    page.put(row, column, Cell::count(schools.len()).looking(look));
                }
                page.put(row, 4, Cell::text(names(sheets.dataset, picked)).looking(look.wrapped()));
            }
            Err(why) => page.put_across(row, 1, 4, Cell::text(why.as_str()).looking(look.wrapped())),
        }
    }
    let last = FIRST + u32::try_from(sheets.steps.len()).unwrap_or(0).saturating_sub(1);
    let bars =
        sheets.steps.iter().map(|step| ChartBar { ink: palette.ink(if step.in_force { "notice" } else { "title" }) });
    page.chart = Some(ChartPlan {
        at: (last + 2, 0),
        size: (760, 120 + 26 * u32::try_from(sheets.steps.len()).unwrap_or(10).min(40)),
        title: sheets.title.to_owned(),
        alt: "How many schools the rule picks out at each value".to_owned(),
        names: (0, FIRST, last),
        // where no school is picked out for certain, those that may be are what moves
        values: if sheets.steps.iter().any(|step| step.picked.as_ref().is_ok_and(|p| !p.holds.is_empty())) {
            1
        } else {
            2
        },
        bars: bars.collect(),
    });
    page
}

/// The names of the schools for which the rule holds.
fn names(dataset: &Dataset, picked: &Picked) -> String {
    names_of(dataset, &picked.holds)
}

/// The names of schools, by their places in the dataset.
#[must_use]
pub fn names_of(dataset: &Dataset, schools: &std::collections::BTreeSet<usize>) -> String {
    let name = |at: &usize| dataset.schools.get(*at).map(|school| school.identity.name.to_string());
    schools.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

/// A row a school that is picked out at any value, a column a value.
fn schools<'a>(sheets: &'a Sheets<'a>) -> TablePlan<'a> {
    let mut columns = vec![Column::new("School", 36.0)];
    columns.extend(sheets.steps.iter().map(|step| Column::new(step.value.to_string(), 10.0)));
    let picked = |school: usize, step: &Step| match &step.picked {
        Ok(picked) if picked.holds.contains(&school) => "holds",
        Ok(picked) if picked.cannot_say.contains(&school) => "cannot say",
        _ => "",
    };
    let mut rows = Vec::new();
    for (at, school) in sheets.dataset.schools.iter().enumerate() {
        let words: Vec<&str> = sheets.steps.iter().map(|step| picked(at, step)).collect();
        if words.iter().all(|word| word.is_empty()) {
            continue;
        }
        let mut row = vec![Cell::text(&*school.identity.name)];
        row.extend(words.into_iter().map(Cell::text));
        rows.push(row);
    }
    let mut plan = TablePlan::new("Schools", "Which schools at which value", columns);
    plan.about = sheets.title.into();
    plan.none = "No school is picked out at any of these values.".into();
    plan.frozen = 1;
    plan.with_rows(rows)
}
