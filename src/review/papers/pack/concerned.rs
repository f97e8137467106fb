//! The schools that a section of a pack is about.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Maker;
use crate::domain::Truth;
use crate::review::context::SchoolRow;
use crate::rulebook::model::PaperSection;

/// Schools that stand in a section, those that need us first, and those of which it cannot be said whether they do.
pub(super) struct Concerned<'a> {
    /// those that do
    pub rows: Vec<SchoolRow<'a>>,
    /// names of those of which it cannot be said
    pub unsure: Vec<String>,
}

impl<'a> Concerned<'a> {
    /// The schools that the meeting is for, of which paper and section say so too.
    pub fn of(maker: &Maker<'a>, part: &PaperSection) -> Self {
        let mut here = Self { rows: Vec::new(), unsure: Vec::new() };
        let Some((step, _)) = maker.event() else { return here };
        let (sure, unsure): (BTreeSet<_>, BTreeSet<_>) = (step.schools.iter().collect(), step.unsure.iter().collect());
        for row in maker.context.schools.iter().copied() {
            let of_event = match (sure.contains(&row.at), unsure.contains(&row.at)) {
                (true, _) => Truth::Holds,
                (_, true) => Truth::CannotSay,
                _ => continue,
            };
            let asked = [&maker.paper.for_schools, &part.for_schools].into_iter().flatten();
            let said = asked.map(|condition| maker.inputs.views.school(row.at, condition));
            match said.fold(of_event, Truth::and) {
                Truth::Holds => here.rows.push(row),
                Truth::CannotSay => here.unsure.push(row.name().into_owned()),
                Truth::DoesNotHold => {}
            }
        }
        here
    }

    /// Of which schools it cannot be said whether they belong here, in a sentence; none where there are none.
    pub fn unsure(&self, maker: &Maker<'_>) -> Option<String> {
        const NAMED: usize = 6;
        let words = maker.context.words;
        let mut names: Vec<String> = self.unsure.iter().take(NAMED).cloned().collect();
        if self.unsure.len() > NAMED {
            names.push(words.fill("and-more", &[("n", (self.unsure.len() - NAMED).to_string())]));
        }
        let with = [("n", self.unsure.len().to_string()), ("names", names.join(", "))];
        (!names.is_empty()).then(|| words.fill("paper.pack-unsure", &with))
    }
}

/// What changed for each school since the last run, by its key: what, and why.
pub(super) fn changed<'a>(maker: &Maker<'a>) -> BTreeMap<&'a str, (Vec<&'a str>, BTreeSet<&'a str>)> {
    let mut all: BTreeMap<&str, (Vec<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for change in maker.inputs.report.changes.unwrap_or_default() {
        if let Some(school) = &change.school {
            let of_school = all.entry(&*school.0).or_default();
            of_school.0.push(&change.what);
            of_school.1.insert(&change.why);
        }
    }
    all
}
