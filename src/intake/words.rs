//! Texts of cells brought to a plain form, so that headings, names and categories can be compared.
//!
//! Knows letters, blanks, dashes and footnote marks; knows no heading, no measure and no school.

use std::collections::BTreeMap;
use std::sync::Arc;

/// What a column says that tells nothing apart, where another column does: all of them.
pub(super) const TOTAL: &str = "total";

/// The text without blanks at its ends and with single blanks inside, whatever kind of blank was typed.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}

/// White space and the characters that look like it or like nothing.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{ad}')
}

/// Whether words are named among others, one after the other.
fn names(words: &[String], named: &str) -> bool {
    let named = tokens(named);
    !named.is_empty() && words.windows(named.len()).any(|window| window == named)
}

/// The first of these that words name.
pub(super) fn named_of<'n>(words: &[String], these: &'n [Arc<str>]) -> Option<&'n Arc<str>> {
    these.iter().find(|one| names(words, one))
}

/// Whether there is nothing but white space.
pub(super) fn blank(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// Marks that point to a footnote, beside digits.
pub(super) fn is_footnote_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '^' | '#' | '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁽' | '⁾' | 'ᵃ'..='ᵉ' | '₀'..='₉')
}

/// A text without the notes in brackets at its end, as statistics write them: `[Note 1]`, `(1)`, `[r]`, `(provisional)`. A
/// bracket that stands apart and holds only figures may be a count, and stays: `57 (12)`.
pub(super) fn without_notes(text: &str) -> &str {
    let mut kept = text.trim_end();
    while let Some((before, inside)) = kept.strip_suffix([')', ']']).and_then(|open| {
        let at = open.rfind(['(', '['])?;
        Some((open.get(..at)?, open.get(at + 1..)?))
    }) {
        let apart = before.ends_with(is_blank) && kept.ends_with(')');
        if before.trim_matches(is_blank).is_empty() || !is_note(inside, apart) {
            break;
        }
        kept = before.trim_end_matches(is_blank);
    }
    kept
}

/// What stands in brackets behind a number or a heading and is no part of it.
fn is_note(inside: &str, apart: bool) -> bool {
    let plain = inside.trim_matches(is_blank).to_lowercase();
    let numbers = plain.trim_start_matches("notes").trim_start_matches("note").trim_matches(is_blank);
    let figures = numbers.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')) && numbers.len() <= 5;
    let called = numbers.len() < plain.len();
    // a capital one is a word of the heading: (G) of girls
    let letter = plain.len() == 1 && inside.contains(|c: char| c.is_ascii_lowercase());
    let state = matches!(plain.as_str(), "provisional" | "revised" | "final" | "estimated" | "estimate");
    !plain.is_empty() && (figures && (called || !apart) || letter || state)
}

/// The words of a heading in small letters. Punctuation separates; `%` and `£` are words of their own; `+` stays
/// with what it follows (`5+`); footnote marks vanish; ways to write "percentage" and "including" become one.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = letters.next() {
        let decimal = c == '.' && previous.is_ascii_digit() && letters.peek().is_some_and(char::is_ascii_digit);
        if is_footnote_mark(c) || matches!(c, '\'' | '’' | '‘' | '`') {
            // neither a letter nor an end of a word, except that an asterisk in `A*-C` ends at the dash anyway
        } else if c.is_alphanumeric() || decimal {
            word.extend(c.to_lowercase());
        } else {
            push_word(&mut words, &mut word);
            match c {
                '%' | '£' | '<' | '>' => words.push(c.to_string()),
                '&' => words.push("and".into()),
                '+' => match words.last_mut() {
                    Some(last) => last.push('+'),
                    None => words.push("+".into()),
                },
                _ => {}
            }
        }
        previous = c;
    }
    push_word(&mut words, &mut word);
    merge_per_cent(&mut words);
    words
}

fn push_word(words: &mut Vec<String>, word: &mut String) {
    if word.is_empty() {
        return;
    }
    let plain = match word.as_str() {
        "percent" | "percentage" | "pct" => "%",
        "including" | "inc" => "incl",
        other => other,
    };
    words.push(plain.to_owned());
    word.clear();
}

fn merge_per_cent(words: &mut Vec<String>) {
    while let Some(at) = words.windows(2).position(|pair| matches!(pair, [a, b] if a == "per" && b == "cent")) {
        words.splice(at..at + 2, ["%".to_owned()]);
    }
}

