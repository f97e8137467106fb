//! Colours: which there are, by a name or by six digits, and whether what stands on them can be read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::desk::{Desk, and_list, is_odd, maybe_words, typed_again, words};
use super::sections::Sections;
use crate::rulebook::diagnostic::{Code, Diagnostic, NotThere};
use crate::rulebook::expression::nearest;
use crate::rulebook::model::Colour;
use crate::rulebook::raw::RawColour;
use crate::rulebook::yaml::Place;

/// The contrast that people with moderately low vision need for text of usual size (WCAG 2, level AA).
const LEAST_CONTRAST: f64 = 4.5;
const BLACK: &str = "000000";
const WHITE: &str = "FFFFFF";

impl Desk<'_> {
    /// Grades and statuses name colours, or give six digits; those become colours of that name.
    pub(super) fn named_colours(
        &mut self,
        sections: &Sections<'_>,
        known: &[&str],
        colours: &mut BTreeMap<Arc<str>, Colour>,
    ) {
        let statuses = sections.statuses.iter().map(|entry| (entry.raw.colour.as_deref(), entry.place.field("colour")));
        let grades = sections.grades().map(|entry| (entry.raw.colour.as_deref(), entry.place.field("colour")));
        let named: Vec<(Option<&str>, Place<'_>)> = statuses.chain(grades).collect();
        for (colour, place) in named {
            let Some(colour) = colour.filter(|colour| !known.contains(colour)) else { continue };
            let digits = as_digits(colour);
            if is_six_digits(&digits) {
                let text = letters_on(&digits).into();
                colours.insert(words(colour), Colour { fill: digits.into(), text, border: None, sign: None });
            } else {
                self.no_such_colour(place, colour, known);
            }
        }
    }

    /// Notes that nothing is called so, with the colours there are.
    pub(super) fn no_such_colour(&mut self, place: Place<'_>, name: &str, known: &[&str]) {
        if self.lost.contains(name) {
            return;
        }
        let mut known = known.to_vec();
        known.sort_unstable();
        known.dedup();
        let help = match nearest(name, known.iter().copied()).first() {
            Some(near) if is_odd(name, near) => typed_again(near),
            Some(near) => format!("did you mean `{near}`?"),
            None if is_nearly_digits(name) => "write six digits in quotes: red, green, blue, as in `\"C00000\"`".into(),
            None => format!("there are {}; or write six digits in quotes, as in `\"C00000\"`", and_list(&known)),
        };
        let missing = NotThere { sort: "colour", name: name.trim().to_owned() };
        let told = Diagnostic::error(Code::UnknownName, place.span(), format!("there is no colour `{name}`"));
        self.say(told.help(help).about(Some(missing)));
    }

    pub(super) fn colour(&mut self, place: Place<'_>, raw: &RawColour) -> Colour {
        let fill = self.six_digits(place.field("fill"), &raw.fill);
        let text = self.six_digits(place.field("text"), &raw.text);
        let border = raw.border.as_deref().map(|border| self.six_digits(place.field("border"), border));
        if let Some(contrast) = contrast(&fill, &text).filter(|contrast| *contrast < LEAST_CONTRAST) {
            let message = format!("`{text}` on `{fill}` is hard to read: the contrast is {contrast:.1}");
            let help = format!(
                "write `text: \"{}\"`, or change the background until the contrast is {LEAST_CONTRAST} or more",
                letters_on(&fill)
            );
            self.say(Diagnostic::warning(Code::Colour, place.field("text").span(), message).help(help));
        }
        Colour {
            fill: fill.into(),
            text: text.into(),
            border: border.map(Into::into),
            sign: maybe_words(raw.sign.as_ref()),
        }
    }

    /// A colour in the one form in which they are kept: six hexadecimal digits, capital letters.
    fn six_digits(&mut self, place: Place<'_>, written: &str) -> String {
        let digits = as_digits(written);
        if !is_six_digits(&digits) {
            let message = format!("`{written}` is not a colour");
            let help = "write six hexadecimal digits in quotes: red, green, blue, as in \"FFE699\"";
            self.error(Code::Colour, place.span(), message, help);
        }
        digits
    }
}

/// What was written for a colour as it is kept, where it is one: without `#`, in capitals.
fn as_digits(written: &str) -> String {
    written.trim().trim_start_matches('#').to_uppercase()
}

fn is_six_digits(digits: &str) -> bool {
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether something was meant as the digits of a colour.
fn is_nearly_digits(written: &str) -> bool {
    let digits = as_digits(written);
    let hexadecimal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    hexadecimal && (written.trim().starts_with('#') || digits.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Black or white, whichever can be read better on a background.
fn letters_on(fill: &str) -> &'static str {
    if contrast(fill, BLACK) >= contrast(fill, WHITE) { BLACK } else { WHITE }
}

/// The contrast of two colours, from 1 to 21; `None` where one is no colour.
fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// How light a colour is, by the formula of WCAG 2.
fn luminance(digits: &str) -> Option<f64> {
    let channel = |from: usize| {
        let value = f64::from(u8::from_str_radix(digits.get(from..from + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_runs_from_black_to_white() {
        assert_eq!(luminance("000000"), Some(0.0));
        assert!((luminance("FFFFFF").unwrap() - 1.0).abs() < 1e-9);
        assert_eq!(luminance("red"), None);
    }

    #[test]
    fn letters_can_be_read_on_every_background() {
        for (fill, letters) in [("C00000", WHITE), ("FFC000", BLACK), ("000000", WHITE), ("808080", BLACK)] {
            assert_eq!(letters_on(fill), letters, "{fill}");
            assert!(contrast(fill, letters).unwrap() >= LEAST_CONTRAST, "{fill}");
        }
    }
}
