//! The alarm for a column that was there last time and is not now.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::options::PreviousColumn;
use super::words::key;
use super::year;
use crate::intake::record::{Doubt, DoubtKind, WorkbookRead};
use crate::rulebook::model::{Measure, Rulebook, Years};

/// Doubts for columns of workbooks that are here again without them.
pub(super) fn gone(
    previous: &[PreviousColumn],
    workbooks: &[WorkbookRead],
    names: &[Arc<str>],
    rulebook: &Rulebook,
) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let mut said: BTreeSet<(&str, &str, &str, &str)> = BTreeSet::new();
    for column in previous {
        let Some(name) = names.iter().find(|name| series(name) == series(&column.workbook)) else { continue };
        let known = |read: &&crate::intake::record::ReadColumn| {
            let measure =
                rulebook.measure(read.measure).is_some_and(|measure| is_there(measure, &read.heading, column));
            measure && rulebook.group(read.group).is_some_and(|group| *group.id == *column.group)
        };
        let same_series = workbooks.iter().filter(|workbook| series(&workbook.name) == series(&column.workbook));
        let tables: Vec<_> = same_series.flat_map(|workbook| &workbook.tables).collect();
        // where its sheet is here again, what another sheet says of another year does not stand for it
        let own_sheet = tables.iter().any(|table| *table.sheet == *column.sheet);
        let looked_at = tables.iter().filter(|table| !own_sheet || *table.sheet == *column.sheet);
        let there = looked_at.flat_map(|table| &table.columns).any(|read| known(&read));
        let sheet = if own_sheet { &*column.sheet } else { "" };
        if there || !said.insert((&column.workbook, sheet, &column.measure, &column.group)) {
            continue;
        }
        let sheet = if column.sheet.is_empty() { String::new() } else { format!(" on sheet {}", column.sheet) };
        doubts.push(Doubt {
            kind: DoubtKind::Gone,
            what: format!(
                "the column “{}” stood{sheet} in {} last time and is not there any more",
                column.heading, column.workbook
            ),
            advice: Some("if it has a new heading, add that to the rulebook; if it was left out, ask for it".into()),
            workbook: Some(Arc::clone(name)),
            places: Vec::new(),
            proposal: None,
        });
    }
    doubts
}

/// Whether a column of a measure is the one that was read: under one heading another measure may stand in another year.
fn is_there(measure: &Measure, heading: &str, column: &PreviousColumn) -> bool {
    let by_year = measure.years != Years::default();
    let plain = |heading: &str| key(&year::left_out(heading));
    *measure.id == *column.measure || by_year && plain(heading) == plain(&column.heading)
}

/// A file's name without what changes from one sending to the next: digits, and words for the state of figures.
fn series(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let words = stem.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let changing = |word: &&str| {
        !matches!(*word, "final" | "provisional" | "revised" | "draft" | "copy" | "v")
            && super::value::months::month_number(word).is_none()
    };
    words.filter(changing).collect::<Vec<_>>().join(" ")
}
