//! The rulebook's words as far as they help to find one's way in a review.

use std::collections::BTreeSet;

use crate::review::book::keys;
use crate::rulebook::Rulebook;
use workbook::write::tab_name;

/// Headings of the columns in which something is written, and other words of ours.
pub(super) struct KnownWords {
    headings: Vec<(&'static str, String)>,
    all: BTreeSet<String>,
    tabs: BTreeSet<String>,
    no: String,
}

/// The words over each column that may have to be found by its heading.
const HEADINGS: [(&str, &str); 10] = [
    (keys::DECISION, "column.decision"),
    (keys::DECISION, "column.right"),
    (keys::AGREED, "grade.agreed"),
    (keys::OWNER, "column.owner"),
    (keys::DUE, "column.due"),
    (keys::NOTE, "column.note"),
    (keys::CONFIRM, "column.confirm"),
    (keys::SCHOOL, "column.school"),
    (keys::SINCE, "column.since"),
    (keys::TITLE, "column.about"),
];

impl KnownWords {
    pub fn of(rulebook: &Rulebook) -> Self {
        let words = &rulebook.report.words;
        let tabs = words.iter().filter(|(name, _)| name.starts_with("tab.")).map(|(_, tab)| form(&tab_name(tab)));
        Self {
            headings: HEADINGS.into_iter().map(|(id, name)| (id, form(rulebook.words(name)))).collect(),
            all: words.values().map(|text| form(text)).collect(),
            tabs: tabs.collect(),
            no: form(rulebook.words("no")),
        }
    }

    /// The columns whose heading may be this text.
    pub fn columns_headed<'w>(&'w self, text: &str) -> impl Iterator<Item = &'static str> + 'w {
        let text = form(text);
        self.headings.iter().filter(move |(_, heading)| *heading == text).map(|(id, _)| *id)
    }

    /// Whether a text is one of ours.
    pub fn is_ours(&self, text: &str) -> bool {
        self.all.contains(&form(text))
    }

    /// Whether one of our sheets has this name.
    pub fn is_tab(&self, name: &str) -> bool {
        self.tabs.contains(&form(name))
    }

    /// Whether a text says no.
    pub fn is_no(&self, text: &str) -> bool {
        form(text) == self.no
    }
}

/// A text as it is compared: small letters, single blanks.
fn form(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
