//! What stands in cells: numbers as people type them, markers, errors, dates, ticks, words; and what is not believed.

use yardstick::domain::Missing;
use yardstick::intake::record::DoubtKind;

use super::support::{Read, cells, csv, one, read};

/// One school whose cell under a heading holds this, among others that hold these.
fn cell(heading: &str, cell: &str, others: &[&str]) -> Read {
    let mut text = format!("URN|School|{heading}\n100001|Oak|{cell}");
    for (other, number) in others.iter().zip(2..) {
        text.push_str(&format!("\n10000{number}|Elm {number}|{other}"));
    }
    read(&[one("a 2011-12.xlsx", &text)])
}

fn shown(heading: &str, what: &str, text: &str, others: &[&str]) -> String {
    cell(heading, text, others).shown("urn:100001", what)
}

#[test]
fn percentages_are_read_however_they_are_written() {
    for (text, value) in [
        ("72", "72"),
        ("0.72%", "72"),
        ("0.57%", "57"),
        ("'72%", "72"),
        ("'72 %", "72"),
        ("\" 72.4* \"", "72.4"),
        ("'72", "72"),
        ("\"\u{a0}72\u{a0}\"", "72"),
    ] {
        assert_eq!(shown("% L4+ reading", "reading 2011-12", text, &["60", "65", "80"]), value, "{text}");
    }
}

#[test]
fn money_and_counts_are_read_with_their_commas_and_signs() {
    for (text, value) in
        [("'1,234", "1234"), ("'£1,234", "1234"), ("'-£1,234.50", "-1234.5"), ("'(300)", "-300"), ("-5", "-5")]
    {
        assert_eq!(shown("Balance", "balance", text, &[]), value, "{text}");
    }
    assert_eq!(shown("Pupils at end of KS2", "pupils 2011-12", "'1,234", &[]), "1234");
}

#[test]
fn a_bound_is_no_number() {
    for (heading, what, text, within) in [
        ("Pupils at end of KS2", "pupils 2011-12", "'<5", (0.0, 4.0)),
        ("Pupils at end of KS2", "pupils 2011-12", "under 10", (0.0, 9.0)),
        ("% L4+ reading", "reading 2011-12", "'>95%", (95.000_001, 100.0)),
        ("% L4+ reading", "reading 2011-12", "'<= 5", (0.0, 5.0)),
    ] {
        let read = cell(heading, text, &["60"]);
        let value = &read.entry("urn:100001", what).unwrap().value;
        assert_eq!(value.as_ref().unwrap_err().within(), Some(within), "{text}: {value:?}");
        assert!(value.as_ref().unwrap_err().to_string().contains("only gives a bound"));
        read.no_doubts();
    }
}

#[test]
fn notes_in_brackets_are_no_part_of_numbers_and_headings() {
    for (text, value) in [("'57 [r]", "57"), ("'57 (provisional)", "57"), ("'57(1)", "57"), ("'57% [Note 2]", "57")] {
        assert_eq!(shown("% L4+ reading", "reading 2011-12", text, &["60", "65"]), value, "{text}");
    }
    for text in ["'57 (12)", "'[57]", "'57 (of 60)"] {
        assert!(shown("% L4+ reading", "reading 2011-12", text, &["60"]).contains("could not be read"), "{text}");
    }
    for note in ["[Note 1]", " [note 1, 2]", "(1)", " (a)", "[r]"] {
        assert_eq!(shown(&format!("% L4+ reading{note}"), "reading 2011-12", "57", &["60"]), "57", "{note}");
    }
    assert_eq!(shown("% L4+ reading", "reading 2011-12", "'[x]", &["60"]), "suppressed, too few pupils (“[x]”)");
}

#[test]
fn markers_keep_their_reason_and_capitals_where_they_matter() {
    for (text, reason) in [
        ("SUPP", "suppressed, too few pupils (“SUPP”)"),
        ("\" supp\u{a0}\"", "suppressed, too few pupils (“supp”)"),
        ("x", "suppressed, too few pupils (“x”)"),
        ("'*", "suppressed, too few pupils (“*”)"),
        ("N/A*", "not applicable (“N/A”)"),
        ("", "the cell is blank"),
        ("\" \"", "the cell is blank"),
    ] {
        assert_eq!(shown("% L4+ reading", "reading 2011-12", text, &["60"]), reason, "{text}");
    }
    assert_eq!(shown("% L4+ reading", "reading 2011-12", "low", &["60"]), "0");
    let read = cell("% L4+ reading", "X", &["60"]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "“X” could not be read");
    assert_eq!(cells(read.doubt(DoubtKind::Value, "could not be read as a percentage")), ["Data!C2"]);
}

