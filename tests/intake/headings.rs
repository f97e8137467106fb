//! What headings mean, what is asked where they do not say, and the alarm for a column that is gone.

use yardstick::intake::record::DoubtKind;
use yardstick::intake::{IntakeOptions, columns_read};

use super::support::{cells, one, read, read_with};

/// The value of one school under a heading.
fn under(heading: &str, what: &str) -> String {
    let read = read(&[one("ks2 2011-12.xlsx", &format!("URN|School|{heading}\n100001|Oak|72\n100002|Elm|64"))]);
    read.shown("urn:100001", what)
}

#[test]
fn marks_blanks_and_capitals_in_headings_do_not_matter() {
    for heading in [
        "% L4+ reading",
        "% l4+ READING",
        "\"%\u{a0}L4+  reading \"",
        "\"% L4+\\nreading*\"",
        "% L4+ reading¹",
        "% L4+ reading1",
        "% L4+ reading (1)",
        "L4+ reading (%)",
        "L4+ reading",
        "Percentage L4+ reading",
        "reading % L4+",
    ] {
        assert_eq!(under(heading, "reading 2011-12"), "72", "{heading}");
    }
}

#[test]
fn a_measures_and_a_groups_words_make_a_heading() {
    for heading in ["% L4+ reading FSM", "FSM: % L4+ reading", "% L4+ reading (FSM pupils)", "FSM % L4+ reading"] {
        assert_eq!(under(heading, "reading.fsm 2011-12"), "72", "{heading}");
    }
    assert_eq!(under("% L4+ reading: Non-FSM", "reading.not_fsm 2011-12"), "72");
    assert_eq!(under("% L4+ reading all pupils", "reading 2011-12"), "72");
}

#[test]
fn the_digit_of_a_footnote_in_a_number_is_taken_off_and_said() {
    let said = read(&[one("ks2 2011-12.xlsx", "URN|School|Pupils at end of KS21\n100001|Oak|30")]);
    assert_eq!(said.shown("urn:100001", "pupils 2011-12"), "30");
    said.doubt(DoubtKind::Remark, "“KS21” is read as “KS2” with the mark of footnote 1");
    let text = "URN|School|Pupils at end of KS21\n100001|Oak|30\n\n1 Includes pupils of other schools";
    let known = read(&[one("ks2 2011-12.xlsx", text)]);
    assert_eq!(known.shown("urn:100001", "pupils 2011-12"), "30");
    assert!(known.data.doubts.is_empty(), "the footnote is there: {:#?}", known.data.doubts);
}

#[test]
fn a_heading_that_drifted_is_met_with_the_line_that_would_settle_it() {
    let read = read(&[one("ks2 2011-12.xlsx", "URN|School|% L4+ maths|% Lev4+ \"reading\"\n100001|Oak|80|72")]);
    let doubt = read.doubt(DoubtKind::Heading, "is not known");
    assert!(doubt.what.contains("nearest: “% L4+ reading”"), "{}", doubt.what);
    assert_eq!(cells(doubt), ["Data!D1"]);
    let proposal = doubt.proposal.as_ref().unwrap();
    assert_eq!((&*proposal.file, &*proposal.under), ("test.yaml", "measures › reading › headings"));
    assert_eq!(proposal.line, r#"- "% Lev4+ \"reading\"""#);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "none");
}

#[test]
fn headings_that_resemble_nothing_are_listed_once_for_information() {
    let read = read(&[one("ks2 2011-12.xlsx", "URN|School|% L4+ maths|Ward|Telephone\n100001|Oak|80|North|01702")]);
    let doubt = read.doubt(DoubtKind::Remark, "2 headings are not in the rulebook");
    assert!(doubt.what.contains("“Ward” and “Telephone”"));
    assert_eq!(cells(doubt), ["Data!D1", "Data!E1"]);
    read.no_doubts();
}

#[test]
fn a_measure_that_two_headings_claim_is_asked_about_not_picked() {
    let read = read(&[one(
        "ks2 2011-12.xlsx",
        "URN|School|% L4+ reading|Reading Level 4+ %|% L4+ maths\n100001|Oak|72|70|80",
    )]);
    let doubt = read.doubt(DoubtKind::Heading, "are all headings of `reading`");
    assert_eq!(cells(doubt), ["Data!C1", "Data!D1"]);
    let reason = "2 columns claim it: “% L4+ reading” (C) and “Reading Level 4+ %” (D)";
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), reason);
}

