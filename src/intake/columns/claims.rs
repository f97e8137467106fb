//! Settling what two headings, or two measures, claim.

use std::collections::BTreeMap;

use super::{Column, Role};
use crate::intake::doubts::Doubts;
use crate::intake::heading::Meaning;
use crate::intake::record::DoubtKind;
use crate::intake::words::list;
use crate::rulebook::model::Rulebook;
use workbook::place::column_letters;

/// Says that the rulebook lists a heading for several measures.
pub(super) fn several_claim(column: &Column, meanings: &[Meaning], rulebook: &Rulebook, doubts: &mut Doubts) {
    let names: Vec<String> = meanings.iter().map(|meaning| named(*meaning, rulebook)).collect();
    doubts.add(
        DoubtKind::Heading,
        format!("the heading “{}” is claimed by {}; the column was not read", column.heading, list(&names, 6)),
        Some("take it from the headings of all but one of them, or write the heading in the workbook so that they differ".into()),
        &[column.column],
    );
}

fn named(meaning: Meaning, rulebook: &Rulebook) -> String {
    match meaning {
        Meaning::Identity(_) => "a school's identity".to_owned(),
        Meaning::Measure(measure, group) => {
            let id = rulebook.measure(measure).map_or("?", |measure| &*measure.id);
            match rulebook.group(group).filter(|_| group.0 != 0) {
                Some(group) => format!("`{id}` ({})", group.id),
                None => format!("`{id}`"),
            }
        }
    }
}

/// Finds measures that several columns claim for one group and year: the one that fits best is taken; where none fits
/// better than the others it is asked.
pub(super) fn settle(columns: &mut [Column], rulebook: &Rulebook, doubts: &mut Doubts) {
    let mut claims: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        if let Some((measure, group)) = column.measure() {
            let undated = rulebook.measure(measure).is_some_and(|measure| measure.undated);
            claims.entry((measure, group, column.year.filter(|_| !undated))).or_default().push(at);
        }
    }
    for ((measure, group, _), rivals) in claims {
        if rivals.len() < 2 {
            continue;
        }
        let fit = |at: &usize| columns.get(*at).map(|column| column.fit);
        let best = rivals.iter().filter_map(fit).min();
        let winners: Vec<usize> = rivals.iter().copied().filter(|at| fit(at) == best).collect();
        let settled = winners.len() == 1;
        if !settled {
            ask(columns, &winners, Meaning::Measure(measure, group), rulebook, doubts);
        }
        for at in rivals {
            let won = winners.contains(&at);
            if let Some(column) = columns.get_mut(at).filter(|_| !(settled && won)) {
                column.role = if won { Role::Disputed } else { Role::Unknown };
            }
        }
    }
}

fn ask(columns: &[Column], rivals: &[usize], meaning: Meaning, rulebook: &Rulebook, doubts: &mut Doubts) {
    let columns: Vec<&Column> = rivals.iter().filter_map(|at| columns.get(*at)).collect();
    let headings: Vec<String> =
        columns.iter().map(|column| format!("“{}” ({})", column.heading, column_letters(column.column))).collect();
    let letters: Vec<u32> = columns.iter().map(|column| column.column).collect();
    doubts.add(
        DoubtKind::Heading,
        format!(
            "{} are all headings of {}; none of these columns was read",
            list(&headings, 6),
            named(meaning, rulebook)
        ),
        Some("leave one of them in the headings of the measure, or rename the other column in the workbook".into()),
        &letters,
    );
}
