//! The program itself, as it is started by an officer, a service or a scheduler.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::office::{Office, differing, results, sample};

#[test]
fn one_pass_over_the_sample_writes_what_evaluate_writes_and_a_second_has_nothing_to_do() {
    let office = Office::new();
    office.drop_samples();
    let evaluated = office.evaluate_into("once");
    let begun = Instant::now();
    let pass = office.watch_command(&["--once"]).status().unwrap();
    println!("one pass over the sample: {:.1} s", begun.elapsed().as_secs_f64());
    assert_eq!(pass.code(), evaluated.status.code(), "{}", office.log());
    let (wanted, found) = (results(&office.path("once")), results(&office.path("reviewed")));
    assert!(!wanted.is_empty() && differing(&wanted, &found).is_empty(), "{:?}", differing(&wanted, &found));
    let again = office.watch_command(&["--once"]).status().unwrap();
    assert_eq!(again.code(), evaluated.status.code());
    assert_eq!(office.log().matches("evaluated ").count(), 1, "{}", office.log());
}

#[cfg(unix)]
#[test]
fn a_request_to_end_is_heeded_and_status_tells_who_watches() {
    let mut office = Office::new();
    office.watch(&[]);
    office.until("watching", |office| office.log().contains("watching"));
    let status = || office.command("status", &["reviewed"]).output().unwrap();
    let alive = String::from_utf8(status().stdout).unwrap();
    assert!(alive.contains("process"), "{alive}");
    let second = office.watch_command(&["--once"]).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    let why = String::from_utf8(second.stderr).unwrap();
    assert!(why.contains("watched over already, by"), "{why}");
    let child = office.running.as_ref().unwrap().id();
    Command::new("kill").args(["-TERM", &child.to_string()]).status().unwrap();
    let ended = office.running.take().unwrap().wait().unwrap();
    assert_eq!(ended.code(), Some(0));
    assert!(office.log().contains("stopped watching"));
    assert_eq!(office.command("status", &["reviewed"]).output().unwrap().status.code(), Some(1));
    assert_eq!(office.command("status", &["inbox"]).output().unwrap().status.code(), Some(2));
}

#[test]
fn a_broken_rule_is_shown_with_its_line_and_the_sample_is_judged_on() {
    let mut office = Office::new();
    office.drop_samples();
    office.watch(&[]);
    let reviewed = |office: &Office, rounds: usize| office.log().matches("evaluated ").count() >= rounds;
    office.until("reviewed", |office| reviewed(office, 1));
    let floors = office.path("rules/floors/primary.yaml");
    let sound = fs::read_to_string(&floors).unwrap();
    fs::write(&floors, sound.replacen("floor:", "flor:", 1)).unwrap();
    let note = || fs::read_to_string(office.path("reviewed/RULES NEED ATTENTION.txt")).unwrap_or_default();
    office.until("the note", |_| note().contains("flor"));
    assert!(note().contains("floors/primary.yaml") && note().contains("last good rulebook"), "{}", note());
    office.until("judged on", |office| reviewed(office, 2));
    fs::write(&floors, sound).unwrap();
    office.until("mended", |office| reviewed(office, 3) && note().is_empty());
    office.evaluate_into("once");
    let (wanted, found) = (results(&office.path("once")), results(&office.path("reviewed")));
    assert!(differing(&wanted, &found).is_empty(), "{:?}", differing(&wanted, &found));
}

#[cfg(unix)]
#[test]
fn a_workbook_that_may_not_be_read_has_a_note_until_it_may() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new();
    let names = office.drop_samples();
    let secret = office.path("inbox").join(names.iter().find(|name| name.ends_with(".xlsx")).unwrap());
    let may = |mode| fs::set_permissions(&secret, fs::Permissions::from_mode(mode)).unwrap();
    may(0o000);
    if fs::File::open(&secret).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    office.watch_command(&["--once"]).status().unwrap();
    assert!(office.log().contains("could not be read"), "{}", office.log());
    may(0o644);
    office.watch_command(&["--once"]).status().unwrap();
    assert!(
        !fs::read_dir(office.path("reviewed"))
            .unwrap()
            .any(|entry| { entry.unwrap().file_name().to_string_lossy().ends_with("problems.txt") })
    );
}

#[test]
fn a_review_made_of_the_first_workbooks_to_arrive_goes_when_another_year_is_judged() {
    let office = Office::new();
    let early = "KS2 results 2009-10 and 2010-11.xlsx";
    fs::copy(sample("workbooks").join(early), office.path("inbox").join(early)).unwrap();
    office.watch_command(&["--once"]).status().unwrap();
    let reviewed = |year: &str| office.path(&format!("reviewed/School review {year}.xlsx")).exists();
    assert!(reviewed("2010-11"));
    office.drop_samples();
    office.watch_command(&["--once"]).status().unwrap();
    assert!(reviewed("2011-12") && !reviewed("2010-11"), "{}", office.log());
    assert!(office.log().contains("School review 2010-11.xlsx was made of the first workbooks to arrive"));
}
