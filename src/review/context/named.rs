//! What strands, plans and options of a school are called, the same in the review, on the card and in papers.

use super::{Context, SchoolRow};
use crate::judge::advise::{StructuralOption, TriggerAdvice};
use crate::judge::evaluate::StrandGrades;
use crate::rulebook::ids::StrandId;
use workbook::write::Cell;

impl<'a> SchoolRow<'a> {
    /// Its grades in a strand.
    pub fn grades(self, strand: StrandId) -> Option<&'a StrandGrades> {
        self.findings.grades.iter().find(|grades| grades.strand == strand)
    }

    /// Its unique reference number; blank where it has none.
    pub fn urn(self) -> Cell<'a> {
        let Some(urn) = self.school.identity.urn.map(|urn| urn.to_string()) else { return Cell::BLANK };
        // one of letters, or with noughts before it, is no number
        match urn.parse::<f64>() {
            Ok(number) if number.to_string() == urn => Cell::number(number),
            _ => Cell::text(urn),
        }
    }
}

impl<'a> Context<'a> {
    /// A strand in short.
    pub fn strand_short(&self, strand: StrandId) -> &'a str {
        self.rulebook().strand(strand).map_or("", |strand| &*strand.short)
    }

    /// A plan with the strand that it is for, if it is for one.
    pub fn plan_title(&self, plan: &TriggerAdvice) -> String {
        self.words.plan(plan)
    }

    /// A plan with the strands that it is for.
    pub fn plan_for(&self, plan: &TriggerAdvice, strands: &[String]) -> String {
        self.words.plan_for(plan, strands)
    }

    /// An option, with a word where it cannot be said whether it may apply.
    pub fn option_title(&self, option: &StructuralOption) -> String {
        match option.unsure {
            Some(_) => self.words.fill("option.unsure", &[("option", option.title.to_string())]),
            None => option.title.to_string(),
        }
    }
}

/// A text of at most so many letters, cut at a space.
pub(crate) fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest).collect();
    let whole = kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words);
    format!("{} …", whole.trim_end_matches([',', ';', ':']))
}
