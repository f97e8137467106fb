//! `School list.xlsx`: who the schools are, open and closed, and which took over from which.

use super::super::book::{Book, freeze_and_filter};
use super::super::cell::Cell;
use super::super::lines::Day;
use super::super::look::Look;
use super::super::school::School;
use super::super::table::{Row, Table, column};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x0020_3764, upper: 0x0030_5496, font: "Calibri" };

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let mut book = Book::new(LOOK, "School list", (9, 3))?;
    let (sheet, placed) = book.sheet_with("Schools", &list(schools))?;
    freeze_and_filter(sheet, placed, 3)?;
    let (sheet, placed) = book.sheet_with("School changes", &changes(schools))?;
    sheet.set_freeze_panes(placed.first, 0)?;
    book.finish()
}

fn list(schools: &[School]) -> Table {
    let columns = vec![
        column("URN", 9.0),
        column("LAESTAB", 11.0),
        column("School", 50.0),
        column("Phase", 11.0),
        column("Type of establishment", 26.0),
        column("Status", 9.0),
        column("Opening date", 12.0),
        column("Closing date", 12.0),
        column("Ward", 15.0),
        column("FSM band", 10.0),
    ];
    let mut rows: Vec<Row> = schools.iter().map(row).collect();
    let converted = schools.iter().filter(|school| school.former.is_some());
    rows.extend(converted.filter_map(|school| {
        let (urn, name) = school.former?;
        let kind = if school.name.contains("Willowherb") { "Community special school" } else { "Foundation school" };
        let cells = [Cell::count(urn), Cell::text(school.laestab_with_stroke()), Cell::text(name)];
        let rest = [Cell::text(school.phase.title()), Cell::text(kind), Cell::text("Closed"), Cell::Blank];
        let last = [Cell::Date(day_before(school.opened)), Cell::text(school.ward), Cell::text(school.fsm_band())];
        Some(Row::school([cells.to_vec(), rest.to_vec(), last.to_vec()].concat()))
    }));
    Table {
        title: "Eastmere school list".into(),
        subtitles: vec!["54 open schools at July 2012, then those that closed or converted since 2009".into()],
        columns,
        rows,
        average: None,
        notes: vec!["FSM band: Low up to 12%, Medium up to 25%, High above. Authority number 999.".into()],
    }
}

fn row(school: &School) -> Row {
    let closing = school.closed.map_or(Cell::Blank, Cell::Date);
    Row::school(vec![
        Cell::count(school.urn),
        Cell::text(school.laestab_with_stroke()),
        Cell::text(school.name),
        Cell::text(school.phase.title()),
        Cell::text(school.kind),
        Cell::text(if school.closed.is_some() { "Closed" } else { "Open" }),
        Cell::Date(school.opened),
        closing,
        Cell::text(school.ward),
        Cell::text(school.fsm_band()),
    ])
}

/// The last day of the old school; conversions take effect on the first of a month.
fn day_before(day: Day) -> Day {
    match day.month {
        1 => Day { year: day.year - 1, month: 12, day: 31 },
        5 | 7 | 10 | 12 => Day { month: day.month - 1, day: 30, ..day },
        3 => Day { month: 2, day: 28, ..day },
        month => Day { month: month - 1, day: 31, ..day },
    }
}

fn changes(schools: &[School]) -> Table {
    let columns = vec![
        column("Predecessor URN", 12.0),
        column("Predecessor", 42.0),
        column("Successor URN", 12.0),
        column("Successor", 42.0),
        column("LAESTAB of successor", 13.0),
        column("Date of change", 12.0),
        column("Reason", 46.0),
    ];
    let converted = schools.iter().filter_map(|school| {
        let (urn, name) = school.former?;
        Some(change((urn, name), school, "Conversion to academy, same LAESTAB"))
    });
    let mut rows: Vec<Row> = converted.collect();
    let closed = schools.iter().find(|school| school.closed.is_some());
    let opened = schools.iter().find(|school| school.name.starts_with("Harbour Rise"));
    if let (Some(closed), Some(opened)) = (closed, opened) {
        rows.push(change((closed.urn, closed.name), opened, "Closed; reopened as a sponsored academy, new LAESTAB"));
    }
    Table {
        title: "School changes since September 2009".into(),
        subtitles: vec!["Use when comparing years: results of the predecessor belong to the successor's trend".into()],
        columns,
        rows,
        average: None,
        notes: Vec::new(),
    }
}

fn change((urn, name): (u32, &str), successor: &School, reason: &str) -> Row {
    Row::school(vec![
        Cell::count(urn),
        Cell::text(name),
        Cell::count(successor.urn),
        Cell::text(successor.name),
        Cell::text(successor.laestab_with_stroke()),
        Cell::Date(successor.opened),
        Cell::text(reason),
    ])
}
