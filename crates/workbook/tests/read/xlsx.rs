//! Values and facts of xlsx workbooks, made by a library and by hand.

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use workbook::read::{Content, Visibility};

use super::packages::{Parts, at, crossed_out, error, number, on, read, remarks, text};

#[test]
fn a_saved_workbook_reads_with_formats_merges_and_hidden_parts() {
    let mut workbook = Workbook::new();
    let percent = Format::new().set_num_format("0%");
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = workbook.add_worksheet().set_name("Results").unwrap();
    sheet.merge_range(0, 0, 0, 2, "Level 2+%", &Format::new()).unwrap();
    sheet.write(2, 0, "Alder Grove").unwrap().write_with_format(2, 1, 0.72, &percent).unwrap();
    sheet.write_with_format(2, 2, ExcelDateTime::from_ymd(2013, 12, 4).unwrap(), &date).unwrap();
    sheet.write(3, 0, true).unwrap().write_formula(3, 1, Formula::new("=B3*2").set_result("1.44")).unwrap();
    sheet.set_row_hidden(3).unwrap().set_column_hidden(5).unwrap().set_column_width(0, 30).unwrap();
    let second = workbook.add_worksheet().set_name("Old").unwrap().set_very_hidden(true);
    second.write(0, 0, 1).unwrap();
    let book = read("saved.xlsx", &workbook.save_to_buffer().unwrap());

    let sheet = &book.sheets[0];
    assert_eq!(on(sheet, "A1"), text("Level 2+%"));
    assert_eq!(sheet.merge_at(0, 2).map(|merge| (merge.first_column, merge.last_column)), Some((0, 2)));
    let share = sheet.cell(2, 1).unwrap();
    assert_eq!(
        (share.content.clone(), share.percent, share.format.as_deref()),
        (Content::Number(0.72), true, Some("0%"))
    );
    let day = NaiveDate::from_ymd_opt(2013, 12, 4).unwrap().and_hms_opt(0, 0, 0).unwrap();
    assert_eq!(on(sheet, "C3"), Some(Content::DateTime(day)));
    assert_eq!(on(sheet, "A4"), Some(Content::Flag(true)));
    assert!(sheet.cell(3, 1).is_some_and(|cell| cell.formula && cell.content == Content::Number(1.44)));
    assert!(sheet.hidden_rows.contains(3) && sheet.hidden_columns.contains(5) && !sheet.hidden_columns.contains(4));
    assert!(sheet.column_widths.iter().any(|width| (width.first, width.last) == (0, 0) && width.width > 30.0));
    assert_eq!(book.sheet("OLD").map(|sheet| sheet.visibility), Some(Visibility::VeryHidden));
    assert_eq!(book.fingerprint.len(), 64);
    assert_eq!(remarks(&book), "");
}

#[test]
fn a_formula_without_a_result_is_not_calculated_and_never_zero() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c r=\"B1\"><f>C1</f><v></v></c><c r=\"C1\"><f>D1</f><v>0</v></c>\
                <c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c></row>";
    let book = Parts::rows(rows).read();
    assert_eq!(at(&book, "A1"), Some(Content::NotCalculated));
    assert_eq!(at(&book, "B1"), Some(Content::NotCalculated));
    assert_eq!(at(&book, "C1"), number(0.0));
    assert_eq!(at(&book, "D1"), None, "a formula that came to an empty text is blank");
}

#[test]
fn a_zero_that_a_library_wrote_for_want_of_a_result_is_not_calculated() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_formula(0, 0, "=1+1").unwrap();
    let book = read("made.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(at(&book, "A1"), Some(Content::NotCalculated));
}

#[test]
fn error_values_old_and_new_stay_errors_and_lose_no_neighbour() {
    let errors = ["#N/A", "#DIV/0!", "#SPILL!", "#CALC!", "#FIELD!"];
    let cells: String = errors.iter().map(|error| format!("<c t=\"e\"><v>{error}</v></c>")).collect();
    let book = Parts::rows(&format!("<row>{cells}<c><v>5</v></c></row>")).read();
    for (address, shown) in ["A1", "B1", "C1", "D1", "E1"].iter().zip(errors) {
        assert_eq!(at(&book, address), error(shown));
    }
    let last = book.sheets[0].rows[0].cells.last().map(|cell| cell.content.clone());
    assert_eq!(last, number(5.0));
}

