//! Packages taken apart, spoilt in a part or two, and put together again.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;

use super::chance::Chance;
use super::{records, xml};

pub type Parts = Vec<(String, Vec<u8>)>;

/// The parts of a package; `None` where it is none, or one that is big unpacked.
pub fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    let mut size = 0;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).ok()?;
        let name = entry.name().ok()?.into_owned();
        let mut content = Vec::new();
        entry.take(8 << 20).read_to_end(&mut content).ok()?;
        size += content.len();
        parts.push((name, content));
    }
    (size < 8 << 20 && !parts.is_empty()).then_some(parts)
}

fn together(parts: &Parts) -> Option<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_level(Some(1));
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Spoils a package; `None` where it cannot be taken apart or put together.
pub fn spoil(bytes: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut parts = parts(bytes)?;
    for _ in 0..=chance.below(4) {
        let which = chance.below(parts.len());
        if chance.once_in(12) {
            whole_part(&mut parts, which, chance);
        } else {
            let (name, content) = &mut parts[which];
            if name.ends_with(".bin") {
                *content = records::spoil_xlsb(content, chance);
            } else {
                xml::spoil(content, chance);
            }
        }
        if parts.is_empty() {
            return None;
        }
    }
    together(&parts)
}

fn whole_part(parts: &mut Parts, which: usize, chance: &mut Chance) {
    match chance.below(5) {
        0 => drop(parts.remove(which)),
        1 => parts[which].1.clear(),
        2 => parts[which].0 = parts[which].0.to_uppercase(),
        3 => {
            let other = chance.below(parts.len());
            parts[which].1 = parts[other].1.clone();
        }
        _ => {
            let length = parts[which].1.len();
            parts[which].1.truncate(chance.below(length));
        }
    }
}
