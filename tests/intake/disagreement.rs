//! Two workbooks that disagree: both shown, the one used and the reason.

use yardstick::intake::IntakeOptions;
use yardstick::intake::record::DoubtKind;

use super::support::{book, one, read, read_with, sheet, year};

fn table(title: &str, value: &str) -> String {
    format!("{title}\n\nURN|School|% L4+ reading\n100001|Oak|{value}\n100002|Elm|50")
}

#[test]
fn final_figures_are_believed_before_revised_and_revised_before_provisional() {
    for (one_title, other_title, value, why) in [
        ("Final 2011-12", "Provisional 2011-12", "72", "“final” figures come before “provisional” ones"),
        ("Provisional 2011-12", "Revised 2011-12", "64", "“revised” figures come before “provisional” ones"),
        ("Results 2011-12", "Results 2011-12, provisional", "72", "the other is marked “provisional”"),
        ("Final 2011-12", "Results 2011-12", "72", "it is marked “final”"),
    ] {
        let read = read(&[one("a.xlsx", &table(one_title, "72")), one("b.xlsx", &table(other_title, "64"))]);
        assert_eq!(read.shown("urn:100001", "reading 2011-12"), value, "{one_title} / {other_title}");
        let doubt = read.doubt(DoubtKind::Contradiction, "disagree: Oak");
        assert!(doubt.what.contains(why), "{}", doubt.what);
        assert_eq!(doubt.places.len(), 2);
        assert_ne!(doubt.places[0].workbook, doubt.places[1].workbook);
    }
}

#[test]
fn where_nothing_tells_them_apart_the_later_file_is_used_and_it_is_said() {
    let read =
        read(&[one("ks2 part 10.xlsx", &table("2011-12", "72")), one("ks2 part 9.xlsx", &table("2011-12", "64"))]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    let doubt = read.doubt(DoubtKind::Contradiction, "disagree: Oak 72 and 64; the first was used");
    assert!(doubt.what.contains("comes later in order of names"), "{}", doubt.what);
}

#[test]
fn of_one_value_and_the_same_rounded_the_more_exact_is_used_whatever_the_names_and_however_many_round_it() {
    for (first, second, third) in [("75.7", "76", "76"), ("76", "75.7", "76"), ("76", "76", "75.7")] {
        let said = [("a.xlsx", first), ("b.xlsx", second), ("c.xlsx", third)];
        let read = read(&said.map(|(name, value)| one(name, &table("2011-12", value))));
        assert_eq!(read.shown("urn:100001", "reading 2011-12"), "75.7", "{first}, {second}, {third}");
    }
    // better figures first: a final 76 is no rounding of a provisional 75.7
    let read =
        read(&[one("a.xlsx", &table("Final 2011-12", "76")), one("b.xlsx", &table("Provisional 2011-12", "75.7"))]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "76");
}

#[test]
fn two_sheets_of_one_workbook_that_disagree_leave_no_value() {
    let sheets = vec![sheet("One", &table("2011-12", "72")), sheet("Two", &table("2011-12", "64"))];
    let read = read(&[book("a.xlsx", sheets)]);
    assert!(read.shown("urn:100001", "reading 2011-12").starts_with("two cells disagree"));
    let doubt = read.doubt(DoubtKind::NotRead, "neither was used");
    let places: Vec<String> = doubt.places.iter().map(ToString::to_string).collect();
    assert_eq!(places, ["a.xlsx, One!C4", "a.xlsx, Two!C4"]);
}

#[test]
fn what_two_of_three_tables_say_is_used() {
    let sheets = vec![
        sheet("One", &table("2011-12", "82")),
        sheet("Two", &table("2011-12", "76")),
        sheet("Three", &table("2011-12", "76")),
    ];
    let read = read(&[book("a.xlsx", sheets)]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "76");
    read.doubt(DoubtKind::Contradiction, "2 tables say so");
}

#[test]
fn what_is_told_of_three_that_differ_is_what_is_used() {
    let read = read(&[
        one("a.xlsx", &table("Provisional 2011-12", "56")),
        one("b.xlsx", &table("Revised 2011-12", "58.3")),
        one("c.xlsx", &table("Final 2011-12", "59.3")),
    ]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "59.3");
    let told: Vec<&str> = read.doubts(DoubtKind::Contradiction).iter().map(|doubt| &*doubt.what).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|what| what.contains("Oak 59.3 and 5")), "the one used comes first: {told:?}");
}

#[test]
fn workbooks_that_agree_are_silent_and_a_value_goes_before_a_gap() {
    let read = read(&[one("a.xlsx", &table("Final 2011-12", "SUPP")), one("b.xlsx", &table("2011-12", "64"))]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "64");
    assert!(read.data.doubts.is_empty(), "{:#?}", read.data.doubts);
}

#[test]
fn a_rounded_figure_is_only_remarked_upon() {
    let read = read(&[one("a.xlsx", &table("Final 2011-12", "62.2")), one("b.xlsx", &table("2011-12", "62"))]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "62.2");
    read.doubt(DoubtKind::Remark, "differ only by rounding");
    read.no_doubts();
}

#[test]
fn many_disagreements_of_two_columns_are_one_doubt_with_all_cells() {
    let rows =
        |add: u32| (1..=6).map(|n| format!("10000{n}|School {n}|{}", 50 + n + add)).collect::<Vec<_>>().join("\n");
    let text = |title: &str, add| format!("{title} 2011-12\n\nURN|School|% L4+ reading\n{}", rows(add));
    let read = read(&[one("a.xlsx", &text("Final", 0)), one("b.xlsx", &text("Provisional", 1))]);
    let doubt = read.doubt(DoubtKind::Contradiction, "School 1 51 and 52");
    assert_eq!(doubt.places.len(), 12);
    assert!(doubt.what.contains("and 1 more"), "{}", doubt.what);
}

#[test]
fn figures_whose_year_is_stated_come_before_those_whose_year_was_assumed() {
    let stated = one("a 2011-12.xlsx", "URN|School|% L4+ reading\n100001|Oak|72");
    let unsaid = one("b.xlsx", "URN|School|% L4+ reading\n100001|Oak|70");
    let options = IntakeOptions { year: Some(year("2011-12")), ..IntakeOptions::default() };
    let read = read_with(&[stated, unsaid], &options);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    assert!(read.doubt(DoubtKind::Contradiction, "disagree").what.contains("only assumed"));
}
