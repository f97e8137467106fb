//! Reading on after a mistake of writing: the entry it stands in is blanked, the rest of the file is read.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::node::{Kind, Node};
use super::read::{Why, tree};
use super::syntax::explain;
use super::text::FileText;
use crate::rulebook::diagnostic::Diagnostic;

/// Mistakes of writing named in one file; more of them mean that the file is something else.
const MOST_MISTAKES: usize = 20;
/// Readings of one file: a mistake that keeps breaking what follows must not cost a reading for every line.
const MOST_READINGS: usize = 60;

/// What could be read of a file.
#[derive(Debug)]
pub struct Tree {
    /// the values
    pub root: Node,
    /// what could not be read
    pub diagnostics: Vec<Diagnostic>,
    /// words of the parts that could not be read: names that may be defined there
    pub lost: BTreeSet<String>,
}

/// Reads a file, past as many mistakes of writing as it has.
#[must_use]
pub fn read(file: &FileText) -> Tree {
    let mut text = file.text().to_string();
    let mut diagnostics = Vec::new();
    let mut lost = BTreeSet::new();
    let nothing = || Node { kind: Kind::Map(Vec::new()), range: 0..0 };
    for _ in 0..MOST_READINGS {
        let broken = match tree(&text) {
            Ok(root) => return Tree { root: without_emptied(root, !diagnostics.is_empty()), diagnostics, lost },
            Err(broken) => broken,
        };
        let left = FileText::new(Arc::clone(file.name()), text.as_str().into());
        let new = !left.piece(line_range(&left, broken.range.start)).trim().is_empty();
        let mut entry = entry_around(&left, broken.range.start);
        if new || diagnostics.is_empty() {
            let told = explain(file, &broken);
            // what is not closed begins before the line in which the reading stops
            let begins =
                left.line(left.line_of(told.place.offset)).filter(|line| !left.piece(line.clone()).trim().is_empty());
            entry = begins.and_then(|line| entry_around(&left, line.start)).or(entry);
            diagnostics.push(told);
        }
        let bounded = matches!(broken.why, Why::TooMany | Why::TooManyCopies | Why::TooDeep | Why::SecondDocument);
        let (Some(entry), false) = (entry, bounded || diagnostics.len() >= MOST_MISTAKES) else {
            return Tree { root: nothing(), diagnostics, lost };
        };
        lost.extend(words(left.piece(entry.clone())));
        blank(&mut text, entry);
    }
    Tree { root: nothing(), diagnostics, lost }
}

/// Sections whose entries were all blanked are not to be called empty.
fn without_emptied(mut root: Node, blanked: bool) -> Node {
    if let (Kind::Map(sections), true) = (&mut root.kind, blanked) {
        sections.retain(|section| !section.value.is_blank());
    }
    root
}

fn line_range(file: &FileText, at: usize) -> Range<usize> {
    file.line(file.line_of(at)).unwrap_or(at..at)
}

/// The entry of a section that contains a byte: what is taken out so that the rest can be read.
fn entry_around(file: &FileText, at: usize) -> Option<Range<usize>> {
    let written = |line: &usize| file.line(*line).is_some_and(|range| !file.piece(range).trim().is_empty());
    // the parser often stops in the line after the mistake, which may be blanked already
    let last = (0..=file.line_of(at)).rev().find(written)?;
    let section = (0..=last).rev().find(|line| starts_section(file, *line)).unwrap_or(0);
    let dash = (section..=last).find_map(|line| dash_column(file, line));
    let begins = |line: &usize| dash.is_some() && dash_column(file, *line) == dash;
    let first = (section..=last).rev().find(begins).unwrap_or(section);
    let mut end = first + 1;
    while file.line(end).is_some() && !begins(&end) && !starts_section(file, end) {
        end += 1;
    }
    Some(file.line(first)?.start..file.line(end - 1)?.end)
}

fn starts_section(file: &FileText, line: usize) -> bool {
    let text = file.line(line).map(|range| file.piece(range)).unwrap_or_default();
    let word = text.starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '\'');
    word && text.contains(':')
}

fn dash_column(file: &FileText, line: usize) -> Option<usize> {
    let text = file.piece(file.line(line)?);
    let inner = text.trim_start();
    (inner.starts_with("- ") || inner == "-").then(|| text.len() - inner.len())
}

fn blank(text: &mut String, range: Range<usize>) {
    let blanks: String = text
        .get(range.clone())
        .unwrap_or_default()
        .bytes()
        .map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' })
        .collect();
    text.replace_range(range, &blanks);
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || "._-".contains(c))).filter(|word| !word.is_empty()).map(Into::into)
}
