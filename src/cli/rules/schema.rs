//! `yardstick rules schema`: what editors complete and check by.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ended, folder, put};
use crate::cli::{clock, rulebook, terminal};
use crate::rulebook::{RuleSource, SCHEMA, schema_text};
use crate::run::door::Made;

/// Write the schema by which editors complete and check rulebook files
///
/// It has the rulebook's own names: measures, strands, teams, grades. Where it lies beside the rules, each `yardstick
/// check` keeps it current. Editors with YAML support read it where the first line of a file names it:
/// # yaml-language-server: $schema=./rulebook.schema.json
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules schema                       write rules/rulebook.schema.json
  yardstick rules schema --out our-rules
  yardstick rules schema --rules our-rules --out elsewhere")]
pub(super) struct Schema {
    /// the folder to write it into [default: the rules folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// the rulebook whose names it has [default: the one in the folder written to, or the built-in one]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(super) fn run(command: &Schema) -> Ended {
    let out = folder(command.out.as_ref().or(command.rules.as_ref()));
    if !out.is_dir() {
        return Err(format!("there is no folder {}; name one with --out", out.display()).into());
    }
    let file = out.join(SCHEMA);
    crate::cli::may_stand(Some(&file), Made::Schema)?;
    let text = text(command.rules.as_deref(), &out)?;
    put(&file, text.as_bytes(), Made::Schema)
}

/// The schema of the rulebook that is named, or lies in the folder; with mistakes in it, that of any rulebook.
fn text(named: Option<&Path>, out: &Path) -> Result<String, String> {
    let in_folder = || RuleSource::from_folder(out).ok().filter(|source| !source.is_empty()).map(|_| out);
    let Some(folder) = named.or_else(in_folder) else {
        let built_in = rulebook::checked(RuleSource::default_rulebook(), clock::today(), true);
        return Ok(schema_text(built_in.rulebook.as_deref()));
    };
    let opened = rulebook::open(Some(folder), clock::today())?;
    if opened.rulebook.is_none() {
        terminal::error(
            "the rulebook has mistakes, so its names are not in the schema; mend them and run `yardstick check`",
        );
    }
    Ok(schema_text(opened.rulebook.as_deref()))
}

/// The schema that lies in a folder, where one does that Yardstick wrote.
pub(super) fn there(folder: &Path) -> Option<Vec<u8>> {
    std::fs::read(folder.join(SCHEMA)).ok().filter(|bytes| Made::Schema.is(bytes))
}

/// Writes the schema again where an earlier one lies beside the rules and the rulebook's names are others now; whether
/// it did.
///
/// # Errors
/// When it cannot be written.
pub(in crate::cli) fn keep_current(folder: &Path, rules: &crate::rulebook::Rulebook) -> Result<bool, String> {
    let Some(there) = there(folder) else { return Ok(false) };
    let text = schema_text(Some(rules));
    if there == text.as_bytes() {
        return Ok(false);
    }
    crate::run::door::put(&folder.join(SCHEMA), text.as_bytes(), Made::Schema, &clock::stamp()).map(|_| true)
}
