//! Tables of cases, right and wrong.

use super::*;
use crate::rulebook::diagnostic::compact;
use crate::rulebook::model::Case;
use crate::rulebook::{Loaded, RuleSource, load};

const RULES: &str = "authority: {name: Eastmere}
measures:
  - {id: books, title: Books, unit: number, headings: [Books]}
  - {id: lost, title: Lost, unit: percent, headings: [Lost], markers: {none kept: not-kept}}
markers: [{id: not-kept, title: no list is kept, written: [NK]}]
risks:
  - {risk: bare, title: Bare shelves, present when: books < 600 and lost > 5, source: p. 1}
  - {risk: lossy, title: Losses, present when: lost > 5, source: p. 1}
";
const TABLE: &str = "rule,case,expect,books,lost
bare,(all),,,6
,a book too few,holds,line-1,
,just enough,does not hold,line,
,\"as many, and few lost\",does not hold,599,5

# the second rule has no books
rule,case,year,expect,lost
lossy,a little more,Nov-10,holds,line+0.1
,nothing in the cell,2012-13,cannot say,blank
,no list,,cannot say,NK
";

const ABOUT_ALL: &str = "authority: {name: Eastmere}
measures:
  - {id: books, title: Books, unit: number, headings: [Books]}
  - {id: small, title: Small, unit: yes-no, headings: [Small]}
watchpoints:
  - {watch: more, title: More, kind: strength, scope: authority, when: mean(books) > books.national, source: p. 1}
areas: [{id: national, title: England}]
comparators: [{id: national, title: England, area: national}]
";

fn loaded(table: &str) -> Loaded {
    load(&RuleSource::from_texts([("a.yaml", RULES), ("cases/all.csv", table)]))
}

fn said(table: &str) -> Vec<String> {
    loaded(table).diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
}

fn shown(case: &Case) -> String {
    let given: Vec<String> = case.given.iter().map(|given| format!("{} {:?}", given.name, given.value)).collect();
    format!("{} {} {}", case.name.as_deref().unwrap_or_default(), case.year, given.join(" "))
}

#[test]
fn a_row_is_a_case_with_what_all_share_and_with_values_beside_the_line() {
    assert_eq!(said(TABLE), Vec::<String>::new());
    let rulebook = loaded(TABLE).rulebook.unwrap();
    let cases = |rule: &str| rulebook.rule_named(rule).unwrap().1.cases.iter().map(shown).collect::<Vec<_>>();
    let bare = cases("bare");
    assert!(bare[0].contains("books Ok(Number(599.0)) lost Ok(Number(6.0))"), "{bare:?}");
    assert!(bare[1].contains("books Ok(Number(600.0))"), "{bare:?}");
    assert!(bare[2].starts_with("as many, and few lost") && bare[2].contains("lost Ok(Number(5.0))"), "{bare:?}");
    let lossy = cases("lossy");
    assert!(lossy[0].starts_with("a little more 2010-11 lost Ok(Number(5.1))"), "{lossy:?}");
    assert!(lossy[1].contains("2012-13 lost Err(Blank)"), "{lossy:?}");
    assert!(lossy[2].contains("not-kept"), "{lossy:?}");
}

#[test]
fn a_year_is_shared_as_well_and_nothing_is_shared_over_new_headings() {
    let table = "rule,case,year,expect,lost
lossy,(all),2013-14,,6
,more,,holds,
,its own,2011-12,holds,7

rule,case,expect,books
lossy,nothing given,cannot say,
";
    assert_eq!(said(table), Vec::<String>::new());
    let rulebook = loaded(table).rulebook.unwrap();
    let cases: Vec<String> = rulebook.rule_named("lossy").unwrap().1.cases.iter().map(shown).collect();
    assert!(cases[0].contains("2013-14 lost") && cases[1].contains("2011-12 lost Ok(Number(7.0))"), "{cases:?}");
    assert!(!cases[2].contains("lost") && !cases[2].contains("2013-14"), "{cases:?}");
}

