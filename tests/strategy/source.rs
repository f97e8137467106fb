//! The strategy's tables, typed here from the strategy itself, are what the default rulebook has: an edit of it that departs
//! from the source is noticed, whatever the generated pages say.

use std::path::Path;

use pretty_assertions::assert_eq;
use serde_yaml::Value;
use yardstick::rulebook::RuleSource;
use yardstick::rulebook::changes::Parts;

fn rules(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(file);
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The entries of a section, rows written out.
fn entries(section: &str) -> Vec<Value> {
    let parts = Parts::of(&RuleSource::default_rulebook());
    parts.entries().filter(|((of, _), _)| *of == section).map(|(_, value)| value.clone()).collect()
}

fn list<'v>(all: &'v Value, field: &str) -> &'v [Value] {
    all[field].as_sequence().map_or(&[], Vec::as_slice)
}

fn text<'v>(one: &'v Value, field: &str) -> &'v str {
    one[field].as_str().unwrap_or_default()
}

fn texts<'v>(one: &'v Value, field: &str) -> Vec<&'v str> {
    list(one, field).iter().filter_map(Value::as_str).collect()
}

/// Lines of text, each without the blanks about it.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Strand, team, forms: Models of Support, page 11.
const MODELS_OF_SUPPORT: [(&str, &str, &str); 5] = [
    (
        "achievement",
        "Learning and Improvement",
        "Learning and Improvement Advisers
         Learning and Improvement Advisory Teachers
         SLE (support of middle leaders)
         SSP
         AST
         School to School Support
         Partner School",
    ),
    (
        "teaching",
        "Learning and Improvement",
        "Learning and Improvement Advisers
         Learning and Improvement Advisory Teachers
         SLE (support of middle leaders)
         SSP
         AST
         School to School Support
         Partner School",
    ),
    (
        "behaviour",
        "Integrated Locality Services",
        "Early Intervention (CAF)
         Child and Family Early Intervention Team (Attendance)",
    ),
    (
        "behaviour",
        "Inclusion Services",
        "SSP
         Behaviour Support Team
         Renown
         School to School Support
         Partner School",
    ),
    (
        "leadership",
        "Learning and Improvement",
        "NLE/LLE/SLE
         Learning and Improvement Advisers
         SSP
         Governor Services
         Federation
         School to School Support
         Partner School",
    ),
];

#[test]
fn each_strand_has_the_teams_and_forms_of_the_models_of_support() {
    let file = rules("support/models-of-support.yaml");
    let title = |id: &str| {
        let team = list(&file, "teams").iter().find(|team| text(team, "team") == id);
        text(team.unwrap(), "title").to_owned()
    };
    let support = entries("support");
    let of_strands = support.iter().flat_map(|model| {
        // support is for schools at 3 or 4
        assert_eq!(texts(model, "grades"), ["3", "4"], "{model:?}");
        list(model, "teams").iter().map(move |team| (text(model, "strand"), team))
    });
    let found: Vec<_> =
        of_strands.map(|(strand, team)| (strand, title(text(team, "team")), texts(team, "forms"))).collect();
    let expected = MODELS_OF_SUPPORT.map(|(strand, team, forms)| (strand, team.to_owned(), lines(forms)));
    assert_eq!(found, expected);
}

#[test]
fn objectives_are_for_3_and_a_plan_for_4_looked_at_every_four_weeks() {
    let file = rules("support/plans-and-meetings.yaml");
    let triggers = list(&file, "triggers");
    let named = |id: &str| triggers.iter().find(|trigger| text(trigger, "trigger") == id).unwrap();
    assert_eq!(texts(named("objectives"), "grades"), ["3"]);
    assert_eq!(text(named("rap"), "grades"), "settings.rap_at");
    let settings = rules("yardstick.yaml");
    let rap_at = list(&settings, "settings").iter().find(|setting| text(setting, "id") == "rap_at").unwrap();
    assert_eq!(texts(rap_at, "value"), ["4"]);
    assert_eq!(named("rap")["meeting every days"], 28);
    let support = rules("support/models-of-support.yaml");
    let whole = list(&support, "support when").iter().find(|one| text(one, "support") == "school-plan").unwrap();
    assert_eq!(whole["plan"]["meeting every days"], 28);
}

