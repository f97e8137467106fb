//! What an officer added to a review and a new one has no place for is kept beside it, and said.

use std::io::{Cursor, Write};

use workbook::patch::{CellEdit, Value, set_cells};
use workbook::write::HEADING_ROW;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::office::{ALDER, Office};

const REVIEW: &str = "out/School review 2011-12.xlsx";

/// A review as written; what was said of it in the next run, and the copies kept of it.
fn kept(change: impl Fn(Vec<u8>) -> Vec<u8>) -> (Vec<String>, Vec<Vec<u8>>) {
    let office = Office::new();
    office.drop_csv("in/a.csv", ALDER);
    office.run();
    let changed = change(std::fs::read(office.path(REVIEW)).unwrap());
    office.drop(REVIEW, &changed);
    let (_, written) = office.run();
    let files = std::fs::read_dir(office.path("out")).unwrap().map(|entry| entry.unwrap().path());
    let copies =
        files.filter(|path| path.to_string_lossy().contains("(kept ")).map(|path| std::fs::read(path).unwrap());
    let copies: Vec<Vec<u8>> = copies.collect();
    assert!(copies.iter().all(|copy| *copy == changed), "it is kept as it was");
    (written.remarks, copies)
}

fn with_text(review: &[u8], sheet: &str, column: u32, texts: [&str; 2]) -> Vec<u8> {
    let edit = |(row, text): (u32, &str)| {
        let value = Some(Value::Text(text.into()));
        CellEdit { sheet: sheet.into(), row, column, value }
    };
    set_cells(review, &(HEADING_ROW..).zip(texts).map(edit).collect::<Vec<_>>()).unwrap()
}

#[test]
fn a_column_beside_a_list_on_which_nothing_is_decided_is_kept_in_a_copy_and_said() {
    let (said, copies) = kept(|review| with_text(&review, "Data to fix", 30, ["Done", "rang them"]));
    assert!(said.iter().any(|line| line.contains("the column Done on Data to fix")), "{said:?}");
    assert_eq!(copies.len(), 1);
}

#[test]
fn comments_on_cells_are_kept_in_a_copy_and_said() {
    let commented = |review: Vec<u8>| {
        let mut archive = ZipArchive::new(Cursor::new(review)).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..archive.len() {
            writer.raw_copy_file(archive.by_index_raw(at).unwrap()).unwrap();
        }
        writer.start_file("xl/comments1.xml", SimpleFileOptions::default()).unwrap();
        writer.write_all(b"<comments/>").unwrap();
        writer.finish().unwrap().into_inner()
    };
    let (said, copies) = kept(commented);
    assert!(said.iter().any(|line| line.contains("comments on cells")), "{said:?}");
    assert_eq!(copies.len(), 1);
}

#[test]
fn a_review_that_nothing_was_added_to_is_replaced_without_a_copy() {
    let (said, copies) = kept(|review| review);
    assert!(copies.is_empty() && !said.iter().any(|line| line.contains("of your own")), "{said:?}");
}
