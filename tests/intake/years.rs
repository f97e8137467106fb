//! Which academic year a value belongs to.

use yardstick::intake::IntakeOptions;
use yardstick::intake::record::DoubtKind;

use super::support::{book, cells, one, read, read_with, sheet, year};

const TABLE: &str = "URN|School|% L4+ reading\n100001|Oak|72";

#[test]
fn the_year_stands_in_the_title_the_sheets_name_or_the_files_name() {
    for (name, sheet_name, title) in [
        ("ks2.xlsx", "Data", "Key stage 2 results 2011/12"),
        ("ks2.xlsx", "KS2 2011-12", "Key stage 2 results"),
        ("ks2 201112.xlsx", "Data", "Key stage 2 results"),
        ("ks2.xlsx", "Data", "Key stage 2 results, summer 2012"),
    ] {
        let read = read(&[book(name, vec![sheet(sheet_name, &format!("{title}\n\n{TABLE}"))])]);
        assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72", "{name} {sheet_name} {title}");
        read.no_doubts();
    }
}

#[test]
fn two_places_that_name_two_years_are_told() {
    let this = "ks2.xlsx";
    for (name, sheet_name, title, taken, other) in [
        (
            "ks2 2010-11.xlsx",
            "KS2 2009-10",
            "the title goes first: 2011-12",
            "its title says 2011-12",
            "the sheet's name 2009-10",
        ),
        (this, "2012-13", "Results 2011-12", "its title says 2011-12", "the sheet's name 2012-13"),
        ("ks2 2012-13.xlsx", "Data", "Results 2011-12", "its title says 2011-12", "the file's name 2012-13"),
        ("ks2 2012-13.xlsx", "KS2 2011-12", "Results", "the sheet's name says 2011-12", "the file's name 2012-13"),
    ] {
        let read = read(&[book(name, vec![sheet(sheet_name, &format!("{title}\n\n{TABLE}"))])]);
        assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72", "{name} {sheet_name} {title}");
        let doubt = read.doubt(DoubtKind::Year, taken);
        assert!(doubt.what.contains(other), "{}", doubt.what);
    }
}

#[test]
fn a_table_of_another_year_beside_one_of_the_sheets_own_is_no_slip() {
    let earlier = format!("Results 2010-11\n\n{TABLE}");
    let later = "Results 2011-12\n\nURN|School|% L4+ reading\n100002|Elm|60";
    read(&[book("ks2.xlsx", vec![sheet("2011-12", &format!("{earlier}\n\n\n{later}"))])]).no_doubts();
    let sheets = [("2010-11", TABLE), ("2011-12", "URN|School|% L4+ reading\n100001|Oak|73")];
    let sheets = sheets.map(|(name, table)| sheet(name, table)).to_vec();
    read(&[book("ks2 2011-12.xlsx", sheets)]).no_doubts();
}

#[test]
fn what_may_be_years_or_a_month_is_asked_unless_other_rows_are_months() {
    read(&[one("Results 2009-12.xlsx", TABLE)]).doubt(DoubtKind::NotRead, "the file's name may name several years");
    let rows = |years: [&str; 2]| {
        let [first, second] = years;
        let text = format!("Year|URN|School|% L4+ reading\n'{first}|100001|Oak|72\n'{second}|100001|Oak|60");
        read(&[one("a.xlsx", &text)])
    };
    let asked = rows(["2010-11", "2010-12"]);
    assert_eq!(cells(asked.doubt(DoubtKind::Value, "“2010-12”, and may be several years or a month")), ["Data!A3"]);
    let months = rows(["2010-12", "2012-01"]);
    assert_eq!(months.shown("urn:100001", "reading 2010-11"), "72");
    assert_eq!(months.shown("urn:100001", "reading 2011-12"), "60");
}

