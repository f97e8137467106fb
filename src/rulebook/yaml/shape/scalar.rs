//! What one written thing means where a shape is wanted.

use super::compile::Shape;
use crate::rulebook::yaml::{Meaning, Style};

/// What a scalar means where this shape is wanted; `None` where it does not fit.
pub(super) fn scalar(text: &str, style: Style, shape: &Shape) -> Option<Meaning> {
    let plain = style == Style::Plain;
    match shape {
        Shape::Text => Some(Meaning::Words),
        Shape::Any => {
            [Shape::Number, Shape::Flag, Shape::Blank, Shape::Text].iter().find_map(|s| scalar(text, style, s))
        }
        Shape::Word(allowed) => allowed.iter().any(|(word, _)| word == text).then_some(Meaning::Words),
        Shape::Flag if plain && text == "true" => Some(Meaning::Flag(true)),
        Shape::Flag if plain && text == "false" => Some(Meaning::Flag(false)),
        Shape::Number if plain => number(text).map(Meaning::Number),
        Shape::Whole(most) if plain => {
            let whole = number(text).filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
            whole.and_then(|_| text.parse().ok()).filter(|whole: &u64| whole <= most).map(Meaning::Whole)
        }
        Shape::Blank if plain && matches!(text, "" | "~" | "null") => Some(Meaning::Blank),
        _ => None,
    }
}

/// A number as people write it: no `1_000`, `0x1F`, `010`, `.5` or `.inf`, which YAML readers do not agree about.
pub(super) fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let octal = whole.len() > 1 && whole.starts_with('0');
    if !all_digits(whole) || !all_digits(decimals) || octal {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_everybody_reads_as_a_number_is_one() {
        for text in ["60", "-0.5", "0", "0.15", "1000"] {
            assert!(number(text).is_some(), "{text}");
        }
        for text in ["1_000", "1,000", "010", "0x1F", ".5", "5.", "1e3", ".inf", "nan", "60%", "+5", "", "-"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
