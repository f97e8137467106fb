//! What OpenDocument spreadsheets do that others do not.

use workbook::read::{Book, Content};

use super::packages::{at, crossed_out, error, number, package, read, refusal, text};

fn ods(content: &str) -> Vec<u8> {
    let spaces = "xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:calcext=\"c\"";
    let content = format!("<office:document-content {spaces}>{content}</office:document-content>");
    let media = b"application/vnd.oasis.opendocument.spreadsheet";
    package(&[("mimetype", media), ("content.xml", content.as_bytes())])
}

fn tables(tables: &str) -> Book {
    read("made.ods", &ods(&format!("<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>")))
}

#[test]
fn pretty_printing_changes_nothing() {
    let book = tables(
        "\n  <table:table table:name=\"Results\">\n    <table:table-row>\n      <table:table-cell office:value-type=\"string\">\n\
         <text:p>\n   Alder <text:span>Grove</text:span>\n  School<text:s text:c=\"2\"/>x </text:p>\n <text:p>second</text:p>\n\
         </table:table-cell>\n <table:table-cell office:value-type=\"percentage\" office:value=\"0.72\">\n<text:p>72%</text:p>\n\
         </table:table-cell>\n</table:table-row>\n</table:table>\n",
    );
    assert_eq!(at(&book, "A1"), text("Alder Grove School  x\nsecond"));
    assert_eq!(at(&book, "B1"), number(0.72));
    assert!(book.sheets[0].rows[0].cells[1].percent);
}

#[test]
fn a_comment_is_no_part_of_its_cell_and_known_by_its_place() {
    let book = tables(
        "<table:table table:name=\"R\"><table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\">\
         <office:annotation><creator>Ann</creator><text:p>ring the <text:span>governors</text:span></text:p><text:p>first</text:p>\
         </office:annotation><text:p>Alder</text:p></table:table-cell></table:table-row></table:table>",
    );
    assert_eq!(at(&book, "B1"), text("Alder"));
    let [(row, column, words)] = book.sheets[0].comments.as_slice() else { panic!("{:?}", book.sheets[0].comments) };
    assert_eq!((*row, *column, words.trim()), (0, 1, "ring the governors first"));
}

#[test]
fn repeated_cells_and_rows_are_written_out_and_blank_ones_cost_nothing() {
    let book = tables(
        "<table:table table:name=\"R\"><table:table-row table:number-rows-repeated=\"3\"><table:table-cell \
         table:number-columns-repeated=\"2\"/><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" \
         office:value=\"5\"/></table:table-row><table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
    );
    let sheet = &book.sheets[0];
    assert_eq!((sheet.rows.len(), sheet.cell_count()), (3, 6));
    assert_eq!((at(&book, "C1"), at(&book, "D3"), at(&book, "E3")), (number(5.0), number(5.0), None));
}

#[test]
fn a_cell_repeated_to_fill_the_world_is_refused() {
    let repeated = "<office:body><office:spreadsheet><table:table table:name=\"R\"><table:table-row \
                    table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" \
                    office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table></office:spreadsheet></office:body>";
    assert!(refusal("big.ods", &ods(repeated)).contains("over 12000000 cells"));
}

#[test]
fn caches_of_linked_files_and_deleted_cells_are_no_sheets() {
    let book = tables(
        "<table:tracked-changes><table:cell-content-deletion><table:table-cell/></table:cell-content-deletion></table:tracked-changes>\
         <table:table table:name=\"Results\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/>\
         </table:table-row></table:table><table:table table:name=\"'file:///other.ods'#$Sheet1\" table:style-name=\"ta_extref\">\
         <table:table-row><table:table-cell office:value-type=\"float\" office:value=\"2\"/></table:table-row></table:table>",
    );
    assert_eq!(book.sheets.len(), 1);
}

#[test]
fn errors_and_formulas_without_results_are_neither_zero_nor_blank() {
    let book = tables(
        "<table:table table:name=\"R\"><table:table-row><table:table-cell table:formula=\"of:=1/0\" office:value-type=\"float\" \
         office:value=\"0\"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula=\"of:=X\" \
         calcext:value-type=\"error\" office:value-type=\"string\"><text:p>#NAME?</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=[.A9]\"/></table:table-row></table:table>",
    );
    assert_eq!(
        (at(&book, "A1"), at(&book, "B1"), at(&book, "C1")),
        (error("#DIV/0!"), error("#NAME?"), Some(Content::NotCalculated))
    );
}

