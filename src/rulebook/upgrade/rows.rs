//! Rules that the default says once now, as rows of one rule, and that officers have one by one.

use std::collections::BTreeSet;

use super::shelf::{Shelf, rewrite};
use super::{Kept, Why};
use crate::rulebook::case_table::{CASES, is_table};
use crate::rulebook::knot::Knot;
use crate::rulebook::naming;
use crate::rulebook::rows::{FOR_ALL, ROWS, name_in_row};

/// What officers changed of a rule stands by itself, and the default's row for it goes; what they took out stays out.
/// Says which rules stand by themselves.
pub(super) fn settle(theirs: &Shelf, old: &Shelf, new: &mut Shelf) -> Vec<Kept> {
    let (mine, was): (BTreeSet<String>, BTreeSet<String>) = (ids(theirs), ids(old));
    let taken_out: BTreeSet<&String> = was.difference(&mine).collect();
    let mut apart = Vec::new();
    let (before, now) = (old.by_address(), new.by_address());
    for (address, file, knot) in theirs.entries() {
        let changed = before.get(&address).is_some_and(|old| old.value != knot.value);
        if changed && !now.contains_key(&address) && is_rule(&address.section) {
            apart.push((address.key.clone(), file.to_owned(), knot));
        }
    }
    let mut kept = Vec::new();
    let out: BTreeSet<&String> = taken_out.iter().copied().chain(apart.iter().map(|(id, ..)| id)).collect();
    let of_all_rules = drop_shared(new, &out);
    for (id, file, knot) in apart {
        if of_all_rules.contains(&id) || drop_row(new, &id) {
            if knot.kid(CASES).is_some() {
                drop_cases(new, &|of| of == id);
            }
            let title = knot.value.get("title").and_then(|title| title.as_str()).map(str::to_owned);
            kept.push(Kept { id, title, field: String::new(), file, why: Why::InRows });
        }
    }
    for id in &taken_out {
        drop_row(new, id);
    }
    drop_cases(new, &|of| taken_out.iter().any(|id| *id == of));
    kept
}

fn is_rule(section: &str) -> bool {
    naming::in_rows(section).is_some()
}

/// The names of all rules, those of rows too.
pub(super) fn ids(shelf: &Shelf) -> BTreeSet<String> {
    let rules = shelf.entries().into_iter().filter(|(address, ..)| is_rule(&address.section));
    rules
        .flat_map(|(address, file, knot)| match knot.kid(ROWS).or_else(|| shared(shelf.file(file)?)) {
            None => vec![address.key],
            Some(rows) => rows.kids().iter().map(|row| name_of_row(&address.section, knot, row)).collect(),
        })
        .collect()
}

/// The rows that a file gives to every rule in it that has none of its own.
fn shared(file: &Knot) -> Option<&Knot> {
    file.kid(FOR_ALL)?.kid(ROWS)
}

/// The rules of a file that take the rows that it gives to all, each with its section.
fn sharing(file: &Knot) -> impl Iterator<Item = (&str, &Knot)> {
    let sections = file.kids().iter().filter(|section| is_rule(&section.key));
    let rules = sections.flat_map(|section| section.kids().iter().map(|rule| (&*section.key, rule)));
    rules.filter(|(_, rule)| rule.kid(ROWS).is_none())
}

/// Takes rows that a file gives to all its rules out where none of those rules is wanted; the names of these.
fn drop_shared(shelf: &mut Shelf, out: &BTreeSet<&String>) -> BTreeSet<String> {
    let mut dropped = BTreeSet::new();
    for file in &mut shelf.files {
        let Some(rows) = shared(file) else { continue };
        let names = |row: &Knot| -> Vec<String> {
            sharing(file).map(|(section, rule)| name_of_row(section, rule, row)).collect()
        };
        let gone: Vec<(String, Vec<String>)> = rows.kids().iter().map(|row| (row.key.clone(), names(row))).collect();
        let gone =
            gone.into_iter().filter(|(_, names)| !names.is_empty() && names.iter().all(|name| out.contains(name)));
        let gone: Vec<(String, Vec<String>)> = gone.collect();
        if gone.is_empty() || gone.len() == rows.kids().len() {
            continue;
        }
        if let Some(all) = file.kid_mut(FOR_ALL)
            && let Some(rows) = all.kid_mut(ROWS)
        {
            if let Some(kids) = rows.kids_mut() {
                kids.retain(|row| gone.iter().all(|(key, _)| *key != row.key));
            }
            rows.write();
            all.write();
        }
        rewrite(file);
        dropped.extend(gone.into_iter().flat_map(|(_, names)| names));
    }
    dropped
}

