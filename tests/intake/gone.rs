//! The alarm for a column that was there last time, through the whole line: the last run is remembered beside the review.

use std::path::Path;
use std::process::Command;

fn evaluate(folder: &Path) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    command.args(["evaluate", "inbox", "--out", "out", "--year", "2011-12", "--date", "2012-09-10"]);
    let output = command.current_dir(folder).output().unwrap();
    (output.status.code().unwrap(), {
        // lines are fitted to the width of a page
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn a_column_that_the_last_run_read_and_this_one_does_not_is_an_alarm_until_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = folder.path().join("inbox");
    std::fs::create_dir(&inbox).unwrap();
    let write = |name: &str, text: &str| std::fs::write(inbox.join(name), text).unwrap();
    let whole = "URN,School,% L4+ English and maths,% Overall absence\n990001,Alder Lane Primary School,72,4.5\n";
    write("Results 2011-12 provisional.csv", whole);
    let (_, said) = evaluate(folder.path());
    assert!(!said.contains("last time"), "{said}");

    // the next sending has another name for its state and lacks a column
    std::fs::remove_file(inbox.join("Results 2011-12 provisional.csv")).unwrap();
    write("Results 2011-12 final.csv", "URN,School,% L4+ English and maths\n990001,Alder Lane Primary School,73\n");
    let (code, said) = evaluate(folder.path());
    assert_eq!(code, 1, "an alarm needs attention");
    let alarm =
        "the column “% Overall absence” stood in Results 2011-12 provisional.csv last time and is not there any more";
    assert!(said.contains(alarm), "{said}");
    // and it does not go away by running again
    assert!(evaluate(folder.path()).1.contains(alarm));

    write("Results 2011-12 final.csv", &whole.replace("72", "73"));
    let (_, said) = evaluate(folder.path());
    assert!(!said.contains("last time"), "{said}");
}
