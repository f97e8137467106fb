//! Every public workbook at hand is read or refused in one clear line, within bounds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use workbook::read::{Content, Limits, Sheet, read_file};
use yardstick::run::survey::{Outcome, files, look_at};

use crate::public;

/// The workbooks below a folder; none where it is absent.
fn below(folder: Option<PathBuf>) -> Vec<PathBuf> {
    folder.and_then(|folder| files(&[folder]).ok()).map(|(found, _)| found).unwrap_or_default()
}

#[test]
fn every_corpus_file_is_read_or_refused_in_one_line() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for path in below(public::corpus("")) {
        let file = look_at(&path, &Limits::default(), false);
        *counts.entry(file.outcome.kind()).or_default() += 1;
        if let Outcome::Refused(error) = &file.outcome {
            let message = error.to_string();
            assert!(!message.contains('\n') && message.len() < 400, "{message}");
        }
    }
    println!("{counts:?}");
}

/// What a file costs is what it is let unpack and hold: with little let, no file costs more than little.
#[test]
fn no_corpus_file_holds_more_than_the_limits_let_it() {
    let limits = Limits { cells: 300, text_bytes: 10_000, sheets: 4, unpacked_bytes: 1 << 20, ..Limits::default() };
    let (mut read, mut refused) = (0, 0);
    for path in below(public::corpus("")) {
        let Ok(book) = read_file(&path, &limits) else {
            refused += 1;
            continue;
        };
        let cells: usize = book.sheets.iter().map(Sheet::cell_count).sum();
        let contents = book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        let texts: BTreeSet<&str> = contents
            .filter_map(|cell| if let Content::Text(text) = &cell.content { Some(&**text) } else { None })
            .collect();
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        assert!(cells <= 300 && bytes <= 10_000 && book.sheets.len() <= 4, "{}: {cells}, {bytes}", path.display());
        read += 1;
    }
    println!("{read} within the limits, {refused} refused");
}

#[test]
fn a_workbook_of_the_whole_country_reads_without_a_remark() {
    for path in below(public::data("england-2013-04")) {
        let file = look_at(&path, &Limits::default(), false);
        let Outcome::Read { cells, remarks, .. } = file.outcome else { panic!("{:?}", file.outcome) };
        assert!(cells > 400_000 && remarks.is_empty(), "{cells} cells, {remarks:?}");
    }
}
