//! One XML part of the source as it must be in the workbook.

use super::super::xml::{Broken, Edit, Kind, Scanner, Tag, apply, attributes, escape, plain_text, text_of};
use super::names::Renames;
use super::{Formats, Strings};

/// Rewrites sheets, tables, drawings and charts.
pub(super) struct Rewriter<'a> {
    pub(super) renames: &'a Renames,
    pub(super) formats: &'a Formats,
    pub(super) strings: &'a Strings,
}

/// What the walk over a part remembers.
#[derive(Default)]
struct State {
    edits: Vec<Edit>,
    /// the cell we are in refers to a shared string
    shared: bool,
    /// where the text of the element we are in begins
    text_from: usize,
    value_from: usize,
}

impl Rewriter<'_> {
    /// The part rewritten; `table` is the number of the table it is, if it is one.
    pub(super) fn part(&self, xml: &[u8], table: Option<u32>) -> Result<Vec<u8>, Broken> {
        let mut state = State::default();
        let mut scanner = Scanner::new(xml)?;
        while let Some(tag) = scanner.next_tag()? {
            if tag.opens() {
                self.attributes(&tag, &mut state, table);
            }
            match tag.local() {
                b"c" => state.shared = tag.kind == Kind::Open && tag.value("t").as_deref() == Some("s"),
                b"v" => self.shared_string(xml, &tag, &mut state),
                _ => {}
            }
            if is_formula(tag.local()) && !self.renames.is_empty() {
                self.formula(xml, &tag, &mut state);
            }
        }
        apply(xml, state.edits).ok_or(Broken::At(0))
    }

    fn attributes(&self, tag: &Tag<'_>, state: &mut State, table: Option<u32>) {
        for attribute in attributes(tag.raw) {
            let name = tag.raw.get(attribute.name.clone()).unwrap_or_default();
            let value = text_of(tag.raw, attribute.value.clone());
            let (from, to) = (tag.start + attribute.value.start, tag.start + attribute.value.end);
            match self.value(tag, name, &value, table) {
                Change::Keep => {}
                Change::To(new) => state.edits.push(Edit::replace(from, to, new)),
                Change::Drop => state.edits.push(Edit::replace(tag.start + attribute.name.start, to + 1, "")),
            }
        }
    }

    fn value(&self, tag: &Tag<'_>, name: &[u8], value: &str, table: Option<u32>) -> Change {
        let number = || value.trim().parse::<usize>().ok();
        let style = || {
            let index = number().and_then(|n| self.formats.cells.get(n)).copied().unwrap_or(0);
            Change::To(index.to_string())
        };
        let renamed = |map: &std::collections::HashMap<String, String>| {
            let old = plain_text(value.as_bytes());
            map.get(&old.to_lowercase()).map_or(Change::Keep, |new| Change::To(escape(new)))
        };
        match (tag.local(), name) {
            (b"c" | b"row", b"s") | (b"col", b"style") => style(),
            (b"c", b"t") if value == "s" => Change::To("inlineStr".to_owned()),
            // these lead to lists of the workbook that are not merged
            (b"c", b"cm" | b"vm") | (b"sheetView", b"tabSelected") => Change::Drop,
            (b"hyperlink", b"location") => {
                let old = plain_text(value.as_bytes());
                let new = self.renames.formula(&old);
                if new == old { Change::Keep } else { Change::To(escape(&new)) }
            }
            (b"table", b"id") => table.map_or(Change::Keep, |id| Change::To(id.to_string())),
            (b"table", b"name" | b"displayName") => renamed(&self.renames.tables),
            (_, name) if name.to_ascii_lowercase().ends_with(b"dxfid") => {
                let index = number().and_then(|n| self.formats.differential.get(n));
                index.map_or(Change::Keep, |i| Change::To(i.to_string()))
            }
            _ => Change::Keep,
        }
    }

    fn shared_string(&self, xml: &[u8], tag: &Tag<'_>, state: &mut State) {
        if !state.shared {
            return;
        }
        if tag.kind == Kind::Open {
            state.value_from = tag.start;
        } else {
            let from = if tag.kind == Kind::Empty { tag.start } else { state.value_from };
            let raw = text_of(xml, from..tag.end);
            let number = raw.split(['<', '>']).nth(2).and_then(|n| n.trim().parse::<usize>().ok());
            let text = number.and_then(|n| self.strings.get(n)).map(String::as_str).unwrap_or("<t></t>");
            state.edits.push(Edit::replace(from, tag.end, format!("<is>{text}</is>")));
        }
    }

    fn formula(&self, xml: &[u8], tag: &Tag<'_>, state: &mut State) {
        match tag.kind {
            Kind::Open => state.text_from = tag.end,
            Kind::Empty => {}
            Kind::Close => {
                let old = plain_text(xml.get(state.text_from..tag.start).unwrap_or_default());
                let new = self.renames.formula(&old);
                if new != old {
                    state.edits.push(Edit::replace(state.text_from, tag.start, escape(&new)));
                }
            }
        }
    }
}

enum Change {
    Keep,
    To(String),
    Drop,
}

/// Elements that hold a formula: in cells, rules, validations, tables, charts and sparklines.
fn is_formula(local: &[u8]) -> bool {
    matches!(local, b"f" | b"formula" | b"formula1" | b"formula2" | b"calculatedColumnFormula" | b"totalsRowFormula")
}
