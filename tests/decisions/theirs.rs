//! What officers made of a review is there after the next run, on the same school's row, or in a copy, and said. Made by
//! openpyxl, saved by LibreOffice. Skipped where they are not there.

use std::path::Path;
use std::process::Command;

use workbook::read::{Content, Limits, look, read_bytes};
use workbook::write::HEADING_ROW;
use yardstick::review::book::keys;
use yardstick::run::Written;

use super::libreoffice::saved_as;
use super::office::{Office, REVIEW, words};

const ABOUT: &str = "urn:900202 | grade:achievement";
const SHEET: &str = "Support and plans";
const COMMENT: &str = "ask the head & “chair”\nby Friday";

/// What is asked for, one word each; then how the sheet is sorted: `cells` takes looks along, `values` leaves them.
const SCRIPT: &str = r##"
import copy, sys, warnings
import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
warnings.simplefilter("ignore")
path, about, *kinds = sys.argv[1:]
book = openpyxl.load_workbook(path)
sheet, calendar = book["Support and plans"], book["Calendar"]
for row in sheet.iter_rows(min_row=1, max_row=12):
    if any(cell.value == "yardstick:key" for cell in row):
        names, at = {cell.value: cell.column for cell in row if cell.value}, row[0].row
        break
heads = {cell.value: cell.column for cell in sheet[at + 2] if cell.value}
letter = lambda column: openpyxl.utils.get_column_letter(column)
rows = [row for row in range(at + 3, sheet.max_row + 1) if sheet.cell(row, names["yardstick:key"]).value]
row = next(row for row in rows if sheet.cell(row, names["yardstick:key"]).value == about)
for kind in kinds:
    owner, decision, why, school = (sheet.cell(row, heads[head]) for head in ("Owner", "Decision", "Why", "School"))
    if kind == "comment": owner.comment = Comment("ask the head & “chair”\nby Friday", "Ann")
    elif kind == "fill": decision.fill = PatternFill("solid", fgColor="00B050")
    elif kind == "theme": sheet.cell(row, heads["Due"]).fill = PatternFill("solid", fgColor=Color(theme=5, tint=0.5999938962981048))
    elif kind == "ours": decision.fill = copy.copy(sheet.cell(row, heads["Where it stands"]).fill)
    elif kind == "bold": why.font = Font(name="Calibri", bold=True)
    elif kind == "red": school.font = Font(name="Calibri", bold=True, color="FF0000")
    elif kind == "width": sheet.column_dimensions[letter(heads["Note"])].width += 20
    elif kind == "sheet": book.create_sheet("My visits")["B2"] = "Monday"
    elif kind == "filter": sheet.auto_filter.add_filter_column(3, ["nothing"])
    elif kind == "print": sheet.page_margins.left = 2
    elif kind == "text": book["Front page"]["C60"] = "ask the heads"
    elif kind == "merge": calendar.merge_cells("A60:C60")
    elif kind == "hidden": sheet.column_dimensions[letter(heads["Due"])].hidden = True
    elif kind in ("values", "cells"):
        lines = [[sheet.cell(row, column + 1) for column in range(sheet.max_column)] for row in rows]
        lines = [[(cell.value, copy.copy(cell._style), cell.comment) for cell in line] for line in lines]
        for to, line in zip(rows, reversed(lines)):
            for column, (value, style, comment) in enumerate(line):
                cell = sheet.cell(to, column + 1)
                cell.value = value
                if kind == "cells": cell._style, cell.comment = style, comment and Comment(comment.text, "Ann")
        row = rows[len(rows) - 1 - rows.index(row)]
    else: raise SystemExit("no such kind: " + kind)
book.save(path)
"##;

/// What an officer makes of the row of a school, and of the workbook, through openpyxl; false where it is not there.
fn made(office: &Office, kinds: &[&str]) -> bool {
    let there = Command::new("python3").args(["-c", "import openpyxl"]).output();
    if !there.is_ok_and(|done| done.status.success()) {
        crate::skipped::skipped("there is no python3 with openpyxl");
        return false;
    }
    let done = Command::new("python3").args(["-c", SCRIPT]).arg(office.review()).arg(ABOUT).args(kinds).output();
    let done = done.unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    true
}

/// How a row looks.
#[derive(Debug, PartialEq)]
struct Looks {
    /// the comment on its owner
    comment: Option<String>,
    /// the colours that fill its decision and its due date
    fills: [Option<String>; 2],
    /// the letters of its why and its school
    letters: [Option<String>; 2],
    /// the width of the column of notes
    width: f64,
}