#[test]
fn a_measures_own_markers_and_blanks_go_first() {
    let inspected = |overall: &str, category: &str| {
        let text = format!(
            "URN|School|Inspection date|Overall effectiveness|Category\n100001|Oak|04/12/2013|{overall}|{category}"
        );
        read(&[one("a.xlsx", &text)])
    };
    assert_eq!(inspected("9", "").shown("urn:100001", "overall 2013-14"), "not judged (“9”)");
    assert_eq!(inspected("'9", "").shown("urn:100001", "overall 2013-14"), "not judged (“9”)");
    assert_eq!(inspected("2", "").shown("urn:100001", "category 2013-14"), "none");
    assert_eq!(inspected("2", "0").shown("urn:100001", "category 2013-14"), "none");
    assert_eq!(inspected("2", "swk").shown("urn:100001", "category 2013-14"), "SWK");
}

#[test]
fn grades_are_read_by_number_or_title() {
    for (text, value) in [("2", "2"), ("'2", "2"), ("Good", "2"), ("Requires  improvement", "3")] {
        let read = read(&[one("a 2013-14.xlsx", &format!("URN|School|Overall effectiveness\n100001|Oak|{text}"))]);
        assert_eq!(read.shown("urn:100001", "overall 2013-14"), value, "{text}");
    }
    let read = read(&[one("a 2013-14.xlsx", "URN|School|Overall effectiveness\n100001|Oak|7")]);
    read.doubt(DoubtKind::Value, "could not be read as a grade");
}

#[test]
fn a_column_that_holds_nothing_a_measure_can_be_is_passed_by_in_one_line() {
    let area = |words: [&str; 5]| {
        let row = |(number, word): (usize, &str)| format!("10000{number}|School {number}|{word}|2");
        let rows: Vec<String> = words.into_iter().enumerate().map(row).collect();
        read(&[one("a 2013-14.xlsx", &format!("URN|School|Overall effectiveness|Leadership\n{}", rows.join("\n")))])
    };
    let read = area(["Exceptional", "Expected standard", "Urgent", "Strong standard", "Needs attention"]);
    let doubt = read.doubt(DoubtKind::Heading, "“Overall effectiveness” holds nothing");
    assert_eq!(cells(doubt), ["Data!C1"]);
    assert!(
        doubt.what.contains("“Exceptional”, “Expected standard”") && doubt.what.contains("passed by"),
        "{}",
        doubt.what
    );
    assert_eq!(read.shown("urn:100001", "overall 2013-14"), "none");
    // one grade among them, or one and the same word, and the rest are slips to be mended
    for words in [["NULL", "2", "NULL", "Strong standard", "Needs attention"], ["soon", "soon", "soon", "soon", "soon"]]
    {
        area(words).doubt(DoubtKind::Value, "could not be read as a grade");
    }
}

#[test]
fn errors_and_formulas_never_calculated_are_themselves_never_zero() {
    let read =
        read(&[one("a 2011-12.xlsx", "URN|School|% L4+ reading|% L4+ maths\n100001|Oak|#DIV/0!|=\n100002|Elm|60|=")]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "the cell holds the error #DIV/0!");
    assert_eq!(read.entry("urn:100001", "maths 2011-12").unwrap().value, Err(Missing::NotCalculated));
    assert_eq!(cells(read.doubt(DoubtKind::Value, "the error “#DIV/0!”")), ["Data!C2"]);
    let doubt = read.doubt(DoubtKind::Value, "was never calculated");
    assert_eq!(cells(doubt), ["Data!D2", "Data!D3"]);
    assert!(doubt.advice.as_ref().unwrap().contains("save it once"));
}

