//! The records that the parts of a binary workbook are made of.

use std::io::BufRead;

use encoding_rs::UTF_16LE;

use crate::read::error::Refusal;
use crate::read::xml::io_refusal;

/// A part, record by record.
pub(super) struct Records<R: BufRead> {
    source: R,
    part: String,
    longest: usize,
    data: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    /// Reads `source`, which messages call `part`; a record over `longest` bytes is refused.
    pub(super) fn new(source: R, part: &str, longest: usize) -> Self {
        Self { source, part: part.to_owned(), longest, data: Vec::new() }
    }

    /// The next record, or `None` where the part ends.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, Refusal> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let mut kind = u16::from(first);
        if first & 0x80 != 0 {
            kind = u16::from(first & 0x7f) | u16::from(self.sure_byte()? & 0x7f) << 7;
        }
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.sure_byte()?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > self.longest {
            return Err(Refusal::TooBig(format!("`{}` holds a single record of {length} bytes", self.part)));
        }
        self.data.resize(length, 0);
        self.source.read_exact(&mut self.data).map_err(|error| io_refusal(&self.part, &error))?;
        Ok(Some(Record { kind, data: &self.data }))
    }

    fn byte(&mut self) -> Result<Option<u8>, Refusal> {
        let mut byte = [0];
        match self.source.read(&mut byte) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(byte[0])),
            Err(error) => Err(io_refusal(&self.part, &error)),
        }
    }

    fn sure_byte(&mut self) -> Result<u8, Refusal> {
        self.byte()?.ok_or_else(|| Refusal::damaged(format!("its part `{}` breaks off in the middle", self.part)))
    }
}

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Record<'d> {
    pub(super) kind: u16,
    pub(super) data: &'d [u8],
}

impl<'d> Record<'d> {
    /// Its length, where it has to be this.
    pub(super) fn exactly(&self, length: usize) -> Result<usize, Refusal> {
        if self.data.len() == length {
            return Ok(length);
        }
        Err(Refusal::damaged(format!("a cell of it takes {} bytes and should take {length}", self.data.len())))
    }

    pub(super) fn u8(&self, at: usize) -> Result<u8, Refusal> {
        self.data.get(at).copied().ok_or_else(too_short)
    }

    pub(super) fn u16(&self, at: usize) -> Result<u16, Refusal> {
        Ok(u16::from(self.u8(at)?) | u16::from(self.u8(at + 1)?) << 8)
    }

    pub(super) fn u32(&self, at: usize) -> Result<u32, Refusal> {
        Ok(u32::from(self.u16(at)?) | u32::from(self.u16(at + 2)?) << 16)
    }

    /// The bytes from `from` up to `to`.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Result<&'d [u8], Refusal> {
        self.data.get(from..to).ok_or_else(too_short)
    }

    /// A text with its length before it, and where it ends.
    pub(super) fn text(&self, at: usize) -> Result<(String, usize), Refusal> {
        let end = self.text_end(at)?;
        Ok((UTF_16LE.decode_without_bom_handling(self.bytes(at + 4, end)?).0.into_owned(), end))
    }

    /// Where a text with its length before it ends.
    pub(super) fn text_end(&self, at: usize) -> Result<usize, Refusal> {
        let count = usize::try_from(self.u32(at)?).map_err(|_| too_short())?;
        let end = count.checked_mul(2).and_then(|bytes| bytes.checked_add(at + 4)).ok_or_else(too_short)?;
        self.bytes(at + 4, end).map(|_| end)
    }
}

fn too_short() -> Refusal {
    Refusal::damaged("one of its records is shorter than it must be")
}

/// Adds a record to a part.
pub(super) fn push(part: &mut Vec<u8>, kind: u16, data: &[u8]) {
    #[expect(clippy::cast_possible_truncation, reason = "masked to seven bits")]
    let low = |number: usize| (number & 0x7f) as u8;
    if kind < 0x80 {
        part.push(low(kind.into()));
    } else {
        part.extend([low(kind.into()) | 0x80, low(usize::from(kind >> 7))]);
    }
    let mut length = data.len();
    while length >= 0x80 {
        part.push(low(length) | 0x80);
        length >>= 7;
    }
    part.push(low(length));
    part.extend_from_slice(data);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_read_back_as_pushed() {
        let mut part = Vec::new();
        let long = vec![7; 300];
        for (kind, data) in [(0x0007, &[1, 2][..]), (0x0269, &long), (0x0092, &[])] {
            push(&mut part, kind, data);
        }
        let mut records = Records::new(part.as_slice(), "p", 1000);
        let mut seen = Vec::new();
        while let Some(record) = records.next().unwrap() {
            seen.push((record.kind, record.data.len()));
        }
        assert_eq!(seen, [(0x0007, 2), (0x0269, 300), (0x0092, 0)]);
    }

    #[test]
    fn a_part_that_breaks_off_is_damage() {
        let mut records = Records::new(&[0x07_u8, 9, 1][..], "p", 1000);
        assert!(records.next().is_err());
    }
}
