//! An officer's workbook, marked: the plan, and the copy it makes.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use workbook::annotate::{AddedValue, AnnotationPlan, CellMark, annotate};
use workbook::read::{Book, Limits, read_bytes};
use yardstick::intake::record::{ReadColumn, ReadRow, ReadTable, RowSubject, WorkbookRead};
use yardstick::review::marks::{Marks, plain_copy};
use yardstick::rulebook::ids::{AreaId, GroupId, MeasureId};

use super::fixture::{Fixture, school_key, year};

const NAME: &str = "Attainment 2011-12.xlsx";

/// The officers' own table: names in column D, values in E, a note far to the right of one row.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("KS2").unwrap();
    sheet.write_string(0, 0, "Key stage 2 results 2011-12").unwrap();
    let heading = Format::new().set_bold().set_background_color(0x1F_3A_5F).set_font_color(0xFF_FF_FF);
    for (column, text) in (2_u16..).zip(["Phase", "School", "% L4+ English and maths", "Balance"]) {
        sheet.write_string_with_format(4, column, text, &heading).unwrap();
    }
    let fixture = Fixture::new();
    for (row, school) in (5_u32..).zip(&fixture.dataset.schools) {
        sheet.write_string(row, 3, &*school.identity.name).unwrap();
        sheet.write_number(row, 4, 50).unwrap();
    }
    sheet.write_blank(11, 4, &Format::new()).unwrap();
    sheet.write_string(8, 7, "see letter").unwrap();
    sheet.write_string(30, 0, "Eastmere (all schools)").unwrap();
    workbook.add_worksheet().set_name("Summary").unwrap().write_number(3, 2, 82).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn book(bytes: &[u8], name: &str) -> Book {
    read_bytes(name, bytes, &Limits::default()).unwrap()
}

fn read(schools: usize) -> WorkbookRead {
    let school = |number: usize| ReadRow {
        row: u32::try_from(number).unwrap() + 5,
        subject: RowSubject::School(school_key(number)),
        year: Some(year()),
    };
    let mut rows: Vec<ReadRow> = (0..schools).map(school).collect();
    rows.push(ReadRow { row: 30, subject: RowSubject::Area(AreaId(0)), year: None });
    let column = ReadColumn {
        column: 4,
        heading: "% L4+ English and maths".into(),
        measure: MeasureId(1),
        group: GroupId::ALL,
        year: None,
    };
    let table = ReadTable {
        sheet: "KS2".into(),
        hidden: false,
        heading_row: 4,
        first_heading_row: 4,
        columns_span: (2, 5),
        columns: vec![column],
        rows,
        of_other_authorities: 0,
    };
    WorkbookRead { name: NAME.into(), fingerprint: "00".into(), tables: vec![table], pages: 0 }
}

fn plan(fixture: &Fixture, read: &WorkbookRead) -> AnnotationPlan {
    let book = book(&workbook(), NAME);
    fixture.with(|inputs| Marks::new(inputs).plan(read, &book, &[], &[]).unwrap().unwrap())
}

fn mark(plan: &AnnotationPlan, row: u32) -> Option<&CellMark> {
    plan.cells.iter().find(|mark| mark.sheet == "KS2" && mark.row == row && mark.column == 4)
}

#[test]
fn a_value_below_its_line_is_marked_with_rule_line_and_margin() {
    let plan = plan(&Fixture::new(), &read(12));
    let alder = mark(&plan, 5).unwrap();
    assert_eq!(alder.style.as_ref().unwrap().fill.as_deref(), Some("F6D5CF"));
    let note = alder.note.as_deref().unwrap();
    assert!(note.starts_with("■ Primary floor standard: 41% against 60%: 19 below (6 pupils)"), "{note}");
    assert!(!note.contains(".yaml"), "{note}");
}

#[test]
fn a_note_is_read_at_a_glance() {
    let plan = plan(&Fixture::new(), &read(12));
    let notes: Vec<&str> = plan.cells.iter().filter_map(|cell| cell.note.as_deref()).collect();
    assert!(notes.len() > 5);
    for note in notes {
        assert!(note.chars().count() <= 200, "{} letters: {note}", note.chars().count());
    }
}

