//! Joining rows that have no number, by exact name; and LAESTABs that stand beside a name that only a URN has.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::near::likely_same;
use super::{Joining, Node};
use crate::intake::record::DoubtKind;
use crate::intake::words::list;

/// Names and the schools that have them.
#[derive(Default)]
struct Named {
    /// the schools that a name stands for, each by the first of its set, with a row to show
    schools: HashMap<Arc<str>, BTreeMap<usize, usize>>,
    /// names by the words in them
    by_word: HashMap<String, Vec<Arc<str>>>,
}

/// So many schools joined by name are named at once; beside it, as many as an officer would read.
const NAMED: usize = 6;
const LISTED: usize = 20;

/// A word that more names have than this says nothing of any of them.
const COMMON: usize = 200;

impl Named {
    fn add(&mut self, name: &Arc<str>, root: usize, row: usize) {
        let schools = self.schools.entry(Arc::clone(name)).or_insert_with(|| {
            for word in name.split(' ') {
                self.by_word.entry(word.to_owned()).or_default().push(Arc::clone(name));
            }
            BTreeMap::new()
        });
        schools.entry(root).or_insert(row);
    }

    fn of(&self, name: &Arc<str>) -> Vec<(usize, usize)> {
        self.schools
            .get(name)
            .map(|schools| schools.iter().map(|(root, row)| (*root, *row)).collect())
            .unwrap_or_default()
    }

    /// The schools whose names are likely this one, written otherwise.
    fn like(&self, name: &str) -> Vec<(usize, usize)> {
        let words: Vec<&str> = name.split(' ').collect();
        let sharing = words.iter().filter_map(|word| self.by_word.get(*word)).filter(|names| names.len() <= COMMON);
        let names: BTreeSet<&Arc<str>> = sharing.flatten().collect();
        let like = names.into_iter().filter(|other| likely_same(&words, &other.split(' ').collect::<Vec<_>>()));
        like.flat_map(|other| self.of(other)).collect()
    }
}

