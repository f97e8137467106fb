//! Streams of records, of xls and xlsb, spoilt record by record.

use std::io::{Cursor, Read, Write};

use super::chance::Chance;

#[derive(Clone)]
struct Record {
    kind: u16,
    data: Vec<u8>,
    /// bytes it says it has, where it lies
    says: Option<usize>,
}

/// Spoils a stream of xls records.
pub fn spoil_xls(stream: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut records = Vec::new();
    let mut rest = stream;
    while let [k0, k1, l0, l1, after @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*l0, *l1])).min(after.len());
        records.push(Record { kind: u16::from_le_bytes([*k0, *k1]), data: after[..length].to_vec(), says: None });
        rest = &after[length..];
    }
    spoil(&mut records, chance);
    let write = |record: &Record| {
        let length = record.says.unwrap_or(record.data.len()) as u16;
        [&record.kind.to_le_bytes()[..], &length.to_le_bytes(), &record.data].concat()
    };
    records.iter().flat_map(write).collect()
}

/// Spoils a part of xlsb records.
pub fn spoil_xlsb(part: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut records = Vec::new();
    let mut at = 0;
    while let Some((kind, length, from)) = head(part, at) {
        let to = (from + length).min(part.len());
        records.push(Record { kind, data: part[from..to].to_vec(), says: None });
        at = to;
    }
    spoil(&mut records, chance);
    let mut out = Vec::new();
    for record in &records {
        if record.kind >= 0x80 {
            out.extend([(record.kind & 0x7f) as u8 | 0x80, (record.kind >> 7) as u8]);
        } else {
            out.push(record.kind as u8);
        }
        let mut length = record.says.unwrap_or(record.data.len());
        while length >= 0x80 {
            out.push((length & 0x7f) as u8 | 0x80);
            length >>= 7;
        }
        out.push(length as u8);
        out.extend(&record.data);
    }
    out
}

fn head(part: &[u8], at: usize) -> Option<(u16, usize, usize)> {
    let first = u16::from(*part.get(at)?);
    let (kind, mut at) = if first < 0x80 {
        (first, at + 1)
    } else {
        ((first & 0x7f) | (u16::from(*part.get(at + 1)?) & 0x7f) << 7, at + 2)
    };
    let mut length = 0;
    for shift in 0..4 {
        let byte = *part.get(at)?;
        at += 1;
        length |= usize::from(byte & 0x7f) << (7 * shift);
        if byte < 0x80 {
            break;
        }
    }
    Some((kind, length, at))
}

fn spoil(records: &mut Vec<Record>, chance: &mut Chance) {
    if records.is_empty() {
        return;
    }
    let which = chance.below(records.len());
    match chance.below(8) {
        0 => drop(records.remove(which)),
        1 => {
            let copy = records[which].clone();
            records.insert(chance.below(records.len() + 1), copy);
        }
        2 => {
            let other = chance.below(records.len());
            records.swap(which, other);
        }
        3 => records[which].kind = records[chance.below(records.len())].kind,
        4 => {
            let length = records[which].data.len();
            records[which].says = Some(*chance.one_of(&[0, 1, length + 1, length.saturating_sub(1), 8224, 65_535]));
        }
        5 => {
            let length = chance.below(records[which].data.len() + 1);
            records[which].data.truncate(length);
        }
        _ => {
            for _ in 0..=chance.below(3) {
                let data = &mut records[which].data;
                if !data.is_empty() {
                    let at = chance.below(data.len());
                    data[at] = *chance.one_of(&[0, 1, 2, 0x7f, 0x80, 0xfe, 0xff, chance_byte(at)]);
                }
            }
        }
    }
}

fn chance_byte(at: usize) -> u8 {
    (at * 37 % 256) as u8
}

/// Spoils the workbook stream of a compound file; `None` where there is none.
pub fn spoil_compound(bytes: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec())).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut stream).ok()?;
    for _ in 0..=chance.below(3) {
        stream = spoil_xls(&stream, chance);
    }
    file.create_stream(name).ok()?.write_all(&stream).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}
