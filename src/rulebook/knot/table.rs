//! A table of cases cut apart by its rules, and put together again.

use serde_yaml::Value;

use super::{Knot, Parts, name};
use crate::rulebook::case_table::{divider, is_headings};

/// Those of a rule begin with its name, and the lines below leave it blank. Each stands with the headings above it, so that
/// it means the same wherever it comes to stand.
pub(super) fn by_rules(text: &str) -> Parts {
    let divider = divider(text);
    let mut kids: Vec<Knot> = Vec::new();
    let (mut headings, mut begins) = ("", true);
    for line in text.split_inclusive('\n') {
        if line.matches('"').count() % 2 == 1 {
            // a value goes on in the next line
            return Parts::Whole;
        }
        if is_headings(line, divider) {
            (headings, begins) = (line, true);
            continue;
        }
        let rule = line.split(divider).next().unwrap_or_default().trim();
        let going_on = rule.is_empty() && !(begins && line.trim().len() > 1);
        begins = begins && line.trim().is_empty();
        if let Some(last) = kids.last_mut().filter(|_| going_on) {
            last.text.push_str(line);
            continue;
        }
        // the first row below other headings may be one more of the rule above them
        let above = kids.last().filter(|_| rule.is_empty()).map(|last| last.key.clone()).unwrap_or_default();
        let key = if rule.is_empty() { above.as_str() } else { rule };
        kids.push(Knot::of(key, &format!("{headings}{above}{line}"), Value::Null));
    }
    if kids.is_empty() {
        return Parts::Whole;
    }
    kids.iter_mut().for_each(|kid| kid.value = Value::String(kid.text.trim_end().to_owned()));
    name::apart(&mut kids);
    Parts::Lines { head: String::new(), kids, tail: String::new(), list: false }
}

/// The headings that the rules of a table share said once.
pub(in crate::rulebook) fn headings_once(text: &str) -> String {
    let divider = divider(text);
    let (mut last, mut made) = ("", String::new());
    for line in text.split_inclusive('\n') {
        if is_headings(line, divider) {
            if line.trim_end() == last {
                continue;
            }
            last = line.trim_end();
        }
        made.push_str(line);
    }
    made
}
