//! The text of a cell's paragraphs.

use quick_xml::events::{BytesStart, Event};

use super::cell::Shown;
use super::styles::Styles;
use crate::read::cell::Content;
use crate::read::lifted::{Lift, Lifts};
use crate::read::xml::{attribute, number, push_reference};

/// Gathers paragraphs; white space counts as the standard says: a run of it is one space, none at
/// the ends, so that pretty-printing changes nothing.
#[derive(Default)]
pub(super) struct Paragraphs {
    text: String,
    /// what stands above or below the line
    lifts: Lifts,
    /// where each open span puts its letters
    spans: Vec<Option<Lift>>,
    begun: bool,
    /// a space that is written only if more text follows
    pending: bool,
    at_start: bool,
    most: usize,
    keep_marks: bool,
    /// whether there was more text than is kept
    pub(super) cut: bool,
}

impl Paragraphs {
    /// Keeps no more than about `most` bytes, and the marks of footnotes if they are asked for.
    pub(super) fn new(most: usize, keep_marks: bool) -> Self {
        Self { most, keep_marks, ..Self::default() }
    }

    /// Begins a paragraph; each after the first is a new line.
    pub(super) fn begin(&mut self) {
        if self.begun {
            self.push('\n');
        }
        (self.begun, self.pending, self.at_start) = (true, false, true);
        self.spans.clear();
    }

    /// Takes in a piece inside a paragraph.
    pub(super) fn piece(&mut self, event: &Event<'_>, styles: &Styles) {
        let from = self.text.len();
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "span" => {
                let lift = attribute(tag, "style-name").and_then(|style| styles.lift(&style));
                self.spans.push(lift.unwrap_or(self.lift()));
            }
            Event::End(tag) if tag.local_name().as_ref() == "span" => drop(self.spans.pop()),
            Event::Text(text) => text.chars().for_each(|character| self.collapsing(character)),
            Event::CData(text) => text.chars().for_each(|character| self.collapsing(character)),
            Event::GeneralRef(reference) => {
                let mut resolved = String::new();
                push_reference(reference, &mut resolved);
                resolved.chars().for_each(|character| self.collapsing(character));
            }
            Event::Start(tag) => self.element(tag),
            _ => {}
        }
        if let Some(lift) = self.lift().filter(|_| !self.keep_marks) {
            // a space before a mark parts the words around it
            let spaces = self.text.get(from..).map_or(0, |piece| piece.len() - piece.trim_start().len());
            self.lifts.add(lift, from + spaces..self.text.len());
        }
    }

    fn lift(&self) -> Option<Lift> {
        self.spans.last().copied().flatten()
    }

    /// All the text, without the marks of footnotes.
    pub(super) fn into_shown(self) -> Shown {
        match self.lifts.content(&self.text) {
            Some(Content::Text(text)) => Shown { text: text.to_string(), marked: true, struck: false },
            unmarked => Shown { text: self.text, marked: false, struck: unmarked.is_some() },
        }
    }

    fn element(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "s" => {
                let count = number::<usize>(tag, "c").unwrap_or(1).min(self.most);
                self.settle();
                (0..count).for_each(|_| self.push(' '));
            }
            "tab" => {
                self.settle();
                self.push('\t');
            }
            "line-break" => {
                self.settle();
                self.push('\n');
            }
            _ => {}
        }
    }

    fn collapsing(&mut self, character: char) {
        if matches!(character, ' ' | '\t' | '\r' | '\n') {
            self.pending = !self.at_start;
        } else {
            self.settle();
            self.push(character);
        }
    }

    fn settle(&mut self) {
        if self.pending {
            self.push(' ');
        }
        (self.pending, self.at_start) = (false, false);
    }

    fn push(&mut self, character: char) {
        if self.text.len() >= self.most {
            self.cut = true;
        } else {
            self.text.push(character);
        }
    }
}
