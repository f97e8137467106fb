//! Commands written a little wrong: what is wrong, and what to write instead.

use std::path::Path;
use std::process::Command;

use super::office::{ALDER, BEACON, HEADINGS, Office};

/// An office with two schools in `in`.
fn office() -> Office {
    let office = Office::new();
    office.drop("in/Schools 2011-12.csv", format!("{HEADINGS}\n{ALDER}\n{BEACON}\n").as_bytes());
    office
}

/// How a command ends, and everything it says.
fn done(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    let output = program.current_dir(folder).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8([output.stderr, output.stdout].concat()).unwrap())
}

fn refused(office: &Office, arguments: &[&str]) -> String {
    let (code, said) = done(office.folder.path(), arguments);
    assert_eq!(code, 2, "{said}");
    for word in ["os error", "float", "panicked", "unexpected argument"] {
        assert!(!said.contains(word), "{said}");
    }
    said
}

#[test]
fn init_begins_no_folder_in_a_file() {
    let office = office();
    office.drop("notes", b"");
    assert!(refused(&office, &["init", "notes"]).contains("notes is a file; name a folder to begin"));
}

#[test]
fn a_year_that_only_the_folder_names_is_offered_by_name() {
    let office = Office::new();
    let undated = "URN,School,% L4+ English and maths\n900201,Alder Primary School,58\n";
    office.drop("in/2010-11/ks2.csv", undated.as_bytes());
    let (code, said) = done(office.folder.path(), &["evaluate", "in", "--date", "2012-01-08"]);
    assert_eq!(code, 1, "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("ks2.csv lies in the folder “2010-11”"), "{said}");
    assert!(said.contains("run again with --year 2010-11"), "{said}");
}

#[test]
fn a_first_run_that_reads_nothing_of_any_school_gives_the_line_that_would_mend_it() {
    for (from, to, line) in [
        ("Met the standard", "Pct exp", "rules.yaml, under measures › results.met › headings: - \"Pct exp\""),
        ("URN,School", "Ref,Academy", "any file of rules, under identity › name: - \"Academy\""),
    ] {
        let office = Office::new();
        done(office.folder.path(), &["init", ".", "--template", "blank"]);
        let results = office.folder.path().join("workbooks/Results 2025-26.csv");
        let text = std::fs::read_to_string(&results).unwrap().replace(from, to);
        std::fs::write(&results, text).unwrap();
        let (code, said) = done(office.folder.path(), &["evaluate", "workbooks", "--date", "2026-09-21"]);
        assert_eq!(code, 1, "{said}");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(line), "{said}");
    }
}

#[test]
fn init_in_the_folder_at_hand_sends_nobody_elsewhere() {
    let office = Office::new();
    let (_, said) = done(office.folder.path(), &["init", ".", "--template", "blank"]);
    assert!(said.contains("Next: `yardstick evaluate workbooks`"), "{said}");
}

#[test]
fn a_rules_folder_that_is_not_there_is_told_with_the_nearest_one() {
    let office = office();
    done(office.folder.path(), &["init", "."]);
    for command in [&["watch", "in", "--once"][..], &["evaluate", "in"], &["check"]] {
        let said = refused(&office, &[command, &["--rules", "ruels"]].concat());
        assert!(said.contains("there is no folder ruels; did you mean rules?"), "{said}");
    }
    assert!(
        refused(&office, &["watch", "in", "--once", "--rules", "nosuch"]).contains("`yardstick init DIR` writes one")
    );
    assert!(!office.path("reviewed").exists(), "nothing was begun");
}

#[test]
fn check_never_passes_on_the_built_in_rules_by_itself() {
    let office = office();
    assert!(refused(&office, &["check"]).contains("there is no folder rules here"));
    let (code, said) = done(office.folder.path(), &["check", "--built-in"]);
    assert!(code == 0 && said.contains("the built-in rulebook:"), "{said}");
}

