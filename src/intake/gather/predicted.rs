//! Tables of predictions and targets: by the words of their titles, their sheet or their file they are no results. One that
//! is called by both, as *Results against targets*, is read, and asked about.

use std::sync::Arc;

use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::words::{names, tokens};
use workbook::read::{Book, Sheet};

/// Words between the two things that a table is called by.
const BESIDE: [&str; 9] = ["and", "against", "v", "vs", "versus", "with", "compared", "towards", "beside"];
/// Words for what was reached.
const REACHED: [&str; 9] =
    ["results", "result", "actual", "actuals", "outcomes", "outcome", "attainment", "performance", "progress"];

/// What is to be said of a table that is called by predictions or targets.
pub(super) struct Said {
    pub doubt: Doubt,
    /// whether it is not read
    pub refused: bool,
}

/// What its texts say of a table; `None` where nothing in them speaks of predictions or targets.
pub(super) fn said(book: &Book, sheet: &Sheet, row: u32, texts: &[String], said_by: &[Arc<str>]) -> Option<Said> {
    let of_both = |text: &str| is_beside_results(&tokens(text), said_by);
    let mut found: Vec<(&String, &Arc<str>)> = Vec::new();
    for text in texts {
        let words = tokens(text);
        found.extend(said_by.iter().find(|word| names(&words, word)).map(|word| (text, word)));
    }
    let (text, word) = *found.iter().find(|(text, _)| !of_both(text)).or_else(|| found.first())?;
    let refused = !of_both(text);
    let (kind, what, advice) = if refused {
        let what = format!("the table was not read: “{word}” in “{text}” says that its figures are no results");
        (
            DoubtKind::NotRead,
            what,
            "if they are results, take the word out of the title, the sheet's name or the file's",
        )
    } else {
        let what = format!("“{text}” names results and “{word}”: what is read was taken for results");
        (DoubtKind::Heading, what, "look whether a column read holds no results, and say so in its heading")
    };
    let doubt = Doubt {
        kind,
        what,
        advice: Some(advice.into()),
        workbook: Some(Arc::clone(&book.name)),
        places: vec![book.place(sheet, row, 0)],
        proposal: None,
    };
    Some(Said { doubt, refused })
}

/// Whether results are named beside them: *Results and targets*, but not *Predicted results*.
fn is_beside_results(words: &[String], said_by: &[Arc<str>]) -> bool {
    let mut parts = words.split(|word| BESIDE.contains(&word.as_str()));
    parts.any(|part| {
        part.iter().any(|word| REACHED.contains(&word.as_str())) && !said_by.iter().any(|word| names(part, word))
    })
}
