//! Packages written in ways that programs other than Excel write them.

use std::io::{Cursor, Write};

use pretty_assertions::assert_eq;
use workbook::annotate::{RemarkKind, annotate, sheet_names, strip};

use super::fixture::{cells, full_plan, officers_workbook, package, part, parts, with_part};

/// Annotates with the full plan, and checks that values read as before and that the copy can be undone.
fn comes_back_theirs(original: &[u8]) -> Vec<u8> {
    let out = annotate(original, &full_plan()).unwrap();
    let (before, mut after) = (cells(original).unwrap(), cells(&out.bytes).unwrap());
    after.truncate(before.len());
    for place in [(2, 4), (3, 4), (4, 4), (5, 4), (9, 4)] {
        after[0].1.remove(&place);
    }
    assert_eq!(before, after);
    let stripped = strip(&out.bytes).unwrap();
    assert!(stripped.exact);
    assert_eq!(
        parts(&stripped.bytes).into_values().collect::<Vec<_>>(),
        parts(original).into_values().collect::<Vec<_>>()
    );
    out.bytes
}

/// The main namespace under a prefix, as the .NET libraries write it.
fn prefixed(xml: &str) -> String {
    let mut out = String::new();
    for (i, piece) in xml.split('<').enumerate() {
        let (slash, rest) = piece.strip_prefix('/').map_or(("", piece), |r| ("/", r));
        let name = rest.split([' ', '>', '/']).next().unwrap_or_default();
        let plain = i > 0 && !name.is_empty() && !name.starts_with(['?', '!']) && !name.contains(':');
        out.push_str(&if i == 0 {
            piece.to_owned()
        } else {
            format!("<{slash}{}{rest}", if plain { "x:" } else { "" })
        });
    }
    out.replace(
        " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml",
        " xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml",
    )
}

#[test]
fn prefixes_of_the_main_namespace_are_kept_and_used() {
    let mut original = officers_workbook();
    for name in
        ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/comments1.xml"]
    {
        original = with_part(&original, name, |xml| prefixed(&xml));
    }
    let out = comes_back_theirs(&original);
    assert!(part(&out, "xl/workbook.xml").contains("<x:sheet name=\"Yardstick summary\""));
    assert!(part(&out, "xl/comments1.xml").contains("<x:comment ref=\"B4\""));
    let styles = part(&out, "xl/styles.xml");
    assert!(
        styles.contains("<x:fgColor rgb=\"FFFFC7CE\"/>") && !styles.contains("<font>") && !styles.contains("<dxf>")
    );
}

#[test]
fn names_with_backslashes_become_names_with_slashes() {
    let slashes = officers_workbook();
    let backslashes = parts(&slashes).into_iter().map(|(n, c)| (n.replace('/', "\\"), c)).collect();
    let out = comes_back_theirs(&package(&backslashes));
    assert!(parts(&out).keys().all(|n| !n.contains('\\')));
    assert_eq!(cells(&out).unwrap().len(), 5);
}

#[test]
fn a_workbook_without_styles_gets_some_and_keeps_its_plain_look() {
    let mut all = parts(&officers_workbook());
    all.remove("xl/styles.xml");
    let mut original = package(&all);
    for (name, word) in [("xl/_rels/workbook.xml.rels", "styles.xml"), ("[Content_Types].xml", "styles.xml")] {
        original = with_part(&original, name, |xml| {
            let at = xml.find(word).unwrap();
            let (start, end) = (xml[..at].rfind('<').unwrap(), at + xml[at..].find('>').unwrap() + 1);
            format!("{}{}", &xml[..start], &xml[end..])
        });
    }
    let out = comes_back_theirs(&original);
    let styles = part(&out, "xl/styles.xml");
    assert!(styles.contains("<cellXfs count=") && styles.contains("patternType=\"none\""), "{styles}");
    assert!(part(&out, "xl/_rels/workbook.xml.rels").contains("/styles\" Target=\"styles.xml\""));
}

#[test]
fn an_empty_style_sheet_is_filled() {
    let empty = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>";
    let out = comes_back_theirs(&with_part(&officers_workbook(), "xl/styles.xml", |_| empty.to_owned()));
    assert!(part(&out, "xl/styles.xml").ends_with("</styleSheet>"));
}

#[test]
fn rows_and_cells_without_addresses_are_counted() {
    let original = with_part(&officers_workbook(), "xl/worksheets/sheet2.xml", |_| {
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>".to_owned()
    });
    let out = comes_back_theirs(&original);
    assert!(part(&out, "xl/worksheets/sheet2.xml").contains("<row><c s="), "the first cell is marked");
}

#[test]
fn empty_sheets_and_empty_rows_are_opened() {
    for data in ["<sheetData/>", "<sheetData></sheetData>", "<sheetData><row r=\"1\"/></sheetData>"] {
        let original = with_part(&officers_workbook(), "xl/worksheets/sheet2.xml", |_| {
            format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{data}</worksheet>")
        });
        let sheet = part(&comes_back_theirs(&original), "xl/worksheets/sheet2.xml");
        assert!(sheet.contains("<row r=\"1\"><c r=\"A1\" s=") && sheet.contains("</row></sheetData>"), "{sheet}");
    }
}

