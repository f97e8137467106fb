//! Files of several years: which is judged is said before everything else, and of whom nothing is known is counted apart.

use std::path::Path;
use std::process::Command;

use super::world::{example, judged};

const INSPECTED: &str = "URN,School name,Ofsted phase,Type of education,Inspection number of latest full inspection,\
                         Safeguarding standards,Leadership and governance,Inspection number of latest OEIF graded inspection\n\
                         900101,Alder Primary School,Primary,Community School,NULL,NULL,NULL,NULL\n\
                         900102,Birch Primary School,Primary,Community School,NULL,NULL,NULL,NULL\n\
                         900103,Cedar Primary School,Primary,Community School,NULL,NULL,NULL,NULL\n";

fn files(folder: &Path) {
    let absence = "URN,PERCTOT,PPERSABS10\n900101,5.1,14.2\n900102,6.0,17.0\n";
    std::fs::write(folder.join("Absence 2022-23.csv"), absence).unwrap();
    std::fs::write(folder.join("KS2 2023-24.csv"), "URN,PTRWM_EXP\n900101,61%\n").unwrap();
    std::fs::write(folder.join("Latest inspections as at 28 Feb 2026.csv"), INSPECTED).unwrap();
}

fn said(folder: &Path, more: &[&str]) -> String {
    let rules = example().join("rules");
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .args(["evaluate", "files", "--date", "2026-03-01", "--authority", "all", "--out", "out", "--rules"])
        .arg(rules)
        .args(more)
        .current_dir(folder)
        .output()
        .unwrap();
    String::from_utf8_lossy(&done.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_year_judged_and_those_after_it_are_told_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("files")).unwrap();
    files(&folder.path().join("files"));
    let told = said(folder.path(), &[]);
    let wanted = "Judged: 2022-23 (2 schools; results: 4). There are later years: 2023-24 (1 school; results: 1). \
                  To judge another, run again with --year 2023-24.";
    assert!(told.split("Read").next().unwrap().contains(wanted), "{told}");
    // nothing is later than the last year
    assert!(!said(folder.path(), &["--year", "2023-24"]).contains("later years"));
}

#[test]
fn a_school_without_any_figure_of_the_year_is_counted_apart() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("files")).unwrap();
    files(&folder.path().join("files"));
    let inputs = [folder.path().join("files")];
    let found = judged(&example().join("rules"), &inputs, &["--authority", "all"], folder.path());
    let status = |urn: &str| {
        let schools = found["schools"].as_array().unwrap();
        schools.iter().find(|school| school["urn"] == urn).unwrap()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!([status("900101"), status("900103")], ["universal", "no-figures"]);
    assert!(said(folder.path(), &[]).contains("1 No figures for the year 2 Universal"), "{}", said(folder.path(), &[]));
}

#[test]
fn where_most_schools_cannot_be_placed_the_reason_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("files")).unwrap();
    files(&folder.path().join("files"));
    std::fs::remove_file(folder.path().join("files/Latest inspections as at 28 Feb 2026.csv")).unwrap();
    let told = said(folder.path(), &[]);
    let top = told.split("Read").next().unwrap();
    assert!(top.contains("none is known to need us first") && !top.contains("none needs us first"), "{told}");
    assert!(top.contains("2 of 2 schools cannot be placed for certain. The commonest reason (2 of them): "), "{told}");
    assert!(top.contains("no list of inspections at hand has the school"), "{told}");
}
