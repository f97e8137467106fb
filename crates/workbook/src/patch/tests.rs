//! Edits that have no place to go, and grades that are no figures.

use super::*;

/// A workbook of one sheet, with these parts beside.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let always = [
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
    ];
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in always.iter().chain(parts) {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn set(parts: &[(&str, &str)]) -> Result<Vec<u8>, PatchError> {
    let edit = CellEdit { sheet: "A".into(), row: 0, column: 0, value: Some(Value::Number(1.0)) };
    set_cells(&workbook(parts), &[edit])
}

#[test]
fn an_edit_that_has_no_place_to_go_is_an_error() {
    const PART: &str = "xl/worksheets/sheet1.xml";
    assert!(set(&[(PART, "<worksheet><sheetData/></worksheet>")]).is_ok());
    let missing = set(&[]).unwrap_err().to_string();
    assert!(missing.contains("its part xl/worksheets/sheet1.xml is missing"), "{missing}");
    let no_cells = set(&[(PART, "<worksheet/>")]).unwrap_err().to_string();
    assert!(no_cells.contains("has no place for cells"), "{no_cells}");
}
