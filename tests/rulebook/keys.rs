//! What lies underneath every rulebook is enough: no name of a word shows through in anything that is written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use workbook::read::{Content, Limits, read_file};

/// What conditions read of a school, shown with a rule's condition.
const OF_CONDITIONS: [&str; 3] = ["floor.below", "risk.count", "plan.behind"];

/// Every folder of the project with a rulebook, and workbooks to try it on.
fn worlds() -> Vec<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = std::fs::read_dir(home.join("examples")).unwrap().map(|entry| entry.unwrap().path());
    examples.chain([home.to_path_buf()]).filter(|path| path.join("rules").is_dir()).collect()
}

/// The names of all words that are more than one word of English.
fn names() -> BTreeSet<String> {
    let all = ["words.yaml", "words-papers.yaml"].into_iter().flat_map(crate::report::words::declared);
    all.filter(|name| name.contains(['.', '-'])).collect()
}

/// What of a text is the name of a word.
fn shows_through<'t>(text: &'t str, names: &BTreeSet<String>) -> Option<&'t str> {
    let families: BTreeSet<&str> =
        names.iter().filter_map(|name| name.split_once('.')).map(|(family, _)| family).collect();
    let mut pieces = text.split(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c)));
    let named = pieces.find(|piece| piece.contains('.') && names.contains(piece.trim_matches('.')));
    let plain = |c: char| c.is_ascii_lowercase() || ".-".contains(c);
    let of_a_family =
        || text.split_once('.').is_some_and(|(family, rest)| families.contains(family) && !rest.is_empty());
    // files of a rulebook and what conditions read of a school have such names too
    let other = [".yaml", ".rhai"].iter().any(|ending| text.ends_with(ending)) || OF_CONDITIONS.contains(&text);
    if other {
        return None;
    }
    named.or_else(|| (text.chars().all(plain) && (names.contains(text) || of_a_family())).then_some(text))
}

fn files_below(folder: &Path, all: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let own = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !own {
            files_below(&path, all);
        } else if path.is_file() {
            all.push(path);
        }
    }
}

#[test]
fn a_name_that_shows_through_is_seen() {
    let names = names();
    assert_eq!(shows_through("tab.schools", &names), Some("tab.schools"));
    assert_eq!(shows_through("tab.gone-since", &names), Some("tab.gone-since"));
    assert_eq!(shows_through("see (front.title).", &names), Some("front.title"));
    assert_eq!(shows_through("Schools. More at example.org", &names), None);
}

#[test]
fn no_output_of_any_rulebook_of_the_project_shows_the_name_of_a_word() {
    let names = names();
    for world in worlds() {
        let out = tempfile::tempdir().unwrap();
        for command in ["evaluate", "papers"] {
            let mut program = Command::new(env!("CARGO_BIN_EXE_yardstick"));
            program.current_dir(&world).args([command, "workbooks", "--date", "2031-03-03", "--out"]).arg(out.path());
            let done = program.output().unwrap();
            let said = String::from_utf8([done.stderr.clone(), done.stdout].concat()).unwrap();
            assert!(done.status.code() != Some(2) || command == "papers", "{}: {said}", world.display());
            assert_eq!(said.lines().find_map(|line| shows_through(line, &names)), None, "{}: {said}", world.display());
        }
        let mut files = Vec::new();
        files_below(out.path(), &mut files);
        let books: Vec<&PathBuf> =
            files.iter().filter(|path| path.extension().is_some_and(|end| end == "xlsx")).collect();
        assert!(books.len() > 1, "{}: nothing was written", world.display());
        for file in books {
            let book = read_file(file, &Limits::default()).unwrap();
            let mut texts = vec![file.file_stem().unwrap().to_string_lossy().into_owned()];
            for sheet in &book.sheets {
                texts.push(sheet.name.to_string());
                texts.extend(sheet.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| match &cell.content {
                    Content::Text(text) => Some(text.to_string()),
                    _ => None,
                }));
            }
            let shown: BTreeSet<&str> = texts.iter().filter_map(|text| shows_through(text, &names)).collect();
            assert!(shown.is_empty(), "{}: {shown:?}", file.display());
        }
    }
}
