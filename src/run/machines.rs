//! Findings for machines: written to the file school by school, so that a country takes no more memory than a school.

use std::path::{Path, PathBuf};

use super::door::{Made, may_stand};
use super::review_inputs::with_inputs;
use super::written::{FileKind, Written};
use super::{Run, place_made};
use crate::review::ReviewInputs;
use crate::review::json::{self, Which, types};
use crate::rulebook::ids::RuleId;

/// Where findings for machines are written to, and which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForMachines {
    /// everything, as one JSON value
    pub json: Option<PathBuf>,
    /// the schools, one line each
    pub lines: Option<PathBuf>,
    /// which findings
    pub which: Which,
}

impl Run {
    /// A school as it stands among the findings; with a rule, that rule's finding alone, whatever it says.
    #[must_use]
    pub fn for_machines(&self, school: usize, only: Option<RuleId>) -> Option<types::School> {
        let which = if only.is_some() { Which::Every } else { Which::ThatApply };
        let name = only.and_then(|rule| self.rulebook.rule(rule)).map(|rule| &*rule.id);
        with_inputs(self, Path::new(""), |inputs, _| {
            let found = inputs.schools.iter().find(|found| found.school == school)?;
            let mut school = json::school(inputs, which, found)?;
            school.findings.retain(|finding| name.is_none_or(|name| finding.rule == name));
            Some(school)
        })
    }
}

pub(super) fn write(inputs: &ReviewInputs<'_>, asked: &ForMachines, stamp: &str, written: &mut Written) {
    type Make = fn(&ReviewInputs<'_>, Which, &mut dyn std::io::Write) -> std::io::Result<()>;
    let which = if inputs.is_national() && asked.which == Which::ThatApply { Which::ThatHold } else { asked.which };
    let mut put = |path: Option<&Path>, made: Made, make: Make| {
        if let Some(path) = path {
            if let Err(why) = may_stand(path, made) {
                return written.attention.push(why);
            }
            let placed = place_made(path, stamp, |to| make(inputs, which, to));
            written.take(FileKind::Findings, placed);
        }
    };
    put(asked.json.as_deref(), Made::Findings, |inputs, which, to| json::write(inputs, which, to));
    put(asked.lines.as_deref(), Made::Lines, |inputs, which, to| json::write_lines(inputs, which, to));
}
