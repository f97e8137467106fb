//! A slip in a case does not keep an officer from her results.

use std::path::Path;
use std::process::Command;

fn run(at: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_yardstick")).current_dir(at).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stderr, output.stdout].concat()).unwrap())
}

#[test]
fn schools_are_judged_where_only_a_case_is_wrong_and_check_and_test_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = run(folder.path(), &["init", "ours", "--template", "blank"]);
    assert_eq!(code, 0, "{said}");
    let at = folder.path().join("ours");
    std::fs::create_dir_all(at.join("rules/cases")).unwrap();
    std::fs::write(at.join("rules/cases/slip.yaml"), "cases:\n  no-such-rule:\n    - {expect: holds}\n").unwrap();
    for (command, code) in [("check", 1), ("test", 1)] {
        let (exit, said) = run(&at, &[command]);
        assert!(exit == code && said.contains("there is no rule `no-such-rule`"), "{command}: {exit} {said}");
    }
    let (_, said) = run(&at, &["evaluate", "workbooks"]);
    assert!(said.contains("1 mistake in cases, which change no answer: see `yardstick check`"), "{said}");
    assert!(!said.contains("nothing was judged"), "{said}");
    assert!(at.join("reviewed").is_dir(), "{said}");
}

#[test]
fn a_table_of_cases_is_read_where_cases_are_tried_and_not_where_schools_are_judged() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = run(folder.path(), &["init", "ours", "--template", "blank"]);
    assert_eq!(code, 0, "{said}");
    let at = folder.path().join("ours");
    std::fs::create_dir_all(at.join("rules/cases")).unwrap();
    std::fs::write(at.join("rules/cases/slip.csv"), "rule,case,expect\nno-such-rule,one,holds\n").unwrap();
    for command in ["check", "test"] {
        let (exit, said) = run(&at, &[command]);
        assert!(exit == 1 && said.contains("there is no rule `no-such-rule`"), "{command}: {exit} {said}");
    }
    let (_, said) = run(&at, &["evaluate", "workbooks"]);
    assert!(at.join("reviewed").is_dir() && !said.contains("mistake"), "{said}");
}

const RULES: &str = "authority: {name: Borough of Eastmere}
measures:
  - {id: lost, title: Lost, unit: percent, headings: [Lost]}
risks:
  - risk: lossy
    title: Losses
    present when: lost > 5 # of a hundred
    source: p. 1
    cases:
      - {name: six, given: {lost: 6}, expect: holds} # as it was
      - name: nothing
        given: {lost: 0}
        expect: does not hold
";
const TABLE: &str = "rule,case,expect,lost
lossy,six and a bit,holds,6.2
,seven,holds,7
";

#[test]
fn cases_that_an_edit_was_meant_to_turn_are_rewritten_when_that_is_agreed() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::create_dir_all(at.join("rules/cases")).unwrap();
    std::fs::write(at.join("rules/a.yaml"), RULES.replace("lost > 5", "lost > 6.5")).unwrap();
    std::fs::write(at.join("rules/cases/lost.csv"), TABLE).unwrap();
    let (code, said) = run(at, &["test", "--mend"]);
    assert_eq!(code, 1, "{said}");
    for line in [
        "Losses: six: holds -> does not hold  [a.yaml:10]",
        "Losses: six and a bit: holds -> does not hold  [cases/lost.csv:2]",
        "nothing was written",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert_eq!(std::fs::read_to_string(at.join("rules/cases/lost.csv")).unwrap(), TABLE);
    let (code, said) = run(at, &["test", "--mend", "--yes"]);
    assert_eq!(code, 0, "{said}");
    let read = |name: &str| std::fs::read_to_string(at.join(name)).unwrap();
    let turned = RULES.replace("lost > 5", "lost > 6.5").replacen("expect: holds}", "expect: does not hold}", 1);
    assert_eq!(read("rules/a.yaml"), turned);
    assert_eq!(read("rules/cases/lost.csv"), TABLE.replacen("bit,holds", "bit,does not hold", 1));
    let (code, said) = run(at, &["test"]);
    assert!(code == 0 && said.contains("4 cases: every one as expected"), "{said}");
}

#[test]
fn a_case_of_several_rows_is_not_rewritten_where_they_do_not_agree() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::create_dir_all(at.join("rules")).unwrap();
    let rows = "    rows: {2011-12: {line: 5}, 2012-13: {line: 6.5}}\n    cases:\n";
    let rules = RULES.replace("lost > 5", "lost > $line").replace("risk: lossy", "risk: lossy-$row");
    let rules = rules.replace("    cases:\n", rows).replace("title: Losses", "title: Losses $row");
    std::fs::write(at.join("rules/a.yaml"), &rules).unwrap();
    for arguments in [&["test", "--mend", "--yes"][..], &["test", "--mend", "--yes", "--rule", "lossy-2012-13"]] {
        let (code, said) = run(at, arguments);
        assert!(code == 1 && said.contains("is one of several rows, which do not agree"), "{code} {said}");
    }
    assert_eq!(std::fs::read_to_string(at.join("rules/a.yaml")).unwrap(), rules);
}

#[test]
fn a_rulebooks_tables_of_cases_are_no_workbooks_of_results() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::create_dir_all(at.join("rules/cases")).unwrap();
    std::fs::create_dir_all(at.join("cases")).unwrap();
    std::fs::write(at.join("rules/a.yaml"), RULES).unwrap();
    std::fs::write(at.join("rules/cases/lost.csv"), TABLE).unwrap();
    std::fs::write(at.join("cases/Lost 2011-12.csv"), "URN,School,Lost\n100001,Ash,3\n100002,Elm,8\n").unwrap();
    let (code, said) = run(at, &["evaluate", "."]);
    assert!(said.contains("Lost 2011-12.csv: 1 table, 2 school rows") && !said.contains("lost.csv:"), "{code} {said}");
}
