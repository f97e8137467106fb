//! What a binary workbook says of itself: sheets, number formats, how many shared texts.

use std::collections::HashMap;
use std::sync::Arc;

use super::records::Records;
use super::rich_text;
use crate::read::cell::Content;
use crate::read::error::Refusal;
use crate::read::kept::SheetKind;
use crate::read::lifted::Lift;
use crate::read::limits::Limits;
use crate::read::number_format::NumberFormat;
use crate::read::package::{Package, PartReader};
use crate::read::sheet::Visibility;
use crate::read::xlsx::relations;

/// One sheet as the workbook lists it.
pub(super) struct SheetEntry {
    pub(super) name: Arc<str>,
    pub(super) visibility: Visibility,
    pub(super) kind: SheetKind,
    pub(super) part: Option<usize>,
}

/// What the parts around the sheets say.
pub(super) struct WorkbookPart {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) date_1904: bool,
    pub(super) formats: Vec<NumberFormat>,
    /// what each font makes of its letters; nothing where marks are kept
    pub(super) fonts: Vec<Option<Lift>>,
    pub(super) strings: Option<usize>,
}

/// A part as records.
pub(super) fn records<'p, 'b>(
    package: &'p mut Package<'b>,
    part: usize,
    limits: &Limits,
) -> Result<Records<PartReader<'p, 'b>>, Refusal> {
    let name = package.name(part).to_owned();
    package.taken(part);
    Ok(Records::new(package.reader(part)?, &name, limits.xml_piece_bytes))
}

impl WorkbookPart {
    pub(super) fn read(package: &mut Package<'_>, part: usize, limits: &Limits) -> Result<Self, Refusal> {
        let path = package.name(part).to_owned();
        let relations = relations::read(package, &path, limits)?;
        let target = |package: &Package<'_>, kind: &str| {
            let relation = relations.iter().find(|relation| relation.kind == kind)?;
            package.find(&relation.target)
        };
        let (strings, styles) = (target(package, "sharedStrings"), target(package, "styles"));
        let mut listed = Vec::new();
        let mut date_1904 = false;
        let mut parts = records(package, part, limits)?;
        while let Some(record) = parts.next()? {
            match record.kind {
                0x0099 => date_1904 = record.u8(0)? & 1 != 0,
                0x009C => {
                    let (relation, end) =
                        if record.u32(8)? == u32::MAX { (String::new(), 12) } else { record.text(8)? };
                    listed.push((record.u32(0)?, relation, record.text(end)?.0));
                }
                _ => {}
            }
            if listed.len() > limits.sheets {
                return Err(Refusal::TooBig(format!("it has over {} sheets", limits.sheets)));
            }
        }
        drop(parts);
        let sheets = listed.into_iter().map(|(state, id, name)| {
            let relation = relations.iter().find(|relation| relation.id == id);
            let visibility = match state {
                0 => Visibility::Visible,
                1 => Visibility::Hidden,
                _ => Visibility::VeryHidden,
            };
            let kind = SheetKind::of_relation(relation.map(|relation| relation.kind.as_str()));
            let part = relation.and_then(|relation| package.find(&relation.target));
            SheetEntry { name: Arc::from(name), visibility, kind, part }
        });
        let sheets = sheets.collect();
        let (formats, fonts) = match styles {
            Some(styles) => formats(package, styles, limits)?,
            None => (Vec::new(), Vec::new()),
        };
        Ok(Self { sheets, date_1904, formats, fonts, strings })
    }
}

/// The number format of each cell style, and what each font makes of its letters.
fn formats(
    package: &mut Package<'_>,
    part: usize,
    limits: &Limits,
) -> Result<(Vec<NumberFormat>, Vec<Option<Lift>>), Refusal> {
    let mut fonts = Vec::new();
    let mut codes: HashMap<u16, NumberFormat> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    let mut parts = records(package, part, limits)?;
    while let Some(record) = parts.next()? {
        match record.kind {
            0x002C => drop(codes.insert(record.u16(0)?, NumberFormat::of_code(&record.text(2)?.0))),
            0x0269 => in_cell_styles = true,
            0x026A => in_cell_styles = false,
            0x002B if !limits.keep_marks => fonts.push(rich_text::lift_of(&record)),
            0x002F if in_cell_styles => styles.push((record.u16(2)?, record.u16(4)?)),
            _ => {}
        }
    }
    let format = |id: &u16| codes.get(id).cloned().unwrap_or_else(|| NumberFormat::built_in(u32::from(*id)));
    let struck = |font: &u16| rich_text::font_of(&fonts, *font) == Some(Lift::Struck);
    let formats = styles.iter().map(|(id, font)| format(id).struck(struck(font))).collect();
    Ok((formats, fonts))
}

/// The shared texts of a workbook.
#[derive(Default)]
pub(super) struct SharedTexts {
    /// their part, written anew with nothing but the texts
    pub(super) part: Vec<u8>,
    /// how many they are
    pub(super) count: u32,
    /// those of which something is left out, by their place
    pub(super) unmarked: HashMap<u32, Content>,
}

/// Reads the shared texts.
pub(super) fn strings(
    package: &mut Package<'_>,
    part: Option<usize>,
    fonts: &[Option<Lift>],
    limits: &Limits,
) -> Result<SharedTexts, Refusal> {
    let mut items = Vec::new();
    let mut count: u32 = 0;
    let mut unmarked = HashMap::new();
    if let Some(part) = part {
        let mut parts = records(package, part, limits)?;
        while let Some(record) = parts.next()? {
            if record.kind != 0x0013 {
                continue;
            }
            let end = record.text_end(1)?;
            unmarked.extend(rich_text::without_marks(&record, 0, fonts).map(|content| (count, content)));
            super::records::push(&mut items, 0x0013, record.bytes(0, end)?);
            count += 1;
            if u64::from(count) > limits.shared_strings || items.len() as u64 > limits.text_bytes {
                return Err(Refusal::TooBig(
                    "its texts alone are far more than a workbook of people's tables holds".into(),
                ));
            }
        }
    }
    let mut written = Vec::with_capacity(items.len() + 16);
    super::records::push(&mut written, 0x009F, &[count.to_le_bytes(), count.to_le_bytes()].concat());
    written.append(&mut items);
    Ok(SharedTexts { part: written, count, unmarked })
}
