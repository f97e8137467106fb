//! Printing: results to the output, everything else beside it.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::{IsTerminal, Write};

use clap::ValueEnum;
use console::{Style, Term};

pub(super) use crate::domain::phrase::counted;
use crate::review::{NeedsUs, Verdict};
use workbook::shown::{shown, shown_json, shown_lines};

/// Columns of lines that go to no terminal.
const USUAL_WIDTH: usize = 100;
/// A terminal narrower than this is written to as if it were as wide.
const LEAST_WIDTH: usize = 40;
/// The narrowest column in which a reason is read.
const LEAST_BESIDE: usize = 20;

/// Whether colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// in a terminal that has them, unless `NO_COLOR` is set or it is a dumb one
    #[default]
    Auto,
    /// wherever the output goes
    Always,
    /// nowhere
    Never,
}

/// Settles whether colours are used from here on.
pub(super) fn colour(when: Colour) {
    let forced = match when {
        Colour::Auto => return,
        Colour::Always => true,
        Colour::Never => false,
    };
    console::set_colors_enabled(forced);
    console::set_colors_enabled_stderr(forced);
}

/// A line of the result. A reader that has gone away (`| head`) is no error. Nothing in it steers the terminal.
pub(super) fn say(text: &str) {
    put(&shown_lines(text));
}

/// The whole of an answer for programs: whatever would steer the terminal stands in it as JSON writes it.
pub(super) fn answer(answer: &serde_json::Value) {
    put(&shown_json(&format!("{answer:#}")));
}

/// A line whose colours are ours, made of texts that were shown before.
fn put(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The same, over several lines where it is too long for one; those that follow are set in.
pub(super) fn say_fitted(text: &str) {
    let blanks = text.len() - text.trim_start().len();
    let indent = " ".repeat(blanks + 2);
    let options = textwrap::Options::new(width()).subsequent_indent(&indent).break_words(false);
    textwrap::wrap(text, options).iter().for_each(|line| say(line.trim_end()));
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
    std::io::stderr().is_terminal() && console::colors_enabled_stderr()
}

fn width() -> usize {
    let term = Term::stdout();
    if term.is_term() { usize::from(term.size().1).clamp(LEAST_WIDTH, USUAL_WIDTH) } else { USUAL_WIDTH }
}

/// The verdict, and a table of the schools that need us first.
pub(super) fn verdict(verdict: &Verdict) {
    let bold = Style::new().bold();
    for line in textwrap::wrap(&shown(&verdict.line), width()) {
        put(&bold.apply_to(line).to_string());
    }
    for said in [&verdict.cause, &verdict.years].into_iter().flatten() {
        textwrap::wrap(&shown(said), width()).iter().for_each(|line| put(line));
    }
    for line in table(&verdict.first.iter().map(plain).collect::<Vec<_>>(), width()) {
        put(&line);
    }
    say("");
}

/// What comes from workbooks, as it is shown: colours are laid on afterwards.
fn plain(one: &NeedsUs) -> NeedsUs {
    NeedsUs { status: shown(&one.status), school: shown(&one.school), reason: shown(&one.reason), ..one.clone() }
}

/// Status, school and reason in columns; the reason takes what room is left, over as many lines as it needs.
fn table(first: &[NeedsUs], width: usize) -> Vec<String> {
    let widest = |text: fn(&NeedsUs) -> &str| first.iter().map(|one| console::measure_text_width(text(one))).max();
    let status = widest(|one| &one.status).unwrap_or(0);
    let school = widest(|one| &one.school).unwrap_or(0).min(width / 3);
    let beside = width.saturating_sub(status + school + 6);
    // where a reason would stand in a narrow column, it stands below
    let (room, indent) =
        if beside < LEAST_BESIDE { (width.saturating_sub(4), 4) } else { (beside, status + school + 6) };
    let mut lines = Vec::new();
    for one in first {
        let reason = textwrap::wrap(&one.reason, room);
        let name = console::pad_str(&one.school, school, console::Alignment::Left, Some("…"));
        let stands = console::pad_str(&one.status, status, console::Alignment::Left, None);
        let stands = coloured(one.colour.as_deref()).apply_to(stands);
        let taken = usize::from(beside >= LEAST_BESIDE);
        let first_line = reason.first().filter(|_| taken == 1).map_or("", |line| line);
        lines.push(format!("  {stands}  {name}  {first_line}").trim_end().to_owned());
        let indent = " ".repeat(indent);
        lines.extend(reason.iter().skip(taken).map(|line| format!("{indent}{line}")));
    }
    lines
}

/// The nearest of the 216 colours of a terminal to one of the rulebook.
fn coloured(colour: Option<&str>) -> Style {
    let part = |from: usize| colour.and_then(|hex| u8::from_str_radix(hex.get(from..from + 2)?, 16).ok());
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) => {
            let step = |part: u8| (u16::from(part) * 5 + 127) / 255;
            let number = 16 + 36 * step(red) + 6 * step(green) + step(blue);
            Style::new().bold().color256(u8::try_from(number).unwrap_or(15))
        }
        _ => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{NeedsUs, table, with_colours};

    #[test]
    fn a_table_is_as_wide_as_the_terminal_and_no_reason_is_lost() {
        let one = |school: &str, reason: &str| NeedsUs {
            status: "▼ Vulnerable".into(),
            colour: Some("B9712F".into()),
            school: school.into(),
            reason: reason.into(),
        };
        let reason = "KS4 38% against 40% (5 pupils); deficit £195,000; roll -8%";
        for width in [45, 60, 72, 100] {
            let first = [one("Mereside Cross Primary School", reason), one("Wyvernhurst School", "new head")];
            let lines = table(&first, width);
            assert!(lines.iter().all(|line| console::measure_text_width(line) <= width), "{lines:#?}");
            let all = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(all.contains("KS4 38%") && all.contains("roll -8%"), "{all}");
        }
    }

    #[test]
    fn colours_stay_and_nothing_else_steers_the_terminal() {
        assert_eq!(with_colours("\u{1b}[31mred\u{1b}[0m"), "\u{1b}[31mred\u{1b}[0m");
        assert_eq!(with_colours("a\u{1b}[2Jb\u{1b}]0;c\u{7}m"), "a\u{fffd}[2Jb\u{fffd}]0;c\u{fffd}m");
    }
}
