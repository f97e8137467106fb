//! Rules that went with the last of what they were made of: they go out of the tables of cases too.

use std::sync::Arc;

use crate::rulebook::case_table::{is_table, without_rule};
use crate::rulebook::load;
use crate::rulebook::model::Rulebook;
use crate::rulebook::source::RuleSource;

/// The same files without the cases of rules that `before` has and they have not. A workbook of cases stays as it is.
pub(super) fn without_their_cases(source: RuleSource, before: &Rulebook) -> RuleSource {
    // cases of a rule that is gone are a mistake: what rules there are is known without any
    let others = source.files().filter(|(name, _)| !is_table(name)).map(|(name, text)| (&**name, &**text));
    let Some(now) = load(&RuleSource::from_texts(others)).rulebook else { return source };
    let gone: Vec<&str> = before.rules.iter().map(|rule| &*rule.id).filter(|id| now.rule_named(id).is_none()).collect();
    if gone.is_empty() {
        return source;
    }
    let tables: Vec<(Arc<str>, Arc<str>)> = source
        .files()
        .filter(|(name, _)| name.to_ascii_lowercase().ends_with(".csv"))
        .map(|(name, text)| (Arc::clone(name), Arc::clone(text)))
        .collect();
    tables.into_iter().fold(source, |source, (name, text)| {
        let kept = gone.iter().fold(text.to_string(), |text, rule| without_rule(&text, rule));
        if *kept == *text { source } else { source.with(&name, &kept) }
    })
}
