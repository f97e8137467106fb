//! What may be meant in two ways is asked, and never taken for the likelier of both in silence.

use yardstick::intake::IntakeOptions;
use yardstick::intake::record::DoubtKind;

use super::support::{book, csv, one, read, read_with, sheet, year};

const TABLE: &str = "URN|School|% L4+ reading\n100001|Oak|72\n100002|Elm|64";

#[test]
fn a_year_written_shortly_in_a_files_name_is_asked() {
    for (name, taken) in [("export 1314.csv", "2013-14"), ("Room 12-13.csv", "2012-13")] {
        let doubt = read(&[csv(name, TABLE)]);
        let doubt = doubt.doubt(DoubtKind::Year, &format!("the year in the file's name is taken for {taken}"));
        assert!(doubt.advice.as_ref().unwrap().contains("write the school year into the file's name"));
        let options = IntakeOptions { year: Some(year(taken)), ..IntakeOptions::default() };
        read_with(&[csv(name, TABLE)], &options).doubt(DoubtKind::Remark, "is taken for");
    }
    read(&[csv("export AY1314.csv", TABLE)]).no_doubts();
    read(&[book("all.xlsx", vec![sheet("11-12", TABLE)])]).doubt(DoubtKind::Remark, "the year in the sheet's name");
}

#[test]
fn the_letter_of_provisional_or_revised_figures_is_no_part_of_a_year() {
    let text = "URN|School|% L4+ reading 2010-11r|% L4+ reading 2011-12p\n100001|Oak|70|72";
    let found = read(&[one("a.xlsx", text)]);
    assert_eq!(found.shown("urn:100001", "reading 2011-12"), "72");
    assert_eq!(found.shown("urn:100001", "reading 2010-11"), "70");
    found.no_doubts();
    let rows = "URN|School|Year|% L4+ reading\n100001|Oak|2011-12p|72\n100001|Oak|2010-111|70";
    let found = read(&[one("a.xlsx", rows)]);
    assert_eq!(found.shown("urn:100001", "reading 2011-12"), "72");
    assert_eq!(found.shown("urn:100001", "reading 2010-11"), "70");
    found.doubt(DoubtKind::Remark, "the last digit of a year is taken for the mark of a footnote");
}

#[test]
fn years_that_excel_did_not_leave_alone_are_refused_with_the_reason() {
    for written in ["Dec-11", "01/12/2011", "1 December 2011"] {
        let text = format!("URN|School|Year|% L4+ reading\n100001|Oak|{written}|72");
        let found = read(&[csv("a.csv", &text)]);
        found.doubt(DoubtKind::Value, &format!("is a day (“{written}”): Excel makes days of years"));
        assert!(found.data.years.is_empty(), "{written}");
    }
    let found = read(&[one("a.xlsx", "URN|School|Year|% L4+ reading\n100001|Oak|1999|72\n100002|Elm|1999|60")]);
    found.doubt(DoubtKind::Value, "is 1999 everywhere, which is what Excel makes of =2011-12");
    assert!(found.data.years.is_empty());
    let found = read(&[one("a 2011-12.xlsx", "URN|School|Dec-11|% L4+ reading\n100001|Oak|70|72")]);
    found.doubt(DoubtKind::Heading, "the heading “Dec-11” is a day");
    let found =
        read(&[one("a.xlsx", "URN|School|% L4+ reading|% L4+ reading\n||@2010-11-01|@2011-12-01\n100001|Oak|70|72")]);
    found.doubt(DoubtKind::Heading, "1 November 2010” is a day: Excel makes days of years");
}

