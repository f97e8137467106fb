//! Values put into lists and taken out of them: an item, the value of a year, a case. What is tried is read again, and counts
//! only where everything else in the file says what it said.

use super::cases::{NewCase, with_case};
use super::entries::{behind, extents, without};
use super::gather::values;
use super::gone::without_their_cases;
use super::leaf::{Step, at, tree};
use super::put::{kind, same_but};
use super::value::{Sheet, Value};
use super::year::{Like, with_year_like};
use super::{NotPut, change};
use crate::domain::AcademicYear;
use crate::rulebook::case_table::{is_table, without_rule};
use crate::rulebook::check::years;
use crate::rulebook::load;
use crate::rulebook::model::Rulebook;
use crate::rulebook::rows::{LINE, ROWS};
use crate::rulebook::source::{RuleSource, is_underneath};
use crate::rulebook::yaml::quoted;
use crate::rulebook::yaml::{FileText, Kind, Node, Style};

/// What goes into a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// a word or number more
    Item(String),
    /// a year's value: the year, the value
    Year(String, String),
    /// a case of a rule
    Case(String, NewCase),
}

/// How a value is one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member<'v> {
    /// as an item of a list
    Item,
    /// as the value of a year
    Year(&'v str),
}

impl Value {
    /// How it is one of several that may become more or fewer; `None` where it stands alone.
    #[must_use]
    pub fn member(&self) -> Option<Member<'_>> {
        self.unit().map(|(_, member)| member)
    }

    /// Whether it can come out by itself: a year with several values cannot.
    #[must_use]
    pub fn comes_out(&self) -> bool {
        self.unit().is_some_and(|(end, _)| end == self.steps.len() || self.sheet == Sheet::Cases)
    }

    /// Whether another is of the same row by year: of one year that has several values.
    #[must_use]
    pub fn is_of_row(&self, other: &Value) -> bool {
        row_of(self).is_some() && row_of(self) == row_of(other) && self.member() == other.member()
    }

    /// Whether it is the line of its row.
    #[must_use]
    pub fn is_line(&self) -> bool {
        matches!(self.steps.last(), Some(Step::Field(name)) if name == LINE)
    }

    /// What tells the list it is one of; the same for all of them.
    #[must_use]
    pub fn list(&self) -> Option<String> {
        let (end, _) = self.unit()?;
        let (list, inside) = (self.steps.get(..end - 1)?, self.steps.get(end..)?);
        Some(format!("{} {list:?} {inside:?}", self.file))
    }

    /// How many steps lead to what is put in or taken out with it.
    fn unit(&self) -> Option<(usize, Member<'_>)> {
        let is = |step: &Step, name: &str| matches!(step, Step::Field(field) if field == name);
        if is_underneath(&self.file) || self.piece.is_some() || self.steps.iter().any(|step| is(step, "range")) {
            return None;
        }
        // in the rows of a figure, each of a measure, stand its years
        let by_year = |step: &Step| is(step, ROWS) || is(step, "years") || is(step, "dates");
        let year =
            self.steps.iter().zip(self.steps.iter().skip(1)).zip(2..).find_map(|((step, next), end)| match next {
                Step::Field(year) if by_year(step) && years(year).is_ok() => Some((end, year.as_str())),
                _ => None,
            });
        if let Some((end, year)) = year {
            return Some((end, Member::Year(year)));
        }
        let last = self.steps.iter().rposition(|step| matches!(step, Step::Item(_)))?;
        let is_item = last + 1 == self.steps.len() || self.sheet == Sheet::Cases;
        is_item.then_some((last + 1, Member::Item))
    }
}

