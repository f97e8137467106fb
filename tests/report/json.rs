//! The findings for machines, held to their schema.

use serde_json::{Value, json};
use yardstick::review::json::{Which, findings, schema, write, write_lines};

use super::fixture::Fixture;
use super::schema::complaints;

fn found() -> Value {
    Fixture::new().with(|inputs| findings(inputs, Which::Every))
}

fn school<'v>(found: &'v Value, name: &str) -> &'v Value {
    found["schools"].as_array().unwrap().iter().find(|school| school["name"] == name).unwrap()
}

fn finding<'v>(school: &'v Value, rule: &str) -> &'v Value {
    school["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == rule).unwrap()
}

/// `YARDSTICK_GENERATE=1 cargo test the_schema` writes it again.
#[test]
fn the_schema_in_docs_is_the_one_of_the_program() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.schema.json");
    let now = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("YARDSTICK_GENERATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == now, "docs/findings.schema.json is not current");
}

#[test]
fn findings_are_as_their_schema_says() {
    let wrong = complaints(&schema(), &found());
    assert!(wrong.is_empty(), "{:#?}", wrong.iter().take(5).collect::<Vec<_>>());
}

#[test]
fn the_schema_notices_what_is_wrong() {
    let mut found = found();
    found["schools"][0]["findings"][0]["outcome"] = json!("maybe");
    found["schools"][0].as_object_mut().unwrap().remove("risks");
    found["schools"][0]["grades"]["overall"]["agreed"] = json!(3);
    found["extra"] = json!(1);
    assert_eq!(complaints(&schema(), &found).len(), 4);
}

#[test]
fn a_school_below_its_floor_shows_value_line_margin_and_cell() {
    let found = found();
    let alder = school(&found, "Alder Lane Primary School");
    assert_eq!(alder["urn"], "900101");
    assert_eq!(alder["phase"], "primary");
    assert_eq!(alder["status"], "underperforming");
    let floor = finding(alder, "primary-floor");
    assert_eq!(floor["outcome"], "holds");
    assert_eq!((&floor["file"], &floor["line"]), (&json!("floors.yaml"), &json!(10)));
    assert_eq!((&floor["threshold"], &floor["margin"]), (&json!(60.0), &json!(-19.0)));
    let reading = &floor["readings"][0];
    assert_eq!(reading["measure"], "ks2.l4_em");
    assert_eq!(reading["value"], 41.0);
    assert_eq!(
        (&reading["workbook"], &reading["sheet"], &reading["cell"]),
        (&json!("Attainment 2011-12.xlsx"), &json!("KS2"), &json!("E6"))
    );
}

#[test]
fn a_missing_value_is_null_with_its_reason_and_never_a_nought() {
    let found = found();
    let gull = school(&found, "Gull Point Primary School");
    let floor = finding(gull, "primary-floor");
    assert_eq!(floor["outcome"], "cannot-say");
    assert_eq!(floor["reason"], "the cell is blank");
    assert_eq!(floor["readings"][0]["value"], Value::Null);
    assert_eq!(floor["blame"], json!([0]));
    assert_eq!(gull["not_ruled_out"][0]["status"], "vulnerable");
    let nursery = school(&found, "Canal Street Nursery");
    assert_eq!(finding(nursery, "primary-floor")["outcome"], "not-applicable");
    assert_eq!(finding(nursery, "federation")["readings"][0]["missing"], "suppressed, too few pupils (“SUPP”)");
}

#[test]
fn grades_support_options_and_decisions_are_there() {
    let found = found();
    let beacon = school(&found, "Beacon Hill Primary School");
    assert_eq!(beacon["grades"]["achievement"]["agreed"], "2");
    assert_eq!(beacon["grades"]["overall"]["inspected"], "3");
    let alder = school(&found, "Alder Lane Primary School");
    assert_eq!(alder["support"][0]["team"], "Learning and Improvement");
    assert_eq!(alder["support"][0]["decision"]["owner"], "J. Okafor");
    assert_eq!(alder["support"][0]["decision"]["stale"], "agreed at 45%; now 41%");
    assert_eq!(alder["structural_options"][1]["unsure"], "the type of school is not known");
    assert_eq!(alder["risks"], json!(["new-head", "deficit", "falling-roll"]));
    assert_eq!(found["problems"][1]["proposal"]["file"], "measures-ks2.yaml");
}

#[test]
fn what_does_not_apply_is_left_out_unless_it_is_asked_for() {
    let every = found();
    let usual = Fixture::new().with(|inputs| findings(inputs, Which::ThatApply));
    let mut left_out = 0;
    for (all, some) in every["schools"].as_array().unwrap().iter().zip(usual["schools"].as_array().unwrap()) {
        let all = all["findings"].as_array().unwrap();
        let (away, applying): (Vec<_>, Vec<_>) = all.iter().partition(|one| one["outcome"] == "not-applicable");
        assert_eq!(applying, some["findings"].as_array().unwrap().iter().collect::<Vec<_>>());
        left_out += away.len();
    }
    assert!(left_out > 0, "the nursery is judged by no floor");
    assert_eq!(complaints(&schema(), &usual), Vec::<String>::new());
}

#[test]
fn each_line_is_a_school_as_the_whole_has_it() {
    let (mut lines, whole) = (Vec::new(), found());
    Fixture::new().with(|inputs| write_lines(inputs, Which::Every, &mut lines).unwrap());
    let lines = String::from_utf8(lines).unwrap();
    let read: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&read, whole["schools"].as_array().unwrap());
}

/// A disk with room for so many bytes.
struct Disk(usize);

impl std::io::Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn findings_go_to_the_disk_as_they_are_made_and_end_when_it_is_full() {
    let whole = Fixture::new().with(|inputs| {
        let mut bytes = Vec::new();
        write(inputs, Which::Every, &mut bytes).unwrap();
        bytes.len()
    });
    let ends = |room| Fixture::new().with(|inputs| write(inputs, Which::Every, Disk(room)));
    assert_eq!(ends(whole / 2).unwrap_err().kind(), std::io::ErrorKind::StorageFull);
    assert!(ends(whole).is_ok());
}
