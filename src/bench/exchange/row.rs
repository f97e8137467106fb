//! A row of the workbook: what it says of a value, and what a row says that an officer added.

use std::collections::BTreeSet;

use super::given::given;
use crate::domain::phrase::short;
use crate::rulebook::edit::{Entry, Member, NewCase, Sheet, Value, quoted};
use workbook::read::{Content, Row};

/// Letters of what was typed that an answer repeats.
const LONGEST: usize = 60;

/// Where the columns of a sheet are.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    pub file: u32,
    pub way: u32,
    pub was: u32,
    pub value: u32,
}

/// What a row says of its value: its new text, where it has one.
///
/// # Errors
/// Why it cannot be taken.
pub(super) fn of_value(value: &Value, row: &Row, columns: Columns) -> Result<Option<String>, String> {
    let cell = row.cell(columns.value);
    let was = text(row, columns.was).unwrap_or_else(|| value.written.clone());
    if value.is(&was) {
        return given(value, cell);
    }
    // the rulebook has changed since the workbook was handed out
    let mut then = value.clone();
    then.written.clone_from(&was);
    if given(&then, cell)?.is_none() {
        return Ok(None);
    }
    match given(value, cell)? {
        None => Ok(None),
        Some(to) => Err(format!(
            "the rulebook has changed since the export: `{}` was `{was}` then and would become `{to}`; export it again",
            value.written
        )),
    }
}

/// What a row that was added is about: a text for each column before the value.
pub(super) fn about(sheet: Sheet, row: &Row, columns: Columns) -> Vec<String> {
    let many = u32::try_from(sheet.columns().len()).unwrap_or(0);
    let first = columns.value.saturating_sub(many);
    (first..columns.value).map(|column| text(row, column).unwrap_or_default().trim().to_owned()).collect()
}

/// The column beside a value that was changed, where there is one, and why that is not taken.
pub(super) fn changed_beside(value: &Value, row: &Row, columns: Columns) -> Option<(u32, String)> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let before = about(value.sheet, row, columns).into_iter();
    let first = columns.value.saturating_sub(u32::try_from(value.sheet.columns().len()).unwrap_or(0));
    let before = (first..).zip(before.zip(&value.about).zip(value.sheet.columns()));
    let before = before.map(|(column, ((now, was), title))| (column, now, was, *title));
    let beside = [(1, &value.unit, "Unit"), (2, &value.source, "Source"), (3, &value.note, "Note")];
    let beside = beside.into_iter().map(|(at, was, title)| {
        let column = columns.value + at;
        (column, text(row, column).unwrap_or_default(), was, title)
    });
    let (column, now, _, title) = before.chain(beside).find(|(_, now, was, _)| plain(now) != plain(was))?;
    let why = format!(
        "`{}` under {title} is not taken: only Value is; change it in {}:{}, or export again",
        short(now.trim(), LONGEST),
        value.file,
        value.line
    );
    Some((column, why))
}

/// The value whose list an added row is for: what it says must fit all columns but the year's.
///
/// # Errors
/// Why no list is meant, or more than one.
pub(super) fn list_of<'v>(sheet: Sheet, about: &[String], values: &'v [Value]) -> Result<&'v Value, String> {
    if sheet == Sheet::Cases {
        return of_cases(about, values);
    }
    let year = sheet.year_column();
    let typed_year = year.and_then(|at| about.get(at)).filter(|year| !year.is_empty());
    let fits = |value: &Value, blank_fits: bool| {
        let mut columns = about.iter().zip(&value.about).enumerate().filter(|(at, _)| Some(*at) != year);
        // who copies a row may write its new year into the title as well
        let with_year = |known: &str| match (value.member(), typed_year) {
            (Some(Member::Year(own)), Some(typed)) => known.replace(own, typed),
            _ => known.to_owned(),
        };
        value.sheet == sheet
            && value.member().is_some()
            && columns.all(|(_, (typed, known))| {
                typed == known || blank_fits && typed.is_empty() || *typed == with_year(known)
            })
    };
    let fitting = |blank_fits: bool| values.iter().filter(|value| fits(value, blank_fits)).collect::<Vec<_>>();
    // all names as they stand mean that list; fewer mean it where no other has them
    let exactly = fitting(false);
    let fitting = if exactly.is_empty() { fitting(true) } else { exactly };
    let told: Vec<&str> = about.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let lists: BTreeSet<Option<String>> = fitting.iter().map(|value| value.list()).collect();
    match (fitting.last(), lists.len()) {
        _ if told.is_empty() => {
            Err("the row does not say which list it is for; copy the names of a row of that list".into())
        }
        (Some(last), 1) => Ok(*last),
        // of a year with several values its line is meant, and the others are those of the year that is named
        (Some(last), _) if fitting.iter().all(|value| value.is_of_row(last)) => {
            Ok(fitting.iter().find(|value| value.is_line()).copied().unwrap_or(*last))
        }
        (None, _) => Err(format!(
            "no list of the rulebook is `{}`, so nothing can be added to it here; write it into the rules folder",
            short(&told.join(", "), LONGEST)
        )),
        _ => Err(format!(
            "`{}` could be for {} lists; copy all the names of a row of the list that is meant",
            short(&told.join(", "), LONGEST),
            lists.len()
        )),
    }
}

