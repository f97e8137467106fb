//! Tables of predictions and targets: by the words of their titles, their sheet or their file they are no results.

use std::sync::Arc;

use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::words::tokens;
use workbook::read::{Book, Sheet};

/// What is to be said of a table whose texts say that its figures are no results; `None` where they do not.
pub(super) fn doubt(book: &Book, sheet: &Sheet, row: u32, texts: &[String], said_by: &[Arc<str>]) -> Option<Doubt> {
    let (text, word) = texts.iter().find_map(|text| {
        let words = tokens(text);
        let says = |word: &&Arc<str>| {
            let word = tokens(word);
            !word.is_empty() && words.windows(word.len()).any(|window| window == word)
        };
        Some((text, said_by.iter().find(says)?))
    })?;
    Some(Doubt {
        kind: DoubtKind::NotRead,
        what: format!("the table was not read: “{word}” in “{text}” says that its figures are no results"),
        advice: Some("if they are results, take the word out of the title, the sheet's name or the file's".into()),
        workbook: Some(Arc::clone(&book.name)),
        places: vec![book.place(sheet, row, 0)],
        proposal: None,
    })
}
