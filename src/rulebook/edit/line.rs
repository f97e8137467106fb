//! One line that was proposed, put where it belongs in the form in which that place is written: in brackets or on a line of
//! its own, in a list that is there or that has to be begun. Comments, order and layout stay.

use std::sync::Arc;

use super::entries::{behind, extents};
use super::leaf::{Here, tree};
use crate::rulebook::source::{RuleSource, is_underneath};
use crate::rulebook::yaml::extent::is_flow;
use crate::rulebook::yaml::{FileText, Kind, Node};

/// A rulebook with a line more.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// its files
    pub source: RuleSource,
    /// the file it was put into
    pub file: String,
    /// the line, from 1
    pub line: usize,
    /// that line as it stands there
    pub text: String,
}

/// Puts a line (`- "Heading"`) under a place (`measures › ks2.l4_em › headings`) of a file; of a file of the program's own, into
/// one of the rulebook's.
///
/// # Errors
/// Why it cannot be put there.
pub fn with_line(source: &RuleSource, file: &str, under: &str, line: &str) -> Result<Accepted, String> {
    let by_hand = |why: &str| format!("{why}; put `{line}` under {under} by hand");
    let value = line.trim().strip_prefix("- ").unwrap_or(line.trim());
    let steps: Vec<&str> = under.split(" › ").map(str::trim).collect();
    let (section, below) = steps.split_first().ok_or_else(|| by_hand("nothing says where it belongs"))?;
    let name = place(source, file, section).ok_or_else(|| by_hand("the rulebook has no file of its own"))?;
    let text = source.text(&name).cloned().unwrap_or_default();
    let read = FileText::new(Arc::clone(&name), Arc::clone(&text));
    let root = tree(&read).ok_or_else(|| by_hand(&format!("{name} has mistakes")))?;
    let edited = match Here::top(&root).field(section) {
        Some(found) => put(&text, &found, below, value),
        None => Some(begun(&text, section, below, value)),
    };
    let edited = edited.ok_or_else(|| by_hand(&format!("there is no such place in {name}")))?;
    let at = edited.lines().zip(text.lines()).take_while(|(new, old)| new == old).count();
    let shown = edited.lines().nth(at).unwrap_or_default().trim().to_owned();
    Ok(Accepted { source: source.clone().with(&name, &edited), file: name.to_string(), line: at + 1, text: shown })
}

/// The file to put it into: the one named, else one that has the section, else the first.
fn place(source: &RuleSource, file: &str, section: &str) -> Option<Arc<str>> {
    let own = || source.files().filter(|(name, _)| !name.ends_with(".rhai") && !is_underneath(name));
    let named = own().find(|(name, _)| ***name == *file);
    let starts = |text: &str| text.lines().any(|line| line.trim_end() == format!("{section}:"));
    named.or_else(|| own().find(|(_, text)| starts(text))).or_else(|| own().next()).map(|(name, _)| Arc::clone(name))
}

/// A section that the file does not have, behind everything else.
fn begun(text: &str, section: &str, below: &[&str], value: &str) -> String {
    let mut edited = text.trim_end().to_owned();
    edited.push_str(&format!("\n\n{section}:\n"));
    for (depth, step) in (1..).zip(below) {
        edited.push_str(&format!("{}{step}:\n", "  ".repeat(depth)));
    }
    edited.push_str(&format!("{}- {value}\n", "  ".repeat(below.len() + 1)));
    edited
}

/// The text with the value in the list at the end of the way; what is not there on the way is begun.
fn put(text: &str, here: &Here<'_>, steps: &[&str], value: &str) -> Option<String> {
    let Some((step, rest)) = steps.split_first() else { return listed(text, here.node, value) };
    if let Kind::List(_) = &here.node.kind {
        let found = here
            .items()
            .into_iter()
            .find(|item| item.fields().first().is_some_and(|(_, first)| first.node.text() == Some(step)));
        return put(text, &found?, rest, value);
    }
    match here.field(step) {
        Some(found) if !found.node.is_blank() => put(text, &found, rest, value),
        _ => with_field(text, here.node, step, rest, value),
    }
}

