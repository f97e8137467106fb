//! `rules upgrade` on the default rulebook as an earlier release had it, with the edits of an officer.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The default rulebook of release 0.1.0, in a folder `rules`.
fn released() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("released/0.1.0.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let Some(name) = name.strip_prefix("england-2011-14/") else { continue };
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let path = home.path().join("rules").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    home
}

/// Runs the program in a folder; what it says, on one line, and whether all was well.
fn run(home: &tempfile::TempDir, arguments: &[&str]) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
    let output = command.args(arguments).current_dir(home).env("NO_COLOR", "1").output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (said.split_whitespace().collect::<Vec<_>>().join(" "), output.status.success())
}

fn edit(home: &tempfile::TempDir, file: &str, old: &str, new: &str) {
    let path = home.path().join("rules").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} has no {old:?}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn texts(folder: &Path, all: &mut String) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            texts(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            all.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn an_earlier_release_with_thirteen_edits_is_upgraded_and_every_edit_is_there() {
    let home = released();
    let ours = home.path().join("rules/ours");
    fs::create_dir_all(&ours).unwrap();
    // a threshold, a title, a word, a colour, a setting, a comment, a case, a figure, a team
    edit(&home, "floors.yaml", "ks2.l4_em < 60", "ks2.l4_em < 61");
    edit(&home, "risks.yaml", "title: Significant staff changes at senior level", "title: Leaders have come and gone");
    edit(&home, "words.yaml", "tab.schools: \"Schools\"", "tab.schools: \"Our schools\"");
    edit(&home, "report.yaml", "urgent: {fill: \"F6D5CF\"", "urgent: {fill: \"F6D5C0\"");
    edit(&home, "yardstick.yaml", "    value: 10\n", "    value: 12\n");
    edit(&home, "yardstick.yaml", "  - id: top_ten", "  # Members asked for this\n  - id: top_ten");
    edit(&home, "risks.yaml", "    cases:\n", "    cases:\n      # agreed with the heads\n");
    edit(&home, "national.yaml", "{\"2011-12\": 58}", "{\"2011-12\": 58.4}");
    edit(&home, "support.yaml", "team: Integrated Locality Services", "team: Families First");
    // a rule of ours, a file of ours, one taken out, a file moved
    let own = "risks:\n  - {risk: our-own, title: Ours, present when: ks2.l4_em < 30, source: Cabinet}\n";
    fs::write(ours.join("risks.yaml"), own).unwrap();
    edit(
        &home,
        "risks.yaml",
        "risks:\n",
        "risks:\n  - {risk: second, title: Second, present when: ks2.l4_em < 20, source: Us}\n\n",
    );
    let risks = fs::read_to_string(home.path().join("rules/risks.yaml")).unwrap();
    let (before, after) = risks.split_once("  - risk: deficit\n").unwrap();
    let after = after.split_once("\n  - risk:").map_or(String::new(), |(_, after)| format!("  - risk:{after}"));
    fs::write(home.path().join("rules/risks.yaml"), format!("{before}{after}")).unwrap();
    fs::rename(home.path().join("rules/comparators.yaml"), ours.join("comparators.yaml")).unwrap();

    let (said, _) = run(&home, &["rules", "upgrade", "--dry-run"]);
    assert!(said.contains("it is closest to england-2011-14 0.1.0"), "{said}");
    assert!(said.ends_with("nothing was written"), "{said}");
    assert!(home.path().join("rules/floors.yaml").exists());
    let (said, _) = run(&home, &["rules", "upgrade", "--yes"]);
    assert!(said.contains("with what is yours; as it was, it lies in"), "{said}");
    let (said, fine) = run(&home, &["check"]);
    assert!(fine && said.contains("0 errors"), "{said}");

    let mut all = String::new();
    texts(&home.path().join("rules"), &mut all);
    for ours in [
        "ks2.l4_em < 61",
        "Leaders have come and gone",
        "Our schools",
        "F6D5C0",
        "value: 12\n",
        "# Members asked for this",
        "# agreed with the heads",
        "58.4",
        "title: \"Families First\"",
        own,
        "risk: second",
    ] {
        assert!(all.contains(ours), "{ours} is gone");
    }
    assert!(!all.contains("risk: deficit") && all.contains("made from: england-2011-14 "), "{all}");
    assert!(ours.join("comparators.yaml").exists() && !home.path().join("rules/comparisons/comparators.yaml").exists());
    let kept = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("rules (")));
    assert!(kept.is_some_and(|kept| kept.join("floors.yaml").exists()), "as it was, it is kept");
    let (said, fine) = run(&home, &["rules", "upgrade"]);
    assert!(fine && said.contains("is up to date with england-2011-14"), "{said}");
    assert!(said.contains("of it are not here: taken out here, or newer than your rulebook"), "{said}");
    assert!(said.contains("Budget deficit"), "{said}");
}

