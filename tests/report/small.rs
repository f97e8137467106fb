//! Two schools from their workbook to what officers see of them: which are counted, which cells are marked, which line is
//! the nearest, what is strong, and which figures stay in the office.

use serde_json::Value;
use yardstick::domain::Missing;
use yardstick::review::Tally;

use crate::papers::desk::{Desk, Sheet, said};
use crate::rulebook::small;

const RULES: &str = r#"
authority: {name: Borough of Eastmere}
groups:
  - {id: fsm, title: on free meals, headings: [FSM], peers: others}
  - {id: others, title: not on free meals, headings: [Others]}
  - {id: both, title: girls on free meals, within: fsm, headings: [Girls FSM]}
measures:
  - {id: pupils, title: Pupils, unit: pupils, headings: [Pupils]}
  - {id: met, title: Met the standard, unit: percent, headings: [Met], cohort: pupils}
  - {id: posts, title: Posts open, unit: number, headings: [Posts]}
  - {id: graded, title: Inspected, unit: number, undated: true, headings: [Inspected]}
comparators:
  - {id: england, title: England, area: national}
judgements:
  source: ours
  grades:
    - {grade: '1', title: outstanding, value: 1, good: true}
    - {grade: '2', title: good, value: 2, good: true}
    - {grade: '3', title: weak, value: 3}
  strands:
    - {strand: achievement, title: Achievement of pupils, short: Achievement, inspected: graded}
    - {strand: teaching, title: Teaching, inspected: posts}
  working grade: {take: worst, from: [inspected]}
floors:
  - {floor: one, title: First floor, years: 2011-12 on, below when: met < 60, source: ours}
  - {floor: two, title: Second floor, years: 2011-12 on, below when: posts > 2, source: ours}
risks:
  - {risk: either, title: Either, present when: {any: [met < 70, posts > 9]}, source: ours}
  - {risk: beside, title: Below England, present when: met < met.england, source: ours}
watchpoints:
  - {watch: rising, title: Rising, when: {all: [met < 99, met < 95]}, source: ours}
  - {watch: falling, title: Falling, when: {all: [met < 95, met < 99]}, source: ours}
  - {watch: group, title: Group, kind: strength, strand: achievement, when: met.fsm > 0, say: 'Of the group {met.fsm}%.', source: ours}
indications:
  - {indication: nearly-all, grade: '1', title: Nearly all, strand: achievement, when: met >= 90, source: ours}
  - {indication: most, grade: '2', title: Most, strand: achievement, when: met >= 80, source: ours}
statuses:
  - {status: red, title: Red, when: posts < 1, needs attention: true}
  - {status: amber, title: Amber, when: met < 90}
  - {status: green, title: Green, otherwise: true}
small numbers: {publish from: 6}
papers:
  - paper: profiles
    for: each school
    file: Profiles
    title: "{school}"
    source: ours
    sections:
      - {shows: strengths, title: What is strong}
      - {shows: gaps, title: Groups, groups: [fsm, both], measures: [met]}
      - {shows: cannot-say, title: The end}
"#;
/// At Ash few pupils are outside a group, at Birch few are in the one and outside the other; at Dogwood the group's figure
/// is suppressed, at Elder that of the others.
const SCHOOLS: &str =
    "URN,School,Pupils,Met,Posts,Inspected,Pupils FSM,Met FSM,Pupils Girls FSM,Met Girls FSM,Met Others
900101,Ash Primary School,40,55,1,2,37,50,10,70,
900102,Birch Primary School,40,92,3,2,20,85,17,70,
900103,Cedar Primary School,40,85,3,2,,85,8,70,
900104,Dogwood Primary School,40,88,1,2,20,SUPP,,,90
900105,Elder Primary School,40,69,0,2,20,85,,,SUPP
,England,,80,,,,,,,
";

fn desk() -> Desk {
    Desk::of(RULES, "Results 2011-12.csv", SCHOOLS)
}

fn run(desk: &Desk, arguments: &[&str]) {
    let done = desk.run(&[arguments, &["workbooks", "--date", "2012-10-01", "--out", "out"]].concat());
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
}

fn page(desk: &Desk, school: &str) -> Sheet {
    run(desk, &["papers"]);
    desk.sheet("Profiles.xlsx", school)
}

fn marks(desk: &Desk) -> Vec<Vec<String>> {
    run(desk, &["evaluate"]);
    desk.sheet("Results 2011-12 - annotated.xlsx", "Yardstick marks").0
}

