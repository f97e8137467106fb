//! The life of plans: which decisions begin one, which end it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::desk::{Desk, all_words, maybe_words, words};
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::Code;
use crate::rulebook::model::{Plans, Targets, among};
use crate::rulebook::raw::RawTargets;
use crate::rulebook::yaml::Place;

impl Desk<'_> {
    /// The life of plans; none where no file speaks of it.
    pub(super) fn plans(&mut self, sections: &Sections<'_>, decisions: &[Arc<str>]) -> Option<Plans> {
        let Entry { raw, place } = *sections.plans.first()?;
        self.are_decisions(place.field("begun by"), &raw.begun_by, decisions);
        self.are_decisions(place.field("taken back by"), &raw.taken_back_by, decisions);
        for (number, word) in raw.taken_back_by.iter().enumerate().filter(|(_, word)| raw.begun_by.contains(word)) {
            let message = format!("`{word}` begins a plan and takes it back");
            let span = place.field("taken back by").item(number).span();
            self.error(Code::BadWord, span, message, "keep it in one of the two");
        }
        if raw.begun_by.is_empty() {
            let message = "no decision begins a plan";
            self.error(Code::BadWord, place.field("begun by").span(), message, "name one, or leave out `plans`");
        }
        for (field, words) in [("ended by", &raw.ended_by), ("progress", &raw.progress)] {
            self.are_no_decisions(place.field(field), words, decisions);
        }
        for (number, word) in raw.behind.iter().enumerate().filter(|(_, word)| !raw.progress.contains(word)) {
            let known: Vec<&str> = raw.progress.iter().map(String::as_str).collect();
            self.unknown(place.field("behind").item(number).span(), word, "word for progress", &known);
        }
        if !raw.progress.is_empty() && raw.reviewed_at.is_none() {
            let message = "progress is told nowhere";
            let help = "say at which kind of events of the cycle: `reviewed at: meeting`";
            self.error(Code::MissingField, place.field("progress").span(), message, help);
        }
        if let Some(kind) = &raw.reviewed_at {
            let kinds: BTreeSet<&str> = sections.cycle.iter().map(|entry| entry.raw.kind.as_str()).collect();
            if !kinds.contains(kind.as_str()) {
                let kinds: Vec<&str> = kinds.into_iter().collect();
                self.unknown(place.field("reviewed at").span(), kind, "kind of event in the cycle", &kinds);
            }
        }
        let targets = raw.targets.as_ref().map(|targets| self.proposed(place.field("targets"), targets));
        Some(Plans {
            begun_by: all_words(&raw.begun_by),
            taken_back_by: all_words(&raw.taken_back_by),
            progress: all_words(&raw.progress),
            behind: all_words(&raw.behind),
            ended_by: all_words(&raw.ended_by),
            reviewed_at: maybe_words(raw.reviewed_at.as_ref()),
            targets,
            source: words(&raw.source),
            note: maybe_words(raw.note.as_ref()),
            span: place.key_span(),
        })
    }

    /// Targets that are proposed for plans.
    fn proposed(&mut self, place: Place<'_>, raw: &RawTargets) -> Targets {
        if !(1..=12).contains(&raw.by_month) {
            let message = format!("there is no month {}", raw.by_month);
            self.error(Code::BadRange, place.field("by month").span(), message, "write 1 to 12");
        }
        Targets { by_month: raw.by_month, at_most: raw.at_most }
    }

    /// Words that have to be decisions of the review.
    pub(super) fn are_decisions(&mut self, place: Place<'_>, words: &[String], decisions: &[Arc<str>]) {
        for (number, word) in words.iter().enumerate().filter(|(_, word)| among(decisions, word).is_none()) {
            let known: Vec<&str> = decisions.iter().map(|word| &**word).collect();
            self.unknown(place.item(number).span(), word, "decision", &known);
        }
    }

    /// What ends a plan, is told of its progress or refuses a partner cannot be a decision on other things as well.
    pub(super) fn are_no_decisions(&mut self, place: Place<'_>, words: &[String], decisions: &[Arc<str>]) {
        for (number, word) in words.iter().enumerate().filter(|(_, word)| among(decisions, word).is_some()) {
            let message = format!("`{word}` is a decision on everything, and no word for this alone");
            let help = "choose a word that is not under `report: decisions:`";
            self.error(Code::BadWord, place.item(number).span(), message, help);
        }
    }
}
