//! The pictures are of what the commands give today: what stood on the sheets when they were made is kept as a
//! fingerprint beside them, so no LibreOffice is needed to see that they are stale.

use std::path::Path;
use std::process::Command;

use calamine::{Reader, open_workbook_auto};
use sha2::{Digest, Sha256};

/// Each picture, the workbook it is of, and the sheet by its place.
const OF: [(&str, &str, usize); 5] = [
    ("front.png", "School review 2011-12.xlsx", 0),
    ("card.png", "School review 2011-12.xlsx", 2),
    ("annotated.png", "KS4 results 2011-12 - annotated.xlsx", 0),
    ("pack.png", "School Review Group Meeting 2 2011-12.xlsx", 1),
    ("road.png", "Road to July 2014 2011-12.xlsx", 1),
];

/// Runs the lines of `docs/pictures/make` that make the workbooks.
fn made(out: &Path) {
    for arguments in ["evaluate workbooks --quiet", "papers workbooks --for srg-2", "papers workbooks --only road"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments.split(' ')).args([
            "--date",
            "2013-01-08",
            "--out",
        ]);
        let done = command.arg(out).output().unwrap();
        assert!(done.status.success(), "{arguments}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

#[test]
fn the_pictures_show_what_the_sheets_say_today() {
    let out = tempfile::tempdir().unwrap();
    made(out.path());
    let now: String = OF
        .iter()
        .map(|(picture, workbook, sheet)| {
            let mut book = open_workbook_auto(out.path().join(workbook)).unwrap();
            let mut hash = Sha256::new();
            for (row, column, cell) in book.worksheet_range_at(*sheet).unwrap().unwrap().used_cells() {
                hash.update(format!("{row} {column} {cell}\n"));
            }
            let hash: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            format!("{hash}  {picture}\n")
        })
        .collect();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures/shown.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&kept, &now).unwrap();
    }
    let then = std::fs::read_to_string(kept).unwrap_or_default();
    assert!(now == then, "make the pictures again: docs/pictures/make\nshown then:\n{then}and now:\n{now}");
}
