//! Suppositions on the command line.

use std::process::{Command, Output};

use super::office::{ALDER, Office};

fn suppose(office: &Office, what: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    command.current_dir(office.folder.path()).args(["explain", "Alder", "in", "--date", "2013-01-08"]);
    command.args(["--year", "2011-12", "--what-if", what]).output().unwrap()
}

#[test]
fn only_a_finite_number_can_be_supposed() {
    let office = Office::new();
    office.drop_csv("in/Schools.csv", ALDER);
    let done = suppose(&office, "ks4.five_ac_em=41");
    assert!(done.status.success(), "{done:?}");
    for value in ["nan", "NaN%", "inf", "-inf", "infinity", "1e999"] {
        let done = suppose(&office, &format!("ks4.five_ac_em={value}"));
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{value}: {said}");
        assert!(said.contains(&format!("`{value}` is no figure")) && said.contains("ks4.five_ac_em=41"), "{said}");
    }
}

/// What `explain` says of one rule for one school of the sample.
fn explained(school: &str, rule: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["explain", school, "workbooks", "--rules", "rules"]);
    let done = command.args(["--date", "2013-01-08", "--rule", rule]).output().unwrap();
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_smallest_change_is_a_whole_post_and_a_tenth_of_a_percent() {
    let posts = explained("Mereside Cross", "senior-changes");
    assert!(posts.contains("if Changes among senior staff in the year were 1 instead of 3"), "{posts}");
    let percent = explained("Gullhaven", "under-60-primary");
    assert!(percent.contains("were 59.9 instead of 70"), "{percent}");
}

#[test]
fn six_lines_say_it_and_the_whole_account_is_asked_for() {
    let of = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args([
            "explain",
            "Wyvernhurst",
            "workbooks",
            "--rules",
            "rules",
        ]);
        let done = command.args(["--date", "2013-01-08"]).args(more).output().unwrap();
        String::from_utf8(done.stdout).unwrap()
    };
    let said = of(&[]);
    let heads = [
        "Wyvernhurst School, URN 900046",
        "stands: In a category of concern (SWK), inspected",
        "grades (own",
        "floor: ",
        "risks: ",
        "next: Raising",
    ];
    // what a line is too long for goes on below it, set in
    for (line, head) in said.lines().filter(|line| !line.starts_with(' ')).zip(heads) {
        assert!(line.starts_with(head), "{head}: {said}");
    }
    assert!(!said.contains("├─") && said.contains("`--full`"), "{said}");
    let whole = of(&["--full"]);
    assert!(whole.starts_with(said.lines().next().unwrap()) && whole.contains("├─ what holds"), "{whole}");
}
