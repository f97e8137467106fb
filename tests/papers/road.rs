//! The road to the aims: what is needed, what is missing, what chance does, and what follows when a figure is changed.

use std::path::Path;
use std::process::{Command, Stdio};

use calamine::{Data, Range, Reader, open_workbook_auto};
use workbook::patch::{CellEdit, set_cells};

use super::desk::{Desk, said};

const FILE: &str = "Road to July 2014 2011-12.xlsx";
const AIMS: &str = "The road to July 2014";
const SCHOOLS: &str = "School by school";

/// Asks for what a file comes to, whoever saved it.
const ALWAYS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// What a cell shows.
fn text(cell: &Data) -> String {
    cell.to_string()
}

/// A sheet with its headings.
struct Table {
    range: Range<Data>,
    head: usize,
}

impl Table {
    fn read(path: &Path, sheet: &str) -> Self {
        let range = open_workbook_auto(path).unwrap().worksheet_range(sheet).unwrap();
        let is_head = |row: &[Data]| row.iter().any(|cell| *cell == Data::String("Pupils missing".into()));
        let head = range.rows().position(is_head).unwrap();
        Self { range, head }
    }

    fn column(&self, heading: &str) -> usize {
        let heads = self.range.rows().nth(self.head).unwrap();
        heads.iter().position(|cell| text(cell) == heading).unwrap_or_else(|| panic!("{heading}: {heads:?}"))
    }

    /// The first row in which these stand under these headings, from 0.
    fn find(&self, wanted: &[(&str, &str)]) -> usize {
        let has = |row: &[Data]| wanted.iter().all(|(heading, wanted)| text(&row[self.column(heading)]) == *wanted);
        let below = self.range.rows().enumerate().skip(self.head + 1);
        below.filter(|(_, row)| has(row)).map(|(at, _)| at).next().unwrap_or_else(|| panic!("{wanted:?}"))
    }

    fn cell(&self, row: usize, heading: &str) -> &Data {
        &self.range.rows().nth(row).unwrap()[self.column(heading)]
    }

    fn number(&self, row: usize, heading: &str) -> f64 {
        match self.cell(row, heading) {
            Data::Float(number) => *number,
            Data::Int(number) => *number as f64,
            other => panic!("{heading} of row {row}: {other:?}"),
        }
    }
}

/// The paper as LibreOffice calculates it, with some cells changed; none where there is no LibreOffice.
fn calculated(desk: &Desk, edits: &[CellEdit]) -> Option<std::path::PathBuf> {
    let home = desk.path("office");
    std::fs::create_dir_all(home.join("profile/user")).unwrap();
    std::fs::write(home.join("profile/user/registrymodifications.xcu"), ALWAYS).unwrap();
    let bytes = std::fs::read(desk.path("out").join(FILE)).unwrap();
    let path = home.join(FILE);
    std::fs::write(&path, set_cells(&bytes, edits).unwrap()).unwrap();
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", home.join("profile").display()));
    office.args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(home.join("again")).arg(&path);
    if !office.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|done| done.success()) {
        crate::skipped::skipped("there is no LibreOffice");
        return None;
    }
    Some(home.join("again").join(FILE))
}

fn typed(sheet: &str, row: usize, column: usize, number: f64) -> CellEdit {
    let (row, column) = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
    CellEdit { sheet: sheet.into(), row, column, value: Some(workbook::patch::Value::Number(number)) }
}

#[test]
fn each_aim_has_its_figure_what_is_needed_and_the_pupils_missing() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "road"]);
    assert_eq!(desk.sheets(FILE), ["Contents", AIMS, SCHOOLS]);
    let aims = Table::read(&desk.path("out").join(FILE), AIMS);
    for row in aims.head + 1..aims.range.height() {
        let pupils = aims.cell(row, "Pupils missing");
        let Data::Float(missing) = pupils else { continue };
        let (figure, target) = (aims.number(row, "2011-12"), aims.number(row, "Target"));
        let all = aims.number(row, "Pupils");
        let there = (figure * all / 100.0).round();
        let reached = |more: f64| (there + more) / all * 100.0;
        let what = aims.cell(row, "Figure");
        if *missing == 0.0 {
            assert_eq!(aims.cell(row, "Then").to_string(), "met", "{what}");
        } else {
            assert!(reached(*missing) >= target - 1e-6, "{what}: {missing} more reach {target}");
            assert!(*missing < 1.5 || reached(*missing - 1.0) <= target + 1e-6, "{what}: fewer would do");
        }
        let (from, to) = (aims.number(row, "By chance from"), aims.number(row, "to"));
        assert!(from < figure && figure < to, "{what}: {from} to {to} around {figure}");
    }
    let counted = aims.find(&[("Aim", "No schools below the national floor standards")]);
    assert!(aims.cell(counted, "Target") == &Data::Empty, "an aim without a line has no target");
}

