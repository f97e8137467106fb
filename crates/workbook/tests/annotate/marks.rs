//! Marks and new cells on the officer's sheets.

use pretty_assertions::assert_eq;
use workbook::annotate::{
    AddedValue, AnnotateError, AnnotationPlan, CellMark, ColumnWidth, MarkStyle, RemarkKind, annotate,
};

use super::fixture::{added, full_plan, look, mark, officers_workbook, part};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn marked(cells: Vec<CellMark>) -> AnnotationPlan {
    AnnotationPlan { cells, note_author: "Yardstick".into(), ..AnnotationPlan::default() }
}

/// The cell's element.
fn cell(sheet: &str, at: &str) -> String {
    let start = sheet.find(&format!("<c r=\"{at}\"")).unwrap_or_else(|| panic!("no {at}"));
    let rest = &sheet[start..];
    let tag_end = rest.find('>').unwrap();
    if rest[..tag_end].ends_with('/') {
        return rest[..=tag_end].to_owned();
    }
    rest[..rest.find("</c>").unwrap() + 4].to_owned()
}

#[test]
fn a_marked_cell_keeps_everything_but_its_style_index() {
    let original = officers_workbook();
    let out = annotate(&original, &marked(vec![mark("Results", 3, 3, None)])).unwrap();
    let (before, after) = (part(&original, SHEET), part(&out.bytes, SHEET));
    let (old, new) = (cell(&before, "D4"), cell(&after, "D4"));
    let style = |c: &str| c.split("s=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(new, old.replace(&format!("s=\"{}\"", style(&old)), &format!("s=\"{}\"", style(&new))));
    assert_eq!(after, before.replace(&old, &new), "nothing else in the sheet changed");
}

/// A colour scale paints over a fill: the sign is in what the cell shows.
#[test]
fn a_marked_cell_shows_a_sign_and_keeps_its_value() {
    let original = officers_workbook();
    let out = annotate(&original, &marked(vec![mark("Results", 5, 1, None)])).unwrap();
    let element = cell(&part(&out.bytes, SHEET), "B6");
    let value = |xml: &str| xml.split("<v>").nth(1).map(str::to_owned);
    assert_eq!(value(&element), value(&cell(&part(&original, SHEET), "B6")));
    let styles = part(&out.bytes, "xl/styles.xml");
    assert!(styles.contains("formatCode=\"&quot;&#9632; &quot;General;"), "{styles}");
}

#[test]
fn formats_are_only_appended() {
    let original = officers_workbook();
    let out = annotate(&original, &full_plan()).unwrap();
    let (before, after) = (part(&original, "xl/styles.xml"), part(&out.bytes, "xl/styles.xml"));
    for list in ["fonts", "fills", "borders", "cellXfs", "dxfs"] {
        let inside = |xml: &str| {
            let from = xml.find(&format!("<{list} ")).unwrap();
            let open = from + xml[from..].find('>').unwrap() + 1;
            xml[open..xml.find(&format!("</{list}>")).unwrap()].to_owned()
        };
        assert!(inside(&after).starts_with(&inside(&before)), "{list}");
        let count = after.split(&format!("<{list} count=\"")).nth(1).unwrap().split('"').next().unwrap();
        let element = if list == "cellXfs" { "<xf ".to_owned() } else { format!("<{}", list.trim_end_matches('s')) };
        let there =
            inside(&after).matches(&format!("{element}>")).count().max(inside(&after).matches(&element).count());
        assert!(count.parse::<usize>().unwrap() <= there, "{list}: {count} of {there}");
    }
}

#[test]
fn an_own_fill_stays_and_is_said() {
    let out = annotate(&officers_workbook(), &full_plan()).unwrap();
    let kept: Vec<_> = out.remarks.iter().filter(|r| r.kind == RemarkKind::OwnFillKept).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].to_string(), "`Results` C5: keeps the fill it had; the mark is the border");
}

#[test]
fn a_mark_in_a_merged_area_goes_round_the_whole_area() {
    let out = annotate(&officers_workbook(), &marked(vec![mark("Results", 1, 2, Some("on the title"))])).unwrap();
    let sheet = part(&out.bytes, SHEET);
    assert!(sheet.contains("<mergeCell ref=\"A1:D2\"/>"));
    let style = |at: &str| cell(&sheet, at).split("s=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for at in ["B1", "D1", "A2", "D2"] {
        assert_eq!(style(at), style("A1"));
    }
    assert!(part(&out.bytes, "xl/comments1.xml").contains("<comment ref=\"A1\""));
}