#[test]
fn predictions_and_targets_are_no_results() {
    let predicted = [
        book("a.xlsx", vec![sheet("Predicted 2011-12", TABLE)]),
        book("Forecast 2011-12.csv", vec![sheet("", TABLE)]),
        one("a.xlsx", &format!("Targets 2011-12\n\n{TABLE}")),
    ];
    for one in predicted {
        let found = read(&[one]);
        assert!(found.data.schools.is_empty());
        found.doubt(DoubtKind::NotRead, "says that its figures are no results");
    }
    for title in ["Attainment targets and predictions 2011-12", "Predicted results 2011-12", "Target setting 2011-12"] {
        let found = read(&[one("a.xlsx", &format!("{title}\n\n{TABLE}"))]);
        assert!(found.data.schools.is_empty(), "{title}");
    }
    let found = read(&[one("a.xlsx", &format!("Results against targets 2011-12\n\n{TABLE}"))]);
    assert_eq!(found.shown("urn:100001", "reading 2011-12"), "72", "of both the columns say which they are");
    found.doubt(DoubtKind::Heading, "names results and “Targets”");
    let both = book("a.xlsx", vec![sheet("2011-12", TABLE), sheet("Predictions 2012-13", TABLE)]);
    let found = read(&[both]);
    assert_eq!(found.shown("urn:100001", "reading 2011-12"), "72");
    assert_eq!(found.data.years, [year("2011-12")]);
    let under = "Results 2011-12\n\n| |Predicted|Predicted\nURN|School|% L4+ reading|% L4+ maths\n100001|Oak|72|60";
    assert_eq!(read(&[one("a.xlsx", under)]).keys().len(), 0, "nor is what stands under such a word");
    for banner in ["Predicted", "Target setting"] {
        let under = format!(
            "Results 2011-12\n\n| | |{banner}|{banner}\nURN|School|Pupils at end of KS2|% L4+ reading|% L4+ maths\n100001|Oak|50|72|60"
        );
        let found = read(&[one("a.xlsx", &under)]);
        assert_eq!(found.shown("urn:100001", "reading 2011-12"), "none", "{banner}");
        found.doubt(DoubtKind::Remark, "their headings say that they are no results");
        let proposed: Vec<_> = found.data.doubts.iter().filter_map(|doubt| doubt.proposal.as_ref()).collect();
        assert!(proposed.is_empty(), "{banner}: nothing would settle them: {proposed:?}");
    }
}

#[test]
fn a_title_is_of_predictions_alone_where_one_word_for_them_is_of_all_that_it_joins() {
    for title in [
        "Predicted attainment and progress 2011-12",
        "Targets for attainment and progress 2011-12",
        "Outcomes and progress forecasts 2011-12",
        "Attainment with progress: targets 2011-12",
        "Predicted reading and progress 2011-12",
        "Attainment and attendance forecasts 2011-12",
        "Targets for KS2 with progress 2011-12",
        "Targets 2012 and 2012 for attainment",
        "Predicted attainment against progress 2011-12",
        "Predicted and target attainment 2011-12",
    ] {
        let found = read(&[one("a.xlsx", &format!("{title}\n\n{TABLE}"))]);
        assert!(found.data.schools.is_empty(), "{title}");
        found.doubt(DoubtKind::NotRead, "says that its figures are no results");
    }
    for title in [
        "Results against targets 2011-12",
        "Results and targets 2011-12",
        "Targets and results 2011-12",
        "KS2 targets and KS2 results 2011-12",
        "KS2 results and KS2 targets 2011-12",
        "Targets for KS2 against results 2011-12",
        "Attainment and progress against targets 2011-12",
        "Results and targets for KS2 2011-12",
    ] {
        let found = read(&[one("a.xlsx", &format!("{title}\n\n{TABLE}"))]);
        assert_eq!(found.shown("urn:100001", "reading 2011-12"), "72", "{title}");
        found.doubt(DoubtKind::Heading, "what is read was taken for results");
    }
}

