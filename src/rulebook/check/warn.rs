//! What is probably not meant: looked for in a rulebook that has no errors.
//!
//! Nothing here keeps a rulebook from being used. A warning is worth having only where it is nearly always right, so
//! each of these asks for proof: conditions that plainly contradict each other, years that plainly have a hole.

mod bounds;
mod cases;
mod dates;
mod ends;
mod floors;
mod grades;
mod idle;
mod joined;
mod never;
mod plans;
mod reach;
mod same;
mod twice;
mod unused;
mod written;

use std::collections::BTreeMap;

use super::desk::and_list;
use super::sections::Sections;
use crate::rulebook::Asked;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::model::Rulebook;

/// Everything that is probably not meant.
pub(super) fn warnings(rulebook: &Rulebook, sections: &Sections<'_>, asked: &Asked<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    empty(rulebook, sections, &mut out);
    floors::warn(rulebook, asked.today, &mut out);
    twice::warn(rulebook, &mut out);
    never::warn(rulebook, &mut out);
    grades::warn(rulebook, &mut out);
    plans::warn(rulebook, asked.today, &mut out);
    same::warn(rulebook, sections, &mut out);
    unused::warn(rulebook, sections, asked.read_settings, &mut out);
    idle::warn(rulebook, sections, &mut out);
    joined::warn(rulebook, sections, &mut out);
    cases::warn(rulebook, &mut out);
    dates::warn(rulebook, &mut out);
    ends::warn(rulebook, asked.today, &mut out);
    written::warn(rulebook, sections, &mut out);
    out
}

/// A rulebook that says nothing of whom it is for, or of what can be read.
fn empty(rulebook: &Rulebook, sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    let place =
        Span { file: rulebook.files.first().map(|file| file.name.clone()).unwrap_or_default(), ..Span::default() };
    if sections.authority.iter().all(|part| part.raw.name.is_none()) {
        let message = "the rulebook does not say which authority it is for";
        let help = "add a section `authority:` with a line `name:` to one of its files";
        out.push(Diagnostic::warning(Code::MissingField, place.clone(), message).help(help));
    }
    if rulebook.measures.is_empty() {
        let message = "the rulebook has no measures, so nothing can be read from workbooks";
        let help = "add a section `measures:`, or begin with the default rulebook, which `yardstick init` writes";
        out.push(Diagnostic::warning(Code::MissingField, place, message).help(help));
    }
}

/// Names shown of a file; the others are counted.
const MOST_NAMES: usize = 6;

/// Things that are all to be said the same of: one line for each file, at the first of them.
fn by_file<'n>(named: impl Iterator<Item = (&'n str, Span)>) -> Vec<(String, Span)> {
    let mut files: BTreeMap<Span, Vec<&str>> = BTreeMap::new();
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for (name, place) in named {
        let place = first.entry(place.file.to_string()).or_insert(place);
        files.entry(place.clone()).or_default().push(name);
    }
    let shown = |names: &[&str]| match names.len().saturating_sub(MOST_NAMES) {
        0 => and_list(names),
        more => format!("`{}` and {more} more", names.get(..MOST_NAMES).unwrap_or_default().join("`, `")),
    };
    files.into_iter().map(|(place, names)| (shown(&names), place)).collect()
}
