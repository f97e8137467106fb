//! What a mistake of writing is called, and how it is mended.
//!
//! The parser's words are for programmers, and often name the line after the mistake. What an officer did is seen from
//! the text around it: a tab, a colon inside a sentence, a missing space.

use std::ops::Range;

use super::odd::{
    NoDash, curly_quotes, exclamation, exclamation_before, fixed_space, no_dash, note_in_brackets, stuck_dash, unseen,
};
use super::read::{Broken, MOST_NODES, Why};
use super::text::{FileText, quoted};
use crate::rulebook::diagnostic::{Code, Diagnostic};

/// The diagnostic for a text that cannot be read.
pub(super) fn explain(file: &FileText, broken: &Broken) -> Diagnostic {
    let (range, message, help): (_, String, String) = match &broken.why {
        Why::Syntax(words) => return syntax(file, broken.range.start, words),
        Why::TooDeep => (
            broken.range.clone(),
            "this is nested too deeply".into(),
            "48 levels are the most; a bracket may have been left open".into(),
        ),
        Why::TooMany => (
            broken.range.clone(),
            format!("this file has more than {MOST_NODES} values, too many to be a rulebook"),
            "divide it over several files".into(),
        ),
        Why::TooManyCopies => (
            broken.range.clone(),
            "this file is too large once its copies (`*name`) are filled in".into(),
            "write the values out, or divide them over several files".into(),
        ),
        Why::CopyOfItself => {
            (broken.range.clone(), "this stands for something that contains it".into(), "write the values out".into())
        }
        Why::Tag => exclamation(file, exclamation_before(file, broken.range.start)),
        Why::SecondDocument => second_document(file, broken.range.start),
        Why::KeyIsNotAWord => (
            file.rest_of_line(broken.range.start),
            "a list or a group of entries stands where a name belongs".into(),
            "write `name: value`; text that begins with `[` or `{` needs quotes".into(),
        ),
    };
    Diagnostic::error(Code::Yaml, file.span(range), message).help(help)
}

fn syntax(file: &FileText, at: usize, words: &str) -> Diagnostic {
    let suspects = [
        tab,
        fixed_space,
        stuck_dash,
        unseen,
        two_commas,
        space_after_colon,
        colon_in_text,
        brace_first,
        not_first,
        sign_first,
        quote,
        escape,
        copy,
        curly_quotes_that_broke,
        note_in_brackets,
        bracket,
        indent,
    ];
    for suspect in suspects {
        if let Some((range, message, help)) = suspect(file, at, words) {
            return Diagnostic::error(Code::Yaml, file.span(range), message).help(help);
        }
    }
    let line = file.rest_of_line(line_start(file, at));
    Diagnostic::error(Code::Yaml, file.span(line), "this line cannot be read as YAML").help(
        "compare it with the lines around it: each is `name: value`, or `- value` in a list, \
         and those that belong together begin in the same column",
    )
}

/// What begins a second document: `---`, or, without a word, what stands below `...`, which ends the first.
fn second_document(file: &FileText, at: usize) -> (Range<usize>, String, String) {
    let before = line_before(file, at).filter(|line| file.piece(line.clone()).trim_end() == "...");
    let help = "take the line out, or put what follows into a file of its own".into();
    match before.filter(|_| !file.piece(at..line_at(file, at).end).starts_with("---")) {
        Some(line) => (line, "`...` ends the rulebook here, and what follows would not be read".into(), help),
        None => {
            let message = "`---` begins a second document, and only the first would be read".into();
            (file.rest_of_line(at), message, help)
        }
    }
}

pub(super) type Suspect = Option<(Range<usize>, String, String)>;

/// Where the line's first letter stands.
fn line_start(file: &FileText, at: usize) -> usize {
    let line = line_at(file, at);
    let text = file.piece(line.clone());
    line.start + (text.len() - text.trim_start().len())
}

pub(super) fn line_at(file: &FileText, at: usize) -> Range<usize> {
    file.line(file.line_of(at)).unwrap_or(at..at)
}

/// The last line before this one in which something is written; `None` where there is none.
pub(super) fn line_before(file: &FileText, at: usize) -> Option<Range<usize>> {
    let number = file.line_of(at);
    (0..number).rev().filter_map(|line| file.line(line)).find(|line| !file.piece(line.clone()).trim().is_empty())
}

