//! The elements right under the root of a part, and where a new one belongs among them.

use std::ops::Range;

use super::{Broken, Edit, Kind, Scanner, Tag, text};

/// An element right under the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::annotate) struct Child {
    /// its name without prefix; for an alternative (`mc:AlternateContent`) that of what stands in it
    pub(in crate::annotate) name: String,
    /// its opening tag
    pub(in crate::annotate) open: Range<usize>,
    /// start of its closing tag; the end of the opening one where it is empty
    pub(in crate::annotate) inner_end: usize,
    pub(in crate::annotate) end: usize,
    pub(in crate::annotate) empty: bool,
    /// stands in the root's own namespace, as written
    pub(in crate::annotate) own: bool,
}

/// The root and its children.
#[derive(Clone, Debug, Default)]
pub(in crate::annotate) struct Outline {
    /// the root's prefix with colon, or nothing
    pub(in crate::annotate) prefix: String,
    pub(in crate::annotate) root_name: String,
    pub(in crate::annotate) root_open: Range<usize>,
    pub(in crate::annotate) root_close: usize,
    pub(in crate::annotate) empty_root: bool,
    pub(in crate::annotate) root_tag: String,
    pub(in crate::annotate) children: Vec<Child>,
}

/// How many elements right under a root are remembered; the fullest parts of Excel have some 65,000.
const MOST_CHILDREN: usize = 100_000;

/// Makes an outline out of tags that pass by.
#[derive(Default)]
pub(in crate::annotate) struct OutlineBuilder {
    outline: Outline,
    seen_root: bool,
    /// where the first element stands that was one too many
    crowded: Option<usize>,
}

impl OutlineBuilder {
    pub(in crate::annotate) fn see(&mut self, tag: &Tag<'_>) {
        match (tag.depth, tag.kind) {
            (0, Kind::Close) => self.outline.root_close = tag.start,
            (0, _) if !self.seen_root => self.root(tag),
            (1, Kind::Close) => {
                if let Some(child) = self.outline.children.last_mut() {
                    child.inner_end = tag.start;
                    child.end = tag.end;
                }
            }
            (1, _) => self.child(tag),
            // Choice or Fallback is at 2, what it offers at 3
            (3, Kind::Open | Kind::Empty) => {
                if let Some(child) = self.outline.children.last_mut().filter(|c| c.name == "AlternateContent") {
                    child.name = text(tag.local());
                }
            }
            _ => {}
        }
    }

    fn root(&mut self, tag: &Tag<'_>) {
        self.seen_root = true;
        let outline = &mut self.outline;
        outline.prefix = text(tag.prefix());
        outline.root_name = text(tag.name);
        outline.root_tag = text(tag.raw);
        outline.root_open = tag.start..tag.end;
        outline.root_close = tag.end;
        outline.empty_root = tag.kind == Kind::Empty;
    }

    fn child(&mut self, tag: &Tag<'_>) {
        if self.outline.children.len() >= MOST_CHILDREN {
            self.crowded.get_or_insert(tag.start);
            return;
        }
        self.outline.children.push(Child {
            name: text(tag.local()),
            open: tag.start..tag.end,
            inner_end: tag.end,
            end: tag.end,
            empty: tag.kind == Kind::Empty,
            own: tag.prefix() == self.outline.prefix.as_bytes(),
        });
    }

    /// The outline; broken where there was no root, or so much under it that it was made to fill the memory.
    pub(in crate::annotate) fn done(self) -> Result<Outline, Broken> {
        match self.crowded {
            Some(at) => Err(Broken::At(at)),
            None => self.seen_root.then_some(self.outline).ok_or(Broken::At(0)),
        }
    }
}

impl Outline {
    /// The outline of a part.
    pub(in crate::annotate) fn of(xml: &[u8]) -> Result<Self, Broken> {
        let mut builder = OutlineBuilder::default();
        let mut scanner = Scanner::new(xml)?;
        while let Some(tag) = scanner.next_tag()? {
            builder.see(&tag);
        }
        builder.done()
    }

    pub(in crate::annotate) fn child(&self, name: &str) -> Option<&Child> {
        self.children.iter().find(|c| c.own && c.name == name)
    }

    /// Where an element of this name goes so that the children stay in `order`.
    pub(in crate::annotate) fn place(&self, order: &[&str], name: &str) -> usize {
        let rank = |wanted: &str| order.iter().position(|o| *o == wanted);
        let own = rank(name);
        self.children
            .iter()
            .find(|c| rank(&c.name).is_some_and(|r| own.is_some_and(|own| r > own)))
            .map_or(self.root_close, |c| c.open.start)
    }

    /// The edits as they must be where the root is empty (`<a/>`): it is opened for them first.
    pub(in crate::annotate) fn fit(&self, edits: Vec<Edit>) -> Vec<Edit> {
        if !self.empty_root || edits.is_empty() {
            return edits;
        }
        let inside: String = edits.into_iter().map(|e| e.text).collect();
        let end = self.root_open.end;
        vec![Edit::replace(end.saturating_sub(2), end, format!(">{inside}</{}>", self.root_name))]
    }

    /// An edit that puts text at the end of a child, which is opened where it is empty.
    pub(in crate::annotate) fn append_to(&self, child: &Child, text: &str) -> Edit {
        if child.empty {
            let end = child.open.end;
            let closing = format!("</{}{}>", self.prefix, child.name);
            Edit::replace(end.saturating_sub(2), end, format!(">{text}{closing}"))
        } else {
            Edit::insert(child.inner_end, text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::*;

    const ORDER: &[&str] = &["a", "b", "c"];

    fn with(xml: &str, name: &str) -> String {
        let outline = Outline::of(xml.as_bytes()).unwrap();
        let edit = Edit::insert(outline.place(ORDER, name), format!("<{}{name}/>", outline.prefix));
        text(&apply(xml.as_bytes(), outline.fit(vec![edit])).unwrap())
    }

    #[test]
    fn new_elements_stand_in_schema_order() {
        assert_eq!(with("<r><a/><c/></r>", "b"), "<r><a/><b/><c/></r>");
        assert_eq!(with("<r><a/></r>", "b"), "<r><a/><b/></r>");
        assert_eq!(with("<x:r/>", "b"), "<x:r><x:b/></x:r>");
        let alternative = "<r><a/><m:AlternateContent><m:Choice><c/></m:Choice></m:AlternateContent></r>";
        assert!(with(alternative, "b").contains("<a/><b/><m:Alt"));
    }

    #[test]
    fn a_part_stuffed_with_elements_is_broken_instead_of_filling_the_memory() {
        let stuffed = |count: usize| format!("<r>{}</r>", "<x/>".repeat(count));
        assert!(Outline::of(stuffed(MOST_CHILDREN).as_bytes()).is_ok());
        let last = "<r>".len() + MOST_CHILDREN * "<x/>".len();
        assert_eq!(Outline::of(stuffed(MOST_CHILDREN + 1).as_bytes()).unwrap_err(), Broken::At(last));
    }

    #[test]
    fn an_empty_child_is_opened() {
        let xml = b"<x:r><x:a/></x:r>";
        let outline = Outline::of(xml).unwrap();
        let edit = outline.append_to(outline.child("a").unwrap(), "<i/>");
        assert_eq!(apply(xml, vec![edit]).unwrap(), b"<x:r><x:a><i/></x:a></x:r>");
    }
}
