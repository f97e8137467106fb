//! `yardstick rules list`: what stands in a rulebook, found by its words.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::show::{strands_and_grades, things};
use super::{Ended, Exit, Stop};
use crate::cli::{clock, rulebook, table, terminal};
use crate::domain::AcademicYear;
use crate::domain::phrase::short;
use crate::rulebook::changes::Thing;
use crate::rulebook::edit::{self, Sheet};
use crate::rulebook::expression::nearest;
use crate::rulebook::model::{Rule, Rulebook};

/// Things that are found by their values.
const VALUES: [&str; 2] = ["setting", "figure"];
/// Letters of a title or value that a row shows.
const LONGEST: usize = 70;

/// List rules; with words, whatever has all of them: rules, settings, figures, teams, measures, meetings, papers
///
/// A year among the words (2013-14) asks for what is in force or known in that year.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules list
  yardstick rules list primary floor 2013-14
  yardstick rules list vulnerable
  yardstick rules list behaviour team")]
pub(super) struct List {
    /// words that stand in the name, title, condition, source, file or value
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

/// Something that can be found: what is shown of it, and what is looked through.
pub(super) struct Row {
    cells: [String; 4],
    text: String,
    /// the same for programs
    pub answer: Value,
    in_year: Option<Box<dyn Fn(AcademicYear) -> bool>>,
}

pub(super) fn list(command: &List) -> Ended {
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let mut rows: Vec<Row> = rules.rules.iter().map(of_rule).collect();
    if !command.words.is_empty() {
        rows.extend(teams(&rules));
        let values = edit::values(&opened.source, &rules);
        rows.extend(values.iter().filter(|value| shown(value.sheet)).map(of_value));
        rows.extend(strands_and_grades(&rules).iter().map(of_thing));
        rows.extend(things(&opened.source).iter().filter(|thing| !VALUES.contains(&&*thing.sort)).map(of_thing));
    }
    rows.retain(|row| command.words.iter().all(|word| has(row, word)));
    // what is called so comes before what only says so
    rows.sort_by_key(|row| command.words.iter().filter(|word| !called(row, word)).count());
    if command.json {
        terminal::answer(&rows.iter().map(|row| row.answer.clone()).collect());
    }
    if rows.is_empty() {
        return Err(Stop::attention(nothing_has(&command.words, &rules)));
    }
    if command.json {
        return Ok(Exit::Done);
    }
    let shown: Vec<Vec<String>> = rows.into_iter().map(|row| row.cells.to_vec()).collect();
    table::lines(&shown).iter().for_each(|line| terminal::say(line));
    Ok(Exit::Done)
}

/// That nothing was found, with the name that is nearest to one of the words.
fn nothing_has(words: &[String], rules: &Rulebook) -> String {
    let names = || rules.rules.iter().map(|rule| &*rule.id).chain(rules.measures.iter().map(|measure| &*measure.id));
    let titles = rules.rules.iter().flat_map(|rule| rule.title.split(|c: char| !c.is_alphanumeric()));
    let known: Vec<&str> = names().flat_map(|name| name.split(['-', '.', '_']).chain([name])).chain(titles).collect();
    let has = |word: &str| known.iter().any(|name| name.to_lowercase().contains(&word.to_lowercase()));
    let near =
        words.iter().filter(|word| !has(word)).find_map(|word| nearest(word, known.iter().copied()).first().copied());
    let help = near.map_or_else(|| "try fewer".to_owned(), |near| format!("did you mean `{}`?", near.to_lowercase()));
    format!("nothing has all of these words; {help}")
}

/// Values that stand beside the rules and are asked for by name.
fn shown(sheet: Sheet) -> bool {
    matches!(sheet, Sheet::Numbers | Sheet::Choices | Sheet::Switches | Sheet::Figures)
}

/// Whether a word stands in it; a year, whether it is in force then.
fn has(row: &Row, word: &str) -> bool {
    let year = word.parse::<AcademicYear>().ok();
    let in_force = year.zip(row.in_year.as_ref()).is_some_and(|(year, in_year)| in_year(year));
    in_force || row.text.contains(&word.to_lowercase())
}

pub(super) fn of_rule(rule: &Rule) -> Row {
    let place = format!("{}:{}", rule.span.file, rule.span.line);
    let cells = [rule.id.to_string(), short(&rule.title, LONGEST), rule.years.to_string(), place];
    let conditions = [&rule.applies, &rule.when].into_iter().flatten().flat_map(|condition| condition.expressions());
    let conditions: Vec<&str> = conditions.map(|(expression, _)| &*expression.text).collect();
    let source = rule.source.as_deref().unwrap_or_default();
    let text = format!("{} {} {} {source}", cells.join(" "), rule.title, conditions.join(" ")).to_lowercase();
    let years = rule.years;
    let answer = json!({
        "sort": "rule",
        "id": &*rule.id,
        "title": &*rule.title,
        "years": years.to_string(),
        "source": rule.source.as_deref(),
        "file": &*rule.span.file,
        "line": rule.span.line,
    });
    Row { cells, text, answer, in_year: Some(Box::new(move |year| years.contains(year))) }
}

/// Whether a word stands in its name or title.
fn called(row: &Row, word: &str) -> bool {
    row.cells.iter().take(2).any(|cell| cell.to_lowercase().contains(&word.to_lowercase()))
}

fn of_value(value: &edit::Value) -> Row {
    let place = format!("{}:{}", value.file, value.line);
    let name = short(&value.name(), LONGEST);
    let written = format!("{} {}", short(&value.written, LONGEST), value.unit);
    let text = format!("{} {} {written} {} {place}", value.way, value.name(), value.source).to_lowercase();
    let sort = value.sheet.title().to_lowercase();
    let answer = json!({
        "sort": sort,
        "title": value.name(),
        "value": value.written,
        "unit": value.unit,
        "source": value.source,
        "file": &*value.file,
        "line": value.line,
    });
    Row { cells: [sort, name, written.trim().to_owned(), place], text, answer, in_year: None }
}

fn of_thing(thing: &Thing) -> Row {
    let place = format!("{}:{}", thing.file, thing.line);
    let fields: Vec<String> = thing.fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let title = short(&shown_title(thing), LONGEST);
    let text = format!("{} {} {} {} {place}", thing.sort, thing.id, thing.title, fields.join(" ")).to_lowercase();
    let answer = super::show::answer(thing);
    Row { cells: [thing.sort.clone(), title, thing.id.clone(), place], text, answer, in_year: None }
}

/// A thing's title; of a paper, whose title is filled in for each school, the name of its file without what is.
fn shown_title(thing: &Thing) -> String {
    let plain = |text: &str| {
        let parts = text.split('{').enumerate();
        let kept =
            parts.map(|(at, part)| if at == 0 { part } else { part.split_once('}').map_or("", |(_, rest)| rest) });
        kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let file = thing.fields.iter().find(|(name, _)| name == "file").map_or("", |(_, value)| value);
    let words = if thing.title.contains('{') && !file.is_empty() { plain(file) } else { String::new() };
    if words.is_empty() { thing.title.clone() } else { words }
}

/// Which team supports which strand, and how.
fn teams(rules: &Rulebook) -> Vec<Row> {
    let models = rules.support.iter().flat_map(|model| model.teams.iter().map(move |team| (model, team)));
    let row = |(model, team): (&crate::rulebook::model::SupportModel, &crate::rulebook::model::Team)| {
        let strand = rules.strand(model.strand).map(|strand| strand.title.to_string()).unwrap_or_default();
        let place = format!("{}:{}", team.span.file, team.span.line);
        let forms = team.forms.join(", ");
        let text = format!("team support {strand} {} {forms} {place}", team.team).to_lowercase();
        let what = short(&format!("{strand}: {}", team.team), LONGEST);
        let answer = json!({
            "sort": "team",
            "id": &*team.id,
            "title": &*team.team,
            "strand": strand,
            "forms": team.forms,
            "file": &*team.span.file,
            "line": team.span.line,
        });
        Row { cells: ["team".to_owned(), what, short(&forms, LONGEST), place], text, answer, in_year: None }
    };
    models.map(row).collect()
}
