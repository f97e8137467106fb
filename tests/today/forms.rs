//! The forms in which official files come, with an invented authority's schools in them: each is read as it comes, nothing of
//! it is to be mended, and every school has a place.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::world::{example, said, schools_where};

/// What is found in files of a folder, each with its name and text.
fn found(files: &[(&str, &str)]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let inbox = folder.path().join("inbox");
    std::fs::create_dir(&inbox).unwrap();
    for (name, text) in files {
        std::fs::write(inbox.join(name), text).unwrap();
    }
    judged_in(folder.path())
}

fn judged_in(folder: &Path) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick"))
        .args(["evaluate", "inbox", "--date", "2026-03-01", "--out", "out", "--json", "found.json", "--rules"])
        .arg(example().join("rules"))
        .current_dir(folder)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stdout).into_owned() + &*String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{told}");
    assert!(!told.contains("Please mend"), "{told}");
    serde_json::from_slice(&std::fs::read(folder.join("found.json")).unwrap()).unwrap()
}

fn status<'f>(found: &'f Value, school: &str) -> &'f str {
    let schools = found["schools"].as_array().unwrap();
    schools.iter().find(|one| one["name"] == school).unwrap()["status"].as_str().unwrap()
}

/// The inspectors' list as it came in a month before report cards, when a graded inspection was called `kind`.
fn list(kind: &str) -> String {
    format!(
        "Web link,URN,LAESTAB,School name,Ofsted phase,Type of education,Local authority,Total number of pupils,Date of latest section 8 inspection,\
Inspection number of latest {kind} inspection,Inspection start date,Overall effectiveness,Category of concern,\
Quality of education,Behaviour and attitudes,Personal development,Effectiveness of leadership and management,\
Safeguarding is effective?,Early years provision (where applicable),Sixth form provision (where applicable),\
Previous {kind} inspection number,Previous {kind} inspection overall effectiveness\n\
x,900101,9992001,Alder Primary School,Primary,Community School,Eastmere,200,NULL,10201,08/11/2022,2,NULL,2,2,2,2,Yes,2,9,101,2\n\
x,900102,9992002,Birch Primary School,Primary,Academy Converter,Eastmere,200,NULL,10202,09/11/2022,4,SM,4,3,3,4,No,4,9,102,2\n\
x,900103,9992003,Cedar Primary School,Primary,Community School,Eastmere,200,NULL,10203,10/11/2024,Not judged,NULL,3,2,2,2,Yes,2,9,103,2\n\
x,900104,9992004,Dale Primary School,Primary,Community School,Eastmere,200,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL\n"
    )
}

#[test]
fn lists_of_the_inspectors_from_before_report_cards_place_every_school() {
    for (kind, name) in [
        ("full", "Management information - state-funded schools - latest inspections as at 31 Jul 2024.csv"),
        ("graded", "Management information - state-funded schools - latest inspections as at 31 August 2025.csv"),
    ] {
        let found = found(&[(name, &list(kind))]);
        assert_eq!(status(&found, "Alder Primary School"), "no-figures", "{kind}");
        assert_eq!(status(&found, "Birch Primary School"), "intensive-category", "{kind}");
        assert_eq!(status(&found, "Cedar Primary School"), "targeted", "{kind}: quality of education is 3");
        assert_eq!(status(&found, "Dale Primary School"), "no-figures", "{kind}: never inspected is an answer");
        assert_eq!(
            said(&found, "inspection-frameworks"),
            "0 with a report card; 1 with four judgements; 2 with an overall grade; 1 with none."
        );
    }
}

const OLDER: &str = "Management information - state-funded schools - latest inspections as at 31 Jul 2024.csv";
const NEWER: &str = "Management information - state-funded schools - latest inspections as at 31 August 2025.csv";

#[test]
fn a_grade_in_an_older_list_does_not_stand_for_one_that_a_newer_list_says_was_not_judged() {
    let cedar = "10/11/2024,Not judged,NULL,3,2,2,2";
    let older = list("full").replace(cedar, "10/01/2023,4,NULL,4,4,4,4");
    let found_in = found;
    let found = found(&[(OLDER, &older), (NEWER, &list("graded"))]);
    assert_eq!(status(&found, "Cedar Primary School"), "targeted", "its quality of education is 3, of November 2024");
    // the other way round the newer list has the grade
    let found =
        found_in(&[(OLDER, &list("full")), (NEWER, &list("graded").replace(cedar, "10/01/2025,4,NULL,4,4,4,4"))]);
    assert_eq!(status(&found, "Cedar Primary School"), "intensive-category");
}

