//! Academic years as rules state them: `2012-13`, `2015-16 to 2017-18`, `2018-19 on`, `to 2011-12`.

use super::desk::Desk;
use crate::domain::AcademicYear;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::Code;
use crate::rulebook::model::Years;
use crate::rulebook::yaml::Place;

/// What is wrong with years, and how they are written.
pub(in crate::rulebook) type Wrong = (String, String);

impl Desk<'_> {
    /// Years; every year where nothing is said.
    pub(super) fn years(&mut self, place: Place<'_>, text: Option<&String>) -> Option<Years> {
        let Some(text) = text else { return Some(Years::default()) };
        self.told(place.span(), years(text))
    }

    /// One year.
    pub(super) fn year(&mut self, place: Place<'_>, text: &str) -> Option<AcademicYear> {
        self.told(place.span(), year(text))
    }

    /// One year that stands before a value, as its name.
    pub(super) fn year_key(&mut self, place: Place<'_>, text: &str) -> Option<AcademicYear> {
        self.told(place.key_span(), year(text))
    }

    fn told<T>(&mut self, place: Span, read: Result<T, Wrong>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err((message, help)) => {
                self.error(Code::BadYear, place, message, help);
                None
            }
        }
    }
}

const FORMS: &str = "write `2012-13`, `2015-16 to 2017-18`, `2018-19 on` or `to 2011-12`";

/// Years as they are written.
///
/// # Errors
/// What is wrong with them, and how to write them.
pub(in crate::rulebook) fn years(text: &str) -> Result<Years, Wrong> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [one] => year(one).map(|one| Years { from: Some(one), to: Some(one) }),
        ["to", last] => year(last).map(|to| Years { from: None, to: Some(to) }),
        [first, "on"] => year(first).map(|from| Years { from: Some(from), to: None }),
        [first, "to", last] => {
            let (from, to) = (year(first)?, year(last)?);
            if from > to {
                let message = format!("`{text}` ends before it begins");
                return Err((message, format!("write `{to} to {from}`")));
            }
            Ok(Years { from: Some(from), to: Some(to) })
        }
        [first, "-" | "–" | "until" | "till" | "and" | "up", .., last] => match (year(first), year(last)) {
            (Ok(from), Ok(to)) => Err((format!("`{text}` cannot be read as years"), format!("write `{from} to {to}`"))),
            _ => Err(not_years(text)),
        },
        [first, "onwards" | "onward" | "ongoing" | "to"] | ["from" | "since", first] => match year(first) {
            Ok(from) => Err((format!("`{text}` cannot be read as years"), format!("write `{from} on`"))),
            Err(wrong) => Err(wrong),
        },
        ["until" | "till" | "before", last] => match year(last) {
            Ok(to) => {
                Err((format!("`{text}` cannot be read as years"), format!("write `to {to}`, the last year included")))
            }
            Err(wrong) => Err(wrong),
        },
        _ => Err(not_years(text)),
    }
}

fn not_years(text: &str) -> Wrong {
    (format!("`{text}` cannot be read as academic years"), FORMS.into())
}

/// One year, in the one form that all rules use.
fn year(text: &str) -> Result<AcademicYear, Wrong> {
    let text = text.trim();
    let lenient: Option<AcademicYear> = text.parse().ok();
    match lenient {
        Some(year) if year.to_string() == text => return Ok(year),
        Some(year) => {
            return Err((format!("the academic year `{text}` is written another way here"), format!("write `{year}`")));
        }
        None => {}
    }
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let start = numbers.first().filter(|first| first.len() == 4).and_then(|first| first.parse().ok());
    let Some(year) = start.and_then(AcademicYear::starting) else {
        return Err((format!("`{text}` is not an academic year"), FORMS.into()));
    };
    let message = format!("`{text}` is not an academic year");
    let short = text.chars().take_while(char::is_ascii_digit).count();
    let end = numbers.get(1).and_then(|end| end.parse::<i32>().ok());
    let end = end.map(|end| if end < 100 { year.start() - year.start() % 100 + end } else { end });
    match end.and_then(|end| AcademicYear::starting(end - 1)) {
        Some(last) if last > year => {
            Err((message, format!("for one year write `{year}`; for several `{year} to {last}`")))
        }
        None if short == text.len() => {
            let before = year.before(1);
            Err((message, format!("a school year has two calendar years: write `{before}` or `{year}`")))
        }
        _ => Err((message, format!("did you mean `{year}`?"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_in_each_of_their_forms() {
        for text in ["2012-13", "2015-16 to 2017-18", "2018-19 on", "to 2011-12"] {
            assert_eq!(years(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_ways_of_writing_years_are_answered_with_the_right_one() {
        for (text, help) in [
            ("2011/12", "write `2011-12`"),
            ("2011-2012", "write `2011-12`"),
            ("2011-13", "for one year write `2011-12`; for several `2011-12 to 2012-13`"),
            ("2012", "a school year has two calendar years: write `2011-12` or `2012-13`"),
            ("2011-11", "did you mean `2011-12`?"),
            ("2015-16 - 2017-18", "write `2015-16 to 2017-18`"),
            ("2017-18 to 2015-16", "write `2015-16 to 2017-18`"),
            ("from 2018-19", "write `2018-19 on`"),
            ("2018-19 onwards", "write `2018-19 on`"),
            ("until 2011-12", "write `to 2011-12`, the last year included"),
            ("always", FORMS),
        ] {
            assert_eq!(years(text).unwrap_err().1, help, "{text}");
        }
    }
}
