//! A further year of what has rows by year: the latest row copied, under the new year's name.

use super::gather;
use super::lists::{Entry, Member, with_lists};
use super::value::{Sheet, Value};
use crate::domain::AcademicYear;
use crate::rulebook::changes::{Parts as Changes, differences};
use crate::rulebook::check::years;
use crate::rulebook::expression::nearest;
use crate::rulebook::knot::{Knot, Parts, cut};
use crate::rulebook::load;
use crate::rulebook::model::{Rulebook, Years};
use crate::rulebook::naming;
use crate::rulebook::rows::{ROWS, name_in_row};
use crate::rulebook::source::RuleSource;

/// Fields whose names may be years.
const BY_YEAR: [&str; 2] = [ROWS, "years"];

/// A rulebook with a year more.
#[derive(Clone, Debug)]
pub struct NewYear {
    /// its files
    pub source: RuleSource,
    /// the file it was put into
    pub file: String,
    /// the line, from 1
    pub line: usize,
    /// as it stands there
    pub text: String,
    /// the years of the row that was copied
    pub copied: String,
}

/// What has values by year.
struct Dated<'k> {
    file: &'k Knot,
    entry: &'k Knot,
    rows: &'k Knot,
    /// the number of the latest row, and its years
    latest: (usize, Years),
}

/// The row of an entry that is copied, where it is not the latest of all.
pub(super) struct Like<'l> {
    pub file: &'l str,
    pub section: &'l str,
    /// the number of the entry
    pub item: usize,
    /// the years of the row
    pub row: &'l str,
}

/// Adds a year to the rule or figure with a name. `section` is the sort of it, as officers write it: `floor`.
///
/// # Errors
/// Why there is no place for it, and what to do.
pub fn with_year(
    source: &RuleSource,
    section: Option<&str>,
    name: &str,
    year: AcademicYear,
) -> Result<NewYear, String> {
    let files = cut(source).map_err(|file| format!("{file} has mistakes; run `yardstick check` first"))?;
    section.map_or(Ok(()), known_sort)?;
    let of_figures = section.is_none_or(|sort| matches!(sort, "figure" | "figures"));
    let figure = |source, name, year| if of_figures { figure(source, name, year) } else { None };
    let found = match named(&files, section, name) {
        Ok(found) => found,
        Err(why) => return figure(source, name, year).unwrap_or(Err(why)),
    };
    let mut dated = not_there_yet(&found, name, year)?;
    dated.retain(|one| one.latest.1.to.is_some_and(|to| to < year));
    let latest = dated.into_iter().max_by_key(|one| one.latest.1.to);
    let Some(latest) = latest else {
        return figure(source, name, year).unwrap_or_else(|| Err(no_rows(&found, name, year)));
    };
    let row = latest.rows.kids().get(latest.latest.0).map_or("", |row| &row.key);
    put(source, &latest, row, year)
}

/// Adds a year to one entry of those with a name, its values as yet those of a row.
pub(super) fn with_year_like(
    source: &RuleSource,
    name: &str,
    year: AcademicYear,
    like: &Like<'_>,
) -> Result<RuleSource, String> {
    let files = cut(source).map_err(|file| format!("{file} has mistakes; run `yardstick check` first"))?;
    let section = naming::of(like.section);
    let found = named(&files, section, name)?;
    let dated = not_there_yet(&found, name, year)?;
    let file = files.iter().find(|file| file.key == like.file);
    let entry = file.and_then(|file| file.kid(like.section)).and_then(|section| section.kids().get(like.item));
    let own = dated.into_iter().find(|one| entry.is_some_and(|entry| std::ptr::eq(one.entry, entry)));
    let own = own.ok_or_else(|| format!("it cannot be written into {} by itself; put it there by hand", like.file))?;
    put(source, &own, like.row, year).map(|new| new.source)
}

/// What has values by year under a name, none of them for a year.
fn not_there_yet<'k>(found: &[(&'k Knot, &'k Knot)], name: &str, year: AcademicYear) -> Result<Vec<Dated<'k>>, String> {
    let dated: Vec<Dated<'_>> = found.iter().filter_map(|(file, entry)| by_year(file, entry)).collect();
    for one in &dated {
        let covers = |row: &&Knot| years(&row.key).is_ok_and(|years| years.contains(year));
        if let Some(row) = one.rows.kids().iter().find(covers) {
            return Err(format!("`{name}` has {year} already: the row `{}` of {}", row.key, one.file.key));
        }
    }
    Ok(dated)
}

