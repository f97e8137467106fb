//! A list of evidence that is shortened, of a nation or of very many answers: what answers rest on, and no more.

use crate::papers::desk::{Desk, said};

/// The list of evidence that these rules and schools come to.
fn evidence(rules: &str, schools: &str) -> Vec<Vec<String>> {
    let desk = Desk::of(rules, "Results 2011-12.csv", schools);
    let done = desk.run(&["evaluate", "workbooks", "--date", "2012-10-01", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    desk.sheet("School review 2011-12 - evidence.xlsx", "Evidence").0
}

/// Rules of which one holds because a figure is not known, and one cannot be said because of a blank and of no column.
const MISSING: &str = "authority: {name: Borough of Eastmere}
measures:
  - {id: met, title: Met the standard, unit: percent, headings: [Met]}
  - {id: posts, title: Posts open, unit: number, headings: [Posts]}
  - {id: visits, title: Visits, unit: number, headings: [Visits]}
statuses:
  - {status: any, title: Any, otherwise: true}
watchpoints:
  - {watch: unknown, title: Not known, when: 'not met.known', source: ours}
  - {watch: kept-back, title: Kept back, when: 'met.marked(\"suppressed\")', source: ours}
  - {watch: either, title: Either, when: {any: [posts > 2, met < 40]}, source: ours}
  - {watch: beside, title: Beside, when: posts + met > 60, say when unknown: Nobody knows., source: ours}
  - {watch: nowhere, title: Nowhere, when: visits > 2, source: ours}
";

#[test]
fn a_shortened_list_of_evidence_has_what_is_missing_where_an_answer_rests_on_it() {
    let brief = format!("limits: {{schools in full: 1}}\n{MISSING}");
    let rows =
        evidence(&brief, "URN,School,Met,Posts\n900101,Ash Primary School,SUPP,3\n900102,Birch Primary School,50,1\n");
    let of = |rule: &str| -> Vec<String> {
        rows.iter().filter(|row| row.iter().any(|cell| cell == rule)).map(|row| row.join(" | ")).collect()
    };
    for rule in ["Not known", "Kept back"] {
        let [only] = &of(rule)[..] else { panic!("{:?}", of(rule)) };
        assert!(only.contains("Ash Primary School") && only.contains("C2"), "{only}");
    }
    // the posts settle it: nothing rests on what is kept back
    let [only] = &of("Either")[..] else { panic!("{:?}", of("Either")) };
    assert!(only.contains("Posts open") && only.contains("D2"), "{only}");
}

#[test]
fn what_cannot_be_said_has_its_reason_and_the_cells_to_blame_in_a_shortened_list_of_evidence() {
    // so many rules that nobody goes through every answer
    let many: String = (0..260)
        .map(|at| format!("  - {{watch: more-{at}, title: More {at}, when: posts > 50, source: ours}}\n"))
        .collect();
    let schools: String = (100..200).map(|at| format!("900{at},School {at},,1\n")).collect();
    let rows = evidence(&format!("{MISSING}{many}"), &format!("URN,School,Met,Posts\n{schools}"));
    let of = |rule: &str| -> Vec<&Vec<String>> {
        let of_school = rows.iter().filter(|row| row.iter().any(|cell| cell == "School 100"));
        of_school.filter(|row| row.iter().any(|cell| cell == rule)).collect()
    };
    assert!(of("More 7").is_empty());
    let [beside] = &of("Beside")[..] else { panic!("{:?}", of("Beside")) };
    let said = "Nobody knows. (Met the standard: the cell is blank (Results 2011-12.csv, C2))";
    assert!(beside.iter().any(|cell| cell == said) && beside.iter().any(|cell| cell.ends_with("C2")), "{beside:?}");
    let [nowhere] = &of("Nowhere")[..] else { panic!("{:?}", of("Nowhere")) };
    assert!(nowhere.iter().any(|cell| cell == "Visits: no workbook has a column for it"), "{nowhere:?}");
    let hint = "What cannot be said has its reason and the cells to blame.";
    assert!(rows.iter().flatten().any(|cell| cell.contains(hint)), "{:?}", &rows[..5]);
}
