//! The file of the record: read in whatever encoding an editor or a shell left it, and added to in the same.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::RECORD;
use crate::review::decisions::{Line, Lines, read_record, written_record};
use crate::run::{PlaceError, plain};
use workbook::read::letter_by_letter;

/// How the record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16Little,
    Utf16Big,
}

impl Encoding {
    /// By the mark at its beginning, or the zero bytes of plain letters.
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xff, 0xfe, ..] | [1..=0x7f, 0, ..] => Self::Utf16Little,
            [0xfe, 0xff, ..] | [0, 1..=0x7f, ..] => Self::Utf16Big,
            _ => Self::Utf8,
        }
    }

    fn read(self, bytes: &[u8]) -> String {
        let pairs = || bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        let text = |words: Vec<u16>| String::from_utf16_lossy(&words);
        match self {
            // an editor that knows no UTF-8 saves in the letters of Windows
            Self::Utf8 => letter_by_letter(bytes),
            Self::Utf16Little => text(pairs().map(u16::from_le_bytes).collect()),
            Self::Utf16Big => text(pairs().map(u16::from_be_bytes).collect()),
        }
    }

    fn write(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Little => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Big => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// The record of decisions in a folder; one that is not there is empty, one that cannot be read is not.
///
/// # Errors
/// When it cannot be read: why.
pub(in crate::run) fn lines_in(out: &Path) -> Result<Lines, String> {
    match fs::read(out.join(RECORD)) {
        Ok(bytes) => Ok(lines_of(&bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Lines::default()),
        Err(error) => Err(plain(&error)),
    }
}

/// What stands in the bytes of a record.
pub(super) fn lines_of(bytes: &[u8]) -> Lines {
    read_record(&Encoding::of(bytes).read(bytes))
}

/// Adds lines to the record, all or none, and has them on disk before it returns.
pub(in crate::run) fn record(out: &Path, lines: &[Line]) -> Result<(), PlaceError> {
    if lines.is_empty() {
        return Ok(());
    }
    let path = out.join(RECORD);
    let fail = |why| PlaceError { path: path.clone(), why };
    fs::create_dir_all(out).map_err(fail)?;
    let mut text = written_record(lines);
    let there = match fs::read(&path) {
        Ok(there) => there,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(fail(error)),
    };
    let encoding = Encoding::of(&there);
    let mut file = fs::OpenOptions::new().create(true).append(true).open(&path).map_err(fail)?;
    let length = file.metadata().map_err(fail)?.len();
    let mut bytes = Vec::new();
    if encoding != Encoding::Utf8 && there.len() % 2 == 1 {
        // the first half of a letter that was cut off: with any other half it is one letter of a line that is spoilt
        bytes.push(0);
    }
    if length > 0 && !encoding.read(&there).ends_with('\n') {
        // a line that was cut off must not swallow the next one
        text.insert(0, '\n');
    }
    bytes.extend(encoding.write(&text));
    let done = file.write_all(&bytes).and_then(|()| file.sync_all());
    if done.is_err() {
        // half of the lines would be worse than none: they are written again next time
        let _ = file.set_len(length);
    }
    done.map_err(fail)
}

#[cfg(test)]
mod tests {
    use super::Encoding;

    #[test]
    fn a_record_that_a_shell_saved_is_read_and_added_to_as_it_is() {
        for encoding in [Encoding::Utf8, Encoding::Utf16Little, Encoding::Utf16Big] {
            let bytes = encoding.write("\u{feff}{\"school\":\"urn:900201\",\"name\":\"Ælder\"}\r\n");
            assert_eq!(Encoding::of(&bytes), encoding);
            assert!(encoding.read(&bytes).contains("Ælder"));
        }
    }
}
