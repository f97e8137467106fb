//! A name alone does not make a row with results of one phase one of a school of another.

use std::collections::BTreeSet;

use super::Joining;
use crate::domain::Value;

impl Joining<'_> {
    /// Why a row is not the school that `numbered` rows are of, although it has the name: the school is of a phase that has
    /// no such results, and none of its rows has any.
    pub(super) fn of_another_phase(&self, at: usize, numbered: &[usize]) -> Option<String> {
        let results = self.phases_with_results_as(at);
        let stated = numbered.iter().find_map(|row| self.stated_phase(*row))?;
        if results.is_empty() || results.contains(stated) {
            return None;
        }
        let has_such = |row: &usize| self.phases_with_results_as(*row).iter().any(|phase| results.contains(phase));
        if numbered.iter().any(has_such) {
            return None;
        }
        let plain = |phase: &str| phase.replace('_', " ");
        let phases: Vec<String> = results.into_iter().map(plain).collect();
        Some(format!(
            "{} is the name of a school whose phase is {}, and the results in this row are of {} schools; the row was not used",
            self.shown(at),
            plain(stated),
            phases.join(" or ")
        ))
    }

    /// The phases whose schools have results such as a row's; none where the row has none that tell.
    fn phases_with_results_as(&self, at: usize) -> BTreeSet<&str> {
        let mut phases: Option<BTreeSet<&str>> = None;
        for found in self.found(at).filter(|found| found.entry.value.is_ok()) {
            let Some(measure) = self.context.rulebook.measure(found.key.measure) else { continue };
            if measure.phases.is_empty() {
                continue;
            }
            let of: BTreeSet<&str> = measure.phases.iter().map(|phase| &**phase).collect();
            phases = Some(phases.map_or_else(|| of.clone(), |known| known.intersection(&of).copied().collect()));
        }
        phases.unwrap_or_default()
    }

    /// The phase that a row states.
    fn stated_phase(&self, at: usize) -> Option<&str> {
        let states = |found: &&crate::intake::reading::Found| {
            let measure = self.context.rulebook.measure(found.key.measure);
            measure.is_some_and(|measure| self.context.areas.phases.states(measure))
        };
        self.found(at).filter(states).find_map(|found| match &found.entry.value {
            Ok(Value::Text(phase)) => Some(&**phase),
            _ => None,
        })
    }

    fn found(&self, at: usize) -> impl Iterator<Item = &crate::intake::reading::Found> {
        let row = self.rows.get(at);
        let read = row.and_then(|row| self.tables.get(row.table)?.rows.get(row.row));
        read.into_iter().flat_map(|read| &read.found)
    }
}