#[test]
fn dates_are_read_as_serials_stamps_and_text() {
    for text in ["@2013-12-04", "41612", "'41612", "'04/12/2013 00:00", "'4 December 2013", "'2013-12-04"] {
        let read = read(&[one("a.xlsx", &format!("URN|School|Inspection date\n100001|Oak|{text}"))]);
        assert_eq!(read.shown("urn:100001", "inspected_on 2013-14"), "4 December 2013", "{text}");
    }
    let mut book = one("a.xlsx", "URN|School|Inspection date\n100001|Oak|40150");
    book.date_1904 = true;
    assert_eq!(read(&[book]).shown("urn:100001", "inspected_on 2013-14"), "4 December 2013");
}

#[test]
fn yes_and_no_are_read_however_they_are_ticked() {
    for (text, value) in [
        ("Yes", "yes"),
        ("y", "yes"),
        ("1", "yes"),
        ("✓", "yes"),
        ("TRUE", "yes"),
        ("No", "no"),
        ("N", "no"),
        ("0", "no"),
    ] {
        assert_eq!(shown("First headship", "first_headship", text, &[]), value, "{text}");
    }
    let read = cell("First headship", "maybe", &[]);
    read.doubt(DoubtKind::Value, "could not be read as yes or no");
}

#[test]
fn words_are_mapped_to_categories_and_set_what_they_imply() {
    let known = cell("Phase", "\" JUNIOR \"", &[]);
    assert_eq!(known.shown("urn:100001", "phase"), "primary");
    assert_eq!(known.shown("urn:100001", "mainstream"), "yes");
    assert_eq!(known.entry("urn:100001", "mainstream").unwrap().place.as_ref().unwrap().a1(), "C2");
    let unknown = cell("Phase", "Secundary", &["Primary"]);
    let doubt = unknown.doubt(DoubtKind::Value, "none of the words known for phase");
    assert!(doubt.what.contains("nearest: secondary"), "{}", doubt.what);
    let proposal = doubt.proposal.as_ref().unwrap();
    assert_eq!((&*proposal.under, &*proposal.line), ("measures › phase › categories › secondary", "- \"Secundary\""));
}

#[test]
fn a_column_of_fractions_is_read_as_percentages_and_said() {
    let read = cell("% L4+ reading", "0.98", &["0.65", "1", "SUPP"]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "98");
    assert_eq!(read.shown("urn:100003", "reading 2011-12"), "100");
    read.doubt(DoubtKind::Remark, "were read as parts of one: 0.98 is 98%");
    read.no_doubts();
}

#[test]
fn small_percentages_are_not_taken_for_fractions_where_they_cannot_be() {
    assert_eq!(shown("Unauthorised absence", "absence 2011-12", "0.5", &["0.3", "0.9"]), "0.5");
}

#[test]
fn percentages_that_cannot_be_believed_are_doubted_aloud_and_not_used() {
    for (text, others, why) in [
        ("0.62", ["72", "81", "64", "90", "55"], "stands among whole percentages"),
        ("6.2", ["0.72", "0.81", "0.64", "0.9", "0.55"], "stands among fractions"),
        ("620", ["72", "81", "64", "90", "55"], "is outside 0 to 100"),
        ("-3", ["72", "81", "64", "90", "55"], "is outside 0 to 100"),
        ("6.2%", ["0.72%", "0.81%", "0.64%", "0.9%", "0.55%"], "is outside 0 to 100"),
    ] {
        let read = cell("% L4+ reading", text, &others);
        assert_eq!(cells(read.doubt(DoubtKind::Value, why)), ["Data!C2"], "{text}");
        let value = &read.entry("urn:100001", "reading 2011-12").unwrap().value;
        assert!(matches!(value, Err(Missing::NotUnderstood(_))), "{text}: {value:?}");
        assert_ne!(read.shown("urn:100002", "reading 2011-12"), "none");
    }
}

#[test]
fn the_same_table_as_csv_and_as_workbook_says_the_same() {
    for (written, workbook) in [
        (["76%", "SUPP", "100%", "", "0%"], ["0.76%", "SUPP", "1%", "", "0%"]),
        (["76", "64.5", "1", "NA", "0"], ["76", "64.5", "1", "NA", "0"]),
        (["0.76", "0.5", "1", "x", "0"], ["0.76", "0.5", "1", "x", "0"]),
    ] {
        let table = |cells: &[&str]| {
            let rows = cells.iter().zip(1..).map(|(cell, number)| format!("10000{number}|School {number}|{cell}"));
            format!("URN|School|% L4+ reading\n{}", rows.collect::<Vec<_>>().join("\n"))
        };
        let from_csv = read(&[csv("a 2011-12.csv", &table(&written))]);
        let from_workbook = read(&[one("a 2011-12.xlsx", &table(&workbook))]);
        assert_eq!(from_csv.data.schools.len(), 5);
        for school in from_csv.keys() {
            let what = "reading 2011-12";
            assert_eq!(from_csv.shown(&school, what), from_workbook.shown(&school, what), "{written:?} {school}");
        }
    }
}

