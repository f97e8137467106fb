//! What is said of the strands without naming them, so that one more works by being declared. In a list of conditions
//! `any strand: grade.$strand >= 3` is one for each strand but the overall one; beside others of an `any` they are parts of
//! it, as if each had been written there.

use std::ops::Range;

use super::each::{FOR_EACH, Lists};
use super::filling::{Values, with_values};
use super::{ROWS, STRAND};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::yaml::{Entry, FileText, Key, Kind, Node};

/// Conditions of each strand, and how they are joined.
const FORMS: [(&str, &str); 2] = [("any strand", "any"), ("every strand", "all")];
/// What stands in a name for that of each strand.
const IN_NAME: &str = "$strand";
/// All strands, in a list or in a text behind an opening bracket.
pub(in crate::rulebook) const EVERY_STRAND: &str = "every strand";

/// Writes out what is said of the strands.
pub(super) fn spread(file: &FileText, root: &mut Node, lists: &Lists, out: &mut Vec<Diagnostic>) {
    Spreading { file, strands: lists.strands(), named: true, out }.node(root);
}

struct Spreading<'s> {
    file: &'s FileText,
    /// the values of each strand but the overall one
    strands: Vec<Values>,
    /// whether `$strand` in a name stands for each
    named: bool,
    out: &'s mut Vec<Diagnostic>,
}

impl Spreading<'_> {
    fn node(&mut self, node: &mut Node) {
        match &mut node.kind {
            Kind::Scalar { text, .. } => {
                if let Some(new) = of_every(text, &self.strands) {
                    *text = new;
                }
            }
            Kind::List(items) => {
                *items = std::mem::take(items).into_iter().flat_map(|item| self.listed(item)).collect();
                items.iter_mut().for_each(|item| self.node(item));
            }
            Kind::Map(entries) => {
                // what a rule for each strand says of one is filled in where it becomes several
                let own = entries.iter().any(|entry| [FOR_EACH, ROWS].contains(&&*entry.key.text));
                let named = self.named;
                self.named = named && !own;
                if self.named {
                    *entries = self.of_each_name(std::mem::take(entries));
                }
                let beside = entries.len() > 1;
                entries.iter_mut().for_each(|entry| self.entry(entry, beside));
                self.named = named;
            }
        }
    }

    /// A name with `$strand` in it stands for each strand that is not named itself: what is given in a case.
    fn of_each_name(&self, entries: Vec<Entry>) -> Vec<Entry> {
        if !entries.iter().any(|entry| entry.key.text.contains(IN_NAME)) {
            return entries;
        }
        let known: Vec<String> = entries.iter().map(|entry| entry.key.text.clone()).collect();
        let each = |entry: Entry| -> Vec<Entry> {
            if !entry.key.text.contains(IN_NAME) {
                return vec![entry];
            }
            let named = |values: &Values| {
                let mut one = entry.clone();
                one.key.text = of_strand(&entry.key.text, values);
                one
            };
            self.strands.iter().map(named).filter(|one| !known.contains(&one.key.text)).collect()
        };
        entries.into_iter().flat_map(each).collect()
    }

    /// `every strand` as an item of a list: the names of them all.
    fn listed(&self, item: Node) -> Vec<Node> {
        if item.text() != Some(EVERY_STRAND) {
            return vec![item];
        }
        let name = |values: &Values| {
            let mut named = item.clone();
            if let (Kind::Scalar { text, .. }, Some(name)) = (&mut named.kind, values.get(STRAND)) {
                text.clone_from(name);
            }
            named
        };
        self.strands.iter().map(name).collect()
    }

    fn entry(&mut self, entry: &mut Entry, beside: bool) {
        if let Some((_, joined)) = form(entry) {
            if beside {
                let message = format!("`{}` stands beside another form of condition here", entry.key.text);
                let help = "leave one of them here, and put the other inside its list: `- any strand: …`";
                self.error(&entry.key.range, &message, help);
            }
            let parts = self.of_each(entry);
            entry.value.kind = Kind::List(parts);
            entry.key.text = (*joined).to_owned();
        } else if let Kind::List(items) = &mut entry.value.kind {
            let own = entry.key.text.clone();
            *items = std::mem::take(items).into_iter().flat_map(|item| self.joined(item, &own)).collect();
        }
        self.node(&mut entry.value);
    }

    /// The parts of an item that is joined as the list is in which it stands; otherwise the item.
    fn joined(&mut self, item: Node, own: &str) -> Vec<Node> {
        match &item.kind {
            Kind::Map(entries) => match entries.as_slice() {
                [entry] if form(entry).is_some_and(|(_, joined)| *joined == own) => self.of_each(entry),
                _ => vec![item],
            },
            _ => vec![item],
        }
    }

    /// The condition for each strand.
    fn of_each(&mut self, entry: &Entry) -> Vec<Node> {
        let name = &entry.key.text;
        if self.strands.is_empty() {
            let message = format!("`{name}` asks of strands, and this rulebook has none but the overall one");
            self.error(&entry.key.range, &message, "list some under `judgements`, `strands`");
        }
        if !says_strand(&entry.value) {
            let help = "write `$strand` where its name would stand, as in `grade.$strand >= 3`";
            self.error(&entry.value.range, &format!("`{name}` asks the same of each strand"), help);
        }
        let filled = |values: &Values| {
            let mut part = entry.value.clone();
            fill(&mut part, values);
            part
        };
        self.strands.iter().map(filled).collect()
    }

    fn error(&mut self, range: &Range<usize>, message: &str, help: &str) {
        let place = self.file.span(range.clone());
        self.out.push(Diagnostic::error(Code::Expression, place, message).help(help));
    }
}

