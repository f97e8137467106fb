//! Rows and tables of areas: the authority, the nation, totals.

use yardstick::intake::record::{DoubtKind, RowSubject};

use super::support::{book, csv, merged, one, read, sheet};

#[test]
fn rows_of_areas_are_kept_apart_from_schools() {
    let text = "Results 2011-12\n\nURN|School|Pupils at end of KS2|% L4+ reading\n100001|Oak|30|72\n\
                |Testmere|1500|70\n|England|500000|76.5\n|Simple average of schools| |=\n|Total|30|";
    let read = read(&[one("a.xlsx", text)]);
    assert_eq!(read.keys(), ["urn:100001"]);
    assert_eq!(read.of_area("la", "reading 2011-12"), "70");
    assert_eq!(read.of_area("national", "reading 2011-12"), "76.5");
    assert_eq!(read.of_area("national", "pupils 2011-12"), "500000");
    let subjects: Vec<bool> =
        read.data.workbooks[0].tables[0].rows.iter().map(|row| matches!(row.subject, RowSubject::Area(_))).collect();
    assert_eq!(subjects, [false, true, true, false, false]);
    read.no_doubts();
}

#[test]
fn names_of_the_authority_are_known_with_words_for_all_of_it() {
    for name in [
        "Testmere",
        "Borough of Testmere",
        "Testmere average",
        "Testmere LA",
        "Testmere (all schools)",
        "TESTMERE total",
    ] {
        let read = read(&[one("a 2011-12.xlsx", &format!("School|% L4+ reading\nOak|72\n{name}|70"))]);
        assert_eq!(read.of_area("la", "reading 2011-12"), "70", "{name}");
        assert_eq!(read.data.schools.len(), 1, "{name}");
    }
    let read = read(&[one("a 2011-12.xlsx", "School|% L4+ reading\nTestmere Grammar School|72")]);
    assert_eq!(read.keys(), ["name:testmere grammar school"]);
}

#[test]
fn a_code_marks_an_area_only_in_the_tables_in_which_it_means_that() {
    let read = read(&[csv("a 2011-12.csv", "RECTYPE|URN|School|TPUP\n1|100001|Oak|30\n3|||1500\nNAT|||500000")]);
    assert_eq!(read.of_area("la", "pupils 2011-12"), "1500");
    assert_eq!(read.of_area("national", "pupils 2011-12"), "500000");
    let other = super::support::read(&[csv(
        "a 2011-12.csv",
        "RECTYPE|URN|School|Unauthorised absence\n3|100001|Oak|1.2\n3|||1.1",
    )]);
    assert_eq!(other.of_area("la", "absence 2011-12"), "none");
    assert_eq!(other.keys(), ["urn:100001"]);
}

#[test]
fn of_several_authorities_in_a_table_only_our_own_is_ours() {
    let text = "RECTYPE|LA|ESTAB|School|TPUP\n1|999|2001|Oak|30\n3|999|||1500\n3|998|||1700";
    assert_eq!(read(&[csv("a 2011-12.csv", text)]).of_area("la", "pupils 2011-12"), "1500");
}

#[test]
fn the_phase_of_an_area_is_said_by_its_name_or_its_section() {
    let text = "Absence 2011-12\n\nSchool|Unauthorised absence\nPrimary schools\nOak|1.0\nTestmere average|0.7\n\
                Secondary schools\nElm|2.0\nTestmere average|1.6\nEngland secondary|1.2";
    let read = read(&[one("a.xlsx", text)]);
    assert_eq!(read.of_area("la primary", "absence 2011-12"), "0.7");
    assert_eq!(read.of_area("la secondary", "absence 2011-12"), "1.6");
    assert_eq!(read.of_area("national secondary", "absence 2011-12"), "1.2");
    assert_eq!(read.data.schools.len(), 2);
    read.no_doubts();
}

#[test]
fn a_table_of_measures_by_year_is_read() {
    let text = "Key stage 2\nTestmere: percentages\n\nMeasure|2010*|2011|2012|England 2012\n% L4+ reading|n/a|70|72|76\n% L4+ maths|60|61|62|70";
    let read = read(&[one("LA tables.xlsx", text)]);
    assert_eq!(read.of_area("la", "reading 2011-12"), "72");
    assert_eq!(read.of_area("la", "reading 2009-10"), "not applicable (“n/a”)");
    assert_eq!(read.of_area("national", "maths 2011-12"), "70");
    read.no_doubts();
}

#[test]
fn a_first_year_of_which_nothing_is_known_is_no_column_of_labels() {
    for none in ["n/a", "SUPP", "x"] {
        let text = format!("Testmere\n\nMeasure|2010|2011|2012\n% L4+ reading|{none}|70|72\n% L4+ maths|{none}|61|62");
        let read = read(&[one("LA tables.xlsx", &text)]);
        assert_eq!(read.of_area("la", "reading 2011-12"), "72", "{none}");
        assert_eq!(read.of_area("la", "maths 2010-11"), "61", "{none}");
    }
}

#[test]
fn the_area_of_a_table_may_stand_in_its_title() {
    let text = "England: percentages\n\nMeasure|2011|2012\n% L4+ reading|75|76\n% L4+ maths|70|71";
    let read = read(&[one("tables.xlsx", text)]);
    assert_eq!(read.of_area("national", "reading 2011-12"), "76");
    assert_eq!(read.of_area("la", "reading 2011-12"), "none");
}

