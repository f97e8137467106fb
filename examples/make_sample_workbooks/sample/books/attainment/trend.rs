//! The sheet with the years as columns, and the officer's hidden working.

use rust_xlsxwriter::{Chart, ChartType};

use super::super::super::book::Book;
use super::super::super::cell::Cell;
use super::super::super::facts::ks2::{self, Ks2};
use super::super::super::school::{School, Year};
use super::super::super::table::{Placed, Row, Table, column, under};
use super::super::super::trouble::Trouble;

/// The years as columns, with the boycotted year marked as the officer marks it.
pub fn trend_sheet(book: &mut Book, schools: &[School]) -> Result<(), Trouble> {
    let years = [Year::Y2010, Year::Y2011, Year::Y2012];
    let group = "% L4+ English and maths";
    let columns = vec![
        column("LAESTAB", 11.0),
        column("School name", 46.0),
        under(group, "2010*", 9.0),
        under(group, "2011", 9.0),
        under(group, "2012", 9.0),
        column("Change 2011 to 2012", 10.0),
    ];
    let mut by_year = Vec::new();
    for year in years {
        by_year.push(ks2::results(schools, year)?);
    }
    let first = 6;
    let takers = schools.iter().filter(|school| school.phase.teaches_juniors() && school.closed.is_none());
    let rows = takers.zip(first..).map(|(school, line)| Row::school(trend_cells(school, &by_year, line)));
    let table = Table {
        title: "Key Stage 2: three-year trend".into(),
        subtitles: vec![
            "Eastmere schools as at July 2012 · * some Eastmere schools boycotted the tests in 2010".into(),
        ],
        columns,
        rows: rows.collect(),
        average: Some(("Simple average of schools", 1)),
        notes: vec!["n/a = tests not taken or school not open".into()],
    };
    let (sheet, placed) = book.sheet_with("KS2 trend", &table)?;
    sheet.set_freeze_panes(placed.first, 2)?;
    sheet.insert_chart(placed.headings, 7, &chart_of(placed))?;
    Ok(())
}

/// The latest year as bars, in the order of the table.
fn chart_of(placed: Placed) -> Chart {
    let mut chart = Chart::new(ChartType::Bar);
    let range = |column| ("KS2 trend", placed.first, column, placed.last, column);
    chart.add_series().set_name("2012").set_categories(range(1)).set_values(range(4));
    chart.title().set_name("Level 4+ in English and maths, 2012 (%)");
    chart.legend().set_hidden();
    chart.y_axis().set_reverse();
    chart.x_axis().set_min(0).set_max(100);
    chart.set_width(560).set_height(620);
    chart
}

fn trend_cells(school: &School, by_year: &[Vec<Ks2>], line: u32) -> Vec<Cell> {
    let figures: Vec<Cell> = by_year
        .iter()
        .map(|results| {
            let found = results.iter().find(|ks2| ks2.school.urn == school.urn);
            match found.map(|ks2| &ks2.all) {
                Some(Ok(all)) => Cell::share(all.level4),
                Some(Err(mark)) => Cell::text(*mark),
                None => Cell::text("n/a"),
            }
        })
        .collect();
    let number = |at: usize| figures.get(at).and_then(Cell::number);
    let change = match (number(1), number(2)) {
        (Some(before), Some(now)) => Cell::Formula(format!("=E{line}-D{line}"), now - before, "+0;-0;0"),
        _ => Cell::text("n/a"),
    };
    let mut cells = vec![Cell::text(school.laestab_with_stroke()), Cell::text(school.name)];
    cells.extend(figures);
    cells.push(change);
    cells
}

/// The officer's own working, hidden: how many schools stand below 60.
pub fn working_sheet(book: &mut Book, results: &[Ks2]) -> Result<(), Trouble> {
    let below = results.iter().filter_map(|ks2| ks2.all.as_ref().ok()).filter_map(|all| all.level4.percent());
    let below = below.filter(|percent| *percent < 60).count();
    let sheet = book.sheet("Working")?;
    sheet.set_hidden(true);
    sheet.write_string(0, 0, "working - do not print")?;
    sheet.write_string(2, 0, "mainstream schools below 60, attainment alone (typed in)")?;
    sheet.write_number(2, 1, f64::from(u32::try_from(below).unwrap_or(0)))?;
    sheet.write_string(3, 0, "line at")?;
    sheet.write_number(3, 1, 60)?;
    Ok(())
}
