//! Sheets that explain markers and headings and hold no results: the lists of abbreviations that come with downloads.

use crate::intake::book::{Book, Content, Row, Sheet};
use crate::intake::heading::FootnoteDigits;
use crate::intake::reading::Context;
use crate::intake::words::{list, tidy};
use crate::record::{Doubt, DoubtKind};

/// So many known words with words beside them make a list of explanations.
const ENOUGH: usize = 3;

/// What is to be said of a sheet that only explains.
pub(super) fn remark(context: &Context<'_>, book: &Book, sheet: &Sheet) -> Option<Doubt> {
    let known: Vec<String> = sheet.rows.iter().filter_map(|row| explained(context, row)).collect();
    let pairs = sheet.rows.iter().filter(|row| row.cells.len() > 1).count();
    // a few markers among much else are a table that was not understood
    if known.len() < ENOUGH || known.len() * 20 < pairs {
        return None;
    }
    let name = if sheet.name.is_empty() { "the file".to_owned() } else { format!("the sheet {}", sheet.name) };
    Some(Doubt {
        kind: DoubtKind::Remark,
        what: format!("{name} explains abbreviations and headings ({}) and holds no results", list(&known, 6)),
        advice: None,
        workbook: Some(book.name.clone()),
        places: Vec::new(),
        proposal: None,
    })
}

/// The marker or heading of the rulebook that a row explains: one word of it, and more words beside.
fn explained(context: &Context<'_>, row: &Row) -> Option<String> {
    let texts: Vec<String> = row
        .cells
        .iter()
        .filter_map(|cell| match &cell.content {
            Content::Text(text) => Some(tidy(text)),
            _ => None,
        })
        .collect();
    let [word, meaning] = texts.windows(2).map(|pair| [pair.first(), pair.last()]).find_map(|pair| match pair {
        [Some(word), Some(meaning)] if known(context, word) => Some([word, meaning]),
        _ => None,
    })?;
    (row.cells.len() <= 4 && meaning.chars().any(char::is_alphabetic)).then(|| word.clone())
}

fn known(context: &Context<'_>, word: &str) -> bool {
    let one_word = !word.is_empty() && !word.contains(' ');
    one_word
        && (context.markers.knows(word)
            || context.index.find(word, &FootnoteDigits::default()).is_some_and(|found| !found.meanings.is_empty()))
}
