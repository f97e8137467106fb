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
