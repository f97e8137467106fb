//! Names written with hyphens, where a hyphen is a minus: `ks4.five-ac-em` for `ks4.five_ac_em`.

use std::borrow::Cow;

use super::ast::At;
use super::mistake::Mistake;
use super::names::{NameOf, Names};
use super::vocabulary::GradeKind;

/// The text with underscores for the hyphens of names that there are so, as long as before, and the mistakes.
pub(super) fn with_underscores<'t>(text: &'t str, names: &dyn Names) -> (Cow<'t, str>, Vec<Mistake>) {
    let mut mended = Cow::Borrowed(text);
    let mut mistakes = Vec::new();
    for (start, run) in runs(text).filter(|(_, run)| run.contains('-')) {
        let written = run.replace('-', "_");
        let before = run.split('-').next().unwrap_or_default();
        if names.measure(before).is_some() || !is_known(&written, names) {
            continue;
        }
        mended.to_mut().replace_range(start..start + run.len(), &written);
        let at = At { offset: start, len: run.len() };
        let mistake = Mistake::new(at, format!("`{run}` is read as a difference: a hyphen is a minus here"));
        mistakes.push(mistake.help(format!("write `{written}`")));
    }
    (mended, mistakes)
}

/// Stretches of letters, digits, dots, hyphens and underscores that begin with a letter, outside quotes.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let in_run = |c: char| c.is_alphanumeric() || "._-".contains(c);
    let mut quote = None;
    let mut from = 0;
    let mut runs = Vec::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let (inside, outer) = (in_run(c) && quote.is_none(), quote);
        if !inside {
            runs.push((from, at));
            from = at + c.len_utf8();
        }
        quote = match (outer, c) {
            (None, '"' | '\'') => Some(c),
            (Some(open), c) if open == c => None,
            (same, _) => same,
        };
    }
    let runs = runs.into_iter().filter_map(move |(from, to)| Some((from, text.get(from..to)?)));
    runs.filter(|(_, run)| run.starts_with(char::is_alphabetic))
}

/// Whether a name, or what it begins with, stands for something.
fn is_known(name: &str, names: &dyn Names) -> bool {
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    let second = rest.split('.').next().unwrap_or_default();
    let grade = || GradeKind::WORDS.iter().any(|(word, _)| *word == first) && names.strand(second).is_some();
    let risk = || first == "risk" && names.all(NameOf::Risk).iter().any(|risk| risk.replace('-', "_") == second);
    let setting = || first == "settings" && names.setting(second).is_some();
    let mut ends = name.match_indices('.').map(|(at, _)| at).chain([name.len()]);
    let measure = |end: usize| name.get(..end).is_some_and(|name| names.measure(name).is_some());
    grade() || risk() || setting() || ends.any(measure)
}
