//! What a file is, by its bytes. Its name is only asked where the bytes are plain text.

use super::error::Refusal;

/// What the first bytes of a file say it is; the formats that need a closer look get it later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// a zip package of some sort
    Zip,
    /// a compound file: xls, an encrypted package, an old Word document
    Compound,
    /// XML Spreadsheet 2003
    SpreadsheetMl,
    /// an OpenDocument spreadsheet that is one plain XML file
    FlatOds,
    /// a web page
    Html,
    /// plain text in some encoding
    Text,
}

const EXPORT: &str = "ask for the workbook itself, or export it as .xlsx or .csv";

/// Beginnings of files that are often sent for a workbook but are not one.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF document", EXPORT),
    (b"\x89PNG", "a picture (PNG)", EXPORT),
    (b"\xff\xd8\xff", "a picture (JPEG)", EXPORT),
    (b"GIF8", "a picture (GIF)", EXPORT),
    (b"BM", "a picture (BMP)", EXPORT),
    (b"{\\rtf", "a rich text document", EXPORT),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x00\x01\x00\x00Standard Jet DB", "an Access database", EXPORT),
    (b"\x00\x01\x00\x00Standard ACE DB", "an Access database", EXPORT),
    (b"SQLite format 3\0", "a database (SQLite)", EXPORT),
    (b"MZ", "a program", "do not open it; ask the sender for the workbook"),
    (b"\x7fELF", "a program", "do not open it; ask the sender for the workbook"),
    (b"From: <Saved by", "a saved web page (mht)", "open it in Excel and save it as .xlsx"),
    (b"MIME-Version:", "a saved web page (mht)", "open it in Excel and save it as .xlsx"),
    (b"ID;P", "a SYLK file", "open it in Excel and save it as .xlsx"),
    (b"version https://git-lfs", "a pointer to a file kept elsewhere", "fetch the file itself"),
];

/// Streams of Excel 2, 3 and 4, which have no compound file around them.
const EARLY_EXCEL: &[&[u8]] = &[b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"];

/// What the bytes are, or why they are nothing to read.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Kind::Compound);
    }
    if EARLY_EXCEL.iter().any(|start| bytes.starts_with(start)) {
        let advice = "open it in Excel and save it as .xlsx".to_owned();
        return Err(Refusal::OldFormat { what: "a workbook of Excel 2, 3 or 4".into(), advice });
    }
    if bytes.iter().take(4096).all(|&byte| byte == 0) {
        return Err(Refusal::damaged("it holds only zeros, as when a copy was interrupted"));
    }
    if let Some((_, what, advice)) = OTHERS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        // Two letters alone may begin a text as well.
        if !what.contains("BMP") && !what.contains("program") || bytes.iter().take(512).any(|&byte| byte == 0) {
            return Err(Refusal::not_a_workbook(*what, *advice));
        }
    }
    text_kind(bytes)
}

fn text_kind(bytes: &[u8]) -> Result<Kind, Refusal> {
    let Some(start) = beginning(bytes) else {
        return Err(Refusal::not_a_workbook(
            "a file of an unknown kind",
            "ask the sender what it is, or export it as .xlsx or .csv",
        ));
    };
    let lower = start.trim_start().to_ascii_lowercase();
    if lower.starts_with("<?xml") || lower.starts_with('<') {
        if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") && lower.contains("workbook") {
            return Ok(Kind::SpreadsheetMl);
        }
        if lower.contains("office:document") {
            return Ok(Kind::FlatOds);
        }
        if ["<html", "<!doctype html", "<table", "<head", "<body", "<meta"].iter().any(|tag| lower.contains(tag)) {
            return Ok(Kind::Html);
        }
        if lower.starts_with("<?xml") {
            return Err(Refusal::not_a_workbook("an XML file", "open it in Excel and save it as .xlsx"));
        }
    }
    Ok(Kind::Text)
}

/// The first characters of a text in any of the encodings read, or `None` where it is no text.
fn beginning(bytes: &[u8]) -> Option<String> {
    let bytes = super::csv_text::without_end_mark(bytes);
    let start = bytes.get(..bytes.len().min(4096))?;
    let text = super::csv_text::decode(start)?;
    let control =
        text.chars().filter(|&c| c.is_control() && !matches!(c, '\0' | '\x1a' | '\t' | '\n' | '\r' | '\u{c}')).count();
    (control * 100 <= text.chars().count()).then_some(text)
}

/// Whether a name is the lock file of an open workbook, and whose.
pub(super) fn lock_file(name: &str) -> Option<&'static str> {
    if name.starts_with("~$") {
        Some("Excel")
    } else if name.starts_with(".~lock.") {
        Some("LibreOffice")
    } else {
        None
    }
}

/// The extension of a name in small letters, without its dot.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_workbook_are_named_for_what_they_are() {
        for (bytes, expected) in [
            (&b"%PDF-1.7\n"[..], "is a PDF document, not a workbook"),
            (b"\x1f\x8b\x08\x00", "is a compressed file (gzip), not a workbook; unpack it first"),
            (b"MZ\x90\x00\x03\x00", "is a program, not a workbook"),
            (b"\x09\x04\x06\x00\x00\x00", "is a workbook of Excel 2, 3 or 4"),
            (b"<?xml version=\"1.0\"?><note/>", "is an XML file"),
            (b"\x00\x00\x00\x00\x00", "it holds only zeros"),
            (b"\x01\x02\x03\x04\x05\x06\x07", "is a file of an unknown kind"),
        ] {
            let message = kind(bytes).map_err(|refusal| refusal.to_string());
            assert!(message.as_ref().is_err_and(|text| text.contains(expected)), "{expected}: {message:?}");
        }
    }

    #[test]
    fn texts_are_told_apart() {
        assert_eq!(kind(b"URN,School\n"), Ok(Kind::Text));
        assert_eq!(kind(b"BMX club,5\n"), Ok(Kind::Text));
        assert_eq!(kind(b"\r\n <HTML><body>"), Ok(Kind::Html));
        assert_eq!(kind(b"\xff\xfeU\x00R\x00N\x00"), Ok(Kind::Text));
    }
}
