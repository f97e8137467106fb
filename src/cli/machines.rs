//! Options of the commands that write findings for machines.

use std::path::PathBuf;

use clap::Args;

use super::Stop;
use crate::review::json::Which;
use crate::run::ForMachines;
use crate::run::door::Made;

/// Findings for machines.
#[derive(Debug, Args)]
pub(super) struct Machines {
    /// also write the findings for machines, as one JSON file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// also write the schools for machines, one line of JSON each: for large files, read piece by piece
    #[arg(long, value_name = "FILE")]
    json_lines: Option<PathBuf>,
    /// write to these also what does not apply to a school or to the year
    #[arg(long)]
    json_all: bool,
}

impl Machines {
    /// That both may be written: asked before the work is begun.
    ///
    /// # Errors
    /// Where something else lies there.
    pub fn may_stand(&self) -> Result<(), Stop> {
        super::may_stand(self.json.as_ref(), Made::Findings)?;
        super::may_stand(self.json_lines.as_ref(), Made::Lines)
    }

    /// What is asked for.
    pub fn asked(&self) -> ForMachines {
        let which = if self.json_all { Which::Every } else { Which::ThatApply };
        ForMachines { json: self.json.clone(), lines: self.json_lines.clone(), which }
    }
}
