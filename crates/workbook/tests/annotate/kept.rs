//! What an officer's workbook may hold beside cells, and that we have no part in: it comes back byte for byte.

use pretty_assertions::assert_eq;
use workbook::annotate::annotate;

use super::fixture::{full_plan, officers_workbook, package, part, parts};

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts that hang on the first sheet or on the workbook: name, relationship, content.
const FURTHER: [(&str, &str, &str); 17] = [
    ("xl/pivotTables/pivotTable1.xml", "pivotTable", "<pivotTableDefinition name=\"P\" cacheId=\"7\"/>"),
    ("xl/slicers/slicer1.xml", "slicer", "<slicers><slicer name=\"School\"/></slicers>"),
    ("xl/queryTables/queryTable1.xml", "queryTable", "<queryTable name=\"SIMS\"/>"),
    ("xl/printerSettings/printerSettings1.bin", "printerSettings", "\u{1}\u{2}duplex"),
    ("xl/ctrlProps/ctrlProp1.xml", "ctrlProp", "<formControlPr objectType=\"Button\"/>"),
    ("xl/activeX/activeX1.bin", "control", "\u{0}ocx"),
    ("xl/timelines/timeline1.xml", "timeline", "<timelines/>"),
    ("xl/pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition", "<pivotCacheDefinition recordCount=\"1\"/>"),
    ("xl/slicerCaches/slicerCache1.xml", "slicerCache", "<slicerCacheDefinition name=\"S\"/>"),
    ("xl/externalLinks/externalLink1.xml", "externalLink", "<externalLink><externalBook/></externalLink>"),
    ("xl/connections.xml", "connections", "<connections><connection id=\"1\"/></connections>"),
    ("xl/vbaProject.bin", "vbaProject", "\u{3}macros"),
    ("xl/calcChain.xml", "calcChain", "<calcChain><c r=\"D4\" i=\"1\"/></calcChain>"),
    ("xl/richData/rdrichvalue.xml", "rdRichValue", "<rvData count=\"0\"/>"),
    ("xl/model/item.data", "powerPivotData", "\u{5}model"),
    ("xl/media/image1.png", "image", "\u{89}PNG"),
    ("customXml/item7.xml", "customXml", "<council xmlns=\"x\">Eastmere</council>"),
];

/// The first so many hang on the first sheet, the others on the workbook.
const ON_THE_SHEET: usize = 7;

/// The officer's workbook with all of it; chart sheets too.
fn everything() -> Vec<u8> {
    let mut all = parts(&officers_workbook());
    let mut relations = [String::new(), String::new()];
    let mut types = String::new();
    for (number, (name, kind, content)) in FURTHER.iter().enumerate() {
        let (at, up) = if number < ON_THE_SHEET { (0, "../") } else { (1, "") };
        let target = match name.strip_prefix("xl/") {
            Some(inside) => format!("{up}{inside}"),
            None => format!("/{name}"),
        };
        relations[at] += &format!("<Relationship Id=\"x{number}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>");
        types += &format!("<Override PartName=\"/{name}\" ContentType=\"application/x-{kind}\"/>");
        all.insert((*name).to_owned(), content.as_bytes().to_vec());
    }
    // relationships of the parts themselves
    all.insert("xl/pivotCache/pivotCacheRecords1.xml".into(), b"<pivotCacheRecords count=\"0\"/>".to_vec());
    let records = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATION}/pivotCacheRecords\" Target=\"pivotCacheRecords1.xml\"/></Relationships>"
    );
    all.insert("xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels".into(), records.into_bytes());
    types += "<Override PartName=\"/xl/pivotCache/pivotCacheRecords1.xml\" ContentType=\"application/x-records\"/>";
    let mut change = |name: &str, before: &str, with: &str| {
        let text = String::from_utf8(all[name].clone()).unwrap();
        assert!(text.contains(before), "{name}: {text}");
        all.insert(name.to_owned(), text.replacen(before, &format!("{with}{before}"), 1).into_bytes());
    };
    change("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", &relations[0]);
    change("xl/_rels/workbook.xml.rels", "</Relationships>", &relations[1]);
    change("[Content_Types].xml", "</Types>", &types);
    change("xl/workbook.xml", "<calcPr", "<externalReferences><externalReference r:id=\"x9\"/></externalReferences>");
    change("xl/workbook.xml", "</workbook>", "<pivotCaches><pivotCache cacheId=\"7\" r:id=\"x7\"/></pivotCaches>");
    package(&all)
}