#[test]
fn steps_to_the_last_year_of_the_plan_are_equal() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "road"]);
    let aims = Table::read(&desk.path("out").join(FILE), AIMS);
    let with_steps = (aims.head + 1..aims.range.height())
        .filter(|row| matches!(aims.cell(*row, "Pupils missing"), Data::Float(missing) if *missing > 0.0));
    let mut many = 0;
    for row in with_steps {
        let (now, target) = (aims.number(row, "2011-12"), aims.number(row, "Target"));
        let (half, whole) = (aims.number(row, "2012-13, in equal steps"), aims.number(row, "2013-14, in equal steps"));
        assert!((half - (now + target) / 2.0).abs() < 1e-6 && (whole - target).abs() < 1e-6, "{now} {half} {whole}");
        let pupils = ["Pupils more by 2012-13", "Pupils more by 2013-14"].map(|heading| aims.number(row, heading));
        assert!(pupils[0] <= pupils[1] && pupils[1] == aims.number(row, "Pupils missing"), "{pupils:?}");
        many += 1;
    }
    assert!(many > 0, "some aim is not reached yet");
}

#[test]
fn chance_is_said_in_words_with_the_pupils_it_rests_on() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "road"]);
    let schools = Table::read(&desk.path("out").join(FILE), SCHOOLS);
    let mut said = 0;
    for row in schools.head + 1..schools.range.height() {
        let Data::Float(pupils) = schools.cell(row, "Pupils") else { continue };
        let [from, to] = ["By chance from", "to"].map(|end| schools.number(row, end).round());
        let words = format!("with {pupils} pupils anything from {from} to {to}% is chance");
        assert_eq!(schools.cell(row, "What chance does").to_string(), words);
        said += 1;
    }
    assert!(said > 100, "{said}");
    desk.edit("papers/road.yaml", "papers:", "small numbers: {chance percent: 0}\npapers:");
    desk.papers(&["--only", "road"]);
    let schools = Table::read(&desk.path("out").join(FILE), SCHOOLS);
    assert!((schools.head + 1..schools.range.height()).all(|row| schools.cell(row, "to") == &Data::Empty));
}

#[test]
fn every_formula_comes_to_what_a_spreadsheet_program_makes_of_it() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "road"]);
    let Some(again) = calculated(&desk, &[]) else { return };
    for sheet in [AIMS, SCHOOLS] {
        let (ours, theirs) = (Table::read(&desk.path("out").join(FILE), sheet), Table::read(&again, sheet));
        let mut numbers = 0;
        for (row, (our, their)) in ours.range.rows().zip(theirs.range.rows()).enumerate() {
            for (column, (our, their)) in our.iter().zip(their).enumerate() {
                let alike = match (our, their) {
                    (Data::Float(one), Data::Float(other)) => {
                        numbers += 1;
                        (one - other).abs() < 1e-6
                    }
                    _ => our.to_string() == their.to_string(),
                };
                assert!(alike, "{sheet}, row {row}, column {column}: {our:?} is {their:?}");
            }
        }
        assert!(numbers > 100, "{sheet}: {numbers}");
    }
}