#[test]
fn notes_on_a_cell_are_not_its_text() {
    let book = tables(
        "<table:table table:name=\"R\"><table:table-row><table:table-cell office:value-type=\"string\"><office:annotation>\
         <text:p>check this</text:p></office:annotation><text:p>Alder</text:p></table:table-cell></table:table-row></table:table>",
    );
    assert_eq!(at(&book, "A1"), text("Alder"));
}

#[test]
fn a_text_longer_than_a_cell_of_excel_holds_is_cut_and_told() {
    let long = "é".repeat(40_000);
    let book = tables(&format!(
        "<table:table table:name=\"R\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>{long}</text:p>\
         </table:table-cell></table:table-row></table:table>"
    ));
    let Some(Content::Text(read)) = at(&book, "A1") else { panic!("no text") };
    assert_eq!(read.chars().count(), 32_767);
    assert!(super::packages::remarks(&book).contains("R!A1: its text is longer"));
}

#[test]
fn what_is_crossed_out_in_an_ods_is_not_read() {
    let content = "<office:automatic-styles><style:style style:name=\"S\"><style:text-properties \
         style:text-line-through-style=\"solid\"/></style:style><style:style style:name=\"T\"><style:text-properties \
         style:text-line-through-type=\"single\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>\
         <table:table table:name=\"R\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>\
         <text:span text:style-name=\"S\">5</text:span>8</text:p></table:table-cell><table:table-cell table:style-name=\"S\" \
         office:value-type=\"float\" office:value=\"60\"><text:p>60</text:p></table:table-cell><table:table-cell \
         office:value-type=\"string\"><text:p><text:span text:style-name=\"S\">5</text:span><text:span \
         text:style-name=\"T\">7</text:span></text:p></table:table-cell></table:table-row></table:table>\
         </office:spreadsheet></office:body>";
    let book = read("made.ods", &ods(content));
    assert_eq!((at(&book, "A1"), at(&book, "B1")), (text("8"), crossed_out(number(60.0))));
    assert_eq!(at(&book, "C1"), crossed_out(text("57")), "letter by letter");
}

#[test]
fn raised_figures_before_and_behind_a_text_are_marks_of_footnotes() {
    let cell = |inner: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{inner}</text:p></table:table-cell>")
    };
    let raised = |mark: &str| format!("<text:span text:style-name=\"T1\">{mark}</text:span>");
    let cells = [
        cell(&format!("6{}", raised("1"))),
        cell(&format!("{}<text:span text:style-name=\"T2\">60</text:span>", raised("1"))),
        cell(&format!("Oak{} School", raised("2"))),
        cell(&format!("4{}", raised("th"))),
        cell("80<text:span text:style-name=\"T3\">1</text:span>"),
        cell(&format!("Elm {}Primary {} School", raised("2"), raised("3"))),
    ];
    let style = |name: &str, position: &str| {
        format!(
            "<style:style style:name=\"{name}\"><style:text-properties style:text-position=\"{position}\"/></style:style>"
        )
    };
    let content = format!(
        "<office:automatic-styles>{}{}{}</office:automatic-styles><office:body><office:spreadsheet>\
         <table:table table:name=\"R\"><table:table-row>{}</table:table-row></table:table></office:spreadsheet></office:body>",
        style("T1", "super 58%"),
        style("T2", "0% 100%"),
        style("T3", "-33% 58%"),
        cells.concat()
    );
    let book = read("made.ods", &ods(&content));
    let found = ["A1", "B1", "C1", "D1", "E1", "F1"].map(|address| at(&book, address));
    assert_eq!(found, ["6", "60", "Oak School", "4th", "80", "Elm Primary  School"].map(text));
}

#[test]
fn a_number_shown_as_words_and_a_length_of_time_are_what_they_show() {
    let book = tables(
        "<table:table table:name=\"R\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"3\">\
         <text:p>SUPP</text:p></table:table-cell><table:table-cell office:value-type=\"time\" office:time-value=\"PT36H00M00S\">\
         <text:p>36:00</text:p></table:table-cell></table:table-row></table:table>",
    );
    assert_eq!((at(&book, "A1"), at(&book, "B1")), (text("SUPP"), text("36:00")));
}
