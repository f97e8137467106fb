//! Broken rulebooks, each with the message an officer sees, word for word. `UPDATE_EXPECT=1` writes the messages again.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use yardstick::rulebook::diagnostic::{Style, compact, graphical};
use yardstick::rulebook::{Asked, Loaded, RuleSource, load_asked};

/// A rulebook that somebody broke.
struct Broken {
    folder: PathBuf,
}

impl Broken {
    fn all() -> Vec<Self> {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rulebook/broken");
        let mut folders: Vec<PathBuf> = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.into_iter().map(|folder| Self { folder }).collect()
    }

    fn name(&self) -> String {
        self.folder.file_name().unwrap().to_string_lossy().into_owned()
    }

    fn load(&self) -> (RuleSource, Loaded) {
        let source = RuleSource::from_folder(&self.folder).unwrap();
        let today = fs::read_to_string(self.folder.join("today.txt")).ok().map(|day| day.trim().parse().unwrap());
        let loaded = load_asked(&source, &Asked { today, ..Asked::default() });
        (source, loaded)
    }

    fn shown(&self) -> String {
        let (source, loaded) = self.load();
        let text_of = |name: &str| source.text(name).map(ToString::to_string);
        let mut shown = String::new();
        for diagnostic in &loaded.diagnostics {
            write!(shown, "{}", graphical(diagnostic, &text_of, Style::default())).unwrap();
        }
        shown
    }

    fn expected(&self) -> PathBuf {
        self.folder.join("expected.txt")
    }
}

#[test]
fn every_broken_rulebook_is_explained_word_for_word() {
    let all = Broken::all();
    assert!(all.len() >= 40, "only {} broken rulebooks", all.len());
    let mut wrong = Vec::new();
    for broken in all {
        let shown = broken.shown();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(broken.expected(), &shown).unwrap();
        }
        let expected = fs::read_to_string(broken.expected()).unwrap_or_default();
        if shown != expected {
            wrong.push(format!("{}\n--- expected\n{expected}\n--- shown\n{shown}", broken.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_message_has_a_place_and_keeps_the_manners() {
    for broken in Broken::all() {
        let (source, loaded) = broken.load();
        assert!(!loaded.diagnostics.is_empty(), "nothing is said of {}", broken.name());
        for diagnostic in &loaded.diagnostics {
            let line = compact(diagnostic);
            let name = broken.name();
            let message = diagnostic.message.as_str();
            assert!(!message.ends_with('.'), "{name} ends in a full stop: {line}");
            assert!(!message.starts_with(char::is_uppercase), "{name} begins with a capital: {line}");
            for word in ["Raw", "Option<", "String", "f64", "serde", "untagged", "null", "scalar", "mapping"] {
                assert!(!line.contains(word), "{name} speaks of `{word}`: {line}");
            }
            if diagnostic.place.line > 0 {
                let text = source.text(&diagnostic.place.file).unwrap();
                let end = diagnostic.place.offset + diagnostic.place.len;
                assert!(text.get(diagnostic.place.offset..end).is_some(), "{name} underlines past the text: {line}");
            }
        }
    }
}
