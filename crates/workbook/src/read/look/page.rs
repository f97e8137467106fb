//! What is said of the printed page.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::read::xml::{attribute, is_true, number};

/// What is said, by what it concerns.
type Said = BTreeMap<&'static str, String>;

const FIT: &str = "fit";
const SCALE: &str = "scale";
const FITS: &str = "whether it fits";

/// Areas to print and rows to repeat, of each sheet by its number.
#[derive(Default)]
pub(super) struct Printed(BTreeMap<usize, Said>);

impl Printed {
    /// Notes what a name of a workbook says that concerns printing.
    pub fn named(&mut self, name: &str, sheet: usize, refers: &str) {
        let what = match name {
            "_xlnm.Print_Area" => "area",
            "_xlnm.Print_Titles" => "titles",
            _ => return,
        };
        let mut parts: Vec<String> = refers.split(',').map(|part| part.replace(['$', '\''], "")).collect();
        parts.sort();
        self.0.entry(sheet).or_default().entry(what).or_default().push_str(&parts.join(","));
    }

    /// What concerns one sheet.
    pub fn of_sheet(&self, sheet: usize) -> Said {
        self.0.get(&sheet).cloned().unwrap_or_default()
    }
}

/// The header or footer that an element is.
pub(super) fn side(element: &str) -> Option<&'static str> {
    ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"]
        .into_iter()
        .find(|side| *side == element)
}

/// Text of a header or footer.
pub(super) fn text(said: &mut Said, side: Option<&'static str>, text: &str) {
    side.into_iter().for_each(|side| said.entry(side).or_default().push_str(text));
}

/// Reads an element of a sheet that concerns printing.
pub(super) fn element(said: &mut Said, tag: &BytesStart<'_>) {
    match tag.local_name().as_ref() {
        "pageMargins" => {
            let side = |name| number::<f64>(tag, name).map_or_else(String::new, |inches| format!("{inches:.2}"));
            said.insert("margins", ["left", "right", "top", "bottom"].map(side).join(" "));
        }
        "pageSetUpPr" => _ = said.insert(FITS, is_true(tag, "fitToPage").to_string()),
        "pageSetup" => {
            let or = |name, usual: &str| attribute(tag, name).map_or(usual.to_owned(), |text| text.into_owned());
            said.insert("orientation", or("orientation", "default"));
            said.insert("paper", or("paperSize", "1"));
            said.insert(SCALE, or("scale", "100"));
            said.insert(FIT, format!("{} by {}", or("fitToWidth", "1"), or("fitToHeight", "1")));
        }
        "printOptions" => {
            let on = ["gridLines", "headings", "horizontalCentered", "verticalCentered"];
            let on: Vec<&str> = on.into_iter().filter(|name| is_true(tag, name)).collect();
            said.insert("options", on.join(" "));
        }
        "brk" => said.entry("breaks").or_default().push('|'),
        _ => {}
    }
}

/// Leaves out what has no effect, and what programs write in other words.
pub(super) fn settle(said: &mut Said) {
    let fits = said.remove(FITS).is_some_and(|fits| fits == "true");
    said.remove(if fits { SCALE } else { FIT });
    for (what, text) in said.iter_mut() {
        if side(what).is_some() {
            *text = plain(text);
        }
    }
    said.retain(|what, text| *what != "options" && side(what).is_none() || !text.is_empty());
}

/// A header or footer without the codes for its letters: `&L&"Calibri,Regular"&9 Schools` is `&LSchools`.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '&' {
            plain.push(letter);
            continue;
        }
        match letters.peek().copied() {
            Some('"') => {
                letters.next();
                letters.by_ref().find(|letter| *letter == '"');
            }
            Some('K') => letters.by_ref().take(7).for_each(drop),
            Some(digit) if digit.is_ascii_digit() => while letters.next_if(char::is_ascii_digit).is_some() {},
            Some(code) => {
                letters.next();
                plain.extend(['&', code]);
            }
            None => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_footer_says_the_same_in_whatever_letters() {
        assert_eq!(
            plain("&L&9 Eastmere&C&9 Page &P of &N"),
            plain("&L&\"Calibri,Regular\"&9Eastmere&C&K000000Page &P of &N")
        );
        assert_ne!(plain("&LEastmere"), plain("&REastmere"));
    }
}
