//! The workbook part: its sheets, their names and whether they show.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::relations::{self, Relation};
use crate::read::error::Refusal;
use crate::read::kept::SheetKind;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::sheet::Visibility;
use crate::read::xml::{attribute, is_true};

/// One sheet as the workbook part lists it.
#[derive(Clone, Debug)]
pub(super) struct SheetEntry {
    pub(super) name: Arc<str>,
    pub(super) visibility: Visibility,
    pub(super) kind: SheetKind,
    /// number of its part, unless it is missing
    pub(super) part: Option<usize>,
}

impl SheetKind {
    /// The kind of the part that a relationship of this type points to.
    pub(in crate::read) fn of_relation(kind: Option<&str>) -> Self {
        match kind {
            Some("worksheet") | None => Self::Cells,
            Some("chartsheet") => Self::Chart,
            Some("xlMacrosheet" | "xlIntlMacrosheet") => Self::Other("an old macro sheet"),
            Some("dialogsheet") => Self::Other("an old dialog sheet"),
            Some(_) => Self::Other("a sheet of a kind that holds no cells"),
        }
    }
}

impl SheetEntry {
    /// What is wrong with its name; `before` are the sheets listed before it.
    pub(super) fn odd_name(&self, before: &[Self]) -> Option<String> {
        let name = self.name.to_lowercase();
        let what = if name.is_empty() {
            format!("sheet {} has no name", before.len() + 1)
        } else if before.iter().any(|other| other.name.to_lowercase() == name) {
            format!("two sheets are called `{}`", self.name)
        } else {
            return None;
        };
        Some(format!("{what}: its list of sheets is damaged; compare it with the original"))
    }

    /// Why it holds no cells to read, if it does not; `before` are the sheets listed before it.
    pub(super) fn refusal(&self, before: &[Self]) -> Option<Refusal> {
        if let Some(other) = before.iter().find(|other| self.part.is_some() && other.part == self.part) {
            let what = format!("it leads to the cells of the sheet {}; its own are lost", other.name);
            return Some(Refusal::damaged(what));
        }
        let SheetKind::Other(what) = self.kind else { return None };
        Some(Refusal::not_a_workbook(what, "the other sheets were read"))
    }
}

/// What the workbook part says.
pub(super) struct WorkbookPart {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) date_1904: bool,
    /// Files of one family of writing libraries hold 0 for every formula that was never calculated,
    /// and ask Excel to calculate on opening. There a formula's 0 is no result.
    pub(super) zero_is_uncalculated: bool,
    /// number of the part of shared texts
    pub(super) strings: Option<usize>,
    /// number of the part of formats
    pub(super) styles: Option<usize>,
}

impl WorkbookPart {
    /// Reads the workbook part and its relationships.
    pub(super) fn read(package: &mut Package<'_>, part: usize, limits: &Limits) -> Result<Self, Refusal> {
        let path = package.name(part).to_owned();
        let relations = relations::read(package, &path, limits)?;
        let target = |package: &Package<'_>, kind: &str| {
            let relation = relations.iter().find(|relation| relation.kind == kind)?;
            package.find(&relation.target)
        };
        let mut book = Self {
            sheets: Vec::new(),
            date_1904: false,
            zero_is_uncalculated: false,
            strings: target(package, "sharedStrings"),
            styles: target(package, "styles"),
        };
        let mut listed = Vec::new();
        let mut xml = package.xml(part, limits)?;
        loop {
            match xml.next()? {
                Event::Start(tag) => book.element(&tag, &mut listed, limits)?,
                Event::Eof => break,
                _ => {}
            }
        }
        drop(xml);
        book.sheets = listed.into_iter().map(|sheet| sheet.resolve(&relations, package)).collect();
        Ok(book)
    }

    fn element(&mut self, tag: &BytesStart<'_>, listed: &mut Vec<Listed>, limits: &Limits) -> Result<(), Refusal> {
        match tag.local_name().as_ref() {
            "sheet" => {
                if listed.len() >= limits.sheets {
                    return Err(Refusal::TooBig(format!("it has over {} sheets", limits.sheets)));
                }
                listed.push(Listed::of(tag));
            }
            // An extension element of the same local name carries no such attribute.
            "workbookPr" => self.date_1904 |= is_true(tag, "date1904"),
            "calcPr" => {
                let never_saved_by_excel = attribute(tag, "calcId").is_some_and(|id| id == "124519");
                self.zero_is_uncalculated = never_saved_by_excel && is_true(tag, "fullCalcOnLoad");
            }
            _ => {}
        }
        Ok(())
    }
}

/// A sheet as listed, its part not yet looked up.
struct Listed {
    name: Arc<str>,
    visibility: Visibility,
    relation: String,
}

impl Listed {
    fn of(tag: &BytesStart<'_>) -> Self {
        let visibility = match attribute(tag, "state").as_deref() {
            Some("hidden") => Visibility::Hidden,
            Some("veryHidden") => Visibility::VeryHidden,
            _ => Visibility::Visible,
        };
        let text = |name| attribute(tag, name).unwrap_or_default();
        Self { name: Arc::from(&*text("name")), visibility, relation: text("id").into_owned() }
    }

    fn resolve(self, relations: &[Relation], package: &Package<'_>) -> SheetEntry {
        let relation = relations.iter().find(|relation| relation.id == self.relation);
        let kind = SheetKind::of_relation(relation.map(|relation| relation.kind.as_str()));
        let part = relation.and_then(|relation| package.find(&relation.target));
        SheetEntry { name: self.name, visibility: self.visibility, kind, part }
    }
}