fn looks_of(path: &Path, about: &str) -> Looks {
    let bytes = std::fs::read(path).unwrap();
    let book = read_bytes(REVIEW, &bytes, &Limits::default()).unwrap();
    let sheet = book.sheet(SHEET).unwrap();
    let says = |content: &Content, text: &str| matches!(content, Content::Text(says) if &**says == text);
    let keyed = |row: &&workbook::read::Row| row.cells.iter().any(|cell| says(&cell.content, about));
    let row = sheet.rows.iter().find(keyed).unwrap().index;
    let headings = &sheet.row(HEADING_ROW).unwrap().cells;
    let at = |heading: &str| (row, headings.iter().find(|cell| says(&cell.content, heading)).unwrap().column);
    let look = look(&bytes, &Limits::default()).unwrap().sheets.into_iter().find(|look| &*look.name == SHEET).unwrap();
    let text = |text: Option<&std::sync::Arc<str>>| text.map(ToString::to_string);
    let (_, note) = at("Note");
    Looks {
        comment: text(look.comments.get(&at("Owner"))),
        fills: ["Decision", "Due"].map(|heading| text(look.filled.get(&at(heading)))),
        letters: ["Why", "School"].map(|heading| text(look.lettered.get(&at(heading)))),
        width: sheet.column_widths.iter().find(|width| (width.first..=width.last).contains(&note)).unwrap().width,
    }
}

fn looks(office: &Office) -> Looks {
    looks_of(&office.review(), ABOUT)
}

fn copies(office: &Office) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir(office.out()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.to_string_lossy().contains("(kept ")).collect()
}

fn nothing_is_said(written: &Written) {
    let Written { remarks, attention, .. } = written;
    assert!(remarks.is_empty() && attention.is_empty(), "{remarks:?} {attention:?}");
}

fn said(written: &Written) -> &str {
    written.remarks.iter().find(|line| line.contains("additions of your own")).expect("additions are said")
}

/// An office whose review was written once.
fn office() -> Office {
    let office = Office::new();
    office.run("2013-01-08");
    office
}

const TAKEN_OVER: [&str; 6] = ["comment", "fill", "theme", "bold", "red", "width"];

/// That the row looks as it was made by all that is taken over.
fn all_is_there(before: &Looks, now: &Looks, when: &str) {
    assert_eq!(now.comment.as_deref(), Some(COMMENT), "{when}");
    assert_eq!(now.fills.each_ref().map(Option::as_deref), [Some("FF00B050"), Some("FFE6B9B8")], "{when}");
    assert_eq!(now.letters.each_ref().map(Option::as_deref), [Some("b"), Some("FFFF0000 b")], "{when}");
    assert!((now.width - before.width - 20.0).abs() < 1.0, "{when}: {} was made {}", before.width, now.width);
}