#[test]
fn a_school_is_counted_by_the_worst_of_its_floors() {
    let rules = small::rules(RULES);
    let of = |name: &str, met: Option<f64>, posts: Option<f64>| {
        let figure = |figure: Option<f64>| figure.map(yardstick::domain::Value::Number).ok_or(Missing::Blank);
        small::school(&rules, name, &[("met", "all", figure(met)), ("posts", "all", figure(posts))])
    };
    let schools = vec![
        of("Below one", Some(50.0), Some(1.0)),
        of("Below the other", Some(70.0), Some(3.0)),
        of("Below one, the other not known", Some(50.0), None),
        of("Not below one, the other not known", Some(70.0), None),
        of("Below neither", Some(70.0), Some(1.0)),
    ];
    let tally = Tally::of(&rules, &small::judged(&rules, &small::dataset(schools)));
    assert_eq!((tally.below, tally.below_unknown), (3, 1));
}

#[test]
fn schools_are_good_by_the_worst_of_their_grades_where_none_sums_them_up() {
    let rules = small::rules(RULES);
    let of = |name: &str, grades: [f64; 2]| {
        let [graded, posts] = grades.map(|grade| Ok(yardstick::domain::Value::Number(grade)));
        small::school(&rules, name, &[("graded", "all", graded), ("posts", "all", posts)])
    };
    let schools = vec![of("Good in both", [2.0, 1.0]), of("In one", [2.0, 3.0]), of("In none", [3.0, 3.0])];
    let tally = Tally::of(&rules, &small::judged(&rules, &small::dataset(schools)));
    assert_eq!((tally.good, tally.inspected), (1, 3));
}

#[test]
fn the_line_told_of_several_is_the_nearest_whichever_is_written_first() {
    let desk = desk();
    run(&desk, &["evaluate", "--json", "found.json", "--json-all"]);
    let found: Value = serde_json::from_slice(&std::fs::read(desk.path("found.json")).unwrap()).unwrap();
    let birch = found["schools"].as_array().unwrap().iter().find(|one| one["name"] == "Birch Primary School").unwrap();
    let line = |rule: &str| {
        let one = birch["findings"].as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap();
        (one["threshold"].as_f64(), one["margin"].as_f64(), one["margin_pupils"].as_f64())
    };
    // 3 of 100; and of 40 pupils 37 are 92%, 38 would be 95%
    let near = (Some(95.0), Some(-3.0), Some(-1.0));
    let rounded =
        |(line, margin, pupils): (_, _, Option<f64>)| (line, margin, pupils.map(|n| (n * 10.0).round() / 10.0));
    assert_eq!((rounded(line("rising")), rounded(line("falling"))), (near, near));
}

#[test]
fn a_cell_is_marked_for_what_agrees_with_the_answer_and_none_of_those_compared_with() {
    let marks = marks(&desk());
    let of = |rule: &str| -> Vec<&str> {
        marks.iter().filter(|row| row.iter().any(|cell| cell == rule)).map(|row| &*row[0]).collect()
    };
    assert_eq!(of("Either"), ["Data!D2", "Data!D6"], "the posts, E2, have no part in it");
    assert_eq!(of("Below England"), ["Data!D2", "Data!D6"], "England's own figure is no concern");
    assert_eq!(of("First floor"), ["Data!D2"]);
    assert_eq!(of("Second floor"), ["Data!E3", "Data!E4"]);
    // a status marks what it alone rests on, and only at the school that has it
    assert_eq!((of("Red"), of("Amber")), (vec!["Data!E6"], vec!["Data!D4", "Data!D5"]));
    let kind = |cell: &str, rule: &str| {
        marks
            .iter()
            .find(|row| row[0] == cell && row.iter().any(|cell| cell == rule))
            .map(|row| row[2].clone())
            .unwrap()
    };
    assert_eq!(kind("Data!D2", "Either"), "■ concern");
    assert_ne!(kind("Data!D6", "Either"), "■ concern", "one pupil of 40 would turn it");
}

#[test]
fn what_would_hold_for_another_status_is_not_marked() {
    let desk = Desk::of(RULES, "Results 2011-12.csv", &format!("{SCHOOLS}900106,Fir Primary School,40,85,0,2,,,,,\n"));
    let marks = marks(&desk);
    let of = |cell: &str| marks.iter().filter(|row| row[0] == cell).map(|row| row.join(" | ")).collect::<Vec<_>>();
    // it is red, and would be amber too
    assert!(of("Data!E8").concat().contains("Red"), "{marks:#?}");
    assert!(!of("Data!D8").concat().contains("Amber"), "{marks:#?}");
}

#[test]
fn a_school_that_needs_attention_is_none_to_learn_from_though_it_is_strong() {
    let desk = desk();
    run(&desk, &["evaluate"]);
    let front = desk.sheet("School review 2011-12.xlsx", "Front page").0;
    let line = front.iter().flatten().find(|cell| cell.contains("To learn from")).expect("some are strong");
    assert!(line.contains("Birch Primary School") && !line.contains("Elder Primary School"), "{line}");
    let elder = page(&desk, "Elder Primary School").part("What is strong", "Groups").concat().concat();
    assert!(elder.contains("• Group"), "it is strong all the same: {elder}");
}

