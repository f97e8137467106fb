//! The encryption of xls workbooks, for the one password that Excel tries unasked.
//!
//! The exclusive-or of Excel 5 and 95 (MS-OFFCRYPTO 2.3.7), which later ones can still write; RC4 as in Excel 97 to 2000
//! (2.3.6), and through the system's providers as from Excel 2002 on (2.3.5), both with a fresh key for every 1,024 bytes of
//! the stream.

use md5::Md5;
use rc4::consts::U256;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::{Digest, Sha1};

use super::records::{BOF, Record, Records};
use crate::read::encrypted::EXCELS_OWN_PASSWORD;
use crate::read::error::Refusal;

const FILE_PASS: u16 = 0x002F;
const BLOCK: usize = 1024;

/// The stream decrypted, or as it is where it is not encrypted.
pub(super) fn decrypted(stream: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    let Some(mut lock) = lock(&stream)? else { return Ok(stream) };
    let mut records = Records::from(&stream, 0);
    let mut plain = Vec::with_capacity(stream.len());
    while let Ok(record) = records.next() {
        let start = plain.len();
        // A record without meaning stands where the encryption was declared.
        let kind = if record.kind == FILE_PASS { 0xFFFF } else { record.kind };
        super::records::push(&mut plain, kind, &[record.data]);
        let body = start + 4 + left_plain(&record);
        let Some(bytes) = plain.get_mut(body..) else { continue };
        match &mut lock {
            Lock::Xor => xor(bytes, body + record.data.len()),
            Lock::Rc4(cipher) => cipher.apply(bytes, body),
        }
    }
    Ok(plain)
}

/// How many bytes at a record's start are never encrypted.
fn left_plain(record: &Record<'_>) -> usize {
    match record.kind {
        // BOF, FILEPASS, INTERFACEHDR, FILELOCK, USREXCL, RRDHEAD, RRDINFO
        BOF | FILE_PASS | 0x00E1 | 0x0195 | 0x0194 | 0x0138 | 0x0196 => record.data.len(),
        // where a sheet begins
        0x0085 => 4,
        _ => 0,
    }
}

/// How a stream is encrypted, if it says that it is.
fn lock(stream: &[u8]) -> Result<Option<Lock>, Refusal> {
    let mut records = Records::from(stream, 0);
    while let Ok(record) = records.next() {
        match record.kind {
            FILE_PASS => return Lock::of(&record).map(Some),
            // The declaration stands before any sheet is listed.
            0x0085 | 0x000A => break,
            _ => {}
        }
    }
    Ok(None)
}

/// The two ways of encrypting.
enum Lock {
    Xor,
    Rc4(Box<Cipher>),
}

/// What Excel's own password comes to as the key and as the check of an exclusive-or.
const XOR_KEY: u16 = 0xB359;
const XOR_CHECK: u16 = 0x9A0A;

impl Lock {
    fn of(record: &Record<'_>) -> Result<Self, Refusal> {
        // Excel 5 and 95 write the key alone, later ones the kind of encryption before it.
        let at = match record.data.len() {
            4 => 0,
            6 if record.u16(0)? == 0 => 2,
            _ => {
                let key = Key::of(record)?;
                return Ok(Self::Rc4(Box::new(Cipher { key, block: usize::MAX, rc4: cipher(&[0]), used: 0 })));
            }
        };
        let own = (record.u16(at)?, record.u16(at + 2)?) == (XOR_KEY, XOR_CHECK);
        own.then_some(Self::Xor).ok_or(Refusal::Protected)
    }
}

/// Undoes the exclusive-or of bytes; `position` is theirs in the stream and the length of their record.
fn xor(bytes: &mut [u8], position: usize) {
    // the password is filled up to sixteen bytes
    let password = EXCELS_OWN_PASSWORD.bytes().chain([0xBB]);
    let pads: Vec<u8> = password
        .zip(XOR_KEY.to_le_bytes().into_iter().cycle())
        .map(|(byte, key)| (byte ^ key).rotate_left(2))
        .collect();
    for (byte, pad) in bytes.iter_mut().zip(pads.iter().cycle().skip(position % 16)) {
        *byte = byte.rotate_left(3) ^ pad;
    }
}

