//! Joining by URN and LAESTAB, and by tables that link an old URN to a new one.

use std::collections::{BTreeMap, BTreeSet};

use super::near::surely_different;
use super::{Joining, Node};
use crate::domain::{Laestab, Urn};
use crate::intake::record::DoubtKind;

impl Joining<'_> {
    /// Gives every row with a number its node, and joins numbers that are one school.
    pub(super) fn numbers(&mut self) {
        self.of_two_schools();
        for at in (0..self.rows.len()).filter(|at| !self.refused.contains(at)).collect::<Vec<_>>() {
            let Some(who) = self.rows.get(at).map(|row| row.who) else { continue };
            if let Some((old, new)) = who.link {
                self.link(at, old, new);
            }
            if let Some(urn) = who.urn {
                let number = self.sets.number(&Node::Urn(urn));
                self.set_node(at, number);
            }
        }
        self.share_laestabs();
        self.laestabs_alone();
    }

    pub(super) fn set_node(&mut self, at: usize, number: usize) {
        if let Some(node) = self.node_of.get_mut(at) {
            *node = Some(number);
        }
    }

    fn link(&mut self, at: usize, old: Urn, new: Urn) {
        let mut further = Some(new);
        let mut steps = 0;
        while let Some(next) = further.filter(|_| steps < 100) {
            if next == old {
                let what = format!("URN {old} and URN {new} are each said to follow the other");
                self.doubt(DoubtKind::Identity, what, Some("correct the table of school changes"), &[at]);
                return;
            }
            further = self.links.get(&next).copied();
            steps += 1;
        }
        self.links.insert(old, new);
        let (old, new) = (self.sets.number(&Node::Urn(old)), self.sets.number(&Node::Urn(new)));
        self.sets.join(old, new);
    }

    /// URNs with the same LAESTAB are one school, unless their names have nothing in common.
    fn share_laestabs(&mut self) {
        let mut urns_of: BTreeMap<Laestab, BTreeMap<Urn, usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate().filter(|(at, _)| !self.crossed.contains(at)) {
            if let (Some(urn), Some(laestab)) = (row.who.urn, row.who.laestab) {
                let first = urns_of.entry(laestab).or_default().entry(urn).or_insert(at);
                // a row with a name says more
                if self.forms.get(*first).is_some_and(Option::is_none) {
                    *first = at;
                }
            }
        }
        for (laestab, urns) in urns_of {
            let number = self.sets.number(&Node::Laestab(laestab));
            let rows: Vec<(Urn, usize)> = urns.into_iter().collect();
            let Some((first_urn, first)) = rows.first().copied() else { continue };
            let node = self.sets.number(&Node::Urn(first_urn));
            self.sets.join(node, number);
            for (urn, at) in rows.into_iter().skip(1) {
                self.share(laestab, (first_urn, first), (urn, at));
            }
        }
    }

    fn share(&mut self, laestab: Laestab, one: (Urn, usize), other: (Urn, usize)) {
        let (a, b) = (self.sets.number(&Node::Urn(one.0)), self.sets.number(&Node::Urn(other.0)));
        if self.sets.root(a) == self.sets.root(b) {
            return;
        }
        let form = |at: usize| self.forms.get(at).cloned().flatten();
        let different = form(one.1).zip(form(other.1)).is_some_and(|(a, b)| surely_different(&a, &b));
        let names = format!("{} (URN {}) and {} (URN {})", self.shown(one.1), one.0, self.shown(other.1), other.0);
        if different {
            let what = format!("{names} have one LAESTAB, {laestab}, and quite different names; they were kept apart");
            let advice = "correct the LAESTAB, or, if one follows the other, link them in a table with a predecessor's and a successor's URN";
            self.doubt(DoubtKind::Identity, what, Some(advice), &[other.1, one.1]);
            self.apart.entry(laestab).or_default().extend([one.1, other.1]);
        } else {
            self.sets.join(a, b);
            self.doubt(
                DoubtKind::Remark,
                format!("{names} have one LAESTAB, {laestab}, and were taken for one school"),
                None,
                &[other.1, one.1],
            );
        }
    }

    /// Rows with a LAESTAB and no URN.
    fn laestabs_alone(&mut self) {
        let mut said: BTreeSet<Laestab> = BTreeSet::new();
        for at in 0..self.rows.len() {
            let Some((None, Some(laestab))) = self.rows.get(at).map(|row| (row.who.urn, row.who.laestab)) else {
                continue;
            };
            let several = self.kept_apart(laestab);
            if several.len() < 2 {
                let number = self.sets.number(&Node::Laestab(laestab));
                self.set_node(at, number);
                continue;
            }
            let form = self.forms.get(at).cloned().flatten();
            let by_name = several
                .iter()
                .find(|other| self.forms.get(**other).is_some_and(|other| *other == form && form.is_some()));
            match by_name.and_then(|other| self.node_of.get(*other).copied().flatten()) {
                Some(node) => self.set_node(at, node),
                None if said.insert(laestab) => {
                    let what = format!(
                        "LAESTAB {laestab} belongs to more than one school here; rows that give only it were not used"
                    );
                    let rows: Vec<usize> = std::iter::once(at).chain(several).collect();
                    self.doubt(DoubtKind::Identity, what, Some("add the URN to the row"), &rows);
                }
                None => {}
            }
        }
    }

    /// One row of each school that has this LAESTAB, where it has not been one school.
    fn kept_apart(&self, laestab: Laestab) -> Vec<usize> {
        let Some(number) = self.sets.known(&Node::Laestab(laestab)) else { return Vec::new() };
        let Some(apart) = self.apart.get(&laestab) else { return Vec::new() };
        let mut roots = BTreeMap::from([(self.sets.root(number), None)]);
        for at in apart {
            if let Some(node) = self.node_of.get(*at).copied().flatten() {
                roots.entry(self.sets.root(node)).or_insert(None).get_or_insert(*at);
            }
        }
        roots.into_values().flatten().collect()
    }
}
