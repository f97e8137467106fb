//! Characters that look like others: spaces that are none, curly quotes, and the `!` that YAML keeps for itself.

use std::ops::Range;

use super::node::{Kind, Node, Style};
use super::syntax::{Suspect, line_at, line_before, open_bracket};
use super::text::{FileText, quoted};
use crate::rulebook::diagnostic::{Code, Diagnostic};

/// The first character that looks like a space, or like nothing, and is not one, with what it is called.
pub(in crate::rulebook) fn odd_space(text: &str) -> Option<(usize, char, &'static str)> {
    text.char_indices().find_map(|(at, c)| called(c).map(|called| (at, c, called)))
}

const INVISIBLE: &str = "an invisible character";

fn called(c: char) -> Option<&'static str> {
    match c {
        ' ' | '\t' | '\n' | '\r' => None,
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Some("a non-breaking space"),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Some(INVISIBLE),
        c if c.is_whitespace() => Some("a space of another width"),
        c if c.is_control() => Some(INVISIBLE),
        _ => None,
    }
}

/// The text as it looks: with spaces for what looks like them, and without what looks like nothing.
pub(in crate::rulebook) fn as_it_looks(text: &str) -> String {
    let invisible = |c: &char| called(*c) == Some(INVISIBLE);
    let looks: String = text.chars().filter(|c| !invisible(c)).collect();
    let looks: String = looks.chars().map(|c| if called(c).is_some() { ' ' } else { c }).collect();
    looks.trim().to_owned()
}

/// A line that is indented with spaces that are none, or has one where a name or value begins.
pub(super) fn fixed_space(file: &FileText, at: usize, _: &str) -> Suspect {
    let after = file.line(file.line_of(at) + 1);
    [Some(line_at(file, at)), line_before(file, at), after].into_iter().flatten().find_map(|line| {
        let text = file.piece(line.clone());
        let is_space = |c: char| c.is_whitespace() || called(c).is_some();
        let indent = text.len() - text.trim_start_matches(is_space).len();
        if let Some((odd, c, name)) = text.get(..indent).and_then(odd_space) {
            let range = line.start + odd..line.start + odd + c.len_utf8();
            let help = "take away what stands before its first letter, and type spaces";
            return Some((range, format!("{name} stands at the beginning of this line"), help.into()));
        }
        let start = indent + if text.get(indent..)?.starts_with("- ") { 2 } else { 0 };
        let (name, value) = text.get(start..)?.split_once(':')?;
        let (odd, c, called) = odd_space(value).filter(|(odd, ..)| value.get(..*odd).is_some_and(is_blank))?;
        let from = start + name.len() + 1 + odd;
        let range = line.start + from..line.start + from + c.len_utf8();
        let help = format!("type it again: `{}: {}`", as_it_looks(name), as_it_looks(value));
        Some((range, format!("{called} stands after `{name}:`"), help))
    })
}

/// `-{id: one}`, `-status: ok`, or a dash with what only looks like a space behind it, below entries of a list.
pub(super) fn stuck_dash(file: &FileText, at: usize, _: &str) -> Suspect {
    let line = line_at(file, at);
    let text = file.piece(line.clone());
    let rest = text.trim_start().strip_prefix('-')?;
    let value = as_it_looks(rest);
    let first = rest.chars().next()?;
    let stuck =
        first == '{' || first == '[' || called(first).is_some() || first.is_alphabetic() && value.contains(": ");
    let dash = line.start + (text.len() - rest.len()) - 1;
    let message = called(first).map_or_else(
        || "a space is missing after this `-`".to_owned(),
        |called| format!("{called} stands after this `-`"),
    );
    stuck.then(|| (dash..dash + 1 + first.len_utf8(), message, format!("write `- {value}`")))
}

/// A character that nobody sees, in a line that cannot be read.
pub(super) fn unseen(file: &FileText, at: usize, _: &str) -> Suspect {
    let after = file.line(file.line_of(at) + 1);
    [Some(line_at(file, at)), after].into_iter().flatten().find_map(|line| {
        let text = file.piece(line.clone());
        let (odd, c, _) = odd_space(text).filter(|(.., called)| *called == INVISIBLE)?;
        let range = line.start + odd..line.start + odd + c.len_utf8();
        let looks = as_it_looks(text);
        let help = if looks.is_empty() { "delete the line".into() } else { format!("type the line again: `{looks}`") };
        Some((range, "an invisible character stands in this line".into(), help))
    })
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c == ' ')
}

/// `{title: “Watch: again”}`: to YAML these quotes are letters, and the colon or comma in them is one of its own.
pub(super) fn curly_quotes(file: &FileText, at: usize) -> Suspect {
    let opening = open_bracket(file.piece(0..at))?;
    let line = file.rest_of_line(opening);
    let curly = line.start + file.piece(line.clone()).find(is_curly)?;
    let width = file.piece(curly..line.end).chars().next().map_or(0, char::len_utf8);
    Some((curly..curly + width, "this quote is curly, and holds no text together".into(), STRAIGHT.into()))
}

