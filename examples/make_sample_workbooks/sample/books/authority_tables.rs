//! `LA tables 2011-12.xlsx`: the authority's own series as they stood in its annual report, slips included.
//!
//! The series follow the shape of the tables that such reports carry (6.2 to 6.7). Two slips are meant to be found: level 4
//! in English and mathematics stands at 76 on one sheet and at 82 on another, and the days lost do not add up.

use rust_xlsxwriter::{Chart, ChartType};

use super::super::book::Book;
use super::super::cell::Cell;
use super::super::lines::{Line, lines};
use super::super::look::{Look, Standing};
use super::super::table::{Column, Row, Table, column, under};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x001F_4E79, upper: 0x0041_7FB9, font: "Calibri" };

/// The workbook.
pub fn book() -> Result<Vec<u8>, Trouble> {
    let mut book = Book::new(LOOK, "LA tables 2011-12", (12, 14))?;
    for (name, table) in tables()? {
        let (sheet, placed) = book.sheet_with(&name, &table)?;
        if name.starts_with("6.2") {
            let mut chart = Chart::new(ChartType::Line);
            let range = |row, from, to| (name.as_str(), row, from, row, to);
            for row in placed.first..=placed.last.saturating_sub(1) {
                let series =
                    chart.add_series().set_values(range(row, 1, 5)).set_categories(range(placed.headings, 1, 5));
                series.set_name((name.as_str(), row, 0));
            }
            chart.title().set_name("Early years, 2008 to 2012 (%)");
            chart.set_width(560).set_height(280);
            sheet.insert_chart(placed.last + 5, 0, &chart)?;
        }
    }
    book.finish()
}

fn tables() -> Result<Vec<(String, Table)>, Trouble> {
    let mut tables: Vec<(String, Table)> = Vec::new();
    for mut line in lines(include_str!("../data/authority_tables.txt")) {
        let what = line.text("kind of line")?;
        if what == "sheet" {
            tables.push((line.text("sheet name")?.to_owned(), empty()));
            continue;
        }
        let Some((_, table)) = tables.last_mut() else { return Err(line.lacks("sheet before it")) };
        extend(table, what, line)?;
    }
    Ok(tables)
}

fn empty() -> Table {
    let (title, subtitles, columns, rows, notes) = (String::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Table { title, subtitles, columns, rows, average: None, notes }
}

fn extend(table: &mut Table, what: &str, mut line: Line<'static>) -> Result<(), Trouble> {
    let standing = match what {
        "title" => {
            table.title = line.text("title")?.to_owned();
            return Ok(());
        }
        "under" => {
            table.subtitles.push(line.text("line under the title")?.to_owned());
            return Ok(());
        }
        "note" => {
            table.notes.push(line.text("note")?.to_owned());
            return Ok(());
        }
        "headings" => {
            table.columns = rest(&mut line).into_iter().zip(0_usize..).map(heading).collect();
            return Ok(());
        }
        "row" => Standing::School,
        "authority" => Standing::Authority,
        "england" => Standing::England,
        "total" => Standing::Total,
        "block" => Standing::Divider,
        _ => return Err(line.lacks("kind of line")),
    };
    // a year over a block of rows is words, not a figure
    let read = |text| if standing == Standing::Divider { Cell::text(text) } else { cell(text) };
    let cells = rest(&mut line).into_iter().map(read).collect();
    table.rows.push(Row { standing, cells });
    Ok(())
}

fn rest(line: &mut Line<'static>) -> Vec<&'static str> {
    std::iter::from_fn(|| line.text("cell").ok()).collect()
}

fn heading((text, at): (&str, usize)) -> Column {
    let width = if at == 0 { 44.0 } else { 13.0 };
    match text.split_once('/') {
        Some((group, own)) => under(group, own, width),
        None => column(text, width),
    }
}

fn cell(text: &str) -> Cell {
    if let Ok(whole) = text.parse() {
        return Cell::Whole(whole);
    }
    text.parse().map_or_else(|_| Cell::text(text), Cell::Tenths)
}
