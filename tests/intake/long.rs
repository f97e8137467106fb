//! Long tables, as the statistics service publishes them: a row for each school, year, group and measure.

use proptest::prelude::*;
use yardstick::intake::record::DoubtKind;

use super::support::{Read, cells, csv, one, read, read_by};

const HEAD: &str = "school_urn|school_name|time_period|breakdown|indicator|value";

fn long(rows: &[&str]) -> Read {
    read(&[csv("service.csv", &format!("{HEAD}\n{}", rows.join("\n")))])
}

#[test]
fn a_column_names_the_measure_and_another_holds_its_value() {
    let read = long(&[
        "100001|Oak|202425|Total|% L4+ reading|61",
        "100001|Oak|202425|FSM|% L4+ reading|40",
        "100001|Oak|202324|Total|% L4+ reading|58",
        "100001|Oak|202425|Total|Progress score|-1.5",
        "100002|Elm|202425|Total|Progress score|0.3",
    ]);
    for (school, what, value) in [
        ("urn:100001", "reading 2024-25", "61"),
        ("urn:100001", "reading.fsm 2024-25", "40"),
        ("urn:100001", "reading 2023-24", "58"),
        ("urn:100001", "score 2024-25", "-1.5"),
        ("urn:100002", "score 2024-25", "0.3"),
        ("urn:100002", "reading 2024-25", "none"),
    ] {
        assert_eq!(read.shown(school, what), value, "{school} {what}");
    }
    read.no_doubts();
}

#[test]
fn every_value_keeps_the_row_and_column_where_it_stands() {
    let read = long(&["100001|Oak|202425|Total|Progress score|-1.5", "100001|Oak|202425|Total|% L4+ reading|61"]);
    let place = |what: &str| read.entry("urn:100001", what).unwrap().place.as_ref().unwrap().a1();
    assert_eq!((place("score 2024-25"), place("reading 2024-25")), ("F2".into(), "F3".into()));
}

#[test]
fn a_word_and_the_heading_of_its_values_name_a_measure_together() {
    let text = "school_urn|time_period|subject|level_4+_percent|pupils counted\n\
                100001|202425|Reading|61|30\n100001|202425|Maths|70|30\n100001|202425|Music|80|30";
    let read = read(&[csv("service.csv", text)]);
    assert_eq!(read.shown("urn:100001", "reading 2024-25"), "61");
    assert_eq!(read.shown("urn:100001", "maths 2024-25"), "70");
    assert_eq!(read.entry("urn:100001", "maths 2024-25").unwrap().place.as_ref().unwrap().a1(), "D3");
    read.doubt(DoubtKind::Remark, "names a measure that the rulebook does not know: “Music”; its rows were not read");
}

#[test]
fn years_may_stand_over_the_values() {
    let text = "URN|School|Indicator|2023-24|2024-25\n100001|Oak|% L4+ reading|58|61\n100001|Oak|% L4+ maths|70|SUPP";
    let read = read(&[one("profile.xlsx", text)]);
    assert_eq!(read.shown("urn:100001", "reading 2023-24"), "58");
    assert_eq!(read.shown("urn:100001", "reading 2024-25"), "61");
    assert_eq!(read.shown("urn:100001", "maths 2024-25"), "suppressed, too few pupils (“SUPP”)");
}

#[test]
fn measures_that_no_rule_knows_are_passed_by_and_said_once() {
    let rows = [
        "100001|Oak|202425|Total|% L4+ reading|61",
        "100001|Oak|202425|Total|Shoe size|4",
        "100002|Elm|202425|Total|Shoe size|5",
    ];
    let read = long(&rows);
    let doubt = read.doubt(DoubtKind::Remark, "names a measure that the rulebook does not know: “Shoe size”");
    assert_eq!(cells(doubt), ["!E3"]);
    read.no_doubts();
}

