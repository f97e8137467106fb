//! The comments part: authors, and a text for each cell that has a note.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::super::area::{Area, a1};
use super::super::xml::{Broken, Edit, Kind, Outline, OutlineBuilder, Scanner, escape, plain_text, xstring};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const STRICT_NAMESPACE: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";

/// One comment of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::annotate) struct Comment {
    pub(in crate::annotate) cell: (u32, u32),
    pub(in crate::annotate) author: usize,
    pub(in crate::annotate) span: Range<usize>,
    /// opening tag of its text, and whether it is empty; where there is one
    text: Option<(Range<usize>, bool)>,
    /// a plain text that is not a run
    plain: Option<Range<usize>>,
    /// each run (or the plain text): where it stands, and what it says
    pub(in crate::annotate) runs: Vec<(Range<usize>, String)>,
}

/// A comments part, read.
pub(in crate::annotate) struct Comments {
    pub(in crate::annotate) outline: Outline,
    pub(in crate::annotate) authors: Vec<String>,
    pub(in crate::annotate) all: Vec<Comment>,
}

/// What is to be done to a comments part.
#[derive(Default)]
pub(super) struct Extended {
    pub(super) edits: Vec<Edit>,
    /// cells that had no note, and need a box
    pub(super) fresh: Vec<(u32, u32)>,
    /// cells whose note could not be extended
    pub(super) refused: Vec<(u32, u32)>,
}

impl Comments {
    pub(in crate::annotate) fn parse(xml: &[u8]) -> Result<Self, Broken> {
        let mut builder = OutlineBuilder::default();
        let mut scanner = Scanner::new(xml)?;
        let mut comments = Self { outline: Outline::default(), authors: Vec::new(), all: Vec::new() };
        let (mut start, mut text_start, mut said) = (0, 0, String::new());
        while let Some(tag) = scanner.next_tag()? {
            builder.see(&tag);
            let closes = tag.kind != Kind::Open;
            match (tag.depth, tag.local()) {
                (2, b"author") if tag.kind == Kind::Empty => comments.authors.push(String::new()),
                (2, b"author") if tag.kind == Kind::Open => start = tag.end,
                (2, b"author") => comments.authors.push(plain_text(xml.get(start..tag.start).unwrap_or_default())),
                (2, b"comment") if tag.opens() => comments.all.push(Comment {
                    cell: tag.value("ref").and_then(|r| Area::parse(&r)).map_or((u32::MAX, 0), |a| (a.top, a.left)),
                    author: tag.value("authorId").and_then(|a| a.trim().parse().ok()).unwrap_or(0),
                    span: tag.start..tag.end,
                    ..Comment::default()
                }),
                (2 | 3, _) => comments.close_or_text(&tag),
                (4, b"r" | b"t") => {
                    if tag.opens() {
                        (start, text_start, said) = (tag.start, tag.end, String::new());
                    }
                    if closes {
                        if tag.is("t") {
                            said = plain_text(xml.get(text_start..tag.start.max(text_start)).unwrap_or_default());
                        }
                        comments.run(start..tag.end, tag.is("t"), std::mem::take(&mut said));
                    }
                }
                (5, b"t") if tag.kind == Kind::Open => text_start = tag.end,
                (5, b"t") if tag.kind == Kind::Close => {
                    said = plain_text(xml.get(text_start..tag.start).unwrap_or_default());
                }
                _ => {}
            }
        }
        comments.outline = builder.done()?;
        Ok(comments)
    }

    fn close_or_text(&mut self, tag: &super::super::xml::Tag<'_>) {
        let Some(last) = self.all.last_mut() else { return };
        match (tag.depth, tag.local(), tag.kind) {
            (2, b"comment", Kind::Close) => last.span.end = tag.end,
            (3, b"text", Kind::Open | Kind::Empty) => {
                last.text = Some((tag.start..tag.end, tag.kind == Kind::Empty));
            }
            _ => {}
        }
    }

    fn run(&mut self, range: Range<usize>, plain: bool, said: String) {
        let Some(last) = self.all.last_mut() else { return };
        if plain {
            last.plain = Some(range.clone());
        }
        last.runs.push((range, said));
    }

