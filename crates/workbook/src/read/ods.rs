//! OpenDocument spreadsheets, packed or flat.
//!
//! These are read by our own pass alone: calamine refuses pretty-printed ones, reads caches of
//! linked files as sheets, builds dense ranges and does not tell percentages or hidden rows. The
//! values stand in the same attributes that the pass has to read for those anyway.

mod cell;
mod paragraph;
mod styles;
mod table;

use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use self::styles::Styles;
use self::table::TableReader;
use super::error::Refusal;
use super::limits::Limits;
use super::package::Package;
use super::sheet::Remark;
use super::xlsx::{Reading, damaged_rest};
use super::xml::{Xml, attribute};

const OF_OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.";

/// What the package says it is, if it is an OpenDocument one: in a part of its own, or, where a program left that out,
/// in its list of parts.
pub(super) fn media_type(package: &mut Package<'_>, limits: &Limits) -> Option<String> {
    let Some(part) = package.find("mimetype") else { return listed_type(package, limits) };
    let bytes = package.bytes(part).ok()?;
    let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?).trim().to_owned();
    text.strip_prefix(OF_OPEN_DOCUMENT).map(ToOwned::to_owned)
}

/// The type that the list of parts gives to the whole package.
fn listed_type(package: &mut Package<'_>, limits: &Limits) -> Option<String> {
    package.find("content.xml")?;
    let part = package.find("META-INF/manifest.xml")?;
    let mut xml = package.xml(part, limits).ok()?;
    loop {
        match xml.next().ok()? {
            Event::Start(tag) if attribute(&tag, "full-path").is_some_and(|path| path == "/") => {
                return attribute(&tag, "media-type")?.strip_prefix(OF_OPEN_DOCUMENT).map(ToOwned::to_owned);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Reads the spreadsheet in `package`.
pub(super) fn read(name: &Arc<str>, package: &mut Package<'_>, limits: &Limits) -> Result<Reading, Refusal> {
    if is_encrypted(package, limits)? {
        return Err(Refusal::Protected);
    }
    let part = package.find("content.xml").ok_or_else(|| Refusal::damaged("its part `content.xml` is missing"))?;
    let mut reading = content(name, package.xml(part, limits)?, limits)?;
    reading.remarks.extend(damaged_rest(package));
    Ok(reading)
}

/// Reads a spreadsheet that is one plain XML file.
pub(super) fn read_flat(name: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Reading, Refusal> {
    content(name, Xml::new(bytes, name, limits), limits)
}

fn is_encrypted(package: &mut Package<'_>, limits: &Limits) -> Result<bool, Refusal> {
    let Some(part) = package.find("META-INF/manifest.xml") else { return Ok(false) };
    let mut xml = package.xml(part, limits)?;
    let mut encrypted = false;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "encryption-data" => encrypted = true,
            Event::Eof => return Ok(encrypted),
            _ => {}
        }
    }
}

/// What to do about an element around the tables.
enum Step {
    Table { name: Arc<str>, style: String },
    Skip,
    End,
    On,
}

/// What to do about a table: what was last read from a linked file is kept in tables that are no sheets.
fn table(tag: &BytesStart<'_>) -> Step {
    let text = |name| attribute(tag, name).unwrap_or_default();
    let (name, style) = (text("name"), text("style-name"));
    let is_cache = style == "ta_extref" || (name.starts_with("'file:") && name.contains("'#"));
    if is_cache { Step::Skip } else { Step::Table { name: Arc::from(&*name), style: style.into_owned() } }
}

fn content<R: BufRead>(name: &Arc<str>, mut xml: Xml<R>, limits: &Limits) -> Result<Reading, Refusal> {
    let mut styles = Styles::default();
    let mut reader = TableReader::new(name, limits);
    let mut sheets = Vec::new();
    let mut is_spreadsheet = false;
    loop {
        let step = match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "table" => table(&tag),
                "spreadsheet" => {
                    is_spreadsheet = true;
                    Step::On
                }
                // Deleted cells stand there in full.
                "tracked-changes" | "dde-links" | "scripts" | "forms" => Step::Skip,
                other => {
                    styles.element(other, &tag);
                    Step::On
                }
            },
            Event::Eof => Step::End,
            _ => Step::On,
        };
        match step {
            Step::Table { name, style } => {
                if sheets.len() >= limits.sheets {
                    return Err(Refusal::TooBig(format!("it has over {} sheets", limits.sheets)));
                }
                sheets.push(reader.table(&mut xml, name, &style, &styles)?);
            }
            Step::Skip => xml.skip_element()?,
            Step::End => break,
            Step::On => {}
        }
    }
    if !is_spreadsheet {
        return Err(Refusal::not_a_workbook(
            "an OpenDocument file without a spreadsheet",
            "ask for the workbook itself",
        ));
    }
    let remarks: Vec<Remark> = reader.into_remarks();
    Ok(Reading { sheets, remarks, date_1904: false })
}
