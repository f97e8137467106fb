//! The shared texts of an xls workbook that have letters above or below their line, without the marks of footnotes; and
//! those with letters that are crossed out, without these.
//!
//! The values of cells are calamine's; this pass looks only at texts in runs, which it would give with their marks. It ends
//! where the texts are not as they should be: what it did not reach stays as calamine gives it.

use std::collections::HashMap;

use super::records::{CONTINUE, Record};
use crate::read::cell::Content;
use crate::read::lifted::{Lift, Lifts};

const SHARED_TEXTS: u16 = 0x00FC;
/// The flag of a font that draws a line through its letters.
const CROSSED_OUT: u16 = 0x0008;

/// Where a run of letters begins, and its font.
pub(in crate::read) type Run = (u16, u16);

/// What a font makes of its letters, if they are not as the others.
pub(super) fn lift_of(font: &Record<'_>) -> Option<Lift> {
    if font.u16(2).ok()? & CROSSED_OUT != 0 {
        return Some(Lift::Struck);
    }
    match font.u16(8).ok()? {
        1 => Some(Lift::Raised),
        2 => Some(Lift::Lowered),
        _ => None,
    }
}

/// What the font of that number makes of its letters.
pub(super) fn font_of(fonts: &[Option<Lift>], number: u16) -> Option<Lift> {
    // a font's number 4 is left out of the list
    fonts.get(usize::from(if number > 4 { number - 1 } else { number })).copied().flatten()
}

/// Texts that lose marks, by their place among the shared ones.
pub(super) fn without_marks(records: &[Record<'_>], fonts: &[Option<Lift>]) -> HashMap<u32, Content> {
    let mut unmarked = HashMap::new();
    if fonts.iter().all(Option::is_none) {
        return unmarked;
    }
    let parts = records.iter().skip_while(|record| record.kind != SHARED_TEXTS);
    let mut bytes =
        Bytes { parts: parts.take_while(|r| matches!(r.kind, SHARED_TEXTS | CONTINUE)).collect(), part: 0, at: 8 };
    let mut at = 0;
    while let Some((text, runs)) = bytes.text() {
        if let Some(plain) = plain(&text, &runs, |number| font_of(fonts, number)) {
            unmarked.insert(at, plain);
        }
        at += 1;
    }
    unmarked
}

/// The text without marks, where runs of it have raised or lowered fonts.
pub(in crate::read) fn plain(text: &[u16], runs: &[Run], of: impl Fn(u16) -> Option<Lift>) -> Option<Content> {
    if runs.is_empty() {
        return None;
    }
    let mut written = String::new();
    let mut lifts = Lifts::default();
    let mut run = runs.iter().peekable();
    let mut lift = None;
    let mut at = 0;
    for character in char::decode_utf16(text.iter().copied()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)) {
        while let Some((_, number)) = run.next_if(|(from, _)| usize::from(*from) <= at) {
            lift = of(*number);
        }
        let from = written.len();
        written.push(character);
        at += character.len_utf16();
        lift.into_iter().for_each(|lift| lifts.add(lift, from..written.len()));
    }
    lifts.content(&written)
}

/// The bytes of a record and those that continue it.
struct Bytes<'r> {
    parts: Vec<&'r Record<'r>>,
    part: usize,
    at: usize,
}

impl Bytes<'_> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(byte) = part.data.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            (self.part, self.at) = (self.part + 1, 0);
        }
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    /// One text, with the places where its runs begin and their fonts.
    fn text(&mut self) -> Option<(Vec<u16>, Vec<Run>)> {
        let count = self.u16()?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let more = if flags & 4 != 0 { self.u32()? } else { 0 };
        let text = self.characters(count, flags & 1 != 0)?;
        let runs = (0..runs).map(|_| Some((self.u16()?, self.u16()?))).collect::<Option<Vec<_>>>()?;
        for _ in 0..more {
            self.byte()?;
        }
        Some((text, runs))
    }

    /// Characters of one or two bytes; where a record continues in the middle of them, it says anew which.
    fn characters(&mut self, count: u16, mut wide: bool) -> Option<Vec<u16>> {
        let mut text = Vec::with_capacity(usize::from(count));
        while text.len() < usize::from(count) {
            if self.parts.get(self.part).is_some_and(|part| self.at >= part.data.len()) {
                (self.part, self.at) = (self.part + 1, 0);
                wide = self.byte()? & 1 != 0;
            }
            text.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        Some(text)
    }
}
