//! Digits of footnotes stuck to the words of headings: `Key Stage 41`, `Pupils2`, `Maths (1)`.

use crate::intake::words::{is_blank, without_notes};

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

/// A word without digits at its end, and what should be said of that.
type Bare = (String, Option<String>);

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
        let bare: Vec<Vec<Bare>> = words.iter().map(|word| self.bare(word)).collect();
        let mut variants = Vec::new();
        let plain = without_notes(heading);
        if plain.len() < heading.trim_end().len() {
            variants.push(Variant { text: plain.to_owned(), remark: None });
        }
        for (at, ways) in bare.iter().enumerate() {
            for way in ways {
                let text = words.iter().enumerate().map(|(other, word)| if other == at { &way.0 } else { *word });
                variants.push(Variant { text: text.collect::<Vec<_>>().join(" "), remark: way.1.clone() });
            }
        }
        if bare.iter().filter(|ways| !ways.is_empty()).count() > 1 {
            let text = words.iter().zip(&bare).map(|(word, ways)| ways.first().map_or(*word, |way| way.0.as_str()));
            let text = text.collect::<Vec<_>>().join(" ");
            let remarks: Vec<String> = bare.iter().filter_map(|ways| ways.first()?.1.clone()).collect();
            variants.push(Variant { text, remark: (!remarks.is_empty()).then(|| remarks.join("; ")) });
        }
        variants
    }

    /// A word without the digits of footnotes at its end, in every way that may be.
    fn bare(&self, word: &str) -> Vec<Bare> {
        let inner = word.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
        if inner.len() < word.len() && is_digits(inner) && inner.len() <= 2 {
            return vec![(String::new(), None)];
        }
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',').len();
        let ends = (letters..word.len()).rev().filter_map(|at| word.split_at_checked(at));
        ends.filter(|(_, digits)| digits.len() <= 3)
            .filter_map(|(base, digits)| self.without(word, base, digits))
            .collect()
    }

    /// A word without these last digits, if they may be a footnote's, and what to say of that.
    fn without(&self, word: &str, base: &str, digits: &str) -> Option<Bare> {
        let known = self.known(digits);
        match base.chars().next_back()? {
            // 41 may be 4 with the mark of footnote 1; it may also be 41
            last if last.is_ascii_digit() => {
                let of_two = base.chars().filter(char::is_ascii_digit).count() == 1 && digits.len() == 1;
                let remark = format!("“{word}” is read as “{base}” with the mark of footnote {digits}");
                (known || of_two).then(|| (base.to_owned(), (!known).then_some(remark)))
            }
            // what follows a low line is part of a code: PTL2BASICS_94 is another measure than PTL2BASICS
            ',' | '_' => None,
            last if last.is_alphabetic() => {
                let plain_word = base.chars().count() >= 3 && base.chars().any(char::is_lowercase);
                (plain_word || known).then(|| (base.to_owned(), None))
            }
            _ => Some((base.to_owned(), None)),
        }
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
        assert_eq!(texts(&["1 All pupils at the end of it"], "KS21"), ["KS2"]);
        for noted in ["Absence[Note 1]", "Absence (1)", "Absence [note 1, 2]", "Absence(a)", "Absence[r]"] {
            assert_eq!(
                texts(&[], noted).first().map(String::as_str),
                Some(if noted.contains(" (") { "Absence " } else { "Absence" }),
                "{noted}"
            );
        }
    }

    #[test]
    fn a_digit_in_a_code_is_only_a_footnotes_where_there_is_such_a_footnote() {
        assert_eq!(texts(&[], "FSM6"), Vec::<String>::new());
        assert_eq!(texts(&["Source: DfE", "6. Includes pupils who left"], "FSM6"), ["FSM"]);
        assert_eq!(texts(&[], "Attainment 8"), Vec::<String>::new());
        assert_eq!(texts(&[], "PTL2BASICS_94"), Vec::<String>::new());
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