#[test]
fn a_school_that_requires_improvement_twice_before_report_cards_stands_where_rise_has_it() {
    let twice =
        list("graded").replace("08/11/2022,2,NULL,2,2,2,2,Yes,2,9,101,2", "08/11/2022,3,NULL,3,2,2,2,Yes,2,9,101,3");
    let found = found(&[(NEWER, &twice)]);
    assert_eq!(status(&found, "Alder Primary School"), "intensive-rise");
    assert_eq!(schools_where(&found, "rise-before-report-cards", "holds"), ["900101"]);
}

/// A value worked out from others by `or`, and one that a function passed on, are marked where they were decided.
#[test]
fn the_cells_that_decided_what_was_worked_out_are_marked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inbox")).unwrap();
    std::fs::write(folder.path().join("inbox").join(NEWER), list("graded")).unwrap();
    judged_in(folder.path());
    let copy = folder.path().join("out").join(NEWER.replace(".csv", " - annotated.xlsx"));
    let mut parts = zip::ZipArchive::new(std::fs::File::open(copy).unwrap()).unwrap();
    let names = parts.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
    let names: Vec<String> = names.filter(|name| name.contains("comments")).collect();
    let mut notes = String::new();
    for name in names {
        std::io::Read::read_to_string(&mut parts.by_name(&name).unwrap(), &mut notes).unwrap();
    }
    // Birch: graded 4 and in special measures; Cedar: quality of education 3, overall not judged, behaviour 2
    for cell in ["L3", "M3", "L4", "N4"] {
        assert!(notes.contains(&format!("ref=\"{cell}\"")), "{cell} is not marked");
    }
    assert!(!notes.contains("ref=\"O4\"") && !notes.contains("ref=\"J3\""), "{notes}");
}

const KS4_HEAD: &str = "time_period,time_identifier,geographic_level,old_la_code,la_name,school_urn,school_laestab,school_name,\
breakdown_topic,breakdown,sex,first_language,prior_attainment,mobility,";

#[test]
fn key_stage_4_of_the_statistics_service_is_read_with_the_headings_of_either_year() {
    for (year, measures) in [
        (
            "202324",
            "t_pupils,avg_att8,avg_p8score,p8score_ci_upp,t_l2basics_95,pt_l2basics_95,pt_l2basics_94,pt_ebacc_e_ptq_ee,avg_ebaccaps",
        ),
        (
            "202425",
            "pupil_count,attainment8_average,progress8_average,progress8_upper_95_ci,engmath_95_count,engmath_95_percent,engmath_94_percent,ebacc_entering_percent,ebacc_aps_average",
        ),
    ] {
        let row = |urn: u32, name: &str, topic: &str, group: &str, figures: &str| {
            format!(
                "{year},Academic year,School,999,Eastmere,{urn},999{},{name},{topic},{group},Total,Total,Total,Total,{figures}\n",
                urn % 10_000
            )
        };
        let text = [
            format!("{KS4_HEAD}{measures}\n"),
            row(904_001, "Elm Academy", "Total", "Total", "150,36.2,-0.62,-0.3,30,28.1,51.4,40,3.1"),
            row(904_001, "Elm Academy", "Disadvantage status", "Disadvantaged", "60,26.1,-0.9,-0.4,9,12.4,30.1,20,2.2"),
            row(
                904_001,
                "Elm Academy",
                "Disadvantage status",
                "Not known to be disadvantaged",
                "90,44.9,-0.2,0.1,21,40.2,60.0,50,4.1",
            ),
            row(904_002, "Fir School", "Total", "Total", "160,51.0,0.1,0.4,90,50.1,70.2,41,4.4"),
            format!(
                "{year},Academic year,National,,,,,,Total,Total,Total,Total,Total,Total,1,45.9,-0.03,0,1,45.9,65,40.4,4.1\n"
            ),
        ];
        let name = format!("{year}_performance_tables_schools_final.csv");
        let found = found(&[(&name, &text.concat())]);
        assert_eq!(schools_where(&found, "attainment-8-low", "holds"), ["904001"], "{year}");
        assert_eq!(schools_where(&found, "gap-wide", "holds"), ["904001"], "{year}");
        assert_eq!(said(&found, "attainment-8"), "1 of 2 schools under 40.");
    }
}

