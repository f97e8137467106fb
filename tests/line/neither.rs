//! A missing number is neither a pass nor good news: in a rulebook of three colours, begun from nothing.

use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};

const RULES: &str = "authority: {name: Eastmere Trust}
measures:
  - {id: met, title: Met the standard, unit: percent, headings: [Met]}
  - {id: att, title: Attendance, unit: percent, headings: [Attendance]}
  - {id: reserves, title: Reserves, unit: pounds, headings: [Reserves]}
risks:
  - {risk: low-reserves, title: Low reserves, present when: reserves < 0, source: ours}
statuses:
  - {status: red, title: Red, when: met < 50, needs attention: true}
  - {status: amber, title: Amber, when: att < 94}
  - {status: green, title: Green, otherwise: true}
  - {status: grey, title: Not known, cannot say: true}
";

struct Trust(tempfile::TempDir);

impl Trust {
    fn new(rules: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("rules")).unwrap();
        std::fs::write(folder.path().join("rules/rules.yaml"), rules).unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        Self(folder)
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn results(&self, rows: &str) -> &Self {
        let text = format!("URN,School,Met,Attendance\n{rows}");
        std::fs::write(self.folder().join("in/Results 2025-26.csv"), text).unwrap();
        self
    }

    fn evaluate(&self, day: &str) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
        command.current_dir(self.folder()).args(["evaluate", "in", "--out", "out", "--date", day]);
        let done = command.output().unwrap();
        let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn cells(&self, sheet: &str) -> Vec<Vec<String>> {
        let mut book: Xlsx<_> = open_workbook(self.folder().join("out/School review 2025-26.xlsx")).unwrap();
        let range = book.worksheet_range(sheet).unwrap();
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    }

    fn row(&self, school: &str) -> String {
        let rows = self.cells("Schools");
        rows.iter().find(|row| row.iter().any(|cell| cell == school)).unwrap_or_else(|| panic!("{rows:?}")).join("|")
    }
}

#[test]
fn a_status_that_cannot_be_said_keeps_a_school_from_the_one_for_all_others() {
    let trust = Trust::new(RULES);
    trust.results("900001,Ash School,80,96\n900002,Beech School,80,SUPP\n900003,Cedar School,80,\n");
    trust.evaluate("2026-09-01");
    assert!(trust.row("Ash School").contains("Green"));
    for school in ["Beech School", "Cedar School"] {
        assert!(trust.row(school).contains("Not known"), "its attendance is not known: {}", trust.row(school));
    }
    // one that is no worse than those after it stands in no way
    let no_worse = RULES.replace("when: att < 94}", "when: att < 94, needs attention: false}");
    let trust = Trust::new(&no_worse);
    trust.results("900002,Beech School,80,SUPP\n").evaluate("2026-09-01");
    assert!(trust.row("Beech School").contains("Green"));
}

#[test]
fn the_cells_that_decided_a_status_are_marked_and_those_that_keep_a_school_from_one() {
    let trust = Trust::new(RULES);
    trust.results("900001,Ash School,48,96\n900002,Beech School,80,SUPP\n900003,Cedar School,80,97\n");
    trust.evaluate("2026-09-01");
    let mut book: Xlsx<_> = open_workbook(trust.folder().join("out/Results 2025-26 - annotated.xlsx")).unwrap();
    let marks = book.sheet_names().into_iter().find(|name| name.contains("marks")).expect("a sheet of marks");
    let range = book.worksheet_range(&marks).unwrap();
    let all: Vec<String> =
        range.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>().join("|")).collect();
    assert!(all.iter().any(|row| row.contains("C2") && row.contains("Red")), "{all:?}");
    assert!(all.iter().any(|row| row.contains("D3") && row.contains("Amber")), "{all:?}");
    assert!(!all.iter().any(|row| row.contains("C4") || row.contains("D4")), "{all:?}");
}

#[test]
fn a_risk_that_is_not_known_any_more_is_no_good_news() {
    let trust = Trust::new(RULES);
    trust.results("900001,Ash School,80,96\n900002,Beech School,80,96\n");
    let reserves = trust.folder().join("in/Reserves 2025-26.csv");
    std::fs::write(&reserves, "URN,School,Reserves\n900001,Ash School,-5000\n900002,Beech School,-100\n").unwrap();
    trust.evaluate("2026-09-01");
    std::fs::write(&reserves, "URN,School,Reserves\n900001,Ash School,\n900002,Beech School,300\n").unwrap();
    trust.evaluate("2026-09-02");
    let front = || trust.cells("Front page").into_iter().map(|row| row.join("|")).collect::<Vec<String>>();
    let page = front();
    let of = |school: &str| page.iter().filter(|row| row.starts_with(school)).cloned().collect::<String>();
    assert!(of("Ash School").contains("not known any more: Low reserves"), "{page:?}");
    assert!(of("Beech School").contains("no longer a risk: Low reserves"), "{page:?}");
    // the same of a workbook that is there no longer, in the terminal too
    std::fs::remove_file(&reserves).unwrap();
    let said = trust.evaluate("2026-09-03");
    assert!(said.contains("Reserves 2025-26.csv is there no longer; what it said does not count"), "{said}");
    assert!(front().iter().any(|row| row.contains("No longer there") && row.contains("Reserves 2025-26.csv")));
}

#[test]
fn schools_are_counted_as_good_only_where_the_rulebook_says_which_grades_are() {
    let graded = |good: &str| {
        let grades = format!(
            "judgements:\n  grades:\n    - {{grade: '1', title: strong{good}}}\n    - {{grade: '2', title: weak}}\n  strands:\n    - {{strand: whole, title: As a whole, inspected: seen}}\n  working grade: {{take: first, from: [inspected]}}\n"
        );
        RULES.replace(
            "risks:",
            &format!("  - {{id: seen, title: Inspection, unit: grade, headings: [Inspection]}}\n{grades}risks:"),
        )
    };
    let page = |rules: &str| {
        let trust = Trust::new(rules);
        let text = "URN,School,Met,Attendance,Inspection\n900001,Ash School,80,96,1\n900002,Beech School,80,96,2\n";
        std::fs::write(trust.folder().join("in/Results 2025-26.csv"), text).unwrap();
        trust.evaluate("2026-09-01");
        trust.cells("Front page").into_iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n")
    };
    let with = page(&graded(", good: true"));
    assert!(with.contains("50%") && with.contains("good or better (1 of 2)"), "{with}");
    assert!(!page(&graded("")).contains("good or better"), "nothing says which grades are good");
}

#[test]
fn a_column_that_is_gone_from_its_sheet_is_missed_though_another_sheet_has_it_of_another_year() {
    let trust = Trust::new(RULES);
    let book = |this_year: &[&str]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (name, headings) in
            [("Results 2024-25", &["URN", "School", "Met", "Attendance"][..]), ("Results 2025-26", this_year)]
        {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (at, heading) in (0_u16..).zip(headings) {
                sheet.write(0, at, *heading).unwrap();
                match at {
                    0 => sheet.write(1, at, 900_001).unwrap(),
                    1 => sheet.write(1, at, "Ash School").unwrap(),
                    _ => sheet.write(1, at, 80).unwrap(),
                };
            }
        }
        book.save(trust.folder().join("in/Results.xlsx")).unwrap();
    };
    book(&["URN", "School", "Met", "Attendance"]);
    assert!(!trust.evaluate("2026-09-01").contains("last time"));
    book(&["URN", "School", "Met"]);
    let said = trust.evaluate("2026-09-02");
    assert!(said.contains("the column “Attendance” stood on sheet Results 2025-26"), "{said}");
}