fn tab(file: &FileText, at: usize, words: &str) -> Suspect {
    let here = line_at(file, at);
    let after = file.line(file.line_of(at) + 1).unwrap_or(here.end..here.end);
    let before = line_before(file, at).unwrap_or(here.start..here.start);
    for line in [here.clone(), after, before] {
        let text = file.piece(line.clone());
        let indent = text.len() - text.trim_start().len();
        if let Some(tab) = text.get(..indent).and_then(|blanks| blanks.find('\t')) {
            let range = line.start + tab..line.start + tab + 1;
            let help = "put spaces in its place; most editors can be set to write spaces for the tab key";
            return Some((range, "a tab stands at the beginning of this line".into(), help.into()));
        }
    }
    let behind_a_name = || file.piece(here.clone()).find(":\t").map(|colon| colon + 1);
    let tab = words.contains("tab").then(|| file.piece(here.clone()).find('\t')).flatten().or_else(behind_a_name)?;
    let range = here.start + tab..here.start + tab + 1;
    Some((range, "a tab stands where a space is needed".into(), "put a space in its place".into()))
}

/// `title: Floor: primary`
fn colon_in_text(file: &FileText, at: usize, words: &str) -> Suspect {
    if !words.contains("mapping values are not allowed") {
        return None;
    }
    let line = line_at(file, at);
    let text = file.piece(line.clone());
    let indent = text.len() - text.trim_start().len();
    let first = text.find(": ")? + 2;
    if line.start + first > at {
        // the first colon of the line: the line itself is further in than the one it should stand under
        return indented_below_a_value(file, at, line.start + indent);
    }
    let value = text.get(first..)?.trim();
    let range = line.start + first..line.start + first + value.len();
    let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
    Some((range, "this text has a colon in it and no quotes round it".into(), format!("write `\"{quoted}\"`")))
}

fn indented_below_a_value(file: &FileText, at: usize, start: usize) -> Suspect {
    let before = line_before(file, at)?;
    let text = file.piece(before.clone());
    let name = text.trim_start().trim_start_matches("- ").split(':').next().unwrap_or_default().to_owned();
    let range = file.rest_of_line(start);
    if !text.contains(':') {
        let message = format!("`{}` is neither `name: value` nor a list", text.trim());
        return Some((range, message, "a colon with a space after it may be missing in the line before".into()));
    }
    if let Some(dashless) = no_dash(&name) {
        let range = file.rest_of_line(before.start + text.len() - text.trim_start().len());
        return Some((range, dashless.message(), dashless.help(text.trim())));
    }
    let help = format!("begin it in the same column as `{name}`, or empty the line of `{name}` after its colon");
    Some((range, format!("this line is further in than `{name}`, which already has a value"), help))
}

/// `say: {school} is below`
fn brace_first(file: &FileText, at: usize, _: &str) -> Suspect {
    let line = line_at(file, at);
    let text = file.piece(line.clone());
    let value = text.find(": ").map_or_else(|| text.find("- ").map(|dash| dash + 2), |colon| Some(colon + 2))?;
    let written = text.get(value..)?.trim();
    let closing = if written.starts_with('{') { '}' } else { return None };
    let rest = written.split_once(closing)?.1.trim();
    if rest.is_empty() {
        return None;
    }
    let range = line.start + value..line.start + value + written.len();
    if rest.starts_with(['<', '>', '=', '!', '+', '*', '/']) {
        let plain = written.replace(['{', '}'], "");
        return Some((range, "braces are for sentences, not for conditions".into(), format!("write `{plain}`")));
    }
    let quoted = written.replace('\\', "\\\\").replace('"', "\\\"");
    Some((range, "text that begins with `{` needs quotes round it".into(), format!("write `\"{quoted}\"`")))
}

/// `when: !(lib.lost > 50)`
fn not_first(file: &FileText, at: usize, _: &str) -> Suspect {
    let line = line_at(file, at);
    let text = file.piece(line.clone());
    let value = text.find(": ").map_or_else(|| text.find("- ").map(|dash| dash + 2), |colon| Some(colon + 2))?;
    let blanks = text.get(value..)?.len() - text.get(value..)?.trim_start().len();
    text.get(value + blanks..)?.starts_with('!').then(|| exclamation(file, line.start + value + blanks))
}

