//! A cell format made out of another one: the officer's, with our mark laid over it.

use super::super::error::AnnotateError;
use super::super::plan::MarkStyle;
use super::super::record::LookRecord;
use super::sign::signed;
use super::{Fragment, List, Styles, argb};

/// What is laid over a cell's format. Colours are written as `FFRRGGBB`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::annotate) struct Look {
    pub(in crate::annotate) fill: Option<String>,
    pub(in crate::annotate) font: Option<String>,
    pub(in crate::annotate) bold: bool,
    pub(in crate::annotate) border: Option<String>,
    pub(in crate::annotate) thin: bool,
    pub(in crate::annotate) sign: Option<String>,
    /// also over a fill of the officer's own: in cells that are ours
    pub(in crate::annotate) over_own_fill: bool,
    pub(in crate::annotate) wrap: bool,
    pub(in crate::annotate) number_format: Option<String>,
}

impl Look {
    pub(in crate::annotate) fn of(style: &MarkStyle) -> Result<Self, AnnotateError> {
        let colour = |c: &Option<String>| c.as_deref().map(argb).transpose();
        Ok(Self {
            fill: colour(&style.fill)?,
            font: colour(&style.font)?,
            bold: style.bold,
            border: colour(&style.border)?,
            thin: style.thin,
            sign: style.sign.clone(),
            ..Self::default()
        })
    }

    /// Nothing is laid over.
    pub(in crate::annotate) fn is_nothing(&self) -> bool {
        *self == Self { over_own_fill: self.over_own_fill, thin: self.thin, ..Self::default() }
    }
}

/// The format that came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) struct Derived {
    /// index of the cell format
    pub(in crate::annotate) index: u32,
    /// the cell had a fill of its own, which stayed
    pub(in crate::annotate) fill_kept: bool,
}

impl Styles {
    /// The cell format `base` with `look` laid over it; the same request gives the same format.
    pub(in crate::annotate) fn derive(&mut self, base: u32, look: &Look) -> Derived {
        let key = (base, look.clone());
        if let Some(known) = self.derived.get(&key) {
            return *known;
        }
        let derived = self.derive_new(base, look);
        self.derived.insert(key, derived);
        derived
    }

    fn derive_new(&mut self, base: u32, look: &Look) -> Derived {
        if look.is_nothing() {
            return Derived { index: base, fill_kept: false };
        }
        let item = self.item(List::CellFormats, usize::try_from(base).unwrap_or(usize::MAX));
        let Some(mut format) = Fragment::parse(&item) else { return Derived { index: base, fill_kept: false } };
        let fill = format.number("fillId").unwrap_or(0);
        let fill_kept = look.fill.is_some() && !look.over_own_fill && self.is_painted(fill);
        if let Some(colour) = look.fill.as_deref().filter(|_| !fill_kept) {
            let id = self.add(List::Fills, solid(self.prefix(), colour));
            set_id(&mut format, "fillId", "applyFill", id);
        }
        // our font colour was chosen for our fill: on another one it might not be seen
        let font_colour = look.font.as_deref().filter(|_| !fill_kept);
        if look.bold || font_colour.is_some() {
            let font = self.item(List::Fonts, format.number("fontId").unwrap_or(0));
            let font = font_with(&font, self.prefix(), font_colour, look.bold);
            let id = self.add(List::Fonts, font);
            set_id(&mut format, "fontId", "applyFont", id);
        }
        if let Some(colour) = &look.border {
            let border = self.item(List::Borders, format.number("borderId").unwrap_or(0));
            let border = boxed(&border, self.prefix(), colour, if look.thin { "thin" } else { "medium" });
            let id = self.add(List::Borders, border);
            set_id(&mut format, "borderId", "applyBorder", id);
        }
        if let Some(code) = &look.number_format {
            let id = self.number_format(code);
            set_id(&mut format, "numFmtId", "applyNumberFormat", usize::try_from(id).unwrap_or(0));
        }
        let code = self.number_code(format.number("numFmtId").unwrap_or(0));
        if let Some(code) = look.sign.as_deref().and_then(|sign| signed(&code?, sign)) {
            let id = self.number_format(&code);
            set_id(&mut format, "numFmtId", "applyNumberFormat", usize::try_from(id).unwrap_or(0));
        }
        if look.wrap {
            wrap(&mut format, self.prefix());
        }
        let index = self.add(List::CellFormats, format.render());
        Derived { index: u32::try_from(index).unwrap_or(0), fill_kept }
    }

