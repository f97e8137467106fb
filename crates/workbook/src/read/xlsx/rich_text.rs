//! The text of a cell in its runs: pronunciation guides left out, the marks of footnotes, and what is crossed out.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::read::cell::Content;
use crate::read::lifted::{Lift, Lifts};
use crate::read::limits::Limits;
use crate::read::xml::{attribute, push_reference};

/// What an element of a run's properties makes of the run's letters, if they are not as the others.
pub(super) fn lift_of(tag: &BytesStart<'_>) -> Option<Lift> {
    if tag.local_name().as_ref() == "strike" {
        return is_struck(tag).then_some(Lift::Struck);
    }
    match attribute(tag, "val")?.as_ref() {
        "superscript" => Some(Lift::Raised),
        "subscript" => Some(Lift::Lowered),
        _ => None,
    }
}

/// Whether the `strike` of a font crosses its letters out.
pub(super) fn is_struck(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_none_or(|val| !matches!(val.trim(), "0" | "false" | "off"))
}

/// Text gathered from a rich or plain text element, leaving out pronunciation guides.
#[derive(Default)]
pub(super) struct RichText {
    text: String,
    lifts: Lifts,
    /// where the run being read puts its letters
    lift: Option<Lift>,
    in_text: bool,
    in_guide: bool,
    keep_marks: bool,
}

impl RichText {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { keep_marks: limits.keep_marks, ..Self::default() }
    }

    /// Takes in one piece of XML inside the element.
    pub(super) fn piece(&mut self, event: &Event<'_>) {
        let from = self.text.len();
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => self.in_text = true,
                "rPh" => self.in_guide = true,
                // a raised letter that is crossed out is that first of all
                "vertAlign" | "strike" if self.lift != Some(Lift::Struck) => self.lift = lift_of(tag).or(self.lift),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => self.in_text = false,
                "rPh" => self.in_guide = false,
                "r" => self.lift = None,
                _ => {}
            },
            Event::Text(text) if self.in_text && !self.in_guide => self.text.push_str(&text.xml10_content()),
            Event::CData(text) if self.in_text && !self.in_guide => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.in_text && !self.in_guide => push_reference(reference, &mut self.text),
            _ => {}
        }
        if let Some(lift) = self.lift.filter(|_| !self.keep_marks) {
            self.lifts.add(lift, from..self.text.len());
        }
    }

    /// The text without the marks of footnotes, where it has some.
    pub(super) fn unmarked(&self) -> Option<Content> {
        self.lifts.content(&self.text)
    }

    /// The text, without the marks of footnotes.
    pub(super) fn plain(&self) -> Content {
        self.unmarked().unwrap_or_else(|| Content::Text(Arc::from(&*self.text)))
    }
}
