//! Reading a still file once: what is in it, as a fingerprint, and whether it is all there.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use workbook::fingerprint;

use sha2::{Digest, Sha256};

use super::scan::{Role, Stat};
pub use crate::run::plain;

/// What a look into a file found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// all there
    Whole(String),
    /// all there, and what is in it does not matter
    Aside,
    /// not readable or not all there
    NotYet {
        /// stands for what could be seen of it, so that the same trouble is known again
        fingerprint: String,
        /// in words
        why: String,
    },
}

impl Look {
    /// What stands for the contents.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        match self {
            Self::Whole(fingerprint) | Self::NotYet { fingerprint, .. } => fingerprint,
            Self::Aside => "",
        }
    }
}

/// The longest comment a zip may have after its end record, and the record.
const TAIL: usize = 65_536 + 22;

/// Reads a file to its end. The stat is the one it had when the reading was over.
pub fn look(path: &Path, role: Role) -> (Option<Stat>, Look) {
    match read(path) {
        Ok((stat, read)) => {
            let fingerprint = read.fingerprint.clone();
            let look = match read.missing(role) {
                None => Look::Whole(fingerprint),
                Some(why) => Look::NotYet { fingerprint, why: why.to_owned() },
            };
            (Some(stat), look)
        }
        Err(why) => {
            let stat = std::fs::metadata(path).ok().map(|meta| Stat::of(path, &meta));
            let why = plain(&why);
            (
                stat,
                Look::NotYet { fingerprint: format!("cannot be read: {why}"), why: format!("cannot be read: {why}") },
            )
        }
    }
}

/// SHA-256 of a file, in hexadecimal.
///
/// # Errors
/// When it cannot be read.
pub fn fingerprint_of(path: &Path) -> io::Result<String> {
    read(path).map(|(_, read)| read.fingerprint)
}

struct Contents {
    size: u64,
    start: [u8; 8],
    /// the last bytes, at least [`TAIL`] where there are so many
    tail: Vec<u8>,
    fingerprint: String,
}

fn read(path: &Path) -> io::Result<(Stat, Contents)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let (mut size, mut tail, mut start) = (0_u64, Vec::new(), [0; 8]);
    let mut buffer = vec![0; 128 * 1024];
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(again) if again.kind() == io::ErrorKind::Interrupted => continue,
            Err(why) => return Err(why),
        };
        let bytes = buffer.get(..read).unwrap_or_default();
        if size == 0 {
            start.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        }
        hash.update(bytes);
        size += bytes.len() as u64;
        tail.extend_from_slice(bytes);
        tail.drain(..tail.len().saturating_sub(TAIL));
    }
    let stat = Stat::of(path, &file.metadata()?);
    Ok((stat, Contents { size, start, tail, fingerprint: fingerprint::hex(&hash.finalize()) }))
}

impl Contents {
    /// What tells that a copy is still under way. A doubt costs a little waiting, never a result.
    fn missing(&self, role: Role) -> Option<&'static str> {
        if self.size == 0 {
            return Some("is empty so far");
        }
        if !matches!(role, Role::Workbook | Role::Copy) {
            return None;
        }
        if self.start.starts_with(b"PK\x03\x04") {
            return (!self.has_end_record()).then_some("is not a complete workbook yet: its end is missing");
        }
        // a compound file's last sector is in use; a text has no zero at its end
        let last = self.tail.get(self.tail.len().saturating_sub(512)..).unwrap_or_default();
        let zero_tailed = match self.start {
            [0xD0, 0xCF, 0x11, 0xE0, ..] => self.size < 1536 || last.iter().all(|byte| *byte == 0),
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => last.ends_with(&[0; 4]),
            _ => last.ends_with(&[0]),
        };
        zero_tailed.then_some("is not complete yet: its end is still empty")
    }

    /// Whether the zip's end record is there and reaches to the end of the file.
    fn has_end_record(&self) -> bool {
        self.tail.windows(22).enumerate().any(|(at, record)| match record {
            [b'P', b'K', 5, 6, .., low, high] => {
                let comment = usize::from(u16::from_le_bytes([*low, *high]));
                at + 22 + comment <= self.tail.len() && at + 22 + comment + 16 > self.tail.len()
            }
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(bytes: &[u8]) -> Look {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book");
        std::fs::write(&path, bytes).unwrap();
        look(&path, Role::Workbook).1
    }

    fn zip_of(comment: usize) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend(std::iter::repeat_n(7, 200_000));
        bytes.extend(b"PK\x05\x06");
        bytes.extend([0; 16]);
        bytes.extend(u16::try_from(comment).unwrap().to_le_bytes());
        bytes.extend(std::iter::repeat_n(b'c', comment));
        bytes
    }

    #[test]
    fn a_package_is_whole_when_its_end_record_is_there() {
        for comment in [0, 1, 65_535] {
            assert!(matches!(looked(&zip_of(comment)), Look::Whole(_)), "{comment}");
        }
    }

    #[test]
    fn a_copy_under_way_is_not_whole() {
        let whole = zip_of(0);
        let zeros = [whole.get(..150_000).unwrap(), &vec![0; 50_000]].concat();
        let compound = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[1; 8192], &[0; 8192]].concat();
        for (what, bytes) in [
            ("cut", whole.get(..150_000).unwrap()),
            ("zero-tailed package", zeros.as_slice()),
            ("zero-tailed compound file", compound.as_slice()),
            ("zero-tailed text", b"URN,School\n1\0\0\0".as_slice()),
            ("nothing", b"".as_slice()),
        ] {
            assert!(matches!(looked(bytes), Look::NotYet { .. }), "{what}");
        }
    }

    #[test]
    fn texts_of_both_widths_are_whole() {
        for bytes in [b"URN,School\n".as_slice(), b"\xFF\xFEU\0R\0N\0\n\0", b"\xFE\xFF\0U\0R\0\n"] {
            assert!(matches!(looked(bytes), Look::Whole(_)), "{bytes:?}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_says_so_in_plain_words() {
        let (_, look) = look(Path::new("no such folder/KS4.xlsx"), Role::Workbook);
        let Look::NotYet { why, .. } = look else { panic!("found") };
        assert_eq!(why, "cannot be read: there is no such file or folder");
    }
}
