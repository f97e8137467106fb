//! What is shown with a text and is no part of it: the marks of footnotes, which stand above or below its line, and
//! letters that are crossed out.
//!
//! A raised `1` behind a name or a number is the mark of a footnote, which a program shows apart and a plain reading would
//! put into it: 6 lost books would be 61. A crossed-out 5 before an 8 was mended: it is 8, not 58.

use std::ops::Range;
use std::sync::Arc;

use super::cell::Content;

/// Where letters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lift {
    /// above the line
    Raised,
    /// below it
    Lowered,
    /// on it, with a line through them
    Struck,
}

/// Which parts of a text stand above or below its line, or are crossed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lifts {
    parts: Vec<(Lift, Range<usize>)>,
    /// where a part began that has not ended
    open: Option<(Lift, usize)>,
}

impl Lifts {
    /// Takes in the bytes of a text from one place to another; what touches the part before is one with it.
    pub(super) fn add(&mut self, lift: Lift, part: Range<usize>) {
        match self.parts.last_mut() {
            _ if part.is_empty() => {}
            Some((before, last)) if *before == lift && last.end == part.start => last.end = part.end,
            _ => self.parts.push((lift, part)),
        }
    }

    /// Ends the part that is open, at so many bytes of the text, and begins another.
    pub(super) fn turn(&mut self, lift: Option<Lift>, at: usize) {
        if let Some((open, from)) = self.open.take() {
            self.add(open, from..at);
        }
        self.open = lift.map(|lift| (lift, at));
    }

    /// The text without the marks of footnotes and what is crossed out; one of which nothing is left was crossed out letter
    /// by letter, and is as one that is crossed out as a whole. `None` where it has none of them.
    pub(super) fn content(&self, text: &str) -> Option<Content> {
        let own = |text: &str| Content::Text(Arc::from(text));
        let kept = self.without_marks(text)?;
        Some(if kept.is_empty() { own(text).crossed_out(true) } else { own(&kept) })
    }

    fn without_marks(&self, text: &str) -> Option<String> {
        let mut kept = String::new();
        let mut at = 0;
        let mut marked = false;
        for (lift, part) in &self.parts {
            let (Some(between), Some(letters)) = (text.get(at..part.start), text.get(part.clone())) else { continue };
            kept.push_str(between);
            if is_mark(*lift, &kept, letters, text.get(part.end..).unwrap_or_default()) {
                marked = true;
            } else {
                kept.push_str(letters);
            }
            at = part.end;
        }
        kept.push_str(text.get(at..).unwrap_or_default());
        // the blank beside what was crossed out parts no words any longer
        let struck = self.parts.iter().any(|(lift, _)| *lift == Lift::Struck);
        marked.then(|| if struck { kept.trim().to_owned() } else { kept })
    }
}

/// Whether raised or lowered letters are the mark of a footnote: figures, one letter or a sign, perhaps in brackets. The `th`
/// of 4th, the 2 of m2 and the halves of a fraction are none, nor is a lowered 2 behind a letter, as in CO2.
fn is_mark(lift: Lift, before: &str, letters: &str, after: &str) -> bool {
    if lift == Lift::Struck {
        return true;
    }
    let before = before.trim_end();
    let unit = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let signs = letters.trim().trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
    let figures = signs.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')) && signs.len() <= 5;
    // a raised minus, point or per cent sign is part of the number
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '^');
    let one_sign = signs.chars().count() <= 2 && signs.chars().all(is_sign);
    let one_letter = signs.len() == 1 && signs.chars().all(|c| c.is_ascii_lowercase());
    let several = lift == Lift::Raised && !before.is_empty() && is_list_of_marks(signs);
    if signs.is_empty() || matches!(signs, "/" | "⁄") || !(figures || one_sign || one_letter || several) {
        return false;
    }
    let fraction = after.trim_start().starts_with(['/', '⁄']) || before.ends_with(['/', '⁄']);
    match lift {
        _ if fraction => false,
        Lift::Raised if before.is_empty() => !after.trim().is_empty() && !one_letter,
        Lift::Raised => !matches!(unit, "m" | "cm" | "km"),
        Lift::Lowered => before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | ')')),
        Lift::Struck => true,
    }
}

/// `a,b`, `1;2`, `iv`, `note 1`: marks of several footnotes, of one counted in letters, or with its word.
fn is_list_of_marks(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let text = text.strip_prefix("notes").or_else(|| text.strip_prefix("note")).unwrap_or(&text);
    let mut marks = text.split([',', ';', '&', ' ']).filter(|mark| !mark.is_empty()).peekable();
    let roman = |mark: &str| mark.len() <= 4 && mark.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let is_mark = |mark: &str| {
        let figures = mark.len() <= 2 && mark.chars().all(|c| c.is_ascii_digit());
        figures || roman(mark) || mark.len() == 1 && mark.chars().all(|c| c.is_ascii_lowercase() || c == '*')
    };
    marks.peek().is_some() && marks.all(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_figures_behind_a_text_are_marks_of_footnotes() {
        for (before, raised, after) in [
            ("Oak Primary School", "1", ""),
            ("6", "1", ""),
            ("57 ", "(1)", ""),
            ("Maths", "1, 2", ""),
            ("72", "p", ""),
            ("", "1", "60"),
            ("", "*", " 60"),
            ("2011-12", "1", " (provisional)"),
            ("Oak Primary School", "a,b", ""),
            ("Oak Primary School", "iv", ""),
            ("Books lost", "1;2", ""),
            ("57", "note 1", ""),
        ] {
            assert!(is_mark(Lift::Raised, before, raised, after), "{before}{raised}{after}");
        }
        for (before, raised, after) in [
            ("4", "th", ""),
            ("1", "st", ""),
            ("Oak", "TM", ""),
            ("Area in m", "2", ""),
            ("", "1", ""),
            ("Oak", "Upper", ""),
            ("5", "1", "/2"),
            ("", "a", "b"),
            ("", "-", "5"),
            ("", "<", "5"),
            ("6", "·", "5"),
            ("45", "%", ""),
            ("L4", "+", ""),
        ] {
            assert!(!is_mark(Lift::Raised, before, raised, after), "{before}{raised}{after}");
        }
        assert!(is_mark(Lift::Lowered, "80", "1", "") && !is_mark(Lift::Lowered, "CO", "2", ""));
    }

    #[test]
    fn a_text_loses_its_marks_and_nothing_else() {
        let mut lifts = Lifts::default();
        lifts.add(Lift::Raised, 0..1);
        lifts.add(Lift::Raised, 4..5);
        lifts.add(Lift::Raised, 5..6);
        assert_eq!(lifts.without_marks("160%23 of 4th"), Some("60% of 4th".into()));
        assert_eq!(Lifts::default().without_marks("61"), None);
    }

    #[test]
    fn what_is_crossed_out_is_no_part_of_a_text() {
        for (text, part, kept) in [("58", 0..1, "8"), ("Old Ash School", 0..3, "Ash School"), ("58", 0..2, "")] {
            let mut lifts = Lifts::default();
            lifts.add(Lift::Struck, part);
            assert_eq!(lifts.without_marks(text).as_deref(), Some(kept));
        }
    }
}
