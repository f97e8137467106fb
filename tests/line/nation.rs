//! Of more schools than the rulebook has written in full, what a nation can use is written, and the rest on asking.

use std::sync::Arc;

use workbook::read::{Book, Content, Limits, read_bytes};
use workbook::write::DATA_ROW;
use yardstick::intake::Whose;
use yardstick::rulebook::RuleSource;
use yardstick::run::{Earlier, FileKind, ForMachines, Options, Run, write};

use super::office::{ALDER, BEACON, HEADINGS, Office};

/// An office whose rulebook has one school in full, with two.
fn office() -> Office {
    let source = RuleSource::default_rulebook();
    let office = Office::with_rules(&source.with("few.yaml", "limits: {schools in full: 1}\n"));
    office.drop("in/Schools.csv", format!("{HEADINGS}\n{ALDER}\n{BEACON}\n").as_bytes());
    office
}

/// The sheets of the review, the outcomes in the JSON, and what is said.
fn written(office: &Office, in_full: bool) -> (Vec<String>, Vec<String>, String) {
    let date = "2013-01-08".parse().unwrap();
    let options = Options { year: "2011-12".parse().ok(), date, hidden: false, whose: Whose::default() };
    let run = Run::new(Arc::clone(&office.rules), office.read("in"), Earlier::default(), &options);
    let mut run = run.unwrap_or_else(|nothing| panic!("{}", nothing.why));
    run.in_full = in_full;
    let out = office.path(if in_full { "full" } else { "brief" });
    let json = out.join("findings.json");
    let asked = ForMachines { json: Some(json.clone()), ..ForMachines::default() };
    let written = write(&run, &out, &asked, "2013-01-08 0900", |_| {});
    let review = written.files.iter().find(|file| file.kind == FileKind::Review).unwrap();
    let book = read_bytes("r.xlsx", &std::fs::read(review.placed.path()).unwrap(), &Limits::default()).unwrap();
    let found: serde_json::Value = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    let findings =
        found["schools"].as_array().unwrap().iter().flat_map(|school| school["findings"].as_array().unwrap());
    let mut outcomes: Vec<String> = findings.map(|one| one["outcome"].as_str().unwrap().to_owned()).collect();
    outcomes.sort();
    outcomes.dedup();
    (book.sheets.iter().map(|sheet| sheet.name.to_string()).collect(), outcomes, written.remarks.join("\n"))
}

#[test]
fn of_many_schools_the_findings_that_hold_are_written_and_the_rest_on_asking() {
    let office = office();
    let (brief, holding, said) = written(&office, false);
    let (full, outcomes, unsaid) = written(&office, true);
    assert!(brief.len() < full.len() && brief.iter().all(|sheet| full.contains(sheet)), "{brief:?} of {full:?}");
    assert!(["Schools", "Data to fix"].iter().all(|sheet| brief.iter().any(|name| name == sheet)), "{brief:?}");
    assert_eq!(holding, ["holds"]);
    assert!(outcomes.len() > 1 && outcomes.contains(&"holds".to_owned()), "{outcomes:?}");
    assert!(said.contains("of 2 schools") && said.contains("--in-full"), "{said}");
    assert_eq!(unsaid, "");
}

#[test]
fn of_as_many_schools_as_the_rulebook_names_everything_is_written() {
    let office = Office::new();
    office.drop_csv("in/Schools.csv", ALDER);
    let (_, written) = office.run();
    assert!(written.remarks.is_empty(), "{:?}", written.remarks);
}

#[test]
fn a_review_of_a_nation_names_no_sheet_that_it_does_not_have() {
    let office = office();
    written(&office, false);
    let read = |name: &str| -> Book {
        let bytes = std::fs::read(office.path("brief").join(name)).unwrap();
        read_bytes(name, &bytes, &Limits::default()).unwrap()
    };
    let (review, evidence) = (read("School review 2011-12.xlsx"), read("School review 2011-12 - evidence.xlsx"));
    let cells = review.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    let text = |content: &Content| if let Content::Text(text) = content { Some(text.to_string()) } else { None };
    let texts: Vec<String> = cells.filter_map(|cell| text(&cell.content)).collect();
    assert!(texts.iter().any(|text| text.contains("cannot be placed for certain")), "{texts:?}");
    let named = texts.iter().filter_map(|text| text.split("the sheet “").nth(1)?.split('”').next());
    let there = |name: &str| review.sheets.iter().chain(&evidence.sheets).any(|sheet| &*sheet.name == name);
    let gone: Vec<&str> = named.filter(|name| !there(name)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn a_shortened_list_of_evidence_has_no_row_for_what_no_workbook_has() {
    let office = office();
    let values = |in_full: bool| -> Vec<String> {
        written(&office, in_full);
        let name = "School review 2011-12 - evidence.xlsx";
        let path = office.path(if in_full { "full" } else { "brief" }).join(name);
        let book = read_bytes(name, &std::fs::read(path).unwrap(), &Limits::default()).unwrap();
        let rows = book.sheet("Evidence").unwrap().rows.iter().filter(|row| row.index >= DATA_ROW);
        rows.filter_map(|row| row.cells.iter().find(|cell| cell.column == 6))
            .map(|cell| match &cell.content {
                Content::Text(text) => text.to_string(),
                other => format!("{other:?}"),
            })
            .collect()
    };
    let missing = |values: &[String]| values.iter().filter(|value| value.starts_with("no workbook has")).count();
    let (brief, full) = (values(false), values(true));
    assert!(!brief.is_empty() && missing(&brief) == 0, "{brief:?}");
    assert!(missing(&full) > 0, "{full:?}");
}

#[test]
fn rows_of_england_by_phase_give_the_figures_of_areas_that_rules_ask_by_phase() {
    let watch = "watchpoints:
  - {watch: absence-of-both, title: Absence beside England, kind: concern, topic: Absence, scope: authority, years: 2012-13,
     when: authority.absence_primary.national < 5, source: ours,
     say: \"England {authority.absence_primary.national} and {authority.absence_secondary.national}.\"}
";
    let office = Office::with_rules(&RuleSource::default_rulebook().with("beside.yaml", watch));
    office.drop(
        "in/abs 2012-13.csv",
        b"LA,ESTAB,URN,PERCTOT,PPERSABS15\n999,2019,900101,4.5,3.6\n999,4022,900102,6.1,5.0\n\
          NAT,PRI,,4.8,3.6\nNAT,SEC,,5.8,6.5\n",
    );
    let options = Options {
        year: "2012-13".parse().ok(),
        date: "2013-12-01".parse().unwrap(),
        hidden: false,
        whose: Whose::default(),
    };
    let run = Run::new(Arc::clone(&office.rules), office.read("in"), Earlier::default(), &options);
    let run = run.unwrap_or_else(|nothing| panic!("{}", nothing.why));
    let (rule, _) = office.rules.rule_named("absence-of-both").unwrap();
    let found = run.evaluation.authority.iter().find(|finding| finding.rule == rule).unwrap();
    assert_eq!(&*found.sentence, "England 4.8 and 5.8.");
}