#[test]
fn a_group_in_a_title_is_not_passed_over_in_whatever_words_its_own_title_says_it() {
    for title in [
        "Pupils eligible for free school meals only",
        "Eligible for free school meals",
        "Results of pupils not eligible for free school meals",
    ] {
        let found = read(&[one("a 2011-12.xlsx", &format!("{title}\n\n{TABLE}"))]);
        found.doubt(DoubtKind::Heading, "stands over the figures: they may be of pupils");
        assert_ne!(found.shown("urn:100001", "reading 2011-12"), "72", "{title}");
        let of = if title.contains("not") { "pupils not eligible" } else { "pupils eligible" };
        found.doubt(DoubtKind::Heading, of);
    }
    let found =
        read(&[one("a 2011-12.xlsx", &format!("Schools for pupils eligible for free school meals\n\n{TABLE}"))]);
    assert_eq!(found.shown("urn:100001", "reading 2011-12"), "72", "of schools, not of pupils");
}

#[test]
fn one_group_in_every_row_under_a_heading_that_is_not_listed_is_asked() {
    for text in [
        "URN|School|Cohort|% L4+ reading|Phase\n100001|Oak|FSM|40|Primary\n100002|Elm|FSM|50|Primary",
        "URN|School|Cohort|% L4+ reading|Phase\n100001|Oak|FSM|40|Primary",
    ] {
        let found = read(&[one("a 2011-12.xlsx", text)]);
        assert!(found.shown("urn:100001", "reading 2011-12").contains("of that group alone"));
        assert_eq!(found.shown("urn:100001", "reading.fsm 2011-12"), "none");
        assert_eq!(found.shown("urn:100001", "phase"), "primary", "what is of the school is read");
        let doubt = found.doubt(DoubtKind::Heading, "every row says “FSM” under “Cohort”");
        assert_eq!(doubt.proposal.as_ref().unwrap().under, "identity › group");
    }
    let text = "URN|School|Cohort|% L4+ reading\n100001|Oak|FSM|40\n100002|Elm|FSM|50\n|England|Total|70";
    let found = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(found.shown("urn:100001", "reading.fsm 2011-12"), "40", "the nation's row tells that it is of groups");
}

#[test]
fn rows_of_a_school_that_differ_in_unknown_groups_are_not_read_as_of_all() {
    let text = "URN|School|Group|sex|% L4+ reading\n100001|Oak|Total|Left|61\n100001|Oak|FSM|Right|40";
    let found = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(found.shown("urn:100001", "reading 2011-12"), "none");
    found.doubt(DoubtKind::Heading, "names groups that the rulebook does not know");
    let text = "URN|School|Pupil type|% L4+ reading\n100001|Oak|Everybody|61\n100001|Oak|The others|40";
    let found = read(&[one("a 2011-12.xlsx", text)]);
    let doubt = found.doubt(DoubtKind::NotRead, "They differ under “Pupil type” (“Everybody” and “The others”)");
    assert!(doubt.advice.as_ref().unwrap().contains("`group` under `identity`"));
}

#[test]
fn a_group_in_the_name_of_a_sheet_or_in_a_title_is_not_passed_over() {
    let fsm = TABLE.replace("72", "40").replace("64", "30");
    let found = read(&[book("a 2011-12.xlsx", vec![sheet("Total", TABLE), sheet("FSM", &fsm)])]);
    assert_eq!(found.shown("urn:100001", "reading 2011-12"), "72");
    assert_eq!(found.shown("urn:100001", "reading.fsm 2011-12"), "40");
    found.doubt(DoubtKind::Remark, "the sheet's name says “FSM”");
    let lone =
        [book("a 2011-12.xlsx", vec![sheet("FSM", &fsm)]), one("a.xlsx", &format!("FSM pupils 2011-12\n\n{fsm}"))];
    for one in lone {
        let found = read(&[one]);
        assert!(found.shown("urn:100001", "reading 2011-12").contains("FSM"));
        found.doubt(DoubtKind::Heading, "stands over the figures: they may be of pupils eligible");
    }
    let both = "Results of FSM pupils 2011-12\n\nURN|School|% L4+ reading|% L4+ reading FSM\n100001|Oak|72|40";
    assert_eq!(read(&[one("a.xlsx", both)]).shown("urn:100001", "reading 2011-12"), "72", "columns say it themselves");
}

