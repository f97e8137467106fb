//! Annotated copies that are put in as workbooks.

use super::office::{ALDER, Office};
use crate::annotate::fixture::{package, parts};

#[test]
fn a_copy_whose_marks_cannot_be_taken_off_is_refused_and_another_is_read() {
    let office = Office::new();
    office.drop_csv("in/Schools.csv", ALDER);
    office.run();
    let copy = std::fs::read(office.path("out/Schools - annotated.xlsx")).unwrap();
    let mut all = parts(&copy);
    // as a program saves it that drops what it does not know
    all.retain(|name, _| !name.starts_with("customXml") && !name.starts_with("yardstick"));
    office.drop("again/whole.xlsx", &copy);
    office.drop("again/bare.xlsx", &package(&all));
    let inputs = office.read("again");
    let read: Vec<&str> = inputs.books.iter().map(|book| &*book.name).collect();
    assert_eq!(read, ["whole.xlsx"]);
    let why: Vec<String> = inputs.refused.iter().map(|refused| refused.error.to_string()).collect();
    assert!(why.len() == 1 && why[0].starts_with("bare.xlsx: is an annotated copy"), "{why:?}");
    assert!(why[0].ends_with("put the original workbook in instead"), "{why:?}");
}
