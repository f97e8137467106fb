//! Schools from rows that belong together: key, numbers, name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Joined, Joining, Node};
use crate::domain::{AcademicYear, Laestab, Urn};
use crate::intake::record::{Identity, SchoolKey};

/// The rows and numbers of one school.
#[derive(Debug, Default)]
struct Gathered {
    rows: Vec<usize>,
    urns: BTreeSet<Urn>,
    laestabs: BTreeSet<Laestab>,
    form: Option<String>,
}

impl Joining<'_> {
    /// The schools that have rows, and the school of each row.
    pub(super) fn schools(self) -> Joined {
        let mut gathered: BTreeMap<usize, Gathered> = BTreeMap::new();
        for (at, node) in self.node_of.iter().enumerate() {
            if let Some(node) = node {
                gathered.entry(self.sets.root(*node)).or_default().rows.push(at);
            }
        }
        for (number, node) in self.sets.things() {
            let Some(school) = gathered.get_mut(&self.sets.root(number)) else { continue };
            match node {
                Node::Urn(urn) => _ = school.urns.insert(*urn),
                Node::Laestab(laestab) => _ = school.laestabs.insert(*laestab),
                Node::Name(form) => school.form = Some(form.clone()),
            }
        }
        let mut schools = Vec::with_capacity(gathered.len());
        let mut school_of = HashMap::new();
        for school in gathered.into_values() {
            for row in school.rows.iter().filter_map(|at| self.rows.get(*at)) {
                school_of.insert((row.table, row.row), schools.len());
            }
            schools.push(self.identity(&school));
        }
        Joined { schools, school_of, doubts: self.doubts }
    }

    fn identity(&self, school: &Gathered) -> Identity {
        let urns = self.newest_first(school);
        let newest = urns.first().copied();
        let of_newest: Vec<usize> = school
            .rows
            .iter()
            .copied()
            .filter(|at| self.rows.get(*at).is_some_and(|row| newest.is_some() && row.who.urn == newest))
            .collect();
        let laestab = self
            .commonest(&of_newest, |at| self.rows.get(at)?.who.laestab)
            .or_else(|| self.commonest(&school.rows, |at| self.rows.get(at)?.who.laestab))
            .or_else(|| school.laestabs.iter().next_back().copied());
        let named = |at: usize| self.rows.get(at)?.who.name.clone();
        let name = self.commonest(&of_newest, named).or_else(|| self.commonest(&school.rows, named));
        let key = match (newest, laestab, &school.form) {
            (Some(urn), _, _) => format!("urn:{urn}"),
            (None, Some(laestab), _) => format!("laestab:{laestab}"),
            (None, None, form) => format!("name:{}", form.as_deref().unwrap_or("")),
        };
        let name = name.unwrap_or_else(|| {
            let number =
                newest.map(|urn| format!("URN {urn}")).or_else(|| laestab.map(|number| format!("LAESTAB {number}")));
            Arc::from(number.unwrap_or_default())
        });
        Identity {
            key: SchoolKey(Arc::from(key)),
            urn: newest,
            laestab,
            name,
            predecessors: urns.into_iter().skip(1).collect(),
        }
    }

    /// The school's URNs: one whose rows say that it has yet to open last; one that nothing follows first; among such the one seen in the latest year, then the largest.
    /// Where one stands only in lists that say no year, the years of the others tell nothing: numbers are given in order.
    fn newest_first(&self, school: &Gathered) -> Vec<Urn> {
        let mut last_seen: BTreeMap<Urn, Option<AcademicYear>> = BTreeMap::new();
        let mut opened: BTreeSet<Urn> = BTreeSet::new();
        for row in school.rows.iter().filter_map(|at| self.rows.get(*at)) {
            if let Some(urn) = row.who.urn {
                let seen = last_seen.entry(urn).or_default();
                *seen = (*seen).max(row.year);
                if !row.who.to_open {
                    opened.insert(urn);
                }
            }
        }
        let all_dated = last_seen.values().all(Option::is_some);
        let followers = |urn: Urn| {
            let mut count = 0_u32;
            let mut next = self.links.get(&urn);
            while let Some(follower) = next.filter(|_| count < 100) {
                count += 1;
                next = self.links.get(follower);
            }
            count
        };
        let mut urns: Vec<Urn> = school.urns.iter().copied().collect();
        urns.sort_by_key(|urn| {
            let seen = last_seen.get(urn).copied().flatten().filter(|_| all_dated);
            let to_open = last_seen.contains_key(urn) && !opened.contains(urn);
            (to_open, followers(*urn), std::cmp::Reverse(seen), std::cmp::Reverse(*urn))
        });
        urns
    }

    /// What most rows say; of what is said equally often, what the latest year says.
    fn commonest<T: Clone + Ord>(&self, rows: &[usize], said: impl Fn(usize) -> Option<T>) -> Option<T> {
        let mut counts: BTreeMap<T, (usize, Option<AcademicYear>)> = BTreeMap::new();
        for at in rows {
            let Some(thing) = said(*at) else { continue };
            let year = self.rows.get(*at).and_then(|row| row.year);
            let count = counts.entry(thing).or_default();
            count.0 += 1;
            count.1 = count.1.max(year);
        }
        let best = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        best.map(|(thing, _)| thing)
    }
}