#[test]
fn a_table_of_years_by_phase_is_read() {
    let text = "Unauthorised absence, Testmere schools\n\nAcademic year|Primary|Secondary|Total\n2010/11*|0.8|1.7|2.5\n2011/12|0.7|1.6|2.3";
    let read = read(&[one("tables.xlsx", text)]);
    assert_eq!(read.of_area("la primary", "absence 2010-11"), "0.8");
    assert_eq!(read.of_area("la secondary", "absence 2011-12"), "1.6");
    assert_eq!(read.of_area("la", "absence 2011-12"), "none");
}

#[test]
fn a_table_of_areas_by_group_is_read() {
    let text = "Key stage 2 2011-12\n\nArea|% L4+ reading|\n|ALL|FSM\nTestmere|72|60\nEngland|76|66";
    let read = read(&[book("tables.xlsx", vec![merged(sheet("T", text), &["B3:C3", "A3:A4"])])]);
    assert_eq!(read.of_area("la", "reading 2011-12"), "72");
    assert_eq!(read.of_area("national", "reading.fsm 2011-12"), "66");
    read.no_doubts();
}

#[test]
fn two_tables_of_the_authority_that_disagree_are_shown() {
    let text = |value: u32| format!("Testmere\n\nMeasure|2012\n% L4+ reading|{value}\n% L4+ maths|70");
    let read = read(&[book("tables.xlsx", vec![sheet("6.3", &text(76)), sheet("6.4", &text(82))])]);
    let doubt = read.doubt(DoubtKind::NotRead, "76 and 82");
    let places: Vec<String> = doubt.places.iter().map(ToString::to_string).collect();
    assert_eq!(places, ["tables.xlsx, 6.3!B4", "tables.xlsx, 6.4!B4"]);
}

#[test]
fn a_heading_that_begins_with_total_is_the_measures_own_and_no_row_of_totals() {
    for over in ["Income", ""] {
        let text = format!("Testmere\n\nYear|{over}|Key stage 2\n|Total income|% L4+ maths\nFSM 2012|5000|33");
        let read = read(&[one("tables.xlsx", &text)]);
        assert_eq!(read.of_area("la", "income.fsm 2011-12"), "5000", "under {over:?}");
        assert_eq!(read.of_area("la", "maths.fsm 2011-12"), "33");
    }
}

#[test]
fn the_more_exact_figure_is_used_though_a_final_one_rounds_it() {
    let exact =
        |words: &str| sheet("6.4", &format!("Testmere{words}\n\nMeasure|2012\n% L4+ reading|57.6\n% L4+ maths|70"));
    let rounded = sheet("KS2", "Testmere, final figures\n\nMeasure|2012\n% L4+ reading|58\n% L4+ maths|70");
    let used =
        |words: &str| read(&[book("a.xlsx", vec![exact(words), rounded.clone()])]).of_area("la", "reading 2011-12");
    assert_eq!(used(""), "57.6");
    assert_eq!(used(", provisional"), "58", "provisional figures do not refine final ones");
}

#[test]
fn a_table_that_rounds_a_figure_speaks_for_it_against_a_third() {
    let table = |name: &str, value: &str| {
        sheet(name, &format!("Testmere\n\nArea|% L4+ reading 2012|% L4+ maths 2012\nEngland|{value}|70"))
    };
    let read = read(&[book("a.xlsx", vec![table("A", "59.3"), table("B", "58.3"), table("C", "59")])]);
    assert_eq!(read.of_area("national", "reading 2011-12"), "59.3");
    read.doubt(DoubtKind::Contradiction, "59.3 and 58.3; the first was used (2 tables say so)");
}

#[test]
fn where_a_note_says_why_there_is_no_figure_none_is_taken_from_elsewhere() {
    let noted = "Testmere\n\nMeasure|2009|2010*|2011\n% L4+ reading|70|n/a|74\n% L4+ maths|68|n/a|70\n\n\
                 * Some schools boycotted the tests.";
    let schools = "Results 2009-10\n\nURN|School|% L4+ reading\n100001|Oak|72\n|Testmere|71";
    let read = super::support::read(&[one("a.xlsx", noted), one("b.xlsx", schools)]);
    let none = read.of_area("la", "reading 2009-10");
    assert!(none.contains("Some schools boycotted the tests"), "{none}");
    read.doubt(DoubtKind::Contradiction, "its note says why there is none");
    let without = noted.replace("2010*", "2010").replace("* Some", "Some");
    let read = super::support::read(&[one("a.xlsx", &without), one("b.xlsx", schools)]);
    assert_eq!(read.of_area("la", "reading 2009-10"), "71", "no note says why");
}

#[test]
fn figures_of_the_early_years_are_no_early_figures() {
    let table =
        |title: &str, value: u32| format!("Testmere{title}\n\nMeasure|2012\n% L4+ reading|{value}\n% L4+ maths|70");
    let used = |title: &str| {
        let books = [one("a.xlsx", &table("", 76)), one("b.xlsx", &table(title, 82))];
        read(&books).of_area("la", "reading 2011-12")
    };
    assert_eq!(used(", early figures"), "76");
    assert_eq!(used(", early years"), "82", "the file later in order of names");
}
