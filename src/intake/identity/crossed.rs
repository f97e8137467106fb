//! A row whose URN is one school's and whose LAESTAB another's, where one table lists both schools: it makes them no one
//! school. Where its name is that of the URN's school it is of that school; else it is not used.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Joining;
use crate::domain::{Laestab, Urn};
use crate::intake::record::DoubtKind;

/// The schools that a table lists with both numbers, each by a row of it.
#[derive(Default)]
struct Listed {
    by_urn: BTreeMap<Urn, (Laestab, usize)>,
    by_laestab: BTreeMap<Laestab, (Urn, usize)>,
}

impl Listed {
    /// The rows of the two schools that a row with these numbers would make one.
    fn two(&self, urn: Urn, laestab: Laestab) -> Option<(usize, usize)> {
        let (own, one) = self.by_urn.get(&urn)?;
        let (whose, other) = self.by_laestab.get(&laestab)?;
        (*own != laestab && *whose != urn).then_some((*one, *other))
    }
}

impl Joining<'_> {
    /// Finds the rows whose two numbers are two schools', says so, and takes out those whose name does not settle it.
    pub(super) fn of_two_schools(&mut self) {
        let mut listed: BTreeMap<usize, Listed> = BTreeMap::new();
        let mut rows_of: BTreeMap<(Urn, Laestab), Vec<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let (Some(urn), Some(laestab)) = (row.who.urn, row.who.laestab) else { continue };
            let table = listed.entry(row.table).or_default();
            table.by_urn.entry(urn).or_insert((laestab, at));
            table.by_laestab.entry(laestab).or_insert((urn, at));
            rows_of.entry((urn, laestab)).or_default().push(at);
        }
        for ((urn, laestab), rows) in rows_of {
            if let Some((one, other)) = listed.values().find_map(|table| table.two(urn, laestab)) {
                self.crossed(laestab, &rows, (one, other));
            }
        }
    }

    fn crossed(&mut self, laestab: Laestab, rows: &[usize], (one, other): (usize, usize)) {
        let form = |at: usize| self.forms.get(at).cloned().flatten();
        let own: Option<Arc<str>> = form(one).filter(|own| form(other).as_ref() != Some(own));
        let (named, not): (Vec<usize>, Vec<usize>) = rows.iter().partition(|at| own.is_some() && form(**at) == own);
        self.crossed.extend(rows);
        self.refused.extend(&not);
        let (own, whose) = (self.shown(one), self.shown(other));
        for (rows, used) in [(named, true), (not, false)] {
            let Some(first) = rows.first().copied() else { continue };
            let then = if used { "it was taken for the first, whose name it has" } else { "the row was not used" };
            let kind = if used { DoubtKind::Identity } else { self.of_left_out(first) };
            let what = format!("the URN is that of {own} and the LAESTAB, {laestab}, that of {whose}; {then}");
            self.doubt(kind, what, Some("correct the wrong number"), &[first, one, other]);
        }
    }
}