#[test]
fn a_rules_folder_that_a_watch_has_read_may_be_away() {
    let office = office();
    done(office.folder.path(), &["init", "."]);
    let once = ["watch", "in", "--once", "--rules", "rules", "--date", "2013-01-08", "--year", "2011-12"];
    let (_, said) = done(office.folder.path(), &once);
    assert!(said.contains("evaluated 1 workbook"), "{said}");
    std::fs::rename(office.path("rules"), office.path("away")).unwrap();
    let (code, said) = done(office.folder.path(), &once);
    assert!(code == 1 && said.contains("is away; the last good rulebook stays in force"), "{said}");
}

#[test]
fn a_sweep_of_a_misspelt_measure_or_number_names_the_right_one() {
    let office = office();
    let sweep =
        |more: &[&str]| refused(&office, &[&["sweep", "in", "--rule", "primary-2011-12", "--to", "70"], more].concat());
    let said = sweep(&["--from", "50", "--measure", "ks2.l4_en"]);
    assert!(said.contains("does not compare `ks2.l4_en`; did you mean `ks2.l4_em`?"), "{said}");
    assert!(sweep(&["--from", "50", "--line", "9"]).contains("has no number 9; it has"));
    assert!(sweep(&["--from", "fifty"]).contains("this is no number; write one as in 60 or 0.5"));
}

#[test]
fn explain_offers_only_names_that_are_like_the_one_asked_for() {
    let office = office();
    let explain = |school: &str| refused(&office, &["explain", school, "in", "--year", "2011-12"]);
    assert!(explain("Beacn Hill").contains("did you mean `Beacon Hill Primary School`?"));
    assert!(explain("Adler").contains("did you mean `Alder Lane Primary School`?"));
    let said = explain("Nosuch");
    assert!(said.contains("no name is like it; the 2 schools are listed on the review's sheet “Schools”"), "{said}");
    let said = refused(&office, &["explain", "Alder", "in", "--what-if", "ks4.five_ac_em=abc", "--year", "2011-12"]);
    assert!(said.contains("`abc` is no number; write one, as in ks4.five_ac_em=41"), "{said}");
    let said = refused(&office, &["explain", "Alder", "in", "--what-if", "x=abc", "--year", "2011-12"]);
    assert!(said.contains("there is no measure `x`; `yardstick rules list WORDS` finds one by its words"), "{said}");
}

#[test]
fn a_folder_named_for_a_file_is_refused_and_nothing_is_written() {
    let office = office();
    std::fs::create_dir(office.path("papers")).unwrap();
    let said = refused(&office, &["rules", "document", "--out", "papers"]);
    assert!(said.contains("papers is a folder; name a file, as in papers"), "{said}");
    assert!(std::fs::read_dir(office.folder.path()).unwrap().count() == 2);
}

#[test]
fn check_given_a_folder_by_habit_says_how_to_name_it() {
    let said = refused(&office(), &["check", "some/path"]);
    assert!(said.contains("`yardstick check --rules \"some/path\"` for a rules folder"), "{said}");
}

#[test]
fn compare_takes_the_built_in_rulebook_where_there_is_no_folder() {
    let office = office();
    done(office.folder.path(), &["init", "begun"]);
    let compare = ["compare", "in", "--with", "begun/rules", "--year", "2011-12", "--date", "2013-01-08"];
    let (code, said) = done(office.folder.path(), &compare);
    assert!(code == 0 && said.contains("the built-in rulebook and begun/rules"), "{said}");
}

#[test]
fn what_lies_in_the_usual_output_folder_is_no_workbook_to_any_command() {
    let office = office();
    done(office.folder.path(), &["init", "begun"]);
    office
        .drop("in/reviewed/Other.csv", format!("{HEADINGS}\n900299,9992099,Nowhere Primary School,,1,1\n").as_bytes());
    // the same workbooks by three spellings are read once
    let inside = office.path("in");
    let dots = ["../in/Schools 2011-12.csv", "Schools 2011-12.csv", "."];
    let compare = [&["compare"][..], &dots, &["--with", "../begun/rules", "--year", "2011-12"]].concat();
    let (code, said) = done(&inside, &compare);
    assert!(code == 0 && said.contains("2 schools"), "{said}");
}

