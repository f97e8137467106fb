//! What shapes are called, and how the usual slips are mended.

use super::compile::{Field, Shape};
use crate::rulebook::yaml::{Entry, Kind, Node, Style};

/// What may stand in a place.
pub(super) fn wanted(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Named(_) => "words",
        Shape::Number => "a number",
        Shape::Whole(_) => "a whole number",
        Shape::Flag => "`true` or `false`",
        Shape::Blank => "nothing",
        Shape::Word(_) => "one of its words",
        Shape::List(_, Some(_)) => "a list of two numbers",
        Shape::List(..) => "a list",
        Shape::Map(_) => "entries of the form `name: value`",
        Shape::Record(_) => "an entry of `name: value` lines",
        Shape::Either(_) => "one of its forms",
        Shape::Any => "a value",
    }
}

/// What stands in a place.
pub(super) fn kind_of(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { text, .. } if text.is_empty() => "an empty text".into(),
        Kind::Scalar { text, .. } if text.len() > 60 || text.contains('\n') => {
            let beginning: String = text.lines().next().unwrap_or_default().chars().take(40).collect();
            format!("the words `{}…`", beginning.trim_end())
        }
        Kind::Scalar { text, style, .. } => {
            let quotes = if *style == Style::Plain { "" } else { "\"" };
            format!("`{quotes}{text}{quotes}`")
        }
        Kind::List(_) => "a list".into(),
        Kind::Map(_) => "entries with names".into(),
    }
}

/// Whether words ask a function: `my_teams(school)`.
pub(in crate::rulebook) fn is_call(text: &str) -> bool {
    let name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    text.trim().strip_suffix(')').and_then(|text| text.split_once('(')).is_some_and(|(before, _)| name(before))
}

/// How a slip is mended, where it is one of the usual ones. `written` is the node's text in the file.
pub(super) fn scalar_help(node: &Node, shape: &Shape, written: &str) -> Option<String> {
    match (&node.kind, shape) {
        (Kind::Scalar { text, style, .. }, Shape::Number | Shape::Whole(_)) => Some(number_help(text, *style, shape)),
        (Kind::Scalar { text, .. }, Shape::Flag) => Some(flag_help(text)),
        (Kind::Scalar { text, .. }, Shape::List(..)) if is_call(text) => Some(format!(
            "no function is asked here: write an entry for each list, with a condition that asks `{text}`, such as `when: {text} == \"…\"`"
        )),
        (Kind::Scalar { text, .. }, Shape::List(..)) => {
            // brackets round several lines would make one value of them
            let brackets = if written.trim().contains('\n') { String::new() } else { format!("write `[{text}]`, or ") };
            Some(format!("{brackets}begin a new line with `- ` for each value"))
        }
        (Kind::Scalar { .. }, Shape::Record(record)) => {
            let names: Vec<_> = record.fields.iter().filter(|f| f.needed).map(|f| format!("`{}:`", f.name)).collect();
            let names = if names.is_empty() { "`name: value`".to_owned() } else { names.join(", ") };
            Some(format!("{} is written with its parts on lines of their own: {names}", record.title))
        }
        (Kind::Map(_), Shape::List(..)) => Some("begin each entry of the list with `- `".into()),
        (Kind::Map(_), Shape::Text) if written.starts_with('{') => {
            Some(format!("text that begins with `{{` needs quotes round it: write `\"{}\"`", written.trim_end()))
        }
        (Kind::List(_), Shape::Text) if written.starts_with('[') => {
            Some("one value belongs here; text that begins with `[` needs quotes round it".into())
        }
        (Kind::Map(_) | Kind::List(_), Shape::Text) => Some("one value belongs here, on the same line".into()),
        (Kind::List(_), Shape::Record(_) | Shape::Map(_)) => Some("take the `- ` before its lines away".into()),
        _ => None,
    }
}

/// The number in a text with signs and separators that numbers are not written with here.
pub(super) fn decorated_number(text: &str) -> Option<f64> {
    let digits = text.starts_with(|c: char| c.is_ascii_digit() || "-+.£".contains(c));
    bare(text).parse::<f64>().ok().filter(|number| digits && number.is_finite())
}

/// The digits of a number as people write it: `1,000` is a thousand, `39,5` is what many countries write for 39.5.
fn bare(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !"_ £%\u{a0}".contains(*c)).collect();
    match bare.split_once(',') {
        Some((_, decimals)) if decimals.len() != 3 && decimals.bytes().all(|byte| byte.is_ascii_digit()) => {
            bare.replace(',', ".")
        }
        _ => bare.replace(',', ""),
    }
}

/// What a word of the rulebook's own was meant by a sign or another word, where it is one of those that may stand.
pub(super) fn meant<'a>(text: &str, allowed: &'a [(String, String)]) -> Option<&'a str> {
    const OTHERS: [(&str, &str); 9] = [
        ("%", "percent"),
        ("percentage", "percent"),
        ("£", "pounds"),
        ("gbp", "pounds"),
        ("text", "words"),
        ("yes/no", "yes-no"),
        ("boolean", "yes-no"),
        ("flag", "yes-no"),
        ("count", "number"),
    ];
    let (_, word) = OTHERS.iter().find(|(other, _)| *other == text.trim().to_lowercase())?;
    allowed.iter().map(|(allowed, _)| allowed.as_str()).find(|allowed| allowed == word)
}

fn number_help(text: &str, style: Style, shape: &Shape) -> String {
    let bare = bare(text);
    let Some(number) = decorated_number(text) else {
        return format!("write {} in digits", wanted(shape));
    };
    if matches!(shape, Shape::Whole(_)) && (number.fract() != 0.0 || number < 0.0) {
        return "write a whole number that is not negative".into();
    }
    if text.ends_with('%') {
        return format!("write `{number}`: percentages run from 0 to 100, without the sign");
    }
    if style != Style::Plain && bare == text {
        return format!("take the quotes away: `{number}`");
    }
    format!("write `{number}`: digits only, with a point before decimals")
}

fn flag_help(text: &str) -> String {
    match flag(text) {
        Some(flag) => format!("write `{flag}`, without quotes"),
        None => "write `true` or `false`".into(),
    }
}

/// Yes or no in the other ways to write them.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "on" | "true" => Some(true),
        "no" | "n" | "off" | "false" => Some(false),
        _ => None,
    }
}

/// Names one after the other, each in backticks.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    either(&quoted)
}

/// `a, b or c`.
pub(super) fn either(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

/// What an entry is called in a message: with its first value, which is its name, where it has one.
pub(super) fn this_one(title: &str, written: &[String], entries: &[Entry]) -> String {
    let bare = title.split_once(' ').map_or(title, |(_, bare)| bare);
    let first = written.first().and_then(|name| entries.iter().find(|entry| entry.key.text == *name));
    match first.and_then(|entry| entry.value.text()).filter(|text| text.len() < 60) {
        _ if title.starts_with('`') => title.to_owned(),
        Some(name) => format!("the {bare} `{name}`"),
        None => format!("this {bare}"),
    }
}

/// What a field is for, without what follows its first sentence.
pub(super) fn about(field: &Field) -> String {
    let about = field.about.as_str();
    if about.is_empty() { wanted(&field.shape).to_owned() } else { about.to_owned() }
}
