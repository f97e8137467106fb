//! The relationships of a part: which other parts it uses.

use std::collections::BTreeSet;

use super::error::AnnotateError;
use super::package::{Package, broken};
use super::xml::{Edit, Outline, Scanner, escape};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// Relationship types of ordinary (transitional) workbooks begin so.
pub(super) const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// And those of strict ones so.
pub(super) const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// One relationship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relationship {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) target: String,
    pub(super) external: bool,
    /// where it stands in its part
    pub(super) span: (usize, usize),
}

impl Relationship {
    /// The last word of its type, such as `worksheet`.
    pub(super) fn word(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }
}

/// The relationships of one part.
pub(super) struct Rels {
    source: String,
    part: String,
    outline: Option<Outline>,
    pub(super) all: Vec<Relationship>,
    ids: BTreeSet<String>,
    added: Vec<Relationship>,
    removed: Vec<Edit>,
}

/// Name of the part that holds the relationships of another.
pub(super) fn rels_part(source: &str) -> String {
    let (folder, file) = source.rsplit_once('/').map_or(("", source), |(folder, file)| (folder, file));
    if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") }
}

/// The part that a target names, seen from the part it stands in.
pub(super) fn resolve(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let target = target.split('#').next().unwrap_or_default();
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(source.split('/'));
        path.pop();
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path.join("/").replace("%20", " ")
}

/// A target as it is written in the relationships of `source`.
pub(super) fn relative(source: &str, part: &str) -> String {
    let from: Vec<&str> = source.split('/').collect();
    let to: Vec<&str> = part.split('/').collect();
    let folders = from.len().saturating_sub(1);
    let common = from.iter().take(folders).zip(to.iter()).take_while(|(a, b)| a == b).count();
    let mut steps = vec![".."; folders - common];
    steps.extend(to.iter().skip(common));
    steps.join("/")
}

impl Rels {
    /// No relationships, of no part.
    pub(super) fn none() -> Self {
        Self::of_source("")
    }

    fn of_source(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            part: rels_part(source),
            outline: None,
            all: Vec::new(),
            ids: BTreeSet::new(),
            added: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// The relationships of `source` (empty: of the package); none where it has none.
    pub(super) fn load(package: &mut Package<'_>, source: &str) -> Result<Self, AnnotateError> {
        let mut rels = Self::of_source(source);
        let part = rels.part.clone();
        if package.has(&part) {
            let xml = package.read(&part)?;
            let outline = Outline::of(&xml).map_err(|b| broken(&part, b))?;
            rels.all = parse(&xml).map_err(|b| broken(&part, b))?;
            rels.ids = rels.all.iter().map(|r| r.id.to_ascii_lowercase()).collect();
            rels.outline = Some(outline);
        }
        Ok(rels)
    }

    /// The part that a relationship leads to.
    pub(super) fn part_of(&self, relationship: &Relationship) -> String {
        resolve(&self.source, &relationship.target)
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&Relationship> {
        self.all.iter().find(|r| r.id == id)
    }

    /// The first internal relationship whose type ends so.
    pub(super) fn by_word(&self, word: &str) -> Option<&Relationship> {
        self.all.iter().find(|r| !r.external && r.word() == word)
    }

    /// Adds a relationship to a part and returns its id.
    pub(super) fn add(&mut self, kind: &str, part: &str) -> String {
        let target = relative(&self.source, part);
        self.add_target(kind, target, false)
    }

    /// Adds a relationship to something outside the package.
    pub(super) fn add_external(&mut self, kind: &str, target: &str) -> String {
        if let Some(same) = self.added.iter().find(|r| r.external && r.kind == kind && r.target == target) {
            return same.id.clone();
        }
        self.add_target(kind, target.to_owned(), true)
    }

    fn add_target(&mut self, kind: &str, target: String, external: bool) -> String {
        let mut number = self.all.len() + self.added.len() + 1;
        while !self.ids.insert(format!("rid{number}")) {
            number += 1;
        }
        let id = format!("rId{number}");
        self.added.push(Relationship { id: id.clone(), kind: kind.to_owned(), target, external, span: (0, 0) });
        id
    }

    /// Takes a relationship out.
    pub(super) fn remove(&mut self, id: &str) {
        if let Some((start, end)) = self.by_id(id).map(|r| r.span) {
            self.removed.push(Edit::replace(start, end, ""));
        }
    }

    /// Hands the changes to the package.
    pub(super) fn flush(self, package: &mut Package<'_>) {
        let Some(outline) = &self.outline else {
            if !self.added.is_empty() {
                package.add(self.part.clone(), render(&self.added).into_bytes());
            }
            return;
        };
        let prefix = &outline.prefix;
        let mut edits: Vec<Edit> =
            self.added.iter().map(|r| Edit::insert(outline.root_close, element(prefix, r))).collect();
        edits.extend(self.removed);
        package.edit(&self.part, outline.fit(edits));
    }
}

/// The relationships written in a part.
pub(super) fn parse(xml: &[u8]) -> Result<Vec<Relationship>, super::xml::Broken> {
    let mut scanner = Scanner::new(xml)?;
    let mut found: Vec<Relationship> = Vec::new();
    while let Some(tag) = scanner.next_tag()? {
        if !tag.is("Relationship") {
            continue;
        }
        if tag.kind == super::xml::Kind::Close {
            if let Some(last) = found.last_mut() {
                last.span.1 = tag.end;
            }
            continue;
        }
        found.push(Relationship {
            id: tag.value("Id").unwrap_or_default(),
            kind: tag.value("Type").unwrap_or_default(),
            target: tag.value("Target").unwrap_or_default(),
            external: tag.value("TargetMode").is_some_and(|m| m.eq_ignore_ascii_case("External")),
            span: (tag.start, tag.end),
        });
    }
    Ok(found)
}

/// A whole part of relationships.
pub(super) fn render(all: &[Relationship]) -> String {
    let inside: String = all.iter().map(|r| element("", r)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"{NAMESPACE}\">{inside}</Relationships>"
    )
}

fn element(prefix: &str, r: &Relationship) -> String {
    let mode = if r.external { " TargetMode=\"External\"" } else { "" };
    format!(
        "<{prefix}Relationship Id=\"{}\" Type=\"{}\" Target=\"{}\"{mode}/>",
        escape(&r.id),
        escape(&r.kind),
        escape(&r.target)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_there_and_back() {
        for (source, target, part) in [
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml"),
            ("xl/worksheets/sheet1.xml", "/xl/tables/table1.xml", "xl/tables/table1.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(source, target), part);
            assert_eq!(resolve(source, &relative(source, part)), part);
        }
        assert_eq!(relative("xl/workbook.xml", "customXml/item1.xml"), "../customXml/item1.xml");
        assert_eq!(rels_part(""), "_rels/.rels");
        assert_eq!(rels_part("workbook.xml"), "_rels/workbook.xml.rels");
    }
}
