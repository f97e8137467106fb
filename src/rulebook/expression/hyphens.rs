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
        if let Some(mistake) = rule_alone(run, start, names) {
            mistakes.push(mistake);
            // so that nothing else is said of it
            mended.to_mut().replace_range(start..start + run.len(), &format!("{TRUE:0$}", run.len()));
            continue;
        }
        let before = run.split('-').next().unwrap_or_default();
        // the first hyphen may stand for the point of a measure's name, too
        let points = run.replacen('-', ".", 1).replace('-', "_");
        let mut meant = [run.replace('-', "_"), points].into_iter();
        let Some(written) = meant.find(|written| names.measure(before).is_none() && is_known(written, names)) else {
            continue;
        };
        mended.to_mut().replace_range(start..start + run.len(), &written);
        let at = At { offset: start, len: run.len() };
        let mistake = Mistake::new(at, format!("`{run}` is read as a difference: a hyphen is a minus here"));
        mistakes.push(mistake.help(format!("write `{written}`")));
    }
    (mended, mistakes)
}

/// What stands for a rule that was asked wrongly.
const TRUE: &str = "true";

/// The name of a rule without what asks it: `overall-good` for `rule("overall-good")`.
fn rule_alone(run: &str, offset: usize, names: &dyn Names) -> Option<Mistake> {
    let difference = run.split('-').next().is_some_and(|first| names.measure(first).is_some());
    let is_rule = run.len() >= TRUE.len() && !difference && names.all(NameOf::Rule).contains(&run);
    let mistake = || Mistake::new(At { offset, len: run.len() }, format!("`{run}` is a rule, and is asked otherwise"));
    is_rule.then(|| mistake().help(format!("write `rule(\"{run}\")`")))
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

#[cfg(test)]
mod tests {
    use crate::rulebook::diagnostic::compact;
    use crate::rulebook::{RuleSource, load};

    #[test]
    fn a_rule_asked_without_rule_is_one_mistake_that_says_how() {
        let said = |when: &str| {
            let rules = format!(
                "authority: {{name: Eastmere}}
measures:
  - {{id: met, title: Met, unit: percent, headings: [Met]}}
  - {{id: l4, title: L4, unit: percent, headings: [L4]}}
watchpoints:
  - {{watch: overall-good, title: Good, when: met > 60, source: us}}
  - {{watch: l4-met, title: Both, when: l4 > met, source: us}}
  - {{watch: asks, title: Asks, when: '{when}', source: us}}
"
            );
            let loaded = load(&RuleSource::from_texts([("a.yaml", rules.as_str())]));
            loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect::<Vec<String>>()
        };
        let told = said("met < 50 or overall-good");
        assert!(matches!(told.as_slice(), [one] if one.contains("`overall-good` is a rule")), "{told:#?}");
        for fine in ["rule(\"overall-good\")", "l4-met > 3", "met < 50 or rule(\"l4-met\")"] {
            assert_eq!(said(fine), Vec::<String>::new(), "{fine}");
        }
    }
}