#[test]
fn only_a_cell_that_decided_something_is_filled() {
    let plan = plan(&Fixture::new(), &read(12));
    let filled = plan.cells.iter().filter_map(|cell| cell.style.as_ref()).filter(|style| style.fill.is_some());
    assert!(filled.clone().count() > 0 && filled.clone().all(|style| style.bold && !style.thin));
    let others = plan.cells.iter().filter_map(|cell| cell.style.as_ref()).filter(|style| style.fill.is_none());
    assert!(
        others.clone().count() > 0 && others.clone().all(|style| style.thin && style.border.is_some() && !style.bold)
    );
}

#[test]
fn an_answer_one_pupil_would_turn_is_marked_as_near_and_says_so() {
    let plan = plan(&Fixture::new(), &read(12));
    let beacon = mark(&plan, 6).unwrap();
    let note = beacon.note.as_deref().unwrap();
    assert!(note.contains("within 0.1 pupils of the line: treat with care"), "{note}");
}

#[test]
fn what_is_only_near_a_line_has_its_sign_also_below_what_decided() {
    let plan = plan(&Fixture::new(), &read(12));
    let others = plan.cells.iter().filter_map(|cell| cell.note.as_deref()).filter_map(|note| note.split_once("Also: "));
    let of_floors = others.filter(|(first, also)| first.starts_with('■') && also.contains("Primary floor standard"));
    // of this school it cannot be said: that is another sign than that of what decided
    assert!(of_floors.clone().count() > 0);
    assert!(of_floors.clone().all(|(_, also)| also.starts_with("? ")), "{:?}", of_floors.collect::<Vec<_>>());
}

#[test]
fn a_blank_to_blame_is_marked_and_named() {
    let plan = plan(&Fixture::new(), &read(12));
    let gull = mark(&plan, 11).unwrap();
    let note = gull.note.as_deref().unwrap();
    // what decided something comes first, and floors before all else
    assert!(
        note.starts_with("■ Falling roll over three years") && note.contains("Also: ? Primary floor standard"),
        "{note}"
    );
    let mut ours = Xlsx::new(Cursor::new(plan.grafts.clone().unwrap())).unwrap();
    let listed = ours.worksheet_range("Yardstick marks").unwrap();
    let reason = "Primary floor standard: cannot say. the cell is blank";
    assert!(listed.used_cells().any(|(_, _, data)| *data == Data::String(reason.into())));
}

#[test]
fn a_school_nobody_worries_about_has_no_mark_and_a_strength_only_where_the_rulebook_asks_for_it() {
    let first = plan(&Fixture::new(), &read(12));
    assert!(mark(&first, 13).is_none());
    assert!(mark(&first, 30).unwrap().note.as_deref().unwrap().starts_with("! Check this: level 4 is 76"));
    let mut fixture = Fixture::new();
    fixture.rulebook.report.strengths_in_workbooks = true;
    let ivy = mark(&plan(&fixture, &read(12)), 13).cloned().unwrap();
    assert!(ivy.style.as_ref().unwrap().fill.is_none() && ivy.note.as_deref().unwrap().starts_with('◆'), "{ivy:?}");
}

