//! What the entries of rows were called before.

use super::each::in_name;
use super::filling::{Values, filled};
use super::{FORMERLY, ROW, Writing, word_of};
use crate::rulebook::naming;
use crate::rulebook::yaml::{Entry, Key, Kind, Meaning, Node, Style};

impl Writing<'_> {
    /// What an entry for one of a list was called while that one had its former names.
    pub(super) fn named_before(&self, base: &[Entry], words: &[Key], values: &Values) -> Vec<Node> {
        let name = base.iter().find(|entry| entry.key.text == self.key && naming::of(self.section) == Some(self.key));
        let Some(text) = name.and_then(|entry| entry.value.text()) else { return Vec::new() };
        let before = |word: &Key| {
            let named = in_name(values, &word.text);
            let name = filled(text, &named).ok()?.map(|(name, _)| name);
            let text = name.unwrap_or_else(|| format!("{text}{}{}", self.between(), word_of(&word.text)));
            let kind = Kind::Scalar { text, style: Style::Plain, meaning: Meaning::Words };
            Some(Node { kind, range: word.range.clone() })
        };
        words.iter().filter_map(before).collect()
    }
}

/// What a rule with rows was called, each of them was called with the row's name behind, or where that is asked for.
pub(super) fn former_names(made: &mut [Entry], row: &Key) {
    fn each(node: &mut Node, name: &str) {
        let here = || format!("${ROW}");
        match &mut node.kind {
            Kind::Scalar { text, .. } if text.contains(&here()) => *text = text.replace(&here(), name),
            Kind::Scalar { text, .. } if !text.contains('$') => *text = format!("{text}-{name}"),
            Kind::List(items) => items.iter_mut().for_each(|item| each(item, name)),
            Kind::Scalar { .. } | Kind::Map(_) => {}
        }
    }
    let name = word_of(&row.text);
    made.iter_mut().filter(|entry| entry.key.text == FORMERLY).for_each(|entry| each(&mut entry.value, name));
}

/// Adds names that an entry had, behind those that it says itself.
pub(super) fn add_former(made: &mut Vec<Entry>, mut before: Vec<Node>) {
    let said = |entry: &Entry, name: &Node| match &entry.value.kind {
        Kind::List(names) => names.iter().any(|one| one.text() == name.text()),
        _ => entry.value.text() == name.text(),
    };
    before.retain(|name| !made.iter().any(|entry| said(entry, name)));
    let Some(first) = before.first() else { return };
    let key = Key { text: FORMERLY.to_owned(), range: first.range.clone() };
    let range = first.range.clone();
    let Some(own) = made.iter_mut().find(|entry| entry.key.text == FORMERLY) else {
        return made.push(Entry { key, value: Node { kind: Kind::List(before), range } });
    };
    match &mut own.value.kind {
        Kind::List(names) => names.append(&mut before),
        _ => {
            before.insert(0, own.value.clone());
            own.value.kind = Kind::List(before);
        }
    }
}
