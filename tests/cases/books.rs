//! Workbooks and csv files as people make them: numbers, days, headings, groups, footnotes, separators.

use super::world::{book, is};

/// The library's figures of Oak (100001) and Elm (100002), as all plain cases have them.
fn plain(case: &super::world::Case) {
    assert_eq!((case.lost(100_001), case.share(100_001)), (is("60"), is("35")));
    assert_eq!((case.lost(100_002), case.share(100_002)), (is("20"), is("80")));
}

#[test]
fn a_text_is_a_number_only_where_it_plainly_is_one() {
    let Some(case) = book("01-number-texts") else { return };
    // marks of official tables are notes: 57 (provisional), 57[1], 57 [note 1]
    let plain = [1, 2, 3, 4, 20, 21, 22, 24, 38, 39].map(|at| (at, "57"));
    let numbers = [&plain[..], &[(48, "0"), (49, "0.5")]].concat();
    for at in 1..=63 {
        let found = case.lost(100_000 + at);
        match numbers.iter().find(|(number, _)| *number == at) {
            Some((_, number)) => assert_eq!(found, is(number), "row {}", at + 1),
            None => assert!(found.is_err(), "row {}: {found:?}", at + 1),
        }
    }
}

#[test]
fn of_a_text_of_several_days_the_last_is_taken_and_said() {
    let Some(case) = book("03-date-texts") else { return };
    for (urn, day) in
        [(100_016, "5 March 2012"), (100_017, "13 October 2012"), (100_020, "6 March 2012"), (100_029, "5 March 2012")]
    {
        assert_eq!(case.day(urn), is(day), "{urn}");
    }
    for urn in [100_009, 100_010, 100_011, 100_021, 100_022, 100_023, 100_026, 100_032, 100_036, 100_037] {
        assert!(case.day(urn).is_err(), "{urn}");
    }
    case.says("the last of them was taken");
}

#[test]
fn a_row_for_each_group_is_read_as_that_group() {
    let Some(case) = book("08-group-in-a-column") else { return };
    let of = |urn, group| case.of(urn, "ks2.l4_em", group, "2011-12");
    assert_eq!((of(100_001, "all"), of(100_001, "fsm")), (is("61"), is("40")));
    assert_eq!((of(100_002, "all"), of(100_002, "fsm")), (is("81"), is("50")));
}

#[test]
fn a_year_that_excel_made_a_day_of_is_refused_with_the_reason() {
    let Some(case) = book("10-year-became-a-date") else { return };
    case.says("is a day (1 December 2011, shown as Dec-11)");
    assert!(case.data.years.is_empty());
}

#[test]
fn raised_marks_of_footnotes_are_no_part_of_names_and_numbers() {
    let Some(case) = book("12-superscript-runs") else { return };
    assert_eq!(case.names(), ["Elm Primary School", "Oak Primary School"]);
    let case = book("18-superscript-on-a-number").unwrap();
    assert_eq!((case.lost(100_001), case.share(100_001)), (is("6"), is("5")));
    assert_eq!((case.lost(100_003), case.share(100_003)), (is("57"), is("57")));
    let case = book("19-superscript-on-a-name").unwrap();
    assert_eq!(case.data.schools.len(), 2);
    plain(&case);
    let case = book("36-superscript-in-brackets-on-a-number").unwrap();
    assert!(case.lost(100_001).is_err() || case.lost(100_001) == is("57"));
}

#[test]
fn a_name_never_calculated_is_said_with_what_to_do() {
    let Some(case) = book("14-hyperlink-formula-no-cache") else { return };
    assert_eq!(case.lost(100_001), is("60"));
    case.says("open the workbook in Excel and save it once");
}

#[test]
fn a_heading_over_two_columns_is_of_the_one_with_values() {
    let Some(case) = book("15-report-server-columns") else { return };
    plain(&case);
}

#[test]
fn a_measure_that_two_columns_claim_differently_has_that_for_its_reason() {
    let Some(case) = book("16-same-heading-twice") else { return };
    let reason = case.lost(100_001).unwrap_err();
    assert!(reason.contains("2 columns claim it") && reason.contains("(C)"), "{reason}");
    assert_eq!(case.share(100_001), is("35"));
}

#[test]
fn csv_files_of_every_system_are_read_or_refused_aloud() {
    let Some(case) = book("20-csv-equals-quotes") else { return };
    assert_eq!((case.lost(100_001), case.lost(100_002)), (is("60"), is("20")));
    let case = book("21-csv-ctrl-z").unwrap();
    assert_eq!((case.lost(100_001), case.lost(100_002)), (is("60"), is("20")));
    let case = book("23-csv-mixed-encoding").unwrap();
    assert_eq!(case.names(), ["Oak Primary School – Upper", "St Mary’s Primary School"]);
    case.says("row 3");
    let case = book("24-csv-unbalanced-quote").unwrap();
    assert_eq!((case.lost(100_003), case.lost(100_004)), (is("30"), is("70")));
    case.says("row 3 has a quotation mark without its partner");
    let case = book("25-csv-comma-in-name").unwrap();
    assert!(case.share(100_001).is_err() && case.lost(100_001).is_err());
    assert_eq!((case.lost(100_002), case.share(100_002)), (is("20"), is("80")));
    case.says("row 2 has 5 cells under 4 headings");
    let case = book("27-csv-semicolon-decimal-comma").unwrap();
    assert!(case.share(100_001).is_err());
    let case = book("28-csv-nul-bytes").unwrap();
    assert_eq!((case.lost(100_001), case.lost(100_002)), (is("60"), is("20")));
    case.says("NUL");
    let case = book("30-csv-pipe").unwrap();
    assert_eq!((case.lost(100_001), case.lost(100_002)), (is("60"), is("20")));
}

#[test]
fn a_number_shown_as_a_day_is_no_day() {
    let Some(case) = book("33-head-appointed-nought") else { return };
    for urn in [100_002, 100_003] {
        let since = case.of(urn, "head.appointed_on", "all", "2011-12");
        assert!(since.as_ref().is_err_and(|why| why.contains("could not be read")), "{urn}: {since:?}");
    }
}

#[test]
fn a_footnotes_digit_behind_a_year_is_taken_off_and_said() {
    let Some(case) = book("35b-csv-year-with-footnote-digit") else { return };
    assert_eq!((case.lost(100_001), case.lost(100_002)), (is("60"), is("20")));
    case.says("the mark of a footnote");
}

#[test]
fn odd_packages_are_read_like_any_other() {
    for name in ["38-wrong-dimension", "39-absolute-targets", "39c-sheet-name-capitals", "39d-text-result"] {
        let Some(case) = book(name) else { return };
        plain(&case);
    }
}
