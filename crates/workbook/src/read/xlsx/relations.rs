//! Relationships: which part of a package points to which.

use quick_xml::events::Event;

use crate::read::error::Refusal;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::xml::attribute;

/// One relationship of a part.
pub(in crate::read) struct Relation {
    pub(in crate::read) id: String,
    /// last word of its type: `worksheet`, `styles`
    pub(in crate::read) kind: String,
    /// path inside the package
    pub(in crate::read) target: String,
}

/// The relationships of the part at `path` (empty for the package itself).
pub(in crate::read) fn read(package: &mut Package<'_>, path: &str, limits: &Limits) -> Result<Vec<Relation>, Refusal> {
    let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let Some(part) = package.find(&format!("{folder}{slash}_rels/{file}.rels")) else { return Ok(Vec::new()) };
    let mut relations = Vec::new();
    let mut xml = package.xml(part, limits)?;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let text = |name| attribute(&tag, name).map(|value| value.into_owned()).unwrap_or_default();
                let kind = text("Type").rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation { id: text("Id"), kind, target: resolve(folder, &text("Target")) });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(relations)
}

/// The path of the part that holds the document itself, if the package says so.
pub(in crate::read) fn workbook_part_path(
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Option<String>, Refusal> {
    let relations = read(package, "", limits)?;
    Ok(relations.into_iter().find(|relation| relation.kind == "officeDocument").map(|relation| relation.target))
}

/// A target as a path inside the package: from the root where it begins with a slash, otherwise
/// from the folder of the part that points to it.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let full = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in full.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            other => steps.push(other),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_root_or_the_folder() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/worksheets", "..\\drawings\\d.xml"), "xl/drawings/d.xml");
        assert_eq!(resolve("", "../../xl/workbook.xml"), "xl/workbook.xml");
    }
}
