//! Workbooks that hold schools of several authorities: whose are read.

use yardstick::intake::record::DoubtKind;
use yardstick::intake::{IntakeOptions, Whose};

use super::support::{Read, csv, one, read, read_with};

const NATIONAL: &str = "URN|LAESTAB|School|Local Authority (Education)|% L4+ reading\n\
    100001|9992001|Oak|Testmere|72\n\
    100002|9992002|Elm|Testmere|64\n\
    100003|8822003|Ash|Southmere|81\n\
    100004|8812004|Fir|Westshire|620\n\
    100005|8812005|Yew|Westshire|77";

fn read_for(books: &[workbook::read::Book], whose: &str) -> Read {
    read_with(books, &IntakeOptions { whose: whose.parse().unwrap(), ..IntakeOptions::default() })
}

#[test]
fn only_the_rulebooks_own_schools_become_records_and_others_are_counted() {
    let read = read(&[one("England 2011-12.xlsx", NATIONAL)]);
    assert_eq!(read.keys(), ["urn:100002", "urn:100001"]);
    let table = &read.data.workbooks[0].tables[0];
    assert_eq!((table.rows.len(), table.of_other_authorities), (2, 3));
    assert_eq!(read.data.authority, None);
    // 620 percent stands in a row of another authority
    read.no_doubts();
}

#[test]
fn another_authority_is_read_when_asked_for_by_name_or_number() {
    for whose in ["Westshire", "881", " westshire "] {
        let read = read_for(&[one("England 2011-12.xlsx", NATIONAL)], whose);
        assert_eq!(read.keys(), ["urn:100004", "urn:100005"], "{whose}");
        assert_eq!(read.data.authority.as_deref(), Some("Westshire"), "{whose}");
        read.doubt(DoubtKind::Value, "620");
    }
}

#[test]
fn a_school_that_one_file_gives_the_authority_of_before_and_another_that_of_now_is_ours_in_both() {
    let register = "URN|LA|LA name|School|Phase\n100001|942|Newshire|Oak|Primary\n100002|943|Otherland|Elm|Primary";
    let results = "LA|URN|School|% L4+ reading\n909|100001|Oak|72\n909|100002|Elm|60\n909|100003|Ash|50";
    let read = read_for(&[one("register.xlsx", register), one("results 2011-12.xlsx", results)], "Newshire");
    assert_eq!(read.keys(), ["urn:100001"]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "72");
    let of = |name: &str| {
        read.data.workbooks.iter().find(|book| &*book.name == name).unwrap().tables[0].of_other_authorities
    };
    assert_eq!((of("register.xlsx"), of("results 2011-12.xlsx")), (1, 2));
}

#[test]
fn an_authority_may_be_asked_for_by_the_short_form_of_its_name() {
    let table = |name: &str| {
        format!("URN|LA|LA name|School|% L4+ reading\n100001|810|{name}|Oak|72\n100002|811|East Riding|Elm|60")
    };
    for (full, short) in
        [("Kingston upon Hull, City of", "Hull"), ("County Durham", "Durham"), ("Bristol, City of", "bristol")]
    {
        let read = read_for(&[one("results 2011-12.xlsx", &table(full))], short);
        assert_eq!(read.keys(), ["urn:100001"], "{short}");
        read.doubt(DoubtKind::Remark, "was taken for");
    }
    // half of another's name is no short form of it
    read_for(&[one("results 2011-12.xlsx", &table("North Northants"))], "Northants")
        .doubt(DoubtKind::NotRead, "no row is of");
}

#[test]
fn schools_that_nothing_says_whose_they_are_are_kept_apart_where_one_authority_is_asked_for() {
    let list = "URN|LAESTAB|School|Phase\n100001|9992001|Oak|Primary\n100002|9992002|Elm|Primary";
    let mixed = "URN|School|% L4+ reading\n100001|Oak|72\n100008|Old Elm|60\n100021|Ash|81\n100022|Fir|20";
    let changes = one("changes.xlsx", "Predecessor URN|Successor URN\n100008|100002");
    let books = [one("list.xlsx", list), one("mixed 2011-12.xlsx", mixed), changes];
    let asked = read_for(&books, "Testmere");
    assert_eq!(asked.keys(), ["urn:100002", "urn:100001"]);
    assert_eq!(asked.shown("urn:100002", "reading 2011-12"), "60", "its earlier number is known for its own");
    let doubt = asked.doubt(DoubtKind::NotRead, "nothing says whose 2 schools of this table are");
    assert!(doubt.what.contains("(Ash, URN 100021 and Fir, URN 100022)"), "{}", doubt.what);
    assert_eq!(doubt.workbook.as_deref(), Some("mixed 2011-12.xlsx"));
    assert_eq!(doubt.places.len(), 2);
    assert!(doubt.advice.as_ref().unwrap().starts_with("add a column with their authority or LAESTAB"));

    // nobody asked for one authority, or no list says which schools are its: they are all taken for its own
    assert_eq!(read(&books).data.schools.len(), 4);
    assert_eq!(read_for(&books, "all").data.schools.len(), 4);
    assert_eq!(read_for(&books[1..], "Testmere").data.schools.len(), 4);
}

