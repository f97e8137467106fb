//! A workbook with one of everything, plans for it, and ways to look into what came out.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{
    Chart, ChartType, Color, ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule,
    DataValidation, Format, FormatBorder, Formula, Note, Table, TableColumn, Url, Workbook,
};
use workbook::annotate::{
    AddedCell, AddedLook, AddedValue, AnnotationPlan, CellMark, ColumnWidth, LinkTarget, MarkStyle,
};

/// A made-up workbook of results as an officer might keep it.
pub fn officers_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    results(&mut book);
    let other = book.add_worksheet().set_name("Notes & sums").unwrap();
    other.write_string(0, 0, "A sheet with a 'quoted' name").unwrap();
    other.write_dynamic_array_formula(1, 0, 1, 0, Formula::new("=SUM(Results!B4:B6)").set_result("201")).unwrap();
    let hidden = book.add_worksheet().set_name("Lookup").unwrap();
    hidden.write_string(0, 0, "hidden").unwrap();
    hidden.set_hidden(true);
    book.define_name("Cohort", "=Results!$C$4:$C$6").unwrap();
    book.save_to_buffer().unwrap()
}

fn results(book: &mut Workbook) {
    let sheet = book.add_worksheet().set_name("Results").unwrap();
    let heading = Format::new().set_bold().set_background_color(Color::RGB(0x1F3864)).set_font_color(Color::White);
    let red = Format::new().set_background_color(Color::Red);
    let percent = Format::new().set_num_format("0.0%").set_border(FormatBorder::Thin);
    sheet.merge_range(0, 0, 1, 3, "Key stage 2, Eastmere", &Format::new().set_font_size(14)).unwrap();
    for (column, text) in ["School", "Reading", "Cohort", "Share"].iter().enumerate() {
        sheet.write_with_format(2, column as u16, *text, &heading).unwrap();
    }
    for (i, (name, reading, cohort)) in
        [("St Anne's", 61.5, 30), ("Oak & Elm", 58.0, 28), ("Harbour", 81.5, 60)].iter().enumerate()
    {
        let row = 3 + i as u32;
        sheet.write(row, 0, *name).unwrap();
        sheet.write(row, 1, *reading).unwrap();
        sheet.write_with_format(row, 2, *cohort, &red).unwrap();
        let formula = Formula::new(format!("=C{}/SUM(C$4:C$6)", row + 1)).set_result("0.25");
        sheet.write_formula_with_format(row, 3, formula, &percent).unwrap();
    }
    let rich = [(&Format::new().set_bold(), "Bold"), (&Format::new(), " and plain")];
    sheet.write_rich_string(7, 0, &rich).unwrap();
    sheet.insert_note(4, 1, &Note::new("checked with the school").set_author("J Officer")).unwrap();
    sheet.add_conditional_format(3, 1, 5, 1, &ConditionalFormat3ColorScale::new()).unwrap();
    let low = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::LessThan(20)).set_format(&red);
    sheet.add_conditional_format(3, 2, 5, 2, &low).unwrap();
    let valid = DataValidation::new().allow_list_strings(&["Yes", "No"]).unwrap();
    sheet.add_data_validation(3, 9, 5, 9, &valid).unwrap();
    sheet.autofilter(2, 0, 5, 3).unwrap();
    sheet.set_freeze_panes(3, 1).unwrap();
    sheet.set_repeat_rows(0, 2).unwrap();
    sheet.set_column_width(0, 24).unwrap();
    sheet.set_column_range_width(4, 9, 7).unwrap();
    sheet.set_row_hidden(5).unwrap();
    sheet.write_url(8, 0, Url::new("https://example.org/ofsted")).unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("Results!$B$4:$B$6").set_categories("Results!$A$4:$A$6");
    sheet.insert_chart(10, 0, &chart).unwrap();
    let columns = [TableColumn::new().set_header("Year"), TableColumn::new().set_header("Rate")];
    sheet.add_table(20, 0, 22, 1, &Table::new().set_name("Rates").set_columns(&columns)).unwrap();
    sheet.write_row(21, 0, ["2012-13", "2013-14"]).unwrap();
}

/// The sheets that are grafted in: a table, a chart, notes, rules, links and names, one of them named as the officer's.
pub fn our_sheets() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Yardstick summary").unwrap();
    let bold = Format::new().set_bold().set_num_format("0.00");
    sheet.write_with_format(0, 0, "Summary", &bold).unwrap();
    sheet.write_url(1, 0, Url::new("internal:'Results'!B5").set_text("Oak & Elm")).unwrap();
    sheet.write_with_format(2, 0, 0.5, &bold).unwrap();
    let columns = [TableColumn::new().set_header("School"), TableColumn::new().set_header("Points")];
    sheet.add_table(4, 0, 6, 1, &Table::new().set_name("Rates").set_columns(&columns)).unwrap();
    sheet.write(5, 0, "Oak & Elm").unwrap();
    sheet.write(5, 1, 2.5).unwrap();
    sheet.write_formula(8, 0, Formula::new("=SUM(Rates[Points])").set_result("2.5")).unwrap();
    sheet.insert_note(5, 1, &Note::new("two pupils").set_author("Yardstick")).unwrap();
    let scale = ConditionalFormat3ColorScale::new();
    sheet.add_conditional_format(5, 1, 6, 1, &scale).unwrap();
    let low = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::LessThan(3))
        .set_format(Format::new().set_bold().set_num_format("0.000"));
    sheet.add_conditional_format(5, 1, 6, 1, &low).unwrap();
    let mut chart = Chart::new(ChartType::Bar);
    chart.add_series().set_values("='Lookup'!$B$1:$B$3");
    sheet.insert_chart(10, 3, &chart).unwrap();
    sheet.set_repeat_rows(0, 0).unwrap();
    let second = book.add_worksheet().set_name("Lookup").unwrap();
    for i in 0..3 {
        second.write(i, 1, f64::from(i)).unwrap();
    }
    second.write_formula(4, 0, "='Yardstick summary'!A3+Lookup!B1+Cohort").unwrap();
    book.define_name("Cohort", "=Lookup!$B$1").unwrap();
    book.save_to_buffer().unwrap()
}

