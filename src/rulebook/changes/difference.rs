//! Two rulebooks, entry by entry.

use super::parts::{Part, Parts, SCRIPTS};
use super::{Became, Detail, Edit, words};

/// Sections in which the order decides something.
const IN_ORDER: [&str; 2] = ["statuses", "precedence"];
/// Sections that nothing but the look of the review depends on.
const FOR_THE_EYE: [&str; 3] = ["report", "players", "cases"];

/// Every entry in which two rulebooks differ, in the order of the later one; what is gone comes last.
#[must_use]
pub fn differences(before: &Parts, after: &Parts) -> Vec<Edit> {
    let mut edits = Vec::new();
    for part in &after.parts {
        match before.find(&part.section, &part.id).or_else(|| before.formerly(part)) {
            None => edits.push(edit(part, Became::Added, Vec::new())),
            Some(old) if old.value != part.value => edits.push(changed(old, part)),
            Some(_) => {}
        }
    }
    for section in IN_ORDER {
        edits.extend(reordered(before, after, section));
    }
    let renamed: Vec<(&str, &str)> = after
        .parts
        .iter()
        .filter(|part| before.find(&part.section, &part.id).is_none())
        .filter_map(|part| before.formerly(part))
        .map(|old| (old.section.as_str(), old.id.as_str()))
        .collect();
    let still = |part: &&Part| after.find(&part.section, &part.id).is_none();
    let gone = before.parts.iter().filter(still).filter(|part| !renamed.contains(&(&part.section, &part.id)));
    edits.extend(gone.map(|part| edit(part, Became::Removed, Vec::new())));
    edits
}

fn changed(old: &Part, new: &Part) -> Edit {
    let mut details = Vec::new();
    if new.section == SCRIPTS {
        details.push(Detail { field: String::new(), words: "changed".to_owned() });
    } else {
        let field = if matches!(new.stands, super::parts::Stands::Item) { "" } else { "value" };
        words::details(field, Some(&old.value), Some(&new.value), &mut details);
    }
    Edit { was: (old.id != new.id).then(|| old.id.clone()), ..edit(new, Became::Changed, details) }
}

fn edit(part: &Part, became: Became, details: Vec<Detail>) -> Edit {
    let wording = !details.is_empty() && details.iter().all(|detail| is_wording(&detail.field));
    Edit {
        section: part.section.clone(),
        id: part.id.clone(),
        was: None,
        title: part.title.clone(),
        became,
        only_words: wording || FOR_THE_EYE.contains(&part.section.as_str()),
        details,
        place: part.place.clone(),
    }
}

/// Whether no answer depends on a field.
pub(super) fn is_wording(field: &str) -> bool {
    let field = field.split(" › ").next().unwrap_or(field);
    field.starts_with("say")
        || ["title", "source", "note", "cases", "topic", "about", "requires", "formerly"].contains(&field)
}

fn reordered(before: &Parts, after: &Parts, section: &str) -> Option<Edit> {
    let ids = |of: &Parts, other: &Parts| -> Vec<String> {
        let parts = of.parts.iter().filter(|part| part.section == section);
        parts.filter(|part| other.find(section, &part.id).is_some()).map(|part| part.id.clone()).collect()
    };
    let first = after.parts.iter().find(|part| part.section == section)?;
    (ids(before, after) != ids(after, before)).then(|| Edit {
        id: String::new(),
        title: section.to_owned(),
        only_words: false,
        ..edit(first, Became::Reordered, Vec::new())
    })
}
