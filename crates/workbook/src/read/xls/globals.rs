//! What an xls stream says of the whole workbook: its sheets, number formats and shared texts.

use std::collections::HashMap;
use std::sync::Arc;

use super::records::{BOF, CONTINUE, EOF, Record, Records};
use super::shared_texts;
use super::text::Texts;
use crate::read::cell::Content;
use crate::read::error::Refusal;
use crate::read::kept::SheetKind;
use crate::read::lifted::Lift;
use crate::read::limits::Limits;
use crate::read::number_format::NumberFormat;
use crate::read::sheet::Visibility;

/// One sheet as the workbook lists it.
pub(super) struct SheetEntry {
    pub(super) name: Arc<str>,
    pub(super) visibility: Visibility,
    pub(super) kind: SheetKind,
    /// where its records begin
    pub(super) position: usize,
}

/// The first part of the stream.
pub(super) struct Globals<'s> {
    pub(super) sheets: Vec<SheetEntry>,
    pub(super) date_1904: bool,
    /// number format of each cell style
    pub(super) formats: Vec<NumberFormat>,
    /// records that calamine needs to read texts: the version, the code page, the shared texts
    pub(super) carried: Vec<Record<'s>>,
    pub(super) texts: Texts,
    /// shared texts that have marks of footnotes, without them
    pub(super) unmarked: HashMap<u32, Content>,
    /// a code page that is not known, so that letters beyond the plain ones may be wrong
    pub(super) unknown_page: Option<u16>,
}

const FILE_PASS: u16 = 0x002F;

// Code pages that calamine knows: 1200, 10000 and 1252.
static UNICODE: [u8; 2] = [0xB0, 0x04];
static MACINTOSH: [u8; 2] = [0x10, 0x27];
static WESTERN: [u8; 2] = [0xE4, 0x04];

impl<'s> Globals<'s> {
    pub(super) fn read(stream: &'s [u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut records = Records::from(stream, 0);
        let first = records.next()?;
        let texts = match (first.kind, first.u16(0)?) {
            (BOF, 0x0600) => Texts::Flagged,
            (BOF, 0x0500) => Texts::CodePage(encoding_rs::WINDOWS_1252),
            (0x0009 | 0x0209 | 0x0409 | BOF, _) => {
                let advice = "open it in Excel and save it as .xlsx".into();
                return Err(Refusal::OldFormat { what: "a workbook of Excel 2, 3 or 4".into(), advice });
            }
            _ => return Err(Refusal::damaged("its workbook does not begin as one")),
        };
        let mut globals = Self {
            sheets: Vec::new(),
            date_1904: false,
            formats: Vec::new(),
            carried: vec![first],
            texts,
            unmarked: HashMap::new(),
            unknown_page: None,
        };
        let mut codes: HashMap<u16, NumberFormat> = HashMap::new();
        let mut styles: Vec<(u16, u16)> = Vec::new();
        let mut in_texts = false;
        let mut fonts: Vec<Option<Lift>> = Vec::new();
        loop {
            let record = records.next()?;
            in_texts = record.kind == 0x00FC || (record.kind == CONTINUE && in_texts);
            match record.kind {
                EOF => break,
                FILE_PASS => return Err(Refusal::Protected),
                0x0042 => globals.code_page(record)?,
                0x0022 => globals.date_1904 = record.u16(0)? == 1,
                0x041E => drop(globals.format(&record).map(|(id, format)| codes.insert(id, format))),
                0x0031 => fonts.push(shared_texts::lift_of(&record)),
                0x00E0 => styles.push((record.u16(2)?, record.u16(0)?)),
                0x0085 => globals.sheet(&record, limits)?,
                _ if in_texts => globals.carried.push(record),
                _ => {}
            }
        }
        let struck = |font| !limits.keep_marks && shared_texts::font_of(&fonts, font) == Some(Lift::Struck);
        globals.formats = styles.iter().map(|(id, font)| format_of(&codes, *id).struck(struck(*font))).collect();
        if globals.texts == Texts::Flagged && !limits.keep_marks {
            globals.unmarked = shared_texts::without_marks(&globals.carried, &fonts);
        }
        Ok(globals)
    }

    fn code_page(&mut self, record: Record<'s>) -> Result<(), Refusal> {
        let number = record.u16(0)?;
        // calamine refuses the whole sheet for a number it does not know
        let mut carry = |data| self.carried.push(Record { kind: record.kind, data });
        match (&mut self.texts, Texts::code_page(number)) {
            (Texts::Flagged, _) => carry(&UNICODE),
            (Texts::CodePage(encoding), Some(known)) => {
                *encoding = known;
                carry(match number {
                    0x8000 => &MACINTOSH,
                    0x8001 => &WESTERN,
                    _ => record.data,
                });
            }
            (Texts::CodePage(_), None) => {
                self.unknown_page = Some(number);
                carry(&WESTERN);
            }
        }
        Ok(())
    }

    fn format(&self, record: &Record<'_>) -> Option<(u16, NumberFormat)> {
        let id = record.u16(0).ok()?;
        let (count, start) = match self.texts {
            Texts::Flagged => (usize::from(record.u16(2).ok()?), 4),
            Texts::CodePage(_) => (usize::from(record.u8(2).ok()?), 3),
        };
        Some((id, NumberFormat::of_code(&self.texts.decode(record.from(start).ok()?, count))))
    }

    fn sheet(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), Refusal> {
        if self.sheets.len() >= limits.sheets {
            return Err(Refusal::TooBig(format!("it has over {} sheets", limits.sheets)));
        }
        let visibility = match record.u8(4)? & 0x3f {
            0 => Visibility::Visible,
            1 => Visibility::Hidden,
            _ => Visibility::VeryHidden,
        };
        let kind = match record.u8(5)? {
            0 => SheetKind::Cells,
            1 => SheetKind::Other("an old macro sheet"),
            2 => SheetKind::Chart,
            _ => SheetKind::Other("a sheet of a kind that holds no cells"),
        };
        let mut name = self.texts.decode(record.from(7)?, usize::from(record.u8(6)?));
        name.retain(|character| character != '\0');
        let position = usize::try_from(record.u32(0)?).unwrap_or(usize::MAX);
        self.sheets.push(SheetEntry { name: Arc::from(name), visibility, kind, position });
        Ok(())
    }
}

/// The number format of a style, by the file's codes or by its number alone.
fn format_of(codes: &HashMap<u16, NumberFormat>, id: u16) -> NumberFormat {
    codes.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(u32::from(id)))
}
