//! Mistakes in cases: nothing but trying the cases depends on them, so they keep no rulebook from being used.

use std::ops::Range;

use super::sections::Parsed;
use crate::rulebook::case_table::CASES;
use crate::rulebook::diagnostic::Diagnostic;
use crate::rulebook::yaml::{Kind, Node};

/// Notes of each diagnostic whether it stands in a case.
pub(super) fn noted(parsed: &[Parsed], out: &mut [Diagnostic]) {
    for one in parsed {
        let name = one.file.name();
        let only_cases =
            matches!(&one.root.kind, Kind::Map(entries) if entries.iter().all(|entry| entry.key.text == CASES));
        // a file that cannot be read as YAML has no entries to look at: its folder and its lines say what it is
        let unread = || {
            let sections = one.file.text().lines().filter(|line| line.starts_with(|c: char| c.is_alphabetic()));
            name.split('/').rev().skip(1).any(|folder| folder == CASES)
                && sections.into_iter().all(|line| line.starts_with(CASES))
        };
        let whole = only_cases && (has_entries(&one.root) || unread());
        let stretches = stretches(&one.root);
        for diagnostic in out.iter_mut().filter(|diagnostic| diagnostic.place.file == *name) {
            let at = diagnostic.place.offset;
            diagnostic.in_case = whole || stretches.iter().any(|stretch| stretch.contains(&at));
        }
    }
}

fn has_entries(root: &Node) -> bool {
    matches!(&root.kind, Kind::Map(entries) if !entries.is_empty())
}

/// Where cases stand in a file: in a section of their own, and beside the rules.
fn stretches(root: &Node) -> Vec<Range<usize>> {
    let Kind::Map(sections) = &root.kind else { return Vec::new() };
    let mut all = Vec::new();
    for section in sections {
        if section.key.text == CASES {
            all.push(section.key.range.start..section.value.range.end);
        }
        let Kind::List(entries) = &section.value.kind else { continue };
        for cases in entries.iter().filter_map(|entry| entry.entry(CASES)) {
            all.push(cases.key.range.start..cases.value.range.end);
            // those of a row stand at another place of the file than the rule's
            if let Kind::List(items) = &cases.value.kind {
                all.extend(items.iter().map(|item| item.range.clone()));
            }
        }
    }
    all
}
