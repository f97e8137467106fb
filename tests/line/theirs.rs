//! What an officer added to a review and a new one has no place for is kept beside it, and said.

use std::io::{Cursor, Write};

use workbook::patch::{CellEdit, Value, set_cells};
use workbook::write::HEADING_ROW;
use yardstick::review::book::keys;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::office::{ALDER, BEACON, Office};
use crate::annotate::fixture::package;

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
fn a_text_below_a_list_or_on_a_page_on_which_nothing_is_decided_is_kept_in_a_copy_and_said() {
    for sheet in ["Front page", "Calendar", "Data to fix", "About", "School card"] {
        let (said, copies) = kept(|review| {
            let value = Some(Value::Text("rang the heads".into()));
            set_cells(&review, &[CellEdit { sheet: sheet.into(), row: 90, column: 1, value }]).unwrap()
        });
        let names = |line: &String| line.contains(&format!("on {sheet} B91 “rang the heads”"));
        assert!(said.iter().any(names), "{sheet}: {said:?}");
        assert_eq!(copies.len(), 1, "{sheet}");
    }
}

#[test]
fn a_text_typed_over_a_cell_that_is_worked_out_is_kept_in_a_copy_and_said() {
    let (said, copies) = kept(|review| {
        let edit = |row, text: &str| {
            let value = Some(Value::Text(text.into()));
            CellEdit { sheet: "Schools".into(), row, column: 5, value }
        };
        set_cells(&review, &[edit(1, "for Cabinet"), edit(HEADING_ROW, "Where it is")]).unwrap()
    });
    assert!(said.iter().any(|line| line.contains("F2 “for Cabinet”, F6 “Where it is”")), "{said:?}");
    assert_eq!(copies.len(), 1);
}

#[test]
fn a_school_chosen_on_the_card_is_no_addition() {
    let (said, copies) = kept(|review| {
        let (row, column) = keys::CHOICE;
        let value = Some(Value::Text("Another School".into()));
        set_cells(&review, &[CellEdit { sheet: "School card".into(), row, column: column.into(), value }]).unwrap()
    });
    assert!(copies.is_empty(), "{said:?}");
}

#[test]
fn what_was_added_to_the_evidence_is_kept_in_a_copy_and_said() {
    let office = Office::new();
    office.drop_csv("in/a.csv", ALDER);
    office.run();
    let path = office.path("out/School review 2011-12 - evidence.xlsx");
    let written = std::fs::read(&path).unwrap();
    let value = Some(Value::Text("seen at the visit".into()));
    let edit = CellEdit { sheet: "Evidence".into(), row: 4_000, column: 2, value };
    std::fs::write(&path, set_cells(&written, &[edit]).unwrap()).unwrap();
    office.drop_csv("in/a.csv", BEACON);
    let (_, written) = office.run();
    assert!(written.remarks.iter().any(|line| line.contains("“seen at the visit”")), "{:?}", written.remarks);
    let kept = |name: &str| name.contains("evidence (kept ");
    let names = std::fs::read_dir(office.path("out")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.filter(|name| kept(&name.to_string_lossy())).count(), 1);
}

#[test]
fn comments_in_a_review_saved_as_ods_are_said() {
    let office = Office::new();
    office.drop_csv("in/a.csv", ALDER);
    office.run();
    let cell = |text: &str| format!("<table:table-cell office:value-type=\"string\">{text}</table:table-cell>");
    let row = |texts: [&str; 4]| format!("<table:table-row>{}</table:table-row>", texts.map(cell).concat());
    let said = "<text:p>Beacon Hill</text:p>";
    let commented = format!("<office:annotation><text:p>ask the head</text:p></office:annotation>{said}");
    let rows = [
        row([
            "<text:p>School</text:p>",
            "<text:p>Decision</text:p>",
            "<text:p>Owner</text:p>",
            "<text:p>Note</text:p>",
        ]),
        row([&commented, "", "", ""]),
    ];
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"Schools\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    let parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)];
    let parts = parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    office.drop("out/School review 2011-12.ods", &package(&parts.into_iter().collect()));
    let (_, written) = office.run();
    let says = |line: &String| line.starts_with("School review 2011-12.ods") && line.contains("comments on cells");
    assert!(written.remarks.iter().any(says), "{:?}", written.remarks);
}

#[test]
fn a_review_that_nothing_was_added_to_is_replaced_without_a_copy() {
    let (said, copies) = kept(|review| review);
    assert!(copies.is_empty() && !said.iter().any(|line| line.contains("of your own")), "{said:?}");
}
