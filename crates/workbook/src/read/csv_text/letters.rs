//! The letters of a text file: which encoding its bytes are in, and what to say where they are in none, or in two.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::read::error::Refusal;
use crate::read::sheet::Remark;

/// How many lines are named one by one.
const NAMED_LINES: usize = 5;
/// One zero among so many bytes may be a slip of the system that wrote the file; more are another kind of file.
const ONE_ZERO_IN: usize = 20;
/// So many zeros in a row are no letters, but the hole of a copy that was interrupted.
const HOLE: usize = 8;

/// The text of a file, and what is to be told of its letters.
pub(super) fn read(bytes: &[u8]) -> Result<(String, Vec<Remark>), Refusal> {
    let bytes = without_end_mark(bytes);
    if let Some(from) = hole(bytes) {
        let text = format!("it holds only zeros from byte {} on, as when a copy was interrupted", from + 1);
        return Err(Refusal::damaged(text));
    }
    let mut text = decode(bytes).ok_or_else(|| Refusal::damaged("its text is in no known encoding"))?;
    let mut remarks = Vec::new();
    if is_mixed(bytes) {
        let lines = lines_where(bytes, |line| std::str::from_utf8(line).is_err());
        remarks.push(Remark::book(format!(
            "its letters are in two encodings, UTF-8 and Windows-1252; look whether the letters of {} are right",
            in_words(&lines)
        )));
    }
    let doubtful = doubtful_lines(&text, std::str::from_utf8(bytes).is_ok());
    if !doubtful.is_empty() {
        remarks.push(Remark::book(format!(
            "the letters of {} look wrong, as of a file in an encoding that it does not say; \
             look whether names are right, or ask for the file as .xlsx",
            in_words(&doubtful)
        )));
    }
    for (letter, byte, called) in [('\0', 0, "NUL"), ('\x1a', 0x1a, "the end mark of DOS, Ctrl-Z")] {
        if text.contains(letter) {
            let lines = lines_where(text.as_bytes(), |line| line.contains(&byte));
            remarks.push(Remark::book(format!(
                "{} holds a byte that is no letter ({called}); it was left out; compare with the original",
                in_words(&lines)
            )));
            text.retain(|other| other != letter);
        }
    }
    Ok((text, remarks))
}

/// The bytes without the mark that ends a text file of DOS, and what blanks follow it.
pub(in crate::read) fn without_end_mark(bytes: &[u8]) -> &[u8] {
    let mut kept = bytes;
    while let Some(rest) = kept.trim_ascii_end().strip_suffix(b"\x1a") {
        kept = rest;
    }
    kept
}

/// The text of bytes in UTF-8 or UTF-16 with or without a mark, or in Windows-1252; `None` where they are no text in
/// any of them. Of a text in both UTF-8 and Windows-1252, each letter in its own.
pub(in crate::read) fn decode(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"\xff\xfe\0\0")
        && let Some(text) = utf32(bytes)
    {
        return Some(text);
    }
    let (encoding, body) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (UTF_8, rest),
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        _ => match unmarked(bytes) {
            Some(encoding) => (encoding, bytes),
            None => return utf32(bytes),
        },
    };
    if is_mixed(bytes) {
        return Some(letter_by_letter(body));
    }
    let (text, _) = encoding.decode_without_bom_handling(body);
    Some(text.into_owned())
}

/// The encoding of a text without a mark.
fn unmarked(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(1 << 16))?;
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let half = sample.len() / 2;
    if sample.contains(&0) {
        // Letters of western text in UTF-16 have a zero for every other byte.
        match (zeros(0), zeros(1)) {
            (0, odd) if odd * 10 > half * 7 => return Some(UTF_16LE),
            (even, 0) if even * 10 > half * 7 => return Some(UTF_16BE),
            (even, odd) if (even + odd) * ONE_ZERO_IN > sample.len() => return None,
            _ => {}
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Some(UTF_8),
        // A sample may end within a character.
        Err(error) if error.error_len().is_none() && bytes.len() >= 4096 => Some(UTF_8),
        Err(_) => Some(WINDOWS_1252),
    }
}

/// A text of four bytes a character, as some databases export, or `None`.
fn utf32(bytes: &[u8]) -> Option<String> {
    let units = bytes.chunks_exact(4);
    if bytes.is_empty() || !units.remainder().is_empty() {
        return None;
    }
    let read = |number: fn([u8; 4]) -> u32| -> Option<String> {
        units.clone().map(|unit| char::from_u32(number(unit.try_into().ok()?)).filter(|&c| c != '\0')).collect()
    };
    let text = read(u32::from_le_bytes).or_else(|| read(u32::from_be_bytes))?;
    Some(text.trim_start_matches('\u{feff}').to_owned())
}

