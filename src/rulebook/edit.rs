//! The values of a rulebook that are changed most often, found one by one and put back one by one.
//!
//! [`values`] lists thresholds, settings, figures, headings, sentences, words and colours, each with the stretch of its
//! file that it is, and the program's own words that no file has; [`change`] puts others in their place and touches no other byte: comments, order and layout stay.
//! Nothing here knows a workbook.

mod cases;
mod cases_told;
mod entries;
mod gather;
mod gone;
mod leaf;
mod line;
mod lists;
mod mend;
mod put;
mod sentences;
mod tables;
mod threshold;
mod value;
mod words;
mod year;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::RuleSource;
use super::source::is_underneath;

pub use crate::rulebook::yaml::quoted;
pub use cases::{NewCase, with_case};
pub use gather::values;
pub use line::{Accepted, with_line};
pub use lists::{Entry, Member, left_out, with_lists};
pub use mend::with_expectations;
pub use value::{Sheet, Sort, Value, number_like};
pub use year::{NewYear, with_year};

use leaf::Step;

/// A value that cannot be put in its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct NotPut {
    /// file and line
    pub place: String,
    /// why, and what to do
    pub why: String,
}

/// A scalar of the files: its file, and the way to it.
type Scalar<'a> = (Arc<str>, &'a [Step]);

/// The rulebook's files with other values in some places; each is a value of [`values`] with its new text.
///
/// # Errors
/// Every value that could not be written there, so that it reads back as meant and nothing else reads otherwise.
pub fn change(source: &RuleSource, changes: &[(&Value, String)]) -> Result<RuleSource, Vec<NotPut>> {
    let mut scalars: BTreeMap<Scalar<'_>, Vec<(&Value, &str)>> = BTreeMap::new();
    for (value, to) in changes {
        let place = (Arc::clone(&value.file), value.steps.as_slice());
        scalars.entry(place).or_default().push((value, to));
    }
    let mut edited = source.clone();
    let mut wrong = Vec::new();
    for ((file, steps), changes) in scalars {
        if is_underneath(&file) {
            for (value, to) in changes {
                match words::put(&edited, value, to) {
                    Ok(with) => edited = with,
                    Err(why) => wrong.push(NotPut { place: value.name(), why }),
                }
            }
            continue;
        }
        let Some(text) = edited.text(&file).cloned() else { continue };
        match put::put(&file, &text, steps, &changes) {
            Ok(text) => edited = edited.with(&file, &text),
            Err(why) => {
                let line = changes.first().map_or(0, |(value, _)| value.line);
                wrong.push(NotPut { place: format!("{file}:{line}"), why });
            }
        }
    }
    if wrong.is_empty() { Ok(edited) } else { Err(wrong) }
}
