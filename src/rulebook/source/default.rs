//! The default rulebook, inside the program.

use include_dir::{Dir, include_dir};

use super::{RuleSource, belongs};

/// `rules/` as it was when the program was made.
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

impl RuleSource {
    /// The default rulebook.
    #[must_use]
    pub fn default_rulebook() -> Self {
        let files = default_files().filter(|(name, _)| belongs(name));
        Self { files: files.map(|(name, text)| (name.into(), text.into())).collect(), unread: Vec::new() }
    }
}

/// All files that a new rules folder begins with, byte for byte, by name: the default rulebook and what stands beside
/// it.
pub fn default_files() -> impl Iterator<Item = (String, &'static str)> {
    let mut files = Vec::new();
    collect(&RULES, &mut files);
    files.sort();
    files.into_iter()
}

fn collect(folder: &Dir<'static>, files: &mut Vec<(String, &'static str)>) {
    let texts = folder.files().filter_map(|file| {
        let names: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        Some((names.join("/"), file.contents_utf8()?))
    });
    files.extend(texts);
    for inner in folder.dirs() {
        collect(inner, files);
    }
}