#[test]
fn white_space_around_a_value_changes_nothing() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v> 1 </v></c><c r=\"B1\" t=\"s\"><v>\n  0\n</v></c><c r=\"C1\"><v> 72 </v></c>\
                <c r=\"D1\" t=\"b\"><v> 1 </v></c></row>";
    let book = Parts::rows(rows).strings(&["Alder", "Birch &amp; Ash"]).read();
    assert_eq!((at(&book, "A1"), at(&book, "B1")), (text("Birch & Ash"), text("Alder")));
    assert_eq!((at(&book, "C1"), at(&book, "D1")), (number(72.0), Some(Content::Flag(true))));
}

#[test]
fn a_text_that_is_missing_is_told_with_its_cell() {
    let rows = "<row r=\"4\"><c r=\"C4\" t=\"s\"><v>7</v></c><c r=\"D4\" t=\"s\"><v>0</v></c></row>";
    let book = Parts::rows(rows).strings(&["Alder"]).read();
    assert_eq!((at(&book, "C4"), at(&book, "D4")), (error("damaged cell"), text("Alder")));
    assert!(remarks(&book).contains("made.xlsx, Results!C4: its text is missing"), "{}", remarks(&book));
}

#[test]
fn a_macro_sheet_and_a_broken_sheet_do_not_hide_the_others() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let parts = Parts::rows(rows)
        .and("Macro1", "xlMacrosheet", "<xm:macrosheet xmlns:xm=\"m\"/>")
        .and("Broken", "worksheet", "<worksheet><sheetData><row></sheetData></worksheet>")
        .and("Chart1", "chartsheet", "<chartsheet/>")
        .and(
            "Last",
            "worksheet",
            "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></worksheet>",
        );
    let book = parts.read();
    let names: Vec<&str> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(names, ["Results", "Last"]);
    assert_eq!(on(&book.sheets[1], "A1"), text("x"));
    let remarks = remarks(&book);
    assert!(remarks.contains("`Macro1`: was not read: it is an old macro sheet"), "{remarks}");
    assert!(remarks.contains("`Broken`: was not read: it is damaged"), "{remarks}");
    assert!(!remarks.contains("Chart1"), "{remarks}");
}

#[test]
fn sheets_without_a_name_or_of_one_name_are_said() {
    let sheet = |name: &str| Parts::rows("").and(name, "worksheet", "<worksheet><sheetData/></worksheet>").read();
    assert!(remarks(&sheet("")).contains("sheet 2 has no name"), "{}", remarks(&sheet("")));
    assert!(remarks(&sheet("RESULTS")).contains("two sheets are called `RESULTS`"), "{}", remarks(&sheet("RESULTS")));
    assert!(remarks(&sheet("Other")).is_empty());
}

#[test]
fn prefixed_and_strict_parts_read_like_any_other() {
    let sheet = "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row r=\"2\">\
                 <x:c r=\"B2\" t=\"d\" s=\"1\"><x:v>2013-12-04</x:v></x:c><x:c r=\"C2\" s=\"2\"><x:v>0.5</x:v></x:c>\
                 </x:row></x:sheetData><x:mergeCells><x:mergeCell ref=\"B2:C3\"/></x:mergeCells></x:worksheet>";
    let book = Parts::sheet(sheet).formats(&["yyyy-mm-dd", "0.0%"]).read();
    let day = NaiveDate::from_ymd_opt(2013, 12, 4).unwrap().and_hms_opt(0, 0, 0).unwrap();
    assert_eq!(at(&book, "B2"), Some(Content::DateTime(day)));
    assert!(book.sheets[0].cell(1, 2).is_some_and(|cell| cell.percent));
    assert_eq!(book.sheets[0].merges.len(), 1);
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let rows = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>40150</v></c></row>";
    let book = Parts::rows(rows).formats(&["dd/mm/yyyy"]).workbook("<workbookPr date1904=\"1\"/>").read();
    let day = NaiveDate::from_ymd_opt(2013, 12, 4).unwrap().and_hms_opt(0, 0, 0).unwrap();
    assert!(book.date_1904);
    assert_eq!(at(&book, "A1"), Some(Content::DateTime(day)));
}

