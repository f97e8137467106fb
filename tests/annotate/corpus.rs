//! Public workbooks that we did not make: annotated, compared part by part and cell by cell, and stripped again.
//!
//! The workbooks stand beside the project and are not part of it; where they are absent the tests say so and pass.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use workbook::annotate::{AddedValue, Annotated, AnnotationPlan, annotate, recognise, sheet_names, strip};

use super::fixture::{Cells, added, cells, mark, our_sheets, parts};
use crate::public;

fn workbooks(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders: Vec<_> = public::corpus(folder).into_iter().collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "xlsx" || e == "xlsm") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A few marks and notes, a new column behind the last one, and two sheets.
fn plan_for(sheets: &[(String, Cells)]) -> AnnotationPlan {
    let mut plan = AnnotationPlan {
        grafts: Some(our_sheets()),
        note_author: "Yardstick".into(),
        fingerprint: "corpus".into(),
        ..AnnotationPlan::default()
    };
    for (sheet, cells) in sheets {
        let places: Vec<_> = cells.keys().filter(|c| c.0 < 1_048_576).copied().collect();
        let last = places.iter().map(|c| c.1).max().unwrap_or(0);
        for (i, (row, column)) in places.iter().step_by(places.len() / 7 + 1).enumerate() {
            plan.cells.push(mark(sheet, *row, *column, (i % 2 == 0).then_some("marked & noted")));
        }
        plan.cells.push(mark(sheet, 2, last + 2, Some("a blank cell")));
        for row in [0, 1, 4] {
            plan.added.push(added(sheet, row, last + 1, AddedValue::Text("ours".into())));
        }
    }
    plan
}

fn without_ours(mut after: Vec<(String, Cells)>, before: &[(String, Cells)]) -> Vec<(String, Cells)> {
    after.truncate(before.len());
    for (_, cells) in &mut after {
        cells.retain(|_, cell| cell.0 != "String(\"ours\")");
    }
    after
}

/// What is wrong with an annotated copy, if anything.
fn faults(original: &[u8], out: &Annotated, sheets: Option<&Vec<(String, Cells)>>) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(before) = sheets {
        match cells(&out.bytes) {
            Ok(after) if &without_ours(after.clone(), before) == before => {}
            Ok(_) => faults.push("cells read otherwise".to_owned()),
            Err(error) => faults.push(format!("does not open: {error}")),
        }
    }
    if !recognise(&out.bytes).is_some_and(|p| p.can_be_stripped) {
        faults.push("is not recognised".into());
    }
    match strip(&out.bytes) {
        Ok(stripped) if !stripped.exact => faults.push("cannot be undone exactly".into()),
        Ok(stripped) => {
            let plain = |b: &[u8]| -> BTreeMap<String, Vec<u8>> {
                parts(b).into_iter().map(|(n, c)| (n.replace('\\', "/"), c)).collect()
            };
            if plain(&stripped.bytes) != plain(original) {
                faults.push("is not what it was once stripped".into());
            }
        }
        Err(error) => faults.push(format!("cannot be stripped: {error}")),
    }
    faults
}

/// Puts the copies where other programs can open them: `YARDSTICK_LOOK=folder cargo test come_back_theirs`.
fn look(path: &Path, copy: &[u8]) {
    if let (Ok(folder), Some(name)) = (std::env::var("YARDSTICK_LOOK"), path.file_name()) {
        std::fs::write(Path::new(&folder).join(name), copy).unwrap();
    }
}

/// Annotates every workbook of a folder; returns how many were, and how many were refused.
fn run(folder: &str) -> (usize, Vec<String>) {
    let (mut annotated, mut refused, mut wrong) = (0, Vec::new(), Vec::new());
    for path in workbooks(folder) {
        let original = std::fs::read(&path).unwrap();
        let sheets = match (sheet_names(&original), cells(&original)) {
            (Err(error), _) => {
                refused.push(format!("{}: {error}", path.display()));
                continue;
            }
            (Ok(names), Err(_)) => (names.into_iter().map(|n| (n, Cells::new())).collect(), false),
            (Ok(_), Ok(sheets)) => (sheets, true),
        };
        match annotate(&original, &plan_for(&sheets.0)) {
            Ok(out) => {
                annotated += 1;
                look(&path, &out.bytes);
                let faults = faults(&original, &out, sheets.1.then_some(&sheets.0));
                wrong.extend(faults.into_iter().map(|f| format!("{}: {f}", path.display())));
            }
            Err(error) => refused.push(format!("{}: {error}", path.display())),
        }
    }
    for line in &refused {
        println!("refused {line}");
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
    (annotated, refused)
}

#[test]
fn calamines_workbooks_come_back_theirs() {
    let (annotated, refused) = run("calamine");
    println!("{annotated} annotated, {} refused", refused.len());
}

#[test]
fn libreoffices_workbooks_come_back_theirs() {
    let (annotated, refused) = run("libreoffice");
    println!("{annotated} annotated, {} refused", refused.len());
}

#[test]
fn readxls_workbooks_come_back_theirs() {
    let (annotated, refused) = run("readxl");
    println!("{annotated} annotated, {} refused", refused.len());
}

#[test]
fn hostile_workbooks_are_refused_in_a_line_or_annotated_without_swelling() {
    for path in workbooks("guard") {
        let original = std::fs::read(&path).unwrap();
        let sheets: Vec<_> =
            sheet_names(&original).unwrap_or_default().into_iter().map(|n| (n, Cells::new())).collect();
        match annotate(&original, &plan_for(&sheets)) {
            Err(error) => {
                println!("refused {}: {error}", path.display());
                assert!(!error.to_string().contains('\n'), "{}: {error}", path.display());
            }
            // our sheets and marks, and nothing unpacked on the way
            Ok(copy) => assert!(copy.bytes.len() < original.len() + (16 << 10), "{}", path.display()),
        }
    }
}
