//! Single schools are where the list of stories says they are.

use super::sheet::Sheet;

const EARLIER: &str = "KS2 results 2009-10 and 2010-11.xlsx";
const ATTAINMENT: &str = "Attainment KS1 and KS2 2011-12.xlsx";
const KS4: &str = "KS4 results 2011-12.xlsx";
const FIVE: &str = "% 5+ A*-C GCSEs incl. English and maths";

/// Names of mainstream schools (establishments below 7000) whose figure is below the line, with at least so many pupils.
fn below(sheet: &Sheet, heading: &str, pupils: &str, line: f64, least: f64) -> Vec<String> {
    let pupils: Vec<String> = sheet.column(pupils).into_iter().map(|(_, count)| count).collect();
    let figures = sheet.column(heading).into_iter().zip(pupils);
    figures
        .filter(|((row, figure), pupils)| {
            let mainstream = row.iter().any(|cell| {
                cell.starts_with("9992")
                    || cell.starts_with("9993")
                    || cell.starts_with("999/4")
                    || cell.starts_with("999/6")
            });
            let small = pupils.parse::<f64>().is_ok_and(|pupils| pupils < least);
            mainstream && !small && figure.parse::<f64>().is_ok_and(|figure| figure < line)
        })
        .map(|((row, _), _)| row.iter().find(|cell| cell.contains(' ')).unwrap().clone())
        .collect()
}

#[test]
fn three_primaries_were_below_the_floor_in_2010_11_and_none_of_them_a_year_later() {
    let before = Sheet::open(EARLIER, "KS2 2010-11");
    let low = below(&before, "% L4+ English and maths 2011", "Pupils at end of KS2 2011", 60.0, 11.0);
    assert_eq!(low, ["Gullhaven Primary School", "Quaymarsh Primary School", "Orchard Fleet Primary School"]);
    let now = Sheet::open(ATTAINMENT, "KS2 2011-12");
    for school in &low {
        let number = |heading: &str| before.value(school, heading).parse::<f64>().unwrap();
        assert!(number("% 2 levels progress English") < 87.0 && number("% 2 levels progress maths") < 86.0, "{school}");
        let attained: f64 = now.value(school, "Level 4+ % English and maths / ALL").parse().unwrap();
        assert!(attained >= 60.0, "{school}");
    }
}

#[test]
fn of_those_under_sixty_in_2011_12_one_is_below_one_is_saved_and_one_cannot_be_said() {
    let now = Sheet::open(ATTAINMENT, "KS2 2011-12");
    let low = below(&now, "Level 4+ % English and maths / ALL", "Pupils at end of KS2", 60.0, 11.0);
    assert_eq!(low, ["Fallowdene Primary School", "Mereside Cross Primary School", "Pierhead Primary School"]);
    let progress = |school: &str| {
        ["2 levels progress English % / ALL", "2 levels progress maths % / ALL"]
            .map(|heading| now.value(school, heading))
    };
    assert_eq!(progress("Mereside Cross Primary School"), ["77", "73"]);
    assert_eq!(progress("Fallowdene Primary School"), ["93", "77"]);
    assert_eq!(progress("Pierhead Primary School"), ["LOWCOV", "LOWCOV"]);
    assert_eq!(now.value("Ropewalk Hill Church of England Primary School", "Pupils at end of KS2"), "10");
    assert_eq!(now.value("Barge Lane Primary School", "Pupils at end of KS2"), "11");
}

#[test]
fn two_secondaries_are_under_forty_and_one_stands_at_exactly_forty() {
    let now = Sheet::open(KS4, "KS4 2011-12");
    assert_eq!(
        below(&now, FIVE, "Pupils at end of KS4", 40.0, 11.0),
        ["Wyvernhurst School", "Mariners' Reach Academy"]
    );
    assert_eq!(now.value("Beaconfield School", FIVE), "40");
    let before = Sheet::open(KS4, "KS4 2010-11");
    assert!(below(&before, FIVE, "Pupils at end of KS4", 0.35, 11.0).is_empty());
}

#[test]
fn the_converted_academy_changes_its_urn_and_keeps_its_laestab() {
    let before = Sheet::open(KS4, "KS4 2010-11");
    let now = Sheet::open(KS4, "KS4 2011-12");
    assert_eq!(before.value("Thornwick School", "URN"), "900041");
    assert_eq!(now.value("Thornwick Academy", "URN"), "900057");
    assert_eq!(before.value("Thornwick School", "LAESTAB"), now.value("Thornwick Academy", "LAESTAB"));
    let changes = Sheet::open("School list.xlsx", "School changes");
    assert_eq!(changes.value("900041", "Successor URN"), "900057");
    assert_eq!(changes.value("Marlow Road Primary School", "Successor"), "Harbour Rise Primary Academy");
}

#[test]
fn one_school_is_spelt_two_ways_and_the_boycott_leaves_no_numbers() {
    let heads = Sheet::open("Headteachers and staffing.xlsx", "Heads 2011-12");
    let names: Vec<String> = heads.column("School").into_iter().map(|(_, name)| name).collect();
    assert!(names.iter().any(|name| name == "Saint Brannocs Catholic Primary School"));
    assert!(!names.iter().any(|name| name.starts_with("St Brannoc")));
    let boycott = Sheet::open(EARLIER, "KS2 2009-10");
    let missing =
        boycott.column("% L4+ English and maths 2010*").into_iter().filter(|(_, figure)| figure == "n/a").count();
    assert_eq!(missing, 9);
}
