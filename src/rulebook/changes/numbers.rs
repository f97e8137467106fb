//! Texts that differ only in their numbers.

/// A text as what stands between its numbers, and the numbers. A year (`2013-14`) and digits inside a name (`ks4`) are
/// no numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered<'t> {
    pub between: Vec<&'t str>,
    pub numbers: Vec<&'t str>,
}

pub(super) fn numbered(text: &str) -> Numbered<'_> {
    let bytes = text.as_bytes();
    let is = |at: usize, test: fn(&u8) -> bool| bytes.get(at).is_some_and(test);
    let wordy = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let (mut between, mut numbers, mut from, mut at) = (Vec::new(), Vec::new(), 0, 0);
    while at < bytes.len() {
        let begins = is(at, u8::is_ascii_digit) && !(at > 0 && (is(at - 1, wordy) || is(at - 1, |b| *b == b'.')));
        if !begins {
            at += 1;
            continue;
        }
        let mut end = at;
        while is(end, u8::is_ascii_digit) || (is(end, |b| *b == b'.') && is(end + 1, u8::is_ascii_digit)) {
            end += 1;
        }
        let joined = |byte: &u8| matches!(byte, b'-' | b'/');
        let in_year = (is(end, joined) && is(end + 1, u8::is_ascii_digit))
            || (at > 1 && is(at - 1, joined) && is(at - 2, u8::is_ascii_digit));
        if !in_year && !is(end, wordy) {
            between.push(text.get(from..at).unwrap_or(""));
            numbers.push(text.get(at..end).unwrap_or(""));
            from = end;
        }
        at = end;
    }
    between.push(text.get(from..).unwrap_or(""));
    Numbered { between, numbers }
}

/// `ks4.five_ac_em < 40 -> 45`, where two texts differ in one or more of their numbers alone.
pub(super) fn changed_numbers(before: &str, after: &str) -> Option<String> {
    let (a, b) = (numbered(before), numbered(after));
    if a.between != b.between || a.numbers == b.numbers {
        return None;
    }
    let mut words = String::new();
    for (number, text) in a.between.iter().enumerate() {
        words.push_str(text);
        if let (Some(one), Some(other)) = (a.numbers.get(number), b.numbers.get(number)) {
            words.push_str(&if one == other { (*one).to_owned() } else { format!("{one} -> {other}") });
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_names_are_no_numbers() {
        assert_eq!(numbered("ks4.at(\"2013-14\") < 40.5 and x2 in [1, 2]").numbers, ["40.5", "1", "2"]);
    }

    #[test]
    fn only_numbers_that_differ_are_shown_twice() {
        let changed =
            changed_numbers("ks4.pupils >= 11 and ks4.five_ac_em < 40", "ks4.pupils >= 11 and ks4.five_ac_em < 45");
        assert_eq!(changed.as_deref(), Some("ks4.pupils >= 11 and ks4.five_ac_em < 40 -> 45"));
        assert_eq!(changed_numbers("a < 1", "b < 2"), None);
    }
}
