//! A threshold moved over a range on the sample authority.

use super::world::{DATASET, RULEBOOK, checked, date, edited, year};
use yardstick::bench::sweep::{Line, Step, Sweep, lines, range, sheets};
use yardstick::rulebook::RuleSource;

fn swept(rule: &str, measure: &str, values: &[f64]) -> (Line, Vec<Step>) {
    let source = RuleSource::default_rulebook();
    let id = RULEBOOK.rule_named(rule).unwrap().0;
    let (measure, _) = RULEBOOK.measure_named(measure).unwrap();
    let line = lines(&RULEBOOK, id).into_iter().find(|line| line.measure == measure).unwrap();
    let decisions = yardstick::judge::decided::Decisions::default();
    let (year, date) = (year("2011-12"), date());
    let sweep = Sweep { source: &source, dataset: &DATASET, rule, line: &line, year, date, decisions: &decisions };
    let steps = sweep.run(values);
    (line, steps)
}

#[test]
fn a_higher_line_never_lets_a_school_off() {
    let (_, steps) = swept("under-60-primary", "ks2.l4_em", &range(50.0, 90.0, 10.0));
    let counts: Vec<usize> = steps.iter().map(|step| step.picked.as_ref().unwrap().holds.len()).collect();
    assert!(counts.windows(2).all(|pair| pair[0] <= pair[1]), "{counts:?}");
    assert!(counts.first() < counts.last(), "{counts:?}");
}

#[test]
fn a_value_tried_says_what_the_edited_rulebook_says() {
    let (line, steps) = swept("primary-2011-12", "ks2.l4_em", &[75.0]);
    let after = edited(RuleSource::default_rulebook(), "floors/primary.yaml", "2011-12:", "line: 60", "line: 75");
    let rulebook = checked(&after);
    let id = rulebook.rule_named("primary-2011-12").unwrap().0;
    let decisions = yardstick::judge::decided::Decisions::default();
    let evaluation = yardstick::judge::evaluate::evaluate(&rulebook, &DATASET, &decisions, year("2011-12"), date());
    let unsaid = evaluation.schools.iter().filter(|school| {
        school.of(id).is_some_and(|finding| finding.outcome == yardstick::judge::evaluate::Outcome::CannotSay)
    });
    assert_eq!(steps[0].picked.as_ref().unwrap().cannot_say.len(), unsaid.count());
    assert_eq!((line.value, steps[0].in_force), (60.0, false));
}

#[test]
fn moving_the_number_in_the_rule_says_what_judging_the_edited_rulebook_anew_says() {
    let values = range(40.0, 90.0, 10.0);
    let (_, steps) = swept("primary-2011-12", "ks2.l4_em", &values);
    let source = RuleSource::default_rulebook();
    for step in steps {
        let line = format!("line: {}", step.value);
        let after = edited(source.clone(), "floors/primary.yaml", "2011-12:", "line: 60", &line);
        let rulebook = checked(&after);
        let id = rulebook.rule_named("primary-2011-12").unwrap().0;
        let decisions = yardstick::judge::decided::Decisions::default();
        let evaluation = yardstick::judge::evaluate::evaluate(&rulebook, &DATASET, &decisions, year("2011-12"), date());
        let with = |outcome| {
            let schools = evaluation.schools.iter();
            let said = schools.filter(move |school| school.of(id).is_some_and(|found| found.outcome == outcome));
            said.map(|school| school.school).collect::<std::collections::BTreeSet<usize>>()
        };
        use yardstick::judge::evaluate::Outcome::{CannotSay, DoesNotHold, Holds};
        let picked = step.picked.unwrap();
        assert_eq!(
            (picked.holds, picked.cannot_say, picked.does_not_hold),
            (with(Holds), with(CannotSay), with(DoesNotHold)),
            "{}",
            step.value
        );
    }
}

#[test]
fn a_number_that_is_a_setting_is_moved_where_it_is_set() {
    let id = RULEBOOK.rule_named("behaviour-absence-or-exclusions").unwrap().0;
    let line = lines(&RULEBOOK, id).into_iter().find(|line| line.setting.is_some()).unwrap();
    let source = RuleSource::default_rulebook();
    let moved = yardstick::bench::sweep::with_number(&source, "behaviour-absence-or-exclusions", &line, 70.0).unwrap();
    let setting = moved.settings.iter().find(|setting| Some(&setting.id) == line.setting.as_ref()).unwrap();
    assert_eq!(setting.value, yardstick::rulebook::model::SettingValue::Number(70.0));
}

#[test]
fn the_workbook_has_a_chart_and_a_column_a_value() {
    let (_, steps) = swept("under-60-primary", "ks2.l4_em", &range(60.0, 80.0, 10.0));
    let book = sheets::Sheets { rulebook: &RULEBOOK, dataset: &DATASET, title: "a sweep", steps: &steps, date: date() };
    let bytes = sheets::write(&book).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    assert!(package.by_name("xl/charts/chart1.xml").is_ok());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let rows = calamine::Reader::worksheet_range(&mut book, "Schools").unwrap();
    assert!(rows.rows().any(|row| row.iter().any(|cell| *cell == "●")));
}
