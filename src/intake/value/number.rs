//! Numbers as people type them: `72%`, `1,234`, `£-5`, `(300)`, `72.4*`.

use crate::intake::words::{is_blank, is_footnote_mark};

/// A number and the signs around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::intake) struct Typed {
    pub number: f64,
    pub percent: bool,
    pub pounds: bool,
    /// given in brackets, as accounts give what is owed
    pub brackets: bool,
}

/// The number that a text is, if it is one and nothing else.
pub(in crate::intake) fn typed(text: &str) -> Option<Typed> {
    let text = text.trim_matches(is_blank).trim_end_matches(|c| is_footnote_mark(c) || is_blank(c));
    let (text, brackets) = match text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner.trim_matches(is_blank), true),
        None => (text, false),
    };
    let (text, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end_matches(is_blank), true),
        None => (text, false),
    };
    let (text, minus) = sign(text);
    let (text, pounds) = match text.strip_prefix('£') {
        Some(rest) => (rest.trim_start_matches(is_blank), true),
        None => (text, false),
    };
    let (text, second_minus) = if minus { (text, false) } else { sign(text) };
    let number = digits(text)?;
    let negative = minus || second_minus || brackets;
    Some(Typed { number: if negative { -number } else { number }, percent, pounds, brackets })
}

fn sign(text: &str) -> (&str, bool) {
    for minus in ['-', '−', '–'] {
        if let Some(rest) = text.strip_prefix(minus) {
            return (rest.trim_start_matches(is_blank), true);
        }
    }
    (text.strip_prefix('+').unwrap_or(text), false)
}

/// Digits with at most one decimal point, and commas only where thousands have them.
fn digits(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let all_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() && decimals.is_none_or(str::is_empty) || decimals.is_some_and(|rest| !all_digits(rest)) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut plain = first.to_owned();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 {
            return None;
        }
        plain.push_str(group);
    }
    if !all_digits(&plain) || grouped && !(1..=3).contains(&first.len()) {
        return None;
    }
    if let Some(decimals) = decimals {
        plain.push('.');
        plain.push_str(decimals);
    }
    if plain.starts_with('.') {
        plain.insert(0, '0');
    }
    plain.parse().ok()
}

/// The number of a text that is one but for a comma where decimals begin, as in `39,5`; one that could also be of
/// thousands is none.
pub(in crate::intake) fn with_decimal_comma(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once(',')?;
    let digits = decimals.chars().take_while(char::is_ascii_digit).count();
    if whole.contains('.') || matches!(digits, 0 | 3) {
        return None;
    }
    typed(&format!("{whole}.{decimals}")).map(|typed| typed.number)
}

/// Whether a text only gives a bound: `<5`, `> 95%`, `under 6`, `fewer than 10`.
pub(in crate::intake) fn bound(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let lower = text.to_lowercase();
    let words = ["fewer than ", "less than ", "more than ", "under ", "over ", "at least ", "at most "];
    let rest = text.strip_prefix(['<', '>', '≤', '≥']).or_else(|| {
        words.iter().find_map(|word| lower.strip_prefix(word).and_then(|rest| text.get(text.len() - rest.len()..)))
    });
    rest.is_some_and(|rest| typed(rest.trim_start_matches('=')).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, number) in [
            ("72", 72.0),
            (" 72.4* ", 72.4),
            ("72%", 72.0),
            ("72 %", 72.0),
            ("72\u{a0}%¹", 72.0),
            ("1,234", 1234.0),
            ("1,234,567.5", 1_234_567.5),
            ("£1,234", 1234.0),
            ("-£5", -5.0),
            ("£-5", -5.0),
            ("(300)", -300.0),
            ("−0.5", -0.5),
            ("+0.3", 0.3),
            (".5", 0.5),
            ("72.", 72.0),
            ("72†", 72.0),
        ] {
            assert_eq!(typed(text).map(|typed| typed.number), Some(number), "{text}");
        }
    }

    #[test]
    fn texts_that_only_resemble_numbers_are_none() {
        for text in [
            "",
            "-",
            ".",
            "1,23",
            "12,34,567",
            "1e5",
            "inf",
            "NaN",
            "72 or so",
            "7 2",
            "<5",
            "2011-12",
            "0x10",
            "1.2.3",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn a_decimal_comma_is_seen_where_it_can_be_nothing_else() {
        for (text, number) in [
            ("39,5", Some(39.5)),
            ("-2,45%", Some(-2.45)),
            ("1,234", None),
            ("1,234.5", None),
            ("1,2,3", None),
            ("a,5", None),
        ] {
            assert_eq!(with_decimal_comma(text), number, "{text}");
        }
    }

    #[test]
    fn a_bound_is_not_a_number() {
        for text in ["<5", "< 5", ">95%", "fewer than 6", "Under 10"] {
            assert!(bound(text), "{text}");
        }
        assert!(!bound("5") && !bound("<") && !bound("under review"));
    }
}
