//! What officers wrote around the pieces of a rulebook: comments before, behind and after them.

use super::merge::{Made, whole};
use crate::rulebook::knot::{Knot, Parts};

/// The comments before a piece: theirs where they changed them.
pub(super) fn lead(theirs: &Knot, old: &Knot, new: &Knot) -> String {
    if theirs.lead == old.lead { new.lead.clone() } else { theirs.lead.clone() }
}

/// What stays of a piece that is gone: comments before it that the old default does not have.
pub(super) fn comments_alone(theirs: &Knot, old: &Knot) -> Option<Made> {
    let is_own = |line: &&str| line.trim().starts_with('#') && !old.lead.contains(line.trim());
    let lead: String = theirs.lead.split_inclusive('\n').filter(is_own).collect();
    (!lead.is_empty()).then(|| Made { lead, text: String::new(), ..whole(theirs) })
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
