//! Teams that officers renamed while a team had no other name than the one shown, and that the default has given a
//! short name since: the new name becomes the team's title, and what it was called stays known.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use super::shelf::{Shelf, rewrite};
use crate::rulebook::edit::quoted;
use crate::rulebook::knot::Knot;
use crate::rulebook::source::RuleSource;

/// The officers' files with the names of teams that the default knows, and the default with theirs as titles.
pub(super) fn settle(theirs: &RuleSource, shelf: &Shelf, old: &Shelf, new: &mut Shelf) -> RuleSource {
    let mut back = theirs.clone();
    for (was, called) in renamed(shelf, old) {
        if !give_title(new, &was, &called) {
            continue;
        }
        for (name, text) in theirs.files() {
            let text = said(back.text(name).unwrap_or(text), &quoted(&called), &was);
            back = back.with(name, &said(&text, &called, &was));
        }
    }
    back
}

/// A text with another name for a team.
fn said(text: &str, from: &str, to: &str) -> String {
    let (from, mut out, mut at) = (format!("team: {from}"), String::new(), 0);
    for (found, _) in text.match_indices(&from) {
        let end = found + from.len();
        if text.get(end..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with(['\n', '\r', ',', '}', '#'])) {
            out.push_str(text.get(at..found).unwrap_or_default());
            out.push_str(&format!("team: {to}"));
            at = end;
        }
    }
    out + text.get(at..).unwrap_or_default()
}

/// Names of teams that one entry says otherwise, each with the other: only where all entries agree.
fn renamed(theirs: &Shelf, old: &Shelf) -> BTreeMap<String, String> {
    let mut pairs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mines = theirs.by_address();
    for (address, _, knot) in old.entries() {
        let Some(mine) = mines.get(&address) else { continue };
        let (before, after) = (teams(knot), teams(mine));
        let gone: Vec<&String> = before.difference(&after).collect();
        let came: Vec<&String> = after.difference(&before).collect();
        if let ([was], [called]) = (gone.as_slice(), came.as_slice()) {
            pairs.entry((*was).clone()).or_default().insert((*called).clone());
        }
    }
    let known: BTreeSet<String> = old.entries().into_iter().flat_map(|(.., knot)| teams(knot)).collect();
    let left: BTreeSet<String> = theirs.entries().into_iter().flat_map(|(.., knot)| teams(knot)).collect();
    let only = |(was, called): (String, BTreeSet<String>)| Some((was, called.into_iter().next()?));
    let agreed = pairs.into_iter().filter(|(was, called)| called.len() == 1 && !left.contains(was));
    agreed.filter_map(only).filter(|(_, called)| !known.contains(called)).collect()
}

/// The teams that an entry names.
fn teams(knot: &Knot) -> BTreeSet<String> {
    let team = |value: &Value| value.get("team").and_then(Value::as_str).map(str::to_owned);
    let several = knot.value.get("teams").and_then(Value::as_sequence);
    several.into_iter().flatten().filter_map(team).chain(team(&knot.value)).collect()
}

/// Gives the team that was called so another title; whether there is one.
fn give_title(new: &mut Shelf, was: &str, called: &str) -> bool {
    for file in &mut new.files {
        let list = file.kid_mut("teams").and_then(Knot::kids_mut);
        let is_it = |team: &&mut Knot| team.value.get("formerly").and_then(Value::as_str) == Some(was);
        let Some(team) = list.and_then(|teams| teams.iter_mut().find(is_it)) else { continue };
        for (field, text) in [("title", quoted(called)), ("formerly", format!("[{}, {}]", quoted(was), quoted(called)))]
        {
            let Some(knot) = team.kid_mut(field) else { return false };
            let end = if knot.text.ends_with('\n') { "\n" } else { "" };
            knot.text = format!("{}{field}: {text}{end}", " ".repeat(knot.indent));
            knot.value = Value::String(text);
        }
        team.write();
        rewrite(file);
        return true;
    }
    false
}
