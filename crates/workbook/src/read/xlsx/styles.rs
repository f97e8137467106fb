//! The part of formats: which number format each cell style has.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

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
    let mut styles: Vec<u32> = Vec::new();
    let mut in_cell_styles = false;
    let mut xml = package.xml(part, limits)?;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => drop(own_format(&tag).map(|(id, format)| codes.insert(id, format))),
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles && styles.len() < MOST_STYLES => {
                    styles.push(number(&tag, "numFmtId").unwrap_or(0));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Event::Eof => break,
            _ => {}
        }
    }
    let format = |id: &u32| codes.get(id).cloned().unwrap_or_else(|| NumberFormat::built_in(*id));
    Ok(styles.iter().map(format).collect())
}

fn own_format(tag: &BytesStart<'_>) -> Option<(u32, NumberFormat)> {
    Some((number(tag, "numFmtId")?, NumberFormat::of_code(&attribute(tag, "formatCode")?)))
}
