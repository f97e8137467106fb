//! One cell of a sample sheet, and how it is written.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Formula, Worksheet};

use super::lines::Day;
use super::tally::{Figure, Tally};
use super::trouble::Trouble;

/// What a cell holds.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A whole number.
    Whole(i64),
    /// A number shown with one decimal.
    Tenths(f64),
    /// A fraction of one, shown as a percentage.
    Fraction(f64),
    /// Pounds.
    Pounds(i64),
    /// A date.
    Date(Day),
    /// Words, or a marker where a number should stand.
    Text(String),
    /// Words that may run over several lines.
    Note(String),
    /// A formula with the result that the officer's program last stored, shown as the number format says.
    Formula(String, f64, &'static str),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Words in a wide column.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note(text.into())
    }

    /// A published figure as a whole percentage.
    pub fn percent(figure: Figure) -> Self {
        match figure {
            Figure::Of(tally) => tally.percent().map_or(Self::Blank, Self::Whole),
            Figure::Mark(mark) => Self::text(mark),
        }
    }

    /// A tally as a whole percentage.
    pub fn share(tally: Tally) -> Self {
        Self::percent(Figure::Of(tally))
    }

    /// A published figure as a fraction of one, kept to two decimals as the officer typed it.
    pub fn fraction(figure: Figure) -> Self {
        match figure {
            Figure::Of(tally) => tally
                .percent()
                .map_or(Self::Blank, |percent| Self::Fraction(f64::from(i32::try_from(percent).unwrap_or(0)) / 100.0)),
            Figure::Mark(mark) => Self::text(mark),
        }
    }

    /// A count of pupils or of incidents.
    pub fn count(count: u32) -> Self {
        Self::Whole(i64::from(count))
    }

    /// The number in it, if there is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Whole(number) | Self::Pounds(number) => i32::try_from(*number).ok().map(f64::from),
            Self::Tenths(number) | Self::Fraction(number) | Self::Formula(_, number, _) => Some(*number),
            _ => None,
        }
    }

    /// The number format it is shown with.
    pub fn number_format(&self) -> &'static str {
        match self {
            Self::Tenths(_) => "0.0",
            Self::Fraction(_) => "0%",
            Self::Pounds(_) => "£#,##0;[Red]-£#,##0",
            Self::Date(_) => "dd/mm/yyyy",
            Self::Formula(_, _, format) => format,
            _ => "General",
        }
    }

    /// Writes it, on top of the format of its row.
    pub fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, format: &Format) -> Result<(), Trouble> {
        let number = format.clone().set_num_format(self.number_format());
        match self {
            Self::Blank => sheet.write_blank(row, column, format)?,
            Self::Whole(_) | Self::Tenths(_) | Self::Fraction(_) | Self::Pounds(_) => {
                let centred = number.set_align(FormatAlign::Center);
                sheet.write_number_with_format(row, column, self.number().unwrap_or(0.0), &centred)?
            }
            // A spreadsheet has no dates before 1900: the officer types words.
            Self::Date(day) if day.year < 1900 => {
                let text = format!("{:02}/{:02}/{}", day.day, day.month, day.year);
                sheet.write_string_with_format(row, column, text, format)?
            }
            Self::Date(day) => {
                let (month, day_of_month) = (day.month.try_into().unwrap_or(1), day.day.try_into().unwrap_or(1));
                let date = ExcelDateTime::from_ymd(day.year, month, day_of_month)?;
                let centred = number.set_align(FormatAlign::Center);
                sheet.write_datetime_with_format(row, column, &date, &centred)?
            }
            Self::Text(text) => {
                // Markers and numbers typed as text stand in the middle, names at the left.
                let short = text.len() <= 6 || text.starts_with(|first: char| first.is_ascii_digit());
                let centred = if short { format.clone().set_align(FormatAlign::Center) } else { format.clone() };
                sheet.write_string_with_format(row, column, text, &centred)?
            }
            Self::Note(text) => {
                let wrapped = format.clone().set_text_wrap();
                sheet.write_string_with_format(row, column, text, &wrapped)?
            }
            Self::Formula(formula, result, _) => {
                let stored = Formula::new(formula).set_result(result.to_string());
                let centred = number.set_align(FormatAlign::Center);
                sheet.write_formula_with_format(row, column, stored, &centred)?
            }
        };
        Ok(())
    }
}