/// The rulebook's files with entries more, each in the list of a value, and without the values that are taken out.
///
/// # Errors
/// Every entry and value that cannot be put in or taken out by itself.
pub fn with_lists(
    source: &RuleSource,
    rulebook: &Rulebook,
    more: &[(&Value, Entry)],
    out: &[&Value],
) -> Result<RuleSource, Vec<NotPut>> {
    let mut edited = source.clone();
    let mut wrong = Vec::new();
    let mut keep = |value: &Value, done: Result<RuleSource, String>, edited: &mut RuleSource| match done {
        Ok(with) => *edited = with,
        Err(why) => wrong.push(NotPut { place: format!("{}:{}", value.file, value.line), why }),
    };
    for (at, (like, entry)) in more.iter().enumerate() {
        let done = match entry {
            Entry::Item(text) => put_in(&edited, like, None, text),
            Entry::Year(year, text) => {
                let row = row_of(like);
                let is_begun = row.is_some()
                    && more.iter().take(at).any(|(other, entry)| {
                        row_of(other) == row && matches!(entry, Entry::Year(known, _) if known == year)
                    });
                with_value_of((&edited, rulebook), like, year, text, is_begun)
            }
            Entry::Case(rule, case) => new_case(&edited, rulebook, rule, case),
        };
        keep(like, done, &mut edited);
    }
    // from the last to the first, so that those before keep their places
    let any_out = !out.is_empty();
    let mut out = out.to_vec();
    out.sort_by(|a, b| b.steps.cmp(&a.steps));
    for value in out {
        keep(value, taken_out(&edited, value), &mut edited);
    }
    match wrong.is_empty() {
        true if any_out => Ok(without_their_cases(edited, rulebook)),
        true => Ok(edited),
        false => Err(wrong),
    }
}

fn new_case(source: &RuleSource, rulebook: &Rulebook, rule: &str, case: &NewCase) -> Result<RuleSource, String> {
    let (_, rule) = rulebook.rule_named(rule).ok_or_else(|| format!("there is no rule `{rule}`"))?;
    with_case(source, rule, case)
}

const BY_HAND: &str = "it cannot be written there without changing something else; write it into the file itself";

/// What tells the rows by year that a value is one of several values of; `None` where each year has one value.
fn row_of(value: &Value) -> Option<(&str, &[Step])> {
    let (end, member) = value.unit()?;
    let several = matches!(member, Member::Year(_)) && end < value.steps.len();
    Some((&*value.file, value.steps.get(..end - 1).filter(|_| several)?))
}