#[test]
fn what_is_strong_is_the_best_that_is_indicated_until_a_person_agrees_that_it_is_not_good() {
    let desk = desk();
    let strong = |school: &str| -> Vec<String> {
        let page = page(&desk, school);
        page.part("What is strong", "Groups").concat().iter().map(|line| (*line).to_owned()).collect()
    };
    // that most did is not said beside that nearly all did; the group's figure is of nobody knows how few others
    assert_eq!(strong("Birch Primary School"), ["• Nearly all", "• Of the group 85%."]);
    assert_eq!(strong("Cedar Primary School"), ["• Group", "• Most"], "the sentence would tell the figure");
    assert_eq!(strong("Ash Primary School"), ["• Group"]);
    let line = |grade: &str| {
        let line = serde_json::json!({
            "seen": "2012-10-01", "school": "urn:900102", "name": "Birch Primary School", "about": "grade:achievement",
            "title": "Grade, achievement", "field": "agreed grade", "from": null, "to": grade,
        });
        std::fs::write(desk.path("out/decisions.log.jsonl"), format!("{line}\n")).unwrap();
    };
    line("3");
    assert_eq!(strong("Birch Primary School"), ["No rule says of anything here that it is strong."]);
    line("2");
    assert_eq!(strong("Birch Primary School"), ["• Nearly all", "• Of the group 85%."]);
}

#[test]
fn a_figure_stays_in_the_office_where_few_are_outside_the_group_or_nobody_knows_how_many_are_in_it() {
    let desk = desk();
    let groups = |school: &str| -> Vec<String> {
        let page = page(&desk, school);
        let rows = page.part("Groups", "The end");
        let table = rows.iter().filter(|row| row[0].starts_with("Met")).map(|row| row[1..].join(" "));
        // what has no figure to show is said below the table
        let bare = rows.iter().filter(|row| row[0].starts_with("No figure (not shown")).map(|_| "kept back".to_owned());
        table.chain(bare).collect()
    };
    // 3 of 40 are outside the group; of the group, 27 are outside the one within it
    assert_eq!(groups("Ash Primary School"), ["(a) (a) 70 10 50 -20", "kept back"]);
    // 20 of 40 are outside the group, but only 3 of the 20 outside the one within it
    assert_eq!(groups("Birch Primary School"), ["(a) (a) 85 20 100 15", "kept back"]);
    assert_eq!(groups("Cedar Primary School"), ["(a) (a) 70 8 87.5 17.5", "kept back"]);
    // with the others' figure a suppressed one could be worked out, and theirs with the group's
    assert_eq!(groups("Dogwood Primary School")[0], "(a) (a) (b) 20");
    assert_eq!(groups("Elder Primary School")[0], "kept back", "the others' is suppressed");
}

#[test]
fn the_blank_cell_of_another_school_that_keeps_a_mean_open_is_named_and_filling_it_is_counted() {
    let rules = "authority: {name: Borough of Eastmere}
measures:
  - {id: pupils, title: Pupils, unit: pupils, headings: [Pupils]}
  - {id: met, title: Met the standard, unit: percent, headings: [Met], cohort: pupils}
comparators:
  - {id: every, title: All schools, computed: true}
statuses:
  - {status: red, title: Red, when: met < met.every - 5, needs attention: true}
  - {status: green, title: Green, otherwise: true}
  - {status: unclear, title: Unclear, cannot say: true}
";
    let schools = |dogwood: &str| {
        format!(
            "URN,School,Pupils,Met\n900101,Ash Primary School,40,55\n900102,Birch Primary School,40,70\n\
             900103,Cedar Primary School,40,\n900104,Dogwood Primary School,,{dogwood}\n"
        )
    };
    let about = |dogwood: &str| {
        let desk = Desk::of(rules, "Results 2011-12.csv", &schools(dogwood));
        run(&desk, &["evaluate"]);
        desk.sheet("School review 2011-12.xlsx", "About")
    };
    // Ash is open beside the mean of all because of Cedar alone: Dogwood has no figure
    let settled = about("NA");
    let cell = settled.0.iter().find(|row| row[0] == "Results 2011-12.csv, D4: Met the standard").unwrap();
    assert_eq!(cell[1], "settles 2 schools: Ash Primary School, Cedar Primary School");
    // one that is kept back and may be of any size keeps it open for good
    let kept_back = about("SUPP");
    assert!(!kept_back.has("settles 2 schools"), "{:#?}", kept_back.0);
}