#[test]
fn a_byte_order_mark_moves_nothing() {
    let mut original = officers_workbook();
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"] {
        original = with_part(&original, name, |xml| format!("\u{FEFF}{xml}"));
    }
    comes_back_theirs(&original);
}

#[test]
fn missing_optional_parts_are_not_missed() {
    let mut all = parts(&officers_workbook());
    for gone in ["docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml"] {
        all.remove(gone);
    }
    comes_back_theirs(&package(&all));
}

#[test]
fn entries_with_data_descriptors_are_read_and_copied() {
    let mut writer = zip::ZipWriter::new_stream(Vec::new());
    for (name, content) in parts(&officers_workbook()) {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    let original = writer.finish().unwrap().into_inner();
    assert!(original.windows(4).any(|w| w == [0x50, 0x4B, 0x07, 0x08]), "has data descriptors");
    comes_back_theirs(&original);
}

#[test]
fn zip64_entries_are_read_and_copied() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(&officers_workbook()) {
        writer.start_file(name, zip::write::SimpleFileOptions::default().large_file(true)).unwrap();
        writer.write_all(&content).unwrap();
    }
    comes_back_theirs(&writer.finish().unwrap().into_inner());
}

#[test]
fn protected_sheets_and_books_are_annotated_stay_protected_and_it_is_said() {
    let mut original = with_part(&officers_workbook(), "xl/worksheets/sheet2.xml", |s| {
        s.replace("</sheetData>", "</sheetData><sheetProtection sheet=\"1\" objects=\"1\"/>")
    });
    original = with_part(&original, "xl/workbook.xml", |s| {
        s.replace("<bookViews>", "<workbookProtection lockStructure=\"1\"/><bookViews>")
    });
    let out = annotate(&original, &full_plan()).unwrap();
    let kinds: Vec<_> = out.remarks.iter().map(|r| r.kind).collect();
    assert!(kinds.contains(&RemarkKind::ProtectedSheet) && kinds.contains(&RemarkKind::ProtectedWorkbook));
    assert!(part(&out.bytes, "xl/worksheets/sheet2.xml").contains("<sheetProtection sheet=\"1\" objects=\"1\"/>"));
    assert!(part(&out.bytes, "xl/workbook.xml").contains("<workbookProtection lockStructure=\"1\"/>"));
}

#[test]
fn a_signature_that_no_longer_holds_is_said_and_left() {
    let original = with_part(&officers_workbook(), "_rels/.rels", |s| {
        let link = "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin\" Target=\"_xmlsignatures/origin.sigs\"/>";
        s.replace("</Relationships>", &format!("{link}</Relationships>"))
    });
    let original = with_part(&original, "_xmlsignatures/origin.sigs", |_| String::new());
    let original = with_part(&original, "xl/vbaProjectSignature.bin", |_| "x".to_owned());
    let out = annotate(&original, &full_plan()).unwrap();
    let kinds: Vec<_> = out.remarks.iter().map(|r| r.kind).collect();
    assert!(kinds.contains(&RemarkKind::SignatureBroken) && kinds.contains(&RemarkKind::MacroSignature));
    assert!(parts(&out.bytes).contains_key("_xmlsignatures/origin.sigs"));
}

#[test]
fn the_1904_calendar_stays() {
    let original = with_part(&officers_workbook(), "xl/workbook.xml", |s| {
        s.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    assert!(part(&comes_back_theirs(&original), "xl/workbook.xml").contains("date1904=\"1\""));
}

#[test]
fn names_of_sheets_are_given_as_on_their_tabs() {
    assert_eq!(sheet_names(&officers_workbook()).unwrap(), ["Results", "Notes & sums", "Lookup"]);
}

#[test]
fn strangers_among_the_formats_shift_no_number() {
    use workbook::read::{Limits, read_bytes};
    use workbook::trial::{Trial, trial};
    let odd = with_part(&officers_workbook(), "xl/styles.xml", |s| s.replace("</cellXfs>", "<extra/></cellXfs>"));
    let book = read_bytes("odd.xlsx", &odd, &Limits::default()).unwrap();
    assert_eq!(trial(&odd, &book, &Limits::default()), Trial::Clean);
}

#[test]
fn cells_that_point_past_the_list_of_formats_do_not_take_ours() {
    let formats = |bytes: &[u8]| -> Vec<String> {
        let styles = part(bytes, "xl/styles.xml");
        let list = styles.split_once("<cellXfs").unwrap().1.split_once("</cellXfs>").unwrap().0;
        list.split("<xf ").skip(1).map(str::to_owned).collect()
    };
    let many = formats(&officers_workbook()).len();
    let beyond = format!("<row r=\"90\"><c r=\"A90\" s=\"{}\"/></row></sheetData>", many + 1);
    let original =
        with_part(&officers_workbook(), "xl/worksheets/sheet1.xml", |xml| xml.replace("</sheetData>", &beyond));
    let formats = formats(&comes_back_theirs(&original));
    assert_eq!((&formats[many], &formats[many + 1]), (&formats[0], &formats[0]));
    assert!(formats.len() > many + 2, "ours come behind");
}