/// What the keys of all blocks are made from.
enum Key {
    Md5([u8; 5]),
    Sha1 { hash: Vec<u8>, bytes: usize },
}

impl Key {
    /// The key for Excel's own password, if it is the one.
    fn of(record: &Record<'_>) -> Result<Self, Refusal> {
        let key = match (record.u16(0)?, record.u16(2)?) {
            (1, 1) => Self::md5(record),
            (1, 2..=4) => Self::sha1(record),
            _ => None,
        };
        key.ok_or(Refusal::Protected)
    }

    fn md5(record: &Record<'_>) -> Option<Self> {
        let field = |at: usize| record.data.get(at..at + 16);
        let (salt, verifier, expected) = (field(6)?, field(22)?, field(38)?);
        let password = Md5::digest(password());
        let once: Vec<u8> = [password.get(..5)?, salt].concat();
        let hash = Md5::digest(once.repeat(16));
        let key = Self::Md5(hash.get(..5)?.try_into().ok()?);
        let mut rc4 = cipher(&key.block(0));
        let (verifier, expected) = (applied(&mut rc4, verifier), applied(&mut rc4, expected));
        (Md5::digest(verifier).as_slice() == expected).then_some(key)
    }

    fn sha1(record: &Record<'_>) -> Option<Self> {
        let number = |at: usize| record.u32(at).ok().and_then(|number| usize::try_from(number).ok());
        let header = 14;
        let verifier_at = header + number(10)?;
        let bits = match number(header + 16)? {
            0 => 40,
            bits => bits,
        };
        let field = |at: usize, length: usize| record.data.get(verifier_at + at..verifier_at + at + length);
        let (salt, verifier, expected) = (field(4, 16)?, field(20, 16)?, field(40, 20)?);
        let hash = Sha1::digest([salt, &password()].concat()).to_vec();
        let key = Self::Sha1 { hash, bytes: (bits / 8).min(16) };
        let mut rc4 = cipher(&key.block(0));
        let (verifier, expected) = (applied(&mut rc4, verifier), applied(&mut rc4, expected));
        (Sha1::digest(verifier).as_slice() == expected).then_some(key)
    }

    fn block(&self, number: u32) -> Vec<u8> {
        let number = number.to_le_bytes();
        match self {
            Self::Md5(hash) => Md5::digest([hash.as_slice(), &number].concat()).to_vec(),
            Self::Sha1 { hash, bytes } => {
                let mut key = Sha1::digest([hash.as_slice(), &number].concat()).to_vec();
                key.truncate(*bytes);
                // A key of 40 bits is filled up to 128.
                if *bytes == 5 {
                    key.resize(16, 0);
                }
                key
            }
        }
    }
}

