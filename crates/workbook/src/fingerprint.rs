//! Fingerprints: what stands for the bytes of a file or a text. The same bytes have the same one.

use sha2::{Digest, Sha256};

/// SHA-256 of bytes, in hexadecimal.
#[must_use]
pub fn of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first twelve digits of [`of`]: enough to tell a reader's texts from one another.
#[must_use]
pub fn short(bytes: &[u8]) -> String {
    let mut digits = of(bytes);
    digits.truncate(12);
    digits
}

/// A digest in hexadecimal, for what is put together piece by piece.
#[must_use]
pub fn hex(digest: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| DIGITS.get(usize::from(half)).map_or('0', |digit| char::from(*digit));
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn fingerprints_are_those_every_program_computes() {
        assert_eq!(super::of(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(super::short(b"abc"), "ba7816bf8f01");
    }
}
