//! The formats of cells, as far as they are seen: what fills a cell, and how its letters look.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::read::error::Refusal;
use crate::read::limits::Limits;
use crate::read::package::Package;
use crate::read::xml::{attribute, number};

/// Formats of cells by their number.
#[derive(Default)]
pub(super) struct Styles {
    fills: Vec<Option<Arc<str>>>,
    fonts: Vec<Option<Arc<str>>>,
    /// what is said of the font that is being read
    font: BTreeSet<String>,
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
                        ("fonts", "font") => styles.font.clear(),
                        ("fonts", _) => styles.says_of_font(&name, &tag),
                        ("fills", "fill") => styles.fills.push(None),
                        ("fills", _) => styles.filling(&name, &tag),
                        ("cellXfs", "xf") => {
                            let id = |name| number(&tag, name).unwrap_or(0);
                            styles.cells.push((id("fillId"), id("fontId")));
                        }
                        _ => {}
                    }
                }
                Event::End(tag) if inside == "fonts" && tag.local_name().as_ref() == "font" => {
                    let said: Vec<String> = std::mem::take(&mut styles.font).into_iter().collect();
                    styles.fonts.push((!said.is_empty()).then(|| said.join(" ").into()));
                }
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// The colour that fills a cell of this format.
    pub fn fill(&self, style: usize) -> Option<&Arc<str>> {
        self.fills.get(self.cells.get(style)?.0)?.as_ref()
    }

    /// How the letters of this format differ from plain ones.
    pub fn letters(&self, style: usize) -> Option<&Arc<str>> {
        self.fonts.get(self.cells.get(style)?.1)?.as_ref()
    }

    fn says_of_font(&mut self, name: &str, tag: &BytesStart<'_>) {
        let off = attribute(tag, "val").is_some_and(|value| matches!(value.as_ref(), "0" | "false" | "none"));
        match name {
            "b" | "i" | "u" | "strike" if !off => _ = self.font.insert(name.to_owned()),
            "color" => self.font.extend(colour(tag)),
            _ => {}
        }
    }

    fn filling(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(fill) = self.fills.last_mut() else { return };
        match name {
            "patternFill" => {
                let pattern = attribute(tag, "patternType").unwrap_or_default();
                // every workbook begins with a pattern that no cell has
                *fill = (!matches!(pattern.as_ref(), "none" | "gray125" | "")).then(|| pattern.as_ref().into());
            }
            "gradientFill" => *fill = Some("gradient".into()),
            "fgColor" if fill.as_deref() == Some("solid") => {
                *fill = Some(colour(tag).map_or_else(|| "black".into(), Arc::from));
            }
            _ => {}
        }
    }
}

/// The colours of the theme that spreadsheet programs begin with, and our workbooks have, as red, green and blue: what is
/// light, dark, light and dark again, and six others.
const THEME: [u32; 10] = [
    0x00ff_ffff,
    0x0000_0000,
    0x00ee_ece1,
    0x001f_497d,
    0x004f_81bd,
    0x00c0_504d,
    0x009b_bb59,
    0x0080_64a2,
    0x004b_acc6,
    0x00f7_9646,
];

/// A colour; none for that of plain letters.
fn colour(tag: &BytesStart<'_>) -> Option<String> {
    const BLACK: &str = "FF000000";
    let text = |name| attribute(tag, name).map(std::borrow::Cow::into_owned);
    if let Some(rgb) = text("rgb") {
        // the first two of eight digits are how much shows through, which programs write as they like and none shows
        let digits = rgb.get(rgb.len().saturating_sub(6)..).unwrap_or(&rgb);
        let rgb = format!("FF{}", digits.to_uppercase());
        return (rgb != BLACK).then_some(rgb);
    }
    if let Some(theme) = number::<usize>(tag, "theme") {
        let shade = number(tag, "tint").unwrap_or(0.0);
        let shown = THEME.get(theme).map(|rgb| format!("FF{:06X}", tinted(*rgb, shade)));
        return shown.filter(|shown| shown != BLACK);
    }
    text("indexed").filter(|index| index != "8" && index != "64").map(|index| format!("indexed {index}"))
}

/// A colour made lighter, or darker: of the way to white, or black, as much as is said. The way leads through lightness
/// alone, the hue stays.
fn tinted(rgb: u32, tint: f64) -> u32 {
    let part = |at: u32| f64::from((rgb >> at) & 0xff) / 255.0;
    let parts = [part(16), part(8), part(0)];
    let (most, least) = (parts.iter().copied().fold(0.0, f64::max), parts.iter().copied().fold(1.0, f64::min));
    let light = (most + least) / 2.0;
    let lighter = if tint < 0.0 { light * (1.0 + tint) } else { light + (1.0 - light) * tint };
    // how far the parts may lie from the lightness, for the same saturation
    let room = |light: f64| light.min(1.0 - light);
    let wide = if room(light) > 0.0 { room(lighter) / room(light) } else { 0.0 };
    let byte = |part: f64| ((lighter + (part - light) * wide).clamp(0.0, 1.0) * 255.0).round() as u32;
    parts.into_iter().fold(0, |all, part| (all << 8) | byte(part))
}

#[cfg(test)]
mod tests {
    use super::tinted;

    #[test]
    fn colours_of_the_theme_are_those_that_are_seen() {
        // as Excel shows them: accent 1, 40 % lighter and 25 % darker; white, 15 % darker; black, half way to white
        assert_eq!(tinted(0x004f_81bd, 0.0), 0x004f_81bd);
        assert_eq!(tinted(0x004f_81bd, 0.399_975_585_192_419_2), 0x0095_b3d7);
        assert_eq!(tinted(0x004f_81bd, -0.249_977_111_117_893), 0x0037_6092);
        assert_eq!(tinted(0x00ff_ffff, -0.149_998_474_074_526_2), 0x00d9_d9d9);
        assert_eq!(tinted(0x0000_0000, 0.5), 0x0080_8080);
    }
}