#[test]
fn what_is_written_is_kept_where_it_shows_otherwise() {
    let read = cell("% L4+ reading", "'72%", &["60"]);
    assert_eq!(read.entry("urn:100001", "reading 2011-12").unwrap().written.as_deref(), Some("72%"));
    assert_eq!(read.entry("urn:100002", "reading 2011-12").unwrap().written, None);
}

#[test]
fn a_table_of_names_and_formulas_never_calculated_is_one_of_schools() {
    let read = read(&[one("made 2011-12.xlsx", "School|% L4+ reading\nOak|=\nElm|=")]);
    let doubt = read.doubt(DoubtKind::Value, "was never calculated");
    assert!(
        doubt.advice.as_ref().is_some_and(|advice| advice.contains("open") && advice.contains("save")),
        "{doubt:?}"
    );
    assert_eq!(cells(doubt), ["Data!B2", "Data!B3"]);
}

#[test]
fn where_decimals_begin_with_a_comma_a_point_is_no_decimal_point() {
    let text = "URN|School|Pupils at end of KS2|% L4+ reading\n100001|Oak|1.200|30,5\n100002|Elm|35|80";
    let found = read(&[csv("a 2011-12.csv", text)]);
    assert_eq!(found.shown("urn:100001", "pupils 2011-12"), "“1.200” could not be read");
    assert_eq!(found.shown("urn:100002", "pupils 2011-12"), "35");
    let doubt = found.doubt(DoubtKind::Value, "“1.200” under");
    assert!(doubt.advice.as_ref().unwrap().starts_with("write 1200 if these are thousands"), "{doubt:?}");
}

#[test]
fn a_decimal_comma_is_met_with_the_number_as_it_is_written_here() {
    let read = cell("% L4+ reading", "'39,5", &["60", "65"]);
    let doubt = read.doubt(DoubtKind::Value, "could not be read as a percentage");
    let advice = doubt.advice.as_deref().unwrap();
    assert!(advice.starts_with("write 39.5: decimals have a point here"), "{advice}");
    // beside what is no number at all, nothing is offered for both
    let read = cell("% L4+ reading", "'39,5", &["unclear", "65"]);
    let advice = read.doubt(DoubtKind::Value, "could not be read as a percentage").advice.clone().unwrap();
    assert!(!advice.contains("39.5"), "{advice}");
}

#[test]
fn a_value_outside_its_range_is_met_with_the_range_that_would_take_it() {
    for (text, range) in [("-2.4", "range: [-100, 100]"), ("131", "range: [0, 200]"), ("-250", "range: [-300, 100]")] {
        let read = cell("% L4+ reading", &format!("'{text}%"), &["60", "65"]);
        let advice = read.doubt(DoubtKind::Value, "outside 0 to 100").advice.clone().unwrap();
        assert!(advice.contains(&format!("write `{range}` under `reading`")), "{text}: {advice}");
    }
}

#[test]
fn words_for_yes_and_no_are_met_with_the_line_that_reads_them() {
    let column = |words: &[&str]| {
        let rows: Vec<String> = words.iter().zip(1..).map(|(word, n)| format!("10000{n}|Elm {n}|{word}")).collect();
        read(&[one("a 2011-12.xlsx", &format!("URN|School|First headship\n{}", rows.join("\n")))])
    };
    let line = "`markers: {\"Met\": \"yes\", \"Not met\": \"no\"}` under `first_headship`";
    let read = column(&["Met", "Not met", "Met", "Met", "Not met"]);
    let advice = read.doubt(DoubtKind::Heading, "holds nothing that first headship can be").advice.clone().unwrap();
    assert!(advice.contains(line), "{advice}");
    let read = column(&["yes", "Met", "no"]);
    let advice = read.doubt(DoubtKind::Value, "could not be read as yes or no").advice.clone().unwrap();
    assert!(advice.contains("`markers: {\"Met\": \"yes\"}`"), "{advice}");
}
