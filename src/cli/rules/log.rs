//! `yardstick rules log`: what changed between two rulebooks, in words for minutes.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::cli::{Ended, Exit, named, terminal};
use crate::rulebook::changes::{self, Became, Edit, Parts};

/// Say what changed between two rulebooks, in words for minutes
///
/// Each is a folder, or `git:` and a revision for the rules folder as it was (`git:HEAD~1`).
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules log rules-of-2012 rules
  yardstick rules log git:HEAD rules           what is not yet committed")]
pub struct Log {
    /// the earlier rulebook
    #[arg(value_name = "BEFORE")]
    before: String,
    /// the later rulebook
    #[arg(value_name = "AFTER")]
    after: String,
    /// the folder of which `git:` revisions are taken
    #[arg(long, value_name = "DIR", default_value = "rules")]
    rules: PathBuf,
    /// leave out changes of words, notes, sources and cases
    #[arg(long)]
    short: bool,
    /// for programs
    #[arg(long)]
    json: bool,
}

pub(in crate::cli) fn run(command: &Log) -> Ended {
    let open = |name: &str| named::open(name, &command.rules);
    let (before, after) = (open(&command.before)?, open(&command.after)?);
    let mut all = changes::differences(&Parts::of(&before.source), &Parts::of(&after.source));
    if command.short {
        all.retain(|edit| !edit.only_words);
    }
    if command.json {
        terminal::say(&format!("{:#}", serde_json::Value::from_iter(all.iter().map(as_json))));
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        terminal::say("the two rulebooks say the same");
    }
    for edit in &all {
        let line = if command.short { edit.short() } else { edit.line() };
        terminal::say(&format!("{line}  [{}]", edit.place));
    }
    Ok(Exit::Done)
}

fn as_json(edit: &Edit) -> serde_json::Value {
    let became = match edit.became {
        Became::Added => "added",
        Became::Removed => "removed",
        Became::Changed => "changed",
        Became::Reordered => "reordered",
    };
    json!({
        "section": edit.section,
        "id": edit.id,
        "title": edit.title,
        "became": became,
        "changes": edit.details.iter().map(|detail| detail.words.clone()).collect::<Vec<_>>(),
        "place": edit.place.to_string(),
        "only words": edit.only_words,
    })
}
