//! Years as they are written in headings, titles, cells and names.

use super::*;

fn shown(text: &str) -> Vec<String> {
    mentions(text, YearBegins::default())
        .iter()
        .map(|m| format!("{}{}", m.year, if m.calendar { "?" } else { "" }))
        .collect()
}

#[test]
fn years_are_found_however_they_are_written() {
    for (text, expected) in [
        ("Key stage 4 results 2013/14", vec!["2013-14"]),
        ("2008/9*", vec!["2008-09"]),
        ("ks4 201112 final", vec!["2011-12"]),
        ("2010 – 2011", vec!["2010-11"]),
        ("2010-2011", vec!["2010-11"]),
        ("2010*", vec!["2009-10?"]),
        ("20101", vec!["2009-10?"]),
        ("Summer 2012", vec!["2011-12?"]),
        ("Autumn term 2012", vec!["2012-13?"]),
        ("30 April 2013", vec!["2012-13?"]),
        ("31 October 2013", vec!["2013-14?"]),
        ("as at 04/12/2013", vec!["2013-14?"]),
        ("2013-12-04", vec!["2013-14?"]),
        ("ofsted-mi-2026-02-28-leeds", vec!["2025-26?"]),
        ("2026_02_28", vec!["2025-26?"]),
        ("20261031", vec!["2026-27?"]),
        ("2026-02", vec!["2025-26?"]),
        ("2009-10 to 2011-12", vec!["2009-10", "2011-12"]),
        ("2011-121", vec!["2011-12"]),
        ("Results 2022-25", vec!["2024-25", "2022-23"]),
        ("2009-2012", vec!["2011-12", "2009-10"]),
        ("Results 2009-12", vec!["2011-12", "2009-10"]),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn a_month_is_of_the_year_that_began_before_it() {
    let july = YearBegins::in_month(7).unwrap();
    for (text, expected) in [
        ("as at 15/08/2012", "2012-13"),
        ("30 June 2012", "2011-12"),
        ("July 2012", "2012-13"),
        ("20120701", "2012-13"),
        ("2012-06", "2011-12"),
        ("Autumn term 2012", "2012-13"),
        ("2012-13", "2012-13"),
        ("2012", "2011-12"),
    ] {
        let years: Vec<String> = mentions(text, july).iter().map(|mention| mention.year.to_string()).collect();
        assert_eq!(years, [expected], "{text}");
    }
}

#[test]
fn a_year_with_its_month_is_sure_and_a_lone_one_is_not() {
    let dated =
        |text: &str| mentions(text, YearBegins::default()).iter().map(|mention| mention.dated).collect::<Vec<_>>();
    let sure = [
        "2026-02-28",
        "2026_02_28",
        "2026.02.28",
        "20260228",
        "2026-02",
        "28-02-2026",
        "28.02.2026",
        "28 Feb 2026",
        "31 August 2014",
        "Sept 2014",
        "Autumn term 2012",
    ];
    for text in sure {
        assert_eq!(dated(text), [true], "{text}");
    }
    for text in ["results 2012", "2016-936-ks2", "2012 final", "Summer 2012", "2011-12", "v2 2012"] {
        assert_eq!(dated(text), [false], "{text}");
    }
}

#[test]
fn other_numbers_are_no_years() {
    for text in ["URN 115368", "8822011", "aged 7-11", "KS2012", "1,200", "5+ A*-C", "2500"] {
        assert_eq!(shown(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn titles_that_name_several_years_name_none() {
    let year = |texts: &[&str]| one_year(texts.iter().copied(), YearBegins::default()).map(|m| m.year.to_string());
    assert_eq!(year(&["KS2 results 2011", "academic year 2010-11, final"]).as_deref(), Some("2010-11"));
    assert_eq!(year(&["2009-10 to 2011-12"]), None);
    assert_eq!(year(&["Results 2012"]).as_deref(), Some("2011-12"));
    assert_eq!(year(&["Results"]), None);
    assert_eq!(year(&["Results 2022-25"]), None);
    assert_eq!(year(&["Results 2009-12"]), None, "three years, or December 2009");
    // the number behind "to" is a day here
    assert_eq!(year(&["Exclusions 1 June 2012 to 3 July 2012"]).as_deref(), Some("2011-12"));
    assert_eq!(year(&["Exclusions 1 May 2012 to 13 July 2012"]).as_deref(), Some("2011-12"));
}

#[test]
fn a_cell_is_a_year_only_as_a_whole() {
    let year = |text| whole(text, YearBegins::default()).map(|m| m.year.to_string());
    assert_eq!(year(" 2011-12 ").as_deref(), Some("2011-12"));
    assert_eq!(year("11/12").as_deref(), Some("2011-12"));
    assert_eq!(year("2016").as_deref(), Some("2015-16"));
    assert_eq!(year("results of 2016"), None);
    assert_eq!(year("12/13/14"), None);
    assert_eq!((year("2010-12"), year("2009-11")), (None, None), "years, or a month");
    let begins = YearBegins::default();
    assert_eq!(month("2010-12", begins).map(|year| year.to_string()).as_deref(), Some("2010-11"));
    assert!(is_span_or_month("2010/12") && !is_span_or_month("2010/11") && !is_span_or_month("2011-13"));
    assert_eq!((month("2010-13", begins), month("2010", begins), month("2010-12-04", begins)), (None, None, None));
}

#[test]
fn names_of_files_and_sheets_write_years_shorter_than_headings() {
    let year = |text: &str| named(text, YearBegins::default()).map(|m| m.year.to_string());
    for name in [
        "KS2 11-12",
        "ks2_11_12",
        "11-12 KS2",
        "KS2-11-12",
        "KS2 11 to 12",
        "Academic year 11-12",
        "2011 to 2012",
        "KS2 2011to2012",
        "2011_12",
        "2011_2012",
        "KS2 2011 12",
        "KS2 2011.12",
        "201112",
        "AY1112",
        "ay11-12 ks2",
        "AY2011-12",
        "AY201112",
        "KS2_1112",
        "Summer 2012",
        "KS2 11-12 (2011-12)",
    ] {
        assert_eq!(year(name).as_deref(), Some("2011-12"), "{name}");
    }
    assert_eq!(year("KS2 2012_13").as_deref(), Some("2012-13"));
    assert_eq!(year("2006_07 KS2").as_deref(), Some("2006-07"));
    assert_eq!(year("as at 2006-07-31").as_deref(), Some("2005-06"), "a day");
    for name in [
        "Years 11-12",
        "pupils aged 10-11",
        "10-11 year olds",
        "10-11yo results",
        "KS2 10-11 yrs",
        "Table 11-12",
        "export 28-11-12",
        "v11-12",
        "Results 2022-25",
        "Results 2022 to 2025",
        "Results 2022_25",
        "KS2 07-11",
        "room 4112",
        "week 11-12",
        "11-13",
    ] {
        assert_eq!(year(name), None, "{name}");
    }
    assert_eq!(year("11-12-2013").as_deref(), Some("2013-14"), "11 December 2013");
}

#[test]
fn two_years_in_a_heading_are_no_school_year_between_them() {
    assert_eq!(shown("change 2010 to 2011"), ["2009-10?", "2010-11?"]);
    assert_eq!(shown("pupils 11-12"), Vec::<String>::new());
    let title = titled(["Absence 2010 to 2011"].into_iter(), YearBegins::default());
    assert_eq!(title.map(|mention| mention.year.to_string()).as_deref(), Some("2010-11"));
}

#[test]
fn a_year_that_excel_made_a_day_of_is_known_as_it_shows() {
    for text in ["Dec-11", "11-Dec", " Nov-10 ", "Oct-09", "Dec-2011"] {
        assert!(as_excel_shows(text), "{text}");
    }
    for text in ["Dec-12", "2011-12", "Jan-11", "last", "Dec 11"] {
        assert!(!as_excel_shows(text), "{text}");
    }
}