/// Structural solutions and factors to consider, pages 12 and 13.
const STRUCTURAL_SOLUTIONS: [(&str, &str); 4] = [
    (
        "Securing improvement through formal school to school partnership agreement",
        "Identification of partner school
         Appointment of executive headteacher (headteacher of partner school)
         Clarification and agreement of activities supported by the partnership
         Roles and responsibilities for the RAP
         Clarification of accountabilities in respect of each school's governing body",
    ),
    (
        "Securing improvement through a hard federation",
        "Identification of federation partner
         Appointment of executive headteacher (headteacher of partner school)
         Clarification and agreement of activities supported through the federation
         Roles and responsibilities for the RAP
         Management and oversight of the legal process for federation",
    ),
    (
        "Securing improvement through conversion to Trust or Academy status",
        "Identification of Trust partners or Academy sponsor
         Confirmation of existing leadership or appointment of executive headteacher
         Clarification and agreement of aims and objectives of proposed new status
         Roles and responsibilities for the RAP
         Clarification of accountabilities for governance
         Management and oversight of legal processes for conversion",
    ),
    (
        "Invoking the power to establish an Interim Executive Board (IEB)",
        "Evaluation of overall effectiveness of school's governing body (including external verification)
         Management and oversight of legal process for removal of governing body and transfer of accountable body status to the LA",
    ),
];

#[test]
fn the_structural_options_have_their_factors() {
    let file = rules("support/structural-options.yaml");
    let found: Vec<_> =
        list(&file, "structure").iter().map(|option| (text(option, "title"), texts(option, "factors"))).collect();
    assert_eq!(found, STRUCTURAL_SOLUTIONS.map(|(title, factors)| (title, lines(factors))));
}

#[test]
fn the_strands_and_the_risk_characteristics_are_those_of_the_visit_template() {
    let judgements = rules("judgements/grades-and-strands.yaml");
    let strands: Vec<_> = list(&judgements["judgements"], "strands").iter().map(|one| text(one, "title")).collect();
    let page_10 = "Overall effectiveness
                   Achievement of pupils at the school
                   Quality of teaching in the school
                   Behaviour and safety of pupils at the school
                   Quality of leadership in and management of the school";
    assert_eq!(strands, lines(page_10));
    let risks = rules("risks.yaml");
    let risks: Vec<_> = list(&risks, "risks").iter().map(|risk| text(risk, "title")).collect();
    let characteristics = "New and/or inexperienced headteacher
                           Significant staff changes at senior level
                           Budget deficit
                           Falling roll over a period of three years
                           Building(s) in poor condition
                           Performance has only recently shown improvement";
    assert_eq!(risks, lines(characteristics));
}

#[test]
fn the_annual_cycle_has_its_meetings_visits_and_reports_in_their_months() {
    let mut cycle = entries("cycle");
    let months = |event: &Value| list(event, "months").iter().filter_map(Value::as_u64).collect::<Vec<_>>();
    cycle.sort_by_key(|event| months(event).first().map(|month| (month + 3) % 12));
    let found: Vec<_> = cycle.iter().map(|event| (text(event, "event"), months(event))).collect();
    let of_the_source: [(&str, &[u64]); 15] = [
        ("srg-1", &[9]),
        ("visit-1", &[10, 11]),
        ("report-visit-1", &[10, 11]),
        ("summary-visit-1", &[12]),
        ("srg-2", &[1]),
        ("cabinet-report", &[1]),
        ("visit-2", &[2, 3]),
        ("report-visit-2", &[2, 3]),
        ("summary-visit-2", &[4]),
        ("srg-3", &[4]),
        ("visit-3", &[5, 6]),
        ("report-visit-3", &[5, 6]),
        ("summary-visit-3", &[7]),
        ("srg-4", &[7]),
        ("analysis", &[8]),
    ];
    assert_eq!(found, of_the_source.map(|(event, months)| (event, months.to_vec())));
}

/// Years and lines of attainment: Cabinet report 8 January 2013, 6.1.2, 6.4 and 6.5; the department's announcements after.
#[test]
fn the_floors_have_the_lines_of_their_years() {
    for (file, expected) in [
        (
            "floors/primary.yaml",
            "2010-11 60 | 2011-12 60 | 2012-13 60 | 2013-14 65 | 2014-15 65 | 2015-16 to 2017-18 65",
        ),
        (
            "floors/secondary.yaml",
            "2010-11 35 | 2011-12 to 2012-13 40 | 2013-14 40 | 2014-15 40 | 2015-16 to 2017-18 -0.5",
        ),
    ] {
        let floors = rules(file);
        let rows = list(&floors, "floors").iter().filter_map(|floor| floor["rows"].as_mapping());
        let line = |row: &Value| if row.is_mapping() { row["line"].as_f64() } else { row.as_f64() };
        let mut found: Vec<String> =
            rows.flatten().map(|(years, row)| format!("{} {}", years.as_str().unwrap(), line(row).unwrap())).collect();
        found.sort();
        assert_eq!(found.join(" | "), expected);
    }
}
