//! Files that repeat another: `floors - Copy.yaml`. That is one mistake, and not one for each of its entries.

use std::collections::BTreeSet;

use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::naming;
use crate::rulebook::yaml::FileText;

/// A file of fewer entries is no copy for having their names.
const LEAST: usize = 2;
/// What programs and people write into the name of a copy.
const MARKS: [&str; 8] = ["copy", "kopie", "(1)", "(2)", "(3)", "backup", "conflict", "old"];

/// The files without those that repeat another, of which it is said.
pub(super) fn left_out(files: Vec<FileText>, out: &mut Vec<Diagnostic>) -> Vec<FileText> {
    let names: Vec<BTreeSet<String>> = files.iter().map(|file| named(file.text())).collect();
    let mut copies = BTreeSet::new();
    for (at, file) in files.iter().enumerate() {
        for (other_at, other) in files.iter().enumerate().skip(at + 1) {
            let (Some(one), Some(two)) = (names.get(at), names.get(other_at)) else { continue };
            if copies.contains(&at) || copies.contains(&other_at) || !repeats(file, one, other, two) {
                continue;
            }
            let first_is_copy = is_marked(file.name()) && !is_marked(other.name());
            let (copy, copied, of) = if first_is_copy { (at, file, other) } else { (other_at, other, file) };
            copies.insert(copy);
            let message = format!("this file repeats `{}`", of.name());
            let help = "take it out of the rules folder, or give what is new in it names of its own";
            out.push(Diagnostic::error(Code::DuplicateId, copied.span(0..0), message).help(help));
        }
    }
    let files = files.into_iter().enumerate().filter(|(at, _)| !copies.contains(at));
    files.map(|(_, file)| file).collect()
}

/// Whether two files say the same, or name the same things.
fn repeats(one: &FileText, names: &BTreeSet<String>, other: &FileText, others: &BTreeSet<String>) -> bool {
    let least = names.len().min(others.len());
    let has_entries = one.text().lines().any(|line| line.trim_start().starts_with("- "));
    one.text() == other.text() && has_entries || least >= LEAST && names.intersection(others).count() * 3 >= least * 2
}

/// The first lines of the entries of a file, each with its section: they hold the names.
fn named(text: &str) -> BTreeSet<String> {
    let mut section = "";
    let mut names = BTreeSet::new();
    for line in text.lines() {
        if !line.starts_with([' ', '#', '-']) && line.trim_end().ends_with(':') {
            section = line.trim();
        }
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let field = trimmed.strip_prefix("- ").and_then(|rest| rest.trim_start_matches('{').split_once(": "));
        if let Some((field, rest)) =
            field.filter(|(field, _)| indent <= 2 && naming::all().any(|naming| naming.field == *field))
        {
            let name = rest.split([',', '}']).next().unwrap_or_default().trim();
            names.insert(format!("{section} {field} {name}"));
        }
    }
    names
}

fn is_marked(name: &str) -> bool {
    let name = name.to_lowercase();
    MARKS.iter().any(|mark| name.contains(mark))
}

#[cfg(test)]
mod tests {
    use crate::rulebook::diagnostic::compact;
    use crate::rulebook::{RuleSource, load};

    const RISKS: &str = "risks:
  - {risk: a, title: A, present when: 'true', source: S}
  - risk: b
    title: B
    present when: 'true'
    source: S
  - risk: c
    title: C
    present when: 'true'
    source: S
";

    fn said(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().copied().chain([("a.yaml", "authority:\n  name: Eastmere\n")]);
        let loaded = load(&RuleSource::from_texts(files));
        loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
    }

    #[test]
    fn a_file_that_repeats_another_is_one_problem_and_the_copy_is_named() {
        let changed = RISKS.replace("title: B", "title: Another B").replace("risk: c", "risk: d");
        for (copy, text) in [("risks - Copy.yaml", RISKS), ("risks (1).yaml", RISKS), ("risks - Copy.yaml", &changed)] {
            let said = said(&[("risks.yaml", RISKS), (copy, text)]);
            let [only] = said.as_slice() else { panic!("{said:#?}") };
            assert!(only.starts_with(copy) && only.contains("this file repeats `risks.yaml`"), "{only}");
        }
    }

    #[test]
    fn one_entry_of_the_same_name_is_a_name_given_twice() {
        let other = "risks:\n  - risk: b\n    title: B\n    present when: 'true'\n    source: S\n";
        let said = said(&[("more.yaml", other), ("risks.yaml", RISKS)]);
        assert!(said.iter().any(|line| line.contains("the name `b` is taken")), "{said:#?}");
    }
}
