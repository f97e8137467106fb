//! `yardstick rules schema`: what editors complete and check by.

use std::path::PathBuf;

use clap::Args;

use super::{Ended, folder, put};
use crate::rulebook;
use crate::run::door::Made;

/// Write the schema by which editors complete and check rulebook files
///
/// Editors with YAML support read it where the first line of a file names it:
/// # yaml-language-server: $schema=./rulebook.schema.json
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules schema                       write rules/rulebook.schema.json
  yardstick rules schema --out our-rules")]
pub(super) struct Schema {
    /// the folder to write it into [default: rules]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(command: &Schema) -> Ended {
    let folder = folder(command.out.as_ref());
    if !folder.is_dir() {
        return Err(format!("there is no folder {}; name one with --out", folder.display()).into());
    }
    let file = folder.join("rulebook.schema.json");
    crate::cli::may_stand(Some(&file), Made::Schema)?;
    put(&file, rulebook::schema_text().as_bytes(), Made::Schema)
}
