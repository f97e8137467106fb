//! Packages whose parts are written in UTF-16: the standard allows it, and some programs do. They are read as the same
//! package in UTF-8.

use std::io::{Cursor, Read, Write};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::error::Refusal;
use super::package::Package;

/// The package in UTF-8, where one of its parts is in UTF-16.
pub(super) fn in_utf8(package: &mut Package<'_>) -> Result<Option<Vec<u8>>, Refusal> {
    let names: Vec<String> = package.names().map(ToOwned::to_owned).collect();
    let texts = names.iter().enumerate().filter(|(_, name)| name.ends_with(".xml") || name.ends_with(".rels"));
    let texts: Vec<usize> = texts.map(|(part, _)| part).collect();
    let mut begins = [0; 2];
    // a part that cannot be read is told where it is needed
    let is_utf16 = |part: &usize| {
        let read = package.reader(*part).ok().and_then(|mut reader| reader.read_exact(&mut begins).ok());
        read.is_some() && encoding(&begins).is_some()
    };
    if !texts.iter().any(is_utf16) {
        return Ok(None);
    }
    let unwritten = |_| Refusal::damaged("its parts cannot be put together");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, name) in names.iter().enumerate().filter(|(_, name)| !name.ends_with('/')) {
        let bytes = package.bytes(part)?;
        zip.start_file(name.as_str(), SimpleFileOptions::default()).map_err(unwritten)?;
        let text = encoding(&bytes).map(|encoding| encoding.decode_with_bom_removal(&bytes).0.into_owned());
        let written = text.as_ref().map_or(bytes.as_slice(), String::as_bytes);
        zip.write_all(written).map_err(|_| Refusal::damaged("its parts cannot be put together"))?;
    }
    Ok(Some(zip.finish().map_err(unwritten)?.into_inner()))
}

fn encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    }
}
