//! Short texts of an xls stream: sheet names and format codes. Texts of cells are calamine's.

use encoding_rs::{Encoding, UTF_16LE};

/// How a stream writes its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// since Excel 97: a flag before each text says one or two bytes a character
    Flagged,
    /// Excel 5 and 95: one code page for all
    CodePage(&'static Encoding),
}

impl Texts {
    /// The encoding of a code page number, if it is known here.
    pub(super) fn code_page(number: u16) -> Option<&'static Encoding> {
        let label = match number {
            10000 | 0x8000 => "macintosh".to_owned(),
            10007 | 10017 => "x-mac-cyrillic".to_owned(),
            0x8001 => "windows-1252".to_owned(),
            932 => "shift_jis".to_owned(),
            936 => "gbk".to_owned(),
            949 => "euc-kr".to_owned(),
            950 => "big5".to_owned(),
            other => format!("windows-{other}"),
        };
        Encoding::for_label(label.as_bytes())
    }

    /// A text of `count` characters that follows its count; as much of it as is there.
    pub(super) fn decode(self, bytes: &[u8], count: usize) -> String {
        match self {
            Self::CodePage(encoding) => {
                let text = bytes.get(..count.min(bytes.len())).unwrap_or_default();
                encoding.decode_without_bom_handling(text).0.into_owned()
            }
            Self::Flagged => {
                let (Some(flags), Some(rest)) = (bytes.first(), bytes.get(1..)) else { return String::new() };
                if flags & 1 == 0 {
                    return rest.iter().take(count).map(|&byte| char::from(byte)).collect();
                }
                let text = rest.get(..(count * 2).min(rest.len())).unwrap_or_default();
                UTF_16LE.decode_without_bom_handling(text).0.into_owned()
            }
        }
    }
}
