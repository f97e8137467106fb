//! `yardstick rules list` and `rules show`: one rule or figure among hundreds, found by its words.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Ended, Exit, Stop};
use crate::cli::{clock, rulebook, table, terminal};
use crate::domain::AcademicYear;
use crate::domain::phrase::short;
use crate::rulebook::document;
use crate::rulebook::edit::{self, Sheet};
use crate::rulebook::model::{Rule, Rulebook};

/// Letters of a title or value that a row shows.
const LONGEST: usize = 70;

/// List rules, settings, figures and teams, or those that have all of some words
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

/// Show one rule in plain words, with its file and line
#[derive(Debug, Args)]
#[command(after_help = "Example:
  yardstick rules show primary-2011-12")]
pub(super) struct Show {
    /// the rule's name
    #[arg(value_name = "RULE")]
    rule: String,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

/// Something that can be found: what is shown of it, and what is looked through.
struct Row {
    cells: [String; 4],
    text: String,
    /// the same for programs
    answer: Value,
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
    }
    rows.retain(|row| command.words.iter().all(|word| has(row, word)));
    if command.json {
        terminal::answer(&rows.iter().map(|row| row.answer.clone()).collect());
    }
    if rows.is_empty() {
        return Err(Stop::attention("nothing has all of these words; try fewer"));
    }
    if command.json {
        return Ok(Exit::Done);
    }
    let shown: Vec<Vec<String>> = rows.into_iter().map(|row| row.cells.to_vec()).collect();
    table::lines(&shown).iter().for_each(|line| terminal::say(line));
    Ok(Exit::Done)
}

pub(super) fn show(command: &Show) -> Ended {
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let id = rulebook::rule_named(&rules, &command.rule)?;
    let Some(rule) = rules.rule(id) else { return Ok(Exit::Done) };
    let text = document::one(&rules, rule);
    if command.json {
        let mut answer = of_rule(rule).answer;
        if let Some(fields) = answer.as_object_mut() {
            fields.insert("text".to_owned(), text.trim_end().into());
        }
        terminal::answer(&answer);
    } else {
        terminal::say(text.trim_end());
    }
    Ok(Exit::Done)
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

fn of_rule(rule: &Rule) -> Row {
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