#[test]
fn nothing_is_written_while_a_question_is_open_or_the_whole_does_not_check() {
    let home = tempfile::tempdir().unwrap();
    assert!(run(&home, &["init", ".", "--template", "blank"]).1);
    // pretend that the template was otherwise when we began
    edit(&home, "rules.yaml", "< 50", "< 45");
    edit(&home, "rules.yaml", "title: Watch,", "title: Look at,");
    fs::create_dir(home.path().join("as-it-was")).unwrap();
    fs::copy(home.path().join("rules/rules.yaml"), home.path().join("as-it-was/rules.yaml")).unwrap();
    edit(&home, "rules.yaml", "< 45", "< 40");
    let before = fs::read(home.path().join("rules/rules.yaml")).unwrap();
    let upgrade = ["rules", "upgrade", "--from", "as-it-was", "--yes"];
    let (said, fine) = run(&home, &upgrade);
    assert!(
        !fine && said.contains("ours: results.met < 45 -> 40") && said.contains("default: results.met < 45 -> 50"),
        "{said}"
    );
    assert!(fs::read(home.path().join("rules/rules.yaml")).unwrap() == before);
    edit(&home, "rules.yaml", "results.met < 40", "results.mat < 40");
    let broken = fs::read(home.path().join("rules/rules.yaml")).unwrap();
    let (said, fine) = run(&home, &[upgrade.as_slice(), &["--keep", "ours"]].concat());
    assert!(!fine && said.contains("did you mean") && said.contains("nothing was written"), "{said}");
    assert!(fs::read(home.path().join("rules/rules.yaml")).unwrap() == broken);
    fs::write(home.path().join("rules/rules.yaml"), before).unwrap();
    let (said, fine) = run(&home, &[upgrade.as_slice(), &["--keep", "act=ours"]].concat());
    assert!(fine, "{said}");
    let after = fs::read_to_string(home.path().join("rules/rules.yaml")).unwrap();
    assert!(after.contains("results.met < 40") && after.contains("title: Watch,"), "{after}");
    let (said, fine) = run(&home, &["rules", "upgrade", "--from", "blank 0.0"]);
    assert!(!fine && said.contains("the states that are known are"), "{said}");
}

/// Takes an entry out of a file: from its first line to that of the next.
fn take_out(home: &tempfile::TempDir, file: &str, first: &str) {
    let path = home.path().join("rules").join(file);
    let text = fs::read_to_string(&path).unwrap();
    let (before, after) = text.split_once(first).unwrap_or_else(|| panic!("{file} has no {first:?}"));
    let after = after.split_once("\n  - watch:").map_or(String::new(), |(_, after)| format!("  - watch:{after}"));
    fs::write(path, format!("{before}{after}")).unwrap();
}

#[test]
fn rules_taken_out_stay_out_where_the_default_has_rows_for_several_rules_now() {
    let home = released();
    // one rule of a group, and all three of another
    take_out(&home, "watch-gaps.yaml", "  - watch: gap-fsm-ks1\n");
    for rule in ["gap-lac-ks4", "gap-lac-ks4-widening", "gap-lac-ks4-narrowing"] {
        let text = |file: &str| fs::read_to_string(home.path().join("rules").join(file)).unwrap();
        let first = format!("  - watch: {rule}\n");
        let file = ["watch-gaps.yaml", "watch-gaps-lac.yaml", "watch-gaps-more.yaml"];
        take_out(&home, file.into_iter().find(|file| text(file).contains(&first)).unwrap(), &first);
    }
    // a comment deep in files all of whose entries the default has inside now
    edit(&home, "words.yaml", "    tab.schools:", "    # Members asked\n    tab.schools:");
    edit(&home, "report.yaml", "sign: \"●\"}", "sign: \"●\"}  # agreed in May");
    let (said, well) = run(&home, &["rules", "upgrade", "--yes"]);
    assert!(well, "{said}");
    let list = |rule: &str| run(&home, &["rules", "show", rule]).0;
    for rule in ["gap-fsm-ks1", "gap-lac-ks4", "gap-lac-ks4-widening", "gap-lac-ks4-narrowing"] {
        assert!(
            list(rule).contains(&format!("no rule `{rule}`")) || list(rule).contains("there is no"),
            "{}",
            list(rule)
        );
    }
    for rule in ["gap-fsm-ks1-widening", "gap-fsm-ks4", "gap-lac-ks2"] {
        assert!(list(rule).contains("gaps.yaml"), "{rule}: {}", list(rule));
    }
    let mut all = String::new();
    texts(&home.path().join("rules"), &mut all);
    assert!(all.contains("# Members asked") && all.contains("# agreed in May"));
    assert!(run(&home, &["check"]).1);
}
