//! Columns that have a measure's heading and are about something else: `Achievement` was a grade of 1 to 4 until 2012, and
//! is an area of a report card, graded in words, since 2025.

use super::cells::Troubles;
use crate::intake::value::Trouble;
use crate::intake::words::list;

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
pub(super) fn words(heading: &str, title: &str, troubles: &Troubles) -> (String, String) {
    let mut different: Vec<String> = Vec::new();
    for (_, written) in troubles.values().flatten() {
        let written = format!("“{written}”");
        if !different.contains(&written) {
            different.push(written);
        }
    }
    let what = format!(
        "the column “{heading}” holds nothing that {title} can be, but {}; it was passed by as something else",
        list(&different, SHOWN)
    );
    let advice = "if it is the same thing, add these words to the rulebook; otherwise leave it".to_owned();
    (what, advice)
}
