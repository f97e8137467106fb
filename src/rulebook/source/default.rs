//! The default rulebook, inside the program.

use include_dir::{Dir, include_dir};

use super::{RuleSource, belongs};

/// `rules/` as it was when the program was made.
static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");
/// What lies underneath every rulebook: words, colours, markers, headings of a school's identity, limits.
static UNDERNEATH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/defaults");

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
    all(&RULES)
}

/// What a file of the program's own is called before its name: no file of a folder can be called so.
const BUILT_IN: &str = "(built in) ";

/// The files that lie underneath every rulebook, which holds only what differs from them.
pub fn underneath() -> impl Iterator<Item = (String, &'static str)> {
    all(&UNDERNEATH).map(|(name, text)| (format!("{BUILT_IN}{name}"), text))
}

/// Whether a file is one of those underneath.
#[must_use]
pub fn is_underneath(file: &str) -> bool {
    file.starts_with(BUILT_IN)
}

fn all(folder: &Dir<'static>) -> impl Iterator<Item = (String, &'static str)> {
    let mut files = Vec::new();
    collect(folder, &mut files);
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