#[test]
fn of_two_rows_that_differ_neither_is_used() {
    let read = long(&[
        "100001|Oak|202425|Total|% L4+ reading|61",
        "100001|Oak|202425|Total|% L4+ reading|40",
        "100001|Oak|202425|Total|% L4+ maths|70",
    ]);
    assert_eq!(read.shown("urn:100001", "reading 2024-25"), "its rows disagree: 61 in row 2 and 40 in row 3");
    assert_eq!(read.shown("urn:100001", "maths 2024-25"), "70");
    let doubt = read.doubt(DoubtKind::NotRead, "rows say different things of one school, measure, group and year");
    assert_eq!(cells(doubt), ["!F2", "!F3"]);
}

#[test]
fn a_suppressed_row_speaks_against_a_figure_and_an_equal_one_does_not() {
    let read = long(&[
        "100001|Oak|202425|Total|% L4+ reading|61",
        "100001|Oak|202425|Total|% L4+ reading|SUPP",
        "100002|Elm|202425|Total|% L4+ reading|55",
        "100002|Elm|202425|Total|% L4+ reading|55",
        "100003|Ash|202425|Total|% L4+ reading|SUPP",
    ]);
    assert!(read.shown("urn:100001", "reading 2024-25").starts_with("its rows disagree: 61 in row 2"));
    assert_eq!(read.shown("urn:100002", "reading 2024-25"), "55");
    assert_eq!(read.shown("urn:100003", "reading 2024-25"), "suppressed, too few pupils (“SUPP”)");
}

#[test]
fn rows_of_a_breakdown_that_is_not_known_are_no_ones_figure() {
    let text = "school_urn|time_period|language|indicator|value\n100001|202425|English|% L4+ reading|61\n\
                100001|202425|other|% L4+ reading|40";
    let read = read(&[csv("service.csv", text)]);
    assert!(read.shown("urn:100001", "reading 2024-25").starts_with("its rows disagree"));
    let doubt = read.doubt(DoubtKind::NotRead, "none was used");
    assert!(doubt.advice.as_deref().unwrap().contains("add its heading to `group` under `identity`"));
}

#[test]
fn rows_of_the_nation_are_read_from_long_tables_too() {
    let text = "geographic_level|school_urn|time_period|indicator|value\nNational||202425|% L4+ reading|75\n\
                School|100001|202425|% L4+ reading|61";
    let read = read(&[csv("service.csv", text)]);
    assert_eq!(read.of_area("national", "reading 2024-25"), "75");
    assert_eq!(read.shown("urn:100001", "reading 2024-25"), "61");
}

#[test]
fn measures_without_a_column_of_values_are_told() {
    let read =
        read(&[csv("service 2024-25.csv", "URN|School|Phase|Indicator|How much\n100001|Oak|Primary|% L4+ reading|61")]);
    let doubt = read.doubt(DoubtKind::NotRead, "names measures (“% L4+ reading”), but no column is known");
    assert!(doubt.advice.as_deref().unwrap().contains("`value` under `identity`"));
}

#[test]
fn a_column_called_subject_in_an_ordinary_table_is_about_something_else() {
    let read = read(&[one(
        "a 2011-12.xlsx",
        "URN|School|Subject|% L4+ reading\n100001|Oak|of a visit|61\n100002|Elm|none|40",
    )]);
    assert_eq!(read.shown("urn:100001", "reading 2011-12"), "61");
    read.no_doubts();
}

#[test]
fn a_word_that_two_measures_claim_is_asked_about() {
    let rules = "authority: {name: Testmere, number: 999}
measures:
  - {id: a, title: A, unit: words, headings: [Kind], categories: {x: [X]}}
  - {id: b, title: B, unit: words, headings: [Kind], categories: {y: [Y]}}
  - {id: c, title: C, unit: number, headings: [Size]}";
    let text = "URN|School|Year|Indicator|Value\n100001|Oak|2024-25|Kind|X\n100001|Oak|2024-25|Size|4";
    let read = read_by(&[csv("service.csv", text)], rules);
    read.doubt(DoubtKind::Heading, "the heading “Kind” is claimed by `a` and `b`");
    assert_eq!(read.shown("urn:100001", "c 2024-25"), "4");
}

/// School, measure, group and year of a figure, by number, and the figure; 9 is suppressed.
type Figure = ((usize, usize, usize, usize), u8);

