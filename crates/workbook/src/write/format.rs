//! Looks as the writer's formats, each made once.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};
use rustc_hash::FxHashMap;

use super::palette::rgb;
use super::{Look, Palette, Role, Shown};

/// All formats of a workbook.
pub(super) struct Formats {
    palette: Palette,
    made: FxHashMap<Look, Format>,
}

impl Formats {
    pub(super) fn new(palette: Palette) -> Self {
        Self { palette, made: FxHashMap::default() }
    }

    pub(super) fn palette(&self) -> &Palette {
        &self.palette
    }

    /// The format of a look.
    pub(super) fn of(&mut self, look: Look) -> &Format {
        let palette = &self.palette;
        self.made.entry(look).or_insert_with(|| make(look, palette))
    }
}

/// A colour for a part of the page.
fn part<'p>(palette: &'p Palette, name: &str) -> Option<&'p super::palette::Colour> {
    palette.ink(name).and_then(|ink| palette.colour(ink))
}

fn make(look: Look, palette: &Palette) -> Format {
    let mut format =
        owned(painted(of_role(look.role, palette), look, palette), look).set_num_format(number_format(look.shown));
    if look.wrap {
        format = format.set_text_wrap();
    }
    if look.centre {
        format = format.set_align(FormatAlign::Center);
    }
    if look.left {
        format = format.set_align(FormatAlign::Left);
    }
    if look.upright {
        format = format.set_rotation(90).set_align(FormatAlign::Center).set_align(FormatAlign::Bottom);
    }
    format
}

/// Font, line and fill of a part of the page.
fn of_role(role: Role, palette: &Palette) -> Format {
    let base = Format::new().set_font_name("Calibri").set_font_size(11).set_align(FormatAlign::Top);
    let lined = |format: Format| match part(palette, "line")
        .and_then(|colour| rgb(colour.border.as_deref().unwrap_or(&colour.text)))
    {
        Some(line) => format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(line),
        None => format.set_border_bottom(FormatBorder::Thin),
    };
    let written = |format: Format, name: &str| match part(palette, name).and_then(|colour| rgb(&colour.text)) {
        Some(ink) => format.set_font_color(ink),
        None => format,
    };
    let filled = |format: Format, name: &str| match part(palette, name).and_then(|colour| rgb(&colour.fill)) {
        Some(fill) => written(format, name).set_background_color(fill),
        None => format,
    };
    match role {
        Role::Body => lined(base),
        Role::Strong => lined(base.set_bold()),
        Role::Quiet => lined(written(base, "quiet")),
        Role::Input => boxed(filled(base, "input"), palette).set_unlocked(),
        Role::Heading => filled(base.set_bold().set_text_wrap(), "heading").set_align(FormatAlign::VerticalCenter),
        Role::Band => filled(base.set_bold(), "band").set_align(FormatAlign::Center),
        Role::Title => written(base.set_font_size(18).set_bold(), "title").set_align(FormatAlign::VerticalCenter),
        Role::Lead => written(base, "quiet"),
        Role::Section => {
            let line = part(palette, "title").and_then(|colour| rgb(&colour.text)).unwrap_or(Color::Black);
            let format = written(base.set_font_size(13).set_bold(), "title");
            format.set_border_bottom(FormatBorder::Medium).set_border_bottom_color(line)
        }
        Role::Plain => base,
        Role::Notice => filled(base.set_bold(), "notice"),
    }
}

/// A box round a cell where officers write.
fn boxed(format: Format, palette: &Palette) -> Format {
    let format = format.set_border(FormatBorder::Thin);
    let border = part(palette, "input").and_then(|colour| colour.border.as_deref()).and_then(rgb);
    border.map_or(format.clone(), |border| format.set_border_color(border))
}

/// A colour laid over.
fn painted(format: Format, look: Look, palette: &Palette) -> Format {
    let Some(colour) = look.ink.and_then(|ink| palette.colour(ink)) else { return format };
    let format = match rgb(&colour.fill) {
        Some(fill) => format.set_background_color(fill),
        None => format,
    };
    match rgb(&colour.text) {
        Some(text) => format.set_font_color(text),
        None => format,
    }
}

/// What somebody made of it laid over that. A colour that says something stays.
fn owned(mut format: Format, look: Look) -> Format {
    let own = look.own;
    if look.ink.is_none() {
        format = own.fill.map_or(format.clone(), |fill| format.set_background_color(Color::RGB(fill)));
        format = own.ink.map_or(format.clone(), |ink| format.set_font_color(Color::RGB(ink)));
    }
    if own.bold {
        format = format.set_bold();
    }
    if own.italic {
        format = format.set_italic();
    }
    if own.underlined {
        format = format.set_underline(FormatUnderline::Single);
    }
    if own.struck {
        format = format.set_font_strikethrough();
    }
    format
}

fn number_format(shown: Shown) -> String {
    let decimals = |count: u8| match count {
        0 => String::new(),
        _ => format!(".{}", "0".repeat(usize::from(count))),
    };
    match shown {
        Shown::AsItIs => "General".to_owned(),
        Shown::Decimals(count) => format!("#,##0{}", decimals(count)),
        Shown::Percent(count) => format!("0{}\"%\"", decimals(count)),
        Shown::Signed(count) => format!("+0{0};-0{0};0{0}", decimals(count)),
        Shown::Pounds => "£#,##0;-£#,##0".to_owned(),
        Shown::Day => "d mmm yyyy".to_owned(),
    }
}
