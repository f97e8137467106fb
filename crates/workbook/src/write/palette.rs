//! Colours with names, numbered, so that a look is small.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A colour with its sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colour {
    /// background
    pub fill: Arc<str>,
    /// text
    pub text: Arc<str>,
    /// border
    pub border: Option<Arc<str>>,
    /// a sign shown beside it
    pub sign: Option<Arc<str>>,
}

/// A colour, by its place in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ink(u16);

/// All colours by their names.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    colours: Vec<(Arc<str>, Colour)>,
}

impl Palette {
    /// A palette of these.
    #[must_use]
    pub fn of(colours: &BTreeMap<Arc<str>, Colour>) -> Self {
        Self { colours: colours.iter().map(|(name, colour)| (Arc::clone(name), colour.clone())).collect() }
    }

    /// The colour with this name.
    #[must_use]
    pub fn ink(&self, name: &str) -> Option<Ink> {
        let at = self.colours.iter().position(|(named, _)| &**named == name)?;
        u16::try_from(at).ok().map(Ink)
    }

    /// What a colour is.
    #[must_use]
    pub fn colour(&self, ink: Ink) -> Option<&Colour> {
        self.colours.get(usize::from(ink.0)).map(|(_, colour)| colour)
    }

    /// A text with the colour's sign before it, so that colour never stands alone.
    #[must_use]
    pub fn signed(&self, ink: Option<Ink>, text: &str) -> String {
        match ink.and_then(|ink| self.colour(ink)).and_then(|colour| colour.sign.as_deref()) {
            Some(sign) if !sign.is_empty() => format!("{sign} {text}"),
            _ => text.to_owned(),
        }
    }
}

/// A colour as the writer takes it: `C00000` or `#C00000`.
pub(super) fn rgb(text: &str) -> Option<rust_xlsxwriter::Color> {
    let digits = text.trim().trim_start_matches('#');
    (digits.len() == 6).then(|| u32::from_str_radix(digits, 16).ok()).flatten().map(rust_xlsxwriter::Color::RGB)
}
