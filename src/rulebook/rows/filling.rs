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
