//! One rule among hundreds is found by its words.

use std::process::Command;

fn rules(arguments: &[&str]) -> (i32, String) {
    let home = env!("CARGO_MANIFEST_DIR");
    let output = Command::new(env!("CARGO_BIN_EXE_yardstick")).current_dir(home).arg("rules").args(arguments).output();
    let output = output.unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stderr, output.stdout].concat()).unwrap())
}

#[test]
fn what_officers_ask_for_is_found_in_a_few_lines() {
    for (words, expected) in [
        (&["list", "primary", "floor", "2013-14"][..], "primary-2013-14"),
        (&["list", "vulnerable"], "vulnerable"),
        (&["list", "team", "behaviour"], "Integrated Locality Ser"),
        (&["list", "figures", "national", "ks1.reading_2b", "2011-12"], "76"),
    ] {
        let (code, said) = rules(words);
        assert!(code == 0 && said.contains(expected), "{words:?}: {said}");
        assert!(said.lines().count() < 25 && said.contains(".yaml:"), "{words:?}: {said}");
    }
    let (code, said) = rules(&["list", "no-such-word-at-all"]);
    assert!(code == 1 && said.contains("nothing has all of these words"), "{said}");
}

#[test]
fn a_rule_is_shown_in_plain_words_with_its_line() {
    let (code, said) = rules(&["show", "primary-2011-12"]);
    assert!(
        code == 0 && said.starts_with("### ") && said.contains("60") && said.contains("floors/primary.yaml:"),
        "{said}"
    );
    let (code, said) = rules(&["show", "primary-2011-21"]);
    assert!(code == 2 && said.contains("did you mean `primary-2011-12`?"), "{said}");
}
