//! Rows of schools of which nothing says whose they are, where one authority was asked for and other rows say which schools
//! are its. They are more likely another's than forgotten by every list, so they are kept apart; that is to be mended.

use std::collections::BTreeSet;

use crate::domain::Urn;
use crate::domain::phrase::counted;
use crate::intake::authority::{Choice, Seen};
use crate::intake::doubts::Doubts;
use crate::intake::record::DoubtKind;
use crate::intake::rows::{RowKind, TableRow};
use crate::intake::words::list;

/// How many schools are named.
const NAMED: usize = 5;

/// Takes such rows out of a table, and says so; whether there were any.
pub(super) fn take_out(rows: &mut Vec<TableRow<'_>>, choice: &Choice, seen: &Seen, doubts: &mut Doubts) -> bool {
    let mut schools: BTreeSet<Urn> = BTreeSet::new();
    let mut shown: Vec<String> = Vec::new();
    let mut cells = Vec::new();
    rows.retain(|row| {
        let RowKind::School(who) = &row.kind else { return true };
        let nobodys = choice.is_nobodys(&row.belongs, seen);
        if let Some(urn) = who.urn.filter(|_| nobodys) {
            cells.push((row.row.index, who.column));
            if schools.insert(urn) {
                let name = who.name.as_ref().map_or_else(String::new, |name| format!("{name}, "));
                shown.push(format!("{name}URN {urn}"));
            }
        }
        !nobodys
    });
    if schools.is_empty() {
        return false;
    }
    let what = format!(
        "nothing says whose {} of this table {} ({}); kept apart and not judged",
        counted(schools.len(), "school", "schools"),
        if schools.len() == 1 { "is" } else { "are" },
        list(&shown, NAMED)
    );
    let advice = "add a column with their authority or LAESTAB here, or a list of schools that has one; \
                  of a school that changed its number, a table with its predecessor's and its successor's URN";
    doubts.add_at(DoubtKind::NotRead, what, Some(advice.to_owned()), cells.into_iter());
    true
}
