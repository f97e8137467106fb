//! The pack of a meeting: what stands in it, and that what is decided in it is in force like what is decided in the review.

use std::path::{Path, PathBuf};

use calamine::{Data, Range, Reader, open_workbook_auto};
use workbook::patch::{CellEdit, Value, set_cells};
use workbook::read::Content;

use super::desk::{Desk, said};
use crate::decisions::grid::{Grid, text};

const SRG_1: &str = "School Review Group Meeting 1 2011-12.xlsx";
const SRG_2: &str = "School Review Group Meeting 2 2011-12.xlsx";
const RISK: &str = "Risk, schools judged 3 or 4";
const PROGRESS: &str = "Progress against plans";
const REVIEW: &str = "School review 2011-12.xlsx";
/// Rows of a table: the names of its columns, its headings, its first school.
const NAMES: u32 = 3;
const HEADINGS: u32 = 5;
const FIRST: u32 = 6;

#[test]
fn the_second_meeting_has_risk_progress_and_changes_in_the_order_of_business() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--for", "srg-2"]);
    assert_eq!(files(&desk), [SRG_2]);
    assert_eq!(desk.sheets(SRG_2), ["Contents", RISK, PROGRESS, "Changes, schools judged 1 or 2"]);
    let cover = desk.sheet(SRG_2, "Contents");
    assert!(cover.has("15 January 2013"));
    assert!(cover.has("To accurately review risk in relation to schools with judgements of 3 or 4"));
    let business = cover.part("Order of business", "What changed");
    assert_eq!(business[0][0], "1. Risk, schools judged 3 or 4");
    assert!(business[0][1].ends_with(" rows to decide"), "{business:#?}");
    assert_eq!(business[2][0], "3. Changes, schools judged 1 or 2");
    assert!(cover.has("This is the first review in this place"));

    let risk = Table::of(&desk, SRG_2, RISK);
    let mereside = risk.row("Mereside Cross Primary School");
    assert_eq!(risk.says(mereside, "Where it stands"), "▼ Vulnerable");
    let known = risk.says(mereside, "What is known");
    assert!(known.starts_with("KS2 55% against 60% (3 pupils); graded 3; new head; senior staff changed\n"), "{known}");
    assert!(
        risk.rows().all(|row| risk.says(row, "What is known").lines().count() <= 4),
        "no row is taller than it must be"
    );
    let first = cover.part("Who needs us first", "Order of business");
    assert_eq!(
        first[0],
        [
            "Wyvernhurst School",
            "■ In a category of concern",
            "Category SWK; KS4 38% against 40% (about 4 pupils); and 3 more"
        ]
    );
    assert_eq!(first.len(), 5);
    // every school there has a judgement of 3 or 4, and is asked for where it stands
    for row in risk.rows() {
        let judged = ["Overall", "Achievement", "Teaching", "Behaviour", "Leadership"].map(|of| risk.says(row, of));
        assert!(judged.iter().any(|grade| ["3", "4"].contains(&grade.as_str())), "{judged:?}");
        assert!(risk.named(row, "yardstick:key").ends_with(" | status"));
    }
}

#[test]
fn the_first_meeting_has_the_grades_proposed_for_every_school_with_their_evidence() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--for", "srg-1"]);
    let grades = Table::of(&desk, SRG_1, "Grades to agree");
    let schools: std::collections::BTreeSet<String> = grades.rows().map(|row| grades.says(row, "School")).collect();
    assert_eq!(schools.len(), 54);
    assert_eq!(grades.rows().count(), 54 * 5);
    let row = grades.row("Mereside Cross Primary School") + 1;
    assert_eq!(grades.says(row, "Strand"), "Achievement");
    assert_eq!(["Self-evaluated", "Inspected", "Indicated"].map(|side| grades.says(row, side)), ["4", "3", "3"]);
    assert!(!grades.says(row, "Why").is_empty());
    assert!(grades.named(row, "yardstick:key").ends_with(" | grade:achievement"));
}

