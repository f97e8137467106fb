//! Files whose rows are authorities or trusts: no row of them is a school, and nothing is to be mended.

use std::path::Path;
use std::process::{Command, Output};

use super::world::{example, judged, said};

const SCHOOLS: &str =
    "URN,LA (code),LA name,School name,Phase,PTRWM_EXP\n900101,999,Eastmere,Alder Primary School,Primary,61\n";

fn evaluate(folder: &Path) -> (Output, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .args(["evaluate", "files", "--date", "2026-03-01", "--out", "out", "--json", "found.json", "--rules"])
        .arg(example().join("rules"))
        .current_dir(folder)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    (done, told)
}

fn desk(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("files")).unwrap();
    std::fs::write(folder.path().join("files/Schools 2023-24.csv"), SCHOOLS).unwrap();
    std::fs::write(folder.path().join("files").join(name), text).unwrap();
    folder
}

fn remarked(folder: &Path, words: &str) {
    let (done, told) = evaluate(folder);
    assert_eq!(done.status.code(), Some(0), "{told}");
    let found: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("found.json")).unwrap()).unwrap();
    assert_eq!(found["schools"].as_array().unwrap().len(), 1);
    assert!(found["problems"].to_string().contains(words), "{}", found["problems"]);
}

#[test]
fn trusts_are_no_schools() {
    let trusts = "TIME_PERIOD,TRUST_NAME,TRUST_UID,P8CIUPP,P8CIUPP_FSM6CLA1A\n\
                  202324,ALDER TRUST,15710,-0.5,-0.6\n202324,BIRCH TRUST,15720,0.2,-0.1\n";
    remarked(desk("Trusts 2023-24.csv", trusts).path(), "the rows are trusts (“TRUST_NAME”), not schools");
}

#[test]
fn a_list_of_numbers_of_authorities_is_none_of_schools() {
    let mut authorities = String::from("Id,Average_of_something\n");
    (201..225).for_each(|number| authorities.push_str(&format!("{number},45.{number}\n")));
    authorities.push_str("x,45\n");
    remarked(desk("Authorities.csv", &authorities).path(), "the rows are authorities (“Id”), not schools");
}

#[test]
fn the_authoritys_own_row_and_the_nations_are_read_from_a_table_of_authorities() {
    let table = "time_period,geographic_level,country_name,old_la_code,la_name,PTRWM_EXP\n\
                 202324,National,England,,,58\n202324,Local authority,England,999,Eastmere,57\n\
                 202324,Local authority,England,998,Westmere,70\n202324,Local authority,England,997,Northmere,71\n";
    let folder = desk("KS2 authorities.csv", table);
    let (done, told) = evaluate(folder.path());
    assert_eq!(done.status.code(), Some(0), "{told}");
    assert!(told.contains("KS2 authorities.csv: 1 table, 0 school rows, 4 other rows"), "{told}");
    let found: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("found.json")).unwrap()).unwrap();
    assert_eq!(found["schools"].as_array().unwrap().len(), 1);
    let problems = found["problems"].to_string();
    assert!(!problems.contains("Westmere") && !problems.contains("contradict"), "{problems}");
}

#[test]
fn figures_of_authorities_under_codes_are_read_for_the_one_wanted_and_by_phase() {
    let schools = "URN,LAESTAB,EstablishmentName,LAName,PhaseOfEducationName,Attainment8_Tot_Est_Current_Num,\
                   Attainment8_Tot_Est_Previous_Num,Attainment8_Tot_LA_Current_Num,Abs_Persistent_Est_Current_Pct\n\
                   900101,9994001,Alder High School,Eastmere,Secondary,51,50,45.5,31\n";
    let mut authorities = String::from(
        "Id,Attainment8_Tot_LA_Current_Num,Attainment8_Tot_LA_Previous_Num,Abs_Persistent_Primary_LA_Current_Pct,\
         Abs_Persistent_Secondary_LA_Current_Pct\n",
    );
    for (number, figures) in [(998, "40,41,19,29"), (999, "45.5,44.4,15.6,26.2"), (997, "60,61,9,9")] {
        authorities.push_str(&format!("{number},{figures}\n"));
    }
    authorities.push_str("x,,,,\n");
    let england = "Id,Abs_Persistent_Primary_Eng_Current_Pct,Abs_Persistent_Secondary_Eng_Current_Pct,\
                   Abs_Persistent_Secondary_Eng_Previous_Pct\nLocal authority,99,99,99\nNational,13.1,23.4,25.6\nRegional,98,98,98\n";
    let folder = desk("Authorities 2022-25.csv", &authorities);
    std::fs::remove_file(folder.path().join("files/Schools 2023-24.csv")).unwrap();
    std::fs::write(folder.path().join("files/Schools 2022-25.csv"), schools).unwrap();
    std::fs::write(folder.path().join("files/England 2022-25.csv"), england).unwrap();
    for whose in ["999", "Eastmere"] {
        let found =
            judged(&example().join("rules"), &[folder.path().join("files")], &["--authority", whose], folder.path());
        assert_eq!(found["schools"].as_array().unwrap().len(), 1, "{whose}");
        assert_eq!(said(&found, "attainment-8-authority"), "The authority 45.5; England 46.1.", "{whose}");
        assert_eq!(said(&found, "attainment-8"), "0 of 1 schools under 40; 0 of 1 the year before.", "{whose}");
        assert_eq!(
            said(&found, "persistent-absence"),
            "Secondary 26.2%, the authority's own figure. Of 1 schools with a figure, 1 are at 30% and over, 0 at 50%.",
            "{whose}: the authority's own figure stands before a mean of its schools"
        );
        let high = found["schools"].to_string();
        assert!(
            high.contains(
                "31% of pupils missed 10% of sessions or more; the authority 26.2% in its phase; England 23.4%"
            )
        );
    }
}

#[test]
fn an_authority_of_which_only_its_own_figures_are_there_is_told_with_those_that_have_schools() {
    let figures = "Id,Attainment8_Tot_LA_Current_Num\n998,40\n999,45.5\n997,60\n";
    let folder = desk("Authorities 2022-25.csv", figures);
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .args(["evaluate", "files", "--date", "2026-03-01", "--out", "out", "--authority", "998", "--rules"])
        .arg(example().join("rules"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told =
        String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("no school with a number is of authority 998") && told.contains("--authority"), "{told}");
}
