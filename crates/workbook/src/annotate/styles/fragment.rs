//! One small element (a font, a fill, a border, a cell format) taken apart and put together again.

use super::super::xml::{Edit, Kind, Scanner, apply, local, set_attribute, text, text_of, value};

/// An element with its direct children as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::annotate) struct Fragment {
    /// the opening tag, never self-closed
    pub(in crate::annotate) open: String,
    /// name with prefix
    pub(in crate::annotate) name: String,
    /// local name and text of each child
    pub(in crate::annotate) children: Vec<(String, String)>,
}

impl Fragment {
    pub(in crate::annotate) fn parse(fragment: &str) -> Option<Self> {
        let bytes = fragment.as_bytes();
        let mut scanner = Scanner::new(bytes).ok()?;
        let root = scanner.next_tag().ok()??;
        let name = text(root.name);
        let open = text(root.raw);
        let mut found = Self { open, name, children: Vec::new() };
        if root.kind == Kind::Empty {
            found.open = format!("{}>", found.open.trim_end_matches("/>").trim_end());
            return Some(found);
        }
        let mut start = 0;
        while let Some(tag) = scanner.next_tag().ok()?.filter(|t| t.depth > 0) {
            if tag.depth == 1 && tag.kind != Kind::Close {
                start = tag.start;
            }
            if tag.depth == 1 && tag.kind != Kind::Open {
                found.children.push((text(local(tag.name)), text_of(bytes, start..tag.end)));
            }
        }
        Some(found)
    }

    pub(in crate::annotate) fn value(&self, name: &str) -> Option<String> {
        value(self.open.as_bytes(), name)
    }

    pub(in crate::annotate) fn number(&self, name: &str) -> Option<usize> {
        self.value(name)?.trim().parse().ok()
    }

    pub(in crate::annotate) fn set(&mut self, name: &str, to: &str) {
        self.open = set_attribute(&self.open, name, to);
    }

    pub(in crate::annotate) fn child(&self, name: &str) -> Option<&str> {
        self.children.iter().find(|(n, _)| n == name).map(|(_, raw)| raw.as_str())
    }

    pub(in crate::annotate) fn without(mut self, names: &[&str]) -> Self {
        self.children.retain(|(n, _)| !names.contains(&n.as_str()));
        self
    }

    /// Puts a child before the first of those named, or at the end.
    pub(in crate::annotate) fn put_before(&mut self, followers: &[&str], name: &str, raw: String) {
        let at = self.children.iter().position(|(n, _)| followers.contains(&n.as_str()));
        self.children.insert(at.unwrap_or(self.children.len()), (name.to_owned(), raw));
    }

    pub(in crate::annotate) fn render(&self) -> String {
        if self.children.is_empty() {
            return format!("{}/>", self.open.trim_end_matches('>'));
        }
        let inside: String = self.children.iter().map(|(_, raw)| raw.as_str()).collect();
        format!("{}{inside}</{}>", self.open, self.name)
    }
}

/// A fragment whose unprefixed elements get a prefix (`x:`).
pub(super) fn with_prefix(fragment: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return fragment.to_owned();
    }
    let Ok(mut scanner) = Scanner::new(fragment.as_bytes()) else { return fragment.to_owned() };
    let mut edits = Vec::new();
    while let Ok(Some(tag)) = scanner.next_tag() {
        if tag.prefix().is_empty() {
            edits.push(Edit::insert(tag.start + if tag.kind == Kind::Close { 2 } else { 1 }, prefix));
        }
    }
    apply(fragment.as_bytes(), edits).map_or_else(|| fragment.to_owned(), |b| text(&b))
}

/// A fragment whose elements lose their prefixes.
pub(super) fn without_prefix(fragment: &str) -> String {
    let Ok(mut scanner) = Scanner::new(fragment.as_bytes()) else { return fragment.to_owned() };
    let mut edits = Vec::new();
    while let Ok(Some(tag)) = scanner.next_tag() {
        let from = tag.start + if tag.kind == Kind::Close { 2 } else { 1 };
        edits.push(Edit::replace(from, from + tag.prefix().len(), ""));
    }
    apply(fragment.as_bytes(), edits).map_or_else(|| fragment.to_owned(), |b| text(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_comes_out_as_it_went_in() {
        for xml in [
            "<font><b/><sz val=\"11\"/><name val=\"A&amp;B\"/></font>",
            "<xf numFmtId=\"0\"/>",
            "<x:border a=\"1\"><x:left style=\"thin\"><x:color rgb=\"FF000000\"/></x:left></x:border>",
        ] {
            assert_eq!(Fragment::parse(xml).unwrap().render(), xml);
        }
    }

    #[test]
    fn prefixes_go_to_every_tag() {
        assert_eq!(with_prefix("<a><b/></a>", "x:"), "<x:a><x:b/></x:a>");
        assert_eq!(without_prefix("<x:a><x:b/></x:a>"), "<a><b/></a>");
    }
}
