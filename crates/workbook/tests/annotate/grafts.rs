//! Our sheets, grafted behind the officer's.

use std::collections::{BTreeMap, BTreeSet};

use pretty_assertions::assert_eq;
use workbook::annotate::{AnnotateError, AnnotationPlan, RemarkKind, annotate};

use super::fixture::{cells, officers_workbook, our_sheets, part, parts, with_part};

fn grafted(original: &[u8]) -> Vec<u8> {
    annotate(original, &plan()).unwrap().bytes
}

fn plan() -> AnnotationPlan {
    AnnotationPlan { grafts: Some(our_sheets()), ..AnnotationPlan::default() }
}

#[test]
fn sheets_stand_last_under_free_names_with_free_numbers() {
    let out = annotate(&officers_workbook(), &plan()).unwrap();
    let book = part(&out.bytes, "xl/workbook.xml");
    let sheets = book.split("<sheets>").nth(1).unwrap().split("</sheets>").next().unwrap();
    assert!(
        sheets.ends_with(
            "<sheet name=\"Yardstick summary\" sheetId=\"4\" r:id=\"rId8\"/><sheet name=\"Lookup (2)\" sheetId=\"5\" r:id=\"rId9\"/>"
        ),
        "{sheets}"
    );
    assert_eq!(out.remarks[0].kind, RemarkKind::Renamed);
}

#[test]
fn every_value_of_ours_reads_as_in_the_workbook_it_came_from() {
    let ours = cells(&our_sheets()).unwrap();
    let after = cells(&grafted(&officers_workbook())).unwrap();
    assert_eq!(ours[0].1.len(), after[3].1.len());
    for (place, (value, _)) in &ours[0].1 {
        assert_eq!(&after[3].1[place].0, value, "{place:?}");
    }
    assert_eq!(after[3].1[&(8, 0)].1, "SUM(Rates_2[Points])");
    assert_eq!(after[4].1[&(4, 0)].1, "'Yardstick summary'!A3+'Lookup (2)'!B1+Cohort_2");
}

#[test]
fn links_charts_tables_and_names_follow() {
    let out = grafted(&officers_workbook());
    let sheet = part(&out, "xl/worksheets/sheet4.xml");
    assert!(sheet.contains("location=\"'Results'!B5\""), "links to the officer's own sheet stay");
    assert!(part(&out, "xl/charts/chart2.xml").contains("'Lookup (2)'!$B$1:$B$3"));
    let table = part(&out, "xl/tables/table2.xml");
    assert!(table.contains("id=\"2\" name=\"Rates_2\" displayName=\"Rates_2\""), "{table}");
    let book = part(&out, "xl/workbook.xml");
    assert!(book.contains("<definedName name=\"Cohort_2\">'Lookup (2)'!$B$1</definedName>"), "{book}");
    assert!(book.contains("localSheetId=\"3\"") && book.contains("'Yardstick summary'!$1:$1"), "{book}");
}

#[test]
fn no_second_sheet_is_selected_and_texts_are_in_their_cells() {
    let out = grafted(&officers_workbook());
    let selected = parts(&out).into_iter().filter(|(_, c)| String::from_utf8_lossy(c).contains("tabSelected")).count();
    assert_eq!(selected, 1);
    let sheet = part(&out, "xl/worksheets/sheet4.xml");
    assert!(!sheet.contains("t=\"s\"") && sheet.contains("<is><t>Summary</t></is>"));
    assert_eq!(part(&out, "xl/sharedStrings.xml"), part(&officers_workbook(), "xl/sharedStrings.xml"));
}

#[test]
fn formats_are_renumbered_also_those_of_rules() {
    let (ours, out) = (our_sheets(), grafted(&officers_workbook()));
    let (styles, sheet) = (part(&out, "xl/styles.xml"), part(&out, "xl/worksheets/sheet4.xml"));
    let rule: usize = sheet.split("dxfId=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    let differential = styles.split("<dxf>").nth(rule + 1).unwrap();
    assert!(differential.contains("0.000"), "{differential}");
    assert!(part(&ours, "xl/worksheets/sheet1.xml").contains("dxfId=\"0\"") && rule > 0);
    let cell = sheet.split("<c r=\"A3\" s=\"").nth(1).unwrap().split('"').next().unwrap().parse::<usize>().unwrap();
    let format = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").nth(cell + 1).unwrap();
    let number = format.split("numFmtId=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(styles.contains(&format!("numFmtId=\"{number}\" formatCode=\"0.00\"")), "{format}");
}

#[test]
fn every_relationship_leads_to_a_part_and_every_part_has_a_type() {
    let out = parts(&grafted(&officers_workbook()));
    let types = String::from_utf8(out["[Content_Types].xml"].clone()).unwrap();
    for name in out.keys().filter(|n| *n != "[Content_Types].xml") {
        let extension = name.rsplit('.').next().unwrap();
        let known =
            types.contains(&format!("PartName=\"/{name}\"")) || types.contains(&format!("Extension=\"{extension}\""));
        assert!(known, "{name}");
    }
    let mut reached = BTreeSet::new();
    for (name, content) in out.iter().filter(|(n, _)| n.ends_with(".rels")) {
        let folder = name.split("_rels/").next().unwrap().trim_end_matches('/').to_owned();
        for link in String::from_utf8_lossy(content).split("<Relationship ").skip(1).filter(|l| !l.contains("External"))
        {
            let target = link.split("Target=\"").nth(1).unwrap().split('"').next().unwrap();
            let path = if let Some(rest) = target.strip_prefix('/') { rest.to_owned() } else { join(&folder, target) };
            assert!(out.contains_key(&path), "{name} leads to {path}");
            reached.insert(path);
        }
    }
    for name in out.keys().filter(|n| !n.ends_with(".rels") && *n != "[Content_Types].xml") {
        assert!(reached.contains(name), "nothing leads to {name}");
    }
}

fn join(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = folder.split('/').filter(|f| !f.is_empty()).collect();
    for step in target.split('/') {
        if step == ".." {
            path.pop();
        } else {
            path.push(step);
        }
    }
    path.join("/")
}

#[test]
fn numbers_of_shapes_are_used_once_in_the_workbook() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (name, content) in parts(&grafted(&officers_workbook())).into_iter().filter(|(n, _)| n.ends_with(".vml")) {
        for id in String::from_utf8_lossy(&content).split("id=\"_x0000_s").skip(1) {
            let id = id.split('"').next().unwrap().to_owned();
            assert_eq!(seen.insert(id.clone(), name.clone()), None, "{id}");
        }
    }
    assert_eq!(seen.len(), 2);
}

#[test]
fn a_strict_workbook_gets_marks_and_no_sheets() {
    let strict = with_part(&officers_workbook(), "xl/workbook.xml", |b| {
        b.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    });
    let out = annotate(&strict, &super::fixture::full_plan()).unwrap();
    assert!(out.remarks.iter().any(|r| r.kind == RemarkKind::StrictNoSheets));
    assert!(!part(&out.bytes, "xl/workbook.xml").contains("Yardstick summary"));
    assert!(
        part(&out.bytes, "xl/worksheets/_rels/sheet2.xml.rels")
            .contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments")
    );
}

#[test]
fn sheets_that_are_no_workbook_are_an_error() {
    let plan = AnnotationPlan { grafts: Some(b"nonsense".to_vec()), ..AnnotationPlan::default() };
    let error = annotate(&officers_workbook(), &plan).unwrap_err();
    assert!(matches!(&error, AnnotateError::Graft(_)), "{error}");
}