#[test]
fn a_row_that_leaves_the_year_of_its_column_blank_is_told_with_its_cell() {
    let read = read(&[one("a.xlsx", "URN|School|Year|% L4+ reading\n100001|Oak|2011-12|72\n100002|Elm||60")]);
    assert_eq!(cells(read.doubt(DoubtKind::Value, "the academic year of 1 row is blank")), ["Data!C3"]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    assert!(read.data.without_year.is_empty());
}

#[test]
fn years_may_be_columns_under_the_measures_heading() {
    let text = "KS2 trend\n\nURN|School|% L4+ reading| | \n| |2010*|2011|2011-12\n100001|Oak|70|71|72";
    let read = read(&[one("trend.xlsx", text)]);
    for (what, value) in [("reading 2009-10", "70"), ("reading 2010-11", "71"), ("reading 2011-12", "72")] {
        assert_eq!(read.shown("urn:100001", what), value);
    }
    read.doubt(DoubtKind::Remark, "a calendar year alone is taken for the year of results");
}

#[test]
fn years_may_be_columns_of_a_measure_that_the_title_names() {
    let read =
        read(&[one("trend.xlsx", "% L4+ reading: three years\n\nURN|School|2010|2011|2012\n100001|Oak|70|71|72")]);
    assert_eq!(read.shown("urn:100001", "reading 2009-10"), "70");
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
}

#[test]
fn years_may_be_rows() {
    let read = read(&[one(
        "a.xlsx",
        "Academic year|URN|School|% L4+ reading\n2010-11|100001|Oak|70\n2012|100001|Oak|72\n201213|100001|Oak|74",
    )]);
    assert_eq!(read.shown("urn:100001", "reading 2010-11"), "70");
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    assert_eq!(read.shown("urn:100001", "reading 2012-13"), "74");
    let years: Vec<String> = read.data.years.iter().map(ToString::to_string).collect();
    assert_eq!(years, ["2010-11", "2011-12", "2012-13"]);
}

#[test]
fn a_row_whose_year_cannot_be_read_is_doubted_and_not_used() {
    let read = read(&[one("a 2011-12.xlsx", "Academic year|URN|School|% L4+ reading\nlast|100001|Oak|70")]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "none");
    assert_eq!(cells(read.doubt(DoubtKind::Value, "the academic year of 1 row")), ["Data!A2"]);
}

#[test]
fn years_may_be_sheets() {
    let text = |value: u32| format!("URN|School|% L4+ reading\n100001|Oak|{value}");
    let read = read(&[book(
        "a.xlsx",
        vec![sheet("2009-10", &text(70)), sheet("2010", &text(70)), sheet("2010-11", &text(71))],
    )]);
    assert_eq!(read.shown("urn:100001", "reading 2009-10"), "70");
    assert_eq!(read.shown("urn:100001", "reading 2010-11"), "71");
}

#[test]
fn where_nothing_says_the_year_it_is_asked_and_nothing_dated_is_read() {
    let books = [one("a.xlsx", "URN|School|Phase|% L4+ reading\n100001|Oak|Primary|72")];
    let unsaid = read(&books);
    let doubt = unsaid.doubt(DoubtKind::NotRead, "nothing says of which academic year");
    assert!(doubt.advice.as_ref().unwrap().contains("--year"));
    assert_eq!(cells(doubt), ["Data!D1"]);
    assert_eq!(unsaid.shown("urn:100001", "phase"), "primary", "what has no year is read");
    assert!(unsaid.data.years.is_empty());
    let said = read_with(&books, &IntakeOptions { year: Some(year("2011-12")), ..IntakeOptions::default() });
    assert_eq!(said.shown("urn:100001", "reading 2011-12"), "72");
    let doubt = said.doubt(DoubtKind::Year, "they were taken for 2011-12, the year asked for");
    assert!(doubt.what.contains("the figures of sheet Data are"), "{}", doubt.what);
    assert!(doubt.advice.as_ref().unwrap().contains("such as “Absence 2011-12”"), "how to state the year");
    assert_eq!(doubt.workbook, doubt.places.first().map(|place| place.workbook.clone()));
}

#[test]
fn a_title_that_names_several_years_names_none() {
    let read = read(&[one("a.xlsx", &format!("Results 2009-10 to 2011-12\n\n{TABLE}"))]);
    read.doubt(DoubtKind::NotRead, "its title may name several years");
}

#[test]
fn a_heading_without_a_year_beside_others_that_have_one_is_of_the_latest() {
    let read =
        read(&[one("a.xlsx", "URN|School|% L4+ reading 2011|% L4+ reading 2012|% L4+ maths\n100001|Oak|70|72|80")]);
    assert_eq!(read.shown("urn:100001", "maths 2011-12"), "80");
    read.doubt(DoubtKind::Remark, "they are taken for the latest, 2011-12");
}

#[test]
fn an_inspection_belongs_to_the_year_of_its_date_whatever_the_title_says() {
    let text = "Inspections 2013-14\n\nURN|School|Inspection date|Overall effectiveness|Category\n\
                100001|Oak|04/12/2013 00:00|3|SM \n100002|Elm|05/12/2014|2|'0\n100003|Ash| | |";
    let read = read(&[one("a.xlsx", text)]);
    assert_eq!(read.shown("urn:100001", "overall 2013-14"), "3");
    assert_eq!(read.shown("urn:100001", "category 2013-14"), "SM");
    assert_eq!(read.shown("urn:100002", "overall 2013-14"), "none");
    assert_eq!(read.shown("urn:100002", "overall 2014-15"), "2");
    assert_eq!(read.shown("urn:100002", "category 2014-15"), "none");
    assert_eq!(read.shown("urn:100002", "inspected_on 2014-15"), "5 December 2014");
    read.no_doubts();
}

#[test]
fn of_several_inspections_in_a_year_the_newest_counts() {
    let text = "URN|School|Inspection date|Overall effectiveness\n100001|Oak|14/05/2014|2\n100001|Oak|04/12/2013|4\n100001|Oak|01/10/2012|3";
    let read = read(&[one("a.xlsx", text)]);
    assert_eq!(read.shown("urn:100001", "overall 2013-14"), "2");
    assert_eq!(read.shown("urn:100001", "overall 2012-13"), "3");
    read.no_doubts();
}

#[test]
fn a_grade_without_its_date_is_doubted_and_not_used() {
    let read = read(&[one(
        "a 2013-14.xlsx",
        "URN|School|Inspection date|Overall effectiveness\n100001|Oak| |4\n100002|Elm|04/12/2013|2",
    )]);
    assert_eq!(read.shown("urn:100001", "overall 2013-14"), "none");
    assert_eq!(cells(read.doubt(DoubtKind::Value, "the row has no date of inspection")), ["Data!D2"]);
}

#[test]
fn of_what_does_not_change_with_the_year_the_latest_word_counts() {
    let table = |title: &str, phase: &str| format!("{title}\n\nURN|School|Phase|% L4+ reading\n100001|Oak|{phase}|70");
    let books = [one("a.xlsx", &table("2010-11", "Junior")), one("b.xlsx", &table("2011-12", "Special"))];
    let read = read(&books);
    assert_eq!(read.shown("urn:100001", "phase"), "special");
    assert_eq!(read.shown("urn:100001", "mainstream"), "no");
    read.no_doubts();
}

#[test]
fn words_for_the_state_of_figures_beside_a_year_are_no_part_of_the_heading() {
    let text = "% L4+ reading\n\nURN|School|2010/11|2011/12 (provisional)\n100001|Oak|70|72";
    let read = read(&[one("a.xlsx", text)]);
    assert_eq!(
        (read.shown("urn:100001", "reading 2010-11"), read.shown("urn:100001", "reading 2011-12")),
        ("70".into(), "72".into())
    );
    read.doubt(yardstick::intake::record::DoubtKind::Remark, "“provisional” is no part of the name");
    let text = "URN|School|% L4+ reading 2012 final\n100001|Oak|71";
    let read = super::support::read(&[one("a.xlsx", text)]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "71");
}
