//! What officers wrote around the pieces of a rulebook: comments before, behind and after them.

use super::merge::{Made, whole};
use crate::rulebook::knot::{Knot, Parts};

/// The comments before a piece: theirs where they changed them.
pub(super) fn lead(theirs: &Knot, old: &Knot, new: &Knot) -> String {
    if theirs.lead == old.lead { new.lead.clone() } else { theirs.lead.clone() }
}

/// What stays of a piece that is gone: comments before it, in it and behind it that the old default does not have.
pub(super) fn comments_alone(theirs: &Knot, old: &Knot) -> Option<Made> {
    let was = |line: &str| old.lead.contains(line) || old.text.contains(line) || old.remark.contains(line);
    let own = |line: &str| line.starts_with('#') && !was(line);
    let lines = theirs.lead.lines().chain(theirs.text.lines());
    let mut lead: String = lines.filter(|line| own(line.trim())).map(|line| format!("{}\n", line.trim_end())).collect();
    let beside: Vec<&str> =
        remarks(theirs).into_iter().filter(|remark| own(remark) && !lead.contains(remark)).collect();
    lead.extend(beside.into_iter().map(|remark| format!("{}{remark}\n", " ".repeat(theirs.indent))));
    (!lead.is_empty()).then(|| Made { lead, text: String::new(), ..whole(theirs) })
}

/// What is said behind a piece, and behind those it is made of.
fn remarks(knot: &Knot) -> Vec<&str> {
    std::iter::once(knot.remark.trim()).chain(knot.kids().iter().flat_map(remarks)).collect()
}

/// Whether a text says nothing but comments.
pub(super) fn is_comments(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#'))
}

/// The default's text with the comment that they put behind theirs.
pub(super) fn with_remark(mut made: Made, theirs: &Knot, old: &Knot) -> Made {
    if theirs.remark.is_empty() || theirs.remark == old.remark {
        return made;
    }
    let line = made.text.trim_end();
    if line.contains('\n') || line.contains(" #") {
        made.lead.push_str(&format!("{}{}\n", " ".repeat(theirs.indent), theirs.remark));
    } else if made.text.ends_with('\n') {
        made.text = format!("{line} {}\n", theirs.remark);
    }
    made
}

/// A piece with what stands at its end: theirs where they changed it.
pub(super) fn with_tail(theirs: &Knot, old: Option<&Knot>, new: Option<&Knot>) -> Knot {
    let tail = |knot: Option<&Knot>| match knot.map(|knot| &knot.parts) {
        Some(Parts::Lines { tail, .. }) => Some(tail.clone()),
        _ => None,
    };
    let mut with = theirs.clone();
    if let (Parts::Lines { tail: mine, .. }, Some(is)) = (&mut with.parts, tail(new))
        && tail(old).as_ref() == Some(mine)
    {
        *mine = is;
    }
    with
}
