//! The Cabinet tables, cell by cell, as the report has them.

use super::desk::Desk;

const FILE: &str = "Cabinet tables 2011-12.xlsx";

fn lines(rows: &[Vec<&str>]) -> Vec<String> {
    rows.iter().map(|row| row.join(" | ")).collect()
}

#[test]
fn the_tables_stand_as_in_the_report() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "cabinet-tables"]);
    let early = desk.sheet(FILE, "Early years and KS1");
    assert_eq!(
        lines(&early.part("6.2 Early Years Foundation Stage", "Year 1 phonics screening check"))[..2],
        [
            "Measure | 2007-08 | 2008-09 | 2009-10 | 2010-11 | 2011-12 | England 2011-12",
            "% 78 points or more across the foundation stage | 70.6 | 75.9 | 75.8 | 79.1 | 79.6 | (a)",
        ]
    );
    let ks1 = lines(&early.part("6.3 Key Stage 1", ""));
    assert_eq!(ks1[..2], ["Level 2+ % | Level 2b+ % | Level 3+ %", "All | FSM | All | FSM | All | FSM"]);
    let of_2010 = ks1.iter().position(|line| line == "2009-10").unwrap();
    assert_eq!(ks1[of_2010 + 1], "Reading | 86.9 | 77.8 | 75.2 | 61 | 32.8 | 19.5");

    let behaviour = desk.sheet(FILE, "Exclusions and absence");
    assert_eq!(
        lines(&behaviour.part("6.6 Fixed-term exclusions", "Days lost to fixed-term exclusions")),
        [
            "Year | Primary | Secondary | Special | Total",
            "2008-09 | 111 | 635 | 49 | 800",
            "2009-10 | 113 | 1026 | 119 | 1260",
            "2010-11 | 97 | 1301 | 44 | 1440",
            "2011-12 | 82 | 876 | 21 | 979",
        ]
    );
    assert_eq!(
        lines(&behaviour.part("6.7 Absence", "Overall absence over the years")),
        [
            "Primary | Secondary",
            "Area | % authorised | % unauthorised | % overall | % authorised | % unauthorised | % overall",
            "Borough of Eastmere | 3.8 | 0.7 | 4.6 | 4.1 | 1.6 | 5.8",
            "Statistical neighbours | 3.8 | 0.6 | 4.5 | 4.8 | 1.3 | 6.3",
            "England | 3.7 | 0.6 | 4.4 | 4 | 0.8 | 4.8",
        ]
    );
}

#[test]
fn schools_below_floors_are_named_by_year_and_the_unsaid_is_not_counted_as_above() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "cabinet-tables"]);
    let floors = lines(&desk.sheet(FILE, "Key stage 4").part("Schools below the floor standards", ""));
    assert_eq!(
        floors[2..5],
        [
            "2010-11 | Primary floor standard 2010-11 | 27 | 3 | Gullhaven Primary School, Orchard Fleet Primary \
             School, Quaymarsh Primary School",
            "2010-11 | Secondary floor standard 2010-11 | 12 | 0",
            "2011-12 | Primary floor standard 2011-12 | 23 | 0 | 3: Fallowdene Primary School, Mereside Cross Primary \
             School, Pierhead Primary School",
        ]
    );
}

#[test]
fn the_profile_counts_schools_by_phase_status_inspection_and_context() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "cabinet-tables"]);
    let profile = desk.sheet(FILE, "Profile");
    let schools = lines(&profile.part("Schools and pupils", "Where schools stand"));
    assert_eq!(schools.last().unwrap(), "All | 54 | 22831 | 54 of 54");
    let inspected = profile.part("Inspection outcomes, now and a year ago", "Judged good or outstanding");
    assert_eq!(inspected[6].join(" "), "All 8 25 20 0 1 54");
    assert_eq!(inspected[13].join(" "), "All 7 23 21 2 1 54");
    let contexts = profile.part("Contexts", "Type of establishment");
    assert_eq!(
        contexts[0].join(" "),
        "Free school meals band Low Medium High not known Schools",
        "not by the alphabet"
    );
    assert_eq!(contexts[6].join(" "), "All 13 20 21 0 54");
    let aims = desk.sheet(FILE, "Aims of the plan");
    let aims = lines(&aims.part("The nine aims", ""));
    assert!(
        aims.iter().any(|aim| aim.starts_with("8 | An increase in the proportion") && aim.contains("62.3%")),
        "{aims:#?}"
    );
    for number in 1..=9 {
        assert!(aims.iter().any(|aim| aim.starts_with(&format!("{number} | "))), "aim {number}");
    }
}

#[test]
fn a_table_takes_another_measure_layout_and_title_from_the_rulebook() {
    let desk = Desk::of_the_sample();
    desk.edit(
        "papers/cabinet.yaml",
        "        title: 6.6 Fixed-term exclusions\n        years: 5\n        layout: years down\n        \
         chart: Fixed-term exclusions by kind of school\n",
        "        title: How often pupils were sent home\n        years: 2\n        layout: years across\n",
    );
    desk.papers(&["--only", "cabinet-tables"]);
    let sheet = desk.sheet(FILE, "Exclusions and absence");
    assert_eq!(
        lines(&sheet.part("How often pupils were sent home", "Days lost to fixed-term exclusions"))[..2],
        ["Measure | 2010-11 | 2011-12", "Primary | 97 | 82"]
    );
}

#[test]
fn a_line_with_a_year_missing_is_not_drawn_and_that_is_said() {
    let desk = Desk::of_the_sample();
    let papers = ["--only", "cabinet-tables"];
    desk.papers(&papers);
    assert!(!desk.sheet(FILE, "Exclusions and absence").has("Not in the chart"));
    desk.edit(
        "papers/cabinet.yaml",
        "          - {value: authority.fixed_total, title: Total}\n",
        "          - {value: authority.fixed_total, title: Total}\n          - {value: authority.days_total, title: Days}\n",
    );
    desk.papers(&papers);
    assert!(desk.sheet(FILE, "Exclusions and absence").has("Not in the chart, since a year is not known: Days."));
}
