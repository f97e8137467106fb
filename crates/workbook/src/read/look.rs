//! How an Excel workbook looks, apart from what its cells say: fills, letters, filters, rules of formatting, print settings,
//! pictures. So that what somebody changed about it can be told from how it was made.
//!
//! Programs write the same look in other words when they save a workbook: defaults and no statement are the same, a
//! colour of the theme is the colour that is seen, and the black of letters is no colour.

mod comments;
mod page;
mod styles;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use self::page::Printed;
use self::styles::Styles;
use super::caught::caught;
use super::error::Refusal;
use super::limits::Limits;
use super::package::Package;
use super::xlsx::relations;
use super::xlsx::workbook_part_path;
use super::xml::{attribute, number, push_reference};
use crate::place::parse_a1;

/// How a workbook looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// its sheets of cells, in tab order
    pub sheets: Vec<SheetLook>,
    /// how many pictures, charts and shapes stand on them
    pub drawings: usize,
    /// names that were given to areas; those that programs keep for themselves are left out
    pub names: BTreeSet<String>,
}

/// A row and a column, from 0.
pub type At = (u32, u32);

/// How a sheet looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLook {
    /// its name
    pub name: Arc<str>,
    /// the colours that cells are filled with: `FF00B050`
    pub filled: BTreeMap<At, Arc<str>>,
    /// letters that are bold, italic, underlined, struck through or coloured: `FFFF0000 b`
    pub lettered: BTreeMap<At, Arc<str>>,
    /// the comments on cells
    pub comments: BTreeMap<At, Arc<str>>,
    /// whether people answer one another in them
    pub conversations: bool,
    /// how many columns are filtered
    pub filters: usize,
    /// how many cells are calculated
    pub formulas: usize,
    /// how many rules format cells by what stands in them
    pub conditions: usize,
    /// what is said of the printed page: by what it concerns. What is not said is not there
    pub page: BTreeMap<&'static str, String>,
}

/// The look of an Excel workbook in its xml package; none of any other file, or where its parts cannot be read.
#[must_use]
pub fn look(bytes: &[u8], limits: &Limits) -> Option<Look> {
    caught(|| of(bytes, limits)).and_then(Result::ok).flatten()
}

fn of(bytes: &[u8], limits: &Limits) -> Result<Option<Look>, Refusal> {
    let mut package = Package::open(bytes, limits)?;
    let Some(path) = workbook_part_path(&mut package, limits)?.filter(|path| path.ends_with(".xml")) else {
        return Ok(None);
    };
    let parts = relations::read(&mut package, &path, limits)?;
    let (listed, printed, names) = workbook(&mut package, &path, limits)?;
    let styles = parts.iter().find(|part| part.kind == "styles").and_then(|part| package.find(&part.target));
    let styles = Styles::read(&mut package, styles, limits)?;
    let mut look = Look { names, ..Look::default() };
    for (at, (name, relation)) in listed.into_iter().enumerate() {
        let part = parts.iter().find(|part| part.id == relation && part.kind == "worksheet");
        let Some(part) = part else { continue };
        let mut sheet = SheetLook { name, page: printed.of_sheet(at), ..SheetLook::default() };
        sheet.read(&mut package, &part.target, &styles, limits)?;
        look.sheets.push(sheet);
    }
    look.drawings = drawings(&mut package, limits)?;
    Ok(Some(look))
}

/// Sheets with the relationships that lead to them, areas to print, and names of areas.
type Listed = (Vec<(Arc<str>, String)>, Printed, BTreeSet<String>);