/// Adds a year to the figure of a measure, whose years stand between brackets or in a row; `None` where there is none.
fn figure(source: &RuleSource, name: &str, year: AcademicYear) -> Option<Result<NewYear, String>> {
    let rulebook = load(source).rulebook?;
    let values = gather::values(source, &rulebook);
    let lists = lists_of_years(&rulebook, &values, name)?;
    let (latest, copied) = match lists.as_slice() {
        [] => return None,
        [one] => one,
        several => {
            let places: Vec<String> = several.iter().map(|(one, _)| format!("{}:{}", one.file, one.line)).collect();
            return Some(Err(format!(
                "`{name}` has several figures, at {}; add the year to the one that is meant",
                places.join(", ")
            )));
        }
    };
    if copied.to.is_none_or(|to| to > year) {
        return Some(Err(format!("the figure of `{name}` goes to {copied}: a new year comes after it")));
    }
    let entry = Entry::Year(year.to_string(), latest.written.clone());
    let with = match with_lists(source, &rulebook, &[(latest, entry)], &[]) {
        Ok(with) => with,
        Err(wrong) => return Some(Err(wrong.into_iter().map(|one| one.why).collect::<Vec<_>>().join("; "))),
    };
    let (before, after) = (source.text(&latest.file)?, with.text(&latest.file)?);
    let line = after.lines().zip(before.lines()).take_while(|(new, old)| new == old).count() + 1;
    let text = after.lines().nth(line - 1).unwrap_or_default().trim().to_owned();
    let (file, copied) = (latest.file.to_string(), copied.to_string());
    Some(Ok(NewYear { source: with, file, line, text, copied }))
}

/// The latest year, with its figure, of each list of a measure's figures, or of those of one area: `national, ks2.l4_rwm`.
fn lists_of_years<'v>(rulebook: &Rulebook, values: &'v [Value], name: &str) -> Option<Vec<(&'v Value, Years)>> {
    let (area, measure) = name.rsplit_once(", ").map_or((None, name), |(area, measure)| (Some(area), measure));
    let title = &*rulebook.measure_named(measure)?.1.title;
    let of_area = |one: &&Value| area.is_none_or(|area| one.about.first().is_some_and(|known| known == area));
    let of_measure = |one: &&Value| one.sheet == Sheet::Figures && one.about.get(1).is_some_and(|known| known == title);
    let mut lists: Vec<(String, (&Value, Years))> = Vec::new();
    for value in values.iter().filter(of_measure).filter(of_area) {
        let (Some(Member::Year(known)), Some(list)) = (value.member(), value.list()) else { continue };
        let Ok(known) = years(known) else { continue };
        match lists.iter_mut().find(|(other, _)| *other == list) {
            Some((_, latest)) if latest.1.to < known.to => *latest = (value, known),
            Some(_) => {}
            None => lists.push((list, (value, known))),
        }
    }
    Some(lists.into_iter().map(|(_, latest)| latest).collect())
}

/// The entries with a name; by the name of one of their rows too.
fn named<'k>(files: &'k [Knot], section: Option<&str>, name: &str) -> Result<Vec<(&'k Knot, &'k Knot)>, String> {
    let sort = |of: &str| {
        section.is_none_or(|word| of == word || naming::of(of) == Some(word) || of.strip_suffix('s') == Some(word))
    };
    let mut all = Vec::new();
    for file in files {
        for section in file.kids().iter().filter(|section| section.is_list() && sort(&section.key)) {
            all.extend(section.kids().iter().map(|entry| (names(&section.key, entry), file, entry)));
        }
    }
    let found: Vec<_> = all.iter().filter(|(names, ..)| names.iter().any(|known| known == name)).collect();
    if found.is_empty() {
        let near = nearest(name, all.iter().flat_map(|(names, ..)| names).map(String::as_str));
        let help = near
            .first()
            .map_or("`yardstick rules list` shows all".to_owned(), |near| format!("did you mean `{near}`?"));
        let what = section.map_or_else(String::new, |section| format!("{section} "));
        return Err(format!("there is no {what}`{name}`; {help}"));
    }
    Ok(found.into_iter().map(|(_, file, entry)| (*file, *entry)).collect())
}

