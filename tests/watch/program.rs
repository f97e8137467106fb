//! The program itself, as it is started by an officer, a service or a scheduler.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use workbook::patch::{CellEdit, Value, set_cells};
use workbook::read::{Content, Limits, Sheet, read_bytes};

use super::office::{DAY, Office, differing, results, sample};

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
        crate::skipped::skipped("this user may read everything");
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

/// Types into the note of the first row that is decided on.
fn type_into(from: &std::path::Path, to: &std::path::Path, words: &str) {
    let bytes = fs::read(from).unwrap();
    let book = read_bytes("pack.xlsx", &bytes, &Limits::default()).unwrap();
    let at = |sheet: &Sheet, text: &str| {
        let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.index, cell)));
        let mut is = cells.filter(|(_, cell)| matches!(&cell.content, Content::Text(says) if says.contains(text)));
        is.next().map(|(row, cell)| (row, cell.column))
    };
    let sheet = book.sheets.iter().find(|sheet| at(sheet, " | ").is_some() && at(sheet, "yardstick:note").is_some());
    let sheet = sheet.expect("a sheet to decide in");
    let (row, column) = (at(sheet, " | ").unwrap().0, at(sheet, "yardstick:note").unwrap().1);
    let edit = CellEdit { sheet: sheet.name.clone(), row, column, value: Some(Value::Text(words.into())) };
    fs::write(to, set_cells(&bytes, &[edit]).unwrap()).unwrap();
}

#[test]
fn what_is_typed_into_a_pack_a_copy_or_a_review_sent_back_is_taken_in_by_a_running_watch() {
    let mut office = Office::new();
    office.drop_samples();
    office.watch(&[]);
    office.until("reviewed", |office| office.log().contains("evaluated "));
    let made = office.command("papers", &["inbox", "--for", "srg-2", "--date", DAY]).output().unwrap();
    assert!(made.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&made.stderr));
    let pack = office.path("reviewed/School Review Group Meeting 2 2011-12.xlsx");
    let review = office.path("reviewed/School review 2011-12.xlsx");
    for (from, to, words) in [
        (&pack, "reviewed/School Review Group Meeting 2 2011-12.xlsx", "typed into the pack"),
        (&review, "reviewed/School review 2011-12-PC12.xlsx", "typed into a copy"),
        (&review, "inbox/School review 2011-12.xlsx", "typed into what was sent back"),
        (&pack, "inbox/Pack of Ann.xlsx", "typed into a pack that was sent back"),
    ] {
        type_into(from, &office.path(to), words);
        let record = || fs::read_to_string(office.path("reviewed/decisions.log.jsonl")).unwrap_or_default();
        office.until(words, |_| record().contains(words));
    }
    // a workbook of somebody's own there is nobody's decision
    fs::copy(office.path("inbox/KS4 results 2011-12.xlsx"), office.path("reviewed/My own list.xlsx")).unwrap();
    fs::copy(office.path("reviewed/School review 2011-12 - evidence.xlsx"), office.path("reviewed/Seen.xlsx")).unwrap();
    // and when all is taken in, there is nothing more to do
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert!(!office.log().contains("My own list") && !office.log().contains("Seen.xlsx"), "{}", office.log());
    let rounds = office.log().matches("evaluated ").count();
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert_eq!(office.log().matches("evaluated ").count(), rounds, "{}", office.log());
}