/// `- > 5`, `written: *`, `value: %`
fn sign_first(file: &FileText, at: usize, words: &str) -> Suspect {
    let sign = file.piece(at..line_at(file, at).end).chars().next()?;
    let begins = words.contains("unexpected character")
        || words.contains("anchor or alias")
        || words.contains("block scalar, did not find")
        || words.contains("scanning a tag")
        || words.contains("directive");
    if !begins || !"@`%*&!>|,]}".contains(sign) {
        return None;
    }
    let line = line_at(file, at);
    let entry = file.piece(line.start..file.rest_of_line(at).end).trim();
    if entry.strip_prefix("* ").is_some_and(|rest| rest.contains(": ")) {
        let dashless = NoDash { sign };
        return Some((file.rest_of_line(at), dashless.message(), dashless.help(entry)));
    }
    let mut range = file.rest_of_line(at);
    if let Some(end) = open_bracket(file.piece(0..at)).and_then(|_| file.piece(range.clone()).find([',', ']', '}'])) {
        // inside a list the text ends where the next value or the end of the list is
        range.end = range.start + end.max(1);
    }
    let written = file.piece(range.clone());
    let quoted = written.replace('\\', "\\\\").replace('"', "\\\"");
    let help = if sign == '>' {
        format!("a condition says first what is compared, as in `… {written}`; if it is words, write `\"{quoted}\"`")
    } else if written == "%" {
        "the unit is called `percent`; where the sign itself is meant, write `\"%\"`".into()
    } else {
        format!("write `\"{quoted}\"`")
    };
    Some((range, format!("text that begins with `{sign}` needs quotes round it"), help))
}

/// `title:Floor`
fn space_after_colon(file: &FileText, at: usize, words: &str) -> Suspect {
    let concerned = words.contains("simple key expect")
        || words.contains("mapping values are not allowed")
        || words.contains("did not find expected");
    if !concerned {
        return None;
    }
    for line in [Some(line_at(file, at)), line_before(file, at)].into_iter().flatten() {
        let text = file.piece(line.clone());
        let start = text.len() - text.trim_start().trim_start_matches("- ").len();
        let name: String = text.get(start..)?.chars().take_while(|c| c.is_alphanumeric() || *c == ' ').collect();
        let after = text.get(start + name.len()..)?;
        let stuck = after.strip_prefix(':').is_some_and(|value| !value.is_empty() && !value.starts_with(' '));
        if stuck && name.starts_with(char::is_alphabetic) {
            let range = line.start + start..line.start + start + name.len() + 1;
            let help = format!("write `{name}: {}`", after.get(1..)?.trim());
            return Some((range, format!("a space is missing after `{name}:`"), help));
        }
    }
    if words.contains("simple key expect") {
        let line = line_before(file, at)?;
        let text = file.piece(line.clone());
        let start = line.start + (text.len() - text.trim_start().len());
        let message = format!("`{}` is neither `name: value` nor part of a list", text.trim());
        let help = "a colon with a space after it may be missing; text over several lines is further in than its name";
        return Some((start..line.end, message, help.into()));
    }
    None
}

fn quote(file: &FileText, at: usize, words: &str) -> Suspect {
    if words.contains("invalid trailing content") {
        let line = file.rest_of_line(at);
        let help = "take the quotes away or put all of the text inside them; a quote inside `'…'` is written twice, \
                    inside `\"…\"` with `\\` before it";
        return Some((line, "something follows after the closing quote".into(), help.into()));
    }
    let open = words.contains("quoted scalar")
        && (words.contains("end of stream") || words.contains("indentation") || words.contains("document indicator"));
    if !open {
        return None;
    }
    let help = "put the same quote at the end of the text; a text over several lines is further in than its name";
    Some((file.rest_of_line(at), "this quote is not closed".into(), help.into()))
}

fn escape(file: &FileText, at: usize, words: &str) -> Suspect {
    if !words.contains("escape") && !words.contains("hexadecimal") {
        return None;
    }
    let help = "write `\\\\` for a `\\`, or use `'…'` in place of `\"…\"`";
    Some((
        file.rest_of_line(at),
        "a `\\` in this text is followed by a letter it means nothing with".into(),
        help.into(),
    ))
}

fn copy(file: &FileText, at: usize, words: &str) -> Suspect {
    if !words.contains("unknown anchor") {
        return None;
    }
    let range = file.rest_of_line(at);
    let written = file.piece(range.clone()).to_owned();
    let message = format!("`{written}` stands for nothing: a `*` at the beginning refers to a value marked with `&`");
    Some((range, message, format!("if the `*` is part of the text, write `\"{written}\"`")))
}

