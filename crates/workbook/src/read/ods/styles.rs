//! Styles of tables, columns and letters, as far as they tell what is hidden, how wide, and above or below the line.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use crate::read::lifted::Lift;
use crate::read::xml::attribute;

/// The styles that a document declares before its tables.
#[derive(Default)]
pub(super) struct Styles {
    current: String,
    hidden_tables: HashSet<String>,
    widths: HashMap<String, f64>,
    lifts: HashMap<String, Option<Lift>>,
}

impl Styles {
    /// Takes in an element outside the tables.
    pub(super) fn element(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "style" => self.current = attribute(tag, "name").unwrap_or_default().into_owned(),
            "table-properties" if attribute(tag, "display").is_some_and(|display| display == "false") => {
                self.hidden_tables.insert(self.current.clone());
            }
            "text-properties" => {
                // of letters within a cell LibreOffice gives the type alone
                let line = |end: &str| attribute(tag, &format!("text-line-through-{end}"));
                let struck = line("style").or_else(|| line("type")).filter(|line| line != "none");
                let struck = struck.map(|_| Some(Lift::Struck));
                let lift = struck.or_else(|| attribute(tag, "text-position").map(|position| lift(&position)));
                self.lifts.extend(lift.map(|lift| (self.current.clone(), lift)));
            }
            "table-column-properties" => {
                if let Some(width) = attribute(tag, "column-width").as_deref().and_then(characters) {
                    self.widths.insert(self.current.clone(), width);
                }
            }
            _ => {}
        }
    }

    /// Whether tables of this style do not show.
    pub(super) fn hides(&self, table: &str) -> bool {
        self.hidden_tables.contains(table)
    }

    /// Where letters of this style stand, if the style says so; `None` in it is on the line.
    pub(super) fn lift(&self, letters: &str) -> Option<Option<Lift>> {
        self.lifts.get(letters).copied()
    }

    /// Width of columns of this style, in characters.
    pub(super) fn width(&self, column: &str) -> Option<f64> {
        self.widths.get(column).copied()
    }
}

/// `super 58%`, `-33% 58%`: how high letters stand, and how large they are.
fn lift(position: &str) -> Option<Lift> {
    match position.split_whitespace().next()? {
        "super" => Some(Lift::Raised),
        "sub" => Some(Lift::Lowered),
        height => {
            let height: f64 = height.strip_suffix('%')?.parse().ok()?;
            let lift = if height > 0.0 { Lift::Raised } else { Lift::Lowered };
            (height != 0.0).then_some(lift)
        }
    }
}

/// A length such as `2.258cm` in characters of the usual font, seven pixels each at 96 to the inch.
fn characters(length: &str) -> Option<f64> {
    let split = length.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = length.split_at(split);
    let inches = match unit {
        "in" => 1.0,
        "cm" => 1.0 / 2.54,
        "mm" => 1.0 / 25.4,
        "pt" => 1.0 / 72.0,
        _ => return None,
    };
    let width = number.trim().parse::<f64>().ok()? * inches * 96.0 / 7.0;
    width.is_finite().then_some(width)
}