    /// Whether a cell format shows what we laid over: every colour of it.
    pub(in crate::annotate) fn shows(&self, format: u32, look: &LookRecord) -> bool {
        let [font, fill, border] = self.components(format);
        let colour = |raw: &str, path: &[&str]| {
            let mut at = Fragment::parse(raw)?;
            for step in path {
                at = Fragment::parse(at.child(step)?)?;
            }
            at.value("rgb").map(|c| c.to_ascii_uppercase())
        };
        let shown = |ours: &Option<String>, raw: &str, path: &[&str]| ours.is_none() || colour(raw, path) == *ours;
        shown(&look.fill, &fill, &["patternFill", "fgColor"])
            && shown(&look.font, &font, &["color"])
            && shown(&look.border, &border, &["left", "color"])
    }

    /// The cell format with what we laid over it taken off again.
    pub(in crate::annotate) fn restore(&mut self, format: u32, look: &LookRecord) -> u32 {
        let item = self.item(List::CellFormats, usize::try_from(format).unwrap_or(usize::MAX));
        let Some(mut restored) = Fragment::parse(&item) else { return format };
        if look.fill.is_some() {
            let none = Fragment::parse(&look.was_fill)
                .and_then(|f| Fragment::parse(f.child("patternFill")?))
                .is_none_or(|p| p.value("patternType").is_none_or(|t| t == "none"));
            let was = self.prefixed(&look.was_fill);
            let id = if none { 0 } else { self.add(List::Fills, was) };
            restored.set("fillId", &id.to_string());
        }
        if look.font.is_some() || look.bold {
            let now = self.item(List::Fonts, restored.number("fontId").unwrap_or(0));
            let was = self.prefixed(&look.was_font);
            let font = font_as_it_was(&now, &was, look);
            restored.set("fontId", &self.add(List::Fonts, font).to_string());
        }
        if look.border.is_some() {
            let was = self.prefixed(&look.was_border);
            restored.set("borderId", &self.add(List::Borders, was).to_string());
        }
        // one that was changed since is the officer's
        let now = self.number_code(restored.number("numFmtId").unwrap_or(0));
        let ours = |sign: &str| now.is_some_and(|code| code.contains(sign));
        if look.sign.as_deref().is_some_and(ours) {
            let id = self.number_id(&look.was_number);
            restored.set("numFmtId", &id.to_string());
        }
        let rendered = restored.render();
        u32::try_from(self.add(List::CellFormats, rendered)).unwrap_or(format)
    }

    /// Whether a fill shows anything but plain paper.
    fn is_painted(&self, fill: usize) -> bool {
        if fill == 0 {
            return false;
        }
        let Some(fill) = self.list(List::Fills).get(fill).and_then(|f| Fragment::parse(f)) else { return false };
        let Some(pattern) = fill.child("patternFill").and_then(Fragment::parse) else {
            return !fill.children.is_empty();
        };
        match pattern.value("patternType").as_deref() {
            None | Some("none") => false,
            Some("solid") => !pattern.child("fgColor").and_then(Fragment::parse).is_some_and(|c| is_white(&c)),
            Some(_) => true,
        }
    }
}

/// White, or the theme's own background.
fn is_white(colour: &Fragment) -> bool {
    let untinted = colour.value("tint").is_none_or(|t| t.trim().parse::<f64>().is_ok_and(|t| t == 0.0));
    let white = colour.value("rgb").is_some_and(|c| c.to_ascii_uppercase().ends_with("FFFFFF"));
    let theme = colour.value("theme").is_some_and(|t| t.trim() == "0");
    let indexed = colour.value("indexed").is_some_and(|i| matches!(i.trim(), "1" | "9" | "65"));
    untinted && (white || theme || indexed)
}

fn set_id(format: &mut Fragment, id: &str, apply: &str, to: usize) {
    format.set(id, &to.to_string());
    format.set(apply, "1");
}

fn solid(p: &str, colour: &str) -> String {
    format!(
        "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"{colour}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
    )
}

fn font_with(font: &str, p: &str, colour: Option<&str>, bold: bool) -> String {
    let Some(mut font) = Fragment::parse(font) else { return font.to_owned() };
    if let Some(colour) = colour {
        font = font.without(&["color"]);
        let element = format!("<{p}color rgb=\"{colour}\"/>");
        font.put_before(&["name", "family", "charset", "scheme"], "color", element);
    }
    if bold {
        font = font.without(&["b"]);
        font.children.insert(0, ("b".to_owned(), format!("<{p}b/>")));
    }
    font.render()
}

