//! Whose page it is: by the school's number, else by its name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::BookPage;
use super::page::{shown, text_of};
use crate::domain::{Laestab, Urn, UrnPattern};
use crate::intake::identity::Joined;
use crate::intake::reading::Context;
use crate::intake::record::{Doubt, DoubtKind, SchoolKey};
use crate::intake::words::{NameForm, tidy};
use workbook::read::{Cell, Content};

/// The schools of a run, by all that they are known by.
pub(super) struct Schools<'a> {
    names: &'a NameForm,
    numbers: &'a UrnPattern,
    by_urn: BTreeMap<Urn, SchoolKey>,
    by_laestab: BTreeMap<Laestab, SchoolKey>,
    by_name: BTreeMap<String, BTreeSet<SchoolKey>>,
}

impl<'a> Schools<'a> {
    pub(super) fn new(context: &'a Context<'_>, joined: &Joined) -> Self {
        let mut schools = Self {
            names: &context.names,
            numbers: &context.rulebook.identity.urn_pattern,
            by_urn: BTreeMap::new(),
            by_laestab: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for school in &joined.schools {
            for urn in school.urn.iter().chain(&school.predecessors) {
                schools.by_urn.insert(*urn, school.key.clone());
            }
            if let Some(laestab) = school.laestab {
                schools.by_laestab.insert(laestab, school.key.clone());
            }
            schools.by_name.entry(context.names.form(&school.name)).or_default().insert(school.key.clone());
        }
        schools
    }

    /// The school of a page; a doubt where it cannot be told.
    pub(super) fn of(&self, page: &BookPage<'_>, doubts: &mut Vec<Doubt>) -> Option<SchoolKey> {
        let read = &page.read;
        let named = read.name.as_ref().and_then(|(.., name)| self.by_name.get(&self.names.form(name)));
        let alone = named.filter(|schools| schools.len() == 1).and_then(BTreeSet::first);
        let (number, cell) = match (read.urn, read.laestab) {
            (Some((row, cell)), _) => (self.urn(cell), Some((row, cell))),
            (None, Some((row, cell))) => (self.laestab(cell), Some((row, cell))),
            (None, None) => (None, None),
        };
        let problem = match (number, cell) {
            (Some(school), _) if named.is_none_or(|named| named.contains(school)) => return Some(school.clone()),
            (None, None) if alone.is_some() => return alone.cloned(),
            (Some(_), Some((_, cell))) => {
                format!("{} is the number of another school than the page names", shown(cell))
            }
            (_, Some((_, cell))) => format!("{} is the number of no school here", shown(cell)),
            (_, None) => "no number and no name on the page tells whose it is".to_owned(),
        };
        let (row, column) = cell
            .map(|(row, cell)| (row, cell.column))
            .or(read.name.as_ref().map(|(row, column, _)| (*row, *column)))
            .unwrap_or_default();
        doubts.push(Doubt {
            kind: DoubtKind::Identity,
            what: format!("{problem}, so its filled visit template was not read"),
            advice: Some("correct the school's number on the page".to_owned()),
            workbook: Some(Arc::clone(&page.book.name)),
            places: vec![page.book.place(page.sheet, row, column)],
            proposal: None,
        });
        None
    }

    fn urn(&self, cell: &Cell) -> Option<&SchoolKey> {
        let urn = match &cell.content {
            Content::Number(number) => self.numbers.of_number(*number),
            _ => self.numbers.read(&tidy(&text_of(cell)?)),
        };
        self.by_urn.get(&urn?)
    }

    fn laestab(&self, cell: &Cell) -> Option<&SchoolKey> {
        let laestab = match &cell.content {
            Content::Number(number) => Laestab::from_number(*number),
            _ => Laestab::parse(&tidy(&text_of(cell)?)),
        };
        self.by_laestab.get(&laestab?)
    }
}
