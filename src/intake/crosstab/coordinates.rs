//! What the words over and beside a figure say of it.

use std::collections::HashMap;
use std::sync::Arc;

use super::blocks::{Block, LabelledRow};
use crate::domain::AcademicYear;
use crate::intake::area::AreaFound;
use crate::intake::columns::says_nothing;
use crate::intake::heading::{Fit, FootnoteDigits, Meaning, Named};
use crate::intake::reading::Context;
use crate::intake::words::tokens;
use crate::intake::year::{self, Stated, YearPlace};
use crate::rulebook::ids::{AreaId, GroupId, MeasureId};
use workbook::read::{Book, Sheet};

/// What is known of a figure's place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Coordinates {
    pub measure: Option<(MeasureId, GroupId)>,
    /// the words for measures of which none is of the year
    pub of_none: Option<String>,
    pub year: Option<AcademicYear>,
    pub area: Option<(AreaId, Arc<str>)>,
    pub phase: Option<Arc<str>>,
}

/// Words taken apart: what they say, and what is left of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Peeled {
    year: Option<AcademicYear>,
    area: Option<(AreaId, Arc<str>)>,
    phase: Option<Arc<str>>,
    group: Option<GroupId>,
    rest: Vec<String>,
    /// a total or average that is not used, or two things at once
    out: bool,
}

impl Peeled {
    /// Whether the words name a year.
    pub(super) fn dates(&self) -> bool {
        self.year.is_some()
    }
}

/// Finds the place of figures of one block.
pub(super) struct Placing<'a> {
    context: &'a Context<'a>,
    block: &'a Block,
    year: Option<AcademicYear>,
    area: Option<(AreaId, Arc<str>)>,
    phase: Option<Arc<str>>,
    title_measure: Option<Named>,
    /// what is to be said of how the year was taken, if figures take it
    pub(super) told: Option<(String, Option<String>)>,
    /// the year that the block's titles, its sheet or its file name, and which of them
    pub(super) stated: Option<(AcademicYear, YearPlace)>,
}

impl<'a> Placing<'a> {
    pub(super) fn new(context: &'a Context<'a>, book: &Book, sheet: &Sheet, block: &'a Block) -> Self {
        let stem = book.name.rsplit_once('.').map_or(&*book.name, |(stem, _)| stem);
        let titles = || block.titles.iter().map(String::as_str);
        let (begins, options) = (context.rulebook.year_begins, context.options);
        let stated = Stated::of(titles(), (&*sheet.name, &*book.name), begins, (options.year, options.file_years));
        let year = stated.as_ref().map(|stated| stated.mention.year).or(options.year);
        let named = stated.as_ref().map(|stated| (stated.mention.year, stated.place));
        let told = stated.and_then(|stated| stated.said(options.year));
        let texts: Vec<&str> = titles().chain([&*sheet.name, stem]).collect();
        let phases: Vec<Arc<str>> = titles().filter_map(|title| context.areas.phases.in_title(title)).collect();
        Self {
            context,
            block,
            year,
            area: default_area(context, &texts),
            phase: phases.first().filter(|first| phases.iter().all(|other| other == *first)).cloned(),
            told,
            stated: named,
            title_measure: texts.iter().find_map(|text| context.index.measure_in(text)),
        }
    }

    /// What the words over each column say.
    pub(super) fn columns(&self) -> HashMap<u32, Peeled> {
        self.block.headings.iter().map(|(column, parts)| (*column, self.peel(parts))).collect()
    }

    /// What the words beside a row say.
    pub(super) fn beside(&self, row: &LabelledRow) -> Peeled {
        self.peel(&row.labels)
    }

    /// What is known of the figure in a row and column; `None` where it is of no measure.
    pub(super) fn at(&self, beside: &Peeled, over: &Peeled) -> Option<Coordinates> {
        if beside.out || over.out {
            return None;
        }
        let one = |a: Option<AcademicYear>, b: Option<AcademicYear>| match (a, b) {
            (Some(a), Some(b)) if a != b => Err(()),
            (a, b) => Ok(a.or(b)),
        };
        let year = one(over.year, beside.year).ok()?;
        if over.area.is_some() && beside.area.is_some()
            || over.phase.is_some() && beside.phase.is_some() && over.phase != beside.phase
        {
            return None;
        }
        let (words, named) = self.measure(&beside.rest, &over.rest)?;
        let group = match (over.group.or(beside.group), named.group) {
            (Some(peeled), GroupId::ALL) => peeled,
            (Some(peeled), of_measure) if peeled != of_measure => return None,
            (_, of_measure) => of_measure,
        };
        let measure = self.context.index.in_year(named.measure, named.of_years.as_deref(), year.or(self.year));
        Some(Coordinates {
            measure: measure.map(|measure| (measure, group)),
            of_none: measure.is_none().then_some(words),
            year: year.or(self.year),
            area: over.area.clone().or_else(|| beside.area.clone()).or_else(|| self.area.clone()),
            phase: over.phase.clone().or_else(|| beside.phase.clone()).or_else(|| self.phase.clone()),
        })
    }