#[test]
fn cells_out_of_order_or_twice_are_put_right_and_told() {
    let rows = "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>2</v></c><c r=\"B2\"><v>3</v></c></row>\
                <row r=\"1\"><c r=\"A1\"><v>4</v></c></row>";
    let book = Parts::rows(rows).read();
    assert_eq!((at(&book, "A1"), at(&book, "A2"), at(&book, "B2")), (number(4.0), number(2.0), number(3.0)));
    assert!(remarks(&book).contains("written twice"), "{}", remarks(&book));
}

#[test]
fn rich_text_is_joined_and_pronunciation_guides_left_out() {
    let strings = "<sst><si><r><t>Alder </t></r><r><t xml:space=\"preserve\">Grove </t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si></sst>";
    let book = Parts::rows("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v> 0</v></c></row>").strings_part(strings).read();
    assert_eq!(at(&book, "A1"), text("AlderGrove "));
    assert_eq!(at(&book, "B1").map(|c| format!("{c:?}").contains("no")), Some(false));
}

#[test]
fn what_is_crossed_out_is_not_read() {
    let run = |strike: &str, text: &str| format!("<r><rPr>{strike}<b/></rPr><t>{text}</t></r>");
    let inline = |runs: &str| format!("<c t=\"inlineStr\"><is>{runs}</is></c>");
    let cells = [
        inline(&(run("<strike/>", "5") + &run("", "8"))),
        inline(&(run("<strike val=\"1\"/>", "Old ") + &run("", "Ash School"))),
        inline(&(run("<strike val=\"0\"/>", "6") + &run("", "1"))),
        inline(&(run("<strike/>", "5") + &run("<strike/>", "7"))),
    ];
    let book = Parts::rows(&format!("<row>{}</row>", cells.concat())).read();
    assert_eq!(at(&book, "D1"), crossed_out(text("57")), "letter by letter");
    assert_eq!(["A1", "B1", "C1"].map(|address| at(&book, address)), ["8", "Ash School", "61"].map(text));

    let mut workbook = Workbook::new();
    let struck = Format::new().set_font_strikethrough();
    let (sheet, bold) = (workbook.add_worksheet(), Format::new().set_bold());
    sheet.write_with_format(0, 0, 60, &struck).unwrap().write_with_format(0, 1, "Oak", &struck).unwrap();
    sheet.write_with_format(0, 2, 20, &bold).unwrap();
    sheet.write_rich_string(0, 3, &[(&struck, "5"), (&bold, "8")]).unwrap();
    sheet.write_rich_string(0, 4, &[(&struck, "5"), (&struck, "8")]).unwrap();
    let book = read("struck.xlsx", &workbook.save_to_buffer().unwrap());
    assert_eq!(["A1", "B1"].map(|address| at(&book, address)), [crossed_out(number(60.0)), crossed_out(text("Oak"))]);
    assert_eq!((at(&book, "C1"), at(&book, "D1")), (number(20.0), text("8")));
    assert_eq!(at(&book, "E1"), crossed_out(text("58")), "letter by letter");
}

#[test]
fn a_row_without_height_and_a_column_without_width_are_hidden() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(1, 1, 60).unwrap().set_row_height(1, 0).unwrap().set_column_width(1, 0).unwrap();
    sheet.write(2, 2, 20).unwrap().set_row_height(2, 20).unwrap().set_column_width(2, 20).unwrap();
    let book = read("flat.xlsx", &workbook.save_to_buffer().unwrap());
    let sheet = &book.sheets[0];
    assert!(sheet.hidden_rows.contains(1) && !sheet.hidden_rows.contains(2));
    assert!(sheet.hidden_columns.contains(1) && !sheet.hidden_columns.contains(2));
}

#[test]
fn a_comment_of_the_files_own_parts_no_value() {
    let rows = "<row><c><v>6<!-- x -->0</v></c><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>7<!-- x -->5</t></is></c></row>";
    let book = Parts::rows(rows).strings(&["Elm <!-- x -->School"]).read();
    assert_eq!((at(&book, "A1"), at(&book, "B1"), at(&book, "C1")), (number(60.0), text("Elm School"), text("75")));
}

#[test]
fn a_number_no_cell_can_hold_is_an_error() {
    let book = Parts::rows("<row><c><v>1e999</v></c></row>").read();
    assert_eq!(at(&book, "A1"), error("#NUM!"));
}