/// The font as it is now, but with the colour and the weight it had.
fn font_as_it_was(now: &str, was: &str, look: &LookRecord) -> String {
    let (Some(mut font), Some(was)) = (Fragment::parse(now), Fragment::parse(was)) else { return now.to_owned() };
    if look.font.is_some() {
        font = font.without(&["color"]);
        if let Some(colour) = was.child("color") {
            font.put_before(&["name", "family", "charset", "scheme"], "color", colour.to_owned());
        }
    }
    if look.bold {
        font = font.without(&["b"]);
        if let Some(bold) = was.child("b") {
            font.children.insert(0, ("b".to_owned(), bold.to_owned()));
        }
    }
    font.render()
}

fn boxed(border: &str, p: &str, colour: &str, weight: &str) -> String {
    let Some(border) = Fragment::parse(border) else { return border.to_owned() };
    let mut border = border.without(&["left", "right", "top", "bottom", "start", "end"]);
    for (at, side) in ["left", "right", "top", "bottom"].into_iter().enumerate() {
        let element = format!("<{p}{side} style=\"{weight}\"><{p}color rgb=\"{colour}\"/></{p}{side}>");
        border.children.insert(at, (side.to_owned(), element));
    }
    border.render()
}

fn wrap(format: &mut Fragment, p: &str) {
    let own = format.child("alignment").and_then(Fragment::parse);
    let Some(mut alignment) = own.or_else(|| Fragment::parse(&format!("<{p}alignment/>"))) else { return };
    alignment.set("wrapText", "1");
    alignment.set("vertical", "top");
    let rendered = alignment.render();
    *format = format.clone().without(&["alignment"]);
    format.children.insert(0, ("alignment".to_owned(), rendered));
    format.set("applyAlignment", "1");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look() -> Look {
        let style = MarkStyle {
            fill: Some("FFC7CE".into()),
            font: Some("9C0006".into()),
            bold: true,
            border: Some("C00000".into()),
            ..MarkStyle::default()
        };
        Look::of(&style).unwrap()
    }

    const STYLES: &str = "<styleSheet><fonts count=\"1\"><font><sz val=\"10\"/><color theme=\"1\"/><name val=\"Arial\"/></font></fonts>\
        <fills count=\"3\"><fill><patternFill/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFF0000\"/></patternFill></fill></fills>\
        <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellXfs count=\"2\"><xf numFmtId=\"9\" fontId=\"0\" fillId=\"0\" borderId=\"0\"><alignment horizontal=\"center\"/></xf>\
        <xf numFmtId=\"0\" fontId=\"0\" fillId=\"2\" borderId=\"0\"/></cellXfs></styleSheet>";

    #[test]
    fn the_officers_format_stays_under_the_mark() {
        let mut styles = Styles::parse(STYLES.as_bytes(), false).unwrap();
        let first = styles.derive(0, &look());
        assert_eq!(first, Derived { index: 2, fill_kept: false });
        assert_eq!(styles.derive(0, &look()), first);
        assert_eq!(
            styles.list(List::Fonts)[1],
            "<font><b/><sz val=\"10\"/><color rgb=\"FF9C0006\"/><name val=\"Arial\"/></font>"
        );
        let format = &styles.list(List::CellFormats)[2];
        assert!(format.contains("numFmtId=\"9\"") && format.contains("fillId=\"3\"") && format.contains("horizontal"));
    }

    #[test]
    fn an_own_fill_is_not_painted_over() {
        let mut styles = Styles::parse(STYLES.as_bytes(), false).unwrap();
        let derived = styles.derive(1, &look());
        assert!(derived.fill_kept);
        let format = &styles.list(List::CellFormats)[usize::try_from(derived.index).unwrap()];
        assert!(format.contains("fillId=\"2\"") && format.contains("borderId=\"1\""));
        assert!(!styles.list(List::Fonts)[1].contains("9C0006"), "our font colour is for our fill");
    }

    #[test]
    fn an_empty_or_missing_list_keeps_the_meaning_of_index_0() {
        let mut styles = Styles::parse(b"<x:styleSheet/>", false).unwrap();
        let derived = styles.derive(0, &look());
        assert_eq!(derived.index, 1);
        assert_eq!(styles.list(List::Fills).len(), 3);
        let edits = styles.edits();
        let xml = String::from_utf8(super::super::super::xml::apply(b"<x:styleSheet/>", edits).unwrap()).unwrap();
        assert!(
            xml.starts_with("<x:styleSheet><x:fonts count=\"2\">") && xml.ends_with("</x:cellXfs></x:styleSheet>"),
            "{xml}"
        );
    }
}
