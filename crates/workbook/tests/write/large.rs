//! Sheets of many rows: what a reader sees is the same, and what the writer keeps in memory is not.

use chrono::NaiveDate;
use pretty_assertions::assert_eq;
use workbook::read::{Content, Limits, read_bytes};
use workbook::write::{Book, Cell, Column, DATA_ROW, Footer, Link, Look, Palette, Role, Row, TableKind, TablePlan};

use crate::annotate::fixture::{part, parts};

fn written(rows: Vec<Row<'_>>) -> Vec<u8> {
    let day = NaiveDate::from_ymd_opt(2013, 1, 8).unwrap();
    let mut book = Book::new(Palette::default(), Footer::default(), "Evidence", "Yardstick", day);
    let columns = vec![Column::new("Value", 10.0), Column::new("Cell", 20.0)];
    book.table(TablePlan::new("Evidence", "Evidence", columns).with_rows(rows)).unwrap();
    book.finish().unwrap()
}

fn linked(many: u32) -> Vec<Row<'static>> {
    let to = |at: u32| Link::File("../in/O'Neill \"4\".xlsx".into(), "KS4's".into(), format!("E{at}"));
    (1..=many).map(|at| vec![Cell::number(at.into()), Cell::link(format!("KS4!E{at}"), to(at))]).collect()
}

#[test]
fn links_beyond_the_first_thousands_are_formulas_that_show_the_same_text() {
    let bytes = written(linked(5_002));
    let book = read_bytes("evidence.xlsx", &bytes, &Limits::default()).unwrap();
    for at in [1, 5_000, 5_001, 5_002] {
        let shown = book.sheets[0].cell(DATA_ROW + at - 1, 1).unwrap();
        assert_eq!(shown.content, Content::Text(format!("KS4!E{at}").into()), "{at}");
    }
    let listed = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels").matches("Target=").count();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let formulas: Vec<&str> = sheet.split("<f>").skip(1).map(|rest| rest.split("</f>").next().unwrap()).collect();
    let wanted = |at: u32| format!("HYPERLINK(\"../in/O'Neill \"\"4\"\".xlsx#'KS4''s'!E{at}\",\"KS4!E{at}\")");
    assert_eq!(formulas, [wanted(5_001), wanted(5_002)]);
    assert!(listed <= 5_001, "{listed}");
}

#[test]
fn a_very_large_table_is_a_range_with_a_filter_and_a_smaller_one_a_table() {
    let rows = |many: u32| (0..many).map(|at| vec![Cell::number(at.into()), Cell::text("x")]).collect();
    let is_table = |bytes: &[u8]| parts(bytes).keys().any(|name| name.starts_with("xl/tables/"));
    let [small, large] = [written(rows(100)), written(rows(100_001))];
    assert!(is_table(&small) && !is_table(&large));
    let sheet = part(&large, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter ref=\"A6:B100007\"/>"), "{}", &sheet[sheet.len() - 600..]);
}

#[test]
fn below_a_large_table_nothing_is_unlocked_and_hidden_columns_have_no_look() {
    let day = NaiveDate::from_ymd_opt(2013, 1, 8).unwrap();
    let mut book = Book::new(Palette::default(), Footer::default(), "Findings", "Yardstick", day);
    let columns = vec![
        Column { hidden: true, ..Column::new("key", 12.0) },
        Column::new("School", 20.0),
        Column::new("Note", 20.0).looking(Look::of(Role::Input)),
    ];
    let row = |at: u32| vec![Cell::text(format!("k{at}")), Cell::text("x"), Cell::BLANK];
    let rows = (0..25_000).map(row).collect();
    let kind = TableKind::Decisions;
    book.table(TablePlan { kind, ..TablePlan::new("Findings", "Findings", columns).with_rows(rows) }).unwrap();
    let sheet = part(&book.finish().unwrap(), "xl/worksheets/sheet1.xml");
    let of = |tag: &str| sheet.split(tag).nth(1).unwrap().split('>').next().unwrap().to_owned();
    let styled = ["<col min=\"1\"", "<col min=\"2\"", "<col min=\"3\""].map(|tag| of(tag).contains("style="));
    assert_eq!(styled, [false, true, false], "{}", &sheet[..sheet.find("<sheetData").unwrap()]);
    assert!(!of("<c r=\"A7\"").contains("s=\""), "a hidden cell needs no look");
    assert!(of("<c r=\"C7\"").contains("s=\""), "a blank where officers write is to be seen, and open");
}
