//! Numbers as people type them: `72%`, `1,234`, `£-5`, `(300)`, `72.4*`.

use crate::intake::words::{is_blank, is_footnote_mark, without_notes};

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
    let text = without_notes(text).trim_end_matches(|c| is_footnote_mark(c) || is_blank(c));
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

/// Whether a text has a point where thousands have one if decimals begin with a comma: `1.234` is then 1234.
pub(in crate::intake) fn may_be_thousands(text: &str) -> bool {
    let mut groups = text.trim_matches(|c: char| !c.is_ascii_digit()).split('.');
    let digits = |part: &str, least: usize| part.len() >= least && part.chars().all(|c| c.is_ascii_digit());
    let first = groups.next().is_some_and(|first| digits(first, 1) && first.len() <= 3 && first != "0");
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| digits(group, 3) && group.len() == 3)
}

/// The numbers that a text leaves open which only gives a bound: `<5`, `> 95%`, `under 6`, `10 or more`. The second part
/// is the number written.
pub(in crate::intake) fn bound(text: &str) -> Option<((f64, f64), Typed)> {
    let lower = text.trim_matches(is_blank).to_lowercase();
    let before = BEFORE.iter().find_map(|(words, side)| Some((lower.strip_prefix(words)?, *side)));
    let behind = || BEHIND.iter().find_map(|(words, side)| Some((lower.strip_suffix(words)?, *side)));
    let (rest, side) = before.or_else(behind)?;
    let typed = typed(rest).filter(|_| !rest.trim_matches(is_blank).starts_with('('))?;
    let number = typed.number;
    let ends = match side {
        Side::Under => (f64::NEG_INFINITY, number - JUST),
        Side::AtMost => (f64::NEG_INFINITY, number),
        Side::Over => (number + JUST, f64::INFINITY),
        Side::AtLeast => (number, f64::INFINITY),
    };
    Some((ends, typed))
}

/// On which side of the number written the value lies.
#[derive(Clone, Copy)]
enum Side {
    Under,
    AtMost,
    Over,
    AtLeast,
}

/// What is under a number is nearer to it than any figure of a school comes.
const JUST: f64 = 1e-6;

/// What stands before the number; the longer first where one begins another.
const BEFORE: [(&str, Side); 21] = [
    ("<=", Side::AtMost),
    ("=<", Side::AtMost),
    ("≤", Side::AtMost),
    (">=", Side::AtLeast),
    ("=>", Side::AtLeast),
    ("≥", Side::AtLeast),
    ("<", Side::Under),
    (">", Side::Over),
    ("fewer than ", Side::Under),
    ("less than ", Side::Under),
    ("lower than ", Side::Under),
    ("under ", Side::Under),
    ("below ", Side::Under),
    ("more than ", Side::Over),
    ("greater than ", Side::Over),
    ("over ", Side::Over),
    ("above ", Side::Over),
    ("at least ", Side::AtLeast),
    ("at most ", Side::AtMost),
    ("no more than ", Side::AtMost),
    ("up to ", Side::AtMost),
];

/// What stands behind it.
const BEHIND: [(&str, Side); 6] = [
    (" or fewer", Side::AtMost),
    (" or less", Side::AtMost),
    (" or under", Side::AtMost),
    (" or more", Side::AtLeast),
    (" or over", Side::AtLeast),
    (" and over", Side::AtLeast),
];

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
            ("98,195(5)", 98_195.0),
            ("57 [r]", 57.0),
            ("57% (provisional)", 57.0),
            ("57 [Note 2]", 57.0),
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
            "57 (12)",
            "57 (of 60)",
            "[57]",
            "<5",
            "2011-12",
            "0x10",
            "1.2.3",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn a_point_may_stand_before_thousands() {
        for text in ["1.234", "£12.345.678", "1.200%"] {
            assert!(may_be_thousands(text), "{text}");
        }
        for text in ["1.23", "0.234", "1234", "1,234", "1.2345", "1234.567"] {
            assert!(!may_be_thousands(text), "{text}");
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
        for (text, least, most) in [
            ("<5", f64::NEG_INFINITY, 4.999_999),
            ("< 5", f64::NEG_INFINITY, 4.999_999),
            (">95%", 95.000_001, f64::INFINITY),
            ("<=5", f64::NEG_INFINITY, 5.0),
            ("≥ 95", 95.0, f64::INFINITY),
            ("fewer than 6", f64::NEG_INFINITY, 5.999_999),
            ("Under 10", f64::NEG_INFINITY, 9.999_999),
            ("5 or fewer", f64::NEG_INFINITY, 5.0),
            ("10 or more", 10.0, f64::INFINITY),
        ] {
            assert_eq!(bound(text).map(|(ends, _)| ends), Some((least, most)), "{text}");
        }
        for text in ["5", "<", "under review", "over (5)", "<5>"] {
            assert!(bound(text).is_none(), "{text}");
        }
    }
}
