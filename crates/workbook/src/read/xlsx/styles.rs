//! The part of formats: which number format each cell style has, and which crosses its cells out.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::rich_text::is_struck;
use crate::read::error::Refusal;
use crate::read::limits::Limits;
use crate::read::number_format::NumberFormat;
use crate::read::package::Package;
use crate::read::xml::{attribute, number};

/// Excel allows 65,490 cell styles; a part with more is not believed further.
const MOST_STYLES: usize = 70_000;

/// The number format of each cell style, by its index.
pub(super) fn read(
    package: &mut Package<'_>,
    part: Option<usize>,
    limits: &Limits,
) -> Result<Vec<NumberFormat>, Refusal> {
    let Some(part) = part else { return Ok(Vec::new()) };
    let mut codes: HashMap<u32, NumberFormat> = HashMap::new();
    let mut styles: Vec<(u32, bool)> = Vec::new();
    // fonts by number, whether they cross out
    let mut fonts: Vec<bool> = Vec::new();
    let (mut in_fonts, mut in_cell_styles) = (false, false);
    let mut xml = package.xml(part, limits)?;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => drop(own_format(&tag).map(|(id, format)| codes.insert(id, format))),
                "fonts" => in_fonts = true,
                "font" if in_fonts && fonts.len() < MOST_STYLES => fonts.push(false),
                "strike" if in_fonts && !limits.keep_marks => {
                    fonts.last_mut().into_iter().for_each(|font| *font = is_struck(&tag));
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles && styles.len() < MOST_STYLES => {
                    let font = number::<usize>(&tag, "fontId").and_then(|font| fonts.get(font));
                    styles.push((number(&tag, "numFmtId").unwrap_or(0), font.is_some_and(|struck| *struck)));
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "fonts" => in_fonts = false,
                "cellXfs" => in_cell_styles = false,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let format = |(id, struck): &(u32, bool)| {
        codes.get(id).cloned().unwrap_or_else(|| NumberFormat::built_in(*id)).struck(*struck)
    };
    Ok(styles.iter().map(format).collect())
}

fn own_format(tag: &BytesStart<'_>) -> Option<(u32, NumberFormat)> {
    Some((number(tag, "numFmtId")?, NumberFormat::of_code(&attribute(tag, "formatCode")?)))
}