#[test]
fn a_table_that_a_spreadsheet_saved_says_the_same() {
    let plain: Vec<String> = TABLE.lines().map(str::to_owned).collect();
    let saved = format!("\u{feff}{}\r\n", plain.join("\r\n")).replace(',', ";").replace("line+0.1", "\"line+0.1\"");
    let saved = saved.replace("many; and", "many, and").replace(";6\r\n", ";6,0\r\n");
    assert_eq!(said(&saved), Vec::<String>::new());
    let of = |table: &str| {
        let rulebook = loaded(table).rulebook.unwrap();
        rulebook.rules.iter().flat_map(|rule| rule.cases.iter().map(shown)).collect::<Vec<_>>()
    };
    assert_eq!(of(&saved), of(TABLE));
}

#[test]
fn a_slip_in_a_table_is_told_at_its_cell() {
    for (old, new, told) in [
        ("rule,case,expect,books", "rulle,case,expect,books", "cases/all.csv:1:1: error: this table has no headings"),
        (",just enough,does not hold", ",just enough,", "this case expects nothing"),
        (",599,5", ",599,5,7", "cases/all.csv:5:46: error: this cell has no heading above it"),
        ("books,lost\n", "books,books\n", "cases/all.csv:1:24: error: the heading `books` stands twice"),
        ("bare,(all)", ",(all)", "it is not said of which rule this is a case"),
        ("lossy,a little", "losy,a little", "there is no rule `losy`"),
        ("line-1", "lines-1", "`lines-1` is not a number"),
        (",just enough", ",\"just enough", "the quotation marks of this cell do not fit"),
        (",just enough", ",\"just\" enough", "the quotation marks of this cell do not fit"),
        ("bare,(all),,,6", "lossy,(all),,,6", "the rule does not compare `books` with one number"),
    ] {
        let lines = said(&TABLE.replacen(old, new, 1));
        assert!(lines.iter().any(|line| line.contains(told)), "{new}: {lines:#?}");
    }
}

#[test]
fn a_row_more_stands_under_headings_of_its_own() {
    let cells = [("rule", "bare"), ("case", "one, more"), ("expect", "holds"), ("books", "1"), ("lost", "9")];
    let more = with_row(TABLE, &cells.map(|(name, value)| (name, value.to_owned())));
    assert!(
        more.starts_with(TABLE.trim_end())
            && more.ends_with("\nrule,case,expect,books,lost\nbare,\"one, more\",holds,1,9\n")
    );
    assert_eq!(said(&more), Vec::<String>::new());
    let last = loaded(&more).rulebook.unwrap().rule_named("bare").unwrap().1.cases.last().map(shown);
    assert!(last.is_some_and(|case| case.starts_with("one, more")));
}

#[test]
fn schools_of_a_case_about_the_authority_stand_in_rows_of_their_own() {
    let table = "rule,case,expect,school,books.national,books,small
more,(all),,each,,,yes
,two schools,holds,,500,,
,,,a,,600,
,,,b,,401,no
,a school of which nothing is known,cannot say,a,,,
,,,b,,401,
";
    let of = |table: &str| load(&RuleSource::from_texts([("a.yaml", ABOUT_ALL), ("cases/all.csv", table)]));
    let said = |loaded: &Loaded| -> Vec<String> {
        loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
    };
    let loaded = of(table);
    assert_eq!(said(&loaded), Vec::<String>::new());
    let rulebook = loaded.rulebook.unwrap();
    let cases = &rulebook.rule_named("more").unwrap().1.cases;
    let schools: Vec<usize> = cases.iter().map(|case| case.schools.len()).collect();
    assert_eq!((schools.as_slice(), cases[0].given.len()), ([2, 2].as_slice(), 1));
    let given = |case: usize, school: usize| format!("{:?}", cases[case].schools[school]);
    assert!(given(0, 0).contains("600") && given(0, 0).contains("true"), "{}", given(0, 0));
    assert!(given(0, 1).contains("false") && !given(1, 0).contains("books"), "{} {}", given(0, 1), given(1, 0));
    let nowhere = of("rule,case,expect,school,books\nmore,,,a,5\n");
    assert!(said(&nowhere)[0].contains("no case stands above this school"), "{:?}", said(&nowhere));
}

