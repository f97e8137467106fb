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