pub fn look() -> MarkStyle {
    MarkStyle {
        fill: Some("FFC7CE".into()),
        font: Some("7A0010".into()),
        bold: true,
        border: Some("C00000".into()),
        thin: false,
        sign: Some("■".into()),
    }
}

pub fn mark(sheet: &str, row: u32, column: u32, note: Option<&str>) -> CellMark {
    CellMark { sheet: sheet.into(), row, column, style: Some(look()), note: note.map(str::to_owned) }
}

pub fn added(sheet: &str, row: u32, column: u32, value: AddedValue) -> AddedCell {
    AddedCell { sheet: sheet.into(), row, column, value, look: AddedLook::default() }
}

/// Marks, notes, a column and sheets for the officer's workbook.
pub fn full_plan() -> AnnotationPlan {
    let heading = AddedLook { like: Some((2, 3)), ..AddedLook::default() };
    let link =
        AddedValue::Link { text: "see summary".into(), target: LinkTarget::Place("'Yardstick summary'!A1".into()) };
    let web =
        AddedValue::Link { text: "guide".into(), target: LinkTarget::Address("https://example.org/?a=1&b=2".into()) };
    AnnotationPlan {
        cells: vec![
            mark("Results", 3, 1, Some("below 65 – “floor” <60>\nsecond line")),
            mark("Results", 4, 1, Some("below the floor")),
            mark("Results", 4, 2, None),
            mark("Results", 3, 3, Some("a formula")),
            mark("Results", 5, 12, Some("blank")),
            mark("Results", 30, 1, None),
            mark("Notes & sums", 0, 0, Some("on another sheet")),
        ],
        added: vec![
            AddedCell { look: heading, ..added("Results", 2, 4, AddedValue::Text("Status".into())) },
            added("Results", 3, 4, AddedValue::Text("cause for concern".into())),
            added("Results", 4, 4, AddedValue::Number(-2.25)),
            added("Results", 5, 4, link),
            added("Results", 9, 4, web),
        ],
        widths: vec![ColumnWidth { sheet: "Results".into(), column: 4, width: 18.5 }],
        grafts: Some(our_sheets()),
        note_author: "Yardstick".into(),
        fingerprint: "rules 1a2b, inputs 3c4d, 2013-09-01".into(),
    }
}

/// The parts of a package by name.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).unwrap();
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        parts.insert(name, content);
    }
    parts
}

pub fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(parts(bytes).remove(name).unwrap_or_else(|| panic!("no part {name}"))).unwrap()
}

/// A package made of parts.
pub fn package(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The package with one part changed.
pub fn with_part(bytes: &[u8], name: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut all = parts(bytes);
    let old = String::from_utf8(all.remove(name).unwrap_or_default()).unwrap();
    all.insert(name.to_owned(), change(old).into_bytes());
    package(&all)
}

/// Cells of a sheet by place: values and formulas.
pub type Cells = BTreeMap<(u32, u32), (String, String)>;

/// All values and formulas, sheet by sheet, as calamine reads them; a sheet that it cannot read says why.
pub fn cells(bytes: &[u8]) -> Result<Vec<(String, Cells)>, String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let names = book.sheet_names();
    Ok(names.into_iter().map(|name| (name.clone(), sheet_cells(&mut book, &name))).collect())
}

fn sheet_cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Cells {
    let mut cells = Cells::new();
    let wrong = |e: calamine::XlsxError| Cells::from([((u32::MAX, 0), (e.to_string(), String::new()))]);
    match book.worksheet_cells_reader(name) {
        Err(error) => return wrong(error),
        Ok(mut reader) => loop {
            match reader.next_cell() {
                Ok(Some(cell)) => {
                    let value = Data::from(cell.get_value().clone());
                    if value != Data::Empty {
                        cells.entry(cell.get_position()).or_default().0 = format!("{value:?}");
                    }
                }
                Ok(None) => break,
                Err(error) => return wrong(error),
            }
        },
    }
    if let Ok(formulas) = book.worksheet_formula(name) {
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            cells.entry((top + row as u32, left + column as u32)).or_default().1.clone_from(formula);
        }
    }
    cells
}
