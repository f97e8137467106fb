//! Entries of a list as they stand in its text: where each stands, one more behind the last, one taken out. Comments, order
//! and line ends stay.

use std::ops::Range;

use crate::rulebook::yaml::extent::{is_flow, last_byte};
use crate::rulebook::yaml::{Entry, Kind, Node};

/// The text with an entry behind the last of a list.
pub(super) fn behind(text: &str, list: &Node, last: &Range<usize>, said: &str, dash: bool) -> Option<String> {
    let mut new = text.to_owned();
    if is_flow(text, list) {
        new.insert_str(last.end, &format!(", {said}"));
        return Some(new);
    }
    let line = line_of(text, last.start);
    let blanks: String = text.get(line..)?.chars().take_while(|letter| *letter == ' ').collect();
    let at = line_after(text, last.end);
    let closes = if text.get(..at)?.ends_with('\n') { "" } else { "\n" };
    new.insert_str(at, &format!("{closes}{blanks}{}{said}\n", if dash { "- " } else { "" }));
    Some(new)
}

/// The text without one entry of a list.
pub(super) fn without(text: &str, list: &Node, all: &[Range<usize>], number: usize, table: bool) -> Option<String> {
    let own = all.get(number)?;
    let mut new = text.to_owned();
    if is_flow(text, list) {
        let cut = match (all.get(number + 1), number.checked_sub(1).and_then(|before| all.get(before))) {
            (Some(next), _) => own.start..next.start,
            (None, Some(before)) => before.end..own.end,
            (None, None) => return None,
        };
        new.replace_range(cut, "");
        return Some(new);
    }
    let line = line_of(text, own.start);
    let before = text.get(line..own.start)?;
    let lines = line..line_after(text, own.end);
    if !table && !before.trim().trim_start_matches('-').trim().is_empty() {
        return None;
    }
    // the first case of a rule names it for those below
    let rule = text.get(lines.clone())?.split_once(',').map_or("", |(rule, _)| rule);
    let next = text.get(lines.end..).is_some_and(|rest| rest.starts_with(','));
    new.replace_range(lines, if table && next { rule } else { "" });
    Some(new)
}

/// The bytes of each entry of a list, names included.
pub(super) fn extents(text: &str, list: &Node) -> Vec<Range<usize>> {
    match &list.kind {
        Kind::Scalar { .. } => Vec::new(),
        Kind::List(items) => items.iter().map(|item| item.range.start..last_byte(text, item)).collect(),
        Kind::Map(entries) => {
            let of = |entry: &Entry| entry.key.range.start..last_byte(text, &entry.value).max(entry.key.range.end);
            entries.iter().map(of).collect()
        }
    }
}

/// Where the line begins in which a byte stands.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Where the line behind that of a byte begins, or the text ends.
pub(super) fn line_after(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}
