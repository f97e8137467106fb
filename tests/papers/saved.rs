//! Visit templates filled in by openpyxl and saved by LibreOffice. Skipped where these are not there.

use std::path::Path;
use std::process::{Command, Stdio};

use super::desk::{Desk, said};
use super::filled::{MERESIDE, PRESENT, Template, texts};

/// Fills in ten pages, adds a sheet, and moves rows and columns about; prints the schools and the cells of a risk.
const SCRIPT: &str = r#"
import datetime, sys
import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

book = openpyxl.load_workbook(sys.argv[1])
names = [name for name in book.sheetnames if name != "Contents"][:10]

def find(sheet, text, top=1):
    for row in sheet.iter_rows(min_row=top):
        for cell in row:
            if cell.value == text:
                return cell

def beside(sheet, text):
    cell = find(sheet, text)
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(cell.row, merged.max_col + 1)
    return sheet.cell(cell.row, cell.column + 1)

for name in names:
    sheet = book[name]
    beside(sheet, "Date of the visit").value = datetime.date(2012, 11, 12)
    if name == names[0]:
        beside(sheet, "Visited by").comment = Comment("ring the governors first", "A. Partner")
    head = find(sheet, "The priority")
    sheet.cell(find(sheet, "Priority Two").row, head.column).value = "Attendance of " + name
    head = find(sheet, "Present? yes or no")
    at = find(sheet, "Significant staff changes at senior level", head.row)
    sheet.cell(at.row, head.column).value = True
    moved = f"{get_column_letter(head.column + 3)}{at.row + 2}"
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(1, 2)
    sheet.insert_cols(1, 3)
    print(name, moved, sep="|")

for name in book.sheetnames:
    if name not in names and name != "Contents":
        del book[name]
notes = book.create_sheet("My notes", 0)
notes["B2"] = "ring the governors"
book.save(sys.argv[2])
"#;

fn evaluated(desk: &Desk) -> String {
    let done = desk.run(&["evaluate", "workbooks", "--date", "2013-01-08", "--out", "reviewed"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    said(&done).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn explained(desk: &Desk, school: &str, rule: &str) -> String {
    let done = desk.run(&["explain", school, "workbooks", "--rule", rule, "--date", "2013-01-08"]);
    said(&done).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ten pages of a template filled in through openpyxl, and what the script prints; none where that is not there.
pub fn ten_pages(desk: &Desk, template: &[u8], to: &Path) -> Option<String> {
    let there = Command::new("python3").args(["-c", "import openpyxl"]).output();
    if !there.is_ok_and(|done| done.status.success()) {
        crate::skipped::skipped("there is no python3 with openpyxl");
        return None;
    }
    let from = desk.path("template.xlsx");
    std::fs::write(&from, template).unwrap();
    let done = Command::new("python3").args(["-c", SCRIPT]).arg(&from).arg(to).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(String::from_utf8(done.stdout).unwrap())
}

#[test]
fn ten_pages_filled_in_and_moved_about_by_openpyxl_are_read_cell_by_cell() {
    let desk = Desk::of_the_sample();
    let template = Template::of(&desk, "visit-1");
    let to = desk.path("workbooks/Ten visits.xlsx");
    let Some(printed) = ten_pages(&desk, &template.bytes, &to) else { return };
    let ran = evaluated(&desk);
    assert!(ran.contains("Ten visits.xlsx: 10 filled visit templates"), "{ran}");
    assert!(!ran.contains("stands where the visit template asks nothing"), "{ran}");
    for line in printed.lines().take(3) {
        let (school, cell) = line.split_once('|').unwrap();
        let why = explained(&desk, school, "senior-changes");
        assert!(why.contains(&format!("Ten visits.xlsx, {school}!{cell}")), "{school} {cell} {why}");
    }
    // a comment is no answer: it stays in the file, and that is said with its cell
    let said = "the comment “ring the governors first” stays in the file";
    let sheets = texts(&desk);
    let mut rows = sheets.iter().flat_map(|(_, rows)| rows);
    assert!(rows.any(|row| row.contains(said) && row.contains("Ashendene Park Primary School!")));
}

/// The template as LibreOffice saves it; none where there is no LibreOffice.
pub fn saved_as(desk: &Desk, bytes: &[u8], to: &Path, format: &str) -> Option<()> {
    let from = desk.path("visit.xlsx");
    std::fs::write(&from, bytes).unwrap();
    let ending = to.extension().unwrap().to_string_lossy();
    let profile = format!("-env:UserInstallation=file://{}", desk.path("profile").display());
    let mut office = Command::new("soffice");
    office.arg(profile).args(["--headless", "--convert-to", format, "--outdir"]).arg(desk.path("saved")).arg(&from);
    let done = office.stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !done.is_ok_and(|done| done.success()) {
        crate::skipped::skipped("there is no LibreOffice");
        return None;
    }
    std::fs::rename(desk.path("saved").join(format!("visit.{ending}")), to).ok()
}

#[test]
fn what_libreoffice_saved_as_a_workbook_of_its_own_or_of_excel_is_read() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    template.on(MERESIDE, "12/11/2012").write(MERESIDE, "Budget deficit", PRESENT, "yes");
    template.write(MERESIDE, "Achievement of pupils at the school", "School", "2");
    for (name, format) in [("Visit.ods", "ods"), ("Visit.xlsx", "xlsx:Calc MS Excel 2007 XML")] {
        let to = desk.path("workbooks").join(name);
        let Some(()) = saved_as(&desk, &template.saved(), &to, format) else { return };
        let ran = evaluated(&desk);
        assert!(ran.contains(&format!("{name}: 1 filled visit template")), "{ran}");
        assert!(!ran.contains("stands where the visit template asks nothing"), "{ran}");
        assert!(explained(&desk, MERESIDE, "deficit").contains(name));
        std::fs::remove_file(to).unwrap();
    }
}
