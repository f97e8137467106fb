//! A further year of what has rows by year.

use yardstick::rulebook::RuleSource;
use yardstick::rulebook::edit::{NewYear, with_year};

const FLOORS: &str = "\
# the floors
floors:
  - floor: primary
    title: Floor $row
    below when: l4 < $line
    rows:
      2012-13: {line: 60}
      2013-14: {line: 65, title: Higher}  # Statement of intent
    # cases stand apart
    source: p. 3
  - floor: primary
    title: Floor $row
    below when: points < $line
    rows: {2010-11 to 2011-12: 27, to 2009-10: 26}
    source: p. 4
  - {floor: secondary-2011-12, title: Secondary, below when: points < 40, source: p. 5}
figures:
  - area: national
    measure: l4
    years: {\"2011-12\": 79}
    source: p. 6
";

fn added(section: Option<&str>, name: &str, year: &str) -> Result<NewYear, String> {
    with_year(&RuleSource::from_texts([("a.yaml", FLOORS)]), section, name, year.parse().unwrap())
}

#[test]
fn the_latest_row_is_copied_under_the_new_year_and_nothing_else_is_touched() {
    let new = added(Some("floor"), "primary", "2014-15").unwrap();
    let row = "      2014-15: {line: 65, title: Higher}\n";
    let wanted = FLOORS.replace("    # cases stand apart", &format!("{row}    # cases stand apart"));
    assert_eq!(&**new.source.text("a.yaml").unwrap(), wanted);
    assert_eq!((new.file.as_str(), new.line, new.copied.as_str()), ("a.yaml", 9, "2013-14"));
    assert_eq!(new.text, "2014-15: {line: 65, title: Higher}");
}

#[test]
fn of_rules_of_one_name_the_one_whose_rows_end_last_before_the_year_goes_on() {
    let windows = FLOORS.replace('\n', "\r\n").replace("2012-13: {line: 60}", "2013-14: {line: 60}");
    let windows = windows.replace("2013-14: {line: 65", "2014-15: {line: 65");
    let source = RuleSource::from_texts([("a.yaml", windows.as_str())]);
    let new = with_year(&source, None, "primary", "2012-13".parse().unwrap()).unwrap();
    let wanted = windows.replace("{2010-11 to 2011-12: 27,", "{2012-13: 27, 2010-11 to 2011-12: 27,");
    assert_eq!(&**new.source.text("a.yaml").unwrap(), wanted);
}

#[test]
fn a_figure_of_several_years_takes_a_year_too() {
    let new = added(None, "national, l4", "2012-13").unwrap();
    assert!(new.source.text("a.yaml").unwrap().contains("years: {\"2011-12\": 79, \"2012-13\": 79}"), "{new:?}");
}

#[test]
fn what_has_no_rows_or_has_the_year_is_refused_in_plain_words() {
    let why = |name: &str, year: &str| added(None, name, year).unwrap_err();
    assert_eq!(why("primary", "2013-14"), "`primary` has 2013-14 already: the row `2013-14` of a.yaml");
    assert!(why("secondary-2011-12", "2012-13").starts_with("`secondary-2011-12` has no rows by year"));
    assert!(why("primry", "2014-15").ends_with("did you mean `primary`?"));
    assert!(added(Some("risk"), "primary", "2014-15").unwrap_err().starts_with("there is no risk `primary`"));
}

#[test]
fn a_figure_in_rows_takes_a_year_by_its_measure() {
    let rules = "\
authority: {name: Eastmere}
measures:
  - {id: l4, title: Level 4, unit: percent, headings: [L4]}
  - {id: l5, title: Level 5, unit: percent, headings: [L5]}
areas: [{id: national, title: England, rows: [England]}]
figures:
  - area: national
    measure: $row
    source: p. 6
    rows:
      l4: {years: {\"2010-11\": 78, \"2011-12\": 79}}
      l5: {years: {\"2011-12\": 27}}
";
    let source = RuleSource::from_texts([("a.yaml", rules)]);
    for name in ["l4", "national, l4"] {
        let new = with_year(&source, Some("figure"), name, "2012-13".parse().unwrap()).unwrap();
        let wanted = rules.replace("79}}", "79, \"2012-13\": 79}}");
        assert_eq!(&**new.source.text("a.yaml").unwrap(), wanted);
        assert_eq!((new.line, new.copied.as_str()), (11, "2011-12"));
    }
    let again = with_year(&source, None, "l4", "2011-12".parse().unwrap()).unwrap_err();
    assert!(again.contains("2011-12 has a value already"), "{again}");
}
