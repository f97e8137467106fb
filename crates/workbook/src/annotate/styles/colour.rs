//! Colours as the styles part writes them.

use super::super::error::AnnotateError;

/// `C00000` or `#c00000` as `FFC00000`.
pub(in crate::annotate) fn argb(colour: &str) -> Result<String, AnnotateError> {
    let plain = colour.trim().trim_start_matches('#');
    if plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(format!("FF{}", plain.to_ascii_uppercase()))
    } else {
        Err(AnnotateError::Colour(colour.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_a_colour_and_nothing_else_is() {
        assert_eq!(argb("#c00000").unwrap(), "FFC00000");
        assert!(argb("red").is_err());
        assert!(argb("C0000").is_err());
    }
}
