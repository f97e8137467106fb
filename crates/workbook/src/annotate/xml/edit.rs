//! Edits of a part: bytes taken out at an offset of the original and others put in.

use std::io::{self, Write};

/// The bytes from `start` to `end` give way to `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::annotate) struct Edit {
    pub(in crate::annotate) start: usize,
    pub(in crate::annotate) end: usize,
    pub(in crate::annotate) text: String,
}

impl Edit {
    pub(in crate::annotate) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { start: at, end: at, text: text.into() }
    }

    pub(in crate::annotate) fn replace(start: usize, end: usize, text: impl Into<String>) -> Self {
        Self { start, end, text: text.into() }
    }
}

/// Writes `original` with the edits, which are in order of their offsets; false where two of them overlap.
pub(in crate::annotate) fn write_edited(out: &mut impl Write, original: &[u8], edits: &[Edit]) -> io::Result<bool> {
    let mut done = 0;
    for edit in edits {
        let Some(kept) = original.get(done..edit.start).filter(|_| edit.end >= edit.start) else { return Ok(false) };
        out.write_all(kept)?;
        out.write_all(edit.text.as_bytes())?;
        done = edit.end;
    }
    let Some(rest) = original.get(done..) else { return Ok(false) };
    out.write_all(rest)?;
    Ok(true)
}

/// The edited bytes; edits may come in any order, those at one offset stay in theirs.
pub(in crate::annotate) fn apply(original: &[u8], mut edits: Vec<Edit>) -> Option<Vec<u8>> {
    edits.sort_by_key(|e| (e.start, e.end));
    let mut out = Vec::with_capacity(original.len() + edits.iter().map(|e| e.text.len()).sum::<usize>());
    write_edited(&mut out, original, &edits).is_ok_and(|whole| whole).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_come_in_any_order_and_overlaps_are_refused() {
        let edits = vec![Edit::replace(3, 4, "D"), Edit::insert(1, "x"), Edit::insert(1, "y")];
        assert_eq!(apply(b"abcdef", edits).unwrap(), b"axybcDef");
        assert_eq!(apply(b"abc", vec![Edit::replace(0, 2, ""), Edit::insert(1, "x")]), None);
        assert_eq!(apply(b"abc", vec![Edit::insert(9, "x")]), None);
    }
}
