//! Which rows are the same school, and what is shown where it is not sure.

use yardstick::intake::record::{DoubtKind, RowSubject};

use super::support::{cells, one, read, read_by};

#[test]
fn rows_are_joined_by_urn_then_laestab_then_exact_name() {
    let read = read(&[
        one(
            "a 2011-12.xlsx",
            "URN|LAESTAB|School|% L4+ reading\n100001|9992001|St. Mary's & All Saints|72\n100002|9992002|Elm|64",
        ),
        one("b 2011-12.xlsx", "DfE number|% L4+ maths\n999/2001|80\n9992002.0|70"),
        one("c 2011-12.xlsx", "School|Pupils at end of KS2\nSAINT MARYS AND ALL SAINTS|30\nElm|20"),
        one("d 2011-12.xlsx", "LA|ESTAB|Progress score\n999|2001|1.5"),
    ]);
    assert_eq!(read.keys(), ["urn:100002", "urn:100001"]);
    for (what, value) in [("reading", "72"), ("maths", "80"), ("pupils", "30"), ("score", "1.5")] {
        assert_eq!(read.shown("urn:100001", &format!("{what} 2011-12")), value);
    }
    let doubt =
        read.doubt(DoubtKind::Identity, "2 rows have no URN or LAESTAB and were joined to schools by name alone");
    assert_eq!(cells(doubt), ["Data!A2", "Data!A3"]);
    assert_eq!(read.doubts(DoubtKind::Identity).len(), 1, "said once for a sheet");
}

