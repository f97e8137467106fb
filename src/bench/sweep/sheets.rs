//! The workbook of a sweep: a chart over the values, and which school is picked out from which value on.

use chrono::NaiveDate;

use super::{Picked, Step};
use crate::intake::record::Dataset;
use crate::review::book::keys;
use crate::review::words::Words;
use crate::rulebook::Rulebook;
use workbook::write::{
    Book, BookError, Cell, ChartBar, ChartPlan, Column, Look, PagePlan, Palette, Property, Role, TablePlan,
};

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

/// Marks in the table of schools.
const HOLDS: &str = "●";
const UNSAID: &str = "?";

/// The workbook's bytes.
///
/// # Errors
/// When a sheet cannot be written.
pub fn write(sheets: &Sheets<'_>) -> Result<Vec<u8>, BookError> {
    let rulebook = sheets.rulebook;
    let footer = Words(rulebook).footer(rulebook.authority.to_string(), sheets.date);
    let palette = Palette::of(&rulebook.report.colours);
    let kind = Property { name: keys::KIND, value: keys::SWEEP.to_owned() };
    let mut book =
        Book::with_properties(palette.clone(), footer, sheets.title, &rulebook.authority, sheets.date, &[kind]);
    book.page(page(sheets, &palette))?;
    book.table(values(sheets))?;
    book.table(schools(sheets))?;
    book.finish()
}

/// The page: the values at the left, the chart beside them.
fn page<'a>(sheets: &'a Sheets<'a>, palette: &Palette) -> PagePlan<'a> {
    const CHART: u16 = 5;
    let mut page = PagePlan {
        name: "Sweep".to_owned(),
        widths: vec![14.0, 9.0, 12.0, 14.0, 3.0, 30.0, 30.0, 30.0],
        ..PagePlan::default()
    };
    page.heights.push((0, 30.0));
    page.put_across(0, 0, 7, Cell::text("How many schools at each value").looking(Look::of(Role::Title)));
    page.put_across(1, 0, 7, Cell::text(sheets.title).looking(Look::of(Role::Lead).wrapped()));
    for (at, text) in (0..).zip(["Value", "Holds", "Cannot say", "Does not hold"]) {
        page.put(FIRST - 1, at, Cell::text(text).looking(Look::of(Role::Heading)));
    }
    for (row, step) in (FIRST..).zip(sheets.steps) {
        let look = Look::of(if step.in_force { Role::Strong } else { Role::Body });
        page.put(row, 0, Cell::text(label(step)).looking(look));
        match &step.picked {
            Ok(picked) => {
                let counts = [&picked.holds, &picked.cannot_say, &picked.does_not_hold];
                for (column, schools) in (1..).zip(counts) {
                    page.put(row, column, Cell::count(schools.len()).looking(look));
                }
            }
            Err(why) => page.put_across(row, 1, 3, Cell::text(why.as_str()).looking(look.wrapped())),
        }
    }
    page.chart = Some(chart(sheets, palette, (FIRST - 1, CHART)));
    page
}

/// The value as it stands in its row.
fn label(step: &Step) -> String {
    if step.in_force { format!("{} (now)", step.value) } else { step.value.to_string() }
}

fn chart(sheets: &Sheets<'_>, palette: &Palette, at: (u32, u16)) -> ChartPlan {
    let many = u32::try_from(sheets.steps.len()).unwrap_or(0);
    let ink = |step: &Step| palette.ink(if step.in_force { "urgent" } else { "heading" });
    // where no school is picked out for certain, those that may be are what moves
    let certain = sheets.steps.iter().any(|step| step.picked.as_ref().is_ok_and(|picked| !picked.holds.is_empty()));
    ChartPlan {
        at,
        size: (620, 90 + 20 * many.clamp(6, 60)),
        title: if certain { "Schools for which it holds" } else { "Schools of which it cannot be said" }.to_owned(),
        alt: "How many schools the rule picks out at each value".to_owned(),
        names: (0, FIRST, FIRST + many.saturating_sub(1)),
        values: if certain { 1 } else { 2 },
        bars: sheets.steps.iter().map(|step| ChartBar { ink: ink(step) }).collect(),
    }
}

/// A row a value: who is picked out there, and who was not at the value before.
fn values<'a>(sheets: &'a Sheets<'a>) -> TablePlan<'a> {
    let columns = vec![
        Column::new("Value", 12.0),
        Column::new("Holds", 10.0),
        Column::new("New at this value", 58.0).wrapped(),
        Column::new("All for which it holds", 88.0).wrapped(),
    ];
    let nobody = Picked::default();
    let mut before = &nobody;
    let mut rows = Vec::new();
    for step in sheets.steps {
        let Ok(picked) = &step.picked else { continue };
        rows.push(vec![
            Cell::text(label(step)),
            Cell::count(picked.holds.len()),
            Cell::text(names_of(sheets.dataset, &(&picked.holds - &before.holds))),
            Cell::text(names_of(sheets.dataset, &picked.holds)),
        ]);
        before = picked;
    }
    let mut plan = TablePlan::new("Values", "Which schools at each value", columns);
    plan.about = sheets.title.into();
    plan.with_rows(rows)
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
    let mark = Look::of(Role::Body).centred();
    columns.extend(sheets.steps.iter().map(|step| Column::new(step.value.to_string(), 7.0).looking(mark)));
    let picked = |school: usize, step: &Step| match &step.picked {
        Ok(picked) if picked.holds.contains(&school) => HOLDS,
        Ok(picked) if picked.cannot_say.contains(&school) => UNSAID,
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
    plan.hint = format!("{HOLDS} the rule holds for the school; {UNSAID} it cannot be said").into();
    plan.none = "No school is picked out at any of these values.".into();
    plan.frozen = 1;
    plan.with_rows(rows)
}
