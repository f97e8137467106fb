//! What the annotated copy holds beside what the officer's workbook held: nothing but what was asked for.

use pretty_assertions::assert_eq;
use workbook::annotate::annotate;

use super::fixture::{cells, full_plan, officers_workbook, parts};

#[test]
fn untouched_parts_are_the_same_bytes_and_touched_ones_are_known() {
    let original = officers_workbook();
    let out = annotate(&original, &full_plan()).unwrap();
    let (before, after) = (parts(&original), parts(&out.bytes));
    let touched: Vec<&str> =
        before.iter().filter(|(name, content)| after.get(*name) != Some(content)).map(|(n, _)| n.as_str()).collect();
    assert_eq!(
        touched,
        [
            "[Content_Types].xml",
            "docProps/app.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/comments1.xml",
            "xl/drawings/vmlDrawing1.vml",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/worksheets/_rels/sheet1.xml.rels",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet2.xml",
        ]
    );
    let new: Vec<&str> = after.keys().filter(|n| !before.contains_key(*n)).map(String::as_str).collect();
    assert_eq!(
        new,
        [
            "customXml/_rels/item1.xml.rels",
            "customXml/item1.xml",
            "customXml/itemProps1.xml",
            "xl/charts/chart2.xml",
            "xl/comments2.xml",
            "xl/comments3.xml",
            "xl/drawings/_rels/drawing2.xml.rels",
            "xl/drawings/drawing2.xml",
            "xl/drawings/vmlDrawing2.vml",
            "xl/drawings/vmlDrawing3.vml",
            "xl/tables/table2.xml",
            "xl/worksheets/_rels/sheet2.xml.rels",
            "xl/worksheets/_rels/sheet4.xml.rels",
            "xl/worksheets/sheet4.xml",
            "xl/worksheets/sheet5.xml",
            "yardstick/undo1.json",
        ]
    );
}

#[test]
fn every_value_and_formula_reads_as_before_and_ours_are_there() {
    let original = officers_workbook();
    let out = annotate(&original, &full_plan()).unwrap();
    let (before, mut after) = (cells(&original).unwrap(), cells(&out.bytes).unwrap());
    let names: Vec<&str> = after.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["Results", "Notes & sums", "Lookup", "Yardstick summary", "Lookup (2)"]);
    let results = &mut after[0].1;
    assert_eq!(results.remove(&(2, 4)).unwrap().0, "String(\"Status\")");
    assert_eq!(results.remove(&(3, 4)).unwrap().0, "String(\"cause for concern\")");
    assert_eq!(results.remove(&(4, 4)).unwrap().0, "Float(-2.25)");
    assert_eq!(results.remove(&(5, 4)).unwrap().0, "String(\"see summary\")");
    assert_eq!(results.remove(&(9, 4)).unwrap().0, "String(\"guide\")");
    assert_eq!(before, after[..3]);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let original = officers_workbook();
    let first = annotate(&original, &full_plan()).unwrap();
    assert_eq!(first.bytes, annotate(&original, &full_plan()).unwrap().bytes);
}

#[test]
fn an_empty_plan_adds_the_record_alone() {
    let original = officers_workbook();
    let out = annotate(&original, &Default::default()).unwrap();
    let (before, after) = (parts(&original), parts(&out.bytes));
    let touched: Vec<&String> = before.iter().filter(|(n, c)| after.get(*n) != Some(c)).map(|(n, _)| n).collect();
    assert_eq!(touched, ["[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"]);
    assert_eq!(cells(&original).unwrap(), cells(&out.bytes).unwrap());
}
