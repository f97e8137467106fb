//! What the rulebook says of the review itself: in which order schools stand, how far a day may lie ahead; and the cells to
//! fill in where a value that is worked out is missing.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const RULES: &str = r#"
format: 1
authority: {name: Borough of Eastmere}
measures:
  - {id: need, title: Need, unit: number, better: lower, headings: [Need]}
  - {id: points, title: Points, unit: number, better: higher, headings: [Points]}
  - {id: weight, title: Weight, unit: number, better: neither, headings: [Weight]}
  - {id: score, title: Score, unit: number, better: higher, computed: "weighted(1, points, weight, need, 2)"}
  - {id: ratio, title: Ratio, unit: number, better: higher, computed: points / weight}
watchpoints:
  - {watch: score, title: Low score, when: score < 1, source: ours}
  - {watch: ratio, title: Low ratio, when: ratio < 1, source: ours}
statuses:
  - {status: red, title: Red, when: need > 50, needs attention: true, colour: urgent}
  - {status: green, title: Green, otherwise: true, colour: strong}
  - {status: unclear, title: Unclear, cannot say: true, colour: unknown}
report:
  first by: need
  due within: {years back: 2, years ahead: 3}
"#;

/// Four schools of which one says no number of pupils.
const SHARES: &str = r#"
format: 1
authority: {name: Borough of Eastmere}
measures:
  - {id: pupils, title: Pupils, unit: pupils, headings: [Pupils]}
  - {id: met, title: Met, unit: percent, better: higher, cohort: pupils, headings: [Met]}
comparators:
  - {id: la, title: All schools, computed: true}
watchpoints:
  - {watch: below, title: Below, when: met < met.la, source: ours}
  - {watch: median, title: Median, when: met < met.la.median, source: ours}
  - {watch: together, title: Together, scope: authority, when: met < 60, source: ours}
  - {watch: far, title: Far, scope: authority, when: met < 81, source: ours}
statuses:
  - {status: green, title: Green, otherwise: true, colour: strong}
  - {status: unclear, title: Unclear, cannot say: true, colour: unknown}
"#;

const ROWS: &str =
    "URN,School,Need,Points,Weight\n100001,Ash,60,3,1\n100002,Elm,90,3,\n100003,Oak,75,0,0\n100004,Yew,,3,2\n";

/// The findings of four schools, in a folder of their own.
fn judged(home: &Path, rules: &str, rows: &str) -> Value {
    fs::create_dir_all(home.join("rules")).unwrap();
    fs::write(home.join("rules/rules.yaml"), rules).unwrap();
    fs::write(home.join("Results 2025-26.csv"), rows).unwrap();
    let arguments = ["evaluate", "Results 2025-26.csv", "--date", "2026-11-30", "--json", "f.json", "--json-all"];
    let done = Command::new(env!("CARGO_BIN_EXE_yardstick")).args(arguments).current_dir(home).output().unwrap();
    assert!(done.status.code() == Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&fs::read(home.join("f.json")).unwrap()).unwrap()
}

#[test]
fn schools_of_a_status_stand_in_the_order_of_the_number_that_the_rulebook_names() {
    let home = tempfile::tempdir().unwrap();
    judged(home.path(), RULES, ROWS);
    let review = fs::File::open(home.path().join("reviewed/School review 2025-26.xlsx")).unwrap();
    let mut review = zip::ZipArchive::new(review).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        review.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(home.path().join("reviewed/School review 2025-26.xlsx")).unwrap();
    let schools = calamine::Reader::worksheet_range(&mut book, "Schools").unwrap();
    let names: Vec<String> = schools.rows().flatten().map(ToString::to_string).collect();
    let at = |name: &str| names.iter().position(|cell| cell == name).unwrap();
    assert!(at("Elm") < at("Oak") && at("Oak") < at("Ash") && at("Ash") < at("Yew"), "{names:?}");
    // 30 November 2024 to 30 November 2029
    let due = "<formula1>45626</formula1><formula2>47452</formula2>";
    assert!(part("xl/worksheets/sheet2.xml").contains(due));
}

#[test]
fn a_value_worked_out_from_what_is_missing_names_the_cell() {
    let home = tempfile::tempdir().unwrap();
    let all = judged(home.path(), RULES, ROWS);
    let told = |school: &str, rule: &str| {
        let school = all["schools"].as_array().unwrap().iter().find(|one| one["name"] == school).unwrap();
        let finding = school["findings"].as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap();
        let blamed = finding["blame"].as_array().unwrap().iter();
        let cells: Vec<String> = blamed
            .map(|at| finding["readings"][usize::try_from(at.as_u64().unwrap()).unwrap()]["cell"].to_string())
            .collect();
        (finding["reason"].as_str().unwrap_or_default().to_owned(), cells.join(" "))
    };
    let cell = |reason: &str, title: &str, cell: &str| format!("{reason} ({title}, Results 2025-26.csv, {cell})");
    assert_eq!(told("Elm", "score"), (cell("Score: the cell is blank", "Weight", "E3"), "\"E3\"".to_owned()));
    // the nought below is to blame, and not the one above it
    assert_eq!(told("Oak", "ratio"), (cell("Ratio: it would be divided by zero", "Weight", "E4"), "\"E4\"".to_owned()));
    assert_eq!(told("Ash", "ratio").1, "");
}

#[test]
fn a_school_whose_pupils_nobody_knows_leaves_the_mean_by_pupils_open_and_makes_no_other_of_it() {
    let home = tempfile::tempdir().unwrap();
    let rows = "URN,School,Met,Pupils\n100001,Ash,40,300\n100002,Elm,80,10\n100003,Oak,80,\n100004,Yew,60,30\n";
    let all = judged(home.path(), SHARES, rows);
    let of = |findings: &Value, rule: &str| {
        let found = findings.as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap();
        (found["outcome"].as_str().unwrap().to_owned(), found["reason"].as_str().unwrap_or_default().to_owned())
    };
    let school = |name: &str, rule: &str| {
        let school = all["schools"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap();
        of(&school["findings"], rule)
    };
    // 42.9 without Oak, and with it up to its 80
    assert_eq!(school("Ash", "below").0, "holds");
    assert_eq!(school("Elm", "below").0, "does-not-hold");
    let (outcome, reason) = school("Yew", "below");
    assert_eq!(outcome, "cannot-say", "each school counted alike it would be 65");
    assert!(reason.contains("3 of 4 schools") && reason.contains("Results 2025-26.csv, D4"), "{reason}");
    // how many pupils they are is nothing to the others
    assert_eq!(school("Yew", "median").0, "holds");
    assert_eq!(of(&all["authority_findings"], "together").0, "cannot-say");
    assert_eq!(of(&all["authority_findings"], "far").0, "holds");
}
