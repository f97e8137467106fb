//! Targets as people type them: the figure that is meant, the number it is to reach, and by when.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use crate::intake::day_typed;
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{Measure, Rulebook, Unit};

/// A target and its milestones, a line for each or parted by semicolons. One that is no more than a number and a day is of
/// the figure named last before it, or of the only one that is named at all.
pub(super) fn steps(rulebook: &Rulebook, typed: &str) -> Vec<String> {
    let steps = || typed.split(['\n', ';']).map(str::trim).filter(|step| !step.is_empty());
    let title = |step: &str| named(rulebook, step).map(|(_, measure, _)| &*measure.title);
    let titles: BTreeSet<&str> = steps().filter_map(title).collect();
    let mut of = titles.first().copied().filter(|_| titles.len() == 1);
    let full = |step: &str| {
        of = title(step).or(of);
        match of {
            Some(title) if is_bare(step) => format!("{title}: {step}"),
            _ => step.to_owned(),
        }
    };
    steps().map(full).collect()
}

/// Whether a text is a number with a day at most: `36%`, `45 by July 2013`.
fn is_bare(step: &str) -> bool {
    let step = step.to_lowercase();
    let (first, day) = step.split_once(" by ").unwrap_or((&step, ""));
    number(first).is_some() && (day.is_empty() || last_day(&step).is_some())
}

/// The day by which a step is to be reached, of a month the last one; it ends where something else begins: `by 31 July 2013:
/// met the standard`.
pub(super) fn last_day(step: &str) -> Option<NaiveDate> {
    let step = step.to_lowercase();
    let words: Vec<&str> = step.split_whitespace().filter(|word| !matches!(*word, "the" | "of")).collect();
    let at = words.iter().rposition(|word| *word == "by")?;
    let behind: Vec<&str> = words.iter().skip(at + 1).map(|word| word.trim_end_matches([':', ';', ',', '.'])).collect();
    (1..=3).rev().find_map(|many| {
        let day = behind.get(..many)?.join(" ");
        let of_month = || day_typed(&format!("1 {day}"))?.checked_add_months(Months::new(1))?.pred_opt();
        of_month().or_else(|| day_typed(&day))
    })
}

/// The measure that a target names by its title, and that title as it stands there.
fn named<'r>(rulebook: &'r Rulebook, typed: &str) -> Option<(MeasureId, &'r Measure, String)> {
    let typed = typed.to_lowercase();
    let named = rulebook.measures.iter().zip(0_u16..).filter_map(|(measure, number)| {
        let title = measure.title.trim().to_lowercase();
        let number_of = !matches!(measure.unit, Unit::Words | Unit::YesNo | Unit::Date);
        (number_of && !title.is_empty() && typed.contains(&title)).then_some((MeasureId(number), measure, title))
    });
    // a title may stand in a longer one
    named.max_by_key(|(_, _, title)| title.len())
}

/// The measure that a target names, and the number it sets.
pub(super) fn understood<'r>(rulebook: &'r Rulebook, typed: &str) -> Option<(MeasureId, &'r Measure, f64)> {
    let (id, measure, title) = named(rulebook, typed)?;
    let rest = typed.to_lowercase().replacen(&title, " ", 1);
    let words = rest.split(|letter: char| letter.is_whitespace() || ",;:".contains(letter));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let numbers = words.iter().enumerate().filter(|(at, _)| !is_part_of_a_day(&words, *at)).map(|(_, word)| *word);
    let numbers: Vec<(bool, f64)> = numbers.filter_map(number).collect();
    let any_percent = numbers.iter().any(|(percent, _)| *percent);
    let mut numbers = numbers.into_iter().filter(|(percent, _)| *percent || !any_percent).map(|(_, number)| number);
    let first = numbers.next()?;
    // which of two numbers is meant cannot be told
    numbers.all(|other| other == first).then_some((id, measure, first))
}

/// Whether a word is a day or a year of the day by which a target is set: `31` and `July`, `31st of July`, `2013`.
fn is_part_of_a_day(words: &[&str], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let is_month = |beside: &&&str| beside.starts_with(|letter: char| letter.is_alphabetic());
    let mut after = words.iter().skip(at + 1).filter(|word| **word != "of");
    let after = after.next().filter(is_month).map(|month| format!("{word} {month} 2000"));
    let before = at.checked_sub(1).and_then(|at| words.get(at)).filter(is_month);
    let before = before.map(|month| format!("{month} {word} 2000"));
    is_year(word) || after.into_iter().chain(before).any(|day| day_typed(&day).is_some())
}