#[test]
fn restore_leaves_a_review_that_can_be_read_unless_told() {
    let office = office();
    office.drop("in/Schools 2011-12.csv", format!("{HEADINGS}\n{ALDER}\n{BEACON}\n").as_bytes());
    office.run();
    let record =
        r#"{"seen":"2013-01-08","school":"urn:900201","about":"status","field":"owner","from":null,"to":"Ann"}"#;
    office.drop("out/decisions.log.jsonl", format!("{record}\n").as_bytes());
    let review = office.path("out/School review 2011-12.xlsx");
    let before = std::fs::read(&review).unwrap();
    let (code, said) = done(office.folder.path(), &["restore", "out", "in"]);
    assert!(code == 0 && said.contains("School review 2011-12.xlsx can be read, so nothing was done"), "{said}");
    assert!(std::fs::read(&review).unwrap() == before, "it was not touched");
    let (_, said) = done(office.folder.path(), &["restore", "out", "in", "--again"]);
    assert!(std::fs::read(&review).unwrap() != before, "Ann's decision is in it: {said}");
    assert!(refused(&office, &["restore", "nosuch"]).contains("there is no folder nosuch"));
}

#[test]
fn a_review_under_another_name_is_counted_as_one_by_a_survey() {
    let office = office();
    office.run();
    std::fs::copy(office.path("out/School review 2011-12.xlsx"), office.path("in/Renamed.xlsx")).unwrap();
    let (code, said) = done(office.folder.path(), &["survey", "in"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Renamed.xlsx: is a review that Yardstick wrote, not results"), "{said}");
    assert!(said.lines().any(|line| line.contains("reviews of ours") && line.ends_with('1')), "{said}");
}

#[test]
fn colours_are_those_of_the_verdict_and_never_of_a_name() {
    let office = Office::new();
    let beacon = BEACON.replace("Beacon Hill", "Beacon\u{1b}[31m Hill");
    office.drop("in/Schools 2011-12.csv", format!("{HEADINGS}\n{ALDER}\n{beacon}\n").as_bytes());
    let evaluate = ["evaluate", "in", "--year", "2011-12", "--date", "2013-01-08", "--color"];
    let (_, said) = done(office.folder.path(), &[&evaluate[..], &["always"]].concat());
    assert!(said.contains("\u{1b}[1m2 schools for 2011-12"), "{said}");
    assert!(!said.contains("\u{1b}[31m"), "{said}");
    let (_, said) = done(office.folder.path(), &[&evaluate[..], &["never"]].concat());
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn a_year_asked_for_goes_before_the_one_year_that_names_of_files_say() {
    let results = b"URN,School,KS2 Pupils,% L4+ RWM\n900201,Alder Primary School,40,58\n";
    let office = Office::new();
    office.drop("in/KS2 10-11.csv", results);
    let run = ["evaluate", "in", "--year", "2012-13", "--date", "2013-10-08"];
    let (_, said) = done(office.folder.path(), &run);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("for 2012-13"), "{said}");
    assert!(
        said.contains("the file's name says 2010-11; its figures were taken for 2012-13, the year asked"),
        "{said}"
    );
    std::fs::remove_file(office.folder.path().join("in/KS2 10-11.csv")).unwrap();
    office.drop("in/KS2 2011-12.csv", results);
    let (_, said) = done(office.folder.path(), &run);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("there are no results of 2012-13 here"), "{said}");
    assert!(said.contains("KS2 2011-12.csv: 2011-12, by the file's name"), "{said}");
}

#[test]
fn lines_of_the_record_that_say_nothing_are_a_warning_of_check_and_counted() {
    let office = office();
    let (code, said) = done(office.folder.path(), &["init", "."]);
    assert_eq!(code, 0, "{said}");
    office.drop("reviewed/decisions.log.jsonl", b"{\"school\":\"urn:900201\",\"na\nnothing\n");
    let (code, said) = done(office.folder.path(), &["check"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2 lines of decisions.log.jsonl could not be understood and were passed over"), "{said}");
    assert!(said.contains("0 errors, 1 warning"), "{said}");
}
