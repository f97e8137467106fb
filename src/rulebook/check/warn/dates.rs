//! Dates of the cycle on which nobody is at school: another year's, a weekend, a holiday.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::model::{EventDates, Rulebook};

pub(super) fn warn(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    for event in &rulebook.cycle {
        for dates in &event.dates {
            let doubt = outside(rulebook, dates).or_else(|| closed(rulebook, dates));
            out.extend(doubt.map(|(message, help)| {
                Diagnostic::warning(Code::BadDate, dates.span.clone(), format!("`{}`: {message}", event.id)).help(help)
            }));
        }
    }
}

type Doubt = (String, String);

/// A day in another year than the one it is given for.
fn outside(rulebook: &Rulebook, dates: &EventDates) -> Option<Doubt> {
    let begins = rulebook.year_begins;
    let (first, last) = (begins.first_day(dates.year), begins.last_day(dates.year));
    let day = [dates.from, dates.to].into_iter().find(|day| *day < first || *day > last)?;
    let help = match begins.year_of(day) {
        Some(year) => format!("it falls in {year}; correct the day, or put it under that year"),
        None => "correct the day".to_owned(),
    };
    Some((format!("{day} is not in the school year {}", dates.year), help))
}

/// A day without school; a window of which no day has any.
fn closed(rulebook: &Rulebook, dates: &EventDates) -> Option<Doubt> {
    let why = why_closed(rulebook, dates.from)?;
    if dates.from == dates.to {
        return Some((format!("{} is {why}", dates.from), "name another day".to_owned()));
    }
    let days = dates.from.iter_days().take_while(|day| *day <= dates.to);
    let all = days.into_iter().all(|day| why_closed(rulebook, day).is_some());
    all.then(|| (format!("no day from {} to {} is a school day", dates.from, dates.to), "move the window".to_owned()))
}

fn why_closed(rulebook: &Rulebook, day: NaiveDate) -> Option<String> {
    match day.weekday() {
        Weekday::Sat => return Some("a Saturday".to_owned()),
        Weekday::Sun => return Some("a Sunday".to_owned()),
        _ => {}
    }
    let holiday = rulebook.holidays.iter().find(|holiday| holiday.has(day))?;
    Some(format!("in the holiday `{}`", holiday.title))
}
