//! Printing: results to the output, everything else beside it.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::{IsTerminal, Write};

pub(super) use crate::domain::phrase::counted;
use workbook::shown::shown_lines;

/// A line of the result. A reader that has gone away (`| head`) is no error. Nothing in it steers the terminal.
pub(super) fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{}", shown_lines(text));
}

/// A line about the work itself; the colours of drawn messages stay where there are any.
pub(super) fn error(text: &str) {
    let text = if fancy() { with_colours(text) } else { shown_lines(text) };
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// What begins a colour, and what ends it: between them stand numbers alone.
const COLOUR: (&str, char) = ("\u{1b}[", 'm');

fn with_colours(text: &str) -> String {
    let mut parts = text.split(COLOUR.0);
    let mut safe = shown_lines(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once(COLOUR.1) {
            Some((colour, rest)) if colour.chars().all(|sign| sign.is_ascii_digit() || sign == ';') => {
                safe.push_str(&format!("{}{colour}{}{}", COLOUR.0, COLOUR.1, shown_lines(rest)));
            }
            _ => safe.push_str(&shown_lines(&format!("{}{part}", COLOUR.0))),
        }
    }
    safe
}

/// Whether messages may have colours and drawn lines.
pub(super) fn fancy() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

#[cfg(test)]
mod tests {
    use super::with_colours;

    #[test]
    fn colours_stay_and_nothing_else_steers_the_terminal() {
        assert_eq!(with_colours("\u{1b}[31mred\u{1b}[0m"), "\u{1b}[31mred\u{1b}[0m");
        assert_eq!(with_colours("a\u{1b}[2Jb\u{1b}]0;c\u{7}m"), "a\u{fffd}[2Jb\u{fffd}]0;c\u{fffd}m");
    }
}
