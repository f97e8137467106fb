//! What an officer typed in the place of a value.

use crate::domain::phrase::short;
use crate::rulebook::edit::{Sort, Value, number_like};
use workbook::read::{CROSSED_OUT, Cell, Content};

/// Letters of what was typed that an answer repeats.
const LONGEST: usize = 60;

/// The value's new text; none where it is as it was.
///
/// # Errors
/// Why it cannot be the value, and what to do.
pub(super) fn given(value: &Value, cell: Option<&Cell>) -> Result<Option<String>, String> {
    let Some(cell) = cell else {
        return Err(format!(
            "the cell is empty; it was `{}` (what stands alone cannot be taken out here; change the file)",
            short(&value.written, LONGEST)
        ));
    };
    let text = match &cell.content {
        Content::Error(error) => return Err(format!("{error} stands in the cell")),
        Content::CrossedOut(_) => {
            return Err(format!("what stands in the cell is {CROSSED_OUT}; empty it, or take the line away"));
        }
        Content::NotCalculated => {
            return Err("the formula has no result; open and save the workbook in Excel once".to_owned());
        }
        content => content,
    };
    let new = match &value.sort {
        Sort::Number(_) => number(value, text, cell.percent)?,
        Sort::Flag => flag(&value.written, &words(text)?)?,
        Sort::Words => words(text)?,
        Sort::Colour => colour(text)?,
        Sort::Day => day(text)?,
        Sort::OneOf(list) => one_of(list, &words(text)?)?,
    };
    Ok(if value.is(&new) { None } else { Some(new) })
}

fn number(value: &Value, content: &Content, percent: bool) -> Result<String, String> {
    let wrong = |text: &str| format!("`{text}` is not a number");
    let number = match content {
        // Excel reads 65% typed into a cell as 0.65
        Content::Number(number) if percent => (number * 100.0 * 1e9).round() / 1e9,
        Content::Number(number) => *number,
        Content::Text(text) => {
            let plain = text.trim();
            plain.strip_suffix('%').unwrap_or(plain).trim().parse::<f64>().map_err(|_| wrong(text))?
        }
        Content::DateTime(day) => {
            return Err(format!("the cell reads as the date {}; give it the format General", day.date()));
        }
        Content::Flag(flag) => return Err(wrong(if *flag { "TRUE" } else { "FALSE" })),
        Content::Error(_) | Content::NotCalculated | Content::CrossedOut(_) => return Err(wrong("")),
    };
    if !number.is_finite() {
        return Err(wrong(&number.to_string()));
    }
    if let Sort::Number(Some((least, greatest))) = value.sort
        && (number < least || number > greatest)
    {
        return Err(format!("{number} lies outside what the measure can be ({least} to {greatest})"));
    }
    Ok(number_like(&value.written, number))
}

fn words(content: &Content) -> Result<String, String> {
    match content {
        Content::Text(text) => Ok(text.replace("\r\n", "\n").replace('\r', "\n")),
        Content::Number(number) => Ok(format!("{number}")),
        Content::Flag(flag) => Ok(flag.to_string()),
        Content::DateTime(_) => Err("the cell reads as a date; give it the format Text and type it again".to_owned()),
        Content::Error(_) | Content::NotCalculated | Content::CrossedOut(_) => {
            Err("there are no words in the cell".to_owned())
        }
    }
}

/// Yes or no in the words in which it is written.
fn flag(written: &str, text: &str) -> Result<String, String> {
    let yes = match text.trim().to_lowercase().as_str() {
        "true" | "yes" => true,
        "false" | "no" => false,
        _ => return Err(format!("`{}` is neither true nor false", short(text, LONGEST))),
    };
    let pair = if matches!(written, "yes" | "no") { ("yes", "no") } else { ("true", "false") };
    Ok(if yes { pair.0 } else { pair.1 }.to_owned())
}

fn colour(content: &Content) -> Result<String, String> {
    let text = match content {
        // six digits are a number for a spreadsheet, which forgets the noughts before it
        Content::Number(number) if number.fract() == 0.0 => format!("{number:06}"),
        other => words(other)?,
    };
    let digits = text.trim().trim_start_matches('#');
    if digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()) {
        Ok(digits.to_owned())
    } else {
        Err(format!("`{}` is not a colour; write six digits RRGGBB, such as F6D5CF", short(&text, LONGEST)))
    }
}

/// A day as rules write it.
fn day(content: &Content) -> Result<String, String> {
    let typed = match content {
        Content::DateTime(day) => Some(day.date()),
        Content::Text(text) => crate::intake::day_typed(text),
        _ => None,
    };
    typed.map(|day| day.to_string()).ok_or_else(|| "that is no day; write it as 18/09/2012".to_owned())
}

fn one_of(list: &[String], text: &str) -> Result<String, String> {
    let text = text.trim();
    if list.iter().any(|word| word == text) {
        return Ok(text.to_owned());
    }
    Err(format!("`{}` is not one of {}", short(text, LONGEST), list.join(", ")))
}
