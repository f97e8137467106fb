//! A review opened and saved by LibreOffice. Skipped where it is not there.

use std::path::Path;
use std::process::{Command, Stdio};

use workbook::read::{Limits, read_bytes};
use yardstick::review::book::keys;
use yardstick::review::decisions::{Entries, properties, read_back};

use super::desk::{ADVICE, SCHOOLS, decided, decided_review, key, nth_key, nth_of, rulebook, says, take_from};
use super::grid::{Grid, text};
use crate::report::fixture::Fixture;
use yardstick::review::decisions::Field;

/// The workbook as LibreOffice saves it, or none where there is no LibreOffice.
fn saved_again(folder: &Path, bytes: &[u8]) -> Option<Vec<u8>> {
    saved_as(folder, bytes, "xlsx", "xlsx:Calc MS Excel 2007 XML")
}

/// The same in another format.
pub fn saved_as(folder: &Path, bytes: &[u8], ending: &str, format: &str) -> Option<Vec<u8>> {
    let (from, to) = (folder.join("School review 2011-12.xlsx"), folder.join("saved"));
    std::fs::write(&from, bytes).unwrap();
    // a profile of its own, so that a LibreOffice that is open is left alone
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new("soffice");
    office.arg(profile).args(["--headless", "--convert-to", format, "--outdir"]);
    office.arg(&to).arg(&from).stdout(Stdio::null()).stderr(Stdio::null());
    if !office.status().is_ok_and(|done| done.success()) {
        crate::skipped::skipped("there is no LibreOffice");
        return None;
    }
    std::fs::read(to.join(format!("School review 2011-12.{ending}"))).ok()
}

fn read_entries(bytes: &[u8]) -> Entries {
    let book = read_bytes("School review 2011-12.xlsx", bytes, &Limits::default()).unwrap();
    let read = read_back(&book, &properties(bytes), rulebook());
    assert!(read.unread.is_empty() && read.foreign.is_empty(), "{:?} {:?}", read.unread, read.foreign);
    let entries = take_from(&Entries::new(), &[read]).entries;
    entries.into_iter().filter(|(_, entry)| !entry.fields.is_blank()).collect()
}

#[test]
fn a_review_saved_by_libreoffice_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    let review = Fixture::new().review();
    let before = read_entries(&review);
    assert!(!before.is_empty());
    let Some(saved) = saved_again(folder.path(), &review) else { return };
    assert_ne!(saved, review, "it was written anew");
    assert_eq!(read_entries(&saved), before);
}

#[test]
fn what_is_typed_sorted_and_saved_by_libreoffice_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut review = decided_review();
    let (grade, support) = (nth_of(&mut review, "grade:", 2), nth_of(&mut review, "support:", 2));
    let typed = [nth_key(&mut review, SCHOOLS, 2), grade, support];
    for (sheet, about) in [SCHOOLS, ADVICE, ADVICE].into_iter().zip(&typed) {
        review.sheet(sheet).type_in(about, keys::NOTE, text("seen “twice” & agreed\nby phone"));
    }
    for sheet in [SCHOOLS, ADVICE] {
        let sheet = review.sheet(sheet);
        let rows = sheet.keyed_rows();
        let order: Vec<usize> = (0..rows.len()).rev().collect();
        sheet.reorder(&rows, &order);
        sheet.insert_column(1);
        sheet.insert_row(rows[0]);
    }
    let expected = decided(&review);
    let Some(saved) = saved_again(folder.path(), &review.write()) else { return };
    let found = decided(&Grid::read(&saved));
    assert_eq!(found, expected);
    for about in &typed {
        assert_eq!(says(&found[&key(about)], Field::Note), Some("seen “twice” & agreed\nby phone"));
    }
}
