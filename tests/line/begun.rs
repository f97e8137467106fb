//! What begins by itself or opens by itself: the newest review, the watch at sign-in, the pages of a package.

use std::path::Path;
use std::process::Command;

use super::office::Office;

fn yardstick(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    command.current_dir(folder);
    command
}

/// A program that writes down what it is called with.
#[cfg(unix)]
fn stand_in(folder: &Path, name: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let programs = folder.join("programs");
    std::fs::create_dir_all(&programs).unwrap();
    let program = programs.join(name);
    let called = folder.join(format!("{name}.called"));
    std::fs::write(&program, format!("#!/bin/sh\necho \"$@\" >> '{}'\n", called.display())).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default())
}

#[cfg(unix)]
#[test]
fn open_opens_the_review_that_was_saved_last_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = yardstick(folder.path()).arg("open").output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
    let office = Office::new();
    office.drop("in/Schools 2011-12.csv", [super::office::HEADINGS, super::office::ALDER].join("\n").as_bytes());
    let home = office.path("");
    let done =
        yardstick(&home).args(["evaluate", "in", "--year", "2011-12", "--date", "2013-01-08", "--quiet"]).output();
    assert!(done.unwrap().status.code().unwrap() < 2);
    let out = home.join("reviewed");
    std::fs::rename(out.join("School review 2011-12.xlsx"), out.join("for Cabinet.xlsx")).unwrap();
    let path = stand_in(&home, "xdg-open");
    let opened = yardstick(&home).arg("open").env("PATH", path).output().unwrap();
    let said = String::from_utf8_lossy(&opened.stdout).into_owned();
    assert!(opened.status.success() && said.contains("for Cabinet.xlsx"), "{said}{:?}", opened.stderr);
    let called = home.join("xdg-open.called");
    for _ in 0..200 {
        if std::fs::read_to_string(&called).is_ok_and(|text| text.contains("for Cabinet.xlsx")) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("nothing was opened");
}

#[cfg(target_os = "linux")]
#[test]
fn a_watch_that_is_installed_begins_by_itself_and_uninstalled_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (home, path) = (folder.path(), stand_in(folder.path(), "systemctl"));
    let watch = |last: &str| {
        let mut command = yardstick(home);
        command
            .args(["watch", "in box", "--poll", "5", last])
            .env("PATH", &path)
            .env("XDG_CONFIG_HOME", home.join("config"));
        command.output().unwrap()
    };
    let units = || std::fs::read_dir(home.join("config/systemd/user")).unwrap().map(|entry| entry.unwrap().path());
    let installed = watch("--install");
    assert!(installed.status.success(), "{installed:?}");
    let [unit] = &units().collect::<Vec<_>>()[..] else { panic!("one unit") };
    let text = std::fs::read_to_string(unit).unwrap();
    let inbox = home.canonicalize().unwrap_or(home.to_path_buf()).join("in box");
    assert!(text.contains(&format!("\"watch\" \"{}\" \"--poll\" \"5\"", inbox.display())), "{text}");
    assert!(text.contains(&format!("\"--out\" \"{}", inbox.with_file_name("reviewed").display())), "{text}");
    assert!(watch("--uninstall").status.success());
    assert_eq!(units().count(), 0);
    let called = std::fs::read_to_string(home.join("systemctl.called")).unwrap();
    let name = unit.file_name().unwrap().to_string_lossy().into_owned();
    let calls: Vec<&str> = called.lines().collect();
    assert_eq!(
        calls,
        ["--user daemon-reload", &format!("--user enable --now {name}"), &format!("--user disable --now {name}")]
    );
}

#[test]
fn pages_are_made_from_the_program_and_the_reference_in_the_docs_is_current() {
    let folder = tempfile::tempdir().unwrap();
    let made = yardstick(folder.path()).args(["pages", "pages"]).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let pages = folder.path().join("pages");
    let manual = std::fs::read_to_string(pages.join("man/yardstick-evaluate.1")).unwrap();
    assert!(manual.contains("yardstick\\-evaluate"), "{manual}");
    assert!(pages.join("completions/yardstick.bash").is_file());
    let real = std::fs::read_to_string(pages.join("commands.md")).unwrap();
    let there = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(there, real).unwrap();
        return;
    }
    let docs = std::fs::read_to_string(there).unwrap_or_default();
    pretty_assertions::assert_eq!(docs, real, "UPDATE_EXPECT=1 writes docs/commands.md again");
    let again = yardstick(folder.path()).args(["pages", "pages"]).output().unwrap();
    assert_eq!(again.status.code(), Some(2), "nothing is written over");
}