/// Gives a rule that takes the rows of its file rows of its own, without the one that is a rule of this name.
fn drop_from_shared(section: &str, rule: &mut Knot, rows: &Knot, id: &str) -> bool {
    if rule.kid(ROWS).is_some() || !rule.is_lines() {
        return false;
    }
    let Some(at) = rows.kids().iter().position(|row| name_of_row(section, rule, row) == id) else { return false };
    let indent = rule.kids().first().map_or(rule.indent, |kid| kid.indent);
    let mut own = Knot { lead: String::new(), ..rows.clone() };
    if let Some(kids) = own.kids_mut() {
        kids.remove(at);
    }
    own.write();
    if let Some(fields) = rule.kids_mut() {
        fields.push(own.at(indent));
    }
    rule.write();
    true
}

/// The names of the rules that an entry's own rows are.
pub(super) fn names_of_rows(section: &str, rule: &Knot) -> Vec<String> {
    let rows = rule.kid(ROWS).map(Knot::kids).unwrap_or_default();
    rows.iter().map(|row| name_of_row(section, rule, row)).collect()
}

fn name_of_row(section: &str, rule: &Knot, row: &Knot) -> String {
    let field = naming::in_rows(section).unwrap_or_default();
    let name = rule.value.get(field).and_then(|name| name.as_str()).unwrap_or_default();
    name_in_row(name, &row.key, &row.value)
}

/// Takes the row that is a rule of this name out; whether there is one.
fn drop_row(shelf: &mut Shelf, id: &str) -> bool {
    for file in &mut shelf.files {
        let mut found = false;
        let of_file = shared(file).cloned();
        for section in file.kids_mut().into_iter().flatten().filter(|section| is_rule(&section.key)) {
            let name = section.key.clone();
            let Some(rules) = section.kids_mut() else { continue };
            for rule in rules.iter_mut() {
                found |= drop_from(&name, rule, id);
                found |= of_file.as_ref().is_some_and(|rows| !found && drop_from_shared(&name, rule, rows, id));
            }
            rules.retain(|rule| rule.kid(ROWS).is_none_or(|rows| !rows.kids().is_empty()));
        }
        if found {
            rewrite(file);
            return true;
        }
    }
    false
}

fn drop_from(section: &str, rule: &mut Knot, id: &str) -> bool {
    let Some(rows) = rule.kid(ROWS) else { return false };
    let Some(at) = rows.kids().iter().position(|row| name_of_row(section, rule, row) == id) else { return false };
    if let Some(rows) = rule.kid_mut(ROWS) {
        if let Some(rows) = rows.kids_mut() {
            rows.remove(at);
        }
        rows.write();
    }
    rule.write();
    true
}

/// Takes cases that stand apart from their rules out.
fn drop_cases(shelf: &mut Shelf, of: &dyn Fn(&str) -> bool) {
    for file in &mut shelf.files {
        if is_table(&file.key) {
            file.kids_mut().into_iter().for_each(|rules| rules.retain(|rule| !of(&rule.key)));
            file.write();
            continue;
        }
        let Some(rules) = file.kid_mut(CASES).and_then(Knot::kids_mut) else { continue };
        let before = rules.len();
        rules.retain(|rule| !of(&rule.key));
        if rules.len() < before {
            if rules.is_empty() {
                file.kids_mut().into_iter().for_each(|sections| sections.retain(|section| section.key != CASES));
            }
            rewrite(file);
        }
    }
}