    /// The edits that put notes in, each below what its cell already says.
    pub(super) fn extend(&self, notes: &BTreeMap<(u32, u32), String>, author: &str) -> Extended {
        let there: HashMap<(u32, u32), &Comment> = self.all.iter().map(|c| (c.cell, c)).collect();
        let mut out = Extended::default();
        let p = &self.outline.prefix;
        let number = self.authors.iter().position(|a| a == author).unwrap_or(self.authors.len());
        let mut new = String::new();
        for (cell, text) in notes {
            match there.get(cell) {
                Some(comment) => match self.below(comment, &appended(author, text)) {
                    Some(edits) => out.edits.extend(edits),
                    None => out.refused.push(*cell),
                },
                None => {
                    out.fresh.push(*cell);
                    new.push_str(&element(p, *cell, number, text));
                }
            }
        }
        if !new.is_empty() {
            if number == self.authors.len() {
                self.append("authors", &format!("<{p}author>{}</{p}author>", escape(author)), &mut out.edits);
            }
            self.append("commentList", &new, &mut out.edits);
        }
        out.edits = self.outline.fit(out.edits);
        out
    }

    fn append(&self, container: &str, text: &str, edits: &mut Vec<Edit>) {
        let p = &self.outline.prefix;
        let order = ["authors", "commentList", "extLst"];
        edits.push(match self.outline.child(container) {
            Some(child) => self.outline.append_to(child, text),
            None => {
                Edit::insert(self.outline.place(&order, container), format!("<{p}{container}>{text}</{p}{container}>"))
            }
        });
    }

    /// A run below the last one; a plain text becomes a run, since text and runs do not mix in every program.
    fn below(&self, comment: &Comment, text: &str) -> Option<Vec<Edit>> {
        let p = &self.outline.prefix;
        let run = run(p, text);
        let (open, empty) = comment.text.clone()?;
        let Some((last, _)) = comment.runs.last() else {
            return Some(vec![if empty {
                Edit::replace(open.end - 2, open.end, format!(">{run}</{p}text>"))
            } else {
                Edit::insert(open.end, run)
            }]);
        };
        let mut edits = Vec::new();
        if let Some(plain) = &comment.plain {
            edits.push(Edit::insert(plain.start, format!("<{p}r>")));
            edits.push(Edit::insert(plain.end, format!("</{p}r>")));
        }
        edits.push(Edit::insert(last.end, run));
        Some(edits)
    }
}

/// What is written below another's note: it says whose it is.
pub(in crate::annotate) fn appended(author: &str, text: &str) -> String {
    format!("\n\n{author}:\n{text}")
}

fn run(p: &str, text: &str) -> String {
    format!(
        "<{p}r><{p}rPr><{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"Tahoma\"/><{p}family val=\"2\"/></{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        xstring(text)
    )
}

fn element(p: &str, cell: (u32, u32), author: usize, text: &str) -> String {
    format!("<{p}comment ref=\"{}\" authorId=\"{author}\"><{p}text>{}</{p}text></{p}comment>", a1(cell), run(p, text))
}

/// A new comments part.
pub(super) fn render(notes: &BTreeMap<(u32, u32), String>, author: &str, strict: bool) -> String {
    let all: String = notes.iter().map(|(cell, text)| element("", *cell, 0, text)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{}\"><authors><author>{}</author></authors><commentList>{all}</commentList></comments>",
        if strict { STRICT_NAMESPACE } else { NAMESPACE },
        escape(author)
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::xml::{apply, text};
    use super::*;

    fn extended(xml: &str) -> String {
        let notes = BTreeMap::from([((0, 0), "ours".to_owned()), ((4, 1), "new".to_owned())]);
        let out = Comments::parse(xml.as_bytes()).unwrap().extend(&notes, "Y");
        text(&apply(xml.as_bytes(), out.edits).unwrap())
    }

    #[test]
    fn ours_stands_below_theirs() {
        let plain = "<comments><authors><author>A</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><t>theirs</t></text></comment></commentList></comments>";
        let out = extended(plain);
        assert!(out.contains("<text><r><t>theirs</t></r><r><rPr>"), "{out}");
        assert!(out.contains("Y:&#10;ours</t></r></text>"), "{out}");
        assert!(out.contains("<author>Y</author></authors>") && out.contains("<comment ref=\"B5\" authorId=\"1\">"));
        let read = Comments::parse(out.as_bytes()).unwrap();
        assert_eq!(read.all[0].runs.iter().map(|r| r.1.as_str()).collect::<Vec<_>>(), ["theirs", "\n\nY:\nours"]);
    }

    #[test]
    fn runs_prefixes_and_empty_parts_are_extended() {
        let runs = "<x:comments><x:authors/><x:commentList><x:comment ref=\"A1\"><x:text><x:r><x:t>a</x:t></x:r></x:text></x:comment></x:commentList></x:comments>";
        let out = extended(runs);
        assert!(out.contains("<x:authors><x:author>Y</x:author></x:authors>"), "{out}");
        assert!(out.contains("a</x:t></x:r><x:r><x:rPr>"), "{out}");
        assert!(extended("<comments/>").contains("<commentList><comment ref=\"A1\""));
    }
}
