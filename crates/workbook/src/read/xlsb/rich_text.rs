//! Texts in runs of several fonts, without the marks of footnotes and what is crossed out.

use super::records::Record;
use crate::read::cell::Content;
use crate::read::lifted::Lift;
use crate::read::xls::shared_texts::{Run, plain};

/// The flag of a font that draws a line through its letters.
const CROSSED_OUT: u16 = 0x0008;

/// What a font makes of its letters, if they are not as the others.
pub(super) fn lift_of(font: &Record<'_>) -> Option<Lift> {
    if font.u16(2).ok()? & CROSSED_OUT != 0 {
        return Some(Lift::Struck);
    }
    match font.u16(6).ok()? {
        1 => Some(Lift::Raised),
        2 => Some(Lift::Lowered),
        _ => None,
    }
}

/// What the font of that number makes of its letters.
pub(super) fn font_of(fonts: &[Option<Lift>], number: u16) -> Option<Lift> {
    fonts.get(usize::from(number)).copied().flatten()
}

/// The text at a place of a record; `None` where nothing in it is to be left out.
pub(super) fn without_marks(record: &Record<'_>, at: usize, fonts: &[Option<Lift>]) -> Option<Content> {
    if fonts.iter().all(Option::is_none) || record.u8(at).ok()? & 1 == 0 {
        return None;
    }
    let end = record.text_end(at + 1).ok()?;
    let text: Vec<u16> = (at + 5..end).step_by(2).map_while(|unit| record.u16(unit).ok()).collect();
    let count = usize::try_from(record.u32(end).ok()?).ok()?;
    let run = |number: usize| {
        let at = end + 4 + number.checked_mul(4)?;
        Some((record.u16(at).ok()?, record.u16(at + 2).ok()?))
    };
    let runs: Vec<Run> = (0..count).map_while(run).collect();
    plain(&text, &runs, |number| font_of(fonts, number))
}