#[test]
fn where_the_numbers_of_a_workbook_were_emptied_the_schools_joined_by_name_are_listed() {
    let names = ["Ash", "Beech", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel"];
    let full: Vec<String> = names.iter().zip(100_001..).map(|(name, urn)| format!("{urn}|{name}|72")).collect();
    let emptied: Vec<String> = names.iter().map(|name| format!("||{name}|80")).collect();
    let read = read(&[
        one("a 2011-12.xlsx", &format!("URN|School|% L4+ reading\n{}", full.join("\n"))),
        one("b 2011-12.xlsx", &format!("URN|LAESTAB|School|% L4+ maths\n{}", emptied.join("\n"))),
    ]);
    assert_eq!(read.shown("urn:100008", "maths 2011-12"), "80");
    let doubt =
        read.doubt(DoubtKind::Identity, "8 rows have no URN or LAESTAB and were joined to schools by name alone");
    assert_eq!(doubt.workbook.as_deref(), Some("b 2011-12.xlsx"));
    assert_eq!(doubt.places.len(), 8, "every cell");
    assert!(doubt.advice.as_ref().unwrap().ends_with("Fir, Gorse and Hazel"), "and every name: {doubt:#?}");
}

#[test]
fn a_name_that_is_a_school_of_another_phase_joins_nothing() {
    let list = one("Schools.xlsx", "URN|School|Phase\n100001|St Mary's|Primary\n100002|Oak|Primary");
    let ks2 = one("KS2 2011-12.xlsx", "School|Pupils at end of KS2\nSt Mary's|30\nOak|20");
    let ks4 = one("KS4 2011-12.xlsx", "School|% 5 A*-C\nSt Mary's|55");
    let read = read(&[list.clone(), ks2, ks4]);
    assert_eq!(read.shown("urn:100001", "pupils 2011-12"), "30");
    assert_eq!(read.shown("urn:100001", "five_ac 2011-12"), "none");
    let doubt = read.doubt(DoubtKind::NotRead, "is the name of a school whose phase is primary");
    assert!(doubt.what.contains("are of secondary schools; the row was not used"), "{}", doubt.what);
    // a school that has such results under its number is the school meant
    let numbered = one("KS4 2010-11.xlsx", "URN|School|% 5 A*-C\n100001|St Mary's|50");
    let ks4 = one("KS4 2011-12.xlsx", "School|% 5 A*-C\nSt Mary's|55");
    let both = super::support::read(&[list, numbered, ks4]);
    assert_eq!(both.shown("urn:100001", "five_ac 2011-12"), "55");
}

#[test]
fn a_school_known_by_name_alone_is_a_school_of_its_own() {
    let read = read(&[one("a 2011-12.xlsx", "School|% L4+ reading\nOak|72\nElm|64")]);
    assert_eq!(read.keys(), ["name:elm", "name:oak"]);
    read.no_doubts();
}

#[test]
fn the_same_school_spelt_two_ways_is_shown_and_not_joined() {
    let read = read(&[
        one(
            "a 2011-12.xlsx",
            "URN|School|% L4+ reading\n100001|Oak Tree Primary School|72\n100002|Oak Tree Infant School|70",
        ),
        one("b 2011-12.xlsx", "School|% L4+ maths\nOak Tree Primry School|80"),
    ]);
    assert_eq!(read.shown("urn:100001", "maths 2011-12"), "none");
    assert_eq!(read.keys(), ["urn:100002", "urn:100001"]);
    let doubt = read.doubt(DoubtKind::NotRead, "may be Oak Tree Primary School, written otherwise");
    let places: Vec<String> = doubt.places.iter().map(ToString::to_string).collect();
    assert_eq!(places, ["b 2011-12.xlsx, Data!A2", "a 2011-12.xlsx, Data!B2"]);
    assert_eq!(read.data.workbooks[1].tables[0].rows[0].subject, RowSubject::Ignored);
}

#[test]
fn infant_and_junior_schools_of_one_name_stay_two() {
    let read = read(&[
        one("a 2011-12.xlsx", "URN|School|% L4+ reading\n100001|St Mary's Infant School|72"),
        one("b 2011-12.xlsx", "School|% L4+ maths\nSt Mary's Junior School|80"),
    ]);
    assert_eq!(read.keys(), ["urn:100001", "name:saint marys junior school"]);
    read.no_doubts();
}

#[test]
fn a_urn_that_belongs_to_another_name_elsewhere_is_shown_with_both_cells() {
    let read = read(&[
        one(
            "a 2011-12.xlsx",
            "URN|School|% L4+ reading\n100001|Chalkwell Hall Junior|72\n100002|Cecil Jones College|64",
        ),
        one("b 2011-12.xlsx", "URN|School|% L4+ maths\n100001|Cecil Jones College|80"),
    ]);
    assert_eq!(read.shown("urn:100001", "maths 2011-12"), "none", "it is not sure whose 80 it is");
    assert_eq!(read.shown("urn:100002", "maths 2011-12"), "none");
    let doubt = read.doubt(DoubtKind::NotRead, "URN 100001 stands beside Cecil Jones College here");
    let places: Vec<String> = doubt.places.iter().map(ToString::to_string).collect();
    assert_eq!(places, ["b 2011-12.xlsx, Data!B2", "a 2011-12.xlsx, Data!B2"]);
}

#[test]
fn numbers_crossed_between_schools_whose_names_share_their_kind_are_told() {
    let crossed = |names: [&str; 2]| {
        let [one_name, other] = names;
        let first = format!("URN|School|% L4+ reading\n100001|{one_name}|72\n100002|{other}|64");
        let second = format!("URN|School|% L4+ maths\n100001|{other}|80\n100002|{one_name}|50");
        read(&[one("a 2011-12.xlsx", &first), one("b 2011-12.xlsx", &second)])
    };
    for names in [["Ashfield Primary School", "Brookside Primary School"], ["Elm Infant School", "Elm Junior School"]] {
        let found = crossed(names);
        assert_eq!(found.shown("urn:100001", "maths 2011-12"), "none", "{names:?}");
        assert_eq!(found.shown("urn:100002", "maths 2011-12"), "none", "{names:?}");
        found.doubt(DoubtKind::NotRead, &format!("URN 100001 stands beside {} here", names[1]));
    }
    // schools whose kind alone changed
    let read = read(&[
        one(
            "a 2010-11.xlsx",
            "URN|School|% L4+ reading\n100001|Ashfield Primary School|72\n100002|Elm Primary School|64",
        ),
        one("b 2011-12.xlsx", "URN|School|% L4+ reading\n100001|Ashfield Primary Academy|80\n100002|Elm Primary|60"),
    ]);
    read.no_doubts();
}

#[test]
fn a_urn_with_a_quite_new_name_is_joined_and_doubted() {
    let read = read(&[
        one("a 2010-11.xlsx", "URN|School|% L4+ reading\n100001|Futures Community College|72"),
        one("b 2011-12.xlsx", "URN|School|% L4+ reading\n100001|Southchurch High|80"),
    ]);
    assert_eq!(read.shown("urn:100001", "reading 2010-11"), "72");
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "80");
    read.doubt(DoubtKind::Identity, "they were taken for one school by the number");
}

