//! The templates as earlier releases had them, so that a rulebook made from one can be brought up to date.
//!
//! `released/VERSION.zip` holds the rules of every template of that release; `just released` writes it at a release.

use std::io::{Cursor, Read};

use include_dir::{Dir, include_dir};

use crate::rulebook::RuleSource;

/// `released/` as it was when the program was made.
static RELEASED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/released");
/// The version of the templates that are not yet an earlier release's.
pub const NOW: &str = env!("CARGO_PKG_VERSION");

/// A template as a release had it.
#[derive(Clone, Debug)]
pub struct State {
    /// the template
    pub template: String,
    /// the release
    pub version: String,
    /// its rules
    pub source: RuleSource,
}

impl State {
    /// As a rulebook says it: `england-2011-14 0.1.0`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.template, self.version)
    }
}

/// Every template as this program has it, and as every earlier release had it.
#[must_use]
pub fn states() -> Vec<State> {
    let now = super::names().into_iter().filter_map(|template| {
        let source = super::rules(&template)?;
        Some(State { template, version: NOW.to_owned(), source })
    });
    let earlier = RELEASED.files().filter_map(|file| {
        let version = file.path().file_stem()?.to_string_lossy().into_owned();
        (version != NOW).then(|| of_release(&version, file.contents()).unwrap_or_default())
    });
    now.chain(earlier.flatten()).collect()
}

/// The templates in an archive; `None` where it is none, which a test refuses.
fn of_release(version: &str, bytes: &'static [u8]) -> Option<Vec<State>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut files: Vec<(String, String, String)> = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).ok()?;
        let name = file.name().ok()?.into_owned();
        let (template, name) = name.split_once('/')?;
        let mut text = String::new();
        file.read_to_string(&mut text).ok()?;
        files.push((template.to_owned(), name.to_owned(), text));
    }
    let mut templates: Vec<&String> = files.iter().map(|(template, ..)| template).collect();
    templates.sort();
    templates.dedup();
    let state = |template: &&String| {
        let own = files.iter().filter(|(of, ..)| of == *template);
        let source = RuleSource::from_texts(own.map(|(_, name, text)| (name.as_str(), text.as_str())));
        State { template: (*template).clone(), version: version.to_owned(), source }
    };
    Some(templates.iter().map(state).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::upgrade::made_from;

    #[test]
    fn every_template_says_which_release_it_is_of() {
        for state in states().iter().filter(|state| state.version == NOW) {
            assert_eq!(made_from(&state.source), Some(state.name()), "{}", state.template);
        }
    }

    #[test]
    fn the_templates_of_every_earlier_release_can_be_read() {
        let all = states();
        for file in RELEASED.files() {
            let version = file.path().file_stem().unwrap().to_string_lossy();
            let of = all.iter().filter(|state| *state.version == *version && state.template == super::super::DEFAULT);
            assert!(of.count() == 1 || *version == *NOW, "{version} has no default rulebook in it");
        }
        assert!(all.iter().all(|state| state.source.files().count() > 0));
        let released = RELEASED.get_file(format!("{NOW}.zip")).and_then(|file| of_release(NOW, file.contents()));
        for state in released.unwrap_or_default() {
            let now = super::super::rules(&state.template).unwrap();
            assert!(state.source == now, "{} differs from its release; raise the version in Cargo.toml", state.name());
        }
    }
}
