//! Workbooks whose names meet: each comes back as itself.

use pretty_assertions::{assert_eq, assert_ne};
use rust_xlsxwriter::Workbook;

use super::office::{ALDER, BEACON, HEADINGS, Office, status};

const SCHOOLS: [&str; 2] = ["Alder Lane Primary School", "Beacon Hill Primary School"];

/// That each copy has its own school, with its own status.
fn each_has_its_own(office: &Office, copies: [&str; 2]) {
    let (run, _) = office.run();
    assert_eq!(office.copies(), copies);
    assert_ne!(status(&run, SCHOOLS[0]), status(&run, SCHOOLS[1]));
    for (copy, school) in copies.into_iter().zip(SCHOOLS) {
        let rows = office.rows(copy, school);
        let status = status(&run, school);
        assert!(
            rows.len() == 1 && rows[0].iter().any(|text| text.ends_with(&status)),
            "{copy}: {rows:?} instead of {status}"
        );
    }
}

#[test]
fn files_in_folders_of_one_name_come_back_with_their_own_schools() {
    let office = Office::new();
    office.drop_csv("in/2012/primary/a.csv", ALDER);
    office.drop_csv("in/2013/primary/a.csv", BEACON);
    each_has_its_own(&office, ["2012 - primary - a - annotated.xlsx", "2013 - primary - a - annotated.xlsx"]);
}

#[test]
fn a_table_beside_a_workbook_of_its_name_has_a_copy_of_its_own() {
    let office = Office::new();
    office.drop_csv("in/KS4.csv", ALDER);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip([HEADINGS, BEACON]) {
        for (column, text) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    office.drop("in/KS4.xlsx", &book.save_to_buffer().unwrap());
    each_has_its_own(&office, ["KS4.csv - annotated.xlsx", "KS4.xlsx - annotated.xlsx"]);
}

#[test]
fn a_refusal_says_which_of_two_files_of_one_name_it_is_about() {
    let office = Office::new();
    office.drop("in/2012/a.csv", b"");
    office.drop("in/2013/a.csv", b"");
    let said: Vec<String> = office.read("in").refused.iter().map(|refused| refused.error.to_string()).collect();
    assert!(
        said.len() == 2 && said[0].starts_with("2012 - a.csv: ") && said[1].starts_with("2013 - a.csv: "),
        "{said:?}"
    );
}
