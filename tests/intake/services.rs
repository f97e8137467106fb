//! Files as services and systems of today give them: a row for each group, columns of earlier years, rows of the nation by
//! phase, one heading over two columns, two headings for one question.

use yardstick::intake::record::DoubtKind;
use yardstick::intake::{self, IntakeOptions};

use super::support::{book, cells, csv, merged, one, read, read_by, rules_of, sheet};

#[test]
fn a_column_may_name_the_group_of_each_row() {
    let text = "URN|School|Group|% L4+ reading\n100001|Oak|All|61\n100001|Oak|FSM|40\n100001|Oak|Non-FSM|66";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    for (what, value) in [("reading", "61"), ("reading.fsm", "40"), ("reading.not_fsm", "66")] {
        assert_eq!(read.shown("urn:100001", &format!("{what} 2011-12")), value, "{what}");
    }
    read.no_doubts();
}

#[test]
fn of_several_columns_of_groups_all_but_one_say_total() {
    let text = "time_period|URN|School|breakdown|sex|% L4+ reading\n202425|100001|Oak|Total|Total|61\n\
                202425|100001|Oak|FSM|Total|40\n202425|100001|Oak|FSM|Boys|30";
    let read = read(&[csv("long.csv", text)]);
    assert_eq!(read.shown("urn:100001", "reading 2024-25"), "61");
    assert_eq!(read.shown("urn:100001", "reading.fsm 2024-25"), "40");
    read.no_doubts();
}

#[test]
fn groups_the_rulebook_does_not_know_are_named_and_not_read() {
    let text = "URN|School|Group|% L4+ reading\n100001|Oak|All|61\n100001|Oak|FSM|40\n100001|Oak|Left-handed|55";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "61");
    read.doubt(DoubtKind::Remark, "names groups that the rulebook does not know: \"Left-handed\"");
}

#[test]
fn a_column_of_groups_none_of_which_is_known_is_said() {
    let text = "URN|School|Group|% L4+ reading\n100001|Oak|Left-handed|61\n100002|Elm|Left-handed|40";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    read.doubt(DoubtKind::Heading, "names no group of pupils that the rulebook knows (\"Left-handed\")");
}

#[test]
fn a_column_called_group_that_names_none_is_about_something_else() {
    let text = "URN|School|Group|% L4+ reading\n100001|Oak|North|61\n100002|Elm|South|40";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(read.shown("urn:100002", "reading 2011-12"), "40");
}

#[test]
fn columns_of_earlier_years_are_known_by_their_endings() {
    let text = "URN|School|TPUP_Current|TPUP_PREV|TPUP_PREV2|Previous TPUP\n100001|Oak|61|62|63|9";
    let read = read(&[csv("Results 2022-25.csv", text)]);
    for (year, pupils) in [("2024-25", "61"), ("2023-24", "62"), ("2022-23", "63")] {
        assert_eq!(read.shown("urn:100001", &format!("pupils {year}")), pupils);
    }
}

#[test]
fn a_range_of_years_in_a_name_is_no_year() {
    let read = read(&[csv("Results 2022-25.csv", "URN|School|TPUP\n100001|Oak|61")]);
    assert!(read.data.years.is_empty(), "{:?}", read.data.years);
    read.doubt(DoubtKind::NotRead, "the file's name may name several years");
}

#[test]
fn rows_of_the_nation_say_their_phase_where_a_school_has_its_number() {
    let text = "LA|ESTAB|URN|% L4+ reading\n999|2001|100001|61\nNAT|PRI||72\nNAT|SEC||65";
    let read = read(&[csv("a 2012-13.csv", text)]);
    assert_eq!(read.of_area("national primary", "reading 2012-13"), "72");
    assert_eq!(read.of_area("national secondary", "reading 2012-13"), "65");
}

#[test]
fn one_heading_over_two_columns_is_of_the_one_with_values() {
    let table = merged(sheet("2011-12", "URN|School|% L4+ reading| \n100001|Oak||61\n100002|Elm||40"), &["C1:D1"]);
    let read = read(&[book("a.xlsx", vec![table])]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "61");
    read.no_doubts();
}

