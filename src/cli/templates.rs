//! What a folder can begin with: the default rulebook with its sample, and every example that has a rulebook.

pub mod released;

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use super::samples::SAMPLES;
use crate::rulebook::source::{belongs, default_files};
use crate::rulebook::{RuleSource, SCHEMA, load, schema_text};

/// `examples/` as it was when the program was made.
static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples");
/// The name of the default rulebook among the templates.
pub const DEFAULT: &str = "england-2011-14";
/// What an example says of itself.
const README: &str = "README.md";
/// What stands in an example for its readers and the tests, and is no part of a rulebook.
const BESIDE: [&str; 2] = [README, "expected.txt"];

/// The files of a folder to begin with, by name.
pub type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// The names of all templates, the default first.
#[must_use]
pub fn names() -> Vec<String> {
    let examples = EXAMPLES.dirs().filter(|folder| folder.dirs().any(|inner| inner.path().ends_with("rules")));
    let mut names: Vec<String> = examples.map(|folder| folder.path().to_string_lossy().into_owned()).collect();
    names.sort();
    std::iter::once(DEFAULT.to_owned()).chain(names).collect()
}

/// The files of a template; `None` where there is none of this name.
#[must_use]
pub fn files(name: &str) -> Option<Files> {
    if name == DEFAULT {
        let rules = default_files().map(|(name, text)| (format!("rules/{name}"), Cow::Borrowed(text.as_bytes())));
        let samples = SAMPLES.iter().map(|(name, bytes)| (format!("workbooks/{name}"), Cow::Borrowed(*bytes)));
        return Some(rules.chain(samples).collect());
    }
    if !names().iter().any(|known| known == name) {
        return None;
    }
    let mut files = Files::new();
    collect(EXAMPLES.get_dir(name)?, name, &mut files);
    files.retain(|name, _| !BESIDE.contains(&name.as_str()));
    Some(files)
}

/// The files of a template as they are written: with the schema by which editors complete its names.
#[must_use]
pub fn to_write(name: &str) -> Option<Files> {
    let mut files = files(name)?;
    // that of the default rulebook lies among its files
    if name != DEFAULT {
        let rulebook = load(&rules_among(&files)).rulebook;
        files.insert(format!("rules/{SCHEMA}"), schema_text(rulebook.as_ref()).into_bytes().into());
    }
    let readme = EXAMPLES.get_file(format!("{name}/{README}")).and_then(|file| file.contents_utf8());
    files.extend(readme.map(|text| (README.to_owned(), in_its_folder(text).into_bytes().into())));
    Some(files)
}

/// What an example says of itself, to be read in its own folder: without the way there.
fn in_its_folder(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.starts_with("cd examples/")).collect()
}

/// The rules of a template.
#[must_use]
pub fn rules(name: &str) -> Option<RuleSource> {
    files(name).map(|files| rules_among(&files))
}

fn rules_among(files: &Files) -> RuleSource {
    let rules = files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("rules/")?, bytes)));
    let rules = rules.filter(|(name, _)| belongs(name));
    RuleSource::from_texts(rules.filter_map(|(name, bytes)| Some((name, std::str::from_utf8(bytes).ok()?))))
}

fn collect(folder: &Dir<'static>, template: &str, files: &mut Files) {
    for file in folder.files() {
        let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        let name = name.strip_prefix(template).unwrap_or(&name).trim_start_matches('/');
        let rules = file.contents_utf8().filter(|_| name.starts_with("rules/"));
        let bytes = rules.map_or(Cow::Borrowed(file.contents()), |text| schema_beside(name, text).into_bytes().into());
        files.insert(name.to_owned(), bytes);
    }
    for inner in folder.dirs() {
        collect(inner, template, files);
    }
}

/// In the repository an example's files complete by the schema of any rulebook, which lies beside all examples; in a
/// folder of its own the schema, with the rulebook's names in it, lies in `rules/`.
fn schema_beside(name: &str, text: &str) -> String {
    let Some((before, after)) = text.split_once("$schema=") else { return text.to_owned() };
    let Some((_, rest)) = after.split_once(SCHEMA) else { return text.to_owned() };
    let up = match name.matches('/').count() {
        0 | 1 => "./".to_owned(),
        deep => "../".repeat(deep - 1),
    };
    format!("{before}$schema={up}{SCHEMA}{rest}")
}

/// What a template is, in its own words: the first sentence of what its rulebook says of itself.
#[must_use]
pub fn about(files: &Files) -> String {
    let rulebook = load(&rules_among(files)).rulebook;
    let about = rulebook.and_then(|rulebook| rulebook.about).unwrap_or_default();
    about.split_inclusive(". ").next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_says_what_it_is_and_completes_by_the_schema_beside_it() {
        for name in names() {
            let files = to_write(&name).unwrap_or_default();
            assert!(!about(&files).is_empty(), "{name} says nothing of itself, or has mistakes");
            assert!(files.contains_key("rules/rulebook.schema.json"), "{name}");
            let yaml = files.iter().filter(|(file, _)| file.ends_with(".yaml"));
            for (file, text) in yaml.filter_map(|(file, text)| Some((file, std::str::from_utf8(text).ok()?))) {
                let named = text.lines().next().and_then(|line| line.split_once("$schema=")).map(|(_, path)| path);
                let up = "../".repeat(file.matches('/').count().saturating_sub(1));
                let expected = format!("{}rulebook.schema.json", if up.is_empty() { "./" } else { &up });
                assert!(named.is_none_or(|path| path == expected), "{name}/{file}: {named:?}");
            }
        }
    }

    #[test]
    fn a_template_that_is_not_there_has_no_files() {
        assert!(files("make_sample_workbooks").is_none() && files("..").is_none() && files("").is_none());
    }
}
