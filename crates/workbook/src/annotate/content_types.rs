//! `[Content_Types].xml`: what kind each part of a package is.

use std::collections::BTreeMap;

use super::error::AnnotateError;
use super::package::{Package, broken};
use super::xml::{Edit, Outline, Scanner, escape};

pub(super) const PART: &str = "[Content_Types].xml";

/// The content types of a package.
pub(super) struct ContentTypes {
    outline: Outline,
    defaults: BTreeMap<String, String>,
    /// by part name in lower case without its leading slash: type and place
    overrides: BTreeMap<String, (String, usize, usize)>,
    edits: Vec<Edit>,
}

impl ContentTypes {
    pub(super) fn load(package: &mut Package<'_>) -> Result<Self, AnnotateError> {
        if !package.has(PART) {
            return Err(AnnotateError::NotAWorkbook);
        }
        let xml = package.read(PART)?;
        let outline = Outline::of(&xml).map_err(|b| broken(PART, b))?;
        let mut types = Self { outline, defaults: BTreeMap::new(), overrides: BTreeMap::new(), edits: Vec::new() };
        types.parse(&xml).map_err(|b| broken(PART, b))?;
        Ok(types)
    }

    fn parse(&mut self, xml: &[u8]) -> Result<(), super::xml::Broken> {
        let mut scanner = Scanner::new(xml)?;
        while let Some(tag) = scanner.next_tag()? {
            let kind = tag.value("ContentType").unwrap_or_default();
            if !tag.opens() {
                continue;
            }
            if tag.is("Default") {
                self.defaults.insert(tag.value("Extension").unwrap_or_default().to_ascii_lowercase(), kind);
            } else if tag.is("Override") {
                let part = tag.value("PartName").unwrap_or_default().replace('\\', "/").to_ascii_lowercase();
                let entry = (kind, tag.start, tag.end);
                self.overrides.insert(part.trim_start_matches('/').to_owned(), entry);
            }
        }
        Ok(())
    }

    /// The type of a part.
    pub(super) fn of(&self, part: &str) -> Option<&str> {
        let part = part.to_ascii_lowercase();
        if let Some((kind, _, _)) = self.overrides.get(part.trim_start_matches('/')) {
            return Some(kind);
        }
        let extension = part.rsplit_once('.').map(|(_, e)| e).unwrap_or_default();
        self.defaults.get(extension).map(String::as_str)
    }

    /// States the type of a new part, unless its extension says it already.
    pub(super) fn declare(&mut self, part: &str, kind: &str) {
        if self.of(part) == Some(kind) {
            return;
        }
        let lower = part.to_ascii_lowercase();
        let prefix = &self.outline.prefix;
        let extension = lower.rsplit_once('.').map(|(_, e)| e.to_owned()).unwrap_or_default();
        // pictures and drawings of notes go by extension as everywhere; other parts are named one by one
        let element = if by_extension(&extension) && !self.defaults.contains_key(&extension) {
            self.defaults.insert(extension.clone(), kind.to_owned());
            format!("<{prefix}Default Extension=\"{}\" ContentType=\"{}\"/>", escape(&extension), escape(kind))
        } else {
            self.overrides.insert(lower, (kind.to_owned(), 0, 0));
            format!("<{prefix}Override PartName=\"/{}\" ContentType=\"{}\"/>", escape(part), escape(kind))
        };
        self.edits.push(Edit::insert(self.outline.root_close, element));
    }

    /// Takes the line of a dropped part out.
    pub(super) fn forget(&mut self, part: &str) {
        if let Some((_, start, end)) = self.overrides.remove(&part.to_ascii_lowercase())
            && end > start
        {
            self.edits.push(Edit::replace(start, end, ""));
        }
    }

    pub(super) fn flush(self, package: &mut Package<'_>) {
        package.edit(PART, self.outline.fit(self.edits));
    }
}

fn by_extension(extension: &str) -> bool {
    matches!(extension, "vml" | "png" | "jpeg" | "jpg" | "gif" | "bmp" | "rels")
}
