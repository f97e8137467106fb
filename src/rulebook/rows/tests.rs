//! Rules and measures written once.

use crate::rulebook::diagnostic::compact;
use crate::rulebook::{RuleSource, load};

const HEAD: &str = "authority: {name: Eastmere}
measures:
  - {id: l4, title: Level 4, unit: percent, headings: [L4]}
  - {id: l5, title: Level 5, unit: percent, headings: [L5]}
for all: {strand: results, source: Headline measures, applies when: 'l4.known or l5.known'}
judgements:
  grades: [{grade: '1', title: one}, {grade: '2', title: two}]
  strands: [{strand: results, title: Results}]
  working grade: {take: worst, from: [indicated]}
";

fn loaded(rules: &str) -> crate::rulebook::Loaded {
    load(&RuleSource::from_texts([("a.yaml", format!("{HEAD}{rules}").as_str())]))
}

#[test]
fn a_floor_with_rows_is_a_rule_for_each_year() {
    let rules = "floors:
  - floor: primary
    title: Floor $row
    below when: $measure < $line
    say: \"{line of $measure} is the line of $row.\"
    rows:
      2010-11: {measure: l4, line: 60}
      2011-12 to 2012-13: {measure: l5, line: 65.5, title: Floor of two years}
    cases:
      - {name: below, given: {$measure: $line-0.1}, expect: holds}
      - {name: at it, given: {$measure: $line}, expect: does not hold}
";
    let loaded = loaded(rules);
    let said: Vec<String> = loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect();
    assert_eq!(said, Vec::<String>::new());
    let rulebook = loaded.rulebook.unwrap();
    let of = |rule: &crate::rulebook::model::Rule| {
        (rule.id.to_string(), rule.title.to_string(), rule.years.to_string(), rule.span.line)
    };
    let rules: Vec<_> = rulebook.rules.iter().map(of).collect();
    assert_eq!(rules[0], ("primary-2010-11".into(), "Floor 2010-11".into(), "2010-11".into(), 16));
    assert_eq!((rules[1].0.as_str(), rules[1].1.as_str()), ("primary-2011-12", "Floor of two years"));
    let given = |at: usize| format!("{:?}", rulebook.rules[at].cases[0].given[0].value);
    assert!(given(0).contains("59.9") && given(1).contains("65.4"), "{} {}", given(0), given(1));
    assert_eq!(&*rulebook.rules[0].source.clone().unwrap(), "Headline measures");
}

#[test]
fn the_former_name_of_a_rule_with_rows_is_that_of_each_of_them() {
    for formerly in ["was", "was-$row", "[first, was]"] {
        let rules = format!(
            "floors:
  - floor: primary
    formerly: {formerly}
    title: Floor $row
    below when: l4 < $line
    rows: {{2010-11: {{line: 60}}, 2011-12 to 2012-13: {{line: 65, formerly: apart}}, to 2009-10: {{line: 50}}}}
"
        );
        let loaded = loaded(&rules);
        let said: Vec<String> = loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect();
        assert_eq!(said, Vec::<String>::new(), "{formerly}");
        let renamed = loaded.rulebook.unwrap().renamed;
        let now = |old: &str| renamed.now(crate::rulebook::model::Renames::Rule, old).map(str::to_owned);
        let rows = ["was-2010-11", "apart", "was-2009-10", "was-2011-12"].map(now);
        let wanted = ["primary-2010-11", "primary-2011-12", "primary-2009-10"].map(|name| Some(name.to_owned()));
        assert_eq!((&rows[..3], &rows[3]), (&wanted[..], &None), "{formerly}");
    }
}