/// `[“One, two”, three]`: the comma ends the first text, which opens a quote and does not close it.
pub(super) fn opens_a_quote(file: &FileText, node: &Node) -> Option<Diagnostic> {
    let Kind::Scalar { text, style: Style::Plain, .. } = &node.kind else { return None };
    let first = text.chars().next().filter(|first| matches!(first, '“' | '„'))?;
    if text.chars().skip(1).any(is_curly) {
        return None;
    }
    let place = file.span(node.range.start..node.range.start + first.len_utf8());
    let message = "this quote is curly, and holds no text together";
    Some(Diagnostic::error(Code::WrongKind, place, message).help(STRAIGHT))
}

/// What begins an entry of a list in the place of `- `: a dash without its space, another dash, a dot, a star.
pub(super) struct NoDash {
    pub sign: char,
}

impl NoDash {
    pub fn message(&self) -> String {
        format!("`{}` is not the dash and space of a list", self.sign)
    }

    pub fn help(&self, line: &str) -> String {
        format!("write `- {}`: a plain hyphen and a space", line.trim_start_matches(self.sign).trim_start())
    }
}

pub(super) fn no_dash(name: &str) -> Option<NoDash> {
    let sign = name.trim_start().chars().next()?;
    "-–—−‐‑•·*+".contains(sign).then_some(NoDash { sign })
}

/// An entry of a list that begins further in than those before it: to YAML its dash is a letter of the text above.
/// Where something is left of the text, it ends before the dash afterwards, so that it is not told to be wrong as well.
pub(super) fn dash_in_text(file: &FileText, node: &mut Node) -> Option<(Diagnostic, bool)> {
    let Kind::Scalar { style: Style::Plain, text, .. } = &mut node.kind else { return None };
    let piece = file.piece(node.range.clone());
    let before = file.piece(line_at(file, node.range.start).start..node.range.start);
    // only where lists are: in a sentence over several lines a dash may well begin one, and in a condition it is a minus
    let (in_list, alone) =
        (before.trim() == "-", before.trim().is_empty() && !is_of_a_condition(file, node.range.start));
    let (at, _) = piece.match_indices('\n').find(|(at, _)| {
        let line = piece.get(at + 1..).unwrap_or_default().trim_start();
        (in_list || alone) && line.starts_with("- ")
    })?;
    let (message, place, help) = if in_list {
        *text = piece.get(..at)?.trim_end().to_owned();
        let dash = node.range.start + at + 1 + piece.get(at + 1..)?.find('-')?;
        let message = "this `-` is further in than the one before, so it is read as part of the line above";
        (message, dash..dash + 1, "begin it in the same column as the `-` before it")
    } else {
        let first = file.rest_of_line(node.range.start);
        ("a `-` is missing before the first of these lines", first, "begin each line of the list with `- `")
    };
    Some((Diagnostic::error(Code::WrongKind, file.span(place), message).help(help), in_list))
}

/// Whether the line above a text opens a condition or a figure: `when:`, `met when: >-`, `computed:`.
fn is_of_a_condition(file: &FileText, at: usize) -> bool {
    let above = line_before(file, at).map_or("", |line| file.piece(line));
    let name = above.trim().trim_start_matches("- ").split_once(':').map_or("", |(name, _)| name);
    name == "when" || name.ends_with(" when") || name == "computed"
}

/// What to do about curly quotes.
pub(super) const STRAIGHT: &str = "type straight quotes (`\"`) before the text and after it";

/// Whether a character is one of the curly double quotes; single ones stand in texts as apostrophes.
pub(super) fn is_curly(c: char) -> bool {
    matches!(c, '“' | '”' | '„')
}

/// What is text wherever it stands, and never a condition.
const TEXTS: [&str; 5] = ["title", "say", "source", "topic", "advice"];

/// `when: !special`, `when: !(lib.lost > 50)`: YAML takes `!` for a sign of its own and leaves the word out.
pub(super) fn exclamation(file: &FileText, start: usize) -> (Range<usize>, String, String) {
    let mut range = file.rest_of_line(start);
    if open_bracket(file.piece(0..start)).is_some() {
        // inside a list the text ends where the next value or the end of the list is
        range.end = range.start + file.piece(range.clone()).find([',', ']', '}']).unwrap_or(range.len());
    }
    if let Some(comment) = file.piece(range.clone()).find(" #") {
        range.end = range.start + comment;
    }
    let written = file.piece(range.clone()).trim_end();
    range.end = range.start + written.len();
    let inner = written.trim_start_matches('!').trim();
    let bare = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner);
    let one_name = bare.chars().all(|c| c.is_alphanumeric() || "._".contains(c));
    let line = line_at(file, start);
    let key = file.piece(line.start..start).trim().trim_start_matches("- ").trim_end_matches(':').to_owned();
    let help = if TEXTS.contains(&key.as_str()) {
        format!("write `{}`", quoted(written))
    } else if one_name {
        format!("write `not {bare}`")
    } else {
        format!("write `not ({bare})`")
    };
    (range, "text that begins with `!` is not read as written".into(), help)
}

