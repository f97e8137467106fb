//! The part of shared texts: counted and bounded before it is read, and a few of them fetched for
//! cells that point to their text in a way calamine would misread.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

use super::rich_text::{RichText, lift_of};
use super::scan::{Odd, SheetFacts};
use crate::read::cell::{Content, is_blank};
use crate::read::error::Refusal;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::sheet::Remark;
use crate::read::xml::number;

/// What the part of shared texts really holds.
#[derive(Default)]
pub(super) struct Survey {
    /// texts in it
    pub(super) count: u64,
    /// texts it says it holds
    declared: Option<u64>,
    /// texts that are not to be read as they stand: with letters above or below their line, which may be the marks of
    /// footnotes, or crossed out
    pub(super) raised: BTreeSet<u64>,
}

impl Survey {
    /// Reads the part to its end.
    pub(super) fn read(package: &mut Package<'_>, part: Option<usize>, limits: &Limits) -> Result<Self, Refusal> {
        let mut survey = Self::default();
        let Some(part) = part else { return Ok(survey) };
        let mut bytes: u64 = 0;
        let mut xml = package.xml(part, limits)?;
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "sst" => survey.declared = number(&tag, "uniqueCount"),
                    "si" => survey.count += 1,
                    "vertAlign" | "strike" if !limits.keep_marks && lift_of(&tag).is_some() => {
                        survey.raised.insert(survey.count.saturating_sub(1));
                    }
                    _ => {}
                },
                Event::Text(text) => bytes += text.len() as u64,
                Event::CData(text) => bytes += text.len() as u64,
                // calamine reads a text only up to what parts it
                Event::Comment(_) | Event::PI(_) if survey.count > 0 => {
                    survey.raised.insert(survey.count - 1);
                }
                Event::Eof => break,
                _ => {}
            }
            if survey.count > limits.shared_strings {
                return Err(Refusal::TooBig(format!("it holds over {} different texts", limits.shared_strings)));
            }
            if bytes > limits.text_bytes {
                return Err(Refusal::TooBig(
                    "its texts alone are far more than a workbook of people's tables holds".into(),
                ));
            }
        }
        Ok(survey)
    }

    /// Whether calamine would set memory aside for texts that are not there.
    pub(super) fn overstated(&self) -> bool {
        self.declared.is_some_and(|declared| declared > self.count.saturating_add(1024))
    }

    /// What to tell of texts that are missing.
    pub(super) fn remark(&self) -> Option<Remark> {
        let declared = self.declared.filter(|_| self.overstated())?;
        let text =
            format!("says it holds {declared} different texts but holds {}; compare it with the original", self.count);
        Some(Remark::book(text))
    }
}

/// Gives the cells whose text our own pass must look up their text.
pub(super) fn resolve<'f>(
    package: &mut Package<'_>,
    part: Option<usize>,
    limits: &Limits,
    facts: impl Iterator<Item = &'f mut SheetFacts>,
) -> Result<(), Refusal> {
    let mut waiting: Vec<&mut Odd> = facts.flat_map(|facts| facts.odd.iter_mut()).collect();
    waiting.retain(|odd| odd.shared.is_some());
    let wanted: BTreeSet<u64> = waiting.iter().filter_map(|odd| odd.shared).collect();
    let Some(part) = part.filter(|_| !wanted.is_empty()) else { return Ok(()) };
    let texts = fetch(package, part, &wanted, limits)?;
    for odd in waiting {
        if let Some(content) = odd.shared.take().and_then(|index| texts.get(&index)) {
            odd.content = Some(content.clone()).filter(|content| !is_blank(content));
        }
    }
    Ok(())
}

fn fetch(
    package: &mut Package<'_>,
    part: usize,
    wanted: &BTreeSet<u64>,
    limits: &Limits,
) -> Result<BTreeMap<u64, Content>, Refusal> {
    let mut found = BTreeMap::new();
    let mut at: u64 = 0;
    let mut text = RichText::new(limits);
    let mut xml = package.xml(part, limits)?;
    loop {
        match xml.next()? {
            Event::Eof => return Ok(found),
            Event::Start(tag) if tag.local_name().as_ref() == "si" => text = RichText::new(limits),
            Event::End(tag) if tag.local_name().as_ref() == "si" => {
                if wanted.contains(&at) {
                    found.insert(at, text.plain());
                }
                at += 1;
            }
            event if wanted.contains(&at) => text.piece(&event),
            _ => {}
        }
    }
}
