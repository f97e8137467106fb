//! Grades that are called by letters: they are said by their own names, and the worst of several is the reason.

use std::process::Command;

const RULES: &str = "authority: {name: Pinewood District}
identity: {urn: [School id], urn pattern: 9999, name: [School]}
measures:
  - {id: reading, title: Reading, unit: percent, headings: [Reading]}
  - {id: own.teaching, title: Own grade for teaching, unit: grade, headings: [Teaching]}
  - {id: own.safety, title: Own grade for safety, unit: grade, headings: [Safety]}
judgements:
  grades:
    - {grade: A, title: Excellent, good: true}
    - {grade: B, title: Sound, good: true}
    - {grade: C, title: Weak}
    - {grade: D, title: Failing}
  strands:
    - {strand: teaching, title: Teaching, self evaluated: own.teaching}
    - {strand: safety, title: Safety, self evaluated: own.safety}
  working grade: {take: worst, from: [self evaluated]}
statuses:
  - {status: act, title: Act, when: 'how_many(grade.teaching >= \"C\", grade.safety >= \"C\") >= 2', needs attention: true, colour: red}
  - {status: fine, title: Fine, otherwise: true, colour: green}
  - {status: open, title: Open, cannot say: true, colour: grey}
";

/// A folder with two schools of which one needs attention for two grades.
fn district() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for folder in ["rules", "in"] {
        std::fs::create_dir(home.path().join(folder)).unwrap();
    }
    std::fs::write(home.path().join("rules/yardstick.yaml"), RULES).unwrap();
    let schools = "School id,School,Reading,Teaching,Safety\n1001,Ash,48,C,D\n1002,Elm,72,A,B\n";
    std::fs::write(home.path().join("in/Schools 2011-12.csv"), schools).unwrap();
    home
}

fn run(home: &tempfile::TempDir, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    let done = command.current_dir(home.path()).args(arguments).env("NO_COLOR", "1").output().unwrap();
    let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_grade_is_said_by_its_own_name_and_never_by_its_rank() {
    let home = district();
    let shown = run(&home, &["rules", "show", "act"]);
    assert!(shown.contains("is at least “C”") && !shown.contains("is at least 3"), "{shown}");
    let told = run(&home, &["explain", "1001", "in", "--date", "2012-10-01", "--full"]);
    assert!(told.contains("grade: Teaching = C") && !told.contains("= 3"), "{told}");
}

#[test]
fn of_several_grades_the_worst_is_the_reason() {
    let said = run(&district(), &["evaluate", "in", "--date", "2012-10-01"]);
    assert!(said.contains("■ Act Ash Safety D"), "{said}");
}
