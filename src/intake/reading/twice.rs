//! What a long table says twice of one school, measure, group and year: where the cells differ, none of them is used.
//!
//! Rows that differ so are told apart by a column that the rulebook does not know, such as a breakdown by sex; which of
//! them is meant cannot be guessed, and the last one is no better than the first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Found, RowRead};
use crate::domain::{Laestab, Missing, Urn, Value};
use crate::intake::columns::Columns;
use crate::intake::doubts::Doubts;
use crate::intake::record::{DoubtKind, FactKey};
use crate::intake::rows::RowKind;
use crate::intake::words::list;
use crate::rulebook::ids::AreaId;
use crate::rulebook::model::Rulebook;

/// How many cases are shown.
const SHOWN: usize = 3;

/// Whom a row is about, as far as the table itself tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Urn(Urn),
    Laestab(Laestab),
    Name(Arc<str>),
    Area(AreaId, Option<Arc<str>>),
}

impl Who {
    fn of(kind: &RowKind) -> Option<Self> {
        match kind {
            RowKind::School(who) => who
                .urn
                .map(Self::Urn)
                .or_else(|| who.laestab.map(Self::Laestab))
                .or_else(|| who.name.clone().map(Self::Name)),
            RowKind::Area { area, phase, .. } => Some(Self::Area(*area, phase.clone())),
            RowKind::Ignored => None,
        }
    }
}

/// Takes back what the rows of a long table say differently.
pub(super) fn refuse(rulebook: &Rulebook, columns: &Columns, read: &mut [RowRead], doubts: &mut Doubts) {
    let long: BTreeSet<u32> = columns.all.iter().filter(|one| one.word.is_some()).map(|one| one.column).collect();
    if long.is_empty() {
        return;
    }
    let mut said: BTreeMap<(Who, FactKey), Vec<(u32, &mut Found)>> = BTreeMap::new();
    for row in read.iter_mut() {
        let Some(who) = Who::of(&row.kind) else { continue };
        let row_number = row.row;
        let of_long = |found: &&mut Found| found.entry.place.as_ref().is_some_and(|place| long.contains(&place.column));
        for found in row.found.iter_mut().filter(of_long) {
            said.entry((who.clone(), found.key)).or_default().push((row_number, found));
        }
    }
    let (mut shown, mut places): (Vec<String>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
    for ((_, key), mut found) in said {
        // a blank cell says nothing against another
        found.retain(|(_, one)| one.entry.value != Err(Missing::Blank));
        let Some(first) = found.first().map(|(_, one)| one.entry.value.clone()) else { continue };
        if found.iter().all(|(_, one)| same(&one.entry.value, &first)) {
            continue;
        }
        let cells: Vec<String> = found.iter().map(|(row, one)| format!("{} in row {}", words(one), row + 1)).collect();
        let cells = list(&cells, SHOWN);
        let title = rulebook.measure(key.measure).map_or("", |measure| &*measure.title);
        let year = key.year.map_or_else(String::new, |year| format!(" {year}"));
        shown.push(format!("{title}{year}: {cells}"));
        let reason = Missing::Contradicted(Arc::from(format!("its rows disagree: {cells}")));
        for (row, one) in found {
            places.extend(one.entry.place.as_ref().map(|place| (row, place.column)));
            one.entry.value = Err(reason.clone());
        }
    }
    if !shown.is_empty() {
        doubts.add_at(
            DoubtKind::NotRead,
            format!(
                "rows say different things of one school, measure, group and year, and none was used: {}",
                list(&shown, SHOWN)
            ),
            Some(
                "take rows out until one is left; where a column tells them apart, add its heading to `group` under `identity`"
                    .into(),
            ),
            places.into_iter(),
        );
    }
}

fn same(one: &Result<Value, Missing>, other: &Result<Value, Missing>) -> bool {
    match (one, other) {
        (Ok(Value::Number(a)), Ok(Value::Number(b))) => (a - b).abs() < 1e-9,
        (Err(_), Err(_)) => true,
        (one, other) => one == other,
    }
}

fn words(found: &Found) -> String {
    found.entry.value.as_ref().map_or_else(ToString::to_string, ToString::to_string)
}