/// The values that a new year has none for, where some of its values are given: a line of a floor is no other line.
#[must_use]
pub fn left_out<'v>(all: &'v [Value], more: &[(&'v Value, Entry)], like: &Value, year: &str) -> Vec<&'v Value> {
    let Some(row) = row_of(like) else { return Vec::new() };
    let Some((end, member)) = like.unit() else { return Vec::new() };
    let inside = |value: &'v Value| value.steps.get(end..);
    let given: Vec<_> = more
        .iter()
        .filter(|(other, entry)| row_of(other) == Some(row) && matches!(entry, Entry::Year(known, _) if known == year))
        .map(|(other, _)| inside(other))
        .collect();
    let of_row = all.iter().filter(|value| row_of(value) == Some(row) && value.member() == Some(member));
    of_row.filter(|value| !given.contains(&inside(value))).collect()
}

/// A year's value beside those of other years; where a year has several values, its row is begun as the latest year's.
fn with_value_of(
    (source, rulebook): (&RuleSource, &Rulebook),
    like: &Value,
    year: &str,
    text: &str,
    is_begun: bool,
) -> Result<RuleSource, String> {
    let (end, _) = like.unit().ok_or(BY_HAND)?;
    let day: AcademicYear = year.parse().map_err(|_| format!("`{year}` is no academic year; write it as 2014-15"))?;
    if end == like.steps.len() {
        return put_in(source, like, Some(&day.to_string()), text);
    }
    if like.sheet == Sheet::Dates {
        let copied = if is_begun { source.clone() } else { with_dates_of(source, like, day)? };
        // a window of which one day is the new year's and the other is not yet is no rulebook that loads
        return changed((&copied, rulebook), like, (end, day), text);
    }
    let root = read(source, like)?.1;
    let entry = like.steps.get(..2).and_then(|steps| at(&root, steps)).ok_or(BY_HAND)?;
    let [Step::Field(section), Step::Item(item), ..] = like.steps.as_slice() else { return Err(BY_HAND.to_owned()) };
    let field = crate::rulebook::naming::of(section).ok_or(BY_HAND)?;
    let name = entry.entry(field).and_then(|entry| entry.value.text()).ok_or(BY_HAND)?;
    let Some(Member::Year(row)) = like.member() else { return Err(BY_HAND.to_owned()) };
    let row = Like { file: &like.file, section, item: *item, row };
    let copied = if is_begun { source.clone() } else { with_year_like(source, name, day, &row)? };
    let rulebook = load(&copied).rulebook.ok_or(BY_HAND)?;
    changed((&copied, &rulebook), like, (end, day), text)
}

/// The dates of a step of the cycle for a year more, as yet those of another.
fn with_dates_of(source: &RuleSource, like: &Value, year: AcademicYear) -> Result<RuleSource, String> {
    let (text, before) = read(source, like)?;
    let (end, _) = like.unit().ok_or(BY_HAND)?;
    let steps = like.steps.get(..end - 1).ok_or(BY_HAND)?;
    let list = at(&before, steps).ok_or(BY_HAND)?;
    if list.entry(&year.to_string()).is_some() {
        return Err(format!("{year} has dates already"));
    }
    let known = like.steps.get(..end).and_then(|steps| at(&before, steps)).ok_or(BY_HAND)?;
    let days = text.get(known.range.clone()).ok_or(BY_HAND)?;
    let last = extents(&text, list).pop().ok_or(BY_HAND)?;
    let tried = behind(&text, list, &last, &format!("\"{year}\": {days}"), false).ok_or(BY_HAND)?;
    let file = FileText::new(like.file.clone(), tried.as_str().into());
    let mut after = tree(&file).ok_or(BY_HAND)?;
    let same = at_mut(&mut after, steps).and_then(pop).is_some() && same_but(&before, &after, None);
    if same { Ok(source.clone().with(&like.file, &tried)) } else { Err(BY_HAND.to_owned()) }
}

/// A value of a year that is there now, with the text that was given.
fn changed(
    (copied, rulebook): (&RuleSource, &Rulebook),
    like: &Value,
    (end, day): (usize, AcademicYear),
    text: &str,
) -> Result<RuleSource, String> {
    let mut steps = like.steps.clone();
    if let Some(step) = steps.get_mut(end - 1) {
        *step = Step::Field(day.to_string());
    }
    let all = values(copied, rulebook);
    let new = all.iter().find(|value| value.file == like.file && value.steps == steps).ok_or(BY_HAND)?;
    change(copied, &[(new, text.to_owned())])
        .map_err(|wrong| wrong.first().map_or(BY_HAND.into(), |one| one.why.clone()))
}

/// The text and tree of a value's file.
fn read(source: &RuleSource, value: &Value) -> Result<(String, Node), String> {
    let text = source.text(&value.file).ok_or(BY_HAND)?;
    let file = FileText::new(value.file.clone(), text.clone());
    let root = tree(&file).ok_or("the file has mistakes; run `yardstick check` first")?;
    Ok((text.to_string(), root))
}

/// The same files with one entry more behind the last of the list that a value is one of.
fn put_in(source: &RuleSource, like: &Value, key: Option<&str>, wanted: &str) -> Result<RuleSource, String> {
    let (text, before) = read(source, like)?;
    let (end, _) = like.unit().ok_or(BY_HAND)?;
    let steps = like.steps.get(..end - 1).ok_or(BY_HAND)?;
    let list = at(&before, steps).ok_or(BY_HAND)?;
    if let Some(year) = key.filter(|year| list.entry(year).is_some()) {
        return Err(format!("{year} has a value already"));
    }
    let last = extents(&text, list).pop().ok_or(BY_HAND)?;
    // names of years stand between quotes where those beside them do
    let names = if let Kind::Map(entries) = &list.kind { entries.as_slice() } else { &[] };
    let in_quotes =
        names.last().is_some_and(|one| text.get(..one.key.range.start + 1).is_some_and(|t| t.ends_with('"')))
            || names.last().is_some_and(|one| text.get(..one.key.range.start).is_some_and(|t| t.ends_with('"')));
    let key_as = |key: &str| if in_quotes { quoted(key) } else { key.to_owned() };
    for written in [wanted.to_owned(), quoted(wanted)] {
        let said = key.map_or(written.clone(), |key| format!("{}: {written}", key_as(key)));
        let Some(tried) = behind(&text, list, &last, &said, key.is_none()) else { continue };
        let file = FileText::new(like.file.clone(), tried.as_str().into());
        let Some(mut after) = tree(&file) else { continue };
        let added = at_mut(&mut after, steps).and_then(pop);
        if added.is_some_and(|added| reads(&added, wanted, list)) && same_but(&before, &after, None) {
            return Ok(source.clone().with(&like.file, &tried));
        }
    }
    Err(BY_HAND.to_owned())
}

/// Whether what was added says what was meant, and is of the kind that its neighbours are.
fn reads(added: &Node, wanted: &str, list: &Node) -> bool {
    let first = match &list.kind {
        Kind::List(items) => items.first(),
        Kind::Map(entries) => entries.first().map(|entry| &entry.value),
        Kind::Scalar { .. } => None,
    };
    match (&added.kind, first.map(|first| &first.kind)) {
        (Kind::Scalar { text, meaning, style }, Some(Kind::Scalar { meaning: other, style: theirs, .. })) => {
            // beside words in quotes, what looks like a number is one of them
            let bare = matches!(style, Style::Plain) && !matches!(theirs, Style::Plain);
            text == wanted && kind(*meaning) == kind(*other) && !bare
        }
        _ => false,
    }
}

/// The same files without a value, and what stands with it.
fn taken_out(source: &RuleSource, value: &Value) -> Result<RuleSource, String> {
    let (text, mut before) = read(source, value)?;
    let (list_steps, step) = comes_out_of(value, &before)?;
    let list = at(&before, list_steps).ok_or(BY_HAND)?;
    let all = extents(&text, list);
    let number = match (step, &list.kind) {
        (Step::Item(number), _) => Some(*number),
        (Step::Field(name), Kind::Map(entries)) => entries.iter().position(|entry| entry.key.text == *name),
        _ => None,
    };
    let number = number.ok_or(BY_HAND)?;
    let tried = match (step, is_table(&value.file)) {
        // the last case of a rule: nothing of it stays in the table
        (Step::Field(rule), true) => without_rule(&text, rule),
        (_, table) => without(&text, list, &all, number, table).ok_or(BY_HAND)?,
    };
    let file = FileText::new(value.file.clone(), tried.as_str().into());
    let gone = at_mut(&mut before, list_steps).is_some_and(|list| remove(list, number));
    let same = gone && tree(&file).is_some_and(|after| same_but(&before, &after, None));
    if same { Ok(source.clone().with(&value.file, &tried)) } else { Err(BY_HAND.to_owned()) }
}

/// The list that a value comes out of, and where in it: a figure goes whole with its only year, a list of cases with its last.
fn comes_out_of<'v>(value: &'v Value, root: &Node) -> Result<(&'v [Step], &'v Step), String> {
    let (mut end, _) = value.unit().ok_or(BY_HAND)?;
    loop {
        let (step, list) = value.steps.get(..end).and_then(<[Step]>::split_last).ok_or(BY_HAND)?;
        let several = match at(root, list).map(|list| &list.kind) {
            Some(Kind::List(items)) => items.len() > 1,
            Some(Kind::Map(entries)) => entries.len() > 1,
            _ => return Err(BY_HAND.to_owned()),
        };
        if several {
            return Ok((list, step));
        }
        if value.sheet == Sheet::Cases {
            let (step, rules) = list.split_last().ok_or(BY_HAND)?;
            return Ok((rules, step));
        }
        let above = |end: &usize| match value.steps.get(..*end) {
            Some([.., Step::Item(_)]) => true,
            Some([.., Step::Field(rows), Step::Field(_)]) => rows == ROWS,
            _ => false,
        };
        let next = (1..end).rev().find(above).filter(|_| value.sheet == Sheet::Figures);
        end = next.ok_or("it is the only one of its list; take the list out of the file, if it is meant")?;
    }
}

fn at_mut<'n>(root: &'n mut Node, steps: &[Step]) -> Option<&'n mut Node> {
    steps.iter().try_fold(root, |node, step| match (step, &mut node.kind) {
        (Step::Field(name), Kind::Map(entries)) => {
            entries.iter_mut().find(|entry| entry.key.text == *name).map(|entry| &mut entry.value)
        }
        (Step::Item(number), Kind::List(items)) => items.get_mut(*number),
        _ => None,
    })
}

fn pop(list: &mut Node) -> Option<Node> {
    match &mut list.kind {
        Kind::Scalar { .. } => None,
        Kind::List(items) => items.pop(),
        Kind::Map(entries) => entries.pop().map(|entry| entry.value),
    }
}

fn remove(list: &mut Node, number: usize) -> bool {
    match &mut list.kind {
        Kind::List(items) if number < items.len() => _ = items.remove(number),
        Kind::Map(entries) if number < entries.len() => _ = entries.remove(number),
        _ => return false,
    }
    true
}
