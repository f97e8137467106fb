//! A mistake in an expression, in words for officers, and the nearest right name.

use super::ast::At;
use crate::rulebook::diagnostic::NotThere;

/// A mistake in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// where in the text it begins, in bytes
    pub offset: usize,
    /// how many bytes to underline
    pub len: usize,
    /// what is wrong
    pub message: String,
    /// what to do
    pub help: Option<String>,
    /// the name that is not there, where that is what is wrong
    pub missing: Option<NotThere>,
}

impl Mistake {
    /// A mistake at a place.
    #[must_use]
    pub fn new(at: At, message: impl Into<String>) -> Self {
        Self { offset: at.offset, len: at.len, message: message.into(), help: None, missing: None }
    }

    /// About a name that nothing has.
    #[must_use]
    pub fn about(mut self, sort: &'static str, name: &str) -> Self {
        self.missing = Some(NotThere { sort, name: name.to_owned() });
        self
    }

    /// With what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With the nearest right names as help, where some are near; else with the other words.
    #[must_use]
    pub fn suggest<'n>(self, wrong: &str, names: impl IntoIterator<Item = &'n str>, otherwise: &str) -> Self {
        match did_you_mean(wrong, names) {
            Some(help) => self.help(help),
            None if otherwise.is_empty() => self,
            None => self.help(otherwise),
        }
    }
}

/// "did you mean …?", where some name is near.
pub(super) fn did_you_mean<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    match nearest(wrong, names).as_slice() {
        [] => None,
        [one] => Some(format!("did you mean `{one}`?")),
        [one, other, ..] => Some(format!("did you mean `{one}` or `{other}`?")),
    }
}

/// The names nearest to a wrong one, nearest first; empty where none is near. Capitals, and hyphens for underscores,
/// cost nothing.
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let wanted = plain(wrong);
    // of a name of one or two letters, every other is near
    let letters = wanted.chars().count();
    let allowed = if letters < 3 { 0 } else { (letters / 3).max(1) };
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wanted, &plain(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    near.dedup();
    let best = near.first().map_or(0, |(distance, _)| *distance);
    near.into_iter().take_while(|(distance, _)| *distance == best).map(|(_, name)| name).collect()
}