/// A number, and whether it is of a hundred; none where letters hang on it: `KS2`, `31st`.
fn number(word: &str) -> Option<(bool, f64)> {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '-');
    Some((word.contains('%'), bare.parse().ok().filter(|number: &f64| number.is_finite())?))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{RuleSource, load};

    fn understands(typed: &str) -> Option<(String, f64)> {
        let text = "measures:\n  - {id: met, title: Met the standard, unit: percent, headings: [Met]}\n  - {id: better, title: Met the standard in reading, unit: percent, headings: [Better]}\n";
        let rulebook = load(&RuleSource::from_texts([("Rules.yaml", text)])).rulebook.unwrap();
        understood(&rulebook, typed).map(|(_, measure, number)| (measure.id.to_string(), number))
    }

    #[test]
    fn a_target_is_understood_by_the_title_of_a_measure_and_a_number_whatever_their_order() {
        for typed in [
            "60% met the standard by July 2013",
            "Met the standard: 60 by 2013",
            "By 31 July 2013: Met the standard at least 60%.",
            "By 31 July 2013: Met the standard 60",
            "By the 31st July: met the standard at least 60.",
            "By July 31, 2013: met the standard, 60",
            "60 met the standard by 1 September 2013",
            "By the 31st of July 2013: met the standard 60",
            "KS2: met the standard 60 by 31/07/2013",
            "Met the standard 60, at least 60",
        ] {
            assert_eq!(understands(typed), Some(("met".to_owned(), 60.0)), "{typed}");
        }
        assert_eq!(understands("Met the standard in reading 71.5%"), Some(("better".to_owned(), 71.5)));
        for typed in [
            "60% by July 2013",
            "Met the standard by July 2013",
            "as agreed with the head",
            "Met the standard, Year 7: 5",
            "By 31.07: Met the standard 60",
            "From 52% to 60% met the standard",
        ] {
            assert_eq!(understands(typed), None, "{typed}");
        }
    }

    #[test]
    fn milestones_are_steps_of_the_figure_that_one_of_them_names() {
        let text = "measures:\n  - {id: met, title: Met the standard, unit: percent, headings: [Met]}\n  - {id: better, title: Met the standard in reading, unit: percent, headings: [Better]}\n";
        let rulebook = load(&RuleSource::from_texts([("Rules.yaml", text)])).rulebook.unwrap();
        let of = |typed: &str| {
            steps(&rulebook, typed).iter().map(|step| understood(&rulebook, step).map(|one| one.2)).collect::<Vec<_>>()
        };
        assert_eq!(
            of("54% by January 2013; 57% by 30 April 2013; met the standard 60% by July 2013"),
            [Some(54.0), Some(57.0), Some(60.0)]
        );
        assert_eq!(of("Met the standard 60% by July 2013\n70"), [Some(60.0), Some(70.0)]);
        // what is of something else is not taken for it
        assert_eq!(of("Met the standard 60; 3 lessons good by Easter; writing 71"), [Some(60.0), None, None]);
        // a milestone is of the figure named before it
        let both = "Met the standard 60% by January 2013; 65%; met the standard in reading 70%; 75% by July 2013";
        let both: Vec<_> = steps(&rulebook, both).iter().map(|step| understood(&rulebook, step)).collect();
        let both: Vec<_> = both.into_iter().flatten().map(|(_, measure, number)| (&*measure.id, number)).collect();
        assert_eq!(both, [("met", 60.0), ("met", 65.0), ("better", 70.0), ("better", 75.0)]);
        // the title may stand on a line of its own
        assert_eq!(of("Met the standard\n54% by January 2013\n60"), [None, Some(54.0), Some(60.0)]);
    }

    #[test]
    fn a_step_is_to_be_reached_by_the_day_or_the_end_of_the_month_it_names() {
        let on = |day: u32| NaiveDate::from_ymd_opt(2013, 4, day);
        for typed in ["57% by April 2013.", "57% by April 13", "By April 2013: met the standard 57", "57 by 30/04/2013"]
        {
            assert_eq!(last_day(typed), on(30), "{typed}");
        }
        for typed in ["57% by 12 April 2013", "57 by the 12th of April 2013 at the latest", "By April 12, 2013: 57%"] {
            assert_eq!(last_day(typed), on(12), "{typed}");
        }
        assert_eq!(last_day("57% by Easter"), None);
    }
}