#[test]
fn a_row_like_headings_takes_no_school_away_in_silence() {
    let text = "Results 2011-12\n\nURN|School|% L4+ reading\n100001|Oak|72\nSchool|Name|Reading level\n100002|Elm|64";
    let found = read(&[one("a.xlsx", text)]);
    found.doubt(DoubtKind::NotRead, "row 5 looks like one of headings");
    let text = "Results 2011-12\n\nURN|School|% L4+ reading\n100001|Oak|72\nSchool|Name|% L4+ maths\n100002|Elm|64";
    read(&[one("a.xlsx", text)]).doubt(DoubtKind::NotRead, "row 5 looks like one of headings");
    let text = "Results 2011-12\n\nURN|School|% L4+ reading\n100001|Oak|72\nSchool\n100002|Elm|64";
    let found = read(&[one("a.xlsx", text)]);
    assert_eq!(found.shown("urn:100002", "reading 2011-12"), "64", "a lone word is a section's name");
}

#[test]
fn a_name_that_stands_only_beside_the_first_of_its_rows_is_told() {
    let text =
        "URN|School|Group|% L4+ reading\n100001|Oak|Total|61\n| |FSM|40\n100002|Elm|Total|81\n| |FSM|50\n| | |71";
    let found = read(&[one("a 2011-12.xlsx", text)]);
    found.doubt(DoubtKind::Identity, "rows 3 and 5 hold figures and name no school");
}

#[test]
fn two_columns_of_numbers_that_differ_are_asked() {
    let text = "URN|URN|School|% L4+ reading\n100001|100009|Oak|72\n100002|100008|Elm|64";
    let found = read(&[one("a 2011-12.xlsx", text)]);
    found.doubt(DoubtKind::Identity, "“URN” (A) and “URN” (B) are all headings of a school's number");
    let same = text.replace("100009", "100001").replace("100008", "100002");
    assert_eq!(read(&[one("a 2011-12.xlsx", &same)]).shown("urn:100001", "reading 2011-12"), "72");
}

#[test]
fn a_heading_of_the_newest_year_that_is_mistyped_is_told_with_the_right_spelling() {
    let text = "URN|School|% L4+ reading 2010-11|% L4+ readng 2011-12\n100001|Oak|70|72";
    let found = read(&[one("a.xlsx", text)]);
    let doubt = found.doubt(DoubtKind::Heading, "“% L4+ readng 2011-12” is not known");
    assert!(doubt.what.contains("nearest: “% L4+ reading”"), "{}", doubt.what);
    let text = "URN|School|% L4+ reading 2010-11|% L4+ reading 2011-13\n100001|Oak|70|72";
    read(&[one("a.xlsx", text)]).doubt(DoubtKind::Heading, "“% L4+ reading 2011-13” names several years");
}

#[test]
fn a_number_of_which_excel_left_the_first_digits_is_no_ones() {
    let text = "URN|School|% L4+ reading\n1.00E+05|Oak|72\n100002|Elm|64";
    let found = read(&[csv("a 2011-12.csv", text)]);
    assert_eq!(found.keys(), ["urn:100002"]);
    found.doubt(DoubtKind::Identity, "“1.00E+05” is not a URN");
    let text = "LAESTAB|School|% L4+ reading\n9.99E+06|Oak|72\n9992002|Elm|64";
    let found = read(&[csv("a 2011-12.csv", text)]);
    assert_eq!(found.keys().len(), 1);
    found.doubt(DoubtKind::Identity, "“9.99E+06” is not a LAESTAB");
}

#[test]
fn the_years_that_tables_of_areas_take_from_names_are_known() {
    let text = "Testmere\n\nMeasure|All\n% L4+ reading|72\n% L4+ maths|70";
    let found = read(&[one("Testmere 10-11.xlsx", text), one("a 11-12.xlsx", TABLE)]);
    let stated: Vec<String> = found.data.stated_years.iter().map(|one| one.year.to_string()).collect();
    assert_eq!(stated, ["2011-12", "2010-11"], "`--year` does not go before names that say several");
}