#[test]
fn an_event_is_found_by_its_name_or_by_whom_it_is_reported_to_in_which_month() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--for", "dmt-2012-10"]);
    let name = "Outcomes of School Visit 1 for schools judged 3 or 4 for achievement, October 2012.xlsx";
    assert_eq!(files(&desk), [name]);
    assert!(desk.sheet(name, "Contents").has("24 October 2012"));
    // what the event asks for by name, where no pack is declared for it
    desk.papers(&["--for", "cabinet-report"]);
    assert!(desk.path("out/Cabinet tables 2011-12.xlsx").exists());
    // a name is as short as it may be
    std::fs::remove_file(desk.path("out/Cabinet tables 2011-12.xlsx")).unwrap();
    desk.papers(&["--for", "cabinet"]);
    assert!(desk.path("out/Cabinet tables 2011-12.xlsx").exists());
    let wrong = |name: &str| {
        let done = desk.run(&["papers", "workbooks", "--date", "2013-01-08", "--out", "out", "--for", name]);
        assert_eq!(done.status.code(), Some(2), "{}", said(&done));
        said(&done).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(wrong("srg-22").contains("did you mean `srg-2`?"));
    assert!(wrong("srg").contains("no event of the cycle") || wrong("srg").contains("there is no event `srg`"));
    assert!(wrong("dmt-2012-08").contains("papers are made for visit-1, "));
    desk.edit(
        "year/cycle.yaml",
        "papers: [Workbooks of results, School Data Profiles]",
        "papers: [Workbooks of results]",
    );
    assert!(wrong("analysis").contains("no paper is made for `analysis`"), "{}", wrong("analysis"));
}

/// What everybody asks for stands once: it would only make each row higher.
#[test]
fn a_row_of_a_plan_is_a_line_or_two_and_what_has_to_be_done_stands_behind_what_is_printed() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--for", "srg-2"]);
    let progress = Table::of(&desk, SRG_2, PROGRESS);
    let row = progress.row("Holmwood Vale School");
    assert_eq!(progress.says(row, "Why"), "Grade 3.");
    assert!(progress.says(row, "What has to be done").starts_with("Clear objectives and actions"));
    let [note, asked] = ["Note", "What has to be done"].map(|heading| progress.column(HEADINGS, heading));
    assert!(asked > note, "{asked} {note}");
}

#[test]
fn what_is_decided_in_a_pack_is_in_force_in_the_review() {
    let desk = Desk::of_the_sample();
    evaluate(&desk);
    desk.papers(&["--for", "srg-2"]);
    let before = std::fs::read(desk.path("out").join(REVIEW)).unwrap();
    evaluate(&desk);
    assert!(std::fs::read(desk.path("out").join(REVIEW)).unwrap() == before, "an untouched pack changes nothing");

    let progress = Table::of(&desk, SRG_2, PROGRESS);
    let row = progress.row("Mereside Cross Primary School");
    let plan = progress.named(row, "yardstick:key");
    progress.types(row, &[("yardstick:decision", "Agree"), ("yardstick:note", "two of three targets met")]);
    evaluate(&desk);
    let review = Table::of(&desk, REVIEW, "Support and plans");
    let there = review.keyed(&plan);
    assert_eq!(review.named(there, "yardstick:decision"), "Agree");
    assert_eq!(review.named(there, "yardstick:note"), "two of three targets met");
    assert!(
        std::fs::read_to_string(desk.path("out/decisions.log.jsonl")).unwrap().contains("two of three targets met")
    );
    // and stays, also when the review says something newer
    review.types(there, &[("yardstick:note", "all targets met")]);
    evaluate(&desk);
    let review = Table::of(&desk, REVIEW, "Support and plans");
    assert_eq!(review.named(review.keyed(&plan), "yardstick:note"), "all targets met");
}

