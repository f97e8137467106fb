//! What is handed out: manifests that their registries take, and the notes of a release.

use std::path::{Path, PathBuf};

use serde_yaml::Value;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn manifest(name: &str) -> Value {
    let path = home().join("packaging/winget").join(name);
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn winget_gets_the_three_files_it_asks_for() {
    let of = ["", ".installer", ".locale.en-GB"].map(|kind| manifest(&format!("Yardstick.Yardstick{kind}.yaml")));
    assert_eq!(
        of.each_ref().map(|file| file["ManifestType"].as_str().unwrap()),
        ["version", "installer", "defaultLocale"]
    );
    for field in ["PackageIdentifier", "PackageVersion", "ManifestVersion"] {
        assert!(of.iter().all(|file| file[field] == of[0][field] && !file[field].is_null()), "{field}");
    }
    assert_eq!(of[0]["PackageVersion"], "VERSION", "the workflow fills it in");
    assert_eq!(of[0]["DefaultLocale"], of[2]["PackageLocale"]);
    assert_eq!(std::fs::read_dir(home().join("packaging/winget")).unwrap().count(), 3);
}

/// On Windows no shell reads the script; the workflow runs it on Linux.
#[cfg(unix)]
#[test]
fn the_notes_of_a_release_are_its_own_section_of_the_change_log() {
    let notes = |version: &str| {
        let run = std::process::Command::new(home().join("packaging/notes")).arg(version).output().unwrap();
        (run.status.success(), String::from_utf8(run.stdout).unwrap())
    };
    let (found, text) = notes(env!("CARGO_PKG_VERSION"));
    assert!(found && text.contains("In short:") && !text.contains("\n## "), "{text}");
    // GitHub takes no more
    assert!(text.len() < 125_000, "{}", text.len());
    assert!(notes("0.1.0").0 && !text.contains(&notes("0.1.0").1));
    assert!(!notes("9.9.9").0);
}
