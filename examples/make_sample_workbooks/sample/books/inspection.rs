//! `Inspection and self-evaluation.xlsx`: the position in July 2012, the inspection before, those of the autumn, the schools' own
//! grades, and the progress of special schools and referral units.

use rust_xlsxwriter::{DataValidation, DataValidationRule};

use super::super::book::{Book, freeze_and_filter};
use super::super::cell::Cell;
use super::super::facts::inspection::{Grades, Inspection, latest, previous, self_evaluation};
use super::super::facts::own_progress;
use super::super::lines::Day;
use super::super::look::Look;
use super::super::school::School;
use super::super::table::{Column, Row, Table, column};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x007F_3F00, upper: 0x00C5_5A11, font: "Calibri" };
const GRADES: &str = "Grades: 1 outstanding, 2 good, 3 satisfactory, 4 inadequate.";
const STRANDS: [&str; 5] = [
    "Overall effectiveness",
    "Achievement of pupils",
    "Quality of teaching",
    "Behaviour and safety",
    "Leadership and management",
];

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let open: Vec<&School> = schools.iter().filter(|school| school.closed.is_none()).collect();
    let mut book = Book::new(LOOK, "Inspection and self-evaluation", (11, 30))?;
    let (sheet, placed) = book.sheet_with("Latest inspection", &latest_table(&open))?;
    freeze_and_filter(sheet, placed, 3)?;
    let (sheet, placed) = book.sheet_with("Previous inspection", &previous_table(&open))?;
    freeze_and_filter(sheet, placed, 3)?;
    let (sheet, placed) = book.sheet_with("Autumn 2012", &autumn_table(&open))?;
    sheet.set_freeze_panes(placed.first, 3)?;
    let (sheet, placed) = book.sheet_with("Self-evaluation 2011-12", &self_evaluation_table(&open)?)?;
    freeze_and_filter(sheet, placed, 3)?;
    let grade = DataValidation::new()
        .allow_whole_number(DataValidationRule::Between(1, 4))
        .set_error_title("Grade")?
        .set_error_message("Grades run from 1 (outstanding) to 4 (inadequate).")?;
    sheet.add_data_validation(placed.first, 3, placed.last, 7, &grade)?;
    let (sheet, placed) = book.sheet_with("Special and PRU progress", &progress_table(&open)?)?;
    freeze_and_filter(sheet, placed, 3)?;
    book.finish()
}

fn identity(school: &School) -> Vec<Cell> {
    vec![Cell::count(school.urn), Cell::text(school.laestab_with_stroke()), Cell::text(school.name)]
}

fn columns(date: &str, category: &str) -> Vec<Column> {
    let mut columns = vec![column("URN", 9.0), column("LAESTAB", 10.0), column("School", 46.0), column(date, 12.0)];
    columns.extend(STRANDS.map(|strand| column(strand, 13.0)));
    columns.push(column(category, 12.0));
    columns
}

fn inspected(school: &School, inspection: &Inspection) -> Row {
    let mut cells = identity(school);
    cells.push(Cell::Date(inspection.day));
    cells.extend(inspection.grades.map(Cell::Whole));
    cells.push(if inspection.category.is_empty() { Cell::Blank } else { Cell::text(inspection.category) });
    Row::school(cells)
}

fn latest_table(open: &[&School]) -> Table {
    let row = |school: &&School| match latest(school) {
        Some(inspection) => inspected(school, &inspection),
        None => {
            let mut cells = identity(school);
            cells.push(Cell::text("Not yet inspected"));
            cells.extend(vec![Cell::text("NEW"); 5]);
            cells.push(Cell::Blank);
            Row::school(cells)
        }
    };
    let good =
        open.iter().filter_map(|school| latest(school)).filter(|found| matches!(found.grades, [1 | 2, ..])).count();
    Table {
        title: "Latest inspection outcomes as at 31 July 2012".into(),
        subtitles: vec![format!(
            "Borough of Eastmere · {good} of {} schools good or outstanding · {GRADES}",
            open.len()
        )],
        columns: columns("Date of latest inspection", "Category of concern"),
        rows: open.iter().map(row).collect(),
        average: None,
        notes: vec!["SM special measures · NTI notice to improve · blank or 0 none".into()],
    }
}