/// The words of a heading, joined: the form under which headings are looked up.
pub(super) fn key(text: &str) -> String {
    tokens(text).join(" ")
}

/// Letters and digits only, in small letters: a quick form for a first sieve. Gives `false` where the text is too
/// long to be a heading that the sieve looks for.
pub(super) fn squash_into(text: &str, squashed: &mut String) -> bool {
    squashed.clear();
    if text.len() > 120 {
        return false;
    }
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            squashed.push(c.to_ascii_lowercase());
        } else if c.is_alphabetic() {
            squashed.extend(c.to_lowercase());
        }
    }
    !squashed.is_empty()
}

/// Brings names of schools to a form in which different ways to write one name are equal.
#[derive(Clone, Debug, Default)]
pub(super) struct NameForm {
    /// what is replaced, longest first, and by what
    same: Vec<(Vec<String>, Vec<String>)>,
}

impl NameForm {
    pub(super) fn new(same_words: &BTreeMap<Arc<str>, Arc<str>>) -> Self {
        let mut same: Vec<_> = same_words
            .iter()
            .map(|(from, to)| (tokens(from), tokens(to)))
            .filter(|(from, to)| !from.is_empty() && from != to)
            .collect();
        same.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        Self { same }
    }

    /// The words of a name: small letters, no punctuation, no leading "the", words that mean the same made equal.
    pub(super) fn words(&self, name: &str) -> Vec<String> {
        let plain = tokens(name);
        let mut words: Vec<String> = Vec::with_capacity(plain.len());
        let mut rest = plain.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let replaced = self.same.iter().find(|(from, _)| rest.starts_with(from));
            if let Some((from, to)) = replaced {
                words.extend(to.iter().cloned());
                rest = rest.get(from.len()..).unwrap_or(&[]);
            } else {
                words.push(first.clone());
                rest = after;
            }
        }
        if words.len() > 1 && words.first().is_some_and(|word| word == "the") {
            words.remove(0);
        }
        words
    }

    /// The words joined.
    pub(super) fn form(&self, name: &str) -> String {
        self.words(name).join(" ")
    }
}

/// Several things in a sentence: `a, b and c`; more than `most` are counted.
pub(super) fn list<T: AsRef<str>>(things: &[T], most: usize) -> String {
    let shown: Vec<&str> = things.iter().take(most).map(AsRef::as_ref).collect();
    let hidden = things.len() - shown.len();
    if hidden > 0 {
        return format!("{} and {hidden} more", shown.join(", "));
    }
    match shown.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_differ_in_marks_blanks_and_capitals_have_one_key() {
        for (text, expected) in [
            ("% 5+ A*-C GCSEs incl. English & maths", "% 5+ a c gcses incl english and maths"),
            (
                "  Percentage 5+\u{a0}A*-C GCSEs\nincluding English  and Maths¹ ",
                "% 5+ a c gcses incl english and maths",
            ),
            ("per cent FSM", "% fsm"),
            ("Pupils’ behaviour", "pupils behaviour"),
            ("School*", "school"),
            ("Level 2+% ", "level 2+ %"),
            ("Pupil:teacher ratio 1.5", "pupil teacher ratio 1.5"),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
    }

    #[test]
    fn names_that_mean_the_same_have_one_form() {
        let same = [("St", "Saint"), ("St.", "Saint"), ("C of E", "Church of England"), ("&", "and")];
        let same = same.into_iter().map(|(from, to)| (Arc::from(from), Arc::from(to))).collect();
        let names = NameForm::new(&same);
        for (one, other) in [
            ("St. Mary's C of E Primary School", "SAINT MARYS CHURCH OF ENGLAND PRIMARY SCHOOL"),
            ("Friars Primary & Nursery", "Friars Primary and Nursery"),
            ("The Eastwood Academy", "Eastwood Academy"),
            ("Priory-Fold  School", "Priory Fold School"),
        ] {
            assert_eq!(names.form(one), names.form(other));
        }
        assert_ne!(names.form("Oak Infant School"), names.form("Oak Junior School"));
    }

    #[test]
    fn a_long_list_is_cut_with_a_count() {
        assert_eq!(list(&["a", "b", "c"], 5), "a, b and c");
        assert_eq!(list(&["a", "b", "c"], 2), "a, b and 1 more");
    }
}
