//! The School card: one page that fetches what it says of the school chosen.

use std::path::Path;
use std::process::{Command, Stdio};

use workbook::patch::{CellEdit, Value, set_cells};

use super::{Fixture, Review};

const CARD: &str = "School card";

fn visible(bytes: Vec<u8>) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/workbook.xml").unwrap(), &mut text).unwrap();
    let sheets = text.split("<sheet ").skip(1).filter(|sheet| !sheet.split('>').next().unwrap().contains("hidden"));
    sheets.map(|sheet| sheet.split('"').nth(1).unwrap().to_owned()).collect()
}

#[test]
fn seven_sheets_are_seen_and_no_more() {
    let seen = visible(Fixture::new().review());
    let expected = ["Front page", "Schools", "School card", "Support and plans", "Calendar", "Data to fix", "About"];
    assert_eq!(seen, expected);
}

#[test]
fn the_card_is_right_before_anything_is_calculated() {
    let mut review = Review::of(&Fixture::new());
    let card = review.sheet(CARD);
    let first = review.sheet("Schools").text(workbook::write::DATA_ROW, 1);
    assert_eq!(card.text(2, 0), first);
    let said = card.all();
    assert!(said.contains("■ In a category of concern") && said.contains("URN "), "{said}");
    assert!(!said.lines().any(|line| line == "0"), "what is blank is no nought: {said}");
}

/// That everything is calculated when a file is opened.
const ALWAYS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// The review with a school chosen, calculated by LibreOffice; none where there is no LibreOffice.
fn calculated(folder: &Path, school: &str) -> Option<Review> {
    let chosen = CellEdit { sheet: CARD.into(), row: 2, column: 0, value: Some(Value::Text(school.into())) };
    let path = folder.join("review.xlsx");
    std::fs::write(&path, set_cells(&Fixture::new().review(), &[chosen]).unwrap()).unwrap();
    // a file that a spreadsheet program says it saved is not calculated again unless that is asked for
    std::fs::create_dir_all(folder.join("profile/user")).unwrap();
    std::fs::write(folder.join("profile/user/registrymodifications.xcu"), ALWAYS).unwrap();
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    office.args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(folder.join("again")).arg(&path);
    if !office.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|done| done.success()) {
        crate::skipped::skipped("there is no LibreOffice");
        return None;
    }
    let bytes = std::fs::read(folder.join("again/review.xlsx")).unwrap();
    Some(Review(calamine::Reader::new(std::io::Cursor::new(bytes)).unwrap()))
}

#[test]
fn a_spreadsheet_program_fills_the_card_with_the_school_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let school = "Beacon Hill Primary School";
    let Some(mut review) = calculated(folder.path(), school) else { return };
    let said = review.sheet(CARD).all();
    assert!(said.contains(school) && said.contains("URN 900102") && said.contains("▲ Vulnerable"), "{said}");
    assert!(said.contains("59.6% against 60%"), "{said}");
    assert!(!said.contains("In a category of concern"), "nothing is left of the school before: {said}");
}

/// A rulebook that begins with one measure has one chart on the card, and no empty lines.
#[test]
fn what_no_school_has_is_no_empty_chart() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_yardstick"));
        assert!(program.current_dir(folder.path()).args(arguments).output().unwrap().status.success());
    };
    run(&["init", ".", "--template", "blank"]);
    run(&["evaluate", "workbooks", "--date", "2026-09-21"]);
    let bytes = std::fs::read(folder.path().join("reviewed/School review 2025-26.xlsx")).unwrap();
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    // one on the front page, one on the card
    assert_eq!(archive.file_names().flatten().filter(|name| name.starts_with("xl/charts/chart")).count(), 2);
}
