//! What may be entered in a column, what is said when it is, and which days stand out.

use chrono::NaiveDate;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format,
    Formula, XlsxError,
};

use super::super::table::{Choice, Column, DATA_ROW};
use super::put::serial;

/// Letters that a program shows: of a title, of what is said, of a list.
const TITLE: usize = 32;
const SAID: usize = 255;
const LIST: usize = 255;

/// The rule of a column's cells. A list too long for a cell's own rule is left to the officer.
pub(super) fn rule(column: &Column<'_>) -> Option<DataValidation> {
    let rule = match column.choice.as_ref()? {
        Choice::OneOf(list) => DataValidation::new().allow_list_strings(&in_list(list)).ok()?,
        Choice::Suggested(list) => {
            let list = in_list(list);
            let words = fitting(&list);
            // an empty list can be chosen from by nobody, but what is said of the cell stays
            let rule = DataValidation::new();
            let rule = if words.is_empty() { rule } else { rule.allow_list_strings(&words).ok()? };
            rule.show_error_message(false)
        }
        Choice::Number => {
            const FAR: f64 = 1e12;
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(-FAR, FAR))
        }
        Choice::Day => days(NaiveDate::from_ymd_opt(2000, 1, 1)?, NaiveDate::from_ymd_opt(2199, 12, 31)?)?,
        Choice::DayBetween(from, to) => days(*from, *to)?,
        Choice::Anything => DataValidation::new().show_error_message(false),
        Choice::Nothing => DataValidation::new().allow_custom(Formula::new("=FALSE")),
    };
    told(rule.set_error_style(DataValidationErrorStyle::Stop), column)
}

fn days(from: NaiveDate, to: NaiveDate) -> Option<DataValidation> {
    let day = |day: NaiveDate| ExcelDateTime::from_serial_datetime(serial(day)).ok();
    Some(DataValidation::new().allow_date(DataValidationRule::Between(day(from)?, day(to)?)))
}

/// What is said when a cell is chosen, and of what cannot stand there.
fn told(rule: DataValidation, column: &Column<'_>) -> Option<DataValidation> {
    let Some(told) = &column.told else { return Some(rule) };
    let short = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let title = short(&column.title, TITLE);
    let mut rule = rule;
    if !told.prompt.is_empty() {
        rule = rule.set_input_title(&title).ok()?.set_input_message(short(&told.prompt, SAID)).ok()?;
    }
    if !told.wrong.is_empty() {
        rule = rule.set_error_title(&title).ok()?.set_error_message(short(&told.wrong, SAID)).ok()?;
    }
    Some(rule)
}

/// A comma as it stands inside a word of a list, whose words are parted by commas: a sign that looks like one.
pub const COMMA_IN_LIST: char = '\u{201a}';

/// The words of a list, each in one piece.
fn in_list(list: &[String]) -> Vec<String> {
    list.iter().map(|word| word.replace(',', COMMA_IN_LIST.encode_utf8(&mut [0; 4]))).collect()
}

/// Those of a list that a cell's own rule has room for.
fn fitting(list: &[String]) -> Vec<&str> {
    let mut used = 0;
    let mut fits = |word: &&str| {
        let long = word.encode_utf16().count() + 1;
        let room = used + long <= LIST;
        used += if room { long } else { 0 };
        room
    };
    let plain = list.iter().map(String::as_str).filter(|word| !word.contains('"') && !word.trim().is_empty());
    plain.filter(|word| fits(word)).collect()
}

/// Days before a day, in bold behind a sign.
pub(super) fn late(column: u16, day: NaiveDate) -> Result<ConditionalFormatFormula, XlsxError> {
    let cell = row_col_to_cell(DATA_ROW, column);
    let rule = format!("=AND(ISNUMBER({cell}),{cell}<{})", serial(day));
    let bold = Format::new().set_bold().set_num_format("\"! \"d mmm yyyy");
    Ok(ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(bold))
}

#[cfg(test)]
mod tests {
    use super::{fitting, in_list};

    #[test]
    fn a_list_that_is_too_long_keeps_what_fits() {
        let list = vec!["x".repeat(250), "too long".to_owned(), "ABC".to_owned()];
        assert_eq!(fitting(&list), [&*"x".repeat(250), "ABC"]);
    }

    #[test]
    fn a_name_with_a_comma_stands_in_a_list_in_one_piece() {
        assert_eq!(fitting(&in_list(&["Farrow, Ann".to_owned()])), ["Farrow\u{201a} Ann"]);
    }
}
