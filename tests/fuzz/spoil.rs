//! A file spoilt as its kind allows.

use super::chance::Chance;
use super::{package, records, xml};

/// The file that a seed makes of a base.
pub fn spoilt(base: &[u8], seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    if chance.once_in(10) {
        return raw(base, &mut chance);
    }
    let structured = if base.starts_with(b"PK") {
        package::spoil(base, &mut chance)
    } else if base.starts_with(b"\xd0\xcf\x11\xe0") {
        records::spoil_compound(base, &mut chance)
    } else if base.trim_ascii_start().starts_with(b"<") {
        let mut text = base.to_vec();
        (0..=chance.below(4)).for_each(|_| xml::spoil(&mut text, &mut chance));
        Some(text)
    } else {
        None
    };
    structured.unwrap_or_else(|| raw(base, &mut chance))
}

/// Bytes changed, cut off, zeroed or put in, whatever they mean.
fn raw(base: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = base.to_vec();
    let at = chance.below(bytes.len());
    match chance.below(5) {
        0 => bytes.truncate(at),
        1 => bytes[at..].fill(0),
        2 => bytes.insert(at, *chance.one_of(b"\"\n\r\0,;\t<\xff")),
        _ => {
            for _ in 0..=chance.below(8) {
                let at = chance.below(bytes.len());
                bytes[at] = chance.any() as u8;
            }
        }
    }
    bytes
}
