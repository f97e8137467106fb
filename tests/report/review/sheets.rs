//! What stands on the sheets.

use calamine::Data;

use super::{Fixture, Review};

#[test]
fn schools_show_status_floor_and_figures() {
    let mut review = Review::of(&Fixture::new());
    let sheet = review.sheet("Schools");
    let row = sheet.row("School", "Beacon Hill Primary School");
    assert_eq!(sheet.text(row, sheet.column("Where it stands")), "▲ Vulnerable");
    let against = sheet.text(row, sheet.column("Value against floor"));
    assert_eq!(against, "59.6% against 60% (within 0.1 pupils of the line: treat with care)");
    assert_eq!(sheet.text(row, sheet.column("Floor")), "■ below ≈", "never shown bare");
    assert_eq!(sheet.data(row, sheet.column("URN")), Data::Float(900_102.0));
    assert_eq!(sheet.data(row, sheet.column("Level 4+ in English and maths")), Data::Float(59.6));
    let at_the_line = sheet.row("School", "Elmwood Junior School");
    assert_eq!(sheet.text(at_the_line, sheet.column("Floor")), "not below ≈");
}

#[test]
fn a_missing_figure_is_its_reason_and_never_a_nought() {
    let mut review = Review::of(&Fixture::new());
    let sheet = review.sheet("Schools");
    let row = sheet.row("School", "Canal Street Nursery");
    let column = sheet.column("Level 4+ in English and maths");
    assert_eq!(sheet.text(row, column), "suppressed, too few pupils (“SUPP”)");
    assert_eq!(sheet.text(row, sheet.column("Floor")), "no floor applies");
    let gull = sheet.row("School", "Gull Point Primary School");
    assert_eq!(sheet.text(gull, sheet.column("Floor")), "? cannot say");
    let why = sheet.text(gull, sheet.column("Why"));
    assert!(why.contains("Not ruled out: Vulnerable (the cell is blank)"), "{why}");
}

#[test]
fn evidence_names_value_line_margin_and_cell() {
    let mut review = Review::evidence(&Fixture::new());
    let sheet = review.sheet("Evidence");
    let row = *sheet
        .rows("School", "Alder Lane Primary School")
        .iter()
        .find(|row| sheet.text(**row, sheet.column("Rule")) == "Primary floor standard")
        .unwrap();
    assert_eq!(sheet.text(row, sheet.column("Outcome")), "holds");
    assert_eq!(sheet.data(row, sheet.column("Value")), Data::Float(41.0));
    assert_eq!(sheet.data(row, sheet.column("Line")), Data::Float(60.0));
    assert_eq!(sheet.data(row, sheet.column("Margin")), Data::Float(-19.0));
    assert_eq!(sheet.text(row, sheet.column("Workbook")), "Attainment 2011-12.xlsx");
    assert_eq!(sheet.text(row, sheet.column("Cell")), "KS2!E6");
    assert_eq!(sheet.text(row, sheet.column("Rulebook line")), "floors.yaml:14");
}

#[test]
fn a_cell_leads_to_the_officers_own_workbook() {
    let bytes = Fixture::new().evidence();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let rels = read("xl/worksheets/_rels/sheet1.xml.rels");
    assert!(rels.contains("../workbooks/Attainment%202011-12.xlsx"), "{rels}");
    assert!(read("xl/worksheets/sheet1.xml").contains("location=\"'KS2'!E6\""));
}

#[test]
fn a_schools_name_leads_to_its_evidence() {
    let mut review = Review::evidence(&Fixture::new());
    let evidence = review.sheet("Evidence");
    let first = evidence.row("School", "Beacon Hill Primary School");
    let bytes = Fixture::new().review();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet2.xml").unwrap(), &mut text).unwrap();
    assert!(text.contains(&format!("location=\"'Evidence'!A{}\"", first + 1)));
}

#[test]
fn aims_show_their_figures_over_the_years() {
    let mut review = Review::evidence(&Fixture::new());
    let sheet = review.sheet("Aims");
    let row = sheet.row("Aim", "A rising share of schools judged good or outstanding");
    assert_eq!(sheet.text(row, sheet.column("Outcome")), "■ not met");
    assert_eq!(sheet.data(row, sheet.column("2011-12")), Data::Float(68.0));
    assert!(!sheet.all().contains("2009-10"), "a year for which no aim has a figure has no column");
    let each = sheet.row("Aim", "No school below its floor standard");
    assert_eq!(sheet.text(each, sheet.column("Figures")), "3 of 6 schools meet it");
    assert_eq!(sheet.data(each, sheet.column("Cannot say")), Data::Float(1.0));
}

#[test]
fn risks_watchpoints_cycle_and_rules_are_listed() {
    let mut review = Review::of(&Fixture::new());
    let mut behind = Review::evidence(&Fixture::new());
    let risks = behind.sheet("Risks");
    let row = risks.row("School", "Alder Lane Primary School");
    assert_eq!(risks.data(row, risks.column("Risks")), Data::Float(3.0));
    assert_eq!(risks.text(row, risks.column("Budget deficit")), "■ present");
    assert_eq!(
        risks.text(risks.row("School", "Beacon Hill Primary School"), risks.column("Buildings in poor condition")),
        "? cannot say"
    );
    let watch = behind.sheet("Worth a look");
    assert_eq!(watch.text(watch.row("School", "Ivy Road Primary School"), watch.column("Kind")), "◆ strength");
    let cycle = review.sheet("Calendar");
    let step = cycle.row("Step", "School visit 2");
    assert!(cycle.text(step, cycle.column("Which schools")).ends_with("and 1 not known"));
    let rules = behind.sheet("Rules in force");
    let floor = rules.row("Rule", "Primary floor standard");
    assert_eq!(
        rules.text(floor, rules.column("Holds when")),
        "all of:\n    ks2.l4_em < 60\n    ks2.progress_english < 87"
    );
    assert_eq!(rules.text(rules.row("Rule", "Secondary floor standard"), rules.column("In force")), "no");
}

#[test]
fn problems_give_the_cell_and_the_line_that_would_settle_them() {
    let mut review = Review::of(&Fixture::new());
    let sheet = review.sheet("Data to fix");
    let row = sheet.row("What", "no measure takes the heading “% L4+ E&M (prov.)”");
    assert_eq!(sheet.text(row, sheet.column("Cell")), "KS2!G5");
    assert_eq!(sheet.text(row, sheet.column("Line to add")), "- \"% L4+ E&M (prov.)\"");
    let last = sheet.row("Kind", "for information");
    assert!(last > row, "what needs no attention stands last");
}

#[test]
fn what_cannot_be_said_names_the_cell_to_blame() {
    let mut review = Review::evidence(&Fixture::new());
    let sheet = review.sheet("Cannot say");
    let row = sheet.row("Cell", "KS2!E12");
    assert_eq!(sheet.text(row, sheet.column("Which schools")), "Gull Point Primary School");
    assert_eq!(sheet.data(row, sheet.column("Keeps from being placed")), Data::Float(1.0));
    assert!(sheet.text(row, sheet.column("Rules that wait for it")).contains("Vulnerable ("));
    assert_eq!(sheet.rows("Cell", "KS2!E12").len(), 1, "each thing that is missing stands once");
    assert_eq!(sheet.text(row, sheet.column("Why it is missing")), "the cell is blank");
}