fn workbook(package: &mut Package<'_>, path: &str, limits: &Limits) -> Result<Listed, Refusal> {
    let (mut sheets, mut printed, mut names) = (Vec::new(), Printed::default(), BTreeSet::new());
    let Some(part) = package.find(path) else { return Ok((sheets, printed, names)) };
    let mut xml = package.xml(part, limits)?;
    let mut named = None;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "sheet" => {
                let text = |name| attribute(&tag, name).unwrap_or_default().into_owned();
                sheets.push((Arc::from(text("name")), text("id")));
            }
            Event::Start(tag) if tag.local_name().as_ref() == "definedName" => {
                let name = attribute(&tag, "name").unwrap_or_default().into_owned();
                if !name.starts_with('_') {
                    names.insert(name.clone());
                }
                named = number::<usize>(&tag, "localSheetId").map(|sheet| (name, sheet, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, _, refers)) = &mut named {
                    refers.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some((_, _, refers)) = &mut named {
                    push_reference(&reference, refers);
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == "definedName" => {
                if let Some((name, sheet, refers)) = named.take() {
                    printed.named(&name, sheet, &refers);
                }
            }
            Event::Eof => return Ok((sheets, printed, names)),
            _ => {}
        }
    }
}

/// How many things are anchored on sheets.
fn drawings(package: &mut Package<'_>, limits: &Limits) -> Result<usize, Refusal> {
    let is_drawing = |name: &&str| name.starts_with("xl/drawings/") && name.ends_with(".xml");
    let parts: Vec<String> = package.names().filter(is_drawing).map(str::to_owned).collect();
    let is_anchor = |tag: &BytesStart<'_>| tag.local_name().as_ref().ends_with("Anchor");
    parts.iter().map(|part| count(package, part, limits, is_anchor)).sum()
}

fn count(
    package: &mut Package<'_>,
    path: &str,
    limits: &Limits,
    counts: impl Fn(&BytesStart<'_>) -> bool,
) -> Result<usize, Refusal> {
    let Some(part) = package.find(path) else { return Ok(0) };
    let mut xml = package.xml(part, limits)?;
    let mut counted = 0;
    loop {
        match xml.next()? {
            Event::Start(tag) if counts(&tag) => counted += 1,
            Event::Eof => return Ok(counted),
            _ => {}
        }
    }
}

/// The ways in which a column is filtered; a column of a table without one of them only has no button.
const WAYS: [&str; 5] = ["filters", "customFilters", "dynamicFilter", "top10", "colorFilter"];

fn is_filter(tag: &BytesStart<'_>) -> bool {
    WAYS.contains(&tag.local_name().as_ref())
}

impl SheetLook {
    fn read(&mut self, package: &mut Package<'_>, path: &str, styles: &Styles, limits: &Limits) -> Result<(), Refusal> {
        for part in relations::read(package, path, limits)? {
            match part.kind.as_str() {
                "table" => self.filters += count(package, &part.target, limits, is_filter)?,
                "comments" => self.comments = comments::read(package, &part.target, limits)?,
                "threadedComment" => self.conversations = true,
                _ => {}
            }
        }
        let Some(part) = package.find(path) else { return Ok(()) };
        let mut xml = package.xml(part, limits)?;
        let mut side = None;
        loop {
            match xml.next()? {
                // what newer programs add stands before it in older words, too
                Event::Start(tag) if tag.local_name().as_ref() == "extLst" => xml.skip_element()?,
                Event::Start(tag) => {
                    side = page::side(tag.local_name().as_ref());
                    self.element(&tag, styles);
                }
                Event::Text(text) => page::text(&mut self.page, side, &text.xml10_content()),
                Event::GeneralRef(reference) if &*reference == "amp" => page::text(&mut self.page, side, "&"),
                Event::End(_) => side = None,
                Event::Eof => break,
                _ => {}
            }
        }
        page::settle(&mut self.page);
        Ok(())
    }

    fn element(&mut self, tag: &BytesStart<'_>, styles: &Styles) {
        match tag.local_name().as_ref() {
            "c" => {
                let style = number(tag, "s").unwrap_or(0);
                let Some(at) = attribute(tag, "r").and_then(|place| parse_a1(&place)) else { return };
                self.filled.extend(styles.fill(style).map(|fill| (at, Arc::clone(fill))));
                self.lettered.extend(styles.letters(style).map(|letters| (at, Arc::clone(letters))));
            }
            "f" => self.formulas += 1,
            "cfRule" => self.conditions += 1,
            _ if is_filter(tag) => self.filters += 1,
            _ => page::element(&mut self.page, tag),
        }
    }
}
