//! A sign before what a cell shows, put into its number format: the value stays what it is, and the sign is seen whatever
//! a colour scale paints over the cell.

use super::{Fragment, List, Styles};

/// Formats that every program has without their being written down, as far as they are shown the same everywhere: those of
/// days are not.
const BUILT_IN: [(u32, &str); 14] = [
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (37, "#,##0 ;(#,##0)"),
    (38, "#,##0 ;[Red](#,##0)"),
    (40, "#,##0.00;[Red](#,##0.00)"),
    (49, "@"),
];

impl Styles {
    /// The code of a number format; none of one whose look differs from place to place.
    pub(super) fn number_code(&self, id: usize) -> Option<String> {
        let formats = self.list(List::NumberFormats).iter().filter_map(|format| Fragment::parse(format));
        let mut own = formats.filter(|format| format.number("numFmtId") == Some(id));
        own.next().and_then(|format| format.value("formatCode")).or_else(|| {
            let id = u32::try_from(id).ok()?;
            BUILT_IN.iter().find(|(known, _)| *known == id).map(|(_, code)| (*code).to_owned())
        })
    }

    /// The id of a code, that every program has or that is written down.
    pub(super) fn number_id(&mut self, code: &str) -> u32 {
        let built_in = BUILT_IN.iter().find(|(_, known)| *known == code).map(|(id, _)| *id);
        built_in.unwrap_or_else(|| self.number_format(code))
    }

    /// The code of a cell format's number format.
    pub(in crate::annotate) fn number_code_of(&self, format: u32) -> Option<String> {
        let item = self.item(List::CellFormats, usize::try_from(format).unwrap_or(usize::MAX));
        self.number_code(Fragment::parse(&item)?.number("numFmtId").unwrap_or(0))
    }
}

/// The code with a sign before every value; none where there is none to put it before.
pub(super) fn signed(code: &str, sign: &str) -> Option<String> {
    let sign: String = sign.chars().filter(|letter| !matches!(letter, '"' | '\\')).collect();
    let parts = parts(code);
    let before = |part: &str| {
        // what stands in brackets before it is a colour or a condition
        let at = part.rfind(']').filter(|_| part.starts_with('[')).map_or(0, |at| at + 1);
        let (head, rest) = part.split_at_checked(at).unwrap_or(("", part));
        if rest.is_empty() { part.to_owned() } else { format!("{head}\"{sign} \"{rest}") }
    };
    // the last of two or three may be for texts
    let (parts, texts) = match parts.as_slice() {
        [numbers @ .., texts] if (1..3).contains(&numbers.len()) && texts.contains('@') => (numbers, *texts),
        all => (all, "@"),
    };
    let texts = before(texts);
    let all = match parts {
        _ if sign.is_empty() || code.contains("[<") || code.contains("[>") || code.contains("[=") => return None,
        ["@"] => vec![before("@")],
        [one] if one.contains('@') => return None,
        // a number below nought has its own sign behind ours
        [one] => vec![before(one), before(&format!("-{one}")), before(one), texts],
        [one, below] => vec![before(one), before(below), before(one), texts],
        [one, below, nought] => vec![before(one), before(below), before(nought), texts],
        [_, _, _, _] => parts.iter().map(|part| before(part)).collect(),
        _ => return None,
    };
    Some(all.join(";"))
}

/// The parts of a code: for numbers above nought, below it, nought itself, and texts.
fn parts(code: &str) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (at, letter) in code.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.extend(code.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(code.get(from..));
    parts
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn a_sign_stands_before_each_kind_of_value() {
        let of = |code: &str| signed(code, "■");
        let general = r#""■ "General;"■ "-General;"■ "General;"■ "@"#;
        assert_eq!(of("General").as_deref(), Some(general));
        assert_eq!(of("0.0%").as_deref(), Some(r#""■ "0.0%;"■ "-0.0%;"■ "0.0%;"■ "@"#));
        assert_eq!(of("£#,##0;[Red]-£#,##0").as_deref(), Some(r#""■ "£#,##0;[Red]"■ "-£#,##0;"■ "£#,##0;"■ "@"#));
        assert_eq!(of(r#"0" a;b""#).as_deref(), Some(r#""■ "0" a;b";"■ "-0" a;b";"■ "0" a;b";"■ "@"#));
        assert_eq!(of("0;;;@").as_deref(), Some(r#""■ "0;;;"■ "@"#), "what is hidden stays hidden");
        assert_eq!(of("@").as_deref(), Some(r#""■ "@"#));
        let with_texts = r#""■ "0;"■ "-0;"■ "0;"■ "@"#;
        assert_eq!(of("0;@").as_deref(), Some(with_texts), "a number below nought is no text");
        assert_eq!(of("0;-0;@").as_deref(), Some(with_texts));
        assert_eq!(of("[>=100]0;0.0"), None, "a format with conditions is left");
    }
}
