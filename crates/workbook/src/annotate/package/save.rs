//! Writing the new package, and noting how each edit can be taken back.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::error::AnnotateError;
use super::super::xml::{Edit, text_of, write_edited};
use super::{Package, damaged};

/// How an edited part becomes what it was: for each edit where it stands now, how long it is, and what stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::annotate) struct PartUndo {
    pub(in crate::annotate) crc: u32,
    pub(in crate::annotate) size: u64,
    pub(in crate::annotate) edits: Vec<(usize, usize, String)>,
}

/// A package written.
pub(in crate::annotate) struct Saved {
    pub(in crate::annotate) bytes: Vec<u8>,
}

impl Package<'_> {
    /// How the edits gathered so far can be taken back. Sorts them.
    pub(in crate::annotate) fn undo(&mut self) -> Result<BTreeMap<String, PartUndo>, AnnotateError> {
        let touched: Vec<usize> = self.edits.keys().copied().collect();
        let mut undo = BTreeMap::new();
        for at in touched {
            let name = self.names.get(at).cloned().unwrap_or_default();
            let (crc, size) = self.stated(&name).unwrap_or_default();
            // insertions, by far the most, need no bytes of the original
            let replaces = self.edits.get(&at).is_some_and(|e| e.iter().any(|e| e.end > e.start));
            let original = if replaces { self.read_at(at)? } else { Vec::new() };
            let Some(edits) = self.edits.get_mut(&at) else { continue };
            edits.sort_by_key(|e| (e.start, e.end));
            undo.insert(name, PartUndo { crc, size, edits: backwards(&original, edits) });
        }
        Ok(undo)
    }

    /// Names of the parts added so far.
    pub(in crate::annotate) fn added_names(&self) -> impl Iterator<Item = &str> {
        self.added.iter().map(|(name, _)| name.as_str())
    }

    /// The new package: the original's parts in their order, then the added ones. Same input, same bytes.
    pub(in crate::annotate) fn save(mut self) -> Result<Saved, AnnotateError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..self.names.len() {
            if self.dropped.contains(&at) {
                continue;
            }
            if let Some(mut edits) = self.edits.remove(&at) {
                edits.sort_by_key(|e| (e.start, e.end));
                self.write_touched(&mut writer, at, &edits)?;
            } else {
                self.copy_untouched(&mut writer, at)?;
            }
        }
        for (name, bytes) in std::mem::take(&mut self.added) {
            start(&mut writer, &name)?;
            writer.write_all(&bytes).map_err(|e| AnnotateError::Damaged(e.to_string()))?;
        }
        let bytes = writer.finish().map_err(|e| damaged(&e))?.into_inner();
        Ok(Saved { bytes })
    }

    fn write_touched(
        &mut self,
        writer: &mut ZipWriter<Cursor<Vec<u8>>>,
        at: usize,
        edits: &[Edit],
    ) -> Result<(), AnnotateError> {
        let original = self.read_at(at)?;
        let name = self.names.get(at).cloned().unwrap_or_default();
        start(writer, &name)?;
        let whole = write_edited(writer, &original, edits).map_err(|e| AnnotateError::Damaged(e.to_string()))?;
        if whole { Ok(()) } else { Err(AnnotateError::Malformed { part: name, at: 0 }) }
    }

    fn copy_untouched(&mut self, writer: &mut ZipWriter<Cursor<Vec<u8>>>, at: usize) -> Result<(), AnnotateError> {
        let name = self.names.get(at).cloned().unwrap_or_default();
        let backslashes = self.backslashes;
        let entry = self.archive.by_index_raw(at).map_err(|e| damaged(&e))?;
        // names with backslashes beside our own with slashes would confuse readers: all get slashes
        let copied = if backslashes { writer.raw_copy_file_rename(entry, name) } else { writer.raw_copy_file(entry) };
        copied.map_err(|e| damaged(&e))
    }
}

/// Starts a part of ours: a fixed date, so that the same input gives the same bytes; a low level, since it is waited for.
fn start(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str) -> Result<(), AnnotateError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(DateTime::default());
    writer.start_file(name, options).map_err(|e| damaged(&e))
}

fn backwards(original: &[u8], edits: &[Edit]) -> Vec<(usize, usize, String)> {
    let mut grown = 0_isize;
    edits
        .iter()
        .map(|e| {
            let now = e.start.saturating_add_signed(grown);
            grown += isize::try_from(e.text.len()).unwrap_or(0) - isize::try_from(e.end - e.start).unwrap_or(0);
            (now, e.text.len(), text_of(original, e.start..e.end))
        })
        .collect()
}
