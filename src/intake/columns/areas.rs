//! Columns whose codes say that their figures are an area's: read in the rows of that area, and in no school's.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Column, Columns, Role, tells_schools};
use crate::intake::heading::IdentityKind;
use crate::intake::rows::{RowKind, TableRow};

/// Leaves such columns alone in a table of schools; in one of areas, where no heading tells the authority's number, it stands
/// in the first column.
pub(super) fn settle(all: &mut [Column]) {
    if all.iter().any(tells_schools) {
        all.iter_mut().filter(|column| column.of.is_some()).for_each(|column| column.role = Role::Unknown);
        return;
    }
    let tells = |role: Role| matches!(role, Role::Identity(IdentityKind::LaNumber | IdentityKind::LaName));
    let any = all.iter().any(|column| column.of.is_some()) && !all.iter().any(|column| tells(column.role));
    let first = all.iter_mut().min_by_key(|column| column.column);
    if let Some(first) = first.filter(|column| any && column.role == Role::Unknown) {
        (first.role, first.known) = (Role::Identity(IdentityKind::LaNumber), true);
    }
}

/// Adds a row of each phase that columns are of, for every area that has a row of no phase.
pub(in crate::intake) fn by_phase(columns: &Columns, rows: &mut Vec<TableRow<'_>>) {
    let phases: BTreeSet<&Arc<str>> =
        columns.all.iter().filter_map(|column| column.of.as_ref()?.phase.as_ref()).collect();
    let mut more = Vec::new();
    for row in rows.iter() {
        let RowKind::Area { area, name, phase: None } = &row.kind else { continue };
        more.extend(phases.iter().map(|phase| {
            let kind = RowKind::Area { area: *area, name: Arc::clone(name), phase: Some(Arc::clone(phase)) };
            TableRow { kind, of_phase: true, ..row.clone() }
        }));
    }
    rows.extend(more);
    rows.sort_by_key(|row| row.row.index);
}
