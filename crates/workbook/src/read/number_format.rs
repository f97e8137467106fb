//! What a number format code shows a number as.
//!
//! calamine tells days from numbers and no more. Whether a number shows as a percentage, as words of its format or as a
//! length of time, and with how many decimals, decides what was meant by it; so the code is read here.

use std::sync::Arc;

/// How a number shows under its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Shows {
    /// as a number
    #[default]
    Number,
    /// as a percentage
    Percent,
    /// as a date or time of day
    Date,
}

/// A number format with what it shows; the general format has no code.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct NumberFormat {
    pub(super) shows: Shows,
    pub(super) code: Option<Arc<str>>,
    /// whether some number may show as words or a length of time: few formats do
    worded: bool,
    /// whether the cells of the style are crossed out
    pub(super) struck: bool,
}

impl NumberFormat {
    /// What a number shows as where its format shows no number: words (“SUPP”), or hours of a length of time.
    pub(super) fn words(&self, number: f64) -> Option<String> {
        let code = self.code.as_deref().filter(|_| self.worded)?;
        let section = section(code, number)?;
        match pieces(section) {
            Pieces::Words(words) if words.contains(char::is_alphabetic) => Some(words),
            Pieces::Elapsed => {
                let minutes = (number.abs() * 24.0 * 60.0).round();
                let sign = if number < 0.0 { "-" } else { "" };
                Some(format!("{sign}{}:{:02} hours", (minutes / 60.0).floor(), minutes % 60.0))
            }
            _ => None,
        }
    }

    /// The same, of cells that are crossed out or not.
    pub(super) fn struck(self, struck: bool) -> Self {
        Self { struck, ..self }
    }

    /// The format of a code as the file gives it.
    pub(super) fn of_code(code: &str) -> Self {
        if code.is_empty() || code.eq_ignore_ascii_case("general") {
            return Self::default();
        }
        let worded = sections(code).iter().any(|section| !matches!(pieces(section), Pieces::Number));
        Self { shows: shows(code), code: Some(Arc::from(code)), worded, struck: false }
    }

    /// One of the formats that files name by number alone.
    pub(super) fn built_in(id: u32) -> Self {
        if let Some(code) = built_in_code(id) {
            return Self::of_code(code);
        }
        // 27-36 and 50-58 are dates in East Asian editions; their codes vary with the language.
        let shows = if matches!(id, 27..=36 | 50..=58) { Shows::Date } else { Shows::Number };
        Self { shows, code: None, worded: false, struck: false }
    }
}

/// The section of a code by which a number is shown: by their conditions (`[<5]`), else for what is above, below and nought.
fn section(code: &str, number: f64) -> Option<&str> {
    let sections = sections(code);
    let numeric = sections.get(..sections.len().min(3))?;
    let conditions: Vec<Option<bool>> = numeric.iter().map(|section| condition(section, number)).collect();
    let at = match conditions.iter().position(|holds| *holds == Some(true)) {
        Some(at) => at,
        None if conditions.iter().any(Option::is_some) => conditions.iter().rposition(Option::is_none)?,
        None if number < 0.0 && numeric.len() > 1 => 1,
        None if number == 0.0 && numeric.len() > 2 => 2,
        None => 0,
    };
    numeric.get(at).copied()
}

/// A code cut at its semicolons, except those within quotes or behind a backslash.
fn sections(code: &str) -> Vec<&str> {
    let (mut all, mut from) = (Vec::new(), 0);
    let mut characters = code.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => drop(characters.by_ref().find(|&(_, c)| c == '"')),
            ';' => {
                all.extend(code.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    all.extend(code.get(from..));
    all
}

/// Whether a section's own condition holds of a number; `None` where it has none.
fn condition(section: &str, number: f64) -> Option<bool> {
    section.split('[').skip(1).find_map(|rest| {
        let inside = rest.split(']').next()?;
        let signs = inside.find(|c: char| !matches!(c, '<' | '>' | '='))?;
        let (sign, line) = inside.split_at(signs);
        let line: f64 = line.trim().parse().ok()?;
        Some(match sign {
            "<" => number < line,
            "<=" => number <= line,
            ">" => number > line,
            ">=" => number >= line,
            "=" => (number - line).abs() < f64::EPSILON,
            "<>" => (number - line).abs() >= f64::EPSILON,
            _ => return None,
        })
    })
}

/// What a section shows.
enum Pieces {
    /// nothing of the number: these words
    Words(String),
    /// a length of time
    Elapsed,
    /// the number, or a day
    Number,
}

fn pieces(section: &str) -> Pieces {
    let mut words = String::new();
    let mut characters = section.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => words.extend(characters.next()),
            '_' | '*' => drop(characters.next()),
            '"' => words.extend(characters.by_ref().take_while(|&c| c != '"')),
            '[' => {
                let inside: String = characters.by_ref().take_while(|&c| c != ']').collect();
                if is_elapsed_time(&inside) {
                    return Pieces::Elapsed;
                }
            }
            ' ' | '-' | '+' | '/' | '(' | ')' | ':' | '!' | '<' | '>' | '=' | '£' | '$' | ',' | '&' | '~' => {
                words.push(character);
            }
            // a place of a digit, a day, the text itself, or a letter that means something
            _ => return Pieces::Number,
        }
    }
    Pieces::Words(words.trim().to_owned())
}

