//! The words of what we write. All of them stand in `defaults/` or in the
//! rulebook, under `report: words:`; a test holds them equal to the names used.
//!
//! A text may have two forms, for one and for many, parted by `||`: `{n} school || {n} schools`. The first number
//! filled in decides.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::judge::advise::TriggerAdvice;
use crate::rulebook::Asked;
use crate::rulebook::model::Rulebook;
use workbook::write::Footer;

/// Within how many days a decision is looked at again. Without this setting, no day is named.
pub const LOOK_AGAIN_DAYS: &str = "look_again_days";

/// A day in words: `8 January 2013`.
pub(crate) fn long_day(day: chrono::NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// What a rulebook is held to by what we write: the settings it reads.
#[must_use]
pub fn asked(today: Option<NaiveDate>) -> Asked<'static> {
    Asked { today, read_settings: &[LOOK_AGAIN_DAYS], to_judge: false }
}

/// The words of a rulebook.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a>(pub &'a Rulebook);

/// What is filled into a text: `{name}` becomes the words.
pub type Fill<'f> = (&'f str, String);

impl<'a> Words<'a> {
    /// The foot of each printed page: what it is, which page of how many, and the stated day.
    pub fn footer(self, left: String, date: NaiveDate) -> Footer {
        let page = (self.say("footer.page").to_owned(), self.say("footer.of").to_owned());
        Footer { left, page, right: long_day(date) }
    }

    /// The words with this name.
    #[must_use]
    pub fn say(self, name: &'a str) -> &'a str {
        self.0.words(name)
    }

    /// The words as a cell's text.
    #[must_use]
    pub fn text(self, name: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(self.say(name))
    }

    /// The words with something filled in.
    #[must_use]
    pub fn fill(self, name: &'a str, with: &[Fill<'_>]) -> String {
        fill(self.say(name), with)
    }

    /// A plan with the strand that it is for, if it is for one.
    #[must_use]
    pub fn plan(self, plan: &TriggerAdvice) -> String {
        let strand = plan.strand.and_then(|strand| self.0.strand(strand)).map(|strand| strand.short.to_string());
        self.plan_for(plan, strand.as_slice())
    }

    /// A plan with the strands that it is for.
    #[must_use]
    pub fn plan_for(self, plan: &TriggerAdvice, strands: &[String]) -> String {
        if strands.is_empty() {
            return plan.title.to_string();
        }
        self.fill("plan.for-strand", &[("plan", plan.title.to_string()), ("strand", strands.join(", "))])
    }

    /// A window of days in words; a single day as that day.
    #[must_use]
    pub fn when(self, from: NaiveDate, to: NaiveDate) -> String {
        if from == to {
            return long_day(from);
        }
        self.fill("when.window", &[("from", long_day(from)), ("to", long_day(to))])
    }

    /// How a value of words is shown: the rulebook's words for `shown.<value>`, else the value itself made readable.
    #[must_use]
    pub fn shown(self, value: &str) -> String {
        if let Some(words) = self.0.report.words.get(format!("shown.{value}").as_str()) {
            return words.to_string();
        }
        let plain = value.replace('_', " ");
        capital(&plain)
    }
}

/// The text with a capital at its beginning.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether two texts are the same word: capitals and blanks at the ends cost nothing.
#[must_use]
pub fn same_word(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Fills a text in, choosing the form for one or for many by the first number given.
#[must_use]
pub fn fill(text: &str, with: &[Fill<'_>]) -> String {
    let first_number = with.iter().find_map(|(_, value)| value.parse::<f64>().ok());
    let one_of_them = match text.split_once("||") {
        Some((one, many)) => (if first_number == Some(1.0) { one } else { many }).trim(),
        None => text,
    };
    with.iter().fold(one_of_them.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn one_and_many_have_their_own_form() {
        let text = "{n} school || {n} schools";
        assert_eq!(fill(text, &[("n", "1".into())]), "1 school");
        assert_eq!(fill(text, &[("n", "14".into())]), "14 schools");
    }
}
