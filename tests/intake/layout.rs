//! Where tables stand: titles above, headings of several rows, tables below and beside one another, notes under them.

use yardstick::intake::IntakeOptions;
use yardstick::intake::record::{DoubtKind, RowSubject};

use super::support::{book, cells, csv, hidden, merged, one, read, read_by, read_with, sheet};

#[test]
fn a_table_is_found_under_its_titles_wherever_it_stands() {
    let read = read(&[one(
        "ks2.xlsx",
        "Key stage 2 results 2011-12\nSource: the schools\n\n| |URN|School|% L4+ reading\n| |100001|Oak|72\n| |100002|Elm|64",
    )]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    let table = &read.data.workbooks[0].tables[0];
    assert_eq!((table.first_heading_row, table.heading_row, table.columns_span), (3, 3, (2, 4)));
    assert_eq!(read.entry("urn:100001", "reading 2011-12").unwrap().place.as_ref().unwrap().a1(), "E5");
    read.no_doubts();
}

#[test]
fn merged_headings_of_two_rows_are_joined_from_top_to_bottom() {
    let text = "Results 2011-12\n\nURN|School|Reading Level 4+ %| |Maths Level 4+ %|\n| |ALL|FSM|ALL|FSM\n100001|Oak|72|60|81|70";
    let read = read(&[book("a.xlsx", vec![merged(sheet("KS2", text), &["A3:A4", "B3:B4", "C3:D3", "E3:F3"])])]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    assert_eq!(read.shown("urn:100001", "reading.fsm 2011-12"), "60");
    assert_eq!(read.shown("urn:100001", "maths.fsm 2011-12"), "70");
    assert_eq!(&*read.data.workbooks[0].tables[0].columns[1].heading, "Reading Level 4+ % / FSM");
    read.no_doubts();
}

#[test]
fn headings_of_three_rows_are_joined_and_may_stand_above_identity() {
    let text = "Results 2011-12\n\n| |Key stage 2|\n| |% L4+ reading| |% L4+ maths\nURN|School|All|FSM|All\n100001|Oak|72|60|81";
    let read = read(&[book("a.xlsx", vec![merged(sheet("KS2", text), &["C3:E3", "C4:D4"])])]);
    assert_eq!(read.shown("urn:100001", "reading.fsm 2011-12"), "60");
    assert_eq!(read.shown("urn:100001", "maths 2011-12"), "81");
    assert_eq!(read.data.workbooks[0].tables[0].first_heading_row, 2);
    read.no_doubts();
}

#[test]
fn headings_whose_merges_were_lost_on_the_way_to_csv_spread_to_the_right() {
    let text = "| |% L4+ reading| | |% L4+ maths|\nURN|School|All|FSM|Non-FSM|All|FSM\n100001|Oak|72|60|80|81|70";
    let read = read(&[super::support::csv("ks2 2011-12.csv", text)]);
    assert_eq!(read.shown("urn:100001", "reading.not_fsm 2011-12"), "80");
    assert_eq!(read.shown("urn:100001", "maths.fsm 2011-12"), "70");
    read.no_doubts();
}

#[test]
fn a_banner_that_the_rulebook_does_not_know_is_said() {
    let text = "Results 2011-12\n\nURN|School|Disadvantaged|\n| |% L4+ reading|% L4+ maths\n100001|Oak|72|60";
    let read = read(&[book("a.xlsx", vec![merged(sheet("KS2", text), &["C3:D3", "A3:A4", "B3:B4"])])]);
    let doubt = read.doubt(DoubtKind::Heading, "“Disadvantaged” over columns C and D");
    assert!(doubt.advice.as_ref().unwrap().contains("group"));
}

#[test]
fn tables_may_stand_below_one_another_each_with_its_title() {
    let text = "Results 2010-11\nURN|School|% L4+ reading\n100001|Oak|70\n100002|Elm|60\n\nResults 2011-12\nURN|School|% L4+ reading\n100001|Oak|72\n100002|Elm|64";
    let read = read(&[one("two.xlsx", text)]);
    assert_eq!(read.data.workbooks[0].tables.len(), 2);
    assert_eq!(read.shown("urn:100001", "reading 2010-11"), "70");
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    read.no_doubts();
}

#[test]
fn tables_may_stand_beside_one_another() {
    let text = "Results 2010-11| | | |Results 2011-12\nURN|School|% L4+ reading| |URN|School|% L4+ reading\n100001|Oak|70| |100001|Oak|72\n100002|Elm|60| |100002|Elm|64";
    let read = read(&[one("two.xlsx", text)]);
    let spans: Vec<_> = read.data.workbooks[0].tables.iter().map(|table| table.columns_span).collect();
    assert_eq!(spans, [(0, 2), (4, 6)]);
    assert_eq!(read.shown("urn:100002", "reading 2010-11"), "60");
    assert_eq!(read.shown("urn:100002", "reading 2011-12"), "64");
    read.no_doubts();
}

#[test]
fn notes_totals_and_sections_are_not_schools() {
    let text = "Results 2011-12\n\nSchool|% L4+ reading\nPrimary schools\nOak|72\nElm|64\nTotal|68\nSimple average of schools|68\n\nSUPP = fewer than six pupils\n* Elm opened in 2010";
    let read = read(&[one("a.xlsx", text)]);
    assert_eq!(read.keys(), ["name:elm", "name:oak"]);
    let rows = &read.data.workbooks[0].tables[0].rows;
    assert_eq!(rows.iter().filter(|row| row.subject == RowSubject::Ignored).count(), 5);
    read.no_doubts();
}

#[test]
fn descriptions_of_columns_are_not_tables_of_schools() {
    let read = read(&[one(
        "meta.xlsx",
        "Field|Description\nURN|Unique reference number\nSchool|Name of the school\nTPUP|Pupils at end of KS2",
    )]);
    assert!(read.data.schools.is_empty());
    read.doubt(DoubtKind::Remark, "the sheet Data explains abbreviations and headings (URN, School and TPUP)");
}

#[test]
fn a_table_whose_schools_have_no_known_heading_is_met_with_the_line_that_would_settle_it() {
    let read = read(&[one("a 2011-12.xlsx", "Results\n\nName of the schol|% L4+ reading|% L4+ maths\nOak|72|80")]);
    let doubt = read.doubt(DoubtKind::NotRead, "row 3 of sheet Data has headings of measures");
    let proposal = doubt.proposal.as_ref().unwrap();
    assert_eq!((&*proposal.under, &*proposal.line), ("identity › name", "- \"Name of the schol\""));
    assert_eq!(doubt.places[0].a1(), "A3");
    assert_eq!(read.data.doubts.len(), 1, "said once: {:#?}", read.data.doubts);
}

#[test]
fn one_measure_beside_names_is_asked_about_too() {
    let read = read(&[one("a 2011-12.xlsx", "Academy|Ref|% L4+ reading\nOak Academy|12|72\nElm Academy|13|80")]);
    let doubt = read.doubt(DoubtKind::NotRead, "row 1 of sheet Data has headings of measures");
    let proposal = doubt.proposal.as_ref().unwrap();
    assert_eq!((&*proposal.under, &*proposal.line), ("identity › name", "- \"Academy\""));
}

#[test]
fn years_numbers_and_codes_are_never_offered_as_the_names_of_schools() {
    let trusts = "Year|TRUST|UID|% L4+ reading|% L4+ maths\n2011-12|TR00012|5012|72|80\n2011-12|TR00013|5013|64|70";
    let read = read(&[one("trusts 2011-12.xlsx", trusts)]);
    let doubt = read.doubt(DoubtKind::NotRead, "row 1 of sheet Data has headings of measures");
    assert_eq!(doubt.proposal, None);
    assert!(doubt.advice.as_deref().unwrap().starts_with("if its rows are schools, give it a column"), "{doubt:?}");
}

#[test]
fn the_one_measure_of_a_rulebook_is_offered_to_the_one_column_of_results() {
    let rules = "authority: {name: Us}\nmeasures:\n  - {id: met, title: Met, unit: percent, headings: [Met the standard]}\n  \
                 - {id: special, title: Special, unit: yes-no, headings: [Special]}\n\
                 statuses:\n  - {status: fine, title: Fine, otherwise: true, colour: green}\n";
    let text = "URN|School|Academic year|Pct exp\n900501|Ash Green Primary School|2011-12|48\n900502|Oak|2011-12|64";
    let read = read_by(&[csv("Results.csv", text)], rules);
    let proposal = read.doubt(DoubtKind::NotRead, "“Pct exp” looks like results").proposal.clone().unwrap();
    assert_eq!((&*proposal.under, &*proposal.line), ("measures › met › headings", "- \"Pct exp\""));
}

#[test]
fn tables_that_touch_are_told_apart_by_their_headings_of_identity() {
    let text = "Results 2011-12\n\nURN|School|% L4+ reading|URN|School|% L4+ reading\n100001|Oak|72|100002|Elm|64";
    let read = read(&[one("a.xlsx", text)]);
    let spans: Vec<_> = read.data.workbooks[0].tables.iter().map(|table| table.columns_span).collect();
    assert_eq!(spans, [(0, 2), (3, 5)]);
    assert_eq!(read.shown("urn:100002", "reading 2011-12"), "64");
    read.no_doubts();
}

#[test]
fn headings_repeated_on_every_printed_page_are_not_schools() {
    let text = "Results 2011-12\n\nURN|School|% L4+ reading\n100001|Oak|72\nURN|School|% L4+ reading\n100002|Elm|64";
    let read = read(&[one("a.xlsx", text)]);
    assert_eq!(read.keys(), ["urn:100002", "urn:100001"]);
    assert_eq!(read.shown("urn:100002", "reading 2011-12"), "64");
}

#[test]
fn a_list_of_names_beside_words_nobody_knows_is_not_one_of_schools() {
    let read = read(&[one("stock 2011-12.xlsx", "School|Category\nBolts|blue\nNuts|yellow")]);
    assert!(read.data.schools.is_empty());
    read.doubt(DoubtKind::NotRead, "no table of schools was found");
}

#[test]
fn hidden_sheets_are_read_only_when_asked_and_it_is_said() {
    let text = "URN|School|% L4+ reading\n100001|Oak|72";
    let books = [book(
        "a 2011-12.xlsx",
        vec![sheet("Results", text), hidden(sheet("Old", &text.replace("100001|Oak", "100002|Elm")))],
    )];
    let read = read(&books);
    assert_eq!(read.keys(), ["urn:100001"]);
    read.doubt(DoubtKind::Remark, "the hidden sheet Old was not read");
    let all = read_with(&books, &IntakeOptions { hidden_sheets: true, ..IntakeOptions::default() });
    assert_eq!(all.keys(), ["urn:100002", "urn:100001"]);
    all.doubt(DoubtKind::Remark, "the hidden sheet Old was read as well");
}

#[test]
fn hidden_rows_and_columns_are_read_unless_switched_off_and_it_is_said() {
    let mut data = sheet("Results", "URN|School|% L4+ reading|% L4+ maths\n100001|Oak|72|80\n100002|Elm|64|70");
    data.hidden_rows.insert(2, 2);
    data.hidden_columns.insert(3, 3);
    let books = [book("a 2011-12.xlsx", vec![data])];
    let read = read(&books);
    assert_eq!(read.shown("urn:100002", "maths 2011-12"), "70");
    read.doubt(DoubtKind::Remark, "1 hidden row and 1 hidden column of the table were read as well");
    let shown = read_with(&books, &IntakeOptions { hidden_rows_and_columns: false, ..IntakeOptions::default() });
    assert_eq!(shown.keys(), ["urn:100001"]);
    assert_eq!(shown.shown("urn:100001", "maths 2011-12"), "none");
    shown.doubt(DoubtKind::Remark, "not read");
}

#[test]
fn a_name_merged_over_several_rows_counts_for_all_of_them() {
    let text = "School|Year|% L4+ reading\nOak|2010-11|70\n|2011-12|72\nElm|2010-11|60";
    let read = read(&[book("a.xlsx", vec![merged(sheet("S", text), &["A2:A3"])])]);
    assert_eq!(read.shown("name:oak", "reading 2011-12"), "72");
}

#[test]
fn the_order_in_which_workbooks_are_given_does_not_matter() {
    let books = [
        one("b 2011-12.xlsx", "URN|School|% L4+ reading\n100001|Oak|72\n100002|Elm|64"),
        one("a 2011-12.xlsx", "School|% L4+ reading|% L4+ maths\nOak|71|80\nElm|64|70\nAsh|50|50"),
        one("c.xlsx", "URN|Predecessor URN\n100002|100003"),
    ];
    let one_way = read(&books).dump();
    let other_way = read(&[books[2].clone(), books[0].clone(), books[1].clone()]).dump();
    pretty_assertions::assert_eq!(one_way, other_way);
}

#[test]
fn narrow_blank_columns_between_headings_of_identity_do_not_make_two_tables() {
    let text =
        "Results 2011-12\n\nURN| |School| |% L4+ reading| |% L4+ maths\n100001| |Oak| |72| |81\n100002| |Elm| |64| |70";
    let read = read(&[one("a.xlsx", text)]);
    assert_eq!(read.data.workbooks[0].tables.len(), 1);
    assert_eq!(read.shown("urn:100002", "reading 2011-12"), "64");
    assert_eq!(read.shown("urn:100001", "maths 2011-12"), "81");
    read.no_doubts();
}

#[test]
fn a_table_with_a_row_for_each_figure_is_not_taken_for_one_that_was_read() {
    let text =
        "URN|School|Year|Indicator|Amount\n100001|Oak|2011-12|% L4+ reading|72\n100001|Oak|2011-12|% L4+ maths|81";
    let read = read(&[one("long.xlsx", text)]);
    let doubt = read.doubt(DoubtKind::NotRead, "nothing was read of this table of schools");
    assert!(doubt.what.contains("“Indicator” and “Amount”"), "{}", doubt.what);
    assert!(doubt.advice.as_ref().unwrap().contains("where measures stand in rows, say so by `measure` and `value`"));
}

#[test]
fn a_list_of_schools_without_figures_is_read_for_their_numbers_and_no_problem() {
    let list = one("list.xlsx", "URN|School|Headteacher\n100001|Oak|A. Smith");
    let results = one("ks2 2011-12.xlsx", "School|% L4+ reading\nOak|72");
    let read = read(&[list, results]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    read.doubt(DoubtKind::Identity, "1 row has no URN or LAESTAB and was joined to a school by name alone: Oak");
    let others = read.data.doubts.iter().filter(|doubt| !matches!(doubt.kind, DoubtKind::Identity | DoubtKind::Remark));
    assert_eq!(others.count(), 0, "{:#?}", read.data.doubts);
}

#[test]
fn a_list_of_abbreviations_is_known_for_one_and_no_problem() {
    let legend = "Abbreviations used in the download files\n\nSUPP|Suppressed, five or fewer pupils\nNA|Not available\nn/a|Not applicable\nZZ|Something else";
    let read = read(&[one("abbreviations.xlsx", legend)]);
    let doubt = read.doubt(DoubtKind::Remark, "the sheet Data explains abbreviations and headings");
    assert!(doubt.what.contains("SUPP, NA and n/a") && doubt.what.contains("holds no results"), "{}", doubt.what);
    read.no_doubts();
}

#[test]
fn cells_crossed_out_as_a_whole_are_not_read_and_told() {
    let text = "URN|School|% L4+ reading|~\n100001|Oak|~|40\n~|~|72|50\n100003|Elm|64|60";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(read.keys(), ["urn:100003", "urn:100001"]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "the cell does not count: crossed out");
    let doubt = read.doubt(DoubtKind::Value, "what stands under “% L4+ reading” is crossed out, so it was not read");
    assert_eq!(cells(doubt), ["Data!C2"]);
    let doubt = read.doubt(DoubtKind::NotRead, "in row 3, cells that say whose it is are crossed out");
    assert_eq!(cells(doubt), ["Data!A3"]);
    read.doubt(DoubtKind::NotRead, "the heading of column D is crossed out");
    let years = "URN|School|Year|% L4+ reading\n100001|Oak|~|72\n100003|Elm|2011-12|64";
    let read = super::support::read(&[one("a 2011-12.xlsx", years)]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "none", "its year was taken back");
}

#[test]
fn headings_without_rows_are_told_as_that() {
    let read = read(&[csv("a 2011-12.csv", "URN|School|% L4+ reading|% L4+ maths")]);
    let doubt = read.doubt(DoubtKind::NotRead, "row 1 has headings, and no row stands under them");
    assert!(doubt.proposal.is_none(), "{doubt:?}");
    assert_eq!(read.doubts(DoubtKind::NotRead).len(), 1, "and nothing else");
}
