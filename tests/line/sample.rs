//! What the program makes of the sample, once for all tests that look at it.

use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::LazyLock;

use calamine::{Data, DataType, Range, Reader, Xlsx};

/// Every workbook it wrote, by name, with its bytes.
pub static OUTPUTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let home = tempfile::tempdir().unwrap();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .current_dir(&root)
        .args(["evaluate", "workbooks", "--date", "2013-01-08", "--quiet", "--out"])
        .arg(home.path())
        .output()
        .unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    let files = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<(String, Vec<u8>)> = files
        .filter(|path| path.extension().is_some_and(|kind| kind == "xlsx"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect();
    all.sort();
    assert!(all.len() > 9, "{}", all.len());
    all
});

/// The sheets of ours: all of a review, those we added to a copy.
pub fn sheets() -> Vec<(String, Range<Data>)> {
    let mut found = Vec::new();
    for (name, bytes) in OUTPUTS.iter() {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
        let ours = |sheet: &String| name.contains("review") || sheet.starts_with("Yardstick");
        for sheet in book.sheet_names().into_iter().filter(ours) {
            found.push((format!("{name}, {sheet}"), book.worksheet_range(&sheet).unwrap()));
        }
    }
    found
}

/// The notes on cells, of all workbooks.
pub fn notes() -> Vec<String> {
    let mut found = Vec::new();
    for (_, bytes) in OUTPUTS.iter() {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = package.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
        let names: Vec<String> = parts.filter(|name| name.contains("comments")).collect();
        for name in names {
            let mut part = String::new();
            package.by_name(&name).unwrap().read_to_string(&mut part).unwrap();
            let notes = part.split("<comment ").skip(1).map(|note| {
                let runs = note.split("<t").skip(1).filter_map(|run| run.split_once('>')?.1.split_once("</t>"));
                runs.map(|(text, _)| text).collect::<String>()
            });
            found.extend(notes.map(|note| {
                note.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&#10;", "\n")
            }));
        }
    }
    found
}

/// Every text of ours that officers read.
pub fn texts() -> Vec<String> {
    let mut all = notes();
    for (_, range) in sheets() {
        all.extend(range.used_cells().filter_map(|(_, _, cell)| cell.get_string()).map(str::to_owned));
    }
    all
}
