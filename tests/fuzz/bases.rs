//! The workbooks that are spoilt: our own, and in long runs the public ones beside the project.

use std::path::Path;

use crate::annotate::fixture::officers_workbook;
use crate::public;

/// A sound workbook with its name.
pub struct Base {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Our own, in every format.
pub fn own() -> Vec<Base> {
    let mut all = vec![Base { name: "officer.xlsx".into(), bytes: officers_workbook() }];
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/workbook/tests/read/samples"), &mut all);
    let csv =
        "Results 2011-12;;\r\nURN;School;\"% L4+\nreading\"\r\n100001;\"Oak \"\"Tree\"\"\";72%\r\n100002;Élm;SUPP\r\n";
    let html = "<html><body><table><tr><th rowspan=2>URN<th colspan=\"2\">Level 4+ %</tr><tr><td>A<td>B</tr>\
                <tr><td>100001<td>72&nbsp;%<td>&lt;5</tr></table></body></html>";
    all.push(Base { name: "table.csv".into(), bytes: encoding_rs::WINDOWS_1252.encode(csv).0.into_owned() });
    all.push(Base { name: "page.xls".into(), bytes: html.into() });
    all
}

/// The public ones, if they are there.
pub fn public() -> Vec<Base> {
    let mut all = Vec::new();
    for folder in ["calamine", "libreoffice", "readxl"].into_iter().filter_map(public::corpus) {
        below(&folder, &mut all);
    }
    all.retain(|base| (100..150_000).contains(&base.bytes.len()));
    all
}

fn below(folder: &Path, all: &mut Vec<Base>) {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            below(&path, all);
        } else if let Ok(bytes) = std::fs::read(&path) {
            all.push(Base { name: path.file_name().unwrap().to_string_lossy().into_owned(), bytes });
        }
    }
}
