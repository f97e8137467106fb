//! What a number format code shows a number as.

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
}

impl NumberFormat {
    /// The format of a code as the file gives it.
    pub(super) fn of_code(code: &str) -> Self {
        if code.is_empty() || code.eq_ignore_ascii_case("general") {
            return Self::default();
        }
        Self { shows: shows(code), code: Some(Arc::from(code)) }
    }

    /// One of the formats that files name by number alone.
    pub(super) fn built_in(id: u32) -> Self {
        if let Some(code) = built_in_code(id) {
            return Self::of_code(code);
        }
        // 27-36 and 50-58 are dates in East Asian editions; their codes vary with the language.
        let shows = if matches!(id, 27..=36 | 50..=58) { Shows::Date } else { Shows::Number };
        Self { shows, code: None }
    }
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
    fn formats_known_by_number_are_classed() {
        let shown: Vec<Shows> = [0, 9, 10, 14, 22, 30, 46, 49].map(|id| NumberFormat::built_in(id).shows).into();
        use Shows::{Date, Number, Percent};
        assert_eq!(shown, [Number, Percent, Percent, Date, Date, Date, Number, Number]);
    }
}