const MEASURES: [&str; 3] = ["% L4+ reading", "% L4+ maths", "Progress score"];
const IDS: [&str; 3] = ["reading", "maths", "score"];
const GROUPS: [&str; 2] = ["all", "fsm"];

fn cell(figure: Option<u8>) -> String {
    figure.map_or_else(String::new, |figure| if figure == 9 { "SUPP".into() } else { format!("{}", figure + 2) })
}

/// The same figures in a wide table: a row for each school and year, a column for each measure and group.
fn wide(figures: &[Figure]) -> String {
    let headings = MEASURES.iter().flat_map(|measure| [(*measure).to_owned(), format!("{measure} FSM")]);
    let mut text = format!("URN|School|Year|{}", headings.collect::<Vec<_>>().join("|"));
    for (school, year) in (0..3).flat_map(|school| (0..2).map(move |year| (school, year))) {
        let of =
            |at: (usize, usize, usize, usize)| figures.iter().find(|(key, _)| *key == at).map(|(_, figure)| *figure);
        let row = (0..3).flat_map(|measure| (0..2).map(move |group| (measure, group)));
        let row: Vec<String> = row.map(|(measure, group)| cell(of((school, measure, group, year)))).collect();
        text += &format!("\n10000{school}|School {school}|202{year}-2{}|{}", year + 1, row.join("|"));
    }
    text
}

fn tall(figures: &[Figure]) -> String {
    let mut text = "URN|School|Year|Group|Indicator|Value".to_owned();
    for ((school, measure, group, year), figure) in figures {
        let group = ["Total", "FSM"][*group];
        let measure = MEASURES[*measure];
        text += &format!(
            "\n10000{school}|School {school}|202{year}2{}|{group}|{measure}|{}",
            year + 1,
            cell(Some(*figure))
        );
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A long table says what the wide one of the same figures says, in whatever order its rows stand.
    #[test]
    fn long_and_wide_tables_say_the_same(
        figures in proptest::collection::btree_map((0_usize..3, 0_usize..3, 0_usize..2, 0_usize..2), 0_u8..10, 1..30)
            .prop_map(|map| map.into_iter().collect::<Vec<Figure>>()).prop_shuffle()
    ) {
        let (wide, tall) = (read(&[csv("a.csv", &wide(&figures))]), read(&[csv("a.csv", &tall(&figures))]));
        for ((school, measure, group, year), _) in &figures {
            let what = format!("{}.{} 202{year}-2{}", IDS[*measure], GROUPS[*group], year + 1);
            let school = format!("urn:10000{school}");
            prop_assert_eq!(wide.shown(&school, &what), tall.shown(&school, &what), "{} {}", school, what);
        }
        let known = |read: &Read| {
            let entries = read.data.schools.iter().flat_map(|school| school.facts.sorted());
            entries.filter(|(_, entry)| entry.value.is_ok()).count()
        };
        prop_assert_eq!(known(&wide), known(&tall));
    }
}

#[test]
fn a_column_that_no_heading_lists_is_of_groups_where_rows_of_a_school_differ_in_it() {
    for heading in ["Gender", "Category", "Pupils"] {
        let text = format!(
            "URN|School|{heading}|% L4+ reading\n100001|Oak|Total|61\n100001|Oak|FSM|40\n100001|Oak|Non-FSM|70"
        );
        let read = read(&[one("a 2011-12.xlsx", &text)]);
        let of = |what: &str| read.shown("urn:100001", what);
        assert_eq!((of("reading 2011-12"), of("reading.fsm 2011-12")), ("61".into(), "40".into()), "{heading}");
        read.doubt(DoubtKind::Remark, "names the group of each row");
    }
}

#[test]
fn a_column_about_the_school_itself_is_none_of_groups() {
    let text = "URN|School|Category|% L4+ reading\n100001|Oak|Mixed|40\n100002|Elm|FSM|50\n100003|Ash|Mixed|60";
    let read = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(read.shown("urn:100002", "reading 2011-12"), "50");
}