/// Warns of words that `#` made a note of, with nothing between: `title: Many #books` is read as `Many`.
pub(in crate::rulebook) fn cut_off(file: &FileText, node: &Node, out: &mut Vec<Diagnostic>) {
    match &node.kind {
        Kind::Scalar { text, style: Style::Plain, .. } if !text.is_empty() => {
            let line = file.rest_of_line(node.range.start);
            let Some(rest) = file.piece(line.clone()).strip_prefix(text.as_str()) else { return };
            // of a number nothing is lost, and in quotes it would be none
            if text.parse::<f64>().is_ok() || matches!(text.as_str(), "true" | "false") {
                return;
            }
            let note = rest.trim_start();
            let word = note.strip_prefix('#').filter(|note| note.starts_with(char::is_alphanumeric));
            if note.len() == rest.len() || word.is_none() {
                return;
            }
            let message = "what stands behind `#` is a note, and no part of this text";
            let whole = quoted(&format!("{text}{}", rest.trim_end()));
            let help = format!("put all of it in quotes, or write `# ` before a note: `{whole}`");
            let place = file.span(line.end - note.len()..line.end);
            out.push(Diagnostic::warning(Code::Unused, place, message).help(help));
        }
        Kind::Scalar { .. } => {}
        Kind::List(items) => items.iter().for_each(|item| cut_off(file, item, out)),
        Kind::Map(entries) => entries.iter().for_each(|entry| cut_off(file, &entry.value, out)),
    }
}

/// Words between brackets that `#` made a note of, the closing bracket with them: `{title: Many #books}`.
pub(super) fn note_in_brackets(file: &FileText, at: usize, _: &str) -> Suspect {
    [line_before(file, at), Some(line_at(file, at))].into_iter().flatten().find_map(|line| {
        let text = file.piece(line.clone());
        let opened = |text: &str| text.matches(['{', '[']).count() > text.matches(['}', ']']).count();
        let (note, _) = text.match_indices(" #").find(|(at, _)| {
            let (before, behind) = text.split_at(*at);
            opened(before) && behind.get(2..).is_some_and(|note| note.starts_with(char::is_alphanumeric))
        })?;
        let range = line.start + note + 1..line.start + text.trim_end().len();
        let message = "what stands behind `#` is a note, and the closing bracket is part of it";
        Some((range, message.into(), "put the text with the `#` in quotes, as in `\"Many #books\"`".into()))
    })
}

/// Where the `!` stands that made YAML take a value at `at` for something of its own kind.
pub(super) fn exclamation_before(file: &FileText, at: usize) -> usize {
    let here = file.piece(at..file.text().len()).starts_with('!');
    if here { at } else { file.piece(0..at).rfind('!').unwrap_or(at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_a_sign_for_notes_are_told() {
        let told = |text: &str| {
            let file = FileText::new("a.yaml".into(), text.into());
            let mut out = Vec::new();
            cut_off(&file, &super::super::read(&file).root, &mut out);
            out.len()
        };
        for text in ["title: Many #books\n", "a:\n  - one #two\n", "a: {b: c}\nd: e #f\n"] {
            assert_eq!(told(text), 1, "{text}");
        }
        for text in
            ["title: Many # books\n", "title: Many#books\n", "title: \"Many #books\"\n", "a: 60 # of 100\n", "a: # b\n"]
        {
            assert_eq!(told(text), 0, "{text}");
        }
    }

    #[test]
    fn a_bracket_that_is_part_of_a_note_is_told() {
        let file = FileText::new("a.yaml".into(), "a:\n  - {b: c #d}\ne: f\n".into());
        let said = super::super::read(&file).diagnostics;
        let said: Vec<String> = said.iter().map(|one| one.message.clone()).collect();
        assert!(said.iter().any(|one| one.contains("the closing bracket is part of it")), "{said:?}");
    }

    #[test]
    fn what_looks_like_a_space_and_is_none_has_a_name() {
        for (text, name) in [
            ("needs\u{a0}attention", Some("a non-breaking space")),
            ("percent\u{202f}", Some("a non-breaking space")),
            ("per\u{200b}cent", Some("an invisible character")),
            ("needs\u{2003}attention", Some("a space of another width")),
            ("needs attention\r\n", None),
        ] {
            assert_eq!(odd_space(text).map(|(_, _, name)| name), name, "{text:?}");
        }
        assert_eq!(as_it_looks("needs\u{a0}atten\u{200b}tion\u{a0}"), "needs attention");
    }
}