#[test]
fn a_figure_of_the_authority_is_not_given_to_a_school() {
    let of = |table: &str| {
        let loaded = load(&RuleSource::from_texts([("a.yaml", ABOUT_ALL), ("cases/all.csv", table)]));
        loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect::<Vec<_>>()
    };
    let said = of("rule,case,expect,school,books.national,books,small\nmore,one,cannot say,a,500,600,yes\n");
    assert!(said.len() == 1 && said[0].contains("`books.national` is given to a school"), "{said:?}");
}

#[test]
fn a_day_is_one_also_as_a_spreadsheet_writes_it_and_its_heading_may_have_capitals() {
    let rules = "authority: {name: Eastmere}
measures:
  - {id: opened, title: Opened, unit: date, undated: true, headings: [Opened]}
risks:
  - {risk: young, title: Young, present when: 'days_between(opened, date) < 365', source: p. 1}
";
    for (head, opened, day) in [("Date", "01/09/2012", "8/1/2013"), ("DATE", "2012-09-01", "2013-01-08")] {
        let table = format!("Rule,Case,Expect,opened,{head}\nyoung,new,holds,{opened},{day}\n");
        let loaded = load(&RuleSource::from_texts([("a.yaml", rules), ("cases/all.csv", table.as_str())]));
        let wrong: Vec<String> = loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{head}");
        let given = format!("{:?}", loaded.rulebook.unwrap().rules[0].cases[0].given);
        assert!(given.contains("2012-09-01"), "{given}");
    }
}

#[test]
fn a_comparator_given_to_a_school_is_only_worth_a_look_where_a_measure_worked_out_may_read_it() {
    let rules = ABOUT_ALL.replace(
        "measures:\n",
        "measures:\n  - {id: behind, title: Behind, unit: yes-no, computed: books < books.national}\n",
    );
    let rules = rules.replace("mean(books) > books.national", "count(behind) > 2 or mean(books) > books.national");
    let table = "rule,case,expect,school,books,books.national\nmore,(all),,,,\n,few,does not hold,x,3,5\n";
    let loaded = load(&RuleSource::from_texts([("a.yaml", rules.as_str()), ("cases/all.csv", table)]));
    let told: Vec<_> = loaded.diagnostics.iter().filter(|one| one.message.contains("is given to a school")).collect();
    assert!(matches!(told.as_slice(), [one] if !one.is_error()), "{:?}", loaded.diagnostics);
}

#[test]
fn a_value_may_be_said_by_a_setting() {
    let of = |lost: &str| {
        let rules = format!("{RULES}settings: [{{id: few, title: Few, value: 600}}]\n");
        let rules = rules.replace("books < 600", "books - lost < settings.few");
        let table = format!("rule,case,expect,books,lost\nbare,a book too few,holds,settings.few + 5,{lost}\n");
        load(&RuleSource::from_texts([("a.yaml", &*rules), ("cases/all.csv", &*table)]))
    };
    let loaded = of("(settings.few + 12) / 100");
    let rulebook = loaded.rulebook.unwrap();
    let case = shown(&rulebook.rule_named("bare").unwrap().1.cases[0]);
    assert!(case.contains("books Ok(Number(605.0)) lost Ok(Number(6.12))"), "{case}");
    for wrong in ["settings.fw + 1", "books - settings.few", "settings.few / 0"] {
        let told: Vec<String> = of(wrong).diagnostics.iter().map(compact).collect();
        assert!(
            told[0].contains(&format!("cases/all.csv:2:44: error: `{wrong}` is not worked out of settings")),
            "{told:?}"
        );
    }
}
