//! The borough's totals resemble a real authority's year.

use std::collections::BTreeSet;
use std::path::Path;

use super::sheet::Sheet;

#[test]
fn the_list_has_54_open_schools_with_numbers_that_belong_to_nobody() {
    let list = Sheet::open("School list.xlsx", "Schools");
    let open = list.column("Status").into_iter().filter(|(_, status)| status == "Open").count();
    assert_eq!(open, 54);
    let urns: Vec<String> = list.column("URN").into_iter().map(|(_, urn)| urn).collect();
    assert_eq!(urns.iter().collect::<BTreeSet<_>>().len(), urns.len());
    assert!(urns.iter().all(|urn| urn.starts_with("9000")), "{urns:?}");
}

#[test]
fn attainment_and_inspection_come_out_as_intended() {
    let value = |book, sheet, row, heading| Sheet::open(book, sheet).value(row, heading);
    let ks2 = "Attainment KS1 and KS2 2011-12.xlsx";
    assert_eq!(value(ks2, "KS2 2011-12", "Eastmere (all schools)", "Level 4+ % English and maths / ALL"), "76");
    let earlier = "KS2 results 2009-10 and 2010-11.xlsx";
    assert_eq!(value(earlier, "KS2 2010-11", "LA average", "% L4+ English and maths 2011"), "74");
    let five = "% 5+ A*-C GCSEs incl. English and maths";
    assert_eq!(value("KS4 results 2011-12.xlsx", "KS4 2011-12", "Eastmere (all schools)", five), "61");
    let early = "Early years and phonics 2011-12.xlsx";
    assert_eq!(value(early, "EYFSP 2012", "Eastmere LA", "% 78+ points across the EYFS"), "79.6");
    assert_eq!(value(early, "Phonics 2012", "Eastmere LA", "% meeting the expected standard in phonics"), "52");
    let latest = Sheet::open("Inspection and self-evaluation.xlsx", "Latest inspection");
    let grades = latest.column("Overall effectiveness");
    assert_eq!(grades.len(), 54);
    assert_eq!(grades.iter().filter(|(_, grade)| grade == "1" || grade == "2").count(), 33);
}

#[test]
fn few_schools_make_most_of_the_exclusions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks/Exclusions 2009-10 to 2011-12.csv");
    let mut csv = csv::Reader::from_path(path).unwrap();
    let mut by_phase = [0_u32; 3];
    let mut secondary = Vec::new();
    for record in csv.records() {
        let record = record.unwrap();
        if &record[0] != "2011-12" {
            continue;
        }
        let incidents: u32 = record[3].parse().unwrap();
        match &record[1][3..4] {
            "2" | "3" => by_phase[0] += incidents,
            "4" | "6" => secondary.push(incidents),
            _ => by_phase[2] += incidents,
        }
    }
    by_phase[1] = secondary.iter().sum();
    assert_eq!(by_phase, [82, 876, 21]);
    secondary.sort_unstable();
    assert_eq!(secondary.iter().rev().take(4).sum::<u32>(), 709);
}

#[test]
fn the_authoritys_tables_hold_the_two_slips_and_nothing_hides_them() {
    let series = Sheet::open("LA tables 2011-12.xlsx", "6.4 Key Stage 2");
    assert_eq!(series.value("% L4+ English and maths", "2012"), "76");
    let groups = Sheet::open("LA tables 2011-12.xlsx", "6.4 Looked after");
    assert_eq!(groups.value("Eastmere all 2012", "Key Stage 2 / % L4+ English and maths"), "82");
    let days = Sheet::open("LA tables 2011-12.xlsx", "6.6 Days lost");
    let lost: Vec<f64> = days.column("Days lost").into_iter().map(|(_, days)| days.parse().unwrap()).collect();
    let (total, parts) = lost.split_last().unwrap();
    assert_eq!((*total, parts.iter().sum::<f64>()), (2248.0, 2148.0));
}
