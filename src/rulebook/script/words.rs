//! What the script language says, in words for officers.

use rhai::{EvalAltResult, LexError, ParseErrorType};

use super::Limits;
use super::engine::FORBIDDEN;

/// The kind of a value in a script.
pub(super) fn kind_of(type_name: &str) -> &str {
    match type_name {
        "i64" | "f64" => "a number",
        "string" | "&str" | "char" | "&str | ImmutableString | String" => "words",
        "bool" => "yes or no",
        "()" => "a missing value",
        "array" => "a list",
        "map" => "a map",
        "Fn" => "a function",
        other => other,
    }
}

/// What went wrong when a function ran.
pub(super) fn run_error(error: &EvalAltResult, limits: Limits) -> String {
    match error {
        EvalAltResult::ErrorRuntime(words, _) => words.to_string(),
        EvalAltResult::ErrorTooManyOperations(_) | EvalAltResult::ErrorTerminated(..) => {
            format!("it took more than {} steps; does a loop never end?", limits.steps)
        }
        EvalAltResult::ErrorStackOverflow(_) => {
            format!("its functions call each other more than {} deep", limits.depth)
        }
        EvalAltResult::ErrorDataTooLarge(what, _) => {
            format!("it made too much: {} (at most {})", what.to_lowercase(), limits.size)
        }
        EvalAltResult::ErrorMismatchDataType(wanted, given, _) => {
            format!("here is {}, where {} belongs", kind_of(given), kind_of(wanted))
        }
        EvalAltResult::ErrorFunctionNotFound(signature, _) => not_found(signature),
        EvalAltResult::ErrorArrayBounds(size, index, _) => {
            format!("the list has {size} values, and number {index} was asked (the first is 0)")
        }
        EvalAltResult::ErrorPropertyNotFound(name, _) => format!("the map has no `{name}`"),
        other => plain(&other.to_string()),
    }
}

/// `max (i64, ())`: there is no such function for these kinds.
fn not_found(signature: &str) -> String {
    let Some((name, kinds)) = signature.split_once('(') else {
        return format!("there is no function `{}`", signature.trim());
    };
    let kinds: Vec<&str> = kinds.trim_end_matches(')').split(',').map(|kind| kind_of(kind.trim())).collect();
    // the list of kinds of a call with `()` in it was cut at its brackets
    let kinds: Vec<&str> = kinds.into_iter().map(|kind| if kind == "(" { "a missing value" } else { kind }).collect();
    format!("`{}` cannot be used with {}", name.trim(), kinds.join(" and "))
}

/// What is wrong in a script's text, and what to do.
pub(super) fn parse_error(error: &ParseErrorType) -> (String, Option<String>) {
    if let Some(forbidden) = forbidden(error) {
        return forbidden;
    }
    let message = plain(&error.to_string());
    let help = match error {
        ParseErrorType::VariableUndefined(name) => match name.as_str() {
            "and" | "or" | "not" => Some("in scripts `&&`, `||` and `!` are written".to_owned()),
            "elif" | "elseif" | "elsif" => Some("in scripts `else if` is written".to_owned()),
            "True" | "False" | "TRUE" | "FALSE" => Some("in scripts `true` and `false` are written small".to_owned()),
            "None" | "null" | "nil" => Some("in scripts a missing value is `()`".to_owned()),
            "def" | "function" | "func" => Some("a function begins with `fn`, as in `fn low(value) {`".to_owned()),
            _ => Some("values are handed to a function as arguments; it knows no measures".to_owned()),
        },
        ParseErrorType::MissingToken(token, _) if token == ";" => {
            Some("a line inside a function ends with `;`; `and` and `or` are written `&&` and `||`".to_owned())
        }
        ParseErrorType::MissingToken(token, _) if token == "{" => {
            Some("write `if … { … }`: brackets, no `:`; `and` and `or` are written `&&` and `||`".to_owned())
        }
        ParseErrorType::MissingToken(token, _) if matches!(token.as_str(), "," | ")") => {
            Some("values stand in round brackets, with commas between them: `low(one, two)`".to_owned())
        }
        ParseErrorType::FnMissingBody(_) => {
            Some("its lines stand between `{` and `}`: `fn low(value) { value < 40 }`".to_owned())
        }
        ParseErrorType::FnMissingParams(_) => {
            Some("behind its name stand its values in round brackets: `fn low(value) { … }`".to_owned())
        }
        ParseErrorType::WrongDocComment => {
            Some("a function begins with `fn`, right below what is said of it".to_owned())
        }
        _ if message.contains("possibly a typo of `==`") => Some("write `==` to compare".to_owned()),
        ParseErrorType::BadInput(LexError::UnexpectedInput(what)) if matches!(what.as_str(), "}" | ")" | "]") => {
            Some("what stands before it is not finished, or it is one too many".to_owned())
        }
        ParseErrorType::BadInput(LexError::MalformedChar(_)) => {
            Some("words stand in double quotes, as in `\"primary\"`".to_owned())
        }
        ParseErrorType::BadInput(LexError::UnexpectedInput(_)) => {
            Some("quotes are straight, minus is `-`, a percentage is a plain number".to_owned())
        }
        _ => None,
    };
    (message, help)
}

fn forbidden(error: &ParseErrorType) -> Option<(String, Option<String>)> {
    let words = error.to_string();
    let (word, instead) = FORBIDDEN.iter().find(|(word, _)| words.contains(&format!("'{word}'")))?;
    Some((format!("`{word}` is not allowed in a script"), Some((*instead).to_owned())))
}

fn plain(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str()).replace('\'', "`")
}