#[test]
fn a_table_of_changes_joins_old_and_new_numbers() {
    let read = read(&[
        one("a 2009-10.xlsx", "URN|School|% L4+ reading\n100001|Oak Primary|70"),
        one("b 2011-12.xlsx", "URN|School|Phase|% L4+ reading\n100009|Harbour Academy|Primary|72"),
        one(
            "changes.xlsx",
            "Predecessor URN|Successor URN|Reason\n100001|100005|closed\n100005|100009|became an academy",
        ),
    ]);
    assert_eq!(read.keys(), ["urn:100009"]);
    let school = read.school("urn:100009");
    assert_eq!(&*school.identity.name, "Harbour Academy");
    let before: Vec<String> = school.identity.predecessors.iter().map(ToString::to_string).collect();
    assert_eq!(before, ["100005", "100001"]);
    assert_eq!(read.shown("urn:100009", "reading 2009-10"), "70");
    read.no_doubts();
}

#[test]
fn numbers_said_to_follow_each_other_are_doubted() {
    let read = read(&[one("a 2011-12.xlsx", "URN|Successor URN|% L4+ reading\n100001|100002|70\n100002|100001|71")]);
    read.doubt(DoubtKind::Identity, "each said to follow the other");
}

#[test]
fn one_laestab_with_two_urns_is_one_school_and_it_is_said() {
    let read = read(&[
        one("a 2010-11.xlsx", "URN|LAESTAB|School|% L4+ reading\n100001|9992001|Thornwick School|70"),
        one("b 2011-12.xlsx", "URN|LAESTAB|School|% L4+ reading\n100009|9992001|Thornwick Academy|72"),
    ]);
    assert_eq!(read.keys(), ["urn:100009"]);
    assert_eq!(read.shown("urn:100009", "reading 2010-11"), "70");
    read.doubt(DoubtKind::Remark, "have one LAESTAB, 9992001, and were taken for one school");
    read.no_doubts();
}

#[test]
fn one_laestab_with_two_urns_and_quite_different_names_is_not_joined() {
    let read = read(&[
        one("a 2010-11.xlsx", "URN|LAESTAB|School|% L4+ reading\n100001|9992001|Chalkwell Hall Junior|70"),
        one("b 2011-12.xlsx", "URN|LAESTAB|School|% L4+ reading\n100009|9992001|Cecil Jones College|72"),
        one("c 2011-12.xlsx", "LAESTAB|% L4+ maths\n9992001|50"),
    ]);
    assert_eq!(read.data.schools.len(), 2);
    read.doubt(DoubtKind::Identity, "they were kept apart");
    read.doubt(DoubtKind::Identity, "LAESTAB 9992001 belongs to more than one school here");
    assert_eq!(read.shown("urn:100009", "maths 2011-12"), "none");
}

#[test]
fn a_closed_school_and_its_successor_in_one_table_are_one_school() {
    let read = read(&[
        one(
            "a 2011-12.xlsx",
            "URN|School|% L4+ reading|Unauthorised absence\n100001|Marlow Road|SUPP|1.4\n100009|Harbour Academy|72|1.3",
        ),
        one("changes.xlsx", "Predecessor URN|Successor URN\n100001|100009"),
    ]);
    assert_eq!(read.keys(), ["urn:100009"]);
    assert_eq!(read.shown("urn:100009", "reading 2011-12"), "72");
    assert_eq!(read.shown("urn:100009", "absence 2011-12"), "1.3");
    let doubt = read.doubt(DoubtKind::Identity, "has two rows in this table in 2011-12");
    assert_eq!(cells(doubt), ["Data!D3", "Data!D2"]);
}