#[test]
fn values_and_formulas_are_never_overwritten() {
    let plan = AnnotationPlan {
        added: vec![
            added("Results", 3, 3, AddedValue::Number(1.0)),
            added("Results", 3, 1, AddedValue::Number(1.0)),
            added("Results", 1, 1, AddedValue::Text("under a merged title".into())),
            added("Results", 3, 6, AddedValue::Text("free".into())),
            added("Results", 3, 6, AddedValue::Text("twice".into())),
        ],
        ..AnnotationPlan::default()
    };
    let original = officers_workbook();
    let out = annotate(&original, &plan).unwrap();
    let (before, after) = (part(&original, SHEET), part(&out.bytes, SHEET));
    assert_eq!(cell(&after, "D4"), cell(&before, "D4"));
    assert_eq!(cell(&after, "B4"), cell(&before, "B4"));
    assert!(cell(&after, "G4").contains("free"));
    let occupied = out.remarks.iter().find(|r| r.kind == RemarkKind::Occupied).unwrap();
    assert_eq!(occupied.cells, [(1, 1), (3, 1), (3, 3), (3, 6)]);
}

#[test]
fn new_cells_widen_the_used_area_and_the_rows() {
    let plan = AnnotationPlan {
        added: vec![added("Results", 3, 30, AddedValue::Number(2.5)), added("Results", 60, 0, AddedValue::Number(1.0))],
        ..AnnotationPlan::default()
    };
    let sheet = part(&annotate(&officers_workbook(), &plan).unwrap().bytes, SHEET);
    assert!(sheet.contains("<dimension ref=\"A1:AE61\"/>"), "{}", &sheet[..600]);
    let row = sheet.split("<row r=\"4\"").nth(1).unwrap().split('>').next().unwrap().to_owned();
    assert!(row.contains("spans=\"1:31\""), "{row}");
    assert!(sheet.contains("<row r=\"61\"><c r=\"A61\" s=\"0\"><v>1</v></c></row></sheetData>"));
}

#[test]
fn widths_split_the_columns_they_fall_into() {
    let plan = AnnotationPlan {
        widths: vec![ColumnWidth { sheet: "Results".into(), column: 6, width: 30.0 }],
        ..AnnotationPlan::default()
    };
    let sheet = part(&annotate(&officers_workbook(), &plan).unwrap().bytes, SHEET);
    let columns = sheet.split("<cols>").nth(1).unwrap().split("</cols>").next().unwrap();
    let spans: Vec<String> =
        columns.split("<col ").skip(1).map(|c| c.split(" width").next().unwrap().to_owned()).collect();
    assert_eq!(spans, ["min=\"1\" max=\"1\"", "min=\"5\" max=\"6\"", "min=\"7\" max=\"7\"", "min=\"8\" max=\"10\""]);
}

#[test]
fn places_that_are_not_there_are_said_and_the_rest_goes_on() {
    let cells = vec![
        mark("Nowhere", 0, 0, None),
        mark("Results", 2_000_000, 0, None),
        mark("results", 3, 1, None),
        CellMark { note: Some("x".repeat(40_000)), ..mark("Results", 4, 0, None) },
    ];
    let out = annotate(&officers_workbook(), &marked(cells)).unwrap();
    let said: Vec<String> = out.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "`Nowhere`: there is no such sheet in the workbook",
            "`Results` A2000001: lies past the edge of the sheet",
            "`Results` A5: the text was too long for the cell and was cut",
        ]
    );
    assert!(!part(&out.bytes, SHEET).contains("r=\"A2000001\""));
}

#[test]
fn a_wrong_colour_is_an_error_that_says_what_a_colour_is() {
    let wrong =
        CellMark { style: Some(MarkStyle { fill: Some("reddish".into()), ..look() }), ..mark("Results", 3, 1, None) };
    let error = annotate(&officers_workbook(), &marked(vec![wrong])).unwrap_err();
    assert_eq!(error, AnnotateError::Colour("reddish".into()));
    assert_eq!(error.to_string(), "`reddish` is not a colour; write it as six hexadecimal digits, such as `C00000`");
}
