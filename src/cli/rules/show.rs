//! `yardstick rules show`: one thing of a rulebook in plain words, with its file and line.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::list::of_rule;
use super::{Ended, Exit};
use crate::cli::{clock, rulebook, terminal};
use crate::rulebook::RuleSource;
use crate::rulebook::changes::{Parts, Thing};
use crate::rulebook::document;
use crate::rulebook::model::Rulebook;

/// Show one rule in plain words, or a team, a measure, a meeting, a paper, with its file and line
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules show primary-2011-12
  yardstick rules show srg-2
  yardstick rules show ks2.l4_em")]
pub(super) struct Show {
    /// its name, or its title
    #[arg(value_name = "NAME")]
    name: String,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

pub(super) fn show(command: &Show) -> Ended {
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let is = |id: &str, title: &str| id == command.name || title.eq_ignore_ascii_case(&command.name);
    let rule = rules.rule_named(&command.name).map(|(_, rule)| rule);
    if let Some(rule) = rule.or_else(|| rules.rules.iter().find(|rule| is(&rule.id, &rule.title))) {
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
        return Ok(Exit::Done);
    }
    let mut all = things(&opened.source);
    all.extend(strands_and_grades(&rules));
    let found: Vec<&Thing> = all.iter().filter(|thing| is(&thing.id, &thing.title)).collect();
    let Some(first) = found.first() else {
        let named = rules.rules.iter().map(|rule| &*rule.id).chain(all.iter().map(|thing| &*thing.id));
        return Err(rulebook::unknown("rule, measure, team or event", &command.name, named).into());
    };
    if command.json {
        terminal::answer(&answer(first));
        return Ok(Exit::Done);
    }
    found.into_iter().for_each(say);
    Ok(Exit::Done)
}

/// What is named besides the rules.
pub(super) fn things(source: &RuleSource) -> Vec<Thing> {
    let rules = [
        "floor",
        "aim",
        "indication",
        "risk",
        "watchpoint",
        "status",
        "support that a rule calls for",
        "structural option",
    ];
    Parts::of(source).things().into_iter().filter(|thing| !rules.contains(&&*thing.sort)).collect()
}

/// The strands and grades of the scheme, which are no entries of a list of their own.
pub(super) fn strands_and_grades(rules: &Rulebook) -> Vec<Thing> {
    let judgements = &rules.judgements;
    let named =
        |id: Option<crate::rulebook::ids::MeasureId>| id.and_then(|id| rules.measure(id)).map(|one| one.id.to_string());
    let strand = |strand: &crate::rulebook::model::Strand| Thing {
        sort: "strand".to_owned(),
        id: strand.id.to_string(),
        title: strand.title.to_string(),
        fields: [("self evaluated", named(strand.self_evaluated)), ("inspected", named(strand.inspected))]
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect(),
        file: strand.span.file.clone(),
        line: strand.span.line,
    };
    let grade = |grade: &crate::rulebook::model::Grade| Thing {
        sort: "grade".to_owned(),
        id: grade.id.to_string(),
        title: grade.title.to_string(),
        fields: vec![("value".to_owned(), grade.value.to_string())],
        file: grade.span.file.clone(),
        line: grade.span.line,
    };
    judgements.strands.iter().map(strand).chain(judgements.grades.iter().map(grade)).collect()
}

/// A thing for programs.
pub(super) fn answer(thing: &Thing) -> Value {
    let said = |name: &str| thing.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
    let fields: serde_json::Map<String, Value> =
        thing.fields.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
    json!({
        "sort": thing.sort,
        "id": thing.id,
        "title": thing.title,
        "source": said("source"),
        "fields": fields,
        "file": &*thing.file,
        "line": thing.line,
    })
}

fn say(thing: &Thing) {
    terminal::say(&format!("### {}\n\n*{} `{}`*\n", thing.title, thing.sort, thing.id));
    thing.fields.iter().for_each(|(name, value)| terminal::say(&format!("- {name}: {value}")));
    terminal::say(&format!("\nStands in {}:{}.", thing.file, thing.line));
}
