//! A change of one field, in words.

use serde_yaml::Value;

use super::Detail;
use super::numbers::{changed_numbers, numbered};
use super::parts::plain;

/// The longest text that is shown before and after; of a longer one it is said that it changed.
const LONGEST: usize = 90;

/// What changed in a field, in words, a line each.
pub(in crate::rulebook) fn changed_words(field: &str, before: Option<&Value>, after: &Value) -> Vec<String> {
    let mut out = Vec::new();
    details(field, before, Some(after), &mut out);
    out.into_iter().map(|detail| detail.words).collect()
}

/// What changed between two values, a line each.
pub(super) fn details(field: &str, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<Detail>) {
    let (Some(old), Some(new)) = (before, after) else {
        return out.extend(appeared(field, before, after));
    };
    match (old, new) {
        _ if old == new => {}
        (Value::Mapping(a), Value::Mapping(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            for key in keys {
                details(&under(field, &plain(key)), a.get(key), b.get(key), out);
            }
        }
        (Value::Sequence(a), Value::Sequence(b)) => lists(field, a, b, out),
        _ => out.push(Detail { field: field.to_owned(), words: one(field, &plain(old), &plain(new)) }),
    }
}

/// `all` and `any` of a condition add nothing that an officer looks for.
fn under(field: &str, key: &str) -> String {
    match (field, key) {
        ("", key) => key.to_owned(),
        (field, "all" | "any" | "not") => field.to_owned(),
        (field, key) => format!("{field} › {key}"),
    }
}

fn one(field: &str, before: &str, after: &str) -> String {
    if field == "value" {
        return format!("{before} -> {after}");
    }
    let is_condition = ["when", "where", "progress", "total"].iter().any(|word| field.contains(word));
    if let Some(words) = changed_numbers(before, after) {
        let bare = words.chars().count() <= LONGEST && (is_condition || before.parse::<f64>().is_ok());
        if bare {
            return if is_condition { words } else { format!("{field} {words}") };
        }
    }
    if before.chars().count() > LONGEST || after.chars().count() > LONGEST {
        return format!("the words of `{field}` changed");
    }
    format!("{field} “{before}” -> “{after}”")
}

fn appeared(field: &str, before: Option<&Value>, after: Option<&Value>) -> Option<Detail> {
    let (word, value) = match (before, after) {
        (None, Some(value)) => ("new", value),
        (Some(value), None) => ("gone", value),
        _ => return None,
    };
    let text = plain(value);
    let words =
        if text.chars().count() > LONGEST { format!("{field}: {word}") } else { format!("{field}: {word}, {text}") };
    Some(Detail { field: field.to_owned(), words })
}

/// Entries of a list: those that stand in both are left out, those that differ in numbers alone belong together.
fn lists(field: &str, before: &[Value], after: &[Value], out: &mut Vec<Detail>) {
    let mut gone: Vec<&Value> = before.iter().filter(|one| !after.contains(one)).collect();
    let came: Vec<&Value> = after.iter().filter(|one| !before.contains(one)).collect();
    if gone.is_empty() && came.is_empty() {
        out.push(Detail { field: field.to_owned(), words: format!("{field}: in another order") });
        return;
    }
    if field.ends_with("cases") {
        out.push(Detail { field: field.to_owned(), words: cases(before.len(), after.len(), came.len()) });
        return;
    }
    for new in came {
        let same = gone.iter().position(|old| belong_together(old, new));
        match same.map(|at| gone.remove(at)) {
            Some(old) => details(field, Some(old), Some(new), out),
            None => out.extend(appeared(field, None, Some(new))),
        }
    }
    gone.into_iter().for_each(|old| out.extend(appeared(field, Some(old), None)));
}

fn belong_together(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::String(a), Value::String(b)) => numbered(a).between == numbered(b).between,
        (Value::Number(_), Value::Number(_)) => false,
        (Value::Mapping(a), Value::Mapping(b)) => a.keys().eq(b.keys()),
        _ => false,
    }
}

fn cases(before: usize, after: usize, differ: usize) -> String {
    match after.checked_sub(before) {
        None => format!("cases: {} fewer", before - after),
        Some(0) => format!("cases: {differ} changed"),
        Some(more) => format!("cases: {more} more"),
    }
}