#[test]
fn the_register_as_it_is_downloaded_gives_special_schools_their_phase() {
    let register = "\"URN\",\"LA (code)\",\"LA (name)\",\"EstablishmentNumber\",\"EstablishmentName\",\"TypeOfEstablishment (code)\",\
\"TypeOfEstablishment (name)\",\"EstablishmentStatus (code)\",\"EstablishmentStatus (name)\",\"PhaseOfEducation (code)\",\
\"PhaseOfEducation (name)\",\"NumberOfPupils\"\n\
\"907001\",\"999\",\"Eastmere\",\"7001\",\"Grove School\",\"07\",\"Community special school\",\"1\",\"Open\",\"0\",\"Not applicable\",\"90\"\n\
\"902001\",\"999\",\"Eastmere\",\"2001\",\"Alder Primary School\",\"01\",\"Community school\",\"1\",\"Open\",\"2\",\"Primary\",\"200\"\n\
\"902999\",\"999\",\"Eastmere\",\"2999\",\"Old Mill Primary School\",\"02\",\"Voluntary aided school\",\"2\",\"Closed\",\"2\",\"Primary\",\"\"\n\
\"902301\",\"998\",\"Westmere\",\"2301\",\"Westmere Primary School\",\"01\",\"Community school\",\"1\",\"Open\",\"2\",\"Primary\",\"300\"\n";
    let head = "time_period,geographic_level,old_la_code,la_name,school_laestab,school_urn,school_name,education_phase,\
enrolments,sess_overall_percent,enrolments_pa_10_exact_percent,enrolments_pa_50_exact_percent\n";
    let absence = format!(
        "{head}202425,National,,,,,,Total,1,6.6,17.1,2.3\n202425,National,,,,,,Special,1,12.6,36.4,8\n\
202425,School,999,Eastmere,9997001,907001,Grove School,Special,90,11.2,33.5,low\n\
202425,School,999,Eastmere,9992001,902001,Alder Primary School,Primary,200,5.1,12.5,c\n"
    );
    let found = found(&[("edubasealldata20250918.csv", register), ("1a_absence_3term_school.csv", &absence)]);
    assert_eq!(found["schools"].as_array().unwrap().len(), 3);
    let phase = |name: &str| {
        let schools = found["schools"].as_array().unwrap();
        schools.iter().find(|one| one["name"] == name).unwrap()["phase"].as_str().unwrap().to_owned()
    };
    assert_eq!((phase("Grove School"), phase("Alder Primary School")), ("special".to_owned(), "primary".to_owned()));
    assert_eq!(status(&found, "Old Mill Primary School"), "closed");
    let schools = found["schools"].as_array().unwrap();
    let grove = schools.iter().find(|one| one["name"] == "Grove School").unwrap();
    let finding = grove["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "persistent-absence-high");
    assert_eq!(
        finding.unwrap()["sentence"],
        "Grove School: 33.5% of pupils missed 10% of sessions or more; England 36.4% in its phase."
    );
}

#[test]
fn what_the_statistics_service_counts_a_school_as_does_not_contradict_the_inspectors() {
    let list = "URN,LAESTAB,School name,Ofsted phase,Type of education,Local authority,Inspection number of latest full inspection,\
Quality of education,Overall effectiveness,Inspection start date\n\
900104,9994100,High All-through Academy,All-through,Academy converter,Eastmere,1,2,2,08/11/2022\n";
    let absence = "time_period,geographic_level,old_la_code,la_name,school_urn,school_name,education_phase,sess_overall_percent\n\
202324,School,999,Eastmere,900104,High All-through Academy,Secondary,7.1\n";
    let found = found(&[("latest inspections as at 31 Jul 2024.csv", list), ("absence_school.csv", absence)]);
    assert_eq!(found["schools"][0]["phase"], "all_through");
    assert!(!found["problems"].to_string().contains("disagree"), "{}", found["problems"]);
}