#[test]
fn what_a_list_says_of_the_school_before_is_not_said_of_the_one_that_took_over() {
    let read = read(&[
        one("a register.xlsx", "URN|LAESTAB|School|Phase|First headship|Balance\n100001|9992001|Oak|Special|Yes|500"),
        one("b 2010-11.xlsx", "URN|School|% L4+ reading\n100001|Oak|70"),
        one("c list 2011-12.xlsx", "URN|LAESTAB|School|Balance|Unauthorised absence\n100009|9992001|Oak|400|1.2"),
    ]);
    assert_eq!(read.keys(), ["urn:100009"]);
    assert_eq!(read.shown("urn:100009", "first_headship"), "none");
    assert_eq!(read.shown("urn:100009", "balance"), "400");
    assert_eq!(read.shown("urn:100009", "reading 2010-11"), "70");
    assert_eq!(["phase", "mainstream"].map(|what| read.shown("urn:100009", what)), ["special", "no"]);
    let doubt = read.doubt(DoubtKind::Identity, "Oak took over from a school with another number");
    assert!(doubt.what.ends_with("not taken for it: First headship"), "{}", doubt.what);
    assert_eq!(cells(doubt), ["Data!E2"]);
}

#[test]
fn the_school_of_now_may_stand_only_in_a_list_that_says_no_year() {
    let read = read(&[
        one("a register.xlsx", "URN|LAESTAB|School|First headship\n100001|9992001|Oak|Yes"),
        one("b 2010-11.xlsx", "URN|School|% L4+ reading\n100001|Oak|70"),
        one("c list.xlsx", "URN|LAESTAB|School|Phase|Balance\n100009|9992001|Oak|Special|400"),
    ]);
    assert_eq!(read.keys(), ["urn:100009"]);
    assert_eq!(read.shown("urn:100009", "first_headship"), "none");
    assert_eq!(read.shown("urn:100009", "balance"), "400");
}

