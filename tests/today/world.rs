//! Workbooks judged by the example of England today, as JSON.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder of the example.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/england-today")
}

/// What the program says of these files by the rules of a folder; the outputs are left in `out`.
pub fn judged(rules: &Path, files: &[PathBuf], more: &[&str], out: &Path) -> Value {
    let json = out.join("findings.json");
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .arg("evaluate")
        .args(files)
        .args(["--date", "2026-03-01", "--quiet"])
        .args(more)
        .arg("--rules")
        .arg(rules)
        .arg("--out")
        .arg(out)
        .arg("--json")
        .arg(&json)
        .current_dir(out)
        .output()
        .unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap()
}

/// What a rule finds of the authority.
fn finding<'a>(found: &'a Value, rule: &str) -> &'a Value {
    let all = found["authority_findings"].as_array().unwrap();
    all.iter().find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("no {rule}"))
}

/// What a rule says of the authority.
pub fn said<'a>(found: &'a Value, rule: &str) -> &'a str {
    finding(found, rule)["sentence"].as_str().unwrap()
}

/// The numbers that a rule about the authority read.
pub fn readings(found: &Value, rule: &str) -> Vec<f64> {
    let all = finding(found, rule)["readings"].as_array().unwrap().iter();
    all.filter_map(|reading| reading["value"].as_f64()).collect()
}

/// The URNs of the schools for which a rule holds.
pub fn schools_where<'a>(found: &'a Value, rule: &str, outcome: &str) -> Vec<&'a str> {
    let holds = |school: &&Value| {
        let findings = school["findings"].as_array().unwrap();
        findings.iter().any(|finding| finding["rule"] == rule && finding["outcome"] == outcome)
    };
    let schools = found["schools"].as_array().unwrap().iter();
    schools.filter(holds).map(|school| school["urn"].as_str().unwrap()).collect()
}

/// How wide a column of a sheet is.
pub fn width_on(review: &Path, sheet: u32, column: usize) -> f64 {
    let mut package = zip::ZipArchive::new(std::fs::File::open(review).unwrap()).unwrap();
    let mut text = String::new();
    let mut part = package.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    let columns = text.split("<col ").skip(1).map(|one| {
        let number = |name: &str| one.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        let at = |name: &str| number(name).parse::<usize>().unwrap();
        (at("min"), at("max"), number("width").parse::<f64>().unwrap())
    });
    columns.into_iter().find(|(first, last, _)| (*first..=*last).contains(&(column + 1))).unwrap().2
}