#[test]
fn columns_stand_right_of_everything_in_the_tables_rows() {
    let plan = plan(&Fixture::new(), &read(12));
    let first = plan.added.iter().map(|added| added.column).min();
    assert_eq!(first, Some(8), "column H has a remark in one row");
    let text = |row: u32, column: u32| {
        plan.added.iter().find(|added| (added.row, added.column) == (row, column)).map(|added| match &added.value {
            AddedValue::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(text(4, 8).as_deref(), Some("Yardstick: where it stands"));
    assert_eq!(text(5, 8).as_deref(), Some("▼ Underperforming"));
    assert_eq!(text(5, 10).as_deref(), Some("Learning and Improvement"));
    assert_eq!(text(30, 8), None, "the authority's own row gets nothing");
}

#[test]
fn a_school_with_a_row_for_each_year_gets_its_columns_once() {
    let mut read = read(1);
    let mut earlier = read.tables[0].rows[0].clone();
    earlier.row = 20;
    earlier.year = Some(year().before(1));
    read.tables[0].rows.push(earlier);
    let plan = plan(&Fixture::new(), &read);
    let rows: Vec<u32> = plan.added.iter().filter(|added| added.column == 8).map(|added| added.row).collect();
    assert_eq!(rows, [4, 5], "heading, and the row of the year judged");
}

#[test]
fn both_rows_of_a_school_that_converted_get_the_columns() {
    let mut read = read(1);
    let mut before = read.tables[0].rows[0].clone();
    before.row = 12;
    read.tables[0].rows.push(before);
    let plan = plan(&Fixture::new(), &read);
    let rows: Vec<u32> = plan.added.iter().filter(|added| added.column == 8).map(|added| added.row).collect();
    assert_eq!(rows, [4, 5, 12]);
}

#[test]
fn a_workbook_of_which_nothing_was_read_gets_no_copy() {
    let nothing = WorkbookRead { name: "Minutes.xlsx".into(), fingerprint: "00".into(), tables: Vec::new(), pages: 0 };
    let book = book(&workbook(), "Minutes.xlsx");
    let fixture = Fixture::new();
    fixture.with(|inputs| assert!(Marks::new(inputs).plan(&nothing, &book, &[], &[]).unwrap().is_none()));
}

#[test]
fn a_workbook_without_schools_gets_our_sheets_alone() {
    let mut read = read(0);
    read.tables[0].rows.retain(|row| matches!(row.subject, RowSubject::Area(_)));
    let plan = plan(&Fixture::new(), &read);
    assert!(plan.added.is_empty());
    assert!(plan.grafts.is_some());
}

#[test]
fn the_copy_has_marks_columns_and_sheets_and_keeps_the_rest() {
    let plan = plan(&Fixture::new(), &read(12));
    let copy = annotate(&workbook(), &plan).unwrap();
    if let Ok(folder) = std::env::var("YARDSTICK_LOOK") {
        std::fs::write(format!("{folder}/annotated.xlsx"), &copy.bytes).unwrap();
    }
    let mut opened = Xlsx::new(Cursor::new(copy.bytes)).unwrap();
    assert_eq!(opened.sheet_names(), ["KS2", "Summary", "Yardstick summary", "Yardstick marks"]);
    let sheet = opened.worksheet_range("KS2").unwrap();
    assert_eq!(sheet.get_value((5, 4)), Some(&Data::Float(50.0)));
    assert_eq!(sheet.get_value((5, 8)), Some(&Data::String("▼ Underperforming".into())));
    let marks = opened.worksheet_range("Yardstick marks").unwrap();
    assert!(marks.used_cells().any(|(_, _, data)| *data == Data::String("KS2!E6".into())));
}

#[test]
fn what_could_not_be_noted_is_said_on_the_summary() {
    let book = book(&workbook(), NAME);
    let fixture = Fixture::new();
    let unsaid = ["`KS2` E6: has a threaded comment".to_owned()];
    let plan = fixture.with(|inputs| Marks::new(inputs).plan(&read(12), &book, &[], &unsaid).unwrap().unwrap());
    let mut ours = Xlsx::new(Cursor::new(plan.grafts.unwrap())).unwrap();
    let sheet = ours.worksheet_range("Yardstick summary").unwrap();
    assert_eq!(sheet.get_value((2, 0)), Some(&Data::String(unsaid[0].clone())));
}

#[test]
fn a_file_that_cannot_be_marked_in_place_comes_back_as_a_new_workbook() {
    let csv = b"Phase,School,% L4+\nprimary,Alder Lane Primary School,41%\n";
    let book = book(csv, "results.csv");
    let fixture = Fixture::new();
    let bytes = fixture.with(|inputs| plain_copy(inputs, &book).unwrap());
    let mut opened = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let sheet = opened.worksheet_range("Data").unwrap();
    assert_eq!(sheet.get_value((1, 1)), Some(&Data::String("Alder Lane Primary School".into())));
    assert_eq!(sheet.get_value((1, 2)), Some(&Data::String("41%".into())), "as it was written");
    let mut read = read(1);
    read.tables[0].sheet = "".into();
    let copy = fixture.with(|inputs| {
        let plan = Marks::new(inputs).plan(&read, &book, &[], &[]).unwrap().unwrap();
        annotate(&plain_copy(inputs, &book).unwrap(), &plan).unwrap()
    });
    let mut opened = Xlsx::new(Cursor::new(copy.bytes)).unwrap();
    let summary = opened.worksheet_range("Yardstick summary").unwrap();
    assert!(summary.get_value((2, 0)).unwrap().to_string().contains("its layout stayed behind"));
    assert_eq!(opened.worksheet_range("Data").unwrap().get_value((5, 6)).unwrap().to_string(), "▼ Underperforming");
}
