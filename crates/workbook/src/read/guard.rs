//! A reader that stops before one piece of XML fills the memory.

use std::fmt;
use std::io::{self, BufRead, Read};

/// Passes bytes through and counts them since the last piece of XML was complete. The parser keeps
/// one piece whole in memory, so this count is what bounds it.
pub(super) struct Guarded<R> {
    inner: R,
    since_piece: usize,
    limit: usize,
}

/// The error inside the [`io::Error`] that [`Guarded`] gives when a piece is too long.
#[derive(Debug)]
pub(super) struct PieceTooLong;

impl fmt::Display for PieceTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a single text or tag is too long")
    }
}

impl std::error::Error for PieceTooLong {}

impl<R> Guarded<R> {
    pub(super) fn new(inner: R, limit: usize) -> Self {
        Self { inner, since_piece: 0, limit }
    }

    /// Called after each complete piece.
    pub(super) fn piece_done(&mut self) {
        self.since_piece = 0;
    }
}

impl<R: BufRead> Read for Guarded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_piece > self.limit {
            return Err(io::Error::other(PieceTooLong));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.since_piece = self.since_piece.saturating_add(amount);
        self.inner.consume(amount);
    }
}