#[test]
fn pivots_slicers_links_macros_pictures_and_data_come_back_byte_for_byte() {
    let original = everything();
    let out = annotate(&original, &full_plan()).unwrap();
    let (before, after) = (parts(&original), parts(&out.bytes));
    let edited = ["[Content_Types].xml", "docProps/app.xml", "xl/styles.xml", "xl/workbook.xml", "xl/comments1.xml"];
    let edited = |name: &str| {
        edited.contains(&name)
            || name.ends_with(".rels") && !name.contains("pivotCache/")
            || name.starts_with("xl/worksheets/")
            || name.starts_with("xl/drawings/vml")
    };
    for (name, content) in before.iter().filter(|(name, _)| !edited(name)) {
        assert_eq!(Some(content), after.get(name), "{name}");
    }
    assert!(FURTHER.iter().all(|(name, ..)| after.contains_key(*name)));
}

#[test]
fn what_leads_to_them_still_does() {
    let original = everything();
    let out = annotate(&original, &full_plan()).unwrap().bytes;
    for part_name in ["xl/worksheets/_rels/sheet1.xml.rels", "xl/_rels/workbook.xml.rels"] {
        let (before, after) = (part(&original, part_name), part(&out, part_name));
        for relation in before.split("<Relationship ").skip(1).filter_map(|rest| rest.split("/>").next()) {
            assert!(after.contains(relation), "{part_name} lost {relation}");
        }
    }
    let workbook = part(&out, "xl/workbook.xml");
    assert!(workbook.contains("<pivotCache cacheId=\"7\" r:id=\"x7\"/>"), "{workbook}");
    assert!(workbook.contains("<externalReference r:id=\"x9\"/>"));
    let types = part(&out, "[Content_Types].xml");
    assert!(FURTHER.iter().all(|(name, ..)| types.contains(&format!("PartName=\"/{name}\""))));
}

#[test]
fn formulas_rich_text_rules_drop_downs_and_filters_of_a_touched_sheet_stay_as_written() {
    let original = everything();
    let out = annotate(&original, &full_plan()).unwrap().bytes;
    let (before, after) = (part(&original, "xl/worksheets/sheet1.xml"), part(&out, "xl/worksheets/sheet1.xml"));
    for (from, to) in [
        ("<conditionalFormatting", "</conditionalFormatting>"),
        ("<dataValidations", "</dataValidations>"),
        ("<autoFilter", "/>"),
        ("<mergeCells", "</mergeCells>"),
        ("<hyperlinks", "<hyperlink "),
        ("<tableParts", "</tableParts>"),
        ("<pageMargins", "/>"),
        ("<f>", "</f>"),
    ] {
        for stretch in before.split(from).skip(1).filter_map(|rest| rest.split(to).next()) {
            assert!(after.contains(&format!("{from}{stretch}{to}")), "{from}{stretch} is gone from {after}");
        }
    }
    let array = part(&out, "xl/worksheets/sheet2.xml");
    assert!(array.contains("t=\"array\"") && array.contains("cm=\"1\""), "a dynamic array stays one: {array}");
    assert_eq!(part(&out, "xl/sharedStrings.xml"), part(&original, "xl/sharedStrings.xml"));
}

#[test]
fn chart_sheets_are_passed_over_and_stay() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Results").unwrap().write(0, 0, 1).unwrap();
    let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Column);
    chart.add_series().set_values("Results!$A$1:$A$1");
    book.add_chartsheet().set_name("Picture").unwrap().insert_chart(0, 0, &chart).unwrap();
    let original = book.save_to_buffer().unwrap();
    let mut plan = full_plan();
    plan.cells.push(super::fixture::mark("Picture", 0, 0, Some("no cell there")));
    let out = annotate(&original, &plan).unwrap();
    assert!(
        out.remarks
            .iter()
            .any(|remark| remark.to_string() == "`Picture`: the sheet has no cells, so nothing could be marked there"),
        "{:?}",
        out.remarks
    );
    let name = "xl/chartsheets/sheet1.xml";
    assert_eq!(part(&out.bytes, name), part(&original, name));
}
