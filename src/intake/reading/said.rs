//! What is said of cells in trouble: what stands there, and what to do.

use std::sync::Arc;

use super::cells::Troubles;
use crate::domain::Value;
use crate::domain::phrase::lower_first;
use crate::intake::columns::{Column, quoted};
use crate::intake::doubts::Doubts;
use crate::intake::record::{DoubtKind, Proposal};
use crate::intake::value::date::Order;
use crate::intake::value::number;
use crate::intake::value::scale::Scale;
use crate::intake::value::{MeasureReader, Trouble};
use crate::rulebook::model::{Measure, Unit};
use workbook::read::CROSSED_OUT;

/// A column, and how its measure is read.
pub(super) struct Said<'a> {
    pub column: &'a Column,
    pub measure: &'a Measure,
    pub reader: &'a MeasureReader<'a>,
}

impl Said<'_> {
    pub(super) fn say(&self, troubles: Troubles, scale: Option<&Scale>, doubts: &mut Doubts) {
        for ((trouble, _), cells) in troubles {
            let (what, advice) = self.words(&trouble, &cells, scale);
            doubts.add_at(DoubtKind::Value, what, advice, cells.iter().map(|(row, _)| (*row, self.column.column)));
            if let (Trouble::UnknownWords(Some(nearest)), Some((_, first))) = (&trouble, cells.first()) {
                doubts.set_proposal(Proposal {
                    file: self.measure.span.file.to_string(),
                    under: format!("measures › {} › categories › {nearest}", self.measure.id),
                    line: format!("- {}", quoted(first)),
                });
            }
        }
    }

    fn words(&self, trouble: &Trouble, cells: &[(u32, String)], scale: Option<&Scale>) -> (String, Option<String>) {
        let heading = &self.column.heading;
        let different = different(cells);
        let shown: Vec<String> = different.iter().map(|written| format!("“{written}”")).collect();
        let shown = crate::intake::words::list(&shown, 5);
        let times = if cells.len() > 1 { format!(" ({} cells)", cells.len()) } else { String::new() };
        let unused = "until then it counts as not there".to_owned();
        match trouble {
            Trouble::NotUnderstood => (
                format!("{shown} under “{heading}”{times} could not be read as {}", self.kind()),
                Some(format!("{}; {unused}", self.mended(&different))),
            ),
            Trouble::UnknownWords(nearest) => (
                format!("{shown} under “{heading}”{times} is none of the words known for {}", self.title_near(nearest)),
                Some(format!("{}; correct the cell or add the word to the rulebook; {unused}", self.known())),
            ),
            Trouble::OtherCapitals(word) => (
                format!("{shown} under “{heading}”{times} is not “{word}”, which rules ask for: its capitals differ"),
                Some("write it as the rulebook does, or give the measure `categories`, which heed no capitals".into()),
            ),
            Trouble::OutOfRange => (
                format!("{shown} under “{heading}”{times} is {} and was not used", self.reader.range_words()),
                Some(self.widened(&different)),
            ),
            Trouble::Scale => (
                format!(
                    "{shown} under “{heading}”{times} {} and was not used",
                    scale.map_or("does not fit its column", Scale::reason)
                ),
                Some("write the cell like the rest of its column".into()),
            ),
            Trouble::CellError if different.contains(&CROSSED_OUT) => (
                format!("what stands under “{heading}”{times} is crossed out, so it was not read"),
                Some(format!("empty the cell, or take the line through it away; {unused}")),
            ),
            Trouble::CellError => (
                format!("the error {shown} stands under “{heading}”{times}"),
                Some(format!("mend the formula; {unused}")),
            ),
            Trouble::NotCalculated => (
                format!("a formula under “{heading}”{times} was never calculated"),
                Some("open the workbook in Excel and save it once".into()),
            ),
            Trouble::WrongKind => (
                format!("{shown} under “{heading}”{times} is not {} and was not used", self.kind()),
                Some("correct the cell or its number format".into()),
            ),
        }
    }

    /// What the measure is called in a sentence, with the nearest word of it.
    fn title_near(&self, nearest: &Option<Arc<str>>) -> String {
        let near = nearest.as_ref().map_or_else(String::new, |near| format!("; nearest: {near}"));
        format!("{}{near}", lower_first(&self.measure.title))
    }

    fn known(&self) -> String {
        let known: Vec<&str> = self.measure.categories.iter().map(|category| &*category.id).collect();
        format!("known are {}", crate::intake::words::list(&known, 8))
    }

    /// What belongs in the column.
    fn kind(&self) -> &'static str {
        match self.measure.unit {
            Unit::Percent => "a percentage",
            Unit::Pounds | Unit::PoundsPerPupil => "a sum of money",
            Unit::Pupils => "a number of pupils",
            Unit::Days => "a number of days",
            Unit::Grade => "a grade",
            Unit::YesNo => "yes or no",
            Unit::Date => "a date (day/month/year)",
            Unit::Words => "words",
            Unit::Points | Unit::Number => "a number",
        }
    }

    /// How a cell that is not understood is mended.
    fn mended(&self, written: &[&str]) -> String {
        let with_comma = |text: &&str| number::with_decimal_comma(text);
        let decimals: Option<Vec<f64>> = written.iter().map(with_comma).collect();
        if let Some(first) =
            written.first().filter(|text| is_counted(self.measure.unit) && number::may_be_thousands(text))
        {
            let whole = first.replace('.', "");
            return format!("write {whole} if these are thousands: other decimals of the table begin with a comma");
        }
        match (decimals.as_deref(), self.measure.unit) {
            (Some([first, ..]), unit) if is_counted(unit) => {
                format!("write {}: decimals have a point here, not a comma", Value::Number(*first))
            }
            (_, Unit::Date) if self.reader.order == Order::Unsure => {
                "write the months as words, as in 4 March 2012: some days here can only be month first, but most could be either"
                    .to_owned()
            }
            (_, Unit::YesNo) => {
                format!("correct the cell, or say under `{}` what it means: {}", self.measure.id, as_yes_or_no(written))
            }
            _ => "correct the cell, or add what it means to the rulebook's markers".to_owned(),
        }
    }

    /// How a value that is outside its measure's range is made one inside it.
    fn widened(&self, written: &[&str]) -> String {
        let numbers = written.iter().filter_map(|text| number::typed(text)).map(|typed| typed.number);
        let range = self.reader.wide_enough_for(numbers);
        let range = range.map_or_else(
            || format!("widen `range` of `{}` in the rulebook", self.measure.id),
            |(least, most)| {
                let (least, most) = (Value::Number(least), Value::Number(most));
                format!("write `range: [{least}, {most}]` under `{}` in the rulebook", self.measure.id)
            },
        );
        let scaled = match self.measure.unit {
            Unit::Pounds => "; if these are thousands, or pounds for each pupil, say so in the heading",
            _ => "",
        };
        format!("correct the cell{scaled}; if it is right, {range}")
    }
}

/// What is written in cells, each once.
fn different(cells: &[(u32, String)]) -> Vec<&str> {
    let mut different: Vec<&str> = Vec::new();
    for (_, written) in cells {
        if !different.contains(&written.as_str()) {
            different.push(written);
        }
    }
    different
}

/// Whether a measure's values are numbers that may have decimals.
fn is_counted(unit: Unit) -> bool {
    !matches!(unit, Unit::YesNo | Unit::Date | Unit::Words | Unit::Grade)
}

/// The line by which a measure of yes or no reads words.
pub(super) fn as_yes_or_no(written: &[&str]) -> String {
    let no = |word: &str| ["not ", "no "].iter().any(|no| word.to_lowercase().starts_with(no));
    let (first, second) = match written {
        [yes, other] if no(other) && !no(yes) => (*yes, *other),
        [other, yes] if no(other) && !no(yes) => (*yes, *other),
        [one] => return format!("`markers: {{{}: \"yes\"}}`, or `\"no\"`", quoted(one)),
        _ => ("…", "…"),
    };
    format!("`markers: {{{}: \"yes\", {}: \"no\"}}`", quoted(first), quoted(second))
}