fn is_of_brackets(words: &str) -> bool {
    words.contains("flow ")
        || words.contains("only valid inside a block")
        || words.contains("placement of ':'")
        || words.contains("misplaced bracket")
}

fn curly_quotes_that_broke(file: &FileText, at: usize, words: &str) -> Suspect {
    is_of_brackets(words).then(|| curly_quotes(file, at)).flatten()
}

/// `[one,, two]`
fn two_commas(file: &FileText, at: usize, _: &str) -> Suspect {
    let line = line_at(file, at);
    let text = file.piece(line.clone());
    let second = text.match_indices(',').find_map(|(first, _)| {
        let rest = text.get(first + 1..)?;
        rest.trim_start().starts_with(',').then(|| first + 1 + (rest.len() - rest.trim_start().len()))
    })?;
    open_bracket(file.piece(0..line.start + second))?;
    let range = line.start + second..line.start + second + 1;
    Some((range, "two commas stand here with nothing between them".into(), "take one of them out".into()))
}

fn bracket(file: &FileText, at: usize, words: &str) -> Suspect {
    if !is_of_brackets(words) {
        return None;
    }
    let opening = open_bracket(file.piece(0..at))?;
    let sign = file.piece(opening..opening + 1);
    let closing = if sign == "[" { "]" } else { "}" };
    let line = file.rest_of_line(opening);
    // the next name of `{one: a two: b}`, where it is closed: what is missing stands before it
    let rest = file.piece(at..line.end.max(at)).strip_prefix(':').filter(|rest| rest.contains(closing));
    if let Some(name) = rest.and_then(|_| file.piece(opening..at).rsplit([' ', ',', '{', '[']).next()) {
        let before = file.piece(opening + 1..at - name.len());
        if let Some(colon) = before.trim_end().strip_suffix(':').map(str::len) {
            return text_with_a_colon(file, opening + 1 + colon + 1, closing);
        }
        let help = format!("write a comma before `{name}:`");
        return Some((at - name.len()..at, format!("a comma is missing before `{name}:`"), help));
    }
    let help = format!("put `{closing}` at its end, with a comma between one value and the next");
    Some((file.rest_of_line(opening), format!("this `{sign}` is not closed"), help))
}

/// `{title: On: course}`: the text goes to the next comma, or to the end of the list.
fn text_with_a_colon(file: &FileText, from: usize, closing: &str) -> Suspect {
    let rest = file.piece(from..line_at(file, from).end);
    let start = from + (rest.len() - rest.trim_start().len());
    let text = file.piece(start..from + rest.len()).split([',', closing.chars().next()?]).next()?.trim_end();
    let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
    let message = "this text has a colon in it and no quotes round it".into();
    Some((start..start + text.len(), message, format!("write `\"{quoted}\"`")))
}

/// The last bracket that was opened and not closed.
pub(super) fn open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, sign) in text.char_indices() {
        match sign {
            '[' | '{' => open.push(at),
            ']' | '}' => drop(open.pop()),
            // a bracket in a sentence is closed or stands alone in its line, a list may go on
            '\n' if open.len() > 1 => drop(open.drain(..open.len() - 1)),
            _ => {}
        }
    }
    open.pop()
}

fn indent(file: &FileText, at: usize, words: &str) -> Suspect {
    let concerned = words.contains("indent")
        || words.contains("expected '-' indicator")
        || words.contains("expected key")
        || words.contains("not allowed in this context");
    if !concerned {
        return None;
    }
    let start = line_start(file, at);
    let range = file.rest_of_line(start);
    if let Some(dash) = file.piece(range.clone()).find(": - ") {
        let value = file.piece(range.start + dash + 2..range.end).trim();
        let place = range.start + dash + 2..range.start + dash + 3;
        let help = format!("if it is words, write `{}`; a list begins on the line below its name", quoted(value));
        return Some((place, "a `-` stands behind a name".into(), help));
    }
    let column = |start: usize| file.span(start..start).column;
    let mut message = format!("this line is out of line: it begins in column {}", column(start));
    if let Some(before) = line_before(file, at) {
        let text = file.piece(before.clone());
        let indent = text.len() - text.trim_start().trim_start_matches("- ").len();
        message.push_str(&format!(", the one before in column {}", column(before.start + indent)));
    }
    let help = "lines that belong together begin in the same column; move it to the column of the entry it belongs to";
    Some((range, message, help.into()))
}
