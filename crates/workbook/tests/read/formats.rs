//! The same workbook in every format gives the same cells.

use std::path::Path;

use chrono::NaiveDate;
use workbook::read::{Book, Content, Format, Limits, Visibility, read_file};

use super::packages::{at, error, number, on, text};

fn sample(name: &str) -> Result<Book, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/read/samples").join(name);
    read_file(&path, &Limits::default()).map_err(|error| error.to_string())
}

fn check(name: &str, format: Format) {
    let book = sample(name).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(book.format, format, "{name}");
    let sheet = &book.sheets[0];
    assert_eq!((&*sheet.name, sheet.visibility), ("Results", Visibility::Visible), "{name}");
    assert_eq!((at(&book, "A2"), at(&book, "B2")), (number(990_001.0), text("Alder Grove Primary School")), "{name}");
    let share = sheet.cell(1, 2).unwrap();
    assert_eq!((&share.content, share.percent, share.formula), (&Content::Number(0.72), true, false), "{name}");
    assert!(sheet.cell(1, 3).is_some_and(|cell| cell.formula && cell.content == Content::Number(1.44)), "{name}");
    assert_eq!(at(&book, "D3"), error("#DIV/0!"), "{name}");
    let day = NaiveDate::from_ymd_opt(2013, 12, 4).unwrap().and_hms_opt(0, 0, 0).unwrap();
    assert_eq!(at(&book, "E2"), Some(Content::DateTime(day)), "{name}");
    assert_eq!(at(&book, "B60"), text("School number 59 of Eastmere"), "{name}");
    assert_eq!(sheet.merge_at(61, 1).map(|merge| (merge.first_column, merge.last_column)), Some((0, 2)), "{name}");
    assert!(sheet.hidden_rows.contains(9) && sheet.hidden_columns.contains(3), "{name}");
    let notes = book.sheet("Notes").unwrap();
    assert_eq!(on(notes, "A1"), text("Two  spaces"), "{name}");
}

#[test]
fn one_workbook_reads_alike_in_every_format() {
    check("results.xlsx", Format::Xlsx);
    check("results.xls", Format::Xls);
    check("results.ods", Format::Ods);
    check("results-2003.xml", Format::SpreadsheetMl);
}

#[test]
fn workbooks_encrypted_with_excels_own_password_open_as_in_excel() {
    check("excels-own-password.xlsx", Format::Xlsx);
    check("excels-own-password.xls", Format::Xls);
}

#[test]
fn workbooks_with_a_password_of_their_own_are_named_for_it() {
    for name in ["own-password.xlsx", "own-password.xls"] {
        let message = sample(name).err().unwrap_or_default();
        assert!(message.contains("protected with a password") && message.contains("save a copy without"), "{message}");
    }
}

#[test]
fn raised_figures_in_an_xls_are_marks_of_footnotes() {
    let book = sample("raised.xls").unwrap();
    let found = ["C2", "D2", "B3", "C3", "D3"].map(|address| at(&book, address));
    assert_eq!(found, ["6", "5%", "Elm Primary School", "1,234", "80 "].map(text));
}