#[test]
fn a_school_that_is_supposed_to_do_better_moves_the_aim_by_its_share_of_pupils() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "road"]);
    let path = desk.path("out").join(FILE);
    let (aims, schools) = (Table::read(&path, AIMS), Table::read(&path, SCHOOLS));
    let row = (schools.head + 1..schools.range.height())
        .find(|row| matches!(schools.cell(*row, "Pupils missing"), Data::Float(missing) if *missing > 1.0))
        .unwrap();
    let measure = schools.cell(row, "Measure").to_string();
    let aim = aims.find(&[("Figure", &measure)]);
    let target = schools.number(row, "Needed");
    assert!((target - aims.number(aim, "Target")).abs() < 1e-9, "a school is held against the aim's own target");
    let better = typed(SCHOOLS, row, schools.column("Suppose"), target + 1.0);
    let Some(again) = calculated(&desk, &[better]) else { return };
    let (aims_then, schools_then) = (Table::read(&again, AIMS), Table::read(&again, SCHOOLS));
    assert_eq!(schools_then.number(row, "Pupils missing"), 0.0);
    let moved = aims_then.number(aim, "With what is supposed") - aims.number(aim, "With what is supposed");
    let (own, all) = (schools.number(row, "Pupils"), aims.number(aim, "Pupils"));
    let expected = (target + 1.0 - schools.number(row, "2011-12")) * own / all;
    assert!((moved - expected).abs() < 1e-6, "moved by {moved}, {own} of {all} pupils make {expected}");
    let lower = typed(AIMS, aim, aims.column("Target"), 1.0);
    let Some(again) = calculated(&desk, &[lower]) else { return };
    let (aims_then, schools_then) = (Table::read(&again, AIMS), Table::read(&again, SCHOOLS));
    assert_eq!(aims_then.cell(aim, "Then").to_string(), "met");
    assert_eq!(schools_then.number(row, "Needed"), 1.0, "a target that is changed is every school's");
}

#[test]
fn a_rulebook_without_aims_has_no_road_and_says_why() {
    let desk = Desk::of_the_sample();
    std::fs::remove_dir_all(desk.path("rules/aims")).unwrap();
    std::fs::remove_dir_all(desk.path("rules/cases/aims")).unwrap();
    let done = desk.run(&["papers", "workbooks", "--date", "2013-01-08", "--out", "out", "--only", "road"]);
    let told = said(&done).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("`road` was not made: the rulebook has nothing that it shows"), "{told}");
    assert!(!desk.path("out").join(FILE).exists());
}

#[test]
fn two_aims_on_one_measure_for_two_groups_have_each_their_own_schools() {
    let desk = Desk::of_the_sample();
    let aim = "aims:\n  - aim: fsm-english-and-maths\n    number: 20\n    title: Pupils on free school meals reach level 4\n    \
               scope: authority\n    years: 2011-12 to 2013-14\n    met when: ks2.l4_em.fsm >= 90\n    \
               progress: ks2.l4_em.fsm\n    source: ours\n";
    std::fs::write(desk.path("rules/aims/groups.yaml"), aim).unwrap();
    desk.papers(&["--only", "road"]);
    let path = desk.path("out").join(FILE);
    let (aims, schools) = (Table::read(&path, AIMS), Table::read(&path, SCHOOLS));
    let all = "Level 4 or above in both English and maths";
    let fsm = format!("{all}, eligible for free school meals");
    let [of_all, of_fsm] = [all, &*fsm].map(|figure| aims.find(&[("Figure", figure)]));
    assert!(aims.number(of_fsm, "Pupils") < aims.number(of_all, "Pupils") / 2.0, "their own pupils are counted");
    let school = schools.find(&[("Measure", &fsm), ("School", "Pierhead Primary School")]);
    assert_eq!((schools.number(school, "Pupils"), schools.number(school, "2011-12")), (18.0, 44.0));
    assert_eq!(schools.number(school, "Needed"), 90.0);
}

/// A gap is held against its own change; beside its years stands the gap.
#[test]
fn what_stands_in_a_row_of_years_is_one_quantity() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "road"]);
    let aims = Table::read(&desk.path("out").join(FILE), AIMS);
    let row = aims.find(&[("Aim", "Narrowing gap: free school meals, key stage 2")]);
    let figures = ["2010-11", "2011-12", "Target"].map(|heading| (aims.number(row, heading) * 10.0).round() / 10.0);
    assert_eq!(figures, [22.5, 15.6, 22.5], "narrower than before the plan");
    assert_eq!(aims.cell(row, "Then").to_string(), "met");
    assert!(aims.cell(row, "Figures").to_string().contains("from 22.5 to 15.6 points"));
    // how many schools were inspected is no figure of an aim that none is in a category
    let none = aims.find(&[("Aim", "No schools in an Ofsted category")]);
    assert_eq!((aims.cell(none, "2011-12"), aims.cell(none, "Target")), (&Data::Empty, &Data::Empty));
}
