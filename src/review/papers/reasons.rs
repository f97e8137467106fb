//! Why figures are missing: a letter in the cell, the reason below the table.

use crate::domain::Missing;

/// The reasons met so far, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Reasons(Vec<String>);

impl Reasons {
    /// The letter that stands for a reason.
    pub fn letter(&mut self, missing: &Missing) -> String {
        let words = missing.to_string();
        let at = self.0.iter().position(|known| *known == words).unwrap_or_else(|| {
            self.0.push(words);
            self.0.len() - 1
        });
        format!("({})", letter(at))
    }

    /// `(a) suppressed, too few pupils · (b) the cell is blank`; none where nothing is missing.
    pub fn said(&self) -> Option<String> {
        let each = self.0.iter().enumerate().map(|(at, words)| format!("({}) {words}", letter(at)));
        let said = each.collect::<Vec<_>>().join(" · ");
        (!said.is_empty()).then_some(said)
    }
}

fn letter(at: usize) -> String {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    LETTERS.chars().nth(at).map_or_else(|| (at + 1).to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_one_letter_however_often_it_is_met() {
        let mut reasons = Reasons::default();
        assert_eq!(reasons.said(), None);
        let letters = [Missing::Blank, Missing::NoRow, Missing::Blank].map(|missing| reasons.letter(&missing));
        assert_eq!(letters, ["(a)", "(b)", "(a)"]);
        assert_eq!(reasons.said().unwrap(), format!("(a) {} · (b) {}", Missing::Blank, Missing::NoRow));
    }
}
