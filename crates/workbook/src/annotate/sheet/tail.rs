//! What stands behind a sheet's cells: links, and the hook of the drawing that holds the notes' boxes.

use super::super::area::a1;
use super::super::plan::LinkTarget;
use super::super::rels::{Rels, STRICT, TRANSITIONAL};
use super::super::survey::Survey;
use super::super::xml::{Edit, attributes, escape, text_of};
use super::ORDER;

/// What is needed to write relationships into a sheet.
pub(in crate::annotate) struct Tail<'a> {
    pub(in crate::annotate) survey: &'a Survey,
    pub(in crate::annotate) rels: &'a mut Rels,
    /// what the types of relationships begin with
    pub(in crate::annotate) base: &'a str,
}

impl Tail<'_> {
    /// The edit that puts links on cells.
    pub(in crate::annotate) fn links(&mut self, links: &[((u32, u32), LinkTarget)]) -> Option<Edit> {
        if links.is_empty() {
            return None;
        }
        let p = self.survey.outline.prefix.clone();
        let mut all = String::new();
        for (cell, target) in links {
            let to = match target {
                LinkTarget::Place(place) => format!("location=\"{}\"", escape(place)),
                LinkTarget::Address(address) => {
                    let id = self.rels.add_external(&format!("{}/hyperlink", self.base), address);
                    reference(&self.survey.outline.root_tag, self.base, &id)
                }
            };
            all.push_str(&format!("<{p}hyperlink ref=\"{}\" {to}/>", a1(*cell)));
        }
        let outline = &self.survey.outline;
        Some(match outline.child("hyperlinks") {
            Some(there) => outline.append_to(there, &all),
            None => Edit::insert(outline.place(ORDER, "hyperlinks"), format!("<{p}hyperlinks>{all}</{p}hyperlinks>")),
        })
    }
}

/// An attribute that names a relationship, with its namespace where the part's root has not declared it.
pub(in crate::annotate) fn reference(root_tag: &str, base: &str, id: &str) -> String {
    let raw = root_tag.as_bytes();
    let declared = attributes(raw).find_map(|a| {
        let name = text_of(raw, a.name);
        let value = text_of(raw, a.value);
        name.strip_prefix("xmlns:").filter(|_| value == TRANSITIONAL || value == STRICT).map(str::to_owned)
    });
    match declared {
        Some(prefix) => format!("{prefix}:id=\"{id}\""),
        None => format!("xmlns:r=\"{base}\" r:id=\"{id}\""),
    }
}