fn password() -> Vec<u8> {
    EXCELS_OWN_PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// RC4 over a stream that takes a new key for every block, wherever records begin and end.
struct Cipher {
    key: Key,
    block: usize,
    rc4: Rc4<U256>,
    /// bytes of the block that the cipher has passed
    used: usize,
}

impl Cipher {
    /// Decrypts bytes that stand at `position` in the stream.
    fn apply(&mut self, bytes: &mut [u8], position: usize) {
        for (at, byte) in (position..).zip(bytes) {
            if at / BLOCK != self.block {
                self.block = at / BLOCK;
                self.rc4 = cipher(&self.key.block(u32::try_from(self.block).unwrap_or(u32::MAX)));
                self.used = 0;
            }
            self.rc4.apply_keystream(&mut vec![0; (at % BLOCK).saturating_sub(self.used)]);
            self.rc4.apply_keystream(std::slice::from_mut(byte));
            self.used = self.used.max(at % BLOCK) + 1;
        }
    }
}

/// The cipher for a key of any length. It walks through the key again and again, as through one that is repeated.
fn cipher(key: &[u8]) -> Rc4<U256> {
    let mut repeated = rc4::Key::<U256>::default();
    repeated.iter_mut().zip(key.iter().cycle()).for_each(|(to, from)| *to = *from);
    Rc4::new(&repeated)
}

fn applied(cipher: &mut Rc4<U256>, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    cipher.apply_keystream(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_gives_the_published_key_streams() {
        // RFC 6229, 40-bit and 128-bit keys, offset 0
        assert_eq!(applied(&mut cipher(&[1, 2, 3, 4, 5]), &[0; 4]), [0xb2, 0x39, 0x63, 0x05]);
        let long: Vec<u8> = (1..=16).collect();
        assert_eq!(applied(&mut cipher(&long), &[0; 4]), [0x9a, 0xc7, 0xcc, 0x9a]);
    }

    #[test]
    fn the_exclusive_or_of_excel_5_and_95_is_undone_for_excels_own_password() {
        let mut stream = Vec::new();
        let write = super::super::records::push;
        write(&mut stream, BOF, &[&[0, 5, 5, 0, 0, 0, 0, 0]]);
        write(&mut stream, FILE_PASS, &[&bytes("59b30a9a")]);
        write(&mut stream, 0x00E1, &[&[0; 6]]);
        // a code page, as Excel encrypted it at such a place
        write(&mut stream, 0x0042, &[&bytes("8263")]);
        let plain = decrypted(stream.clone()).unwrap();
        assert_eq!(plain.last_chunk(), Some(&1252_u16.to_le_bytes()));
        let Some(check) = stream.get_mut(18) else { panic!("the check stands there") };
        *check ^= 1;
        assert!(matches!(decrypted(stream), Err(Refusal::Protected)), "another password");
    }

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        let digits = |at: usize| u8::from_str_radix(&hexadecimal[at..at + 2], 16).unwrap();
        (0..hexadecimal.len()).step_by(2).map(digits).collect()
    }

    /// A declaration of encryption through the system's providers; the values are from another
    /// implementation of the same paragraphs.
    fn declaration(bits: u32, verifier: &str, hash: &str) -> Vec<u8> {
        let salt: Vec<u8> = (0..16).collect();
        let header = [4_u32, 0, 0x6801, 0x8004, bits, 1, 0, 0].map(u32::to_le_bytes).concat();
        let parts: [&[u8]; 9] = [
            &[1, 0, 2, 0, 2, 0],
            &4_u32.to_le_bytes(),
            &u32::try_from(header.len()).unwrap().to_le_bytes(),
            &header,
            &16_u32.to_le_bytes(),
            &salt,
            &bytes(verifier),
            &20_u32.to_le_bytes(),
            &bytes(hash),
        ];
        parts.concat()
    }

    #[test]
    fn encryption_through_the_systems_providers_gives_the_known_keys() {
        let cases = [
            (
                128,
                "a024a295d910dcd16b2b69c9dfef1919",
                "74a70eb0e7278136e857318b9e9a13d19115d50b",
                "077335a00ff9288b88a71ee2479dd601",
            ),
            (
                40,
                "c872728f14b55d849b7dde3f7cfd96a7",
                "d5e6c96d597b070d79bf31b1599eddf2ece8d44b",
                "077335a00f0000000000000000000000",
            ),
        ];
        for (bits, verifier, hash, key) in cases {
            let data = declaration(bits, verifier, hash);
            let found = Key::of(&Record { kind: FILE_PASS, data: &data }).unwrap();
            assert_eq!(found.block(3), bytes(key), "{bits} bits");
            let mut other = data.clone();
            *other.last_mut().unwrap() ^= 1;
            assert!(Key::of(&Record { kind: FILE_PASS, data: &other }).is_err(), "another password, {bits} bits");
        }
    }
}