#[test]
fn a_pack_that_was_written_in_is_kept_when_it_is_made_again_and_counts() {
    let desk = Desk::of_the_sample();
    evaluate(&desk);
    desk.papers(&["--for", "srg-2"]);
    let again = desk.papers(&["--for", "srg-2"]);
    assert!(!said(&again).contains("kept as"), "the same again is no reason: {}", said(&again));
    let risk = Table::of(&desk, SRG_2, RISK);
    let row = risk.row("Mereside Cross Primary School");
    let key = risk.named(row, "yardstick:key");
    risk.types(row, &[("yardstick:owner", "Head of Standards")]);
    let again = desk.papers(&["--for", "srg-2"]);
    assert!(said(&again).replace('\n', " ").contains("was written in since it was made"), "{}", said(&again));
    // the one made anew has it filled in
    let anew = Table::of(&desk, SRG_2, RISK);
    assert_eq!(anew.named(anew.keyed(&key), "yardstick:owner"), "Head of Standards");
    std::fs::remove_file(desk.path("out").join(SRG_2)).unwrap();
    evaluate(&desk);
    let review = Table::of(&desk, REVIEW, "Schools");
    assert_eq!(review.named(review.keyed(&key), "yardstick:owner"), "Head of Standards");
}

#[test]
fn a_pack_and_the_review_that_disagree_are_said_as_two_copies_are() {
    let desk = Desk::of_the_sample();
    evaluate(&desk);
    desk.papers(&["--for", "srg-2"]);
    let risk = Table::of(&desk, SRG_2, RISK);
    let row = risk.row("Mereside Cross Primary School");
    let key = risk.named(row, "yardstick:key");
    risk.types(row, &[("yardstick:decision", "Agree")]);
    let review = Table::of(&desk, REVIEW, "Schools");
    review.types(review.keyed(&key), &[("yardstick:decision", "Defer")]);
    let done = evaluate(&desk);
    let told = said(&done).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Mereside Cross Primary School, decision: decided twice, differently"), "{told}");
    assert!(told.contains(SRG_2), "{told}");
}

#[test]
fn a_pack_among_the_workbooks_is_no_result() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--for", "srg-2"]);
    std::fs::copy(desk.path("out").join(SRG_2), desk.path("workbooks").join("KS4 2011-12 again.xlsx")).unwrap();
    let done = desk.papers(&["--for", "srg-2"]);
    assert!(said(&done).contains("KS4 2011-12 again.xlsx: no results"), "{}", said(&done));
}

#[test]
fn a_review_sent_back_without_its_properties_under_another_name_counts_and_is_no_result() {
    let desk = Desk::of_the_sample();
    evaluate(&desk);
    let review = desk.path("out/School review 2011-12.xlsx");
    let made = std::fs::read(&review).unwrap();
    let table = Table::of(&desk, "School review 2011-12.xlsx", "Schools");
    table.types(table.row("Mereside Cross Primary School"), &[("yardstick:note", "sent back by Ann")]);
    let sent = super::filled::without_properties(&std::fs::read(&review).unwrap());
    std::fs::write(desk.path("workbooks/From Ann.xlsx"), sent).unwrap();
    std::fs::write(&review, made).unwrap();
    let told = said(&evaluate(&desk));
    assert!(told.contains("From Ann.xlsx: no results"), "{told}");
    let table = Table::of(&desk, "School review 2011-12.xlsx", "Schools");
    assert_eq!(table.named(table.row("Mereside Cross Primary School"), "yardstick:note"), "sent back by Ann");
    // it is no workbook that could not be read
    let front = Grid::read(&std::fs::read(&review).unwrap()).sheets.remove(0);
    let says = |content: &Content| matches!(content, Content::Text(text) if text.contains("From Ann.xlsx"));
    assert!(!front.cells.values().any(says));
}

/// The sheet of schools of a review, with a note typed into it, as plain cells.
fn schools_with(desk: &Desk, note: &str) -> Grid {
    let mut grid = Grid::read(&std::fs::read(desk.path("out/School review 2011-12.xlsx")).unwrap());
    grid.sheets.retain(|sheet| sheet.name == "Schools");
    let sheet = grid.sheet("Schools");
    let (row, column) = (sheet.find("Mereside Cross Primary School").0, sheet.column("yardstick:note"));
    sheet.put(row, column, text(note));
    grid
}

#[test]
fn a_sheet_of_a_review_in_a_workbook_of_its_own_counts_and_is_no_result() {
    let desk = Desk::of_the_sample();
    evaluate(&desk);
    std::fs::write(desk.path("workbooks/From Ann.xlsx"), schools_with(&desk, "in its own workbook").write()).unwrap();
    let told = said(&evaluate(&desk));
    assert!(told.contains("From Ann.xlsx: no results"), "{told}");
    let table = Table::of(&desk, "School review 2011-12.xlsx", "Schools");
    assert_eq!(table.named(table.row("Mereside Cross Primary School"), "yardstick:note"), "in its own workbook");
}