/// What the first section of a format code (the one for positive numbers) shows.
fn shows(code: &str) -> Shows {
    let mut characters = code.chars();
    let mut percent = false;
    while let Some(character) = characters.next() {
        match character {
            // A character after one of these is shown as it is, or is only a width.
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => drop(characters.by_ref().find(|&c| c == '"')),
            '[' => {
                let inside: String = characters.by_ref().take_while(|&c| c != ']').collect();
                if is_elapsed_time(&inside) {
                    // A length of time such as [h]:mm is a number of days, not a date.
                    return Shows::Number;
                }
            }
            ';' => break,
            '%' => percent = true,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return Shows::Date,
            // The literal word would otherwise be read for its letters.
            'G' | 'g' => {
                let rest = characters.as_str();
                if rest.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("eneral")) {
                    characters.by_ref().take(6).for_each(drop);
                }
            }
            _ => {}
        }
    }
    if percent { Shows::Percent } else { Shows::Number }
}

fn is_elapsed_time(inside: &str) -> bool {
    let lower = inside.to_ascii_lowercase();
    ["h", "m", "s"].iter().any(|unit| !lower.is_empty() && lower.chars().all(|c| unit.contains(c)))
}

/// Codes of the formats that are known by number (ECMA-376 part 1, 18.8.30).
fn built_in_code(id: u32) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "mm-dd-yy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yy h:mm",
        37 => "#,##0 ;(#,##0)",
        38 => "#,##0 ;[Red](#,##0)",
        39 => "#,##0.00;(#,##0.00)",
        40 => "#,##0.00;[Red](#,##0.00)",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mmss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_shows_what_excel_would_show() {
        for (code, expected) in [
            ("0%", Shows::Percent),
            ("0.0\\ %;-0.0%", Shows::Percent),
            ("0\"%\"", Shows::Number),
            ("0\\%", Shows::Number),
            ("dd/mm/yyyy", Shows::Date),
            ("[$-809]d mmmm yyyy;@", Shows::Date),
            ("[h]:mm:ss", Shows::Number),
            ("[Red]0.0", Shows::Number),
            ("#,##0;[Red]-#,##0", Shows::Number),
            ("General", Shows::Number),
            ("GENERAL", Shows::Number),
            ("General\"days\"", Shows::Number),
            ("_-* #,##0_-", Shows::Number),
            ("0;dd/mm/yy", Shows::Number),
            ("@", Shows::Number),
        ] {
            assert_eq!(NumberFormat::of_code(code).shows, expected, "{code}");
        }
    }

    #[test]
    fn a_code_that_shows_only_words_shows_no_number() {
        for (code, number, words) in [
            ("\"SUPP\"", 3.0, Some("SUPP")),
            ("[<5]\"SUPP\";0", 4.0, Some("SUPP")),
            ("[<5]\"SUPP\";0", 5.0, None),
            ("[>=5]0;[<5]\\x", 4.0, Some("x")),
            ("0;-0;\"none\"", 0.0, Some("none")),
            ("0;-0;\"none\"", 7.0, None),
            ("0\"*\"", 7.0, None),
            ("0;-0;;@", 0.0, None),
            ("\"a;b\"", 1.0, Some("a;b")),
            ("General", 1.0, None),
            ("dd/mm/yyyy", 1.0, None),
            ("[h]:mm", 1.5, Some("36:00 hours")),
            ("[h]:mm", 0.5, Some("12:00 hours")),
            ("[Red]0.0", 1.0, None),
        ] {
            assert_eq!(NumberFormat::of_code(code).words(number).as_deref(), words, "{code} {number}");
        }
    }

    #[test]
    fn formats_known_by_number_are_classed() {
        let shown: Vec<Shows> = [0, 9, 10, 14, 22, 30, 46, 49].map(|id| NumberFormat::built_in(id).shows).into();
        use Shows::{Date, Number, Percent};
        assert_eq!(shown, [Number, Percent, Percent, Date, Date, Date, Number, Number]);
    }
}
