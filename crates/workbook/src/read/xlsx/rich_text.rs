//! The text of a cell in its runs: pronunciation guides left out, and the raised marks of footnotes.

use quick_xml::events::{BytesStart, Event};

use crate::read::xml::{attribute, push_reference};

/// Whether an element of a run's properties raises the run's letters.
pub(super) fn is_raised(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_some_and(|to| to == "superscript")
}

/// Text gathered from a rich or plain text element, leaving out pronunciation guides.
///
/// A raised `1` behind a name or a number is the mark of a footnote, which Excel shows apart and a plain reading would
/// put into it: 6 lost books would be 61.
#[derive(Default)]
pub(super) struct RichText {
    pub(super) text: String,
    /// whether the mark of a footnote was left out
    pub(super) marked: bool,
    /// the text of a raised run so far
    raised: Option<String>,
    in_text: bool,
    in_guide: bool,
}

impl RichText {
    /// Takes in one piece of XML inside the element.
    pub(super) fn piece(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => self.in_text = true,
                "rPh" => self.in_guide = true,
                "vertAlign" if is_raised(tag) => self.raised = Some(String::new()),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => self.in_text = false,
                "rPh" => self.in_guide = false,
                "r" => self.run_done(),
                _ => {}
            },
            Event::Text(text) if self.in_text && !self.in_guide => self.run().push_str(&text.xml10_content()),
            Event::CData(text) if self.in_text && !self.in_guide => self.run().push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if self.in_text && !self.in_guide => push_reference(reference, self.run()),
            _ => {}
        }
    }

    fn run(&mut self) -> &mut String {
        self.raised.as_mut().unwrap_or(&mut self.text)
    }

    fn run_done(&mut self) {
        let Some(raised) = self.raised.take() else { return };
        if is_mark(&self.text, &raised) {
            self.marked = true;
        } else {
            self.text.push_str(&raised);
        }
    }
}

/// Whether a raised run behind a text is the mark of a footnote: figures, one letter or a sign, perhaps in brackets.
/// The `th` of 4th and the 2 of m2 are none.
fn is_mark(before: &str, raised: &str) -> bool {
    let before = before.trim_end();
    let unit = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let signs = raised.trim().trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
    let figures = signs.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')) && signs.len() <= 5;
    let one_sign = signs.chars().count() <= 2 && signs.chars().all(|c| !c.is_alphanumeric());
    let one_letter = signs.len() == 1 && signs.chars().all(|c| c.is_ascii_lowercase());
    !before.is_empty() && !signs.is_empty() && !matches!(unit, "m" | "cm" | "km") && (figures || one_sign || one_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_figures_behind_a_text_are_marks_of_footnotes() {
        for (before, raised) in
            [("Oak Primary School", "1"), ("6", "1"), ("57 ", "(1)"), ("Maths", "1, 2"), ("72", "p")]
        {
            assert!(is_mark(before, raised), "{before}{raised}");
        }
        for (before, raised) in [("4", "th"), ("Area in m", "2"), ("", "1"), ("Oak", "Upper")] {
            assert!(!is_mark(before, raised), "{before}{raised}");
        }
    }
}