#[test]
fn two_headings_of_one_measure_are_read_where_they_never_differ() {
    let text = "URN|School|% L4+ reading|Reading Level 4+ %\n100001|Oak|61|SUPP\n100002|Elm||40";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(
        (read.shown("urn:100001", "reading 2011-12"), read.shown("urn:100002", "reading 2011-12")),
        ("61".into(), "40".into())
    );
}

#[test]
fn a_measure_that_two_columns_claim_has_that_for_its_reason() {
    let text = "URN|School|% L4+ reading|% L4+ reading|% L4+ maths\n100001|Oak|60|61|70";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    let reason = read.shown("urn:100001", "reading 2011-12");
    assert_eq!(reason, "2 columns claim it: “% L4+ reading” (C) and “% L4+ reading” (D)");
}

#[test]
fn a_year_that_excel_made_a_day_of_is_told_as_that() {
    let read = read(&[one("a.xlsx", "Academic year|URN|School|% L4+ reading\n@2011-12-01|100001|Oak|70")]);
    let of_csv = super::support::read(&[one("a.csv", "Academic year|URN|School|% L4+ reading\nDec-11|100001|Oak|70")]);
    of_csv.doubt(DoubtKind::Value, "is a day (“Dec-11”): Excel makes days of years such as 2011-12");
    let doubt = read.doubt(DoubtKind::Value, "is a day (1 December 2011, shown as Dec-11)");
    assert_eq!(cells(doubt), ["Data!A2"]);
    assert!(doubt.advice.as_deref().unwrap().contains("type the year as text"));
}

#[test]
fn the_digit_of_a_footnote_behind_a_year_is_taken_off_and_said() {
    let text = "URN|School|% L4+ reading|\n||2010-11|2011-121\n100001|Oak|55|60";
    let read = read(&[csv("a.csv", text)]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "60");
    read.doubt(DoubtKind::Remark, "the mark of a footnote");
}

#[test]
fn a_number_shown_as_a_day_is_no_day() {
    let text = "URN|School|Inspection date|Overall effectiveness\n100001|Oak|@1899-12-31|2\n100002|Elm|@1905-07-04|3";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    let doubt = read.doubt(DoubtKind::Value, "is not a date");
    assert_eq!(cells(doubt), ["Data!C2", "Data!C3"]);
}

#[test]
fn a_day_that_may_be_another_or_none_is_refused_with_its_cell() {
    let read = |days: &[&str]| {
        let rows = days.iter().zip(100_001..).map(|(day, urn)| format!("{urn}|School {urn}|{day}|2\n"));
        let text = format!("URN|School|Inspection date|Overall effectiveness\n{}", rows.collect::<String>());
        read(&[csv("a 2011-12.csv", &text)])
    };
    // 4 March 2012 without signs is no serial; 12 as a day of 1900, saved as csv, is none
    let none = read(&["040312", "12/01/1900", "04/07/1905"]);
    assert_eq!(cells(none.doubt(DoubtKind::Value, "could not be read as a date")), ["!C2", "!C3", "!C4"]);
    // one slip turns no column
    let days = read(&["04/03/2012", "05/03/2012", "04/13/2012", "07/06/2012"]);
    let doubt = days.doubt(DoubtKind::Value, "could not be read as a date");
    assert_eq!(cells(doubt), ["!C2", "!C3", "!C4", "!C5"]);
    assert!(doubt.advice.as_ref().unwrap().contains("can only be month first"), "{doubt:?}");
    let days = read(&["04/03/2012", "05/13/2012", "04/13/2012", "07/06/2012"]);
    days.doubt(DoubtKind::Remark, "are written month first");
}

