//! Annotated copies that are put in as workbooks.

use workbook::read::{Cell, Content, Limits, read_bytes};

use super::office::{ALDER, BEACON, HEADINGS, Office};
use crate::annotate::fixture::{package, parts};

#[test]
fn a_copy_whose_marks_cannot_be_taken_off_is_refused_and_another_is_read() {
    let office = Office::new();
    office.drop_csv("in/Schools.csv", ALDER);
    office.run();
    let copy = std::fs::read(office.path("out/Schools - annotated.xlsx")).unwrap();
    let mut all = parts(&copy);
    // as a program saves it that drops what it does not know
    all.retain(|name, _| !name.starts_with("customXml") && !name.starts_with("yardstick"));
    office.drop("again/whole.xlsx", &copy);
    office.drop("again/bare.xlsx", &package(&all));
    let inputs = office.read("again");
    let read: Vec<&str> = inputs.books.iter().map(|book| &*book.name).collect();
    assert_eq!(read, ["whole.xlsx"]);
    let why: Vec<String> = inputs.refused.iter().map(|refused| refused.error.to_string()).collect();
    assert!(why.len() == 1 && why[0].starts_with("bare.xlsx: is an annotated copy"), "{why:?}");
    assert!(why[0].ends_with("put the original workbook in instead"), "{why:?}");
}

/// An OpenDocument workbook of Alder Lane and, hidden, Beacon Hill; its fifth column is hidden.
fn open_document() -> Vec<u8> {
    let row = |cells: &str, hidden: &str| {
        let cell = |text: &str| {
            format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
        };
        let cells: String = cells.split(',').map(cell).collect();
        format!("<table:table-row{hidden}>{cells}</table:table-row>")
    };
    let hidden = r#" table:visibility="collapse""#;
    let rows = [row(HEADINGS, ""), row(ALDER, ""), row(BEACON, hidden)].concat();
    let columns = format!(
        r#"<table:table-column table:number-columns-repeated="4"/><table:table-column{hidden}/><table:table-column/>"#
    );
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Schools">{columns}{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let mut all = std::collections::BTreeMap::new();
    all.insert("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec());
    all.insert("content.xml".to_owned(), content.into_bytes());
    package(&all)
}

/// The same as an XML Spreadsheet of 2003.
fn xml_of_2003() -> Vec<u8> {
    let row = |cells: &str, hidden: &str| {
        let cell = |text: &str| format!(r#"<Cell><Data ss:Type="String">{text}</Data></Cell>"#);
        format!("<Row{hidden}>{}</Row>", cells.split(',').map(cell).collect::<String>())
    };
    let hidden = r#" ss:Hidden="1""#;
    let rows = [row(HEADINGS, ""), row(ALDER, ""), row(BEACON, hidden)].concat();
    format!(
        r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Schools"><Table><Column ss:Index="5"{hidden}/>{rows}</Table></Worksheet></Workbook>"#
    )
    .into_bytes()
}

#[test]
fn what_is_hidden_in_a_workbook_of_another_format_is_hidden_in_its_annotated_copy() {
    let office = Office::new();
    office.drop("in/Inspections.ods", &open_document());
    office.drop("in/Own grades.xls", &xml_of_2003());
    office.run();
    let copies = office.copies();
    assert_eq!(copies.len(), 2, "{copies:?}");
    for copy in copies {
        let bytes = std::fs::read(office.path("out").join(&copy)).unwrap();
        let book = read_bytes(&copy, &bytes, &Limits::default()).unwrap();
        let sheet = book.sheet("Schools").unwrap();
        let row_of = |name: &str| {
            let says = |cell: &Cell| matches!(&cell.content, Content::Text(text) if text.contains(name));
            sheet.rows.iter().find(|row| row.cells.iter().any(says)).unwrap().index
        };
        assert!(sheet.hidden_rows.contains(row_of("Beacon Hill")), "{copy}: the row shows");
        assert!(!sheet.hidden_rows.contains(row_of("Alder Lane")), "{copy}: everything is hidden");
        let headings = sheet.row(row_of("Overall effectiveness")).unwrap();
        let says = |cell: &&Cell| matches!(&cell.content, Content::Text(text) if &**text == "Overall effectiveness");
        let column = headings.cells.iter().find(says).unwrap().column;
        assert!(sheet.hidden_columns.contains(column), "{copy}: the column shows");
        assert!(!sheet.hidden_columns.contains(column - 1), "{copy}: all columns are hidden");
    }
}
