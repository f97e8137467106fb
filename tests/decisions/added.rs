//! What officers add to a review through openpyxl and LibreOffice: it is there after the next run, or in a copy, and said.
//! Skipped where they are not there.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use workbook::patch::{CellEdit, set_cells};
use yardstick::review::book::keys;
use yardstick::review::decisions::{Seen, added};

use super::libreoffice::saved_as;
use super::office::{Office, REVIEW, default_rules, lost, words};

/// Each kind of addition, and what is said of it.
const KINDS: [(&str, &str); 18] = [
    ("column", "the column Rung on Data to fix"),
    ("comment", ""),
    ("fill", "coloured cells on Schools"),
    ("fill of a row", "coloured cells on Support and plans"),
    ("bold", "bold or coloured letters on Schools"),
    ("red", "bold or coloured letters on Support and plans"),
    ("width", "column widths on Support and plans"),
    ("order", "another order of columns on Calendar"),
    ("filter", "filters on Support and plans"),
    ("sheet", "the sheet My visits"),
    ("margins", "print settings on Schools"),
    ("portrait", "print settings on Calendar"),
    ("text", "on Front page C60 “ask the heads”"),
    ("rule", "rules of formatting on Schools"),
    ("chart", "pictures or charts"),
    ("merge", "merged cells on Calendar"),
    ("formula", "formulas on Calendar"),
    ("hidden", "hidden columns on Schools"),
];

const SCRIPT: &str = r##"
import sys, warnings
import openpyxl
from openpyxl.styles import PatternFill, Font
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
warnings.simplefilter("ignore")
path, to, *kinds = sys.argv[1:]

def names(sheet):
    for row in sheet.iter_rows(min_row=1, max_row=12):
        if any(cell.value == "yardstick:key" for cell in row):
            return {cell.value: cell.column for cell in row if cell.value}, row[0].row

def do(book, kind):
    schools, advice, calendar = book["Schools"], book["Support and plans"], book["Calendar"]
    green = PatternFill("solid", fgColor="FF00B050")
    if kind == "column":
        sheet = book["Data to fix"]
        sheet.cell(6, 20).value, sheet.cell(7, 20).value = "Rung", "yes"
    elif kind == "comment": schools.cell(8, 3).comment = Comment("ask the head", "Ann")
    elif kind == "fill": schools.cell(8, 3).fill = green
    elif kind == "fill of a row":
        for cell in advice[9]: cell.fill = green
    elif kind == "bold": schools.cell(8, 3).font = Font(bold=True, italic=True)
    elif kind == "red": advice.cell(9, 2).font = Font(color="FFFF0000")
    elif kind == "width":
        columns, _ = names(advice)
        letter = openpyxl.utils.get_column_letter(columns["yardstick:note"])
        advice.column_dimensions[letter].width += 20
    elif kind == "order":
        for row in calendar.iter_rows(min_row=6):
            row[0].value, row[1].value = row[1].value, row[0].value
        one, other = calendar.column_dimensions["A"], calendar.column_dimensions["B"]
        one.width, other.width = other.width, one.width
    elif kind == "filter":
        advice.auto_filter.add_filter_column(3, ["nothing"])
    elif kind == "sheet": book.create_sheet("My visits")["B2"] = "Monday"
    elif kind == "margins": schools.page_margins.left = 2
    elif kind == "portrait": calendar.page_setup.orientation = "portrait"
    elif kind == "text": book["Front page"]["C60"] = "ask the heads"
    elif kind == "rule":
        schools.conditional_formatting.add("C7:C20", CellIsRule(operator="equal", formula=["4"], fill=green))
    elif kind == "chart":
        chart = BarChart()
        chart.add_data(Reference(calendar, min_col=1, min_row=7, max_row=9))
        calendar.add_chart(chart, "M2")
    elif kind == "merge": calendar.merge_cells("A60:C60")
    elif kind == "formula": calendar["A62"] = "=1+1"
    elif kind == "hidden":
        columns, _ = names(schools)
        letter = openpyxl.utils.get_column_letter(columns["yardstick:due"])
        schools.column_dimensions[letter].hidden = True
    else: raise SystemExit("no such kind")

def sort(sheet):
    columns, at = names(sheet)
    rows = [row for row in range(at + 3, sheet.max_row + 1) if sheet.cell(row, columns["yardstick:key"]).value]
    values = [[sheet.cell(row, column + 1).value for column in range(sheet.max_column)] for row in rows]
    for row, line in zip(rows, reversed(values)):
        for column, value in enumerate(line): sheet.cell(row, column + 1).value = value

for kind in kinds:
    book = openpyxl.load_workbook(path)
    do(book, kind)
    book.save(f"{to}/{kind}.xlsx")
book = openpyxl.load_workbook(path)
book.save(f"{to}/nothing.xlsx")
sort(book["Support and plans"])
for kind in kinds: do(book, kind)
book.save(f"{to}/everything.xlsx")
"##;

/// Has openpyxl add each kind by itself, nothing, and everything after sorting; false where it is not there.
fn made(review: &Path, to: &Path) -> bool {
    let there = Command::new("python3").args(["-c", "import openpyxl"]).output();
    if !there.is_ok_and(|done| done.status.success()) {
        crate::skipped::skipped("there is no python3 with openpyxl");
        return false;
    }
    let kinds = KINDS.map(|(kind, _)| kind);
    let done = Command::new("python3").args(["-c", SCRIPT]).args([review, to]).args(kinds).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    true
}