#[test]
fn a_whole_day_in_a_files_name_is_no_lone_year() {
    let text = "URN|School|TPUP\n100001|Oak|61";
    for name in ["mi-2026-02-28-leeds.csv", "mi 28 February 2026.csv", "mi_20260228.csv", "mi 28.02.2026.csv"] {
        let read = read(&[csv(name, text)]);
        assert_eq!(read.shown("urn:100001", "pupils 2025-26"), "61", "{name}");
        read.no_doubts();
    }
    let lone = read(&[csv("mi 2026.csv", text)]);
    lone.doubt(DoubtKind::Year, "the year in the file's name is taken for 2025-26");
}

/// One heading for two measures, each with words of its own.
const TWO_KINDS: &str = "authority: {name: Testmere, number: 999}
identity: {urn: [URN], name: [School]}
measures:
  - {id: phase, title: Phase, unit: words, undated: true, headings: [SCHOOLTYPE],
     categories: {primary: [State-funded primary], pru: [Pupil referral unit]}}
  - {id: type, title: Type, unit: words, undated: true, headings: [SchoolType],
     categories: {community: [Community school], pru_type: [Pupil referral unit]}}
  - {id: remark, title: Remark, unit: words, undated: true, headings: [Remark]}
  - {id: pupils, title: Pupils, unit: pupils, headings: [TPUP]}
watchpoints:
  - {watch: in-sm, title: In special measures, kind: concern, when: 'remark in [\"SM\", \"SWK\"]', source: invented}
";

#[test]
fn of_two_measures_with_one_heading_the_words_below_it_decide() {
    let census = "URN|School|SCHOOLTYPE|TPUP\n100001|Oak|State-funded primary|61\n100002|Elm|Pupil referral unit|9";
    let of_census = read_by(&[csv("census 2022-23.csv", census)], TWO_KINDS);
    assert_eq!(of_census.shown("urn:100001", "phase"), "primary");
    assert_eq!(of_census.shown("urn:100001", "type"), "none");
    of_census.no_doubts();
    let list = "URN|School|School type|TPUP\n100001|Oak|Community school|61\n100002|Elm|Pupil referral unit|9";
    let of_list = read_by(&[csv("list 2022-23.csv", &list.replace("School type", "SchoolType"))], TWO_KINDS);
    assert_eq!(of_list.shown("urn:100001", "type"), "community");
    of_list.no_doubts();
    // words that both know leave it open, and it is asked
    let open = "URN|School|SCHOOLTYPE|TPUP\n100002|Elm|Pupil referral unit|9";
    read_by(&[csv("open 2022-23.csv", open)], TWO_KINDS).doubt(DoubtKind::Heading, "is claimed by `phase` and `type`");
}

#[test]
fn a_word_that_rules_ask_for_in_other_capitals_is_told() {
    let text = "URN|School|Remark|TPUP\n100001|Oak|SM|61\n100002|Elm|sm|40\n100003|Ash|Swk|40\n100004|Yew|none|40";
    let read = read_by(&[csv("a 2022-23.csv", text)], TWO_KINDS);
    read.doubt(DoubtKind::Value, "“sm” under “Remark” is not “SM”, which rules ask for");
    read.doubt(DoubtKind::Value, "“Swk” under “Remark” is not “SWK”, which rules ask for");
    assert_eq!(read.shown("urn:100002", "remark"), "sm", "words compare as they are written");
}

#[test]
fn a_column_of_groups_that_is_not_known_is_told_beside_one_that_is() {
    let text = "URN|School|FSM status|Characteristic|% L4+ reading\n\
                100001|Oak|Total|Left-handed|60\n100002|Elm|Total|Right-handed|70";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    read.doubt(
        DoubtKind::Heading,
        "names no group of pupils that the rulebook knows (\"Left-handed\" and \"Right-handed\")",
    );
}

