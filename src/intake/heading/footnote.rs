//! Digits of footnotes stuck to the words of headings: `Key Stage 41`, `Pupils2`, `Maths (1)`.

use crate::intake::words::is_blank;

/// The digits with which footnotes under a sheet's tables begin.
#[derive(Clone, Debug, Default)]
pub(in crate::intake) struct FootnoteDigits {
    digits: Vec<char>,
}

/// A heading as it reads without a footnote's digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variant {
    pub text: String,
    /// said where the digit might have meant something
    pub remark: Option<String>,
}

impl FootnoteDigits {
    /// Notes it if the text looks like a footnote: `1. Includes …`, `(2) Excludes …`, `3 Provisional`.
    pub(in crate::intake) fn notice(&mut self, text: &str) {
        let text = text.trim_start_matches(|c: char| is_blank(c) || matches!(c, '(' | '['));
        let mut letters = text.chars();
        let Some(digit) = letters.next().filter(|c| c.is_ascii_digit()) else { return };
        let after = letters.as_str();
        let words = after.trim_start_matches(|c: char| is_blank(c) || matches!(c, '.' | ')' | ']' | ':' | '='));
        let separated = words.len() < after.len();
        if separated && words.starts_with(char::is_alphabetic) && words.contains(' ') && !self.digits.contains(&digit) {
            self.digits.push(digit);
        }
    }

    /// The heading without one or all of the digits that may be a footnote's.
    pub(super) fn variants(&self, heading: &str) -> Vec<Variant> {
        let words: Vec<&str> = heading.split(is_blank).filter(|word| !word.is_empty()).collect();
        let stripped: Vec<Option<(String, Option<String>)>> = words.iter().map(|word| self.stripped(word)).collect();
        let mut variants = Vec::new();
        for only in (0..words.len()).map(Some).chain(std::iter::once(None)) {
            let mut text = Vec::new();
            let mut remarks = Vec::new();
            let mut changed = 0;
            for (at, (word, bare)) in words.iter().zip(&stripped).enumerate() {
                match bare {
                    Some((bare, remark)) if only.is_none_or(|only| only == at) => {
                        changed += 1;
                        remarks.extend(remark.clone());
                        text.push(bare.as_str());
                    }
                    _ => text.push(word),
                }
            }
            if changed > usize::from(only.is_none()) {
                let remark = (!remarks.is_empty()).then(|| remarks.join("; "));
                variants.push(Variant { text: text.join(" "), remark });
            }
        }
        variants
    }

    /// A word without the digits of footnotes at its end, and what to say of that.
    fn stripped(&self, word: &str) -> Option<(String, Option<String>)> {
        let inner = word.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
        if inner.len() < word.len() && is_digits(inner) && inner.len() <= 2 {
            return Some((String::new(), None));
        }
        let base = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        let digits = word.get(base.len()..)?;
        let last = base.chars().next_back();
        match last {
            Some(_) if digits.is_empty() || digits.len() > 3 => None,
            Some(letter) if letter.is_alphabetic() => {
                let plain_word = base.chars().count() >= 3 && base.chars().any(char::is_lowercase);
                (plain_word || self.known(digits)).then(|| (base.to_owned(), None))
            }
            Some(_) => Some((base.to_owned(), None)),
            None => self.from_number(word),
        }
    }

    /// `41` may be 4 with the mark of footnote 1.
    fn from_number(&self, word: &str) -> Option<(String, Option<String>)> {
        if !is_digits(word) || word.len() != 2 {
            return None;
        }
        let (base, digit) = word.split_at(1);
        let remark = format!("“{word}” is read as “{base}” with the mark of footnote {digit}");
        Some((base.to_owned(), (!self.known(digit)).then_some(remark)))
    }

    fn known(&self, digits: &str) -> bool {
        digits.chars().filter(char::is_ascii_digit).all(|digit| self.digits.contains(&digit))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(notes: &[&str], heading: &str) -> Vec<String> {
        let mut digits = FootnoteDigits::default();
        notes.iter().for_each(|note| digits.notice(note));
        digits.variants(heading).into_iter().map(|variant| variant.text).collect()
    }

    #[test]
    fn a_digit_stuck_to_a_word_may_be_a_footnotes() {
        assert_eq!(texts(&[], "Maths1"), ["Maths"]);
        assert_eq!(texts(&[], "Pupils1 in maths2"), ["Pupils in maths2", "Pupils1 in maths", "Pupils in maths"]);
        assert_eq!(texts(&[], "Absence (1)"), ["Absence "]);
        assert_eq!(texts(&[], "Key Stage 41"), ["Key Stage 4"]);
    }

    #[test]
    fn a_digit_in_a_code_is_only_a_footnotes_where_there_is_such_a_footnote() {
        assert_eq!(texts(&[], "FSM6"), Vec::<String>::new());
        assert_eq!(texts(&["Source: DfE", "6. Includes pupils who left"], "FSM6"), ["FSM"]);
        assert_eq!(texts(&[], "Attainment 8"), Vec::<String>::new());
    }

    #[test]
    fn a_digit_taken_from_a_number_is_said_unless_the_footnote_is_there() {
        let digits = FootnoteDigits::default();
        assert!(digits.variants("Key Stage 41").iter().all(|variant| variant.remark.is_some()));
        let mut digits = FootnoteDigits::default();
        digits.notice("1 Figures are provisional");
        assert!(digits.variants("Key Stage 41").iter().all(|variant| variant.remark.is_none()));
    }
}