#[test]
fn a_list_may_say_whose_schools_are_by_name_alone() {
    let list = "URN|School|LA name|Phase\n100001|Oak|Testmere|Primary\n100021|Ash|Southmere|Primary";
    let books = [one("list.xlsx", list), one("mixed 2011-12.xlsx", "URN|% L4+ reading\n100001|72\n100021|81")];
    let asked = read_for(&books, "Testmere");
    assert_eq!(asked.keys(), ["urn:100001"]);
    assert_eq!(asked.data.workbooks[1].tables[0].of_other_authorities, 1);
    asked.no_doubts();
}

#[test]
fn every_authority_is_read_when_asked_for() {
    let read = read_for(&[one("England 2011-12.xlsx", NATIONAL)], "all");
    assert_eq!(read.data.schools.len(), 5);
    assert_eq!(read.data.workbooks[0].tables[0].of_other_authorities, 0);
}

#[test]
fn an_authority_that_no_row_is_of_is_said_to_be_missing_with_those_there_are() {
    let read = read_for(&[one("England 2011-12.xlsx", NATIONAL)], "Northshire");
    assert!(read.data.schools.is_empty());
    let doubt = read.doubt(DoubtKind::NotRead, "no row is of Northshire");
    assert!(doubt.what.contains("Testmere (999): 2"), "{}", doubt.what);
}

#[test]
fn of_many_authorities_without_ours_none_is_judged_and_the_message_says_what_to_do() {
    let others = NATIONAL.replace("|999", "|777").replace("Testmere", "Farmere");
    let read = read(&[one("England 2011-12.xlsx", &others)]);
    assert!(read.data.schools.is_empty());
    let doubt = read.doubt(DoubtKind::NotRead, "3 others");
    assert!(doubt.what.contains("Borough of Testmere (999)"), "{}", doubt.what);
    assert!(doubt.advice.as_deref().unwrap().contains("--authority \"Farmere\""), "{doubt:?}");
}

#[test]
fn one_other_authority_that_accounts_for_all_other_workbooks_is_taken_and_said() {
    let others = NATIONAL.replace("|999", "|777").replace("Testmere", "Farmere");
    let own = csv("absence 2011-12.csv", "URN|LA|ESTAB|Unauthorised absence\n100003|882|2003|1.2\n100009|882|2009|1.4");
    let read = read(&[one("England 2011-12.xlsx", &others), own]);
    assert_eq!(read.keys(), ["urn:100003", "urn:100009"]);
    assert_eq!(read.data.authority.as_deref(), Some("Southmere"));
    let doubt = read.doubt(DoubtKind::Identity, "Southmere (882)");
    assert!(doubt.what.contains("2 other authorities"), "{}", doubt.what);
}

#[test]
fn workbooks_of_one_other_authority_alone_are_judged_with_a_remark() {
    let read = read(&[csv("absence 2011-12.csv", "URN|LA|ESTAB|Unauthorised absence\n100003|882|2003|1.2")]);
    assert_eq!(read.keys(), ["urn:100003"]);
    assert_eq!(read.data.authority.as_deref(), Some("Southend-on-Sea"), "numbers have names");
    read.doubt(DoubtKind::Remark, "no row is of the rulebook's authority");
    read.no_doubts();
}

#[test]
fn a_workbook_goes_before_the_list_of_authorities_and_a_number_that_nobody_has_stays_one() {
    let named =
        csv("absence 2011-12.csv", "URN|LA|ESTAB|LA name|Unauthorised absence\n100003|882|2003|Southend Borough|1.2");
    assert_eq!(read(&[named]).data.authority.as_deref(), Some("Southend Borough"));
    let unknown = csv("absence 2011-12.csv", "URN|LA|ESTAB|Unauthorised absence\n100003|777|2003|1.2");
    assert_eq!(read(&[unknown]).data.authority.as_deref(), Some("authority 777"));
}

#[test]
fn a_row_with_a_urn_alone_is_the_authoritys_that_another_workbook_gives_it() {
    let urns = csv("absence 2011-12.csv", "URN|Unauthorised absence\n100001|1.2\n100004|1.4\n100077|1.6");
    let read = read(&[one("England 2011-12.xlsx", NATIONAL), urns]);
    assert_eq!(read.keys(), ["urn:100002", "urn:100001", "urn:100077"]);
    let apart: Vec<usize> = read.data.workbooks.iter().map(|book| book.tables[0].of_other_authorities).collect();
    assert_eq!(apart, [1, 3], "absence, England");
}

#[test]
fn a_name_beside_our_number_is_ours_however_it_is_written() {
    let text = "URN|LAESTAB|School|LA name|% L4+ reading\n100001|9992001|Oak|Testmere Unitary Authority|72\n\
                100003|8822003|Ash|Southmere|81";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(read.keys(), ["urn:100001"]);
}

#[test]
fn the_choice_is_read_from_words() {
    assert_eq!("ALL".parse(), Ok(Whose::Every));
    assert_eq!(" 882 ".parse(), Ok(Whose::Of("882".into())));
}
