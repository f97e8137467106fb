//! A page cut into tags and text.

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'p> {
    /// an opening tag
    Open {
        /// one of [`NAMES`], or nothing
        name: &'static str,
        /// what stands after its name
        attributes: &'p str,
    },
    /// a closing tag
    Close(&'static str),
    /// text between tags
    Text(&'p str),
}

/// The tags that matter; others are passed over.
const NAMES: [&str; 14] =
    ["table", "tr", "td", "th", "br", "p", "div", "sup", "sub", "s", "strike", "del", "script", "style"];

/// The pieces of a page in order.
pub(super) struct Tokens<'p> {
    rest: &'p str,
}

impl<'p> Tokens<'p> {
    pub(super) fn of(page: &'p str) -> Self {
        Self { rest: page }
    }

    fn after(&mut self, at: usize) -> &'p str {
        let (before, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        before
    }

    /// Passes over everything up to and with `end`.
    fn skip_past(&mut self, end: &str) {
        let found =
            self.rest.as_bytes().windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
        self.after(found.map_or(self.rest.len(), |at| at + end.len()));
    }
}

impl<'p> Iterator for Tokens<'p> {
    type Item = Token<'p>;

    fn next(&mut self) -> Option<Token<'p>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if self.rest.starts_with("<!--") {
                self.skip_past("-->");
                continue;
            }
            let is_tag =
                self.rest.as_bytes().get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(byte));
            if !self.rest.starts_with('<') || !is_tag {
                let next =
                    self.rest.char_indices().skip(1).find(|&(_, c)| c == '<').map_or(self.rest.len(), |(at, _)| at);
                return Some(Token::Text(self.after(next)));
            }
            let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
            let tag = self.after(end).trim_start_matches('<').trim_end_matches('>');
            let (closing, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
            let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
            let (name, attributes) = tag.split_at(name_end);
            let Some(name) = NAMES.iter().copied().find(|known| name.eq_ignore_ascii_case(known)) else { continue };
            match (name, closing) {
                ("script", false) => self.skip_past("</script>"),
                ("style", false) => self.skip_past("</style>"),
                (name, true) => return Some(Token::Close(name)),
                (name, false) => return Some(Token::Open { name, attributes }),
            }
        }
    }
}

/// The value of an attribute, without its quotation marks.
pub(super) fn attribute<'p>(attributes: &'p str, name: &str) -> Option<&'p str> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let found = before.trim_end().rsplit([' ', '\t', '\r', '\n', '"', '\'']).next().unwrap_or_default();
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => after.get(1..)?.split_once(quote).unwrap_or((after.get(1..)?, "")),
            None => after.split_once([' ', '\t', '\r', '\n', '/']).unwrap_or((after, "")),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        let attributes = " class='a b' COLSPAN=2 rowspan = \"3\" x:num";
        assert_eq!(attribute(attributes, "colspan"), Some("2"));
        assert_eq!(attribute(attributes, "rowspan"), Some("3"));
        assert_eq!(attribute(attributes, "class"), Some("a b"));
        assert_eq!(attribute(attributes, "id"), None);
    }

    #[test]
    fn a_bare_less_than_sign_is_text() {
        let tokens: Vec<_> = Tokens::of("<td><5</td>").collect();
        assert_eq!(tokens, [Token::Open { name: "td", attributes: "" }, Token::Text("<5"), Token::Close("td")]);
    }
}