fn previous_table(open: &[&School]) -> Table {
    let row = |school: &&School| previous(school).map(|inspection| inspected(school, &inspection));
    Table {
        title: "Previous inspection outcomes".into(),
        subtitles: vec![format!("The inspection before the latest one. {GRADES}")],
        columns: columns("Date of previous inspection", "Previous category of concern"),
        rows: open.iter().filter_map(row).collect(),
        average: None,
        notes: vec!["SM special measures · NTI notice to improve".into()],
    }
}

/// Inspections after the year had ended, under the framework of September 2012.
const AUTUMN: [(u32, Day, Grades, &str); 4] = [
    (900_025, Day { year: 2012, month: 9, day: 26 }, [1, 1, 1, 1, 1], ""),
    (900_040, Day { year: 2012, month: 10, day: 17 }, [2, 2, 2, 2, 2], "0"),
    (900_031, Day { year: 2012, month: 11, day: 7 }, [3, 3, 3, 2, 3], ""),
    (900_046, Day { year: 2012, month: 11, day: 14 }, [4, 4, 4, 3, 4], "SWK"),
];

fn autumn_table(open: &[&School]) -> Table {
    let rows = AUTUMN.iter().filter_map(|(urn, day, grades, category)| {
        let school = open.iter().find(|school| school.urn == *urn)?;
        Some(inspected(school, &Inspection { day: *day, grades: *grades, category }))
    });
    Table {
        title: "Inspections since 1 September 2012".into(),
        subtitles: vec!["New framework: 3 is now \"requires improvement\". Not part of the 2011-12 position.".into()],
        columns: columns("Date of inspection", "Category"),
        rows: rows.collect(),
        average: None,
        notes: vec!["SWK serious weaknesses (before September 2012: notice to improve)".into()],
    }
}

fn self_evaluation_table(open: &[&School]) -> Result<Table, Trouble> {
    let mut columns = vec![column("URN", 9.0), column("LAESTAB", 10.0), column("School", 46.0)];
    columns.extend(STRANDS.map(|strand| column(&format!("Self-evaluation: {strand}"), 13.0)));
    columns.push(column("School Support Partner", 20.0));
    columns.push(column("SSP note", 76.0));
    let partners = ["Mrs V Osgood", "Mr T Lambourne", "Dr P Whitear"];
    let mut rows = Vec::new();
    for (school, at) in open.iter().zip(0_usize..) {
        let own = self_evaluation(school)?;
        let mut cells = identity(school);
        cells.extend(own.grades.map_or(vec![Cell::Blank; 5], |grades| grades.map(Cell::Whole).to_vec()));
        cells.push(Cell::text(partners.get(at % partners.len()).copied().unwrap_or("")));
        cells.push(Cell::note(own.note));
        rows.push(Row::school(cells));
    }
    Ok(Table {
        title: "Self-evaluation summary profiles 2011-12".into(),
        subtitles: vec![format!(
            "As agreed between headteachers and School Support Partners, summer term 2012. {GRADES}"
        )],
        columns,
        rows,
        average: None,
        notes: vec!["Blank = form not returned.".into()],
    })
}

/// A line a school and year: what special schools and referral units are measured by.
fn progress_table(open: &[&School]) -> Result<Table, Trouble> {
    let mut columns =
        vec![column("URN", 9.0), column("LAESTAB", 10.0), column("School", 46.0), column("Academic year", 11.0)];
    let headings = ["Pupils assessed", "% making good progress", "% good progress on re-entry"];
    columns.extend(headings.map(|heading| column(heading, 13.0)));
    let mut rows = Vec::new();
    for progress in own_progress::all()? {
        for school in open.iter().filter(|school| school.story == progress.story) {
            let mut cells = identity(school);
            cells.extend([Cell::text(progress.year), Cell::count(progress.good.of), Cell::share(progress.good)]);
            cells.push(progress.after_return.map_or(Cell::Blank, Cell::share));
            rows.push(Row::school(cells));
        }
    }
    Ok(Table {
        title: "Progress of pupils in special schools and pupil referral units".into(),
        subtitles: vec!["Against each pupil's own starting point, as moderated with School Support Partners.".into()],
        columns,
        rows,
        average: None,
        notes: vec!["Re-entry: pupils back in a school or in alternative provision, two terms later.".into()],
    })
}