#[test]
fn a_heading_as_listed_goes_before_one_that_only_resembles() {
    let read = read(&[one("ks2 2011-12.xlsx", "URN|School|L4+ reading|% L4+ reading\n100001|Oak|43|72")]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    read.no_doubts();
}

#[test]
fn some_headings_mean_a_measure_only_beside_others() {
    let beside = read(&[one("a 2011-12.xlsx", "URN|School|TPUP|ICLOSE\n100001|Oak|30|1")]);
    assert_eq!(beside.shown("urn:100001", "closed_flag 2011-12"), "closed");
    let alone = read(&[one("a 2011-12.xlsx", "URN|School|% L4+ reading|ICLOSE\n100001|Oak|30|1")]);
    assert_eq!(alone.shown("urn:100001", "closed_flag 2011-12"), "none");
}

#[test]
fn a_column_that_was_there_last_time_and_is_gone_is_an_alarm() {
    let before = read(&[one("Results 2010-11.xlsx", "URN|School|% L4+ reading|% L4+ maths\n100001|Oak|72|80")]);
    let previous_columns = columns_read(&before.data, &before.rules);
    assert_eq!(previous_columns.len(), 2);
    let options = IntakeOptions { previous_columns, ..IntakeOptions::default() };
    let now = read_with(&[one("Results 2011-12.xlsx", "URN|School|% L4+ reading\n100001|Oak|72")], &options);
    let doubt = now.doubt(DoubtKind::Gone, "“% L4+ maths”");
    assert!(doubt.what.contains("on sheet Data in Results 2010-11.xlsx last time"), "{}", doubt.what);
    let other = read_with(&[one("Absence 2011-12.xlsx", "URN|School|Unauthorised absence\n100001|Oak|1")], &options);
    assert!(other.doubts(DoubtKind::Gone).is_empty(), "a workbook that is not here has lost nothing");
}

#[test]
fn the_line_of_a_proposal_added_to_the_rulebook_settles_it() {
    let book = one("ks2 2011-12.xlsx", "URN|School|% L4+ maths|% Lev4+ \"reading\"\n100001|Oak|80|72");
    let before = read(std::slice::from_ref(&book));
    let proposal = before.doubt(DoubtKind::Heading, "is not known").proposal.clone().unwrap();
    assert_eq!(proposal.under, "measures › reading › headings");
    let text = include_str!("rules.yaml");
    // an officer puts the line under the headings of the measure, which are written in brackets here
    let added = proposal.line.trim_start_matches("- ");
    let at = text.find("id: reading").and_then(|at| text[at..].find("headings: [").map(|of| at + of + 11)).unwrap();
    let text = format!("{}{added}, {}", &text[..at], &text[at..]);
    let after = super::support::read_by(&[book], &text);
    assert_eq!(after.shown("urn:100001", "reading 2011-12"), "72");
    after.no_doubts();
}

#[test]
fn a_measures_own_title_is_a_heading_of_it() {
    assert_eq!(under("Key stage 2 reading, level 4 or above", "reading 2011-12"), "72");
    assert_eq!(under("Key stage 2 reading, level 4 or above 2010-11", "reading 2010-11"), "72");
    let group = "Key stage 2 reading, level 4 or above, eligible for free school meals";
    assert_eq!(under(group, "reading.fsm 2011-12"), "72", "as the review prints it for a group");
    let both = "URN|School|Key stage 2 reading, level 4 or above|% L4+ reading\n100001|Oak|43|72";
    let read = read(&[one("ks2 2011-12.xlsx", both)]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72", "a heading of the rulebook goes before it");
}

#[test]
fn columns_that_look_like_results_need_attention_with_the_measure_that_would_read_them() {
    let text = "URN|School|% L4+ maths|% RWM combined|Ward|House|Place\n\
                100001|Oak|80|62|North|4|1\n100002|Elm|70|58|South|4|2\n100003|Fir|75|71|South|4|3";
    let before = read(&[one("ks2 2011-12.xlsx", text)]);
    let doubt = before.doubt(DoubtKind::Heading, "“% RWM combined” looks like results");
    assert_eq!(cells(doubt), ["Data!D1"]);
    let others = before.doubt(DoubtKind::Remark, "3 headings are not in the rulebook");
    assert!(others.what.contains("“Ward”, “House” and “Place”"), "words, one figure, a numbering: {}", others.what);
    let proposal = doubt.proposal.clone().unwrap();
    assert_eq!((&*proposal.file, &*proposal.under), ("test.yaml", "measures"));
    // an officer puts the line at the end of the measures, which end the file here
    let rules = format!("{}\n  {}\n", include_str!("rules.yaml").trim_end(), proposal.line);
    let after = super::support::read_by(&[one("ks2 2011-12.xlsx", text)], &rules);
    assert_eq!(after.shown("urn:100001", "ours_rwm_combined 2011-12"), "62");
    after.no_doubts();
}

#[test]
fn a_download_of_everything_is_no_list_of_alarms() {
    let headings: Vec<String> = (0..40).map(|number| format!("Kind {number}x")).collect();
    let row = |urn: u32| {
        format!("{urn}|Oak {urn}|80|{}", (0..40).map(|n| (n * 2 + urn % 7).to_string()).collect::<Vec<_>>().join("|"))
    };
    let text = format!("URN|School|% L4+ maths|{}\n{}\n{}", headings.join("|"), row(100_001), row(100_003));
    let read = read(&[one("ks2 2011-12.xlsx", &text)]);
    read.doubt(DoubtKind::Remark, "40 headings are not in the rulebook");
    read.no_doubts();
}

#[test]
fn several_columns_of_results_are_one_thing_to_look_at() {
    let text = "URN|School|% L4+ maths|Spelling test|Mental arithmetic test|PTOTSENST\n\
                100001|Oak|80|62|40|7.5\n100002|Elm|70|58|45|6.1";
    let read = read(&[one("ks2 2011-12.xlsx", text)]);
    let doubt = read.doubt(DoubtKind::Heading, "2 columns look like results");
    assert!(doubt.what.contains("“Spelling test” and “Mental arithmetic test”"), "{}", doubt.what);
    assert_eq!(cells(doubt), ["Data!D1", "Data!E1"]);
    let each = read.doubt(DoubtKind::Remark, "“Mental arithmetic test” looks like results");
    let line = &each.proposal.as_ref().unwrap().line;
    assert!(line.starts_with("- {id: ours_mental_arithmetic_test, "), "{line}");
    read.doubt(DoubtKind::Remark, "the heading “PTOTSENST” is not in the rulebook");
}