    /// The figure as a measure of the whole area, where the rulebook has one of just these words: the title with the
    /// words over the column (`6.6 Fixed term exclusions` and `Primary`), or the words over it with those beside it.
    pub(super) fn as_titled(
        &self,
        row: &LabelledRow,
        beside: &Peeled,
        column: u32,
        over: &Peeled,
    ) -> Option<Coordinates> {
        let (_, heading) = self.block.headings.iter().find(|(at, _)| *at == column)?;
        let heading = heading.join(" ");
        // every word that narrows the figure must be among those that the measure lists
        let beside_narrows = beside.out || beside.phase.is_some() || beside.group.is_some() || !beside.rest.is_empty();
        let titles = self.block.titles.iter().filter(|_| !beside_narrows);
        let titled = titles.map(|title| format!("{title} {heading}"));
        let label = row.labels.first().filter(|_| beside_narrows && row.labels.len() == 1);
        let labelled = label.into_iter().flat_map(|label| [format!("{heading} {label}"), format!("{label} {heading}")]);
        let alone = (!beside_narrows && over.phase.is_some()).then(|| heading.clone());
        let year = match (over.year, beside.year) {
            (Some(a), Some(b)) if a != b => return None,
            (a, b) => a.or(b).or(self.year),
        };
        let measure = titled.chain(labelled).chain(alone).find_map(|words| self.listed(&words, year))?;
        let area = over.area.clone().or_else(|| beside.area.clone()).or_else(|| self.area.clone());
        Some(Coordinates { measure: Some((measure, GroupId::ALL)), of_none: None, year, area, phase: None })
    }

    /// The measure of a year that lists just these words, a year among them left out.
    fn listed(&self, words: &str, of: Option<AcademicYear>) -> Option<MeasureId> {
        let words = year::left_out(words);
        let found = self.context.index.find(&words, &FootnoteDigits::default())?;
        match found.meanings.as_slice() {
            [Meaning::Measure(measure, GroupId::ALL)] if found.fit == Fit::AsListed => {
                self.context.index.in_year(*measure, found.of_years.as_deref(), of)
            }
            _ => None,
        }
    }

    /// The words left over that name measures, together or where the other side has none left, and what they name.
    fn measure(&self, beside: &[String], over: &[String]) -> Option<(String, Named)> {
        if beside.is_empty() && over.is_empty() {
            let named = self.title_measure.clone()?;
            let title = self.context.rulebook.measure(named.measure).map(|measure| measure.title.to_string());
            return Some((title.unwrap_or_default(), named));
        }
        let beside = beside.join(" ");
        let named = |over: &[String]| {
            let over = over.join(" ");
            [format!("{beside} {over}"), format!("{over} {beside}")].into_iter().find_map(|words| self.named(&words))
        };
        // what stands above may only name the topic: `EYFSP` over `EYFSP average points`
        let lower = |at: usize| {
            let (above, below) = over.split_at_checked(at)?;
            let (words, found) = named(below)?;
            let topic = [Meaning::Measure(found.measure, found.group)];
            says_nothing(&tokens(&above.join(" ")), &topic, self.context.rulebook).then_some((words, found))
        };
        named(over).or_else(|| (1..over.len()).find_map(lower))
    }

    /// The one measure that words name.
    fn named(&self, words: &str) -> Option<(String, Named)> {
        let found = self.context.index.find(words, &FootnoteDigits::default())?;
        match found.meanings.as_slice() {
            [Meaning::Measure(measure, group)] => {
                let named = Named { measure: *measure, group: *group, of_years: found.of_years };
                Some((words.trim().to_owned(), named))
            }
            _ => None,
        }
    }

    /// Takes apart the words of labels or headings.
    fn peel(&self, texts: &[String]) -> Peeled {
        let mut peeled = Peeled::default();
        for text in texts {
            self.peel_one(text, &mut peeled);
        }
        peeled
    }

    fn peel_one(&self, text: &str, peeled: &mut Peeled) {
        let begins = self.context.rulebook.year_begins;
        let mentions = year::mentions(text, begins);
        if let Some(mention) = year::one_year(std::iter::once(text), begins) {
            peeled.out |= peeled.year.is_some_and(|year| year != mention.year);
            peeled.year = Some(mention.year);
        } else if !mentions.is_empty() {
            peeled.out = true;
        }
        let rest = year::without(text, &mentions);
        let words = tokens(&rest);
        if words.is_empty() || is_label(&words) {
            return;
        }
        if let Some(group) = self.context.index.group_named(&rest) {
            peeled.out |= peeled.group.is_some_and(|other| other != group);
            peeled.group = Some(group);
            return;
        }
        if let Some((found, phase)) = self.context.areas.named_with_phase(&rest) {
            match found {
                // `Total average points score` is no row of totals
                AreaFound::Ignored if self.named(&rest).is_some() => return peeled.rest.push(rest),
                AreaFound::Ignored => peeled.out = true,
                AreaFound::Used(area) => peeled.area = Some((area, Arc::from(rest.trim()))),
            }
            peeled.phase = peeled.phase.take().or(phase);
            return;
        }
        let whole_phase =
            self.context.areas.phases.in_text(&rest).filter(|_| self.context.areas.phases.is_whole(&rest));
        match whole_phase {
            Some(phase) => peeled.phase = Some(phase),
            None => peeled.rest.push(rest),
        }
    }
}

/// Words over labels that say what sort of labels they are.
fn is_label(words: &[String]) -> bool {
    matches!(words, [word] if matches!(word.as_str(), "measure" | "area" | "group" | "subject" | "phase" | "year" | "indicator"))
}

/// The area that a title begins with; else the authority itself, where a title, the sheet or the file names it.
fn default_area(context: &Context<'_>, texts: &[&str]) -> Option<(AreaId, Arc<str>)> {
    let begins = texts.iter().find_map(|text| match context.areas.named(text.split([':', '–', '·', ',']).next()?) {
        Some(AreaFound::Used(area)) => Some(area),
        _ => None,
    });
    if let Some(area) = begins {
        return context.rulebook.area(area).map(|known| (area, Arc::clone(&known.title)));
    }
    let own = context.areas.own()?;
    let title = context.rulebook.area(own).map(|area| Arc::clone(&area.title))?;
    texts.iter().any(|text| context.areas.mentions_own(text)).then_some((own, title))
}
