//! The same tables as workbooks and as CSV, with "72%" where the workbook has 0.72: the same verdicts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use workbook::read::{Cell, Content, Limits, Sheet, Visibility, read_file};

/// A cell as Excel writes it into CSV.
fn shown(cell: &Cell) -> String {
    let tidy = |number: f64| (number * 1e9).round() / 1e9;
    match &cell.content {
        Content::Number(number) if cell.percent => format!("{}%", tidy(number * 100.0)),
        Content::Number(number) => tidy(*number).to_string(),
        Content::Text(text) => text.to_string(),
        Content::Flag(flag) => flag.to_string().to_uppercase(),
        Content::DateTime(moment) => moment.format("%d/%m/%Y").to_string(),
        Content::Error(error) => error.to_string(),
        Content::NotCalculated | Content::CrossedOut(_) => String::new(),
    }
}

/// A sheet as Excel saves it: semicolons or commas, quoted where need be.
fn as_csv(sheet: &Sheet, separator: char) -> String {
    let mut text = String::new();
    let mut row_at = 0;
    for row in &sheet.rows {
        while row_at < row.index {
            text += "\r\n";
            row_at += 1;
        }
        let mut column = 0;
        for cell in &row.cells {
            while column < cell.column {
                text.push(separator);
                column += 1;
            }
            write!(text, "\"{}\"", shown(cell).replace('"', "\"\"")).unwrap();
        }
    }
    text + "\r\n"
}

/// Verdicts by school: its status, and what each rule said.
fn verdicts(folder: &Path) -> BTreeMap<String, (String, BTreeMap<String, String>)> {
    let out = tempfile::tempdir().unwrap();
    let json = out.path().join("findings.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    command.arg("evaluate").arg(folder).args(["--year", "2011-12", "--date", "2012-09-10", "--quiet", "--out"]);
    command.arg(out.path().join("out")).arg("--json").arg(&json).current_dir(out.path()).output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    let word = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
    let schools = said["schools"].as_array().unwrap().iter().map(|school| {
        let findings = school["findings"].as_array().unwrap();
        let findings = findings.iter().map(|finding| (word(&finding["rule"]), word(&finding["outcome"])));
        (word(&school["key"]), (word(&school["status"]), findings.collect()))
    });
    schools.collect()
}

#[test]
fn the_sample_authority_as_csv_gets_the_same_verdicts_as_in_workbooks() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    let texts = tempfile::tempdir().unwrap();
    for (number, entry) in std::fs::read_dir(&samples).unwrap().enumerate() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("csv") => drop(std::fs::copy(&path, texts.path().join(path.file_name().unwrap())).unwrap()),
            Some("xlsx") => {
                let book = read_file(&path, &Limits::default()).unwrap();
                for sheet in book.sheets.iter().filter(|sheet| sheet.visibility == Visibility::Visible) {
                    let text = as_csv(sheet, if number % 2 == 0 { ',' } else { ';' });
                    std::fs::write(texts.path().join(format!("{stem} - {}.csv", sheet.name)), text).unwrap();
                }
            }
            _ => {}
        }
    }
    let (from_workbooks, from_texts) = (verdicts(&samples), verdicts(texts.path()));
    assert_eq!(from_workbooks.len(), 54);
    pretty_assertions::assert_eq!(from_workbooks, from_texts);
}
