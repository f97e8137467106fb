//! Where each byte of a scalar's text stands in the file: quotes, escapes and folded lines are between the two.

use super::node::Style;

/// For each byte of `text` (and one past its end) the byte of `source` it was read from; `None` where the two cannot be
/// laid side by side. `source` begins where the scalar does.
pub(super) fn align(source: &str, text: &str, style: Style) -> Option<Vec<usize>> {
    let mut walk = Walk { source, at: usize::from(matches!(style, Style::Single | Style::Double)) };
    let mut map = Vec::with_capacity(text.len() + 1);
    for wanted in text.chars() {
        let at = walk.pass(wanted, style)?;
        map.extend(std::iter::repeat_n(at, wanted.len_utf8()));
    }
    map.push(walk.at);
    Some(map)
}

struct Walk<'a> {
    source: &'a str,
    at: usize,
}

impl Walk<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Passes the source of one character of the text; gives where it began.
    fn pass(&mut self, wanted: char, style: Style) -> Option<usize> {
        if style == Style::Double {
            self.skip_continued_lines();
        }
        let at = self.at;
        let next = self.rest().chars().next()?;
        if wanted.is_whitespace() && next != '\\' {
            self.pass_blanks(next);
        } else if style == Style::Double && next == '\\' {
            self.at += match self.rest().chars().nth(1)? {
                'x' => 4,
                'u' => 6,
                'U' => 10,
                other => 1 + other.len_utf8(),
            };
        } else if next == wanted {
            let doubled = style == Style::Single && next == '\'';
            self.at += if doubled { 2 } else { next.len_utf8() };
        } else {
            return None;
        }
        Some(at)
    }

    /// One blank, or a line break with all the blanks around it: folding makes one blank of those.
    fn pass_blanks(&mut self, next: char) {
        let blanks = self.rest().len() - self.rest().trim_start().len();
        let run = self.rest().get(..blanks).unwrap_or_default();
        if run.contains('\n') {
            self.at += blanks;
        } else if next.is_whitespace() {
            self.at += next.len_utf8();
        }
    }

    fn skip_continued_lines(&mut self) {
        while let Some(after) = self.rest().strip_prefix("\\\n").or_else(|| self.rest().strip_prefix("\\\r\n")) {
            self.at = self.source.len() - after.trim_start().len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str, text: &str, style: Style, word: &str) -> Option<usize> {
        align(source, text, style)?.get(text.find(word)?).copied()
    }

    #[test]
    fn a_word_is_found_through_quotes_escapes_and_folds() {
        for (source, text, style) in [
            ("a < b and word", "a < b and word", Style::Plain),
            ("a < b\n      and word", "a < b and word", Style::Plain),
            ("\"phase == \\\"x\\\" and word\"", "phase == \"x\" and word", Style::Double),
            ("\"a \\\n   and word\"", "a and word", Style::Double),
            ("'it''s word'", "it's word", Style::Single),
            ("a\n  b\n\n  word\n", "a b\nword\n", Style::Block),
            ("a\r\n  word\r\n", "a\nword\n", Style::Block),
            ("Règles – word", "Règles – word", Style::Plain),
            ("\"\\u00e9 word\"", "é word", Style::Double),
        ] {
            assert_eq!(found(source, text, style, "word"), source.find("word"), "{source}");
        }
    }

    #[test]
    fn texts_that_do_not_belong_together_are_not_aligned() {
        assert_eq!(align("abc", "abd", Style::Plain), None);
    }
}
