//! Columns that have a measure's heading and are about something else: `Achievement` was a grade of 1 to 4 until 2012, and
//! is an area of a report card, graded in words, since 2025.

use super::cells::Troubles;
use super::said::as_yes_or_no;
use crate::domain::phrase::lower_first;
use crate::intake::value::Trouble;
use crate::intake::words::list;
use crate::rulebook::model::{Measure, Unit};

/// A column of fewer such cells may be one in which officers wrote notes.
const CELLS: usize = 5;
/// How many different words are shown.
const SHOWN: usize = 4;

/// Whether a column without any value is of words that the measure knows nothing of: several different ones, no figure among
/// them. One and the same word is a marker that the rulebook does not know yet.
pub(super) fn is_foreign(troubles: &Troubles) -> bool {
    let mut words: Vec<&str> = Vec::new();
    let mut cells = 0;
    for ((trouble, _), found) in troubles {
        if *trouble != Trouble::NotUnderstood {
            return false;
        }
        cells += found.len();
        words.extend(found.iter().map(|(_, written)| written.as_str()));
    }
    words.sort_unstable();
    words.dedup();
    cells >= CELLS && words.len() > 1 && words.iter().all(|word| !word.contains(|c: char| c.is_ascii_digit()))
}

/// What is said of it, and what to do.
pub(super) fn words(heading: &str, measure: &Measure, troubles: &Troubles) -> (String, String) {
    let mut different: Vec<&str> = Vec::new();
    for (_, written) in troubles.values().flatten() {
        if !different.contains(&written.as_str()) {
            different.push(written);
        }
    }
    let shown: Vec<String> = different.iter().map(|written| format!("“{written}”")).collect();
    let what = format!(
        "the column “{heading}” holds nothing that {} can be, but {}; it was passed by as something else",
        lower_first(&measure.title),
        list(&shown, SHOWN)
    );
    let words = match measure.unit {
        Unit::YesNo => format!("write {} under `{}` in the rulebook", as_yes_or_no(&different), measure.id),
        _ => "add these words to the rulebook".to_owned(),
    };
    (what, format!("if it is the same thing, {words}; otherwise leave it"))
}