#[test]
fn of_risks_those_are_counted_that_are_present_and_not_those_of_which_it_cannot_be_said() {
    let blank = format!("{SCHOOLS}900106,Fir Primary School,40,,1,2,,,,,\n");
    let desk = Desk::of(RULES, "Results 2011-12.csv", &blank);
    run(&desk, &["evaluate"]);
    let sheet = desk.sheet("School review 2011-12 - evidence.xlsx", "Risks");
    let of = |school: &str| sheet.0.iter().find(|row| row[0] == school).unwrap().join(" | ");
    assert!(of("Ash Primary School").contains("Amber | 2 | "), "{}", of("Ash Primary School"));
    assert!(of("Fir Primary School").contains(" | 0 | "), "{}", of("Fir Primary School"));
}

#[test]
fn why_most_schools_have_no_certain_place_is_the_reason_of_most_of_them_and_a_decided_status_is_a_place() {
    let rules = "authority: {name: Borough of Eastmere}
measures:
  - {id: met, title: Met the standard, unit: percent, headings: [Met]}
  - {id: posts, title: Posts open, unit: number, headings: [Posts]}
judgements:
  status may be decided: true
  grades: [{grade: '1', title: Good, value: 1}, {grade: '2', title: Weak, value: 2}]
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: worst, from: [indicated]}
statuses:
  - {status: red, title: Red, when: {any: [met < 50, posts > 9]}, needs attention: true}
  - {status: green, title: Green, otherwise: true}
  - {status: unclear, title: Unclear, cannot say: true}
";
    let schools = ["Ash", "Birch", "Cedar", "Dogwood", "Elder"];
    let rows = schools.iter().zip(1..).map(|(name, at)| format!("90010{at},{name} Primary School,60\n"));
    let results = format!("URN,School,Met\n{}", rows.collect::<String>());
    // three have no row in the other table, one has a blank there, and of one it is known
    let posts = "URN,School,Posts\n900104,Dogwood Primary School,\n900105,Elder Primary School,1\n";
    let told = |decided: &[&str]| {
        let desk = Desk::of(rules, "Results 2011-12.csv", &results);
        std::fs::write(desk.path("workbooks/Posts 2011-12.csv"), posts).unwrap();
        std::fs::create_dir(desk.path("out")).unwrap();
        let line = |urn: &str, field: &str, to: &str| {
            let line = serde_json::json!({
                "seen": "2012-10-01", "school": format!("urn:{urn}"), "name": "", "about": "status",
                "title": "Status", "field": field, "from": null, "to": to,
            });
            format!("{line}\n")
        };
        let lines =
            decided.iter().map(|urn| [line(urn, "decision", "green"), line(urn, "note", "seen there")].concat());
        std::fs::write(desk.path("out/decisions.log.jsonl"), lines.collect::<String>()).unwrap();
        let done = desk.run(&["evaluate", "workbooks", "--date", "2012-10-01", "--out", "out"]);
        said(&done).replace('\n', " ")
    };
    let cause = "4 of 5 schools cannot be placed for certain. The commonest reason (3 of them): Posts open: the school has no row for it";
    assert!(told(&[]).contains(cause), "{}", told(&[]));
    let decided = told(&["900101", "900102"]);
    assert!(!decided.contains("cannot be placed for certain"), "two of five are left: {decided}");
}

#[test]
fn what_another_school_lacks_is_counted_once_by_that_schools_name_for_all_that_wait_for_it() {
    let rules = "authority: {name: Borough of Eastmere}
measures:
  - {id: met, title: Met the standard, unit: percent, headings: [Met]}
  - {id: special, title: Special school, unit: yes-no, undated: true, headings: [Special]}
comparators:
  - {id: others, title: Schools that are not special, computed: true, where: not special}
statuses:
  - {status: red, title: Red, when: met < met.others - 5, needs attention: true}
  - {status: green, title: Green, otherwise: true}
  - {status: unclear, title: Unclear, cannot say: true}
";
    let met = "URN,School,Met\n900101,Ash Primary School,55\n900102,Birch Primary School,20\n\
               900103,Cedar Primary School,80\n900104,Dogwood Primary School,55\n";
    let desk = Desk::of(rules, "Results 2011-12.csv", met);
    // whether Birch counts, with a figure that turns the mean of all, is in no row
    let special = "URN,School,Special\n900101,Ash Primary School,no\n900103,Cedar Primary School,no\n\
                   900104,Dogwood Primary School,no\n";
    std::fs::write(desk.path("workbooks/Kinds 2011-12.csv"), special).unwrap();
    run(&desk, &["evaluate"]);
    let about = desk.sheet("School review 2011-12.xlsx", "About");
    let row = about.0.iter().find(|row| row[0] == "Birch Primary School: Special school");
    let row = row.unwrap_or_else(|| panic!("{:#?}", about.0));
    assert_eq!(row[1], "settles 2 schools: Ash Primary School, Dogwood Primary School");
}
