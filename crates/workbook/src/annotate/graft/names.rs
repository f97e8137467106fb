//! Names that are free, and formulas that follow a renamed sheet, table or name.

use std::collections::{BTreeSet, HashMap};

use super::super::workbook::same_name;
use super::SHEET_NAME_LIMIT;
use crate::place::quoted_sheet;

/// What is called differently in the workbook, by its old name in lower case.
#[derive(Debug, Default)]
pub(super) struct Renames {
    pub(super) sheets: HashMap<String, String>,
    pub(super) tables: HashMap<String, String>,
    pub(super) names: HashMap<String, String>,
}

/// A sheet name that is not taken: with ` (2)`, ` (3)` … where it is.
pub(super) fn free_sheet_name(wanted: &str, taken: &[String]) -> String {
    let is_free = |name: &str| !taken.iter().any(|t| same_name(t, name));
    if is_free(wanted) {
        return wanted.to_owned();
    }
    let mut number = 2_u32;
    loop {
        let suffix = format!(" ({number})");
        let stem: String = wanted.chars().take(SHEET_NAME_LIMIT - suffix.chars().count()).collect();
        let name = format!("{stem}{suffix}");
        if is_free(&name) {
            return name;
        }
        number = number.saturating_add(1);
    }
}

/// A table's or defined name that is not taken; it counts as taken from now on.
pub(super) fn free_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2_u32;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{wanted}_{number}");
        number = number.saturating_add(1);
    }
    name
}

impl Renames {
    pub(super) fn is_empty(&self) -> bool {
        self.sheets.is_empty() && self.tables.is_empty() && self.names.is_empty()
    }

    /// What a sheet is called in the workbook.
    pub(super) fn sheet<'a>(&'a self, name: &'a str) -> &'a str {
        self.sheets.get(&name.to_lowercase()).map_or(name, String::as_str)
    }

    /// A formula (or the place a link leads to) with the new names.
    pub(super) fn formula(&self, formula: &str) -> String {
        if self.is_empty() {
            return formula.to_owned();
        }
        let chars: Vec<char> = formula.chars().collect();
        let mut out = String::with_capacity(formula.len());
        let mut at = 0;
        while let Some(c) = chars.get(at) {
            let end = token_end(&chars, at);
            let token: String = chars.get(at..end).unwrap_or_default().iter().collect();
            out.push_str(&self.token(*c, &token, chars.get(end).copied()));
            at = end;
        }
        out
    }

    fn token(&self, first: char, token: &str, next: Option<char>) -> String {
        if first == '\'' && next == Some('!') {
            let plain = token.trim_matches('\'').replace("''", "'");
            return self.sheets.get(&plain.to_lowercase()).map_or_else(|| token.to_owned(), |n| quoted_sheet(n));
        }
        if !is_word(first) {
            return token.to_owned();
        }
        let lower = token.to_lowercase();
        match next {
            Some('!') => self.sheets.get(&lower).map(|n| quoted_sheet(n)),
            Some('[') => self.tables.get(&lower).cloned(),
            Some('(') => None,
            _ => self.names.get(&lower).cloned(),
        }
        .unwrap_or_else(|| token.to_owned())
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '\\')
}

/// Where the token that begins at `at` ends: a quoted text, a word, or one sign.
fn token_end(chars: &[char], at: usize) -> usize {
    let Some(first) = chars.get(at) else { return at };
    let mut end = at + 1;
    if matches!(first, '\'' | '"') {
        while let Some(c) = chars.get(end) {
            end += 1;
            if c == first {
                if chars.get(end) != Some(first) {
                    break;
                }
                end += 1;
            }
        }
    } else if is_word(*first) {
        while chars.get(end).is_some_and(|c| is_word(*c)) {
            end += 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_names_are_free_whatever_the_case() {
        let taken = ["Review".to_owned(), "review (2)".to_owned()];
        assert_eq!(free_sheet_name("REVIEW", &taken), "REVIEW (3)");
        let long = "x".repeat(31);
        assert_eq!(free_sheet_name(&long, std::slice::from_ref(&long)).chars().count(), 31);
        let mut tables = BTreeSet::from(["schools".to_owned()]);
        assert_eq!(free_name("Schools", &mut tables), "Schools_2");
    }

    #[test]
    fn formulas_follow_and_texts_do_not() {
        let renames = Renames {
            sheets: HashMap::from([("o'brien".into(), "O'Brien (2)".into()), ("data".into(), "Data (2)".into())]),
            tables: HashMap::from([("t".into(), "T_2".into())]),
            names: HashMap::from([("rate".into(), "rate_2".into())]),
        };
        assert_eq!(
            renames.formula("'O''Brien'!A1+Data!$B$2+MyData!A1+SUM(T[x])+rate+rate(1)&\"Data!A1\""),
            "'O''Brien (2)'!A1+'Data (2)'!$B$2+MyData!A1+SUM(T_2[x])+rate_2+rate(1)&\"Data!A1\""
        );
    }
}
