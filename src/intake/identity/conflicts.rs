//! A URN that stands beside the name of another school.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Joining;
use super::near::{common_words, surely_different, told_apart};
use crate::intake::record::DoubtKind;

/// How often a name stands beside a number, and where first.
#[derive(Clone, Copy, Debug)]
struct Seen {
    times: usize,
    first: usize,
}

impl Joining<'_> {
    /// Takes rows out whose number is one school's and whose name is another's, and doubts names that do not fit.
    pub(super) fn conflicts(&mut self) {
        let names = self.names_by_node();
        let usual: BTreeMap<usize, Arc<str>> = names
            .iter()
            .filter_map(|(node, forms)| {
                let best =
                    forms.iter().max_by(|a, b| a.1.times.cmp(&b.1.times).then_with(|| b.1.first.cmp(&a.1.first)))?;
                Some((*node, Arc::clone(best.0)))
            })
            .collect();
        let mut owners: HashMap<Arc<str>, usize> = HashMap::new();
        for (node, form) in &usual {
            owners.entry(Arc::clone(form)).or_insert(*node);
        }
        let common = self.common_words();
        for (node, forms) in &names {
            let Some(usual) = usual.get(node) else { continue };
            for (form, seen) in forms.iter().filter(|(form, _)| *form != usual) {
                let elsewhere =
                    owners.get(form).filter(|other| self.sets.root(**other) != self.sets.root(*node)).copied();
                // two schools that have each the other's name were crossed, however alike the names are
                let crossed = elsewhere.and_then(|other| names.get(&other)).is_some_and(|of| of.contains_key(usual));
                if !crossed && !surely_different(form, usual) && !told_apart(form, usual, &common) {
                    continue;
                }
                let Some(known) = forms.get(usual).map(|seen| seen.first) else { continue };
                self.name_does_not_fit(*node, form, seen.first, known, elsewhere);
            }
        }
    }

    fn name_does_not_fit(&mut self, node: usize, form: &Arc<str>, at: usize, known: usize, elsewhere: Option<usize>) {
        let number = self.rows.get(at).and_then(|row| {
            row.who.urn.map(|urn| format!("URN {urn}")).or_else(|| row.who.laestab.map(|l| format!("LAESTAB {l}")))
        });
        let number = number.unwrap_or_default();
        let (here, there) = (self.shown(at), self.shown(known));
        if elsewhere.is_some() {
            let rows: Vec<usize> = (0..self.rows.len())
                .filter(|row| self.node_of.get(*row).copied().flatten() == Some(node))
                .filter(|row| self.forms.get(*row).is_some_and(|other| other.as_ref() == Some(form)))
                .collect();
            for row in &rows {
                if let Some(slot) = self.node_of.get_mut(*row) {
                    *slot = None;
                }
                self.refused.insert(*row);
            }
            let what = format!(
                "{number} stands beside {here} here and beside {there} elsewhere, and {here} has another number elsewhere; the row was not used"
            );
            let kind = self.of_left_out(at);
            self.doubt(kind, what, Some("correct the number or the name"), &[at, known]);
        } else {
            let what = format!(
                "{number} stands beside {here} here and beside {there} elsewhere; they were taken for one school by the number"
            );
            self.doubt(
                DoubtKind::Identity,
                what,
                Some("check that the number is right; a change of name needs nothing"),
                &[at, known],
            );
        }
    }

    /// The words that tell no school from another: two names of one table have them.
    fn common_words(&self) -> BTreeSet<String> {
        let mut names: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (row, form) in self.rows.iter().zip(&self.forms) {
            names.entry(row.table).or_default().extend(form.as_deref());
        }
        names.into_values().flat_map(|names| common_words(names.into_iter())).collect()
    }

    /// The names beside each number.
    fn names_by_node(&self) -> BTreeMap<usize, BTreeMap<Arc<str>, Seen>> {
        let mut names: BTreeMap<usize, BTreeMap<Arc<str>, Seen>> = BTreeMap::new();
        for (at, (node, form)) in self.node_of.iter().zip(&self.forms).enumerate() {
            let (Some(node), Some(form)) = (node, form) else { continue };
            let seen = names.entry(*node).or_default().entry(Arc::clone(form)).or_insert(Seen { times: 0, first: at });
            seen.times += 1;
        }
        names
    }
}