/// Whether a text has letters that only UTF-8 explains and others that it does not.
fn is_mixed(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || std::str::from_utf8(bytes).is_ok() {
        return false;
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (mut of_utf8, mut not) = (body.len() < bytes.len(), false);
    for chunk in body.utf8_chunks() {
        of_utf8 |= !chunk.valid().is_ascii();
        not |= !chunk.invalid().is_empty();
    }
    of_utf8 && not
}

/// A text in UTF-8 as far as it is that, the rest in Windows-1252: each letter as it is.
#[must_use]
pub fn letter_by_letter(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// The numbers of lines whose letters are hardly what was meant: those of a Mac, of DOS, of another alphabet, or of a text
/// that was taken for Windows-1252 and saved anew.
fn doubtful_lines(text: &str, is_utf8: bool) -> Vec<usize> {
    if text.is_ascii() {
        return Vec::new();
    }
    text.split('\n')
        .zip(1..)
        .filter(|(line, _)| !line.is_ascii() && is_doubtful(line, is_utf8))
        .map(|(_, number)| number)
        .collect()
}

fn is_doubtful(line: &str, is_utf8: bool) -> bool {
    let letters: Vec<char> = line.chars().collect();
    // no letter of Windows-1252 or of a text has these numbers
    let no_letter = letters.iter().any(|c| matches!(c, '\u{80}'..='\u{9f}'));
    let western = |c: &char| matches!(c, 'À'..='ÿ');
    let strange = letters.windows(3).any(|three| three.iter().all(western));
    let twice = letters.windows(2).any(|two| matches!(two, ['Ã', '\u{a0}'..='\u{bf}' | '‚' | '‰'] | ['â', '€']));
    // an accented capital behind a small letter is the apostrophe or é of a Mac (MaryÕs), and ƒ its É; in UTF-8 it is one
    let capital = |c: &char| !c.is_ascii() && c.is_uppercase();
    let mac = letters.windows(2).any(|two| match two {
        ['ƒ', after] => after.is_lowercase(),
        [before, after] => before.is_lowercase() && capital(after),
        _ => false,
    });
    no_letter || twice || !is_utf8 && (strange || mac)
}

/// Where the zeros begin with which the bytes end, if they are the hole of an interrupted copy.
fn hole(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |at| at + 1);
    (bytes.len() - end >= HOLE).then_some(end)
}

/// The numbers, from 1, of lines that are so.
fn lines_where(bytes: &[u8], so: impl Fn(&[u8]) -> bool) -> Vec<usize> {
    let lines = bytes.split(|&byte| byte == b'\n').zip(1..);
    lines.filter(|(line, _)| so(line)).map(|(_, number)| number).collect()
}

fn in_words(lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().take(NAMED_LINES).map(ToString::to_string).collect();
    let more = if lines.len() > NAMED_LINES { " and more" } else { "" };
    format!("{} {}{more}", if lines.len() == 1 { "row" } else { "rows" }, numbers.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_and_remarks(bytes: &[u8]) -> (String, String) {
        let (text, remarks) = read(bytes).unwrap();
        (text, remarks.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn letters_of_two_encodings_are_each_read_as_they_are() {
        let (text, said) = text_and_remarks(b"Oak \xe2\x80\x93 Upper\nSt Mary\x92s\n");
        assert_eq!(text, "Oak – Upper\nSt Mary’s\n");
        assert!(said.contains("two encodings") && said.contains("row 2"), "{said}");
        assert_eq!(text_and_remarks(b"St Mary\x92s\n"), ("St Mary’s\n".into(), String::new()));
    }

    #[test]
    fn letters_that_are_hardly_meant_are_told() {
        for line in [
            &b"St Mary\xd5s"[..],
            b"\x83cole",
            b"Caf\x8e",
            b"\x90cole",
            b"\xcf\xf0\xc4\xd7 School",
            "Ã‰cole â€“ Upper".as_bytes(),
        ] {
            let (_, said) = text_and_remarks(&[b"URN,Name\n1,", line, b"\n"].concat());
            assert!(said.contains("the letters of row 2 look wrong"), "{line:?}: {said}");
        }
        for line in [&b"St Mary\x92s \x96 \xc9cole"[..], "Ysgol Tŷ’r Llan, naïve façade, São José".as_bytes()] {
            assert_eq!(text_and_remarks(&[b"URN,Name\n1,", line, b"\n"].concat()).1, "");
        }
    }

    #[test]
    fn four_bytes_a_letter_are_read_in_either_order_with_a_mark_or_without() {
        let text = "URN,School name\n900001,Élan\n";
        let little = |text: &str| text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<u8>>();
        let big = |text: &str| text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect::<Vec<u8>>();
        let marked = format!("\u{feff}{text}");
        for bytes in [little(text), little(&marked), big(text), big(&marked)] {
            assert_eq!(text_and_remarks(&bytes), (text.to_owned(), String::new()));
        }
    }

    #[test]
    fn the_mark_that_ends_a_file_of_dos_is_no_letter() {
        assert_eq!(text_and_remarks(b"a,b\r\n1,2\r\n\x1a"), ("a,b\r\n1,2\r\n".into(), String::new()));
    }

    #[test]
    fn a_zero_among_letters_is_left_out_and_said() {
        let (text, said) = text_and_remarks(b"URN,School name,Books lost\n1,Elm\0 Primary School,20\n");
        assert!(!text.contains('\0') && said.contains("row 2") && said.contains("NUL"), "{said}");
    }

    #[test]
    fn zeros_at_the_end_are_a_copy_that_broke_off() {
        let bytes = [b"a,b\n1,2\n".repeat(9000), vec![0; 5000]].concat();
        assert!(read(&bytes).unwrap_err().to_string().contains("copy was interrupted"));
    }
}
