//! `Headteachers and staffing.xlsx`: kept by the governors' clerk by name alone, with one school spelt her own way.

use rust_xlsxwriter::DataValidation;

use super::super::book::{Book, freeze_and_filter};
use super::super::cell::Cell;
use super::super::facts::staffing::leadership;
use super::super::look::Look;
use super::super::school::School;
use super::super::table::{Row, Table, column};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x0040_4040, upper: 0x0080_8080, font: "Calibri" };

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let mut book = Book::new(LOOK, "Headteachers and staffing", (7, 20))?;
    let columns = vec![
        column("School", 48.0),
        column("Headteacher", 22.0),
        column("Date of appointment", 13.0),
        column("First headship (Y/N)", 10.0),
        column("Senior staff changes in year", 12.0),
        column("Notes", 52.0),
    ];
    let open = schools.iter().filter(|school| school.closed.is_none());
    let table = Table {
        title: "Headteachers and senior staff".into(),
        subtitles: vec!["Position at the end of the academic year 2011-12".into()],
        columns,
        rows: open.map(row).collect(),
        average: None,
        notes: vec![
            "Senior staff = deputies, assistant heads, phase and subject leaders on the leadership scale.".into(),
        ],
    };
    let (sheet, placed) = book.sheet_with("Heads 2011-12", &table)?;
    freeze_and_filter(sheet, placed, 1)?;
    let yes_or_no = DataValidation::new().allow_list_strings(&["Y", "N"])?;
    sheet.add_data_validation(placed.first, 3, placed.last, 3, &yes_or_no)?;
    book.finish()
}

fn row(school: &School) -> Row {
    let found = leadership(school);
    Row::school(vec![
        Cell::text(spelling(school.name)),
        Cell::text(found.head),
        Cell::Date(found.since),
        Cell::text(if found.first_headship { "Y" } else { "N" }),
        Cell::count(found.changes),
        if found.note.is_empty() { Cell::Blank } else { Cell::text(found.note) },
    ])
}

/// The clerk's spelling: one saint written out, and the curled apostrophes that her word processor puts in.
fn spelling(name: &str) -> String {
    if name.starts_with("St Brannoc") {
        return "Saint Brannocs Catholic Primary School".to_owned();
    }
    name.replace('\'', "\u{2019}")
}
