//! A package with only what calamine needs, under the names it expects.
//!
//! calamine gives up on a whole workbook over an odd macro sheet, a style it cannot parse or a
//! part under an unusual name, and sets aside memory for as many texts as a file claims to hold.
//! It is therefore given a package of our own making: the packed bytes of the sheets and texts as
//! they are, and a workbook part that lists just those. Formats are left out: whether a number
//! shows a date or a percentage we decide ourselves.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::strings::Survey;
use crate::read::error::Refusal;
use crate::read::package::Package;

/// The bytes of such a package; its sheets are named by [`PlainPackage::sheet_name`].
pub(super) struct PlainPackage {
    pub(super) bytes: Vec<u8>,
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl PlainPackage {
    /// The name under which calamine finds the sheet of that number.
    pub(super) fn sheet_name(number: usize) -> String {
        format!("s{number}")
    }

    /// Gathers the sheet parts, in order, each with whether its declared size is false, and the texts.
    pub(super) fn build(
        package: &mut Package<'_>,
        survey: &Survey,
        strings: Option<usize>,
        sheets: impl Iterator<Item = (usize, bool)>,
    ) -> Result<Self, Refusal> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut listed = String::new();
        let mut relations = String::new();
        for (number, (part, false_dimension)) in sheets.enumerate() {
            let name = Self::sheet_name(number);
            let path = format!("xl/{name}.xml");
            if false_dimension {
                add(&mut zip, &path, &without(b"dimension", package.bytes(part)?))?;
            } else {
                package.copy_packed(part, &path, &mut zip)?;
            }
            let _ = write!(listed, "<sheet name=\"{name}\" sheetId=\"{}\" id=\"{name}\"/>", number + 1);
            let _ =
                write!(relations, "<Relationship Id=\"{name}\" Type=\"{DOCUMENT}/worksheet\" Target=\"{name}.xml\"/>");
        }
        match strings {
            Some(part) if survey.overstated() => {
                add(&mut zip, "xl/sharedStrings.xml", &without(b"uniqueCount", package.bytes(part)?))?;
            }
            Some(part) => package.copy_packed(part, "xl/sharedStrings.xml", &mut zip)?,
            None => {}
        }
        let root = format!("<Relationship Id=\"w\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        let in_relations = |inner: &str| format!("<Relationships xmlns=\"{RELATIONS}\">{inner}</Relationships>");
        add(&mut zip, "_rels/.rels", in_relations(&root).as_bytes())?;
        add(&mut zip, "xl/_rels/workbook.xml.rels", in_relations(&relations).as_bytes())?;
        add(&mut zip, "xl/workbook.xml", format!("<workbook><sheets>{listed}</sheets></workbook>").as_bytes())?;
        let bytes = zip.finish().map_err(|_| Refusal::damaged("its parts cannot be put together"))?.into_inner();
        Ok(Self { bytes })
    }
}

fn add(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, content: &[u8]) -> Result<(), Refusal> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let unwritten = || Refusal::damaged("its parts cannot be put together");
    zip.start_file(name, stored).map_err(|_| unwritten())?;
    zip.write_all(content).map_err(|_| unwritten())
}

/// A part with a claim near its beginning renamed so that it is not believed, and nothing moved.
fn without(claim: &[u8], mut part: Vec<u8>) -> Vec<u8> {
    let head = part.len().min(1 << 16);
    let found = part.get(..head).and_then(|head| head.windows(claim.len()).position(|window| window == claim));
    if let Some(claim) = found.and_then(|at| part.get_mut(at..at + claim.len())) {
        claim.fill(b'x');
    }
    part
}
