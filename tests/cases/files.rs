//! Damaged, odd and wrongly refused files: what is lost is said, and what can be read is.

use workbook::read::{Book, Limits, ReadError, read_file};
use workbook::trial::{Trial, trial};

use crate::public;

fn file(name: &str) -> Option<Result<Book, ReadError>> {
    let folder = public::cases(&format!("files/{name}"))?;
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let file = files.into_iter().find(|path| path.file_name().unwrap() != "README").unwrap();
    Some(read_file(&file, &Limits::default()))
}

#[track_caller]
fn refused(name: &str, words: &str) {
    let Some(read) = file(name) else { return };
    let said = read.unwrap_err().to_string();
    assert!(said.contains(words), "{said}");
}

#[track_caller]
fn read(name: &str, remark: &str) -> Option<Book> {
    let book = file(name)?.unwrap();
    let said: Vec<String> = book.remarks.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|said| said.contains(remark)) || remark.is_empty(), "{said:?}");
    Some(book)
}

#[test]
fn a_quotation_mark_without_its_partner_swallows_no_school() {
    let Some(book) = read("csv-stray-quote", "row 9 has a quotation mark without its partner") else { return };
    assert!(book.sheets[0].rows.iter().all(|row| row.cells.len() == 6 || row.index < 2), "a row is torn");
}

#[test]
fn a_text_that_ends_in_zeros_is_refused_as_cut_short() {
    refused("csv-zero-tail", "copy was interrupted");
}

#[test]
fn a_workbook_that_lists_no_sheet_is_refused() {
    refused("no-sheets-xls", "no sheet");
    refused("no-sheets-xlsm", "no sheet");
    refused("workbook-is-another-part", "no sheet");
}

#[test]
fn a_damaged_list_of_sheets_is_said() {
    read("two-sheets-one-part", "its own are lost");
    read("sheet-without-name", "has no name");
}

#[test]
fn a_package_in_utf16_is_read() {
    let Some(book) = read("refused-utf16-xlsx", "") else { return };
    assert!(book.sheets.iter().any(|sheet| sheet.cell_count() > 0));
}

#[test]
fn a_cell_that_swallows_the_next_ones_is_refused_with_its_sheet() {
    let Some(read) = file("xlsb-record-too-long") else { return };
    let said = read.map_or_else(|error| error.to_string(), |book| format!("{:?}", book.remarks));
    assert!(said.contains("bytes and should take"), "{said}");
}

#[test]
fn an_open_document_without_its_type_is_read() {
    let Some(book) = read("refused-ods-without-mimetype", "") else { return };
    assert!(book.sheets.iter().any(|sheet| sheet.cell_count() > 0));
}

/// How a copy with marks comes out, if the case is at hand.
fn annotated(name: &str) -> Option<Trial> {
    let book = file(name)?.unwrap();
    let folder = public::cases(&format!("files/{name}"))?;
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let path = files.into_iter().find(|path| path.file_name().unwrap() != "README").unwrap();
    Some(trial(&std::fs::read(path).unwrap(), &book, &Limits::default()))
}

#[test]
fn marks_change_no_other_cell_whatever_the_list_of_formats_says() {
    for name in ["dangling-font-index", "styles-alternate-content"] {
        let Some(outcome) = annotated(name) else { return };
        assert!(matches!(outcome, Trial::Clean), "{name}: {}", outcome.kind());
    }
}

#[test]
fn a_part_of_countless_elements_is_not_gathered_to_be_marked() {
    let Some(outcome) = annotated("outline-memory") else { return };
    assert!(matches!(outcome, Trial::Refused(_)), "{}", outcome.kind());
}

#[test]
fn old_workbooks_that_others_open_are_read() {
    let Some(book) = read("refused-60284", "") else { return };
    assert!(book.sheets.iter().map(|sheet| sheet.cell_count()).sum::<usize>() > 250);
    let book = read("refused-mac-codepage", "code page 10029").unwrap();
    assert!(book.sheets.iter().map(|sheet| sheet.cell_count()).sum::<usize>() > 30);
}
