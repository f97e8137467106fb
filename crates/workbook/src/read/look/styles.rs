//! The formats of cells, as far as they are seen: what fills a cell, and how its letters look.

use quick_xml::events::{BytesStart, Event};

use crate::read::error::Refusal;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::xml::{attribute, number};

/// Formats of cells by their number.
#[derive(Default)]
pub(super) struct Styles {
    fills: Vec<Option<String>>,
    fonts: Vec<Option<String>>,
    /// fill and font of each
    cells: Vec<(usize, usize)>,
}

impl Styles {
    /// Reads the part of formats; without one, no cell looks like anything.
    pub fn read(package: &mut Package<'_>, part: Option<usize>, limits: &Limits) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let Some(part) = part else { return Ok(styles) };
        let mut xml = package.xml(part, limits)?;
        let mut inside = String::new();
        loop {
            match xml.next()? {
                Event::Start(tag) => {
                    let name = tag.local_name().as_ref().to_owned();
                    match (inside.as_str(), name.as_str()) {
                        (_, "fonts" | "fills" | "cellXfs" | "cellStyleXfs" | "dxfs" | "borders") => inside = name,
                        ("fonts", "font") => styles.fonts.push(None),
                        ("fonts", _) => styles.font(&name, &tag),
                        ("fills", "fill") => styles.fills.push(None),
                        ("fills", _) => styles.filling(&name, &tag),
                        ("cellXfs", "xf") => {
                            let id = |name| number(&tag, name).unwrap_or(0);
                            styles.cells.push((id("fillId"), id("fontId")));
                        }
                        _ => {}
                    }
                }
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// The colour that fills a cell of this format.
    pub fn fill(&self, style: usize) -> Option<&str> {
        self.fills.get(self.cells.get(style)?.0)?.as_deref()
    }

    /// How the letters of this format differ from plain ones.
    pub fn letters(&self, style: usize) -> Option<&str> {
        self.fonts.get(self.cells.get(style)?.1)?.as_deref()
    }

    fn font(&mut self, name: &str, tag: &BytesStart<'_>) {
        let off = attribute(tag, "val").is_some_and(|value| matches!(value.as_ref(), "0" | "false" | "none"));
        let says = match name {
            "b" | "i" | "u" | "strike" if !off => Some(name.to_owned()),
            "color" => colour(tag),
            _ => None,
        };
        if let (Some(says), Some(font)) = (says, self.fonts.last_mut()) {
            let before = font.take().map_or_else(String::new, |before| before + " ");
            *font = Some(before + &says);
        }
    }

    fn filling(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(fill) = self.fills.last_mut() else { return };
        match name {
            "patternFill" => {
                let pattern = attribute(tag, "patternType").unwrap_or_default();
                // every workbook begins with a pattern that no cell has
                *fill = (!matches!(pattern.as_ref(), "none" | "gray125" | "")).then(|| pattern.into_owned());
            }
            "gradientFill" => *fill = Some("gradient".to_owned()),
            "fgColor" if fill.as_deref() == Some("solid") => *fill = colour(tag).or_else(|| Some("black".to_owned())),
            _ => {}
        }
    }
}

/// A colour; none for that of plain letters.
fn colour(tag: &BytesStart<'_>) -> Option<String> {
    let text = |name| attribute(tag, name).map(std::borrow::Cow::into_owned);
    if let Some(rgb) = text("rgb") {
        let rgb = rgb.to_uppercase();
        return (rgb != "FF000000" && rgb != "00000000").then_some(rgb);
    }
    if let Some(theme) = text("theme") {
        return (theme != "1").then(|| format!("theme {theme} {}", text("tint").unwrap_or_default()));
    }
    text("indexed").filter(|index| index != "8" && index != "64").map(|index| format!("indexed {index}"))
}