/// A value behind the last of a list.
fn listed(text: &str, node: &Node, value: &str) -> Option<String> {
    let Kind::List(_) = &node.kind else { return None };
    match extents(text, node).last() {
        Some(last) => behind(text, node, last, value, true),
        None if is_flow(text, node) => {
            let (open, rest) = text.split_at_checked(node.range.start + 1)?;
            Some(format!("{open}{value}{rest}"))
        }
        None => None,
    }
}

/// A field that a map does not have, with the value in a list: in brackets where the map is, else on a line behind its first.
fn with_field(text: &str, map: &Node, step: &str, rest: &[&str], value: &str) -> Option<String> {
    let Kind::Map(entries) = &map.kind else { return None };
    let nested = rest.iter().rev().fold(format!("[{value}]"), |inner, name| format!("{{{name}: {inner}}}"));
    let start = map.range.start;
    if text.get(start..)?.starts_with('{') {
        let close = start + text.get(map.range.clone())?.rfind('}')?;
        let before = text.get(..close)?.trim_end();
        let comma = if entries.is_empty() { "" } else { ", " };
        return Some(format!("{before}{comma}{step}: {nested}{}", text.get(close..)?));
    }
    let first = entries.first()?;
    let line = text.get(..first.key.range.start)?.rfind('\n').map_or(0, |at| at + 1);
    let indent = first.key.range.start - line;
    let written = text.get(..first.value.range.end)?.trim_end().len();
    let end = text.get(written..)?.find('\n').map_or(text.len(), |at| written + at);
    Some(format!("{}\n{}{step}: {nested}{}", text.get(..end)?, " ".repeat(indent), text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"# ours
measures:
  - id: a # first
    title: A
    unit: words
    headings: [One, "Two"] # the usual
    categories:
      low:
        - Low # and so on
        - lowest
  - {id: b, title: B, unit: number, headings: [Three]}
  - id: c
    title: C
    unit: number
    headings:
      - Four # last

      # of e
  - id: e
    title: E
    unit: number
"#;

    fn with(under: &str) -> Vec<String> {
        let source = RuleSource::from_texts([("ours.yaml", RULES)]);
        let accepted = with_line(&source, "ours.yaml", under, "- \"New\"").unwrap();
        let text = accepted.source.text("ours.yaml").unwrap().to_string();
        assert_eq!(text.lines().nth(accepted.line - 1).unwrap().trim(), accepted.text);
        let old: Vec<&str> = RULES.lines().collect();
        text.lines().filter(|line| !old.contains(line)).map(str::to_owned).collect()
    }

    #[test]
    fn a_line_fits_the_form_of_its_place_and_comments_stay() {
        for (under, line) in [
            ("measures › a › headings", "    headings: [One, \"Two\", \"New\"] # the usual"),
            ("measures › a › categories › low", "        - \"New\""),
            ("measures › b › headings", "  - {id: b, title: B, unit: number, headings: [Three, \"New\"]}"),
            ("measures › c › headings", "      - \"New\""),
            ("measures › e › headings", "    headings: [\"New\"]"),
            ("measures › e › groups › fsm", "    groups: {fsm: [\"New\"]}"),
            (
                "measures › b › groups › fsm",
                "  - {id: b, title: B, unit: number, headings: [Three], groups: {fsm: [\"New\"]}}",
            ),
            ("measures", "  - \"New\""),
        ] {
            assert_eq!(with(under), [line], "{under}");
        }
        assert_eq!(with("identity › urn"), ["identity:", "  urn:", "    - \"New\""]);
    }

    #[test]
    fn a_place_that_is_not_there_is_said() {
        let source = RuleSource::from_texts([("ours.yaml", RULES)]);
        let why = with_line(&source, "ours.yaml", "measures › z › headings", "- \"New\"").unwrap_err();
        assert!(why.contains("by hand"), "{why}");
    }
}