/// A case of the rule that is named; where it has none yet, of another.
fn of_cases<'v>(about: &[String], values: &'v [Value]) -> Result<&'v Value, String> {
    let rule =
        about.first().filter(|rule| !rule.is_empty()).ok_or("the row does not say of which rule it is a case")?;
    let mut cases = values.iter().filter(|value| value.sheet == Sheet::Cases);
    let first = cases.clone().next().ok_or("the rulebook has no cases yet; write the first into the rules folder")?;
    Ok(cases.find(|case| case.about.first() == Some(rule)).unwrap_or(first))
}

/// What a row adds to the list that a value is one of.
///
/// # Errors
/// Why it cannot be taken.
pub(super) fn added(like: &Value, about: &[String], row: &Row, columns: Columns) -> Result<Entry, String> {
    if like.sheet == Sheet::Cases {
        return case(like, about, row, columns);
    }
    let to = given(like, row.cell(columns.value))?.unwrap_or_else(|| like.written.clone());
    match like.member() {
        Some(Member::Year(_)) => {
            let year = like.sheet.year_column().and_then(|at| about.get(at)).filter(|year| !year.is_empty());
            let year = year.ok_or("the row does not say its year")?;
            if year.parse::<crate::domain::AcademicYear>().is_err() {
                return Err(format!("`{}` is no academic year; write it as 2014-15", short(year, LONGEST)));
            }
            Ok(Entry::Year(year.clone(), to))
        }
        _ => Ok(Entry::Item(to)),
    }
}

fn case(like: &Value, about: &[String], row: &Row, columns: Columns) -> Result<Entry, String> {
    let say = |at: usize| about.get(at).cloned().unwrap_or_default();
    let expect = given(like, row.cell(columns.value))?.unwrap_or_else(|| like.written.clone());
    let mut all = Vec::new();
    for line in say(3).lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((name, value)) = line.split_once(": ").or_else(|| line.strip_suffix(':').map(|name| (name, "")))
        else {
            return Err(format!(
                "`{}` under Given is no name with a value; write `ks2.pupils: 30`, a line each",
                short(line, LONGEST)
            ));
        };
        if value.trim() == "…" {
            return Err(format!(
                "`{}` of this case has more than a row can show; write the case into its file",
                name.trim()
            ));
        }
        all.push((name.trim().to_owned(), as_yaml(value.trim())));
    }
    Ok(Entry::Case(say(0), NewCase { name: say(1), year: say(2), given: all, expect }))
}

/// A value as YAML writes it: words with signs in them between quotes, and those that stand between quotes as they stand.
fn as_yaml(value: &str) -> String {
    if value.starts_with(['"', '\'']) && serde_yaml::from_str::<String>(value).is_ok() {
        return value.to_owned();
    }
    let plain = value.chars().all(|letter| letter.is_alphanumeric() || "._- ".contains(letter));
    if plain && !value.is_empty() { value.to_owned() } else { quoted(value) }
}

/// Whether anything is written in a row before or in its value.
pub(super) fn says_anything(sheet: Sheet, row: &Row, columns: Columns) -> bool {
    about(sheet, row, columns).iter().any(|text| !text.is_empty()) || text(row, columns.value).is_some()
}

pub(super) fn text(row: &Row, column: u32) -> Option<String> {
    match &row.cell(column)?.content {
        Content::Text(text) => Some(text.replace("\r\n", "\n")),
        Content::Number(number) => Some(format!("{number}")),
        Content::Flag(flag) => Some(flag.to_string()),
        _ => None,
    }
}
