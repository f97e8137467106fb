//! The records that a stream of an xls workbook is made of.

use crate::read::error::Refusal;

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
}

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;
pub(super) const CONTINUE: u16 = 0x003C;

/// Records from a place in the stream on. A record that reaches past the end is damage.
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    pub(super) fn from(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record; an error where the stream ends before an end was written.
    pub(super) fn next(&mut self) -> Result<Record<'s>, Refusal> {
        self.try_next().ok_or_else(|| Refusal::damaged("it breaks off in the middle"))
    }

    fn try_next(&mut self) -> Option<Record<'s>> {
        let (kind, length) = (u16_at(self.stream, self.at)?, u16_at(self.stream, self.at + 2)?);
        let start = self.at + 4;
        let end = start + usize::from(length);
        let data = self.stream.get(start..end)?;
        self.at = end;
        Some(Record { kind, data })
    }
}

impl Record<'_> {
    /// Two bytes as a number; damage where the record is too short.
    pub(super) fn u16(&self, at: usize) -> Result<u16, Refusal> {
        u16_at(self.data, at).ok_or_else(too_short)
    }

    /// Four bytes as a number; damage where the record is too short.
    pub(super) fn u32(&self, at: usize) -> Result<u32, Refusal> {
        Ok(u32::from(self.u16(at)?) | u32::from(self.u16(at + 2)?) << 16)
    }

    /// One byte; damage where the record is too short.
    pub(super) fn u8(&self, at: usize) -> Result<u8, Refusal> {
        self.data.get(at).copied().ok_or_else(too_short)
    }

    /// Bytes from `at` on; damage where the record is too short.
    pub(super) fn from(&self, at: usize) -> Result<&[u8], Refusal> {
        self.data.get(at..).ok_or_else(too_short)
    }
}

pub(super) fn too_short() -> Refusal {
    Refusal::damaged("one of its records is shorter than it must be")
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

/// Adds a record to a stream.
pub(super) fn push(stream: &mut Vec<u8>, kind: u16, data: &[&[u8]]) {
    let length: usize = data.iter().map(|piece| piece.len()).sum();
    stream.extend_from_slice(&kind.to_le_bytes());
    stream.extend_from_slice(&u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
    data.iter().for_each(|piece| stream.extend_from_slice(piece));
}