#[test]
fn comments_colours_letters_and_widths_go_with_the_school_from_run_to_run() {
    let office = office();
    let before = looks(&office);
    if !made(&office, &[&["cells"], &TAKEN_OVER[..], &["cells"]].concat()) {
        return;
    }
    for day in ["2013-01-09", "2013-01-10"] {
        nothing_is_said(&office.run(day).1);
        all_is_there(&before, &looks(&office), day);
    }
    // what is typed besides, and another run on the same, change nothing
    office.type_in(ABOUT, &[(keys::NOTE, words("seen"))]);
    nothing_is_said(&office.run("2013-01-10").1);
    all_is_there(&before, &looks(&office), "typed");
    let bytes = std::fs::read(office.review()).unwrap();
    nothing_is_said(&office.run("2013-01-10").1);
    assert!(std::fs::read(office.review()).unwrap() == bytes, "the same again is the same to the byte");
    // a review that was deleted is made again with it
    std::fs::remove_file(office.review()).unwrap();
    office.run("2013-01-10");
    all_is_there(&before, &looks(&office), "deleted");
    assert_eq!(copies(&office), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_sort_that_leaves_looks_where_they_are_gives_no_other_school_any_and_needs_no_copy() {
    let office = office();
    let before = looks(&office);
    if !made(&office, &["values"]) {
        return;
    }
    nothing_is_said(&office.run("2013-01-09").1);
    assert_eq!(looks(&office), before, "a colour that our sheet has by itself is nobody's");
    made(&office, &TAKEN_OVER);
    nothing_is_said(&office.run("2013-01-10").1);
    // colours stand on other schools' rows now, by nobody's will
    made(&office, &["values"]);
    nothing_is_said(&office.run("2013-01-11").1);
    all_is_there(&before, &looks(&office), "sorted");
    assert_eq!(copies(&office), Vec::<std::path::PathBuf>::new());
}

#[test]
fn what_is_taken_away_is_not_there_again() {
    let office = office();
    let before = looks(&office);
    if !made(&office, &TAKEN_OVER) {
        return;
    }
    office.run("2013-01-09");
    let script = r#"
import openpyxl, sys, warnings
warnings.simplefilter("ignore")
book = openpyxl.load_workbook(sys.argv[1])
for row in book["Support and plans"].iter_rows(min_row=7):
    for cell in row: cell.comment = None
book.save(sys.argv[1])
"#;
    assert!(Command::new("python3").args(["-c", script]).arg(office.review()).status().unwrap().success());
    nothing_is_said(&office.run("2013-01-10").1);
    let now = looks(&office);
    assert_eq!((now.comment, now.fills[0].as_deref()), (None, Some("FF00B050")));
    assert!(now.width > before.width + 15.0);
}

#[test]
fn a_colour_that_means_something_on_the_sheet_is_not_taken_over_but_kept_and_said() {
    let office = office();
    let before = looks(&office);
    if !made(&office, &["ours"]) {
        return;
    }
    let (_, written) = office.run("2013-01-09");
    assert!(said(&written).contains("coloured cells on Support and plans"), "{}", said(&written));
    assert_eq!(looks(&office), before);
    assert_eq!(copies(&office).len(), 1);
}

#[test]
fn what_stands_on_a_row_that_is_gone_is_kept_in_a_copy_and_said_once() {
    let mut office = office();
    if !made(&office, &TAKEN_OVER) {
        return;
    }
    office.run("2013-01-09");
    office.schools = office.schools.lines().filter(|line| !line.starts_with("900202")).collect::<Vec<_>>().join("\n");
    let (_, written) = office.run("2013-01-10");
    for kind in ["comments on cells", "coloured cells on Support and plans", "bold or coloured letters on Support"] {
        assert!(said(&written).contains(kind), "{kind}: {}", said(&written));
    }
    assert_eq!(copies(&office).len(), 1);
    let (_, written) = office.run("2013-01-10");
    assert!(!written.remarks.iter().any(|line| line.contains("additions of your own")), "{:?}", written.remarks);
    assert_eq!(copies(&office).len(), 1);
}

#[test]
fn a_comment_goes_with_a_school_that_has_another_number() {
    let mut office = office();
    if !made(&office, &["comment"]) {
        return;
    }
    office.schools = office.schools.replace("900202", "900302");
    nothing_is_said(&office.run("2013-01-09").1);
    let now = looks_of(&office.review(), &ABOUT.replace("900202", "900302"));
    assert_eq!(now.comment.as_deref(), Some(COMMENT));
}

/// Kinds of additions that are kept in a copy, and what is said of each.
const KEPT: [(&str, &str); 6] = [
    ("sheet", "the sheet My visits"),
    ("filter", "filters on Support and plans"),
    ("print", "print settings on Support and plans"),
    ("text", "on Front page C60 “ask the heads”"),
    ("merge", "merged cells on Calendar"),
    ("hidden", "hidden columns on Support and plans"),
];

#[test]
fn of_twelve_kinds_of_additions_each_is_on_the_schools_row_or_in_the_copy_that_is_said() {
    for save in [false, true] {
        let office = office();
        let before = looks(&office);
        let kinds: Vec<&str> = TAKEN_OVER.into_iter().chain(KEPT.map(|(kind, _)| kind)).collect();
        if !made(&office, &[&kinds[..], &["cells"]].concat()) {
            return;
        }
        if save {
            let (folder, bytes) = (tempfile::tempdir().unwrap(), std::fs::read(office.review()).unwrap());
            let saved = saved_as(folder.path(), &bytes, "xlsx", "xlsx:Calc MS Excel 2007 XML");
            let Some(saved) = saved else { return };
            std::fs::write(office.review(), saved).unwrap();
        }
        let theirs = std::fs::read(office.review()).unwrap();
        let (_, written) = office.run("2013-01-09");
        all_is_there(&before, &looks(&office), if save { "saved by LibreOffice" } else { "saved by openpyxl" });
        for (kind, words) in KEPT {
            assert!(said(&written).contains(words), "{kind}: {}", said(&written));
        }
        for kind in ["comments on cells", "coloured cells", "bold or coloured", "column widths"] {
            assert!(!said(&written).contains(kind), "{kind} went with the school: {}", said(&written));
        }
        let copies = copies(&office);
        assert_eq!(copies.len(), 1);
        assert!(std::fs::read(&copies[0]).unwrap() == theirs, "the copy has everything");
    }
}
