//! What cases expect, written anew where an edit was meant to turn them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::NotPut;
use super::leaf::tree;
use crate::rulebook::Span;
use crate::rulebook::changes::{Parts, differences};
use crate::rulebook::source::RuleSource;
use crate::rulebook::yaml::{FileText, Kind, Node};

/// The rulebook's files with other expectations of cases, each by the place of its case.
///
/// # Errors
/// Every case whose expectation cannot be rewritten by itself.
pub fn with_expectations(source: &RuleSource, mended: &[(&Span, &str)]) -> Result<RuleSource, Vec<NotPut>> {
    let mut files: BTreeMap<Arc<str>, Vec<(Range<usize>, &str)>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (place, expect) in mended {
        let why = "what it expects cannot be written by itself; mend it by hand";
        match expectation(source, place) {
            Some(range) => files.entry(Arc::clone(&place.file)).or_default().push((range, *expect)),
            None => wrong.push(NotPut { place: place.to_string(), why: why.to_owned() }),
        }
    }
    let mut edited = source.clone();
    for (name, mut cells) in files {
        let Some(mut text) = source.text(&name).map(ToString::to_string) else { continue };
        // from the last to the first, so that those before keep their places
        cells.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        // a case that several rows share
        cells.dedup();
        cells.iter().for_each(|(range, expect)| text.replace_range(range.clone(), expect));
        edited = edited.with(&name, &text);
    }
    let edits = differences(&Parts::of(source), &Parts::of(&edited));
    if let Some(more) = edits.iter().find(|edit| !edit.only_words) {
        let why = "it cannot be mended without changing the rule; mend it by hand".to_owned();
        wrong.push(NotPut { place: more.place.to_string(), why });
    }
    if wrong.is_empty() { Ok(edited) } else { Err(wrong) }
}

/// The bytes of what a case expects.
fn expectation(source: &RuleSource, place: &Span) -> Option<Range<usize>> {
    let text = source.text(&place.file)?;
    let root = tree(&FileText::new(Arc::clone(&place.file), Arc::clone(text)))?;
    let value = &case(&root, place.offset)?.entry("expect")?.value;
    let written = text.get(value.range.clone())?.trim_end().len();
    Some(value.range.start..value.range.start + written)
}

/// The case that begins at a byte.
fn case(node: &Node, at: usize) -> Option<&Node> {
    match &node.kind {
        Kind::Scalar { .. } => None,
        Kind::List(items) => items.iter().find_map(|item| case(item, at)),
        Kind::Map(_) if node.range.start == at && node.entry("expect").is_some() => Some(node),
        Kind::Map(entries) => entries.iter().find_map(|entry| case(&entry.value, at)),
    }
}
