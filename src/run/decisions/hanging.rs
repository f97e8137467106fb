//! Which decisions of a review, a record or a folder of them hang on names that a rulebook does not have.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::record::lines_of;
use super::{RECORD, decisions_in, spoilt};
use crate::judge::decided::DecisionKey;
use crate::review::decisions::{Entry, Gone, filled_in, gone, properties, read_back};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::{Rulebook, Span};
use crate::run::plain;
use workbook::read::{Limits, read_bytes};

/// What decisions hang on that the rulebook has no name for, and what could not be read of them, a warning each. `path` is
/// a review, a record of decisions, or the folder of both.
///
/// # Errors
/// When it cannot be read: why.
pub fn hanging(path: &Path, rulebook: &Rulebook, today: NaiveDate) -> Result<Vec<Diagnostic>, String> {
    let Decided { decided, unread } = decided(path, rulebook, today)?;
    // what is closed already is closed by no change to come
    let open = decided.iter().filter(|(_, entry)| entry.closed.is_none());
    let gone = gone(open.map(|(key, entry)| (key, entry)), rulebook);
    let file: Arc<str> = path.to_string_lossy().into();
    let place = || Span { file: Arc::clone(&file), ..Span::default() };
    let unread = unread.into_iter().map(|what| Diagnostic::warning(Code::File, place(), what));
    Ok(unread.chain(gone.iter().map(|gone| said(gone, place()))).collect())
}

/// Decisions as they stand, and what officers have to know of those that could not be read.
#[derive(Default)]
struct Decided {
    decided: Vec<(DecisionKey, Entry)>,
    unread: Vec<String>,
}

fn decided(path: &Path, rulebook: &Rulebook, today: NaiveDate) -> Result<Decided, String> {
    let refused = |why: String| format!("{} could not be read: {why}", path.display());
    let kind = fs::metadata(path).map_err(|error| refused(plain(&error)))?;
    if kind.is_dir() {
        let earlier = decisions_in(path, rulebook, today);
        let decided = earlier.years.into_values().flat_map(|year| year.entries).collect();
        return Ok(Decided { decided, unread: earlier.attention });
    }
    let bytes = fs::read(path).map_err(|error| refused(plain(&error)))?;
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl")) {
        let record = lines_of(&bytes).renamed(&rulebook.renamed);
        let years = record.years().into_iter().map(Some).chain([None]);
        let decided = years.flat_map(|year| record.of_year(year).entries()).collect();
        let spoilt = spoilt(&record).map(|spoilt| format!("{spoilt}: lay a copy of the record back if there is one"));
        return Ok(Decided { decided, unread: spoilt.into_iter().collect() });
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let book = read_bytes(&name, &bytes, &Limits::as_written()).map_err(|error| refused(error.refusal.to_string()))?;
    let review = read_back(&book, &properties(&bytes), rulebook);
    if review.sheets.is_empty() {
        return Err(refused(format!("it is neither a review nor {RECORD}")));
    }
    let mut decided = filled_in(&review);
    for row in review.rows {
        let entry = decided.entry(row.key.clone()).or_default();
        entry.fields = row.fields();
    }
    Ok(Decided { decided: decided.into_iter().collect(), unread: Vec::new() })
}

fn said(gone: &Gone, place: Span) -> Diagnostic {
    let (message, help) = in_words(gone);
    Diagnostic::warning(Code::UnknownName, place, message).help(help)
}

/// What hangs on a name that is gone, and the line that mends it.
pub(in crate::run) fn in_words(gone: &Gone) -> (String, String) {
    const NAMED: usize = 5;
    let Gone { sort, name, decisions, schools, perhaps } = gone;
    let hang = if *decisions == 1 { "1 decision hangs".to_owned() } else { format!("{decisions} decisions hang") };
    let mut names: Vec<String> = schools.iter().take(NAMED).cloned().collect();
    let more = schools.len().saturating_sub(NAMED);
    names.extend((more > 0).then(|| format!("{more} more")));
    let message = format!("{hang} on the {sort} `{name}`, which is gone ({})", names.join(", "));
    let to = match perhaps.as_slice() {
        [only] => format!("the {sort} `{only}`, if that is what it is called now"),
        _ => format!("the {sort} that it is now"),
    };
    (message, format!("add `formerly: {name}` to {to}"))
}