/// That a sort of rule is one that there is: `floor`, `floors`, `figure`.
fn known_sort(word: &str) -> Result<(), String> {
    let sections = naming::all().map(|naming| naming.section).chain(["figures"]);
    let words: Vec<&str> = sections
        .flat_map(|section| {
            [section, section.strip_suffix('s').unwrap_or(section), naming::of(section).unwrap_or(section)]
        })
        .filter(|word| *word != "id")
        .collect();
    if words.contains(&word) {
        return Ok(());
    }
    let near = nearest(word, words);
    let near = near
        .first()
        .map_or("write `floor`, `aim`, `watch`, `figure`, or only the name and the year".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
    Err(format!("there is no sort of rule `{word}`; {near}"))
}

fn names(section: &str, entry: &Knot) -> Vec<String> {
    let said = naming::of(section).and_then(|field| entry.value.get(field)).and_then(|name| name.as_str());
    let base = said.unwrap_or(&entry.key).to_owned();
    let rows = entry.kid(ROWS).map(Knot::kids).unwrap_or_default();
    let of_rows = rows.iter().map(|row| name_in_row(&base, &row.key, &row.value));
    of_rows.collect::<Vec<_>>().into_iter().chain([base]).collect()
}

/// An entry's values by year, where it has any.
fn by_year<'k>(file: &'k Knot, entry: &'k Knot) -> Option<Dated<'k>> {
    let rows = BY_YEAR.into_iter().filter_map(|field| entry.kid(field)).find(|rows| !rows.kids().is_empty())?;
    let all: Option<Vec<Years>> = rows.kids().iter().map(|row| years(&row.key).ok()).collect();
    let latest =
        all?.into_iter().enumerate().max_by_key(|(_, years)| years.to.map_or((true, None), |to| (false, Some(to))))?;
    Some(Dated { file, entry, rows, latest })
}

fn no_rows(found: &[(&Knot, &Knot)], name: &str, year: AcademicYear) -> String {
    if let Some(first) = found.iter().filter_map(|(file, entry)| by_year(file, entry)).next() {
        let earliest = first.rows.kids().get(first.latest.0).map_or("", |row| &row.key);
        return format!("{year} is before the rows of `{name}`, which end with {earliest}; write it there by hand");
    }
    let file = found.first().map_or("", |(file, _)| &file.key);
    format!(
        "`{name}` has no rows by year, so there is none to copy. In {file}, write its years under `rows`, \
         or write a rule of its own for {year}"
    )
}

/// Writes a row again behind the latest, or before it where the latest stands first.
fn put(source: &RuleSource, dated: &Dated<'_>, like: &str, year: AcademicYear) -> Result<NewYear, String> {
    let by_hand = || format!("it cannot be written into {} by itself; put it there by hand", dated.file.key);
    let kids = dated.rows.kids();
    let row = kids.get(dated.latest.0).ok_or_else(by_hand)?;
    let like = dated.rows.kid(like).ok_or_else(by_hand)?;
    let text = copied(like, year);
    let first = dated.latest.0 == 0 && kids.len() > 1;
    let between = if matches!(dated.rows.parts, Parts::Brackets { .. }) { ", " } else { "" };
    let both = if first { format!("{text}{between}{}", row.text) } else { format!("{}{between}{text}", row.text) };
    let rows = dated.rows.text.replacen(&row.text, &both, 1);
    let entry = dated.entry.text.replacen(&dated.rows.text, &rows, 1);
    let edited = dated.file.text.replacen(&dated.entry.text, &entry, 1);
    let again = source.clone().with(&dated.file.key, &edited);
    // what was meant is that the rows have one more, and nothing else is another
    let line = edited.lines().zip(dated.file.text.lines()).take_while(|(new, old)| new == old).count() + 1;
    let edits = differences(&Changes::of(source), &Changes::of(&again));
    if edits.len() != 1 {
        return Err(by_hand());
    }
    Ok(NewYear {
        source: again,
        file: dated.file.key.clone(),
        line,
        text: text.trim().to_owned(),
        copied: like.key.clone(),
    })
}

/// A row under another year, without the comment behind it.
fn copied(row: &Knot, year: AcademicYear) -> String {
    let text = row.text.replacen(&row.key, &year.to_string(), 1);
    if row.remark.is_empty() {
        return text;
    }
    let end = if text.ends_with('\n') { "\n" } else { "" };
    format!("{}{end}", text.trim_end().trim_end_matches(&row.remark).trim_end())
}