impl Joining<'_> {
    pub(super) fn names(&mut self) {
        self.laestabs_by_name();
        let mut named = self.named_schools();
        let numbered = self.rows_by_school();
        let mut by_name: BTreeMap<(Arc<str>, Arc<str>), Vec<usize>> = BTreeMap::new();
        for at in 0..self.rows.len() {
            if self.node_of.get(at).is_some_and(Option::is_some) || self.refused.contains(&at) {
                continue;
            }
            let Some(name) = self.forms.get(at).cloned().flatten() else { continue };
            let Some(row) = self.rows.get(at).copied() else { continue };
            if row.who.laestab.is_some() {
                continue;
            }
            match named.of(&name).as_slice() {
                // a number that is none may be another school's, mistyped
                [_] | [_, _, ..] if row.who.no_number.is_some() => self.say_refused(at),
                [(root, other)] => {
                    let rows = numbered.get(root).map_or(&[][..], Vec::as_slice);
                    if let Some(what) = self.of_another_phase(at, rows) {
                        let kind = self.of_left_out(at);
                        self.doubt(kind, what, Some("add the URN to the row"), &[at, *other]);
                        continue;
                    }
                    self.set_node(at, *root);
                    if let Some(sheet) = self.sheet(row.table).filter(|_| row.filled && self.set_has_number(*root)) {
                        by_name.entry(sheet).or_default().push(at);
                    }
                }
                [] => self.unknown_name(at, &name, &mut named),
                several => {
                    let rows: Vec<usize> = std::iter::once(at).chain(several.iter().map(|(_, row)| *row)).collect();
                    let what =
                        format!("{} is the name of {} schools; the row was not used", self.shown(at), several.len());
                    let kind = self.of_left_out(at);
                    self.doubt(kind, what, Some("add the URN to the row"), &rows);
                }
            }
        }
        for rows in by_name.into_values() {
            self.say_joined_by_name(&rows);
        }
    }

    /// Says of a row whose number is none that it is not known by its name either.
    fn say_refused(&mut self, at: usize) {
        let number = self.rows.get(at).and_then(|row| row.who.no_number.clone()).unwrap_or_default();
        let what = format!(
            "{} stands beside “{number}”, which is no school's number; the row was not used, though a school has this name",
            self.shown(at)
        );
        // its figures fell away: that is more than a doubt whose they are
        let kind = self.of_left_out(at);
        self.doubt(kind, what, Some("correct the number, or empty its cell if the name is enough"), &[at]);
    }

    /// What sort of doubt it is that a row with a school's number, or what should be one, is left out.
    pub(super) fn of_left_out(&self, at: usize) -> DoubtKind {
        let filled = self.rows.get(at).is_some_and(|row| row.filled);
        if filled { DoubtKind::NotRead } else { DoubtKind::Identity }
    }

    /// Says once for a sheet which of its rows have no number and were joined by name.
    fn say_joined_by_name(&mut self, rows: &[usize]) {
        let names: Vec<String> = rows.iter().map(|at| self.shown(*at)).collect();
        let (have, were) = if rows.len() == 1 { ("has", "was") } else { ("have", "were") };
        let what = format!(
            "{} {have} no URN or LAESTAB and {were} joined to {} by name alone: {}",
            if rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", rows.len()) },
            if rows.len() == 1 { "a school" } else { "schools" },
            list(&names, NAMED)
        );
        let mut advice = "look whether they are these schools; a URN or LAESTAB in the table makes it sure".to_owned();
        if names.len() > NAMED {
            advice.push_str(&format!(". These are: {}", list(&names, LISTED)));
        }
        self.doubt(DoubtKind::Identity, what, Some(&advice), rows);
    }

    /// Workbook and sheet of a table.
    fn sheet(&self, table: usize) -> Option<(Arc<str>, Arc<str>)> {
        self.tables.get(table).map(|read| (Arc::clone(&read.workbook), Arc::clone(&read.table.sheet)))
    }

    /// The rows that are placed by their numbers, by the first of their school's set.
    fn rows_by_school(&self) -> HashMap<usize, Vec<usize>> {
        let mut rows: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, node) in self.node_of.iter().enumerate() {
            if let Some(node) = node {
                rows.entry(self.sets.root(*node)).or_default().push(at);
            }
        }
        rows
    }

    /// A row of a school that no number is known of.
    fn unknown_name(&mut self, at: usize, name: &Arc<str>, named: &mut Named) {
        let Some(row) = self.rows.get(at).copied().filter(|row| row.filled) else { return };
        let near = self.near(row.table, name, named);
        if !near.is_empty() {
            let others: Vec<String> = near.iter().map(|other| self.shown(*other)).collect();
            let what =
                format!("{} may be {}, written otherwise; the row was not used", self.shown(at), list(&others, 3));
            let rows: Vec<usize> = std::iter::once(at).chain(near).collect();
            let advice =
                "write the name alike, add the URN to the row, or add the words to “same words” in the rulebook";
            self.doubt(DoubtKind::NotRead, what, Some(advice), &rows);
            return;
        }
        if self.tables.get(row.table).is_some_and(|table| !table.names_only) {
            let what = format!(
                "{} has no URN or LAESTAB, and no school of this name is known; the row was not used",
                self.shown(at)
            );
            let advice = "add the number; if the row is not a school, add its name to a row of areas in the rulebook";
            self.doubt(DoubtKind::NotRead, what, Some(advice), &[at]);
            return;
        }
        let number = self.sets.number(&Node::Name(name.to_string()));
        self.set_node(at, number);
        named.add(name, self.sets.root(number), at);
    }

    /// Rows of schools whose name is likely this one, written otherwise; not those that stand in the same table.
    fn near(&self, table: usize, name: &str, named: &Named) -> Vec<usize> {
        let mut near: BTreeMap<usize, usize> = BTreeMap::new();
        for (root, at) in named.like(name) {
            if !self.stands_in(root, table) {
                near.entry(root).and_modify(|row| *row = (*row).min(at)).or_insert(at);
            }
        }
        near.into_values().collect()
    }

    fn stands_in(&self, root: usize, table: usize) -> bool {
        let rows = self.rows.iter().zip(&self.node_of).filter(|(row, _)| row.table == table);
        rows.filter_map(|(_, node)| *node).any(|node| self.sets.root(node) == root)
    }

    /// The schools that have each name, among rows that are placed.
    fn named_schools(&self) -> Named {
        let mut named = Named::default();
        for (at, (node, form)) in self.node_of.iter().zip(&self.forms).enumerate() {
            if let (Some(node), Some(form)) = (node, form) {
                named.add(form, self.sets.root(*node), at);
            }
        }
        named
    }

    fn set_has_number(&self, root: usize) -> bool {
        // names come after numbers, so the first of a set with a number is one
        self.sets.things().nth(root).is_some_and(|(_, node)| !matches!(node, Node::Name(_)))
    }

    /// A LAESTAB that no row gives together with a URN is the LAESTAB of the school that has the name beside it, if
    /// that school has no other.
    fn laestabs_by_name(&mut self) {
        let mut with_urn: BTreeSet<usize> = BTreeSet::new();
        let mut with_laestab: BTreeSet<usize> = BTreeSet::new();
        for (number, node) in self.sets.things() {
            let root = self.sets.root(number);
            match node {
                Node::Urn(_) => _ = with_urn.insert(root),
                Node::Laestab(_) => _ = with_laestab.insert(root),
                Node::Name(_) => {}
            }
        }
        let mut named: HashMap<Arc<str>, BTreeSet<usize>> = HashMap::new();
        for (node, form) in self.node_of.iter().zip(&self.forms) {
            let root = node
                .map(|node| self.sets.root(node))
                .filter(|root| with_urn.contains(root) && !with_laestab.contains(root));
            if let (Some(root), Some(form)) = (root, form) {
                named.entry(Arc::clone(form)).or_default().insert(root);
            }
        }
        let mut joined: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.rows.len() {
            let Some(node) = self.node_of.get(at).copied().flatten() else { continue };
            let root = self.sets.root(node);
            let Some(form) = self.forms.get(at).cloned().flatten().filter(|_| !with_urn.contains(&root)) else {
                continue;
            };
            let schools: Vec<usize> =
                named.get(&form).map(|schools| schools.iter().copied().collect()).unwrap_or_default();
            if let ([school], Some(row)) = (schools.as_slice(), self.rows.get(at)) {
                joined.entry(row.table).or_default().push(at);
                self.sets.join(*school, node);
            }
        }
        for rows in joined.into_values() {
            let names: Vec<String> = rows.iter().map(|at| self.shown(*at)).collect();
            let what = format!("LAESTABs were joined to schools known by URN through their names: {}", list(&names, 6));
            self.doubt(DoubtKind::Remark, what, Some("a table with both numbers makes it sure"), &rows);
        }
    }
}
