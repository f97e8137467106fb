//! Notes: beside, below and in spite of what the officer has.

use workbook::annotate::{AnnotationPlan, CellMark, RemarkKind, annotate};

use super::fixture::{full_plan, officers_workbook, package, part, parts, with_part};

fn noted(sheet: &str, row: u32, column: u32, text: &str) -> AnnotationPlan {
    let cell = CellMark { sheet: sheet.into(), row, column, style: None, note: Some(text.into()) };
    AnnotationPlan { cells: vec![cell], note_author: "Yardstick".into(), ..AnnotationPlan::default() }
}

#[test]
fn an_existing_note_is_kept_and_ours_added_below() {
    let original = officers_workbook();
    let out = annotate(&original, &noted("Results", 4, 1, "below the floor")).unwrap();
    let (before, after) = (part(&original, "xl/comments1.xml"), part(&out.bytes, "xl/comments1.xml"));
    let at = after.find("below the floor").unwrap();
    assert!(after.find("checked with the school").unwrap() < at);
    assert!(after[..at].ends_with("&#10;&#10;Yardstick:&#10;"));
    assert_eq!(before.matches("<comment ").count(), after.matches("<comment ").count());
    // the box is higher by four rows, and otherwise as it was
    let (before, after) =
        (part(&original, "xl/drawings/vmlDrawing1.vml"), part(&out.bytes, "xl/drawings/vmlDrawing1.vml"));
    assert!(before.contains("<x:Anchor>2, 15, 3, 10, 4, 15, 8, 4</x:Anchor>"), "{before}");
    assert_eq!(after, before.replace("4, 15, 8, 4<", "4, 15, 12, 4<"));
}

#[test]
fn a_new_note_joins_the_officers_drawing_with_a_number_of_its_own() {
    let original = officers_workbook();
    let out = annotate(&original, &noted("Results", 3, 1, "new")).unwrap();
    let drawing = part(&out.bytes, "xl/drawings/vmlDrawing1.vml");
    assert!(drawing.contains("data=\"1,2\"") && drawing.contains("id=\"_x0000_s2049\""), "{drawing}");
    assert!(drawing.contains("<x:Row>3</x:Row><x:Column>1</x:Column>"));
    assert_eq!(parts(&original)["xl/worksheets/sheet1.xml"], parts(&out.bytes)["xl/worksheets/sheet1.xml"]);
}

#[test]
fn a_sheet_without_notes_gets_parts_and_a_hook_in_their_place() {
    let out = annotate(&officers_workbook(), &noted("Notes & sums", 0, 0, "first <here> & “now”")).unwrap();
    let sheet = part(&out.bytes, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<legacyDrawing r:id=\"rId2\"/></worksheet>"), "{sheet}");
    let rels = part(&out.bytes, "xl/worksheets/_rels/sheet2.xml.rels");
    assert!(rels.contains("Id=\"rId2\"") && rels.contains("Target=\"../drawings/vmlDrawing2.vml\""), "{rels}");
    assert!(part(&out.bytes, "xl/comments2.xml").contains("first &lt;here&gt; &amp; &#8220;now&#8221;"));
    let types = part(&out.bytes, "[Content_Types].xml");
    assert!(types.contains("PartName=\"/xl/comments2.xml\""), "{types}");
}

#[test]
fn the_hook_stands_before_tables_and_declares_its_prefix_if_it_must() {
    let original = with_part(&officers_workbook(), "xl/worksheets/sheet2.xml", |s| {
        let bare = s.replace(" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"", "");
        bare.replace("</worksheet>", "<tableParts count=\"0\"/></worksheet>")
    });
    let out = annotate(&original, &noted("Notes & sums", 0, 0, "x")).unwrap();
    let sheet = part(&out.bytes, "xl/worksheets/sheet2.xml");
    let hook = "<legacyDrawing xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId2\"/>";
    assert!(sheet.contains(&format!("{hook}<tableParts")), "{sheet}");
}

/// The officer's workbook with a threaded comment where the note is.
fn with_thread() -> Vec<u8> {
    let mut all = parts(&officers_workbook());
    let thread = "<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">\
        <threadedComment ref=\"B5\" id=\"{1}\"><text>talk</text></threadedComment></ThreadedComments>";
    all.insert("xl/threadedComments/threadedComment1.xml".into(), thread.into());
    let rels = all.get_mut("xl/worksheets/_rels/sheet1.xml.rels").unwrap();
    let link = "<Relationship Id=\"rId77\" Type=\"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment\" \
        Target=\"../threadedComments/threadedComment1.xml\"/></Relationships>";
    *rels = String::from_utf8(rels.clone()).unwrap().replace("</Relationships>", link).into_bytes();
    package(&all)
}

#[test]
fn a_cell_with_a_threaded_comment_gets_no_note_and_it_is_said() {
    let original = with_thread();
    let out = annotate(&original, &full_plan()).unwrap();
    let said: Vec<_> = out.remarks.iter().filter(|r| r.kind == RemarkKind::ThreadedComment).collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].cells, [(4, 1)]);
    let comments = part(&out.bytes, "xl/comments1.xml");
    assert!(!comments.contains("below the floor") && comments.contains("a formula"));
}

#[test]
fn thousands_of_notes_have_numbers_of_their_own() {
    let mut plan = noted("Results", 100, 0, "0");
    for i in 1..2500 {
        let mut cell = plan.cells[0].clone();
        (cell.row, cell.note) = (100 + i, Some(i.to_string()));
        plan.cells.push(cell);
    }
    let out = annotate(&officers_workbook(), &plan).unwrap();
    let drawing = part(&out.bytes, "xl/drawings/vmlDrawing1.vml");
    let mut ids: Vec<&str> = drawing.split("id=\"_x0000_s").skip(1).map(|s| s.split('"').next().unwrap()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), all), (2501, 2501));
    assert!(drawing.contains("data=\"1,2,3,4\""));
}