#[test]
fn a_school_that_has_yet_to_open_takes_nobodys_place() {
    let register = "URN|LAESTAB|School|Status|% L4+ maths\n100001|9992001|Oak|Open|\n\
                    150001|9992001|Oak|Proposed to open|\n150002|9992002|Elm Academy|proposed to open|70";
    let results = "URN|% L4+ reading\n100001|72";
    let read_with = |more: &str| {
        read(&[one("register.xlsx", register), one("b 2011-12.xlsx", results), one("c 2012-13.xlsx", more)])
    };
    let read = read_with("URN|% L4+ reading\n100001|73");
    assert_eq!(read.keys(), ["urn:150002", "urn:100001"]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    // it has opened when a table has results of it
    let read = read_with("URN|% L4+ reading\n150001|73");
    assert_eq!(read.keys(), ["urn:150002", "urn:150001"]);
    assert_eq!(read.shown("urn:150001", "reading 2011-12"), "72");
}

#[test]
fn two_rows_for_one_school_and_year_that_disagree_leave_no_value() {
    let read =
        read(&[one("a 2011-12.xlsx", "URN|School|% L4+ reading|% L4+ maths\n100001|Oak|72|80\n100001|Oak|64|80")]);
    assert!(read.shown("urn:100001", "reading 2011-12").starts_with("two cells disagree: 72 and 64"));
    assert_eq!(read.shown("urn:100001", "maths 2011-12"), "80");
    let doubt = read.doubt(DoubtKind::NotRead, "Oak has two rows of this table in 2011-12 that disagree");
    assert_eq!(cells(doubt), ["Data!C2", "Data!C3"]);
}

#[test]
fn a_name_that_two_schools_have_joins_neither() {
    let read = read(&[
        one("a 2011-12.xlsx", "URN|School|% L4+ reading\n100001|Holy Trinity|72\n100002|Holy Trinity|64"),
        one("b 2011-12.xlsx", "School|% L4+ maths\nHoly Trinity|80"),
    ]);
    let doubt = read.doubt(DoubtKind::NotRead, "Holy Trinity is the name of 2 schools");
    assert_eq!(doubt.places.len(), 3);
    assert_eq!(read.shown("urn:100001", "maths 2011-12"), "none");
}

#[test]
fn a_number_that_is_no_urn_is_doubted() {
    let read = read(&[one("a 2011-12.xlsx", "URN|School|% L4+ reading\n100001|Oak|72\n10002|Elm|64")]);
    assert_eq!(cells(read.doubt(DoubtKind::Identity, "“10002” is not a URN")), ["Data!A3"]);
    assert_eq!(read.keys(), ["urn:100001"]);
    read.doubt(DoubtKind::NotRead, "Elm has no URN or LAESTAB, and no school of this name is known");
}

#[test]
fn a_row_whose_number_is_none_is_not_joined_by_its_name() {
    for number in ["000451", "45.1", "1234567", "100001A", "-100001"] {
        let read = read(&[
            one("list.xlsx", "URN|School|Phase\n100001|St Mary's|Primary\n100002|Elm|Primary"),
            one("a 2011-12.xlsx", &format!("URN|School|% L4+ reading\n'{number}|St Mary's|72\n100002|Elm|64")),
        ]);
        assert_eq!(read.shown("urn:100001", "reading 2011-12"), "none", "{number}");
        assert_eq!(read.shown("urn:100002", "reading 2011-12"), "64");
        read.doubt(DoubtKind::NotRead, &format!("St Mary's stands beside “{number}”, which is no school's number"));
    }
    let read = read(&[one("a 2011-12.xlsx", "URN|School|% L4+ reading\n'000451|Oak|72\n100002|Elm|64")]);
    read.doubt(DoubtKind::Identity, "“000451” is no school's number: none begins with 0");
}

#[test]
fn schools_of_another_country_are_known_by_numbers_of_the_length_that_the_rulebook_says() {
    let rules = "authority: {name: Greenfield}
identity: {urn: [School id], urn digits: 4, name: [School]}
measures:
  - {id: reading, title: Reading, unit: percent, headings: [Reading]}
  - {id: maths, title: Maths, unit: percent, headings: [Maths]}
";
    let read = read_by(
        &[
            one("reading 2023-24.xlsx", "School id|School|Reading\n0042|Ash|72\n4217|Elm|64"),
            one("maths 2023-24.xlsx", "School id|School|Maths\n42|Ash Elementary|80\n4217|Elm|71\n115368|Fir|60"),
        ],
        rules,
    );
    assert_eq!(read.shown("urn:0042", "maths 2023-24"), "80");
    assert_eq!(read.shown("urn:4217", "reading 2023-24"), "64");
    read.doubt(DoubtKind::Identity, "is not a school's number (4 digits)");
}

#[test]
fn a_row_with_the_laestab_of_another_school_makes_the_two_no_one_school() {
    let list = "URN|LAESTAB|School|Phase\n100001|9992001|Lane End Primary School|Primary\n\
                100002|9992002|Gildersome Primary School|Primary";
    for (name, used) in [
        ("Gildersome Primary School", true),
        ("Lane End Primary School", false),
        ("", false),
        ("Gildersome Prim", false),
    ] {
        let results = format!(
            "URN|LAESTAB|School|% L4+ reading\n100001|9992001|Lane End Primary School|60\n100002|9992001|{name}|44"
        );
        let found = read(&[one("list.xlsx", list), one("a 2011-12.xlsx", &results)]);
        assert_eq!(found.data.schools.len(), 2, "{name}");
        assert_eq!(found.shown("urn:100001", "reading 2011-12"), "60", "{name}");
        assert_eq!(found.shown("urn:100002", "reading 2011-12"), if used { "44" } else { "none" }, "{name}");
        let said =
            "the URN is that of Gildersome Primary School and the LAESTAB, 9992001, that of Lane End Primary School";
        let doubt = found.doubt(if used { DoubtKind::Identity } else { DoubtKind::NotRead }, said);
        assert_eq!(cells(doubt).len(), 3, "{doubt:?}");
    }
}
