//! A rulebook brought up to a later default: three states of it made one.
//!
//! What the officers changed stays theirs to the byte, what they left alone becomes the later default's, and what both
//! changed is a question. Everything is told apart by its name, so that moved files, moved entries and new names do not
//! matter. Nothing here reads or writes files.

mod arrange;
mod comments;
mod merge;
mod order;
mod rows;
mod shelf;
mod teams;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::case_table::is_table;
use super::knot::{Knot, cut, headings_once};
use super::naming;
use super::source::{RuleSource, is_sheet, kept};
use super::yaml::{self, FileText};
use arrange::Three;
use merge::Merging;
use shelf::{Address, Shelf};

/// Whose text is taken where both changed the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// what the folder says
    Ours,
    /// what the default says now
    Default,
}

/// Answers to what both changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// for every entry that has no answer of its own
    pub all: Option<Keep>,
    /// by an entry's name
    pub of: BTreeMap<String, Keep>,
}

impl Answers {
    fn of(&self, id: &str) -> Option<Keep> {
        self.of.get(id).copied().or(self.all)
    }
}

/// What both changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// the entry's name: `primary-2011-12`, `report.words.tab.schools`
    pub id: String,
    /// what in it; empty where it is all of it
    pub field: String,
    /// the file
    pub file: String,
    /// what the officers changed, in words
    pub theirs: Vec<String>,
    /// what the default changed, in words
    pub default: Vec<String>,
}

/// Why something stays, or stays out, although the default says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// the default does not have it any more, and the officers changed it
    GoneFromDefault,
    /// the default does not have it any more, and something of theirs reads it
    Used,
    /// the officers took it out, and the default has changed it since
    TakenOut,
    /// the default says it as a row of a rule now; the officers' stands by itself
    InRows,
}

/// Something that stays, or stays out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// the entry's name
    pub id: String,
    /// as shown, where it has a title
    pub title: Option<String>,
    /// what in it; empty where it is all of it
    pub field: String,
    /// the file
    pub file: String,
    /// why
    pub why: Why,
}

/// A rulebook made of three.
#[derive(Clone, Debug)]
pub struct Upgraded {
    /// its files
    pub source: RuleSource,
    /// what both changed and no answer was given for; there theirs stands
    pub questions: Vec<Question>,
    /// what stays although the default says otherwise
    pub kept: Vec<Kept>,
    /// answers that nothing asked for
    pub unasked: Vec<String>,
}

/// Brings a rulebook from the default it was made from to a later one. Cases in a workbook stay as they are.
///
/// # Errors
/// The name of a file that cannot be read as YAML.
pub fn upgrade(theirs: &RuleSource, old: &RuleSource, new: &RuleSource, answers: &Answers) -> Result<Upgraded, String> {
    if !theirs.files().any(|(name, _)| is_sheet(name)) {
        return upgraded(theirs, old, new, answers);
    }
    let texts = |source: &RuleSource, of_workbooks: bool| -> Vec<(Arc<str>, Arc<str>)> {
        let files = source.files().filter(|(name, _)| is_sheet(name) == of_workbooks);
        files.map(|(name, text)| (Arc::clone(name), Arc::clone(text))).collect()
    };
    let of =
        |texts: &[(Arc<str>, Arc<str>)]| RuleSource::from_texts(texts.iter().map(|(name, text)| (&**name, &**text)));
    let done = upgraded(&of(&texts(theirs, false)), old, new, answers)?;
    let all = [texts(&done.source, false), texts(theirs, true)].concat();
    Ok(Upgraded { source: of(&all), ..done })
}

fn upgraded(theirs: &RuleSource, old: &RuleSource, new: &RuleSource, answers: &Answers) -> Result<Upgraded, String> {
    let shelf = |source: &RuleSource| cut(source).map(|files| Shelf { files });
    let (old, mut new) = (shelf(old)?, shelf(new)?);
    let settled = teams::settle(theirs, &shelf(theirs)?, &old, &mut new);
    let mut three = Three { theirs: shelf(&settled)?, old, new };
    three.arrange();
    let apart = rows::settle(&three.theirs, &three.old, &mut three.new);
    let used = used(&three);
    let mut merging = Merging::new(answers, &used);
    let mut texts = BTreeMap::new();
    let names: BTreeSet<&String> = [&three.theirs, &three.old, &three.new]
        .into_iter()
        .flat_map(|shelf| &shelf.files)
        .map(|file| &file.key)
        .collect();
    for name in names {
        let (mine, was, is) = (three.theirs.file(name), three.old.file(name), three.new.file(name));
        if let Some(made) = merging.file(mine, was, is) {
            let text = format!("{}{}", made.lead, made.text);
            let text = if is_table(name) { headings_once(&text) } else { text };
            if !text.trim().is_empty() {
                texts.insert(made.name, text);
            }
        }
    }
    let unasked = answers.of.keys().filter(|id| !merging.asked.contains(*id)).cloned().collect();
    let Merging { questions, mut kept, .. } = merging;
    kept.retain(|one| apart.iter().all(|apart| apart.id != one.id));
    kept.extend(apart);
    Ok(Upgraded { source: as_they_write(theirs, &texts), questions, kept, unasked })
}

/// What a rulebook says it was made from.
#[must_use]
pub fn made_from(source: &RuleSource) -> Option<String> {
    let said = |name: &Arc<str>, text: &Arc<str>| {
        let root = yaml::read(&FileText::new(Arc::clone(name), Arc::clone(text))).root;
        root.entry("made from").and_then(|entry| entry.value.text()).map(|text| text.trim().to_owned())
    };
    source
        .files()
        .filter(|(name, _)| name.ends_with(".yaml") || name.ends_with(".yml"))
        .find_map(|(name, text)| said(name, text))
}

/// The files, with the ends of lines that theirs have; one that says what theirs said is theirs to the byte.
fn as_they_write(theirs: &RuleSource, texts: &BTreeMap<String, String>) -> RuleSource {
    let written =
        texts.iter().map(|(name, text)| (name.as_str(), kept(theirs.text(name).map_or("", |mine| mine), text)));
    let written: Vec<(&str, String)> = written.collect();
    RuleSource::from_texts(written.iter().map(|(name, text)| (*name, text.as_str())))
}

/// The entries that the default does not have any more and that something of the officers' own says the name of.
fn used(three: &Three) -> BTreeSet<Address> {
    let (old, new) = (three.old.by_address(), three.new.by_address());
    let entries = three.theirs.entries();
    let changed = |address: &Address, knot: &Knot| old.get(address).is_none_or(|old| old.value != knot.value);
    let own: Vec<_> = entries.iter().filter(|(address, _, knot)| changed(address, knot)).collect();
    let gone = old.keys().filter(|address| !new.contains_key(*address) && address.part.is_none());
    // what the default says as a row now is there still
    let there = rows::ids(&three.new);
    let gone = gone.filter(|address| naming::of(&address.section).is_some() && !there.contains(&address.key));
    let read = |gone: &&Address| own.iter().any(|(own, _, knot)| own != *gone && says(&knot.text, &gone.key));
    gone.filter(read).cloned().collect()
}

/// Whether a text has a name in it, and not only as a part of a longer one.
fn says(text: &str, name: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(|c| inside(c) || c == '.') && !after.is_some_and(inside)
    })
}
