//! What every part of the check works with: the names there are, and the list of what was found wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::names::NameTable;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic, NotThere};
use crate::rulebook::expression::{Expression, Mistake, Template, nearest, parse};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::yaml::Place;
use crate::rulebook::yaml::odd::{as_it_looks, odd_space};
use crate::rulebook::yaml::shape::is_call;

/// The names and the findings.
pub(super) struct Desk<'a> {
    pub(super) names: NameTable<'a>,
    pub(super) out: Vec<Diagnostic>,
    /// names that may be defined in parts that could not be read: nothing is said of them
    pub(super) lost: BTreeSet<String>,
    /// names that cannot be used as they are written, and as they could be: what asks for them is not wrong twice
    pub(super) unusable: BTreeSet<String>,
}

impl<'a> Desk<'a> {
    /// Notes a diagnostic.
    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// Notes an error.
    pub(super) fn error(&mut self, code: Code, place: Span, message: impl Into<String>, help: impl Into<String>) {
        self.out.push(Diagnostic::error(code, place, message).help(help));
    }

    /// What a name stands for; an error with the nearest name where it stands for nothing. `sort` is what the officer
    /// calls it: `measure`.
    pub(super) fn find<T: Copy>(
        &mut self,
        place: Place<'_>,
        name: &str,
        sort: &'static str,
        table: impl for<'t> Fn(&'t NameTable<'a>) -> &'t BTreeMap<&'a str, T>,
    ) -> Option<T> {
        let table = table(&self.names);
        let now = || self.names.renamed.now(crate::rulebook::model::Renames::called(sort)?, name.trim());
        if let Some(found) = table.get(name.trim()).or_else(|| table.get(now()?)) {
            return Some(*found);
        }
        let names: Vec<&str> = table.keys().copied().collect();
        self.unknown(place.span(), name, sort, &names);
        None
    }

    /// The measure with a name.
    pub(super) fn measure(&mut self, place: Place<'_>, name: &str) -> Option<MeasureId> {
        self.find(place, name, "measure", |names| &names.measures)
    }

    /// Whether something inside an entry was found wrong already, so that what is missing may be what was wrong.
    pub(super) fn told_within(&self, place: Place<'_>) -> bool {
        let range = place.range();
        let file = place.file().name();
        self.out.iter().any(|told| told.is_error() && told.place.file == *file && range.contains(&told.place.offset))
    }

    /// Notes that nothing has a name, with the nearest that something has.
    pub(super) fn unknown(&mut self, place: Span, name: &str, sort: &'static str, names: &[&str]) {
        if self.lost.contains(name) || self.unusable.contains(name) {
            return;
        }
        let near = nearest(name, names.iter().copied());
        let help = match near.first() {
            _ if is_call(name) && sort == "grade" => Some(format!(
                "write `for each: grade`, `grade: $grade`, and `when: {} == \"$grade\"`: a rule for each grade asks it",
                name.trim()
            )),
            _ if is_call(name) => Some(format!(
                "no function is asked here: write a rule for each {sort}, with a condition that asks `{}`",
                name.trim()
            )),
            Some(near) if is_odd(name, near) => Some(typed_again(near)),
            Some(near) => Some(format!("did you mean `{near}`?")),
            None if names.is_empty() => Some(format!("the rulebook has no {sort} at all")),
            None if names.len() <= 12 => Some(format!("the rulebook has {}", and_list(names))),
            None => None,
        };
        let missing = NotThere { sort, name: name.trim().to_owned() };
        let told = Diagnostic::error(Code::UnknownName, place, format!("there is no {sort} `{name}`"));
        self.say(told.help_if(help).about(Some(missing)));
    }

    /// Reads an expression.
    pub(super) fn expression(&mut self, place: Place<'_>, text: &str) -> Option<Expression> {
        let read = parse(text, &self.names);
        self.read(place, text, read)
    }

    /// Reads a sentence; `given` are the names that whoever shows it fills in.
    pub(super) fn template(&mut self, place: Place<'_>, text: Option<&String>, given: &[&str]) -> Option<Template> {
        self.sentence(place, text, given, &|template| template.with_lines(None))
    }

    /// Reads a rule's sentence; `lines` puts the lines of the rule's condition into it.
    pub(super) fn sentence(
        &mut self,
        place: Place<'_>,
        text: Option<&String>,
        given: &[&str],
        lines: &dyn Fn(Template) -> Result<Template, Vec<Mistake>>,
    ) -> Option<Template> {
        let text = text?;
        let read = Template::parse(text, &self.names, given).and_then(lines);
        self.placed(place, text, read, Code::Sentence)
    }

