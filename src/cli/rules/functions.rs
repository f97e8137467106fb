//! `yardstick rules functions`: what may be called in a condition.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Ended, Exit};
use crate::cli::{clock, rulebook, terminal};
use crate::rulebook::expression::{FORMS, FunctionId, functions};
use crate::rulebook::model::Rulebook;
use crate::rulebook::script::ScriptFunction;

/// List the functions that conditions can use
///
/// First those of scripts/*.rhai, with what each takes and gives and when it cannot say, then those of the language and the forms that conditions, measures and rules may have.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules functions
  yardstick rules functions gap")]
pub(super) struct Functions {
    /// only functions with this in their name
    name: Option<String>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Functions) -> Ended {
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let wanted = |name: &str| command.name.as_ref().is_none_or(|part| name.contains(part.as_str()));
    let scripts: Vec<_> = rules.scripts.numbered().filter(|(_, one)| wanted(&one.name)).collect();
    let language: Vec<_> = functions().into_iter().filter(|one| wanted(one.name)).collect();
    let forms: Vec<_> = FORMS.iter().filter(|one| wanted(one.name)).collect();
    if scripts.is_empty() && language.is_empty() && forms.is_empty() {
        let asked = command.name.as_deref().unwrap_or_default();
        let names = rules.scripts.functions().iter().map(|one| one.name.as_str());
        let near = crate::rulebook::expression::nearest(asked, names);
        let near = near.first().map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(format!("no function has `{asked}` in its name{near}").into());
    }
    if command.json {
        let own = scripts.iter().map(|(id, one)| answer(one, &asked(&rules, *id)));
        let others = language.iter().map(|one| ("language", one)).chain(forms.iter().map(|one| ("form", *one)));
        let others = others
            .map(|(sort, one)| json!({"sort": sort, "name": one.name, "written": one.written, "about": [one.about]}));
        terminal::answer(&own.chain(others).collect());
        return Ok(Exit::Done);
    }
    if !scripts.is_empty() {
        terminal::say("Functions of the scripts\n");
        scripts.iter().for_each(|(id, one)| terminal::say(&described(one, &asked(&rules, *id))));
    }
    if !language.is_empty() {
        terminal::say("Functions of the language\n");
        language.iter().for_each(|one| terminal::say(&format!("  {}\n      {}", one.written, one.about)));
    }
    if !forms.is_empty() {
        terminal::say("\nForms of conditions, measures and rules\n");
        forms.iter().for_each(|one| terminal::say(&format!("  {}\n      {}", one.written, one.about)));
    }
    Ok(Exit::Done)
}

/// What a function asks of the school that it is handed.
fn asked(rules: &Rulebook, function: FunctionId) -> Vec<String> {
    rules
        .scripts
        .asked(function)
        .map(|asked| asked.questions.iter().map(|one| one.text.to_string()).collect())
        .unwrap_or_default()
}

fn answer(function: &ScriptFunction, asked: &[String]) -> Value {
    json!({
        "sort": "script",
        "name": function.name,
        "written": format!("{}({})", function.name, function.params.join(", ")),
        "about": function.about().collect::<Vec<_>>(),
        "asks": asked,
        "accepts_missing": function.accepts_missing,
        "file": &*function.place.file,
        "line": function.place.line,
    })
}

fn described(function: &ScriptFunction, asked: &[String]) -> String {
    let mut text = format!("  {}({})   {}\n", function.name, function.params.join(", "), function.place);
    for line in function.about() {
        text.push_str(&format!("      {line}\n"));
    }
    if !asked.is_empty() {
        text.push_str(&format!("      It asks the school: {}.\n", asked.join("; ")));
    }
    if function.accepts_missing {
        text.push_str("      It is called with missing values as well.\n");
    }
    text
}
