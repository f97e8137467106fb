//! Compound files: the old container of xls, of encrypted packages, and of Word and Outlook files.
//!
//! The `cfb` crate checks the chains of sectors before anything follows them, so a file whose tail
//! is zeros, as while a copy is under way, is refused at once instead of being followed for ever.

use std::io::{Cursor, Read, Write};

use cfb::{CompoundFile, Version};

use super::error::Refusal;
use super::limits::Limits;

/// An opened compound file.
pub(super) struct Compound<'b> {
    file: CompoundFile<Cursor<&'b [u8]>>,
}

impl<'b> Compound<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let file = CompoundFile::open(Cursor::new(bytes))
            .map_err(|_| Refusal::damaged("its inside is cut short or altered, as while a copy is under way"))?;
        Ok(Self { file })
    }

    /// Whether it has a stream or folder of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.file.exists(name)
    }

    /// A whole stream, if there is one of that name.
    pub(super) fn stream(&mut self, name: &str, limits: &Limits) -> Option<Result<Vec<u8>, Refusal>> {
        if !self.file.is_stream(name) {
            return None;
        }
        Some(self.read(name, limits))
    }

    fn read(&mut self, name: &str, limits: &Limits) -> Result<Vec<u8>, Refusal> {
        let cut = || Refusal::damaged(format!("its stream `{name}` is cut short"));
        let stream = self.file.open_stream(name).map_err(|_| cut())?;
        let length = stream.len();
        if length > limits.file_bytes {
            return Err(cut());
        }
        let mut bytes = Vec::new();
        stream.take(limits.file_bytes).read_to_end(&mut bytes).map_err(|_| cut())?;
        if bytes.len() as u64 == length { Ok(bytes) } else { Err(cut()) }
    }
}

/// A sound compound file that holds just these streams, for a library that needs one around them.
pub(super) fn wrap(streams: &[(&str, &[u8])]) -> Result<Vec<u8>, Refusal> {
    let made = || -> std::io::Result<Vec<u8>> {
        let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
        for (name, bytes) in streams {
            file.create_stream(name)?.write_all(bytes)?;
        }
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    made().map_err(|_| Refusal::damaged("its streams cannot be put together"))
}