    pub(super) fn read<T>(&mut self, place: Place<'_>, text: &str, read: Result<T, Vec<Mistake>>) -> Option<T> {
        self.placed(place, text, read, Code::Expression)
    }

    fn placed<T>(&mut self, place: Place<'_>, text: &str, read: Result<T, Vec<Mistake>>, code: Code) -> Option<T> {
        self.placed_by(&|offset, len| place.inside(offset, len), text, read, code)
    }

    /// The same for a text that does not stand in YAML: `place` is where a stretch of it does.
    pub(super) fn placed_by<T>(
        &mut self,
        place: &dyn Fn(usize, usize) -> Span,
        text: &str,
        read: Result<T, Vec<Mistake>>,
        code: Code,
    ) -> Option<T> {
        let mistakes = match read {
            Ok(read) => return Some(read),
            Err(mistakes) => mistakes,
        };
        for Mistake { offset, len, message, help, missing } in mistakes {
            let word = text.get(offset..offset + len).unwrap_or_default();
            if self.is_lost(word) || self.is_of_the_unusable(text, offset) {
                continue;
            }
            self.say(Diagnostic::error(code, place(offset, len), message).help_if(help).about(missing));
        }
        None
    }

    /// Whether a stretch of an expression is, or contains, a name that may be defined where nothing could be read.
    pub(super) fn is_lost(&self, text: &str) -> bool {
        let in_word = |c: char| c.is_alphanumeric() || "._-".contains(c);
        let beginnings = |word: &str| {
            // `ks2.l4_em.fsm` may begin with a measure that is lost
            let dots = word.match_indices('.').map(|(at, _)| at).chain([word.len()]);
            dots.into_iter().any(|end| word.get(..end).is_some_and(|name| self.lost.contains(name)))
        };
        !self.lost.is_empty() && text.split(|c| !in_word(c)).any(beginnings)
    }

    /// Whether a piece of an expression stands in a name that cannot be used: `early-years` is read as a difference.
    fn is_of_the_unusable(&self, text: &str, offset: usize) -> bool {
        let in_word = |c: char| c.is_alphanumeric() || "_-".contains(c);
        let from = |at: usize| text.get(at..).unwrap_or_default();
        self.unusable.iter().any(|name| {
            text.match_indices(name.as_str()).any(|(at, _)| {
                let alone = !text.get(..at).is_some_and(|before| before.ends_with(in_word))
                    && !from(at + name.len()).starts_with(in_word);
                // a mistake may begin at the word before the dot: `grade.early-years`
                let begins = text.get(..at).map_or(at, |before| {
                    before.trim_end_matches(|c: char| c == '.' || c.is_alphanumeric() || c == '_').len()
                });
                alone && (begins..at + name.len()).contains(&offset)
            })
        })
    }

    /// Reads a day.
    pub(super) fn day(&mut self, place: Place<'_>, text: &str) -> Option<NaiveDate> {
        let day = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok().filter(|_| text.trim().len() == 10);
        if day.is_none() {
            let message = format!("`{text}` is not a day");
            self.error(Code::BadDate, place.span(), message, day_help(text));
        }
        day
    }
}

/// Whether a name looks like another and has a space in it that is none.
pub(super) fn is_odd(name: &str, like: &str) -> bool {
    odd_space(name).is_some() && as_it_looks(name) == like
}

/// What to do about a space that is none.
pub(super) fn typed_again(name: &str) -> String {
    format!("a space stands in or beside it that is none: type `{name}` again")
}

/// How a day is written that was written another way, where that can be told.
fn day_help(text: &str) -> String {
    let text = text.trim();
    let forms = ["%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"];
    let read = forms.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    let year_of_four = read.filter(|day| (1900..2200).contains(&chrono::Datelike::year(day)));
    match year_of_four {
        Some(day) => format!("write it as `{day}`: year, month, day"),
        None => "write year, month and day of the calendar, as in `2012-09-01`".into(),
    }
}

/// `a, b and c`, in backticks.
pub(super) fn and_list(names: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.split_last() {
        None => "nothing".into(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Words as the checked rulebook keeps them.
pub(super) fn words(text: &str) -> Arc<str> {
    text.trim().into()
}

/// Words that may be absent.
pub(super) fn maybe_words(text: Option<&String>) -> Option<Arc<str>> {
    text.map(|text| words(text)).filter(|text| !text.is_empty())
}

/// Several words.
pub(super) fn all_words(texts: &[String]) -> Vec<Arc<str>> {
    texts.iter().map(|text| words(text)).collect()
}