/// One heading for three measures, each in its years.
const OF_YEARS: &str = "authority: {name: Testmere, number: 999}
identity: {urn: [URN], name: [School], year: [Year]}
measures:
  - {id: pa15, title: At 15%, unit: percent, years: 2010-11 to 2014-15, headings: [PPERSABS15, \"% PA\"]}
  - {id: pa20, title: At 20%, unit: percent, years: to 2009-10, headings: [PPERSABS20, \"% PA\"]}
  - {id: pa10, title: At 10%, unit: percent, years: 2015-16 on, headings: [PPERSABS10, \"% PA\"]}
  - {id: late, title: Late, unit: percent, headings: [Late]}
";

#[test]
fn a_heading_of_several_measures_means_that_of_its_year() {
    let by_rows = "Year|URN|School|% PA\n2009-10|100001|Oak|2\n2010-11|100001|Oak|5\n2016-17|100001|Oak|9";
    let read = read_by(&[csv("a.csv", by_rows)], OF_YEARS);
    for (what, value) in [("pa20 2009-10", "2"), ("pa15 2010-11", "5"), ("pa10 2016-17", "9"), ("pa15 2009-10", "none")]
    {
        assert_eq!(read.shown("urn:100001", what), value, "{what}");
    }
    read.no_doubts();
    let by_columns = "URN|School|% PA 2009-10|% PA 2013-14\n100001|Oak|2|5";
    let read = read_by(&[csv("a.csv", by_columns)], OF_YEARS);
    assert_eq!(
        (read.shown("urn:100001", "pa20 2009-10"), read.shown("urn:100001", "pa15 2013-14")),
        ("2".into(), "5".into())
    );
    // what says its share is never another's
    let read = read_by(&[csv("a 2009-10.csv", "URN|School|PPERSABS15|PPERSABS20\n100001|Oak|5|2")], OF_YEARS);
    assert_eq!(read.shown("urn:100001", "pa15 2009-10"), "5");
}

#[test]
fn a_heading_of_several_measures_meets_another_column_only_as_that_of_its_year() {
    // of one year: beside the column of another year's measure it is no rival
    let beside = |file: &str, columns: &str, row: &str| {
        read_by(&[csv(file, &format!("URN|School|Late|{columns}\n100001|Oak|3|{row}\n"))], OF_YEARS)
    };
    for (file, columns) in [("a 2016-17.csv", "% PA|PPERSABS15"), ("a 2016-17.csv", "% PA 2016-17|PPERSABS15 2016-17")]
    {
        let read = beside(file, columns, "9|5");
        let shown = ["pa10 2016-17", "pa15 2016-17"].map(|what| read.shown("urn:100001", what));
        assert_eq!(shown, ["9", "5"], "{columns}");
        read.no_doubts();
    }
    // beside the column of the same one it is
    let read = beside("a 2016-17.csv", "% PA|PPERSABS10", "9|5");
    assert!(read.shown("urn:100001", "pa10 2016-17").contains("2 columns claim it"));
    read.doubt(DoubtKind::Heading, "are all headings of `pa10`; none of these columns was read");
    let read = beside("a 2016-17.csv", "% PA|PPERSABS10", "9|9");
    assert_eq!(read.shown("urn:100001", "pa10 2016-17"), "9", "two columns that say the same");
    // the years of the rows
    let rows = |other: &str| {
        let text = format!("Year|URN|School|Late|% PA|{other}\n2010-11|100001|Oak|3|5|3\n2012-13|100001|Oak|3|6|4");
        read_by(&[csv("a.csv", &text)], OF_YEARS)
    };
    let read = rows("PPERSABS10");
    let shown = ["pa15 2010-11", "pa10 2010-11"].map(|what| read.shown("urn:100001", what));
    assert_eq!(shown, ["5", "3"]);
    let read = rows("PPERSABS15");
    assert!(read.shown("urn:100001", "pa15 2010-11").contains("2 columns claim it"));
    let text = "Year|URN|School|Late|% PA|PPERSABS10\n2010-11|100001|Oak|3|5|\n2016-17|100001|Oak|3|6|4";
    let read = read_by(&[csv("a.csv", text)], OF_YEARS);
    read.doubt(DoubtKind::Heading, "are all headings of `pa10`; none of these columns was read");
}

#[test]
fn a_heading_means_no_measure_in_years_that_none_has() {
    let one = OF_YEARS.lines().filter(|line| !line.contains("pa20") && !line.contains("pa10")).collect::<Vec<_>>();
    let two = OF_YEARS.lines().filter(|line| !line.contains("pa10")).collect::<Vec<_>>();
    for rules in [one.join("\n"), two.join("\n")] {
        let text = "URN|School|% PA|Late\n100001|Oak|9|1\n100002|Elm|8|1";
        let read = read_by(&[csv("a 2016-17.csv", text)], &rules);
        assert_eq!(read.shown("urn:100001", "pa15 2016-17"), "none");
        read.doubt(
            DoubtKind::Heading,
            "no measure has the heading “% PA” in 2016-17; 2 figures under it were not read",
        );
        // nor does it meet a column that says how it is counted
        let text = "URN|School|% PA|PPERSABS15\n100001|Oak|9|5";
        let read = read_by(&[csv("a 2016-17.csv", text)], &rules);
        assert_eq!(read.shown("urn:100001", "pa15 2016-17"), "5");
        let text = "Year|URN|School|% PA\n2013-14|100001|Oak|6\n2015-16|100001|Oak|9\n2016-17|100001|Oak|8";
        let read = read_by(&[csv("a.csv", text)], &rules);
        assert_eq!(read.shown("urn:100001", "pa15 2013-14"), "6");
        read.doubt(DoubtKind::Heading, "in 2015-16 and 2016-17; 2 figures under it were not read");
        // a table of areas and years, a long table
        let text = "Absence, Testmere\n\nMeasure|2013-14|2015-16|2016-17\n% PA|6|9|8\nLate|1|1|1";
        let read = read_by(&[csv("a.csv", text)], &rules);
        assert_eq!(read.of_area("la", "pa15 2013-14"), "6");
        assert_eq!(read.of_area("la", "pa15 2015-16"), "none");
        read.doubt(
            DoubtKind::Heading,
            "no measure has the heading “% PA” in 2015-16 and 2016-17; 2 figures under it were not read",
        );
        let text = "Year|URN|School|Indicator|Value\n2013-14|100001|Oak|% PA|6\n2015-16|100001|Oak|% PA|9\n\
                    2016-17|100001|Oak|% PA|8";
        let read = read_by(&[csv("a.csv", text)], &rules);
        assert_eq!(read.shown("urn:100001", "pa15 2013-14"), "6");
        read.doubt(DoubtKind::Heading, "in 2015-16 and 2016-17; 2 figures under it were not read");
    }
}

#[test]
fn what_is_about_something_else_under_a_heading_of_several_measures_is_taken_back() {
    let rows = (1..=6).map(|at| {
        let (year, word) = if at % 2 == 0 { ("2010-11", "Strong standard") } else { ("2016-17", "Expected standard") };
        format!("{year}|10000{at}|School {at}|{word}|1")
    });
    let text = format!("Year|URN|School|% PA|Late\n{}", rows.collect::<Vec<_>>().join("\n"));
    let read = read_by(&[csv("a.csv", &text)], OF_YEARS);
    read.doubt(DoubtKind::Heading, "it was passed by as something else");
    assert_eq!(read.shown("urn:100002", "pa15 2010-11"), "none");
    assert_eq!(read.shown("urn:100001", "pa10 2016-17"), "none");
}

#[test]
fn a_heading_that_means_another_measure_this_year_is_not_gone() {
    let columns = |name: &str, previous: Vec<_>| {
        let rules = rules_of(OF_YEARS);
        let options = IntakeOptions { previous_columns: previous, ..IntakeOptions::default() };
        let data = intake::read(&[csv(name, "URN|School|% PA\n100001|Oak|9\n100002|Elm|8")], &rules, &options);
        assert!(data.doubts.is_empty(), "{:?}", data.doubts);
        intake::columns_read(&data, &rules)
    };
    let last = columns("absence 2014-15.csv", Vec::new());
    assert_eq!(last.iter().map(|column| &*column.measure).collect::<Vec<_>>(), ["pa15"]);
    let now = columns("absence 2015-16.csv", last);
    assert_eq!(now.iter().map(|column| &*column.measure).collect::<Vec<_>>(), ["pa10"]);
}