#[test]
fn measures_of_one_sort_are_rows_and_a_field_misspelt_in_one_is_told() {
    let rules = "measures:
  - id: $row
    title: Reached $level
    unit: percent
    better: higher
    headings: [$level, \"% $level\"]
    rows:
      ks2.l4: {level: level 4}
      ks2.l5: {level: level 5, title: Level five, better: neither}
watchpoints:
  - watch: low-$row
    title: Low $of
    rows: {four: {of: ks2.l4}, five: {of: ks2.l5}}
    values: {least: 50}
    when: $of < $least
    source: p. 1
  - {watch: known-$measure, title: Known, source: p. 1, for each: {measure: [ks2.l4, ks2.l5]}, when: $measure.known}
";
    let of = |loaded: &crate::rulebook::Loaded| -> Vec<String> {
        loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
    };
    let loaded =
        load(&RuleSource::from_texts([("a.yaml", format!("authority: {{name: Eastmere}}\n{rules}").as_str())]));
    assert_eq!(of(&loaded), Vec::<String>::new());
    let rulebook = loaded.rulebook.unwrap();
    let measure = rulebook.measure_named("ks2.l5").unwrap().1;
    assert_eq!((&*measure.title, measure.span.line), ("Level five", 10));
    let ids: Vec<&str> = rulebook.rules.iter().map(|rule| &*rule.id).collect();
    assert_eq!(ids, ["low-four", "low-five", "known-ks2-l4", "known-ks2-l5"]);
    let misspelt = rules.replace("title: Level five", "titel: Level five");
    let loaded =
        load(&RuleSource::from_texts([("a.yaml", format!("authority: {{name: Eastmere}}\n{misspelt}").as_str())]));
    let said = of(&loaded);
    let told = |one: &String| one.contains("`titel`") && one.contains("did you mean `title`?");
    assert!(said.iter().any(told), "{said:?}");
}

#[test]
fn values_may_say_what_their_row_gives_and_those_above_them() {
    let rules = "watchpoints:
  - watch: low
    title: Low
    values: {few: 40, wanted: '$other > $few', unsaid: '$fwe'}
    when: l4 < $few and $wanted
    rows: {l5: {other: l5}}
";
    let said = |rules: &str| -> Vec<String> {
        loaded(rules).diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
    };
    let slip = said(rules);
    assert!(slip.len() == 1 && slip[0].contains("did you mean `$few`?"), "{slip:?}");
    let right = loaded(&rules.replace(", unsaid: '$fwe'", "")).rulebook.unwrap();
    let condition = format!("{:?}", right.rules[0].when);
    assert!(condition.contains("l4 < 40 and l5 > 40"), "{condition}");
}

#[test]
fn a_family_over_measures_says_a_rule_once_and_a_slip_is_told() {
    let family = "watchpoints:
  - watch: low-$row
    title: Low $what
    when: $row < 50
    rows: {l4: {what: level 4}, l5: {what: level 5}}
";
    let rules = loaded(family).rulebook.unwrap().rules;
    assert_eq!(rules.iter().map(|rule| &*rule.id).collect::<Vec<_>>(), ["low-l4", "low-l5"]);
    let said = |rules: &str| -> Vec<String> {
        loaded(rules).diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
    };
    let misspelt = said(&family.replace("$what", "$whta"));
    assert!(
        misspelt[0].contains("the row `l4` gives nothing for `$whta`") && misspelt[0].contains("did you mean `$what`?"),
        "{misspelt:?}"
    );
    let nowhere = said("risks:\n  - {risk: a, title: A, present when: 'true'}\n");
    assert!(nowhere[0].contains("no entry of this file takes `strand`"), "{nowhere:?}");
    let twice = said(&family.replace("l5: {what: level 5}", "l4: {what: level 5}"));
    assert!(twice[0].contains("the row `l4` stands twice"), "{twice:?}");
}

/// What is told of two rules, of which the rows have these values.
fn told(rows: &str, when: &str) -> Vec<String> {
    let rules = format!(
        "authority: {{name: Eastmere}}
measures:
  - {{id: l4, title: Level 4, unit: percent, headings: [L4]}}
  - {{id: l5, title: Level 5, unit: percent, headings: [L5]}}
watchpoints:
  - watch: low-$row
    title: Low
    rows: {rows}
    values: {{least: 50, gap: l4 - $of}}
    when: {when}
    source: p. 1
"
    );
    let loaded = load(&RuleSource::from_texts([("a.yaml", rules.as_str())]));
    loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
}

#[test]
fn a_slip_in_a_rows_value_is_told_where_all_rows_share_one() {
    let one = |rows: &str| told(rows, "$of < $least");
    assert_eq!(one("{four: {of: l4}, five: {of: l5, least: 60}}"), Vec::<String>::new());
    let slip = one("{four: {of: l4}, five: {of: l5, leest: 60}}");
    assert!(slip.len() == 1 && slip[0].contains("did you mean `least`?"), "{slip:?}");
}

#[test]
fn a_shared_calculation_keeps_together_in_a_longer_one() {
    let rows = "{five: {of: l5}}";
    assert_eq!(told(rows, "$gap > 3 and $of < $least"), Vec::<String>::new());
    assert_eq!(told(rows, "10 - ($gap) > 3 and $of < $least"), Vec::<String>::new());
    let torn = told(rows, "10 - $gap > 3 and $of < $least");
    assert!(torn.len() == 1 && torn[0].contains("write `($gap)`"), "{torn:?}");
}

#[test]
fn a_value_that_nothing_says_is_told() {
    let of = |values: &str| {
        let rules = format!(
            "watchpoints:
  - watch: low-$row
    title: Low
    rows: {{four: {{of: l4}}, five: {{of: l5}}}}
    values: {values}
    when: $of < $least
    source: p. 1
"
        );
        loaded(&rules).diagnostics.iter().map(compact).filter(|told| told.contains("nothing says")).collect::<Vec<_>>()
    };
    assert_eq!(of("{least: 50}"), Vec::<String>::new());
    assert_eq!(of("{least: $other, other: 50}"), Vec::<String>::new());
    let unused = of("{least: 50, most: 60}");
    assert!(unused.len() == 1 && unused[0].contains("`$most`"), "{unused:?}");
    let field = of("{least: 50, years: 2013-14 on}");
    assert!(field.len() == 1 && field[0].contains("write it beside `values`"), "{field:?}");
}

#[test]
fn what_is_wrong_in_a_row_is_one_problem_with_what_is_meant() {
    for (when, rows, wanted) in [
        ("l4 < $line", "2010-11: {line: 40,5}", "(write `40.5`: digits only, with a point before decimals)\n"),
        (
            "l4 < $line",
            "2010-11: {line: 40, progres: 3}",
            "nothing says `$progres`, so this value does nothing (take it out, or write `$progres` where it is meant)\n",
        ),
        (
            "l4 < $lines",
            "2010-11: {line: 40}",
            "the row `2010-11` gives nothing for `$lines` (did you mean `$line`?)\n",
        ),
        ("l4 < $line", "2010-11: {lin: 50}", "the row `2010-11` gives nothing for `$line` (did you mean `$lin`?)\n"),
    ] {
        let rules = format!(
            "floors:\n  - floor: primary\n    title: Floor $row\n    below when: {when}\n    say: x\n    rows:\n      {rows}\n"
        );
        let loaded = loaded(&rules);
        let told = loaded.diagnostics.iter().map(compact).filter(|one| !one.contains(": note: "));
        let said: Vec<String> = told.collect();
        assert!(matches!(said.as_slice(), [one] if one.ends_with(wanted)), "{rows}: {said:#?}");
    }
}
