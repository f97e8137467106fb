//! Inboxes as they are: names of any length and any sign, links, copies, files of other programs. Each is that file's
//! matter; the others are judged.

use std::path::Path;
use std::process::Command;

use workbook::patch::{CellEdit, Value, set_cells};
use workbook::read::{Limits, read_bytes};

use super::office::{ALDER, BEACON, HEADINGS, Office};

const YEAR: [&str; 4] = ["--year", "2011-12", "--date", "2013-01-08"];

fn done(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_yardstick")).current_dir(folder).args(arguments).output().unwrap();
    // lines are fitted to the width of a page
    (
        output.status.code().unwrap(),
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

fn evaluated(office: &Office) -> String {
    let (code, said) = done(office.folder.path(), &[&["evaluate", "in"][..], &YEAR].concat());
    assert!(code < 2, "{said}");
    said
}

fn watched(office: &Office) -> String {
    let once = ["watch", "in", "--once", "--settle", "0.05"];
    let (code, said) = done(office.folder.path(), &[&once[..], &YEAR].concat());
    assert!(code < 2, "{said}");
    said
}

fn office() -> Office {
    let office = Office::new();
    office.drop("in/Schools 2011-12.csv", format!("{HEADINGS}\n{ALDER}\n{BEACON}\n").as_bytes());
    office
}

fn named(office: &Office, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(office.path(folder)).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// One more school than the office has, in a file of any name.
fn cedar(grade: u8) -> String {
    format!("{HEADINGS}\n900203,9992003,Cedar Road Primary School,12/01/2012,{grade},3\n")
}

#[test]
fn a_name_of_250_letters_has_a_shorter_copy_and_the_round_ends() {
    let office = office();
    let long = format!("{}.csv", "B".repeat(246));
    office.drop(&format!("in/{long}"), cedar(3).as_bytes());
    let said = watched(&office);
    assert!(said.contains("evaluated 2 workbooks"), "{said}");
    let copies: Vec<String> =
        named(&office, "reviewed").into_iter().filter(|name| name.contains("annotated")).collect();
    assert!(copies.len() == 2 && copies.iter().all(|name| name.len() < 215), "{copies:?}");
    assert!(evaluated(&office).contains("its name is too long to add to; its copy is BBB"));
    assert!(watched(&office).lines().all(|line| !line.contains("evaluated")), "nothing is tried again");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_inbox_is_refused_and_said() {
    let office = office();
    office.drop("private/Cedar 2011-12.csv", cedar(4).as_bytes());
    std::os::unix::fs::symlink(office.path("private/Cedar 2011-12.csv"), office.path("in/link.csv")).unwrap();
    std::os::unix::fs::symlink(office.path("private"), office.path("in/folder")).unwrap();
    let said = evaluated(&office);
    assert!(said.contains("link.csv") && said.contains("a link that leads out of its folder"), "{said}");
    assert!(said.contains("2 schools for 2011-12"), "{said}");
    let said = watched(&office);
    assert!(said.contains("links out of the watched folder: link.csv"), "{said}");
    // named outright it is meant
    let (_, said) = done(office.folder.path(), &[&["evaluate", "in/link.csv", "--out", "other"][..], &YEAR].concat());
    assert!(said.contains("1 school for 2011-12"), "{said}");
}

#[test]
fn files_of_other_programs_are_named_once() {
    let office = office();
    office.drop("in/letter.docx", b"x");
    office.drop("in/results.zip", b"x");
    office.drop("in/Thumbs.db", b"x");
    let said = watched(&office);
    assert!(said.contains("no workbooks, and left as they are: letter.docx and results.zip"), "{said}");
    assert!(!watched(&office).contains("letter.docx"));
    office.drop("in/KS4.pdf", b"x");
    assert!(watched(&office).contains("no workbooks, and left as they are: KS4.pdf"));
}

#[test]
fn a_file_and_its_copy_are_one_witness_and_a_conflict_copy_that_differs_is_said() {
    let office = office();
    office.drop("in/Cedar 2011-12.csv", cedar(3).as_bytes());
    office.drop("in/Cedar 2011-12 - Copy.csv", cedar(3).as_bytes());
    for name in ["Cedar 2011-12-PC12.csv", "Cedar 2011-12 (Ann's conflicted copy 2012-10-01).csv"] {
        office.drop(&format!("in/{name}"), cedar(2).as_bytes());
        let said = evaluated(&office);
        assert!(!said.contains("tables say so"), "{said}");
        assert!(said.contains("by its name it is a conflict copy of “Cedar 2011-12.csv”, and differs"), "{said}");
        assert!(said.contains("neither was used"), "{said}");
        std::fs::remove_file(office.path(&format!("in/{name}"))).unwrap();
    }
    let said = evaluated(&office);
    assert!(!said.contains("conflict copy") && !said.contains("disagree"), "{said}");
}

#[test]
fn a_file_and_its_conflict_copy_are_no_majority() {
    let office = office();
    office.drop("in/Cedar 2011-12.csv", cedar(3).as_bytes());
    office.drop("in/Cedar 2011-12 - Copy.csv", format!("{}\n", cedar(3)).as_bytes());
    office.drop("in/Cedar 2011-12 (1).csv", cedar(2).as_bytes());
    let said = evaluated(&office);
    assert!(!said.contains("tables say so"), "{said}");
    assert!(said.contains("neither was used"), "{said}");
}

#[test]
fn conflict_copies_without_their_original_are_told_by_their_names() {
    for names in [
        ["Cedar 2011-12 (1)", "Cedar 2011-12 (2)"],
        ["Cedar 2011-12", "Cedar 2011-12 2"],
        ["Cedar 2011-12", "Cedar 2011-12 copy"],
    ] {
        let office = office();
        for (name, grade) in names.iter().zip([3, 2]) {
            office.drop(&format!("in/{name}.csv"), cedar(grade).as_bytes());
        }
        let said = evaluated(&office);
        assert!(said.contains("neither was used"), "{names:?}: {said}");
    }
}

#[test]
fn our_annotated_copy_under_another_name_is_no_second_witness() {
    let office = office();
    office.drop("in/Cedar 2011-12.csv", cedar(3).as_bytes());
    evaluated(&office);
    let copy = std::fs::read(office.path("reviewed/Cedar 2011-12 - annotated.xlsx")).unwrap();
    office.drop("in/For the head.xlsx", &copy);
    office.drop("in/Other 2011-12.csv", cedar(2).as_bytes());
    let said = evaluated(&office);
    assert!(!said.contains("tables say so"), "{said}");
}

// Windows takes no such names
#[cfg(unix)]
#[test]
fn names_with_signs_that_steer_a_terminal_or_forge_a_line_are_shown_as_text() {
    let office = Office::new();
    let evil = "900201,9992001,Alder\u{1b}[2J Lane Primary School,10/01/2012,2,2";
    let name = "in/KS4\n2012-10-01 09:00:00  all is well 2011-12.csv";
    office.drop(name, format!("{HEADINGS}\n{evil}\n{BEACON}\n").as_bytes());
    office.drop("in/broken\u{1b}]0;x\u{7}\n.xlsx", b"PK\x03\x04 nothing");
    let explained = done(office.folder.path(), &["explain", "Alder", "in", "--year", "2011-12"]).1;
    let said = [evaluated(&office), watched(&office), done(office.folder.path(), &["status"]).1, explained].concat();
    let log = std::fs::read_to_string(office.path("reviewed/yardstick.log")).unwrap();
    for text in [&said, &log] {
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{text:?}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("2012-10-01 09:00:00")), "{text}");
    }
    assert!(said.contains("Alder") && log.lines().all(|line| line.chars().count() <= 200), "{log}");
}

#[test]
fn a_file_that_the_rulebook_names_is_a_name_and_never_a_path() {
    let words = "report:\n  words:\n    review.file: \"../../School review {year}\"\n";
    let loaded = yardstick::rulebook::load(&yardstick::rulebook::RuleSource::from_texts([("words.yaml", words)]));
    let said: Vec<&str> = loaded.diagnostics.iter().filter(|one| one.is_error()).map(|one| &*one.message).collect();
    assert!(said.contains(&"a file's name cannot hold `/`"), "{said:?}");
}

#[cfg(unix)]
#[test]
fn outputs_follow_the_umask_and_links_name_no_home_folder() {
    use std::os::unix::fs::PermissionsExt;
    let office = office();
    std::fs::rename(office.path("in"), office.path("moved")).unwrap();
    std::fs::create_dir_all(office.path("home/ann")).unwrap();
    std::fs::rename(office.path("moved"), office.path("home/ann/in")).unwrap();
    let program = env!("CARGO_BIN_EXE_yardstick");
    let run = format!("umask 027; '{program}' evaluate home/ann/in --out srv/out --year 2011-12 --date 2013-01-08");
    let output = Command::new("sh").current_dir(office.folder.path()).args(["-c", &run]).output().unwrap();
    assert!(output.status.code().unwrap() < 2, "{output:?}");
    let review = office.path("srv/out/School review 2011-12.xlsx");
    assert_eq!(std::fs::metadata(&review).unwrap().permissions().mode() & 0o777, 0o640);
    let mut package = zip::ZipArchive::new(std::fs::File::open(&review).unwrap()).unwrap();
    for at in 0..package.len() {
        let mut part = package.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("home/ann"), "{:?}", part.name());
    }
}

#[test]
fn what_somebody_typed_into_an_annotated_copy_is_kept_when_it_is_made_anew() {
    let office = Office::new();
    office.drop_csv("in/KS4.csv", ALDER);
    office.run();
    let copy = office.path("out/KS4 - annotated.xlsx");
    let made = std::fs::read(&copy).unwrap();
    let sheet = read_bytes("copy.xlsx", &made, &Limits::default()).unwrap().sheets[0].name.clone();
    let typed = CellEdit { sheet, row: 4, column: 30, value: Some(Value::Text("typed by Ann".into())) };
    std::fs::write(&copy, set_cells(&made, &[typed]).unwrap()).unwrap();
    let (_, written) = office.run();
    let kept = office.path("out/KS4 - annotated (changed by hand, 2013-01-08 0900).xlsx");
    let says = "KS4 - annotated.xlsx was changed by hand; it is made anew, and what was in it is kept as";
    assert!(written.remarks.iter().any(|line| line.contains(says)), "{:?}", written.remarks);
    assert!(kept.exists() && std::fs::read(&copy).unwrap() == made);
    // once
    let (_, written) = office.run();
    assert!(!written.remarks.iter().any(|line| line.contains("changed by hand")), "{:?}", written.remarks);
}

#[test]
fn one_run_names_files_that_are_no_workbooks_as_a_watch_does() {
    let office = office();
    for name in ["letter.docx", "results.zip", "KS4.xlsx.bak", "Thumbs.db", "README.md"] {
        office.drop(&format!("in/{name}"), b"x");
    }
    let said = evaluated(&office);
    assert!(said.contains("no workbooks, and left as they are: KS4.xlsx.bak, letter.docx, results.zip"), "{said}");
    assert!(!said.contains("Thumbs") && !said.contains("README"), "{said}");
}
