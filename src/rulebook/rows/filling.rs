//! Values of a row in the place of `$name`.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::tidy;

/// Values of a row by name.
pub(super) type Values = BTreeMap<String, String>;

/// A text with values for `$name`, and whether it was nothing else; `None` where it has none. `$line-1` and `$line+0.1`
/// are worked out where they stand alone.
///
/// # Errors
/// A name that the row gives nothing for.
pub(super) fn filled(text: &str, values: &Values) -> Result<Option<(String, bool)>, String> {
    if let Some(worked_out) = reckoned(text, values) {
        return Ok(Some((worked_out, true)));
    }
    let mut missing = None;
    let (new, names) = with_values(text, |name| {
        let value = values.get(name).map(String::as_str);
        missing = missing.take().or_else(|| value.is_none().then(|| name.to_owned()));
        value
    });
    if let Some(name) = missing {
        return Err(name);
    }
    let whole = matches!(names.as_slice(), [(at, _)] if *at == (0..new.len()));
    Ok((!names.is_empty() && new != text).then_some((new, whole)))
}

/// Where a value stands in a text that was filled, and its name.
pub(in crate::rulebook) type Filled<'t> = (Range<usize>, &'t str);

/// A text with values for `$name` where there is one, and where each stands in it.
pub(in crate::rulebook) fn with_values<'t, 'v>(
    text: &'t str,
    mut value: impl FnMut(&'t str) -> Option<&'v str>,
) -> (String, Vec<Filled<'t>>) {
    let (mut new, mut names, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once('$') {
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(after.len());
        let (name, more) = after.split_at(end);
        new.push_str(before);
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase());
        if let Some(value) = is_name.then(|| value(name)).flatten() {
            names.push((new.len()..new.len() + value.len(), name));
            new.push_str(value);
        } else {
            new.push('$');
            new.push_str(name);
        }
        rest = more;
    }
    new.push_str(rest);
    (new, names)
}

/// The name of a calculation that stands in a longer one without brackets, and would be torn apart by it.
pub(super) fn torn<'t>(text: &'t str, values: &Values) -> Option<&'t str> {
    let (new, names) = with_values(text, |name| values.get(name).map(String::as_str));
    let torn = names.into_iter().find(|(at, _)| {
        let Some(own) = new.get(at.clone()).and_then(loosest) else { return false };
        let before = new.get(..at.start).and_then(|text| text.split_whitespace().next_back()).unwrap_or_default();
        let after = new.get(at.end..).and_then(|text| text.split_whitespace().next()).unwrap_or_default();
        let same = own == COMPARED || matches!(before, "-" | "/");
        let by = |other: Option<u8>| other.is_some_and(|other| other > own || (other == own && same));
        by(binds(before)) || by(binds(after))
    });
    torn.map(|(_, name)| name)
}

/// How closely comparisons bind.
const COMPARED: u8 = 3;

/// How closely a sign between parts binds them; the loosest first.
fn binds(word: &str) -> Option<u8> {
    match word {
        "or" => Some(0),
        "and" => Some(1),
        "not" => Some(2),
        "+" | "-" => Some(4),
        "*" | "/" => Some(5),
        word => word.starts_with(['<', '>', '=', '!']).then_some(COMPARED),
    }
}

/// The sign outside of all brackets that binds a calculation most loosely: the `or` of `a - 1 < 3 or b < 3`.
fn loosest(value: &str) -> Option<u8> {
    let mut deep = 0_i32;
    let signs = value.split_whitespace().filter_map(|word| {
        let found = binds(word).filter(|_| deep == 0);
        deep += i32::try_from(word.matches('(').count()).unwrap_or(0);
        deep -= i32::try_from(word.matches(')').count()).unwrap_or(0);
        found
    });
    signs.min()
}

/// A text that holds for all rows, with `…` where each row says its own.
pub(in crate::rulebook) fn of_all_rows(text: &str) -> String {
    with_values(text, |_| Some("…")).0
}

/// `$line-1`, worked out.
fn reckoned(text: &str, values: &Values) -> Option<String> {
    let (name, by) = text.strip_prefix('$')?.split_at_checked(text.find(['+', '-'])? - 1)?;
    let value: f64 = values.get(name)?.parse().ok()?;
    let by: f64 = by.parse().ok()?;
    Some(tidy(value + by).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calculation_in_a_longer_one_needs_brackets() {
        let values = Values::from([
            ("gap".to_owned(), "l5 - l4".to_owned()),
            ("now".to_owned(), "l5, f(l4 - 1)".to_owned()),
            ("of".to_owned(), "l4".to_owned()),
            ("either".to_owned(), "l4 < 3 or f(l5 - 1) < 3".to_owned()),
            ("both".to_owned(), "l4 < 3 and l5 < 3".to_owned()),
        ]);
        for text in ["10 - $gap > 3", "2 * $gap > 3", "$either and l4 > 1", "not $either", "not $both"] {
            assert!(torn(text, &values).is_some(), "{text}");
        }
        let whole = [
            "$gap",
            "10 - ($gap) > 3",
            "$gap > 3",
            "f($now) < 0",
            "$of - 1 < 3",
            "$both and l4 > 1",
            "$either or $both",
        ];
        for text in whole {
            assert_eq!(torn(text, &values), None, "{text}");
        }
    }

    #[test]
    fn a_text_without_a_name_stays_as_it_is() {
        let values = Values::from([("line".to_owned(), "60".to_owned()), ("row".to_owned(), "a".to_owned())]);
        for (text, wanted) in [
            ("l4 < $line", Ok(Some(("l4 < 60".to_owned(), false)))),
            ("$line", Ok(Some(("60".to_owned(), true)))),
            ("$line-1", Ok(Some(("59".to_owned(), true)))),
            ("$line+0.1", Ok(Some(("60.1".to_owned(), true)))),
            ("gap-$row-1", Ok(Some(("gap-a-1".to_owned(), false)))),
            ("costs $5m", Ok(None)),
            ("plain", Ok(None)),
            ("$lien", Err("lien".to_owned())),
        ] {
            assert_eq!(filled(text, &values), wanted, "{text}");
        }
    }
}