fn form(entry: &Entry) -> Option<&'static (&'static str, &'static str)> {
    FORMS.iter().find(|(name, _)| *name == entry.key.text)
}

fn says_strand(node: &Node) -> bool {
    match &node.kind {
        Kind::Scalar { text, .. } => text.contains(IN_NAME),
        Kind::List(items) => items.iter().any(says_strand),
        Kind::Map(entries) => entries.iter().any(|entry| says_strand(&entry.value)),
    }
}

fn fill(node: &mut Node, values: &Values) {
    let said = |text: &mut String| *text = of_strand(text, values);
    match &mut node.kind {
        Kind::Scalar { text, .. } => said(text),
        Kind::List(items) => items.iter_mut().for_each(|item| fill(item, values)),
        Kind::Map(entries) => {
            for Entry { key: Key { text, .. }, value } in entries {
                said(text);
                fill(value, values);
            }
        }
    }
}

/// A text with a strand's own words for `$strand`, `$title` and `$short`.
fn of_strand(text: &str, values: &Values) -> String {
    with_values(text, |name| values.get(name).map(String::as_str)).0
}

/// A text in which brackets begin with `every strand:`, once for each strand: `how_many(every strand: grade.$strand >= 3)`
/// and `[every strand: [where grade.$strand: , $short]]`; `None` where none do.
fn of_every(text: &str, strands: &[Values]) -> Option<String> {
    // every text of the rulebook comes here, and few have it
    if !text.contains(EVERY_STRAND) {
        return None;
    }
    let (at, open, close) = [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let at = text.find(&format!("{open}{EVERY_STRAND}:"))?;
        Some((at, open, close))
    })?;
    let (before, rest) = text.split_at_checked(at)?;
    let inside = rest.get(1 + EVERY_STRAND.len() + 1..)?;
    let end = closing(inside, open, close)?;
    let (body, after) = inside.split_at_checked(end)?;
    let body = body.strip_prefix(' ').unwrap_or(body);
    let each: Vec<String> = strands.iter().map(|values| of_strand(body, values)).collect();
    // an argument for each, or words one after the other
    let said = if open == '(' { format!("({})", each.join(", ")) } else { each.concat() };
    let new = format!("{before}{said}{}", after.strip_prefix(close).unwrap_or(after));
    Some(of_every(&new, strands).unwrap_or(new))
}

/// Where a bracket that is open closes.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        if letter == open {
            depth += 1;
        } else if letter == close {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

#[cfg(test)]
mod tests;
