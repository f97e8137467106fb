//! What rules say, their titles, and what has to be done.

use super::gather::{About, Shelf};
use super::leaf::Here;
use super::value::{Sheet, Sort};
use crate::rulebook::rows::of_all_rows;

/// Sections whose entries are shown to officers by title and sentence.
const SECTIONS: [&str; 10] = [
    "floors",
    "aims",
    "indications",
    "risks",
    "watchpoints",
    "statuses",
    "support when",
    "structure",
    "partners",
    "triggers",
];

pub(super) fn take(shelf: &mut Shelf<'_>, top: &Here<'_>) {
    for (section, here) in top.fields() {
        if SECTIONS.contains(&section) {
            here.items().iter().for_each(|one| entry(shelf, one));
        }
        // sentences of sections that are there once
        if matches!(section, "small numbers" | "judgements") {
            says(shelf, &here, section, "");
        }
    }
}

fn entry(shelf: &mut Shelf<'_>, one: &Here<'_>) {
    let title = of_all_rows(one.say("title"));
    says(shelf, one, &title, one.say("source"));
}

fn says(shelf: &mut Shelf<'_>, one: &Here<'_>, of: &str, source: &str) {
    for (name, leaf) in one.fields() {
        if name == "title" || name == "requires" || name.starts_with("say") {
            let words = vec![of.to_owned(), name.to_owned()];
            shelf.take(Sheet::Sentences, &leaf, Sort::Words, About { words, source, ..About::default() });
        }
    }
}
