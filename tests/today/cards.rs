//! The category that a report card makes, for 300 schools, against a table of all combinations written out by hand.

use std::fmt::Write as _;

use super::world::{example, judged};

const GRADES: [&str; 5] =
    ["Exceptional", "Strong standard", "Expected standard", "Needs attention", "Urgent improvement"];
const URGENT: usize = 4;
/// inclusion, curriculum, achievement, attendance, development, leadership, early years, post-16
const AREAS: usize = 8;
const LEADERSHIP: usize = 5;
const FIRST_OPTIONAL: usize = 6;

/// Leadership urgent, another area urgent, safeguarding not met: the category.
const TABLE: [(bool, bool, bool, &str); 8] = [
    (false, false, false, "none"),
    (false, false, true, "SWK"),
    (false, true, false, "SWK"),
    (false, true, true, "SWK"),
    (true, false, false, "SWK"),
    (true, false, true, "SM"),
    (true, true, false, "SM"),
    (true, true, true, "SM"),
];

/// Grades by area (`None` where there is no such provision) and whether safeguarding is met.
struct Card {
    areas: [Option<usize>; AREAS],
    met: bool,
}

/// Every combination of the table with each area as the other one, then cards that mix all grades, 300 in all.
fn cards() -> Vec<Card> {
    let mut cards = Vec::new();
    for (leadership, other, not_met, _) in TABLE {
        for area in (0..AREAS).filter(|area| *area != LEADERSHIP) {
            let mut areas = [Some(2); AREAS];
            areas[area] = Some(if other { URGENT } else { 3 });
            areas[LEADERSHIP] = Some(if leadership { URGENT } else { 1 });
            cards.push(Card { areas, met: !not_met });
        }
    }
    let mut seed = 20_251_110_u64;
    let mut below = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    while cards.len() < 300 {
        let mut areas = [None; AREAS];
        for (place, area) in areas.iter_mut().enumerate() {
            *area = (place < FIRST_OPTIONAL || below(2) == 0).then(|| below(GRADES.len()));
        }
        cards.push(Card { areas, met: below(4) > 0 });
    }
    cards
}

fn as_csv(cards: &[Card]) -> String {
    let mut text = String::from(
        "URN,School name,Ofsted phase,Type of education,Inspection number of latest full inspection,Inspection start date,\
         Safeguarding standards,Inclusion,Curriculum and teaching,Achievement,Attendance and behaviour,\
         Personal development and wellbeing,Leadership and governance,Early years (where applicable),\
         Post-16 provision (where applicable),Inspection number of latest OEIF graded inspection\r\n",
    );
    for (number, card) in cards.iter().enumerate() {
        let met = if card.met { "Met" } else { "Not met" };
        // the inspectorate writes either where there is no such provision
        let none = if number % 2 == 0 { "NULL" } else { "Not applicable" };
        let areas = card.areas.map(|area| area.map_or(none, |grade| GRADES[grade]));
        let (urn, id) = (800_001 + number, 5000 + number);
        write!(text, "{urn},Card {number},Primary,Community School,{id},12/01/2026,{met},{},NULL\r\n", areas.join(","))
            .unwrap();
    }
    text
}

fn expected(card: &Card) -> &'static str {
    let leadership = card.areas[LEADERSHIP] == Some(URGENT);
    let other = (0..AREAS).any(|area| area != LEADERSHIP && card.areas[area] == Some(URGENT));
    let row = TABLE.iter().find(|(l, o, n, _)| (*l, *o, *n) == (leadership, other, !card.met));
    row.unwrap().3
}

#[test]
fn the_category_of_300_report_cards_is_that_of_the_truth_table() {
    let cards = cards();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Report cards as at 28 Feb 2026.csv");
    std::fs::write(&file, as_csv(&cards)).unwrap();
    let found = judged(&example().join("rules"), &[file], &["--year", "2025-26"], folder.path());
    let schools = found["schools"].as_array().unwrap();
    assert_eq!(schools.len(), 300);
    let mut counted = std::collections::BTreeMap::new();
    for school in schools {
        let number: usize = school["urn"].as_str().unwrap().parse().unwrap();
        let card = &cards[number - 800_001];
        let wanted = expected(card);
        let outcome = |rule: &str| {
            let findings = school["findings"].as_array().unwrap();
            findings.iter().find(|finding| finding["rule"] == rule).unwrap()["outcome"].as_str().unwrap()
        };
        let holds = |yes: bool| if yes { "holds" } else { "does-not-hold" };
        assert_eq!(outcome("card-special-measures"), holds(wanted == "SM"), "{number}");
        assert_eq!(outcome("card-significant-improvement"), holds(wanted == "SWK"), "{number}");
        assert_eq!(school["status"] == "intensive-category", wanted != "none", "{number}");
        let attention = card.areas.iter().flatten().any(|grade| *grade >= 3);
        assert_eq!(outcome("card-monitoring"), holds(attention), "{number}");
        *counted.entry(wanted).or_insert(0) += 1;
    }
    assert!(counted.len() == 3 && counted.values().all(|schools| *schools >= 20), "{counted:?}");
}