#[test]
fn a_sheet_of_a_review_saved_as_csv_among_the_workbooks_counts() {
    let desk = Desk::of_the_sample();
    evaluate(&desk);
    let grid = schools_with(&desk, "as csv");
    let cells = &grid.sheets[0].cells;
    let (rows, columns) = (cells.keys().map(|at| at.0).max().unwrap(), cells.keys().map(|at| at.1).max().unwrap());
    let said_in = |at: (u32, u32)| match cells.get(&at) {
        Some(Content::Text(text)) => format!("\"{}\"", text.replace('"', "\"\"")),
        Some(Content::Number(number)) => number.to_string(),
        Some(Content::DateTime(day)) => day.date().to_string(),
        _ => String::new(),
    };
    let line = |row| (0..=columns).map(|column| said_in((row, column))).collect::<Vec<_>>().join(",");
    let csv: Vec<String> = (0..=rows).map(line).collect();
    std::fs::write(desk.path("workbooks/School review 2011-12-Schools.csv"), csv.join("\n")).unwrap();
    evaluate(&desk);
    let table = Table::of(&desk, "School review 2011-12.xlsx", "Schools");
    assert_eq!(table.named(table.row("Mereside Cross Primary School"), "yardstick:note"), "as csv");
}

fn evaluate(desk: &Desk) -> std::process::Output {
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    done
}

/// The workbooks in the output folder.
fn files(desk: &Desk) -> Vec<String> {
    let there = std::fs::read_dir(desk.path("out")).unwrap().map(|entry| entry.unwrap());
    let names = there.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.ends_with(".xlsx")).collect()
}

/// A table in which something is decided.
pub struct Table {
    path: PathBuf,
    sheet: String,
    cells: Range<Data>,
}

impl Table {
    pub fn of(desk: &Desk, file: &str, sheet: &str) -> Self {
        let path = desk.path("out").join(file);
        let cells = open_workbook_auto(&path).unwrap().worksheet_range(sheet).unwrap();
        Self { path, sheet: sheet.to_owned(), cells }
    }

    fn at(&self, row: u32, column: u32) -> String {
        self.cells.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
    }

    fn column(&self, row: u32, text: &str) -> u32 {
        let last = self.cells.end().unwrap().1;
        let found = (0..=last).find(|column| self.at(row, *column) == text);
        found.unwrap_or_else(|| panic!("no column {text} on {}", self.sheet))
    }

    /// What stands under a heading.
    pub fn says(&self, row: u32, heading: &str) -> String {
        self.at(row, self.column(HEADINGS, heading))
    }

    /// What stands in the column that programs know by a name.
    pub fn named(&self, row: u32, name: &str) -> String {
        self.at(row, self.column(NAMES, name))
    }

    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        (FIRST..=self.cells.end().unwrap().0).filter(|row| !self.named(*row, "yardstick:key").is_empty())
    }

    /// The first row of a school.
    pub fn row(&self, school: &str) -> u32 {
        let found = self.rows().find(|row| self.says(*row, "School") == school);
        found.unwrap_or_else(|| panic!("no row of {school} on {}", self.sheet))
    }

    pub fn keyed(&self, key: &str) -> u32 {
        self.rows().find(|row| self.named(*row, "yardstick:key") == key).unwrap_or_else(|| panic!("no row {key}"))
    }

    /// Types into the columns of a row, as Excel would save it.
    pub fn types(&self, row: u32, cells: &[(&str, &str)]) {
        let edit = |(name, text): &(&str, &str)| {
            let value = Some(Value::Text((*text).into()));
            CellEdit { sheet: self.sheet.as_str().into(), row, column: self.column(NAMES, name), value }
        };
        let edits: Vec<CellEdit> = cells.iter().map(edit).collect();
        save(&self.path, &set_cells(&std::fs::read(&self.path).unwrap(), &edits).unwrap());
    }
}

fn save(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}