/// What is said to have been added to a workbook.
fn additions(now: &[u8], written: &[u8]) -> Vec<String> {
    let [now, written] = [now, written].map(|bytes| Seen::of(REVIEW, bytes).unwrap());
    added(&now, &written, None, &default_rules())
}

#[test]
fn each_kind_of_addition_is_told_and_nothing_is_told_of_what_programs_write_anew() {
    let office = Office::new();
    office.run("2013-01-08");
    let folder = tempfile::tempdir().unwrap();
    if !made(&office.review(), folder.path()) {
        return;
    }
    let written = std::fs::read(office.review()).unwrap();
    let read = |name: &str| std::fs::read(folder.path().join(format!("{name}.xlsx"))).unwrap();
    assert_eq!(additions(&read("nothing"), &written), [""; 0]);
    for (kind, said) in KINDS {
        let told = additions(&read(kind), &written);
        let expected: Vec<&str> = Some(said).filter(|said| !said.is_empty()).into_iter().collect();
        assert_eq!(told, expected, "{kind}");
    }
    // LibreOffice writes every part in its own words
    let saved = tempfile::tempdir().unwrap();
    let Some(nothing) = saved_as(saved.path(), &written, "xlsx", "xlsx:Calc MS Excel 2007 XML") else { return };
    assert_eq!(additions(&nothing, &written), [""; 0]);
    let everything = saved_as(saved.path(), &read("everything"), "xlsx", "xlsx:Calc MS Excel 2007 XML").unwrap();
    let told = additions(&everything, &written);
    for (kind, said) in KINDS {
        // a formula that LibreOffice calculated, and columns that it was shown in another order, are among the others
        assert!(told.iter().any(|told| told.starts_with(said.split(" C60").next().unwrap())), "{kind}: {told:?}");
    }
}

#[test]
fn a_review_with_all_kinds_of_additions_is_sorted_and_run_and_nothing_is_gone() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut typed = BTreeMap::new();
    for (about, note) in [("status", "seen"), ("grade:achievement", "asked"), ("grade:overall", "by phone")] {
        let about = format!("urn:900202 | {about}");
        office.type_in(&about, &[(keys::NOTE, words(note))]);
        typed.insert(keys::read(&about).unwrap(), note.to_owned());
    }
    let folder = tempfile::tempdir().unwrap();
    if !made(&office.review(), folder.path()) {
        return;
    }
    let everything = std::fs::read(folder.path().join("everything.xlsx")).unwrap();
    let saved = saved_as(folder.path(), &everything, "xlsx", "xlsx:Calc MS Excel 2007 XML");
    for review in [Some(everything), saved].into_iter().flatten() {
        std::fs::write(office.review(), &review).unwrap();
        let (run, written) = office.run("2013-01-09");
        assert!(lost(&run, &typed).is_empty(), "{:?}", lost(&run, &typed));
        let said = written.remarks.iter().find(|line| line.contains("additions of your own")).unwrap();
        assert!(said.contains("the sheet My visits"), "{said}");
        assert!(!said.contains("comments on cells"), "it goes with the school: {said}");
        let files = std::fs::read_dir(office.out()).unwrap().map(|entry| entry.unwrap().path());
        let mut kept = files.filter(|path| path.to_string_lossy().contains("(kept "));
        assert!(kept.any(|path| std::fs::read(path).unwrap() == review), "a copy of it is kept: {said}");
        let (_, written) = office.run("2013-01-10");
        assert!(written.remarks.is_empty(), "it is said once: {:?}", written.remarks);
    }
}

/// Types a text on the front page of the review.
fn type_on_the_front_page(office: &Office, text: &str) {
    let bytes = std::fs::read(office.review()).unwrap();
    let typed = CellEdit { sheet: "Front page".into(), row: 59, column: 2, value: Some(words(text)) };
    std::fs::write(office.review(), set_cells(&bytes, &[typed]).unwrap()).unwrap();
}

#[test]
fn what_was_added_before_a_run_of_another_year_is_kept_when_its_own_year_is_run() {
    let office = Office::new();
    office.run("2013-01-08");
    type_on_the_front_page(&office, "ask the heads");
    // it is read, and stays where it lies
    office.run_for("2012-13", "2013-01-09");
    let (_, written) = office.run("2013-01-10");
    let kept = |line: &String| line.contains("ask the heads") && line.contains("a copy with them is in");
    assert!(written.remarks.iter().any(kept), "{:#?}", written.remarks);
}

#[test]
fn what_was_added_to_a_review_that_came_back_under_another_name_is_said() {
    for name in ["Copy of School review 2011-12.xlsx", "Ann/School review 2011-12 final.xlsx"] {
        let office = Office::new();
        office.run("2013-01-08");
        type_on_the_front_page(&office, "ask the heads");
        std::fs::create_dir_all(office.out().join("Ann")).unwrap();
        std::fs::rename(office.review(), office.out().join(name)).unwrap();
        let (_, written) = office.run("2013-01-09");
        let said = |line: &String| line.contains("ask the heads") && line.contains("left as it is");
        assert!(written.remarks.iter().any(said), "{name}: {:#?}", written.remarks);
    }
}
